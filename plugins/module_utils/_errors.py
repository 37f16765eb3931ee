# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The one error family: every failure that a user can meet, and what each tells them."""

from __future__ import annotations

import contextlib
import typing as t


class Exchange(t.NamedTuple):
    """The request an error is about, in a form that is safe to show: never a query, never a credential.

    ``server`` is scheme, host and port; ``path`` has no query; ``status`` is the HTTP status or None without an answer.
    """

    method: str
    server: str
    path: str
    status: int | None = None
    request_id: str | None = None

    def __str__(self) -> str:
        answered = f" (HTTP {self.status})" if self.status is not None else ""
        return f"{self.method} {self.server}{self.path}{answered}"


class MonitoringError(Exception):
    """What went wrong, on which request, and what the user can do about it.

    ``code`` is the service's own error code where it has one (PRTG API v2: ``INVALID_FILTER``), ``hint`` one sentence
    of advice, ``details`` more members for the ``error`` of a result. ``changed`` says that something had been
    written before this happened, ``asked_of`` which objects the failed request named, if it was to change some;
    ``values`` are return values worth keeping all the same (what was done, how to undo it). Texts that come from a
    server have been cut and redacted before they get here.
    """

    def __init__(
        self,
        message: str,
        *,
        exchange: Exchange | None = None,
        hint: str | None = None,
        code: str | None = None,
        details: dict[str, t.Any] | None = None,
        changed: bool = False,
        values: dict[str, t.Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.exchange = exchange
        self.hint = hint
        self.code = code
        self.details = details or {}
        self.changed = changed
        self.asked_of: frozenset[str] = frozenset()
        self.values = values or {}

    def __str__(self) -> str:
        text = self.message
        if self.exchange is not None:
            text = f"{self.exchange}: {text}"
        if self.hint:
            text = f"{text.rstrip()}{'' if text.rstrip().endswith(('.', '!', '?', ':')) else '.'} {self.hint}"
        return text

    @property
    def kind(self) -> str:
        """The stable name that playbooks can test, such as ``AuthenticationFailed``."""
        return type(self).__name__

    def as_result(self) -> dict[str, t.Any]:
        """The ``error`` entry of a failed module: kind, HTTP status, the service's code and its request id."""
        exchange = self.exchange
        return {
            "kind": self.kind,
            "status": exchange.status if exchange else None,
            "code": self.code,
            "request_id": exchange.request_id if exchange else None,
            **self.details,
        }


class ConfigurationError(MonitoringError):
    """An option is missing, contradicts another or points at something that is not what it should be."""


class _WithoutAnswer(MonitoringError):
    """There is no answer that can be trusted.

    ``nothing_sent`` says that the request, a write, cannot have arrived, ``is_lasting`` that it would fail again.
    """

    nothing_sent = False
    is_lasting = False

    def tell_of_write(self, sent: bool) -> None:
        """Keep, and if so say, that a write never left; it may have been ``sent`` at an earlier try."""
        self.nothing_sent = not sent
        if self.nothing_sent:
            self.hint = " ".join(filter(None, ("Nothing was sent.", self.hint)))


class ConnectionFailed(_WithoutAnswer):
    """No answer: name resolution, refused connection, TLS, time-out, reset."""


class AuthenticationFailed(MonitoringError):
    """The server does not know these credentials."""


class PermissionDenied(MonitoringError):
    """The credentials are valid and may not do this."""


class NotFound(MonitoringError):
    """The thing that was asked for does not exist, or is not visible to this account."""


class Conflict(MonitoringError):
    """The request contradicts the state of the server."""


class RateLimited(MonitoringError):
    """The request budget is used up and waiting for its end would take longer than allowed."""


class ServerFault(MonitoringError):
    """The server failed (HTTP 5xx) or refused a request that should have been right."""


class RequestRefused(MonitoringError):
    """The server found the request itself wrong (HTTP 400)."""


class UnexpectedAnswer(_WithoutAnswer):
    """An answer that cannot be trusted: HTML, truncated, malformed, incomplete, contradicting itself."""


class FilterError(MonitoringError):
    """A filter expression that is wrong, found before anything is sent."""


class AmbiguousName(MonitoringError):
    """One name, several objects."""


class SelectionRefused(MonitoringError):
    """A selector that matches nothing, too much, or what needs an explicit word."""


class StateNotReached(MonitoringError):
    """A change was accepted, and reading it back does not show it within the time allowed."""


def may_be_done(error: MonitoringError) -> bool:
    """Whether a write that ended with ``error`` may have been done: it was sent, and no answer tells."""
    return isinstance(error, _WithoutAnswer) and not error.nothing_sent


def never_left(error: MonitoringError) -> bool:
    """Whether ``error`` is about a write that was not even sent."""
    return isinstance(error, _WithoutAnswer) and error.nothing_sent


@contextlib.contextmanager
def after_a_write() -> t.Iterator[None]:
    """Every error in here tells that something has been written."""
    try:
        yield
    except MonitoringError as error:
        error.changed = True
        raise
