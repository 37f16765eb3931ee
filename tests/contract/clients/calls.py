# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calling methods of a client, one after the other, as the task on stdin says; runs in the clients' environment."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any


def make_calls(client: Any, calls: list[list[Any]]) -> None:
    """Print the list of results; one that raised is ``{"raised": name of the exception}``.

    What is no JSON, such as an answer of requests, is told by its status. What the client prints itself goes where
    errors go.
    """
    with contextlib.redirect_stdout(sys.stderr):
        results = [call(client, name, arguments) for name, *arguments in calls]
    json.dump(results, sys.stdout, default=lambda answer: answer.status_code)


def call(client: Any, name: str, arguments: list[Any]) -> Any:
    """One method's result, or the name of what it raised."""
    try:
        return getattr(client, name)(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever a foreign client raises is the result
        return {"raised": type(error).__name__}
