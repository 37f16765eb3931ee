# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading objects over API v2: lists in both shapes, single objects, summaries."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from aiohttp import web
from multidict import MultiMapping

from ..cache import StateCache
from ..emulation import Emulation
from ..settings import INTERVAL
from ..tree import Node
from . import shapes
from .errors import bad_request, invalid_filter, not_found
from .filters.accounts import KINDS as ACCOUNTS
from .filters.evaluate import Manners, Test, compile_filter
from .filters.properties import TREE
from .filters.syntax import FilterError
from .view import KINDS, ChannelRow, View, channel_rows

MAX_LIMIT = 3000
ALARMS = "status = down or status = partialdown or status = acknowledged or status = warning or status = unusual"
SORTS: dict[str, Callable[[View, Any], Any]] = {
    "id": lambda v, r: r.id,
    "name": lambda v, r: r.name,
    "position": lambda v, r: r.position,
    "priority": lambda v, r: r.priority,
    "status": lambda v, r: v.shown(r).status,
    "message": lambda v, r: v.shown(r).message,
    "favorite": lambda v, r: r.favorite,
    "dnsname": lambda v, r: r.host,
    "sensorkindname": lambda v, r: r.sensor_type,
    "lastup": lambda v, r: v.tree.last_up(r) or 0.0,
    "lastdown": lambda v, r: v.tree.last_down(r) or 0.0,
    "uptimetotal": lambda v, r: r.up_seconds,
    "downtimetotal": lambda v, r: r.down_seconds,
    "scanninginterval": lambda v, r: v.tree.value(r, INTERVAL),
}
Row = Node | ChannelRow


class Asked(NamedTuple):
    """What a request asks for: its path, and those query parameters that the vendor lists there."""

    path: str
    query: MultiMapping[str]


Shape = Callable[[View, Row], dict[str, Any]]


def manners(emulation: Emulation, dialect: str, what: str) -> Manners:
    """How the list of ``what`` (devices, objects, channels ...) takes filters at present."""
    kinds = {"objects": TREE, "channels": frozenset({"channel"})}.get(what) or frozenset({{**KINDS, **ACCOUNTS}[what]})
    return Manners(
        dialect,
        kinds,
        emulation.quirks["v2_names_with_brackets_unmatched"],
        emulation.quirks["v2_parentid_unquoted_list_matches_nothing"],
        dialect == "current" and emulation.quirks["v2_matches_incomplete"],
    )


