# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts and teams: whatever is asked for, over either version of the API, and answers that are lost, late or odd."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import ensure, people
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.contact import CONTACT
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.team import TEAM
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import (
    EitherPingdom,
    as_foretold,
    refusal,
    use,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.workshop import drive

NEXT = 23440
"""The id of the first contact that is made."""


@pytest.fixture(params=["3.1", "2.1"])
def pingdom(request, monkeypatch):
    """The account over each version."""
    with EitherPingdom(request.param) as account:
        use(monkeypatch, account)
        monkeypatch.setattr(people, "connect", account.api)
        yield account


@pytest.fixture
def old(monkeypatch):
    """The account over API 2.1."""
    with EitherPingdom("2.1") as account:
        use(monkeypatch, account)
        monkeypatch.setattr(people, "connect", account.api)
        yield account


def contact(check_mode=False, **params):
    return drive(Specification(**ensure.module_of(CONTACT)), check_mode, **params)


def team(check_mode=False, **params):
    return drive(Specification(**ensure.module_of(TEAM)), check_mode, **params)


def contacts(**params):
    return drive(Specification(**people.module_of(people.CONTACTS)), **params)["contacts"]


def teams(**params):
    return drive(Specification(**people.module_of(people.TEAMS)), **params)["teams"]


def email(address, *severities):
    return [{"address": address, "severity": severity} for severity in severities or ("HIGH", "LOW")]


def sms(number, severity="HIGH", provider="nexmo"):
    return {"country_code": "49", "number": number, "provider": provider, "severity": severity}


ZOE = {"name": "Zoe", "targets": {"email": email("zoe@example.com")}}


# Whatever is asked for

addresses = st.sampled_from(["a@example.com", "A@example.com", "b@example.com", "c@example.com"])
severities = st.sampled_from(["HIGH", "LOW"])
emails = st.lists(st.builds(email, addresses, severities).map(lambda rows: rows[0]), max_size=4)
numbers = st.builds(sms, st.sampled_from(["1", "22", "0333"]), severities, st.sampled_from(["nexmo", "esendex"]))
names = st.sampled_from(["One", "Two", "Three"])
wishes = st.fixed_dictionaries(
    {"name": names},
    optional={
        "paused": st.booleans(),
        "targets": st.fixed_dictionaries({}, optional={"email": emails, "sms": st.lists(numbers, max_size=3)}),
    },
)
shifts = st.fixed_dictionaries(
    {"name": names},
    optional={
        "members": st.lists(st.sampled_from(["Ada", "1", "2", "3"]), max_size=3),
        "members_mode": st.sampled_from(["set", "append", "remove"]),
        "state": st.sampled_from(["present", "present", "absent"]),
    },
)


def as_set(rows, *fold):
    return {tuple(str(row[name]).lower() if name in fold else row[name] for name in sorted(row)) for row in rows}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["3.1", "2.1"]), st.lists(wishes, min_size=1, max_size=4))
def test_contacts_become_what_is_wanted_and_stay_so(version, wanted):
    with EitherPingdom(version) as pingdom, pytest.MonkeyPatch.context() as patch:
        use(patch, pingdom)
        for wish in wanted:
            done = as_foretold(pingdom, contact, "contact", **wish)
            if done.get("failed"):
                assert done["error"]["kind"] == "ConfigurationError"
                continue
            shown = done["contact"]["targets"]
            for kind, rows in wish.get("targets", {}).items():
                assert as_set(shown[kind], "address") == as_set(rows, "address")
            assert done["contact"]["paused"] == wish.get("paused", done["contact"]["paused"])
            there = [one for one in pingdom.account.contacts.values() if one.name == wish["name"]]
            assert [one.id for one in there] == [done["contact"]["id"]]


def emails(**severities):
    """E-mail targets by their addresses, of one severity or several each."""
    told = [(name, severity) for name, several in severities.items() for severity in several.split()]
    return {"email": [{"address": f"{name}@example.com", "severity": severity} for name, severity in told]}


