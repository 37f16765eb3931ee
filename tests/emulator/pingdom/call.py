# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to the API, as the functions that answer it see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.parameters import NOTHING, Table, is_blank, read
from tests.emulator.quirks import Quirks

Row = TypeVar("Row")


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


def page(rows: Sequence[Row], asked: Mapping[str, Any], most: int | None = None) -> list[Row]:
    """The rows that ``limit`` (``most`` unless asked for) and ``offset`` choose."""
    offset, limit = asked.get("offset", 0), asked.get("limit", most)
    return list(rows[offset : None if limit is None else offset + limit])


def ordered(rows: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """Rows that are in order of time, turned round if ``order`` says so."""
    return rows[::-1] if asked.get("order") == "desc" else rows


Answer = dict[str, Any]
Route = tuple[str, str, Callable[[Call], Answer]]
