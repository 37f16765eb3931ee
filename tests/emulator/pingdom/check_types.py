# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nine types of check: what each may be told, must be told, and has when told nothing.

Sources: schemas ``CreateCheck`` and ``ModifyCheckSettings`` of OpenAPI document 3.1; ``encryption`` of pop3 and imap
and ``auth`` of httpcustom from the 2.1 documentation, "Create New Check" (unverified on 3.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.emulator.pingdom.parameters import FormText, Reader, Table, boolean, filled, integer, strings, text

PORT = integer(1, 65535)
CERTIFICATE: Table = {"verify_certificate": boolean, "ssl_down_days_before": integer(0)}
HEADER_NAME = re.compile(r"requestheaders?\d*")


@dataclass(frozen=True)
class CheckType:
    """Parameters of one type, those it cannot be created without, and the values that stand when not given.

    Details have the parameters in their order here, which is recorded of http and unverified of the others.
    """

    parameters: Table
    required: tuple[str, ...] = ()
    defaults: dict[str, Any] = field(default_factory=dict)


CHECK_TYPES: dict[str, CheckType] = {
    "http": CheckType(
        {
            "verify_certificate": boolean,
            "url": filled,
            "encryption": boolean,
            "port": PORT,
            "ssl_down_days_before": integer(0),
            "postdata": text,
            "shouldcontain": text,
            "shouldnotcontain": text,
            "auth": text,
        },
        defaults={"verify_certificate": True, "url": "/", "encryption": False, "port": 80, "ssl_down_days_before": 0},
    ),
    "httpcustom": CheckType(
        {"url": filled, "encryption": boolean, "port": PORT, "auth": text, "additionalurls": text, **CERTIFICATE},
        required=("url",),
        defaults={"verify_certificate": True, "encryption": False, "port": 80, "ssl_down_days_before": 0},
    ),
    "tcp": CheckType({"port": PORT, "stringtosend": text, "stringtoexpect": text}, required=("port",)),
    "ping": CheckType({}),
    "dns": CheckType({"expectedip": filled, "nameserver": filled}, required=("expectedip", "nameserver")),
    "udp": CheckType(
        {"port": PORT, "stringtosend": filled, "stringtoexpect": filled},
        required=("port", "stringtosend", "stringtoexpect"),
    ),
    "smtp": CheckType(
        {"port": PORT, "auth": text, "encryption": boolean, "stringtoexpect": text},
        defaults={"port": 25, "encryption": False},
    ),
    "pop3": CheckType(
        {"port": PORT, "encryption": boolean, "stringtoexpect": text}, defaults={"port": 110, "encryption": False}
    ),
    "imap": CheckType(
        {"port": PORT, "encryption": boolean, "stringtoexpect": text}, defaults={"port": 143, "encryption": False}
    ),
}


def header_list(value: object) -> list[str]:
    """``requestheaders{N}``: a list of ``Name:Value`` lines in JSON (documented for 3.1, ovh/pingdom-configurator)."""
    return _header_lines([str(value)] if isinstance(value, FormText) else strings(value))


def header_text(value: object) -> list[str]:
    """``requestheader{N}``: one ``Name:Value`` line (documented for 2.1, nordcloud/go-pingdom on 3.1)."""
    return _header_lines([text(value)])


def _header_lines(lines: list[str]) -> list[str]:
    if any(line and ":" not in line for line in lines):
        raise ValueError
    return [line for line in lines if line]


def specific_table(check_type: str, given: dict[str, Any]) -> dict[str, Reader]:
    """The parameters that a check of this type takes, the numbered header parameters among them."""
    table = dict(CHECK_TYPES[check_type].parameters)
    if check_type == "http":
        for name in filter(HEADER_NAME.fullmatch, given):
            table[name] = header_list if name.startswith("requestheaders") else header_text
    return table
