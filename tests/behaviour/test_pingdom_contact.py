# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_contact against the emulated account, over both versions of the API."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_contact

pytestmark = pytest.mark.usefixtures("documented_requests")

ON_31, ON_21 = "/alerting/contacts", "/users"
SMS = {"country_code": "49", "number": "1517654321", "severity": "HIGH"}


def both(address):
    return [{"address": address, "severity": severity} for severity in ("HIGH", "LOW")]


WISH = {"name": "Night watch", "paused": True, "targets": {"email": both("night@example.com"), "sms": [SMS]}}


@pytest.fixture
def contact(either_account):
    """Run the module on the account."""

    def run(**options):
        return either_account.run(pingdom_contact, **options)

    return run


def state_on(account, name):
    """What somebody else sees of a contact over API 3.1."""
    return next(one for one in account.somebody("GET", ON_31)["contacts"] if one["name"] == name)


def as_foretold_by(run, what, **options):
    """Run in check mode, for real, and twice more; the answer of the real run, which the others must fit."""

    def settings(answer):
        return {name: value for name, value in (answer[what] or {}).items() if name != "id"}

    foretold, done = run(check_mode=True, **options), run(**options)
    again, later = run(**options), run(check_mode=True, **options)
    assert (foretold["changed"], foretold.get("diff")) == (done["changed"], done.get("diff"))
    assert settings(foretold) == settings(done)
    assert (again["changed"], later["changed"]) == (False, False)
    assert again[what] == later[what] == done[what]
    return done


def as_foretold(contact, **options):
    return as_foretold_by(contact, "contact", **options)


def test_a_contact_is_created_changed_and_deleted(contact, either_account):
    made = as_foretold(contact, **WISH)
    assert made["changed"]
    assert made["contact"] == {
        "id": made["contact"]["id"],
        "name": "Night watch",
        "paused": True,
        "type": "contact" if either_account.version == "3.1" else None,
        "targets": {"email": both("night@example.com"), "sms": [{**SMS, "provider": "nexmo"}]},
    }
    seen = state_on(either_account, "Night watch")
    assert (seen["paused"], len(seen["notification_targets"]["email"])) == (True, 2)
    moved = as_foretold(contact, name="Night watch", targets={"email": both("dusk@example.com")})
    assert moved["contact"]["targets"] == {
        "email": both("dusk@example.com"),
        "sms": [{**SMS, "provider": "nexmo"}],
    }, "what is not given stays"
    assert list(moved["diff"]["after"]) == list(moved["diff"]["before"])
    renamed = as_foretold(contact, id=made["contact"]["id"], name="Dusk watch")
    assert renamed["contact"]["name"] == "Dusk watch"
    assert renamed["contact"]["paused"], "a name alone does not wake a contact"
    gone = as_foretold(contact, name="Dusk watch", state="absent")
    assert (gone["changed"], gone["contact"]) == (True, None)


def test_check_mode_sends_no_write(contact, either_account):
    contact(check_mode=True, **WISH)
    contact(check_mode=True, name="Ben On-Call", paused=True)
    contact(check_mode=True, name="Ben On-Call", state="absent")
    assert either_account.writes() == []


def test_only_differences_are_sent_over_2_1_and_additions_come_first(old_account):
    old_account.run(pingdom_contact, name="Ben On-Call", targets={"email": both("new@example.com"), "sms": []})
    methods = [(method, path.count("/")) for method, path in old_account.writes()]
    assert methods == [("POST", 2), ("POST", 2), ("DELETE", 3), ("DELETE", 3), ("DELETE", 3)]
    old_account.emulator.reset()
    old_account.run(pingdom_contact, **WISH)
    assert [method for method, _path in old_account.writes()] == ["POST", "PUT", "POST", "POST", "POST"]


def test_a_severity_is_changed_in_place_over_2_1(old_account):
    old_account.run(pingdom_contact, **WISH)
    before = len(old_account.writes())
    sms = [{**SMS, "severity": "LOW", "provider": "esendex"}]
    answer = old_account.run(pingdom_contact, name="Night watch", targets={"sms": sms})
    assert answer["contact"]["targets"]["sms"] == sms
    assert [method for method, _path in old_account.writes()[before:]] == ["PUT"]


def test_one_request_changes_all_of_a_contact_over_3_1(account):
    contact_id = account.run(pingdom_contact, **WISH)["contact"]["id"]
    account.run(pingdom_contact, name="Night watch", paused=False)
    assert account.writes() == [("POST", ON_31), ("PUT", f"{ON_31}/{contact_id}")]
    assert account.emulator.writes()[-1]["body"] == {
        "name": "Night watch",
        "paused": False,
        "notification_targets": {"email": both("night@example.com"), "sms": [{**SMS, "provider": "nexmo"}]},
    }


