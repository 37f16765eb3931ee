# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The kinds of report that an account has: one module manages them, another lists them."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, Run, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import undisturbed
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import banners, ensure, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import AWAITED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import refuse_empty
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.email_reports import EMAIL_REPORT
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import NO_TASK, Resource
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.publications import PUBLICATION, published
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.report_checks import check_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

Params = dict[str, t.Any]


class ReportKind(t.NamedTuple):
    """A kind of report: where it is, its ``options``, what the module does with one, and how they are listed."""

    path: str
    options: frozenset[str]
    run: Run
    rows: t.Callable[[PingdomApi], list[Row]]


def _of(resource: Resource) -> Run:
    return identified(resource.identity(), resource.nothing_known)(
        undisturbed(functools.partial(ensure.ensure, resource))
    )


def _by_email(api: PingdomApi) -> list[Row]:
    rows = reports.read(api, reports.EMAIL_REPORTS).rows
    return [EMAIL_REPORT.report(row["id"], EMAIL_REPORT.state_of(row, NO_TASK)) for row in rows]


def _public(api: PingdomApi) -> list[Row]:
    return [PUBLICATION.report(check, row) for check, row in published(api).items()]


def _shared(api: PingdomApi) -> list[Row]:
    return [banner.shown() for banner in banners.listed(api)]


_EMAIL = frozenset({"id", "name", "check", "overview", "frequency", "additional_emails", "include_paused"})
_BANNER = frozenset({"id", "check", "type", "auto", "start", "end", "recreate", "beside"})

KINDS = {
    "email": ReportKind(EMAIL_REPORT.path, _EMAIL, _of(EMAIL_REPORT), _by_email),
    "public": ReportKind(PUBLICATION.path, frozenset({"check"}), _of(PUBLICATION), _public),
    "shared": ReportKind(
        banners.PATH,
        _BANNER,
        identified(banners.IDENTITY, banners.nothing_known)(undisturbed(banners.ensure)),
        _shared,
    ),
}

OPTIONS: dict[str, dict[str, t.Any]] = {
    "kind": {"type": "str", "choices": [*KINDS], "required": True},
    "id": {"type": "str"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    **EMAIL_REPORT.schema.argument_spec(),
    "overview": {"type": "bool"},
    "type": {"type": "str", "choices": [*banners.TYPES]},
    "auto": {"type": "bool"},
    "start": {"type": "str"},
    "end": {"type": "str"},
    "recreate": {"type": "bool", "default": False},
    "beside": {"type": "bool", "default": False},
}

#: Which report is meant, as far as no kind is looked at.
_ANY = Identity(
    "report",
    options=("id", "name", "check"),
    ids=frozenset({"id", "check"}),
    lists=EMAIL_REPORT.schema.lists,
    guards=("check",),
)
_FILTER = Identity("check", options=("check",), ids=frozenset({"check"}), required=False, writes=False)


def module() -> dict[str, t.Any]:
    """What the ``Specification`` of the module is made of."""
    return {"service": "pingdom", "block": Block(OPTIONS), "run": manage, "identity": _ANY}


def manage(params: Params, check_mode: bool) -> Result:
    """Bring a report into the state that is asked for."""
    kind = KINDS[params["kind"]]
    refuse_others(params, kind)
    return kind.run(params, check_mode)


def refuse_others(params: Params, kind: ReportKind) -> None:
    """``ConfigurationError`` for the first option that this kind of report does not have."""
    shared = {"kind", "state"}
    for name, spec in OPTIONS.items():
        if params.get(name) not in (None, spec.get("default")) and name not in kind.options | shared:
            having = [one for one in KINDS if name in KINDS[one].options]
            raise ConfigurationError(
                f"{name} is no option of reports of the kind {params['kind']}",
                hint=f"Nothing was sent. It is one of the kind {listed(having)}.",
            )


def info_module() -> dict[str, t.Any]:
    """What the ``Specification`` of the module that lists reports is made of."""
    options: dict[str, dict[str, t.Any]] = {
        "kind": {"type": "list", "elements": "str", "choices": [*KINDS], "default": [*KINDS]},
        "check": {"type": "str"},
    }
    run = identified(_FILTER, lambda _params: {"reports": []})(report)
    return {"service": "pingdom", "block": Block(options), "run": run, "identity": _FILTER}


def report(params: Params, check_mode: bool) -> Result:
    """The reports of some kinds, all of them or those about a check."""
    refuse_empty(params, ["kind"])
    wanted = [kind for name, kind in KINDS.items() if name in params["kind"]]
    with connect(params) as api:
        api.dialect.refuse_lacking(*(kind.path for kind in wanted))
        rows = [row for kind in wanted for row in kind.rows(api)]
        awaited: tuple[str, ...] = ()
        if params.get("check") is not None:
            check, awaited = check_of(api, params["check"], {row["check"] for row in rows}, check_mode)
            rows = [row for row in rows if row["check"] == check and not awaited]
        return api.told(Result(values={"reports": rows}, warnings=[AWAITED.format(one) for one in awaited]))
