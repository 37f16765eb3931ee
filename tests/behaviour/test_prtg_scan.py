# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_scan over both APIs: what is scanned now, what is left alone, and what is told of it."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.actions import SCAN
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_scan
from tests.behaviour.told import prtg, told

WEB_1, WEB_2, PING = "1001", "1002", "2101"
BELOW_A_PAUSED_GROUP = "1031"


@pytest.fixture(params=["v1", "v2"])
def api(request):
    return request.param


@pytest.fixture
def scan(emulator, api):
    """A task over each API in turn; check mode sends nothing, and no write goes untold."""

    def run(check=False, **options):
        return told(emulator, prtg_scan, check_mode=check, **prtg(emulator, api), **options)

    return run


@pytest.fixture
def look(emulator, api):
    def run(*fields, **options):
        return told(emulator, prtg_object_info, **prtg(emulator, api), fields=list(fields), **options)["objects"]

    return run


def test_each_run_scans_and_says_so(scan, emulator):
    answers = [scan(check=check, ids=[WEB_1, WEB_2]) for check in (True, False, False)]
    assert answers[0] == answers[1] == answers[2]
    assert [one["after"] for one in answers[0]["objects"]] == [{"requested": "scan"}] * 2
    assert answers[0]["changed"]
    assert len(emulator.writes()) == 2


def test_what_is_paused_is_left_alone_and_told(scan, emulator):
    for check in (True, False):
        answer = scan(check=check, ids=[BELOW_A_PAUSED_GROUP, PING])
        assert [one["changed"] for one in answer["objects"]] == [False, True]
        assert answer["warnings"][-1].endswith("is paused, so that PRTG does not scan it")
    assert len(emulator.writes()) == 1


@pytest.mark.parametrize("ids", [["1"], [WEB_1, WEB_2], [PING]], ids=["probe", "devices", "sensor"])
def test_each_sensor_is_waited_for(scan, look, emulator, ids):
    began = iso(emulator.time())
    emulator.advance(30)
    assert scan(ids=ids, wait=True, wait_timeout=20)["changed"]
    rows = look("id", "last_up", "last_down", kind=["sensor"], under="0")
    scanned = {row["id"] for row in rows if max(row["last_up"] or "", row["last_down"] or "") > began}
    assert PING in scanned


def test_waiting_says_which_were_not_scanned(scan, emulator, api):
    place = {"v1": {"server": "prtg", "path": "scannow"}, "v2": {"server": "prtg_v2", "path": "scan$"}}[api]
    emulator.faults([{**place, "status": 200 if api == "v1" else 204, "body": "" if api == "v2" else "OK"}])
    answer = scan(ids=[WEB_1], wait=True, wait_timeout=1)
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert answer["error"]["objects"] == [WEB_1]
    assert answer["msg"].startswith("the last scan of 1 of 1 objects did not change within 1 s: device 1001")


def test_few_requests_tell_that_thousands_were_scanned(scan, emulator):
    scan(ids=["1"], wait=True, wait_timeout=20)
    few = len(emulator.requests())
    emulator.reset()
    scan(ids=["1"])
    assert few - len(emulator.requests()) <= 6


def test_what_is_paused_is_not_waited_for(scan):
    answer = scan(under="Local Probe", kind=["sensor"], wait=True, wait_timeout=20)
    assert {one["after"]["requested"] for one in answer["objects"]} == {"scan", None}


def sensors_of(look, device):
    return {row["name"] for row in look("name", under=device, kind=["sensor"])}


def test_an_auto_discovery_finds_sensors_in_the_end(scan, look, emulator):
    foretold, done = (
        scan(check=True, ids=[WEB_1, WEB_2], auto_discovery=True),
        scan(ids=[WEB_1, WEB_2], auto_discovery=True),
    )
    assert done == foretold
    assert [one["after"]["requested"] for one in done["objects"]] == ["auto_discovery"] * 2
    assert len(emulator.writes()) == 2
    before = sensors_of(look, WEB_1)
    emulator.advance(61)
    assert sensors_of(look, WEB_1) > before


@pytest.mark.parametrize("api", ["v1"])
def test_templates_say_what_an_auto_discovery_looks_for(scan, look, emulator):
    assert scan(ids=[WEB_1], auto_discovery=True, templates=["Linux.odt", "My disks.odt"])["changed"]
    emulator.advance(61)
    assert sensors_of(look, WEB_1) >= {"Linux", "My disks"}


@pytest.mark.parametrize("api", ["v2"])
def test_templates_are_refused_over_v2_before_anything_is_sent(scan, emulator):
    emulator.reset()
    answer = scan(ids=[WEB_1], auto_discovery=True, templates=["Linux.odt"])
    assert answer["error"]["kind"] == "ConfigurationError"
    assert "Nothing was sent. Set api to v1 and url to the core server, or leave out templates." in answer["msg"]
    assert emulator.requests() == []


