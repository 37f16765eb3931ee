# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_pause on the emulated account: only what was awake is silenced, and only what was silenced wakes."""

from __future__ import annotations

import json
import re

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._time import unix
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_pause

BY_HAND = "mail: imap"
"""Paused before anything begins."""
SHOP = ["shop: front page", "shop: checkout"]
LOG_IN = "shop: log in"
WINDOW = {"description": "Kernel update", "start": "now", "duration": "1h"}


class Pauses:
    """The module on an account, and how its checks are, as the emulator knows them."""

    def __init__(self, account):
        self.account = account
        self.emulator = account.emulator
        rows = account.somebody("GET", "/checks")["checks"]
        self.ids = {row["name"]: row["id"] for row in rows}

    def __call__(self, **options):
        return self.account.run(pingdom_pause, **options)

    def named(self, *names, **options):
        return self(names=[*names], **options)

    def paused(self):
        """The names of the checks that somebody else sees as paused."""
        rows = self.account.somebody("GET", "/checks")["checks"]
        return {row["name"] for row in rows if row["status"] == "paused"}

    def active(self, name=LOG_IN):
        rows = self.account.somebody("GET", "/tms/check")["checks"]
        return next(row["active"] for row in rows if row["name"] == name)

    def asked(self):
        """Method and path of each request since the emulator was told to forget them."""
        return [
            (entry["method"], entry["path"].rpartition(f"/{self.account.version}")[2])
            for entry in self.emulator.requests("pingdom")
        ]

    def forget(self):
        self.emulator.reset(world=False)


@pytest.fixture
def pauses(either_account):
    return Pauses(either_account)


@pytest.fixture
def newer(account):
    return Pauses(account)


@pytest.fixture
def older(old_account):
    return Pauses(old_account)


def told(answer):
    return {one["name"]: (one["before"]["paused"], one["after"]["paused"]) for one in answer["objects"]}


def test_pausing_by_a_tag_takes_three_requests_and_a_second_run_changes_nothing(pauses):
    predicted = pauses(tags=["shop"], check_mode=True)
    assert pauses.account.writes() == []
    pauses.forget()
    answer = pauses(tags=["shop"])
    assert pauses.asked() == [("GET", "/checks"), ("PUT", "/checks"), ("GET", "/checks")]
    assert (answer["changed"], answer["matched"]) == (True, 3)
    assert pauses.paused() == {*SHOP, "duplicate name", BY_HAND}
    assert (predicted["diff"], predicted["objects"]) == (answer["diff"], answer["objects"])
    assert predicted["restore"] == {**answer["restore"], "simulated": True}
    again = pauses(tags=["shop"])
    assert (again["changed"], again["restore"]["objects"]) == (False, [])
    assert len(pauses.account.writes()) == 1
    assert not pauses(tags=["shop"], check_mode=True)["changed"]


def test_windows_are_read_where_a_check_shows_as_paused_already(pauses):
    pauses(tags=["mail"])
    windows = ("GET", "/maintenance")
    assert pauses.asked()[1:] == [("GET", "/checks"), windows, ("PUT", "/checks"), ("GET", "/checks")]
    pauses.account.an_hour_later()
    pauses.forget()
    assert not pauses(tags=["mail"])["changed"]
    assert pauses.asked() == [("GET", "/checks"), windows]


def test_what_was_paused_before_stays_paused(pauses):
    silenced = pauses(tags=["mail"])
    assert told(silenced) == {"mail: smtp": (False, True), BY_HAND: (True, True)}
    assert [one["name"] for one in silenced["restore"]["objects"]] == ["mail: smtp"]
    pauses.account.an_hour_later()
    predicted = pauses(state="restored", restore=silenced["restore"], check_mode=True)
    back = pauses(state="restored", restore=silenced["restore"])
    assert told(back) == told(predicted) == {"mail: smtp": (True, False)}
    assert back["changed"]
    assert pauses.paused() == {BY_HAND}
    again = pauses(state="restored", restore=silenced["restore"])
    assert not again["changed"]
    assert again["warnings"] == [
        f"check {pauses.ids['mail: smtp']} (mail: smtp) is not paused any more, so that nothing was left to undo."
    ]


def test_what_is_told_of_several_reads_as_one_sentence(pauses):
    silenced = pauses.named(*SHOP)
    pauses.named(*SHOP, state="resumed")
    back = pauses(state="restored", restore=silenced["restore"])
    labels = ", ".join(sorted(f"check {pauses.ids[name]} ({name})" for name in SHOP))
    assert back["warnings"] == [f"{labels}: each is not paused any more, so that nothing was left to undo."]


