# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a Pingdom check is as good as before the work: by a test that is newer than the window."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.filter.pingdom_worse import FilterModule

worse = FilterModule().filters()["pingdom_worse"]

END = "2026-11-29T02:00:00Z"
OLD, AT_ITS_END, NEW = "2026-11-29T01:00:30Z", END, "2026-11-29T02:00:01Z"


def look(status, tested=NEW, resolution=5, **more):
    check = {"id": 1, "name": "shop", "status": status, "lasttesttime": tested, "resolution": resolution, **more}
    return {"check": check, "changed": False}


def told(now, before="up", **options):
    found = worse([now], [look(before, OLD)] if before else [], **{"since": END, **options})
    return found[0] if found else None


RANKS = ["up", "unknown", "unconfirmed_down", "down"]


@pytest.mark.parametrize("before", RANKS)
@pytest.mark.parametrize("now", RANKS)
def test_a_check_that_was_tested_again_is_as_good_or_worse(before, now):
    entry = told(look(now), before)
    if RANKS.index(now) <= RANKS.index(before):
        assert entry is None
    else:
        assert entry == {
            "id": 1,
            "name": "shop",
            "before": before,
            "now": now,
            "why": f"shop is {now}, and was {before}",
            "hope": True,
        }


@pytest.mark.parametrize("tested", [OLD, AT_ITS_END, None])
@pytest.mark.parametrize("status", RANKS)
@pytest.mark.parametrize("before", [*RANKS, "paused"])
def test_a_check_without_a_newer_test_is_not_green(tested, status, before):
    entry = told(look(status, tested), before)
    assert entry["now"] == status
    assert f"not tested after {END}; it is tested every 5 minutes" in entry["why"]
    assert (tested or "never") in entry["why"]


@pytest.mark.parametrize(
    ("resolution", "waited", "hope"), [(1, 239, True), (1, 240, False), (60, 7319, True), (60, 7320, False)]
)
def test_a_test_is_waited_for_two_intervals_and_two_minutes(resolution, waited, hope):
    assert told(look("up", OLD, resolution), waited=waited)["hope"] is hope
    assert told(look("down", NEW, resolution), waited=waited)["hope"] is True


@pytest.mark.parametrize("before", RANKS)
def test_paused_is_not_good_unless_it_was_so_before(before):
    assert told(look("paused"), before)["why"] == f"shop is paused, and was {before}"
    assert told(look("paused", OLD), "paused") is None
    assert told(look("up"), "paused") is None
    assert told(look("down"), "paused")["why"] == "shop is down, and was paused"


def test_without_an_end_a_test_has_to_be_newer_than_the_last_one_before():
    assert told(look("up", OLD), since=None)["why"].startswith("shop is up by its last test")
    assert told(look("up", AT_ITS_END), since="") is None
    assert worse([look("up", None)], [look("unknown", None)]) == []


def test_a_check_that_nobody_looked_at_before_was_up():
    assert told(look("up"), None) is None
    assert told(look("down"), None)["before"] == "up"
    assert worse([look("down")], [{"skipped": True}], END)[0]["before"] == "up"


def test_a_check_of_a_status_that_nobody_knows_is_worse():
    assert told(look("melting"))["now"] == "melting"


@pytest.mark.parametrize(
    ("result", "why"),
    [
        ({"failed": True, "msg": "HTTP 500"}, "a check could not be read: HTTP 500"),
        ({"failed": True, "msg": "x", "ansible_loop_var": "one", "one": 7}, "check 7 could not be read: x"),
        ({"failed": True, "item": 8}, "check 8 could not be read: no answer came"),
        ({"check": None, "item": 8}, "check 8 could not be read: no answer came"),
    ],
)
def test_a_check_that_could_not_be_read_is_not_good(result, why):
    (entry,) = worse([result], [], END)
    assert (entry["why"], entry["now"], entry["hope"]) == (why, "unread", True)


def listed(*looks):
    return {"checks": [one["check"] for one in looks], "changed": False}


def test_checks_of_a_list_are_compared_as_single_ones_are():
    before = [listed(look("up", OLD), look("down", OLD, id=2, name="mail"))]
    now = listed(look("down"), look("down", id=2, name="mail"))
    assert [entry["why"] for entry in worse([now], before, END)] == ["shop is down, and was up"]
    assert worse([listed()], [listed()], END) == []


def test_a_check_that_is_not_listed_any_more_is_not_good():
    before = [listed(look("up", OLD), look("paused", OLD, id=2, name="mail"))]
    (entry,) = worse([listed(look("up"))], before, END)
    assert entry == {
        "id": 2,
        "name": "mail",
        "before": "paused",
        "now": "unread",
        "why": "mail is not among the checks any more",
        "hope": True,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        (None, []),
        ([{"checks": None}], []),
        ([{"checks": [7]}], []),
        ("text", []),
        ([look("up")], None),
        ([look("up")], [], "yesterday"),
        ([{"check": {"id": 1}}], []),
        ([look("up", 5)], [], END),
    ],
)
def test_what_are_no_results_of_checks_is_refused(arguments):
    with pytest.raises(AnsibleFilterError, match="pingdom_worse compares two lists"):
        worse(*arguments)
