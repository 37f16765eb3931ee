# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pyprtg-api, monitoring-aiops, netbox-prtg and PRTGAPI, written by others for PRTG's API v1, on the emulated PRTG.

prtg-cli has an environment and a file of its own: test_prtgcli.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.contract.third_party import ABSENT, interpreter, run
from tests.emulator.process import Emulator, running

if interpreter() is None:
    pytest.skip(ABSENT, allow_module_level=True)

PING = 2101
"""A sensor of the demo world that is up, on the device web-1 (1001)."""

UP, DOWN, PAUSED_BY_USER, PAUSED_UNTIL, ACKNOWLEDGED = 3, 5, 7, 12, 13
"""Status numbers of API v1 (manual, "HTTP API: Live data", filter_status)."""


def pyprtg(emulator: Emulator, home: Path, *calls: list[Any], **credentials: str) -> list[Any]:
    """Results of the client's methods."""
    known = credentials or {"token": emulator.credentials["prtg_api_token"]}
    results: list[Any] = run("pyprtg", {"url": emulator.prtg, "calls": calls, **known}, home)
    return results


def aiops(emulator: Emulator, home: Path, *calls: list[Any]) -> list[Any]:
    """Results of the client's operations. It sends its writes with POST, where the vendor's manual allows GET alone."""
    emulator.quirk("v1_takes_post")
    url = urlsplit(emulator.prtg)
    task = {"host": url.hostname, "port": url.port, "calls": calls}
    token = emulator.credentials["prtg_api_token"]
    results: list[Any] = run("monitoring_aiops", task, home, MONITORING_EMULATOR_SECRET=token)
    return results


def netbox(emulator: Emulator, home: Path, *calls: list[Any], token: str = "") -> list[Any]:
    """Results of the methods of netbox-prtg's client."""
    task = {"url": emulator.prtg, "token": token or emulator.credentials["prtg_api_token"], "calls": calls}
    results: list[Any] = run("netbox_prtg", task, home)
    return results


@pytest.fixture(scope="module")
def secure() -> Iterator[Emulator]:
    """An emulator that speaks HTTPS, for the client that speaks nothing else."""
    with running(tls=True) as emulator:
        yield emulator


def prtgapi(emulator: Emulator, home: Path, *calls: list[Any]) -> list[Any]:
    """Results of PRTGAPI's methods; what changes something answers with a status."""
    known = emulator.credentials
    user = {"username": known["prtg_username"], "passhash": known["prtg_passhash"]}
    address = emulator.prtg.removeprefix("https://")
    results: list[Any] = run("prtgapi", {"address": address, **user, "calls": calls}, home)
    return results


@pytest.mark.parametrize("kind", ["password", "passhash"])
def test_pyprtg_logs_in_as_a_user(emulator: Emulator, tmp_path: Path, kind: str) -> None:
    user = {"username": emulator.credentials["prtg_username"], kind: emulator.credentials[f"prtg_{kind}"]}
    assert pyprtg(emulator, tmp_path, ["get_hostname", 1001], **user) == ["web-1.shop.example"]


def test_pyprtg_is_refused_with_a_wrong_token(emulator: Emulator, tmp_path: Path) -> None:
    assert pyprtg(emulator, tmp_path, ["get_all_probes"], token="wrong") == [{"raised": "HTTPError"}]


def test_pyprtg_reads_the_tree(emulator: Emulator, tmp_path: Path) -> None:
    probes, groups, devices, tree = pyprtg(
        emulator, tmp_path, ["get_all_probes"], ["get_all_groups"], ["get_all_devices"], ["get_sensortree", 1001]
    )
    assert "Local Probe" in {probe["name"] for probe in probes}
    assert {"Web Shop", "Production"} <= {group["name"] for group in groups}
    hosts = {device["name"]: device["host"] for device in devices}
    assert hosts["web-1"] == "web-1.shop.example"
    assert len(devices) == next(int(group["devicenum_raw"]) for group in groups if group["objid"] == 0)
    assert '<device id="1001">' in tree


def test_pyprtg_finds_by_name_part_of_it_and_id(emulator: Emulator, tmp_path: Path) -> None:
    by_name, by_part, by_id, nothing = pyprtg(
        emulator,
        tmp_path,
        ["get_device_by_name", "web-2"],
        ["get_devices_by_name_containing", "web-"],
        ["get_sensor", PING],
        ["get_device", 99999],
    )
    assert by_name["objid"] == 1002
    assert len(by_part) > 1
    assert all("web-" in device["name"] for device in by_part)
    assert (by_id["objid"], by_id["device"], by_id["status_raw"]) == (PING, "web-1", UP)
    assert nothing == {"raised": "ObjectNotFound"}