class Lists:
    """The lists and what reads single objects."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation
        self._cache = StateCache(emulation)

    def select(self, view: View, what: str, dialect: str, text: str) -> list[Any]:
        """The rows of a list that a filter lets through."""
        test = self.test(what, dialect, text)
        rows = self._all(view, what)
        return rows if test is None else [row for row in rows if test(view, row)]

    def test(self, what: str, dialect: str, text: str) -> Test | None:
        """What a filter tests rows of a list by; ``None`` if it lets all through."""
        ignored = not text.strip() or self._emulation.quirks["v2_filter_ignored"]
        try:
            return None if ignored else compile_filter(text, manners(self._emulation, dialect, what))
        except FilterError as error:
            raise invalid_filter(f"The filter is invalid: {error}.") from error

    @staticmethod
    def _all(view: View, what: str) -> list[Any]:
        if what == "channels":
            return [row for sensor in view.nodes("sensor") for row in channel_rows(view.tree, sensor)]
        if what == "objects":
            return [node for node in view.tree.visible(view.tree.root) if node.parent is not None or view.root_is_group]
        return view.nodes(KINDS[what])

    def deprecated(self, asked: Asked, what: str, alarms: bool = False) -> web.Response:
        """A deprecated list."""
        with_summary = _flag(asked, "sensor_status_summary")
        every_channel = _flag(asked, "include_all_channels")

        def shape(view: View, row: Row) -> dict[str, Any]:
            found = shapes.flat(view, row, what == "objects", with_summary)
            if what == "sensors" and isinstance(row, Node):
                found["channels"] = shapes.channels_of(view, row, every_channel)
            return found

        return self._answer(asked, what, "deprecated", (what, with_summary, every_channel), shape, alarms)

    def measured(self, asked: Asked, sensor: Node | None = None) -> web.Response:
        """The last measurements of channels, of one sensor or of all; filtered and sorted as the deprecated list is."""
        view = View.of(self._emulation, listing=True)
        rows = self.select(view, "channels", "deprecated", asked.query.get("filter", ""))
        mine = [row for row in rows if sensor is None or row.sensor is sensor]
        sort = asked.query.get("sort_by", "")
        return self.page_of(asked, _sort(view, mine, sort), lambda row: shapes.measured(view, row))

    def discovering(self, asked: Asked) -> web.Response:
        """The groups and devices whose auto-discovery is running; filtered and sorted as deprecated lists of objects
        are, which is a guess.
        """
        view = View.of(self._emulation, listing=True)
        found = self.select(view, "objects", "deprecated", asked.query.get("filter", ""))
        rows = _sort(view, [node for node in found if node.discovery is not None], asked.query.get("sort_by", ""))
        return self.page_of(asked, rows, shapes.discovery)

    def current(self, asked: Asked, what: str) -> web.Response:
        """An experimental list."""
        include = included(asked)
        return self._answer(
            asked, what, "current", (what, include), lambda view, row: shapes.settings(view, row, include), False
        )

    def _answer(
        self, asked: Asked, what: str, dialect: str, style: tuple[Any, ...], shape: Shape, alarms: bool
    ) -> web.Response:
        offset, limit = self._bounds(asked)
        text, sort = asked.query.get("filter", ""), asked.query.get("sort_by", "")
        view = View.of(self._emulation, listing=True)

        def choose() -> list[Any]:
            rows = self.select(view, what, dialect, text)
            if alarms:
                wanted = {id(row) for row in self.select(view, what, dialect, ALARMS)}
                rows = [row for row in rows if id(row) in wanted]
            return _sort(view, rows, sort)

        rows = choose() if view.old else self._cache.keep(("rows", what, dialect, text, sort, alarms), choose)
        page, total = self._page(rows, offset, limit)
        known: dict[Any, str] = {} if view.old else self._cache.keep(("text", dialect, style), dict)
        texts = []
        for row in page:
            found = known.get(row.id) if isinstance(row, Node) else None
            if found is None:
                found = json.dumps(shape(view, row))
                if isinstance(row, Node):
                    known[row.id] = found
            texts.append(found)
        answer = web.Response(text=f"[{','.join(texts)}]", content_type="application/json", charset="utf-8")
        self._head(asked, answer, offset, limit, len(page), total)
        return answer

    def page_of(self, asked: Asked, rows: Sequence[Any], shape: Callable[[Any], dict[str, Any]]) -> web.Response:
        """A page of a list that has nothing to do with the tree."""
        offset, limit = self._bounds(asked)
        page, total = self._page(rows, offset, limit)
        answer = web.json_response([shape(row) for row in page])
        self._head(asked, answer, offset, limit, len(page), total)
        return answer

    def _bounds(self, asked: Asked) -> tuple[int, int]:
        default = 100 if self._emulation.quirks["v2_default_limit_100"] else MAX_LIMIT
        offset, limit = _whole(asked, "offset", 0), _whole(asked, "limit", default)
        if limit > MAX_LIMIT:
            raise bad_request(f"limit must not be greater than {MAX_LIMIT}")
        return offset, limit or MAX_LIMIT

    def _page(self, rows: Sequence[Any], offset: int, limit: int) -> tuple[Sequence[Any], int]:
        """One page; with a quirk the list has moved by one object since the first page."""
        quirks = self._emulation.quirks
        if offset and quirks["v2_duplicate_over_pages"]:
            return rows[offset - 1 : offset - 1 + limit], len(rows) + 1
        if offset and quirks["v2_skip_over_pages"]:
            return rows[offset + 1 : offset + 1 + limit], len(rows) - 1
        return rows[offset : offset + limit], len(rows)

    def _head(self, asked: Asked, answer: web.Response, offset: int, limit: int, number: int, total: int) -> None:
        """Counts, and two separate Link headers with relative URLs."""
        if not self._emulation.quirks["v2_no_total_count"]:
            answer.headers["X-Total-Count"] = str(total)
        answer.headers["X-Result-Count"] = str(number)

        def link(start: int, relation: str) -> None:
            query = {**asked.query, "limit": str(limit), "offset": str(start)}
            answer.headers.add("Link", f'<{asked.path}?{urlencode(query)}>; rel="{relation}"')

        if offset > 0:
            link(max(offset - limit, 0), "previous")
        if offset + limit < total:
            link(offset + limit, "next")

    # One object

    def one(self, view: View, what: str, object_id: str) -> Row:
        """A visible object; ``ApiError`` 404 where there is none of that kind."""
        if what == "channels":
            sensor_id, _unused, channel_id = object_id.partition(".")
            sensor = view.node("sensor", sensor_id)
            rows = channel_rows(view.tree, sensor) if sensor is not None else []
            row: Row | None = next((row for row in rows if str(row.channel.id) == channel_id), None)
        else:
            row = view.node(KINDS[what], object_id)
        if row is None:
            raise not_found(f"{what.removesuffix('s')} not found")
        return row

    def counts(self, view: View) -> dict[str, int]:
        """``/objects/count``; the fields of ObjectSummary are unknown, these are a guess."""
        return {name: len(view.nodes(kind)) for name, kind in KINDS.items()}


def included(asked: Asked) -> frozenset[str]:
    """The values of ``include``, comma separated and repeated."""
    return frozenset(
        part.strip() for value in asked.query.getall("include", []) for part in value.split(",") if part.strip()
    )


def _flag(asked: Asked, name: str) -> bool:
    value = asked.query.get(name, "false").lower()
    if value not in ("true", "false"):
        raise bad_request(f"{name} must be true or false")
    return value == "true"


def _whole(asked: Asked, name: str, default: int) -> int:
    text = asked.query.get(name)
    if text is None:
        return default
    if not text.isdigit():
        raise bad_request(f"{name} must be a whole number of at least 0")
    return int(text)


def _sort(view: View, rows: list[Any], text: str) -> list[Any]:
    for field in reversed([part for part in text.split(",") if part.strip()]):
        name = field.strip().lstrip("+-")
        if name not in SORTS:
            raise bad_request(f"cannot sort by {name!r}")
        if rows and isinstance(rows[0], ChannelRow) and name not in ("id", "name"):
            raise bad_request(f"cannot sort by {name!r}")
        rows = sorted(rows, key=partial(SORTS[name], view), reverse=field.strip().startswith("-"))
    return rows
