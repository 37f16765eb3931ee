# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What users of other tools for Pingdom ask for or complain about, and what the modules of this collection do there.

A test for each at least. What it is about in whole, with every option and failure, is in the tests of its modules.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_account_info,
    pingdom_check,
    pingdom_check_info,
    pingdom_check_set,
    pingdom_contact,
    pingdom_contact_info,
    pingdom_maintenance,
    pingdom_pause,
    pingdom_team,
    pingdom_team_info,
    pingdom_transaction,
)
from tests.behaviour.pingdom_calls import body_of
from tests.shared import shared
from tests.wanted_checks import OPTIONS, wanted

pytestmark = pytest.mark.usefixtures("documented_requests")

SOURCES = {
    1: "TF #71, #46, #58",
    2: "TF #26, #27",
    3: "TF #4, #47, #24; alphagov/govuk-paas #398",
    4: "TF #69, #99, #100; IMC #359, #367, #370",
    5: "TF #62, #98; scripts and roles of which that is all",
    6: "TF #64; russellcardullo/go-pingdom #31; IMC #569",
    7: "go-pingdom #63, #69; TF #106; FTF #10",
    8: "IMC #293; FTF #20",
    9: "jusbrasil/pingdom-exporter #6; FTF #13",
    10: "ministryofjustice/operations-engineering #54, cloud-platform #6864, #6865, #7320; FTF #14, #15, #16",
    11: "TF #93; FTF #6",
    12: "TF #82, #88, #111",
    13: "FTF #25; russellcardullo/go-pingdom #48",
    14: "TF #42, #57; IMC #214; bebraw/pingdom-api #16; sekipaolo/pypingdom #84, #126",
    15: "TF #22; OctopusDeploy/Library #193; Nextdoor/kingpin #223",
    16: "TF #31, #32, #52, #53; jusbrasil/pingdom-exporter #13; cloud-platform-environments #33969",
}
"""Issues and pull requests by the entry of the facts about Pingdom, section 9, that names them.

TF is russellcardullo/terraform-provider-pingdom, FTF is DrFaust92's, IMC is stakater/IngressMonitorController.
"""
ANSWERED: dict[int, list[str]] = defaultdict(list)
"""The tests of each entry."""


def answers(entry):
    """Mark a test as one of an entry."""

    def mark(test):
        ANSWERED[entry].append(test.__name__)
        return test

    return mark


def numbers(text):
    return sorted(re.findall(r"#(\d+)", text))


def test_each_entry_has_a_test():
    assert {*ANSWERED} == {*SOURCES}


def test_the_entries_are_those_of_the_facts():
    facts = shared("reference", "pingdom-facts.md").read_text(encoding="utf-8")
    section = facts.partition("\n## 9. ")[2].partition("\n## ")[0]
    entries = {int(number): text for number, text in re.findall(r"^(\d+)\. (.*)$", section, re.MULTILINE)}
    assert len(entries) == len(re.findall(r"^\d", section, re.MULTILINE))
    assert {*ANSWERED} == {*entries}
    for entry, text in entries.items():
        assert numbers(SOURCES[entry]) == numbers(text), entry


SHOP, CHECKOUT, STATUS, BY_HAND = "shop: front page", "shop: checkout", "api: status", "mail: imap"
ADA, SHOP_TEAM = "Ada Operator", "Web shop"
ONLY_3_1 = ("verify_certificate", "ssl_down_days_before", "custom_message")
SMS = {"country_code": "49", "number": "1517654321"}
GO = {"fn": "go_to", "args": {"url": "https://shop.example.com"}}


def once(account, module, **options):
    """Foretell a change, make it, and run again without another and without a write; the answer of the last run."""
    predicted, done = account.run(module, check_mode=True, **options), account.run(module, **options)
    assert (predicted["changed"], done["changed"]) == (True, True)
    assert predicted["diff"] == done["diff"] or module is pingdom_maintenance, "its times go on"
    return unchanged(account, module, **options)


def unchanged(account, module, **options):
    """Run without a change and without a write."""
    count = len(account.writes())
    for check_mode in (True, False):
        answer = account.run(module, check_mode=check_mode, **options)
        assert not answer["changed"], answer.get("diff")
    assert len(account.writes()) == count
    return answer


