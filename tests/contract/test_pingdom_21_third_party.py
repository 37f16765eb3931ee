# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PingdomLib3 and pypingdom, written by others for Pingdom 2.0 and told to speak 2.1, on the emulated Pingdom.

Both send user and password as ``requests`` does, in Latin-1, and change what they want to in forms.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.contract.third_party import ABSENT, interpreter, run
from tests.emulated import WatchedEmulator

if interpreter() is None:
    pytest.skip(ABSENT, allow_module_level=True)

HOUR, DAY = 3600, 86400
Calls = Callable[..., list[Any]]
USER = ("pingdom_username", "pingdom_password", "pingdom_app_key", "pingdom_account_email")


def caller(client: str, emulator: WatchedEmulator, home: Path) -> Calls:
    """Run calls of a client as the account's user."""
    server = urllib.parse.urlsplit(emulator.pingdom_21)
    task = {"server": f"{server.scheme}://{server.netloc}", "user": [emulator.credentials[name] for name in USER]}

    def call(*calls: Any, **other: Any) -> list[Any]:
        answers: list[Any] = run(client, {**task, **other, "calls": calls}, home)
        return answers

    return call


@pytest.fixture
def pingdomlib(emulator: WatchedEmulator, tmp_path: Path) -> Calls:
    """Calls of PingdomLib3."""
    return caller("pingdomlib", emulator, tmp_path)


@pytest.fixture
def pypingdom(emulator: WatchedEmulator, tmp_path: Path) -> Calls:
    """Calls of pypingdom."""
    return caller("pypingdom", emulator, tmp_path)


def test_pingdomlib_makes_changes_and_deletes_a_check(emulator: WatchedEmulator, pingdomlib: Calls) -> None:
    settings = {"encryption": True, "port": 443, "requestheader0": "X-A:1", "resolution": 15}
    made, listed = pingdomlib([None, "newCheck", ["new", "new.example.com"], settings], [None, "getChecks", [], {}])
    assert (made["name"], made["type"], made["resolution"]) == ("new", "http", 15)
    assert (made["http"]["encryption"], made["http"]["requestheaders"]["X-A"]) == (True, "1")
    assert made["id"] in [one["id"] for one in listed]
    changed, after, gone, rest = pingdomlib(
        [made["id"], "modify", [], {"paused": True, "url": "/other"}],
        [None, "getCheck", [made["id"]], {}],
        [made["id"], "delete", [], {}],
        [None, "getChecks", [], {"tags": "shop", "limit": 2}],
    )
    assert changed == "Modification of check was successful!"
    assert (after["paused"], after["http"]["url"], after["resolution"]) == (True, "/other", 15)
    assert gone == "Deletion of check was successful!"
    assert [one["name"] for one in rest] == ["shop: front page", "shop: checkout"]
    assert {request["path"].split("/")[2] for request in emulator.requests("pingdom")} == {"2.1"}


def test_pingdomlib_changes_many_checks(emulator: WatchedEmulator, pingdomlib: Calls) -> None:
    (listed,) = pingdomlib([None, "getChecks", [], {}])
    ids = ",".join(str(one["id"]) for one in listed[:2])
    paused, deleted, rest = pingdomlib(
        [None, "modifyChecks", [], {"checkids": f"{ids},1", "paused": True}],
        [None, "deleteChecks", [ids], {}],
        [None, "getChecks", [], {}],
    )
    assert paused == "Modification of 2 checks was successful!"
    assert deleted == "Deletion of checks was successful!"
    assert len(rest) == len(listed) - 2


def test_pingdomlib_reads_what_was_measured(emulator: WatchedEmulator, pingdomlib: Calls) -> None:
    (listed,) = pingdomlib([None, "getChecks", [], {}])
    shop, now = listed[0]["id"], int(emulator.now())
    average, hours, outages, days, probes, results, analyses, alerts = pingdomlib(
        [shop, "averages", [], {"includeuptime": True, "bycountry": True, "time_from": now - 4 * DAY}],
        [shop, "hoursofday", [], {"uselocaltime": True}],
        [shop, "outages", [], {"order": "desc"}],
        [shop, "performance", [], {"resolution": "day", "includeuptime": True}],
        [shop, "probes", [now - DAY], {}],
        [shop, "results", [], {"limit": 3, "status": "up"}],
        [shop, "getAnalyses", [], {}],
        [None, "alerts", [], {"checkids": str(shop)}],
    )
    assert average["status"]["totaldown"] == 300
    assert [one["countryiso"] for one in average["responsetime"]["avgresponse"]] == ["DE"]
    assert len(hours) == 24
    assert [state["status"] for state in outages] == ["up", "down", "up"]
    assert sum(day["downtime"] for day in days["days"]) == 300
    assert probes == [1]
    assert len(results["results"]) == 3
    assert len(analyses) == 1
    assert alerts[0]["checkid"] == shop


def test_pingdomlib_reads_the_account(pingdomlib: Calls) -> None:
    free, probes, tables, route, time, one = pingdomlib(
        [None, "credits", [], {}],
        [None, "probes", [], {"onlyactive": True}],
        [None, "references", [], {}],
        [None, "traceroute", ["a.example.com", 2], {}],
        [None, "servertime", [], {}],
        [None, "singleTest", ["a.example.com", "http"], {"probeid": 1}],
    )
    assert free["availablechecks"] > 0
    assert [probe["id"] for probe in probes] == [1, 2, 3]
    assert "Sweden" in [country["name"] for country in tables["countries"]]
    assert route["probeid"] == 2
    assert time > 0
    assert one["status"] == "up"


