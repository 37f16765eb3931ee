# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1: simulated errors, acknowledgements and auto-discovery, which show over the other API as well."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Client

UP, DOWN, WEB_1, WEB_SHOP = 2101, 2121, 1001, 51


def row(client: Client, number: int) -> tuple[int, str]:
    (found,) = client.rows("sensors", columns="status,message", filter_objid=number)
    return found["status_raw"], found["message_raw"]


def names(client: Client, device: int) -> set[str]:
    return {found["name"] for found in client.rows("sensors", id=device, columns="name", count="*")}


def test_a_simulated_error_shows_until_it_is_resumed(client: Client) -> None:
    client.v1("simulate.htm", id=UP, action=1)
    assert row(client, UP) == (5, "Simulated error")
    assert client.v2(f"/sensors/{UP}").json["status"] == "DOWN"
    client.v1("acknowledgealarm.htm", id=UP, ackmsg="Drill")
    status, message = row(client, UP)
    assert (status, message.startswith("[[ Drill ("), message.endswith("]]: Simulated error")) == (13, True, True)
    client.v1("pause.htm", id=UP, action=1)
    assert row(client, UP)[0] == 3


def test_a_simulated_error_can_wait_for_a_scan(client: Client) -> None:
    client.emulator.quirk("v1_simulated_error_with_scan")
    client.v1("simulate.htm", id=f"{UP},{UP + 1}", action=1)
    assert row(client, UP)[0] == 3
    client.v1("scannow.htm", id=UP)
    assert [row(client, number)[0] for number in (UP, UP + 1)] == [5, 3]
    client.v1("pause.htm", id=UP + 1, action=1)
    client.v1("scannow.htm", id=WEB_1)
    assert row(client, UP + 1)[0] == 3


def test_a_message_can_say_nothing_of_an_acknowledgement(client: Client) -> None:
    before = row(client, DOWN)[1]
    client.v1("acknowledgealarm.htm", id=DOWN, ackmsg="Seen")
    assert "Seen" in row(client, DOWN)[1]
    client.emulator.quirk("v1_acknowledgement_unshown")
    assert row(client, DOWN) == (13, before)


def test_the_message_of_a_simulated_error_is_in_the_language_of_the_server(client: Client) -> None:
    client.v1("simulate.htm", id=UP, action=1)
    client.emulator.quirk("v1_german")
    assert row(client, UP)[1] == "Simulierter Fehler"


def test_an_auto_discovery_takes_its_time_and_adds_what_is_not_there(client: Client) -> None:
    before = names(client, WEB_1)
    client.v1("discovernow.htm", id=WEB_1, template='"Linux.odt","Disks.odt"')
    client.emulator.advance(30)
    assert names(client, WEB_1) == before
    client.v1("discovernow.htm", id=WEB_1, template="Other.odt")
    client.emulator.advance(31)
    assert names(client, WEB_1) == before | {"Linux", "Disks"}


def test_an_auto_discovery_of_a_group_is_of_the_devices_in_it(client: Client) -> None:
    client.v1("discovernow.htm", id=WEB_SHOP, template="Linux.odt")
    client.emulator.advance(61)
    assert all("Linux" in names(client, device) for device in (WEB_1, WEB_1 + 1))


@pytest.mark.parametrize(("number", "error"), [(UP, 400), ("1001,1002", 400), (424242, 400)])
def test_what_cannot_be_discovered_is_refused(client: Client, number: Any, error: int) -> None:
    assert client.v1("discovernow.htm", id=number).status == error
