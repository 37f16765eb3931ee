# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``table.xml``, ``table.json`` and ``table.csv``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from ..cache import StateCache
from ..credentials import Access
from ..emulation import Emulation
from ..tree import LogEntry, Node
from . import answers
from .accounts import ACCOUNTS, accounts_of
from .columns import CHANNELS, CORE_SERVER, DEFAULTS, EVERY, MESSAGES, Column
from .filters import compile_filters, period
from .render import Row, csv_row, csv_table, json_row, json_table, xml_row, xml_table
from .sensortree import sensor_tree
from .system import SYSTEM
from .view import View

DEFAULT_COUNT = 500
MOST_COUNTED = 1_000_000
"""Lines of the log that a total counts (fixture messages_count_only_capped)."""
KINDS = {"sensors": "sensor", "devices": "device", "groups": "group", "probes": "probe", "probenode": "probe"}
XML_ROOTS = {"probes": "probenode", "": "items"}
"""The root of a table where it is not named like its content; for an unknown one it is invented."""
Form = Literal["xml", "json", "csv"]
WHOLE_TREE = ("objects", "")
"""Contents that hold objects of every kind; where none is named, PRTGAPI reads what it looks for under an empty key."""
NOT_EMULATED = frozenset(
    [
        "reports",
        "storedreports",
        "maps",
        "toplists",
        "topidx",
        "topdata",
        "library",
        "basenode",
        "unifiedoptions",
        "todos",
        "tickets",
        "ticketdata",
    ]
)
"""Contents of real servers that are not here; nobody is to take that for a server that has none of them."""
COLUMN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*_?")


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of one table request."""

    content: str
    scope: int | None
    columns: tuple[str, ...]
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    sort: str
    start: int
    count: int | None
    raws: bool
    captions: bool
    form: Form

    @classmethod
    def read(cls, query: Any, form: Form) -> Asked:
        """From the query string; numbers that are none count as absent, as lenient servers do."""
        content = query.get("content", "")
        named = [name.strip().lower() for name in query.get("columns", "").split(",") if name.strip()]
        filters = {name[7:].lower(): tuple(query.getall(name)) for name in query if name.startswith("filter_")}
        count = query.get("count", str(DEFAULT_COUNT))
        scope = query.get("id", "")
        return cls(
            content,
            int(scope) if scope.lstrip("-").isdigit() else None,
            tuple(dict.fromkeys(named)) or DEFAULTS.get(content, DEFAULTS["objects"]),
            tuple(sorted(filters.items())),
            query.get("sortby", "").lower(),
            _number(query.get("start", "0"), 0),
            None if count == "*" else _number(count, DEFAULT_COUNT),
            query.get("noraw") != "1",
            query.get("usecaption", "").lower() in ("true", "1"),
            "csv" if query.get("output") == "csvtable" else form,
        )


def _number(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default


class Tables:
    """Answers table requests; selections and rendered rows are kept until the state changes or a minute has passed."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation
        self._cache = StateCache(emulation)

    def answer(self, query: Any, access: Access, form: Form) -> web.Response:
        """The table that a query asks for; with ``output=csvtable`` it is CSV on every page (manual, "Multiple Object
        Property or Status").
        """
        asked = Asked.read(query, form)
        if self._emulation.quirks["v1_no_content_page"]:
            return answers.ok()
        view = View.of(self._emulation, access, listing=True)
        system = SYSTEM.get(asked.content)
        scope = None if asked.scope is None else view.tree.get(asked.scope)
        named = asked.scope is not None if asked.content == "messages" else system is not None and system.of_object
        if named and scope is None:
            # PrtgAPI's integration tests, against a live server: Get-ObjectLog -Id -9999
            return answers.bad_request(answers.UNKNOWN_ID)
        if asked.content in NOT_EMULATED:
            return answers.bad_request(f"content={asked.content} is not emulated")
        if asked.content == "sensortree":
            if asked.form != "xml":
                return answers.bad_request("sensortree is there as XML alone")
            quirks = self._emulation.quirks
            return answers.xml(
                sensor_tree(view, asked.scope, quirks["v1_stray_ampersand"], not quirks["v1_zone_untold"])
            )
        columns, rows, total = self._rows(view, asked)
        page = self._page(rows, asked)
        chosen = self._chosen(asked, columns)
        texts = self._render(view, asked, chosen, page, columns is EVERY)
        if asked.form == "csv":
            text = csv_table([name for name, _column in chosen], asked.raws, texts)
            return web.Response(text=text, content_type="text/csv", charset="UTF-8")
        known = (*KINDS, *SYSTEM, *ACCOUNTS, "channels", "messages", "objects", "values", "sysinfo")
        name = asked.content if asked.content in known else ""
        if asked.form == "json":
            return web.Response(text=json_table(name, texts, total), content_type="application/json", charset="UTF-8")
        return answers.xml(xml_table(XML_ROOTS.get(name, name), texts, total))

    # Rows

    def _rows(self, view: View, asked: Asked) -> tuple[dict[str, Column], Sequence[Any], int]:
        """The columns that such rows have, all rows that match, and the total to claim."""
        quirks = self._emulation.quirks
        if quirks["v1_tables_empty"] or (asked.content == "probenode" and quirks["v1_probenode_empty"]):
            return EVERY, (), 0
        if asked.content == "channels":
            sensor = view.tree.get(asked.scope) if asked.scope is not None else None
            channels = view.tree.channels(sensor) if sensor is not None else ()
            return CHANNELS, channels, 0 if quirks["v1_channels_totalcount_zero"] else len(channels)
        if asked.content == "messages":
            return self._messages(view, asked)
        if asked.content in SYSTEM:
            return self._system(view, asked)
        if asked.content in ACCOUNTS:
            columns = ACCOUNTS[asked.content]
            users = accounts_of(self._emulation.accounts, asked.content)
            test = self._test(asked, columns)
            entries = [one for one in users if test is None or test(view, one)]
            return columns, entries, len(entries)
        if asked.content not in (*KINDS, *WHOLE_TREE):
            return EVERY, (), 0
        key = ("rows", asked.content, asked.scope, asked.filters, asked.sort)
        rows = self._keep(view, key, lambda: self._select(view, asked))
        total = (
            len(view.tree.by_kind.get(KINDS.get(asked.content, ""), rows)) if quirks["v1_treesize_wrong"] else len(rows)
        )
        return EVERY, rows, total

    def _system(self, view: View, asked: Asked) -> tuple[dict[str, Column], Sequence[Any], int]:
        """What is no object of the tree, narrowed like the rest."""
        system = SYSTEM[asked.content]
        test = self._test(asked, system.columns)
        node = None if asked.scope is None else view.tree.get(asked.scope)
        rows = [row for row in system.rows(view, node) if test is None or test(view, row)]
        return system.columns, rows, len(rows)

    def _messages(self, view: View, asked: Asked) -> tuple[dict[str, Column], Sequence[Any], int]:
        """The log, newest first whatever sortby says; starts 0 and 1 are the same row."""
        scope = None if asked.scope is None else view.tree.get(asked.scope)
        if self._emulation.quirks["v1_log_grows"]:
            view.tree.log.append(LogEntry(view.now, scope or view.tree.root, 504, "Edited", "Edited"))
        entries = [
            entry
            for entry in reversed(view.tree.log)
            if scope is None or entry.node is scope or any(above is scope for above in entry.node.ancestors())
        ]
        test = self._test(asked, MESSAGES)
        if test is not None:
            entries = [entry for entry in entries if test(view, entry)]
        if not self._emulation.quirks["v1_filter_ignored"]:
            start, end = period(dict(asked.filters), view.now, view.zone)
            entries = [entry for entry in entries if start <= entry.at <= end]
        return MESSAGES, entries, min(len(entries), MOST_COUNTED)

    def _select(self, view: View, asked: Asked) -> list[Node]:
        tree = view.tree
        kind = KINDS.get(asked.content)
        if asked.scope in (None, 0, tree.root.id):
            rows = tree.by_kind[kind] if kind else [node for nodes in tree.by_kind.values() for node in nodes]
            if kind == "probe" and self._emulation.quirks["v1_probes_list_core_server"]:
                rows = [_core_server(tree.root, tree.by_id), *rows]
        else:
            top = tree.get(asked.scope) if asked.scope is not None else None
            rows = [] if top is None else [node for node in tree.visible(top) if kind in (None, node.kind)]
        test = self._test(asked, EVERY)
        if test is not None:
            always = kind == "probe" and self._emulation.quirks["v1_core_server_unfiltered"]
            rows = [node for node in rows if (always and node.icon == CORE_SERVER) or test(view, node)]
        return self._sorted(view, rows, asked.sort)

    def _test(self, asked: Asked, columns: dict[str, Column]) -> Any:
        quirks = self._emulation.quirks
        if quirks["v1_filter_ignored"]:
            return None
        filters = {name: list(values) for name, values in asked.filters}
        if quirks["v1_filter_objid_empty"] and "objid" in filters:
            return lambda view, row: False
        return compile_filters(filters, columns, quirks["v1_filter_brackets_unmatched"])

    @staticmethod
    def _sorted(view: View, rows: list[Node], sort: str) -> list[Node]:
        """As asked, else by id: recorded tables are in that order, though what they were asked for is not known."""
        column = EVERY.get(sort.lstrip("-"))
        if column is None:
            return sorted(rows, key=lambda node: (node.icon != CORE_SERVER, node.id))
        value = column.raw or column.show

        def key(node: Node) -> tuple[int, Any]:
            found = value(view, node)
            return (0, found) if isinstance(found, (int, float)) else (1, str(found or ""))

        return sorted(rows, key=key, reverse=sort.startswith("-"))

    def _page(self, rows: Sequence[Any], asked: Asked) -> Sequence[Any]:
        """One page, with the traps of real servers at the end of the list."""
        start = asked.start - 1 if asked.content == "messages" and asked.start > 0 else asked.start
        if asked.count is None:
            return rows[start:]
        if asked.count == 0 or not rows:
            return ()
        quirks = self._emulation.quirks
        if start >= len(rows):
            return rows[-asked.count :] if quirks["v1_rows_past_end"] else ()
        if quirks["v1_last_page_filled"] and start + asked.count > len(rows):
            return rows[-asked.count :]
        return rows[start : start + asked.count]

    # Text

    def _chosen(self, asked: Asked, columns: dict[str, Column]) -> list[tuple[str, Column | None]]:
        hidden = self._emulation.quirks["v1_hidden_active"]
        return [
            (name.rstrip("_"), columns.get(name.rstrip("_")))
            for name in asked.columns
            if COLUMN_NAME.fullmatch(name) and not (hidden and name == "active")
        ]

    def _row(self, asked: Asked, chosen: Sequence[tuple[str, Column | None]]) -> Row:
        quirks = self._emulation.quirks
        if asked.form == "csv":
            return csv_row(chosen, asked.raws)
        if asked.form == "json":
            return json_row(chosen, asked.raws, not quirks["v1_json_few_twins"], asked.captions)
        return xml_row(chosen, asked.raws, quirks["v1_control_characters"], asked.content in ("probes", "probenode"))

    def _render(
        self,
        view: View,
        asked: Asked,
        chosen: Sequence[tuple[str, Column | None]],
        page: Sequence[Any],
        keep: bool,
    ) -> list[str]:
        row = self._row(asked, chosen)
        if not keep:
            return [row(view, item) for item in page]
        key = ("text", asked.content, asked.columns, asked.raws, asked.captions, asked.form, view.access)
        known: dict[int, str] = self._keep(view, key, dict)
        texts = []
        for node in page:
            text = known.get(node.id)
            if text is None:
                text = known[node.id] = row(view, node)
            texts.append(text)
        return texts

    def _keep(self, view: View, key: tuple[Any, ...], make: Any) -> Any:
        """Keep what does not show an old state."""
        return make() if view.old else self._cache.keep(key, make)


def _core_server(root: Node, taken: dict[int, Node]) -> Node:
    number = next(number for number in itertools.count(8001) if number not in taken)
    return Node(number, "probe", "PRTG Core Server", root, icon=CORE_SERVER)
