# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""HTTP for every service of the collection, and the only file that imports requests.

One ``HttpClient`` is one session with one server. It reads redirects and does not follow them, gives up on bodies that
are too large while they stream, repeats reads (never a POST) with growing pauses, and keeps every credential out of
every text.
"""

from __future__ import annotations

import datetime
import email.utils
import json as jsonlib
import os
import re
import time
import typing as t
import urllib.parse
import warnings

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    ConnectionFailed,
    Exchange,
    RateLimited,
    UnexpectedAnswer,
    printable,
)

MEBIBYTE = 1024 * 1024
HIDDEN = "********"

#: Statuses that pass by themselves. 530 and 556 are PRTG's own words for "busy" (PrtgAPI #277, #280; unverified).
TRANSIENT_STATUSES = frozenset({408, 500, 502, 503, 504, 530, 556})

_SECRET_PARAMETERS = re.compile(
    r"(?i)\b(apitoken|api_token|passhash|password|username|accesskey|login|pass|token|app-key)(=|%3D)[^&\s\"'<>]*"
)
_SECRET_HEADERS = re.compile(
    r"(?i)\b(authorization|app-key)(['\"]?\s*[:=]\s*['\"]?)(?:(?:bearer|basic)\s+)?[^\s,'\"}]+"
)
_BROKEN_OFF = "Try again; if it happens again, look at the load of the server and at proxies on the way."
_PROXY_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
_HTML_TAG = re.compile(r"(?s)<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>")


class Redactor:
    """Takes credentials out of texts: the known secrets, encoded in any way, and whatever looks like one in a URL."""

    def __init__(self, secrets: t.Iterable[str | None] = ()) -> None:
        self._forms: set[str] = set()
        self._known: re.Pattern[str] | None = None
        for secret in secrets:
            if secret:
                self.add(secret)

    def add(self, secret: str) -> None:
        """Know one more secret from now on, such as a session token that the server has just handed out."""
        self._forms |= {
            secret,
            urllib.parse.quote(secret, safe=""),
            urllib.parse.quote(secret),
            urllib.parse.quote_plus(secret),
            jsonlib.dumps(secret)[1:-1],
            repr(secret)[1:-1],
        }
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._known = re.compile("|".join(re.escape(form) for form in longest_first), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """``text`` without any credential."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        text = _SECRET_PARAMETERS.sub(lambda found: f"{found.group(1)}{found.group(2)}{HIDDEN}", text)
        return _SECRET_HEADERS.sub(lambda found: f"{found.group(1)}{found.group(2)}{HIDDEN}", text)


def visible(text: str, limit: int = 300) -> str:
    """A server's text as one line of at most ``limit`` characters: no markup, control characters shown escaped."""
    line = " ".join(_HTML_TAG.sub(" ", text).split())
    escaped = printable(line)
    return escaped if len(escaped) <= limit else f"{escaped[:limit]}..."