def test_resuming_wakes_what_is_named_and_is_undone(pauses):
    woken = pauses(names=[BY_HAND, "mail: smtp"], state="resumed")
    assert told(woken) == {"mail: smtp": (False, False), BY_HAND: (True, False)}
    assert pauses.paused() == set()
    assert not pauses(names=[BY_HAND, "mail: smtp"], state="resumed")["changed"]
    assert pauses(state="restored", restore=woken["restore"])["changed"]
    assert pauses.paused() == {BY_HAND}
    again = pauses(state="restored", restore=woken["restore"])
    assert not again["changed"]
    assert "is paused by now" in again["warnings"][0]


def test_a_token_serves_over_the_other_version(newer, older):
    silenced = newer.named(*SHOP)
    assert older(state="restored", restore=silenced["restore"])["changed"]
    assert newer.paused() == {BY_HAND}


def test_a_token_with_both_kinds_of_work_is_undone(pauses):
    """What several tasks did can be told by one token that somebody has put together."""
    first, second = pauses.named("mail: smtp"), pauses.named(BY_HAND, state="resumed")
    token = {**first["restore"], "objects": [*first["restore"]["objects"], *second["restore"]["objects"]]}
    pauses.forget()
    assert pauses(state="restored", restore=token)["changed"]
    assert pauses.paused() == {BY_HAND}
    assert len(pauses.account.writes()) == 2


def test_only_the_paused_ones_of_many_are_told_by_what_is_sent(pauses):
    pauses(tags=["mail"])
    (write,) = pauses.emulator.writes()
    sent = str(write["body"])
    assert str(pauses.ids["mail: smtp"]) in sent
    assert str(pauses.ids[BY_HAND]) not in sent


def test_a_thousand_checks_take_one_request_each(pauses, monkeypatch):
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausable import CHECK

    monkeypatch.setattr(CHECK, "most", 3)
    assert pauses(tags=["prod"])["matched"] == 6
    assert pauses.account.writes() == [("PUT", "/checks")] * 2
    assert len(pauses.paused()) == 7


# Transaction checks


def test_transaction_checks_are_paused_and_put_back(newer):
    predicted = newer(transactions=[LOG_IN], names=["mail: smtp"], check_mode=True)
    silenced = newer(transactions=[LOG_IN], names=["mail: smtp"])
    assert told(silenced) == told(predicted) == {"mail: smtp": (False, True), LOG_IN: (False, True)}
    assert [one["kind"] for one in silenced["objects"]] == ["check", "transaction"]
    assert not newer.active()
    assert not newer(transactions=[silenced["objects"][1]["id"]], names=["mail: smtp"])["changed"]
    assert newer(state="restored", restore=silenced["restore"])["changed"]
    assert newer.active()
    assert newer.paused() == {BY_HAND}


def test_a_transaction_that_was_off_before_stays_off(newer):
    paused = newer(transactions=[LOG_IN])
    second = newer(transactions=[LOG_IN])
    assert second["restore"]["objects"] == []
    assert not newer(state="restored", restore=second["restore"])["changed"]
    assert not newer.active()
    assert newer(transactions=[LOG_IN], state="resumed")["changed"]
    assert newer.active()
    assert "is not paused any more" in newer(state="restored", restore=paused["restore"])["warnings"][0]


def test_the_older_version_has_no_transaction_checks(newer, older):
    silenced = newer(transactions=[LOG_IN])
    older.forget()
    both = {"transactions": [LOG_IN], "names": ["mail: smtp"]}
    for options in ({"transactions": [LOG_IN]}, both, {"state": "restored", "restore": silenced["restore"]}):
        answer = older(**options, fails=True)
        assert answer["error"]["kind"] == "ConfigurationError"
        assert "API 3.1 has it" in answer["msg"]
    assert older.asked() == []


