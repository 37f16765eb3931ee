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
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import Named, named
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import exactly, is_number, tags_of
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
    uptime = transactions = None
    if params.get("checks") is not None or params.get("check_tags") is not None:
        uptime = _checks(api, params, (window and window.checks) or (), check_mode)
    if params.get("transactions") is not None:
        known = (window and window.transactions) or ()
        transactions = transactions_named(api, params["transactions"], known, check_mode)
    awaited = [word for one in (uptime, transactions) if one for word in one.unknown]
    return Chosen(uptime and tuple(uptime.ids), transactions and tuple(transactions.ids), awaited)


def _checks(api: PingdomApi, params: t.Mapping[str, t.Any], known: t.Container[int], check_mode: bool) -> Named:
    tags = {one.strip() for one in params.get("check_tags") or ()}
    if not tags:
        return named(params.get("checks") or (), lambda: LISTED.rows(api), "check", known, check_mode)
    rows = LISTED.rows(api, query={"include_tags": "true"})
    tagged = {row["id"]: tags_of(row) & tags for row in rows}
    unused = sorted(tags.difference(*tagged.values()))
    if unused and not check_mode:
        raise SelectionRefused(
            f"no check has the tag {', '.join(unused)}",
            hint=exactly("tags"),
        )
    found = named(params.get("checks") or (), lambda: rows, "check", known, check_mode)
    ids = {*found.ids, *(check_id for check_id, matching in tagged.items() if matching)}
    return Named(sorted(ids), (*(f"check with the tag {tag!r}" for tag in unused), *found.unknown))


def transactions_named(
    api: PingdomApi, references: t.Collection[str], known: t.Container[int], check_mode: bool
) -> Named:
    """The transaction checks. A version that has no list of them takes ids alone, and Pingdom judges those."""
    refuse_transaction_names(api, references)
    if api.dialect.has(reports.TRANSACTIONS.path):
        rows = functools.partial(reports.read, api, reports.TRANSACTIONS)
        return named(references, lambda: rows().rows, "transaction check", known, check_mode)
    return Named(sorted({int(one) for one in references}), ())


def refuse_transaction_names(api: PingdomApi, references: t.Iterable[str]) -> None:
    """``ConfigurationError`` for names of transaction checks in a version that has no list of them."""
    if not (api.dialect.has(reports.TRANSACTIONS.path) or all(is_number(str(one).strip()) for one in references)):
        raise ConfigurationError(
            f"Pingdom's API {api.dialect.version} has no list of transaction checks, so that names cannot be looked up",
            hint="Nothing was changed. Give their ids, or use API 3.1.",
        )
