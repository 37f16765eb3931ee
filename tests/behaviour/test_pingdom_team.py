# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_team, pingdom_team_info and pingdom_contact_info against the emulated account, over both versions."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_contact,
    pingdom_contact_info,
    pingdom_team,
    pingdom_team_info,
)
from tests.behaviour.test_pingdom_contact import WISH, as_foretold_by

pytestmark = pytest.mark.usefixtures("documented_requests")

ADA, BEN, DESK = 23440, 23441, 23442
"""The ids of the demonstration's people."""


@pytest.fixture
def team(either_account):
    """Run the module on the account."""

    def run(**options):
        return either_account.run(pingdom_team, **options)

    return run


@pytest.fixture
def as_foretold(team):
    """Run it in check mode, for real, and again."""

    def run(**options):
        return as_foretold_by(team, "team", **options)

    return run


def test_a_team_is_created_changed_and_deleted(as_foretold, either_account):
    made = as_foretold(name="Night shift", members=["Ada Operator", "BEN@example.com", str(DESK)])
    assert made["team"] == {"id": made["team"]["id"], "name": "Night shift", "members": [ADA, BEN, DESK]}
    assert made["changed"]
    fewer = as_foretold(name="Night shift", members=[str(BEN)])
    assert fewer["team"]["members"] == [BEN]
    renamed = as_foretold(id=made["team"]["id"], name="Day shift")
    assert renamed["team"] == {**made["team"], "name": "Day shift", "members": [BEN]}
    assert as_foretold(name="Day shift", members=[])["team"]["members"] == []
    assert as_foretold(name="Day shift", state="absent")["changed"]
    assert not as_foretold(name="Day shift", state="absent")["changed"]
    assert [method for method, _path in either_account.writes()] == ["POST", "PUT", "PUT", "PUT", "DELETE"]


def test_a_team_may_have_no_members(as_foretold):
    assert as_foretold(name="nobody", members=[])["team"]["members"] == []
    assert as_foretold(name="nobody else")["team"]["members"] == []


def test_members_are_added_and_taken_out(as_foretold):
    assert as_foretold(name="Web shop", members=["Service desk"], members_mode="append")["team"]["members"] == [
        ADA,
        BEN,
        DESK,
    ]
    assert not as_foretold(name="Web shop", members=[str(ADA)], members_mode="append")["changed"]
    less = as_foretold(name="Web shop", members=["ada@example.com", "Service desk"], members_mode="remove")
    assert (less["changed"], less["team"]["members"]) == (True, [BEN])
    assert not as_foretold(name="Web shop", members=[], members_mode="remove")["changed"]
    assert as_foretold(name="new", members=["Ben On-Call"], members_mode="append")["team"]["members"] == [BEN]
    assert as_foretold(name="newer", members=["Ben On-Call"], members_mode="remove")["team"]["members"] == []


@pytest.mark.parametrize("unknown", ["Nobody", "no@example.com", "99"])
def test_who_is_not_there_is_an_error_but_for_taking_out(team, either_account, unknown):
    for mode in ("set", "append"):
        answer = team(fails=True, name="Web shop", members=[unknown], members_mode=mode)
        assert answer["error"]["kind"] == "NotFound"
        assert unknown in answer["msg"]
    out = team(name="Web shop", members=[unknown, "Ben On-Call"], members_mode="remove", check_mode=True)
    assert unknown in out["warnings"][0]
    assert out["team"]["members"] == [ADA]
    assert either_account.writes() == []


def test_check_mode_takes_a_name_for_one_that_an_earlier_task_makes(team, either_account):
    foretold = team(name="Web shop", members=["Ada Operator", "Night watch"], check_mode=True)
    assert (foretold["changed"], foretold["awaited"]) == (True, ["contact named 'Night watch'"])
    assert team(fails=True, name="Web shop", members=["99"], check_mode=True)["error"]["kind"] == "NotFound"
    made = either_account.run(pingdom_contact, **WISH)["contact"]["id"]
    assert team(name="Web shop", members=["Ada Operator", "night@example.com"])["team"]["members"] == [ADA, made]


