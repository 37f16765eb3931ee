# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an API of PRTG is to those who do not speak it: how it is chosen and made, and what it lacks."""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import how_to_give
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking

Options = t.Mapping[str, t.Any]


def look_at_web_interface(http: HttpClient) -> str | None:
    """Why PRTG's web interface does not answer; None if it does."""
    # delayed, since only a task about the server looks for other APIs
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.web_interface import look

    return look(http)


def credentials_of(options: Options, *ways: tuple[str, ...]) -> dict[str, str] | None:
    """Of some ways to authenticate, each by some options, the first for which all of them are given."""
    complete = (way for way in ways if all(options.get(name) for name in way))
    return next(({name: options[name] for name in way} for way in complete), None)


def no_credentials(api: str, *ways: tuple[str, ...]) -> ConfigurationError:
    """The error for options that hold all of none of the ``ways`` to authenticate over an API."""
    return ConfigurationError(f"no credentials for PRTG's API {api} are given", hint=how_to_give("prtg", *ways))


class Dialect(t.NamedTuple):
    """An API, by the ``name`` that the option ``api`` has for it.

    ``is_meant`` tells by the URL alone whether it speaks there, ``asking`` is what of a filter it can be asked,
    ``connect`` makes the server and refuses credentials that are missing, ``lacks`` has what it cannot include, and
    ``base_path`` is what its paths begin with where a server is: that server is the same over its other APIs. ``ports``
    are those that it has for itself, by scheme. ``look`` asks a server without credentials, by its URL without that
    base path, and tells why this API does not answer there; None if it does or, unless it ``shows``, if it may.
    """

    name: str
    is_meant: t.Callable[[urllib.parse.SplitResult], bool]
    asking: t.Callable[[], Asking]
    connect: t.Callable[[HttpSettings, Options], PrtgServer]
    lacks: t.Mapping[str, Lack] = {}
    base_path: str = ""
    ports: t.Mapping[str, int] = {}
    look: t.Callable[[HttpClient], str | None] = look_at_web_interface
    shows: bool = True

    def url_at(self, url: str) -> str:
        """``url`` with the base path behind it, whether it was given with it or not."""
        parts = urllib.parse.urlsplit(url)
        path = parts.path.rstrip("/")
        if path.endswith(self.base_path):
            return url
        return urllib.parse.urlunsplit(parts._replace(path=path + self.base_path))

    def server_path(self, path: str) -> str:
        """What is left of the ``path`` of a URL without the base path and what is behind it."""
        return path.partition(self.base_path)[0] if self.base_path else path

    def refuse_lacking(self, what: str) -> None:
        """``ConfigurationError`` for what cannot be included."""
        if what in self.lacks:
            raise ConfigurationError(f"include {what} {self.lacks[what].why}", hint=self.lacks[what].hint)
