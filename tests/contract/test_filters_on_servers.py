# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random expressions on emulated servers: what is planned, asked for and evaluated is what is evaluated alone.

The emulator filters with a parser, a table and an evaluation of its own, and with the oddities that are known of real
servers; a plan that trusts a server with too much loses rows here.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import filtering
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import connected
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    PROPERTIES,
    PROPERTY_OF,
    TEXTS,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    List,
    Literal,
    Not,
    Or,
    render,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, KINDS, UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import OLDER

#: What servers botch, by the quirks of the emulator; "healthy" is one that filters well.
SERVERS = {
    "v1 healthy": ("v1", ()),
    "v1 ignores filters": ("v1", ("v1_filter_ignored",)),
    "v1 loses filter_objid": ("v1", ("v1_filter_objid_empty", "v1_treesize_wrong")),
    "v2 healthy": ("v2", ()),
    "v2 without current lists": ("v2", ("v2_experimental_gone",)),
    "v2 without deprecated lists": ("v2", ("v2_deprecated_gone",)),
}

#: Properties that API v2 does not tell, or not on each of these servers: there they make an error, not a selection.
UNTOLD = ("comment", "location", *(PROPERTY_OF[name] for name in OLDER))

#: Properties that are another each time they are read: sensors are up, or down, until now.
MOVING = ("last_up", "last_down", "last_check")

EXAMPLES = 400


def options(emulator, api):
    return {
        "url": emulator.prtg if api == "v1" else emulator.prtg_v2,
        "api": api,
        "api_token": emulator.credentials["prtg_api_token"],
        "validate_certs": True,
        "timeout": 30,
        "retries": 0,
    }


def pools(objects):
    """For each property, values that some object has, and one that none has."""
    found = {"ancestors": [one.id for one in objects], "descendants": [one.id for one in objects]}
    for row in PROPERTIES.values():
        if row.name in found or not row.fields:
            continue
        values = [getattr(one, field) for one in objects for field in row.fields]
        if row.joined:
            values = ["/".join(value) for value in values]
        flat = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
        found[row.name] = sorted({item for item in flat if item is not None and item is not UNREAD}, key=str)
    return found


def literal(row, value):
    kinds = {"number": "number", "duration": "duration", "boolean": "boolean", "text": "text", TEXTS: "text"}
    return Literal(kinds.get(row.type, "identifier"), value)


def comparisons(objects, api):
    known = pools(objects)
    rows = [
        row
        for row in PROPERTIES.values()
        if known.get(row.name) and not (api == "v2" and row.name in UNTOLD) and row.name not in MOVING
    ]

    @st.composite
    def one(draw):
        row = draw(st.sampled_from(rows))
        operator = draw(st.sampled_from(row.operators))
        value = st.sampled_from(known[row.name]).map(lambda found: literal(row, found))
        if operator == "in":
            return Comparison(row.name, operator, List(tuple(draw(st.lists(value, min_size=1, max_size=3)))))
        return Comparison(row.name, operator, draw(value))

    return one()


def trees(objects, api):
    def joined(children):
        several = st.lists(children, min_size=2, max_size=3).map(tuple)
        return st.one_of(children.map(Not), several.map(And), several.map(Or))

    return st.recursive(comparisons(objects, api), joined, max_leaves=5)


@pytest.mark.parametrize("name", SERVERS)
def test_what_a_server_helps_with_changes_nothing(emulator, name):
    api, quirks = SERVERS[name]
    emulator.quirk("v2_root_is_group")
    with connected(options(emulator, api)) as server:
        whole = select(server, Selector(), FIELDS, tree=True)
    for quirk in quirks:
        emulator.quirk(quirk)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(trees(whole.objects, api), st.sets(st.sampled_from(KINDS), min_size=1))
    def agree(node, kinds):
        chosen = tuple(kind for kind in KINDS if kind in kinds)
        candidates = [one for one in whole.objects if one.kind in kinds]
        with connected(options(emulator, api)) as server:
            try:
                helped = select(server, Selector(kinds=chosen, filter=node))
            except FilterError:
                assume(False)
        alone = filtering.matching(node, candidates, whole.snapshot.tree)
        assert [one.id for one in helped.objects] == [one.id for one in alone], render(node)

    agree()
