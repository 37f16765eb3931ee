# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls methods of pyprtg-api on a PRTG server; runs in the clients' environment, reads its task from stdin.

Task: ``url``, one of ``token``, ``password`` or ``passhash`` (the latter two with ``username``), and ``calls``, a list
of method name and arguments. Prints the list of results; one that raised is ``{"raised": name of the exception}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from prtg import ApiClient, auth


def credentials(task: dict[str, Any]) -> Any:
    """The client's own kinds of authentication."""
    if "token" in task:
        return auth.BasicToken(task["token"])
    if "passhash" in task:
        return auth.BasicPasshash(task["username"], task["passhash"])
    return auth.BasicAuth(task["username"], task["password"])


def call(client: ApiClient, name: str, arguments: list[Any]) -> Any:
    """One method's result, or the name of what it raised."""
    try:
        return getattr(client, name)(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever a foreign client raises is the result
        return {"raised": type(error).__name__}


def main() -> None:
    """Make the calls, one after the other."""
    task = json.load(sys.stdin)
    client = ApiClient(task["url"], credentials(task), retries=0, timeout=30)
    json.dump([call(client, name, arguments) for name, *arguments in task["calls"]], sys.stdout)


if __name__ == "__main__":
    main()
