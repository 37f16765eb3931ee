# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be read of an account: a table of its lists and objects, read to their end."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Reply, connect, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema

_PAGING_HINT = "Nothing was changed. Run the task again; the list may have changed while it was read."


class Endpoint(t.NamedTuple):
    """Something that can be read: where, by which name its answer has it, and how.

    ``key`` is the member of the answer that holds it: a list, or one object if it is ``single``. ``per_page`` are the
    most rows that are given at once, None where there are no pages; ``counted`` says that ``counts.total`` tells how
    many there are in all. ``identified`` rows have a number as ``id`` each. ``parameters`` can be asked for.
    """

    path: str
    key: str
    per_page: int | None = None
    counted: bool = False
    identified: bool = True
    single: bool = False
    parameters: tuple[Field, ...] = ()

    @property
    def schema(self) -> Schema:
        """The parameters, as options of a module."""
        return Schema(self.parameters)


#: The most rows of a page are those of the OpenAPI document 3.1 (parameter ``limit``); for windows it names no bound.
CHECKS = Endpoint("/checks", "checks", per_page=25000, counted=True)
TRANSACTIONS = Endpoint("/tms/check", "checks", per_page=1000)
WINDOWS = Endpoint("/maintenance", "maintenance", per_page=1000, identified=False)
OCCURRENCES = Endpoint("/maintenance.occurrences", "occurrences", identified=False)
CONTACTS = Endpoint("/alerting/contacts", "contacts")
TEAMS = Endpoint("/alerting/teams", "teams")


class Rows(t.NamedTuple):
    """The rows of a list, each once; ``odd`` are objects among them without a numeric id; the last request for them."""

    rows: list[Row]
    odd: list[Row]
    exchange: Exchange


def read(api: PingdomApi, endpoint: Endpoint, query: Row | None = None) -> Rows:
    """The whole of a list. ``UnexpectedAnswer`` if its shape is another, or a part could be taken for the whole."""
    if not endpoint.counted:
        return _every_row(api, endpoint, query or {})[0]
    found, total = _every_row(api, endpoint, query or {})
    if len(found.rows) != total or total == 0:
        # things come and go while pages are read, and none at all may be a fault: both are read once more
        api.sleep(1.0)
        found, total = _every_row(api, endpoint, query or {})
    if len(found.rows) != total:
        message = f"the list of {endpoint.key} has {len(found.rows)} of {total} {endpoint.key}"
        raise Reply({}, found.exchange).unexpected(message, _PAGING_HINT)
    return found


def occurrences(api: PingdomApi, window_id: int) -> list[Row]:
    """The occurrences of a maintenance window that have not ended; each has an ``id`` of any shape, or none.

    What the list has besides is nothing: it concerns other windows.
    """
    found = read(api, OCCURRENCES, {"maintenanceid": window_id})
    return [row for row in (*found.rows, *found.odd) if row.get("maintenanceid") == window_id]


def report(endpoint: Endpoint, params: t.Mapping[str, t.Any], _check_mode: bool) -> Result:
    """What a module answers that only reads: the list or object, for the ``parameters`` that are given."""
    query = endpoint.schema.parameters_of(endpoint.schema.given(params))
    with connect(params) as api:
        if not endpoint.single:
            return api.told(Result(values={endpoint.key: read(api, endpoint, query).rows}))
        reply = api.get(endpoint.path, query)
        found = reply.content.get(endpoint.key)
        if not isinstance(found, dict):
            raise reply.unexpected(f"the answer has no object {endpoint.key}")
        return api.told(Result(values={endpoint.key: found}))


def _every_row(api: PingdomApi, endpoint: Endpoint, query: Row) -> tuple[Rows, int | None]:
    """The rows, page after page, and how many there are by ``counts.total``, if that is told."""
    rows: dict[int, Row] = {}
    odd: list[Row] = []
    offset, total = 0, None
    while True:
        paging = {} if endpoint.per_page is None else {"limit": endpoint.per_page, "offset": offset}
        reply = api.get(endpoint.path, {**query, **paging} if endpoint.per_page else query or None)
        page = _rows_of(reply, endpoint)
        total = _total(reply, endpoint) if endpoint.counted else None
        plain = [api.dialect.told(row) for row in page if isinstance(row, dict)]
        rows.update((row["id"], row) for row in plain if is_id(row.get("id")))
        odd += [row for row in plain if not is_id(row.get("id"))]
        offset += len(page)
        if endpoint.per_page is None or len(page) < endpoint.per_page or (total is not None and len(rows) >= total):
            return Rows(list(rows.values()), odd, reply.exchange), total


def _rows_of(reply: Reply, endpoint: Endpoint) -> list[t.Any]:
    rows = reply.content.get(endpoint.key)
    if not isinstance(rows, list):
        raise reply.unexpected(f"the answer has no list {endpoint.key}")
    if endpoint.identified and not all(isinstance(row, dict) and is_id(row.get("id")) for row in rows):
        raise reply.unexpected(f"the list {endpoint.key} has an entry without a numeric id")
    return rows


def _total(reply: Reply, endpoint: Endpoint) -> int:
    counts = reply.content.get("counts")
    total = counts.get("total") if isinstance(counts, dict) else None
    if not is_id(total):
        raise reply.unexpected(f"the list of {endpoint.key} does not tell how many {endpoint.key} there are")
    return t.cast(int, total)
