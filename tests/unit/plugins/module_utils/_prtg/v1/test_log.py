# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of API v1: pages that change while they are read, and lines that are odd."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.log import Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import log
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import utc

from .script import SECRETS, scripted, table

NOW = 1_790_000_000
ALL = Wanted(0, NOW * 2)


def line(number, status=607, at=None):
    """The line with this number: a higher one is newer."""
    days = (NOW + number if at is None else at) / 86400 + 25569
    return {
        "objid": 2000 + number % 3,
        "datetime": "x",
        "datetime_raw": f"{days:.10f}",
        "type_raw": "ping",
        "name": "Ping",
        "status": "Up",
        "status_raw": status,
        "message_raw": f"no {number}",
        "sensor": "Ping",
    }


class LogServer:
    """A log whose newest line is the first, into which ``incoming`` lines come before each page but the first."""

    def __init__(self, count, incoming=0, from_zero=False, past_end=True, filled=False):
        self.numbers = list(range(count, 0, -1))
        self.incoming, self.from_zero, self.past_end, self.filled = incoming, from_zero, past_end, filled
        self.asked = []

    def __call__(self, path, query):
        assert path == "/api/table.xml"
        if self.asked:
            newest = self.numbers[0] if self.numbers else 0
            self.numbers[:0] = range(newest + self.incoming, newest, -1)
        self.asked.append(query)
        start, count = int(query["start"][0]), int(query["count"][0])
        index = start if self.from_zero else max(0, start - 1)
        rows = self.numbers[index : index + count]
        if self.numbers and ((not rows and self.past_end) or (self.filled and 0 < len(rows) < count)):
            rows = self.numbers[-count:]
        return table("messages", [line(number) for number in rows], total=min(len(self.numbers), 5))


def read(script, wanted=ALL):
    server, _http = scripted(script)
    return server.part("log").read(wanted, Query()).lines


def numbers(lines):
    return [int(one.message.removeprefix("no ")) for one in lines]


@given(
    count=st.integers(0, 40),
    page=st.integers(3, 12),
    incoming=st.integers(0, 9),
    from_zero=st.booleans(),
    past_end=st.booleans(),
)
def test_whatever_comes_in_no_line_is_missing_and_none_is_there_twice(count, page, incoming, from_zero, past_end):
    if from_zero and incoming:
        return  # a server that counts from 0 shares one line, which the first that comes in pushes out
    server = LogServer(count, incoming, from_zero, past_end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "PAGE_SIZE", page)
        if incoming >= page - log.OVERLAP:  # more than a page can tell beside what it shares
            server.incoming = page - log.OVERLAP - 1
        found = numbers(read(server))
    assert found == sorted(found, reverse=True)
    assert len(found) == len(set(found))
    assert set(range(1, count + 1)) <= set(found)


def test_a_line_comes_in_where_there_is_but_one():
    assert numbers(read(LogServer(1, incoming=1))) == [1]


@pytest.mark.parametrize("past_end", [True, False])
def test_a_last_page_that_is_filled_up(monkeypatch, past_end):
    monkeypatch.setattr(log, "PAGE_SIZE", 10)
    for count in range(1, 35):
        assert numbers(read(LogServer(count, past_end=past_end, filled=True))) == list(range(count, 0, -1))


def test_lines_that_come_in_are_not_of_the_period(monkeypatch):
    monkeypatch.setattr(log, "PAGE_SIZE", 10)
    wanted = Wanted(NOW + 5, NOW + 31)
    assert numbers(read(LogServer(30, incoming=4), wanted)) == list(range(30, 4, -1))


def test_it_is_read_no_further_than_the_period_or_what_is_of_use(monkeypatch):
    monkeypatch.setattr(log, "PAGE_SIZE", 10)
    for wanted, pages in ((Wanted(NOW + 95, NOW * 2), 3), (ALL._replace(most=10), 1), (ALL._replace(most=15), 2)):
        server = LogServer(100)
        assert len(read(server, wanted)) == (wanted.most or 6)
        assert len(server.asked) <= pages


