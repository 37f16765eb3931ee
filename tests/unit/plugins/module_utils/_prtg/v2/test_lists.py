# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole lists from pages, and the paths they are at."""

from __future__ import annotations

import threading

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    PermissionDenied,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import transport
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.client import V2Server
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    SETTINGS,
    answer,
    connect,
    rows,
)

SENSORS = Need(kinds=("sensor",))
GONE = answer(404, {"code": "NOT_FOUND", "message": "not found"})


def sensors(first, count):
    return [{"id": str(number), "type": "SENSOR", "name": f"s{number}"} for number in range(first, first + count)]


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr(transport, "PAGE_SIZE", 3)


class Paged:
    """A list of ``count`` sensors, at most ``cap`` per page; ``total`` makes X-Total-Count from the request number."""

    def __init__(self, count, cap=3, total=lambda request, count: count, skew=0):
        self.count, self.cap, self.total, self.skew = count, cap, total, skew
        self.offsets, self.lock = [], threading.Lock()

    def __call__(self, request):
        offset = int(request.query.get("offset", 0))
        with self.lock:
            self.offsets.append(offset)
            nth = len(self.offsets)
        start = offset - (self.skew if offset and nth <= 3 else 0)
        page = sensors(1 + start, max(0, min(self.cap, self.count - start)))
        total = self.total(nth, self.count)
        return rows(page, total) if total is not None else answer(200, page)


def read_ids(monkeypatch, script):
    server, transport = connect(monkeypatch, script)
    return [int(one.id) for one in server.read(SENSORS).objects], transport


@pytest.mark.parametrize(
    ("count", "offsets"),
    [(1, [0]), (3, [0]), (4, [0, 2]), (5, [0, 2]), (6, [0, 2, 4]), (10, [0, 2, 4, 6, 8])],
)
def test_every_page_is_read_and_joins_the_one_before(monkeypatch, count, offsets):
    paged = Paged(count)
    found, transport = read_ids(monkeypatch, paged)
    assert found == list(range(1, count + 1))
    assert sorted(paged.offsets) == offsets
    assert {one.query["limit"] for one in transport.sent} == {"3"}


@pytest.mark.parametrize("count", [2, 3, 7])
def test_without_a_total_the_end_is_where_only_the_last_row_comes_again(monkeypatch, count):
    paged = Paged(count, total=lambda nth, count: None)
    found, _unused = read_ids(monkeypatch, paged)
    assert found == list(range(1, count + 1))
    assert paged.offsets[-1] == max(count - 1, 0)


WHOLE = [(1, 2), (2, 2), (3, 1)]


@pytest.mark.parametrize("torn", [[(1, 2), (1, 0)], [(1, 2), (4, 2), (5, 1)]])
def test_without_a_total_rows_that_move_are_noticed(monkeypatch, torn):
    pages = [answer(200, sensors(first, count)) for first, count in (*torn, *WHOLE)]
    assert read_ids(monkeypatch, pages)[0] == [1, 2, 3]
    pages = [answer(200, sensors(first, count)) for first, count in (*torn, *torn)]
    with pytest.raises(UnexpectedAnswer, match="the list changes while it is read"):
        read_ids(monkeypatch, pages)


@pytest.mark.parametrize("total", ["many", "abc", "-1", "", "2, 2", "+2", "2.0", "0x2", "\u0662", "2" * 5000])
def test_a_total_that_is_no_number_is_an_error_when_it_comes_twice(monkeypatch, total):
    with pytest.raises(UnexpectedAnswer, match=r"says that it has '.*' entries, and 2 came, twice"):
        read_ids(monkeypatch, [rows(sensors(1, 2), total)] * 2)
    found, _unused = read_ids(monkeypatch, [rows(sensors(1, 2), total), rows(sensors(1, 2))])
    assert found == [1, 2]


@pytest.mark.parametrize("total", ["2", " 2 ", "\t2", "0002"])
def test_blanks_around_a_total_are_not_part_of_it(monkeypatch, total):
    found, transport = read_ids(monkeypatch, [rows(sensors(1, 2), total)])
    assert (found, len(transport.sent)) == ([1, 2], 1)


def test_a_server_that_gives_less_per_page_is_asked_on(monkeypatch):
    paged = Paged(5, cap=2)
    found, _unused = read_ids(monkeypatch, paged)
    assert found == list(range(1, 6))
    assert sorted(paged.offsets) == [0, 1, 2, 3]


def test_a_server_that_gives_one_at_a_time(monkeypatch):
    paged = Paged(4, cap=1)
    found, _unused = read_ids(monkeypatch, paged)
    assert found == [1, 2, 3, 4]
    assert sorted(paged.offsets) == [0, 1, 2, 3]


def test_a_row_that_went_away_behind_the_reader_and_one_that_came(monkeypatch):
    before = [rows(sensors(1, 3), 6), rows(sensors(4, 3), 6), rows(sensors(6, 2), 6)]
    after = [rows(sensors(2, 3), 6), rows(sensors(5, 3), 6)]
    by_offset = dict(zip((None, "2", "4"), before))
    found = []

    def script(request):
        found.append(request)
        return by_offset[request.query.get("offset")] if len(found) <= 3 else after.pop(0)

    ids, _unused = read_ids(monkeypatch, script)
    assert ids == [2, 3, 4, 5, 6, 7]
    assert after == []


def test_an_order_that_is_another_each_time_is_counted_only(monkeypatch):
    pages = [rows(sensors(1, 3), 4), rows(sensors(4, 1), 4)]
    found, transport = read_ids(monkeypatch, pages * 2)
    assert found == [1, 2, 3, 4]
    assert len(transport.sent) == 4