def as_set_and_alone(account, *entries):
    """Each check as a task of its own, and then all as one set, in which nothing is left to do."""
    for entry in entries:
        once(account, pingdom_check, **entry)
    return unchanged(account, pingdom_check_set, checks=[*entries])


def fitting(account, options):
    """The options of a check that the version has."""
    return {name: value for name, value in options.items() if account.version == "3.1" or name not in ONLY_3_1}


def listed(account, query=""):
    """The checks as somebody else sees them, by name."""
    return {row["name"]: row for row in account.somebody("GET", f"/checks{query}")["checks"]}


def detail(account, name, query=""):
    return account.somebody("GET", f"/checks/{listed(account)[name]['id']}{query}")["check"]


# Differences that come back with every run


@answers(1)
def test_tags_in_another_order_are_no_difference(either_account):
    account, tags = either_account, ["web", "prod", "a", "eu:west", "b"]
    account.emulator.quirk("pingdom_tags_reordered")
    as_set_and_alone(account, wanted("ping", tags=tags))
    shown = {tuple(tag["name"] for tag in detail(account, "new ping")["tags"]) for _read in range(20)}
    assert len(shown) > 1, "they do come in another order"
    for _run in range(3):
        tags.append(tags.pop(0))
        unchanged(account, pingdom_check, name="new ping", tags=tags)
        unchanged(account, pingdom_check_set, checks=[{"name": "new ping", "tags": tags}])


@answers(1)
def test_tags_that_pingdom_gives_itself_are_no_difference(either_account):
    """The emulated front page has one."""
    assert {tag["type"] for tag in detail(either_account, SHOP)["tags"]} == {"a", "u"}
    unchanged(either_account, pingdom_check, name=SHOP, tags=["prod", "shop"])


@answers(2)
def test_teams_are_no_difference_although_details_hide_them(either_account):
    account = either_account
    as_set_and_alone(account, wanted("ping", teams=[SHOP_TEAM]))
    team = account.run(pingdom_team_info, names=[SHOP_TEAM])["teams"][0]["id"]
    assert "teams" not in detail(account, "new ping"), "who does not ask for them"
    assert [row["id"] for row in detail(account, "new ping", "?include_teams=true")["teams"]] == [team]
    unchanged(account, pingdom_check, name="new ping", teams=[team])
    once(account, pingdom_check, name="new ping", teams=[])


DEFAULTS = {
    "a path that is left out": ("http", {"url_path": "/"}),
    "regions, written with a space": ("http", {"probe_filters": ["EU", "NA"], "url_path": "/x"}),
    "nothing in any list": ("ping", {"tags": [], "contacts": [], "teams": [], "integrations": [], "probe_filters": []}),
    "zeros": ("ping", {"notifyagainevery": 0, "paused": False}),
    "texts without a letter": ("tcp", {"port": 22, "stringtosend": "", "stringtoexpect": "", "custom_message": ""}),
    "no text on a page": ("http", {"shouldcontain": "", "shouldnotcontain": "", "postdata": "", "requestheaders": {}}),
    "no days before the end": ("http", {"ssl_down_days_before": 0, "verify_certificate": True}),
}


@answers(3)
@pytest.mark.parametrize("case", DEFAULTS)
def test_defaults_and_empty_values_are_sent_as_pingdom_takes_them_and_are_no_difference(either_account, case):
    """Where Pingdom refuses forms with blanks as well."""
    check_type, options = DEFAULTS[case]
    either_account.emulator.quirk("pingdom_blanks_refused")
    plain = {"name": case, "host": "h.example.com", "type": check_type}
    as_set_and_alone(either_account, {**plain, **fitting(either_account, options)})
    unchanged(either_account, pingdom_check, name=case, type=check_type)


@answers(3)
def test_a_header_that_pingdom_adds_is_no_difference(either_account):
    as_set_and_alone(either_account, fitting(either_account, wanted("http", requestheaders={"X-Own": "1"})))
    assert "User-Agent" in detail(either_account, "new http")["type"]["http"]["requestheaders"]


# Parts of Pingdom that other tools leave out


