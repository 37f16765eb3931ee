# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    ConnectionFailed,
    MonitoringError,
    NotFound,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.acts import pause
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    KEY,
    answer,
    connect,
)

SENSOR = PrtgObject("2233", "sensor", "Ping")

#: code, HTTP status that contradicts it on purpose where the pairing is undocumented, error
BY_CODE = [
    ("AUTH_FAILED", 400, AuthenticationFailed),
    ("LOGIN_FAILED", 401, AuthenticationFailed),
    ("RENEW_FAILED", 400, AuthenticationFailed),
    ("LOGOUT_FAILED", 400, AuthenticationFailed),
    ("FORBIDDEN", 400, PermissionDenied),
    ("PAUSE_ADMIN", 409, PermissionDenied),
    ("NOT_FOUND", 400, NotFound),
    ("BAD_REQUEST", 500, RequestRefused),
    ("INVALID_FILTER", 500, RequestRefused),
    ("INVALID_DURATION", 400, RequestRefused),
    ("BODY_TOO_LARGE", 413, RequestRefused),
    ("EXECUTION_TIMEOUT", 408, ServerFault),
    ("GATEWAY_TIMEOUT", 504, ServerFault),
    ("BAD_GATEWAY", 502, ServerFault),
    ("SERVICE_UNAVAILABLE", 503, ServerFault),
    ("LICENSE_INACTIVE", 503, ServerFault),
    ("METHOD_NOT_IMPLEMENTED", 501, ServerFault),
    ("UNKNOWN", 500, ServerFault),
]

BY_STATUS = [
    (400, RequestRefused),
    (401, AuthenticationFailed),
    (403, PermissionDenied),
    (404, NotFound),
    (408, ServerFault),
    (409, Conflict),
    (413, RequestRefused),
    (418, UnexpectedAnswer),
    (429, RateLimited),
    (500, ServerFault),
    (501, ServerFault),
    (502, ServerFault),
    (503, ServerFault),
    (504, ServerFault),
    (599, ServerFault),
]


def refused(monkeypatch, given):
    server, _unused = connect(monkeypatch, [given])
    with pytest.raises(MonitoringError) as caught:
        pause(server, [SENSOR], 5, "m")
    return caught.value


@pytest.mark.parametrize(("code", "status", "kind"), BY_CODE)
def test_the_code_decides(monkeypatch, code, status, kind):
    body = {"code": code, "message": "words of the server", "request_id": "LlBbCc"}
    error = refused(monkeypatch, answer(status, body))
    assert error.__class__ is kind
    assert "words of the server" in str(error)
    assert error.as_result() == {"kind": kind.__name__, "status": status, "code": code, "request_id": "LlBbCc"}
    assert "POST https://prtg.example.com:1616/api/v2/sensors/2233/pause" in str(error)


@pytest.mark.parametrize(("status", "kind"), BY_STATUS)
@pytest.mark.parametrize("body", [b"a proxy says no", {"code": "NEVER_HEARD_OF", "message": "a proxy says no"}])
def test_without_a_known_code_the_status_decides(monkeypatch, status, kind, body):
    error = refused(monkeypatch, answer(status, body))
    assert error.__class__ is kind
    assert "a proxy says no" in str(error)


def test_where_the_code_says_nothing_the_status_decides(monkeypatch):
    assert refused(monkeypatch, answer(429, {"code": "UNKNOWN", "message": "slow down"})).__class__ is RateLimited


def test_a_page_of_a_proxy_is_an_error_of_the_server_without_its_markup(monkeypatch):
    error = refused(monkeypatch, answer(502, b"<html><body><h1>Bad Gateway</h1></body></html>"))
    assert error.__class__ is ServerFault
    assert "Bad Gateway" in str(error)
    assert "<h1>" not in str(error)


@pytest.mark.parametrize("body", [None, [1, 2], {"code": 7, "message": None}])
def test_a_body_without_reason_says_so(monkeypatch, body):
    error = refused(monkeypatch, answer(500, body))
    assert isinstance(error, ServerFault)
    assert error.code is None
    assert str(error) != ""


def test_no_body_gives_no_reason(monkeypatch):
    assert "the server gives no reason" in str(refused(monkeypatch, answer(500)))


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (answer(302, b"", Location="/index.htm"), "redirects"),
        (answer(200, b"<!DOCTYPE html><html>log in</html>"), "web page"),
        (answer(401, b"Unsupported authorization scheme"), "does not take this kind of log-in"),
        (answer(401, b"<html><body>Unsupported authorization scheme</body></html>"), "web page"),
    ],
)
@pytest.mark.parametrize("call", ["read", "pause"])
def test_the_classic_web_server_is_recognised(monkeypatch, given, what, call):
    server, _unused = connect(monkeypatch, [given, given])
    with pytest.raises(ConfigurationError) as caught:
        server.read(Need()) if call == "read" else pause(server, [SENSOR], None, "")
    text = str(caught.value)
    assert what in text
    assert "classic web server" in text
    assert "1616 (HTTPS) or 1615 (HTTP)" in text


def test_a_key_of_the_wrong_kind_is_told_from_a_wrong_request(monkeypatch):
    body = {"code": "BAD_REQUEST", "message": "Invalid session token or API token format"}
    error = refused(monkeypatch, answer(400, body))
    assert isinstance(error, AuthenticationFailed)
    assert "new web interface (port 1616)" in str(error)


def test_the_header_names_the_request_before_the_body_does(monkeypatch):
    error = refused(monkeypatch, answer(403, {"code": "FORBIDDEN", "request_id": "body"}, X_Request_Id="header"))
    assert error.as_result()["request_id"] == "header"


def test_no_secret_in_an_error_whatever_the_server_repeats(monkeypatch):
    body = {"code": "AUTH_FAILED", "message": f"no user for Bearer {KEY}", "request_id": KEY}
    error = refused(monkeypatch, answer(401, body))
    assert KEY not in str(error)
    assert KEY not in str(error.as_result())


@pytest.mark.parametrize("missing", [404, 405, 501])
def test_no_path_of_a_list_exists(monkeypatch, missing):
    server, transport = connect(monkeypatch, lambda request: answer(missing, {"code": "NOT_FOUND"}))
    with pytest.raises(ConfigurationError, match=r"not activated here.*Setup > Activate New UI.*port 1616"):
        server.read(Need())
    assert transport.lines() == ["GET /experimental/objects", "GET /objects"]


def test_other_failures_do_not_lead_to_the_next_path(monkeypatch):
    server, transport = connect(monkeypatch, [answer(403, {"code": "FORBIDDEN"})])
    with pytest.raises(PermissionDenied):
        server.read(Need())
    assert len(transport.sent) == 1


def test_no_connection(monkeypatch):
    server, _unused = connect(monkeypatch, [ConnectionFailed("could not connect")])
    with pytest.raises(ConnectionFailed):
        server.read(Need())
