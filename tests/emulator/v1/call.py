# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to API v1, as the functions that answer it see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from ..channels import Channel
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

    @property
    def names_part(self) -> bool:
        """Whether it is about a part of the object, such as a channel: ``subtype=channel&subid=N`` (PrtgAPI #39).

        hutchris/prtg sends ``subid`` alone, which is taken here for a channel as well (unverified).
        """
        return "subid" in self.query or "subtype" in self.query

    def channel(self, node: Node) -> Channel | None:
        """The channel of a sensor that ``subid`` names; an id that is there twice is the first one's."""
        if self.query.get("subtype", "channel") != "channel":
            return None
        number = self.query.get("subid", "")
        return next((channel for channel in self.tree.channels(node) if str(channel.id) == number), None)

    def limit(self, text: str) -> str:
        """A limit as it was sent, with a decimal point."""
        return text.replace(".", "").replace(",", ".") if self.emulation.quirks["v1_limits_with_comma"] else text

    def limit_shown(self, text: str) -> str:
        """A limit as this server writes it."""
        return text.replace(".", ",") if self.emulation.quirks["v1_limits_with_comma"] else text

    def node(self, default: int | None = None) -> Node | None:
        """The object that the parameter ``id`` names; without a number there, that of ``default``."""
        text = self.query.get("id", "")
        number = int(text) if text.isdigit() else default
        return None if number is None else self.tree.get(number)


Answer = Callable[[Call], web.Response]
Route = tuple[str, Answer]
"""A path and what answers it."""
