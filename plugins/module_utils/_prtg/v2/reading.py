# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One ``read`` over PRTG's API v2: which lists to ask for, what is above, whose pause flag is whose."""

from __future__ import annotations

import functools
import itertools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    PermissionDenied,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    KINDS,
    ROOT_ID,
    STATUS_BY_TOKEN,
    UNREAD,
    PrtgObject,
    Tree,
    Unseen,
    column_of,
    paused_by,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import ID
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    CONTAINERS,
    IDS_PER_REQUEST,
    MOMENT,
    NOTHING_TO_SEE,
    PLAIN_NAME,
    TREE_MEMBER_FIELDS,
    Need,
    Query,
    Snapshot,
    asked_for,
    completed,
    counted_sensors,
    untold_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import objects as decode
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import INVALID_FILTER
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import (
    Listing,
    Transport,
    any_of,
    both,
    filtered,
    of_types,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.unseen import Places
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan

FLAG_FIELDS = frozenset({"active", "paused_by"})

#: Names in a filter: more of them are not worth it.
NAMES_PER_REQUEST = 20

PARALLEL_DETAILS = 4

#: The statuses of objects that are not silent.
_RUNNING = frozenset(token for token, known in STATUS_BY_TOKEN.items() if known.paused_by is None)


def _settings(row: decode.Row) -> dict[str, dict[str, t.Any]]:
    settings = decode.read_settings(row)
    if settings is None:
        raise ConfigurationError(
            "this PRTG lists objects without their settings", hint="It may be too old: leave settings out."
        )
    return settings


def _untold() -> UnexpectedAnswer:
    return UnexpectedAnswer("the server lists an object whose id or kind cannot be told")


class Reading:
    """One ``read``: asks for lists, narrow or whole, and keeps what came. ``query`` counts what it has asked."""

    def __init__(self, client: Transport, interface: str, need: Need, warn: t.Callable[[str], None]) -> None:
        self._client = client
        self._need = need
        self._warn = warn
        self.query = Query()
        self._objects: dict[str, PrtgObject] = {}
        self._above: dict[str, tuple[str, ...]] = {}
        self._summaries: dict[str, dict[str, int | None]] = {}
        self._settings: dict[str, dict[str, dict[str, t.Any]]] = {}
        self._asked_for: set[str] = set()
        self._summed: set[str] = set()
        self._places = Places()
        self._whole = False
        self._otherwise = False
        self._wanted_ids = frozenset(one for one in need.ids or () if ID.fullmatch(one))
        self._is_asked_for = asked_for(need)
        self._fields = self._fields_to_read()
        self._reader = decode.Reader(self._fields, interface)

    def snapshot(self) -> Snapshot:
        """Do it."""
        need = self._need
        self._read_wanted()
        self._ask_again()
        self._read_above()
        if self._fields & FLAG_FIELDS:
            self._settle_flags()
            self._settle_causes()
        self._read_elsewhere()
        unseen = self._places.unseen(self._objects, self._client, self.query) if self._above_matters() else Unseen()
        tree = Tree(self._objects.values(), unseen=unseen)
        fitting = (one for one in self._objects.values() if self._fits(one, tree))
        wanted = sorted(fitting, key=lambda one: int(one.id))
        untold = untold_of([one for one in wanted if one.path is UNREAD], tree)
        objects = completed(wanted, tree, need.fields)
        self._objects.update((one.id, one) for one in objects)
        summaries = {one.id: self._summaries[one.id] for one in objects if one.id in self._summaries}
        settings = {one.id: self._settings[one.id] for one in objects if one.id in self._settings}
        tree = Tree(self._objects.values(), unseen=unseen)
        return Snapshot(objects, tree, self.query, summaries, settings, untold, self._otherwise)

    def _fields_to_read(self) -> frozenset[str]:
        fields = self._need.fields | ALWAYS_READ
        if self._wants_tree:
            fields |= TREE_MEMBER_FIELDS
        if "paused_by" in fields or "active" in fields:
            fields |= {"active", "status"}
        if "health" in fields:
            fields |= {"status"}
        return fields | {"tags", "parent_tags"} if fields & {"tags", "parent_tags"} else fields

    @property
    def _wants_tree(self) -> bool:
        return self._need.tree or self._need.under is not None

    def _fits(self, one: PrtgObject, tree: Tree) -> bool:
        under = self._need.under
        return self._is_asked_for(one) and (
            under is None or under in self._above.get(one.id, ()) or tree.is_below(one, under) is not False
        )

    # What is asked for

    def _read_wanted(self) -> None:
        need = self._need
        if need.ids is not None and len(self._wanted_ids) <= IDS_PER_REQUEST:
            if self._wanted_ids:
                ids = sorted(self._wanted_ids, key=int)
                self._asked_for.update(ids)
                self._read(need.kinds, any_of("id", ids), of_type=False, include=self._include(narrow=True))
        elif need.ids is None and need.names is not None and self._read_names(need.names):
            pass
        else:
            self._read_whole()
        if ROOT_ID in self._wanted_ids and "group" in need.kinds:
            self._read_root()

    def _read_names(self, names: tuple[str, ...]) -> bool:
        """Whether all names were found by asking for them; that a name does not exist only the whole list proves."""
        if len(names) > NAMES_PER_REQUEST or not all(PLAIN_NAME.fullmatch(name) for name in names):
            return False
        self._whole = False
        self._read(self._need.kinds, any_of("name", names), include=self._include(narrow=True))
        there = {one.name for one in self._objects.values() if one.kind in self._need.kinds}
        return there.issuperset(names)

    def _read_whole(self) -> None:
        """Every object of the wanted kinds, and with a tree in mind also of those above."""
        kinds = self._need.kinds
        if self._wants_tree:
            kinds = tuple(kind for kind in KINDS if kind in kinds or kind in CONTAINERS)
        under = self._need.under
        narrow = under is not None and under != ROOT_ID and ID.fullmatch(under)
        below = f'ancestors contains "{under}"' if narrow else ""
        self._whole = self._need.filter is None and not narrow
        include = self._include(narrow=False)
        how = self._need.filter
        if how is None:
            self._read(kinds, deprecated=below, include=include)
            return
        if how.alone:
            self._read_decided(kinds, how, below, include)
            return
        current = filtered(kinds, how.server)
        try:
            self._read_list(kinds, current, lambda: both(filtered(kinds, how.otherwise.server), below), include)
        except RequestRefused as error:
            if error.code != INVALID_FILTER:
                raise
            self._warn("this PRTG refuses a filter that its documents allow; everything was read and filtered here")
            self._read(kinds, deprecated=below, include=include)

    def _read_decided(self, kinds: tuple[str, ...], how: Plan, below: str, include: tuple[str, ...]) -> None:
        """What fits a filter of which the server decides a part alone."""
        # delayed, since few tasks leave anything to the server
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.deciding import Deciding

        deciding = Deciding(self._client, self.query, self._warn)
        only = kinds[0] if len(kinds) == 1 else None
        rows = list(deciding.rows(kinds, how, below, include))
        self._keep(self._read_rows(rows, only), with_path="path" in include)

    # What came empty

    def _ask_again(self) -> None:
        """Ask once more if nothing came of what was asked for: a moment later where the list has no entry at all."""
        need = self._need
        if (need.ids is not None and not self._wanted_ids) or not self._lacks():
            return
        listed = not self._whole and self._lists_anything()
        if not listed:
            self._client.sleep(MOMENT)
        self._read_wanted()
        lacking = self._lacks()
        if lacking and (self._whole or not (listed or self._lists_anything())):
            self._refuse_empty(lacking)

    def _lacks(self) -> tuple[str, ...]:
        """The wanted kinds of which nothing came, if that is doubtful.

        It is if nothing came at all, and for devices and sensors in a list of everything. An account may not see any
        probe or group above what it sees, and no device if it sees only sensors.
        """
        came = {one.kind for one in self._objects.values()}
        lacking = tuple(kind for kind in self._need.kinds if kind not in came)
        if len(lacking) == len(self._need.kinds):
            return lacking
        if not self._whole:
            return ()
        return tuple(kind for kind in lacking if kind == "sensor" or (kind == "device" and "sensor" not in came))

    def _lists_anything(self) -> bool:
        """Whether the list of what was asked for has any entry, whatever narrowed it before."""
        kinds = self._need.kinds
        only = kinds[0] if len(kinds) == 1 else None
        listing = Listing(f"{only}s" if only else "objects", "" if only else of_types(kinds), limit=1)
        return self._client.lists_anything(listing, self.query)

    def _refuse_empty(self, kinds: tuple[str, ...]) -> None:
        """``UnexpectedAnswer``, unless it is only sensors that are lacking and nobody counts any."""
        if kinds != ("sensor",):
            raise self._empty([kind for kind in kinds if kind != "sensor"])
        self._refuse_counted_sensors()

    def _refuse_counted_sensors(self) -> None:
        """``UnexpectedAnswer`` if there is no device, or if the devices count sensors, of which the list has none."""
        rows = self._client.rows(Listing("devices", include=("sensor_status_summary",)), self.query)
        if not rows:
            raise self._empty(["device", "sensor"])
        counted = counted_sensors(map(decode.read_summary, rows))
        if counted:
            raise self._empty(["sensor"], f", and its devices count {counted}")

    def _empty(self, kinds: t.Sequence[str], more: str = "") -> UnexpectedAnswer:
        return UnexpectedAnswer(
            f"the server lists no {' and no '.join(kinds)} at all, also when asked again{more}",
            exchange=self._client.http.exchange("GET", "/objects"),
            hint=NOTHING_TO_SEE,
        )

    # How it is asked for

    def _read(
        self,
        kinds: tuple[str, ...],
        condition: str = "",
        *,
        deprecated: str = "",
        of_type: bool = True,
        include: tuple[str, ...] = (),
    ) -> None:
        """Read the objects of some kinds that fit ``condition``, and ``deprecated`` in lists that understand it."""
        types = of_types(kinds) if of_type and len(kinds) > 1 else ""
        current = both(types, condition)
        self._read_list(kinds, current, lambda: both(current, deprecated), include)

    def _read_list(
        self, kinds: tuple[str, ...], current: str, deprecated: t.Callable[[], str], include: tuple[str, ...]
    ) -> None:
        """Read the list of one kind, or of all objects; each family of lists with the filter that it understands."""
        only = kinds[0] if len(kinds) == 1 else None

        def otherwise() -> str:
            self._otherwise = True
            return deprecated()

        listing = Listing(f"{only}s" if only else "objects", current, otherwise, include)
        self._keep(self._told(listing, functools.partial(self._read_rows, listed=only)), with_path="path" in include)

    def _told(
        self, listing: Listing, read: t.Callable[[list[decode.Row]], list[decode.Read | None]]
    ) -> list[decode.Read | None]:
        """What the rows of a list tell, if need be without the sections that no source has proven to be there."""
        proven = tuple(section for section in listing.include if section not in decode.UNPROVEN_SECTIONS)
        try:
            return self._client.made_of(listing, self.query, read)
        except RequestRefused as error:
            if proven == listing.include or error.code == INVALID_FILTER:
                raise
            unknown = ", ".join(section for section in listing.include if section not in proven)
            self._warn(f"this PRTG does not know the section {unknown}; what stands there is shown as null")
            return self._client.made_of(listing._replace(include=proven), self.query, read)

    def _include(self, *, narrow: bool) -> tuple[str, ...]:
        """What the rows need besides their section ``basic``; the path of few tells who is above all of them."""
        fields = self._fields | {"path"} if narrow and self._wants_tree else self._fields
        sections = [section for field, section in decode.SECTIONS.items() if field in fields]
        if self._need.settings:
            sections = ["path"] * ("path" in sections) + [decode.ALL_SECTIONS]
        counted = self._need.summary or ("health" in fields and self._need.kinds != ("sensor",))
        return (*sections, "sensor_status_summary") if counted else tuple(sections)

    def _warn_of_status(self, row: decode.Row) -> None:
        """Tell of a status that is none of those that are known."""
        word = decode.text(row.get("status"))
        if word is None:
            return
        said = shown(word, self._client.http.redact, 40)
        self._warn(f"PRTG reports the status {said!r}, which is not known here; it is shown as null")

    def _read_rows(self, rows: list[decode.Row], listed: str | None) -> list[decode.Read | None]:
        """What is kept of each row; None of what is no part of the tree."""
        kinds = [decode.kind_of(row, listed) for row in rows]
        found = set(kinds) - {""}
        if None in found:
            raise _untold()
        told: list[decode.Read | None] = [None] * len(rows)
        for kind in found:
            places = [place for place, one in enumerate(kinds) if one == kind]
            for place, one in zip(places, self._read_kind([rows[place] for place in places], str(kind))):
                told[place] = one
        return told

    def _read_kind(self, rows: list[decode.Row], kind: str) -> list[decode.Read]:
        """What is kept of each of these rows, which are of one kind."""
        told = self._reader(rows, kind)
        objects = [one.object for one in told]
        if not all(column_of(objects, "id")):
            raise _untold()
        if "status" in self._fields:
            for row in itertools.compress(rows, [one is None for one in column_of(objects, "status")]):
                self._warn_of_status(row)
        if self._need.summary and kind != "sensor":
            told = [one._replace(summary=decode.read_summary(row)) for row, one in zip(rows, told)]
        if self._need.settings:
            told = [one._replace(settings=_settings(row)) for row, one in zip(rows, told)]
        return told

    def _keep(self, rows: t.Iterable[decode.Read | None], *, with_path: bool = False) -> None:
        """Keep what was read of rows, of each object once; ``with_path`` if they were asked for their paths."""
        for told in rows:
            if told is None or told.object.id in self._objects:
                continue
            found_id = told.object.id
            if told.summed:
                self._summed.add(found_id)
            self._objects[found_id] = told.object
            self._above[found_id] = told.line.ids
            self._places.keep(found_id, told.line, with_path)
            if told.settings is not None:
                self._settings[found_id] = told.settings
            if told.summary is not None:
                self._summaries[found_id] = told.summary

    def _read_elsewhere(self) -> None:
        """What only other lists tell."""
        asked = self._need.fields.intersection(decode.OLDER)
        measured = "last_check" in self._need.fields
        if not asked and not measured:
            return
        # delayed, since many tasks ask for none of it
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.elsewhere import Elsewhere

        elsewhere = Elsewhere(self._client, self.query, self._warn, self._objects, self._need.kinds)
        elsewhere.read_older(asked)
        if measured:
            elsewhere.read_measured()

    # What is above

    def _read_above(self) -> None:
        """Everything above the objects, as far as it matters and this account sees it.

        Few are asked for by id, level by level, or all at once where the rows tell their path; many are cheaper as
        one list of everything that can be above something.
        """
        if not self._above_matters():
            return
        missing = self._missing_above()
        while missing:
            if len(missing) > IDS_PER_REQUEST:
                self._read(CONTAINERS)
                return
            self._asked_for.update(missing)
            self._read(KINDS, any_of("id", missing), of_type=False)
            missing = self._missing_above()

    def _above_matters(self) -> bool:
        if self._wants_tree:
            return True
        fields = self._need.fields
        return (
            ("path" in fields and self._lacks_any("path"))
            or (not fields.isdisjoint({"tags", "parent_tags"}) and self._lacks_any("parent_tags"))
            or (not fields.isdisjoint(FLAG_FIELDS) and self._flags_are_doubtful())
        )

    def _lacks_any(self, field: str) -> bool:
        return any(value is UNREAD for value in column_of(self._objects.values(), field))

    def _flags_are_doubtful(self) -> bool:
        """Whether the rows leave open of any object whether it is paused by itself."""
        return any(_is_open(*state) for state in self._states("active", "status")) or any(
            _looks_paused(self._objects[one]) for one in self._summed
        )

    def _states(self, *fields: str) -> set[tuple[t.Any, ...]]:
        """All that these fields are together, of any object: few, however many objects there are."""
        objects = self._objects.values()
        return {*zip(*(column_of(objects, field) for field in fields))}

    def _missing_above(self) -> list[str]:
        named = {*itertools.chain.from_iterable({*self._above.values()})}
        missing = named - self._objects.keys() - self._asked_for
        # the root is in no list for sure, so that it is not worth a request
        return sorted(missing, key=int) if missing != {ROOT_ID} else []

    # Whose pause it is

    def _settle_flags(self) -> None:
        """The own flag of every object: the row's own word, else what follows from the status and from above.

        The deprecated lists do not tell it (facts, section 3). There, what is paused by a user is so by itself if
        nothing above it is; otherwise, and where the status only sums up that of the sensors below, its detail can
        tell. A status of any other kind means an active flag.
        """
        states = self._states("active", "status", "paused_by")
        doubtful = any(_is_open(active, status) or cause == "parent" for active, status, cause in states)
        running = self._above_something_running() if doubtful else set()
        if doubtful and self._root_matters(running):
            self._read_root()
        settled = {(active, status) for active, status, _cause in states if active is None and status is not None}
        settled = {state for state in settled if not _is_open(*state)}
        for one in list(self._objects.values()) if settled else ():
            if (one.active, one.status) in settled:
                self._set_flag(one, True)
        if not doubtful:
            return
        tree = Tree(self._objects.values())
        unsure = []
        for one in self._whose_flag_counts(filter(_flag_is_open, tree), tree):
            if one.id not in self._summed and self._nothing_above_is_paused(one, tree, running):
                self._set_flag(one, False)
            else:
                unsure.append(one)
        self._ask_for_flags(unsure)

    def _settle_causes(self) -> None:
        """Why objects are silent whose status only sums up sensors: their own flag, or one above; else they are not."""
        tree = Tree(self._objects.values())
        for one in [self._objects[found_id] for found_id in self._summed]:
            silent = one.active is False or (_looks_paused(one) and tree.paused_ancestor(one) is not None)
            cause = ("user" if one.active is False else "parent") if silent else None
            self._objects[one.id] = one._replace(paused_by=cause)

    def _above_something_running(self) -> set[str]:
        """The ids of what cannot be paused, seen or not: something below it is not silent."""
        tree = Tree(self._objects.values())
        # one of those that have the same above them
        running = {(self._above[one.id], one.parent_id): one for one in tree if one.status in _RUNNING}
        return {above for one in running.values() for above in self._ids_above(one, tree)}

    def _ids_above(self, one: PrtgObject, tree: Tree) -> set[str]:
        return {*self._above[one.id]}.union(*(self._above[above.id] for above in tree.ancestors(one)))

    def _nothing_above_is_paused(self, one: PrtgObject, tree: Tree, running: set[str]) -> bool:
        above = self._ids_above(one, tree)
        if ROOT_ID not in above and one.id != ROOT_ID:
            return False
        there = (tree.get(found_id) for found_id in above - running)
        return all(each is not None and each.active is True for each in there)

    def _whose_flag_counts(self, some: t.Iterable[PrtgObject], tree: Tree) -> list[PrtgObject]:
        """Those of ``some`` that are wanted, and where a tree is those above as well."""
        if not self._wants_tree:
            return [one for one in some if self._fits(one, tree)]
        wanted = [one for one in tree if self._fits(one, tree)]
        counting = {one.id for one in wanted}.union(above.id for one in wanted for above in tree.ancestors(one))
        return [one for one in some if one.id in counting]

    def _root_matters(self, running: set[str]) -> bool:
        """Whether the root, which may be in no list, is needed to tell who has paused something."""
        if ROOT_ID in self._objects or ROOT_ID in running:
            return False
        tree = Tree(self._objects.values())
        doubtful = [one for one in tree if one.paused_by == "parent" or _flag_is_open(one)]
        return any(
            _flag_is_open(one) or (self._wants_tree and not tree.paused_ancestor(one))
            for one in self._whose_flag_counts(doubtful, tree)
        )

    def _ask_for_flags(self, unsure: list[PrtgObject]) -> None:
        if not unsure:
            return
        paths = [f"/{one.kind}s/{one.id}" for one in unsure]
        details = in_parallel(self._detail, paths, PARALLEL_DETAILS)
        for path, one, detail in zip(paths, unsure, details):
            self._count_detail(path, detail)
            self._set_flag(one, decode.flag(decode.member(detail, ("basic", "active"))))

    def _set_flag(self, one: PrtgObject, active: bool | None) -> None:
        self._objects[one.id] = one._replace(active=active, paused_by=paused_by(one.status, active))

    def _read_root(self) -> None:
        """The root over its detail, where the server has one for it (unverified); else it stays unknown."""
        if ROOT_ID in self._objects:
            return
        path = f"/groups/{ROOT_ID}"
        detail = self._detail(path)
        self._count_detail(path, detail)
        if detail is not None and decode.identifier(detail.get("id")) == ROOT_ID:
            self._keep(self._read_rows([detail], "group"))

    def _detail(self, path: str) -> decode.Row | None:
        """Settings and state of one object; None if the server does not give them to this account."""
        try:
            detail = self._client.get(path).json()
        except (NotFound, PermissionDenied, RequestRefused):
            return None
        return detail if isinstance(detail, dict) else None

    def _count_detail(self, path: str, detail: decode.Row | None) -> None:
        self.query.sent.append(self._client.shown(path))
        self.query.rows_read += detail is not None


def _looks_paused(one: PrtgObject) -> bool:
    """Whether the status, whoever's it is, means silence."""
    return one.status in STATUS_BY_TOKEN and STATUS_BY_TOKEN[one.status].paused_by is not None


def _flag_is_open(one: PrtgObject) -> bool:
    return _is_open(one.active, one.status)


def _is_open(active: bool | None, status: str | None) -> bool:
    """Whether a status says "paused by a user" and the object does not say whether it is meant itself."""
    return active is None and status in STATUS_BY_TOKEN and STATUS_BY_TOKEN[status].paused_by == "user"
