# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From selectors to what is of a kind of its own: what was asked for, all of it and nothing else."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kind_part import KindsPart, Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import Kind, OwnRecord, id_rank
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD, is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Above, Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, PrtgServer, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed, quoted, some

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan

#: The name of the part of an API that reads them.
PART = "kinds"


class OwnSelector(t.NamedTuple):
    """What of a kind of its own a task is about; see ``Selector``. What is None does not narrow.

    ``trusts`` is None where a task cannot say so.
    """

    kind: Kind
    ids: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    under: str | None = None
    filter: t.Any = None
    filter_text: str | None = None
    trusts: bool | None = False

    @classmethod
    def from_options(cls, options: t.Mapping[str, t.Any], kind: Kind) -> OwnSelector:
        """The selector that a task's options describe; ``ConfigurationError`` for what cannot be meant."""
        if (options.get("max_matched") or 0) < 0:
            raise ConfigurationError("max_matched must be at least 0")
        under, names, filter_text = options.get("under"), options.get("names"), options.get("filter")
        if under is not None and not kind.of_sensors:
            raise ConfigurationError(
                f"under names an object, and {kind.plural} are below none",
                hint="Leave it out, or select in another way.",
            )
        if under is not None and not under.strip("/ "):
            raise ConfigurationError(
                "under names nothing", hint="Leave it out, or give 0, the id of the root, to mean everything."
            )
        return cls(
            kind,
            ids=None if options.get("ids") is None else tuple(dict.fromkeys(map(kind.id_of, options["ids"]))),
            names=None if names is None else tuple(dict.fromkeys(names)),
            under=under,
            filter=None if filter_text is None else _read_filter(filter_text, kind),
            filter_text=filter_text,
            trusts=options.get("trust_server"),
        )

    def describe(self) -> str:
        """The selector in words, for messages."""
        parts = [
            f"ids {some(self.ids) or 'is an empty list'}" if self.ids is not None else "",
            f"names {some([quoted(name) for name in self.names]) or 'is an empty list'}"
            if self.names is not None
            else "",
            f"kind {self.kind.name}",
            f"under {quoted(self.under)}" if self.under else "",
            f"filter {quoted(self.filter_text)}" if self.filter_text is not None else "",
        ]
        return "; ".join(part for part in parts if part)

    def meant(self, records: t.Iterable[OwnRecord], sensors: t.Collection[str] | None) -> list[OwnRecord]:
        """Those that ids and names, and the ``sensors`` that are under an object, mean: whatever a server filtered.

        ``UnexpectedAnswer`` where names are to tell, and the server does not tell one.
        """
        placed = [
            one
            for one in records
            if (self.ids is None or one.id in self.ids) and (sensors is None or one.values["parent_id"] in sensors)
        ]
        if self.names is None:
            return placed
        nameless = [one.label() for one in placed if one.values["name"] in (None, UNREAD)]
        if nameless:
            raise UnexpectedAnswer(
                f"the server does not tell the name of {self.kind.counted(len(nameless))}, as of {some(nameless)}",
                hint="Select with ids, or with a filter on something else.",
            )
        return [one for one in placed if one.values["name"] in self.names]


class OwnSelection(t.NamedTuple):
    """What fits the selector, in the order of the ids; ``query`` counts what was asked, ``plan`` is of the filter."""

    records: list[OwnRecord]
    query: Query
    plan: Plan | None


def select_own(server: PrtgServer, selector: OwnSelector, fields: t.Collection[str] = ()) -> OwnSelection:
    """Read what fits ``selector``, with ``fields``; each record is checked here, whatever the server filtered.

    ``ConfigurationError`` or ``FilterError``, before anything is sent, where the API has no such kinds or cannot tell
    what the filter asks for. Raises what ``select`` raises for ``under``.
    """
    part: KindsPart = server.part(PART)
    how, query = _plan(part, selector), Query()
    if (how is not None and not how.kinds) or () in (selector.ids, selector.names):
        return OwnSelection([], query, how)
    sensors = _sensors_under(server, selector.under, query)
    asked_of = _asked_of(selector, sensors)
    seen = sensors is not None and selector.ids is None
    wanted = Wanted(selector.kind, _needed(selector, fields), how, asked_of, seen)

    def read(plan: Plan | None) -> list[OwnRecord]:
        return selector.meant(part.read(wanted._replace(how=plan), query), sensors)

    records = read(how)
    if how is not None:
        how, records = _fitting(part, selector, how, records, read)
    return OwnSelection(sorted(records, key=lambda one: id_rank(one.id)), query, how)


def _read_filter(text: str, kind: Kind) -> t.Any:
    # delayed, since many tasks have no filter, and it is 13 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read

    return read(text, (kind.name,))