@answers(4)
def test_certificates_are_watched_and_no_longer(account):
    """What Pingdom refuses, days before the end without verification, is never sent."""
    secure = {"name": "tls", "type": "http", "host": "h.example.com", "encryption": True, "port": 443}
    as_set_and_alone(account, {**secure, "verify_certificate": True, "ssl_down_days_before": 14})
    refused = account.check(name="tls", verify_certificate=False, ssl_down_days_before=7, fails=True)
    assert refused["error"]["kind"] == "ConfigurationError"
    off = {"verify_certificate": False, "ssl_down_days_before": 0}
    once(account, pingdom_check, name="tls", **off)
    assert {name: detail(account, "tls")["type"]["http"].get(name, 0) for name in off} == off


@answers(4)
def test_encryption_is_had_over_2_1_and_certificates_are_refused_with_the_version_that_has_them(old_account):
    as_set_and_alone(
        old_account, {"name": "tls", "type": "http", "host": "h.example.com", "encryption": True, "port": 443}
    )
    old_account.emulator.reset()
    for option, value in (("verify_certificate", True), ("ssl_down_days_before", 7)):
        assert "API 3.1 has it" in old_account.check(name="tls", fails=True, **{option: value})["msg"]
    assert old_account.emulator.requests("pingdom") == []


WINDOW = {"description": "Kernel update", "start": "now", "duration": "2h", "check_tags": ["shop"]}


@answers(5)
def test_a_maintenance_window_is_opened_once_prolonged_and_ended(either_account):
    account = either_account
    account.emulator.quirk("pingdom_maintenance_put_resets")
    opened = once(account, pingdom_maintenance, **WINDOW)["maintenance"]
    assert (opened["status"], len(opened["checks"])) == ("running", 3)
    account.emulator.advance(3600)
    unchanged(account, pingdom_maintenance, **{**WINDOW, "duration": "30m"})
    once(account, pingdom_maintenance, id=opened["id"], end=iso(account.emulator.time() + 4 * 3600))
    once(account, pingdom_maintenance, description=WINDOW["description"], state="absent")
    window = account.somebody("GET", f"/maintenance/{opened['id']}")["maintenance"]
    assert sorted(window["checks"]["uptime"]) == opened["checks"]
    assert window["to"] <= account.emulator.time()


@answers(5)
def test_a_window_of_every_week_is_code(either_account):
    week = {"description": "Release", "start": "+1d", "duration": "1h", "checks": [SHOP, CHECKOUT]}
    week["recurrence"] = {"type": "week", "every": 2, "until": "+60d"}
    either_account.window(**week)
    made = either_account.somebody("GET", "/maintenance")["maintenance"][-1]
    assert (made["recurrencetype"], made["repeatevery"]) == ("week", 2)
    either_account.window(description="Release", state="absent")
    assert "Release" not in {
        one["description"] for one in either_account.somebody("GET", "/maintenance")["maintenance"]
    }


@answers(6)
def test_transaction_checks_are_code(account):
    steps = [GO, {"fn": "click", "args": {"element": "Log in"}}]
    wish = {"name": "buy", "steps": steps, "interval": 20, "tags": ["shop"], "contacts": [ADA], "teams": [SHOP_TEAM]}
    made = once(account, pingdom_transaction, **wish)["transaction"]
    assert (made["steps"], made["interval"], len(made["contacts"])) == (steps, 20, 1)
    once(account, pingdom_transaction, name="buy", state="absent")


@answers(6)
def test_transaction_checks_are_refused_over_2_1_with_the_version_that_has_them(old_account):
    assert "API 3.1" in old_account.run(pingdom_transaction, name="buy", steps=[GO], fails=True)["msg"]
    assert old_account.emulator.requests("pingdom") == []


@answers(7)
def test_all_nine_types_with_all_that_they_have(either_account):
    entries = [fitting(either_account, wanted(check_type)) for check_type in OPTIONS]
    assert {"httpcustom", "dns", "udp", "pop3"} < {*OPTIONS}
    assert any("ipv6" in entry for entry in entries)
    made = once(either_account, pingdom_check_set, checks=entries)
    assert len(made["ids"]) == 9
    for entry in entries:
        unchanged(either_account, pingdom_check, **entry)


@answers(7)
@pytest.mark.parametrize("ipv6", [True, False])
def test_ipv6_is_chosen(either_account, ipv6):
    as_set_and_alone(either_account, wanted("dns", ipv6=ipv6))
    assert detail(either_account, "new dns")["ipv6"] is ipv6


