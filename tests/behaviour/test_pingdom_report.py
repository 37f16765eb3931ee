# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_report, pingdom_report_info and pingdom_settings over API 2.1, which alone has what they are about."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_account_info,
    pingdom_report,
    pingdom_report_info,
    pingdom_settings,
)
from tests.behaviour.test_inherited_imports import RUN
from tests.emulator.process import ROOT

SHOP, STATUS = "shop: front page", "api: status"


def report(account, kind, **options):
    return account.run(pingdom_report, kind=kind, **options)


def listed(account, **options):
    return account.run(pingdom_report_info, **options)["reports"]


def proven(account, kind, writes, **options):
    """Run a task in check mode, really, again and in check mode again; the answer of the real run.

    ``writes`` are the methods of what the real run sends, after which nothing is sent.
    """
    account.emulator.reset()
    foretold = report(account, kind, check_mode=True, **options)
    assert account.writes() == []
    done = report(account, kind, **options)
    assert [method for method, _path in account.writes()] == writes
    assert foretold["changed"] == done["changed"] == bool(writes)
    assert foretold.get("diff") == done.get("diff")
    account.emulator.reset()
    for check_mode in (False, True):
        again = report(account, kind, check_mode=check_mode, **options)
        assert not again["changed"]
        assert again["report"] == done["report"]
    assert account.writes() == []
    return done


def of_checks(account):
    """The ids of the account's checks by name."""
    return {row["name"]: row["id"] for row in account.somebody("GET", "/checks")["checks"]}


# Reports by e-mail


def test_a_report_by_email_is_made_changed_renamed_and_deleted(old_account):
    shop = of_checks(old_account)[SHOP]
    wanted = {"name": "Shop", "check": SHOP, "frequency": "daily", "include_paused": False}
    made = proven(old_account, "email", ["POST"], **wanted, additional_emails=["b@example.com", "A@example.com"])
    told = {"check": shop, "frequency": "daily", "include_paused": False}
    told["additional_emails"] = ["A@example.com", "b@example.com"]
    number = made["report"]["id"]
    assert made["report"] == {"kind": "email", "id": number, "name": "Shop", **told, "url": None}
    changed = proven(old_account, "email", ["PUT"], name="Shop", frequency="weekly", additional_emails=[])
    assert changed["report"] == {**made["report"], "frequency": "weekly", "additional_emails": []}
    renamed = proven(old_account, "email", ["PUT"], id=str(number), name="The shop")
    assert renamed["report"] == {**changed["report"], "name": "The shop"}
    gone = proven(old_account, "email", ["DELETE"], name="The shop", state="absent")
    assert gone["report"] is None
    assert [row["name"] for row in listed(old_account, kind=["email"])] == ["Everything, monthly", "Shop, weekly"]


@pytest.mark.parametrize("resets", [True, False])
def test_a_change_keeps_what_it_does_not_name(old_account, resets):
    old_account.emulator.quirk("pingdom_21_report_put_resets", resets)
    wanted = {"name": "Shop", "check": SHOP, "include_paused": False, "additional_emails": ["a@example.com"]}
    before = proven(old_account, "email", ["POST"], **wanted)["report"]
    after = proven(old_account, "email", ["PUT"], name="Shop", frequency="daily")["report"]
    assert after == {**before, "frequency": "daily"}


@pytest.mark.parametrize("resets", [True, False])
def test_a_report_becomes_an_overview_and_one_of_a_check_again(old_account, resets):
    old_account.emulator.quirk("pingdom_21_report_put_resets", resets)
    assert proven(old_account, "email", ["PUT"], name="Shop, weekly", overview=True)["report"]["check"] is None
    status = of_checks(old_account)[STATUS]
    assert proven(old_account, "email", ["PUT"], name="Shop, weekly", check=str(status))["report"]["check"] == status


def test_a_report_by_email_that_is_an_overview_by_default(old_account):
    made = proven(old_account, "email", ["POST"], name="All")["report"]
    told = {"check": None, "frequency": "monthly", "additional_emails": [], "include_paused": True}
    assert {name: made[name] for name in told} == told


