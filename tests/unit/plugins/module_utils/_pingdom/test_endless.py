# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server whose lists have no end keeps nobody for ever, and what takes many requests asks the budget first."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import RateLimited, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.history import Wanted, newest
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Period
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.results import ANALYSES, RESULTS
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import NOW, api_on

TRIALS = reports.Endpoint("/trials", "trials", per_page=2)
DAY = 86400


def served(pages):
    """A server that gives one page after the other, and fails where more is asked for than anybody should."""
    told = itertools.islice(pages, 60)
    return api_on(lambda *_request: {"trials": next(told)})


@pytest.mark.parametrize("identified", [True, False])
def test_pages_that_take_turns_are_an_error(identified):
    pages = itertools.cycle(
        [[{"id": 1}, {"id": 2}], [{"id": 3}, {"id": 4}]] if identified else [[{"a": 1}, {}], [5, 6]]
    )
    with pytest.raises(UnexpectedAnswer, match="the list of trials repeats a page"):
        reports.read(served(pages), TRIALS._replace(identified=identified))


def test_a_list_without_end_is_an_error(monkeypatch):
    monkeypatch.setattr(reports, "MOST_ROWS", 100)
    pages = ([{"id": 2 * number}, {"id": 2 * number + 1}] for number in itertools.count())
    with pytest.raises(UnexpectedAnswer, match="the list of trials has more than 100 trials"):
        reports.read(served(pages), TRIALS)


def test_what_has_happened_without_end_is_an_error(monkeypatch):
    monkeypatch.setattr(reports, "MOST_ROWS", 1000)
    numbers = itertools.count()

    def serve(_method, _path, query, _body):
        assert query["offset"] < 2000
        return {"analysis": [{"id": next(numbers), "timefirsttest": NOW} for _row in range(query["limit"])]}

    with pytest.raises(UnexpectedAnswer, match="there are more than 1000 analyses"):
        newest(api_on(serve), ANALYSES, Period(None, None), Wanted())


def test_a_period_of_many_parts_asks_the_budget():
    asked = []

    def serve(*request):
        asked.append(request)
        return 200, {"Req-Limit-Short": "Remaining: 150 Time until reset: 600"}, {"results": []}

    wanted = Wanted(longest=31 * DAY)
    assert newest(api_on(serve), RESULTS, Period(NOW - 90 * DAY, NOW), wanted) == []
    assert len(asked) == 3
    asked.clear()
    with pytest.raises(RateLimited, match="reading results of so long a period takes 672 requests"):
        newest(api_on(serve), RESULTS, Period(0, NOW), wanted)
    assert len(asked) == 1