def _plan(part: KindsPart, selector: OwnSelector, left: frozenset[str] = frozenset()) -> Plan | None:
    """How to ask for what fits the filter; ``left`` is what rows turned out not to tell."""
    if selector.filter is None:
        return None
    kinds, asking = (selector.kind.name,), part.asking(selector.kind)
    if not selector.trusts:
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import plan

        return plan(selector.filter, asking, kinds, selector.filter_text)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.deciding import plan_deciding

    return plan_deciding(selector.filter, asking, kinds, selector.filter_text, left)


def _needed(selector: OwnSelector, fields: t.Collection[str]) -> frozenset[str]:
    """The fields that are read: those that a task wants, and what names and the filter compare."""
    needed = frozenset(fields) if selector.names is None else frozenset((*fields, "name"))
    if selector.filter is None:
        return needed
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import comparisons

    known = selector.kind.properties()
    named = (known.get(part.property) for part in comparisons(selector.filter))
    return needed.union(name for name in named if name is not None)


def _sensors_under(server: PrtgServer, under: str | None, query: Query) -> frozenset[str] | None:
    """The ids of the sensors under an object, which may be a sensor itself; None for everything."""
    if under is None or (is_number(under) and int(under) == 0):
        return None
    above = None
    if is_number(under):
        wanted = str(int(under))
        named = server.read(Need(ids=(wanted,)))
        query.add(named.query)
        if any(one.kind == "sensor" for one in named.objects):
            return frozenset(one.id for one in named.objects)
        above = Above(wanted, bool(named.objects))
    found = select(server, Selector(kinds=("sensor",), under=under), above=above)
    query.add(found.snapshot.query)
    return frozenset(one.id for one in found.objects)


def _asked_of(selector: OwnSelector, sensors: frozenset[str] | None) -> tuple[str, ...] | None:
    """The sensors whose channels can be meant; None for all."""
    if not selector.kind.of_sensors or (selector.ids is None and sensors is None):
        return None
    named = None if selector.ids is None else {one.partition(".")[0] for one in selector.ids}
    both = named if sensors is None else sensors if named is None else named & sensors
    return tuple(sorted(both or (), key=int))


def _fitting(
    part: KindsPart,
    selector: OwnSelector,
    how: Plan,
    records: list[OwnRecord],
    read: t.Callable[[Plan | None], list[OwnRecord]],
) -> tuple[Plan, list[OwnRecord]]:
    """The records that fit the filter, and the plan that found them.

    A server that was asked for a text and found nothing is asked again without it, since that proves nothing. What no
    record tells after all is left to the server, where the task says so. ``UnexpectedAnswer`` if it cannot be told what
    fits.
    """
    kept, unknown = _evaluated(how, records)
    if how.doubtful and not kept and not unknown:
        kept, unknown = _evaluated(how, read(how.without_doubt()))
    untold = _untold(how, unknown)
    if unknown and untold and selector.trusts and not how.alone:
        how = t.cast("Plan", _plan(part, selector, frozenset(untold)))
        kept, unknown = _evaluated(how, read(how))
        untold = _untold(how, unknown)
    if not unknown:
        return how, kept
    what = f"the server does not tell {listed(sorted(untold)) if untold else 'what the filter asks for'}"
    raise UnexpectedAnswer(
        f"{what} of {selector.kind.counted(len(unknown))}, as {some([one.label() for one in unknown])}",
        hint="Leave it out of the filter, or leave it to PRTG alone with trust_server: true."
        if selector.trusts is False
        else "Leave it out of the filter.",
    )


def _evaluated(how: Plan, records: list[OwnRecord]) -> tuple[list[OwnRecord], list[OwnRecord]]:
    """The records that fit what is evaluated here, and those of which it cannot be told."""
    if how.residual is None or not records:
        return records, []
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import compile_for

    kind = records[0].kind
    places = {name: list(kind.fields).index(field) for name, field in kind.properties().items()}
    fits = compile_for(how.residual, places)
    answers = [(one, fits(one.compared())) for one in records]
    return [one for one, answer in answers if answer], [one for one, answer in answers if answer is None]


def _untold(how: Plan, unknown: t.Sequence[OwnRecord]) -> set[str]:
    """The properties in the filter that some of the ``unknown`` do not tell."""
    if how.residual is None or not unknown:
        return set()
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import comparisons

    known = unknown[0].kind.properties()
    named = {part.property for part in comparisons(how.residual)} & known.keys()
    return {name for name in named if any(_is_untold(one, known[name]) for one in unknown)}


def _is_untold(one: OwnRecord, field: str) -> bool:
    value = one.kind.comparable(field, one.values[field])
    return value is UNREAD or (value is None and one.kind.fields[field].definite)
