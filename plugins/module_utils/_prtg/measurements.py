# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What sensors have measured, as a task wants to see it: of which period, how averaged, as rows or as CSV."""

from __future__ import annotations

import collections
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import period
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.history import (
    Channel,
    Cost,
    History,
    Measured,
    Series,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    SELECTORS,
    Selector,
    refuse_below_one,
    refuse_too_many,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, quoted, some
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso, parse_duration

SENSOR = "sensor"

BLOCK = SELECTORS | Block(
    {
        "kind": {"type": "list", "elements": "str", "choices": [SENSOR]},
        **period.OPTIONS,
        "average": {"type": "str"},
        "channels": {"type": "list", "elements": "str"},
        "format": {"type": "str", "choices": ["rows", "csv"], "default": "rows"},
        "max_rows": {"type": "int", "default": 20000},
        "max_requests": {"type": "int", "default": 50},
    }
)

#: Which options say whose measurements are read. Ids may be unknown yet in check mode.
IDENTITY = Identity(
    what="sensor",
    options=("ids", "names", "filter", "under"),
    ids=frozenset({"ids", "under"}),
    guards=("expect_server",),
    writes=False,
)

#: The columns of CSV.
HEAD = ("time", "sensor_id", "sensor", "channel_id", "channel", "value", "unit", "coverage")

#: What makes a cell a formula for spreadsheets, if it begins with it (OWASP, "CSV Injection"): in full-width characters
#: as well, which some take for their ASCII ones.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")

_NEGATIVE = re.compile("-[0-9]+")

#: Seconds between two scans where a sensor does not tell: PRTG's own default.
_INTERVAL = 60


def _predicted(params: dict[str, t.Any]) -> dict[str, t.Any]:
    """What check mode returns as long as no sensor is known."""
    refuse_other_server(params)
    told: dict[str, t.Any] = {"csv": _csv([])} if params["format"] == "csv" else {"sensors": []}
    return {**told, "matched": 0, "server": server_of(params)}


def _read(params: dict[str, t.Any], _check_mode: bool) -> Result:
    """Read what sensors have measured, as a task says."""
    asked, average = period.Asked.of(params), _average(params["average"])
    selector = Selector.from_options({**params, "kind": [SENSOR]})
    _refuse_guards(params)
    with connected(params) as server:
        history: History = server.part("history")
        history.cost(asked.at(server.now()), average, server.now())
        selection = select(server, selector, ("interval", "path", "url"))
        refuse_too_many(selection.objects, params["max_matched"])
        span = asked.at(server.now())
        cost = history.cost(span, average, server.now())
        _refuse_costs(params, selection.objects, span, cost)
        query = selection.snapshot.query
        told = history.read(selection.objects, span, cost.average, query)
        # the series first, so that they are asked for one more and can say what they have to in the end
        pairs = zip(_within(params["max_rows"], told), selection.objects)
        found = [(sensor, _of_channels(series, params["channels"])) for series, sensor in pairs]
        warnings = list(server.warnings)
    _refuse_unknown_channels(params["channels"], found, cost.average)
    values: dict[str, t.Any] = {
        **({"csv": _csv(found)} if params["format"] == "csv" else {"sensors": [_record(*one) for one in found]}),
        "matched": len(found),
        "average": cost.average,
        "period": span.told(),
        "server": server_of(params),
        "query": {"sent": query.sent, "rows_read": query.rows_read},
    }
    if not found:
        values["msg"] = f"nothing matches ({selector.describe()})"
    return Result([], values, warnings)


def _average(given: str | None) -> int | None:
    """The option ``average`` in seconds; None for as fine as may be."""
    if given is None:
        return None
    return 0 if given.strip().lower() in ("0", "raw") else parse_duration(given, "average")


def _refuse_guards(params: t.Mapping[str, t.Any]) -> None:
    refuse_below_one(params, "max_rows", "max_requests")
    if params["channels"] == []:
        raise ConfigurationError("channels is an empty list", hint="Leave it out to mean every channel.")


def _refuse_costs(
    params: t.Mapping[str, t.Any], sensors: t.Sequence[PrtgObject], span: period.Span, cost: Cost
) -> None:
    """``SelectionRefused`` for more requests than a task may make, and for more rows than are to be expected."""
    requests = cost.requests * len(sensors)
    if requests > params["max_requests"]:
        lasting = f", at least {requests * cost.pace:.0f} seconds," if cost.pace else ""
        raise SelectionRefused(
            f"this period takes {counted(requests, 'request')}{lasting} for {counted(len(sensors), 'sensor')}, and "
            f"max_requests is {params['max_requests']}",
            hint="Ask for fewer sensors, a shorter period, an average of an hour or more, or raise max_requests.",
        )
    expected = sum(span.seconds // (cost.average or one.interval or _INTERVAL) for one in sensors)
    if expected > params["max_rows"]:
        raise _too_many_rows(f"about {expected} rows are to be expected", params["max_rows"])


def _too_many_rows(what: str, most: int) -> SelectionRefused:
    return SelectionRefused(
        f"{what}, and max_rows is {most}",
        hint="Ask for a shorter period, fewer sensors, a longer average, or raise max_rows.",
    )


def _within(most: int, told: t.Iterable[Series]) -> t.Iterator[Series]:
    """Series as they come, as long as they have no more rows than ``most`` in all."""
    count = 0
    for series in told:
        count += len(series.rows)
        if count > most:
            raise _too_many_rows(f"more than {most} rows came", most)
        yield series


def _of_channels(series: Series, wanted: list[str] | None) -> Series:
    """A series with those of its channels that are named by their ids or names."""
    if wanted is None:
        return series
    places = [place for place, one in enumerate(series.channels) if one.id in wanted or one.name in wanted]
    rows = [
        row._replace(
            values=tuple(row.values[place] for place in places),
            texts={new: row.texts[old] for new, old in enumerate(places) if old in row.texts},
        )
        for row in series.rows
    ]
    # what is left of a series without any of them is told nowhere, but its channels are: see the names of others
    return Series([series.channels[place] for place in places], rows if places else [])


Found = t.Sequence[tuple[PrtgObject, Series]]


def _refuse_unknown_channels(wanted: list[str] | None, found: Found, average: int) -> None:
    """``NotFound`` for a channel that none of the sensors has which have measured anything.

    That may be the downtime, which API v1 tells with averages alone (PrtgAPI; facts of API v1, section 5).
    """
    channels = [one for _sensor, series in found for one in series.channels]
    known = {*(one.id for one in channels), *(one.name for one in channels)}
    unknown = [one for one in wanted or () if one not in known]
    if unknown and found:
        hint = "prtg_object_info tells the channels of sensors, with include: [channels]."
        if not average:
            hint += " Of single scans API v1 does not tell the downtime: give average for that, such as 5m."
        raise NotFound(
            f"no sensor has a channel {some([quoted(one) for one in unknown])}, with measurements in this period",
            hint=hint,
        )


def _keys(channels: t.Sequence[Channel]) -> list[str]:
    """What the channels of a sensor are called in its rows: their names, with their ids where a name is there twice."""
    names = collections.Counter(one.name for one in channels)
    keys = [one.name if names[one.name] == 1 else f"{one.name} ({one.id})" for one in channels]
    again = collections.Counter(keys)
    return [key if again[key] == 1 else f"{key} #{place}" for place, key in enumerate(keys)]


def _record(sensor: PrtgObject, series: Series) -> dict[str, t.Any]:
    """What a sensor has measured, as it is returned."""
    keys = _keys(series.channels)
    return {
        **sensor.record(("id", "name", "path", "url")),
        "channels": [{"key": key, **one._asdict()} for key, one in zip(keys, series.channels)],
        "rows": [_row(row, keys) for row in series.rows],
    }


def _row(row: Measured, keys: list[str]) -> dict[str, t.Any]:
    told: dict[str, t.Any] = {"time": iso(row.at), "coverage": row.coverage, "measured": dict(zip(keys, row.values))}
    if row.texts:
        told["texts"] = {keys[place]: text for place, text in row.texts.items()}
    return told


def _csv(found: Found) -> str:
    """All of it as CSV (RFC 4180), a line for each value, safe to be opened in a spreadsheet."""
    import csv
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    for sensor, series in found:
        for row in series.rows:
            for one, value in zip(series.channels, row.values):
                names = map(_cell, (sensor.id, sensor.name, one.id, one.name))
                writer.writerow((iso(row.at), *names, value, _cell(one.unit), row.coverage))
    return text.getvalue()


def _cell(text: str | None) -> str | None:
    """A text of the server as a cell: one that a spreadsheet would take for a formula gets an apostrophe in front.

    Blanks before it make no difference to some of them. The ids of some channels are negative numbers.
    """
    if text is None or _NEGATIVE.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


_RUN = identified(IDENTITY, _predicted)(_read)

MODULE: dict[str, t.Any] = {"service": "prtg", "block": BLOCK, "run": _RUN, "identity": IDENTITY}
"""What the ``Specification`` of the module is made of."""
