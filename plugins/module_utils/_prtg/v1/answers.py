# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an answer of PRTG's API v1 means: success, or which error of the family.

The HTTP status alone does not tell: a redirect can be success or failure, and 200 can be an error page. The order of
the checks is that of PRTG API v1 facts, section 6.
"""

from __future__ import annotations

import html
import re
import typing as t
import urllib.parse

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

NOT_V1 = (
    "This does not look like PRTG's API v1: compare the URL (scheme, port and base path) with the address of PRTG's "
    "web interface, without /api."
)
IS_V2 = "The server speaks PRTG's API v2 here: set api to v2, or give the URL of PRTG's web interface."
NO_LOGIN = (
    "Check api_token, or username and passhash or password. The request is not repeated, because PRTG slows down or "
    "locks out whoever fails to log in too often."
)
WRONG_ADDRESS = "Give the address itself: redirects are not followed, because the request carries credentials."
NEEDS_WRITE = "Use an account, or an API key, with write access."
FOREIGN_HEADER = (
    "Something on the way, such as a proxy, adds an Authorization header, which PRTG does not accept with API v1."
)

_PRTG_ERROR = re.compile(r"(?is)^\s*(?:<\?xml[^>]*>\s*)?<prtg>.*?<error>(.*?)</error>")
_PRTG_RESULT = re.compile(r"(?is)^\s*(?:<\?xml[^>]*>\s*)?<prtg>.*?<result>")
_ERROR_PAGE = re.compile(r"""(?is)<div[^>]*class=["']?errormsg\b.*?>(.*)""")
_ERROR_TEXT = re.compile(r"(?is)<h3>\s*(?:error message:)?\s*(.*?)</h3>")
_LOGIN_FORM = re.compile(r"""(?i)id=["']?loginform\b|/public/checklogin\.htm""")
_NO_CONTENT = re.compile(r"""(?i)class=["']?no-content\b""")
_READ_ONLY = re.compile(r"(?i)read-only user")


class _Refusal(t.NamedTuple):
    error: type[MonitoringError]
    message: str
    hint: str | None


_REFUSALS = {
    400: _Refusal(RequestRefused, "the server refuses the request", None),
    401: _Refusal(AuthenticationFailed, "the server does not accept the credentials", NO_LOGIN),
    403: _Refusal(PermissionDenied, "the account may not do this", "Give the account, or its API key, this right."),
    404: _Refusal(ConfigurationError, "the server does not know this path", NOT_V1),
    429: _Refusal(RateLimited, "the server takes no more requests for now", "Try again later."),
}
_OTHER_REFUSAL = _Refusal(RequestRefused, "the server refuses the request", NOT_V1)
_FAULT = _Refusal(ServerFault, "the server failed", "Try again later; after a restart PRTG's core needs minutes.")


def refuse_failure(answer: Answer, redact: t.Callable[[str], str]) -> None:
    """Raise the error that an answer stands for; return if it stands for success, of a read or of an action.

    Success of an action only means that the server took it: its body says nothing reliable, the state has to be read.
    """
    if answer.status >= 400:
        raise _refused(answer, redact)
    if 300 <= answer.status < 400:
        _refuse_redirect(answer, redact)
    else:
        _refuse_page(answer, redact)


def refuse_elsewhere(answer: Answer, redact: t.Callable[[str], str]) -> None:
    """Raise the error for a redirect that passed ``refuse_failure``: an action may succeed so, and no read."""
    if answer.status >= 300:
        raise ConfigurationError(
            f"the server redirects to {_where(answer, redact)}",
            exchange=answer.exchange,
            hint=WRONG_ADDRESS,
        )


def refuse_no_table(answer: Answer, redact: t.Callable[[str], str]) -> None:
    """Raise the error for an answer that passed ``refuse_failure`` and can be no table."""
    refuse_elsewhere(answer, redact)
    start = answer.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise UnexpectedAnswer(
            "the server answered an empty body where XML was expected", exchange=answer.exchange, hint=NOT_V1
        )
    if start.startswith((b"{", b"[")):
        raise UnexpectedAnswer("the server answered JSON where XML was expected", exchange=answer.exchange, hint=IS_V2)
    if answer.is_html or not start.startswith(b"<"):
        what = "a web page" if answer.is_html else "plain text"
        raise UnexpectedAnswer(
            f"the server answered {what} where XML was expected: {safe_text(answer.text, redact)}",
            exchange=answer.exchange,
            hint=NOT_V1,
        )


def refusal_text(answer: Answer) -> str | None:
    """What PRTG's own error document (400) says, as it came and not fit to be shown.

    None for a document with a result, empty for every other answer.
    """
    if answer.status == 200 and _PRTG_RESULT.search(answer.text):
        return None
    told = _PRTG_ERROR.search(answer.text) if answer.status == 400 else None
    return html.unescape(told.group(1)).strip() if told else ""


