# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pyprtg-api and monitoring-aiops, written by others for PRTG's API v1, on the emulated PRTG."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.contract.third_party import ABSENT, interpreter, run
from tests.emulator.process import Emulator

if interpreter() is None:
    pytest.skip(ABSENT, allow_module_level=True)

PING = 2101
"""A sensor of the demo world that is up, on the device web-1 (1001)."""

UP, DOWN, PAUSED_BY_USER, PAUSED_UNTIL = 3, 5, 7, 12
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
