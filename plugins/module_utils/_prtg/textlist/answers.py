# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an answer to a request for TEXTLIST means: a text, or which error of the family.

The document does not say how wrong credentials are answered, nor how the reply ends. So whatever is not plainly a reply
is refused.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    MonitoringError,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown

Redact = t.Callable[[str], str]

#: What to do where a server does not serve TEXTLIST, or not any more.
OTHER_API = "Set api to v1, or to v2 on servers that have it."

NOT_SERVED = (
    "TEXTLIST is an interface of PRTG 7 and IPCheck 5, and newer servers may not serve it. Compare the URL with the "
    f"address of the web interface. {OTHER_API}"
)
CREDENTIALS = (
    "Check username and password; TEXTLIST takes nothing else. The request is not repeated, lest the server lock out "
    "whoever fails to log in too often."
)
NO_REDIRECTS = "Give the address itself: redirects are not followed, because the request carries the password."

_LOGIN_FORM = re.compile(r"""(?i)checklogin|/public/login|id=["']?loginform\b|type=["']?password\b""")

_STATUSES: dict[int, tuple[type[MonitoringError], str, str]] = {
    401: (AuthenticationFailed, "the server does not accept the credentials", CREDENTIALS),
    403: (PermissionDenied, "the account may not do this", "Give the account the right to see the objects."),
    404: (ConfigurationError, "the server does not know this path", NOT_SERVED),
    429: (RateLimited, "the server takes no more requests for now", "Try again later."),
}
_OTHER = (RequestRefused, "the server refuses the request", NOT_SERVED)
_FAULT = (ServerFault, "the server failed", "Try again later.")


def text_of(answer: Answer, redact: Redact) -> str:
    """The text of an answer that can be a reply; raises the error that any other stands for.

    It is UTF-8 if it can be, else Windows-1252 ("ansi text", as an article on IPCheck says).
    """
    if answer.status >= 300:
        raise _refused(answer, redact)
    start = answer.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise UnexpectedAnswer("the server answered an empty body", exchange=answer.exchange, hint=NOT_SERVED)
    if answer.is_html or start.startswith((b"<", b"{", b"[")):
        raise _page(answer, redact)
    if not (_is_framed(answer) or answer.body.endswith((b"\n", b"\r"))):
        raise UnexpectedAnswer(
            "the answer may break off: neither its length nor a last line end says that it is whole",
            exchange=answer.exchange,
            hint="Try again, and look at proxies on the way.",
        )
    try:
        return answer.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return answer.body.decode("cp1252", errors="replace")


def _is_framed(answer: Answer) -> bool:
    """Whether the connection has said how long the body is; that it is so long has been checked."""
    return bool(answer.headers.get("Content-Length") or answer.headers.get("Transfer-Encoding"))


def _page(answer: Answer, redact: Redact) -> MonitoringError:
    if answer.is_html and _LOGIN_FORM.search(answer.text):
        return AuthenticationFailed("the server answered its log-in page", exchange=answer.exchange, hint=CREDENTIALS)
    told = shown(answer.text, redact, escaped=True)
    return UnexpectedAnswer(
        f"the server answered something else than TEXTLIST: {told}", exchange=answer.exchange, hint=NOT_SERVED
    )


def _refused(answer: Answer, redact: Redact) -> MonitoringError:
    if answer.status < 400:
        return _redirected(answer, redact)
    error, message, hint = _STATUSES.get(answer.status, _OTHER if answer.status < 500 else _FAULT)
    told = shown(answer.text, redact, escaped=True)
    return error(f"{message}: {told}" if told else message, exchange=answer.exchange, hint=hint)


def _redirected(answer: Answer, redact: Redact) -> MonitoringError:
    """A redirect may repeat the credentials in its query (grafana-prtg #67), which is cut off."""
    if _LOGIN_FORM.search(answer.location):
        return AuthenticationFailed(
            "the server redirects to its log-in page", exchange=answer.exchange, hint=CREDENTIALS
        )
    told = shown(answer.location.partition("?")[0], redact) or "an address that is none"
    hint = NO_REDIRECTS
    if answer.exchange.server.startswith("http:") and answer.location.startswith("https:"):
        hint = "Give the URL with https. The password has just been sent in the clear: consider to change it."
    return ConfigurationError(f"the server redirects to {told}", exchange=answer.exchange, hint=hint)