def test_two_reports_of_one_name_are_told_apart_by_id(old_account):
    first = proven(old_account, "email", ["POST"], name="All")["report"]["id"]
    second = proven(old_account, "email", ["POST"], name="More")["report"]["id"]
    proven(old_account, "email", ["PUT"], id=str(second), name="All")
    answer = report(old_account, "email", name="All", fails=True)
    assert (answer["error"]["kind"], answer["error"]["ids"]) == ("AmbiguousName", [first, second])
    proven(old_account, "email", ["DELETE"], id=str(second), state="absent")


def test_additional_emails_are_a_set_without_case(old_account):
    proven(old_account, "email", ["POST"], name="All", additional_emails=["ops@example.com", "Shop@example.com"])
    proven(old_account, "email", [], name="All", additional_emails=["shop@example.com", "ops@example.com"])
    twice = report(old_account, "email", name="Twice", additional_emails=["Ops@example.com", "ops@example.com"])
    assert len(twice["report"]["additional_emails"]) == 1


# Public reports


def test_a_public_report_is_published_and_withdrawn(old_account):
    status = of_checks(old_account)[STATUS]
    published = proven(old_account, "public", ["PUT"], check=STATUS)["report"]
    assert (published["id"], published["check"], published["name"]) == (None, status, STATUS)
    assert published["url"].endswith(f"/{status}")
    assert proven(old_account, "public", ["DELETE"], check=str(status), state="absent")["report"] is None
    # within the minute, in which the first one is remembered
    assert proven(old_account, "public", ["PUT"], check=STATUS)["report"] == published


def test_no_check_has_no_public_report_to_withdraw(old_account):
    assert proven(old_account, "public", [], check="nobody's", state="absent")["report"] is None
    assert proven(old_account, "public", [], check="1", state="absent")["report"] is None


# Banners


def test_a_banner_is_made_and_deleted(old_account):
    status = of_checks(old_account)[STATUS]
    made = proven(old_account, "shared", ["POST"], check=STATUS, type="response")["report"]
    period = {"auto": True, "start": None, "end": None}
    told = {"kind": "shared", "check": status, "type": "response", **period}
    assert {name: made[name] for name in told} == told
    assert made["url"].endswith(made["id"])
    assert proven(old_account, "shared", ["DELETE"], check=STATUS, type="response", state="absent")["report"] is None


def test_a_banner_of_another_period_is_refused_replaced_or_made_beside(old_account):
    spring = {"check": SHOP, "start": "2026-03-01", "end": "2026-05-31"}
    for check_mode in (True, False):
        answer = report(old_account, "shared", **spring, check_mode=check_mode, fails=True)
        assert (answer["error"]["kind"], answer["changed"]) == ("Conflict", False)
    assert old_account.writes() == []
    old = answer["error"]["ids"]
    made = proven(old_account, "shared", ["POST", "DELETE"], **spring, recreate=True)
    assert f"Banner {old[0]} is replaced by a new one" in made["warnings"][0]
    assert made["diff"]["before_header"] == f"Pingdom banner of check {of_checks(old_account)[SHOP]}"
    assert {**made["report"], "auto": False, **spring, "check": of_checks(old_account)[SHOP]} == made["report"]
    beside = proven(old_account, "shared", ["POST"], check=SHOP, auto=True, beside=True)["report"]
    assert beside["id"] != made["report"]["id"]
    answer = report(old_account, "shared", check=SHOP, fails=True)
    assert (answer["error"]["kind"], len(answer["error"]["ids"])) == ("AmbiguousName", 2)
    answer = report(old_account, "shared", check=SHOP, state="absent", fails=True)
    assert answer["error"]["kind"] == "AmbiguousName"
    proven(old_account, "shared", ["DELETE"], **spring, state="absent")
    proven(old_account, "shared", ["DELETE"], id=beside["id"], state="absent")


