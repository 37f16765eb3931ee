# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How API 2.1 spells what version 3.1 has otherwise, or what only it has.

Source: the 2.1 documentation, "Providing Parameters" and the tables of each resource.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Form
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row

#: One line of a header among the parameters of version 3.1, where 2.1 has ``requestheader{X}``.
_HEADER = re.compile(r"requestheaders([0-9]*)")
#: Ways in which truth is told: ``paused`` of a user is ``YES`` or ``NO``.
_TRUTHS = {"yes": True, "no": False}
#: What the parts of a target are called in writes ("Create a new contact target"), where that is otherwise.
_TARGET = {"address": "email", "country_code": "countrycode", "severity": "severitylevel"}


def form(parameters: Row) -> Form:
    """The parameters of a write as a form: lists with commas, truth as words, nothing as an empty value that clears.

    An object has no place in a form. There is none but in answers with members that nobody knows.
    """
    flat = {name: value for name, value in parameters.items() if not _holds_an_object(value)}
    return Form({_HEADER.sub(_header, name): _text(value) for name, value in flat.items()})


def _header(found: re.Match[str]) -> str:
    """The name of a line of a header; each has a number, and so has the empty one that clears them (unverified)."""
    return f"requestheader{found[1] or 0}"


def _holds_an_object(value: t.Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(_holds_an_object(one) for one in value))


def _text(value: t.Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(_text(one) for one in value) if isinstance(value, list) else str(value)


def user(row: Row) -> Row:
    """A user with contact targets ("Get list of users and contact targets") as a contact with notification targets."""
    plain = {name: value for name, value in row.items() if name not in ("email", "sms")}
    if isinstance(row.get("paused"), str):
        plain["paused"] = _TRUTHS.get(row["paused"].lower(), row["paused"])
    targets = {kind: row[kind] for kind in ("email", "sms") if kind in row}
    return {**plain, "notification_targets": targets}


def of_user(parameters: Row) -> Row:
    """Parameters of a user, in which truth is another word than elsewhere ("Modify User")."""
    words = {told: word.upper() for word, told in _TRUTHS.items()}
    return {name: words[one] if isinstance(one, bool) else one for name, one in parameters.items()}


def of_target(row: Row) -> Row:
    """A notification target as parameters."""
    return {_TARGET.get(name, name): value for name, value in row.items()}


def banner(row: Row) -> Row:
    """A banner, whose id is eight digits to the base of sixteen (example of "Get Shared Reports (Banners) List").

    It is no number, even where all of its digits are decimal ones.
    """
    return {**{name: value for name, value in row.items() if name != "id"}, "banner": str(row["id"])}
