# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be read of an account: a table of its lists and objects, read to their end."""

from __future__ import annotations

import json
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Reply, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row

_PAGING_HINT = "Nothing was changed. Run the task again; the list may have changed while it was read."
#: What things are chosen by, wherever they have it: no list or object, as neither can be compared with what is wanted.
_WORDS = ("name", "type")
#: The most rows that are read of one list, so that a server that never comes to an end cannot fill the memory.
MOST_ROWS = 1_000_000


class Endpoint(t.NamedTuple):
    """Something that can be read: where, by which name its answer has it, and how.

    ``path`` may have parameters, as in ``/results/{checkid}``. ``key`` is the member of the answer that holds it, or
    the way there, as in ``actions.alerts``. ``per_page`` are the most rows that are given at once, None where there are
    no pages; ``counted`` says that ``counts`` tells how many there are in all. ``identified`` rows have a number as
    ``id`` each.
    """

    path: str
    key: str
    per_page: int | None = None
    counted: bool = False
    identified: bool = True

    @property
    def name(self) -> str:
        """What it is called in results."""
        return self.key.rpartition(".")[2]


#: The most rows of a page are those of the OpenAPI document 3.1 (parameter ``limit``); for windows it names no bound.
CHECKS = Endpoint("/checks", "checks", per_page=25000, counted=True)
TRANSACTIONS = Endpoint("/tms/check", "checks", per_page=1000)
WINDOWS = Endpoint("/maintenance", "maintenance", per_page=1000, identified=False)
OCCURRENCES = Endpoint("/maintenance.occurrences", "occurrences", identified=False)
CONTACTS = Endpoint("/alerting/contacts", "contacts")
TEAMS = Endpoint("/alerting/teams", "teams")
EMAIL_REPORTS = Endpoint("/reports.email", "subscriptions")
PUBLIC_REPORTS = Endpoint("/reports.public", "public", identified=False)
SETTINGS = Endpoint("/settings", "settings")
BANNERS = Endpoint("/reports.shared", "shared.banners", identified=False)
PROBES = Endpoint("/probes", "probes")


class Rows(t.NamedTuple):
    """The rows of a list, each once, and the last request for them.

    ``odd`` are objects among them without a numeric id; ``every`` has all that the list has, in its order.
    """

    rows: list[Row]
    odd: list[Row]
    every: list[t.Any]
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
        message = f"the list of {endpoint.name} has {len(found.rows)} of {total} {endpoint.name}"
        raise Reply({}, found.exchange).unexpected(message, _PAGING_HINT)
    return found


def occurrences(api: PingdomApi, window_id: int) -> list[Row]:
    """The occurrences of a maintenance window that have not ended; each has an ``id`` of any shape, or none.

    What the list has besides is nothing: it concerns other windows.
    """
    found = read(api, OCCURRENCES, {"maintenanceid": window_id})
    return [row for row in (*found.rows, *found.odd) if row.get("maintenanceid") == window_id]


def member_of(reply: Reply, endpoint: Endpoint) -> t.Any:
    """What an answer has at the ``key`` of an endpoint, None if nothing."""
    found: t.Any = reply.content
    for name in endpoint.key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _every_row(api: PingdomApi, endpoint: Endpoint, query: Row) -> tuple[Rows, int | None]:
    """The rows, page after page, and how many there are by ``counts``, if that is told."""
    rows: dict[t.Any, t.Any] = {}
    seen: set[t.Any] = set()
    offset, total = 0, None
    while True:
        paging = {} if endpoint.per_page is None else {"limit": endpoint.per_page, "offset": offset}
        reply = api.get(endpoint.path, {**query, **paging} or None)
        page, known = _rows_of(api, reply, endpoint), len(seen)
        if endpoint.per_page is not None:
            seen.update(row["id"] if _has_id(row) else json.dumps(row, sort_keys=True) for row in page)
        if offset + len(page) > MOST_ROWS:
            raise reply.unexpected(f"the list of {endpoint.name} has more than {MOST_ROWS} {endpoint.name}")
        total = _total(reply, endpoint, query) if endpoint.counted else None
        # what has no number stands for itself, wherever it is repeated
        rows.update((row["id"] if _has_id(row) else f"at {offset + place}", row) for place, row in enumerate(page))
        offset += len(page)
        if endpoint.per_page is None or len(page) < endpoint.per_page or (total is not None and len(rows) >= total):
            return _sorted(list(rows.values()), reply.exchange), total
        if len(seen) == known:
            raise reply.unexpected(f"the list of {endpoint.name} repeats a page", _PAGING_HINT)


def _sorted(every: list[t.Any], exchange: Exchange) -> Rows:
    odd = [row for row in every if isinstance(row, dict) and not _has_id(row)]
    return Rows([row for row in every if _has_id(row)], odd, every, exchange)


def _has_id(row: t.Any) -> bool:
    return isinstance(row, dict) and is_id(row.get("id"))


def _rows_of(api: PingdomApi, reply: Reply, endpoint: Endpoint) -> list[t.Any]:
    rows = member_of(reply, endpoint)
    if not isinstance(rows, list):
        raise reply.unexpected(f"the answer has no list {endpoint.key}")
    told = [api.dialect.told(endpoint.path, row) for row in rows]
    if endpoint.identified and not all(_has_id(row) for row in told):
        raise reply.unexpected(f"the list {endpoint.key} has an entry without a numeric id")
    for word in _WORDS:
        if any(isinstance(row, dict) and isinstance(row.get(word), (dict, list)) for row in told):
            raise reply.unexpected(f"the list {endpoint.key} has an entry whose {word} is no text")
    return told


def _total(reply: Reply, endpoint: Endpoint, query: Row) -> int:
    """How many there are in all, or of those that have the tags which are asked for.

    Documents disagree which of ``filtered`` and ``limited`` is counted before the page is cut; that is the greater.
    """
    counts = reply.content.get("counts")
    told = counts if isinstance(counts, dict) else {}
    totals = [told.get(name) for name in (("filtered", "limited") if query.get("tags") else ("total",))]
    if not all(is_id(one) for one in totals):
        raise reply.unexpected(f"the list of {endpoint.name} does not tell how many {endpoint.name} there are")
    return max(t.cast("list[int]", totals))
