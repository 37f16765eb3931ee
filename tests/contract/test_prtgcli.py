# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg-cli, written by others for PRTG's API v1, on the emulated PRTG: its own commands, nothing changed.

It reads XML, whole tables at a time, finds names in them itself, and takes 200 after all redirects for success.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.contract.third_party import NO_PRTGCLI, PRTGCLI, interpreter, printed
from tests.emulator.process import Emulator

if interpreter(PRTGCLI) is None:
    pytest.skip(NO_PRTGCLI, allow_module_level=True)

Command = Callable[..., str]
PING, UP, PAUSED = 2101, 3, 7


@pytest.fixture
def prtg(emulator: Emulator, tmp_path: Path) -> Command:
    """Run the command as the administrator; what it prints."""
    known = emulator.credentials
    account = {"PRTG_USERNAME": known["prtg_username"], "PRTG_PASSHASH": known["prtg_passhash"]}
    script = str(Path(str(interpreter(PRTGCLI))).with_name("prtg-cli"))

    def run(*words: str, **more: str) -> str:
        environment = {"PRTG_HOST": emulator.prtg, "LC_ALL": "C.UTF-8", **account, **more}
        return printed([script, *words], tmp_path, **environment)

    return run


def state(emulator: Emulator, number: int) -> int:
    """The status number of an object, by the emulator's own table."""
    query = {"columns": "status", "filter_objid": str(number), "apitoken": emulator.credentials["prtg_api_token"]}
    (row,) = requests.get(f"{emulator.prtg}/api/table.json", {"content": "objects", **query}, timeout=30).json()[
        "objects"
    ]
    return int(row["status_raw"])


def test_it_tells_of_the_server(emulator: Emulator, prtg: Command) -> None:
    assert prtg("prtg_version") == "Prtg Version: 25.1.102.1373+\n"
    assert emulator.credentials["prtg_passhash"] in prtg("passhash")
    by_password = {"PRTG_PASSHASH": "", "PRTG_PASSWORD": emulator.credentials["prtg_password"]}
    assert emulator.credentials["prtg_passhash"] in prtg("passhash", **by_password)
    assert ast.literal_eval(prtg("status"))["status"]["MaxSensorCount"] == "unlimited"
    assert {"ping": "Ping"} in ast.literal_eval(prtg("sensor_types"))["types"]


def test_it_lists_and_finds_by_name(prtg: Command) -> None:
    def listed(what: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = ast.literal_eval(prtg("get", what))[what if what != "probes" else "probenode"][
            "item"
        ]
        return found

    assert "Local Probe" in {probe["name"] for probe in listed("probes")}
    assert "web-1" in {sensor["device"] for sensor in listed("sensors")}
    group, device = (
        ast.literal_eval(prtg("get", *words)) for words in (("groups", "Production"), ("devices", "web-1"))
    )
    assert (group["objid"], device["objid"], device["group"]) == ("52", "1001", "Production")


def test_it_pauses_resumes_scans_and_deletes(emulator: Emulator, prtg: Command) -> None:
    def do(state_name: str, item: str) -> str:
        return prtg("object", "--state", state_name, "--resource", "devices", "--item", item)

    assert do("pause", "web-1") == "Success\n"
    assert state(emulator, PING) == PAUSED
    assert do("resume", "1001") == do("scan", "1001") == "Success\n"
    assert state(emulator, PING) == UP
    assert do("pause", "99999") == "Error\n"
    assert do("delete", "web-1") == "Success\n"
    assert "'web-1'" not in prtg("get", "devices")


def test_it_copies_devices_from_a_file(prtg: Command, tmp_path: Path) -> None:
    config = tmp_path / "devices.yaml"
    # JSON is YAML as well
    devices = [{"name": "web-8", "host": "192.0.2.8"}, {"name": "web-9", "host": "192.0.2.9"}]
    config.write_text(json.dumps({"clone": "web-1", "group": "Staging", "devices": devices}), encoding="utf-8")
    assert prtg("manager", "--config-file", str(config)).count("Create new") == 2
    copy = ast.literal_eval(prtg("get", "devices", "web-9"))
    assert (copy["group"], copy["status"].strip()) == ("Staging", "Paused  (paused by user)")
    again = prtg("manager", "--config-file", str(config))
    assert again.count("item is exists") == 2
    words = ["--source", "52", "--target", "51", "--target-name", "Copy"]
    assert prtg("duplicate", "group", *words) == "Success\n"
    assert ast.literal_eval(prtg("get", "groups", "Copy"))["objid"].isdigit()
