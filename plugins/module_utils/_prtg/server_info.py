# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task wants to know of a PRTG server itself."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AuthenticationFailed, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import connected, server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import dialect_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.facts import (
    SENSOR_TOTALS,
    Section,
    ServerFacts,
    clock_section,
    if_told,
    whole,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.probing import Found, more_addresses, other_apis
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.version import dotted

#: What takes requests of its own.
INCLUDES = ("apis", "license", "totals")

BLOCK = Block(
    {
        "include": {"type": "list", "elements": "str", "choices": list(INCLUDES), "default": list(INCLUDES)},
        "also_at": {"type": "list", "elements": "str", "default": []},
    }
)


def _run(params: dict[str, t.Any], _check_mode: bool) -> Result:
    """Ask the server, and then look for its other APIs."""
    wanted = frozenset(params["include"])
    more_addresses(params)
    try:
        values, warnings, used = _asked(params, wanted)
    except MonitoringError as error:
        # the rest may tell why, as where the URL is that of another API
        if "apis" in wanted and error.exchange is not None:
            refused = isinstance(error, AuthenticationFailed)
            others = other_apis(dialect_of(params).name, params, refused)
            error.values = {"apis": [one.record() for one in others]}
        raise
    if "apis" in wanted:
        values["apis"] = [one.record() for one in (used, *other_apis(used.api, params))]
    return Result([], values, list(dict.fromkeys(warnings)))


def _asked(params: dict[str, t.Any], wanted: t.Collection[str]) -> tuple[dict[str, t.Any], list[str], Found]:
    """The return values but for ``apis``, warnings, and what is known of the API in use."""
    with connected(params) as server:
        facts: ServerFacts = server.part("facts")
        version = facts.version()
        status = facts.status()
        values = {
            "server": server_of(params),
            "api": server.api,
            "version": version,
            "written_for": {name: dotted(numbers) for name, numbers in facts.known._asdict().items()},
            **{name: whole(name, status.get(name, {})) for name in ("alarms", "load", "cluster", "account")},
            "license": _license(server, facts) if "license" in wanted else None,
            "totals": _totals(server, facts) if "totals" in wanted else None,
            "clock": clock_section(facts.clock, status.get("clock", {})),
        }
        old = facts.known.warning(version)
        warnings = [*([] if old is None else [old]), *server.warnings]
    words = "it is the one in use"
    url = dialect_of(params).url_at(_options.base_url("prtg", params))
    used = Found(server.api, True, True, True, url, version, ({"url": url, "outcome": words},))
    return values, warnings, used


def _license(server: PrtgServer, facts: ServerFacts) -> Section:
    told: Section = {}
    with if_told("its licence", server.warnings):
        told = facts.license()
    return whole("license", told)


def _totals(server: PrtgServer, facts: ServerFacts) -> Section:
    told: Section = {}
    with if_told("how many objects it has", server.warnings):
        told = facts.totals()
    sensors = told.get("sensors") or {}
    return whole("totals", {**told, "sensors": {name: sensors.get(name) for name in SENSOR_TOTALS}})


MODULE: dict[str, t.Any] = {"service": "prtg", "block": BLOCK, "run": _run, "parts": ("also_at",)}
"""What the ``Specification`` of the module is made of."""
