# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pingdom's own OpenAPI document as a judge of requests and answers.

The document is read strictly: an attribute or query parameter that it does not name is a problem. Where recordings
prove it wrong, :mod:`tests.contract.deviations` corrects it, one named correction at a time.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import yaml
from jsonschema.exceptions import ValidationError
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from werkzeug.datastructures import ImmutableMultiDict

from tests.contract.deviations import DEVIATIONS, Correction
from tests.contract.readings import READINGS
from tests.contract.schemas import Schema, merge

SHARED = Path(__file__).resolve().parents[3] / "shared"
"""Material beside the checkout that is no part of the product: the vendor's documents and recorded answers."""

DOCUMENT = SHARED / "reference" / "vendor" / "pingdom-api-3.1.openapi.yaml"
ABSENT = "Pingdom's OpenAPI document and recordings are not beside this checkout (../shared)"
SERVER = "https://api.pingdom.com"
BASE = "/api/3.1"
OLD_BASE = "/api/2.1"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
REFUSALS = (400, 401, 403, 404)
REQUIRED_HEADERS = ("req-limit-short", "req-limit-long", "server-time", "x-trace")
"""Headers that every recorded answer has (rec31_response_headers.json)."""


@dataclass(frozen=True)
class Exchange:
    """A request and its answer; ``status`` None where only the request is known."""

    method: str
    path: str
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = ""
    status: int | None = None
    answer: bytes = b""
    answer_type: str = JSON
    answer_headers: Mapping[str, str] | None = None


def available() -> bool:
    """Whether the document is there."""
    return DOCUMENT.is_file()


@dataclass(frozen=True)
class Contract:
    """The document as data and as a validator."""

    document: Schema
    openapi: OpenAPI


def load(corrections: Iterable[Correction] = (*DEVIATIONS, *READINGS)) -> Contract:
    """The document: references resolved, corrected, and every object closed against attributes it does not name."""
    document = copy.deepcopy(_document())
    for correction in corrections:
        correction.correct(document)
    closed = _close(document)
    return Contract(closed, OpenAPI.from_dict(closed))


@lru_cache(maxsize=1)
def _document() -> Schema:
    with DOCUMENT.open(encoding="utf-8") as stream:
        document = yaml.safe_load(stream)
    resolved = _resolve({"paths": document["paths"]}, document)
    _mend_defaults(resolved)
    return {"openapi": document["openapi"], "info": document["info"], "servers": document["servers"], **resolved}


