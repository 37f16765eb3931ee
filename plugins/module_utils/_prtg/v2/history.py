# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What sensors have measured, over API v2: its time series of the last hours, days, weeks and of the last year.

Each is averaged as PRTG likes, and all of it is read, whatever part of it is wanted. Any other period is a deprecated
operation of which nobody tells how it is averaged, so that it is not asked.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.history import Channel, Cost, Measured, Series
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, moment
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import Span
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import number
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import EXPERIMENTAL, Transport
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

HOUR, DAY = 3_600, 86_400

#: Seconds that a period may begin before a time series does, which moves on while it is asked for.
MOMENTS = 60


class Window(t.NamedTuple):
    """A time series: how many seconds it reaches back, and over how many each of its rows is averaged (0: a scan)."""

    name: str
    back: int
    average: int


#: The time series, the finest first. How far they reach is from the vendor's list of operations, though prtg-skill has
#: 30 days for the third. That its averages are of an hour was recorded; the others are those of PRTG's graphs for the
#: same times (PRTG manual, "Review Monitoring Data"; unverified for API v2).
WINDOWS = (
    Window("live", 4 * HOUR, 0),
    Window("short", 2 * DAY, 300),
    Window("medium", 60 * DAY, HOUR),
    Window("long", 365 * DAY, DAY),
)

#: Where the time series are: the prefix is dropped when they are finished (PRTG API v2 overview, "Versioning").
_PATHS = (f"{EXPERIMENTAL}/timeseries", "/timeseries")

_CHANNELS = t.Callable[[t.Sequence[str]], t.Mapping[str, t.Optional[list[dict[str, t.Any]]]]]


class V2History:
    """The part ``history``; see ``History``. ``channels`` tells those of some sensors, as ``PrtgServer`` does."""

    def __init__(self, client: Transport, warnings: list[str], channels: _CHANNELS) -> None:
        self._client = client
        self._warnings = warnings
        self._channels = channels
        self._paths: tuple[str, ...] = _PATHS

    def cost(self, span: Span, average: int | None, now: float) -> Cost:
        """What it takes; see ``History``."""
        return Cost(_window(span, average, now).average, 1)

    def read(self, sensors: t.Sequence[PrtgObject], span: Span, average: int, query: Query) -> t.Iterator[Series]:
        """What each sensor has measured; see ``History``.

        A series that begins later than the period is told: the sensor may be newer, or the window not reach so far.
        """
        [window] = [one for one in WINDOWS if one.average == average]
        known = self._channels([sensor.id for sensor in sensors]) if sensors else {}
        late: list[str] = []
        for sensor in sensors:
            series = self._series(sensor, window, known.get(sensor.id) or [], query)
            if series.rows and series.rows[0].at >= span.start + 2 * max(window.average, sensor.interval or 0, 60):
                late.append(f"of {sensor.label()} before {iso(series.rows[0].at)}")
            yield Series(series.channels, [row for row in series.rows if span.start <= row.at < span.end])
        if late:
            self._warnings.append(
                f"PRTG tells nothing of the begin of the period of {len(late)} of {len(sensors)} sensors, as {late[0]}."
                f" They may be newer, or were paused, or the time series {window.name} of this server is shorter."
            )

    def _series(self, sensor: PrtgObject, window: Window, known: list[dict[str, t.Any]], query: Query) -> Series:
        answer = self._answer(sensor, window, query)
        rows = answer.json()
        if rows == []:
            return Series([], [])
        head = rows[0] if isinstance(rows, list) else None
        if not isinstance(head, list) or head[:1] != ["time"] or not all(isinstance(one, str) for one in head):
            raise UnexpectedAnswer("the time series has no head", exchange=answer.exchange)
        query.rows_read += len(rows) - 1
        found = [_measured(row, len(head)) for row in rows[1:]]
        if None in found:
            raise UnexpectedAnswer("the time series has a row that cannot be read", exchange=answer.exchange)
        measured = sorted(t.cast("list[Measured]", found), key=lambda row: row.at)
        return Series(_named(sensor, head[1:], known), measured)

    def _answer(self, sensor: PrtgObject, window: Window, query: Query) -> Answer:
        """The answer from the first path that this server has, which is remembered.

        ``ConfigurationError`` if it has none, while it has the sensor.
        """
        *others, last = self._paths
        rest = f"{sensor.id}/{window.name}"
        for path in others:
            with contextlib.suppress(NotFound):
                return self._asked(path, rest, query)
        try:
            return self._asked(last, rest, query)
        except NotFound as error:
            if not others or not self._client.finds(f"/sensors/{sensor.id}"):
                raise
            raise ConfigurationError(
                f"this PRTG has no time series {window.name} over API v2",
                exchange=error.exchange,
                hint="It may be too old. Use API v1, which tells any period.",
            ) from None

    def _asked(self, path: str, rest: str, query: Query) -> Answer:
        query.sent.append(self._client.shown(f"{path}/{rest}"))
        answer = self._client.get(f"{path}/{rest}")
        self._paths = (path,)
        return answer


def _window(span: Span, average: int | None, now: float) -> Window:
    """The time series that tells a period; ``ConfigurationError`` if there is none with such averages."""
    reaching = [one for one in WINDOWS if span.start >= now - one.back - MOMENTS]
    if not reaching:
        raise ConfigurationError(
            "PRTG's API v2 tells measurements of the last 365 days, and the period begins earlier",
            hint="Nothing was sent. Use API v1, which tells any period.",
        )
    if average is None:
        return reaching[0]
    found = next((one for one in reaching if one.average == average), None)
    if found is None:
        can = listed([_described(one) for one in WINDOWS])
        raise ConfigurationError(
            f"PRTG's API v2 does not tell averages over {average} seconds of a period that begins at {iso(span.start)}",
            hint=f"Nothing was sent. It tells {can}. Leave average out, ask for a later period, or use API v1.",
        )
    return found


def _described(window: Window) -> str:
    back = f"{window.back // HOUR} hours" if window.back < 2 * DAY else f"{window.back // DAY} days"
    return f"{f'averages over {window.average} seconds' if window.average else 'single scans (0)'} of the last {back}"


def _measured(row: t.Any, width: int) -> Measured | None:
    """A row, which may be shorter than its head, but not longer; None for what is none."""
    at = moment(row[0]) if isinstance(row, list) and 0 < len(row) <= width else None
    if at is None:
        return None
    values = [None if isinstance(value, str) else number(value) for value in row[1:]]
    return Measured(at.timestamp(), (*values, *[None] * (width - len(row))))


def _named(sensor: PrtgObject, ids: list[str], known: list[dict[str, t.Any]]) -> list[Channel]:
    """The channels of a head such as ``3074.1``; of several with one id, each in the order of the list of channels."""
    left = list(known)
    found = []
    for full in ids:
        own = full[len(sensor.id) + 1 :] if full.startswith(f"{sensor.id}.") else full
        match = next((one for one in left if one["id"] == own), None)
        if match is not None:
            left.remove(match)
        found.append(Channel(own, match["name"] if match else full, match["unit"] if match else None))
    return found
