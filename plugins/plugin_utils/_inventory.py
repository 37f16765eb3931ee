# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Ansible's inventory, all or nothing."""

from __future__ import annotations

import contextlib
import copy
import typing as t


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