def test_a_banner_whose_replacing_breaks_off_is_named(old_account):
    old = report(old_account, "shared", check=SHOP)["report"]["id"]
    used_up = {"status": 429, "headers": {"Req-Limit-Short": "Remaining: 0 Time until reset: 3600"}}
    old_account.emulator.faults([{"method": "GET", "path": "/reports.shared$", "skip": 1, **used_up}])
    spring = {"check": SHOP, "start": "2026-03-01", "end": "2026-05-31", "recreate": True}
    answer = report(old_account, "shared", **spring, fails=True)
    assert answer["changed"]
    assert f"Banner {old} may be left beside the new one: then delete it by its id." in answer["msg"]
    old_account.emulator.faults([])
    again = report(old_account, "shared", **spring)
    assert not again["changed"]
    assert (
        f"Banner {old} of the same check and type, which has another period, stays: delete it by its id"
        in again["warnings"][0]
    )
    report(old_account, "shared", id=old, state="absent")
    assert "warnings" not in report(old_account, "shared", **spring)


def test_a_banner_given_by_its_id_is_replaced_by_one_of_another_check(old_account):
    (old, _other) = listed(old_account, kind=["shared"])
    answer = report(old_account, "shared", id=old["id"], check=STATUS, fails=True)
    assert answer["error"]["kind"] == "Conflict"
    new = report(old_account, "shared", id=old["id"], check=STATUS, recreate=True)["report"]
    assert new["check"] == of_checks(old_account)[STATUS]
    assert {name for name in old if old[name] != new[name]} == {"id", "url", "check", "name"}
    answer = report(old_account, "shared", id=old["id"], fails=True)
    assert answer["error"]["kind"] == "NotFound"


# Every kind


WRONG = [
    ("email", {"name": "x", "type": "uptime"}, "type is no option of reports of the kind email"),
    ("email", {"name": "x", "recreate": True}, "recreate is no option of reports of the kind email"),
    ("email", {"name": "x", "check": ""}, "check must not be empty or null"),
    ("email", {"name": "x", "check": None}, "check must not be empty or null"),
    ("email", {"name": "x", "check": SHOP, "overview": True}, "leave out check or overview"),
    ("email", {"id": "9338512f"}, "the id of a report by e-mail is a number, not '9338512f'"),
    ("email", {"id": "0"}, "the id of a report by e-mail is a number, not '0'"),
    ("email", {}, "nothing says which report by e-mail is meant"),
    ("email", {"check": SHOP}, "nothing says which report by e-mail is meant"),
    ("email", {"name": ""}, "name must not be empty or null"),
    *(
        ("email", {"name": "x", "additional_emails": ["a@b.c", one]}, f"additional_emails cannot have {one!r}")
        for one in ("nobody", "@", "a b@c", "a@b.c; d@e.f")
    ),
    (
        "email",
        {"name": "x", "additional_emails": ["a@b.c", None]},
        "additional_emails must not have an element that is",
    ),
    ("public", {"check": SHOP, "name": "x"}, "name is no option of reports of the kind public"),
    ("public", {"id": "5"}, "id is no option of reports of the kind public"),
    ("public", {}, "nothing says which public report is meant"),
    ("public", {"check": None}, "check must not be empty or null"),
    ("shared", {"check": SHOP, "frequency": "daily"}, "frequency is no option of reports of the kind shared"),
    ("shared", {"check": SHOP, "include_paused": False}, "include_paused is no option of reports of the kind shared"),
    ("shared", {}, "nothing says which banner is meant"),
    ("shared", {"check": SHOP, "start": "2026-01-01"}, "the period of a banner needs start and end"),
    ("shared", {"check": SHOP, "auto": False}, "auto false needs start and end"),
    ("shared", {"check": SHOP, "start": "2026-02-30", "end": "2026-03-01"}, "start is '2026-02-30', which is no day"),
    ("shared", {"check": SHOP, "start": "now", "end": "2026-03-01"}, "start is 'now', which is no day"),
    ("shared", {"check": SHOP, "start": "2026-03-02", "end": "2026-03-01"}, "end must not be before start"),
    ("shared", {"check": SHOP, "recreate": True, "beside": True}, "leave out recreate or beside"),
    ("shared", {"id": "9338512f", "beside": True}, "leave out id or beside"),
    (
        "shared",
        {"check": SHOP, "auto": True, "start": "2026-03-01", "end": "2026-03-02"},
        "auto is for a banner without start and end",
    ),
]


