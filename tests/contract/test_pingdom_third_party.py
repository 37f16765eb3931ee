# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""alert-exporter, written by others for Pingdom 3.1, on the emulated Pingdom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.contract.third_party import ABSENT, interpreter, run
from tests.emulator.process import Emulator

if interpreter() is None:
    pytest.skip(ABSENT, allow_module_level=True)


def export(emulator: Emulator, home: Path, tags: str) -> dict[str, dict[str, Any]]:
    """The checks that the client exports, by name."""
    task = {"url": emulator.pingdom, "token": emulator.credentials["pingdom_api_token"], "tags": tags}
    return {check["name"]: check for check in run("alert_exporter", task, home)}


def test_client_reads_list_and_details(emulator: Emulator, tmp_path: Path) -> None:
    checks = export(emulator, tmp_path, "prod")
    assert set(checks) == {
        "shop: front page",
        "shop: checkout",
        "api: status",
        "duplicate name",
        "mail: smtp",
        "dns: shop",
    }
    shop = checks["shop: front page"]
    assert shop["url"] == "https://shop.example.com/"
    assert shop["responsetime_threshold"] == "30 seconds"
    assert set(shop["tags"]) == {"shop", "prod", "nginx"}
    assert checks["api: status"]["url"] == "http://api.example.com/v1/status"
    assert shop["paused"] is False


def test_client_sees_a_paused_check(emulator: Emulator, tmp_path: Path) -> None:
    checks = export(emulator, tmp_path, "mail")
    assert {name: check["paused"] for name, check in checks.items()} == {"mail: smtp": False, "mail: imap": True}


@pytest.mark.parametrize("quirk", ["pingdom_ping_type_string", "pingdom_ping_type_list"])
def test_client_survives_the_shapes_of_ping(emulator: Emulator, tmp_path: Path, quirk: str) -> None:
    emulator.quirk(quirk)
    assert "duplicate name" in export(emulator, tmp_path, "shop")


def test_client_asks_one_list_and_each_detail(emulator: Emulator, tmp_path: Path) -> None:
    export(emulator, tmp_path, "mail")
    paths = [entry["path"] for entry in emulator.requests("pingdom")]
    assert paths[0] == "/api/3.1/checks"
    assert len(paths) == 3
