# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_user_info: the same records of users and user groups over every API, as far as each tells them."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import GROUP_FIELDS, USER_FIELDS
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_user_info
from tests.behaviour.direct_runs import APIS, run
from tests.shared import shared

NIGHT = {"id": "703", "name": "Night Shift [Hamburg] & Co"}
USERS = {"id": "201", "name": "PRTG Users Group"}
OLIVE = {"id": "712", "name": "Olive Operator"}
JUERGEN = {"id": "713", "name": "{{ 'Jürgen' }} <Nacht>"}


def asked(emulator, api="v2", **given):
    """What the module returns and warns of."""
    result = run(prtg_user_info, emulator, api, **given)
    assert result.changes == []
    return result.values, result.warnings


def ids(records):
    return [one["id"] for one in records]


def meant(emulator, api="v2", **given):
    """The ids of users and groups."""
    values, _warnings = asked(emulator, api, **given)
    assert values["matched"] == len(values["users"]) + len(values["usergroups"])
    return ids(values["users"]), ids(values["usergroups"])


@pytest.mark.parametrize("api", APIS)
def test_everybody_is_told_alike(emulator, api):
    values, warnings = asked(emulator, api)
    assert (ids(values["users"]), ids(values["usergroups"])) == (
        ["100", "711", "712", "713"], ["200", "201", "702", "703"],
    )  # fmt: skip
    assert {tuple(user) for user in values["users"]} == {USER_FIELDS}
    assert {tuple(group) for group in values["usergroups"]} == {GROUP_FIELDS}
    olive, night = values["users"][2], values["usergroups"][3]
    assert (olive["name"], olive["email"], olive["active"]) == ("Olive Operator", "olive@shop.example.com", True)
    assert olive["primary_group"] == NIGHT
    assert olive["groups"] == (None if api == "deprecated" else [NIGHT, USERS])
    assert (night["name"], night["active"]) == (NIGHT["name"], True)
    assert night["members"] == (None if api == "deprecated" else [OLIVE, JUERGEN])
    assert values["users"][3]["active"] is False
    assert (warnings, emulator.writes()) == ([], [])


@pytest.mark.parametrize("api", ["current", "deprecated"])
def test_api_v2_tells_login_names_and_more(emulator, api):
    values, _warnings = asked(emulator, api)
    olive, reader = values["users"][2], values["users"][1]
    assert (olive["login_name"], olive["role"]) == ("olive", "READ_WRITE_USER")
    assert (olive["active_directory"], olive["ticket_mail"], reader["ticket_mail"]) == (True, True, False)
    assert olive["last_login"].endswith("Z")
    night = values["usergroups"][3]
    assert (night["active_directory"], night["restricted_sensor_mode"]) == (True, True)
    assert night["default_home"] == "/welcome.htm"


def test_api_v1_tells_no_login_names(emulator):
    values, _warnings = asked(emulator, "v1")
    assert {user["login_name"] for user in values["users"]} == {None}
    assert values["users"][2]["role"] == "Read/Write User"
    with pytest.raises(_errors.ConfigurationError, match="API v1 tells no login names"):
        asked(emulator, "v1", login_names=["olive"])
    assert {entry["path"] for entry in emulator.requests()} == {"/api/table.xml"}


@pytest.mark.parametrize("api", APIS)
def test_check_mode_is_the_real_run(emulator, api):
    one, other = (run(prtg_user_info, emulator, api, check_mode=mode).values for mode in (False, True))
    assert one == other


@pytest.mark.parametrize("api", ["v1", "current"])
@pytest.mark.parametrize(
    ("given", "users", "groups"),
    [
        ({"ids": ["712", "703", "4711"]}, ["712"], ["703"]),
        ({"ids": ["0712"]}, ["712"], []),
        ({"ids": []}, [], []),
        ({"names": ["Reader", "Readers"]}, ["711"], ["702"]),
        ({"names": ["reader"]}, [], []),
        ({"groups": ["703"]}, ["712", "713"], ["703"]),
        ({"groups": ["PRTG Users Group"]}, ["100", "712"], ["201"]),
        ({"groups": ["PRTG Users Group"], "kind": ["user"]}, ["100", "712"], []),
        ({"groups": ["703", "200"], "names": ["Olive Operator"]}, ["712"], []),
        ({"kind": ["usergroup"]}, [], ["200", "201", "702", "703"]),
    ],
)
def test_who_is_meant(emulator, api, given, users, groups):
    assert meant(emulator, api, **given) == (users, groups)


