# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left to the server alone: what is sent, what is evaluated here, and what cannot be parted."""

from __future__ import annotations

import functools

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.deciding import plan_deciding
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    Literal,
    Not,
    Or,
    parse,
    render,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.filters import WHOLE
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.filters import TABLES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import CURRENT, DECIDING, OVERVIEW

SENSOR = ("sensor",)
U = 'crossreference contains "5"'


def decided(source, kinds=SENSOR):
    return plan_deciding(read(source), CURRENT, kinds, source)


def error(source, asking=CURRENT, kinds=SENSOR):
    with pytest.raises(FilterError) as failed:
        plan_deciding(read(source), asking, kinds, source)
    return str(failed.value)


def test_every_property_of_the_overview_has_a_name():
    assert len(OVERVIEW) == 48
    assert set(OVERVIEW) <= set(PROPERTIES)
    assert len(set(OVERVIEW)) == 48


@pytest.mark.parametrize(
    ("source", "sent", "here"),
    [
        (U, U, None),
        (f"not({U})", f"not({U})", None),
        (f'{U} and name matches "x"', U, 'name matches "x"'),
        (f"{U} and status = up", f"status = up and {U}", None),
        (f'(name matches "x" and {U}) and priority < 3', f"priority < 3 and {U}", 'name matches "x"'),
        (f"status = up or {U}", f"status = up or {U}", None),
        (f"not(status = up or {U})", f"status != up and not({U})", None),
        (f"not(status = up and {U})", f"status != up or not({U})", None),
        (f'not(name = "a" or {U})', f"not({U})", 'not(name = "a")'),
        ("unittype in [1, 2]", "unittype = 1 or unittype = 2", None),
        ("not(unittype in [1, 2])", "not(unittype = 1 or unittype = 2)", None),
        ("unittype = nil and status = up", "status = up and unittype = nil", None),
        ('comment matches "Rack 4"', 'comment matches "Rack 4"', None),
        (f'sensorkind = "ping" and {U}', f'sensorkind = "ping" and {U}', None),
    ],
)
def test_what_is_sent_and_what_is_left_here(source, sent, here):
    found = decided(source)
    assert found.asking is DECIDING
    assert found.server == {"sensor": sent}
    told = found.explain()
    assert told["here"] == here
    assert told["server_alone"]
    assert parse(found.contrary["sensor"])
    assert (render(found.residual) if found.residual is not None else None) != U


def test_without_what_no_row_tells_nothing_is_left_to_the_server():
    source = 'status = up and name matches "x"'
    assert plan_deciding(read(source), CURRENT, SENSOR, source) == plan(read(source), CURRENT, SENSOR, source)
    assert "server_alone" not in decided(source).explain()


def test_kinds_are_decided_apart():
    source = f"kind = device and {U} or kind = sensor and status = down"
    found = decided(source, ("device", "sensor", "group"))
    assert found.kinds == ("device", "sensor")
    assert found.server == {"device": U, "sensor": "status = down"}
    assert found.explain()["server_alone"] == {"device": U}
    assert render(found.residual) == "type = device or type = sensor and status = down"
    assert found.contrary == {"device": f"not({U})"}


def test_a_text_in_doubt_is_left_out_the_second_time_but_not_what_the_server_decides():
    found = decided(f'name = "web" and {U}')
    assert found.server == {"sensor": f'name = "web" and {U}'}
    assert found.doubtful
    assert found.without_doubt().server == {"sensor": U}
    assert found.without_doubt().otherwise.server == {"sensor": U}
    assert plan(read('name = "web"'), CURRENT, SENSOR).without_doubt() is None


def test_the_other_lists_decide_the_same_by_their_names():
    found = decided(f'sensorkind = "ping" and {U}')
    assert found.otherwise.server == {"sensor": f'kind = "ping" and {U}'}
    assert (found.residual, found.otherwise.residual) == (None, None)


