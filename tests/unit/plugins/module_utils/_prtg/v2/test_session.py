# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import threading
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    ConnectionFailed,
    Exchange,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import session as sessions
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.acts import pause
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    KEY,
    answer,
    connect,
    rows,
)

USER = {"username": "operator", "password": "pass-word-0815"}
REFUSED = answer(401, {"code": "AUTH_FAILED", "message": "token expired"})
ONE = Need(kinds=("sensor",), ids=("5",))
SENSOR = PrtgObject("5", "sensor", "Ping")
FOUND = rows([{"id": "5", "type": "SENSOR", "name": "Ping"}])


def logged_in(token="token-1", expires="2099-01-01T00:00:00Z"):
    return answer(200, {"token": token, "expires_at": expires})


def at(seconds_from_now):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds_from_now))


def test_a_key_needs_no_session(monkeypatch):
    server, transport = connect(monkeypatch, [FOUND])
    server.read(ONE)
    server.close()
    assert transport.lines() == ["GET /experimental/sensors"]
    assert transport.sent[0].authorization == f"Bearer {KEY}"


def test_nothing_is_sent_before_the_first_call(monkeypatch):
    server, transport = connect(monkeypatch, [], **USER)
    server.close()
    assert transport.sent == []


def test_log_in_once_use_the_token_log_out(monkeypatch):
    server, transport = connect(monkeypatch, [logged_in(), FOUND, FOUND, answer(204)], **USER)
    server.read(ONE)
    server.read(ONE)
    server.close()
    server.close()
    first, *rest = transport.sent
    assert (first.method, first.path, first.body) == ("POST", "/session", USER)
    assert first.authorization is None
    assert transport.lines()[1:] == ["GET /experimental/sensors"] * 2 + ["DELETE /session"]
    assert {one.authorization for one in rest} == {"Bearer token-1"}


def test_log_out_after_a_failure_too_and_its_own_failure_hides_nothing(monkeypatch):
    script = [logged_in(), answer(400, {"code": "INVALID_FILTER"}), ConnectionFailed("gone")]
    server, transport = connect(monkeypatch, script, **USER)
    with pytest.raises(RequestRefused):
        server.read(ONE)
    server.close()
    assert transport.lines()[-1] == "DELETE /session"


def test_a_refused_log_out_is_of_no_interest(monkeypatch):
    server, _unused = connect(monkeypatch, [logged_in(), FOUND, answer(400, {"code": "LOGOUT_FAILED"})], **USER)
    server.read(ONE)
    server.close()


def test_a_session_is_replaced_before_it_ends(monkeypatch):
    script = [logged_in(expires=at(600)), FOUND, logged_in("token-2"), FOUND]
    server, transport = connect(monkeypatch, script, **USER)
    server.read(ONE)
    later = time.time() + 575
    monkeypatch.setattr(time, "time", lambda: later)
    server.read(ONE)
    assert [one.authorization for one in transport.sent] == [None, "Bearer token-1", None, "Bearer token-2"]


@pytest.mark.parametrize("expires", [None, "soon", 17, "2020-01-01T00:00:00Z", "2099-99-01T00:00:00Z"])
def test_an_end_that_says_nothing_does_not_lead_to_a_log_in_per_request(monkeypatch, expires):
    server, transport = connect(monkeypatch, [logged_in(expires=expires), FOUND, FOUND], **USER)
    server.read(ONE)
    server.read(ONE)
    assert transport.lines().count("POST /session") == 1


def test_one_new_log_in_on_401_even_for_an_action(monkeypatch):
    script = [logged_in(), REFUSED, logged_in("token-2"), answer(204)]
    server, transport = connect(monkeypatch, script, **USER)
    pause(server, [SENSOR], None, "")
    assert transport.lines() == ["POST /session", "POST /sensors/5/pause"] * 2
    assert transport.sent[-1].authorization == "Bearer token-2"


def test_a_second_401_is_final(monkeypatch):
    server, transport = connect(monkeypatch, [logged_in(), REFUSED, logged_in("token-2"), REFUSED], **USER)
    with pytest.raises(AuthenticationFailed):
        server.read(ONE)
    assert len(transport.sent) == 4


def test_a_key_is_not_tried_twice(monkeypatch):
    server, transport = connect(monkeypatch, [REFUSED])
    with pytest.raises(AuthenticationFailed):
        server.read(ONE)
    assert len(transport.sent) == 1


def test_the_classic_web_servers_401_is_no_reason_to_log_in_again(monkeypatch):
    script = [logged_in(), answer(401, b"Unsupported authorization scheme")]
    server, _unused = connect(monkeypatch, script, **USER)
    with pytest.raises(ConfigurationError):
        server.read(ONE)


@pytest.mark.parametrize(
    ("given", "kind", "text"),
    [
        (answer(401, {"code": "LOGIN_FAILED", "message": "no"}), AuthenticationFailed, "Check username and password"),
        (answer(404), ConfigurationError, "not activated"),
        (answer(302, b"", Location="/public/login.htm"), ConfigurationError, "classic web server"),
        (answer(200, {"expires_at": "x"}), UnexpectedAnswer, "brought no token"),
        (answer(200, {"token": ""}), UnexpectedAnswer, "brought no token"),
        (answer(200, ["token"]), UnexpectedAnswer, "brought no token"),
        (answer(200, b"{"), UnexpectedAnswer, "malformed JSON"),
    ],
)
def test_failed_log_ins(monkeypatch, given, kind, text):
    server, transport = connect(monkeypatch, [given], **USER)
    with pytest.raises(kind, match=text) as caught:
        server.read(ONE)
    server.close()
    assert transport.lines() == ["POST /session"]
    assert USER["password"] not in str(caught.value)


def test_the_session_token_and_the_password_are_secrets(monkeypatch):
    echo = {"code": "BAD_REQUEST", "message": f"what is token-1 for {USER['password']}?"}
    server, _unused = connect(monkeypatch, [logged_in(), answer(400, echo)], **USER)
    with pytest.raises(RequestRefused) as caught:
        server.read(ONE)
    assert "token-1" not in str(caught.value)
    assert USER["password"] not in str(caught.value)


def test_threads_share_one_new_log_in():
    class Http:
        def __init__(self):
            self.auth_headers, self.log_ins = {}, 0

        def now(self):
            return 0.0

        def redact(self, text):
            return text

        redact.add = lambda secret: None

        def request(self, method, path, body=None):
            self.log_ins += 1
            if self.log_ins > 1:
                assert all_are_there.wait(30)
            status, told, headers = logged_in(f"token-{self.log_ins}")
            return Answer(Exchange(method, "https://h", path, status), status, headers, told)

    http, there, all_are_there, tokens = Http(), [], threading.Event(), []
    session = sessions.Session(http, "u", "p")
    used = session.token()

    def replace():
        there.append(used)
        if len(there) == 4:
            all_are_there.set()
        session.replace(used)
        tokens.append(session.token())

    threads = [threading.Thread(target=replace) for _unused in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert http.log_ins == 2
    assert tokens == ["token-2"] * 4
