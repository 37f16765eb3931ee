# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time series of sensors: the last hours, days, weeks or year of what they have measured, or any period.

The windows are those of the vendor's list of operations; 30 days for the third are prtg-skill's (prtg-v2-facts section
4). That rows of the third are an hour apart was recorded (observed/timeseries_medium.named_rows); the averages of the
others, that an average is told by its begin, and those of any period are guesses after PRTG's graphs.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

from aiohttp import web

from ..dates import iso
from ..measured import Measurements
from ..tree import Node
from .call import Call, Route, reading
from .errors import bad_request, not_found
from .view import channel_rows

HOUR, DAY = 3600, 86400


class Window(NamedTuple):
    """How many seconds back it reaches, and over how many each of its rows is averaged (0: one scan)."""

    back: int
    average: int


WINDOWS = {
    "live": Window(4 * HOUR, 0),
    "short": Window(2 * DAY, 300),
    "medium": Window(60 * DAY, HOUR),
    "long": Window(365 * DAY, DAY),
}
SHORTER = Window(30 * DAY, HOUR)


def window(call: Call) -> web.Response:
    name = call.request.match_info["type"]
    found = WINDOWS.get(name)
    if found is None:
        raise bad_request(f"type must be one of {', '.join(WINDOWS)}")
    if name == "medium" and call.emulation.quirks["v2_medium_is_a_month"]:
        found = SHORTER
    now = call.emulation.clock.now()
    return _series(call, now - found.back, now, found.average)


def any_period(call: Call) -> web.Response:
    start, end = (_moment(call, name) for name in ("from", "to"))
    if start is None:
        raise bad_request("from is mandatory")
    last = call.emulation.clock.now() if end is None else end
    average = next((one.average for one in WINDOWS.values() if last - start <= one.back), DAY)
    return _series(call, start, last, average)


def _moment(call: Call, name: str) -> float | None:
    text = call.asked.query.get(name)
    try:
        return None if text is None else datetime.fromisoformat(text).timestamp()
    except ValueError as error:
        raise bad_request(f"{name} must be a time in RFC 3339") from error


def _series(call: Call, start: float, end: float, average: int) -> web.Response:
    view = call.view()
    sensor = view.node("sensor", call.id)
    if sensor is None:
        raise not_found()
    wanted = [one.strip() for one in call.asked.query.get("channels", "").split(",") if one.strip()]
    places = [
        (place, row.id) for place, row in enumerate(channel_rows(view.tree, sensor)) if not wanted or row.id in wanted
    ]
    rows: list[list[Any]] = [["time", *(channel for _place, channel in places)]]
    rows += _rows(call, sensor, [place for place, _channel in places], Measurements(view.tree), (start, end, average))
    return web.Response(text=json.dumps(rows), content_type="application/json", charset="UTF-8")


def _rows(
    call: Call, sensor: Node, places: list[int], measured: Measurements, asked: tuple[float, float, int]
) -> list[list[Any]]:
    found = []
    for row in measured.rows(sensor, *asked):
        values = [None if (value := row.values[place]) is None else value.shown for place in places]
        while call.emulation.quirks["v2_short_rows"] and values and values[-1] is None:
            values.pop()
        found.append([iso(row.begin), *values])
    return found


ROUTES: list[Route] = [
    reading("/experimental/timeseries/{id}/{type}", window, "channels"),
    reading("/experimental/timeseries/{id}", any_period, "channels from to"),
]
