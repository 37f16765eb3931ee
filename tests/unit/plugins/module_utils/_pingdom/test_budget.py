# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request budget: read on every answer, obeyed before the next request."""

from __future__ import annotations

import threading

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import RateLimited
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import Budget
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import NOW, api_on

CONTACTS = {"contacts": []}


def told(short, long="Remaining: 71994 Time until reset: 2591989"):
    return {"Req-Limit-Short": short, "req-limit-long": long}


def asked(*answers, slept=None):
    """An account that answers so many reads with these headers, after as many have been made."""
    left = list(answers)
    api = api_on(lambda *_request: (200, left.pop(0), CONTACTS), slept=slept)
    while left:
        reports.read(api, reports.CONTACTS)
    return api


def test_what_answers_tell_is_known():
    api = asked({}, told("Remaining: 394 Time until reset: 3589"), {}, {"Req-Limit-Short": "soon"})
    assert api.budget.left == 394
    assert api.budget.limits["short"].resets_at == NOW + 3589
    assert asked({}).budget.left is None


def test_with_much_left_nobody_waits_and_with_little_everybody_does():
    slept = []
    asked(told("Remaining: 100 Time until reset: 3589"), {}, slept=slept)
    assert slept == []
    asked(told("Remaining: 99 Time until reset: 3589"), {}, slept=slept)
    assert slept == [2.0]
    asked(told("Remaining: 50 Time until reset: 25"), {}, slept=slept)
    assert slept == [2.0, 0.5]


def test_at_zero_the_reset_is_waited_for_if_it_is_near():
    slept = []
    asked(told("Remaining: 0 Time until reset: 42"), {}, {}, slept=slept)
    assert slept == [42.0]


@pytest.mark.parametrize("window", ["short", "long"])
def test_at_zero_nothing_is_sent_any_more_and_the_error_says_when_to_return(window):
    none = "Remaining: 0 Time until reset: 1322"
    headers = told(none) if window == "short" else told("Remaining: 9000 Time until reset: 9", none)
    sent = []
    api = api_on(lambda *request: sent.append(request) or (200, headers, CONTACTS))
    reports.read(api, reports.CONTACTS)
    with pytest.raises(RateLimited, match=f"its {window} limit is reset in 1322 s, at 2027-01-15T08:22:02Z") as caught:
        reports.read(api, reports.CONTACTS)
    assert len(sent) == 1
    assert caught.value.details == {"wait": 1322}
    assert caught.value.hint.startswith("Run the task again after that. "), "it may have been going to read"
    assert not caught.value.changed


def test_more_than_is_left_is_not_begun():
    budget = asked(told("Remaining: 120 Time until reset: 3589")).budget
    budget.afford(120, "reading 120 checks")
    with pytest.raises(
        RateLimited, match="reading 121 checks takes 121 requests, and the account may make 120 until"
    ) as caught:
        budget.afford(121, "reading 121 checks")
    assert caught.value.hint.startswith("It was not begun. ")
    asked({}).budget.afford(10_000, "all")


def test_threads_take_turns_and_keep_the_pace_of_one():
    at = [1000.0]
    budget = Budget(lambda: NOW, lambda: at[0])
    budget.learn(told("Remaining: 50 Time until reset: 25"))
    waits = []
    asking = [threading.Thread(target=budget.await_turn, args=(waits.append, 60.0)) for _thread in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert sorted(waits) == [0.5 * number for number in range(1, 9)]
    at[0] += 4.0
    budget.await_turn(waits.append, 60.0)
    assert waits[-1] == 0.5, "all turns are over"
    at[0] += 100.0
    budget.learn(told("Remaining: 99 Time until reset: 3589", "Remaining: 10 Time until reset: 5"))
    budget.await_turn(waits.append, 60.0)
    assert waits[-1] == 2.0, "the longer pause of both limits"
