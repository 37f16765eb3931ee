# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an account has: credits, probes, the tables of ids, settings, the server's time, the request budget."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import (
    ID,
    NUMBER,
    TIME,
    columns,
    object_in,
    objects_in,
    shown,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import SERVER_TIME, PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import HEADERS
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import NO_TASK
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

_CREDITS = Schema(
    (
        *(
            Field(name, NUMBER, read=member)
            for name, member in {
                "check_limit": "checklimit",
                "available_checks": "availablechecks",
                "used_checks": "useddefault",
                "used_transactions": "usedtransaction",
                "available_sms": "availablesms",
                "available_sms_tests": "availablesmstests",
                "autofill_sms_amount": "autofillsms_amount",
                "autofill_sms_when_left": "autofillsms_when_left",
                "max_sms_overage": "max_sms_overage",
                "available_rum_sites": "availablerumsites",
                "used_rum_sites": "usedrumsites",
                "max_rum_filters": "maxrumfilters",
                "max_rum_pageviews": "maxrumpageviews",
            }.items()
        ),
        Field("autofill_sms", kinds.TRUTH, read="autofillsms"),
    )
)
_PROBE = columns(
    Field("id", ID, always=True),
    Field("active", kinds.TRUTH),
    **{name: name for name in ("name", "country", "city", "hostname", "ip", "ipv6", "region")},
    country_iso="countryiso",
)
_NUMBERED = columns(Field("id", ID, always=True), description="description")
_OF_A_REGION = {
    "country_id": "countryid",
    "datetime_format_id": "datetimeformatid",
    "number_format_id": "numberformatid",
    "timezone_id": "timezoneid",
}
#: The tables of GET /reference: their names in results, and their rows.
_REFERENCE = {
    "regions": (
        "regions",
        Schema((*_NUMBERED.fields, *(Field(one, ID, read=told) for one, told in _OF_A_REGION.items()))),
    ),
    "timezones": ("timezones", _NUMBERED),
    "datetimeformats": ("datetime_formats", _NUMBERED),
    "numberformats": ("number_formats", _NUMBERED),
    "countries": ("countries", columns(Field("id", ID, always=True), iso="iso", name="name")),
    "phonecodes": (
        "phone_codes",
        columns(Field("country_id", ID, read="countryid"), name="name", phone_code="phonecode"),
    ),
}

#: Options of the part ``probes``, with the parameters that they are.
_OF_PROBES = Schema(
    (
        Field("only_active", kinds.BOOLEAN, write="onlyactive"),
        Field("include_deleted", kinds.BOOLEAN, write="includedeleted"),
        Field("only_transactions", kinds.BOOLEAN, write="onlytms"),
    )
)


def _credits(api: PingdomApi, _query: Row) -> Row:
    reply = api.get("/credits")
    return {"credits": shown(_CREDITS, _CREDITS.of_answer(object_in(reply, reply.content, "credits"), "plan"))}


def _probes(api: PingdomApi, query: Row) -> Row:
    rows = reports.read(api, reports.PROBES, query).rows
    probes = [shown(_PROBE, _PROBE.of_answer(row, "probe")) for row in rows]
    regions = sorted({one["region"] for one in probes if one["region"]})
    by_region = {region: sorted(one["id"] for one in probes if one["region"] == region) for region in regions}
    return {"probes": probes, "probes_by_region": by_region}


def _reference(api: PingdomApi, _query: Row) -> Row:
    reply = api.get("/reference")
    tables = {}
    for member, (name, schema) in _REFERENCE.items():
        told = reply.content.get(member, [])
        # the OpenAPI document 3.1 has one object where a list of telephone codes should be
        rows = objects_in(reply, [told] if isinstance(told, dict) else told, member)
        tables[name] = [shown(schema, schema.of_answer(row, name)) for row in rows]
    return {"reference": tables}


def _settings(api: PingdomApi, _query: Row) -> Row:
    """The settings, as the module that changes them returns them."""
    # delayed, since the current version of the API has none
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.settings import SETTINGS

    found = SETTINGS.read(api, 0, NO_TASK._replace(given={}))
    return {"settings": SETTINGS.told(found.state, found.answer)}


def _server_time(api: PingdomApi, _query: Row) -> Row:
    """What time it is on the server: the header of an answer tells it, where nothing else does."""
    if not api.dialect.has(SERVER_TIME):
        return {"server_time": iso(api.server_now())}
    time = Field("server_time", TIME, read="servertime", always=True)
    return shown(Schema((time,)), {time.name: time.of_answer(api.get(SERVER_TIME).content, "server")})


def _request_budget(api: PingdomApi, _query: Row) -> Row:
    """What the last answer has told."""
    api.server_now()
    limits = api.budget.limits
    told = {
        name: {"remaining": limits[name].remaining, "resets_at": iso(limits[name].resets_at)}
        if name in limits
        else None
        for name in HEADERS.values()
    }
    return {"request_budget": told}


class _Part(t.NamedTuple):
    """A part: the path that a version has to have for it, if any, how it is read, and the return values that it has."""

    path: str
    read: t.Callable[[PingdomApi, Row], Row]
    values: tuple[str, ...]


#: In the order in which they are read: the last ones are told by the answers to the others.
_PARTS = {
    "credits": _Part("/credits", _credits, ("credits",)),
    "probes": _Part("/probes", _probes, ("probes", "probes_by_region")),
    "reference": _Part("/reference", _reference, ("reference",)),
    "settings": _Part("/settings", _settings, ("settings",)),
    "server_time": _Part("", _server_time, ("server_time",)),
    "request_budget": _Part("", _request_budget, ("request_budget",)),
}

BLOCK = Block({"include": {"type": "list", "elements": "str", "choices": list(_PARTS)}, **_OF_PROBES.argument_spec()})


def read(params: t.Mapping[str, t.Any], _check_mode: bool) -> Result:
    """The parts that are asked for, or all that the version of the API has."""
    wanted, of_probes = params["include"], _OF_PROBES.given(params)
    if wanted == []:
        raise ConfigurationError("include must not be empty", hint="Nothing was sent. Leave it out to read everything.")
    if of_probes and "probes" not in (wanted or _PARTS):
        raise ConfigurationError(
            f"{min(of_probes)} is about probes, which include does not name",
            hint=f"Nothing was sent. Add probes to include, or leave out {listed(sorted(of_probes))}.",
        )
    with connect(params) as api:
        api.dialect.refuse_lacking(*(f"probe.{name}" for name in of_probes))
        api.dialect.refuse_lacking(*(_PARTS[name].path for name in wanted or ()))
        parts = [name for name in _PARTS if (name in wanted if wanted else api.dialect.has(_PARTS[name].path))]
        values: Row = {name: None for part in _PARTS.values() for name in part.values}
        for name in parts:
            values.update(_PARTS[name].read(api, _OF_PROBES.parameters_of(of_probes)))
        return api.told(Result(values=values))


MODULE: dict[str, t.Any] = {"service": "pingdom", "block": BLOCK, "run": read}
