# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an answer of PRTG's API v2 means when it is not success.

Sources: PRTG API v2 overview, "Errors"; which code comes with which HTTP status is documented for few of them and
inferred for the rest, so the code decides and the status only stands in for it (facts, section 8).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    Exchange,
    MonitoringError,
    NotFound,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor, shown

WRONG_STATUS = "WRONG_NODE_STATUS"
INVALID_FILTER = "INVALID_FILTER"
NOT_FOUND = "NOT_FOUND"

_NOT_ACTIVATED = "API v2 is not activated here"
_PORTS = "API v2 listens on port 1616 (HTTPS) or 1615 (HTTP)"
_KEY_HINT = (
    "Set api_token to an API key that was made in the new web interface (port 1616), under the account's settings; "
    "keys of the classic interface are refused by some versions."
)
_RIGHTS_HINT = "Give the account, and the access level of its API key, the right to do this."
_TIME_HINT = "The server gives a request 25 s: narrow the selection, or try again when it is less busy."
_CORE_HINT = "Check that the PRTG core server service runs, and that it is of the same version."


class _Meaning(t.NamedTuple):
    error: type[MonitoringError]
    hint: str | None = None


_BY_CODE = {
    "AUTH_FAILED": _Meaning(AuthenticationFailed, _KEY_HINT),
    "LOGIN_FAILED": _Meaning(AuthenticationFailed, "Check username and password."),
    "RENEW_FAILED": _Meaning(AuthenticationFailed),
    "LOGOUT_FAILED": _Meaning(AuthenticationFailed),
    "FORBIDDEN": _Meaning(PermissionDenied, _RIGHTS_HINT),
    "PAUSE_ADMIN": _Meaning(PermissionDenied, "PRTG does not let its main administrator be paused: leave it out."),
    NOT_FOUND: _Meaning(NotFound, "It does not exist, or this account may not see it."),
    WRONG_STATUS: _Meaning(Conflict, "The object's present status does not allow this action."),
    "BAD_REQUEST": _Meaning(RequestRefused),
    INVALID_FILTER: _Meaning(RequestRefused),
    "INVALID_DURATION": _Meaning(RequestRefused),
    "BODY_TOO_LARGE": _Meaning(RequestRefused, "The server takes 15 kB: shorten the message."),
    "EXECUTION_TIMEOUT": _Meaning(ServerFault, _TIME_HINT),
    "GATEWAY_TIMEOUT": _Meaning(ServerFault, _TIME_HINT),
    "BAD_GATEWAY": _Meaning(ServerFault, _CORE_HINT),
    "SERVICE_UNAVAILABLE": _Meaning(ServerFault, _CORE_HINT),
    "LICENSE_INACTIVE": _Meaning(ServerFault, "Check the licence in PRTG (Setup > License)."),
    "METHOD_NOT_IMPLEMENTED": _Meaning(ServerFault, "This version of PRTG cannot do this over API v2: use api v1."),
    "UNKNOWN": _Meaning(ServerFault, "The log of the PRTG application server says more."),
}

_BY_STATUS = {
    400: _Meaning(RequestRefused),
    401: _Meaning(AuthenticationFailed, _KEY_HINT),
    403: _Meaning(PermissionDenied, _RIGHTS_HINT),
    404: _BY_CODE[NOT_FOUND],
    408: _BY_CODE["EXECUTION_TIMEOUT"],
    409: _Meaning(Conflict),
    413: _BY_CODE["BODY_TOO_LARGE"],
    429: _Meaning(RateLimited, "Run fewer tasks at a time against this server."),
    501: _BY_CODE["METHOD_NOT_IMPLEMENTED"],
    502: _BY_CODE["BAD_GATEWAY"],
    503: _BY_CODE["SERVICE_UNAVAILABLE"],
    504: _BY_CODE["GATEWAY_TIMEOUT"],
}


#: The error codes that are known.
CODES = frozenset(_BY_CODE)


def refuse_failure(answer: Answer, redact: Redactor) -> None:
    """Raise the error that ``answer`` stands for, if it is not a success."""
    if not 200 <= answer.status < 300 or answer.is_html:
        raise error_of(answer, redact)


def error_of(answer: Answer, redact: Redactor) -> MonitoringError:
    """The error that an answer stands for, on its code first and else on its HTTP status."""
    code, message, request_id = _read_body(answer, redact)
    exchange = answer.exchange
    if exchange.request_id is None and request_id:
        exchange = exchange._replace(request_id=request_id)
    if is_classic_web_server(answer):
        return ConfigurationError(
            f"{_what_came(answer)}: this is PRTG's classic web server or another web page, not API v2",
            exchange=exchange,
            hint=f"{_PORTS}: correct the option url, or set api to v1.",
        )
    if "session token or api token format" in message.lower():
        return AuthenticationFailed(message, exchange=exchange, hint=_KEY_HINT, code=code)
    by_status = _BY_STATUS.get(answer.status)
    meaning = by_status if code == "UNKNOWN" and by_status else _BY_CODE.get(code or "") or by_status
    if meaning is None:
        meaning = _Meaning(ServerFault if answer.status >= 500 else UnexpectedAnswer)
    return meaning.error(message or "the server gives no reason", exchange=exchange, hint=meaning.hint, code=code)


