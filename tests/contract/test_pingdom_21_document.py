# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of API 2.1 against the text of its documentation, and what the judge that reads them finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.contract.documented import old_document
from tests.contract.documented21 import LIMITS, LISTED, REQUIRES_LIMIT, operation_of, problems, validate_recorded
from tests.contract.openapi import ABSENT, available
from tests.emulator.pingdom.dialects import API_2_1
from tests.emulator.pingdom.documented import KNOWN, MENDED, OF_TYPES, OPERATIONS, Parameters, parameter

documented = pytest.mark.skipif(not available(), reason=ABSENT)

LOST = {"Account Email", "String"}
"""What rows begin with that have lost their names."""


def methods() -> Iterator[tuple[str, str]]:
    """Each operation of the text, with what it says of it."""
    for part in old_document().split("\nMethod: ")[1:]:
        found = re.search(r"URL Syntax\n/api/2\.1(\S+)\nHTTP Method\n(\w+)\n", part)
        assert found
        yield f"{found[2]} {found[1]}", part


def rows(part: str) -> list[list[str]]:
    """The rows of the tables of parameters, but those that have lost their names."""
    tables = part.split("\nParameters\n", 1)[1].split("\nResponse Attributes", 1)[0]
    lines = [[cell.strip() for cell in line.split("|")] for line in tables.splitlines() if "|" in line]
    return [
        cells
        for cells in lines
        if cells[0] not in ("---", "Parameter name") and not any(cells[0].startswith(lost) for lost in LOST)
    ]


def parameters(part: str) -> Parameters:
    """Their types by name, with an exclamation mark where they are mandatory, but for those of types of checks."""
    return {
        name: kind + ("!" if mandatory == "yes" and name not in OF_TYPES else "")
        for name, _unused, kind, mandatory, *_default in rows(part)
    }


@documented
def test_the_tables_say_what_the_text_says() -> None:
    assert {operation: parameters(part) for operation, part in methods()} == OPERATIONS


@documented
def test_what_is_mended_is_broken_in_the_text() -> None:
    parts = dict(methods())
    for operation, table in MENDED.items():
        for name in table:
            kind = OPERATIONS[operation].get(name)
            example = parts[operation].split("\nExamples\n")[1].split("\nResponse\n")[0]
            lost = any(row.startswith(tuple(LOST)) for row in parts[operation].splitlines() if "|" in row)
            described = next((row[1] for row in rows(parts[operation]) if row[0] == name), "")
            assert (
                (kind is None and (lost or f"{name}=" in example))
                or (str(kind).endswith("!") and f"{name}=" not in example)
                or (kind == "Boolean" and "Must be a DNS CNAME" in described)
            ), (operation, name)


@documented
def test_limits_and_values_of_descriptions_are_in_the_text() -> None:
    parts = dict(methods())
    for (operation, name), most in LIMITS.items():
        row = next(cells for cells in rows(parts[operation]) if cells[0] == name)
        assert str(most) in f"{row[1]} {row[2]}"
    for (operation, name), values in LISTED.items():
        row = next(cells for cells in rows(parts[operation]) if cells[0] == name)
        assert all(value in row[1] for value in values)


@documented
def test_an_offset_requires_a_limit_where_the_text_says_so() -> None:
    assert {operation for operation, part in methods() if "(Requires limit.)" in part} == REQUIRES_LIMIT


@documented
def test_every_example_of_a_request_is_judged_right() -> None:
    """But the one that names a path of its own, and those of other operations below a wrong heading."""
    seen = 0
    for operation, part in methods():
        for method, path, body in re.findall(
            r"Request\n(\w+) ?/?api/2\.1(\S+)\n(?:body:\n(\S*)\n)?Response", part.replace("checks&inc", "checks?inc")
        ):
            target, _unused, query = path.partition("?")
            known = operation_of(method, target) or ""
            asked = {name: [value] for name, _equal, value in (pair.partition("=") for pair in query.split("&"))}
            if known == operation:
                found = problems(method, target, {name: asked[name] for name in asked if name}, body or None)
                assert found == [], operation
                seen += 1
    assert seen >= 50


