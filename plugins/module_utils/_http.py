# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""HTTP for every service of the collection, and the only file that imports requests.

One ``HttpClient`` is one session with one server. It reads redirects and does not follow them, gives up on bodies that
are too large while they stream, repeats reads (never a POST) with growing pauses, and keeps every credential out of
every text.
"""

from __future__ import annotations

import contextlib
import json as jsonlib
import os
import re
import time
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils import _bounds as bounds
from ansible_collections.opswatch.monitoring.plugins.module_utils._bounds import MEBIBYTE, Attempt
from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import ServerClock, moment, own_time
from ansible_collections.opswatch.monitoring.plugins.module_utils._discretion import DISCRETION, keep_discreet
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    ConnectionFailed,
    Exchange,
    RateLimited,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._failures import BROKEN_OFF, SPEAK_TLS, meaning
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor, shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import (
    PROXY_VARIABLES,
    HttpSettings,
    proxy_of_environment,
    proxy_password,
    server_parts,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

#: How many times ``timeout``, which is between two bytes, a request may take as a whole.
AS_A_WHOLE = 10

#: Bytes of the answer to a request that failed; more is not read.
ERROR_BODY = MEBIBYTE

#: Statuses that pass by themselves. 530 and 556 are PRTG's own words for "busy" (PrtgAPI #277, #280; unverified).
TRANSIENT_STATUSES = frozenset({408, 500, 502, 503, 504, 530, 556})

#: What a header may hold (RFC 9110, section 5.5).
_HEADER = re.compile(r"[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?|")
#: A number of seconds, larger than any that makes sense.
_FOREVER = 1e9
#: What nginx, Apache and Go's server say of plain HTTP on a port for TLS (their sources).
_WANTS_TLS = re.compile(
    r"(?i)plain HTTP request was sent to HTTPS|speaking plain HTTP to an SSL|HTTP request to an HTTPS server"
)
_LENGTH = re.compile("[0-9]{1,18}")


class Form(dict[str, t.Any]):
    """A body that travels as a form; any other body travels as JSON."""


class Answer(t.NamedTuple):
    """What a server answered. ``headers`` ignore case; ``body`` is complete (its length has been checked)."""

    exchange: Exchange
    status: int
    headers: t.Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text: UTF-8 with or without a byte order mark; bytes that are not UTF-8 become U+FFFD."""
        return self.body.decode("utf-8-sig", errors="replace")

    @property
    def is_html(self) -> bool:
        """Whether the body looks like a web page, whatever its Content-Type says."""
        start = self.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<a ", b"<button"))

    @property
    def location(self) -> str:
        """Where a redirect points to; empty without one."""
        return self.headers.get("Location", "")

    def json(self) -> t.Any:
        """The body as JSON; ``UnexpectedAnswer`` if it is none, also for Python's own NaN and Infinity."""
        try:
            return jsonlib.loads(self.text, parse_constant=_no_json)
        except (ValueError, RecursionError) as error:
            what = "a web page" if self.is_html else "an empty body" if not self.body.strip() else "malformed JSON"
            raise UnexpectedAnswer(
                f"the server answered {what} where JSON was expected ({error})",
                exchange=self.exchange,
                hint="Compare the option url with the address of the service, and look at proxies on the way.",
            ) from None


