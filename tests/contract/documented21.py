# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pingdom's 2.1 documentation as a judge of requests, as :mod:`tests.contract.openapi` is for 3.1.

It reads strictly: a path, a method or a parameter that the documentation does not have is a problem, and so is a value
that is not of the documented type, or a parameter that is mandatory and missing. A blank clears a value in a PUT.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from tests.contract.openapi import OLD_BASE, REFUSALS
from tests.emulator.pingdom.check_types import CHECK_TYPES
from tests.emulator.pingdom.documented import KNOWN, choices, parameter

LIMITS = {
    ("GET /actions", "limit"): 300,
    ("GET /checks", "limit"): 25000,
    ("GET /results/{checkid}", "offset"): 43200,
}
"""The greatest numbers that the documentation allows, in a type or in a description."""
REQUIRES_LIMIT = {"GET /analysis/{checkid}", "GET /checks", "GET /probes"}
"""Operations whose offset requires a limit."""
LISTED = {("GET /results/{checkid}", "status"): {"down", "up", "unconfirmed", "unknown"}}
"""Values that only a description lists."""
WORDS = {"primary": {"YES", "NO"}, "paused": {"YES", "NO"}}
"""What a user is told in place of booleans; the documentation has them in its example and as a default."""
OF_ID_LISTS = {"checkids", "userids", "delcheckids", "maintenanceids", "occurrenceids", "probes"}
"""What the documentation calls a string and describes as a comma-separated list of identifiers."""
NUMBER, NUMBERS = re.compile(r"\d+"), re.compile(r"\d+(,\d+)*")


def validate_recorded(requests: Iterable[Mapping[str, Any]]) -> list[str]:
    """Problems of the requests to API 2.1 in a log of the emulator's Pingdom server (``GET /_emulator/requests``).

    Requests that the server refused are left out: a test that provokes a refusal means to.
    """
    return [
        f"{entry['method']} {entry['path']}: {text}"
        for entry in requests
        if entry["server"] == "pingdom" and entry["path"].startswith(OLD_BASE) and entry["status"] not in REFUSALS
        for text in problems(entry["method"], entry["path"].removeprefix(OLD_BASE), entry["query"], entry["body"])
    ]


def problems(method: str, path: str, query: Mapping[str, list[str]], body: object = None) -> list[str]:
    """What the documentation says against a request, in words; ``body`` as the emulator writes it down."""
    operation = operation_of(method, path)
    if operation is None:
        return ["the documentation has no such operation"]
    if body is not None and not isinstance(body, (str, int)):
        return ["the body is JSON"]
    told = parse_qs(str(body), keep_blank_values=True) if body is not None else {}
    given = [(name, value) for part in (query, told) for name, values in part.items() for value in values]
    found = [text for name, value in given for text in _problems_of(operation, name, value)]
    found += [f"{name} is given twice" for name, times in Counter(name for name, _value in given).items() if times > 1]
    if operation in REQUIRES_LIMIT and "offset" in dict(given) and "limit" not in dict(given):
        found.append("parameter offset requires limit")
    return [*found, *_missing(operation, dict(given))]


def operation_of(method: str, path: str) -> str | None:
    """The operation by its name in the tables; fixed parts of a path count before variable ones."""
    fitting = [one for one in KNOWN if _pattern(one).fullmatch(f"{method} {path}")]
    return min(fitting, key=lambda one: one.count("{"), default=None)


@cache
def _pattern(operation: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", operation)
    identifier = "[0-9a-f]+" if "reports.shared" in operation else r"\d+"
    return re.compile(identifier.join(re.escape(part) for part in parts))


def _problems_of(operation: str, name: str, value: str) -> Iterator[str]:
    kind = parameter(KNOWN[operation], name)
    if kind is None:
        yield f"parameter {name} is not documented"
    elif not value:
        if not operation.startswith("PUT "):
            yield f"parameter {name} is blank"
    elif not _fits(operation, name, kind.removesuffix("!"), value):
        yield f"parameter {name} is no {kind.removesuffix('!')}: {value}"


def _fits(operation: str, name: str, kind: str, value: str) -> bool:
    listed = choices(kind) or LISTED.get((operation, name), set())
    if operation == "PUT /users/{userid}":
        listed = WORDS.get(name, set())
    if listed:
        return set(value.split(",")) <= listed
    if kind == "Boolean":
        return value in ("true", "false")
    if kind.startswith("Integer"):
        return bool(NUMBER.fullmatch(value)) and int(value) <= LIMITS.get((operation, name), int(value))
    if kind.lower().endswith("integers") or name in OF_ID_LISTS:
        return bool(NUMBERS.fullmatch(value))
    return "pairs" not in kind or all(":" in item for item in value.split(","))


def _missing(operation: str, given: Mapping[str, str]) -> list[str]:
    needed = [name for name, kind in KNOWN[operation].items() if kind.endswith("!")]
    if operation in ("POST /checks", "GET /single") and given.get("type") in CHECK_TYPES:
        needed += CHECK_TYPES[given["type"]].required
    if given.get("auto") == "false":
        needed += [f"{end}{part}" for end in ("from", "to") for part in ("year", "month", "day")]
    return [f"parameter {name} is missing" for name in needed if not given.get(name)]