#: One address in two cases, which is one.
THRICE, OTHER = emails(a="HIGH LOW", A="HIGH"), emails(a="HIGH", b="LOW")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["3.1", "2.1"]), st.lists(st.tuples(addresses, wishes), min_size=1, max_size=4))
@example(
    "2.1", [("a@example.com", {"name": "One", "targets": THRICE}), ("a@example.com", {"name": "One", "targets": OTHER})]
)
def test_contacts_that_an_address_identifies_are_found_again(version, wanted):
    with EitherPingdom(version) as pingdom, pytest.MonkeyPatch.context() as patch:
        use(patch, pingdom)
        for address, wish in wanted:
            done = as_foretold(pingdom, contact, "contact", email=address, **wish)
            if done.get("failed"):
                assert done["error"]["kind"] in ("ConfigurationError", "AmbiguousName")
            else:
                assert address.lower() in {one["address"].lower() for one in done["contact"]["targets"]["email"]}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["3.1", "2.1"]), st.lists(shifts, min_size=1, max_size=5))
def test_teams_become_what_is_wanted_and_stay_so(version, wanted):
    with EitherPingdom(version) as pingdom, pytest.MonkeyPatch.context() as patch:
        use(patch, pingdom)
        members = {}
        for wish in wanted:
            done = as_foretold(pingdom, team, "team", **wish)
            name, there = wish["name"], members.get(wish["name"], set())
            if wish.get("state") == "absent":
                members.pop(name, None)
                assert done["team"] is None
                continue
            given_ids = {1 if one == "Ada" else int(one) for one in wish.get("members", ())}
            after = {"set": given_ids, "append": there | given_ids, "remove": there - given_ids}
            members[name] = after[wish.get("members_mode", "set")] if "members" in wish else there
            assert {*done["team"]["members"]} == members[name]
        found = {one.name: {*one.member_ids} for one in pingdom.account.teams.values() if one.id != 7}
        assert found == members


# One after the other


def test_a_contact_from_its_creation_to_its_end(pingdom):
    made = as_foretold(pingdom, contact, "contact", **ZOE, paused=True)
    assert pingdom.account.contacts[made["contact"]["id"]].paused
    more = {"email": email("ZOE@example.com", "HIGH"), "sms": [sms("+1 (2)".replace("+", ""), "LOW")]}
    moved = as_foretold(pingdom, contact, "contact", email="zoe@example.com", targets=more)
    assert moved["contact"]["targets"] == {"email": email("zoe@example.com", "HIGH"), "sms": [sms("12", "LOW")]}
    assert list(moved["diff"]["after"]) == ["name", "paused", "targets.email", "targets.sms"]
    assert as_foretold(pingdom, contact, "contact", id=made["contact"]["id"], name="Zoë")["changed"]
    assert as_foretold(pingdom, contact, "contact", name="Zoë", state="absent")["contact"] is None