def test_found_by_an_address_whatever_its_name_and_case(contact):
    found = as_foretold(contact, email="BEN@example.com", name="Benjamin")
    assert (found["changed"], found["contact"]["name"]) == (True, "Benjamin")
    same = contact(email="ben@example.com", targets={"email": both("Ben@Example.com")})
    assert not same["changed"]
    assert same["contact"]["targets"]["email"] == both("ben@example.com")
    made = as_foretold(contact, email="zoe@example.com", name="Zoe", targets={"email": both("zoe@example.com")})
    assert made["changed"]
    assert contact(email="zoe@example.com", state="absent")["changed"]
    assert not contact(email="zoe@example.com", state="absent")["changed"]


def test_blanks_around_a_name_are_none_of_it(contact, either_account):
    made = as_foretold(contact, **{**WISH, "name": "  Night watch "})
    assert made["contact"]["name"] == "Night watch"
    assert not contact(**WISH)["changed"]
    assert contact(fails=True, id=-1, paused=True, check_mode=True)["error"]["kind"] == "ConfigurationError"


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("+49", "(151) 765-43.21"),
        ("0049", "151 7654321"),
        (" +49 ", "151\u00a0765\u201143\u201321"),  # as copied from a web page or a letter
        (49, 1517654321),
    ],
)
def test_spellings_of_numbers_make_no_difference(contact, code, number):
    contact(**WISH)
    spelt = {"country_code": code, "number": number, "severity": "HIGH", "provider": "nexmo"}
    assert not contact(name="Night watch", targets={"sms": [spelt, SMS]})["changed"]
    elsewhere = {**SMS, "country_code": "1-268"}
    moved = contact(name="Night watch", targets={"sms": [elsewhere]})["contact"]["targets"]["sms"]
    assert [one["country_code"] for one in moved] == ["1268"]


@pytest.mark.parametrize(
    ("targets", "missing"),
    [
        ({"email": both("a@example.com")[:1]}, ["LOW"]),
        ({"email": both("a@example.com")[1:]}, ["HIGH"]),
        ({"email": []}, ["HIGH", "LOW"]),
        ({"sms": [SMS]}, ["LOW"]),
    ],
)
@pytest.mark.parametrize("check_mode", [True, False])
def test_a_new_contact_without_a_severity_is_refused_before_anything_is_written(
    contact, either_account, targets, missing, check_mode
):
    answer = contact(fails=True, check_mode=check_mode, name="new", targets=targets)
    assert (answer["error"]["kind"], answer["error"]["missing"]) == ("ConfigurationError", missing)
    assert f"no target of severity {' or '.join(missing)}" in answer["msg"]
    assert either_account.writes() == []


def test_severities_may_be_of_different_kinds(contact):
    low = both("a@example.com")[1:]
    assert as_foretold(contact, name="new", targets={"email": low, "sms": [SMS]})["changed"]
    refused = contact(fails=True, name="new", targets={"sms": []})
    assert refused["error"]["missing"] == ["HIGH"]


def test_only_what_a_task_asks_for_is_refused(contact):
    owner = contact(name="Account Owner", targets={"email": both("owner@example.com")[:1]})
    assert not owner["changed"], "it has only one severity, and the task wants just that"
    assert as_foretold(contact, name="Account Owner", paused=True)["changed"]
    assert as_foretold(contact, email="owner@example.com", name="Owner")["changed"]
    moved = contact(fails=True, name="Owner", targets={"email": both("boss@example.com")[:1]})
    assert moved["error"]["missing"] == ["LOW"]
    assert as_foretold(contact, name="Owner", targets={"email": both("owner@example.com")})["changed"]


