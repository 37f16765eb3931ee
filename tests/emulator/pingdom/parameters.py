# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of a request: read from query, form or JSON, and held against a table of names and types.

A table maps each parameter an operation has to the function that reads its value. In JSON a value must have the
documented type; in a query or a form everything is text (OpenAPI document 3.1, "Providing Parameters").
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from tests.emulator.pingdom.errors import invalid_value, refused

Reader = Callable[[Any], Any]
Table = Mapping[str, Reader]
NOTHING: Mapping[str, Any] = MappingProxyType({})


class FormText(str):
    """A value from a query string or a form, where the type has to be read from the text."""

    __slots__ = ()


def parse_request(query: str, body: bytes, content_type: str) -> dict[str, Any]:
    """All parameters of a request; those of the body win over those of the URL, and a repeated name makes a list."""
    given: dict[str, Any] = _form(query)
    if not body:
        return given
    if content_type != "application/json":
        return {**given, **_form(body.decode("utf-8", "replace"))}
    try:
        document = json.loads(body)
    except ValueError:
        raise refused("no JSON") from None
    if not isinstance(document, dict):
        raise refused("no JSON")
    return {**given, **document}


def parse_form(query: str, body: bytes, content_type: str) -> dict[str, Any]:
    """The same for a version that knows no JSON, and has "part of the body, URL or a combination" as query strings."""
    if body and content_type == "application/json":
        raise refused("no form")
    return parse_request(query, body, content_type)


def as_form(given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with every text as if it had come in a form."""
    return {name: FormText(value) if isinstance(value, str) else value for name, value in given.items()}


def _form(text: str) -> dict[str, Any]:
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return {name: FormText(",".join(items)) for name, items in values.items()}


def read(
    given: Mapping[str, Any], table: Table, required: tuple[str, ...] = (), defaults: Mapping[str, Any] = NOTHING
) -> dict[str, Any]:
    """The parameters with their types; an ``ApiError`` 400 for an unknown name, a missing one or a bad value.

    A blank in a form stands for the default ("To clear an existing value, provide an empty value", 2.1 documentation,
    Modify Check; acceptance tests of nordcloud/go-pingdom on 3.1).
    """
    for name in given:
        if name not in table:
            raise refused("name", name)
    for name in required:
        if given.get(name) in (None, ""):
            raise refused("missing", name)
    return {
        name: defaults[name] if is_blank(value) and name in defaults else _value(name, value, table[name])
        for name, value in given.items()
    }


def is_blank(value: object) -> bool:
    """Whether it came in a form, with nothing in it."""
    return isinstance(value, FormText) and not value


def _value(name: str, value: object, reader: Reader) -> object:
    try:
        return reader(value)
    except ValueError:
        raise invalid_value(name) from None


def text(value: object) -> str:
    """A string; may be empty."""
    if not isinstance(value, str):
        raise ValueError
    return str(value)


def filled(value: object) -> str:
    """A string with something in it."""
    if not text(value).strip():
        raise ValueError
    return text(value)


def boolean(value: object) -> bool:
    """JSON true or false; the words in a form."""
    if isinstance(value, FormText):
        value = {"true": True, "false": False}.get(value.lower())
    if not isinstance(value, bool):
        raise ValueError
    return value


def integer(low: int | None = None, high: int | None = None) -> Reader:
    """A whole number between the bounds, both included."""

    def reader(value: object) -> int:
        number = int(value) if isinstance(value, FormText) else value
        if not isinstance(number, int) or isinstance(number, bool):
            raise ValueError
        if (low is not None and number < low) or (high is not None and number > high):
            raise ValueError
        return number

    return reader


def choice(*allowed: object) -> Reader:
    """One of the listed strings or numbers."""

    def reader(value: object) -> object:
        for item in allowed:
            if isinstance(value, FormText) and str(item) == value:
                return item
            if value.__class__ is type(item) and value == item:
                return item
        raise ValueError

    return reader


def choices(*allowed: str) -> Reader:
    """A list of the listed strings; comma separated in a form."""

    def reader(value: object) -> list[str]:
        items = strings(value)
        if not set(items) <= set(allowed):
            raise ValueError
        return items

    return reader


def strings(value: object) -> list[str]:
    """A list of strings; comma separated in a form."""
    if isinstance(value, FormText):
        return [item.strip() for item in value.split(",") if item.strip()]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError
    return list(value)


def integers(value: object) -> list[int]:
    """A list of whole numbers; comma separated in a form."""
    if isinstance(value, FormText):
        return [int(item) for item in value.split(",") if item.strip()]
    if not isinstance(value, list) or not all(item.__class__ is int for item in value):
        raise ValueError
    return list(value)


def integer_text(value: object) -> list[int]:
    """Comma separated whole numbers in one string, in JSON too (``userids``, ``teamids``, ``checkids``)."""
    return [int(item) for item in text(value).split(",") if item.strip()]


def integers_or_text(value: object) -> list[int]:
    """A list of whole numbers, or the same as one string even inside JSON (ps-pingdom-maintenance)."""
    return integer_text(value) if isinstance(value, str) else integers(value)