@pytest.mark.parametrize(("kind", "options", "text"), WRONG)
def test_what_is_wrong_is_an_error_before_anything_is_sent(old_account, kind, options, text):
    answer = report(old_account, kind, **options, fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert text in answer["msg"]
    assert old_account.emulator.requests("pingdom") == []


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("email", {"name": "x", "check": "nobody's"}),
        ("email", {"name": "x", "check": "17"}),
        ("email", {"id": "17"}),
        ("public", {"check": "nobody's"}),
        ("public", {"check": "17"}),
        ("shared", {"check": "nobody's"}),
        ("shared", {"check": "17"}),
        ("shared", {"id": "17"}),
    ],
)
def test_what_does_not_exist_is_an_error(old_account, kind, options):
    answer = report(old_account, kind, **options, fails=True)
    assert answer["error"]["kind"] == "NotFound"
    assert old_account.writes() == []


@pytest.mark.parametrize(("kind", "options"), [("email", {"name": "x"}), ("public", {}), ("shared", {})])
def test_check_mode_awaits_a_check_that_is_going_to_be(old_account, kind, options):
    answer = report(old_account, kind, check="tomorrow's", **options, check_mode=True)
    assert answer["changed"]
    assert answer["awaited"] == ['check named "tomorrow\'s"']
    assert 'There is no check named "tomorrow\'s" yet.' in answer["warnings"][0]
    assert (answer["report"]["kind"], answer["report"]["check"]) == (kind, None)


@pytest.mark.parametrize("kind", ["public", "shared"])
def test_check_mode_awaits_no_check_to_remove_what_is_of_it(old_account, kind):
    for check_mode in (True, False):
        answer = report(old_account, kind, check="tomorrow's", state="absent", check_mode=check_mode)
        assert (answer["changed"], answer["report"], "awaited" in answer) == (False, None, False)


@pytest.mark.parametrize("kind", ["email", "public", "shared"])
def test_check_mode_knows_no_check_yet(old_account, kind):
    name = {"name": "x"} if kind == "email" else {}
    answer = report(old_account, kind, check="", **name, check_mode=True)
    assert answer["changed"]
    assert "check is empty or null" in answer["warnings"][0]
    assert (answer["report"]["kind"], answer["report"]["check"]) == (kind, None)


