# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated Pingdom: reads that are older than the last writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.emulator.pingdom.driver import Driver

HOUR = 3600


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def names(pingdom: Driver) -> set[str]:
    answer = pingdom.ask("GET", "/checks").json
    assert answer["counts"]["total"] == len(answer["checks"])
    return {row["name"] for row in answer["checks"]}


def descriptions(pingdom: Driver) -> set[str]:
    return {row["description"] for row in pingdom.ask("GET", "/maintenance").json["maintenance"]}


def test_lists_answer_as_30_seconds_before(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_lists_lag", True)
    made = pingdom.create_check(name="new")
    deleted = next(one.id for one in pingdom.account.checks.values() if one.settings["name"] == "dns: shop")
    pingdom.ask("DELETE", f"/checks/{deleted}")
    pingdom.create_window(pingdom.now + HOUR, pingdom.now + 2 * HOUR, description="work")
    assert "new" not in names(pingdom)
    assert "dns: shop" in names(pingdom)
    assert "work" not in descriptions(pingdom)
    assert pingdom.check(made)["name"] == "new", "details do not lag"
    assert pingdom.ask("GET", f"/checks/{deleted}").status == 403
    pingdom.clock.advance(31)
    assert "new" in names(pingdom)
    assert "dns: shop" not in names(pingdom)
    assert "work" in descriptions(pingdom)


def test_details_answer_as_30_seconds_before(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_details_lag", True)
    made = pingdom.create_check(name="new")
    window = pingdom.create_window(pingdom.now + HOUR, pingdom.now + 2 * HOUR)
    refused = pingdom.ask("GET", f"/checks/{made}")
    assert (refused.status, refused.error) == (403, "Invalid check identifier")
    assert pingdom.ask("GET", f"/maintenance/{window}").status == 404
    assert "new" in names(pingdom), "lists do not lag"
    assert pingdom.ask("PUT", f"/checks/{made}", json={"resolution": 1}).status == 200, "writes reach it"
    pingdom.clock.advance(31)
    assert pingdom.check(made)["resolution"] == 1
    assert pingdom.window(window)["id"] == window


def test_each_write_shows_after_its_own_30_seconds(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_details_lag", True)
    made = pingdom.create_check(resolution=1)
    shown: list[Any] = []
    for resolution in (5, 15):
        pingdom.clock.advance(20)
        pingdom.ask("PUT", f"/checks/{made}", json={"resolution": resolution})
        answer = pingdom.ask("GET", f"/checks/{made}")
        shown.append(answer.json["check"]["resolution"] if answer.status == 200 else None)
    pingdom.clock.advance(20)
    shown.append(pingdom.check(made)["resolution"])
    pingdom.clock.advance(20)
    shown.append(pingdom.check(made)["resolution"])
    assert shown == [None, 1, 5, 15]
