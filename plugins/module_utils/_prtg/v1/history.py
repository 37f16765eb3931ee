# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What sensors have measured, over API v1: ``historicdata.xml``, in as many requests as its limits take.

One request tells 40 days at most, or 500 of averages over an hour or more, and there may be five a minute (PRTG manual,
"Historic Data"). JSON has no ids of channels and no raw times, so that XML is asked for. The time of an average is its
end, in UTC (SquaredUp's plugin for PRTG, checked against 26.3.122).
"""

from __future__ import annotations

import math
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    MonitoringError,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.history import Channel, Cost, Measured, Series
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import ZONES, Span
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import NO_SUCH_ID, number, object_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.measured import Value, in_unit, read_value
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.moments import unix_from_ole, wall_clock
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.pace import Pace
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import Cell, NotATable, read_rows
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

PATH = "/api/historicdata.xml"
DAY, HOUR = 86_400, 3_600

#: Days that one request tells, of averages over less than an hour, and over more.
DAYS, DAYS_OF_HOURS = 40, 500

#: Requests that may be made in a minute, with a second to spare: our clock and the server's are two.
PER_MINUTE, MINUTE = 5, 61.0

#: What two requests for one period share, since an hour is there twice, or not at all, where clocks change.
SEAM = 3 * HOUR

#: How often a request is sent again after a whole minute, where the server takes no more.
RESTS = 2

LONGEST_AVERAGE = 31 * DAY

#: With which words PRTG says that it has no data (PrtgAPI compares with just these); on other servers it may say it in
#: another language.
NOTHING = "not enough monitoring data"

#: With which words it may say that it takes no more requests for now, in place of HTTP 429. No document has them
#: (unverified): in other words, or another language, it says the same of a sensor that does not exist.
_TOO_OFTEN = re.compile(r"(?i)too many (?:\w+ )?requests|too often|requests? (?:per|a|each) minute|rate limit")

#: A period without any data: as many days from now.
_FAR_AHEAD = 400 * DAY

_LIMIT_HINT = "PRTG takes five requests for measurements a minute. Try again later, or for fewer sensors at a time."


class _Row(t.NamedTuple):
    """A row as it comes: its values by the places of their channels."""

    at: float
    values: dict[int, Value]
    coverage: float | None


class V1History:
    """The part ``history``; see ``History``."""

    def __init__(self, http: HttpClient, warnings: list[str], sleep: Sleep) -> None:
        self._http = http
        self._warnings = warnings
        self._pace = Pace(PER_MINUTE, MINUTE, sleep)
        self._nothing = NOTHING
        self._asked = self._expected = 0

    def cost(self, span: Span, average: int | None, now: float) -> Cost:
        """What it takes; see ``History``. Any average can be told, of any period."""
        if average is not None and average > LONGEST_AVERAGE:
            raise ConfigurationError("average must be at most 31 days", hint="Nothing was sent.")
        if average is None:
            average = 0 if len(pieces(span, 0)) == 1 else HOUR
        return Cost(average, len(pieces(span, average)), MINUTE / PER_MINUTE)

    def read(self, sensors: t.Sequence[PrtgObject], span: Span, average: int, query: Query) -> t.Iterator[Series]:
        """What each sensor has measured; see ``History``."""
        self._expected = len(sensors) * len(pieces(span, average))
        for sensor in sensors:
            try:
                yield self._series(sensor, span, average, query)
            except MonitoringError as error:
                error.message = f"{error.message} (asked for the measurements of {sensor.label()})"
                raise

    def _series(self, sensor: PrtgObject, span: Span, average: int, query: Query) -> Series:
        channels: dict[tuple[str | None, str], int] = {}
        parts = [
            sorted(self._rows(sensor, begin, end, average, channels, query), key=lambda row: row.at)
            for begin, end in pieces(span, average)
        ]
        rows = [row for row in joined(parts) if span.start <= row.at < span.end]
        units = [_unit_of(rows, place) for place in range(len(channels))]
        found = [Channel(object_id(told), name, units[place]) for (told, name), place in channels.items()]
        return Series(found, [_measured(row, units) for row in rows])

    def _rows(
        self,
        sensor: PrtgObject,
        begin: int,
        end: int,
        average: int,
        channels: dict[tuple[str | None, str], int],
        query: Query,
    ) -> list[_Row]:
        """The rows of one request; ``channels`` learns the places of channels by what they are called."""
        answer = self._data(sensor, begin, end, average, query)
        if answer is None:
            return []
        try:
            made = read_rows(answer.body, ("histdata",), lambda cells: _row(cells, average, channels))
        except NotATable as error:
            what = answers.safe_text(str(error), self._http.redact)
            raise UnexpectedAnswer(
                f"the server answered {what} where measurements were expected", exchange=answer.exchange
            ) from None
        query.rows_read += len(made)
        rows = [row for row in made if row is not None]
        if len(rows) < len(made):
            self._warnings.append(
                f"{len(made) - len(rows)} rows of the measurements of {sensor.label()} have no time, and are left out."
            )
        return rows

    def _data(self, sensor: PrtgObject, begin: int, end: int, average: int, query: Query) -> Answer | None:
        """The answer to one request; None if it says in words that there is no data."""
        answer = self._ask(sensor.id, begin, end, average, query)
        text = _words(answer)
        if text is None or text.casefold().rstrip(".") == self._nothing:
            return answer if text is None else None
        # if it says the same of a period to come, it says that there is nothing. It is asked a minute later, since it
        # might have said that it is asked too often
        self._pace.rest()
        control = self._of_nothing(sensor.id, query)
        if control != text:
            answer = self._ask(sensor.id, begin, end, average, query)
            text = _words(answer)
            if text is None:
                return answer
        said = answers.safe_text(text, self._http.redact)
        if text != control:
            raise UnexpectedAnswer(f"the server answered no measurements: {said}", exchange=answer.exchange)
        if text == self._of_nothing(NO_SUCH_ID, query):
            raise RateLimited(
                f"the server says {quoted(said)} of whatever it is asked, also of a sensor that does not exist: it "
                "seems to take no more requests for now",
                exchange=answer.exchange,
                hint=_LIMIT_HINT,
            )
        self._nothing = text.casefold().rstrip(".")
        self._warnings.append(f"PRTG says {quoted(said)} of a period to come, so that this is taken to mean no data.")
        return None

    def _of_nothing(self, sensor: str, query: Query) -> str | None:
        """What is said of a period that no sensor can have measured; None for a refusal, and what is no text."""
        ahead = int(self._http.now()) + _FAR_AHEAD
        try:
            return _words(self._ask(sensor, ahead, ahead + DAY, HOUR, query))
        except (RequestRefused, ServerFault, UnexpectedAnswer) as error:
            if error.exchange is not None and (error.exchange.status or 0) >= 500:
                raise
            return None

    def _ask(self, sensor: str, begin: int, end: int, average: int, query: Query) -> Answer:
        asked = {"id": sensor, "avg": str(average), "sdate": wall_clock(begin), "edate": wall_clock(end)}
        for rests_left in range(RESTS, -1, -1):
            self._pace.turn()
            self._asked += 1
            tell(f"asking for measurements, request {self._asked} of {max(self._asked, self._expected)}")
            query.sent.append(f"GET {PATH} {' '.join(f'{name}={value}' for name, value in asked.items())}")
            answer = self._http.get(PATH, asked)
            try:
                self._refuse(answer)
                break
            except RateLimited:
                if not rests_left:
                    raise
                self._pace.rest()
        if _words(answer) is None:
            answers.refuse_no_table(answer, self._http.redact)
        return answer

    def _refuse(self, answer: Answer) -> None:
        """Raise what an answer stands for: ``RateLimited`` also for one that says so in words alone."""
        text = _words(answer)
        if text is not None and _TOO_OFTEN.search(text):
            raise RateLimited(
                f"the server takes no more requests for now: {answers.safe_text(text, self._http.redact)}",
                exchange=answer.exchange,
                hint=_LIMIT_HINT,
            )
        answers.refuse_failure(answer, self._http.redact)


def pieces(span: Span, average: int) -> list[tuple[int, int]]:
    """The periods to ask for, each with its begin and end, so that together they hold ``span`` in every time zone.

    Each shares something with the next, of which the averages begin at the same times.
    """
    step = average or 1
    longest = (DAYS_OF_HOURS if average >= HOUR else DAYS) * DAY // step * step
    seam = max(math.ceil(SEAM / step), 2) * step
    begin = (span.start - ZONES) // step * step
    last = math.ceil((span.end + ZONES) / step) * step
    found = []
    while begin + longest < last:
        found.append((begin, begin + longest))
        begin += longest - seam
    return [*found, (begin, last)]


def joined(parts: t.Sequence[list[_Row]]) -> list[_Row]:
    """The rows of several requests, each in the order of its times, as those of one.

    What two of them share comes from either up to its middle: an average at an end may be one of less than its time.
    """
    rows: list[_Row] = []
    for part in parts:
        if not part:
            continue
        middle = (part[0].at + rows[-1].at) / 2 if rows and rows[-1].at >= part[0].at else part[0].at
        rows = [row for row in rows if row.at < middle] + [row for row in part if row.at >= middle]
    return rows


def _words(answer: Answer) -> str | None:
    """What is said in place of data: the errors of this page are plain text without markup (PrtgAPI)."""
    text = answer.text.strip()
    is_plain = answer.status == 200 and bool(text) and "<" not in text and not text.startswith(("{", "["))
    return text if is_plain else None


def _row(cells: list[Cell], average: int, channels: dict[tuple[str | None, str], int]) -> _Row | None:
    """A row from its cells; None without a time. Old servers tell no ids of channels (fixture historicdata.13.1)."""
    single = {cell.name: cell.text for cell in cells}
    at = unix_from_ole(single.get("datetime_raw"))
    if at is None:
        return None
    texts: dict[tuple[str | None, str], dict[str, str]] = {}
    for cell in cells:
        if cell.name in ("value", "value_raw"):
            key = (cell.attributes.get("channelid"), cell.attributes.get("channel", ""))
            texts.setdefault(key, {})[cell.name] = cell.text
    values = {
        channels.setdefault(key, len(channels)): read_value(told.get("value", ""), told.get("value_raw", ""))
        for key, told in texts.items()
    }
    coverage = number(single.get("coverage_raw"))
    return _Row(at - average, values, None if coverage is None or coverage < 0 else min(coverage / 100, 100.0))


def _unit_of(rows: t.Iterable[_Row], place: int) -> str | None:
    """The unit of the values of a channel: the first, into which those of others are converted."""
    return next((row.values[place].unit for row in rows if place in row.values and row.values[place].unit), None)


def _measured(row: _Row, units: list[str | None]) -> Measured:
    nothing = Value(None)
    values = [row.values.get(place, nothing) for place in range(len(units))]
    texts = {place: value.words for place, value in enumerate(values) if value.words is not None}
    return Measured(row.at, tuple(map(in_unit, values, units)), row.coverage, texts)
