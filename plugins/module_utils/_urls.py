# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Addresses of servers and proxies, as options and the environment give them."""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError

PROXY_VARIABLES = "the environment variables HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, in upper and lower case"
_PROXY_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")


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
    max_body: int = 256 * 1024 * 1024
    max_wait: float = 60.0


def server_parts(url: str) -> urllib.parse.SplitResult:
    """The parts of a server's URL; ``ConfigurationError`` if it is none, or holds what does not belong there."""
    try:
        parts = urllib.parse.urlsplit(url)
        usable = (
            parts.scheme in ("http", "https")
            and parts.hostname
            and (parts.port is None or parts.port > 0)
            # a password with a slash in it, or a scheme without its colon
            and not ("@" in parts.path or parts.path.startswith("//"))
        )
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


def proxy_password(proxy: str, named_by: str) -> str | None:
    """The password in the address of a proxy, if any; ``ConfigurationError`` if it is no address."""
    try:
        parts = urllib.parse.urlsplit(proxy)
        usable = (
            parts.scheme in _PROXY_SCHEMES
            and parts.hostname
            and (parts.port is None or parts.port > 0)
            and not (parts.path.strip("/") or parts.query or parts.fragment)
        )
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(
            "the proxy is not of the form http://[user:password@]host[:port]",
            hint=f"Check {named_by}. In its password, write / as %2F, # as %23, ? as %3F and @ as %40.",
        )
    return urllib.parse.unquote(parts.password) if parts.password else None


def proxy_of_environment(requests: t.Any, server: str) -> str | None:
    """The proxy that the usual variables name for a server, with its scheme."""
    import urllib.request  # delayed like requests, which brings it along

    # only if there is one, because requests would ask macOS for its settings, which forked processes must not
    if not urllib.request.getproxies_environment():
        return None
    try:
        proxies = requests.utils.get_environ_proxies(server)
    except ValueError:
        raise ConfigurationError(
            "the environment's variables for proxies cannot be read", hint=f"Check {PROXY_VARIABLES}."
        ) from None
    proxy = requests.utils.select_proxy(server, proxies)
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"