@pytest.mark.parametrize("api", ["v2"])
def test_an_auto_discovery_is_found_where_the_server_has_it(scan, emulator):
    """A server of some day has dropped the prefix of what was experimental; here it lacks the operation there, too."""
    gone = {"server": "prtg_v2", "path": "/experimental/devices/.*/autodiscovery"}
    for status in (404, 405, 501):
        emulator.faults(
            [
                {**gone, "status": status, "body": {"code": "NOT_FOUND"} if status == 404 else ""},
                {"server": "prtg_v2", "path": "/api/v2/devices/.*/autodiscovery", "status": 204, "body": ""},
            ]
        )
        before = len(emulator.writes())
        assert scan(ids=[WEB_1, WEB_2], auto_discovery=True)["changed"]
        paths = [write["path"].removeprefix("/api/v2") for write in emulator.writes()[before:]]
        assert paths == [
            "/experimental/devices/1001/autodiscovery",
            "/devices/1001/autodiscovery",
            "/devices/1002/autodiscovery",
        ]
    emulator.faults([{**gone, "status": 404, "body": ""}])
    answer = scan(ids=[WEB_1], auto_discovery=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("NotFound", False)
    assert "API v1 can do it, too: set api to v1." in answer["msg"]


@pytest.mark.parametrize("api", ["v2"])
def test_an_object_that_is_gone_is_not_looked_for_elsewhere(scan, emulator):
    gone = {"status": 404, "body": {"code": "NOT_FOUND"}, "server": "prtg_v2"}
    emulator.faults([{**gone, "path": "autodiscovery"}, {**gone, "path": "/api/v2/devices/1001$", "method": "GET"}])
    answer = scan(ids=[WEB_1], auto_discovery=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("NotFound", False)
    assert len(emulator.writes()) == 1


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"ids": [PING], "auto_discovery": True}, "SelectionRefused", "for objects of the kind group or device"),
        ({"ids": [WEB_1], "templates": ["x.odt"]}, "ConfigurationError", "without auto_discovery"),
        ({"ids": [WEB_1], "auto_discovery": True, "templates": []}, "ConfigurationError", "an empty list"),
        ({"ids": [WEB_1], "auto_discovery": True, "templates": ['a","b.odt']}, "ConfigurationError", "is no name"),
        ({"ids": [WEB_1], "auto_discovery": True, "wait": True}, "ConfigurationError", "wait is for scans"),
        ({"ids": ["0"]}, "SelectionRefused", "allow_root"),
        ({"ids": [WEB_1, WEB_2], "max_matched": 1}, "SelectionRefused", "max_matched is 1"),
    ],
)
def test_what_is_wrong_is_refused(scan, emulator, options, kind, words):
    answer = scan(**options)
    assert (answer["error"]["kind"], answer["changed"], emulator.writes()) == (kind, False, [])
    assert words in answer["msg"]


def test_names_and_ancestors_of_an_auto_discovery_mean_groups_and_devices(scan):
    answer = scan(check=True, under="Local Probe/Web Shop", auto_discovery=True)
    assert {one["kind"] for one in answer["objects"]} == {"group", "device"}


WRONG = {"code": "WRONG_NODE_STATUS", "message": "not now", "request_id": "x"}
REFUSALS = {
    "of one by its id": (200, [{"id": WEB_1}, {"id": WEB_2, "error": WRONG}]),
    "of one without telling which": (200, [WRONG]),
    "of all": (400, WRONG),
    "of all with 409": (409, WRONG),
}


def pause(number, emulator):
    token = emulator.credentials["prtg_api_token"]
    requests.get(f"{emulator.prtg}/api/pause.htm?id={number}&action=0&apitoken={token}", timeout=10)


@pytest.mark.parametrize("api", ["v2"])
@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_was_paused_meanwhile_is_left_alone_and_the_rest_scanned(scan, emulator, monkeypatch, refusal):
    status, body = REFUSALS[refusal]
    emulator.faults([{"path": "/devices/scan", "status": status, "body": body, "times": 1}])
    ready = SCAN.ready
    monkeypatch.setattr(SCAN, "ready", lambda *args: pause(WEB_2, emulator) or ready(*args))
    answer = scan(ids=[WEB_1, WEB_2, PING])
    assert [one["after"]["requested"] for one in answer["objects"]] == ["scan", None, "scan"]
    assert answer["warnings"] == [
        "device 1002 (Local Probe/Web Shop/Production/web-2) is paused, so that PRTG does not scan it"
    ]
    paths = [write["path"].removeprefix("/api/v2/") for write in emulator.writes() if "scan" in write["path"]]
    again = [] if "by its id" in refusal else ["devices/1001/scan"]
    assert paths == ["devices/scan", "sensors/2101/scan", *again]


@pytest.mark.parametrize("api", ["v2"])
def test_what_cannot_be_scanned_is_a_failure_after_the_rest_was_scanned(scan, emulator):
    emulator.faults([{"path": "/devices/", "status": 400, "body": WRONG, "method": "POST"}])
    answer = scan(ids=[WEB_1, PING])
    assert (answer["error"]["kind"], answer["error"]["code"], answer["changed"]) == ("Conflict", WRONG["code"], True)
    assert [write["path"].removeprefix("/api/v2/") for write in emulator.writes()] == [
        "devices/1001/scan",
        "sensors/2101/scan",
    ]
    answer = scan(ids=[WEB_1])
    assert (answer["error"]["kind"], answer["changed"]) == ("Conflict", False)


@pytest.mark.parametrize("api", ["v2"])
def test_all_that_cannot_be_scanned_is_told_at_once(scan, emulator):
    emulator.faults([{"path": "scan$", "status": 400, "body": WRONG}])
    answer = scan(ids=[WEB_1, PING])
    assert "the present status of 1001, 2101 does not allow this action" in answer["msg"]
