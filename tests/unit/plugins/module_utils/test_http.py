# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import contextlib
import email.utils
import gzip
import http.server
import itertools
import logging
import random
import socket
import struct
import threading
import time
import types
import urllib.parse
import warnings

import pytest
import urllib3

from ansible_collections.opswatch.monitoring.plugins.module_utils import _bounds, _clock, _http
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    ConnectionFailed,
    RateLimited,
    UnexpectedAnswer,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient, wait_asked_for
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import HIDDEN
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

SECRET = "s3cr&t/+ ü"


class ScriptedServer:
    """Answers with a script of raw HTTP answers, one for each connection, and remembers what was asked.

    ``silence`` lasts until it is stopped.
    """

    def __init__(self, answers):
        self.requests = []
        self._is_over = threading.Event()
        self._answers = list(answers)
        script = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def _answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                script.requests.append((self.command, self.path, dict(self.headers), body))
                answer = script._answers.pop(0) if len(script._answers) > 1 else script._answers[0]
                if answer == "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                elif answer == "silence":
                    script._is_over.wait()
                else:
                    self.wfile.write(answer)
                self.close_connection = True

            do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

            def log_message(self, *args):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True, kwargs={"poll_interval": 0.01}).start()

    def stop(self):
        self._is_over.set()
        self._server.shutdown()
        self._server.server_close()