def test_where_pingdom_refuses_a_contact_with_one_severity_the_error_names_the_other(account, emulator):
    emulator.quirk("pingdom_contact_needs_both_severities")
    answer = account.run(pingdom_contact, fails=True, name="Account Owner", paused=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("RequestRefused", False)
    assert "It has no target of severity LOW." in answer["msg"]
    assert account.run(pingdom_contact, name="Ben On-Call", paused=True)["changed"]


def test_answers_with_a_message_alone_are_read_back(account, emulator):
    emulator.quirk("pingdom_contact_put_message")
    assert account.run(pingdom_contact, name="Ben On-Call", paused=True)["contact"]["paused"]


def test_login_users_are_changed_and_never_deleted(account):
    ada = account.run(pingdom_contact, name="Ada Operator", paused=True)
    assert (ada["changed"], ada["contact"]["type"]) == (True, "user")
    before = account.writes()
    for check_mode in (True, False):
        answer = account.run(pingdom_contact, fails=True, name="Ada Operator", state="absent", check_mode=check_mode)
        assert (answer["error"]["kind"], answer["error"]["type"]) == ("Conflict", "user")
        assert "is a login user and cannot be deleted" in answer["msg"]
    assert account.writes() == before


def test_a_login_user_is_not_known_as_one_over_2_1_and_left_to_pingdom(old_account):
    answer = old_account.run(pingdom_contact, fails=True, name="Ada Operator", state="absent")
    assert (answer["error"]["kind"], answer["changed"]) == ("PermissionDenied", False)
    assert old_account.writes()[-1][0] == "DELETE"


def test_app_devices_and_unknown_members_stay_and_are_not_sent(account, emulator):
    ben = state_on(account, "Ben On-Call")
    strange = {
        **ben,
        "nickname": "Benny",
        "notification_targets": {
            **{kind: [{**row, "verified": True} for row in rows] for kind, rows in ben["notification_targets"].items()},
            "apns": [{"severity": "HIGH", "device_name": "phone", "apns_device": "x"}],
            "pigeon": {"loft": 3},
        },
    }
    path = f"{ON_31}/{ben['id']}$"
    emulator.faults([{"method": "GET", "path": path, "status": 200, "body": {"contact": strange}, "times": 1}])
    assert account.run(pingdom_contact, id=ben["id"], targets={"sms": []})["changed"]
    body = emulator.writes()[-1]["body"]
    assert body["notification_targets"] == {"email": both("ben@example.com"), "sms": []}


def test_a_device_counts_for_its_severity(account, emulator):
    ben = state_on(account, "Ben On-Call")
    high = both("ben@example.com")[:1]
    ben["notification_targets"]["apns"] = [{"severity": "LOW", "device_name": "phone", "apns_device": "x"}]
    rule = {"method": "GET", "path": f"{ON_31}/{ben['id']}$", "status": 200, "body": {"contact": ben}, "times": 1}
    emulator.faults([rule])
    answer = account.run(pingdom_contact, id=ben["id"], targets={"email": high, "sms": []})
    assert answer["contact"]["targets"] == {"email": high, "sms": []}


@pytest.mark.parametrize("fault", [{"status": 400}, {"status": 403}])
def test_a_failure_half_way_tells_what_was_done_and_the_next_run_goes_on(old_account, emulator, fault):
    error = {"error": {"statuscode": fault["status"], "statusdesc": "No", "errormessage": "not this one"}}
    ben = {"name": "Ben On-Call", "paused": True, "targets": {"email": both("new@example.com"), "sms": []}}
    emulator.faults([{"method": "DELETE", "path": "/users/[0-9]+/[0-9]+$", "body": error, "times": 1, **fault}])
    answer = old_account.run(pingdom_contact, fails=True, **ben)
    assert (answer["changed"], answer["error"]["done"]) == (
        True,
        ["set paused", "add HIGH new@example.com", "add LOW new@example.com"],
    )
    assert answer["error"]["not_done"][0] == "remove HIGH ben@example.com"
    assert "not this one" in answer["msg"]
    assert "Done before: set paused, add HIGH new@example.com" in answer["msg"]
    assert answer["msg"].count("Run the task again") == 1
    before = len(old_account.writes())
    assert old_account.run(pingdom_contact, **ben)["changed"]
    assert [method for method, _path in old_account.writes()[before:]] == ["DELETE"] * 3
    assert not old_account.run(pingdom_contact, **ben)["changed"]


@pytest.mark.parametrize("identity", [{}, {"email": "night@example.com"}])
def test_a_user_that_was_left_without_targets_is_gone_on_with(old_account, emulator, identity):
    refusal = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "not now"}}
    emulator.faults([{"method": "POST", "path": "/users/[0-9]+$", "status": 403, "body": refusal, "times": 1}])
    answer = old_account.run(pingdom_contact, fails=True, **identity, **WISH)
    assert (answer["changed"], answer["error"]["done"]) == (True, ["set paused"])
    made = old_account.run(pingdom_contact, **identity, **WISH)
    assert made["changed"]
    assert not old_account.run(pingdom_contact, **identity, **WISH)["changed"]
    assert [method for method, path in old_account.writes() if path == ON_21] == ["POST"], "no second user"
    old_account.an_hour_later()
    assert not old_account.run(pingdom_contact, **identity, **WISH)["changed"]


def test_a_target_whose_answer_is_lost_is_not_sent_twice(old_account, emulator):
    emulator.faults([{"method": "POST", "path": "/users/[0-9]+$", "after": True, "reset": True, "times": 1}])
    old_account.run(pingdom_contact, fails=None, **WISH)
    old_account.an_hour_later()
    old_account.run(pingdom_contact, **WISH)
    assert len(state_on(old_account, "Night watch")["notification_targets"]["email"]) == 2


