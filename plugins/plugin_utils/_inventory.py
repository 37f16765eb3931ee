# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Ansible's inventory, all or nothing."""

from __future__ import annotations

import contextlib
import typing as t


@contextlib.contextmanager
def unchanged_on_error(inventory: t.Any) -> t.Iterator[None]:
    """Take out of ``inventory`` whatever was added inside, if it ends with an error.

    ansible-core keeps what a source has added before it failed, and goes on with it.
    """
    hosts, groups = set(inventory.hosts), set(inventory.groups)
    try:
        yield
    except BaseException:
        for name in [name for name in inventory.hosts if name not in hosts]:
            inventory.remove_host(inventory.hosts[name])
        for name in [name for name in inventory.groups if name not in groups]:
            group = inventory.groups[name]
            for parent in group.parent_groups:
                parent.child_groups.remove(group)
            inventory.remove_group(group)
        raise
