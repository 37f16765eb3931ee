# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that repeat a secret in their answers: no text of an error shows it, whatever the cut."""

from __future__ import annotations

import html
import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import HIDDEN
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import scripted
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import connect

SECRET = "pa&ss<r>word-1"
WRITTEN = [SECRET, html.escape(SECRET), html.escape(html.escape(SECRET)), "<b></b>".join(SECRET), "\n".join(SECRET)]
BEFORE = [0, 290, 299, 3990, 3999]
NEED = Need(kinds=("device",), fields=frozenset({"name"}))


def told(error):
    text = f"{error} {error.as_result()}"
    assert not any(part in text for part in ("pa&", "ss<r", "word-1"))
    return text


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("as_json", [True, False])
def test_a_log_in_of_api_v2_that_fails(monkeypatch, written, before, as_json):
    message = f"{'<i>' * (before // 3)}{'. ' * (before % 3)}wrong password {written} of ops"
    body = json.dumps({"code": "LOGIN_FAILED", "message": message, "request_id": written}) if as_json else message
    server, _unused = connect(monkeypatch, lambda sent: (401, body.encode(), {}), username="ops", password=SECRET)
    with pytest.raises(MonitoringError) as caught:
        server.read(NEED)
    assert HIDDEN in told(caught.value)


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("page", ["<prtg><error>{}</error></prtg>", "<html><body><h1>Bad</h1>{}</body></html>"])
def test_a_request_of_api_v1_that_is_refused(written, before, page):
    credentials = {"username": "u", "passhash": SECRET}
    body = page.format(f"{'<i>' * (before // 3)}unknown columns {written} of u")
    server, _http = scripted([(400, {}, body)] * 9, credentials=credentials)
    server.http.redact = server.tables._http.redact = type(server.http.redact)([SECRET])
    with pytest.raises(MonitoringError) as caught:
        server.read(NEED)
    assert "unknown columns" in told(caught.value)


def test_the_user_name_of_api_v1_is_no_secret():
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.client import V1Server
    from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

    server = V1Server(HttpSettings("https://prtg"), {"username": "u", "passhash": "4711"})
    assert server.http.redact("unknown columns u of 4711") == f"unknown columns u of {HIDDEN}"
