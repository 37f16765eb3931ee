# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What HTTP 403 of Pingdom means, which its text alone tells: each cause has a hint of its own, anything else none."""

from __future__ import annotations

import pytest

from tests.behaviour.pingdom_calls import NAME
from tests.wanted_checks import wanted

pytestmark = [pytest.mark.usefixtures("documented_requests"), pytest.mark.versions("3.1", "2.1")]

WISH = {"description": NAME, "start": "now", "duration": "1h", "checks": "api: status"}
UNKNOWN = "Something went wrong! This string describes what happened."
"""What is forbidden for no known cause (2.1 documentation, "Error")."""


def forbid(emulator, text, **rule):
    body = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": text}}
    emulator.faults([{"status": 403, "body": body, **rule}])


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("Not permitted for account type.", "PermissionDenied", "Maintenance windows need the plan Advanced"),
        (
            "Invalid application key",
            "AuthenticationFailed",
            "Set api_token (or the environment variable PINGDOM_API_TOKEN).",
        ),
        (UNKNOWN, "PermissionDenied", None),
    ],
)
@pytest.mark.versions("3.1")
def test_a_plan_without_windows_is_told_from_a_wrong_key(account, emulator, text, kind, hint):
    forbid(emulator, text, path="/maintenance")
    answer = account.window(**WISH, fails=True)
    assert answer["error"]["kind"] == kind
    told = answer["msg"].partition(text)[2].lstrip(". ")
    assert told.startswith(hint) if hint else not told


def test_what_the_plan_lacks_of_a_check_is_no_matter_of_windows(account, emulator):
    forbid(emulator, "Not permitted for account type.", method="PUT", path="/checks/")
    answer = account.check(name="api: status", responsetime_threshold=500, fails=True)
    assert (answer["error"]["kind"], answer["error"]["cause"]) == ("PermissionDenied", "plan")
    assert "window" not in answer["msg"]
    assert "change the plan" in answer["msg"]


@pytest.mark.parametrize(
    "text",
    ['The feature "access levels" is not in your plan', "Check shop read-only page name is forbidden",
     "No free SMS available"],
)  # fmt: skip
def test_what_only_sounds_like_a_known_cause_blames_neither_token_nor_account(account, emulator, text):
    forbid(emulator, text, method="PUT", path="/checks/")
    answer = account.check(name="api: status", resolution=15, fails=True)
    assert answer["error"]["kind"] == "PermissionDenied"
    assert answer["msg"].endswith(f"this is forbidden: {text}")


@pytest.mark.versions("3.1")
def test_a_token_that_only_reads_is_told_to_write(account):
    token = account.options["api_token"]
    made = account.check(**wanted("ping"))["check"]
    account.options["api_token"] = f"ro-{token}"
    assert not account.check(name="new ping", tags=made["tags"])["changed"]
    answer = account.check(name="new ping", tags="other", fails=True)
    assert answer["error"]["kind"] == "PermissionDenied"
    assert "needs the access level Read/Write" in answer["msg"]


def test_a_full_account_is_told_from_missing_rights(account, emulator):
    forbid(emulator, "No free uptime checks available", method="POST", path="/checks")
    answer = account.check(**wanted("ping"), fails=True)
    assert (answer["error"]["kind"], "GET /credits" in answer["msg"]) == ("Conflict", True)


def test_an_unknown_check_is_no_missing_right(account):
    assert account.check(id=424242, fails=True)["error"]["kind"] == "NotFound"
    assert not account.check(id=424242, state="absent")["changed"]


@pytest.mark.parametrize("call", ["check", "window"])
def test_a_web_page_that_says_404_does_not_say_that_something_has_gone(account, emulator, call):
    emulator.faults([{"server": "pingdom", "status": 404, "body": "<html>no such page</html>"}])
    answer = getattr(account, call)(id=1, state="absent", fails=True)
    assert answer["error"]["kind"] == "UnexpectedAnswer"
    assert "Check the option url" in answer["msg"]