class HttpSettings(t.NamedTuple):
    """How to reach a server. Time-outs in seconds; ``retries`` counts repetitions of a read after its first failure."""

    url: str
    validate_certs: bool = True
    ca_path: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    proxy: str | None = None
    timeout: float = 60.0
    retries: int = 3
    max_body: int = 256 * MEBIBYTE
    max_wait: float = 60.0


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
        sleep: t.Callable[[float], None] = time.sleep,
    ) -> None:
        parts = server_parts(settings.url)
        self.settings = settings
        self.server = f"{parts.scheme}://{parts.netloc}"
        self.base_path = parts.path.rstrip("/")
        self.redact = Redactor([*secrets, _proxy_password(settings.proxy)])
        self.auth_headers = dict(auth_headers or {})
        self._auth_query = dict(auth_query or {})
        self._request_id_header = request_id_header
        self._sleep = sleep
        self._session: t.Any = None
        self._clock_offset = 0.0

    def now(self) -> float:
        """Unix time on the server, from the Date header of its last answer; our own clock before the first."""
        return time.time() + self._clock_offset

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
        json: t.Any = None,
        headers: t.Mapping[str, str] | None = None,
        repeatable: bool = False,
    ) -> Answer:
        """Send one request below the base URL and return whatever the server answered, errors included.

        ``repeatable`` says that sending it twice does no harm: then connection failures and ``TRANSIENT_STATUSES`` are
        tried again. HTTP 429 is always tried again, because it means that nothing was done, as long as the wait that
        the server asks for fits in ``max_wait``. Raises ``ConnectionFailed``, ``RateLimited`` or ``UnexpectedAnswer``
        (body too large or shorter than announced).
        """
        tries_left = self.settings.retries
        pause = 0.5
        while True:
            try:
                answer = self._send(method, path, query, json, headers)
            except (ConnectionFailed, UnexpectedAnswer):
                if not repeatable or tries_left == 0:
                    raise
            else:
                if answer.status == 429 and tries_left > 0:
                    pause = self._rate_limit_pause(answer)
                elif not (repeatable and answer.status in TRANSIENT_STATUSES and tries_left > 0):
                    return _from_the_server(answer)
            tries_left -= 1
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
        return visible(self.redact("; ".join(found))) or "the server names no budget"

    def _send(
        self,
        method: str,
        path: str,
        query: t.Mapping[str, t.Any] | None,
        json: t.Any,
        headers: t.Mapping[str, str] | None,
    ) -> Answer:
        requests, session = self._open()
        exchange = self.exchange(method, path)
        parameters = urllib.parse.urlencode(
            {**(query or {}), **self._auth_query}, doseq=True, quote_via=urllib.parse.quote
        )
        url = f"{self.server}{self.base_path}{path}" + (f"?{parameters}" if parameters else "")
        sent_headers = {"Accept-Encoding": "gzip", **self.auth_headers, **(headers or {})}
        body = None
        if json is not None:
            body = jsonlib.dumps(json, ensure_ascii=False).encode("utf-8")
            sent_headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            with session.request(
                method,
                url,
                data=body,
                headers=sent_headers,
                timeout=(min(self.settings.timeout, 10.0), self.settings.timeout),
                allow_redirects=False,
                stream=True,
            ) as response:
                content = self._read(response, exchange)
        except (requests.exceptions.InvalidHeader, UnicodeEncodeError):
            # the only headers that users fill are those that authenticate
            raise ConfigurationError(
                "the API token holds characters that cannot be sent",
                exchange=exchange,
                hint="Look for a line end, blanks around it, or characters that came in by copying.",
            ) from None
        except requests.exceptions.RequestException as error:
            # "from None": the original text holds the URL with its credentials
            raise self._connection_error(requests, error, exchange) from None
        except (OSError, ValueError) as error:
            raise ConnectionFailed(
                f"could not connect: {visible(self.redact(str(error)))}", exchange=exchange
            ) from None
        self._learn_clock(response.headers)
        request_id = response.headers.get(self._request_id_header)
        answered = self.exchange(
            method, path, response.status_code, visible(self.redact(request_id), 64) if request_id else None
        )
        return Answer(answered, response.status_code, response.headers, content)

    def _open(self) -> tuple[t.Any, t.Any]:
        import urllib.request

        import requests

        if self._session is None:
            session = requests.Session()
            session.auth = _no_auth  # keeps ~/.netrc from adding an Authorization header of its own
            session.verify = _verification(self.settings)
            session.cert = _client_certificate(self.settings)
            session.headers["User-Agent"] = "opswatch.monitoring"
            # done here once, as requests would let REQUESTS_CA_BUNDLE win over validate_certs and ca_path, and
            # NO_PROXY over the option proxy
            session.trust_env = False
            if self.settings.proxy:
                session.proxies = {"http": self.settings.proxy, "https": self.settings.proxy}
            elif urllib.request.getproxies_environment():
                # only then, because it would ask macOS for its settings, which forked processes must not
                session.proxies = requests.utils.get_environ_proxies(self.server)
            if not self.settings.validate_certs:
                warnings.filterwarnings("ignore", message="Unverified HTTPS request")
            self._session = session
        return requests, self._session

    def _read(self, response: t.Any, exchange: Exchange) -> bytes:
        chunks = []
        size = 0
        for chunk in response.iter_content(chunk_size=65536):
            size += len(chunk)
            if size > self.settings.max_body:
                raise UnexpectedAnswer(
                    f"the answer is larger than {self.settings.max_body // MEBIBYTE} MiB",
                    exchange=exchange,
                    hint="Narrow the selection.",
                )
            chunks.append(chunk)
        announced = response.headers.get("Content-Length", "")
        received = response.raw.tell()
        if announced.isdigit() and received < int(announced) and response.request.method != "HEAD":
            raise UnexpectedAnswer(
                f"the answer breaks off after {received} of {announced} bytes", exchange=exchange, hint=_BROKEN_OFF
            )
        return b"".join(chunks)

    def _connection_error(
        self, requests: t.Any, error: Exception, exchange: Exchange
    ) -> ConnectionFailed | UnexpectedAnswer:
        exceptions = requests.exceptions
        reason = visible(self.redact(_innermost_reason(error)))
        if isinstance(error, exceptions.ProxyError):
            return ConnectionFailed(
                f"the proxy does not connect: {reason}", exchange=exchange, hint="Check the option proxy."
            )
        if isinstance(error, exceptions.SSLError):
            return ConnectionFailed(
                f"TLS failed: {reason}",
                exchange=exchange,
                hint=_tls_hint(reason),
            )
        # what stalls in the middle of its body is a plain ConnectionError to requests
        if isinstance(error, exceptions.Timeout) or "timed out" in reason:
            return ConnectionFailed(
                f"no answer within {self.settings.timeout:g} s",
                exchange=exchange,
                hint="Check host, port and firewall, or raise the option timeout.",
            )
        if isinstance(error, (exceptions.ChunkedEncodingError, exceptions.ContentDecodingError)):
            return UnexpectedAnswer(f"the answer breaks off: {reason}", exchange=exchange, hint=_BROKEN_OFF)
        return ConnectionFailed(
            f"could not connect: {reason}",
            exchange=exchange,
            hint="Check scheme, host and port of the URL, and that the server runs.",
        )

    def _learn_clock(self, headers: t.Mapping[str, str]) -> None:
        try:
            date = email.utils.parsedate_to_datetime(headers.get("Date", ""))
        except (TypeError, ValueError):
            return
        # "-0000" is UTC too, and would be taken for local time
        offset = (date if date.tzinfo else date.replace(tzinfo=datetime.timezone.utc)).timestamp() - time.time()
        # the header has whole seconds: smaller differences are rounding, not a clock that differs
        self._clock_offset = offset if abs(offset) > 2 else 0.0