def test_numbered_headers() -> None:
    table = KNOWN["POST /checks"]
    assert parameter(table, "requestheader12") == "String"
    assert [parameter(table, name) for name in ("requestheader", "requestheadername1", "requestheaders1")] == [None] * 3


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "problem"),
    [
        ("GET", "/alerting/contacts", "", None, "the documentation has no such operation"),
        ("GET", "/checks/x", "", None, "the documentation has no such operation"),
        ("GET", "/checks/", "", None, "the documentation has no such operation"),
        ("POST", "/checks/1", "", None, "the documentation has no such operation"),
        ("DELETE", "/reports.shared/xyz", "", None, "the documentation has no such operation"),
        ("DELETE", "/reports.shared/476a37ba", "", None, ""),
        ("GET", "/checks", "limit=25000&include_tags=true", None, ""),
        ("GET", "/checks", "limit=25001", None, "parameter limit is no Integer: 25001"),
        ("GET", "/checks", "offset=1", None, "parameter offset requires limit"),
        ("GET", "/maintenance", "offset=1", None, ""),
        ("GET", "/checks", "include_tags=True", None, "parameter include_tags is no Boolean: True"),
        ("GET", "/checks", "include_tags=", None, "parameter include_tags is blank"),
        ("GET", "/actions", "status=sent,pending", None, ""),
        ("GET", "/actions", "limit=301", None, "parameter limit is no Integer (max 300): 301"),
        ("GET", "/results/1", "status=up,broken", None, "parameter status is no String: up,broken"),
        ("GET", "/results/1", "probes=1,2&offset=43200", None, ""),
        ("GET", "/results/1", "probes=x", None, "parameter probes is no String: x"),
        ("GET", "/summary.probes/1", "", None, "parameter from is missing"),
        ("PUT", "/checks/1", "", "tags=&paused=true", ""),
        ("PUT", "/checks/1", "", "custom_message=x", "parameter custom_message is not documented"),
        ("PUT", "/checks/1", "", {"paused": True}, "the body is JSON"),
        ("PUT", "/checks/1", "", "nonsense", "parameter nonsense is not documented"),
        ("PUT", "/checks/1", "paused=true", "paused=true", "paused is given twice"),
        ("PUT", "/checks/1", "", "userids=1&userids=2", "userids is given twice"),
        ("PUT", "/checks", "", "checkids=1,2&resolution=2", "parameter resolution is no Integer (1, 5, 15, 30, 60): 2"),
        ("PUT", "/checks", "", "checkids=1, 2", "parameter checkids is no String: 1, 2"),
        ("POST", "/checks", "", "name=a&host=b&type=dns&expectedip=1.2.3.4", "parameter nameserver is missing"),
        ("POST", "/checks", "", "name=a&host=b&type=ping&probe_filters=EU", "parameter probe_filters is no Comma "
         "separated key:value pairs: EU"),
        ("POST", "/checks", "", "name=a&host=b&type=ping&userids=1,2&requestheader1=A:1", ""),
        ("PUT", "/users/1", "", "name=a&paused=true", "parameter paused is no String: true"),
        ("PUT", "/users/1", "", "name=a&paused=NO", ""),
        ("PUT", "/maintenance/1", "", "description=a", ""),
        ("POST", "/maintenance", "", "description=a&from=1", "parameter to is missing"),
        ("POST", "/reports.shared", "", "sharedtype=banner&checkid=1&auto=false&fromyear=2026&frommonth=1&fromday=1"
         "&toyear=2026&tomonth=2", "parameter today is missing"),
    ],
)  # fmt: skip
def test_the_judge(method: str, path: str, query: str, body: object, problem: str) -> None:
    asked = {name: [value] for name, _equal, value in (pair.partition("=") for pair in query.split("&")) if name}
    assert problems(method, path, asked, body) == ([problem] if problem else [])


def test_refused_requests_and_those_of_others_are_not_judged() -> None:
    entry = {"server": "pingdom", "method": "GET", "path": "/api/2.1/nowhere", "query": {}, "body": None, "status": 200}
    assert validate_recorded([entry]) == ["GET /api/2.1/nowhere: the documentation has no such operation"]
    for other in ({"status": 404}, {"server": "prtg"}, {"path": "/api/3.1/nowhere"}):
        assert validate_recorded([{**entry, **other}]) == []


def test_the_emulator_has_exactly_the_operations() -> None:
    served = {f"{method} {path}" for method, path, _answer in API_2_1.routes}
    assert served == set(KNOWN)