@pytest.mark.parametrize(
    ("module", "options"),
    [
        (pingdom_report, {"kind": "email", "name": "x"}),
        (pingdom_report, {"kind": "public", "check": SHOP}),
        (pingdom_report, {"kind": "shared", "check": SHOP}),
        (pingdom_report_info, {}),
        (pingdom_report_info, {"kind": ["public"]}),
        (pingdom_settings, {"company": "x"}),
    ],
)
def test_api_3_1_has_none_of_this(account, module, options):
    answer = account.run(module, **options, fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert "Pingdom's API 3.1 has no " in answer["msg"]
    assert "Nothing was sent. API 2.1 has it." in answer["msg"]
    assert account.emulator.requests("pingdom") == []


def test_lists_have_each_kind_and_of_a_check_what_is_about_it(old_account):
    every = listed(old_account)
    assert [row["kind"] for row in every] == ["email", "email", "public", "shared", "shared"]
    documented = yaml.safe_load(pingdom_report_info.RETURN)["reports"]["contains"]
    assert {name for row in every for name in row} == set(documented)
    shop = of_checks(old_account)[SHOP]
    about = listed(old_account, check=SHOP)
    assert about == listed(old_account, check=str(shop)) == [row for row in every if row["check"] == shop]
    assert [row["kind"] for row in about] == ["email", "public", "shared"]
    assert listed(old_account, kind=["shared"], check=STATUS) == []
    assert old_account.run(pingdom_report_info, check="nobody's", fails=True)["error"]["kind"] == "NotFound"
    assert "check must not be empty" in old_account.run(pingdom_report_info, check=None, fails=True)["msg"]
    old_account.emulator.reset()
    assert "kind must not be empty" in old_account.run(pingdom_report_info, kind=[], fails=True)["msg"]
    assert old_account.emulator.requests("pingdom") == []


def test_what_a_task_returns_is_documented(old_account):
    documented = yaml.safe_load(pingdom_report.RETURN)["report"]["contains"]
    returned = [proven(old_account, "email", [], name="Shop, weekly")["report"]]
    returned += [proven(old_account, kind, [], check=SHOP)["report"] for kind in ("public", "shared")]
    assert {name for row in returned for name in row} == set(documented)
    for row in returned:
        assert row in listed(old_account)


@pytest.mark.parametrize(
    ("kind", "options"), [("email", {"name": "All"}), ("public", {"check": STATUS}), ("shared", {"check": STATUS})]
)
def test_lists_that_are_empty_grow(old_account, kind, options):
    for row in listed(old_account):
        of = {"id": str(row["id"])} if row["id"] else {"check": str(row["check"])}
        report(old_account, row["kind"], **of, state="absent")
    assert listed(old_account) == []
    proven(old_account, kind, ["PUT" if kind == "public" else "POST"], **options)
    assert len(listed(old_account)) == 1


def test_a_lost_answer_to_a_creation_is_looked_for(old_account):
    for kind, options in (("email", {"name": "All"}), ("shared", {"check": STATUS})):
        rule = {"method": "POST", "path": r"/reports\.", "after": True, "reset": True, "times": 1}
        old_account.emulator.faults([rule])
        assert report(old_account, kind, **options)["changed"]
        assert not report(old_account, kind, **options)["changed"]


# Any reports


CHECKS = st.sampled_from([SHOP, STATUS])
EMAILS = st.lists(st.sampled_from(["a@example.com", "b@example.com", "c@example.com"]), max_size=3)
DAYS = st.tuples(st.dates(), st.dates()).map(sorted).map(lambda ends: {"start": str(ends[0]), "end": str(ends[1])})
BY_EMAIL = st.fixed_dictionaries(
    {"kind": st.just("email"), "name": st.sampled_from(["one", "two"])},
    optional={
        "frequency": st.sampled_from(["monthly", "weekly", "daily"]),
        "additional_emails": EMAILS,
        "include_paused": st.booleans(),
    },
).flatmap(
    lambda told: st.sampled_from([{}, {"check": SHOP}, {"check": STATUS}, {"overview": True}]).map(
        lambda of: {**told, **of}
    )
)
PUBLIC = st.fixed_dictionaries({"kind": st.just("public"), "check": CHECKS})
SHARED = st.tuples(
    st.fixed_dictionaries(
        {"kind": st.just("shared"), "check": CHECKS, "recreate": st.just(True)},
        optional={"type": st.sampled_from(["uptime", "response"])},
    ),
    st.one_of(st.just({}), st.just({"auto": True}), DAYS),
).map(lambda parts: {**parts[0], **parts[1]})
STATES = st.sampled_from(["present", "present", "absent"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tasks=st.lists(st.tuples(st.one_of(BY_EMAIL, PUBLIC, SHARED), STATES), min_size=1, max_size=4))
def test_any_report_is_as_asked_and_stays_so(old_account, tasks):
    for options, state in tasks:
        given = {**options, "state": state}
        foretold = old_account.run(pingdom_report, **given, check_mode=True)
        done = old_account.run(pingdom_report, **given)
        assert (done["changed"], done.get("diff")) == (foretold["changed"], foretold.get("diff"))
        for check_mode in (False, True):
            again = old_account.run(pingdom_report, **given, check_mode=check_mode)
            assert not again["changed"]
            assert again["report"] == done["report"]


# Settings


def preferences(account, **options):
    return account.run(pingdom_settings, **options)


def changed_settings(account, sent, **options):
    """Run the task as ``proven`` does; ``sent`` says what the one request tells."""
    account.emulator.reset()
    foretold = preferences(account, check_mode=True, **options)
    assert account.writes() == []
    done = preferences(account, **options)
    assert foretold["changed"]
    assert {**foretold, "settings": None} == {**done, "settings": None}
    assert account.writes() == [("PUT", "/settings")]
    (write,) = account.emulator.writes()
    assert write["body"] == sent
    account.emulator.reset()
    assert not preferences(account, **options)["changed"]
    assert not preferences(account, check_mode=True, **options)["changed"]
    assert account.writes() == []
    return done


def test_settings_are_told_what_differs(old_account):
    answer = changed_settings(
        old_account, "company=Example&state=Neverland", company="Example", province="Neverland", location="Berlin"
    )
    assert answer["diff"]["before"] == {"company": "Example Web Shop", "province": ""}
    assert answer["diff"]["after"] == {"company": "Example", "province": "Neverland"}
    told = yaml.safe_load(pingdom_settings.RETURN)["settings"]["sample"]
    assert set(answer["settings"]) == set(told)
    assert changed_settings(old_account, "company=", company="")["settings"]["company"] == ""


def test_what_is_told_of_an_account_and_cannot_be_set(old_account):
    read = old_account.run(pingdom_account_info, include=["settings"])["settings"]
    foretold = preferences(old_account, company="Example", check_mode=True)["settings"]
    done = preferences(old_account, company="Example")["settings"]
    assert {**read, "company": "Example"} == foretold == done
    assert (read["external_reference"], read["publicreportscode"]) == ("", "rwknj2rkd39h")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*Z", read["accountcreated"])
    row = {"settings": {"external_reference": ["odd"], "accountcreated": "long ago"}}
    old_account.emulator.faults([{"method": "GET", "path": "/settings$", "status": 200, "body": row}])
    odd = old_account.run(pingdom_account_info, include=["settings"])["settings"]
    assert [odd[name] for name in ("external_reference", "publicreportscode", "accountcreated")] == [None] * 3


def test_a_telephone_number_goes_with_its_country(old_account):
    whole = {"phone": "555-555 555", "phonecountrycode": 46, "phonecountryiso": "SE"}
    changed_settings(old_account, "phone=555555555&phonecountrycode=46&phonecountryiso=SE", **whole)
    assert not preferences(old_account, phone="555 555/555")["changed"]
    assert not preferences(old_account, phone="555\u00a0555\u2011555")["changed"]  # as copied from a web page
    assert "phone holds a value of the wrong kind" in preferences(old_account, phone="+46 5", fails=True)["msg"]
    changed_settings(old_account, "phone=4711&phonecountrycode=46&phonecountryiso=SE", phone="4711")
    changed_settings(old_account, "phone=4711&phonecountrycode=49&phonecountryiso=DE", phonecountrycode=49, **GERMAN)
    none = {"phone": "", "phonecountrycode": None, "phonecountryiso": None}
    assert none.items() <= changed_settings(old_account, "phone=", phone="", **GERMAN)["settings"].items()
    for check_mode in (True, False):
        answer = preferences(old_account, phone="1", phonecountrycode=1, check_mode=check_mode, fails=True)
        assert "there is no phone for phonecountryiso" in preferences(old_account, **GERMAN, fails=True)["msg"]
        assert "phone needs phonecountrycode and phonecountryiso, not given: phonecountryiso" in answer["msg"]
    changed_settings(old_account, "cellphone=1&cellcountrycode=49&cellcountryiso=DE", cellphone="1")


GERMAN = {"phonecountryiso": "DE"}


@pytest.mark.parametrize(
    ("options", "sent", "shown"),
    [
        ({"region": "Sweden"}, "regionid=7", {"id": 7, "description": "Sweden"}),
        ({"region": "7"}, "regionid=7", {"id": 7, "description": "Sweden"}),
        ({"region": "0"}, "regionid=0", {"id": 0, "description": "Custom"}),
        ({"timezone": "(GMT +2:00) Athens, Cairo"}, "timezoneid=16", {"id": 16}),
        ({"datetimeformat": "31/07/2006 14:45:05"}, "datetimeformatid=3", {"id": 3}),
        ({"numberformat": "1"}, "numberformatid=1", {"id": 1, "description": "123,456,789.00"}),
        ({"country": "Sweden"}, "countryiso=SE", "SE"),
        ({"country": "se"}, "countryiso=se", "SE"),
        ({"country": "22"}, "countryiso=SE", "SE"),
        ({"country": " SE "}, "countryiso=SE", "SE"),
    ],
)
def test_what_has_a_number_is_given_by_description_or_id(old_account, options, sent, shown):
    (name,) = options
    told = changed_settings(old_account, sent, **options)["settings"][name]
    assert told == shown if isinstance(shown, str) else shown.items() <= told.items()


@pytest.mark.parametrize("option", ["region", "timezone", "datetimeformat", "numberformat", "country"])
@pytest.mark.parametrize("value", ["Nowhere", "9999"])
def test_what_the_reference_does_not_know_is_an_error(old_account, option, value):
    answer = preferences(old_account, **{option: value}, fails=True)
    assert answer["error"]["kind"] == "NotFound"
    assert f"Pingdom knows no {option} '{value}'" in answer["msg"]
    assert old_account.writes() == []


def test_a_description_of_two_entries_is_ambiguous(old_account):
    reference = {"regions": [{"id": 2, "description": "Here"}, {"id": "1", "description": "Here"}]}
    rule = {"method": "GET", "path": "/reference$", "status": 200, "body": reference}
    old_account.emulator.faults([rule])
    answer = preferences(old_account, region="Here", fails=True)
    assert (answer["error"]["kind"], answer["error"]["ids"]) == ("AmbiguousName", [1, 2])


PUBLIC_LOOK = {
    "pubrcustomdesign": True,
    "pubrtextcolor": "99cc00",
    "pubrbackgroundcolor": "FEFFFE",
    "pubrmonths": "3",
    "pubrshowoverview": False,
    "pubrcustomdomain": "status.example.com",
}


def test_how_public_reports_look(old_account):
    sent = "&".join(f"{name}={str(one).lower() if isinstance(one, bool) else one}" for name, one in PUBLIC_LOOK.items())
    told = changed_settings(old_account, sent, **PUBLIC_LOOK)["settings"]
    assert {name: told[name] for name in PUBLIC_LOOK} == PUBLIC_LOOK
    assert not preferences(old_account, pubrtextcolor="#99CC00")["changed"]


def test_a_setting_that_is_not_taken_is_no_success(old_account):
    old_account.emulator.quirk("pingdom_21_logo_is_disabled")
    answer = preferences(old_account, pubrlogourl="stats.example.com/logo.png", fails=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert "change of settings of the account, but these options do not show it: pubrlogourl" in answer["msg"]


def test_a_renewal_goes_along_with_a_change_only(old_account):
    assert not preferences(old_account, updaterenewal=False)["changed"]
    assert old_account.writes() == []
    sent = "autologout=true&updaterenewal=false"
    changed_settings(old_account, sent, autologout=True, updaterenewal=False)


def test_an_address_in_another_case_is_the_same(old_account):
    assert preferences(old_account, email="Owner@Example.com")["changed"] is False
    changed_settings(old_account, "billing_email=Bills%40example.com", billing_email="Bills@example.com")
    assert preferences(old_account, billing_email="bills@EXAMPLE.com")["changed"] is False


@pytest.mark.parametrize("option", ["email", "region", "timezone", "datetimeformat", "numberformat"])
def test_what_no_account_is_without_cannot_be_cleared(old_account, option):
    answer = preferences(old_account, **{option: ""}, fails=True)
    assert f"{option} must not be empty" in answer["msg"]
    assert old_account.emulator.requests("pingdom") == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"pubrtextcolor": "red"}, "Give a colour in six digits from 0 to F"),
        ({"pubrbackgroundcolor": "#99CC0"}, "Give a colour in six digits from 0 to F"),
        ({"email": "nobody"}, "Give an address as name@example.com"),
        ({"billing_email": "a@b, c@d"}, "Give an address as name@example.com"),
        ({"billing_email": "Shop <shop@example.com>"}, "Give an address as name@example.com"),
        ({"phone": "1", "phonecountryiso": "SE", "phonecountrycode": 46555}, "phonecountrycode must be at most 9999"),
        ({"phone": "1", "phonecountrycode": 46, "phonecountryiso": "Sweden"}, "Give the code of a country"),
        ({"cellphone": "1", "cellcountrycode": 46, "cellcountryiso": "46"}, "Give the code of a country"),
    ],
)
def test_what_pingdom_would_refuse_is_refused_before_anything_is_sent(old_account, options, words):
    for check_mode in (True, False):
        answer = preferences(old_account, **options, check_mode=check_mode, fails=True)
        assert answer["error"]["kind"] == "ConfigurationError"
        assert words in answer["msg"]
    assert old_account.emulator.requests("pingdom") == []


