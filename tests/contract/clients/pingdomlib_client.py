# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls PingdomLib3 on a Pingdom account; runs in the clients' environment, reads its task from stdin.

Task: ``server`` without a path, ``user`` with what the client is made from, and ``calls``: what they are about (null
for the account, a number for a check, or a method and the place in its list), the method, and its arguments by position
and by name. Prints what each call returned. The client is told to speak 2.1 where it has the version: in a constant.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pingdomlib.pingdom as library


def main() -> None:
    """Call, and print the answers."""
    task = json.load(sys.stdin)
    library.api_version = "2.1"
    account = library.Pingdom(*task["user"], server=task["server"])
    answers = [getattr(about(account, what), method)(*args, **named) for what, method, args, named in task["calls"]]
    json.dump(answers, sys.stdout, default=shown)


def about(account: Any, what: Any) -> Any:
    """What a call is about."""
    if what is None:
        return account
    return account.getCheck(what) if isinstance(what, int) else getattr(account, what[0])()[what[1]]


def shown(thing: Any) -> dict[str, Any]:
    """A thing of the client as data."""
    return {name: value for name, value in vars(thing).items() if name != "pingdom"}


if __name__ == "__main__":
    main()