def test_login_names_mean_users_alone(emulator):
    assert meant(emulator, login_names=["olive", "jürgen", "Olive"]) == (["712", "713"], [])


def test_nobody_is_no_failure(emulator):
    values, _warnings = asked(emulator, names=["Nobody"])
    assert values["msg"] == "nobody matches (names 'Nobody')"


def test_where_memberships_are_not_told_the_primary_group_counts(emulator):
    values, warnings = asked(emulator, "deprecated", groups=["201"])
    assert ids(values["users"]) == []
    assert warnings == [
        "PRTG does not tell all groups of its users here: groups was compared with their primary groups alone."
    ]
    assert meant(emulator, "deprecated", groups=["703"])[0] == ["712", "713"]


def test_the_lists_take_a_request_each(emulator):
    asked(emulator, "current")
    assert [entry["path"] for entry in emulator.requests("prtg_v2")] == [
        "/api/v2/experimental/users", "/api/v2/experimental/usergroups",
    ]  # fmt: skip


def test_a_table_that_has_its_older_name(emulator):
    rule = {"query": "content=users&", "status": 200}
    body = '<items totalcount="0" listend="1"><prtg-version>20.1.1</prtg-version></items>'
    emulator.faults([{**rule, "body": body}])
    assert meant(emulator, "v1")[0] == ["100", "711", "712", "713"]


@pytest.mark.parametrize("api", ["v1", "current"])
def test_a_list_without_users_is_an_error(emulator, api):
    empty = '<{0} totalcount="0" listend="1"><prtg-version>25.1.1</prtg-version></{0}>'
    faults = [{"query": f"content={name}&", "status": 200, "body": empty.format(name)} for name in ("users", "user")]
    emulator.faults([*faults, {"path": "/users$", "headers": {"X-Total-Count": "0"}, "body": []}])
    with pytest.raises(_errors.UnexpectedAnswer, match="lists no user"):
        asked(emulator, api)


@pytest.mark.parametrize("api", ["v1", "current", "deprecated"])
def test_no_group_at_all_where_users_are_in_one_is_no_answer(emulator, api):
    empty = '<{0} totalcount="0" listend="1"><prtg-version>25.1.1</prtg-version></{0}>'
    names = ("usergroups", "usergroup")
    faults = [{"query": f"content={name}&", "status": 200, "body": empty.format(name)} for name in names]
    emulator.faults([*faults, {"path": "/usergroups$", "headers": {"X-Total-Count": "0"}, "body": []}])
    with pytest.raises(_errors.UnexpectedAnswer, match="lists no user group, though the user 100 is in one"):
        asked(emulator, api)


def test_whoever_may_not_see_them_is_told_so(emulator):
    emulator.faults([{"path": "/users$", "status": 403, "body": {"code": "FORBIDDEN"}}])
    with pytest.raises(_errors.PermissionDenied):
        asked(emulator)


def test_secrets_of_an_account_are_not_returned(emulator):
    row = {
        "id": 9,
        "name": "n",
        "password": "hunter2",
        "basic": {"loginname": "n", "passhash": "1814377233", "password": "hunter2"},
        "keys": {"api_key": "K-1", "email": {"password": "hunter2"}},
    }
    emulator.faults([{"path": "/users$", "headers": {"X-Total-Count": "1"}, "body": [row]}])
    values, _warnings = asked(emulator, kind=["user"])
    assert values["users"][0]["login_name"] == "n"
    assert not any(secret in json.dumps(values) for secret in ("hunter2", "1814377233", "K-1"))