def test_two_of_a_name_are_told_by_their_ids(team, either_account):
    body = {"name": "Twin", "member_ids": []}
    ids = [either_account.somebody("POST", "/alerting/teams", body)["team"]["id"] for _number in range(2)]
    answer = team(fails=True, name="Twin", members=[])
    assert (answer["error"]["kind"], answer["error"]["ids"]) == ("AmbiguousName", ids)
    targets = {"email": [{"address": "twin@example.com", "severity": "HIGH"}]}
    for name in ("Same", "Same"):
        either_account.somebody("POST", "/alerting/contacts", {"name": name, "notification_targets": targets})
    before = either_account.writes()
    for one in ("Same", "twin@example.com"):
        answer = team(fails=True, id=ids[0], members=[one])
        assert (answer["error"]["kind"], len(answer["error"]["ids"])) == ("AmbiguousName", 2)
    assert either_account.writes() == before


def test_an_unknown_id_and_no_name_at_all_are_errors(team, either_account):
    assert "there is no team with the id 99" in team(fails=True, id=99)["msg"]
    assert team(fails=True, name="")["error"]["kind"] == "ConfigurationError"
    assert team(id="", check_mode=True, members=["x"])["team"]["members"] is None
    assert team(fails=True, name="Web shop", members=[None])["error"]["kind"] == "ConfigurationError"
    assert either_account.writes() == []


def test_all_of_a_team_is_sent_over_3_1(account):
    account.run(pingdom_team, name="Web shop", members=["Ben On-Call"], members_mode="remove")
    assert account.emulator.writes()[-1]["body"] == {"name": "Web shop", "member_ids": [ADA]}


def test_a_success_that_is_none_is_an_error(old_account, emulator):
    emulator.faults([{"method": "DELETE", "path": "/teams/[0-9]+$", "status": 200, "body": {"success": False}}])
    answer = old_account.run(pingdom_team, fails=True, name="Web shop", state="absent")
    assert (answer["error"]["kind"], answer["changed"]) == ("ServerFault", False)


@pytest.mark.parametrize("members", ["all", [{"name": "no id"}], [{"id": "x"}], {"id": 1}])
def test_members_of_another_shape_are_an_error_and_no_write(account, emulator, members):
    team_id = account.run(pingdom_team, name="Web shop")["team"]["id"]
    body = {"team": {"id": team_id, "name": "Web shop", "members": members}}
    emulator.faults([{"method": "GET", "path": f"/alerting/teams/{team_id}$", "status": 200, "body": body}])
    answer = account.run(pingdom_team, fails=True, name="Web shop", members=[])
    assert answer["error"]["kind"] == "UnexpectedAnswer"
    assert account.writes() == []


# What is only read


@pytest.fixture
def contacts(either_account):
    def run(**options):
        return either_account.run(pingdom_contact_info, **options)

    return run


@pytest.fixture
def teams(either_account):
    def run(**options):
        return either_account.run(pingdom_team_info, **options)

    return run


def test_contacts_are_read_with_the_same_keys_by_both_versions(contacts, either_account):
    answer = contacts()
    assert (answer["changed"], len(answer["contacts"]), "msg" in answer) == (False, 4, False)
    told = either_account.version == "3.1"
    ben = answer["contacts"][2]
    assert ben == {
        "id": BEN,
        "name": "Ben On-Call",
        "paused": False,
        "type": "contact" if told else None,
        "owner": False if told else None,
        "targets": {
            "email": [{"address": "ben@example.com", "severity": level} for level in ("HIGH", "LOW")],
            "sms": [{"country_code": "49", "number": "1511234567", "provider": "nexmo", "severity": "HIGH"}],
        },
        "devices": [] if told else None,
        "teams": [{"id": 65, "name": "Web shop"}, {"id": 66, "name": "Mail"}],
    }
    assert answer["contacts"][0]["owner"] is (True if told else None)


def names(answer):
    return [one["name"] for one in answer.get("contacts", answer.get("teams"))]


