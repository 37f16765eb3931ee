# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_check_set against the emulated account: its plan, what it writes, what it refuses before that."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check_set
from tests.wanted_checks import OPTIONS, SECRET, wanted

LACKING = ("verify_certificate", "ssl_down_days_before", "custom_message")
"""What checks of API 2.1 do not have."""
LISTED = {"host": "h.example.com", "type": "http", "resolution": 5, "tags": ["x"], "ipv6": False, "encryption": False}
"""An entry of which the list shows all."""


def entry(account, check_type, **more):
    """An entry for a check ``new TYPE`` with every option that this version of the API has."""
    options = wanted(check_type, **more)
    return {name: value for name, value in options.items() if account.version != "2.1" or name not in LACKING}


def ping(name, **more):
    return {"name": name, "type": "ping", "host": "h.example.com", **more}


def a_set(account, *checks, **options):
    return account.run(pingdom_check_set, checks=[*checks], **options)


def actions(answer):
    return [(step["name"], step["action"]) for step in answer["plan"]]


def reasons(answer):
    return {step["name"]: step["reasons"] for step in answer["plan"] if step["reasons"]}


def requests(account):
    return [(one["method"], one["path"].rpartition(f"/{account.version}")[2]) for one in account.emulator.requests()]


def tags(account, check_id):
    return {tag["name"] for tag in account.somebody("GET", f"/checks/{check_id}")["check"]["tags"]}


def foretold(account, *checks, **options):
    """What check mode says of a set, which sends no write."""
    count = len(account.writes())
    answer = a_set(account, *checks, **options, check_mode=True)
    assert len(account.writes()) == count
    return answer


def test_all_types_are_created_as_foretold_and_then_kept(either_account):
    account = either_account
    entries = [entry(account, check_type) for check_type in OPTIONS]
    predicted = foretold(account, *entries, owner_tag="mine")
    made = a_set(account, *entries, owner_tag="mine")
    assert made["plan"] == predicted["plan"]
    assert made["diff"] == predicted["diff"]
    assert (made["changed"], predicted["changed"]) == (True, True)
    assert {action for _name, action in actions(made)} == {"create"}
    assert sorted(account.writes()) == [("POST", "/checks")] * 9
    assert all(isinstance(one, int) for one in made["ids"])
    assert predicted["ids"] == [None] * 9
    account.emulator.reset()
    again = a_set(account, *entries, owner_tag="mine", prune=True)
    assert not again["changed"]
    assert again["ids"] == made["ids"]
    assert {action for _name, action in actions(again)} == {"keep"}
    assert account.writes() == []
    for check_id in made["ids"]:
        assert "mine" in tags(account, check_id)
    assert SECRET not in json.dumps([predicted, made, again])


def test_the_list_alone_is_read_where_it_shows_everything(either_account):
    account = either_account
    entries = [{**LISTED, "name": f"web {number}"} for number in range(12)]
    a_set(account, *entries)
    account.emulator.reset()
    answer = a_set(account, *entries, prune=False, owner_tag="nobody")
    assert not answer["changed"]
    assert requests(account) == [("GET", "/checks")]
    account.emulator.reset()
    answer = a_set(account, *[{**one, "port": 80} for one in entries[:3]], *entries[3:])
    assert not answer["changed"]
    assert sorted(requests(account))[0] == ("GET", "/checks")
    assert len(requests(account)) == 4


def test_a_change_sends_what_differs_of_the_check_that_differs(either_account):
    account = either_account
    entries = [entry(account, check_type) for check_type in OPTIONS]
    a_set(account, *entries)
    account.an_hour_later()
    account.emulator.reset()
    changed = [{**one, "resolution": 30} if one["type"] == "tcp" else one for one in entries]
    predicted, answer = foretold(account, *changed), a_set(account, *changed)
    assert answer["plan"] == predicted["plan"]
    assert answer["diff"] == predicted["diff"]
    assert reasons(answer) == {"new tcp": ["resolution"]}
    (sent,) = account.emulator.writes()
    assert sent["body"] == ({"resolution": 30} if account.version == "3.1" else "resolution=30")