@pytest.mark.parametrize(
    ("params", "kind", "words"),
    [
        ({"name": "new", "targets": {"email": email("x@y", "HIGH")}}, "ConfigurationError", "of severity LOW"),
        ({"name": "new", "targets": {}}, "ConfigurationError", "these options are missing: targets"),
        ({"name": "new", "targets": {"email": email("x@y@z")}}, "ConfigurationError", "Give each address as name@"),
        ({"name": "new", "targets": {"sms": [sms("x")]}}, "ConfigurationError", "in digits and in quotes"),
        ({"email": "x@y", "targets": {"email": []}}, "ConfigurationError", "targets.email leaves it out"),
        ({"name": "Twin", "paused": True}, "AmbiguousName", "there are 2 contacts named 'Twin', with the ids 2, 3"),
        ({"id": 77}, "NotFound", "there is no contact with the id 77"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_sent(pingdom, params, kind, words):
    answer = contact(**params)
    assert (answer["failed"], answer["error"]["kind"]) == (True, kind)
    assert words in answer["msg"]
    assert pingdom.writes == []


def test_check_mode_takes_what_is_not_known_yet(pingdom):
    unknown = contact(check_mode=True, id="", paused=True, targets={"email": email("x@y")})
    targets = {"email": email("x@y"), "sms": None}
    assert unknown["contact"] == {"id": None, "name": None, "paused": True, "type": None, "targets": targets}
    assert contact(check_mode=True, id="", state="absent")["contact"] is None
    assert contact(check_mode=True, name="new", paused=True)["contact"] == {
        "id": None,
        "paused": True,
        "name": "new",
        "type": None,
        "targets": {"email": None, "sms": None},
    }
    assert team(check_mode=True, id="", members=["x"])["team"] == {"id": None, "name": None, "members": None}
    assert team(check_mode=True, id="", state="absent")["team"] is None
    awaited = team(check_mode=True, name="Web", members=["Ada", "Zoe"])
    assert (awaited["changed"], awaited["awaited"]) == (True, ["contact named 'Zoe'"])
    assert team(name="Web", members=["Ada", "Zoe"])["error"]["kind"] == "NotFound"


def test_login_users_are_not_deleted(pingdom):
    pingdom.account.contacts[1].type = "user"
    answer = contact(id=1, state="absent")
    if pingdom.version == "3.1":
        assert (answer["error"]["kind"], pingdom.writes) == ("Conflict", [])
    else:
        assert pingdom.writes == [("DELETE", "/users/1", None)], "2.1 does not tell"


def test_a_refused_contact_with_one_severity_is_explained(pingdom):
    pingdom.account.contacts[1].notification_targets = {"email": [{"id": 1, **email("a@b", "HIGH")[0]}]}
    where = ("PUT", "/alerting/contacts/1" if pingdom.version == "3.1" else "/users/1")
    pingdom.instead[where] = [refusal(400, "Invalid parameter value"), refusal(400, "Invalid parameter value")]
    answer = contact(id=1, paused=True)
    assert ("no target of severity LOW" in answer["msg"]) == (pingdom.version == "3.1")
    both = contact(id=2, paused=True)
    assert both["changed"]


def test_who_is_primary_is_sent_and_is_no_change(old):
    answer = contact(id=1, primary=False)
    assert (answer["changed"], len(answer["warnings"])) == (False, 1)
    assert old.writes == [("PUT", "/users/1", {"name": "Ada", "paused": "NO", "primary": "NO"})]
    contact(**ZOE, primary=True)
    assert old.writes[2] == ("PUT", f"/users/{NEXT}", {"name": "Zoe", "paused": "NO", "primary": "YES"})


def test_a_severity_is_changed_where_it_is_over_2_1(old):
    made = contact(**ZOE)["contact"]["id"]
    first = old.account.contacts[made].notification_targets["email"][0]["id"]
    contact(id=made, targets={"email": email("zoe@example.com", "LOW"), "sms": [sms("1")]})
    contact(id=made, targets={"sms": [sms("1", "HIGH", "esendex")]})
    methods = [(method, path) for method, path, _body in old.writes[3:]]
    (number,) = old.account.contacts[made].notification_targets["sms"]
    user = f"/users/{made}"
    assert methods == [("POST", user), ("DELETE", f"{user}/{first}"), ("PUT", f"{user}/{number['id']}")]


def test_a_device_counts_for_its_severity_and_is_shown(monkeypatch):
    with EitherPingdom("3.1") as pingdom:
        use(monkeypatch, pingdom)
        monkeypatch.setattr(people, "connect", pingdom.api)
        device = {"id": 5, "severity": "LOW", "device_name": "phone", "apns_device": "x"}
        pingdom.account.contacts[1].notification_targets = {"apns": [device]}
        high = email("ada@example.com", "HIGH")
        assert contact(name="Ada", targets={"email": high})["contact"]["targets"]["email"] == high
        assert contacts(names=["Ada"])[0]["devices"] == [{"kind": "apns", "name": "phone", "severity": "LOW"}]


def test_a_kind_without_targets_is_sent_empty_only_where_it_is_emptied(monkeypatch):
    with EitherPingdom("3.1") as pingdom:
        use(monkeypatch, pingdom)
        contact(id=1, paused=True)
        contact(id=1, targets={"sms": [sms("1"), sms("1", "LOW")]})
        contact(id=1, targets={"email": email("a@b"), "sms": []})
        contact(id=1, paused=False)
        told = [body["notification_targets"] for _method, _path, body in pingdom.writes]
        both = email("a@b")
        assert told == [
            {"email": []},
            {"sms": [sms("1"), sms("1", "LOW")]},
            {"email": both, "sms": []},
            {"email": both},
        ]


def test_members_of_a_team(pingdom):
    assert team(name="Web", members=["2", "Ada"], members_mode="append")["team"]["members"] == [1, 2]
    out = as_foretold(pingdom, team, "team", name="Web", members=["1", "99", "Zoe"], members_mode="remove")
    assert out["team"]["members"] == [2]
    assert out["warnings"] == ["There is no contact with the id 99 or contact named 'Zoe' who could be taken out."]
    assert as_foretold(pingdom, team, "team", id=7, name="Net")["team"] == {"id": 7, "name": "Net", "members": [2]}


def test_a_contact_that_is_deleted_leaves_its_teams_at_once(pingdom):
    pingdom.remembers = True
    made = contact(**ZOE)["contact"]["id"]
    assert team(name="Web", members=["Zoe"], members_mode="append")["team"]["members"] == [1, made]
    assert contact(name="Zoe", state="absent")["changed"]
    assert [one["id"] for one in teams()[0]["members"]] == [1]
    assert not team(name="Web", members=["1"])["changed"]


# Answers that are lost, late or odd


def test_targets_that_somebody_else_changed_meanwhile_are_looked_at_anew(old):
    old.remembers = True
    made = contact(**ZOE)["contact"]["id"]
    rows = [{"id": 90 + number, **row} for number, row in enumerate(email("zoe@example.com"))]
    stale = {"id": made, "name": "Zoe", "paused": "NO"}
    old.frozen["/users"] = [(200, {}, {"users": [stale]})] * 3
    old.account.contacts[made].notification_targets = {"email": [*rows, {"id": 99, **email("b@example.com", "LOW")[0]}]}
    answer = contact(id=made, targets={"email": email("zoe@example.com")})
    assert not answer.get("failed"), answer
    shown = old.account.contacts[made].notification_targets["email"]
    assert as_set([{**row, "id": 0} for row in shown]) >= as_set([{**row, "id": 0} for row in rows])


def lost():
    return errors.ConnectionFailed("reset")


@pytest.mark.parametrize("shows", [True, False])
def test_a_target_without_an_answer_is_looked_for(old, shows):
    made = contact(**ZOE)["contact"]["id"]
    where = ("POST", f"/users/{made}")
    (old.after if shows else old.instead)[where] = [lost()]
    answer = contact(id=made, targets={"sms": [sms("1")]})
    if shows:
        assert answer["contact"]["targets"]["sms"] == [sms("1")]
    else:
        assert (answer["error"]["not_done"], answer["error"]["done"]) == (["add HIGH +49 1"], [])
    assert not contact(id=made, targets={"sms": [sms("1")]}).get("failed")
    assert len(old.account.contacts[made].notification_targets["sms"]) == 1


def test_a_target_that_has_gone_already_is_no_error(old):
    made = contact(**ZOE, paused=True)["contact"]["id"]
    target = old.account.contacts[made].notification_targets["email"][0]["id"]
    old.instead["DELETE", f"/users/{made}/{target}"] = [refusal(404, "Contact target not found")]
    answer = contact(id=made, targets={"email": email("zoe@example.com", "LOW"), "sms": [sms("1")]})
    assert answer["error"]["kind"] == "StateNotReached", "it is still there, as reading it back shows"


def test_a_list_that_lags_is_waited_for_before_targets_are_written(old):
    old.remembers = True
    made = contact(**ZOE)["contact"]["id"]
    old.freeze("/users", 4)
    assert contact(id=made, targets={"sms": [sms("1")]})["changed"]
    writes = len(old.writes)
    old.freeze("/users", 0)
    old.frozen["/users"] = [(200, {}, {"users": [{"id": made, "name": "Zoe", "paused": "NO"}]})] * 3
    assert contact(id=made, targets={"sms": []})["changed"]
    assert [method for method, _path, _body in old.writes[writes:]] == ["DELETE"]
    assert old.slept


def test_a_user_without_targets_that_a_task_left_behind_is_finished(old):
    old.instead["POST", f"/users/{NEXT}"] = [refusal(403, "No"), refusal(403, "No")]
    for _run in range(2):
        answer = contact(email="zoe@example.com", **ZOE)
        assert (answer["failed"], answer["changed"]) == (True, not _run)
    assert contact(email="zoe@example.com", **ZOE)["contact"]["id"] == NEXT
    assert [path for method, path, _body in old.writes if method == "POST" and path == "/users"] == ["/users"]


@pytest.mark.parametrize("row", [{"address": "a@b", "severity": "HIGH"}, {"id": "x", **email("a@b", "HIGH")[0]}])
def test_a_target_without_an_id_is_an_error_where_it_has_to_be_known(old, row):
    old.frozen["/users"] = [(200, {}, {"users": [{"id": 1, "name": "Ada", "paused": "NO", "email": [row]}]})] * 9
    answer = contact(id=1, targets={"email": email("c@d")})
    assert answer["error"]["kind"] == "UnexpectedAnswer"
    assert old.writes == []


def test_ids_as_text_and_spellings_of_2_1_are_read(old):
    rows = [{"id": "5", "severity": "high", "country_code": 49, "number": "1", "provider": "NEXMO"}]
    rows.append({"id": 6, "severity": "low", "country_code": "49", "number": "1"})
    user = {"id": 1, "name": "Ada", "paused": "no", "sms": rows}
    old.frozen["/users"] = [(200, {}, {"users": [user]})]
    assert contacts()[0]["targets"]["sms"] == [sms("1"), sms("1", "LOW")]
    old.frozen["/users"] = [(200, {}, {"users": [user]})] * 2
    assert not contact(id=1, targets={"sms": [sms("1", "LOW"), sms("1")]})["changed"]


@pytest.mark.parametrize("targets", ["x", [1], {"email": {}}, {"email": [None]}, {"sms": [{"number": True}]}])
def test_targets_of_another_shape_are_an_error(pingdom, targets):
    if pingdom.version == "2.1":
        user = {"id": 1, "name": "Ada", "paused": "NO", **(targets if isinstance(targets, dict) else {"sms": targets})}
        pingdom.frozen["/users"] = [(200, {}, {"users": [user]})] * 2
    else:
        pingdom.shown["/alerting/contacts/1"] = {"notification_targets": targets}
    assert contact(id=1, paused=True)["error"]["kind"] == "UnexpectedAnswer"
    assert pingdom.writes == []


def test_contacts_and_teams_are_shown(pingdom):
    pingdom.account.contacts[1].notification_targets = {"email": [{"id": 1, **email("a@b", "HIGH")[0]}]}
    (ada,) = contacts(emails=["A@B"])
    assert ada["teams"] == [{"id": 7, "name": "Web"}]
    assert teams() == [{"id": 7, "name": "Web", "members": [{**teams()[0]["members"][0], "emails": ["a@b"]}]}]
    assert contacts(ids=["2", "03"], names=["Ada"]) == contacts()[1:]
    assert contacts(ids=["9"]) == []
    assert teams(names=["no"]) == []
    answer = drive(Specification(**people.module_of(people.TEAMS)), ids=["Web"])
    assert answer["error"]["kind"] == "ConfigurationError"


def test_teams_of_a_contact_of_another_shape_are_an_error(monkeypatch):
    with EitherPingdom("3.1") as pingdom:
        monkeypatch.setattr(people, "connect", pingdom.api)
        pingdom.shown["/alerting/contacts/1"] = {"teams": [{"name": "no id"}]}
        answer = drive(Specification(**people.module_of(people.CONTACTS)))
        assert answer["error"]["kind"] == "UnexpectedAnswer"


def test_what_is_written_is_remembered_although_lists_and_details_lag(pingdom):
    pingdom.remembers = True
    made = contact(**ZOE)["contact"]["id"]
    paths = ["/users"] if pingdom.version == "2.1" else ["/alerting/contacts", f"/alerting/contacts/{made}"]
    for path in paths:
        pingdom.freeze(path, 3)
    assert contact(name="Zoe", targets={"sms": [sms("1")]}, paused=True)["changed"]
    for path in paths:
        del pingdom.frozen[path]
    assert contacts(emails=["zoe@example.com"])[0]["targets"]["sms"] == [sms("1")]
    many = [sms(str(number)) for number in range(1000, 1040)]
    assert contact(name="Zoe", targets={"sms": many})["changed"]
    assert not contact(name="Zoe", targets={"sms": many})["changed"]


def test_rivals_of_two_controllers_leave_the_older_team_and_keep_its_members(pingdom):
    path = "/alerting/teams" if pingdom.version == "3.1" else "/teams"

    class Rival(list):
        def pop(self, _index):
            from tests.emulator.pingdom.account import Team

            self.clear()
            pingdom.account.teams[8] = Team(8, "Night", [2])
            pingdom.account._last_id["team"] = 8
            return pingdom.route(
                "POST",
                path,
                None,
                {"name": "Night", "member_ids": [1]} if "alerting" in path else {"name": "Night", "userids": "1"},
            )

    pingdom.instead["POST", path] = Rival([1])
    answer = team(name="Night", members=["1"], members_mode="append")
    assert answer["team"] == {"id": 8, "name": "Night", "members": [1, 2]}
    assert "just before" in answer["warnings"][0]
    assert len(pingdom.account.teams) == 2


def test_a_success_of_a_deletion_that_is_none_is_an_error(old):
    old.instead["DELETE", "/teams/7"] = [(200, {}, {"success": False})]
    assert team(id=7, state="absent")["error"]["kind"] == "ServerFault"
    assert team(id=7, state="absent")["changed"]
