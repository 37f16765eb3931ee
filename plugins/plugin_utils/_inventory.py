# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Ansible's inventory, all or nothing."""

from __future__ import annotations

import contextlib
import copy
import typing as t

#: Variables that tell where a host was first named.
_OF_FIRST_SOURCE = frozenset({"inventory_file", "inventory_dir"})


@contextlib.contextmanager
def unchanged_on_error(inventory: t.Any) -> t.Iterator[None]:
    """Put ``inventory`` back to what it was if what happens inside ends with an error.

    ansible-core keeps what a source has added before it failed, and goes on with it.
    """
    present = [inventory, *inventory.groups.values(), *inventory.hosts.values()]
    before = [{name: copy.copy(value) for name, value in vars(one).items()} for one in present]
    try:
        yield
    except BaseException:
        for one, values in zip(present, before, strict=True):
            vars(one).update(values)
        raise


def rename_hosts(inventory: t.Any, names: t.Mapping[str, str]) -> None:
    """Give hosts new names, old to new; one that meets a host of its new name becomes a part of that.

    ansible-core has no way to rename a host, and taking thousands out of their groups one by one would take minutes.
    """
    for old, new in names.items():
        if new in inventory.hosts and new not in names:
            _join(inventory, inventory.hosts[old], inventory.hosts[new])
    for old, new in names.items():
        if old in inventory.hosts:
            host = inventory.hosts[old]
            host.name = host.address = new
    inventory.hosts = {host.name: host for host in inventory.hosts.values()}
    for group in inventory.groups.values():
        group._hosts = None  # the names of its hosts, which it looks up again


def _join(inventory: t.Any, host: t.Any, into: t.Any) -> None:
    """Make ``host`` a part of another, whose variables it overrides, as if it had been called so when it was added."""
    groups = [group.name for group in host.get_groups() if host.name in group.host_names]
    inventory.remove_host(host)
    for group in groups:
        inventory.add_host(into.name, group)
    into.vars.update({name: value for name, value in host.vars.items() if name not in _OF_FIRST_SOURCE})
