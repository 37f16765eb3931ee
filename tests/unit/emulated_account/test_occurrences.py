# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Occurrences of maintenance windows on an emulated account whose clock stands still: found, moved, cancelled, read."""

from __future__ import annotations

import hypothesis
import pytest
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import maintenance_info
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_maintenance_info,
    pingdom_maintenance_occurrence,
)
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import (
    NOW,
    EitherPingdom,
    pingdom,
    use,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.workshop import drive

__all__ = ["pingdom"]

HOUR, DAY = 3600, 86400
#: 23:00 UTC on a day after ``NOW``, which is 08:00 UTC.
NIGHT = NOW - NOW % DAY + 2 * DAY - HOUR


def occurrence(check_mode=False, **params):
    return drive(pingdom_maintenance_occurrence.SPECIFICATION, check_mode, **params)


@pytest.fixture
def info(pingdom, monkeypatch):
    """Run the module that reads."""
    monkeypatch.setattr(maintenance_info, "connect", pingdom.api)

    def run(**params):
        return drive(pingdom_maintenance_info.SPECIFICATION, **params)

    return run


@pytest.fixture
def nights(pingdom):
    """A window of two hours every night, over midnight: its id."""
    series = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": NIGHT + 3 * DAY}
    return pingdom.add_window("nights", NIGHT, NIGHT + 2 * HOUR, **series)["id"]


def day(number=0):
    return iso(NIGHT + number * DAY)[:10]


def test_one_is_moved(nights, pingdom):
    wish = {"window": "nights", "day": day(), "start": iso(NIGHT + HOUR)}
    predicted, moved, again = occurrence(check_mode=True, **wish), occurrence(**wish), occurrence(**wish)
    assert [predicted["changed"], moved["changed"], again["changed"]] == [True, True, False]
    assert predicted["diff"] == moved["diff"]
    assert moved["occurrence"] == again["occurrence"]
    assert moved["occurrence"]["end"] == iso(NIGHT + 3 * HOUR)
    assert pingdom.writes == [("PUT", "/maintenance.occurrences/1", {"from": NIGHT + HOUR, "to": NIGHT + 3 * HOUR})]
    assert occurrence(id=1, start=iso(NIGHT), end="+3d")["changed"]
    assert occurrence(id=1, start=iso(NIGHT), duration="1h")["occurrence"]["end"] == iso(NIGHT + HOUR)
    assert occurrence(id=1, start="now", end="+3h")["occurrence"]["end"] == iso(NIGHT + 3 * HOUR)


def test_one_is_cancelled(nights, pingdom):
    wish = {"window": str(nights), "day": iso(NIGHT + DAY + 60), "state": "absent"}
    assert occurrence(check_mode=True, **wish)["changed"]
    assert occurrence(**wish)["changed"]
    again = occurrence(**wish)
    assert (again["changed"], again["occurrence"], again.get("warnings")) == (False, None, None)
    assert pingdom.writes == [("DELETE", "/maintenance.occurrences/2", None)]
    assert not occurrence(id=2, state="absent")["changed"]


@pytest.mark.parametrize("changes", [{"recurrencetype": "nth-day-of-week-in-month"}, {"from": None}, {"to": "soon"}])
def test_of_a_window_that_nobody_understands_one_cannot_tell_what_it_had(nights, pingdom, changes):
    pingdom.shown[f"/maintenance/{nights}"] = changes
    gone = occurrence(window=str(nights), day=day(40), state="absent")
    assert "is not known to have had one" in gone["warnings"][0]
    assert occurrence(window=str(nights), day=day(), state="absent")["changed"]


def test_a_day_without_one_lists_those_around(nights):
    refused = occurrence(window="nights", day=day(-1), end="+1h")["msg"]
    assert f"Those of the month before and after: 1 ({iso(NIGHT)} to {iso(NIGHT + 2 * HOUR)})" in refused
    assert "In force on it, but begun before, is 3" in occurrence(window="nights", day=day(3), end="+1h")["msg"]
    assert "Nor has it any in the month around." in occurrence(window="nights", day="2040-01-01", end="+1h")["msg"]
    inside = occurrence(window="nights", day=iso(NIGHT - 1), end="+1h")["msg"]
    assert f"has no occurrence at {iso(NIGHT - 1)}" in inside
    assert "has no occurrence" in occurrence(window="nights", day=day(3), state="absent")["warnings"][0]


def test_several_at_a_time_are_told(nights, pingdom):
    pingdom.account.occurrences[2].start = NIGHT + HOUR - 60
    pingdom.account.occurrences[2].end = NIGHT + 3 * HOUR
    for at in (day(), iso(NIGHT + HOUR)):
        refused = occurrence(window="nights", day=at, end="+1h")
        assert refused["error"]["ids"] == [1, 2]
        assert refused["error"]["kind"] == "AmbiguousName"


def test_what_has_begun_is_left_alone_or_refused(nights, pingdom):
    pingdom.now = NIGHT + 60
    assert not occurrence(id=1, end=iso(NIGHT + 2 * HOUR))["changed"]
    for more in ({"end": iso(NIGHT + 3 * HOUR)}, {"state": "absent"}):
        assert "runs since" in occurrence(id=1, **more)["msg"]
    pingdom.now = NIGHT + DAY
    assert not occurrence(id=1, start=iso(NIGHT))["changed"]
    assert "cannot be cancelled" in occurrence(id=1, state="absent")["msg"]
    assert pingdom.writes == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "nothing says what the occurrence shall be"),
        ({"start": iso(NOW - 60), "end": iso(NIGHT)}, "which is past"),
        ({"end": iso(NIGHT)}, "end must be later than start"),
        ({"end": "soon"}, "end is 'soon'"),
        ({"day": "soon", "end": "+1h"}, "day is 'soon', which is neither a date nor a point in time"),
        ({"day": "2027-02-30", "end": "+1h"}, "no time that a calendar or clock shows"),
        ({"window": "mornings", "end": "+1h"}, "there is no maintenance window 'mornings'"),
    ],
)
def test_what_cannot_be_is_refused(nights, pingdom, options, words):
    assert words in occurrence(**{"window": "nights", "day": day(), **options})["msg"]
    assert pingdom.writes == []


