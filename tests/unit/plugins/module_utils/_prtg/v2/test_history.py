# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measurements over API v2: which time series tells a period, and time series that are odd."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import Span
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso, unix

from .script import KEY, answer, connect, rows

NOW = 1_790_000_000
HOUR, DAY = 3600, 86400
PING = PrtgObject("2101", "sensor", "Ping", interval=60)
SPAN = Span(NOW - HOUR, NOW)


def history(monkeypatch, script=()):
    server, transport = connect(monkeypatch, script)
    return server.part("history"), transport, server


def read(monkeypatch, body, channels=()):
    """What a time series becomes whose sensor has these channels."""
    listed = [{"id": f"2101.{number}", "name": name, "basic": {"displayunit": unit}} for number, name, unit in channels]
    listed = listed or [{"id": "2101.0", "name": "Ping Time", "basic": {"displayunit": "msec"}}]
    part, transport, server = history(monkeypatch, [rows(listed), answer(200, body)])
    (series,) = part.read([PING], SPAN, 0, Query())
    return series, transport, server


def at(seconds):
    return iso(SPAN.start + seconds)


@pytest.mark.parametrize(
    ("back", "average", "expected"),
    [
        (4 * HOUR, None, 0),
        (4 * HOUR + 61, None, 300),
        (2 * DAY, None, 300),
        (2 * DAY, HOUR, HOUR),
        (HOUR, DAY, DAY),
        (60 * DAY, None, HOUR),
        (365 * DAY, None, DAY),
    ],
)
def test_the_finest_time_series_that_reaches_so_far(monkeypatch, back, average, expected):
    cost = history(monkeypatch)[0].cost(Span(NOW - back, NOW), average, NOW)
    assert (cost.average, cost.requests, cost.pace) == (expected, 1, 0)


@pytest.mark.parametrize(
    ("back", "average", "text"),
    [
        (366 * DAY, None, "the last 365 days"),
        (5 * HOUR, 0, "averages over 0 seconds of a period that begins at"),
        (HOUR, 60, "averages over 60 seconds"),
        (61 * DAY, HOUR, "averages over 3600 seconds"),
    ],
)
def test_what_no_time_series_tells(monkeypatch, back, average, text):
    part, transport, _server = history(monkeypatch)
    with pytest.raises(ConfigurationError, match=text) as caught:
        part.cost(Span(NOW - back, NOW), average, NOW)
    assert "Nothing was sent" in str(caught.value)
    assert transport.sent == []


def test_rows_of_the_period(monkeypatch):
    body = [["time", "2101.0"], [at(-1), 1], [at(0), 2.5], [at(3599), "3"], [at(3600), 4]]
    series, transport, server = read(monkeypatch, body)
    assert [tuple(one) for one in series.channels] == [("0", "Ping Time", "msec")]
    assert [(row.at - SPAN.start, row.values, row.coverage) for row in series.rows] == [
        (0, (2.5,), None),
        (3599, (None,), None),
    ]
    assert transport.lines()[-1] == "GET /experimental/timeseries/2101/live"
    assert server.warnings == []


def test_a_series_that_begins_later_is_told(monkeypatch):
    assert read(monkeypatch, [["time", "2101.0"], [at(119), 1]])[2].warnings == []
    (warning,) = read(monkeypatch, [["time", "2101.0"], [at(120), 1]])[2].warnings
    assert f"of sensor 2101 (Ping) before {at(120)}" in warning


def test_channels_with_one_id_and_unknown_ones(monkeypatch):
    channels = [(-1, "Total (volume)", "KByte"), (-1, "Total (speed)", "kbit/s"), (0, "In", None)]
    body = [["time", "2101.-1", "2101.-1", "2101.7", "Other"], [at(1), 1, 2, 3, 4]]
    series = read(monkeypatch, body, channels)[0]
    assert [tuple(one) for one in series.channels] == [
        ("-1", "Total (volume)", "KByte"),
        ("-1", "Total (speed)", "kbit/s"),
        ("7", "2101.7", None),
        ("Other", "Other", None),
    ]


ODD = {
    "an object": {"rows": []},
    "a text": "time",
    "null": None,
    "no head": [[at(1), 2]],
    "a head of numbers": [["time", 7], [at(1), 2]],
    "a row of more": [["time", "2101.0"], [at(1), 2, 3]],
    "a row of nothing": [["time", "2101.0"], []],
    "a row that is none": [["time", "2101.0"], "x"],
    "no time": [["time", "2101.0"], ["yesterday", 2]],
    "a number as time": [["time", "2101.0"], [7, 2]],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_series(monkeypatch, name):
    with pytest.raises(UnexpectedAnswer) as caught:
        read(monkeypatch, ODD[name])
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("value", ["12", True, {}, [], 1e300, 10**400])
def test_odd_values_are_null(monkeypatch, value):
    assert read(monkeypatch, [["time", "2101.0"], [at(1), value]])[0].rows[0].values == (None,)


def test_nothing_at_all(monkeypatch):
    assert read(monkeypatch, [])[0] == ([], [])
    assert read(monkeypatch, [["time", "2101.0"]])[0].rows == []


def test_the_path_that_the_server_has(monkeypatch):
    gone = answer(404, {"code": "NOT_FOUND", "message": "no"})
    body = [["time"], [at(1)]]
    listed = rows([{"id": f"{number}.0", "name": "x"} for number in (2101, 2102)])
    part, transport, _server = history(monkeypatch, [listed, gone, answer(200, body), answer(200, body)])
    both = list(part.read([PING, PING._replace(id="2102")], SPAN, 0, Query()))
    assert len(both) == 2
    paths = [line for line in transport.lines() if "timeseries" in line]
    assert paths == [
        "GET /experimental/timeseries/2101/live",
        "GET /timeseries/2101/live",
        "GET /timeseries/2102/live",
    ]
    part, _transport, _server = history(monkeypatch, [listed, gone, gone, gone])
    with pytest.raises(NotFound):
        list(part.read([PING], SPAN, 0, Query()))
    assert unix(at(0)) == SPAN.start