def test_pyprtg_pauses_and_resumes(emulator: Emulator, tmp_path: Path) -> None:
    look = ["get_sensor", PING]
    done, paused, undone, resumed = pyprtg(
        emulator, tmp_path, ["pause_object", PING], look, ["resume_object", PING], look
    )
    assert (done, undone) == (None, None)
    assert (paused["status_raw"], paused["active"]) == (PAUSED_BY_USER, False)
    assert (resumed["status_raw"], resumed["active"]) == (UP, True)


def test_pyprtg_is_told_of_an_unknown_object(emulator: Emulator, tmp_path: Path) -> None:
    assert pyprtg(emulator, tmp_path, ["pause_object", 99999]) == [{"raised": "HTTPError"}]


def test_aiops_reads_sensors_devices_and_groups(emulator: Emulator, tmp_path: Path) -> None:
    sensors, down, alarms, devices, groups = aiops(
        emulator,
        tmp_path,
        ["prtg", "list_sensors"],
        ["prtg", "list_sensors", str(DOWN)],
        ["prtg", "list_alarms"],
        ["prtg", "list_devices"],
        ["prtg", "list_groups"],
    )
    assert str(PING) in {sensor["objid"] for sensor in sensors["sensors"]}
    assert 0 < down["total"] < sensors["total"]
    assert {sensor["objid"] for sensor in alarms["alarms"]} == {sensor["objid"] for sensor in down["sensors"]}
    assert {"web-1.shop.example"} <= {device["host"] for device in devices["devices"]}
    assert {"Production"} <= {group["group"] for group in groups["groups"]}


def test_aiops_reads_one_sensor(emulator: Emulator, tmp_path: Path) -> None:
    details = aiops(emulator, tmp_path, ["prtg", "sensor_details", str(PING)])[0]
    assert (details["name"], details["sensorType"], details["status"].strip()) == ("Ping", "ping", "Up")


def test_aiops_pauses_for_minutes_and_resumes(emulator: Emulator, tmp_path: Path) -> None:
    aiops(emulator, tmp_path, ["prtg_write", "pause_sensor", str(PING), 5, "patching"])
    assert pyprtg(emulator, tmp_path, ["get_sensor", PING])[0]["status_raw"] == PAUSED_UNTIL
    aiops(emulator, tmp_path, ["prtg_write", "resume_sensor", str(PING)])
    assert pyprtg(emulator, tmp_path, ["get_sensor", PING])[0]["status_raw"] == UP


def test_aiops_maintenance_ends_by_itself(emulator: Emulator, tmp_path: Path) -> None:
    aiops(emulator, tmp_path, ["prtg_write", "schedule_maintenance", "1001", 10])
    look = ["get_sensor", PING]
    assert pyprtg(emulator, tmp_path, look)[0]["status_raw"] != UP
    emulator.advance(601)
    assert pyprtg(emulator, tmp_path, look)[0]["status_raw"] == UP


def test_pyprtg_copies_and_moves(emulator: Emulator, tmp_path: Path) -> None:
    copied, moved, devices, sensor = pyprtg(
        emulator,
        tmp_path,
        ["clone_device", "web-9", "192.0.2.99", 53, 1001],
        ["move_object", 1002, 53],
        ["get_devices_by_group_id", 53],
        ["get_sensor", PING],
    )
    assert moved is None
    found = {device["objid"]: device for device in devices}
    assert set(found) == {copied, 1002, 1005}
    assert (found[copied]["host"], found[copied]["status_raw"], found[copied]["active"]) == (
        "192.0.2.99",
        PAUSED_BY_USER,
        False,
    )
    # as its README shows an answer: a twin of every column, the priority as text
    assert (sensor["priority"], sensor["priority_raw"], sensor["objid_raw"], sensor["name_raw"]) == (
        "5",
        5,
        PING,
        "Ping",
    )


def test_pyprtg_is_refused_what_cannot_be_copied_or_moved(emulator: Emulator, tmp_path: Path) -> None:
    results = pyprtg(
        emulator, tmp_path, ["clone_device", "x", "x", 99999, 1001], ["move_object", 1001, 99999], ["get_device", 1001]
    )
    assert results[:2] == [{"raised": "HTTPError"}] * 2
    assert results[2]["parentid"] == 52