def test_an_id_that_none_has(nights):
    refused = occurrence(id=99, end="+1h")
    assert "pingdom_maintenance_info lists them" in refused["msg"]


def test_what_is_not_known_yet_is_a_warning_in_check_mode(pingdom):
    predicted = occurrence(check_mode=True, window="later", day=day(), duration="1h")
    assert (predicted["changed"], predicted["diff"]["after"]) == (True, {"duration": "1h"})
    cancelled = occurrence(check_mode=True, window="later", day=day(), state="absent")
    assert "There is no maintenance window 'later', so nothing was cancelled" in cancelled["warnings"][0]
    assert occurrence(check_mode=True, id="", end="+1h")["occurrence"]["id"] is None


def test_two_windows_of_a_description(nights, pingdom):
    other = pingdom.add_window("nights", NIGHT, NIGHT + HOUR)["id"]
    assert occurrence(window="nights", day=day(), end="+1h")["error"]["ids"] == [nights, other]
    pingdom.windows[other].effectiveto = pingdom.windows[other].end = NOW - 1
    assert occurrence(window="nights", day=day(), duration="1h")["changed"], "one that is over does not count"


@pytest.mark.parametrize("odd", [{"id": "x"}, {"from": "soon"}, {"to": None}])
def test_occurrences_of_another_shape_are_told(nights, pingdom, odd):
    row = {"id": 9, "maintenanceid": nights, "from": NIGHT, "to": NIGHT + HOUR, **odd}
    pingdom.instead[("GET", "/maintenance.occurrences")] = [{"occurrences": [row]}]
    assert occurrence(window="nights", day=day(), end="+1h")["error"]["kind"] == "UnexpectedAnswer"


def states(answer):
    return [(one["id"], one["state"]) for one in answer["windows"]]


def test_windows_by_their_state(nights, info, pingdom):
    once = pingdom.add_window("once")["id"]
    assert states(info()) == [(nights, "future"), (once, "active")]
    assert states(info(states=["active"])) == [(once, "active")]
    pingdom.now = NIGHT + 60
    assert states(info()) == [(nights, "active"), (once, "past")]
    pingdom.now = NIGHT + 3 * HOUR
    assert states(info(descriptions=["nights"])) == [(nights, "future")]
    pingdom.account.occurrences.clear()
    assert states(info(ids=[nights, 99])) == [(nights, "past")]
    pingdom.now = NOW
    assert states(info(ids=[nights])) == [(nights, "future")]


