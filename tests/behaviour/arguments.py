# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task's arguments as a module gets them, which is how every test here calls one."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator


def arguments(module: ModuleType, options: dict[str, Any]) -> dict[str, Any]:
    """Return ``options`` with all that Ansible makes of them; ``ValueError`` if they do not fit the module."""
    specification = module.SPECIFICATION
    kept, empty = specification.taken_out(options)
    found = ArgumentSpecValidator(specification.argument_spec(), **specification.rules).validate(kept)
    if found.error_messages:
        raise ValueError(found.error_messages[0])
    return {**found.validated_parameters, **empty}
