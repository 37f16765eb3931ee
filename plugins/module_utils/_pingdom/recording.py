# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What the recorder stores of a recording besides its steps: the size of its window, and how it logs in.

Source: OpenAPI document 3.1, schemas ``Metadata`` and ``MetadataGET``; its names are those of the option, too. A change
has to tell all four members.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Masked
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Kind
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

Metadata = dict[str, t.Any]

MEMBERS = ("width", "height", "disableWebSecurity", "authentications")
_LOGINS = "httpAuthentications"
_LOGIN = ("userName", "password")


def _given(metadata: Metadata) -> Metadata:
    """What a task gives of it; the rest stays as it is."""
    told = {name: one for name, one in metadata.items() if one is not None}
    for name in ("width", "height"):
        if told.get(name, 1) < 1:
            raise ConfigurationError(f"{name} of metadata must be at least 1, not {told[name]}")
    if "authentications" in told:
        told["authentications"] = _given_logins(told["authentications"])
    return told


def _given_logins(authentications: Metadata) -> Metadata:
    """An empty mapping is none at all."""
    logins = authentications.get(_LOGINS) or []
    hosts = [login["host"] for login in logins]
    if len({*hosts}) != len(hosts):
        raise ConfigurationError("metadata has two authentications for one host")
    return {_LOGINS: logins} if logins else {}


def _read(raw: t.Any) -> Metadata:
    """Metadata of an answer as it is; PHP encodes an empty map as a list."""
    if not isinstance(raw, dict):
        raise TypeError
    _logins(raw)
    return raw


def _logins(metadata: Metadata) -> list[Metadata]:
    """Its logins; ``TypeError`` for a shape that was never seen."""
    authentications = metadata.get("authentications") or {}
    found = authentications.get(_LOGINS) if isinstance(authentications, dict) else authentications
    logins = [] if found is None else found
    if not isinstance(logins, list) or not all(isinstance(one, dict) for one in logins):
        raise TypeError
    if not all(isinstance(one.get("credentials") or {}, dict) for one in logins):
        raise TypeError
    return logins


def _canonical(metadata: Metadata | None) -> t.Any:
    """Its documented members, logins as a set; what else there is stays as it is."""
    if metadata is None:
        return None
    logins = [[str(one.get("host")), *(str(_of(one, name)) for name in _LOGIN)] for one in _logins(metadata)]
    return {**{name: metadata.get(name) for name in MEMBERS}, "authentications": sorted(logins)}


def _of(login: Metadata, name: str) -> t.Any:
    return (login.get("credentials") or {}).get(name) or ""


def _visible(metadata: Metadata | None) -> Metadata | None:
    """Metadata without user names and passwords."""
    if metadata is None:
        return None
    hosts = [{"host": one.get("host")} for one in _logins(metadata)]
    return {**{name: metadata.get(name) for name in MEMBERS}, "authentications": {_LOGINS: hosts} if hosts else {}}


def _parts(metadata: Metadata | None) -> dict[str, t.Any]:
    """Metadata for a diff: what is secret is covered, by its host."""
    logins = {} if metadata is None else {one.get("host"): one for one in _logins(metadata)}
    covered = {
        f".{host}.{name}": Masked(str(_of(login, name)))
        for host, login in logins.items()
        for name in _LOGIN
        if _of(login, name)
    }
    return {"": _visible(metadata), **covered}


def _secrets(raw: t.Any) -> list[str]:
    authentications = raw.get("authentications") if isinstance(raw, dict) else None
    logins = (authentications.get(_LOGINS) if isinstance(authentications, dict) else None) or []
    both = [one.get("credentials") or {} for one in logins if isinstance(one, dict)] if isinstance(logins, list) else []
    texts = [str(one[name]) for one in both if isinstance(one, dict) for name in _LOGIN if one.get(name)]
    return [text for text in texts if text]


def merged(actual: Metadata | None, told: Metadata) -> Metadata:
    """Metadata that has what is told; ``ConfigurationError`` where something is known of neither."""
    wanted = {**(actual or {}), **told}
    missing = [name for name in MEMBERS if name not in wanted]
    if missing:
        raise ConfigurationError(
            f"the recording has no metadata yet, and metadata lacks {listed(missing)}",
            hint="The API takes all of it at once.",
        )
    return wanted


_CREDENTIALS = {name: {"type": "str", "required": True, "no_log": True} for name in _LOGIN}
_HTTP = {
    "host": {"type": "str", "required": True},
    "credentials": {"type": "dict", "required": True, "options": _CREDENTIALS},
}
_OPTIONS = {
    "width": {"type": "int"},
    "height": {"type": "int"},
    "disableWebSecurity": {"type": "bool"},
    "authentications": {"type": "dict", "options": {_LOGINS: {"type": "list", "elements": "dict", "options": _HTTP}}},
}

METADATA = Kind(
    {"type": "dict", "options": _OPTIONS},
    _given,
    _read,
    lambda name, value: {name: value},
    canonical=_canonical,
    visible=_visible,
    parts=_parts,
    secrets=_secrets,
)
