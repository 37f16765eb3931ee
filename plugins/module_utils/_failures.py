# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What it means that a request got no answer, or none that can be read: errors of the HTTP libraries in plain words."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._bounds import Attempt
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConnectionFailed,
    Exchange,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor, shown

#: How an alert of TLS begins (RFC 8446, 5.1), with which some servers answer plain HTTP.
_TLS_RECORD = "\x15\x03"
#: What urllib3 shows of a connection: an object before version 2.1, else its host and port.
_CONNECTION = re.compile(
    r"^(?:<[\w.]+ object at 0x\w+>|\w+\(host='[^']*', port=\d+\)): (?:Failed to establish a new connection: )?"
)
SPEAK_TLS = "Write https:// in the option url. Credentials have just been sent in the clear: consider to renew them."

_WRONG_ADDRESS = "Check scheme, host and port of the URL, and that the server runs."
BROKEN_OFF = "Try again; if it happens again, look at the load of the server and at proxies on the way."


def meaning(
    error: Exception,
    exchange: Exchange,
    attempt: Attempt,
    timeout: float,
    whole: float,
    redact: Redactor,
    *,
    answered: bool = False,
) -> ConnectionFailed | UnexpectedAnswer:
    """What an error of the libraries, or of the system, means for a request.

    ``timeout`` is what was allowed between two bytes, ``whole`` for all of it, in seconds. ``answered`` says that the
    server has answered before, so that it is the right one.
    """
    if attempt.is_too_large:
        return UnexpectedAnswer(str(attempt.too_large()), exchange=exchange, hint="Narrow the selection.")
    if attempt.seconds_left <= 0:
        return ConnectionFailed(
            f"the answer did not end within {whole:g} s",
            exchange=exchange,
            hint=f"A request may take {whole / timeout:g} times the option timeout as a whole: raise it, or narrow the "
            "selection.",
        )
    failure = _of_connection(error, exchange, timeout, redact)
    if answered and (failure.hint or "").startswith(_WRONG_ADDRESS):
        failure.hint = BROKEN_OFF
    return failure


def _of_connection(
    error: Exception, exchange: Exchange, timeout: float, redact: Redactor
) -> ConnectionFailed | UnexpectedAnswer:
    import requests  # as in _http
    import urllib3

    exceptions = requests.exceptions
    innermost = _innermost(error)
    reason = shown(_text_of(innermost), redact)
    by_proxy = isinstance(error, exceptions.ProxyError)
    # what stalls in the middle of its body is a plain ReadTimeoutError of urllib3
    if isinstance(error, exceptions.Timeout) or ("timed out" in reason and not by_proxy):
        return ConnectionFailed(
            f"no answer within {timeout:g} s",
            exchange=exchange,
            hint="Check host, port and firewall, or raise the option timeout.",
        )
    if _is_about_tls(error, innermost):
        return _of_tls(innermost, exchange, redact, by_proxy)
    if by_proxy:
        return ConnectionFailed(
            f"the proxy does not connect: {reason}", exchange=exchange, hint="Check the option proxy."
        )
    if _TLS_RECORD in str(innermost):
        failure = ConnectionFailed("the server wants https: it answers in TLS", exchange=exchange, hint=SPEAK_TLS)
        failure.is_lasting = True
        return failure
    # the headers of a request have been looked at before
    if isinstance(error, (urllib3.exceptions.HTTPError, exceptions.InvalidHeader)):
        return UnexpectedAnswer(f"the answer breaks off: {reason}", exchange=exchange, hint=BROKEN_OFF)
    plain = exchange.server.startswith("http:") and isinstance(innermost, ConnectionError)
    ended = plain and not isinstance(innermost, ConnectionRefusedError)
    return ConnectionFailed(
        f"could not connect: {reason}",
        exchange=exchange,
        hint=_WRONG_ADDRESS
        + (" A port that wants TLS may end plain HTTP like this: then write https:// in url." if ended else ""),
    )


def _is_about_tls(error: Exception, innermost: BaseException) -> bool:
    """Whether TLS failed, with the server or with a proxy, while connecting or, as TLS 1.3 does, right after."""
    import ssl

    import requests
    import urllib3

    wrapped = (requests.exceptions.SSLError, urllib3.exceptions.SSLError)
    return isinstance(error, wrapped) or isinstance(innermost, ssl.SSLError) or "TLS CA certificate" in str(innermost)


def _of_tls(innermost: BaseException, exchange: Exchange, redact: Redactor, by_proxy: bool) -> ConnectionFailed:
    # delayed, since few tasks come to it
    from ansible_collections.opswatch.monitoring.plugins.module_utils._tls import cause_of, said_by

    cause = cause_of(innermost)
    names = {
        "peer": "proxy" if by_proxy else "server",
        "option": "proxy" if by_proxy else "url",
        "said": shown(said_by(innermost), redact),
    }
    failure = ConnectionFailed(
        f"TLS failed: {cause.words.format(**names)}", exchange=exchange, hint=cause.hint.format(**names)
    )
    failure.is_lasting = not cause.passes
    return failure


def _innermost(error: BaseException) -> BaseException:
    """The error at the bottom of requests' and urllib3's wrappers, which repeat the URL at each level."""
    current: t.Any = error
    while True:
        inner = getattr(current, "reason", None)
        if not isinstance(inner, BaseException):
            inner = next((arg for arg in getattr(current, "args", ()) if isinstance(arg, BaseException)), None)
        if inner is None:
            break
        current = inner
    return t.cast(BaseException, current)


def _text_of(innermost: BaseException) -> str:
    """What an error says, without the connection that urllib3 puts before it: host and port are told already."""
    return _CONNECTION.sub("", str(innermost))
