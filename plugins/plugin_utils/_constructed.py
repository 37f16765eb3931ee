# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""``compose``, ``groups`` and ``keyed_groups`` with core's meaning, at a cost that does not grow with every host."""

from __future__ import annotations

import functools
import re
import typing as t

from ansible import constants
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.module_utils.common.text.converters import to_native
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.inventory import Constructable, to_safe_group_name
from ansible.utils.vars import combine_vars

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._expressions import (
    Expressions,
    Variables,
    freeze,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import TRUST_IS_TAGGED

#: Variables by which connection plugins are told where a host is, such as ansible_host and ansible_winrm_host.
_is_address_variable = re.compile(r"ansible_(?:\w+_)?host").fullmatch


def group_name(name: str) -> str:
    """A valid name of a group, which is never the controller's: plays on ``localhost`` would run on its hosts."""
    safe = to_safe_group_name(name)
    return f"_{safe}" if safe in constants.LOCALHOST else safe


class _Recorder:
    """An inventory that remembers which groups a host was put into, and passes everything on."""

    def __init__(self, inventory: t.Any) -> None:
        self._inventory = inventory
        self.joined: list[str] = []

    def add_host(self, host: str, group: str) -> str:
        self.joined.append(group)
        self._inventory.add_host(host, group)
        return host

    def __getattr__(self, name: str) -> t.Any:
        return getattr(self._inventory, name)


class Constructed(Constructable):
    """Core's ``Constructable``, which evaluates an expression again only when what it reads has changed.

    The variables that are passed in must be complete, as with ``fetch_hostvars=False`` of core.
    """

    inventory: t.Any
    _sanitize_group_name = staticmethod(group_name)

    @functools.cached_property
    def expressions(self) -> Expressions:
        """The expressions of this source, and what is known of them."""
        return Expressions(super()._compose, self._decide)

    @functools.cached_property
    def reasons(self) -> dict[str, str]:
        """What made each group."""
        return {}

    @functools.cached_property
    def _memberships(self) -> dict[t.Any, tuple[str, ...]]:
        return {}

    def _decide(self, condition: t.Any, variables: Variables) -> bool:
        self.templar.available_variables = variables
        if TRUST_IS_TAGGED:
            return bool(self.templar.evaluate_conditional(condition))
        return bool(boolean(self.templar.template(f"{{% if {condition} %}} True {{% else %}} False {{% endif %}}")))

    def _compose(self, template: t.Any, variables: Variables, *args: t.Any, **kwargs: t.Any) -> t.Any:
        return self.expressions.value(template, self._with_extra_vars(variables))

    def _with_extra_vars(self, variables: Variables) -> Variables:
        if self._vars and self.get_option("use_extra_vars"):
            return t.cast(Variables, combine_vars(variables, self._vars))
        return variables

    def mentioned(self, prefix: str) -> set[str]:
        """What follows ``prefix`` in the words of the configured expressions: the variables that they may read."""
        return {name for text in self._texts() for name in re.findall(rf"\b{re.escape(prefix)}(\w+)", text)}

    def _texts(self) -> list[str]:
        return [
            text
            for name in ("hostnames", "compose", "groups", "keyed_groups")
            for text in texts_in(self.get_option(name))
        ]

    def constructor(
        self, accepts: t.Callable[[str, str, t.Any], bool] = lambda host, variable, value: True
    ) -> t.Callable[[str, dict[str, t.Any]], None] | None:
        """What applies ``compose``, ``groups`` and ``keyed_groups`` to a host and its variables; None without any.

        Composed addresses (``ansible_host`` and its kin) are left out unless ``accepts(host, variable, value)``.
        """
        compose, groups, keys = (self.get_option(name) for name in ("compose", "groups", "keyed_groups"))
        if not (compose or groups or keys):
            return None
        self._memberships.clear()
        earlier = frozenset(self.inventory.hosts)  # from other sources, with variables of their own
        strict = self.get_option("strict")
        addresses = frozenset(name for name in compose if _is_address_variable(str(name)))
        own_variables = any(name in text for text in self._texts() for name in ("inventory_", "group_names"))

        def construct(name: str, variables: dict[str, t.Any]) -> None:
            host = self.inventory.hosts[name]
            if own_variables or name in earlier:
                variables = {**host.get_vars(), **variables}
            for variable, value in self.composed(compose, variables, name, strict).items():
                if variable in addresses and not accepts(name, variable, value):
                    continue
                host.set_variable(variable, value)
                variables[variable] = host.vars[variable]
            self._add_host_to_composed_groups(groups, variables, name, strict=strict)
            self._add_host_to_keyed_groups(keys, variables, name, strict=strict)

        return construct

    def composed(
        self, compose: t.Mapping[str, t.Any], variables: Variables, host: str, strict: bool
    ) -> dict[str, t.Any]:
        """The variables that ``compose`` makes; one whose expression fails is left out, or an error if ``strict``."""
        found: dict[str, t.Any] = {}
        for name, expression in compose.items():
            try:
                found[name] = self._compose(expression, variables)
            except Exception as error:  # noqa: BLE001 - as core does: an expression may fail in any way
                if strict:
                    raise AnsibleError(f"Could not set {name} for host {host}: {to_native(error)}") from None
        return found

    def _add_host_to_composed_groups(
        self, groups: t.Any, variables: Variables, host: str, strict: bool = False, fetch_hostvars: bool = False
    ) -> None:
        for raw_name, condition in (groups or {}).items():
            name = self._sanitize_group_name(raw_name)
            try:
                joins = self.expressions.truth(condition, variables)
            except Exception as error:  # noqa: BLE001 - as core does: an expression may fail in any way
                if strict:
                    raise AnsibleParserError(f"Could not add host {host} to group {name}: {to_native(error)}") from None
                continue
            if joins:
                self.inventory.add_host(host, self.inventory.add_group(name))
                if name not in self.reasons:
                    self.reasons[name] = f"groups: {condition}"

    def _add_host_to_keyed_groups(
        self, keys: t.Any, variables: Variables, host: str, strict: bool = False, fetch_hostvars: bool = False
    ) -> None:
        for position, keyed in enumerate(keys or ()):
            key = self._membership_key(position, keyed, variables)
            if key is None:
                self._make_keyed_groups(keyed, variables, host, strict)
                continue
            joined = self._memberships.get(key)
            if joined is None:
                self._memberships[key] = self._make_keyed_groups(keyed, variables, host, strict)
                continue
            for group in joined:
                self.inventory.add_host(host, group)

    def _membership_key(self, position: int, keyed: t.Any, variables: Variables) -> t.Any:
        """What decides the groups of an entry: its place and the value of its key. None if there may be more to it."""
        if not isinstance(keyed, dict) or "{" in str(keyed.get("parent_group") or ""):
            return None
        try:
            return (position, freeze(self._compose(keyed.get("key"), variables)))
        except Exception:  # noqa: BLE001 - no key then: core's own loop, which runs next, decides what an error means
            return None

    def _make_keyed_groups(self, keyed: t.Any, variables: Variables, host: str, strict: bool) -> tuple[str, ...]:
        """Have core make the groups of one entry; returns those that the host has joined."""
        inventory = self.inventory
        self.inventory = recorder = _Recorder(inventory)
        try:
            self.templar.available_variables = self._with_extra_vars(variables)
            super()._add_host_to_keyed_groups([keyed], variables, host, strict=strict, fetch_hostvars=False)
        except Exception as error:  # noqa: BLE001 - core does not expect each value that a key or a parent can have
            kind = type(error) if isinstance(error, AnsibleError) else AnsibleParserError
            raise kind(self._told_of_key(keyed, variables, host, to_native(error))) from None
        finally:
            self.inventory = inventory
        for group in recorder.joined:
            self.reasons.setdefault(group, f"keyed_groups: {keyed['key']}")
        return tuple(recorder.joined)

    def _told_of_key(self, keyed: t.Any, variables: Variables, host: str, text: str) -> str:
        """What core says of an entry, with the key and the host if it names none, and with what helps."""
        key = keyed.get("key") if isinstance(keyed, dict) else None
        if key is None:
            return f"keyed_groups: {text}"
        told = f"keyed_groups: {text}" if _names_key(text, key) else f"keyed_groups: key {key} of host {host}: {text}"
        return f"{told}. Write {key} | string." if self._is_number(key, variables) else told

    def _is_number(self, key: t.Any, variables: Variables) -> bool:
        try:
            return isinstance(self._compose(key, variables), (int, float))
        except Exception:  # noqa: BLE001 - then that is what the error is about
            return False


def _names_key(text: str, key: str) -> bool:
    """Whether core's ``text`` about an entry of ``keyed_groups`` names its key, in one of the two ways that it has."""
    return f"from {key} entry" in text or f"for {key} in host" in text


def texts_in(value: t.Any) -> t.Iterator[str]:
    """Every text in an option, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts_in(item)