def test_pyprtg_adds_groups_and_devices_and_sets_them(emulator: Emulator, tmp_path: Path) -> None:
    """It posts forms to the web pages and looks for what is new afterwards."""
    (group,) = pyprtg(emulator, tmp_path, ["add_group", "New group", 53])
    assert (group["name"], group["parentid"]) == ("New group", 53)
    (device,) = pyprtg(emulator, tmp_path, ["add_device", "web-9", "192.0.2.9", group["objid"]])
    number = device["objid"]
    results = pyprtg(
        emulator,
        tmp_path,
        ["set_service_url", number, "https://web-9.example"],
        ["set_tags", number, ["two words", "b"]],
        ["set_inherit_location_off", number],
        ["set_location", number, "Dresden"],
        ["set_priority", number, 5],
        ["get_service_url", number],
        ["get_device", number],
        ["delete_object", number],
        ["get_device", number],
    )
    assert results[:6] == [None] * 5 + ["https://web-9.example"]
    assert (results[6]["host"], results[6]["priority_raw"], results[6]["location_raw"]) == ("192.0.2.9", 5, "Dresden")
    assert results[6]["tags"].split()[:2] == ["two-words", "b"]
    assert results[7:] == [None, {"raised": "ObjectNotFound"}]


def test_pyprtg_finds_no_group_where_web_pages_are_closed(emulator: Emulator, tmp_path: Path) -> None:
    emulator.quirk("v1_web_paths_401")
    assert pyprtg(emulator, tmp_path, ["add_group", "New group", 53]) == [{"raised": "HTTPError"}]


def test_pyprtg_looks_for_probes_groups_and_sensors(emulator: Emulator, tmp_path: Path) -> None:
    results = pyprtg(
        emulator,
        tmp_path,
        ["_validate_cred"],
        ["get_probe", 1],
        ["get_probe_by_name", "Local Probe"],
        ["get_group", 52],
        ["get_group_by_name", "Production"],
        ["get_groups_by_name_containing", "Prod"],
        ["get_groups_by_group_id", 51],
        ["get_sensors_by_name", "Ping", None, "web-1"],
        ["get_sensors_by_name_containing", "Pin", "Production", "web-1"],
        ["get_group_by_name", "nonsense"],
    )
    assert (results[0], results[1]["name"], results[2]["objid"]) == (None, "Local Probe", 1)
    assert [found["objid"] for found in (results[3], results[4], *results[5])] == [52] * 3
    assert {group["objid"] for group in results[6]} >= {52, 53}
    assert [sensor["objid"] for found in results[7:9] for sensor in found] == [PING, PING]
    assert results[9] == {"raised": "ObjectNotFound"}


def test_pyprtg_edits_what_it_copied(emulator: Emulator, tmp_path: Path) -> None:
    (group,) = pyprtg(emulator, tmp_path, ["clone_group", "Copy of Production", 51, 52])
    results = pyprtg(
        emulator,
        tmp_path,
        ["rename_object", 1001, "web-1 (new)"],
        ["set_hostname", 1001, "192.0.2.1"],
        ["set_icon", 1001, {"icon": "DELL"}],
        ["set_location", 1001, "Dresden"],
        ["set_inherit_location_on", 1001],
        ["get_device", 1001],
        ["get_group", group],
        ["get_devices_by_group_id", group],
    )
    assert results[:5] == [None] * 5
    device, copy, below = results[5:]
    assert (device["name"], device["host"], device["icon"]) == ("web-1 (new)", "192.0.2.1", "vendors_DELL.png")
    assert device["location_raw"] != "Dresden"
    assert (copy["parentid"], copy["active"]) == (51, False)
    assert "web-1" in {one["name"] for one in below}


def test_aiops_reads_no_counters_where_it_looks_for_them(emulator: Emulator, tmp_path: Path) -> None:
    """It knows names that no recorded status has (fixture getstatus: UpSens, Alarms ...), and reports nothing."""
    (status,) = aiops(emulator, tmp_path, ["prtg", "system_status"])
    assert status == dict.fromkeys(("sensorsUp", "sensorsDown", "sensorsWarning", "sensorsPaused", "alarms"))


def test_aiops_asks_for_the_history_without_a_period(emulator: Emulator, tmp_path: Path) -> None:
    look = ["prtg", "sensor_history", str(PING)]
    assert "400" in aiops(emulator, tmp_path, look)[0]["error"]
    emulator.quirk("v1_history_without_dates")
    points = aiops(emulator, tmp_path, look)[0]["points"]
    assert len(points) > 1400
    assert all(float(point["value"]) >= 0 for point in points)


