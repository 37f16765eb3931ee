# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What every PRTG API can do for this collection: the protocol that modules and the inventory speak."""

from __future__ import annotations

import dataclasses
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    KINDS,
    ROOT_ID,
    UNREAD,
    PrtgObject,
    Tree,
    column_of,
    with_columns,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan

#: Fields that can only be told by someone who knows the objects above.
TREE_FIELDS = frozenset({"path", "parent_tags", "tags"})

#: What everything above an object is read with; the status tells the flag where it is not told itself.
TREE_MEMBER_FIELDS = frozenset({"active", "status", "tags"})

#: The kinds that can be above something.
CONTAINERS = ("probe", "group", "device")

#: Names with other characters silently match nothing (netmon24, seen live).
PLAIN_NAME = re.compile(r"[A-Za-z0-9_.\-]+(?: [A-Za-z0-9_.\-]+)*")

#: How many ids one request names at most: what URLs and v2's body limit of 15 kB take with room.
IDS_PER_REQUEST = 100

#: Seconds after which an answer without rows is asked for again, before it is believed or refused. Servers answer
#: "empty" for a while though the data is there (reconcile-snow-prtg 813fbb9; how long is unverified).
MOMENT = 1.5

#: What it means if nothing comes where something must be: a working account always sees a probe, a group and a device.
NOTHING_TO_SEE = (
    "Either this account has no rights to see any, or the server is not ready (after a start PRTG's core needs minutes)"
    ": give the account rights, or try again later."
)


class Need(t.NamedTuple):
    """Which objects are wanted, and what of them.

    ``ids``, ``names``, ``under`` and ``filter`` (planned for this API) narrow: a server may use them
    to ask for less, and delivers at least every object that fits all of them; callers check each row again. ``fields``
    are record fields; ``tree`` asks for the objects above as well; ``summary`` for the status summaries of probes,
    groups and devices; ``settings`` for everything that can be configured of an object, which API v1 cannot tell in a
    bounded number of requests and refuses.
    """

    kinds: tuple[str, ...] = KINDS
    ids: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    under: str | None = None
    filter: Plan | None = None
    fields: frozenset[str] = ALWAYS_READ
    tree: bool = False
    summary: bool = False
    settings: bool = False

    @property
    def needs_tree(self) -> bool:
        """Whether the objects above have to be known."""
        return self.tree or bool(self.fields & TREE_FIELDS)


@dataclasses.dataclass(eq=False, repr=False)
class Query:
    """What was asked of the server: each request without credentials, and how many rows came back in all."""

    sent: list[str] = dataclasses.field(default_factory=list)
    rows_read: int = 0

    def add(self, other: Query) -> None:
        """Count what ``other`` has asked as well."""
        self.sent.extend(other.sent)
        self.rows_read += other.rows_read


class Undecided(UnexpectedAnswer):
    """Rows do not tell these ``properties``, which a filter compares. ``query`` is what was asked until that showed."""

    properties: frozenset[str] = frozenset()
    query: Query | None = None

    @property
    def kind(self) -> str:
        """What it is for playbooks, which have no use for more."""
        return UnexpectedAnswer.__name__


class Untold(t.NamedTuple):
    """Ids of objects whose paths lack something, or may.

    ``incomplete``: nobody told every name above them. ``borrowed``: names above them come from the rows of what is
    below, of which not everything is certain. ``unlisted`` are kinds of which the server listed none.
    """

    incomplete: frozenset[str] = frozenset()
    borrowed: frozenset[str] = frozenset()
    unlisted: tuple[str, ...] = ()


NOTHING_UNTOLD = Untold()


@dataclasses.dataclass(eq=False, repr=False)
class Snapshot:
    """The answer to a ``Need``: complete, without duplicates, in the order of their ids.

    ``tree`` holds the objects and, if asked for, everything above them with at least ``ALWAYS_READ``, ``active`` and
    ``tags``. ``summaries`` maps ids to the members of ``SUMMARY_FIELDS`` (counts of sensors, None for what cannot be
    read) or to None where the API never tells them, ``settings`` to sections of settings. ``untold`` says of which
    objects the account does not see everything above. ``otherwise``: it took other lists than those that filters are
    planned for, see ``Plan``.
    """

    objects: list[PrtgObject]
    tree: Tree
    query: Query
    summaries: t.Mapping[str, dict[str, int | None] | None] = dataclasses.field(default_factory=dict)
    settings: dict[str, dict[str, dict[str, t.Any]]] = dataclasses.field(default_factory=dict)
    untold: Untold = NOTHING_UNTOLD
    otherwise: bool = False


