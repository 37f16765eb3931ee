# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs of others do with Pingdom 2.1, done to the emulated one: nothing but the URL is changed."""

from __future__ import annotations

import base64

import pytest

from tests.contract.strangers import Stranger
from tests.emulated import WatchedEmulator


@pytest.fixture
def stranger(emulator: WatchedEmulator) -> Stranger:
    """A program of the account's user, on an account of many users."""
    told = emulator.credentials
    emulator.quirk("pingdom_multi_user_account")
    user = base64.b64encode(f"{told['pingdom_username']}:{told['pingdom_password']}".encode()).decode()
    account = {"App-Key": told["pingdom_app_key"], "Account-Email": told["pingdom_account_email"]}
    return Stranger(emulator.pingdom_21, {"Authorization": f"Basic {user}", **account})


def test_a_pause_is_asked_for_in_the_query_of_a_put_without_a_body(stranger: Stranger) -> None:
    """A public script that pauses checks for a release."""
    check_id = stranger.ask("GET", "/checks", {"tags": "shop"})["checks"][0]["id"]
    for paused, status in (("true", "paused"), ("false", "up")):
        assert stranger.ask("PUT", f"/checks/{check_id}", {"paused": paused})["message"]
        assert stranger.ask("GET", f"/checks/{check_id}")["check"]["status"] == status


def test_gyro_makes_a_user_with_targets(stranger: Stranger) -> None:
    """perfectsense/gyro-pingdom-provider: a user is made, then told to be primary with the word of a boolean; an
    address and a number are two targets; everything of a target is sent when one thing of it changes.
    """
    user = stranger.ask("POST", "/users", form={"name": "Gyro"})["user"]["id"]
    primary = {"name": "Gyro", "paused": "NO", "primary": "true"}
    assert stranger.ask("PUT", f"/users/{user}", form=primary)["message"]
    address = {"email": "gyro@example.com", "severitylevel": "HIGH"}
    number = {"countrycode": "1", "number": "5551234", "provider": "nexmo", "severitylevel": "LOW"}
    targets = [stranger.ask("POST", f"/users/{user}", form=one)["contact_target"]["id"] for one in (address, number)]
    stranger.ask("PUT", f"/users/{user}/{targets[0]}", form={**address, "severitylevel": "LOW"})
    stranger.ask("PUT", f"/users/{user}/{targets[1]}", form={**number, "number": "5554321"})
    shown = next(one for one in stranger.ask("GET", "/users")["users"] if one["id"] == user)
    assert (shown["name"], shown["paused"]) == ("Gyro", "NO")
    assert shown["email"] == [{"id": targets[0], "severity": "LOW", "address": "gyro@example.com"}]
    assert [(one["id"], one["number"], one["severity"]) for one in shown["sms"]] == [(targets[1], "5554321", "LOW")]
    for target in targets:
        assert stranger.ask("DELETE", f"/users/{user}/{target}")["message"]
    assert stranger.ask("DELETE", f"/users/{user}")["message"]


def test_gyro_names_a_parameter_once_for_each_id(stranger: Stranger) -> None:
    """The same provider: lists of ids are parameters that repeat, and what is not told is blank."""
    users = [one["id"] for one in stranger.ask("GET", "/users")["users"][:2]]
    form = {"name": "gyro", "host": "a.example.com", "type": "tcp", "port": "22", "userids": users, "probe_filters": ""}
    made = stranger.ask("POST", "/checks", form=form)["check"]["id"]
    assert stranger.ask("GET", f"/checks/{made}")["check"]["userids"] == users


def test_a_security_group_is_opened_to_the_probes_of_a_region(emulator: WatchedEmulator, stranger: Stranger) -> None:
    """A public AWS Lambda function, which depends on an attribute that no documentation has."""
    emulator.quirk("pingdom_21_probes_show_region")
    probes = stranger.ask("GET", "/probes")["probes"]
    assert [probe["ip"] for probe in probes if probe["region"] == "EU"] == ["192.0.2.1"]


def test_paths_may_end_in_a_slash(stranger: Stranger) -> None:
    """bebraw/pingdom-api."""
    check_id = stranger.ask("GET", "/checks/")["checks"][0]["id"]
    assert stranger.ask("GET", f"/summary.performance/{check_id}/", {"resolution": "day"})["summary"]["days"]


def test_reports_are_published_without_a_word(stranger: Stranger) -> None:
    """go-pingdom pingdom/public_report_test.go, while it spoke 2.1: no parameters at all."""
    check_id = stranger.ask("GET", "/checks")["checks"][-1]["id"]
    assert stranger.ask("PUT", f"/reports.public/{check_id}")["message"] == "Check published"
    listed = {row["checkid"]: row["reporturl"] for row in stranger.ask("GET", "/reports.public")["public"]}
    assert listed[check_id].startswith("http://stats.pingdom.com/")
    assert stranger.ask("DELETE", f"/reports.public/{check_id}")["message"]
