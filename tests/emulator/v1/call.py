# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to API v1, as the functions that answer it see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from ..credentials import Access
from ..emulation import Emulation
from ..tree import Node, Tree
from .answers import Query
from .table import Tables
from .view import View


@dataclass(frozen=True)
class Call:
    """The servers that it is about, the tables with what they keep, the path, the query, and what the caller may.

    ``access`` is ``None`` on pages that ask for no credentials.
    """

    emulation: Emulation
    tables: Tables
    path: str
    query: Query
    access: Access | None

    @property
    def tree(self) -> Tree:
        """The objects."""
        return self.emulation.tree

    @property
    def admitted(self) -> Access:
        """What the caller may, on a page that asks for credentials."""
        assert self.access is not None
        return self.access

    def view(self) -> View:
        """The state as the answer shows it."""
        return View.of(self.emulation, self.admitted)

    def node(self, default: int | None = None) -> Node | None:
        """The object that the parameter ``id`` names; without a number there, that of ``default``."""
        text = self.query.get("id", "")
        number = int(text) if text.isdigit() else default
        return None if number is None else self.tree.get(number)


Answer = Callable[[Call], web.Response]
Route = tuple[str, str, Answer]
