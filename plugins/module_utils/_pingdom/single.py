# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One test or traceroute from a probe, now. It changes nothing, and is made as often as it is asked for.

Everything travels in the query (OpenAPI document 3.1 and 2.1 documentation, "Single" and "Traceroute"), which no error
and no log shows.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import (
    ID,
    NUMBER,
    columns,
    covered,
    object_in,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.referring import probe_in
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

#: What a test has of what all checks have.
_COMMON = ("host", "ipv6", "responsetime_threshold", "probe_filters")
_HOST = ("host", "probe_filters")
_OPTIONS = Schema(tuple(one for one in checks.every_field().fields if one.name in _COMMON or one not in checks.COMMON))
#: What a check is told as ``requestheaders{N}`` is ``requestheader{X}`` here, in both documents.
_HEADER = re.compile(r"requestheaders([0-9]+)")

_RESULT = columns(
    Field("status", kinds.TEXT, always=True),
    Field("response_time", NUMBER, read="responsetime"),
    Field("probe_id", ID, read="probeid"),
    description="statusdesc",
    long_description="statusdesclong",
    probe="probedesc",
)
_TRACEROUTE = columns(
    Field("output", kinds.TEXT, read="result", always=True),
    Field("probe_id", ID, read="probeid"),
    probe="probedescription",
)


class _Test(t.NamedTuple):
    """A kind of test: where it is, its member of the answer, and what that has."""

    path: str
    member: str
    row: Schema


_TESTS = {
    "check": _Test("/single", "result", _RESULT),
    "traceroute": _Test("/traceroute", "traceroute", _TRACEROUTE),
}

BLOCK = Block(
    {
        "test": {"type": "str", "choices": list(_TESTS), "default": "check"},
        "type": {"type": "str", "choices": list(checks.TYPES)},
        "probe": {"type": "str"},
        **_OPTIONS.argument_spec(),
        "host": {"type": "str", "required": True},
    },
)
IDENTITY = Identity("probe", ("probe",), ids=frozenset(), required=False, writes=False)


def _not_made(_params: Row | None = None) -> Row:
    """What is returned where no test was made."""
    return {"result": None, "traceroute": None}


def _query_of(params: t.Mapping[str, t.Any]) -> Row:
    """What the service is asked with, checked as far as that goes here."""
    if params["test"] == "traceroute":
        for name in ("type", *_OPTIONS.by_name):
            if name not in _HOST and params.get(name) is not None:
                raise ConfigurationError(
                    f"a traceroute has no option {name}", hint=f"It has {listed((*_HOST, 'probe'))}."
                )
        return {"host": checks.given_fields(params)["host"]}
    check_type = params.get("type")
    if check_type is None:
        raise ConfigurationError("type is missing, which says what is tested")
    given = checks.given_fields(params)
    schema = checks.schema_of(check_type)
    missing = [name for name in schema.missing(given) if name != "name"]
    if missing:
        raise ConfigurationError(f"a test of type {check_type} needs {listed(missing)}")
    sent = schema.creation(checks.target(checks.defaults(check_type), given), given)
    return {"type": check_type, **{_HEADER.sub(r"requestheader\1", name): one for name, one in sent.items()}}


def _probe_of(api: PingdomApi, params: t.Mapping[str, t.Any]) -> Row:
    """Which probe is asked for; a traceroute cannot be told a region, so that a probe of it is looked up."""
    if params.get("probe") is not None:
        return {"probeid": probe_in(api, params["probe"])}
    regions = checks.given_fields(params).get("probe_filters")
    if params["test"] != "traceroute" or not regions:
        return {}
    rows = reports.read(api, reports.PROBES, {"onlyactive": True}).rows
    ids = sorted(row["id"] for row in rows if row.get("region") in regions)
    if not ids:
        told = any(row.get("region") for row in rows)
        hint = "Name one with probe." if told else "This version of the API does not tell regions. Name one with probe."
        raise NotFound(f"no active probe is known to be in {listed(regions)}", hint=hint)
    return {"probeid": ids[0]}


@identified(IDENTITY, _not_made)
def run(params: dict[str, t.Any], check_mode: bool) -> Result:
    """Make the test; in check mode only find out whether it could be made."""
    test = _TESTS[params["test"]]
    query = _query_of(params)
    if params.get("probe") is not None and params.get("probe_filters"):
        raise ConfigurationError("probe and probe_filters exclude each other", hint="A probe is in one region only.")
    with connect(params, checks.every_field().secrets_in(params)) as api:
        api.dialect.refuse_lacking(*(f"check.{name}" for name in _OPTIONS.by_name if params.get(name) is not None))
        query.update(_probe_of(api, params))
        if check_mode:
            return api.told(Result(values={**_not_made(), "msg": "No test is made in check mode."}))
        reply = api.ask_once(test.path, query)
        row: Comparable = test.row.of_answer(object_in(reply, reply.content, test.member), "test")
        return api.told(Result(values={**_not_made(), test.member: covered(row, api.redact)}))


MODULE: dict[str, t.Any] = {
    "service": "pingdom",
    "block": BLOCK,
    "run": run,
    "identity": IDENTITY,
    "parts": ("host", "url_path", "nameserver"),
}