# Harm


UNREADABLE = {
    "an error": {"status": 500, "body": {"error": {"errormessage": "oops"}}},
    "a web page": {"status": 200, "body": "<html>Down</html>"},
    "a part": {"truncate": 60},
    "fewer than it counts": {
        "status": 200,
        "body": {"checks": [], "counts": {"total": 8, "limited": 8, "filtered": 8}},
    },
    "no answer": {"reset": True},
}


@answers(8)
@pytest.mark.parametrize("case", UNREADABLE)
def test_after_a_list_that_failed_nothing_is_created_twice(either_account, case):
    account = either_account
    once(account, pingdom_check, **wanted("ping"))
    count = len(account.writes())
    account.emulator.faults([{"method": "GET", "path": "/checks$", **UNREADABLE[case]}])
    for module, options in ((pingdom_check, wanted("ping")), (pingdom_check_set, {"checks": [wanted("ping")]})):
        for check_mode in (True, False):
            assert not account.run(module, fails=True, check_mode=check_mode, **options)["changed"]
    assert len(account.writes()) == count


@answers(8)
def test_a_creation_without_an_answer_is_not_done_twice(either_account):
    lost = {"method": "POST", "path": "/checks$", "after": True, "reset": True, "times": 1}
    either_account.emulator.faults([lost])
    assert either_account.check(**wanted("ping"))["changed"]
    rows = either_account.somebody("GET", "/checks")["checks"]
    assert [row["name"] for row in rows].count("new ping") == 1


@answers(8)
def test_of_two_checks_of_a_name_none_is_touched_until_an_id_tells_which(either_account):
    account, name = either_account, "duplicate name"
    twins = [row["id"] for row in account.somebody("GET", "/checks")["checks"] if row["name"] == name]
    for module, options in (
        (pingdom_check, {"name": name, "resolution": 30}),
        (pingdom_check_set, {"checks": [{"name": name, "resolution": 30}]}),
        (pingdom_pause, {"names": [name]}),
        (pingdom_maintenance, {**WINDOW, "checks": [name]}),
    ):
        failed = account.run(module, fails=True, **options)
        assert (failed["error"]["kind"], failed["error"]["ids"]) == ("AmbiguousName", twins)
    assert account.writes() == []
    once(account, pingdom_check, id=twins[1], resolution=30)
    rows = {row["id"]: row["resolution"] for row in account.somebody("GET", "/checks")["checks"]}
    assert [rows[twin] for twin in twins] == [5, 30]


@answers(9)
def test_many_checks_take_one_request_where_the_list_tells_enough(either_account):
    entries = [{"name": row, "type": "http", "host": "h.example.com", "resolution": 5} for row in "abcdefghij"]
    either_account.run(pingdom_check_set, checks=entries)
    either_account.emulator.reset()
    either_account.run(pingdom_check_set, checks=entries)
    assert [entry["path"].rpartition("/")[2] for entry in either_account.emulator.requests("pingdom")] == ["checks"]


def limit_exceeded(seconds):
    headers = {"Req-Limit-Short": f"Remaining: 0 Time until reset: {seconds}"}
    return [{"server": "pingdom", "status": 429, "headers": headers, "times": 1}]