@pytest.mark.parametrize(
    ("told", "name", "read"),
    [
        ({"display_name": None, "name": "n"}, "name", "n"),
        ({"active": "maybe"}, "active", None),
        ({"active": 1}, "active", True),
        ({"primary_group": 200}, "primary_group", {"id": "200", "name": "PRTG Administrators"}),
        ({"primary_group": {"id": [1]}}, "primary_group", None),
        ({"primary_group": "200.5"}, "primary_group", None),
        ({"groups": [{"id": "201"}, None, "200", {"name": "N"}]}, "groups", [
            {"id": "201", "name": "PRTG Users Group"}, {"id": "200", "name": "PRTG Administrators"},
            {"id": None, "name": "N"},
        ]),
        ({"last_login": "0001-01-01T00:00:00Z"}, "last_login", None),
        ({"last_login": "2030-01-01T00:00:00+01:00"}, "last_login", "2029-12-31T23:00:00Z"),
        ({"ticket_email": "0"}, "ticket_mail", False),
        ({"a": {"login": "x"}, "b": {"loginname": "y"}}, "login_name", "y"),
        ({"email": ["x"]}, "email", None),
    ],
)  # fmt: skip
def test_whatever_comes_has_its_type(emulator, told, name, read):
    emulator.faults([{"path": "/users$", "headers": {"X-Total-Count": "1"}, "body": [{"id": "9", **told}]}])
    values, _warnings = asked(emulator, kind=["user"])
    assert values["users"][0][name] == read


def test_the_documented_reference_to_a_group_is_read(emulator):
    told = json.loads(shared("fixtures", "prtg_v2", "responses", "reference_usergroup.overview.json").read_text())
    emulator.faults([{"path": "/users$", "headers": {"X-Total-Count": "1"}, "body": [{"id": "9", **told}]}])
    [user] = asked(emulator, kind=["user"])[0]["users"]
    assert user["primary_group"] == {"id": "200", "name": "PRTG Administrators"}


def of_v1(emulator, groups):
    """The groups of one user whose cell over API v1 is ``groups``."""
    row = f"<item><objid_raw>9</objid_raw><name>n</name><groupmemberships>{groups}</groupmemberships></item>"
    body = f'<users totalcount="1" listend="1"><prtg-version>25.1.1</prtg-version>{row}</users>'
    emulator.faults([{"query": "content=users&", "status": 200, "body": body}])
    return asked(emulator, "v1", kind=["user"])[0]["users"][0]["groups"]


def test_api_v1_tells_groups_by_links_or_names(emulator):
    links = "&lt;a href=&quot;/usergroup.htm?id=703&amp;x=1&quot;&gt;Night &amp;amp; Co&lt;/a&gt;"
    assert of_v1(emulator, links) == [{"id": "703", "name": "Night & Co"}]
    assert of_v1(emulator, "Readers, Strangers") == [
        {"id": "702", "name": "Readers"}, {"id": None, "name": "Strangers"},
    ]  # fmt: skip


def test_a_part_of_a_name_with_a_comma_is_no_group(emulator):
    of_v1(emulator, "Ops, Night")
    assert meant(emulator, "v1", groups=["Night"]) == ([], [])


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"ids": ["x"]}, "ids must be numbers, and 'x' is none"),
        ({"kind": []}, "kind is an empty list"),
        ({"names": [""]}, "names must not have an element that is empty or null"),
        ({"expect_server": "other.example.com"}, "belong to the server other.example.com"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_sent(emulator, given, text):
    with pytest.raises(_errors.ConfigurationError, match=text):
        asked(emulator, **given)
    assert emulator.requests() == []


def test_an_id_that_is_not_known_yet_is_a_warning_in_check_mode(emulator):
    result = run(prtg_user_info, emulator, "v2", check_mode=True, ids=[""])
    assert (result.values["users"], result.values["usergroups"]) == ([], [])
    assert "ids is empty or null" in result.warnings[0]
    with pytest.raises(_errors.ConfigurationError):
        run(prtg_user_info, emulator, "v2", ids=[""])