def test_whoever_changes_the_address_that_they_log_in_with_is_told(old_account):
    denial = {"error": {"statuscode": 401, "statusdesc": "Unauthorized", "errormessage": "Who?"}}
    old_account.emulator.faults([{"method": "GET", "path": "/settings$", "skip": 1, "status": 401, "body": denial}])
    answer = preferences(old_account, email="new@example.com", fails=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("AuthenticationFailed", True)
    assert "if it has just become new@example.com, set username to that." in answer["msg"]


TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=12)
ANY_SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("firstname", "company", "address2", "province", "description", "vatcode"), TEXTS),
        "autologout": st.booleans(),
        "country": st.sampled_from(["SE", "de", "Germany", "24"]),
        "region": st.sampled_from(["Sweden", "8", "0"]),
        "timezone": st.sampled_from(["15", "(GMT) Western Europe Time, London, Lisbon"]),
        "datetimeformat": st.sampled_from(["1", "31.07.2006. 14:45:05"]),
        "numberformat": st.sampled_from(["123456789.00", "4"]),
        "pubrmonths": st.sampled_from(["none", "all", "3"]),
        "pubrtextcolor": st.sampled_from(["", "333333", "fefffe"]),
        "cellphone": st.sampled_from(["", "170 1234567"]),
        "cellcountrycode": st.just(49),
        "cellcountryiso": st.sampled_from(["DE", "de"]),
    },
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tasks=st.lists(ANY_SETTINGS, min_size=1, max_size=3))
def test_any_settings_are_as_asked_and_stay_so(old_account, tasks):
    for task in tasks:
        options = task if task.get("cellphone") else {name: one for name, one in task.items() if "cell" not in name}
        foretold = preferences(old_account, **options, check_mode=True)
        done = preferences(old_account, **options)
        assert (done["changed"], done.get("diff")) == (foretold["changed"], foretold.get("diff"))
        again = preferences(old_account, **options)
        assert not again["changed"]
        assert again["settings"] == done["settings"]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("pingdom_report", {"kind": "email", "name": "new"}),
        ("pingdom_report", {"kind": "shared", "check": STATUS}),
        ("pingdom_report_info", {}),
        ("pingdom_settings", {"company": "x", "region": "7"}),
    ],
)
def test_tasks_inside_the_controller_import_nothing_by_themselves(old_account, name, options):
    command = [sys.executable, "-c", RUN, name, json.dumps({**old_account.options, **options})]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [None, []]
