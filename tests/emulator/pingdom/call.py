# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to the API, as the functions that answer it see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.parameters import NOTHING, Table, is_blank, read
from tests.emulator.quirks import Quirks


@dataclass(frozen=True)
class Call:
    """The account it is about, the server's time in whole seconds, the ids of the path, and the parameters as sent."""

    account: Account
    quirks: Quirks
    now: int
    ids: dict[str, int]
    given: dict[str, Any]

    def read(
        self, table: Table, required: tuple[str, ...] = (), defaults: Mapping[str, Any] = NOTHING
    ) -> dict[str, Any]:
        """The parameters, typed; an ``ApiError`` 400 for whatever the operation does not allow."""
        return read(self.given, table, required, defaults)

    @property
    def blanks(self) -> list[str]:
        """Names that came in a form with nothing behind them."""
        return [name for name, value in self.given.items() if is_blank(value)]


Answer = dict[str, Any]
Route = tuple[str, str, Callable[[Call], Answer]]