def test_contacts_and_teams_are_looked_up_once_for_all(either_account):
    account = either_account
    entries = [ping(f"ping {number}", contacts=["Ada Operator"], teams=["Web shop"]) for number in range(4)]
    assert a_set(account, *entries)["changed"]
    looked_up = [path for method, path in requests(account) if method == "GET" and "checks" not in path]
    assert sorted(looked_up) == sorted({*looked_up})
    assert not a_set(account, *entries)["changed"]


def test_prune_deletes_what_the_set_owns_and_has_no_more(either_account):
    account = either_account
    others = a_set(account, ping("theirs"), owner_tag="theirs")["ids"]
    ours = a_set(account, ping("a"), ping("b"), owner_tag="mine")["ids"]
    plain = a_set(account, ping("nobody's"))["ids"]
    kept = a_set(account, ping("a"), owner_tag="mine")
    assert actions(kept) == [("a", "keep")]
    predicted = foretold(account, ping("a"), owner_tag="mine", prune=True)
    account.emulator.reset()
    pruned = a_set(account, ping("a"), owner_tag="mine", prune=True)
    assert actions(pruned) == [("a", "keep"), ("b", "delete")]
    assert pruned["plan"] == predicted["plan"]
    assert pruned["diff"] == predicted["diff"]
    assert account.writes() == [("DELETE", f"/checks/{ours[1]}")]
    left = {row["id"] for row in account.somebody("GET", "/checks")["checks"]}
    assert {*others, *plain, ours[0]} <= left
    assert ours[1] not in left


def test_an_empty_set_prunes_all_of_its_own(either_account):
    account = either_account
    a_set(account, ping("a"), ping("b"), owner_tag="mine")
    assert actions(a_set(account, owner_tag="mine", prune=True)) == [("a", "delete"), ("b", "delete")]
    assert not a_set(account, owner_tag="mine", prune=True)["changed"]


def test_ownership_matters_for_prune_and_adopt_only(either_account):
    account = either_account
    (check_id,) = a_set(account, ping("web", tags=["x"]))["ids"]
    changed = a_set(account, ping("web", resolution=30), owner_tag="mine")
    assert actions(changed) == [("web", "change")]
    assert tags(account, check_id) == {"x"}
    predicted = foretold(account, ping("web"), owner_tag="mine", adopt=True)
    adopted = a_set(account, ping("web"), owner_tag="mine", adopt=True)
    assert actions(adopted) == [("web", "adopt")]
    assert adopted["plan"] == predicted["plan"]
    assert reasons(adopted) == {"web": ["tags"]}
    assert tags(account, check_id) == {"x", "mine"}
    assert not a_set(account, ping("web"), owner_tag="mine", adopt=True)["changed"]
    assert not a_set(account, ping("web", tags=["x"]), owner_tag="mine")["changed"]
    a_set(account, ping("web", tags=["y"]), owner_tag="mine")
    assert tags(account, check_id) == {"y", "mine"}


def test_a_prefix_marks_what_the_set_owns(either_account):
    account = either_account
    a_set(account, ping("web"))
    ids = a_set(account, ping("team: a"), ping("team: b"), name_prefix="team: ")["ids"]
    pruned = a_set(account, ping("team: b"), name_prefix="team: ", prune=True)
    assert actions(pruned) == [("team: b", "keep"), ("team: a", "delete")]
    (web,) = [row["id"] for row in account.somebody("GET", "/checks")["checks"] if row["name"] == "web"]
    adopted = a_set(account, ping("team: b"), {"id": web, "name": "team: web"}, name_prefix="team: ", adopt=True)
    assert actions(adopted) == [("team: b", "keep"), ("team: web", "adopt")]
    assert adopted["ids"] == [ids[1], web]