def wait_asked_for(headers: t.Mapping[str, str]) -> float:
    """Seconds until the server takes requests again.

    ``Retry-After`` in seconds, else the reset of the exhausted ``Req-Limit-*`` window (Pingdom API 3.1, "Request
    limits"; ``Remaining: N Time until reset: S``), else 5.
    """
    retry_after = headers.get("Retry-After", "").strip()
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    waits = []
    for name in ("Req-Limit-Short", "Req-Limit-Long"):
        found = re.search(r"Remaining: (\d+) Time until reset: (\d+)", headers.get(name, ""))
        if found and int(found.group(1)) == 0:
            waits.append(float(found.group(2)))
    return max(waits, default=5.0)


def server_parts(url: str) -> urllib.parse.SplitResult:
    """The parts of a server's URL; ``ConfigurationError`` if it is none, or holds what does not belong there."""
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError("the URL is not of the form https://host[:port][/path]", hint="Check the option url.")
    if parts.username or parts.password:
        raise ConfigurationError(
            "the URL holds credentials", hint="Give them with the options made for them, which are kept out of logs."
        )
    if parts.query or parts.fragment:
        raise ConfigurationError(
            "the URL holds a query or a fragment", hint="Give scheme, host, port and base path only."
        )
    return parts


def _proxy_password(proxy: str | None) -> str | None:
    if not proxy:
        return None
    try:
        parts = urllib.parse.urlsplit(proxy)
        usable = parts.scheme in _PROXY_SCHEMES and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(
            "the proxy is not of the form http://[user:password@]host[:port]", hint="Check the option proxy."
        )
    return urllib.parse.unquote(parts.password) if parts.password else None


def _from_the_server(answer: Answer) -> Answer:
    if answer.status == 407:
        raise ConnectionFailed(
            "the proxy wants credentials",
            exchange=answer.exchange,
            hint="Give them in the option proxy, as in http://user:password@host:port.",
        )
    return answer


def _no_json(word: str) -> t.NoReturn:
    raise ValueError(f"{word} is no JSON")


def _verification(settings: HttpSettings) -> bool | str:
    """What requests verifies with: as the options say, else the bundle that its own variables name."""
    if not settings.validate_certs:
        return False
    return settings.ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True


def _client_certificate(settings: HttpSettings) -> t.Any:
    return (settings.client_cert, settings.client_key) if settings.client_key else settings.client_cert


def _tls_hint(reason: str) -> str:
    """What to do about a failure that OpenSSL explains so."""
    if re.search(r"ALERT_\w*(CERTIFICATE|_CA\b)|KEY_VALUES_MISMATCH|PEM lib", reason):
        return "The server wants a client certificate that it knows: check the options client_cert and client_key."
    if "NO_CERTIFICATE_OR_CRL_FOUND" in reason:
        return "The file that the option ca_path names holds no certificate in PEM form."
    return (
        "Give the certificate authority with ca_path, or, on a test system, set validate_certs to false. "
        "A plain-text port answers like this as well: compare scheme and port of the URL."
    )


def _no_auth(request: t.Any) -> t.Any:
    return request


def _innermost_reason(error: BaseException) -> str:
    """The text at the bottom of requests' and urllib3's wrappers, which repeat the URL at each level."""
    current: t.Any = error
    while True:
        inner = getattr(current, "reason", None)
        if not isinstance(inner, BaseException):
            inner = next((arg for arg in getattr(current, "args", ()) if isinstance(arg, BaseException)), None)
        if inner is None:
            break
        current = inner
    text = str(current)
    return text.rsplit(": ", 1)[-1] if "object at 0x" in text else text