def test_what_is_asked(monkeypatch):
    server = LogServer(3)
    wanted = Wanted(NOW, NOW + 100, frozenset({"up", "down", "999"}), scope="57")
    assert len(read(server, wanted)) == 3
    first, second = server.asked
    assert first["id"] == ["57"]
    assert (first["start"], second["start"]) == (["0"], ["2"])
    assert first["filter_status"] == ["999", "608", "607"]
    assert first["filter_dstart"] == [utc(NOW - 26 * 3600).strftime("%Y-%m-%d-%H-%M-%S")]
    assert first["filter_dend"] == [utc(NOW + 100 + 26 * 3600).strftime("%Y-%m-%d-%H-%M-%S")]
    server = LogServer(3)
    read(server, Wanted(0, NOW * 2, scope="0"))
    assert "id" not in server.asked[0], "the whole log is slow by the id of the root"


def test_filters_that_the_server_ignores(monkeypatch):
    rows = [line(3, 608), line(2), line(1, 608), line(0, 608, at=NOW - 10**6)]
    wanted = Wanted(NOW, NOW * 2, frozenset({"down"}), objects=frozenset({"2000", "2001"}))
    script = [table("messages", rows), table("messages", rows[2:])]
    assert [(one.code, one.object_id) for one in read(script, wanted)] == [(608, "2000"), (608, "2001")]


def test_an_empty_log_is_asked_for_twice():
    script = [table("messages", []), table("messages", [line(1)]), table("messages", [line(1)])]
    assert numbers(read(script)) == [1]
    assert read([table("messages", [])] * 2) == []


def test_pages_that_never_join():
    torn = [table("messages", [line(9), line(8), line(7)]), table("messages", [line(3), line(2)])]
    assert numbers(read([*torn, table("messages", [line(9)]), table("messages", [line(9)])])) == [9]
    with pytest.raises(UnexpectedAnswer, match="do not join one another, also when asked again"):
        read(torn * 2)


def test_a_log_without_end(monkeypatch):
    monkeypatch.setattr(log, "MAX_PAGES", 5)
    monkeypatch.setattr(log, "PAGE_SIZE", 4)
    with pytest.raises(UnexpectedAnswer, match="does not end within 5 pages"):
        read(LogServer(1000))


@pytest.mark.parametrize("time", ["", "yesterday", "0", "-1", "99999999", "NaN", "1E400"])
def test_a_line_without_time(time):
    with pytest.raises(UnexpectedAnswer, match="a line of the log has no time") as caught:
        read([table("messages", [{**line(1), "datetime_raw": time}])])
    assert not [secret for secret in SECRETS if secret in str(caught.value)]


ODD = {
    "an unknown code": ({"status_raw": "803"}, {"status": "803", "code": 803}),
    "a padded code": ({"status_raw": "0000000608"}, {"status": "down"}),
    "no code": ({"status_raw": ""}, {"status": None, "code": None}),
    "markup": ({"message_raw": None, "message": "&lt;b&gt;Bad &amp;amp; ugly&lt;/b&gt;"}, {"message": "Bad & ugly"}),
    "a device": ({"type_raw": "device", "sensor": ""}, {"kind": "device", "url": "/device.htm?id=2001"}),
    "a probe": ({"type_raw": "probenode", "sensor": ""}, {"kind": "probe", "url": "/probenode.htm?id=2001"}),
    "a user": ({"type_raw": "user", "sensor": ""}, {"kind": "user", "url": None}),
    "no type": ({"type_raw": "", "sensor": ""}, {"kind": None, "url": None}),
    "a special id": ({"objid": "*000000003", "type_raw": "x", "sensor": ""}, {"object_id": "-3"}),
    "no id": ({"objid": "none"}, {"object_id": None, "url": None}),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_lines(name):
    cells, expected = ODD[name]
    row = {key: value for key, value in {**line(1), **cells}.items() if value is not None}
    (found,) = read([table("messages", [row])] * 2)
    told = {**found._asdict(), "url": found.url and found.url.removeprefix("http://prtg.example.com:8080/base")}
    assert {key: told[key] for key in expected} == expected


def test_every_code_has_a_word_of_its_own():
    assert len(log.CODES) == len(log.WORDS)
