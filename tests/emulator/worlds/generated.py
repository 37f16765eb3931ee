# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A generated world of N devices, the same at every start, built in one pass."""

from __future__ import annotations

from ..clock import Clock
from ..status import Status
from ..tree import Node, Pause, Tree

SITES = 50
TAGS = [f"tag{number:02}" for number in range(20)]
FIRST_GROUP, FIRST_DEVICE, FIRST_SENSOR = 100, 1000, 2_000_000


def parse(world: str) -> tuple[int, int | None]:
    """``devices:N`` and ``devices:N:S`` as (devices, sensors)."""
    try:
        numbers = [int(part) for part in world.split(":")[1:]]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 2) or min(numbers) < 0 or numbers[0] > FIRST_SENSOR - FIRST_DEVICE:
        raise ValueError(f"{world!r} is not devices:N or devices:N:SENSORS")
    return numbers[0], numbers[1] if len(numbers) == 2 else None


def build(clock: Clock, devices: int, sensors: int | None = None) -> Tree:
    """Two probes, fifty groups, ``devices`` devices, and ``sensors`` sensors spread over them (one each by default)."""
    now = clock.now()
    root = Node(0, "group", "Root")
    probes = [Node(number, "probe", f"Probe {number}", root) for number in (1, 2)]
    root.children = probes
    sites = []
    for number in range(SITES):
        probe = probes[number % 2]
        site = Node(FIRST_GROUP + number, "group", f"Site {number:02}", probe)
        site.put("location", f"Site {number:02}, Hamburg")
        probe.children.append(site)
        sites.append(site)
    made = [_device(number, sites[number % SITES], now) for number in range(devices)]
    for number in range(sensors if sensors is not None else devices):
        if made:
            _sensor(number, made[number % len(made)], now)
    return Tree(root, clock)


def _device(number: int, site: Node, now: float) -> Node:
    device = Node(
        FIRST_DEVICE + number,
        "device",
        f"host-{number:06}",
        site,
        tags=tuple(dict.fromkeys((TAGS[number % 20], TAGS[(number + 7) % 20], TAGS[(number + 13) % 20]))),
        priority=number % 5 + 1,
        host=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
    )
    if number % 97 == 96:
        device.pause = Pause("PRTG System Administrator", now - 86400.0, None, "out of service")
    site.children.append(device)
    return device


def _sensor(number: int, device: Node, now: float) -> None:
    status, message = Status.UP, "OK"
    if number % 89 == 88:
        status, message = Status.DOWN, "Request timed out (code: PE018)"
    elif number % 53 == 52:
        status, message = Status.WARNING, "96 % (Packet Loss) is above the warning limit of 95 %"
    device.children.append(
        Node(
            FIRST_SENSOR + number,
            "sensor",
            "Ping" if not device.children else f"Ping {len(device.children) + 1}",
            device,
            tags=("pingsensor",),
            priority=number % 5 + 1,
            status=status,
            message=message,
            sensor_kind="ping",
            sensor_type="Ping",
            last_value="12 msec" if status != Status.DOWN else "-",
            last_value_raw=12.0 if status != Status.DOWN else None,
            last_up=now - 30.0 if status != Status.DOWN else now - 7200.0,
            last_down=now - 7200.0,
            since=now - 7200.0,
            up_seconds=7_000_000.0,
            down_seconds=3600.0,
        )
    )