# Guards


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"names": ["duplicate name"]}, "AmbiguousName", "there are 2 checks named 'duplicate name'"),
        ({"ids": [424242], "tags": ["shop"]}, "NotFound", "id 424242"),
        ({"ids": [424242]}, "NotFound", "no check has the id 424242. Look whether this is the right account."),
        ({"ids": ["shop: checkout"]}, "ConfigurationError", "ids must be numbers, and 'shop: checkout' is none"),
        ({"tags": ["shop"], "max_matched": 2}, "SelectionRefused", "3 objects match and max_matched is 2"),
        ({"names": ["mail: smtp"], "max_matched": 0}, "SelectionRefused", "1 object matches and max_matched is 0"),
        ({"tags": ["shop"], "max_matched": -1}, "ConfigurationError", "max_matched must be at least 0"),
        ({"ids": []}, "SelectionRefused", "nothing matches (ids: none)"),
        ({"names": [], "tags": []}, "SelectionRefused", "nothing matches"),
        ({"names": [""]}, "ConfigurationError", "names must not have an element that is empty or null"),
        ({"restore": {}, "state": "restored"}, "ConfigurationError", "restore must not be empty"),
    ],
)
@pytest.mark.parametrize("check_mode", [True, False])
def test_what_may_be_meant_wrongly_stops_before_the_first_write(pauses, options, kind, words, check_mode):
    answer = pauses(**options, check_mode=check_mode, fails=True)
    assert answer["error"]["kind"] == kind
    assert words in answer["msg"]
    assert pauses.account.writes() == []


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"state": "resumed"},
        {"state": "restored"},
        {"state": "restored", "restore": {"a": 1}, "ids": [1]},
        {"state": "restored", "names": ["shop: checkout"]},
    ],
)
def test_nothing_named_is_no_task(newer, options):
    with pytest.raises(ValueError, match=r"missing|required|mutually exclusive"):
        newer(**options)
    assert newer.asked() == [("GET", "/checks")]


def test_names_that_nothing_has_yet_are_awaited_in_check_mode_alone(pauses):
    options = {"ids": [pauses.ids["mail: smtp"]], "names": ["no"], "tags": ["none"]}
    predicted = pauses(**options, check_mode=True)
    assert (predicted["matched"], predicted["changed"]) == (1, True)
    assert predicted["awaited"] == ["check with the tag 'none'", "check named 'no'"]
    assert predicted["warnings"] == [
        f"There is no {one} yet. It must exist by then: without check mode this is an error."
        for one in predicted["awaited"]
    ]
    nothing = pauses(names=["no"], check_mode=True)
    assert (nothing["matched"], nothing["changed"], nothing["restore"]["objects"]) == (0, True, [])
    back = pauses(state="restored", restore=nothing["restore"], check_mode=True)
    assert not back["changed"]
    assert "no check has the name 'no', tag 'none'" in pauses(**options, fails=True)["msg"]
    refused = pauses(names=["no"], fails=True)
    assert "no check has the name 'no'. Names and tags are compared exactly" in refused["msg"]
    assert pauses.account.writes() == []


def test_check_mode_awaits_no_id_and_nothing_where_absence_is_fine(pauses):
    refused = pauses(ids=[424242], names=["no"], check_mode=True, fails=True)
    assert "no check has the id 424242, name 'no'" in refused["msg"]
    accepted = pauses(ids=[424242], names=["no"], allow_empty=True, check_mode=True)
    assert not accepted["changed"]
    assert "awaited" not in accepted
    assert accepted["warnings"] == ["No check has the id 424242, name 'no', as allow_empty allows."]


def test_absence_is_accepted_where_that_is_said(pauses):
    answer = pauses(ids=[424242], names=["none", "mail: smtp"], tags=["nobody"], allow_empty=True)
    assert (answer["matched"], answer["changed"]) == (1, True)
    (warning,) = answer["warnings"]
    assert "id 424242, name 'none', tag 'nobody'" in warning
    nothing = pauses(ids=[], allow_empty=True)
    assert (nothing["matched"], nothing["changed"], nothing["restore"]["objects"]) == (0, False, [])
    assert len(pauses.account.writes()) == 1


def test_unknown_transactions_are_an_error_or_a_warning(newer):
    answer = newer(transactions=["none", " 424242 ", LOG_IN], fails=True)
    assert answer["error"]["kind"] == "NotFound"
    assert "no transaction check has the id 424242, name 'none'" in answer["msg"]
    accepted = newer(transactions=["none", "424242"], names=["no"], allow_empty=True)
    assert accepted["warnings"] == [
        "No check has the name 'no', as allow_empty allows.",
        "No transaction check has the id 424242, name 'none', as allow_empty allows.",
    ]
    assert newer.account.writes() == []


