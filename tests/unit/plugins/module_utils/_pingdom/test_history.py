# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has happened is read whole: past pages, past what can be skipped, and while more happens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.history import Wanted, newest
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Period
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.results import ANALYSES, RESULTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import NOW, api_on

EVERYTHING = Wanted()


class Served:
    """GET /results of a check with some tests, as both documents describe it.

    ``ends`` says whether the first and the last second of a period belong to it. ``late`` are tests that Pingdom counts
    in only after the first answer.
    """

    def __init__(self, tests, ends=(False, True), late=()):
        self.tests = sorted(tests, reverse=True)
        self.first, self.last = ends
        self.late = late
        self.asked = []

    def __call__(self, _method, _path, query, _body):
        self.asked.append(query)
        since, until = query["from"], query.get("to", NOW)
        size, offset = min(query["limit"], 1000), query["offset"]
        assert offset <= 43200
        inside = [
            one
            for one in self.tests
            if (since < one[0] or (self.first and one[0] == since))
            and (one[0] < until or (self.last and one[0] == until))
        ]
        self.tests, self.late = sorted([*self.tests, *self.late], reverse=True), ()
        rows = [{"time": time, "probeid": probe, "status": "up"} for time, probe in inside[offset : offset + size]]
        return {"results": rows, "activeprobes": []}


def read(tests, wanted=EVERYTHING, period=None, listing=RESULTS):
    found = newest(api_on(tests), listing.of(check=7), period or Period(NOW - 100_000, NOW), wanted)
    return [(row["time"], row["probe_id"]) for row in found]


def shown(tests):
    return [(iso(time), probe) for time, probe in sorted(tests, reverse=True)]


def test_a_page_that_is_not_full_is_the_last():
    tests = Served([(NOW - 60 * number, 1) for number in range(5)])
    assert len(read(tests)) == 5
    assert len(tests.asked) == 1


@pytest.mark.parametrize("ends", [(False, True), (True, False)])
def test_more_than_can_be_skipped_is_read_by_time(ends):
    every = [(NOW - 1 - number // 2, number % 2) for number in range(46_001)]
    tests = Served(every, ends)
    assert read(tests) == shown(every)
    assert max(query["offset"] for query in tests.asked) == 43000
    assert len(tests.asked) <= 48


def test_what_is_counted_in_late_moves_pages_and_comes_once():
    every = [(NOW - 60 * number, 1) for number in range(2500)]
    found = read(Served(every, late=[(NOW - 30, 2), (NOW - 31, 2)]), period=Period(NOW - 200_000, None))
    assert len(found) == len(set(found))
    assert set(shown(every)) <= set(found)


def test_no_more_is_read_than_is_wanted():
    tests = Served([(NOW - 60 * number, 1) for number in range(5000)])
    assert len(read(tests, Wanted(limit=3), Period(0, NOW))) == 3
    assert [query["limit"] for query in tests.asked] == [3]
    tests.asked.clear()
    assert len(read(tests, Wanted(limit=2345), Period(0, NOW))) == 2345
    assert len(tests.asked) == 3


def test_the_period_ends_with_the_first_answer():
    tests = Served([(NOW - 60 * number, 1) for number in range(1500)])
    read(tests, period=Period(0, None))
    assert [query.get("to") for query in tests.asked] == [None, NOW]


@pytest.mark.parametrize("ends", [(False, True), (True, False)])
@pytest.mark.parametrize("end", [NOW, None])
def test_a_long_period_is_asked_for_in_parts(ends, end):
    every = [(NOW - 1 - 100 * number, 1) for number in range(1000)]
    tests = Served(every, ends)
    assert read(tests, Wanted(longest=30_000), Period(NOW - 100_000, end)) == shown(every)
    assert all(query["to"] - query["from"] <= 30_000 for query in tests.asked)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(NOW - 40, NOW - 1), st.integers(1, 3)), max_size=80, unique=True),
    st.tuples(st.booleans(), st.booleans()),
    st.sampled_from([None, 7, 39]),
)
def test_nothing_comes_twice_and_nothing_is_missing(every, ends, longest):
    listing = RESULTS._replace(endpoint=RESULTS.endpoint._replace(per_page=5), last_offset=10)
    found = read(Served(every, ends), Wanted(longest=longest), Period(NOW - 41, NOW), listing)
    assert sorted(found, reverse=True) == shown(every)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"time": NOW - 5, "probeid": number, "status": "up"} for number in range(5)], "repeats a page"),
        ("none", "has no list of results"),
        ([7], "has no list of results"),
        ([{"time": "soon", "probeid": 1, "status": "up"}], "time of a result has a shape"),
        ([{"probeid": 1, "status": "up"}], "has no time"),
    ],
)
def test_an_answer_of_another_shape_is_an_error(rows, words):
    listing = RESULTS._replace(endpoint=RESULTS.endpoint._replace(per_page=5))
    with pytest.raises(UnexpectedAnswer, match=words):
        newest(api_on(lambda *_request: {"results": rows}), listing, Period(0, NOW), Wanted())


def test_what_cannot_be_told_apart_by_time_is_an_error():
    listing = RESULTS._replace(endpoint=RESULTS.endpoint._replace(per_page=5), last_offset=5)
    with pytest.raises(UnexpectedAnswer, match="more results in one second than can be read"):
        read(Served([(NOW - 1, number) for number in range(30)]), listing=listing)


def test_what_is_not_in_order_is_not_continued_by_time():
    listing = RESULTS._replace(endpoint=RESULTS.endpoint._replace(per_page=2), last_offset=1)
    rows = [{"time": NOW - number, "probeid": 1, "status": "up"} for number in (9, 5)]
    with pytest.raises(UnexpectedAnswer, match="not in the order of their times"):
        newest(api_on(lambda *_request: {"results": rows}), listing, Period(0, NOW), Wanted())


def test_analyses_are_read_from_their_first_on():
    rows = [{"id": number, "timefirsttest": NOW - number, "timeconfirmtest": NOW} for number in range(1, 251)]

    def serve(_method, _path, query, _body):
        assert "from" not in query
        return {"analysis": rows[query["offset"] : query["offset"] + query["limit"]]}

    assert [row["id"] for row in newest(api_on(serve), ANALYSES, Period(None, None), Wanted())] == [*range(1, 251)]