def test_contacts_are_selected_by_id_name_and_address(contacts):
    answer = contacts(ids=[str(ADA)], names=["Service desk"], emails=["BEN@example.com"])
    assert names(answer) == ["Ada Operator", "Ben On-Call", "Service desk"]
    assert "msg" not in answer
    missing = contacts(ids=[ADA, 99], names=["ada operator"], emails=["no@example.com"])
    assert names(missing) == ["Ada Operator"]
    assert missing["msg"] == "no contact has the id 99, name 'ada operator', e-mail address 'no@example.com'"
    assert names(contacts(names=[" Service desk "], emails=[" BEN@example.com"])) == ["Ben On-Call", "Service desk"]
    nothing = contacts(ids=[])
    assert (nothing["contacts"], nothing["msg"]) == ([], "nothing matches")


def test_login_users_are_told_apart_over_3_1_only(account, old_account):
    answer = account.run(pingdom_contact_info, types=["user"])
    assert names(answer) == ["Account Owner", "Ada Operator"]
    assert account.run(pingdom_contact_info, types=["user"], names=["Ben On-Call"])["msg"] == "nothing matches"
    refused = old_account.run(pingdom_contact_info, fails=True, types=["user"])
    assert "API 2.1 has no types of a contact" in refused["msg"]
    assert "API 3.1 has it" in refused["msg"]


def test_devices_are_shown_without_what_they_are_reached_by(account, emulator):
    ben = account.somebody("GET", f"/alerting/contacts/{BEN}")["contact"]
    ben["notification_targets"] |= {
        "apns": [{"severity": "HIGH", "device_name": "phone", "apns_device": "secret-token"}],
        "agcm": [{"severity": "LOW", "agcm_id": "secret-token"}, "odd"],
    }
    emulator.faults([{"method": "GET", "path": "/alerting/contacts$", "status": 200, "body": {"contacts": [ben]}}])
    answer = account.run(pingdom_contact_info)
    assert answer["contacts"][0]["devices"] == [
        {"kind": "agcm", "name": None, "severity": "LOW"},
        {"kind": "apns", "name": "phone", "severity": "HIGH"},
    ]
    assert "secret-token" not in str(answer)


def test_teams_are_read_with_their_members(teams, either_account):
    told = either_account.version == "3.1"
    answer = teams(names=["Mail", "Post"])
    assert answer["msg"] == "no team has the name 'Post'"
    assert answer["teams"] == [
        {
            "id": 66,
            "name": "Mail",
            "members": [
                {"id": BEN, "name": "Ben On-Call", "type": (told and "contact") or None, "emails": ["ben@example.com"]},
                {
                    "id": DESK,
                    "name": "Service desk",
                    "type": (told and "contact") or None,
                    "emails": ["desk@example.com"],
                },
            ],
        }
    ]
    assert names(teams(ids=["65"])) == ["Web shop"]
    assert names(teams()) == ["Web shop", "Mail"]
    assert either_account.writes() == []


def test_a_selection_that_says_nothing_is_an_error_and_never_all(contacts, teams):
    for read, options in ((contacts, {"ids": [""]}), (contacts, {"emails": [None]}), (teams, {"names": [" "]})):
        assert read(fails=True, **options)["error"]["kind"] == "ConfigurationError"
    assert contacts(ids=[None], check_mode=True)["contacts"] == []
    assert "ids must be numbers" in teams(fails=True, ids=["Mail"])["msg"]


def test_what_was_written_a_moment_ago_is_read_although_lists_lag(contacts, teams, either_account, emulator):
    path, member = ("alerting/contacts", "contacts") if either_account.version == "3.1" else ("users", "users")
    made = either_account.run(pingdom_contact, **WISH)["contact"]
    either_account.run(pingdom_contact, name="Ben On-Call", targets={"sms": []})
    either_account.run(pingdom_contact, name="Service desk", state="absent")
    old = [{"id": BEN, "name": "Ben On-Call", "paused": False}, {"id": DESK, "name": "Service desk", "paused": False}]
    emulator.faults([{"method": "GET", "path": f"/{path}$", "status": 200, "body": {member: old}}])
    assert contacts(names=["Night watch"])["contacts"][0]["targets"] == made["targets"]
    assert names(contacts()) == ["Ben On-Call", "Night watch"]
    either_account.run(pingdom_team, name="Mail", members=["night@example.com"])
    assert [one["name"] for one in teams(names=["Mail"])["teams"][0]["members"]] == ["Night watch"]
    either_account.an_hour_later()
    assert names(contacts()) == ["Ben On-Call", "Service desk"]