def is_empty_page(answer: Answer) -> bool:
    """Whether this is the page with which PRTG says "OK, nothing to show" in place of an empty table."""
    return answer.is_html and bool(_NO_CONTENT.search(answer.text))


def safe_text(markup: str, redact: t.Callable[[str], str]) -> str:
    """What a server said, fit to be shown: no markup, no credentials, cut."""
    return shown(markup, redact, escaped=True)


def _refused(answer: Answer, redact: t.Callable[[str], str]) -> MonitoringError:
    body = answer.text
    if _is_v2_error(answer):
        return ConfigurationError(
            f"the server refuses the request: {safe_text(body, redact)}", exchange=answer.exchange, hint=IS_V2
        )
    refusal = _REFUSALS.get(answer.status, _OTHER_REFUSAL if answer.status < 500 else _FAULT)
    hint = refusal.hint
    if "unsupported authorization scheme" in body.lower():
        hint = FOREIGN_HEADER
    text = _prtg_error(body, redact) or safe_text(body, redact)
    return refusal.error(f"{refusal.message}: {text}" if text else refusal.message, exchange=answer.exchange, hint=hint)


def _prtg_error(body: str, redact: t.Callable[[str], str]) -> str:
    """The text of PRTG's own error document; empty if the body is none."""
    told = _PRTG_ERROR.search(body)
    return safe_text(html.unescape(told.group(1)), redact) if told else ""


def _is_v2_error(answer: Answer) -> bool:
    if not answer.body.lstrip().startswith(b"{"):
        return False
    try:
        body = answer.json()
    except UnexpectedAnswer:
        return False
    return isinstance(body, dict) and "code" in body


def _refuse_redirect(answer: Answer, redact: t.Callable[[str], str]) -> None:
    target = _target(answer)
    if target.path.endswith("/error.htm"):
        # "&%2339;" is an apostrophe that PRTG escaped twice: its ampersand separates nothing
        told = urllib.parse.parse_qs(target.query.replace("&%23", "%26%23")).get("errormsg", [""])[0]
        raise _failed(told, answer, redact)
    if target.path.endswith("/public/login.htm"):
        raise AuthenticationFailed("the server redirects to its log-in page", exchange=answer.exchange, hint=NO_LOGIN)
    if target.scheme == "https" and answer.exchange.server.startswith("http:") and "/api/" in target.path:
        raise ConfigurationError(
            f"the server wants https: it redirects to {_where(answer, redact)}",
            exchange=answer.exchange,
            hint="Give the URL with https. The credentials have just been sent in the clear: consider to renew them.",
        )


def _refuse_page(answer: Answer, redact: t.Callable[[str], str]) -> None:
    start = answer.body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<prtg>", b"<?xml")) and b"<prtg>" in start:
        text = _prtg_error(answer.text, redact)
        if text:
            raise RequestRefused(f"the server refuses the request: {text}", exchange=answer.exchange)
    if not answer.is_html:
        return
    page = answer.text
    error = _ERROR_PAGE.search(page)
    if error:
        told = _ERROR_TEXT.search(error.group(1))
        raise _failed(told.group(1) if told else error.group(1), answer, redact)
    if _LOGIN_FORM.search(page):
        raise AuthenticationFailed("the server answered its log-in page", exchange=answer.exchange, hint=NO_LOGIN)


def _failed(markup: str, answer: Answer, redact: t.Callable[[str], str]) -> MonitoringError:
    """PRTG's error page, shown for whatever it could not do; only on English servers lack of rights is told apart."""
    text = safe_text(markup, redact) or "without saying why"
    if _READ_ONLY.search(text):
        return PermissionDenied(f"the server refuses: {text}", exchange=answer.exchange, hint=NEEDS_WRITE)
    return ServerFault(
        f"the server refuses: {text}",
        exchange=answer.exchange,
        hint="Check that the objects exist and that the account has write access to them.",
    )


def _target(answer: Answer) -> urllib.parse.SplitResult:
    here = f"{answer.exchange.server}{answer.exchange.path}"
    try:
        return urllib.parse.urlsplit(urllib.parse.urljoin(here, answer.location))
    except ValueError:
        return urllib.parse.urlsplit("")


def _where(answer: Answer, redact: t.Callable[[str], str]) -> str:
    """Where a redirect points to, without the query, which repeats the credentials (grafana-prtg #67)."""
    target = _target(answer)
    server = target.netloc.rpartition("@")[2]
    return safe_text(f"{target.scheme}://{server}{target.path}", redact) if server else "an address that is none"