def test_entries_name_checks_of_one_name_by_their_ids(either_account):
    account = either_account
    twins = [account.somebody("POST", "/checks", ping("twin"))["check"]["id"] for _turn in range(2)]
    answer = a_set(account, *({"id": one, "name": "twin", "resolution": 1} for one in twins))
    assert answer["ids"] == twins
    assert [step["action"] for step in answer["plan"]] == ["change", "change"]
    assert len(answer["diff"]["before"]) == 2, "each has a label of its own"
    failed = account.run(pingdom_check_set, checks=[ping("twin")], fails=True)
    assert (failed["error"]["kind"], failed["error"]["ids"]) == ("AmbiguousName", twins)


def test_entries_are_absent_as_they_say(either_account):
    account = either_account
    ids = a_set(account, ping("a"), ping("b"))["ids"]
    gone = [
        {"name": "a", "state": "absent"},
        {"name": "b", "state": "absent", "absent_mode": "pause"},
        {"name": "c", "state": "absent"},
    ]
    predicted, answer = foretold(account, *gone), a_set(account, *gone)
    assert actions(answer) == [("a", "delete"), ("b", "change"), ("c", "keep")]
    assert answer["plan"] == predicted["plan"]
    assert answer["ids"] == [ids[1]]
    account.an_hour_later()
    assert actions(a_set(account, *gone)) == [("a", "keep"), ("b", "keep"), ("c", "keep")]


def test_a_check_of_another_type_is_replaced_where_its_entry_says_so(either_account):
    account = either_account
    (old,) = a_set(account, ping("web", tags=["x"]), owner_tag="mine")["ids"]
    wanted_now = {"name": "web", "type": "tcp", "host": "h.example.com", "port": 22}
    refused = account.run(pingdom_check_set, checks=[wanted_now], fails=True)
    assert refused["error"]["kind"] == "Conflict"
    predicted = foretold(account, {**wanted_now, "recreate": True}, owner_tag="mine")
    answer = a_set(account, {**wanted_now, "recreate": True}, owner_tag="mine", max_deletes=0)
    assert answer["plan"] == predicted["plan"]
    assert answer["diff"] == predicted["diff"]
    assert reasons(answer) == {"web": ["type"]}
    assert answer["ids"] != [old]
    assert tags(account, answer["ids"][0]) == {"x", "mine"}
    assert not a_set(account, wanted_now, owner_tag="mine", prune=True)["changed"]


