# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of settings that API v2 is sent, for objects that are changed and for such as are made."""

from __future__ import annotations

from typing import Any

from ..settings import inheritable, section
from .errors import ApiError, bad_request


def sent(kind: str, name: str, given: Any) -> dict[str, Any]:
    """What a section sets of an object of a kind, by the names of the settings; ``_inherited`` is not among them."""
    if not isinstance(given, dict):
        raise bad_request(f"{name} must be a JSON object")
    known, values = section(name, kind), {}
    for key, value in given.items():
        if value is None:
            raise bad_request(f"{name}.{key} is invalid: the NULL value is not allowed")
        if key == "_inherited" and inheritable(name) and isinstance(value, bool):
            continue
        setting = known.get(key)
        if setting is None or setting.derive is not None:
            raise unknown_field(key)
        try:
            values[setting.name] = setting.type.read(value)
        except ValueError as error:
            raise bad_request(f"{name}.{key} is invalid: {error}") from error
    return values


def unknown_field(name: str) -> ApiError:
    """The complaint about a member that does not belong there."""
    return bad_request(f"unknown field {name!r}")
