# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a sensor is ready: each status by each word, and the age of results."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    PAUSED,
    STATUSES,
    UNREAD,
    PrtgObject,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.readiness import (
    ACCEPTABLE,
    MEASURED,
    TIMES,
    UNTIL,
    Wish,
    scanned_at,
)

TOKENS = [status.token for status in STATUSES]
PAUSES = {status.token for status in STATUSES if status.paused_by}
EARLY, SINCE, LATE = "2026-11-25T08:00:00Z", "2026-11-25T08:00:01Z", "2026-11-25T08:00:02Z"
NOTHING = {"health": None, "before": None, "accept": [], "scan": False, "since": None}


def wish(until, **options):
    return Wish.from_options({**NOTHING, "until": until, **options})


def sensor(status, **times):
    return PrtgObject(id="1", kind="sensor", name="x", status=status, **times)


def test_a_pause_without_a_cause_is_one():
    """TEXTLIST tells none: what may be paused by a user is not resumed."""
    found = sensor(PAUSED.token)
    assert wish("resumed").shortcomings(found, None) == [("paused", False)]
    assert wish("paused").shortcomings(found, None) == []


READY = {
    "up": {"up"},
    "not_down": {"up", "unusual", "warning"},
    "scanned": {"up", "unusual", "warning", "partialdown", "acknowledged", "down"},
    "paused": PAUSES,
    "resumed": {*TOKENS} - {"pausedbyuser", "pausedbyuseruntil"},
    "as_before": {"up", "unusual", "warning", "acknowledged"},
}


@pytest.mark.parametrize("until", READY)
def test_every_status_is_ready_or_not(until):
    wanted = wish(until, before=[] if until == "as_before" else None)
    assert {token for token in TOKENS if not wanted.shortcomings(sensor(token), None)} == READY[until]


def test_each_word_is_told_apart_here():
    assert {*READY, "health"} == set(UNTIL)


@pytest.mark.parametrize("status", [None, UNREAD, "none", "unknown", "collecting", "disconnected"])
def test_what_has_no_result_is_not_ready(status):
    for until in ("up", "not_down", "scanned", "paused"):
        assert wish(until).shortcomings(sensor(status), None)
    assert not wish("up", accept=["unknown"]).shortcomings(sensor(status), SINCE)


def test_health_goes_from_the_best_to_the_worst():
    ready = [
        {token for token in TOKENS if not wish("health", health=worst).shortcomings(sensor(token), None)}
        for worst in MEASURED
    ]
    assert [len(tokens) for tokens in ready] == [1, 2, 3, 4, 5, 6]
    assert all(fewer < more for fewer, more in zip(ready, ready[1:], strict=False))


@pytest.mark.parametrize("name", TIMES)
def test_any_time_tells_of_a_scan(name):
    old, new = sensor("up", **{name: EARLY}), sensor("up", **{name: SINCE})
    assert wish("up").shortcomings(old, SINCE) == [(f"no result since {SINCE}, the last one is of {EARLY}", True)]
    assert wish("up").shortcomings(new, SINCE) == []
    assert wish("up").shortcomings(old, None) == []


def test_the_last_of_the_times_counts():
    assert scanned_at(sensor("up", last_check=None, last_up=EARLY, last_down=LATE)) == LATE
    assert scanned_at(sensor("up")) is None
    [(why, is_old)] = wish("up").shortcomings(sensor("up", last_check=None), SINCE)
    assert (why, is_old) == (f"no result since {SINCE}, PRTG does not tell when it was scanned", True)


def test_what_is_red_is_so_by_whatever_result():
    [(why, is_old)] = wish("up").shortcomings(sensor("down", last_check=EARLY), SINCE)
    assert (why, is_old) == ("down", False)


@given(st.sampled_from([*TOKENS, None]), st.sets(st.sampled_from(ACCEPTABLE)), st.sampled_from([None, EARLY, LATE]))
def test_accepting_more_never_makes_less_ready(status, accepted, at):
    one = sensor(status, last_check=at)
    for until in ("up", "not_down", "scanned", "resumed"):
        strict, lenient = wish(until), wish(until, accept=sorted(accepted))
        assert len(lenient.shortcomings(one, SINCE)) <= len(strict.shortcomings(one, SINCE)) <= 1