def results_of(answer: t.Any) -> list[dict[str, t.Any]]:
    """What the answer to an action on several objects says, one by one.

    A list of ActionResult by the overview, whose members are in no source. An object in place of it is one by itself,
    and may hold a list.
    """
    if isinstance(answer, dict):
        answer = [answer, *(one for part in answer.values() if isinstance(part, list) for one in part)]
    return [one for one in answer if isinstance(one, dict)] if isinstance(answer, list) else []


def action_failures(told: t.Iterable[dict[str, t.Any]]) -> list[str]:
    """What is said of the objects that an action failed for; "not possible in the present state" is told elsewhere."""
    failed = [result for result in told if is_failure(result) and not is_refused_by_state(result)]
    return [f"object {result.get('id', '?')}: {_reason(result.get('error'), result)}" for result in failed]


def is_failure(result: dict[str, t.Any]) -> bool:
    """Whether any member says that it failed, of all that could tell."""
    status = str(result.get("status")).lower()
    bad_status = status in ("error", "failed", "refused") or (status.isdecimal() and int(status) >= 400)
    return bool(result.get("error") or bad_status or result.get("success") is False or result.get("code") in CODES)


def is_refused_by_state(result: dict[str, t.Any]) -> bool:
    """Whether it says "not possible in the present state"."""
    code, error = result.get("code"), result.get("error")
    return WRONG_STATUS in (code, error, error.get("code") if isinstance(error, dict) else None)


def _reason(error: t.Any, result: dict[str, t.Any]) -> str:
    if isinstance(error, dict):
        result, error = error, None
    candidates = (error, result.get("message"), result.get("code"), result.get("status"))
    return next((str(one) for one in candidates if isinstance(one, (str, int)) and one), "no reason given")


def is_classic_web_server(answer: Answer) -> bool:
    """Whether the answer comes from PRTG's web interface: a redirect to its log-in, a page, or its word on the header.

    Seen on live servers (netmon24 CHANGELOG 1.1.0; SquaredUp's PRTG plugin on 26.3.122.1665).
    """
    if 300 <= answer.status < 400 or (answer.is_html and answer.status < 300):
        return True
    return answer.status == 401 and "unsupported authorization scheme" in answer.text[:2000].lower()


def is_missing_operation(answer: Answer) -> bool:
    """Whether this server does not have the path at all (or no longer, or not yet)."""
    if answer.status in (404, 405, 501):
        return True
    return answer.status >= 400 and _member(_json_body(answer), "code") == "METHOD_NOT_IMPLEMENTED"


def is_surely_the_operation(answer: Answer) -> bool:
    """Whether what is missing is the operation and cannot be the object: 404 with NOT_FOUND is said of both."""
    return answer.status != 404 or _member(_json_body(answer), "code") != NOT_FOUND


def not_activated(exchange: Exchange | None) -> ConfigurationError:
    """The error when no path of an operation exists."""
    return ConfigurationError(
        _NOT_ACTIVATED,
        exchange=exchange,
        hint=f"Activate it in PRTG (Setup > Activate New UI and API v2). {_PORTS}: check the port of the option url.",
    )


def is_not_activated(error: MonitoringError) -> bool:
    """Whether an error is ``not_activated``, and does not say that this is another server altogether."""
    return error.message == _NOT_ACTIVATED


def _what_came(answer: Answer) -> str:
    if 300 <= answer.status < 400:
        return "the server redirects"
    return "the server answers with a web page" if answer.is_html else "the server does not take this kind of log-in"


def _read_body(answer: Answer, redact: Redactor) -> tuple[str | None, str, str | None]:
    """Code, message and request id of an error body; the text itself as message if it is not PRTG's JSON."""
    body = _json_body(answer)
    code, message, request_id = (_member(body, name) for name in ("code", "message", "request_id"))
    if not isinstance(body, dict):
        message = answer.text
    return (
        shown(code, redact, 64) if code else None,
        shown(message or "", redact),
        shown(request_id, redact, 64) if request_id else None,
    )


def _json_body(answer: Answer) -> t.Any:
    try:
        return answer.json()
    except UnexpectedAnswer:
        return None


def _member(body: t.Any, name: str) -> str | None:
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) else None
