# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whether PRTG's application server answers somewhere, which serves API v2: asked without credentials."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import answers


def look(http: HttpClient, base_path: str) -> str | None:
    """Why API v2 does not answer below this path of a server; None if it does.

    ``/health`` asks for no credentials: 204 if the server is up, 503 if it has no core server, or no active licence
    (list of operations; 204 was seen live by senhub-io/mcp-server-prtg).
    """
    answer = http.get(f"{base_path}/health")
    if answer.status == 204:
        return None
    if answers.is_missing_operation(answer):
        return f"API v2 is not activated here, or this is another server (HTTP {answer.status})"
    if 200 <= answer.status < 300 and not answer.is_html:
        return f"what answers here is not API v2 (HTTP {answer.status})"
    error = answers.error_of(answer, http.redact)
    return " ".join(filter(None, (f"{error.message}.", error.hint)))
