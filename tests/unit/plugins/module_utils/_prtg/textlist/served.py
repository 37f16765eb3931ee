# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of TEXTLIST whose server is a script: answers in order, every request remembered."""

from __future__ import annotations

from requests.structures import CaseInsensitiveDict

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import http_settings
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import DIALECTS

SECRET = "pa&ss #1+%ü"
OPTIONS = {"validate_certs": True, "timeout": 60, "retries": 0, "username": "ops", "password": SECRET}
DATE = {"Date": "Sun, 01 Feb 2009 11:00:00 GMT", "Content-Length": "1"}


def served(*told, url="https://prtg.example.com/base", **options):
    """A server that gives these answers (a body, or status, headers and body), and the requests that it gets."""
    settings = http_settings("prtg", {**OPTIONS, "url": url})
    server = DIALECTS["textlist"].connect(settings, {**OPTIONS, **options})
    answers, requests = list(told), []

    def send(method, path, query, body, headers):
        requests.append((method, server.http._encoded(path, query, body, None)[0]))
        status, headers, content = answers.pop(0) if isinstance(answers[0], tuple) else (200, DATE, answers.pop(0))
        content = content.encode() if isinstance(content, str) else content
        return Answer(server.http.exchange(method, path, status), status, CaseInsensitiveDict(headers), content)

    server.http._send = send
    server._sleep = lambda seconds: requests.append("a moment")
    return server, requests