@pytest.mark.parametrize(
    "source",
    [
        f'name = "a" or {U}',
        f'name matches "a" or {U}',
        f"priority != 3 or {U}",
        f"not(priority < 3 and {U})",
        f'kind = sensor and (path matches "x" or not({U}))',
        f'tags contains "x" or {U}',
    ],
)
def test_what_cannot_be_parted_is_refused(source):
    told = error(source)
    assert "stands in an or with what PRTG alone can tell" in told
    assert "a task of its own" in told
    assert "^" in told


@pytest.mark.parametrize("text", ["a (b)", "x[0]", "a & b", "K\u00f6ln", 'say "x"', "", "x" * 101])
def test_texts_that_servers_find_nothing_for_are_refused(text):
    source = f"comment = {render(Comparison('comment', '=', Literal('text', text))).partition(' = ')[2]}"
    assert "finds nothing for some texts" in error(source)


@pytest.mark.parametrize("asking", [TABLES, WHOLE])
@pytest.mark.parametrize("source", [U, f"status = up and {U}", f'name matches "a" or {U}'])
def test_an_api_that_decides_nothing_says_so(asking, source):
    assert asking.deciding() is None
    assert f"crossreference can neither be read nor be asked for over API {asking.name}" in error(source, asking)


def test_what_neither_rows_tell_nor_the_server_decides_is_refused():
    source = f'basic.tags contains "x" and {U}'
    assert "basic.tags can neither be read nor be asked for over API v2-deprecated" in error(source)


def test_too_much_for_a_request_is_refused():
    source = " and ".join(f'crossreference contains "{number}"' for number in range(400))
    assert "too long for one request" in error(source)


@pytest.mark.parametrize(
    ("asking", "hint"), [(CURRENT, "trust_server: true"), (TABLES, "trust_server, takes another API")]
)
def test_without_trust_the_hint_names_it(asking, hint):
    with pytest.raises(FilterError, match="crossreference cannot be read over API") as failed:
        plan(read(U), asking, SENSOR, U)
    assert hint in str(failed.value)


# Random expressions: the server decides, the rest is evaluated here, and together it is what the whole means.

LEAVES = (U, 'crossreference contains "7"', "status = up", "status != down", 'name matches "a"', "priority < 3")


def trees():
    def joined(children):
        several = st.lists(children, min_size=2, max_size=3).map(tuple)
        return st.one_of(children.map(Not), several.map(And), several.map(Or))

    return st.recursive(st.sampled_from(LEAVES).map(read), joined, max_leaves=6)


OBJECTS = [
    PrtgObject(id=f"{number}", kind="sensor", parent_id="9", name=name, status=status, priority=priority)
    for number, (name, status, priority) in enumerate(
        (name, status, priority) for name in ("a", "b") for status in ("up", "down", "none") for priority in (1, 5)
    )
]


@functools.cache
def refers(one, other):
    """What only the server knows of an object."""
    return (int(one) * 7 + int(other)) % 3 == 0


def means(node, one):
    """Whether an object fits, by someone who knows everything."""
    if isinstance(node, Not):
        return not means(node.term, one)
    if isinstance(node, (And, Or)):
        return (all if isinstance(node, And) else any)(means(term, one) for term in node.terms)
    if node.property == "crossreference":
        return refers(one.id, node.value.value)
    return bool(select(node, [one], Tree(())).kept)


@settings(max_examples=500)
@given(trees())
def test_decided_and_evaluated_is_what_the_expression_means(node):
    try:
        found = plan_deciding(node, CURRENT, SENSOR, None)
    except FilterError:
        assert " or " in render(node) or "not(" in render(node)
        return
    rows = [one for one in OBJECTS if not found.server["sensor"] or means(read(found.server["sensor"]), one)]
    kept = rows
    if found.residual is not None:
        kept, unknown = select(found.residual, rows, Tree(()))
        assert not unknown
    assert [one.id for one in kept] == [one.id for one in OBJECTS if means(node, one)]
    if found.alone:
        others = [one.id for one in OBJECTS if means(read(found.contrary["sensor"]), one)]
        assert not {one.id for one in rows}.intersection(others)
