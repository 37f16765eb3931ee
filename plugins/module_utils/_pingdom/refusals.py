# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an answer of Pingdom means that is no success: which error of the family, and what to do."""

from __future__ import annotations

import re

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    MonitoringError,
    NotFound,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import UNKNOWN_CAUSE, Denial, Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown


def refusal(answer: Answer, dialect: Dialect, http: HttpClient) -> MonitoringError:
    """The error for an answer whose status is not 200."""
    reason = _reason(answer, dialect)
    said = shown(answer.text if reason is None else reason, http.redact) or "no reason given"
    status, exchange = answer.status, answer.exchange
    if 300 <= status < 400:
        where = shown(answer.location.split("?")[0], http.redact)
        return ConfigurationError(
            f"the server redirects to {where or 'nowhere'}, which is not followed",
            exchange=exchange,
            hint=f"Check the option url: it must be the base URL of the API itself, such as {dialect.default_url}.",
        )
    if status == 401:
        return AuthenticationFailed(
            f"Pingdom does not accept {dialect.credentials}: {said}", exchange=exchange, hint=dialect.credentials_hint
        )
    if status == 403:
        denial = _denial(reason, dialect)
        hint = next((hint for part, hint in denial.hints.items() if part in exchange.path), denial.hint)
        details = {"cause": denial.cause} if denial.cause else None
        return denial.kind(f"{denial.words}: {said}", exchange=exchange, hint=hint, details=details)
    if status == 404:
        url_hint = f"Check the option url: {dialect.url_hint}"
        if reason is None:  # a web page of another server says nothing about what there is in Pingdom
            return UnexpectedAnswer(
                f"there is no API of Pingdom at this path: {said}", exchange=exchange, hint=url_hint
            )
        # a list exists on every account, so that the path is wrong unless an id ends it
        is_of_an_id = exchange.path.rsplit("/", 1)[-1].isdigit()
        hint = None if is_of_an_id else url_hint
        return NotFound(f"Pingdom does not know this: {said}", exchange=exchange, hint=hint)
    if status == 429:
        return RateLimited(
            f"the request budget is used up: {said} ({http.budget(answer)})",
            exchange=exchange,
            hint="Run fewer tasks against this account, or try again after the reset.",
        )
    if status >= 500:
        return ServerFault(f"Pingdom failed: {said}", exchange=exchange, hint="Try again later.")
    if status >= 400:
        # behind a proxy such a base URL may be right, so that it is not refused before
        hint = (
            f"If others fail, too, check the option url: {dialect.url_hint}"
            if _PAST_THE_VERSION.search(http.base_path)
            else None
        )
        return RequestRefused(f"Pingdom refuses the request: {said}", exchange=exchange, hint=hint)
    return UnexpectedAnswer(f"Pingdom answers with status {status}: {said}", exchange=exchange)


def _denial(reason: str | None, dialect: Dialect) -> Denial:
    """The meaning of a 403 by what the API says; what is not known, or not from the API, is nobody's fault."""
    text = " ".join((reason or "").split())
    return next((one for one in dialect.denials if re.match(one.text, text, re.IGNORECASE)), _UNKNOWN_DENIAL)


#: A base path that goes on after the version of the API.
_PAST_THE_VERSION = re.compile(r"/api/v?[0-9]+\.[0-9]+/+(?!.*/v?[0-9]+\.[0-9]+$)[^/]")
_UNKNOWN_DENIAL = Denial("", PermissionDenied, "this is forbidden", cause=UNKNOWN_CAUSE)


def _reason(answer: Answer, dialect: Dialect) -> str | None:
    """What the API says in an error; None where HTML or plain text came instead, or JSON that it is not known for."""
    try:
        return dialect.reason(answer.json())
    except UnexpectedAnswer:
        return None