def test_pingdomlib_changes_settings(pingdomlib: Calls) -> None:
    message, shown = pingdomlib(
        [None, "modifySettings", [], {"company": "Müller & Söhne", "autologout": True}], [None, "getSettings", [], {}]
    )
    assert message == "Settings updated successfully"
    assert (shown["company"], shown["autologout"]) == ("Müller & Söhne", True)


def test_pingdomlib_makes_and_deletes_reports(pingdomlib: Calls) -> None:
    (listed,) = pingdomlib([None, "getChecks", [], {}])
    check = listed[2]["id"]
    added, reports, published, public, withdrawn, created, banners = pingdomlib(
        [None, "newEmailReport", ["new"], {"checkid": check, "frequency": "daily"}],
        [None, "getEmailReports", [], {}],
        [check, "publishPublicReport", [], {}],
        [None, "getPublicReports", [], {}],
        [check, "removePublicReport", [], {}],
        [None, "newSharedReport", [check], {"type": "response"}],
        [None, "getSharedReports", [], {}],
    )
    assert (added, published, withdrawn) == ("Subscription added", "Check published", "Check unpublished")
    assert (reports[-1]["name"], reports[-1]["frequency"]) == ("new", "daily")
    assert check in [one["checkid"] for one in public]
    assert (created, banners[-1]["checkid"], banners[-1]["type"]) == ("Banner created", check, "response")
    last, place = len(reports) - 1, len(banners) - 1
    changed, deleted, gone, fewer, rest = pingdomlib(
        [["getEmailReports", last], "modify", [], {"additionalemails": "a@example.com,b@example.com"}],
        [["getEmailReports", last], "delete", [], {}],
        [["getSharedReports", place], "delete", [], {}],
        [None, "getEmailReports", [], {}],
        [None, "getSharedReports", [], {}],
    )
    assert (changed, deleted, gone) == ("Subscription modified", "Subscription deleted", "Banner deleted")
    assert (len(fewer), len(rest)) == (last, place)


def test_pypingdom_reads_checks_windows_and_summaries(emulator: WatchedEmulator, pypingdom: Calls) -> None:
    now = int(emulator.now())
    found, tagged, windows, time = pypingdom(
        ["get_check", ["mail: imap"], {}],
        ["get_checks", [{"tags": ["mail"]}], {}],
        ["get_maintenances", [], {}],
        ["servertime", [], {}],
    )
    assert (found["paused"], found["host"], found["type"]) == ("True", "mail.example.com", "imap")
    assert sorted(one["name"] for one in tagged) == ["mail: imap", "mail: smtp"]
    assert [one["name"] for one in windows] == ["shop: database move", "shop: weekly release"]
    assert time >= now
    (shop,) = pypingdom(["get_check", ["shop: front page"], {}])
    average, outage = pypingdom(
        ["get_summary_average", [shop["_id"]], {"start": now - 4 * DAY, "include_uptime": True, "by_probe": True}],
        ["get_summary_outage", [shop["_id"]], {"start": now - 4 * DAY, "order": "desc"}],
    )
    assert [one["probeid"] for one in average["summary"]["responsetime"]["avgresponse"]] == [1]
    assert average["summary"]["status"]["totaldown"] == 300
    assert [state["status"] for state in outage["summary"]["states"]] == ["up", "down", "up"]


def test_pypingdom_makes_changes_and_deletes_a_check(emulator: WatchedEmulator, pypingdom: Calls) -> None:
    """It takes verify_certificate, which the documentation does not have, from the list and out of what it changes."""
    emulator.quirk("pingdom_21_list_shows_certificates")
    wanted = {"name": "new", "type": "http", "host": "new.example.com", "url": "/health", "resolution": 15}
    made, changed, same = pypingdom(
        ["create_check", [wanted], {}],
        ["update_check", [{"check": "api: status"}, {"resolution": 30, "paused": True}], {}],
        ["update_check", [{"check": "api: status"}, {"resolution": 30, "paused": True}], {}],
    )
    assert (made["name"], made["resolution"]) == ("new", "15")
    assert (changed["resolution"], changed["paused"], same) == ("30", "True", False)
    gone, rest = pypingdom(["delete_check", [{"check": "new"}], {}], ["get_checks", [], {}])
    assert gone is None
    assert "new" not in [one["name"] for one in rest]


def test_pypingdom_tells_what_is_refused(emulator: WatchedEmulator, pypingdom: Calls) -> None:
    wanted = {"name": "new", "type": "http", "host": "http://new.example.com/"}
    (refused,) = pypingdom(["create_check", [wanted], {}])
    assert refused == {"refused": "400 Invalid parameter value: host"}
    names = [emulator.credentials[name] for name in USER]
    for place, told in ((1, "Invalid email and/or password"), (2, "Invalid application key"), (3, "Not permitted for")):
        user = [*names[:place], "wrong", *names[place + 1 :]]
        with pytest.raises(AssertionError, match=told):
            pypingdom(user=user)
