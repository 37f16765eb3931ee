# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls pypingdom on a Pingdom account; runs in the clients' environment, reads its task from stdin.

Task: ``server`` without a path, ``user`` with what the client is made from, and ``calls``: the method, and its
arguments by position and by name; an argument ``{"check": NAME}`` is the check of that name. Prints what each call
returned, or ``{"refused": TEXT}``. Only the client's server is changed: it is fixed in its code.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pypingdom.client as library
from pypingdom.api import Api, ApiError


def main() -> None:
    """Call, and print the answers."""
    task = json.load(sys.stdin)

    class Here(Api):  # type: ignore[misc]
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            self.base_url = self.base_url.replace("https://api.pingdom.com", task["server"])

    library.Api = Here
    client = library.Client(*task["user"], api_version="2.1")
    json.dump([call(client, *one) for one in task["calls"]], sys.stdout, default=shown)


def call(client: Any, method: str, args: list[Any], named: dict[str, Any]) -> Any:
    """What one call returns."""
    known = [
        client.get_check(one["check"]) if isinstance(one, dict) and list(one) == ["check"] else one for one in args
    ]
    try:
        return getattr(client, method)(*known, **named)
    except ApiError as error:
        return {"refused": f"{error.status_code} {error.error_message}"}


def shown(thing: Any) -> Any:
    """A thing of the client as data."""
    return {name: str(value) for name, value in vars(thing).items() if name != "api"}


if __name__ == "__main__":
    main()