def test_windows_of_a_check(nights, info, pingdom):
    check = pingdom.add(name="web")["id"]
    pingdom.windows[nights].uptimeids = [check]
    pingdom.windows[nights].tmsids = [50]
    pingdom.add_window("once")
    for option, named in (("check", "web"), ("check", str(check)), ("transaction", "Log in"), ("transaction", "50")):
        assert states(info(**{option: named})) == [(nights, "future")]
    assert info(check="none")["error"]["kind"] == "NotFound"
    pingdom.shown[f"/maintenance/{nights}"] = {"checks": "odd"}
    assert states(info(check="web")) == [(nights, "future")], "what cannot be read may have it"


def test_windows_of_a_period_with_their_occurrences(nights, info, pingdom):
    once = pingdom.add_window("once")["id"]
    assert states(info(start=iso(NIGHT), end=iso(NIGHT + HOUR))) == [(nights, "future")]
    assert states(info(end="+1h")) == [(once, "active")]
    assert info(start="+2h", end="+1h")["error"]["kind"] == "ConfigurationError"
    shown = info(ids=[nights], start=iso(NIGHT + DAY), occurrences=True)["windows"][0]["occurrences"]
    assert [one["start"] for one in shown] == [iso(NIGHT + DAY), iso(NIGHT + 2 * DAY)]
    assert info(ids=[], start="now")["windows"] == []


def test_a_window_that_nobody_can_read_is_listed_with_a_warning(info, pingdom):
    once = pingdom.add_window("once")["id"]
    pingdom.shown[f"/maintenance/{once}"] = {"from": "soon"}
    answer = info(states=["past"], start="2001-01-01T00:00Z", end="2001-01-02T00:00Z")
    assert states(answer) == [(once, None)]
    assert "cannot be told" in answer["warnings"][0]


def test_an_occurrence_that_nobody_can_read(nights, info, pingdom):
    pingdom.now = NIGHT + 3 * HOUR
    pingdom.odd["/maintenance.occurrences"] = [{"id": "x", "maintenanceid": nights, "from": "soon", "to": 5}, {}]
    (window,) = info(occurrences=True)["windows"]
    assert window["state"] is None
    assert window["occurrences"][0] == {
        "id": None, "window": nights, "start": None, "end": "1970-01-01T00:00:05Z", "status": None
    }  # fmt: skip


def test_a_window_without_an_id_is_unlike_all_that_a_list_may_have(info, pingdom):
    pingdom.odd["/maintenance"] = [{"description": "x"}]
    assert "the list has a maintenance window without a numeric id" in info()["msg"]
    for unknown in ({"check": ""}, {"ids": [""]}):
        assert drive(pingdom_maintenance_info.SPECIFICATION, True, **unknown)["windows"] == []
    assert "ids must be numbers, and 'x' is none" in info(ids=["x"])["msg"]


@pytest.fixture(scope="module", params=["3.1", "2.1"])
def own_account(request):
    """An account that every example of a property changes, over each version."""
    with EitherPingdom(request.param) as account, pytest.MonkeyPatch.context() as patched:
        use(patched, account)
        yield account


MOMENTS = st.integers(-3 * HOUR, 12 * HOUR).map(lambda later: iso(NIGHT + later))
MOVES = st.fixed_dictionaries(
    {}, optional={"start": st.one_of(st.just("now"), MOMENTS), "duration": st.sampled_from(["1h", "90m", "3h"])}
).filter(bool)


@hypothesis.given(moves=st.lists(MOVES, min_size=1, max_size=3), number=st.integers(0, 2))
@hypothesis.settings(max_examples=40, deadline=None)
def test_what_check_mode_says_is_what_happens_and_then_nothing_is_left(own_account, moves, number):
    series = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": NIGHT + 3 * DAY}
    window = own_account.add_window("nights", NIGHT, NIGHT + 2 * HOUR, **series)["id"]
    mine = [one.id for one in own_account.account.occurrences.values() if one.maintenanceid == window][number]
    others = [one for one in own_account.account.occurrences.values() if one.id != mine]
    before = [vars(one).copy() for one in others]
    for move in moves:
        predicted, done, again = (occurrence(mode, id=mine, **move) for mode in (True, False, False))
        assert (predicted["changed"], predicted.get("diff")) == (done["changed"], done.get("diff"))
        assert predicted["occurrence"] == done["occurrence"] == again["occurrence"]
        assert not again["changed"]
    assert [vars(one) for one in others] == before