class Identified(t.Protocol):
    """What PRTG tells apart by its id: an object, or an account."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def name(self) -> str:
        """Its name."""


class Target(Identified, t.Protocol):
    """What an action is done to. ``path`` ends in its name."""

    @property
    def path(self) -> tuple[str, ...]:
        """Where it is, as names."""

    @property
    def active(self) -> bool | None:
        """Its own flag."""

    def label(self) -> str:
        """How messages name it."""


class PrtgServer(t.Protocol):
    """A PRTG server behind one of its APIs.

    All methods raise the errors of ``_errors``; none returns a partial list.
    """

    #: ``v1`` or ``v2``
    api: str

    #: What users should know about their server, such as a version that is too old
    warnings: list[str]

    def read(self, need: Need) -> Snapshot:
        """The objects that ``need`` describes; the root only if its id is among ``ids``.

        What comes back empty is asked for again in another way before it counts. ``UnexpectedAnswer`` where the server
        lists no probe, group or device at all though they were asked for.
        """

    def below(self, ancestor_id: str, objects: t.Sequence[PrtgObject], seen: bool, query: Query) -> dict[str, bool]:
        """Which of ``objects`` the server itself says are below ``ancestor_id`` and which are not, by their ids.

        ``seen``: whether the account sees the ancestor. What the server does not say is left out. ``query`` counts what
        is asked.
        """

    def total(self, kind: str) -> int | None:
        """How many objects of a kind this account sees, for one small request; None if the server does not tell."""

    def refuse_lacking(self, action: str, arguments: t.Mapping[str, t.Any] | None = None) -> None:
        """``ConfigurationError`` if this API cannot do an action, and what can; or not with these arguments, since what
        is to be sent is too large. Nothing is sent for that."""

    def act(self, action: str, objects: t.Sequence[Target], arguments: t.Mapping[str, t.Any]) -> None:
        """Do an action of the table of this API (``v1/actions.py``, ``v2/actions.py``) to some objects.

        Each request is sent once. After an error only the state tells what was done; it says whether something was.
        """

    def part(self, name: str) -> t.Any:
        """What this API can do besides, by a name of the table of its parts (``v1/parts.py`` ...).

        ``ConfigurationError`` if this API cannot, and what can. Nothing is sent for that.
        """

    def gone(self, ids: t.Sequence[str]) -> frozenset[str]:
        """Those of ``ids`` of which the server itself says that there is no such object, each by its own read.

        What it does not clearly say is not in the set: neither what it cannot answer, nor what it only does not list.
        """

    def channels(
        self, sensor_ids: t.Sequence[str], query: Query | None = None
    ) -> dict[str, list[dict[str, t.Any]] | None]:
        """The channels of each sensor: ``id`` (string, unique within the sensor), ``name``, ``last_value`` (number or
        None), ``unit`` (text or None).

        None, with a warning, for sensors of which the server lists no channel, also when asked again; every sensor has
        one at least, for its downtime. ``UnexpectedAnswer`` if it lists none of any.

        API v1 lists a traffic channel twice with one id, told apart by "(volume)" and "(speed)" in the name. ``query``
        counts what is asked.
        """

    def now(self) -> float:
        """Unix time on the server."""

    def earliest(self) -> float:
        """The same, not later than it is there: what is scanned after this was asked has no result of before."""

    def close(self, log_out: bool = True) -> None:
        """End what the client holds open, at the server too (v2: its session) unless told not to ask it."""


class Named(t.Protocol):
    """What narrows by kinds, ids and names; None does not."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that objects may be of."""

    @property
    def ids(self) -> tuple[str, ...] | None:
        """The ids that they may have."""

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names that they may have."""


def asked_for(wanted: Named) -> t.Callable[[PrtgObject], bool]:
    """What tells whether an object is of the wanted kinds, and among the ids and names: whatever a server filtered.

    The root is by its id, and in no other way: API v1 lists it as a group, API v2 does not.
    """
    kinds = frozenset(wanted.kinds)
    ids = None if wanted.ids is None else frozenset(wanted.ids)
    names = None if wanted.names is None else frozenset(wanted.names)

    def is_asked_for(one: PrtgObject) -> bool:
        if one.kind not in kinds or (names is not None and one.name not in names):
            return False
        return one.id != ROOT_ID if ids is None else one.id in ids

    return is_asked_for


def untold_of(objects: t.Iterable[PrtgObject], tree: Tree, unlisted: tuple[str, ...] = ()) -> Untold:
    """What ``tree`` does not tell of the paths of ``objects``; of kinds in ``unlisted`` the server lists none."""
    unseen = tree.unseen
    if not unseen.parents and not unseen.loose:
        return NOTHING_UNTOLD
    incomplete, borrowed = set(), set()
    uncertain = unseen.parents if unlisted else unseen.loose
    for one in objects:
        if not tree.is_whole(one):
            incomplete.add(one.id)
        elif any(above.id in uncertain for above in tree.ancestors(one)):
            borrowed.add(one.id)
    return Untold(frozenset(incomplete), frozenset(borrowed), unlisted)


def counted_sensors(summaries: t.Iterable[t.Mapping[str, int | None] | None]) -> int:
    """How many sensors some summaries count in all, as far as that can be read."""
    return sum(count or 0 for summary in summaries if summary for count in summary.values())


Channels = dict[str, list[dict[str, t.Any]]]


def channels_of(
    sensor_ids: t.Sequence[str],
    read: t.Callable[[t.Sequence[str]], Channels],
    sleep: Sleep,
    warnings: list[str],
    exchange: t.Callable[[], Exchange],
) -> dict[str, list[dict[str, t.Any]] | None]:
    """The channels that ``read`` finds; None for a sensor without any, of which ``warnings`` then tells.

    What comes without is read once more, a moment later. ``UnexpectedAnswer`` if no sensor has one.
    """
    found = read(sensor_ids)
    without = [sensor_id for sensor_id, channels in found.items() if not channels]
    if without:
        sleep(MOMENT)
        found.update(read(without))
    without = [sensor_id for sensor_id, channels in found.items() if not channels]
    if without and len(without) == len(found):
        raise UnexpectedAnswer(
            f"the server lists no channel of {len(found)} sensors, as of {', '.join(without[:3])}, also when asked "
            "again",
            exchange=exchange(),
            hint="Each has one at least, for its downtime. The server may not be ready: try again later.",
        )
    if without:
        warnings.append(
            f"PRTG lists no channel of {len(without)} of {len(found)} sensors, as of {', '.join(without[:3])}, also "
            "when asked again: their channels are null."
        )
    return {sensor_id: channels or None for sensor_id, channels in found.items()}


def in_batches(items: t.Sequence[t.Any], size: int = IDS_PER_REQUEST) -> t.Iterator[t.Sequence[t.Any]]:
    """``items`` in slices of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def complete(found: PrtgObject, tree: Tree, fields: t.Collection[str]) -> PrtgObject:
    """A single object as ``completed`` has it."""
    return completed([found], tree, fields)[0]


