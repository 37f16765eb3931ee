# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG over its API v1: tables to read the state, actions to change it.

Every claim about the server is from PRTG API v1 facts; nothing of it was tried against a live server. The credentials
are parameters of every request, so that no URL of this client may ever be shown.
"""

from __future__ import annotations

import concurrent.futures
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    ConnectionFailed,
    MonitoringError,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient, HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import _classic_answers as answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._classic_columns import (
    CONTENTS,
    columns_for,
    is_of_kind,
    read_object,
    read_summary,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._classic_tables import (
    PAGE_SIZE,
    Selection,
    TableReader,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._classic_xml import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    IDS_PER_REQUEST,
    Need,
    Query,
    Snapshot,
    complete,
    in_batches,
)

#: The order in which ids are looked for: most are sensors and devices.
SEARCH_ORDER = ("sensor", "device", "group", "probe")

#: Fields of every object of a tree.
TREE_MEMBER_FIELDS = frozenset({"active", "status", "tags"})

PARALLEL_CHANNELS = 4
PARALLEL_TABLES = 2

#: More text of names than this is not put into one URL.
_NAMES_LENGTH = 4000

_SIMPLE_NAME = re.compile(r"[A-Za-z0-9_.\-]+(?: [A-Za-z0-9_.\-]+)*")
_MAY_BE_DONE = "The server may have done it all the same: read the state before trying again."


class ClassicServer:
    """``PrtgServer`` over API v1.

    ``credentials`` are the parameters that authenticate: ``apitoken``, or ``username`` with ``passhash`` or
    ``password``. ``warnings`` collects what users should know about their server.
    """

    api = "v1"

    def __init__(self, settings: HttpSettings, credentials: dict[str, str]) -> None:
        self._http = HttpClient(settings, secrets=credentials.values(), auth_query=credentials)
        self.warnings: list[str] = []
        self._tables = TableReader(self._http, self.warnings)

    def read(self, need: Need) -> Snapshot:
        """The objects that ``need`` describes; see ``PrtgServer``."""
        if need.settings:
            raise ConfigurationError(
                "PRTG's API v1 tells one setting of one object per request, so that settings are not read over it",
                hint="Use API v2.",
            )
        return _Reading(self._tables, f"{self._http.server}{self._http.base_path}", need).snapshot()

    def total(self, kind: str) -> int | None:
        """How many rows the table of a kind has; see ``PrtgServer``."""
        content = CONTENTS[kind]
        asked = [("content", content.content), ("columns", "objid"), ("count", "1"), *content.filters]
        return self._tables.page(asked, ("objid",), content.roots).total

    def pause(self, objects: t.Sequence[PrtgObject], minutes: int | None, message: str) -> None:
        """Set the own pause flag; see ``PrtgServer``. The state can lag behind the answer (facts, section 4)."""
        said = {"pausemsg": message} if message else {}
        if minutes is None:
            self._act("/api/pause.htm", objects, {"action": "0", **said})
        else:
            self._act("/api/pauseobjectfor.htm", objects, {"duration": str(minutes), **said})

    def resume(self, objects: t.Sequence[PrtgObject]) -> None:
        """Lift the own pause flag, timed or not; see ``PrtgServer``."""
        self._act("/api/pause.htm", objects, {"action": "1"})

    def channels(self, sensor_ids: t.Sequence[str]) -> dict[str, list[dict[str, t.Any]]]:
        """The channels of each sensor; see ``PrtgServer``. One request per sensor: API v1 knows no other way."""
        first, rest = sensor_ids[:1], sensor_ids[1:]
        found = [self._channels_of(sensor_id) for sensor_id in first]
        if rest:
            with concurrent.futures.ThreadPoolExecutor(PARALLEL_CHANNELS) as pool:
                found.extend(pool.map(self._channels_of, rest))
        return dict(zip(sensor_ids, found))

    def now(self) -> float:
        """Unix time on the server."""
        return self._http.now()

    def close(self) -> None:
        """End the HTTP session; API v1 itself keeps none."""
        self._http.close()

    def _act(self, path: str, objects: t.Sequence[PrtgObject], parameters: dict[str, str]) -> None:
        """Send an action for some objects. Not repeated: after a failure only the state tells what was done."""
        done = False
        for batch in in_batches(objects):
            query = {"id": ",".join(found.id for found in batch), **parameters}
            try:
                answers.refuse_failure(self._http.request("GET", path, query=query), self._http.redact)
            except (ConnectionFailed, UnexpectedAnswer) as error:
                error.hint = " ".join(filter(None, (error.hint, _MAY_BE_DONE)))
                error.changed = done
                raise
            except MonitoringError as error:
                error.changed = done
                raise
            done = True

    def _channels_of(self, sensor_id: str) -> list[dict[str, t.Any]]:
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._classic_channels import (
            CHANNEL_COLUMNS,
            read_channel,
        )

        asked = {"content": "channels", "id": sensor_id, "columns": "objid,name,lastvalue_", "count": str(PAGE_SIZE)}
        table = self._tables.page(list(asked.items()), CHANNEL_COLUMNS, ("channels",))
        return [read_channel(row) for row in table.rows]


class _Reading:
    """One ``read``: asks for tables, narrow or whole, each at most once, and keeps what came."""

    def __init__(self, tables: TableReader, base_url: str, need: Need) -> None:
        self._tables = tables
        self._base_url = base_url
        self._need = need
        self._query = Query()
        self._objects: dict[str, dict[str, PrtgObject]] = {kind: {} for kind in SEARCH_ORDER}
        self._whole: set[str] = set()
        self._summaries: dict[str, dict[str, int]] = {}

    def snapshot(self) -> Snapshot:
        """Do it."""
        need = self._need
        if need.needs_tree:
            self._read_whole("probe")
            kinds = [] if self._narrows else [kind for kind in self._kinds() if kind != "group"]
            self._read_together({"group": None, **dict.fromkeys(kinds, need.under)})
        if need.ids is not None:
            self._read_ids(set(need.ids))
        elif need.names is not None:
            self._read_names(need.names)
        elif need.filter is not None:
            self._read_filtered()
        else:
            for kind in self._kinds():
                self._read_whole(kind, need.under)
        if need.needs_tree:
            self._read_parents()
        tree = Tree(found for kind in SEARCH_ORDER for found in self._objects[kind].values())
        asked = sorted(self._asked_for(tree), key=lambda found: int(found.id))
        objects = [complete(found, tree, need.fields) for found in asked]
        summaries = {found.id: self._summaries[found.id] for found in objects if found.id in self._summaries}
        return Snapshot(objects, tree, self._query, summaries)

    @property
    def _narrows(self) -> bool:
        """Whether a server may be asked for less than whole tables of the wanted kinds."""
        need = self._need
        return need.ids is not None or need.names is not None or need.filter is not None

    def _kinds(self) -> list[str]:
        return [kind for kind in SEARCH_ORDER if kind in self._need.kinds]

    def _asked_for(self, tree: Tree) -> list[PrtgObject]:
        """Of all rows that came, those that fit: what servers do with filters cannot be relied on."""
        need = self._need
        ids = None if need.ids is None else set(need.ids)
        names = None if need.names is None else set(need.names)
        return [
            found
            for kind in self._kinds()
            for found in self._objects[kind].values()
            if (ids is None or found.id in ids)
            and (names is None or found.name in names)
            and self._may_be_under(found, tree)
        ]

    def _may_be_under(self, found: PrtgObject, tree: Tree) -> bool:
        under = self._need.under
        if under is None or not self._need.needs_tree:
            return True
        return under in (found.id, *(above.id for above in tree.ancestors(found)))

    def _read_ids(self, ids: set[str]) -> None:
        if len(ids) <= IDS_PER_REQUEST:
            for kind in self._kinds():
                missing = self._missing(ids)
                if missing and kind not in self._whole:
                    self._read_some(kind, missing | self._missing_parents() if kind == "device" else missing)
        for kind in self._kinds():
            if self._missing(ids):
                self._read_whole(kind)

    def _missing(self, ids: set[str]) -> set[str]:
        return ids.difference(*(self._objects[kind] for kind in self._kinds()))

    def _read_names(self, names: tuple[str, ...]) -> None:
        """By name where the server can be asked for it; that a name does not exist is only believed of whole tables."""
        simple = len(names) <= IDS_PER_REQUEST and len("".join(names)) <= _NAMES_LENGTH
        if simple and all(_SIMPLE_NAME.fullmatch(name) for name in names):
            for kind in self._kinds():
                if kind not in self._whole:
                    selection = self._selection(kind, self._need.under, filter_name=names)
                    self._keep(kind, self._tables.whole(selection, self._query))
            there = {found.name for kind in self._kinds() for found in self._objects[kind].values()}
            if there.issuperset(names):
                return
        for kind in self._kinds():
            self._read_whole(kind, self._need.under)

    def _read_filtered(self) -> None:
        """What the filter language's plan trusts this API with; the rest is evaluated by whoever asked."""
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.pushdown import plan

        for kind, parameters in plan(self._need.filter, "v1", self._kinds()).server.items():
            if not isinstance(parameters, tuple) or kind in self._whole:
                self._read_whole(kind, self._need.under)
                continue
            filters: dict[str, tuple[str, ...]] = {}
            for name, value in parameters:
                filters[name] = (*filters.get(name, ()), value)
            scopes = filters.pop("id", ())
            selection = self._selection(kind, self._need.under or (scopes[0] if scopes else None), **filters)
            self._keep(kind, self._tables.whole(selection, self._query))

    def _read_parents(self) -> None:
        """The devices of the sensors that were found."""
        missing = self._missing_parents()
        if 0 < len(missing) <= IDS_PER_REQUEST:
            self._read_some("device", missing)
        if self._missing_parents():
            self._read_whole("device", self._need.under)

    def _missing_parents(self) -> set[str]:
        if not self._need.needs_tree or "device" in self._whole:
            return set()
        parents = {found.parent_id for found in self._objects["sensor"].values() if found.parent_id is not None}
        return parents - self._objects["device"].keys()

    def _read_some(self, kind: str, ids: set[str]) -> None:
        """At most ``IDS_PER_REQUEST`` objects by their ids; who is not in the answer may exist all the same."""
        for batch in in_batches(sorted(ids, key=int)):
            rows = self._tables.first_page(self._selection(kind, filter_objid=tuple(batch)), self._query)
            self._keep(kind, {row_id: row for row_id, row in rows.items() if row_id in ids})

    def _read_whole(self, kind: str, scope: str | None = None) -> None:
        if kind not in self._whole:
            self._whole.add(kind)
            self._keep(kind, self._tables.whole(self._selection(kind, scope), self._query))

    def _read_together(self, scopes: dict[str, str | None]) -> None:
        """Whole tables at the same time, by kind; not the first of a server, lest wrong credentials be sent often."""
        kinds = [kind for kind in scopes if kind not in self._whole]
        self._whole.update(kinds)
        queries = [Query() for _kind in kinds]
        selections = [self._selection(kind, scopes[kind]) for kind in kinds]
        with concurrent.futures.ThreadPoolExecutor(PARALLEL_TABLES) as pool:
            for kind, query, rows in zip(kinds, queries, pool.map(self._tables.whole, selections, queries)):
                self._query.add(query)
                self._keep(kind, rows)

    def _selection(self, kind: str, scope: str | None = None, **filters: tuple[str, ...]) -> Selection:
        columns = columns_for(kind, self._fields(kind), self._need.summary)
        return Selection(CONTENTS[kind], columns, scope, tuple(filters.items()))

    def _fields(self, kind: str) -> frozenset[str]:
        asked = self._need.fields if kind in self._need.kinds else frozenset()
        return asked | TREE_MEMBER_FIELDS if self._need.needs_tree and kind != "sensor" else asked

    def _keep(self, kind: str, rows: t.Mapping[str, Row]) -> None:
        fields = self._fields(kind)
        for row_id, row in rows.items():
            if not is_of_kind(kind, row):
                continue
            self._objects[kind][row_id] = read_object(kind, row, fields, self._base_url)
            summary = read_summary(row) if self._need.summary and kind != "sensor" else None
            if summary is not None:
                self._summaries[row_id] = summary
