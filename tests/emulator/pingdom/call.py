# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to the API, as the functions that answer it see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.parameters import FormText, Table, read
from tests.emulator.quirks import Quirks


@dataclass(frozen=True)
class Call:
    """The account it is about, the server's time in whole seconds, the ids of the path, and the parameters as sent."""

    account: Account
    quirks: Quirks
    now: int
    ids: dict[str, int]
    given: dict[str, Any]

    def read(self, table: Table, required: tuple[str, ...] = ()) -> dict[str, Any]:
        """The parameters, typed; an ``ApiError`` 400 for whatever the operation does not allow."""
        return read(self.given, table, required)

    @property
    def empty_form_values(self) -> list[str]:
        """Names that came as text with nothing in it."""
        return [name for name, value in self.given.items() if isinstance(value, FormText) and not value]


Answer = dict[str, Any]
Route = tuple[str, str, Callable[[Call], Answer]]