def test_transactions_are_awaited_by_their_names_in_check_mode(newer):
    predicted = newer(transactions=["none", LOG_IN], check_mode=True)
    assert (predicted["matched"], predicted["awaited"]) == (1, ["transaction check named 'none'"])
    refused = newer(transactions=["none", "424242"], check_mode=True, fails=True)
    assert "no transaction check has the id 424242" in refused["msg"]


def test_a_name_that_two_transaction_checks_have_stops_before_the_first_write(newer):
    log_in = newer.account.somebody("GET", "/tms/check")["checks"][0]
    twin = {"name": LOG_IN, "steps": [{"fn": "go_to", "args": {"url": "https://shop.example.com"}}]}
    newer.account.somebody("POST", "/tms/check", twin)
    answer = newer(transactions=[LOG_IN], fails=True)
    assert answer["error"]["kind"] == "AmbiguousName"
    assert "there are 2 transaction checks named 'shop: log in'" in answer["msg"]
    assert newer.active()
    assert newer(transactions=[str(log_in["id"])])["matched"] == 1


def test_an_id_that_check_mode_does_not_know_yet_is_told(newer):
    predicted = newer(ids=[None], check_mode=True)
    assert predicted["changed"]
    assert "must exist by then" in predicted["warnings"][0]
    assert newer(ids=[None], fails=True)["error"]["kind"] == "ConfigurationError"


# Tokens


