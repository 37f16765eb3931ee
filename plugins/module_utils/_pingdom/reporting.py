# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a module is that only reads something of an account, a row of ``reports.py``."""

from __future__ import annotations

import functools
import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.reports import Endpoint, member_of, read

#: A parameter in a path.
_PLACEHOLDER = re.compile(r"{(\w+)}")


def module_of(endpoint: Endpoint) -> dict[str, t.Any]:
    """What the ``Specification`` of its module is made of."""
    return {"service": "pingdom", "block": Block(options_of(endpoint)), "run": functools.partial(report, endpoint)}


def options_of(endpoint: Endpoint) -> dict[str, dict[str, t.Any]]:
    """The options of its module, besides the connection: what is in the path is required."""
    inside = _PLACEHOLDER.findall(endpoint.path)
    needed = {one.name for one in endpoint.parameters if one.required or one.name in inside}
    spec = Schema(endpoint.parameters).argument_spec()
    return {name: {**one, **({"required": True} if name in needed else {})} for name, one in spec.items()}


def report(endpoint: Endpoint, params: t.Mapping[str, t.Any], _check_mode: bool) -> Result:
    """What its module answers: the list or object, for the ``parameters`` that are given."""
    schema = Schema(endpoint.parameters)
    given = schema.given(params)
    here, query = _asked(endpoint, given)
    with connect(params, schema.secrets_in(params)) as api:
        api.dialect.refuse_lacking(*(f"{endpoint.name}.{name}" for name in given))
        found = _object(api, here, query) if here.single or here.bare else read(api, here, query).every
        return api.told(Result(values={endpoint.name: found}))


def _asked(endpoint: Endpoint, given: Comparable) -> tuple[Endpoint, Row]:
    """The endpoint with what is ``given`` in its path, and what it is asked with besides."""
    inside = _PLACEHOLDER.findall(endpoint.path)
    quoted = {name: urllib.parse.quote(str(given[name]), safe="") for name in inside}
    schema = Schema(endpoint.parameters)
    query = schema.parameters_of({**schema.defaults(), **given}, [name for name in given if name not in inside])
    return endpoint._replace(path=endpoint.path.format(**quoted)), query


def _object(api: PingdomApi, endpoint: Endpoint, query: Row) -> Row:
    reply = api.get(endpoint.path, query or None)
    if endpoint.bare:
        return reply.content
    found = member_of(reply, endpoint)
    if not isinstance(found, dict):
        raise reply.unexpected(f"the answer has no object {endpoint.key}")
    return t.cast(Row, api.dialect.told(endpoint.path, found))
