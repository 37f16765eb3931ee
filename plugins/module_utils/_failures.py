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

BROKEN_OFF = "Try again; if it happens again, look at the load of the server and at proxies on the way."


def meaning(
    error: Exception, exchange: Exchange, attempt: Attempt, timeout: float, whole: float, redact: Redactor
) -> ConnectionFailed | UnexpectedAnswer:
    """What an error of the libraries, or of the system, means for a request.

    ``timeout`` is what was allowed between two bytes, ``whole`` for all of it, in seconds.
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
    return _of_connection(error, exchange, timeout, redact)


def _of_connection(
    error: Exception, exchange: Exchange, timeout: float, redact: Redactor
) -> ConnectionFailed | UnexpectedAnswer:
    import requests  # as in _http
    import urllib3

    exceptions = requests.exceptions
    reason = shown(_innermost_reason(error), redact)
    if isinstance(error, exceptions.ProxyError):
        return ConnectionFailed(
            f"the proxy does not connect: {reason}", exchange=exchange, hint="Check the option proxy."
        )
    if isinstance(error, (exceptions.SSLError, urllib3.exceptions.SSLError)):
        return ConnectionFailed(f"TLS failed: {reason}", exchange=exchange, hint=_tls_hint(reason))
    # what stalls in the middle of its body is a plain ReadTimeoutError of urllib3
    if isinstance(error, exceptions.Timeout) or "timed out" in reason:
        return ConnectionFailed(
            f"no answer within {timeout:g} s",
            exchange=exchange,
            hint="Check host, port and firewall, or raise the option timeout.",
        )
    # the headers of a request have been looked at before
    if isinstance(error, (urllib3.exceptions.HTTPError, exceptions.InvalidHeader)):
        return UnexpectedAnswer(f"the answer breaks off: {reason}", exchange=exchange, hint=BROKEN_OFF)
    return ConnectionFailed(
        f"could not connect: {reason}",
        exchange=exchange,
        hint="Check scheme, host and port of the URL, and that the server runs.",
    )


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