@answers(9)
def test_a_limit_is_waited_for_if_that_is_short_and_told_if_not(either_account):
    account, emulator = either_account, either_account.emulator
    emulator.faults(limit_exceeded(5))
    assert account.check(name=STATUS, resolution=15)["changed"]
    emulator.faults(limit_exceeded(3000))
    failed = account.check(name=STATUS, resolution=30, fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("RateLimited", False)
    left = account.run(pingdom_account_info, include=["request_budget"])["request_budget"]
    assert left["short"]["remaining"] > 0


@answers(9)
@pytest.mark.parametrize("status", [408, 502, 504])
def test_a_list_that_timed_out_is_asked_for_again(either_account, status):
    either_account.emulator.faults([{"method": "GET", "path": "/checks$", "status": status, "body": "", "times": 1}])
    assert either_account.check(name=STATUS, resolution=15)["changed"]


# Whom to alert


@answers(10)
def test_integrations_are_given_by_their_numbers_and_are_no_difference(either_account):
    """Nothing but the credentials of the API is asked for, and no password of a person on the website."""
    account = either_account
    account.emulator.reset()
    once(account, pingdom_check, **wanted("ping", integrations=[20, "10"]))
    sent = str(body_of(account.emulator.writes()[0])["integrationids"])
    assert sorted(re.findall(r"\d+", sent)) == ["10", "20"]
    assert detail(account, "new ping")["integrationids"] == [10, 20]
    unchanged(account, pingdom_check_set, checks=[{"name": "new ping", "integrations": ["10", 20]}])
    assert {entry["server"] for entry in account.emulator.requests()} == {"pingdom"}
    assert "integrations" in account.check(name="new ping", integrations=["Slack"], fails=True)["msg"]


@answers(11)
def test_contacts_and_teams_are_named(either_account):
    account = either_account
    as_set_and_alone(account, wanted("ping", contacts=[ADA, "BEN@example.com"], teams=[SHOP_TEAM]))
    people = account.run(pingdom_contact_info, names=[ADA, "Ben On-Call"])["contacts"]
    assert sorted(detail(account, "new ping")["userids"]) == sorted(one["id"] for one in people)
    (team,) = account.run(pingdom_team_info, names=[SHOP_TEAM])["teams"]
    assert sorted(one["id"] for one in team["members"]) == sorted(one["id"] for one in people)
    unchanged(account, pingdom_team, name=SHOP_TEAM, members=["Ben On-Call", "ada@example.com"])
    unknown = account.check(name="new ping", contacts=["Ada"], fails=True)
    assert (unknown["error"]["kind"], "no contact named" in unknown["msg"]) == ("NotFound", True)


@answers(12)
def test_a_contact_has_a_target_of_each_severity_or_is_refused_before_anything_is_sent(either_account):
    account = either_account
    account.emulator.quirk("pingdom_contact_needs_both_severities")
    high = {"email": [{"address": "night@example.com", "severity": "HIGH"}]}
    for check_mode in (True, False):
        refused = account.run(pingdom_contact, name="Night", targets=high, check_mode=check_mode, fails=True)
        assert refused["error"]["missing"] == ["LOW"]
    assert account.writes() == []
    both = {**high, "sms": [{**SMS, "severity": "LOW"}]}
    shown = once(account, pingdom_contact, name="Night", targets=both)["contact"]["targets"]
    assert (shown["email"], shown["sms"][0]["severity"]) == (high["email"], "LOW")


@answers(13)
def test_the_importance_of_a_check_is_told_where_it_cannot_be_set(either_account):
    """No request can set it, and so it is no option."""
    (shop,) = either_account.run(pingdom_check_info, names=[SHOP])["checks"]
    assert shop["severity_level"] == "HIGH"
    with pytest.raises(ValueError, match="severity_level"):
        either_account.check(name=SHOP, severity_level="low")
    assert either_account.writes() == []


@answers(13)
def test_the_importance_of_a_transaction_check_is_set(account):
    once(account, pingdom_transaction, name="shop: log in", severity_level="low")


# From one version to the other, and from clicks to code


@answers(14)
def test_a_playbook_for_2_1_changes_nothing_over_3_1_nor_back(account, old_account):
    entries = [fitting(old_account, wanted(check_type)) for check_type in OPTIONS]
    once(old_account, pingdom_check_set, checks=entries)
    unchanged(account, pingdom_check_set, checks=entries)
    once(account, pingdom_check, name="new ping", tags=["moved"])
    unchanged(old_account, pingdom_check, name="new ping", tags=["moved"])


@answers(14)
def test_credentials_of_the_other_version_are_told(account, old_account):
    url = account.options["url"]
    account.options = {**old_account.options, "url": url}
    failed = account.check(name=SHOP, fails=True)
    assert (failed["error"]["kind"], "api_token" in failed["msg"]) == ("ConfigurationError", True)


@answers(14)
def test_what_the_plan_does_not_permit_is_told_from_a_wrong_token(either_account):
    either_account.emulator.quirk("pingdom_account_type_refused")
    failed = either_account.check(name=SHOP, fails=True)
    assert failed["error"]["kind"] == "PermissionDenied"
    assert "Not permitted for account type" in failed["msg"]


@answers(14)
def test_a_token_that_is_doubted_once_is_shown_again(account):
    account.emulator.quirk("pingdom_jwt_401_once")
    assert account.check(name=SHOP, resolution=5)["changed"]


@answers(15)
def test_checks_are_silenced_for_a_deployment_and_put_back(either_account):
    """What was paused before stays so, a status that lags deceives nobody, and each task can run twice."""
    account = either_account
    account.emulator.quirk("pingdom_status_lags")
    what = {"tags": ["shop", "mail"]}
    silenced = account.run(pingdom_pause, **what)
    assert (silenced["changed"], silenced["matched"]) == (True, 5)
    unchanged(account, pingdom_pause, **what)
    assert {listed(account)[name]["status"] for name in (SHOP, CHECKOUT, BY_HAND)} == {"paused"}
    again = {"state": "restored", "restore": silenced["restore"]}
    assert account.run(pingdom_pause, **again)["changed"]
    unchanged(account, pingdom_pause, **again)
    account.an_hour_later()
    assert {name for name, row in listed(account).items() if row["status"] == "paused"} == {BY_HAND}


@answers(15)
def test_one_check_is_paused_and_woken_by_its_own_task(either_account):
    for paused in (True, False):
        assert once(either_account, pingdom_check, name=STATUS, paused=paused)["check"]["paused"] is paused
        assert (detail(either_account, STATUS)["status"] == "paused") is paused


@answers(16)
def test_what_was_made_by_clicks_is_taken_over_as_it_is(either_account):
    account, before = either_account, listed(either_account)
    unchanged(account, pingdom_check, name=SHOP, type="http", host="shop.example.com")
    made = once(account, pingdom_check_set, checks=[{"name": SHOP}, {"name": STATUS}], owner_tag="mine", adopt=True)
    assert made["ids"] == [before[SHOP]["id"], before[STATUS]["id"]]
    assert [method for method, _path in account.writes()] == ["PUT", "PUT"]
    after = listed(account, "?include_tags=true")
    assert {name: row["created"] for name, row in after.items()} == {
        name: row["created"] for name, row in before.items()
    }
    assert {tag["name"] for tag in after[SHOP]["tags"] if tag["type"] == "u"} == {"shop", "prod", "mine"}


@answers(16)
def test_an_exported_account_is_code_without_a_change(either_account):
    exported = either_account.run(pingdom_check_info, details=True)["checks"]
    kept = unchanged(either_account, pingdom_check_set, checks=[one["config"] for one in exported])
    assert len(kept["ids"]) == 8


@answers(16)
def test_nothing_is_made_anew_that_nobody_asked_for(either_account):
    failed = either_account.check(name=SHOP, type="tcp", port=80, fails=True)
    assert (failed["error"]["kind"], either_account.writes()) == ("Conflict", [])
    changed = either_account.check(name=SHOP, host="other.example.com", resolution=30)
    assert (changed["changed"], either_account.writes()[0][0], len(either_account.writes())) == (True, "PUT", 1)


@answers(16)
def test_when_to_notify_is_set_for_integrations_alone(either_account):
    as_set_and_alone(either_account, wanted("ping", contacts=[], integrations=[10], sendnotificationwhendown=4))
    shown = detail(either_account, "new ping")
    assert (shown["sendnotificationwhendown"], shown["integrationids"]) == (4, [10])


@answers(16)
def test_a_paused_check_is_paused_and_not_unknown(either_account):
    (shown,) = either_account.run(pingdom_check_info, statuses=["paused"])["checks"]
    assert (shown["name"], shown["status"]) == (BY_HAND, "paused")
    assert either_account.run(pingdom_check_info, statuses=["unknown"])["checks"] == []


@answers(16)
def test_a_full_account_is_told_before_anything_is_written(either_account):
    account = either_account
    free = account.run(pingdom_account_info, include=["credits"])["credits"]["available_checks"]
    entries = [{"name": f"n{number}", "type": "ping", "host": "h.example.com"} for number in range(free + 1)]
    for check_mode in (True, False):
        failed = account.run(pingdom_check_set, checks=entries, check_mode=check_mode, fails=True)
        assert failed["error"]["kind"] == "Conflict"
    assert account.writes() == []
