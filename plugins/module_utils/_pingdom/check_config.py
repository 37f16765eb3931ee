# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""A check as an entry of ``pingdom_check_set``, which applied to it changes nothing."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import stripped
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable


def config_of(state: Comparable, without: t.Container[str] = ()) -> Row:
    """The entry for a check in this ``state``: all of its options but for secrets, and those ``without``.

    What a check can have and nobody can give is left out: 0 as ``sendnotificationwhendown`` of an old one (reference:
    terraform-provider-pingdom issue 24), a name with blanks around it, and what contradicts the rest.
    """
    fields = [field for field in checks.schema_for(state).fields if not field.secret and field.name not in without]
    config: Row = {"type": state["type"], **{field.name: state[field.name] for field in fields}}
    if not _changes_nothing(state, config):
        config = {"type": state["type"]}
        for field in fields:
            more = {**config, field.name: state[field.name]}
            config = more if _changes_nothing(state, more) else config
    return {name: config[name] for name in ("name", *config) if name in config}


def secrets_of(state: Comparable) -> list[str]:
    """The names of the secret options that a check has a value of."""
    return sorted(field.name for field in checks.schema_for(state).fields if field.secret and state[field.name])


def _changes_nothing(state: Comparable, config: Row) -> bool:
    try:
        given = checks.given_fields(stripped(config, "name"))
        wanted = checks.target(state, given)
    except ConfigurationError:
        return False
    return not checks.schema_for(state).differing(state, wanted)
