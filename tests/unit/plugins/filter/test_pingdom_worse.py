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


# Transaction checks


def transaction(status, ended=NEW, ran="up", **more):
    states = [{"status": "unknown", "end": NEW}, {"status": ran, "end": ended}] if ran else []
    check = {"id": 1, "name": "log in", "status": status, "active": True, "interval": 10, "states": states, **more}
    return {"transactions": [check], "changed": False}


def told_of_transactions(now, before="successful", **options):
    was = transaction(before, OLD) if before != "paused" else transaction("successful", OLD, active=False)
    found = worse([now], [was], **{"since": END, **options})
    return found[0]["why"] if found else None


@pytest.mark.parametrize(
    ("before", "status", "ran", "why"),
    [
        ("successful", "successful", "up", None),
        ("successful", "failing", "down", "log in is failing, and was successful"),
        ("successful", "unknown", "up", "log in is unknown, and was successful"),
        ("failing", "failing", "down", None),
        ("failing", "successful", "up", None),
        ("paused", "successful", "up", None),
        ("paused", "failing", "down", "log in is failing, and was paused"),
        # the list was read before the report, and the check ran in between
        ("successful", "successful", "down", "log in is failing, and was successful"),
    ],
)
def test_a_transaction_that_ran_again_is_as_good_or_worse(before, status, ran, why):
    assert told_of_transactions(transaction(status, ran=ran), before) == why


@pytest.mark.parametrize(("ended", "ran"), [(OLD, "up"), (AT_ITS_END, "up"), (NEW, None)])
def test_a_transaction_without_a_newer_run_is_not_green(ended, ran):
    why = told_of_transactions(transaction("successful", ended, ran))
    assert f"was not tested after {END}; it is tested every 10 minutes" in why
    assert (ended if ran else "never") in why


def test_a_transaction_that_is_not_active_is_good_only_if_it_was_so_before():
    assert told_of_transactions(transaction("successful", active=False)) == "log in is paused, and was successful"
    assert told_of_transactions(transaction("successful", OLD, active=False), "paused") is None


def test_a_run_of_a_transaction_is_waited_for_two_intervals_and_two_minutes():
    late = [transaction("successful", OLD)]
    assert [worse(late, late, END, waited=seconds)[0]["hope"] for seconds in (1319, 1320)] == [True, False]


def test_a_check_and_a_transaction_of_one_id_are_two():
    before = [{"checks": [look("down", OLD)["check"]]}, transaction("successful", OLD)]
    now = [{"checks": [look("down")["check"]]}, transaction("failing", ran="down")]
    assert [entry["name"] for entry in worse(now, before, END)] == ["log in"]


def test_a_transaction_that_is_listed_no_more_is_told_and_one_that_was_not_read_is_unread():
    before = [{"checks": [look("up", OLD)["check"]]}, transaction("successful", OLD)]
    good = {"checks": [look("up")["check"]]}
    (gone,) = worse([good, {"transactions": []}], before, END)
    assert gone["why"] == "log in is not among the transactions any more"
    (unread,) = worse([good, {"failed": True, "msg": "no answer"}], before, END)
    assert "could not be read: no answer" in unread["why"]