def altered(token, **changes):
    return {**token, "objects": [{**token["objects"][0], **changes}]}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "device"},
        {"did": "delete"},
        {"id": -1},
        {"id": True},
        {"id": "1; 2"},
        {"id": [1]},
        {"name": None},
        {"more": 1},
    ],
)
def test_a_token_that_was_altered_is_refused(newer, change):
    token = newer.named("mail: smtp")["restore"]
    newer.forget()
    answer = newer(state="restored", restore=altered(token, **change), fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert "has been altered" in answer["msg"]
    assert answer["restore"] == altered(token, **change)
    assert newer.asked() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"server": "api.pingdom.com"},
            "restore belongs to the server api.pingdom.com, and this task talks to 127.0.0.1",
        ),
        (
            {"server": "127.0.0.1/elsewhere"},
            "restore belongs to the server 127.0.0.1/elsewhere, and this task talks to 127.0.0.1",
        ),
        ({"action": None}, "of another module"),
        ({"version": 7}, "of version 7"),
        ({"objects": {}}, "holds no restore token"),
        ({"simulated": True}, "comes from check mode"),
    ],
)
def test_a_token_of_something_else_is_refused(newer, change, words):
    token = newer.named("mail: smtp")["restore"]
    answer = newer(state="restored", restore={**token, **change}, fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert words in answer["msg"]
    assert len(newer.account.writes()) == 1


def test_a_thing_twice_in_a_token_is_refused_and_ids_as_text_are_taken(newer):
    token = newer.named("mail: smtp")["restore"]
    twice = {**token, "objects": token["objects"] * 2}
    assert "altered" in newer(state="restored", restore=twice, fails=True)["msg"]
    as_text = altered(token, id=str(token["objects"][0]["id"]))
    assert newer(state="restored", restore=as_text)["changed"]


def test_restore_goes_with_one_state_and_obeys_the_guards(newer):
    token = newer(tags=["shop"])["restore"]
    for state in ("paused", "resumed"):
        assert "Set state to restored" in newer(restore=token, state=state, fails=True)["msg"]
    assert newer(state="restored", restore=token, max_matched=2, fails=True)["error"]["kind"] == "SelectionRefused"
    assert len(newer.account.writes()) == 1


def test_check_mode_undoes_what_it_predicted(pauses):
    silenced = pauses(tags=["mail"], check_mode=True)
    back = pauses(state="restored", restore=silenced["restore"], check_mode=True)
    assert told(back) == {"mail: smtp": (True, False)}
    assert back["changed"]
    assert pauses.account.writes() == []


def test_what_has_gone_or_was_renamed_meanwhile_is_told(pauses):
    silenced = pauses(tags=["shop"])
    gone, renamed, _other = (one["id"] for one in silenced["objects"])
    pauses.account.somebody("DELETE", f"/checks/{gone}")
    pauses.account.somebody("PUT", f"/checks/{renamed}", {"name": "new"})
    pauses.account.an_hour_later()
    back = pauses(state="restored", restore=silenced["restore"])
    assert back["changed"]
    assert f"check {gone} (shop: front page) does not exist any more." in back["warnings"]
    assert f"check {renamed} (new) was called shop: checkout before." in back["warnings"]
    assert pauses.paused() == {BY_HAND}


@pytest.mark.parametrize("names", [["mail: smtp"], SHOP])
def test_a_token_of_another_account_is_refused_before_anything_is_sent(pauses, names):
    """Ids of one account may be those of another one's checks, which have other names."""
    silenced = pauses.named(*names)
    for name in names:
        pauses.account.somebody("PUT", f"/checks/{pauses.ids[name]}", {"name": f"another {name}"})
    pauses.account.an_hour_later()
    for check_mode in (True, False):
        answer = pauses(state="restored", restore=silenced["restore"], check_mode=check_mode, fails=True)
        assert (answer["error"]["kind"], answer["changed"]) == ("Conflict", False)
        assert f"check {pauses.ids[names[0]]} (another {names[0]}) was called {names[0]}" in answer["msg"]
        assert answer["restore"] == silenced["restore"]
        assert answer["error"]["ids"] == sorted(pauses.ids[name] for name in names)
    assert pauses.paused() == {BY_HAND, *(f"another {name}" for name in names)}
    assert pauses(state="resumed", ids=answer["error"]["ids"])["changed"]


def test_a_transaction_check_of_its_name_shows_that_it_is_the_account(newer):
    silenced = newer.named("mail: smtp", transactions=[LOG_IN])
    newer.account.somebody("PUT", f"/checks/{newer.ids['mail: smtp']}", {"name": "new"})
    newer.account.an_hour_later()
    back = newer(state="restored", restore=silenced["restore"])
    assert "was called mail: smtp before" in back["warnings"][0]
    assert newer.active()
    assert newer.paused() == {BY_HAND}


def test_a_token_of_which_nothing_is_left_fails_unless_that_is_accepted(pauses):
    silenced = pauses.named("mail: smtp")
    pauses.account.somebody("DELETE", f"/checks/{pauses.ids['mail: smtp']}")
    pauses.account.an_hour_later()
    answer = pauses(state="restored", restore=silenced["restore"], fails=True)
    assert (answer["error"]["kind"], answer["restore"]) == ("NotFound", silenced["restore"])
    accepted = pauses(state="restored", restore=silenced["restore"], allow_empty=True)
    assert (accepted["changed"], accepted["matched"]) == (False, 1)


def test_what_a_list_leaves_out_is_asked_for_before_it_counts_as_gone(pauses):
    silenced = pauses.named("mail: smtp")
    pauses.account.an_hour_later()
    listing = pauses.account.somebody("GET", "/checks")
    rows = [row for row in listing["checks"] if row["name"] != "mail: smtp"]
    counts = dict.fromkeys(listing["counts"], len(rows))
    rule = {"server": "pingdom", "method": "GET", "path": "/checks$", "times": 1, "status": 200}
    pauses.emulator.faults([{**rule, "body": {"checks": rows, "counts": counts}}])
    back = pauses(state="restored", restore=silenced["restore"])
    assert back["changed"]
    assert pauses.paused() == {BY_HAND}


# Answers that are old, lost or wrong


def test_a_status_that_lags_is_waited_for_and_what_was_told_is_known(pauses):
    pauses.emulator.quirk("pingdom_status_lags")
    silenced = pauses(tags=["shop"])
    assert silenced["changed"]
    assert not pauses(tags=["shop"])["changed"]
    assert not pauses.account.check(name="shop: checkout", paused=True)["changed"]
    back = pauses(state="restored", restore=silenced["restore"])
    assert back["changed"]
    assert not pauses(state="restored", restore=silenced["restore"])["changed"]
    pauses.account.an_hour_later()
    assert pauses.paused() == {BY_HAND}


def test_what_pingdom_check_has_just_told_is_known(pauses):
    pauses.emulator.quirk("pingdom_status_lags")
    pauses.account.check(name="mail: smtp", paused=True)
    assert pauses.named("mail: smtp")["restore"]["objects"] == []


def test_what_was_unpaused_and_not_tested_yet_is_awake(pauses):
    pauses.emulator.quirk("pingdom_unpaused_is_unknown")
    silenced = pauses(tags=["shop"])
    assert pauses(state="restored", restore=silenced["restore"])["changed"]


IGNORED = {"server": "pingdom", "method": "PUT", "path": "/checks$", "status": 200, "body": {"message": "Done"}}


@pytest.mark.parametrize("state", ["paused", "restored"])
def test_what_the_bulk_request_ignores_is_no_success_and_no_change(pauses, state):
    silenced = pauses(tags=["shop"])["restore"] if state == "restored" else None
    wish = {"state": state, "restore": silenced} if silenced else {"tags": ["shop"]}
    pauses.account.an_hour_later()
    before = pauses.paused()
    pauses.emulator.faults([IGNORED])
    answer = pauses(**wish, fails=True)
    assert (answer["error"]["kind"], answer["changed"], answer.get("restore")) == ("StateNotReached", False, silenced)
    assert "3 of them do not show it" in answer["msg"]
    assert len(answer["error"]["objects"]) == 3
    assert pauses.paused() == before
    pauses.emulator.faults([])
    assert pauses(**wish)["changed"]


def test_the_token_leaves_out_what_the_bulk_request_has_ignored(pauses, monkeypatch):
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausable import CHECK

    monkeypatch.setattr(CHECK, "most", 2)
    pauses.emulator.faults([{**IGNORED, "skip": 1}])
    answer = pauses(tags=["shop"], fails=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert "change of 3 checks, and 1 of them do not show it" in answer["msg"]
    assert [one["name"] for one in answer["restore"]["objects"]] == SHOP
    pauses.emulator.faults([])
    assert pauses(state="restored", restore=answer["restore"])["changed"]
    assert pauses.paused() == {BY_HAND}


def test_whether_what_has_gone_was_paused_nobody_knows(pauses):
    """Somebody deletes a check between the list and the request: Pingdom says nothing of it."""
    listing = pauses.account.somebody("GET", "/checks?include_tags=true")
    pauses.account.somebody("DELETE", f"/checks/{pauses.ids['mail: smtp']}")
    rule = {"server": "pingdom", "method": "GET", "path": "/checks$", "times": 1, "status": 200, "body": listing}
    pauses.emulator.faults([rule])
    answer = pauses.named("mail: smtp", fails=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert [one["name"] for one in answer["restore"]["objects"]] == ["mail: smtp"]


def test_a_list_that_stays_old_does_not_lose_what_undoes_a_pause(pauses):
    """The list shows as before for more than a minute what has been paused: its own address knows better."""
    listing = pauses.account.somebody("GET", "/checks?include_tags=true")
    pauses.emulator.faults([{"server": "pingdom", "method": "GET", "path": "/checks$", "status": 200, "body": listing}])
    answer = pauses(tags=["shop"], fails=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert len(answer["restore"]["objects"]) == 3
    pauses.emulator.faults([])
    assert pauses(state="restored", restore=answer["restore"])["changed"]
    assert pauses.paused() == {BY_HAND}


def test_a_refused_request_has_changed_nothing(pauses):
    error = {"error": {"statuscode": 400, "statusdesc": "Bad Request", "errormessage": "Invalid parameter value"}}
    pauses.emulator.faults([{"server": "pingdom", "method": "PUT", "path": "/checks$", "status": 400, "body": error}])
    answer = pauses(tags=["shop"], fails=True)
    assert (answer["changed"], answer.get("restore")) == (False, None)
    assert pauses.paused() == {BY_HAND}


def test_a_request_whose_answer_is_lost_may_have_been_done(pauses):
    pauses.account.options["retries"] = 0
    pauses.emulator.faults(
        [{"server": "pingdom", "method": "PUT", "path": "/checks$", "status": 502, "body": "<html>"}]
    )
    answer = pauses(tags=["shop"], fails=True)
    assert answer["changed"]
    assert len(answer["restore"]["objects"]) == 3
    pauses.emulator.faults([])
    back = pauses(state="restored", restore=answer["restore"])
    assert not back["changed"]
    assert pauses.paused() == {BY_HAND}


def test_the_token_names_what_was_done_before_the_failure(newer, monkeypatch):
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausable import CHECK

    monkeypatch.setattr(CHECK, "most", 2)
    error = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "Not today"}}
    rule = {"server": "pingdom", "method": "PUT", "path": "/checks$", "skip": 1, "status": 403, "body": error}
    newer.emulator.faults([rule])
    answer = newer(tags=["shop"], transactions=[LOG_IN], fails=True)
    assert (answer["changed"], answer["error"]["kind"]) == (True, "PermissionDenied")
    assert [one["name"] for one in answer["restore"]["objects"]] == SHOP
    newer.emulator.faults([])
    assert newer(state="restored", restore=answer["restore"])["changed"]
    assert newer.paused() == {BY_HAND}
    assert newer.active()


def test_a_failure_to_restore_gives_back_the_token(pauses):
    silenced = pauses(tags=["shop"])
    pauses.emulator.faults([{"server": "pingdom", "method": "PUT", "path": "/checks$", "status": 400, "body": {}}])
    answer = pauses(state="restored", restore=silenced["restore"], fails=True)
    assert (answer["changed"], answer["restore"]) == (False, silenced["restore"])
    pauses.emulator.faults([])
    assert pauses(state="restored", restore=answer["restore"])["changed"]
    assert pauses.paused() == {BY_HAND}


@pytest.mark.parametrize("status", [None, 5, ["up"], {}])
def test_a_status_that_nobody_can_read_stops_everything(pauses, status):
    listing = pauses.account.somebody("GET", "/checks?include_tags=true")
    listing["checks"][0]["status"] = status
    rule = {"server": "pingdom", "method": "GET", "path": "/checks$", "status": 200, "body": listing}
    pauses.emulator.faults([rule])
    answer = pauses(tags=["shop"], fails=True)
    assert answer["error"]["kind"] == "UnexpectedAnswer"
    assert "did not tell whether check" in answer["msg"]
    assert pauses.account.writes() == []


def test_a_budget_that_does_not_reach_stops_before_the_first_write(newer):
    headers = {"Req-Limit-Short": "Remaining: 1 Time until reset: 3000"}
    listing = newer.account.somebody("GET", "/checks?include_tags=true")
    rule = {"server": "pingdom", "method": "GET", "path": "/checks$", "status": 200, "body": listing}
    newer.emulator.faults([{**rule, "headers": headers}])
    answer = newer(tags=["shop"], fails=True)
    assert answer["error"]["kind"] == "RateLimited"
    assert newer.account.writes() == []


def test_a_budget_that_ends_before_the_proof_leaves_what_undoes_the_pause(pauses):
    none_left = {"Req-Limit-Short": "Remaining: 0 Time until reset: 3000"}
    pauses.emulator.faults([{"server": "pingdom", "method": "PUT", "path": "/checks$", "headers": none_left}])
    answer = pauses(tags=["shop"], fails=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("RateLimited", True)
    assert len(answer["restore"]["objects"]) == 3


# Maintenance windows


@pytest.fixture
def hidden(pauses):
    """A window in force that shows its checks as paused, whether they are or not."""
    pauses.emulator.quirk("pingdom_window_shows_paused")
    window = pauses.account.window(**WINDOW, checks=[SHOP[0], BY_HAND])
    pauses.until = window["maintenance"]["end"]
    return pauses


def bodies(pauses):
    """What was sent to several checks at once."""
    return [json.dumps(entry["body"]) for entry in pauses.emulator.writes() if entry["path"].endswith("/checks")]


def test_what_a_window_shows_as_paused_is_not_paused_anew(hidden):
    predicted = hidden.named(*SHOP, check_mode=True)
    answer = hidden.named(*SHOP)
    assert told(answer) == told(predicted) == {SHOP[0]: (None, None), SHOP[1]: (False, True)}
    assert predicted["warnings"] == answer["warnings"]
    (warning,) = answer["warnings"]
    assert "whether it is paused itself cannot be told, since it is in maintenance window " in warning
    assert f"({WINDOW['description']}), which is in force until {hidden.until}." in warning
    assert "extend the window with pingdom_maintenance" in warning
    assert [one["name"] for one in answer["restore"]["objects"]] == [SHOP[1]]
    (sent,) = bodies(hidden)
    assert str(hidden.ids[SHOP[0]]) not in sent
    hidden.account.an_hour_later()
    assert hidden.paused() == {SHOP[1], BY_HAND}


def test_an_occurrence_tells_until_when_it_hides_its_checks(pauses):
    pauses.emulator.quirk("pingdom_window_shows_paused")
    pauses.account.window(**WINDOW, checks=[SHOP[0]], recurrence={"type": "day", "until": "+10d"})
    pauses.emulator.advance(86400 + 600)
    end = pauses.emulator.time() + 3000
    (warning,) = pauses.named(SHOP[0])["warnings"]
    told = re.search("in force until ([0-9TZ:-]+)", warning)[1]
    assert abs(unix(told) - end) < 60
    assert pauses.asked()[-3:] == [("GET", "/checks"), ("GET", "/maintenance"), ("GET", "/maintenance.occurrences")]


def test_what_was_paused_before_a_window_wakes_inside_of_it(pauses):
    silenced = pauses.named(*SHOP)
    pauses.account.an_hour_later()
    pauses.emulator.quirk("pingdom_window_shows_paused")
    pauses.account.window(**WINDOW, checks=[SHOP[0], BY_HAND])
    back = pauses(state="restored", restore=silenced["restore"])
    assert told(back) == {SHOP[0]: (None, False), SHOP[1]: (True, False)}
    assert [one["changed"] for one in back["objects"]] == [False, True]
    assert "without that being counted as a change" in back["warnings"][0]
    pauses.account.an_hour_later()
    assert pauses.paused() == {BY_HAND}


def test_resuming_inside_a_window_is_sent_each_time_and_is_no_change(hidden):
    for number in (1, 2):
        answer = hidden.named(BY_HAND, state="resumed")
        assert (answer["changed"], answer["restore"]["objects"]) == (False, [])
        assert len(bodies(hidden)) == number
        hidden.emulator.advance(120)
    hidden.account.an_hour_later()
    assert BY_HAND not in hidden.paused()


def test_resuming_again_inside_a_window_is_no_change_and_has_nothing_to_undo(hidden):
    """The second run within a minute said changed, waited for what the window hides, and had a token that paused it."""
    first = hidden.named(BY_HAND, state="resumed")
    hidden.forget()
    again = hidden.named(BY_HAND, state="resumed")
    for answer in (first, again):
        assert (answer["changed"], answer["restore"]["objects"]) == (False, [])
    assert told(again) == {BY_HAND: (False, False)}
    assert hidden.asked() == [("GET", "/checks")]
    hidden.account.an_hour_later()
    assert BY_HAND not in hidden.paused()


def test_what_was_resumed_inside_a_window_can_be_paused_there_and_be_put_back(hidden):
    hidden.named(BY_HAND, state="resumed")
    silenced = hidden.named(BY_HAND)
    assert told(silenced) == {BY_HAND: (False, True)}
    hidden(state="restored", restore=silenced["restore"])
    hidden.account.an_hour_later()
    assert BY_HAND not in hidden.paused()


def test_a_window_that_begins_meanwhile_hides_the_proof_and_nothing_fails(pauses):
    """Resumed outside of a window, and looked at inside of one."""
    begin = pauses.emulator.time() + 2
    pauses.account.window(**{**WINDOW, "start": int(begin)}, checks=[BY_HAND])
    pauses.emulator.quirk("pingdom_window_shows_paused")
    rule = {"server": "pingdom", "method": "PUT", "path": "/checks$", "advance": 5}
    pauses.emulator.faults([rule])
    answer = pauses.named(BY_HAND, state="resumed")
    assert answer["changed"]
    assert "shows as paused still" in answer["warnings"][0]


def test_where_the_plan_has_no_windows_paused_means_paused(pauses):
    pauses.emulator.quirk("pingdom_plan_without_windows")
    assert "warnings" not in pauses.named(BY_HAND)
    assert pauses.named(BY_HAND, state="resumed")["changed"]
    assert pauses.paused() == set()


# Secrets


def test_a_token_in_which_a_secret_occurs_is_written_without_it(newer):
    """Ansible would mask it there; a key of the other version is a secret of the task as well."""
    newer.account.options["app_key"] = "check"
    silenced = newer(tags=["shop"])
    assert set(silenced["restore"]) == {"token"}
    assert "check" not in str(silenced["restore"])
    cut = {"token": silenced["restore"]["token"][:-2]}
    assert newer(state="restored", restore=cut, fails=True)["restore"] == cut
    assert newer(state="restored", restore=silenced["restore"])["changed"]
    assert newer.paused() == {BY_HAND}


# Several tasks at a time


def test_what_another_task_has_told_between_the_look_and_the_request_is_looked_at_again(newer, monkeypatch):
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import pause

    tell, others = pause._tell, []

    def after_another(*arguments):
        if not others:
            others.append(None)
            newer.account.check(name=SHOP[0], paused=True)
        return tell(*arguments)

    monkeypatch.setattr(pause, "_tell", after_another)
    silenced = newer.named(*SHOP)
    assert [one["name"] for one in silenced["restore"]["objects"]] == [SHOP[1]]
