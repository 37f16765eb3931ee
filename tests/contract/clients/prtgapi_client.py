# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls methods of PRTGAPI on a PRTG server; runs in the clients' environment, reads its task from stdin.

Task: ``address``, the host and port of a server that speaks HTTPS, ``username``, ``passhash``, and ``calls``, a list of
method name and arguments. Prints the list of results as ``calls.py`` does.
"""

from __future__ import annotations

import json
import sys

from calls import make_calls
from PRTGAPI import PRTGServer


def main() -> None:
    """Make the calls, one after the other."""
    task = json.load(sys.stdin)
    make_calls(PRTGServer(task["address"], task["username"], passhash=task["passhash"]), task["calls"])


if __name__ == "__main__":
    main()
