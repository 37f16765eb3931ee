# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which checks a maintenance window shall have: named by tasks, and by id in Pingdom."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import (
    ids_or_awaited,
    is_number,
    tags_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window


class Chosen(t.NamedTuple):
    """Ids of checks and of transaction checks, None where the task says nothing of them.

    ``awaited`` are the names and tags that nothing has yet, in words; there are some in check mode only.
    """

    checks: tuple[int, ...] | None
    transactions: tuple[int, ...] | None
    awaited: list[str]


def chosen(api: PingdomApi, params: t.Mapping[str, t.Any], window: Window | None, check_mode: bool) -> Chosen:
    """The checks that a task names. Ids that the ``window`` has already need not exist any more.

    In check mode a name or tag may be of what an earlier task only predicted; an id cannot. Otherwise ``NotFound`` and
    ``SelectionRefused`` say what is missing.
    """
    awaited: list[str] | None = [] if check_mode else None
    uptime = transactions = None
    if params.get("checks") is not None or params.get("check_tags") is not None:
        uptime = tuple(_check_ids(api, params, (window and window.checks) or (), awaited))
    if params.get("transactions") is not None:
        known = (window and window.transactions) or ()
        transactions = tuple(transaction_ids(api, params["transactions"], known, awaited))
    return Chosen(uptime, transactions, awaited or [])


def _check_ids(
    api: PingdomApi, params: t.Mapping[str, t.Any], known: t.Container[int], awaited: list[str] | None
) -> list[int]:
    tags = set(params.get("check_tags") or ())
    if not tags:
        return ids_or_awaited(params.get("checks") or (), lambda: LISTED.rows(api), "check", known, awaited)
    rows = LISTED.rows(api, query={"include_tags": "true"})
    tagged = {row["id"]: tags_of(row) & tags for row in rows}
    unused = sorted(tags.difference(*tagged.values()))
    if unused and awaited is None:
        raise SelectionRefused(
            f"no check has the tag {', '.join(unused)}",
            hint="Tags are compared exactly, with upper and lower case.",
        )
    for tag in unused:
        t.cast("list[str]", awaited).append(f"check with the tag {tag!r}")
    named = ids_or_awaited(params.get("checks") or (), lambda: rows, "check", known, awaited)
    return sorted({*named, *(check_id for check_id, matching in tagged.items() if matching)})


def transaction_ids(
    api: PingdomApi, references: t.Collection[str], known: t.Container[int], awaited: list[str] | None
) -> list[int]:
    """The ids of transaction checks. A version that has no list of them takes ids alone, and Pingdom judges those."""
    refuse_transaction_names(api, references)
    if api.dialect.has(reports.TRANSACTIONS.path):
        rows = functools.partial(reports.read, api, reports.TRANSACTIONS)
        return ids_or_awaited(references, lambda: rows().rows, "transaction check", known, awaited)
    return sorted({int(one) for one in references})


def refuse_transaction_names(api: PingdomApi, references: t.Iterable[str]) -> None:
    """``ConfigurationError`` for names of transaction checks in a version that has no list of them."""
    if not (api.dialect.has(reports.TRANSACTIONS.path) or all(is_number(str(one).strip()) for one in references)):
        raise ConfigurationError(
            f"Pingdom's API {api.dialect.version} has no list of transaction checks, so that names cannot be looked up",
            hint="Nothing was changed. Give their ids, or use API 3.1.",
        )
