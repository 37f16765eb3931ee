# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What HTTP 403 of Pingdom means, which its text alone tells: each cause has a hint of its own, anything else none."""

from __future__ import annotations

import pytest

from tests.behaviour.pingdom_calls import NAME
from tests.wanted_checks import wanted

pytestmark = pytest.mark.usefixtures("documented_requests")

WISH = {"description": NAME, "start": "now", "duration": "1h", "checks": "api: status"}
UNKNOWN = "Something went wrong! This string describes what happened."
"""What is forbidden for no known cause (2.1 documentation, "Error")."""


def forbid(emulator, text, **rule):
    body = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": text}}
    emulator.faults([{"status": 403, "body": body, **rule}])


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("Not permitted for account type.", "PermissionDenied", "Maintenance windows, for one, need the plan Advanced"),
        (
            "Invalid application key",
            "AuthenticationFailed",
            "Set api_token (or the environment variable PINGDOM_API_TOKEN).",
        ),
        (UNKNOWN, "PermissionDenied", None),
    ],
)
def test_a_plan_without_windows_is_told_from_a_wrong_key(account, emulator, text, kind, hint):
    forbid(emulator, text, path="/maintenance")
    answer = account.window(**WISH, fails=True)
    assert answer["error"]["kind"] == kind
    told = answer["msg"].partition(text)[2].lstrip(". ")
    assert told.startswith(hint) if hint else not told


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