def test_primary_is_told_over_2_1_and_refused_over_3_1(account, old_account):
    refused = account.run(pingdom_contact, fails=True, name="Ben On-Call", primary=True)
    assert refused["error"]["kind"] == "ConfigurationError"
    assert "API 3.1 has no primary of a contact" in refused["msg"]
    assert "API 2.1 has it" in refused["msg"]
    assert account.emulator.requests("pingdom") == []
    foretold = old_account.run(pingdom_contact, name="Ben On-Call", primary=True, check_mode=True)
    assert old_account.writes() == []
    answer = old_account.run(pingdom_contact, name="Ben On-Call", primary=True)
    assert (answer["changed"], answer["warnings"]) == (False, foretold["warnings"])
    assert "sent without being counted as a change" in answer["warnings"][0]
    assert old_account.emulator.writes()[-1]["body"] == "name=Ben%20On-Call&paused=NO&primary=YES"


def test_a_pause_survives_a_new_name_where_pingdom_resets_it(old_account, emulator):
    emulator.quirk("pingdom_21_user_put_resets")
    desk = old_account.run(pingdom_contact, name="Service desk")["contact"]
    answer = old_account.run(pingdom_contact, id=desk["id"], name="Help desk")
    assert answer["contact"]["paused"]


def test_several_of_a_name_or_address_are_told_by_their_ids(contact, either_account):
    body = {"notification_targets": {"email": both("twin@example.com")}}
    ids = [either_account.somebody("POST", ON_31, {**body, "name": name})["contact"]["id"] for name in ("Twin", "Twin")]
    for identity, words in (({"name": "Twin"}, "named 'Twin'"), ({"email": "twin@example.com"}, "with the e-mail")):
        answer = contact(fails=True, paused=True, **identity)
        assert (answer["error"]["kind"], answer["error"]["ids"]) == ("AmbiguousName", ids)
        assert words in answer["msg"]
    assert contact(id=ids[1], paused=True)["changed"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"id": 99}, "there is no contact with the id 99"),
        ({"name": "new"}, "to create it these options are missing: targets"),
        ({"email": "no@example.com"}, "to create it these options are missing: name, targets"),
        *(
            (
                {"name": "Ben On-Call", "targets": {"email": [*both("ben@example.com"), {"severity": "LOW", **one}]}},
                f"address of a target cannot be {one['address']!r}. Nothing was sent. Give each address as",
            )
            for one in (
                {"address": text} for text in ("ben", "", "a@b.c, d@e.f", "a@b.c;d@e.f", "Ben <ben@example.com>")
            )
        ),
        *(
            (
                {"name": "Ben On-Call", "targets": {"sms": [SMS, {**SMS, **one}]}},
                f"{name} of a target cannot be {value!r}. Nothing was sent. Give the",
            )
            for one in ({"number": "0x1"}, {"number": "+49 151"}, {"country_code": "0"}, {"country_code": "49151"})
            for name, value in one.items()
        ),
        (
            {"email": "ben@example.com", "targets": {"email": both("new@example.com")}},
            "targets.email leaves it out",
        ),
        (
            {"email": "on-call@example.com", "name": "On-call", "targets": {"sms": [SMS, {**SMS, "severity": "LOW"}]}},
            "email says that the contact has the address on-call@example.com, and targets.email leaves it out",
        ),
    ],
)
def test_bad_input_is_refused_before_anything_is_written(contact, either_account, options, words):
    assert words in contact(fails=True, **options)["msg"]
    assert either_account.writes() == []


def test_deleting_a_contact_takes_it_out_of_teams_and_checks(contact, either_account):
    ben = state_on(either_account, "Ben On-Call")
    assert ben["teams"]
    contact(email="ben@example.com", state="absent")
    teams = either_account.somebody("GET", "/alerting/teams")["teams"]
    assert ben["id"] not in [member["id"] for team in teams for member in team["members"]]


@pytest.mark.parametrize(
    "targets", ["all", [["email"]], {"email": ["ben@example.com"]}, {"email": [{"severity": "LOW"}]}]
)
def test_an_answer_of_another_shape_is_an_error_and_no_write(account, emulator, targets):
    ben = {**state_on(account, "Ben On-Call"), "notification_targets": targets}
    emulator.faults([{"method": "GET", "path": f"{ON_31}/{ben['id']}$", "status": 200, "body": {"contact": ben}}])
    answer = account.run(pingdom_contact, fails=True, id=ben["id"], paused=True)
    assert answer["error"]["kind"] == "UnexpectedAnswer"
    assert account.writes() == []
