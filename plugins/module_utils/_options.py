# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The connection options: one table for modules, inventory and lookups, with the environment variables of each."""

from __future__ import annotations

import os
import re
import typing as t
import urllib.parse

from ansible.module_utils.basic import AnsibleFallbackNotFound

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings, server_parts


class Block(t.NamedTuple):
    """Options that belong together, as an argument spec, with the rules between them by the names that Ansible has.

    ``a | b`` are the options and rules of both, in this order.
    """

    options: dict[str, dict[str, t.Any]] = {}
    rules: dict[str, list[tuple[t.Any, ...]]] = {}

    def __or__(self, other: Block) -> Block:
        rules = {name: [*self.rules.get(name, []), *other.rules.get(name, [])] for name in (*self.rules, *other.rules)}
        return Block({**self.options, **other.options}, rules)


TRANSPORT: dict[str, dict[str, t.Any]] = {
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
    "client_cert": {"type": "path"},
    "client_key": {"type": "path"},
    "proxy": {"type": "str"},
    "timeout": {"type": "int", "default": 60},
    "retries": {"type": "int", "default": 3},
}

PRTG: dict[str, dict[str, t.Any]] = {
    "url": {"type": "str"},
    "api": {"type": "str", "choices": ["auto", "v1", "v2", "textlist"], "default": "auto"},
    "server_name": {"type": "str"},
    "api_token": {"type": "str", "no_log": True},
    "username": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "passhash": {"type": "str", "no_log": True},
    **TRANSPORT,
}

PINGDOM: dict[str, dict[str, t.Any]] = {
    "url": {"type": "str"},
    "api_version": {"type": "str", "choices": ["auto", "3.1", "2.1"], "default": "auto"},
    "api_token": {"type": "str", "no_log": True},
    "username": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "app_key": {"type": "str", "no_log": True},
    "account_email": {"type": "str"},
    **TRANSPORT,
}

#: How each service is connected to, in modules, inventories and lookups.
CONNECTIONS = {"prtg": Block(PRTG), "pingdom": Block(PINGDOM)}

#: Scheme, user and password, host, port and path, each made of what can only be that.
_ADDRESS = re.compile(
    r"(?i)(?:[a-z][a-z0-9+.-]*://)?(?:(?:[^/?#\[\]@:]*:(?P<password>[^/?#\[\]@]*)|[\w.+~-]*)@)?"
    r"(?:[\w.-]*|\[[0-9a-z:.%]*\])(?::[0-9]*)?(?:/(?!/)[^?#@\[\]:;&=]*)?"
)
_WITH_A_PASSWORD = re.compile(r"(?is)\s*(?:(?:[a-z][a-z0-9+.-]*:)?//)?[^/?#:@]*:.*@")
_SCHEME = re.compile(r"(?i)^(?:https?|socks[45][ah]?)(?::?/{1,2}|:)")

#: Halves of characters, as which Python keeps bytes of the environment that are no UTF-8.
_NO_TEXT = re.compile("[\ud800-\udfff]")


def environment_variable(service: str, option: str) -> str:
    """The variable that stands in for an option: ``PRTG_API_TOKEN`` for ``api_token`` of ``prtg``."""
    return f"{service}_{option}".upper()


def how_to_give(service: str, *ways: tuple[str, ...]) -> str:
    """Advice to give the options of one of ``ways``, or the environment variables that stand in for them."""
    wanted = ", or ".join(" with ".join(way) if len(way) < 3 else listed(way) for way in ways)
    variables = list(dict.fromkeys(environment_variable(service, name) for way in ways for name in way))
    return f"Set {wanted} (or the environment variable{'s' * (len(variables) > 1)} {', '.join(variables)})."


def non_empty_environment(name: str) -> str:
    """Fallback for an argument spec: the variable, unless it is missing or empty (AWX injects empty ones)."""
    value = os.environ.get(name, "")
    if not value:
        raise AnsibleFallbackNotFound
    return value


def argument_spec(service: str) -> dict[str, dict[str, t.Any]]:
    """The connection options of ``prtg`` or ``pingdom`` as an argument spec with its environment fallbacks."""
    return {
        name: {**spec, "fallback": (non_empty_environment, [environment_variable(service, name)])}
        for name, spec in CONNECTIONS[service].options.items()
    }


