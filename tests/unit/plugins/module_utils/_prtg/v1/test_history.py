# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measurements over API v1: long periods and their seams, values in units, what is said in place of data."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    RateLimited,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import heard_by
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import ZONES, Span
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.history import (
    DAYS,
    DAYS_OF_HOURS,
    HOUR,
    pieces,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.measured import in_unit, read_value
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.pace import Pace

from .script import SECRETS, UNKNOWN_ID, scripted

DAY = 86400
PING = PrtgObject("2101", "sensor", "Ping")
EPOCH = 25569


def document(rows, channel='channelid="0" channel="Ping Time"'):
    """historicdata.xml with these times (Unix) and values."""
    items = "".join(
        f"<item><datetime>x</datetime><datetime_raw>{at / DAY + EPOCH:.10f}</datetime_raw>"
        f"<value {channel}>{value:.0f} msec</value><value_raw {channel}>{value:.4f}</value_raw>"
        "<coverage>100 %</coverage><coverage_raw>0000010000</coverage_raw></item>"
        for at, value in rows
    )
    return f"<histdata><prtg-version>25.1</prtg-version>{items}</histdata>"


def read(script, span=None, average=0):
    server, http = scripted(script)
    part = server.part("history")
    rests = []
    part._pace = Pace(5, 60.0, rests.append, lambda: 0.0)
    (series,) = part.read([PING], span or Span(1_700_000_000, 1_700_003_600), average, Query())
    return series, server, http, rests


class Measuring:
    """A server that takes periods in a zone of its own, and has measured at every ``interval`` but in a pause.

    Averages begin at multiples of their length on its clock; the last of an answer is of what is asked for alone.
    """

    def __init__(self, interval, zone, pause):
        self.interval, self.zone, self.pause = interval, zone, pause

    def __call__(self, path, query):
        assert path == "/api/historicdata.xml"
        begin, end = (self.moment(query[name]) for name in ("sdate", "edate"))
        average = int(query["avg"])
        assert end - begin <= (DAYS_OF_HOURS if average >= HOUR else DAYS) * DAY
        if not average:
            rows = [(at, at % 1000) for at in self.scans(begin, end)]
        else:
            first = math.ceil((begin + self.zone) / average) * average - self.zone
            averages = [(at, list(self.scans(at, min(at + average - 1, end)))) for at in range(first, end, average)]
            rows = [(at + average, len(scans)) for at, scans in averages if scans]
        return document(rows) if rows else "Not enough monitoring data"

    def moment(self, text):
        parsed = datetime.datetime.strptime(text, "%Y-%m-%d-%H-%M-%S").replace(tzinfo=datetime.timezone.utc)
        return int(parsed.timestamp()) - self.zone

    def scans(self, begin, end):
        first = math.ceil(begin / self.interval) * self.interval
        return (at for at in range(first, int(end) + 1, self.interval) if not self.pause[0] <= at < self.pause[1])


@given(
    days=st.integers(1, 1100),
    offset=st.integers(0, DAY),
    average=st.sampled_from([0, 12 * HOUR, 2 * DAY]),
    zone=st.sampled_from([-12 * HOUR, -9 * 1800, 0, 1800 * 11, 14 * HOUR]),
    pause=st.tuples(st.integers(0, 1300), st.integers(0, 90)),
)
def test_a_long_period_has_the_rows_of_one_request_without_limits(days, offset, average, zone, pause):
    start = 1_600_000_000 + offset
    span = Span(start, start + days * DAY)
    began = start + pause[0] * DAY
    server = Measuring(8 * HOUR, zone, (began, began + pause[1] * DAY))
    series, _server, http, _rests = read(server, span, average)
    found = [(row.at, row.values) for row in series.rows]
    if average:
        first = (math.ceil((start + zone) / average) * average) - zone
        buckets = ((at, len(list(server.scans(at, at + average - 1)))) for at in range(first, span.end, average))
        expected = [(float(at), (float(count),)) for at, count in buckets if count]
    else:
        expected = [(float(at), (float(at % 1000),)) for at in server.scans(span.start, span.end - 1)]
    assert found == expected
    assert len(http.requests) == len(pieces(span, average))


def test_how_many_parts():
    start = 1_700_000_000
    most = DAYS * DAY - 2 * ZONES
    assert [len(pieces(Span(start, start + seconds), 0)) for seconds in (HOUR, most, most + 1, 100 * DAY)] == [
        1,
        1,
        2,
        3,
    ]
    assert [len(pieces(Span(start, start + days * DAY), HOUR)) for days in (100, 497, 499, 1000)] == [1, 1, 2, 3]
    assert len(pieces(Span(start, start + 100 * DAY), HOUR - 1)) == 3


# Values

VALUES = {
    "as shown": ("51 %", "51.0000", (51.0, "%", None)),
    "with its decimals": ("14 msec", "14.0568", (14.0568, "msec", None)),
    "in a base unit": ("657 MByte", "688644096.0000", (656.7421875, "MByte", None)),
    "of bytes a second": ("1 kbit/s", "125.0000", (1.0, "kbit/s", None)),
    "in some other unit": ("600 kbit/s", "17.0000", (600.0, "kbit/s", None)),
    "with a comma": ("97,17 %", "97.1740", (97.174, "%", None)),
    "with groups": ("8'544 #", "8544.0000", (8544.0, "#", None)),
    "ambiguous": ("1.234 #", "", (None, "#", None)),
    "a length of time": ("5 h 27 m 52 s ", "19672.0000", (19672.0, "s", None)),
    "one in its largest units": ("41 d 2 h", "3549723.5000", (3549723.5, "s", None)),
    "one without its number": ("1 m 5 s", "", (65.0, "s", None)),
    "days as such": ("62 d", "62.0000", (62.0, "d", None)),
    "days that are seconds": ("41 d", "3542400.0000", (3542400.0, "s", None)),
    "less than can be shown": ("< 1 %", "0.4000", (0.4, "%", None)),
    "less, in a base unit": ("< 0.01 MByte", "37.0000", (37 / 1048576, "MByte", None)),
    "less, and more": ("< 1 %", "17.0000", (None, "%", None)),
    "of a lookup": ("Up", "1.0000", (1.0, None, "Up")),
    "of a lookup in two words": ("Not  OK", "2.0000", (2.0, None, "Not OK")),
    "nothing": ("", "", (None, None, None)),
    "a dash": ("-", "", (None, None, None)),
    "infinite": ("", "-INF", (None, None, None)),
    "negative": ("-5 \u00b0C", "-5.2500", (-5.25, "\u00b0C", None)),
    "very long": ("9" * 5000, "1" * 5000, (None, None, None)),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(name):
    shown, raw, expected = VALUES[name]
    value, unit, words = read_value(shown, raw)
    assert (value, unit, words) == (expected[0] if expected[0] is None else pytest.approx(expected[0]), *expected[1:])


def test_units_of_one_channel_become_one():
    assert in_unit(read_value("2 GByte", "2147483648.0000"), "MByte") == 2048.0
    assert in_unit(read_value("500 kbit/s", "62500.0000"), "Mbit/s") == 0.5
    assert in_unit(read_value("5 %", "5.0000"), "%") == 5.0
    assert in_unit(read_value("5 %", "5.0000"), "#") is None
    assert in_unit(read_value("5 KByte", "5120.0000"), "kbit/s") is None
    assert in_unit(read_value("", ""), "%") is None


# Answers


def cells(more):
    at = 1_700_000_060 / DAY + EPOCH
    return f"<histdata><item><datetime_raw>{at:.10f}</datetime_raw>{more}</item></histdata>"


ROWS = {
    "two channels of one name": (
        '<value channelid="1" channel="A">1 #</value><value_raw channelid="1" channel="A">1</value_raw>'
        '<value channelid="2" channel="A">2 #</value><value_raw channelid="2" channel="A">2</value_raw>',
        [("1", "A", "#"), ("2", "A", "#")],
        (1.0, 2.0),
    ),
    "two of one id": (
        '<value channelid="-1" channel="Total (volume)">1 KByte</value>'
        '<value channelid="-1" channel="Total (speed)">2 kbit/s</value>',
        [("-1", "Total (volume)", "KByte"), ("-1", "Total (speed)", "kbit/s")],
        (1.0, 2.0),
    ),
    "without ids": (
        '<value channel="A &amp; B">1 #</value><value_raw channel="A &amp; B">1.5</value_raw>',
        [(None, "A & B", "#")],
        (1.5,),
    ),
    "without names": ("<value>1 #</value>", [(None, "", "#")], (1.0,)),
    "a stray ampersand": ('<value channelid="1" channel="A & B">1 #</value>', [("1", "A & B", "#")], (1.0,)),
    "nothing but a number": ('<value_raw channelid="1" channel="A">7</value_raw>', [("1", "A", None)], (None,)),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows(name):
    body, channels, values = ROWS[name]
    series = read([cells(body)])[0]
    assert [tuple(one) for one in series.channels] == channels
    assert series.rows[0].values == values
    assert series.rows[0].coverage is None


@pytest.mark.parametrize(
    ("raw", "coverage"), [("0000010000", 100.0), ("0000020000", 100.0), ("-5", None), ("nan", None), ("1e999", None)]
)
def test_coverage_is_a_share(raw, coverage):
    body = cells('<value_raw channelid="1" channel="A">7</value_raw><coverage_raw>' + raw + "</coverage_raw>")
    assert read([body])[0].rows[0].coverage == coverage


def test_rows_without_a_time_are_told():
    body = document([(1_700_000_060, 5)]).replace(
        "</histdata>", "<item><datetime>Averages</datetime></item></histdata>"
    )
    series, server, _http, _rests = read([body])
    assert len(series.rows) == 1
    assert "1 rows of the measurements of sensor 2101" in server.warnings[0]


GERMAN, LIMIT = "Nicht gen\u00fcgend Monitoring-Daten", "Zu viele Anfragen"
SAID = {
    "in English": (["Not enough monitoring data"], 0),
    "with a period": (["Not enough monitoring data.\r\n"], 0),
    "in another language": ([GERMAN, GERMAN, UNKNOWN_ID], 1),
    "after another was said": ([LIMIT, GERMAN, GERMAN, UNKNOWN_ID], 1),
    "with other words of what does not exist": ([GERMAN, GERMAN, "Kein Objekt"], 1),
    "with an error page of what does not exist": (
        [GERMAN, GERMAN, (302, {"Location": "/error.htm?errormsg=X"}, "")],
        1,
    ),
    "with a table of what does not exist": ([GERMAN, GERMAN, "<histdata></histdata>"], 1),
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_where_there_is_no_data(name):
    script, warnings = SAID[name]
    series, server, http, rests = read(script)
    assert series == ([], [])
    assert (len(http.requests), len(server.warnings), len(rests)) == (len(script), warnings, warnings)


def test_data_after_something_else_was_said():
    series = read([LIMIT, GERMAN, document([(1_700_000_060, 5)])])[0]
    assert [row.values for row in series.rows] == [(5.0,)]


REFUSED = {
    "something else": (["Broken", GERMAN, "Broken 4711+secret"], UnexpectedAnswer, "answered no measurements: Broken"),
    "another document": (["<prtg><x/></prtg>"], UnexpectedAnswer, "an XML document 'prtg' where measurements"),
    "a page": (["<html><body>4711+secret</body></html>"], UnexpectedAnswer, "a web page where XML was expected"),
    "JSON": (['{"histdata": []}'], UnexpectedAnswer, "JSON where XML was expected"),
    "nothing": ([""], UnexpectedAnswer, "an empty body"),
    "too often, in words": (["Too Many Requests."] * 3, RateLimited, "no more requests for now: Too Many Requests."),
    "too often, in other words": ([LIMIT] * 3, RateLimited, "says 'Zu viele Anfragen' of whatever it is asked"),
    "a failure where it is to tell these apart": (
        [GERMAN, GERMAN, *[(503, {}, "")] * 9],
        ServerFault,
        "the server failed",
    ),
    "half": ([document([(1_700_000_060, 5)])[:-20]], UnexpectedAnswer, "malformed XML"),
    "too often, for ever": ([(429, {"Retry-After": "0"}, "")] * 40, RateLimited, "takes no more requests for now"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    script, kind, text = REFUSED[name]
    with pytest.raises(MonitoringError) as caught:
        read(script)
    assert caught.value.__class__ is kind
    assert text in str(caught.value)
    assert "(asked for the measurements of sensor 2101" in str(caught.value)
    assert not [secret for secret in SECRETS if secret in str(caught.value)]


def test_how_far_it_is_is_told():
    heard = []
    with heard_by(heard.append):
        read([document([(1_700_000_060, 5)])] * 3, Span(1_700_000_000, 1_700_000_000 + 100 * DAY))
        Pace(1, 60.0, lambda seconds: None, lambda: 0.0).rest(12)
    assert heard == [
        *(f"asking for measurements, request {number} of 3" for number in (1, 2, 3)),
        "waiting for 12 s, as PRTG takes so many requests in a while and no more",
    ]


# Pace


class Minute:
    def __init__(self):
        self.now, self.made = 0.0, []
        self.pace = Pace(5, 60.0, self.sleep, lambda: self.now)

    def sleep(self, seconds):
        self.now += seconds

    def make(self, seconds):
        self.pace.turn()
        self.made.append(self.now)
        self.now += seconds


@given(st.lists(st.floats(0, 100), max_size=40))
def test_never_more_than_five_a_minute_and_none_later_than_need_be(lengths):
    minute = Minute()
    for seconds in lengths:
        before = minute.now
        minute.make(seconds)
        lately = [at for at in minute.made[:-1] if minute.made[-1] - at < 60 - 1e-6]
        assert len(lately) < 5
        if minute.made[-1] > before:
            assert minute.made[-1] == pytest.approx(minute.made[-6] + 60)
