# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v2: acknowledgements and auto-discovery, which show over the other API as well."""

from __future__ import annotations

import pytest

from .conftest import Client

DOWN, WEB_1 = 2121, 1001


def progress(client: Client) -> dict[str, object]:
    found: dict[str, object] = client.v2(f"/devices/{WEB_1}/overview").json["autodiscovery"]
    return found


@pytest.mark.parametrize(("path", "more"), [(f"/sensors/{DOWN}", {}), ("/sensors", {"filter": f'id = "{DOWN}"'})])
def test_an_acknowledgement_may_take_no_duration(client: Client, path: str, more: dict[str, str]) -> None:
    client.emulator.quirk("v2_acknowledge_without_duration")
    refused = client.v2(f"{path}/acknowledge", {"message": "Seen", "duration": 60.0, **more}, method="POST")
    assert (refused.status, refused.json["code"]) == (400, "BAD_REQUEST")
    assert client.v2(f"/sensors/{DOWN}").json["status"] == "DOWN"
    assert client.v2(f"{path}/acknowledge", {"message": "Seen", **more}, method="POST").status < 300
    assert client.v2(f"/sensors/{DOWN}").json["status"] == "DOWN_ACKNOWLEDGED"
    assert client.v2(f"/devices/{WEB_1}/pause", {"duration": 60.0}, method="POST").status == 204


def test_an_auto_discovery_tells_how_far_it_is(client: Client) -> None:
    assert progress(client) == {"active": False, "progress": None}
    assert client.v2(f"/experimental/devices/{WEB_1}/autodiscovery", {}, method="POST").status == 204
    client.emulator.advance(30)
    running = progress(client)
    assert running["active"]
    assert 45 <= int(str(running["progress"])) <= 60
    client.emulator.advance(31)
    assert not progress(client)["active"]
    assert "HTTP" in {row["name"] for row in client.rows("sensors", id=WEB_1, columns="name")}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/experimental/devices/{WEB_1}/autodiscovery", None, 400),
        (f"/experimental/devices/{WEB_1}/autodiscovery", {"templates": ["x.odt"]}, 400),
        ("/experimental/devices/424242/autodiscovery", {}, 404),
        (f"/devices/{WEB_1}/autodiscovery", {}, 404),
        ("/experimental/sensors/2101/autodiscovery", {}, 404),
    ],
)
def test_what_cannot_be_discovered_is_refused(client: Client, path: str, body: object, status: int) -> None:
    assert client.v2(path, body, method="POST").status == status
