# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Pingdom's documents say of the parameters of a new check, by its type."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tests.contract.openapi import SHARED, Contract
from tests.contract.schemas import Schema, bodies

HEADINGS = {
    "http": "HTTP",
    "httpcustom": "HTTP Custom",
    "tcp": "TCP",
    "ping": "Ping",
    "dns": "DNS",
    "udp": "UDP",
    "smtp": "SMTP",
    "pop3": "POP3",
    "imap": "IMAP",
}
"""What the 2.1 documentation calls the types."""


@lru_cache(maxsize=1)
def old_document() -> str:
    """The text of the 2.1 documentation."""
    return (SHARED / "reference" / "vendor" / "pingdom-api-2.1.txt").read_text(encoding="utf-8")


def old_parameters(check_type: str) -> dict[str, tuple[str, str]]:
    """The type's own table in "Create New Check" of the 2.1 documentation: whether mandatory, and the default."""
    create = old_document().split("Method: Create New Check")[1].split("Method: Modify Check")[0]
    table = create.split(f"Type-specific parameters for {HEADINGS[check_type]} checks\n")[1]
    table = table.split("Type-specific parameters")[0].split("Response Attributes")[0]
    lines = [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.count("|") >= 4]
    return {cells[0]: (cells[3], cells[4] if len(cells) > 4 else "") for cells in lines[1:] if "---" not in cells[0]}


def old_defaults(check_type: str) -> dict[str, str]:
    """Its defaults there, as text."""
    return {name: default for name, (_mandatory, default) in old_parameters(check_type).items() if default}


def plain(value: object) -> str:
    """A default as the 2.1 documentation writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def new_check(contract: Contract, check_type: str) -> Schema:
    """The schema of POST /checks for a type."""
    branches = bodies(contract.document, "POST /checks")[0]["schema"]["oneOf"]
    return next(branch for branch in branches if branch["properties"]["type"]["enum"] == [check_type])


def defaults(contract: Contract, check_type: str) -> dict[str, Any]:
    """The defaults that the OpenAPI document gives, common ones included."""
    properties = new_check(contract, check_type)["properties"]
    return {name: schema["default"] for name, schema in properties.items() if "default" in schema}


def required(contract: Contract, check_type: str) -> set[str]:
    """What such a check has to be told besides name, host and type; both documents say the same."""
    return set(new_check(contract, check_type)["required"]) - {"name", "host", "type"}
