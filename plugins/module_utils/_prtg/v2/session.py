# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""A log-in session of PRTG's API v2: made when first needed, renewed before it ends, ended when done."""

from __future__ import annotations

import contextlib
import threading

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import MonitoringError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import answers as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import moment

#: How long before its end a session is replaced, in seconds.
MARGIN = 30.0


class Session:
    """The session of one user, as bearer token of every request of ``http``. Threads may share it.

    ``POST /session`` answers with ``token`` and ``expires_at`` (PRTG API v2 overview, "Authentication"; the name of the
    second is from another client, mmz-srf, and unverified: without it a session lasts until the server refuses it).
    """

    def __init__(self, http: HttpClient, username: str, password: str) -> None:
        self._http = http
        self._username = username
        self._password = password
        self._token: str | None = None
        self._ends = float("inf")
        self._lock = threading.Lock()

    def token(self) -> str:
        """The token to use now; logs in if there is none or if it is about to end."""
        with self._lock:
            if self._token is None or self._http.now() >= self._ends - MARGIN:
                self._log_in()
            return self._token or ""

    def replace(self, refused: str) -> None:
        """Log in again because the server refused the token ``refused``, unless another thread already has."""
        with self._lock:
            if self._token == refused:
                self._log_in()

    def end(self) -> None:
        """Log out, if there was a log-in. A failure is of no interest: the session ends by itself."""
        if self._token is None:
            return
        self._token = None
        with contextlib.suppress(MonitoringError):
            self._http.request("DELETE", "/session")
        self._http.auth_headers.pop("Authorization", None)

    def _log_in(self) -> None:
        self._token = None
        self._http.auth_headers.pop("Authorization", None)
        answer = self._http.request("POST", "/session", body={"username": self._username, "password": self._password})
        if errors.is_missing_operation(answer):
            raise errors.not_activated(answer.exchange)
        errors.refuse_failure(answer, self._http.redact)
        body = answer.json()
        token = body.get("token") if isinstance(body, dict) else None
        if not isinstance(token, str) or not token:
            raise UnexpectedAnswer("the log-in brought no token", exchange=answer.exchange)
        self._http.redact.add(token)
        self._token = token
        self._http.auth_headers["Authorization"] = f"Bearer {token}"
        end = moment(body.get("expires_at"))
        # an end that has already come says nothing but that the clocks differ
        usable = end is not None and end.timestamp() - MARGIN > self._http.now()
        self._ends = end.timestamp() if end is not None and usable else float("inf")