def test_aiops_acknowledges_an_alarm(emulator: Emulator, tmp_path: Path) -> None:
    (before,) = aiops(emulator, tmp_path, ["alerts", "active_alerts"])
    alarms = [one["id"] for group in before["rollup"] for one in group["examples"]]
    done, after, overview = aiops(
        emulator,
        tmp_path,
        ["alerts", "acknowledge_alert", alarms[0]],
        ["alerts", "active_alerts"],
        ["overview", "fleet_overview"],
    )
    assert (done["action"], after["total"]) == ("acknowledge_alert", before["total"] - 1)
    assert (overview["activeAlerts"], overview["errors"]) == (after["total"], [])
    (sensor,) = pyprtg(emulator, tmp_path, ["get_sensor", alarms[0]])
    assert sensor["status_raw"] == ACKNOWLEDGED


def test_aiops_pauses_until_it_resumes(emulator: Emulator, tmp_path: Path) -> None:
    aiops(emulator, tmp_path, ["prtg_write", "pause_sensor", str(PING), 0, "patching"])
    emulator.advance(86400)
    assert pyprtg(emulator, tmp_path, ["get_sensor", PING])[0]["status_raw"] == PAUSED_BY_USER


def test_netbox_reads_a_device_and_its_sensors(emulator: Emulator, tmp_path: Path) -> None:
    connection, by_name, by_host, sensors, summary, whole, group = netbox(
        emulator,
        tmp_path,
        ["test_connection"],
        ["find_device_by_hostname", "web-1"],
        ["find_device_by_hostname", "web-2.shop.example"],
        ["get_device_sensors", 1001],
        ["get_device_summary", 1001],
        ["get_aggregate_sensor_summary"],
        ["find_group_by_name", "Production"],
    )
    assert (connection["success"], connection["version"]) == (True, "25.1.102.1373+")
    assert (by_name["objid"], by_host["objid"], group["objid"]) == (1001, 1002, 52)
    assert {sensor["name"] for sensor in sensors} >= {"Ping"}
    assert summary["total"] == len(sensors)
    known = pyprtg(emulator, tmp_path, ["get_sensors_by_name_containing", ""])[0]
    assert whole["total"] == len(known)
    assert whole["down"] == sum(sensor["status"].startswith("Down") for sensor in known)


def test_netbox_is_told_why_not(emulator: Emulator, tmp_path: Path) -> None:
    (refused,) = netbox(emulator, tmp_path, ["test_connection"], token="wrong")
    assert refused == {"error": "Authentication failed - check API token"}


def test_netbox_adds_a_device_that_looks_for_its_sensors(emulator: Emulator, tmp_path: Path) -> None:
    """It looks for its group on the page that adds groups, finds none, and takes the probe."""
    export = ["export_device_from_netbox", "web-9", "192.0.2.9", ["netbox", "dell"], "Dell"]
    added, again = netbox(emulator, tmp_path, export, export)
    number = added["device_id"]
    assert (added["success"], added["icon"], again["device_id"]) == (True, "vendors_DELL.png", number)
    (device,) = pyprtg(emulator, tmp_path, ["get_device", number])
    assert (device["host"], device["parentid"], device["tags"].split()[:2]) == ("192.0.2.9", 1, ["netbox", "dell"])
    assert device["icon"] == "vendors_DELL.png"
    emulator.advance(61)
    (sensors,) = netbox(emulator, tmp_path, ["get_device_sensors", number])
    assert {sensor["name"] for sensor in sensors} == {"Ping", "HTTP"}


def test_prtgapi_reads_copies_pauses_and_removes(secure: Emulator, tmp_path: Path) -> None:
    """The one test of it: nothing in its world is put back."""
    probes, sensors, devices, by_id, by_name, nothing, copied = prtgapi(
        secure,
        tmp_path,
        ["get_probe_list"],
        ["get_sensor_list", 1001],
        ["get_device_list"],
        ["get_object", PING],
        ["get_object", None, "web-2"],
        ["get_object", 99999],
        ["duplicate_device", 1001, "web-9", "192.0.2.9", 53],
    )
    assert "Local Probe" in {probe["name"] for probe in probes}
    assert PING in {sensor["objid"] for sensor in sensors}
    assert {device["host"] for device in devices} >= {"web-1.shop.example"}
    assert (by_id["objid"], by_name["objid"], nothing, copied) == (PING, 1002, None, 200)
    (copy,) = prtgapi(secure, tmp_path, ["get_object", None, "web-9"])
    number = copy["objid"]
    *statuses, resumed, removed, gone = prtgapi(
        secure,
        tmp_path,
        ["pause_object", number],
        ["resume_object", number],
        ["get_object", number],
        ["remove_object", number],
        ["get_object", number],
    )
    assert (copy["host"], copy["status"].strip(), statuses) == ("192.0.2.9", "Paused  (paused by user)", [200, 200])
    assert (resumed["status"].strip(), removed, gone) == ("Up", 200, None)
