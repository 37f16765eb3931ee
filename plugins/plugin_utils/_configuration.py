# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The options of a source, looked at before anything is sent."""

from __future__ import annotations

import difflib
import os
import typing as t

from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._profile import SHARED, Profile


class Configuration:
    """The options of a source by their names, as ``given`` in its file, or elsewhere to the ``plugin``.

    ``connection`` are those by which the service is reached. ``shown`` are the fields that become variables of a host,
    ``used`` also those that only expressions read. ``ConfigurationError`` for what is wrong without asking anybody.
    """

    def __init__(self, plugin: t.Any, given: t.Mapping[str, t.Any], profile: Profile) -> None:
        self._plugin = plugin
        self._given = given
        self._templates = profile.templates
        refuse_unknown(given, plugin.option_definitions)
        refuse_no_truth(given, plugin.option_definitions)
        self.connection = {name: self.resolved(name) for name in _options.CONNECTIONS[profile.key].options}
        _options.refuse_no_text(self.connection)
        self._refuse_contradictions(profile)
        _refuse_hostnames(self["hostnames"], profile)
        self.shown = frozenset(self["hostvars"])
        mentioned = plugin.mentioned(self["hostvars_prefix"])
        self.used = self.shown | frozenset(profile.hostvars).intersection(mentioned)

    def __getitem__(self, name: str) -> t.Any:
        return self._plugin.get_option(name)

    def resolved(self, name: str) -> t.Any:
        """An option of the file with its template resolved; what the environment says is taken as it is."""
        value = self[name]
        if name not in self._given or name not in self._templates or not isinstance(value, str):
            return value
        return str(self._plugin.templar.template(value)) or None

    def narrowing(self, name: str, nothing: str = "") -> str | None:
        """An option that narrows; one that came out empty (white space and ``nothing``) must not mean everything."""
        value: str | None = self.resolved(name)
        if self[name] is not None and not (value or "").strip(f"{nothing} \t\r\n"):
            raise ConfigurationError(f"{name} is empty", hint="Leave it out to mean everything.")
        return value

    def _refuse_contradictions(self, profile: Profile) -> None:
        prefix = self["hostvars_prefix"]
        if not prefix.isidentifier():
            raise ConfigurationError(f"hostvars_prefix {prefix!r} cannot start the name of a variable")
        if prefix.startswith("ansible_"):
            raise ConfigurationError(
                f"hostvars_prefix {prefix!r} would make of {profile.name}'s fields what steers Ansible, such as "
                "ansible_host"
            )
        if self["stale_if_error"] and not self["cache"]:
            raise ConfigurationError("stale_if_error needs cache", hint="Set cache, and choose a cache_plugin.")


def refuse_unknown(given: t.Iterable[str], known: t.Collection[str], hints: t.Mapping[str, str] | None = None) -> None:
    """Refuse what is no option: a misspelt ``under`` or ``filter`` must not make the inventory wider.

    ``hints`` says of some names what is meant to be given in place of them.
    """
    for name in given:
        if name not in known:
            meant = difflib.get_close_matches(str(name), known, n=1)
            guess = f"Did you mean {meant[0]}?" if meant else f"Options are {', '.join(sorted(known))}."
            raise ConfigurationError(f"there is no option {name!r}", hint=(hints or {}).get(name, guess))


def refuse_no_truth(given: t.Mapping[str, t.Any], definitions: t.Mapping[str, t.Mapping[str, t.Any]]) -> None:
    """Refuse what is neither true nor false where one of these is wanted, given or in the variables that stand in.

    ansible-core takes every such word for false, so that ``validate_certs: ture`` would trust any certificate. A
    variable that is empty is not set.
    """
    for name, definition in definitions.items():
        if definition.get("type") not in ("bool", "boolean"):
            continue
        variables = [one["name"] for one in definition.get("env") or ()]
        said = {name: given[name]} if name in given else {one: os.environ.get(one) or None for one in variables}
        for where, value in said.items():
            if value is not None and not _is_truth(value):
                raise ConfigurationError(f"{where} is {value!r}, which is neither true nor false")


def _is_truth(value: t.Any) -> bool:
    try:
        boolean(value)
    except TypeError:
        return False
    return True


def _refuse_hostnames(hostnames: t.Sequence[t.Any], profile: Profile) -> None:
    """Refuse what can be no name of a host."""
    for preference in hostnames:
        if not isinstance(preference, str) or not preference.strip():
            raise ConfigurationError(
                f"hostnames takes texts, and has {preference!r}",
                hint="Write names of fields, such as name, or expressions.",
            )
        if preference in SHARED:
            raise ConfigurationError(
                f"hostnames takes what tells hosts apart, and {preference} is the same for all",
                hint=f"Write an expression, such as {profile.key}_name ~ '.' ~ {profile.key}_server.",
            )
        if preference in profile.no_names:
            raise ConfigurationError(
                f"hostnames takes texts, and {preference} is none", hint="Write an expression that makes one of it."
            )
        if "{{" in preference or "{%" in preference:
            raise ConfigurationError(
                f"hostnames takes expressions, which have no braces: {preference}", hint="Leave them out."
            )