def _resolve(node: Any, document: Schema) -> Any:
    """The node with each reference replaced by what it names, and ``allOf`` merged into one schema."""
    if isinstance(node, list):
        return [_resolve(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return _resolve(target, document)
    resolved = {name: _resolve(value, document) for name, value in node.items()}
    for part in resolved.pop("allOf", []):
        resolved = merge(part, resolved)
    return resolved


def _mend_defaults(node: Any) -> None:
    """Four string parameters of the TMS operations have an integer as default, which no validator accepts."""
    if isinstance(node, dict):
        if node.get("type") == "string" and isinstance(node.get("default"), int):
            node["default"] = str(node["default"])
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            _mend_defaults(item)


def _close(node: Any) -> Any:
    """The node with ``additionalProperties: false`` on each object schema that names its properties."""
    if isinstance(node, list):
        return [_close(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {name: _close(value) for name, value in node.items()}
    alternatives = "oneOf" in closed or "anyOf" in closed
    if isinstance(closed.get("properties"), dict) and not alternatives:
        closed.setdefault("additionalProperties", False)
    return closed


@lru_cache(maxsize=1)
def standard() -> Contract:
    """The document with all corrections, loaded once."""
    return load()


def problems(exchange: Exchange, contract: Contract | None = None) -> list[str]:
    """What the document says against the exchange, in words; empty when nothing."""
    contract = contract or standard()
    request = _request(exchange)
    found = [] if exchange.status in REFUSALS else _request_problems(contract, exchange, request)
    if exchange.status is not None:
        found += _answer_problems(contract, exchange, request)
    return [f"{exchange.method} {exchange.path}: {text}" for text in found]


def _request(exchange: Exchange) -> MockRequest:
    return MockRequest(
        SERVER,
        exchange.method,
        BASE + exchange.path,
        args=ImmutableMultiDict([(name, item) for name, items in exchange.query.items() for item in items]),
        data=exchange.body,
        content_type=exchange.content_type or JSON,
    )


def _request_problems(contract: Contract, exchange: Exchange, request: MockRequest) -> list[str]:
    errors = [text for error in contract.openapi.iter_request_errors(request) for text in _texts(error)]
    declared = _declared_parameters(contract, exchange)
    errors += [f"query parameter {name} is not documented" for name in exchange.query if name not in declared]
    if exchange.body and not exchange.content_type:
        errors.append("a body without a Content-Type")
    if exchange.body and "requestBody" not in _operation(contract, exchange):
        errors.append("a body that is not documented")
    if exchange.path.endswith("/"):
        errors.append("a path that ends in a slash")
    return errors


def _declared_parameters(contract: Contract, exchange: Exchange) -> set[str]:
    operation = _operation(contract, exchange)
    return {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"}


def _operation(contract: Contract, exchange: Exchange) -> Schema:
    path = path_of(contract, exchange.path)
    return contract.document["paths"][path].get(exchange.method.lower(), {}) if path else {}


def path_of(contract: Contract, path: str) -> str | None:
    """The path of the document that fits best: fixed segments before variable ones."""
    asked = path.removeprefix(BASE).split("/")
    fitting = [known for known in contract.document["paths"] if _fits(known.split("/"), asked)]
    return min(fitting, key=lambda known: known.count("{"), default=None)


def _fits(pattern: list[str], asked: list[str]) -> bool:
    same_length = len(pattern) == len(asked)
    return same_length and all(one.startswith("{") or one == other for one, other in zip(pattern, asked, strict=True))


def _answer_problems(contract: Contract, exchange: Exchange, request: MockRequest) -> list[str]:
    found = []
    if exchange.answer_headers is not None:
        present = {name.lower() for name in exchange.answer_headers}
        found += [f"the answer has no {name} header" for name in REQUIRED_HEADERS if name not in present]
    if exchange.status != 200:
        return found + _envelope_problems(exchange)
    response = MockResponse(exchange.answer, exchange.status, content_type=exchange.answer_type)
    return found + [
        text for error in contract.openapi.iter_response_errors(request, response) for text in _texts(error)
    ]


def _envelope_problems(exchange: Exchange) -> list[str]:
    """The error body that the document describes in its section "JSON Responses"."""
    try:
        error = json.loads(exchange.answer)["error"]
        right = sorted(error) == ["errormessage", "statuscode", "statusdesc"] and error["statuscode"] == exchange.status
    except (ValueError, KeyError, TypeError):
        right = False
    return [] if right else [f"status {exchange.status} without the documented error body"]


def _texts(error: BaseException) -> list[str]:
    """The innermost reasons of an openapi-core error."""
    cause = error.__cause__ or error
    details = [text for detail in getattr(cause, "schema_errors", ()) for text in _explain(detail)]
    return details or [f"{type(error).__name__}: {cause}"]


def _explain(error: ValidationError) -> list[str]:
    """The message with its place; of alternatives that all failed, the messages of the one that came nearest."""
    if not error.context:
        return [f"{'/'.join(map(str, error.absolute_path)) or 'body'}: {error.message}"]
    branches: dict[int | str, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    return [text for inner in min(branches.values(), key=_distance) for text in _explain(inner)]


def _distance(errors: list[ValidationError]) -> tuple[bool, int, int]:
    """How far an alternative is from fitting: another type, number of errors, and how early they come."""
    deepest = max(len(error.absolute_path) for error in errors)
    return any(error.validator == "enum" for error in errors), len(errors), -deepest


def validate_exchange(
    method: str,
    path: str,
    query: str = "",
    headers: Mapping[str, str] | None = None,
    request_body: bytes = b"",
    status: int | None = None,
    response_headers: Mapping[str, str] | None = None,
    response_body: bytes = b"",
) -> list[str]:
    """Problems of one exchange; ``path`` with or without ``/api/3.1``, ``query`` as in the URL."""
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    got = {name.lower(): value for name, value in (response_headers or {}).items()}
    return problems(
        Exchange(
            method,
            path.removeprefix(BASE),
            parse_qs(query, keep_blank_values=True),
            request_body,
            sent.get("content-type", "").partition(";")[0],
            status,
            response_body,
            got.get("content-type", JSON).partition(";")[0],
            response_headers,
        )
    )


def validate_recorded(requests: Iterable[Mapping[str, Any]]) -> list[str]:
    """Problems of the requests in a log of the emulator's Pingdom server (``GET /_emulator/requests``).

    Requests that the server refused are left out: a test that provokes a refusal means to. Those to API 2.1 are for
    :mod:`tests.contract.documented21`.
    """
    return [
        text
        for entry in requests
        if entry["server"] == "pingdom" and entry["status"] not in REFUSALS and not entry["path"].startswith(OLD_BASE)
        for text in problems(_logged(entry))
    ]


def _logged(entry: Mapping[str, Any]) -> Exchange:
    body = entry["body"]
    path = entry["path"].removeprefix(BASE)
    if body is None:
        return Exchange(entry["method"], path, entry["query"])
    if isinstance(body, str):
        return Exchange(entry["method"], path, entry["query"], body.encode(), FORM)
    return Exchange(entry["method"], path, entry["query"], json.dumps(body).encode(), JSON)
