# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What records of users and groups tell of each other."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import (
    GROUP_FIELDS,
    USER_FIELDS,
    completed,
    reference,
    refuse_no_user,
)


def user(number, **told):
    return {**dict.fromkeys(USER_FIELDS), "id": number, "name": f"user {number}", **told}


def group(number, name, **told):
    return {**dict.fromkeys(GROUP_FIELDS), "id": number, "name": name, **told}


def test_a_name_that_two_groups_have_gets_no_id():
    users = [user("1", groups=[reference(None, "Ops"), reference(None, "Dev")], primary_group=reference("9", None))]
    completed(users, [group("7", "Ops"), group("8", "Ops"), group("9", "Dev")])
    assert users[0]["groups"] == [{"id": None, "name": "Ops"}, {"id": "9", "name": "Dev"}]
    assert users[0]["primary_group"] == {"id": "9", "name": "Dev"}


def test_memberships_follow_from_members():
    users, groups = (
        [user("1"), user("2")],
        [group("7", "Ops", members=[reference("2", None)]), group("8", "D", members=[])],
    )
    completed(users, groups)
    assert [one["groups"] for one in users] == [[], [{"id": "7", "name": "Ops"}]]
    assert groups[0]["members"] == [{"id": "2", "name": "user 2"}]


def test_members_follow_from_memberships():
    users = [user("1", groups=[reference("7", "Ops")]), user("2", groups=[])]
    groups = [group("7", "Ops"), group("8", "Dev")]
    completed(users, groups)
    assert [one["members"] for one in groups] == [[{"id": "1", "name": "user 1"}], []]


def test_where_some_do_not_tell_nothing_follows():
    users = [user("1", groups=[reference("7", "Ops")]), user("2")]
    groups = [group("7", "Ops"), group("8", "Dev", members=[])]
    completed(users, groups)
    assert (users[1]["groups"], groups[0]["members"]) == (None, None)


def test_a_list_without_users_is_no_list():
    with pytest.raises(UnexpectedAnswer, match="not even the one who asks"):
        refuse_no_user([], Exchange("GET", "https://prtg.example.com", "/users"))
