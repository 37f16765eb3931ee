# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tasks write as the values of options of Pingdom."""

from __future__ import annotations

import pytest

from tests.behaviour.pingdom_calls import NAME

pytestmark = pytest.mark.usefixtures("documented_requests")


# Numbers


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize("truth", [True, False])
@pytest.mark.parametrize(
    "name",
    ["id", "sendnotificationwhendown", "notifyagainevery", "port", "responsetime_threshold", "ssl_down_days_before"],
)
def test_a_boolean_is_no_integer(account, emulator, name, truth, check_mode):
    answer = account.check(**{"name": "api: status", name: truth}, check_mode=check_mode, fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert answer["msg"].startswith(f"{name} must be a number, not {str(truth).lower()}. YAML reads yes")
    assert emulator.requests() == []


def test_a_boolean_is_no_choice_of_a_number(account, emulator):
    answer = account.check(name="api: status", resolution=True, fails=True)
    assert answer["msg"].startswith("resolution must be a number, not true")
    assert emulator.requests() == []


@pytest.mark.parametrize("option", ["timeout", "retries"])
def test_a_boolean_is_no_number_of_the_connection(account, emulator, option):
    answer = account.check(name="api: status", **{option: True}, fails=True)
    assert answer["msg"].startswith(f"{option} must be a number, not true")
    assert emulator.requests() == []


def test_a_boolean_is_no_number_of_a_recurrence(account, emulator):
    recurrence = {"type": "day", "every": True, "until": "+9d"}
    wish = {"description": NAME, "start": "+1h", "duration": "1h", "checks": "api: status", "recurrence": recurrence}
    answer = account.window(**wish, fails=True)
    assert answer["msg"].startswith("recurrence.every must be a number, not true")
    assert emulator.requests() == []
