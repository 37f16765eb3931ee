# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls methods of pyprtg-api on a PRTG server; runs in the clients' environment, reads its task from stdin.

Task: ``url``, one of ``token``, ``password`` or ``passhash`` (the latter two with ``username``), and ``calls``, a list
of method name and arguments, of which ``{"icon": name}`` stands for an icon. Prints the list of results as ``calls.py``
does.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from calls import make_calls
from prtg import ApiClient, Icon, auth


def credentials(task: dict[str, Any]) -> Any:
    """The client's own kinds of authentication."""
    if "token" in task:
        return auth.BasicToken(task["token"])
    if "passhash" in task:
        return auth.BasicPasshash(task["username"], task["passhash"])
    return auth.BasicAuth(task["username"], task["password"])


def main() -> None:
    """Make the calls, one after the other."""
    task = json.load(sys.stdin)
    calls = [[Icon[one["icon"]] if isinstance(one, dict) else one for one in words] for words in task["calls"]]
    make_calls(ApiClient(task["url"], credentials(task), retries=0, timeout=30), calls)


if __name__ == "__main__":
    main()