def raw(status="200 OK", body=b"hello", **headers):
    lines = [f"HTTP/1.1 {status}", "Connection: close", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


@pytest.fixture
def serve():
    servers = []

    def start(*answers):
        servers.append(ScriptedServer(answers))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def client(server, sleeps=None, auth_query=None, **settings):
    url = server if isinstance(server, str) else server.url
    return HttpClient(
        HttpSettings(url, **{"timeout": 5, **settings}),
        secrets=[SECRET],
        auth_query=auth_query,
        sleep=(sleeps if sleeps is not None else []).append,
    )


def test_a_read_sends_its_query_and_the_credentials_and_returns_the_answer(serve):
    server = serve(raw(X_Request_Id="abc"))
    http_client = client(f"{server.url}/base/", auth_query={"apitoken": SECRET})
    answer = http_client.get("/api/table.xml", {"content": "sensors", "filter_objid": ["1", "2"]}, {"X-More": "1"})
    method, path, headers, _body = server.requests[0]
    parts = urllib.parse.urlsplit(path)
    assert (method, parts.path) == ("GET", "/base/api/table.xml")
    assert urllib.parse.parse_qs(parts.query) == {
        "content": ["sensors"],
        "filter_objid": ["1", "2"],
        "apitoken": [SECRET],
    }
    assert "Content-Type" not in headers
    assert headers["X-More"] == "1"
    assert (answer.status, answer.text, answer.exchange.request_id) == (200, "hello", "abc")
    assert str(answer.exchange) == f"GET {server.url}/base/api/table.xml (HTTP 200)"


def test_a_body_is_utf8_json_and_says_so(serve):
    server = serve(raw())
    client(server).request("POST", "/x", body={"name": "Büro"})
    _method, _path, headers, body = server.requests[0]
    assert body == '{"name": "Büro"}'.encode()
    assert headers["Content-Type"] == "application/json; charset=utf-8"


def test_redirects_are_read_and_not_followed(serve):
    server = serve(raw("302 Found", Location=f"https://elsewhere.example/?passhash={SECRET}"))
    answer = client(server).get("/x")
    assert (answer.status, len(server.requests)) == (302, 1)
    assert answer.location.startswith("https://elsewhere.example/")


@pytest.mark.parametrize(
    "failure",
    [raw("503 Busy"), raw("502 Bad"), raw("556 Busy"), "reset", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"],
)
def test_a_read_is_repeated_after_a_passing_failure(serve, failure):
    server, sleeps = serve(failure, raw()), []
    assert client(server, sleeps).get("/x").text == "hello"
    assert len(server.requests) == 2
    assert len(sleeps) == 1
    assert 0.5 <= sleeps[0] <= 0.7


def test_pauses_grow_and_repetitions_end(serve):
    server, sleeps = serve(raw("503 Busy")), []
    assert client(server, sleeps, retries=3).get("/x").status == 503
    assert len(server.requests) == 4
    assert sleeps[0] < sleeps[1] < sleeps[2]


@pytest.mark.parametrize(
    ("failure", "error"),
    [("reset", ConnectionFailed), (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", UnexpectedAnswer)],
)
def test_a_write_is_never_repeated(serve, failure, error):
    server = serve(failure, raw())
    with pytest.raises(error):
        client(server).request("POST", "/x", body={})
    assert len(server.requests) == 1


def test_the_address_is_in_doubt_only_until_there_was_an_answer(serve):
    """A reset in the middle of many writes had the advice to look at scheme, host and port."""
    server = serve(raw(), "reset")
    begun = client(server)
    begun.get("/x")
    with pytest.raises(ConnectionFailed) as caught:
        begun.request("PUT", "/x", body={})
    assert "scheme" not in caught.value.hint
    assert "proxies on the way" in caught.value.hint
    with pytest.raises(ConnectionFailed, match="Check scheme, host and port") as caught:
        client(server).request("PUT", "/x", body={})
    assert "A port that wants TLS may end plain HTTP like this" in caught.value.hint


def test_a_write_that_meets_a_busy_server_is_not_repeated(serve):
    server = serve(raw("503 Busy"), raw())
    assert client(server).request("POST", "/x", body={}).status == 503
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", ["400 Bad", "401 No", "403 No", "404 No", "501 No"])
def test_final_answers_are_not_repeated(serve, status):
    server = serve(raw(status), raw())
    assert client(server).get("/x").status == int(status[:3])
    assert len(server.requests) == 1


def test_429_waits_as_long_as_the_server_asks_and_repeats_even_a_write(serve):
    limited = raw(
        "429 Slow",
        Req_Limit_Short="Remaining: 0 Time until reset: 7",
        Req_Limit_Long="Remaining: 9 Time until reset: 9999",
    )
    server, sleeps = serve(limited, raw()), []
    assert client(server, sleeps).request("POST", "/x", body={}).status == 200
    assert 7 <= sleeps[0] <= 9


def test_429_with_a_long_wait_is_an_error_that_names_the_budget(serve):
    server = serve(raw("429 Slow", Req_Limit_Short="Remaining: 0 Time until reset: 3000"))
    with pytest.raises(RateLimited, match=r"reset is in 3000 s .*Req-Limit-Short: Remaining: 0") as caught:
        client(server).get("/x")
    assert caught.value.as_result() == {
        "kind": "RateLimited",
        "status": 429,
        "code": None,
        "request_id": None,
        "wait": 3000.0,
    }


def test_waits_are_read_from_every_known_header():
    assert wait_asked_for({"Retry-After": "12"}) == 12
    assert wait_asked_for({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 5
    assert wait_asked_for({"Retry-After": "9" * 5000}) == 10**9
    assert wait_asked_for({"Req-Limit-Short": f"Remaining: 0 Time until reset: {'9' * 5000}"}) == 5
    assert wait_asked_for({"Retry-After": "\xb2"}) == 5
    assert wait_asked_for({}) == 5


def test_the_wait_of_a_budget_that_is_left_does_not_count():
    assert wait_asked_for({"Req-Limit-Short": "Remaining: 3 Time until reset: 900"}) == 5


def test_a_429_that_stays_is_returned(serve):
    server = serve(raw("429 Slow"))
    answer = client(server, retries=1).get("/x")
    assert answer.status == 429
    assert client(server).budget(answer) == "the server names no budget"


def test_bodies_have_a_limit_while_they_stream(serve):
    with pytest.raises(UnexpectedAnswer, match="larger than 0 MiB"):
        client(serve(raw(body=b"x" * 100_000)), max_body=70_000, retries=0).get("/x")


def test_a_slow_server_is_a_time_out_that_says_what_to_do(serve):
    with pytest.raises(ConnectionFailed, match=r"no answer within 0.2 s.*option timeout"):
        client(serve("silence"), timeout=0.2, retries=0).get("/x")


def test_a_closed_port_says_what_to_check():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ConnectionFailed, match="Check scheme, host and port") as caught:
        client(f"http://127.0.0.1:{port}", auth_query={"passhash": SECRET}, retries=0).get("/x")
    assert str(caught.value).startswith(f"GET http://127.0.0.1:{port}/x: could not connect: [Errno")
    assert "refused" in str(caught.value)
    assert_no_secret(str(caught.value))


def test_a_name_that_does_not_resolve_is_a_failed_connection():
    with pytest.raises(ConnectionFailed):
        client("http://prtg.invalid", retries=0).get("/x")


def test_plain_text_where_tls_was_expected_names_the_option(serve):
    server = serve(raw())
    with pytest.raises(ConnectionFailed, match=r"TLS failed.*plain text"):
        client(server.url.replace("http:", "https:"), retries=0).get("/x")


def test_a_dead_proxy_is_named_as_such(serve):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        proxy = f"http://user:{urllib.parse.quote('proxy-pass')}@127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ConnectionFailed, match="proxy does not connect") as caught:
        client("https://prtg.example.com", proxy=proxy, retries=0).get("/x")
    assert "proxy-pass" not in str(caught.value)


def test_a_proxy_gets_the_request(serve):
    proxy = serve(raw(body=b"from the proxy"))
    assert client("http://prtg.example.com", proxy=proxy.url).get("/x").text == "from the proxy"
    assert proxy.requests[0][1] == "http://prtg.example.com/x"


def test_garbage_is_a_failed_connection(serve):
    with pytest.raises(ConnectionFailed):
        client(serve(b"\x00\x01 not http\r\n\r\n"), retries=0).get("/x")


def test_a_broken_chunk_breaks_off(serve):
    with pytest.raises(UnexpectedAnswer, match="breaks off"):
        client(serve(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort"), retries=0).get("/x")


def test_broken_gzip_breaks_off(serve):
    with pytest.raises(UnexpectedAnswer, match="breaks off"):
        client(serve(raw(body=b"no gzip", Content_Encoding="gzip")), retries=0).get("/x")


@pytest.fixture
def own_now(monkeypatch):
    """The time on this host, which stands still."""
    now = 1_800_000_000.9
    monkeypatch.setattr(_clock, "own_time", lambda: now)
    return now


def test_the_server_clock_is_learned_from_its_answers(serve, own_now):
    http_client = client(serve(raw(Date=email.utils.formatdate(own_now + 3600, usegmt=True))))
    assert http_client.now() == own_now
    http_client.get("/x")
    assert http_client.now() == int(own_now) + 3600


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_an_odd_date_leaves_our_own_clock(serve, own_now, date):
    http_client = client(serve(raw(Date=date)))
    http_client.get("/x")
    assert http_client.now() == own_now


def test_a_date_that_differs_by_rounding_leaves_our_own_clock(serve, own_now):
    http_client = client(serve(raw(Date=email.utils.formatdate(own_now - 1, usegmt=True))))
    http_client.get("/x")
    assert http_client.now() == own_now


def test_json_is_read_with_and_without_a_byte_order_mark(serve):
    assert client(serve(raw(body=b'\xef\xbb\xbf{"a": 1}'))).get("/x").json() == {"a": 1}


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "an empty body"),
        (b"<html><body>", "a web page"),
        (b'{"a": ', "malformed JSON"),
        (b"  \n", "an empty body"),
        (b"[" * 200_000, "malformed JSON"),
        (b"[NaN]", "malformed JSON .*NaN is no JSON"),
        (b"[" + b"9" * 5000 + b"]", "malformed JSON"),
    ],
)
def test_what_is_no_json_is_named(serve, body, what):
    with pytest.raises(UnexpectedAnswer, match=what):
        client(serve(raw(body=body))).get("/x").json()


def test_a_session_is_closed_and_opened_again(serve):
    server = serve(raw())
    http_client = client(server)
    http_client.close()
    http_client.get("/x")
    http_client.close()
    assert http_client.get("/x").status == 200


def test_netrc_adds_no_credentials(serve, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = serve(raw())
    client(server).get("/x")
    assert "Authorization" not in server.requests[0][2]


def test_own_tls_options_win_over_the_environment(serve, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/does/not/exist.pem")
    http_client = client(serve(raw()), validate_certs=False)
    http_client.get("/x")
    assert http_client._session.trust_env is False
    assert http_client._session.verify is False


def test_variables_of_requests_hold_where_no_option_says_otherwise(serve, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/bundle.pem")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    http_client = client(serve(raw()))
    http_client.get("/x")
    assert http_client._session.verify == "/bundle.pem"
    through_a_proxy = client(serve(raw()), proxy=serve(raw()).url)
    through_a_proxy.get("/x")
    assert through_a_proxy._session.verify == "/bundle.pem"


@pytest.mark.parametrize("token", ["s3cr\ntok", "\u00e93cr\ntok", "s3'cr\n\"tok", "s3cr\u2026tok"])
def test_a_token_that_cannot_be_sent_is_named_and_not_shown(serve, token):
    settings = HttpSettings(serve(raw()).url)
    http_client = HttpClient(settings, secrets=[token], auth_headers={"Authorization": f"Bearer {token}"})
    with pytest.raises(ConfigurationError, match="the API token holds characters that cannot be sent") as caught:
        http_client.get("/x")
    assert "3cr" not in str(caught.value)


def test_an_answer_that_stalls_is_a_time_out_and_not_a_wrong_address():
    listening = socket.create_server(("127.0.0.1", 0))

    def stall():
        connection, _address = listening.accept()
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n[1,2")
        done.wait()
        connection.close()

    done = threading.Event()
    threading.Thread(target=stall, daemon=True).start()
    settings = HttpSettings(f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=0.2, retries=0)
    try:
        with pytest.raises(ConnectionFailed, match=r"no answer within 0.2 s\. Check host.*option timeout"):
            HttpClient(settings).get("/x")
    finally:
        done.set()
        listening.close()


def test_variables_name_a_proxy(serve, monkeypatch):
    proxy = serve(raw(body=b"by proxy"))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert HttpClient(HttpSettings("http://prtg.invalid")).get("/x").text == "by proxy"


def test_without_variables_the_operating_system_is_not_asked_for_a_proxy(serve, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    asked = []
    monkeypatch.setattr("requests.utils.getproxies", lambda: asked.append("getproxies") or {})
    monkeypatch.setattr("requests.utils.proxy_bypass", lambda host: asked.append("proxy_bypass") or False)
    client(serve(raw())).get("/x")
    assert asked == []


def test_a_proxy_that_wants_credentials_is_told_from_the_server_and_not_asked_again(serve):
    proxy = serve(raw("407 Proxy Authentication Required", Proxy_Authenticate="Basic"))
    with pytest.raises(ConnectionFailed, match=r"HTTP 407.*the proxy wants credentials.*option proxy"):
        client(serve(raw()), proxy=proxy.url).get("/x")
    assert len(proxy.requests) == 1


@pytest.mark.parametrize("proxy", ["http://[::1", "http://u:s3cret@", "ftp://u:s3cret@proxy", "http://u:s3cret@h:port"])
def test_proxies_that_cannot_be_right_are_refused(proxy):
    with pytest.raises(ConfigurationError, match=r"the proxy is not of the form") as caught:
        HttpClient(HttpSettings("https://x", proxy=proxy))
    assert "s3cret" not in str(caught.value)


def test_a_clock_without_a_zone_is_utc(serve, own_now, monkeypatch):
    date = email.utils.formatdate(own_now + 7200)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    http_client = client(serve(raw(Date=date)))
    http_client.get("/x")
    monkeypatch.undo()
    time.tzset()
    assert http_client.now() == int(own_now) + 7200


def test_certificates_are_handed_to_the_session(monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    assert _http._verification(HttpSettings("https://x")) is True
    assert _http._verification(HttpSettings("https://x", ca_path="/ca.pem")) == "/ca.pem"
    assert _http._verification(HttpSettings("https://x", ca_path="/ca.pem", validate_certs=False)) is False
    assert _http._client_certificate(HttpSettings("https://x")) is None
    assert _http._client_certificate(HttpSettings("https://x", client_cert="/c.pem")) == "/c.pem"
    assert _http._client_certificate(HttpSettings("https://x", client_cert="/c.pem", client_key="/k.pem")) == (
        "/c.pem",
        "/k.pem",
    )


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://prtg.example.com", "not of the form"),
        ("https://", "not of the form"),
        ("https://prtg:port", "not of the form"),
        ("https://[::1", "not of the form"),
        ("https://http//u:p@prtg.example.com", "not of the form"),
        ("https://u:1/p@prtg.example.com", "not of the form"),
        ("https://u:p@prtg.example.com", "holds credentials"),
        ("https://prtg.example.com/?apitoken=x", "holds a query"),
        ("https://prtg.example.com/#x", "holds a query"),
    ],
)
def test_urls_that_cannot_be_right_are_refused(url, why):
    with pytest.raises(ConfigurationError, match=why):
        HttpClient(HttpSettings(url))


def assert_no_secret(text):
    for form in (
        SECRET,
        urllib.parse.quote(SECRET),
        urllib.parse.quote(SECRET, safe=""),
        urllib.parse.quote_plus(SECRET),
    ):
        assert form not in text


@pytest.fixture
def no_proxies(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize(
    "proxy",
    [
        "http://pu:S3cr/etPw@127.0.0.1:9",
        "http://pu:S3cr#etPw@127.0.0.1:9",
        "http://pu:S3cr?etPw@127.0.0.1",
        "http://pu:3128/S3cretPw@127.0.0.1",
        "http://pu:S3cr[etPw@127.0.0.1",
        "http://pu:S3cretPw",
        "pu:S3cr/etPw@127.0.0.1",
        "http//pu:S3cretPw@127.0.0.1",
        "ftp://pu:S3cretPw@127.0.0.1",
    ],
)
def test_a_mistyped_proxy_of_the_environment_is_named_and_not_shown(no_proxies, monkeypatch, variable, proxy):
    monkeypatch.setenv(variable, proxy)
    with pytest.raises(ConfigurationError, match=r"the proxy is not of the form.*HTTP_PROXY.*write / as %2F") as caught:
        client("http://prtg.invalid", retries=0).get("/x")
    assert not any(part in str(caught.value) for part in ("S3cr", "etPw"))


def test_variables_for_proxies_that_cannot_be_read_are_named(no_proxies, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://pu:S3cret@127.0.0.1:9")
    monkeypatch.setattr("requests.utils.get_environ_proxies", lambda url: int("S3cret"))
    with pytest.raises(ConfigurationError, match="variables for proxies cannot be read") as caught:
        client("http://prtg.invalid", retries=0).get("/x")
    assert "S3cret" not in str(caught.value)


def test_the_password_of_a_proxy_of_the_environment_is_known(no_proxies, serve, monkeypatch):
    proxy = serve(raw(X_Request_Id="dTpTM2NyL2V0UHc= S3cr%2FetPw"))
    monkeypatch.setenv("HTTP_PROXY", proxy.url.replace("://", "://u:S3cr%2FetPw@").removeprefix("http://"))
    assert client("http://prtg.invalid").get("/x").exchange.request_id == f"{HIDDEN} {HIDDEN}"


@pytest.mark.parametrize("level", [logging.DEBUG, logging.WARNING])
def test_what_the_libraries_log_holds_no_secret(serve, caplog, level):
    malformed = b"HTTP/1.1 200 OK\r\nthis is no header of s3cret-token\r\nContent-Length: 2\r\n\r\nok"
    server = serve(malformed)
    http_client = HttpClient(
        HttpSettings(server.url), secrets=["s3cret-token"], auth_query={"apitoken": "s3cret-token"}
    )
    with caplog.at_level(level):
        http_client.get("/api/table.xml")
    assert "headers (url=" in caplog.text
    assert "s3cret" not in caplog.text
    assert HIDDEN in caplog.text


def test_what_others_log_through_the_same_libraries_is_left_alone(serve, caplog):
    client(serve(raw())).get("/x")
    with caplog.at_level(logging.WARNING):
        logging.getLogger("urllib3.connection").warning("of %s", f"somebody else {SECRET}")
    assert SECRET in caplog.text


def test_libraries_warn_of_nothing(serve, recwarn):
    proxy = serve(raw())
    client(serve(raw()), validate_certs=False).get("/x")
    warnings.warn("https://x/?apitoken=s3cret", urllib3.exceptions.InsecureRequestWarning, stacklevel=1)
    warnings.warn("https://x/?apitoken=s3cret", urllib3.exceptions.SystemTimeWarning, stacklevel=1)
    assert proxy.requests == []
    assert not [one for one in recwarn if "s3cret" in str(one.message)]


@pytest.mark.parametrize("query", [{"id": "\udce4"}, {"id": [1]}])
def test_what_is_no_text_is_no_crash(serve, query):
    server = serve(raw())
    with contextlib.suppress(ConfigurationError):
        client(server).get("/x", query)
    with contextlib.suppress(ConfigurationError):
        client(server).request("POST", "/x", body=query)
    assert not any("\udce4" in path for _method, path, _headers, _body in server.requests)


class Endless:
    """A server that begins every answer alike and then goes on with the same bytes, until nobody listens any more.

    ``reached`` counts the requests that came.
    """

    def __init__(self, start, more):
        self.reached = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._serve, args=(start, more), daemon=True).start()

    def _serve(self, start, more):
        while True:
            try:
                connection, _address = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.recv(4096)
                self.reached += 1
                connection.sendall(start)
                while True:
                    connection.sendall(more)

    def stop(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@pytest.fixture
def endless():
    servers = []

    def start(*answer):
        servers.append(Endless(*answer))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def hurried(monkeypatch):
    """A second passes with each look at the clock of requests."""
    ticks = itertools.count(1000.0)
    monkeypatch.setattr(_bounds, "time", types.SimpleNamespace(monotonic=lambda: next(ticks)))


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (OK + b"Content-Length: 9999999\r\n\r\n", b"."),
        (OK + b"\r\n", b"."),
        (CHUNKED, b"1\r\n.\r\n"),
        (CHUNKED, b"0"),
        (OK, b"x"),
        (b"", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 9999999\r\n\r\n", b"."),
    ],
    ids=["body", "body without length", "chunks", "line of a chunk", "header", "status", "100 Continue", "error"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_that_goes_on_and_on_ends(endless, hurried, start, more, method):
    server = endless(start, more)
    with pytest.raises((ConnectionFailed, UnexpectedAnswer)) as caught:
        client(server, timeout=3).request(method, "/x", repeatable=method == "GET")
    told = str(caught.value)
    if "exceeded maximum" not in told:  # urllib3 and http.client have limits of their own
        assert "did not end within 30 s. A request may take 10 times the option timeout as a whole" in told
        assert server.reached == 1


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (OK + b"\r\n", b"." * 65536),
        (CHUNKED, b"0" * 65536),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(10_000_000))),
    ],
    ids=["body", "line of a chunk", "100 Continue", "compressed"],
)
def test_an_answer_that_is_too_large_ends_whatever_part_of_it_is(endless, start, more):
    server = endless(start, more)
    with pytest.raises(UnexpectedAnswer, match=r"is larger than 1 MiB\. Narrow the selection|exceeded maximum"):
        client(server, max_body=1024 * 1024).get("/x")


def test_the_end_of_a_request_comes_also_while_nothing_does(monkeypatch):
    monkeypatch.setattr(_http, "AS_A_WHOLE", 0.02)
    listening = socket.create_server(("127.0.0.1", 0))  # nobody accepts
    with listening, pytest.raises(ConnectionFailed, match=r"did not end within 0.2 s"):
        client(f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=10).get("/x")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "308 Moved"])
@pytest.mark.parametrize("encoding", ["", "Content-Encoding: gzip\r\n"])
def test_the_body_of_a_redirect_is_not_read(endless, status, encoding):
    head = f"HTTP/1.1 {status}\r\nLocation: /error.htm?errormsg=no\r\n{encoding}Content-Length: 99999999999\r\n\r\n"
    answer = client(endless(head.encode(), gzip.compress(bytes(10_000_000))), max_body=1000).get("/x")
    assert (answer.body, answer.location) == (b"", "/error.htm?errormsg=no")


@pytest.mark.parametrize("encoding", ["", "Content-Encoding: gzip\r\n"])
def test_of_an_endless_error_the_start_is_read(endless, encoding):
    more = gzip.compress(b"no rights " * 500_000) if encoding else b"no rights "
    answer = client(endless(f"HTTP/1.1 403 No\r\n{encoding}\r\n".encode(), more)).get("/x")
    assert answer.status == 403
    assert answer.text.startswith("no rights no rights")
    assert len(answer.body) == _http.ERROR_BODY


def test_a_compressed_body_is_read_however_it_is_cut(serve):
    content = random.Random(7).randbytes(300_000) + bytes(3_000_000)
    zipped = gzip.compress(content)
    parts = [zipped[at : at + 997] for at in range(0, len(zipped), 997)]
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    head = OK + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    assert client(serve(head + body + b"0\r\n\r\n")).get("/x").body == content


def test_a_compressed_body_of_several_members_is_read_whole(serve):
    zipped = b"".join(map(gzip.compress, (b"[1,", bytes(200_000), b"2]")))
    parts = [zipped[at : at + 7] for at in range(0, len(zipped), 7)]
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    chunked = OK + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + body + b"0\r\n\r\n"
    at_once = raw(body=zipped, Content_Encoding="gzip")
    for answer in (chunked, at_once):
        assert client(serve(answer)).get("/x").body == b"[1," + bytes(200_000) + b"2]"


@pytest.mark.parametrize("status", ["102 Processing", "103 Early Hints", "101 Switching Protocols"])
def test_an_interim_answer_is_not_the_last_one(serve, status):
    server = serve(f"HTTP/1.1 {status}\r\nLink: x\r\n\r\n".encode() + raw(body=b"[]"))
    with pytest.raises(UnexpectedAnswer, match=f"only an interim answer came .HTTP {status[:3]}") as caught:
        client(server).request("POST", "/x")
    assert may_be_done(caught.value)


def test_nothing_is_no_compressed_body_that_breaks_off(serve):
    assert client(serve(raw(body=b"", Content_Encoding="gzip"))).get("/x").body == b""


@pytest.mark.parametrize(
    ("body", "encoding", "why"),
    [
        (gzip.compress(b"hello")[:-9], "gzip", "has no end"),
        (gzip.compress(b"hello") + gzip.compress(b"you")[:-9], "gzip", "has no end"),
        (gzip.compress(b"hello") + b"hello", "gzip", "is no gzip"),
        (b"hello", "br", "encoded as br, which was not asked for"),
        (b"hello", "gzip, gzip", "encoded as gzip, gzip"),
    ],
)
def test_what_cannot_be_decoded_breaks_off(serve, body, encoding, why):
    with pytest.raises(UnexpectedAnswer, match=why):
        client(serve(raw(body=body, Content_Encoding=encoding)), retries=0).get("/x")


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "5, 5", "x", "\xb2"])
def test_a_length_that_is_no_number_counts_as_none(serve, length):
    answer = OK + f"Connection: close\r\nContent-Length: {length}\r\n\r\nhello".encode("latin-1")
    assert client(serve(answer), retries=0).get("/x").text in ("hello", "")


def test_lengths_that_contradict_each_other_are_no_matter_of_the_token(serve):
    with pytest.raises(UnexpectedAnswer, match="breaks off"):
        client(serve(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), retries=0).get("/x")


class Forgetful(http.server.ThreadingHTTPServer):
    """Keeps each connection for one request, and drops it when the next one comes, as one that has just died."""

    daemon_threads = True

    def __init__(self):
        self.seen = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                if getattr(self, "used", False):
                    self.close_connection = True
                    return
                self.used = True
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.seen.append(self.command)
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

            def log_message(self, *args):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True, kwargs={"poll_interval": 0.01}).start()


def test_no_write_rides_on_a_connection_that_may_be_dead():
    server = Forgetful()
    http_client = client(server, retries=1)
    for _round in range(4):
        assert http_client.get("/x").text == "ok"
        assert http_client.request("POST", "/x", body={}).text == "ok"
        assert http_client.request("GET", "/api/pause.htm").text == "ok"
        assert http_client.request("PUT", "/x", body={}, repeatable=True).text == "ok"
    assert [server.seen.count(method) for method in ("GET", "POST", "PUT")] == [8, 4, 4]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("repeatable", [False, True])
@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://prtg.invalid", "https://127.0.0.1:9"])
def test_that_nothing_was_sent_is_said(url, repeatable):
    with pytest.raises(ConnectionFailed, match="Nothing was sent") as caught:
        client(url, retries=1).request("PUT", "/x", body={}, repeatable=repeatable)
    assert not may_be_done(caught.value)


def test_behind_a_proxy_that_does_not_connect_nothing_was_sent(serve):
    with pytest.raises(ConnectionFailed, match=r"the proxy does not connect.*Nothing was sent") as caught:
        client("https://prtg.invalid", proxy=serve(raw("403 No")).url, retries=0).request("POST", "/x")
    assert not may_be_done(caught.value)


@pytest.mark.parametrize("failure", ["reset", b"garbage\r\n\r\n", OK + b"Content-Length: 9\r\n\r\nhalf"])
def test_what_was_sent_may_be_done(serve, failure):
    with pytest.raises((ConnectionFailed, UnexpectedAnswer)) as caught:
        client(serve(failure)).request("POST", "/x", body={})
    assert may_be_done(caught.value)
    assert "Nothing was sent" not in str(caught.value)


def test_what_was_sent_once_may_be_done_though_the_next_try_was_not(serve):
    server = serve("reset")
    http_client = client(server, retries=1)
    http_client._sleep = lambda seconds: server.stop()
    with pytest.raises(ConnectionFailed) as caught:
        http_client.request("PUT", "/x", body={}, repeatable=True)
    assert may_be_done(caught.value)


@pytest.mark.parametrize(
    ("date", "asked", "wait"),
    [
        ("Sun, 29 Nov 2026 10:00:00 GMT", "Sun, 29 Nov 2026 10:00:42 GMT", 42),
        ("Sun, 29 Nov 2026 10:00:00 GMT", "Sunday, 29-Nov-26 10:00:42 GMT", 42),
        ("Sun, 29 Nov 2026 10:00:00 GMT", "Sun, 29 Nov 2026 12:00:00 +0200", 5),
        ("Sun, 29 Nov 2026 10:00:00 GMT", "Sun, 29 Nov 2026 09:00:00 GMT", 5),
        ("Sun, 29 Nov 2026 10:00:00 GMT", "Sun, 29 Nov 99999 09:00:00 GMT", 5),
        ("yesterday", "tomorrow", 5),
    ],
)
def test_when_to_try_again_may_be_a_date_on_the_clock_of_the_server(date, asked, wait):
    assert wait_asked_for({"Date": date, "Retry-After": asked}) == wait


def test_a_date_without_a_clock_of_the_server_is_judged_by_ours():
    soon = email.utils.formatdate(time.time() + 1000, usegmt=True)
    assert 900 < wait_asked_for({"Retry-After": soon}) <= 1000


def test_a_date_that_is_far_off_is_not_believed(serve, own_now):
    http_client = client(serve(raw(Date="Fri, 31 Dec 9999 23:59:59 GMT")))
    http_client.get("/x")
    assert http_client.now() == own_now
    assert "it is 9999-12-31T23:59:59Z, which is not believed" in http_client.clock.warnings[0]


@pytest.mark.parametrize("depth", [300, 100_000])
def test_data_without_end_is_no_crash(serve, depth):
    answer = client(serve(raw(body=b'{"a":' * depth + b"1" + b"}" * depth))).get("/x")
    with contextlib.suppress(UnexpectedAnswer):
        assert answer.json()["a"]
