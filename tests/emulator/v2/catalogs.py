# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v2 lists beside the tree: lookups, libraries, icons, templates. But for the lookup of intervals (fixture
setting_lookups_interval) the members of the answers are guesses, as their schemas are known by name alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from aiohttp import web

from ..lookups import ICONS, INTERVALS, LIBRARIES, LOOKUPS, TEMPLATES, Library, LookupDefinition
from .call import Call, Route, reading
from .errors import bad_request, invalid_filter, not_found
from .filters.evaluate import Manners, compile_filter
from .filters.syntax import FilterError
from .reads import CURRENT, DEPRECATED, LIST
from .shapes import BASE

Row = LookupDefinition | Library


def lookup_row(row: LookupDefinition) -> dict[str, Any]:
    """LookupDefinition."""
    return {
        "id": row.id,
        "name": row.name,
        "type": "LOOKUPDEFINITION",
        "lookup_type": row.lookup_type.upper(),
        "entries": [{"value": one.value, "text": one.text, "state": one.state} for one in row.entries],
        "href": f"{BASE}/lookup-definitions/{row.id}",
    }


def library_row(row: Library) -> dict[str, Any]:
    """LibraryInfo."""
    return {"id": row.id, "name": row.name, "type": "LIBRARY", "href": f"{BASE}/libraries/{row.id}"}


def listed(call: Call, rows: Sequence[Row], kind: str, shape: Callable[[Any], dict[str, Any]]) -> web.Response:
    """A page of what the filter lets through, in the order of ``sort_by``, which is ``id`` or ``name``."""
    text, sort = call.asked.query.get("filter", ""), call.asked.query.get("sort_by", "")
    try:
        test = compile_filter(text, Manners("beside", frozenset({kind}))) if text.strip() else None
    except FilterError as error:
        raise invalid_filter(f"The filter is invalid: {error}.") from error
    view, name = call.view(), sort.lstrip("+-")
    chosen = [row for row in rows if test is None or test(view, row)]
    if name not in ("", "id", "name"):
        raise bad_request(f"cannot sort by {name!r}")
    if name:
        chosen.sort(key=lambda row: str(getattr(row, name)), reverse=sort.startswith("-"))
    return call.lists.page_of(call.asked, chosen, shape)


def lookup(call: Call) -> web.Response:
    row = next((row for row in LOOKUPS if row.id == call.id), None)
    if row is None:
        raise not_found()
    return web.json_response(lookup_row(row))


def setting_lookup(call: Call) -> web.Response:
    """The values that a setting can have; the complaint about an unknown name is a live server's (prtg-skill)."""
    if call.id not in ("interval", "intervals"):
        raise not_found(f"lookup not found: {call.id}")
    return web.json_response(
        [
            {"intervalid": f"{number};{number} seconds;", "info": {"C0": str(number), "C1": f"{number} seconds"}}
            for number in INTERVALS
        ]
    )


def icons(_call: Call) -> web.Response:
    return web.json_response([{"id": name, "href": f"/icons/devices/{name}"} for name in ICONS])


def templates(_call: Call) -> web.Response:
    return web.json_response([{"id": name, "name": label} for name, label in TEMPLATES.items()])


SORTED = f"{LIST} sort_by"
ROUTES: list[Route] = [
    reading(
        "/lookup-definitions",
        partial(listed, rows=LOOKUPS, kind="lookupdefinition", shape=lookup_row),
        SORTED,
        DEPRECATED,
    ),
    reading("/lookup-definitions/{id}", lookup, gone=DEPRECATED),
    reading("/libraries", partial(listed, rows=LIBRARIES, kind="library", shape=library_row), SORTED, DEPRECATED),
    reading("/setting-lookups/{id}", setting_lookup, "id", DEPRECATED),
    reading("/devices/icons", icons),
    reading("/experimental/devices/templates", templates, gone=CURRENT),
]
