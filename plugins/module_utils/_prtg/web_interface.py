# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whether PRTG's web interface answers somewhere, which also serves API v1: asked without credentials."""

from __future__ import annotations

import re

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient

#: The page that everybody may see (facts of API v1, section 1).
LOGIN_PAGE = "/public/login.htm"

_LOGIN_FORM = re.compile(r"""(?i)id=["']?loginform\b|/public/checklogin\.htm""")


def look(http: HttpClient) -> str | None:
    """Why this is not PRTG's web interface; None if it is.

    It is known by its log-in page, or by the ``Server`` header with which PRTG signs (seen of 18.1.37).
    """
    answer = http.get(LOGIN_PAGE)
    if answer.headers.get("Server", "").startswith("PRTG/"):
        return None
    if answer.status == 200 and _LOGIN_FORM.search(answer.text):
        return None
    return f"no log-in page of PRTG is here (HTTP {answer.status}), so that no credentials were sent"