@pytest.mark.parametrize("tags_given", [False, True])
@pytest.mark.parametrize("options", [{}, {"adopt": True}])
def test_a_check_that_is_replaced_gets_the_tag_of_the_set_and_keeps_its_own(either_account, tags_given, options):
    account = either_account
    a_set(account, ping("web", tags=["x"]))
    entry = {"name": "web", "type": "tcp", "host": "h.example.com", "port": 22, "recreate": True}
    entry.update({"tags": ["y"]} if tags_given else {})
    predicted = foretold(account, entry, owner_tag="mine", **options)
    answer = a_set(account, entry, owner_tag="mine", **options)
    assert answer["plan"] == predicted["plan"]
    assert answer["diff"] == predicted["diff"]
    assert tags(account, answer["ids"][0]) == {"mine", "y" if tags_given else "x"}
    assert not a_set(account, entry, owner_tag="mine", prune=True, **options)["changed"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_check_that_gets_the_name_of_another_is_told_of(either_account, check_mode):
    account = either_account
    first, second = a_set(account, ping("a"), ping("b"))["ids"]
    answer = a_set(account, {"id": first, "name": "b"}, check_mode=check_mode)
    assert answer["warnings"] == [
        f"checks[0], with the id {first}: it gets the name 'b', which check {second} has as well. Entries and tasks "
        "that say this name alone will be refused, since it is ambiguous."
    ]
    assert a_set(account, ping("b"), fails=not check_mode).get("failed", False) is not check_mode


def test_what_cannot_be_adopted_by_its_name_is_refused(either_account):
    account = either_account
    (check_id,) = a_set(account, ping("web"))["ids"]
    failed = a_set(account, {"id": check_id, "resolution": 1}, name_prefix="team: ", adopt=True, fails=True)
    assert failed["error"]["kind"] == "ConfigurationError"
    assert f"checks[0], with the id {check_id}: " in failed["msg"]
    assert "needs a name that begins with 'team: '" in failed["msg"]
    assert actions(a_set(account, {"id": check_id, "resolution": 1}, name_prefix="team: ")) == [("web", "change")]


PRUNE = {"owner_tag": "mine", "prune": True}
REFUSED = {
    "two entries of one name": ([ping("a"), ping("a")], {}, "ConfigurationError"),
    "two entries of one id": ([{"id": 1}, {"id": 1, "name": "b"}], {}, "ConfigurationError"),
    "two entries of one check": ([{"identity_tag": "others"}, ping("else")], {}, "ConfigurationError"),
    "a name of two checks": ([ping("twin")], {}, "AmbiguousName"),
    "an id that nothing has": ([{"id": 4711, "paused": True}], {}, "NotFound"),
    "an option of another type": ([ping("a", port=1)], {}, "ConfigurationError"),
    "an option of another type than the check has": ([{"name": "old 0", "port": 1}], {}, "ConfigurationError"),
    "an unknown contact": ([ping("a", contacts=["4711"])], {}, "NotFound"),
    "an unknown team": ([ping("a", teams=["4711"])], {}, "NotFound"),
    "what it takes to create it": ([{"name": "a", "type": "tcp", "host": "h"}], {}, "ConfigurationError"),
    "a host that is an address": ([ping("a", host="https://h.example.com/")], {}, "ConfigurationError"),
    "another type": ([{"name": "old 0", "type": "tcp", "port": 1}], {}, "Conflict"),
    "too many deletions": ([ping("old 0")], {**PRUNE, "max_deletes": 1}, "SelectionRefused"),
    "too many entries that delete": (
        [{"name": f"old {number}", "state": "absent"} for number in range(3)],
        {"max_deletes": 2},
        "SelectionRefused",
    ),
    "the tag of others": ([ping("a")], {"owner_tag": "others"}, "SelectionRefused"),
    "the tag of others, pruning": ([{"name": "old 0"}], {"owner_tag": "others", "prune": True}, "SelectionRefused"),
    "the begin of others' names": ([ping("twist")], {"name_prefix": "twi"}, "SelectionRefused"),
    "the tag of others, replacing": (
        [{"name": "old 0", "type": "tcp", "port": 1, "recreate": True}],
        {"owner_tag": "others"},
        "SelectionRefused",
    ),
    "the tag of others, adopting": ([ping("a")], {"owner_tag": "others", "adopt": True}, "SelectionRefused"),
    "more checks than slots": ([ping(f"many {number}") for number in range(60)], {}, "Conflict"),
    "prune without an owner": ([ping("a")], {"prune": True}, "ConfigurationError"),
    "adopt without an owner": ([ping("a")], {"adopt": True}, "ConfigurationError"),
    "an empty owner": ([ping("a")], {"owner_tag": ""}, "ConfigurationError"),
    "a tag with a comma": ([ping("a")], {"owner_tag": "a,b"}, "ConfigurationError"),
    "a name without the prefix": ([ping("a")], {"name_prefix": "shop"}, "ConfigurationError"),
    "a negative number": ([ping("a")], {"max_deletes": -1}, "ConfigurationError"),
    "a null in place of an id": ([{"id": None, "state": "absent"}], {}, "ConfigurationError"),
    "an empty text in place of an id": ([{"id": "", "state": "absent"}], {}, "ConfigurationError"),
    "an empty name": ([{"name": " ", "paused": True}], {}, "ConfigurationError"),
}  # fmt: skip


@pytest.fixture
def old_checks(either_account):
    """Three checks of a set, two twins, and one that others have tagged."""
    account = either_account
    a_set(account, *(ping(f"old {number}") for number in range(3)), owner_tag="mine")
    for name, own in (("twin", []), ("twin", []), ("else", ["others"])):
        account.somebody("POST", "/checks", {**ping(name), "tags": own})
    return account


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("check_mode", [False, True])
def test_what_is_wrong_is_refused_before_the_first_write(old_checks, case, check_mode):
    account = old_checks
    entries, options, kind = REFUSED[case]
    count = len(account.writes())
    more = [ping("fine")] if options.get("name_prefix") is None else []
    failed = account.run(pingdom_check_set, checks=[*more, *entries], check_mode=check_mode, fails=True, **options)
    assert failed["error"]["kind"] == kind, failed["msg"]
    assert not failed["changed"]
    assert len(account.writes()) == count


def test_an_error_names_the_entry(either_account):
    failed = either_account.run(pingdom_check_set, checks=[ping("a"), ping("b", port=1)], fails=True)
    assert failed["msg"].startswith("checks[1], named 'b': a check of type ping has no option port")


def test_what_a_version_lacks_is_refused_before_anything_is_sent(old_account):
    entries = [ping("a"), {**LISTED, "name": "b", "verify_certificate": True}]
    failed = old_account.run(pingdom_check_set, checks=entries, fails=True)
    assert "API 3.1 has it" in failed["msg"]
    assert old_account.emulator.requests() == []


def test_a_tag_of_pingdoms_own_is_no_owner(account, emulator):
    rows = account.somebody("GET", "/checks?include_tags=true")["checks"]
    automatic = {tag["name"] for row in rows for tag in row["tags"] if tag["type"] == "a"}
    failed = account.run(pingdom_check_set, checks=[ping("a")], owner_tag=min(automatic), fails=True)
    assert failed["error"]["kind"] == "SelectionRefused"
    assert emulator.writes() == []


def few_requests(left):
    headers = {"Req-Limit-Short": f"Remaining: {left} Time until reset: 1000"}
    return {"server": "pingdom", "headers": headers}


def test_a_tag_of_others_is_told_before_it_can_do_harm(either_account):
    account = either_account
    a_set(account, ping("theirs", tags=["shared"]), ping("ours"))
    answer = foretold(account, ping("ours"), owner_tag="shared")
    assert "'theirs'" in answer["warnings"][0]
    refused = a_set(account, ping("ours"), ping("more"), owner_tag="shared", fails=True)
    assert refused["error"]["kind"] == "SelectionRefused"
    assert "Choose another owner_tag. If these are checks of the set, list one of them" in refused["msg"]
    entries = [ping("more"), {"name": "theirs", "state": "absent"}]
    assert actions(a_set(account, *entries, owner_tag="shared")) == [("more", "create"), ("theirs", "delete")]


def test_a_set_whose_first_run_was_interrupted_goes_on(either_account):
    account = either_account
    entries = [ping(f"p {number}") for number in range(4)]
    a_set(account, *entries[1:2], owner_tag="mine")
    account.an_hour_later()
    answer = a_set(account, *entries, owner_tag="mine", prune=True)
    assert [action for _name, action in actions(answer)] == ["create", "keep", "create", "create"]


@pytest.mark.parametrize("check_mode", [False, True])
def test_a_budget_that_is_too_small_is_refused_before_the_first_write(account, emulator, check_mode):
    emulator.faults([few_requests(5)])
    entries = [ping("a"), ping("b"), ping("c")]
    failed = account.run(pingdom_check_set, checks=entries, check_mode=check_mode, fails=True)
    assert failed["error"]["kind"] == "RateLimited"
    assert emulator.writes() == []


def test_details_are_not_begun_where_the_budget_ends_before_them(account, emulator):
    entries = [ping(f"p {number}", notifyagainevery=1) for number in range(4)]
    a_set(account, *entries)
    emulator.reset()
    emulator.faults([few_requests(3)])
    failed = account.run(pingdom_check_set, checks=entries, fails=True)
    assert failed["error"]["kind"] == "RateLimited"
    assert requests(account) == [("GET", "/checks")]


def test_one_refusal_keeps_no_other_check_from_being_written_and_the_next_run_goes_on(either_account):
    account = either_account
    (old,) = a_set(account, ping("old"), owner_tag="mine")["ids"]
    rule = {"method": "PUT", "path": f"/checks/{old}$", "status": 400, "body": {"error": {"errormessage": "no"}}}
    account.emulator.faults([rule])
    entries = [ping("a"), ping("old", resolution=30), ping("b")]
    a_set(account, ping("gone"), owner_tag="mine")
    failed = account.run(pingdom_check_set, checks=entries, owner_tag="mine", prune=True, fails=True)
    outcome = failed["outcome"]
    assert failed["error"]["kind"] == "RequestRefused"
    assert failed["changed"]
    assert [step["name"] for step in outcome["done"]] == ["a", "b"]
    assert [(step["name"], step["action"]) for step in outcome["failures"]] == [("old", "change")]
    assert [(step["name"], step["action"]) for step in outcome["not_tried"]] == [("gone", "delete")]
    assert "change of check 'old' failed" in failed["msg"]
    account.emulator.faults([])
    again = a_set(account, *entries, owner_tag="mine", prune=True)
    assert actions(again) == [("a", "keep"), ("old", "change"), ("b", "keep"), ("gone", "delete")]


def amounts(failed):
    """How many checks a failure has of each."""
    return {what: len(steps) for what, steps in failed["outcome"].items() if steps}


USED_UP = {"Req-Limit-Short": "Remaining: 0 Time until reset: 1000"}


def test_a_write_that_was_not_read_back_since_the_budget_ended_is_sent_and_others_are_not_tried(either_account):
    account = either_account
    account.emulator.faults([{"method": "POST", "path": "/checks$", "headers": USED_UP}])
    entries = [ping(f"p {number:02}") for number in range(12)]
    failed = a_set(account, *entries, fails=True)
    assert (failed["error"]["kind"], failed["changed"], failed["outcome"]["failures"]) == ("RateLimited", True, [])
    sent, not_tried = (len(failed["outcome"][name]) for name in ("sent", "not_tried"))
    assert (sent, sent + not_tried) == (len(account.writes()), 12)
    assert all("the request budget is used up" in step["msg"] for step in failed["outcome"]["sent"])
    assert "of 12 checks" in failed["msg"]
    account.emulator.faults([])
    account.emulator.advance(1000)
    again = a_set(account, *entries)
    assert sorted(action for _name, action in actions(again)) == ["create"] * not_tried + ["keep"] * sent
    assert not a_set(account, *entries)["changed"]


def test_a_check_that_is_refused_for_the_budget_is_not_tried(either_account):
    account = either_account
    (check_id,) = a_set(account, ping("old"))["ids"]
    refusal = {"method": "PUT", "path": f"/checks/{check_id}$", "status": 429, "headers": USED_UP}
    account.emulator.faults([refusal])
    failed = a_set(account, ping("old", resolution=30), fails=True)
    assert (failed["error"]["kind"], failed["changed"], amounts(failed)) == ("RateLimited", False, {"not_tried": 1})
    assert "change of check 'old' could not be sent: " in failed["msg"]
    assert "checks" not in failed["msg"].partition("could not be sent")[2]


def test_a_change_whose_answer_is_lost_is_sent(either_account):
    account = either_account
    (check_id,) = a_set(account, ping("old"))["ids"]
    account.emulator.faults([{"method": "PUT", "path": f"/checks/{check_id}$", "after": True, "reset": True}])
    entries = [ping("old", resolution=30)]
    failed = a_set(account, *entries, fails=True)
    assert (failed["error"]["kind"], amounts(failed)) == ("ConnectionFailed", {"sent": 1})
    assert "change of check 'old' was sent, and was not seen to be done: " in failed["msg"]
    account.emulator.faults([])
    assert actions(a_set(account, *entries)) == [("old", "keep")]


def test_a_replacement_that_leaves_two_checks_is_a_failure(either_account):
    account = either_account
    (old,) = a_set(account, ping("web"))["ids"]
    account.emulator.faults([{"method": "DELETE", "path": f"/checks/{old}$", "status": 429, "headers": USED_UP}])
    entry = {"name": "web", "type": "tcp", "host": "h.example.com", "port": 22, "recreate": True}
    failed = a_set(account, entry, fails=True)
    assert (failed["changed"], amounts(failed)) == (True, {"failures": 1})
    there = sorted(row["id"] for row in account.somebody("GET", "/checks")["checks"] if row["name"] == "web")
    assert failed["error"]["ids"] == there


def test_what_is_forbidden_of_one_check_keeps_no_other_from_being_written(either_account):
    account = either_account
    ids = a_set(account, *(ping(f"p {number}") for number in range(6)))["ids"]
    body = {"error": {"errormessage": "Something went wrong!"}}
    paths = "|".join(str(one) for one in ids[:2])
    account.emulator.faults([{"method": "PUT", "path": f"/checks/({paths})$", "status": 403, "body": body}])
    failed = a_set(account, *(ping(f"p {number}", resolution=30) for number in range(6)), fails=True)
    assert (failed["error"]["kind"], failed["error"]["cause"]) == ("PermissionDenied", "unknown")
    assert amounts(failed) == {"done": 4, "failures": 2}
    assert "; of 6 checks 4 were done and 2 failed: " in failed["msg"]


def test_after_a_failure_that_is_not_about_one_check_nothing_more_is_begun(either_account):
    account = either_account
    body = {"error": {"errormessage": "Invalid application key"}}
    account.emulator.faults([{"method": "POST", "path": "/checks$", "skip": 3, "status": 403, "body": body}])
    entries = [ping(f"p {number:02}") for number in range(30)]
    failed = account.run(pingdom_check_set, checks=entries, fails=True)
    assert failed["error"]["kind"] == "AuthenticationFailed"
    outcome = failed["outcome"]
    assert len(outcome["done"]) == 3
    assert outcome["not_tried"]
    assert sum(len(steps) for steps in outcome.values()) == 30
    account.emulator.faults([])
    assert a_set(account, *entries)["changed"]
    names = [row["name"] for row in account.somebody("GET", "/checks")["checks"] if row["name"].startswith("p ")]
    assert sorted(names) == sorted(one["name"] for one in entries)


def test_a_creation_whose_answer_is_lost_is_not_done_twice(either_account):
    account = either_account
    account.emulator.faults([{"method": "POST", "path": "/checks$", "after": True, "reset": True, "times": 2}])
    entries = [ping(f"p {number}") for number in range(5)]
    answer = a_set(account, *entries)
    names = [row["name"] for row in account.somebody("GET", "/checks")["checks"]]
    assert sorted(name for name in names if name.startswith("p ")) == [one["name"] for one in entries]
    assert len({*answer["ids"]}) == 5


def test_a_failed_list_is_fatal(either_account):
    account = either_account
    account.emulator.faults([{"method": "GET", "path": "/checks$", "status": 500, "body": "oops"}])
    failed = account.run(pingdom_check_set, checks=[ping("a")], fails=True)
    assert failed["error"]["kind"] == "ServerFault"
    assert account.writes() == []


def test_answers_of_another_shape_are_no_reason_to_write(account, emulator):
    a_set(account, ping("a"))
    emulator.reset()
    emulator.faults(
        [{"method": "GET", "path": "/credits", "status": 200, "body": {"credits": {"availablechecks": "x"}}}]
    )
    failed = account.run(pingdom_check_set, checks=[ping("b")], fails=True)
    assert failed["error"]["kind"] == "UnexpectedAnswer"
    body = {"check": {"id": 1, "type": {"new": {}}}}
    emulator.faults([{"method": "GET", "path": "/checks/", "status": 200, "body": body}])
    failed = account.run(pingdom_check_set, checks=[ping("a", notifyagainevery=1)], fails=True)
    assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert emulator.writes() == []


def test_credits_that_may_not_be_read_end_the_plan_with_what_to_do(account, emulator):
    emulator.faults([{"method": "GET", "path": "/credits", "status": 403, "body": "forbidden"}])
    failed = account.run(pingdom_check_set, checks=[ping("b")], fails=True)
    assert failed["error"]["kind"] == "PermissionDenied"
    assert "Nothing was written. A set that creates checks asks first" in failed["msg"]
    assert emulator.writes() == []


def test_a_pause_that_a_window_hides_is_ended_without_being_counted_and_never_asked_about_twice(account, emulator, now):
    emulator.quirk("pingdom_window_shows_paused")
    ids = a_set(account, ping("a"), ping("b"))["ids"]
    account.an_hour_later()
    body = {"description": "work", "from": now + 3700, "to": now + 7200, "uptimeids": ids}
    account.somebody("POST", "/maintenance", body)
    emulator.advance(200)

    def asked(*entries):
        before = len(requests(account))
        predicted = foretold(account, *entries)
        paths = [path for _method, path in requests(account)[before:]]
        written = len(account.writes())
        answer = a_set(account, *entries)
        assert (predicted["changed"], answer["changed"]) == (False, False)
        return paths.count("/maintenance"), sorted(account.writes()[written:]), len(answer.get("warnings", ()))

    assert asked(ping("a", paused=True), ping("b", paused=True)) == (0, [], 0), "they show so"
    sent = [("PUT", f"/checks/{one}") for one in sorted(ids)]
    assert asked(ping("a", paused=False), ping("b", paused=False)) == (1, sent, 2)
    emulator.advance(7200)
    assert a_set(account, ping("a", paused=True), ping("b", paused=True))["changed"]


def test_a_check_that_has_gone_since_the_list_was_read_is_created(account, emulator):
    a_set(account, ping("a", notifyagainevery=1))
    account.an_hour_later()
    (row,) = [row for row in account.somebody("GET", "/checks")["checks"] if row["name"] == "a"]
    account.somebody("DELETE", f"/checks/{row['id']}")
    stale = {"checks": [row], "counts": {"total": 1, "limited": 1, "filtered": 1}}
    emulator.faults([{"method": "GET", "path": "/checks$", "status": 200, "body": stale, "times": 1}])
    assert actions(a_set(account, ping("a", notifyagainevery=1))) == [("a", "create")]


@pytest.mark.parametrize("entry", [{"id": None}, {"id": ""}, {"id": 0, "name": "check"}])
def test_check_mode_tells_how_to_name_a_check_whose_id_is_not_known_yet(account, emulator, entry):
    answer = foretold(account, {**entry, "paused": True}, fails=True)
    assert "identity_tag or name which check it means, in check mode too" in answer["msg"]
    assert "an earlier task only predicts" in answer["msg"]
    assert "the id 0" not in answer["msg"]
    assert emulator.requests("pingdom") == []


def test_nulls_in_an_entry_are_not_given(either_account):
    account = either_account
    answer = a_set(account, {**ping("a"), "id": None, "tags": None, "contacts": "", "probe_filters": "EU,,NA"})
    assert answer["changed"]
    failed = account.run(pingdom_check_set, checks=[{**ping("b"), "contacts": [None]}], fails=True)
    assert failed["error"]["kind"] == "ConfigurationError"
    predicted = foretold(account, {**ping("a"), "contacts": [None]})
    assert predicted["changed"]
    assert "must exist by then" in predicted["warnings"][0]


def test_check_mode_awaits_whom_an_earlier_task_makes(account):
    a_set(account, ping("there"))
    entries = [ping("there", contacts=["On-call"]), ping("new", teams=["Night shift"], contacts=["On-call"])]
    predicted = foretold(account, *entries)
    assert actions(predicted) == [("there", "change"), ("new", "create")]
    assert reasons(predicted)["there"] == ["contacts"]
    assert (predicted["changed"], predicted["awaited"]) == (
        True,
        ["contact named 'On-call'", "team named 'Night shift'"],
    )
    count = len(account.writes())
    refused = a_set(account, *entries, fails=True)
    assert (refused["error"]["kind"], len(account.writes())) == ("NotFound", count)
    account.somebody("POST", "/alerting/teams", {"name": "Night shift", "member_ids": []})
    email = [{"address": "on-call@example.com", "severity": severity} for severity in ("HIGH", "LOW")]
    account.somebody("POST", "/alerting/contacts", {"name": "On-call", "notification_targets": {"email": email}})
    assert a_set(account, *entries)["plan"] == predicted["plan"]
