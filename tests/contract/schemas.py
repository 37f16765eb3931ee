# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding and changing parts of an OpenAPI document whose references are resolved."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def operation(document: Schema, name: str) -> Schema:
    """The operation called ``METHOD /path`` as the document writes it."""
    method, path = name.split(" ")
    found: Schema = document["paths"][path][method.lower()]
    return found


def answer(document: Schema, name: str, *steps: str) -> Schema:
    """The schema of the operation's successful answer, or what lies below it: a property, or ``[]`` for items."""
    schema = operation(document, name)["responses"]["200"]["content"]["application/json"]["schema"]
    return below(schema, *steps)


def bodies(document: Schema, name: str) -> list[Schema]:
    """The media types that the operation takes as body, each with its ``schema``."""
    return list(operation(document, name)["requestBody"]["content"].values())


def below(schema: Schema, *steps: str) -> Schema:
    """The schema of a property, of its property, and so on; ``[]`` stands for the items of a list."""
    for step in steps:
        schema = schema["items"] if step == "[]" else schema["properties"][step]
    return schema


def merge(left: Schema, right: Schema) -> Schema:
    """One object schema with the properties and requirements of both."""
    merged = {**left, **right}
    merged["properties"] = {**left.get("properties", {}), **right.get("properties", {})}
    required = [*left.get("required", []), *right.get("required", [])]
    return {**merged, "required": required} if required else merged