def completed(objects: t.Sequence[PrtgObject], tree: Tree, fields: t.Collection[str]) -> list[PrtgObject]:
    """Objects with those of ``fields`` that follow from the objects above: their paths, and what they inherit.

    API v1 delivers own and inherited tags as one list: then own tags are those that no object above has, so a tag that
    an object has of its own *and* inherits counts as inherited.
    """
    columns: dict[str, list[t.Any]] = {}
    paths, inherited = column_of(objects, "path"), column_of(objects, "parent_tags")
    if "path" in fields and _lacks_any(paths):
        columns["path"] = [tree.path(one) if path is UNREAD else path for one, path in zip(objects, paths)]
    if not {"tags", "parent_tags"}.isdisjoint(fields) and _lacks_any(inherited):
        columns["tags"], columns["parent_tags"] = _own_tags(objects, inherited, tree)
    return with_columns(objects, columns) if columns else list(objects)


def _lacks_any(values: t.Iterable[t.Any]) -> bool:
    return any(value is UNREAD for value in values)


def _own_tags(objects: t.Sequence[PrtgObject], inherited: list[t.Any], tree: Tree) -> tuple[list[t.Any], list[t.Any]]:
    """The own tags of objects, and those that they inherit, of which ``inherited`` are known already."""
    tags, inherited = column_of(objects, "tags"), list(inherited)
    own: dict[tuple[t.Any, ...], tuple[str, ...]] = {}  # by all tags and those above: they repeat from row to row
    for place, one in enumerate(objects):
        if inherited[place] is UNREAD and tags[place] is not UNREAD:
            told = tags[place], _above(one, tree)
            if told not in own:
                own[told] = tuple(tag for tag in told[0] or () if tag not in told[1])
            tags[place], inherited[place] = own[told], told[1]
    return tags, inherited


def _above(one: PrtgObject, tree: Tree) -> tuple[str, ...]:
    """The tags of what is right above, which has all those that it inherits among its own."""
    parent = tree.get(one.parent_id or "")
    return tuple(parent.tags or ()) if parent is not None and parent.tags is not UNREAD else ()
