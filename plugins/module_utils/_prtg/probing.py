# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which APIs of a server answer besides the one in use, and why others do not.

What is looked for is on the host that the user named, and never over HTTP where that is HTTPS. First each address is
asked for what needs no credentials; only where PRTG answers that, they are sent, for one request. Nothing is repeated,
and once a server has refused credentials they are not sent again: PRTG slows down and locks out whoever fails to log in
too often (facts of API v1, section 1).
"""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    MonitoringError,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import DIALECTS, server_path
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor, shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings, server_parts

#: Seconds for which an address that may not exist is waited for.
PATIENCE = 10.0

#: Why credentials are kept back.
REFUSED = "the credentials were not sent, since PRTG has just refused them"

#: What is known where an API does not show without credentials.
MAYBE = "PRTG answers, and shows whether it has this API only to whoever logs in"

#: How much is told of a failure.
_LONGEST = 400

Options = t.Mapping[str, t.Any]


class Found(t.NamedTuple):
    """What came of looking for an API.

    ``answers``: it is there; None if nobody can tell. ``usable``: it accepts the credentials; None if they were not
    sent. ``attempts`` are the addresses with what came of each, in words.
    """

    api: str
    used: bool = False
    answers: bool | None = None
    usable: bool | None = None
    url: str | None = None
    version: str | None = None
    attempts: tuple[dict[str, str], ...] = ()

    def record(self) -> dict[str, t.Any]:
        """The same as plain data."""
        return {**self._asdict(), "attempts": list(self.attempts)}


def more_addresses(options: Options) -> list[str]:
    """The addresses in the option ``also_at``.

    ``ConfigurationError`` for one that is not on the host of ``url``, or is HTTP where that is HTTPS.
    """
    own = urllib.parse.urlsplit(_options.base_url("prtg", options))
    found = []
    for place, given in enumerate(options.get("also_at") or (), 1):
        try:
            url = _options.base_url("prtg", {"url": given})
        except ConfigurationError as error:
            # not the address itself, which may hold a password
            raise ConfigurationError(
                f"entry {place} of also_at cannot be used: {error.message}", hint="Give it as in the option url."
            ) from None
        parts = server_parts(url)
        if parts.hostname != own.hostname:
            raise ConfigurationError(
                f"also_at has {quoted(given)}, which is not on the host of url",
                hint=f"The credentials are for {own.hostname} and are sent to no other host.",
            )
        if own.scheme == "https" and parts.scheme != own.scheme:
            raise ConfigurationError(
                f"also_at has {quoted(given)}, which is HTTP, and url is HTTPS",
                hint="The credentials are not sent in the clear: give it with https.",
            )
        found.append(url)
    return found


def other_apis(used: str, options: Options, refused: bool = False) -> list[Found]:
    """What came of looking for each API but the one in use; ``refused``: the credentials were not accepted by that.

    Those that only credentials show come last, since a server without them may answer as if it refused these.
    """
    settings = _options.http_settings("prtg", options)
    settings = settings._replace(timeout=min(settings.timeout, PATIENCE), retries=0)
    more = more_addresses(options)
    search = _Search(settings, options, refused)
    return [
        search.look_for(dialect, addresses_of(dialect, settings.url, more))
        for dialect in sorted(DIALECTS.values(), key=lambda one: (not one.shows, one.name))
        if dialect.name != used
    ]


def addresses_of(dialect: Dialect, url: str, more: t.Sequence[str] = ()) -> list[str]:
    """Where an API may be on the host of ``url``, which may be that of another API, without its base path.

    Those of ``more`` come first that mean it, or another API of the same ports, which is on the same server. An API
    with ports of its own is looked for there, and at the port of ``url``, where something before PRTG may serve both;
    one without ports is at the default port if the port of ``url`` is another API's own.
    """
    parts = urllib.parse.urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    path = server_path(parts.path)
    own = [
        f"{scheme}://{host}:{port}{path}"
        for scheme, port in dialect.ports.items()
        if scheme == "https" or parts.scheme == "http"
    ]
    others = {port for other in DIALECTS.values() for port in other.ports.values()}
    is_taken = not dialect.ports and parts.port in others
    given = f"{parts.scheme}://{host if is_taken else parts.netloc}{path}"
    meant = [one for one in more if _meant_by(one).ports == dialect.ports]
    return list(dict.fromkeys([*map(_without_base_path, meant), *own, given]))


def _meant_by(url: str) -> Dialect:
    parts = urllib.parse.urlsplit(url)
    return next(dialect for dialect in DIALECTS.values() if dialect.is_meant(parts))


def _without_base_path(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{server_path(parts.path)}"


def _version(server: PrtgServer) -> str | None:
    """The version that a server tells, for one request; None over an API that tells none."""
    try:
        facts = server.part("facts")
    except ConfigurationError:
        server.total("device")
        return None
    return t.cast("str | None", facts.version())


class _Search:
    """Looks for one API after the other; ``refused`` as soon as credentials were not accepted."""

    def __init__(self, settings: HttpSettings, options: Options, refused: bool) -> None:
        self._settings = settings
        self._options = options
        self._secrets = _options.secrets_of("prtg", options)
        self._redact = Redactor(self._secrets)
        self.refused = refused

    def look_for(self, dialect: Dialect, addresses: t.Sequence[str]) -> Found:
        """Try addresses until the API answers at one."""
        attempts: list[dict[str, str]] = []
        for address in addresses:
            url = dialect.url_at(address)
            why = self._why_not(dialect, address)
            if why is None:
                usable, version, words = self._use(dialect, address)
                attempts.append({"url": url, "outcome": words})
                is_there = True if dialect.shows or usable else None
                return Found(dialect.name, False, is_there, usable, url, version, tuple(attempts))
            attempts.append({"url": url, "outcome": why})
        return Found(dialect.name, False, False, attempts=tuple(attempts))

    def _why_not(self, dialect: Dialect, address: str) -> str | None:
        """Why an API does not answer at an address, which gets no credentials; None if it does."""
        http = HttpClient(self._settings._replace(url=address), secrets=self._secrets)
        try:
            return dialect.look(http)
        except MonitoringError as error:
            return self._in_words(error)
        finally:
            http.close()

    def _use(self, dialect: Dialect, address: str) -> tuple[bool | None, str | None, str]:
        """Whether an API accepts the credentials, the version that it tells, and that in words."""
        seen = "it answers" if dialect.shows else MAYBE
        if self.refused:
            return None, None, f"{seen}; {REFUSED}"
        try:
            server = dialect.connect(self._settings._replace(url=address), self._options)
        except ConfigurationError as error:
            return None, None, f"{seen}; {self._in_words(error)}"
        try:
            version = _version(server)
        except MonitoringError as error:
            self.refused = isinstance(error, AuthenticationFailed)
            return False, None, f"{seen}, and cannot be used: {self._in_words(error)}"
        finally:
            server.close()
        return True, version, "it answers and accepts the credentials"

    def _in_words(self, error: MonitoringError) -> str:
        return shown(str(error), self._redact, _LONGEST)