def test_rows_that_were_skipped_are_noticed_and_all_is_read_once_more(monkeypatch):
    paged = Paged(7, skew=-1)
    found, transport = read_ids(monkeypatch, paged)
    assert found == list(range(1, 8))
    assert len(transport.sent) == 6


def test_a_total_that_changes_between_pages_is_read_once_more(monkeypatch):
    paged = Paged(7, total=lambda nth, count: 8 if nth == 1 else count)
    found, transport = read_ids(monkeypatch, paged)
    assert found == list(range(1, 8))
    assert len(transport.sent) == 4 + 3


def test_a_total_that_never_agrees_is_an_error(monkeypatch):
    with pytest.raises(UnexpectedAnswer, match=r"says that it has 9 entries, and 7 came, twice"):
        read_ids(monkeypatch, Paged(7, total=lambda nth, count: 9))
    with pytest.raises(UnexpectedAnswer, match=r"5 and 6 entries"):
        read_ids(monkeypatch, Paged(5, total=lambda nth, count: count + nth % 2))


def test_less_than_came_is_an_error_too(monkeypatch):
    with pytest.raises(UnexpectedAnswer, match="says that it has 1 entries, and 2 came"):
        read_ids(monkeypatch, lambda request: rows(sensors(1, 2), 1))


def test_no_rows_although_there_should_be_some(monkeypatch):
    with pytest.raises(UnexpectedAnswer, match="says that it has 5 entries, and 0 came"):
        read_ids(monkeypatch, lambda request: rows([], 5))


def test_a_short_page_in_the_middle_is_made_up_for(monkeypatch):
    """The second time page after page, each from where the one before really ended."""

    def script(request):
        offset = int(request.query.get("offset", 0))
        return rows(sensors(1 + offset, min(2 if offset == 3 else 3, 8 - offset)), 8)

    found, _unused = read_ids(monkeypatch, script)
    assert found == list(range(1, 9))


def test_a_list_without_total_that_ignores_the_offset(monkeypatch):
    with pytest.raises(UnexpectedAnswer, match="repeats itself"):
        read_ids(monkeypatch, lambda request: answer(200, sensors(1, 3)))


def test_an_absurd_total_is_not_followed(monkeypatch):
    with pytest.raises(UnexpectedAnswer, match="1000000000000 entries and gives 1 at a time"):
        read_ids(monkeypatch, [rows(sensors(1, 1), 10**12)])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"items": []}, "no list of objects"),
        (["1"], "no list of objects"),
        ([{"name": "x"}], "object without id"),
        ([{"id": None}], "object without id"),
        ([{"id": ""}], "object without id"),
        ([{"id": True}], "object without id"),
        (sensors(1, 4), "3 rows were asked for and 4 came"),
        (b"[{", "malformed JSON"),
        (b"", "an empty body"),
        ([{"id": '1" or id != "', "type": "SENSOR"}], "id or kind cannot be told"),
    ],
)
def test_garbage_is_no_list(monkeypatch, body, text):
    with pytest.raises(UnexpectedAnswer, match=text):
        read_ids(monkeypatch, lambda request: answer(200, body, X_Total_Count=1))


def test_a_refused_page_is_no_shorter_list(monkeypatch):
    def script(request):
        return answer(403, {"code": "FORBIDDEN"}) if request.query.get("offset") == "6" else Paged(9)(request)

    with pytest.raises(PermissionDenied):
        read_ids(monkeypatch, script)


def test_the_path_that_answered_is_remembered(monkeypatch):
    def script(request):
        return GONE if request.path.startswith("/experimental") else rows([{"id": "1", "name": "one"}])

    server, transport = connect(monkeypatch, script)
    server.read(SENSORS)
    server.read(SENSORS)
    server.read(Need(kinds=("device",)))
    assert transport.lines() == [
        "GET /experimental/sensors",
        "GET /sensors",
        "GET /sensors",
        "GET /experimental/devices",
        "GET /devices",
    ]


def test_a_remembered_path_that_has_gone_since_is_left(monkeypatch):
    server, transport = connect(monkeypatch, [GONE, rows(sensors(1, 1)), answer(405), rows(sensors(1, 1))])
    server.read(SENSORS)
    server.read(SENSORS)
    assert transport.lines()[2:] == ["GET /sensors", "GET /experimental/sensors"]


def test_a_path_that_is_not_implemented_whatever_its_status(monkeypatch):
    server, transport = connect(monkeypatch, [answer(400, {"code": "METHOD_NOT_IMPLEMENTED"}), rows(sensors(1, 1))])
    server.read(SENSORS)
    assert transport.lines()[-1] == "GET /sensors"


def test_what_was_asked_can_be_shown(monkeypatch):
    server, _unused = connect(monkeypatch, [GONE, rows(sensors(1, 3), 5), rows(sensors(3, 3), 5)])
    query = server.read(SENSORS).query
    assert query.sent == [
        "GET /api/v2/experimental/sensors?limit=3",
        "GET /api/v2/sensors?limit=3",
        "GET /api/v2/sensors?limit=3&offset=2",
    ]
    assert query.rows_read == 6


def test_a_url_that_is_none(monkeypatch):

    with pytest.raises(ConfigurationError, match="not of the form"):
        V2Server(SETTINGS._replace(url="https://[h"), {"api_token": "x"}, "https://prtg.example.com")


def test_ids_that_are_numbers_are_ids(monkeypatch):
    found, _unused = read_ids(monkeypatch, [rows([{"id": 40, "type": "SENSOR"}])])
    assert found == [40]
