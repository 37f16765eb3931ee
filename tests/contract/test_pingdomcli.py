# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdomcli, written by others for Pingdom 3.1, on the emulated Pingdom: its own commands, nothing changed.

It gives the token as a user name, writes in forms, and names a check twice to delete it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.third_party import NO_PINGDOMCLI, PINGDOMCLI, interpreter, printed
from tests.emulator.process import Emulator

if interpreter(PINGDOMCLI) is None:
    pytest.skip(NO_PINGDOMCLI, allow_module_level=True)

Pdcli = Callable[..., str]


@pytest.fixture
def pdcli(emulator: Emulator, tmp_path: Path) -> Pdcli:
    """Run the command with its configuration file; what it prints."""
    config = tmp_path / "conf.yaml"
    # JSON is YAML as well
    account = {"BASE_URL": emulator.pingdom, "API_KEY": emulator.credentials["pingdom_api_token"]}
    config.write_text(json.dumps(account), encoding="utf-8")

    def run(command: str, *arguments: str) -> str:
        words = ["-m", "pingdomcli.pdcli", command, "--config", str(config), *arguments]
        return printed([str(interpreter(PINGDOMCLI)), *words], tmp_path, COLUMNS="200")

    return run


def test_it_lists_checks_with_their_addresses_and_status(pdcli: Pdcli) -> None:
    assert "api.example.com/v1/status" in pdcli("list", "--url")
    shown = pdcli("status", "--show", "paused")
    assert "mail: imap" in shown
    assert "mail: smtp" not in shown


@pytest.mark.parametrize("integration", ["", "42", "42,43"])
def test_it_adds_and_deletes_a_check(emulator: Emulator, pdcli: Pdcli, integration: str) -> None:
    words = ["--type", "http", "--name", "made by pdcli", "--url", "shop.example.com", "--integration", integration]
    assert "Successfully added made by pdcli" in pdcli("add", *words)
    row = next(line for line in pdcli("list").splitlines() if "made by pdcli" in line)
    check_id = "".join(filter(str.isdigit, row))
    assert f"Successfully deleted {check_id}" in pdcli("del", "--id", check_id)
    assert "made by pdcli" not in pdcli("list")
    deletion = emulator.requests("pingdom")[-2]
    assert (deletion["method"], deletion["body"]) == ("DELETE", f"delcheckids={check_id}")


def test_it_tells_what_is_refused(emulator: Emulator, pdcli: Pdcli) -> None:
    assert "Invalid check identifier" in pdcli("del", "--id", "1")
    emulator.quirk("pingdom_blanks_refused")
    words = ["--type", "http", "--name", "x", "--url", "shop.example.com", "--integration", ""]
    assert "Invalid parameter value: integrationids" in pdcli("add", *words)