class HttpClient:
    """A session with one server.

    ``auth_query`` are parameters that every request carries (PRTG v1's credentials), ``auth_headers`` likewise headers.
    ``request_id_header`` names the header that identifies a request at the service (``X-Request-Id``, ``X-Trace``).
    """

    def __init__(
        self,
        settings: HttpSettings,
        *,
        secrets: t.Iterable[str | None] = (),
        auth_query: t.Mapping[str, str] | None = None,
        auth_headers: t.Mapping[str, str] | None = None,
        request_id_header: str = "X-Request-Id",
        sleep: Sleep | None = None,
    ) -> None:
        parts = server_parts(settings.url)
        self.settings = settings
        self.server = f"{parts.scheme}://{parts.netloc}"
        self.base_path = parts.path.rstrip("/")
        proxy_secret = proxy_password(settings.proxy, "the option proxy") if settings.proxy else None
        self.redact = Redactor([*secrets, proxy_secret])
        self.auth_headers = dict(auth_headers or {})
        self._auth_query = dict(auth_query or {})
        self._request_id_header = request_id_header
        self._sleep = sleep or time.sleep
        self._session: t.Any = None
        self._answered = False
        self.clock = ServerClock()

    def now(self) -> float:
        """Unix time on the server, from the Date header of its last answer; our own clock before the first."""
        return self.clock.now()

    def earliest(self) -> float:
        """The same, not later than it is there."""
        return self.clock.earliest()

    def get(
        self, path: str, query: t.Mapping[str, t.Any] | None = None, headers: t.Mapping[str, str] | None = None
    ) -> Answer:
        """Read ``path``; repeated after a passing failure."""
        return self.request("GET", path, query=query, headers=headers, repeatable=True)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: t.Mapping[str, t.Any] | None = None,
        body: t.Any = None,
        headers: t.Mapping[str, str] | None = None,
        repeatable: bool = False,
    ) -> Answer:
        """Send one request below the base URL and return whatever the server answered, errors included.

        ``repeatable`` says that sending it twice does no harm: then connection failures and ``TRANSIENT_STATUSES`` are
        tried again. HTTP 429 is always tried again, because it means that nothing was done, as long as the wait that
        the server asks for fits in ``max_wait``. All of it, but for the pauses, takes ``AS_A_WHOLE`` times ``timeout``
        at most. Raises ``ConnectionFailed``, which tells whether anything was sent, ``RateLimited`` or
        ``UnexpectedAnswer`` (body too large or shorter than announced).
        """
        is_read = method == "GET" and repeatable
        tries_left = self.settings.retries
        pause = 0.5
        seconds = self.settings.timeout * AS_A_WHOLE
        sent = False
        while True:
            attempt = Attempt(seconds, self.settings.max_body, own_connection=not is_read)
            try:
                with attempt.under_way(), DISCRETION.about(self.redact):
                    answer = self._send(method, path, query, body, headers)
            except (ConnectionFailed, UnexpectedAnswer) as error:
                sent = sent or not error.nothing_sent
                lasting = error.is_lasting or attempt.seconds_left <= 0 or attempt.is_too_large
                if not repeatable or tries_left == 0 or lasting:
                    error.tell_of_write(sent or is_read)
                    raise
            else:
                if answer.status == 429 and tries_left > 0:
                    pause = self._rate_limit_pause(answer)
                elif not (repeatable and answer.status in TRANSIENT_STATUSES and tries_left > 0):
                    return _from_the_server(answer)
                sent = True
            tries_left -= 1
            seconds = attempt.seconds_left
            self._sleep(pause * (1 + os.urandom(1)[0] / 1024))
            pause = min(pause * 2, 8.0)

    def close(self) -> None:
        """End the session."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def exchange(self, method: str, path: str, status: int | None = None, request_id: str | None = None) -> Exchange:
        """What an error may show of a request."""
        return Exchange(method, self.server, self.redact(self.base_path + path), status, request_id)

    def _rate_limit_pause(self, answer: Answer) -> float:
        asked = wait_asked_for(answer.headers)
        if asked > self.settings.max_wait:
            raise RateLimited(
                f"the request budget is used up, its next reset is in {asked:.0f} s ({self.budget(answer)})",
                exchange=answer.exchange,
                hint="Run fewer tasks against this account, or try again after the reset.",
                details={"wait": asked},
            )
        return asked

    def budget(self, answer: Answer) -> str:
        """The Req-Limit headers of an answer as one phrase."""
        found = [
            f"{name}: {answer.headers[name]}"
            for name in ("Req-Limit-Short", "Req-Limit-Long")
            if name in answer.headers
        ]
        return shown("; ".join(found), self.redact) or "the server names no budget"

    def _send(
        self,
        method: str,
        path: str,
        query: t.Mapping[str, t.Any] | None,
        body: t.Any,
        headers: t.Mapping[str, str] | None,
    ) -> Answer:
        import requests  # may be missing, and is 23 % of starting a module, which some end before (bench imports)
        import urllib3

        attempt = bounds.under_way()
        exchange = self.exchange(method, path)
        url, content_type, data = self._encoded(path, query, body, exchange)
        try:
            with (
                self._session_for(requests, attempt) as session,
                session.request(
                    method,
                    url,
                    data=data,
                    headers={**self._headers(headers, exchange), **content_type},
                    timeout=(min(self.settings.timeout, 10.0), self.settings.timeout),
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                content = self._read(response, exchange, attempt)
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            timeout = self.settings.timeout
            whole = timeout * AS_A_WHOLE
            failure = meaning(error, exchange, attempt, timeout, whole, self.redact, answered=self._answered)
            failure.nothing_sent = not attempt.may_have_arrived
            # "from None": the original text holds the URL with its credentials
            raise failure from None
        self._answered = True
        self._learn_clock(response.headers)
        request_id = response.headers.get(self._request_id_header)
        answered = self.exchange(
            method, path, response.status_code, shown(request_id, self.redact, 64) if request_id else None
        )
        return Answer(answered, response.status_code, response.headers, content)

    def _encoded(
        self, path: str, query: t.Mapping[str, t.Any] | None, body: t.Any, exchange: Exchange
    ) -> tuple[str, dict[str, str], bytes | None]:
        """URL, header about the body, and body of a request; ``ConfigurationError`` for what is no text."""
        try:
            parameters = _quoted({**(query or {}), **self._auth_query})
            data = None
            if body is not None:
                text = _quoted(body) if isinstance(body, Form) else jsonlib.dumps(body, ensure_ascii=False)
                data = text.encode("utf-8")
        except UnicodeEncodeError:
            raise ConfigurationError(
                "what is to be sent is no text: it holds bytes that are not UTF-8",
                exchange=exchange,
                hint="Nothing was sent. Look at the options of the task, and at where they come from.",
            ) from None
        kind = "application/x-www-form-urlencoded" if isinstance(body, Form) else "application/json; charset=utf-8"
        url = f"{self.server}{self.base_path}{path}" + (f"?{parameters}" if parameters else "")
        return url, {} if data is None else {"Content-Type": kind}, data

    def _headers(self, headers: t.Mapping[str, str] | None, exchange: Exchange) -> dict[str, str]:
        """The headers of a request; ``ConfigurationError`` for what cannot be sent in one."""
        found = {"Accept-Encoding": "gzip", **self.auth_headers, **(headers or {})}
        if not all(_HEADER.fullmatch(value) for value in found.values()):
            # the only headers that users fill are those that authenticate
            raise ConfigurationError(
                "the API token holds characters that cannot be sent",
                exchange=exchange,
                hint="Look for a line end, blanks around it, or characters that came in by copying.",
            )
        return found

    @contextlib.contextmanager
    def _session_for(self, requests: t.Any, attempt: Attempt) -> t.Iterator[t.Any]:
        """The session that a request is sent over: reads share one, a write has its own.

        A connection that was kept may have died meanwhile. A read is then repeated; of a write nobody could say
        whether it was done, though it was not even sent.
        """
        if not attempt.own_connection:
            if self._session is None:
                self._session = self._new_session(requests)
            yield self._session
            return
        with self._new_session(requests) as session:
            session.headers["Connection"] = "close"
            yield session

    def _new_session(self, requests: t.Any) -> t.Any:
        session = requests.Session()
        for scheme in ("http://", "https://"):
            session.mount(scheme, bounds.adapter(requests))
        session.auth = _no_auth  # keeps ~/.netrc from adding an Authorization header of its own
        session.get_redirect_target = _no_target  # keeps the bodies of redirects from being read
        session.verify = _verification(self.settings)
        session.cert = _client_certificate(self.settings)
        session.headers["User-Agent"] = "opswatch.monitoring"
        # done here once, as requests would let REQUESTS_CA_BUNDLE win over validate_certs and ca_path, and
        # NO_PROXY over the option proxy
        session.trust_env = False
        proxy = self.settings.proxy or self._proxy_of_environment(requests)
        if proxy:
            session.proxies = {"http": proxy, "https": proxy}
        keep_discreet(requests)
        return session

    def _proxy_of_environment(self, requests: t.Any) -> str | None:
        proxy = proxy_of_environment(requests, self.server)
        password = proxy_password(proxy, PROXY_VARIABLES) if proxy else None
        if password:
            self.redact.add(password)
        return proxy

    def _read(self, response: t.Any, exchange: Exchange, attempt: Attempt) -> bytes:
        """The body: of a redirect nothing, which needs none; of an error its start.

        The libraries pass over "100 Continue" alone, and take any other interim answer for the last one.
        """
        if response.status_code < 200:
            raise UnexpectedAnswer(
                f"only an interim answer came (HTTP {response.status_code})", exchange=exchange, hint=BROKEN_OFF
            )
        if 300 <= response.status_code < 400:
            return b""
        is_error = response.status_code >= 400
        limit = min(self.settings.max_body, ERROR_BODY) if is_error else self.settings.max_body
        chunks = response.raw.stream(65536, decode_content=False)
        try:
            content = attempt.body(chunks, response.headers.get("Content-Encoding", ""), limit)
        except ValueError as error:
            raise UnexpectedAnswer(
                f"the answer breaks off or cannot be read: {shown(str(error), self.redact)}",
                exchange=exchange,
                hint=BROKEN_OFF,
            ) from None
        if len(content) > limit:
            if is_error:
                return content[:limit]
            raise attempt.too_large()
        announced = response.headers.get("Content-Length", "")
        received = response.raw.tell()
        if _LENGTH.fullmatch(announced) and received < int(announced):
            raise UnexpectedAnswer(
                f"the answer breaks off after {received} of {announced} bytes", exchange=exchange, hint=BROKEN_OFF
            )
        return content

    def _learn_clock(self, headers: t.Mapping[str, str]) -> None:
        self.clock.learn(moment(headers.get("Date", "")))


def wait_asked_for(headers: t.Mapping[str, str]) -> float:
    """Seconds until the server takes requests again.

    ``Retry-After`` in seconds, or as a date on the server's own clock, else the reset of the exhausted ``Req-Limit-*``
    window (Pingdom API 3.1, "Request limits"; ``Remaining: N Time until reset: S``), else 5.
    """
    retry_after = headers.get("Retry-After", "").strip()
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after), _FOREVER)
    again, now = moment(retry_after), moment(headers.get("Date", "")) or own_time()
    if again is not None and again > now:
        return again - now
    waits = []
    for name in ("Req-Limit-Short", "Req-Limit-Long"):
        found = re.search(r"Remaining: ([0-9]{1,9}) Time until reset: ([0-9]{1,9})\b", headers.get(name, ""))
        if found and int(found.group(1)) == 0:
            waits.append(float(found.group(2)))
    return max(waits, default=5.0)


def _from_the_server(answer: Answer) -> Answer:
    if answer.status == 407:
        raise ConnectionFailed(
            "the proxy wants credentials",
            exchange=answer.exchange,
            hint="Give them in the option proxy, as in http://user:password@host:port.",
        )
    if answer.status == 400 and answer.exchange.server.startswith("http:") and _WANTS_TLS.search(answer.text[:4096]):
        raise ConnectionFailed("the server wants https", exchange=answer.exchange, hint=SPEAK_TLS)
    return answer


def _quoted(parameters: t.Mapping[str, t.Any]) -> str:
    return urllib.parse.urlencode(parameters, doseq=True, quote_via=urllib.parse.quote)


def _no_json(word: str) -> t.NoReturn:
    raise ValueError(f"{word} is no JSON")


def _verification(settings: HttpSettings) -> bool | str:
    """What requests verifies with: as the options say, else the bundle that its own variables name."""
    if not settings.validate_certs:
        return False
    return settings.ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True


def _client_certificate(settings: HttpSettings) -> t.Any:
    return (settings.client_cert, settings.client_key) if settings.client_key else settings.client_cert


def _no_target(_response: t.Any) -> None:
    return None


def _no_auth(request: t.Any) -> t.Any:
    return request