def passwords_in_urls(options: t.Mapping[str, t.Any], parts: t.Iterable[str] = ()) -> set[str]:
    """What may not be shown of ``url`` and ``proxy``, as it is written there and as it is meant.

    The password; of what cannot be read as an address, all that follows its scheme, since the password may be anywhere.
    Ansible makes a text of a list or mapping, so that such an option is looked at as that, too. Options that shall be
    ``parts`` of an address are treated alike where a user and a password stand in them: by their names, with a point
    after that of a list of dictionaries in which they are.
    """
    found = set()
    mistaken = [text for name in parts for text in _texts_at(options, name) if _WITH_A_PASSWORD.match(text)]
    for address in (*_texts(options.get("url")), *_texts(options.get("proxy")), *mistaken):
        read = _ADDRESS.fullmatch(address.strip())
        hidden = (read.group("password") or "") if read else _SCHEME.sub("", address.strip())
        found |= {hidden, urllib.parse.unquote(hidden)} - {""}
    return found


def _texts_at(options: t.Any, name: str) -> t.Iterator[str]:
    """What an option may be shown as, in each dictionary of a list where its name says so."""
    first, _point, rest = name.partition(".")
    value = options.get(first) if isinstance(options, t.Mapping) else None
    if not rest:
        yield from _texts(value)
        return
    for one in value if isinstance(value, (list, tuple)) else ():
        yield from _texts_at(one, rest)


def _texts(value: t.Any) -> t.Iterator[str]:
    """What an option may be shown as that should be a text: itself, and all that is in it."""
    if value is not None:
        yield str(value)
    if isinstance(value, (list, tuple, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def in_force(service: str, arguments: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The connection options of ``arguments``, and what the environment says in place of those that are not given."""
    names = argument_spec(service)
    given = {name: arguments.get(name) for name in names}
    return {
        name: os.environ.get(environment_variable(service, name)) if value is None else value
        for name, value in given.items()
    }


def is_of_the_environment(service: str, options: t.Mapping[str, t.Any], name: str) -> bool:
    """Whether an option has the value of the variable that stands in for it, so that a task need not have given it."""
    return bool(options.get(name)) and options[name] == os.environ.get(environment_variable(service, name))


def refuse_no_text(options: t.Mapping[str, t.Any]) -> None:
    """``ConfigurationError`` for an option whose bytes are no UTF-8; the environment can hold such."""
    for name, value in options.items():
        if isinstance(value, str) and _NO_TEXT.search(value):
            raise ConfigurationError(
                f"{name} is no text: it holds bytes that are not UTF-8",
                hint="Give it in UTF-8, and look at where it comes from.",
            )


def secrets_of(service: str, options: t.Mapping[str, t.Any]) -> set[str]:
    """What Ansible masks in the result of a task with these connection options: its secrets, and passwords in URLs."""
    connection = CONNECTIONS[service].options
    named = {str(options[name]) for name, spec in connection.items() if spec.get("no_log") and options.get(name)}
    return named | passwords_in_urls(options)


def base_url(service: str, options: t.Mapping[str, t.Any]) -> str:
    """The option ``url`` for a service, checked, with its scheme and without a slash at its end."""
    url = (options.get("url") or "").strip().rstrip("/")
    if not url:
        raise ConfigurationError("no url is given", hint=how_to_give(service, ("url",)))
    if "://" not in url:
        url = f"https://{url}"
    server_parts(url)
    return url


def http_settings(service: str, options: t.Mapping[str, t.Any]) -> HttpSettings:
    """The transport part of a service's options, checked; ``ConfigurationError`` names the option that is wrong."""
    refuse_no_text(options)
    url = base_url(service, options)
    proxy = (options.get("proxy") or "").strip()
    if proxy and "://" not in proxy:
        proxy = f"http://{proxy}"
    timeout, retries = options["timeout"], options["retries"]
    if timeout <= 0:
        raise ConfigurationError("timeout must be at least 1 second")
    if retries < 0:
        raise ConfigurationError("retries must be 0 or more")
    for name in ("ca_path", "client_cert", "client_key"):
        if options.get(name) and not os.path.exists(options[name]):
            raise ConfigurationError(f"{name} points at {options[name]}, which does not exist on this host")
        if options.get(name) and not os.access(options[name], os.R_OK):
            raise ConfigurationError(f"{name} points at {options[name]}, which this user may not read")
    if options.get("client_key") and not options.get("client_cert"):
        raise ConfigurationError("client_key is given without client_cert")
    return HttpSettings(
        url=url,
        validate_certs=options["validate_certs"],
        ca_path=options.get("ca_path") or None,
        client_cert=options.get("client_cert") or None,
        client_key=options.get("client_key") or None,
        proxy=proxy or None,
        timeout=float(timeout),
        retries=retries,
    )
