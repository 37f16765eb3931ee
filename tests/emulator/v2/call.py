# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to API v2, as the functions that answer it see it, and the rows that say which answers what."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from aiohttp import web

from ..credentials import Access
from ..emulation import Emulation
from ..quirks import Quirks
from ..tree import Tree
from .errors import ApiError, bad_request
from .lists import Asked, Lists
from .session import Sessions
from .view import View

MAX_BODY = 15_000


@dataclass(frozen=True)
class Call:
    """The servers that it is about, the open sessions, the lists with what they keep, the request, what of it counts,
    and its body.
    """

    emulation: Emulation
    sessions: Sessions
    lists: Lists
    request: web.Request
    asked: Asked
    raw: bytes

    @property
    def tree(self) -> Tree:
        """The objects."""
        return self.emulation.tree

    @property
    def quirks(self) -> Quirks:
        """What is odd at present."""
        return self.emulation.quirks

    @property
    def id(self) -> str:
        """The id in the path."""
        return self.request.match_info["id"]

    def view(self) -> View:
        """The state as the answer shows it."""
        return View.of(self.emulation)

    def body(self, required: bool = True) -> dict[str, Any]:
        """The JSON object that was sent; an absent one is answered as a live server did for another operation: EOF."""
        if len(self.raw) > MAX_BODY:
            raise ApiError(400, "BODY_TOO_LARGE")
        if not self.raw:
            if required:
                raise bad_request("EOF")
            return {}
        try:
            body = json.loads(self.raw)
        except ValueError as error:
            raise bad_request("the body is not valid JSON") from error
        if not isinstance(body, dict):
            raise bad_request("the body must be a JSON object")
        return body


Answer = Callable[[Call], web.Response]


class Route(NamedTuple):
    """An operation: method, path, the function that answers, and what stands before it.

    A path that no route has answers 404, another method 405; another query parameter is ignored and recorded
    (findings of 2026-11-25, 3.1).
    """

    method: str
    path: str
    answer: Answer
    needs: Access | None
    """The least access that opens it; ``None`` where nobody has to log in."""
    parameters: frozenset[str] = frozenset()
    gone: str = ""
    """The quirks, any of them, under which a server does not have it."""
    only: str = ""
    """The quirk under which alone a server has it."""

    def is_there(self, quirks: Quirks) -> bool:
        """Whether a server of the present generation has it."""
        if self.path.startswith(EXPERIMENTAL) and quirks["v2_generation_2023"]:
            return False
        return not any(quirks[name] for name in self.gone.split()) and (not self.only or quirks[self.only])


EXPERIMENTAL = "/experimental"
NEWEST = "v2_generation_2026_09"
"""The quirk that makes a server as new as operations of 2026-09 are."""


def reading(path: str, answer: Answer, parameters: str = "", gone: str = "", only: str = "") -> Route:
    """What every account may ask for, with these query parameters."""
    return Route("GET", path, answer, "read", frozenset(parameters.split()), gone, only)


def writing(method: str, path: str, answer: Answer, parameters: str = "", gone: str = "", only: str = "") -> Route:
    """What changes objects, with these query parameters."""
    return Route(method, path, answer, "full", frozenset(parameters.split()), gone, only)
