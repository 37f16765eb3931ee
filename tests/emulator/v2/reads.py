# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v2 tells about objects, after the vendor's list of operations of 2026-03."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from ..tree import Node
from . import shapes
from .call import Call, Route, reading
from .errors import not_found
from .lists import included
from .view import KINDS

LIST = "offset limit filter"
DEPRECATED = "v2_deprecated_gone"
CURRENT = "v2_experimental_gone"
DEPRECATED_PARAMETERS = {
    "sensors": f"{LIST} sort_by include_all_channels",
    "devices": f"{LIST} sort_by sensor_status_summary",
    "groups": f"{LIST} sort_by sensor_status_summary",
    "probes": f"{LIST} sort_by sensor_status_summary",
    "objects": f"{LIST} sensor_status_summary",
    "channels": f"{LIST} sort_by",
}
CURRENT_PARAMETERS = {**dict.fromkeys(DEPRECATED_PARAMETERS, f"{LIST} include"), "channels": f"{LIST} sort_by include"}


def list_deprecated(call: Call, what: str) -> web.Response:
    return call.lists.deprecated(call.asked, what)


def list_alarms(call: Call) -> web.Response:
    return call.lists.deprecated(call.asked, "sensors", alarms=True)


def list_current(call: Call, what: str) -> web.Response:
    return call.lists.current(call.asked, what)


def get_one(call: Call, what: str) -> web.Response:
    view = call.view()
    return web.json_response(shapes.settings(view, call.lists.one(view, what, call.id), included(call.asked)))


def overview(call: Call, what: str) -> web.Response:
    view = call.view()
    return web.json_response(shapes.flat(view, call.lists.one(view, what, call.id)))


def probe_info(call: Call) -> web.Response:
    probe = call.lists.one(call.view(), "probes", call.id)
    assert isinstance(probe, Node)
    return web.json_response(shapes.probe_network(probe))


def summary(call: Call) -> web.Response:
    view = call.view()
    object_id = call.request.match_info.get("id", str(view.tree.root.id))
    node = view.tree.get(int(object_id)) if object_id.isdigit() else None
    if node is None:
        raise not_found()
    return web.json_response(shapes.summary(view, node))


def measured(call: Call) -> web.Response:
    return call.lists.measured(call.asked)


def measured_of_sensor(call: Call) -> web.Response:
    sensor = call.lists.one(call.view(), "sensors", call.id)
    assert isinstance(sensor, Node)
    return call.lists.measured(call.asked, sensor)


def count(call: Call) -> web.Response:
    return web.json_response(call.lists.counts(call.view()))


ROUTES: list[Route] = [
    reading("/objects/count", count),
    reading("/sensor-status-summary", summary),
    reading("/sensor-status-summary/{id}", summary),
    reading("/probes/{id}/info", probe_info),
    reading("/sensors/{id}/data", measured_of_sensor, f"{LIST} sort_by"),
    reading("/channels/data", measured, f"{LIST} sort_by", DEPRECATED),
    reading("/sensors/alarms", list_alarms, DEPRECATED_PARAMETERS["sensors"], DEPRECATED),
    *(
        reading(f"/{what}", partial(list_deprecated, what=what), parameters, DEPRECATED)
        for what, parameters in DEPRECATED_PARAMETERS.items()
    ),
    *(
        reading(f"/experimental/{what}", partial(list_current, what=what), parameters, CURRENT)
        for what, parameters in CURRENT_PARAMETERS.items()
    ),
    *(
        route
        for what in ("channels", "sensors", "devices", "groups", "probes")
        for route in (
            reading(f"/{what}/{{id}}/overview", partial(overview, what=what), gone=DEPRECATED),
            reading(f"/{what}/{{id}}", partial(get_one, what=what), "include"),
        )
    ),
    *(
        reading(
            f"/experimental/{what}/{{id}}",
            partial(get_one, what=what),
            "include",
            CURRENT,
            only="v2_experimental_single_reads",
        )
        for what in KINDS
    ),
]
"""Fixed paths come before those with an id."""
