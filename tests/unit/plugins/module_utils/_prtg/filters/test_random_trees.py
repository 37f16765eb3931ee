# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random expressions on random objects: what is planned and evaluated here is what is evaluated alone.

The servers are modelled from the facts, with and without the quirks that are known of them; the models share no code
with the planner.
"""

from __future__ import annotations

import dataclasses
import functools

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import check, read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    List,
    Literal,
    Not,
    Or,
    parse,
    render,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    FIELDS,
    HEALTH,
    KINDS,
    PAUSE_CAUSES,
    RECORD,
    STATUS_BY_TOKEN,
    UNREAD,
    PrtgObject,
    Tree,
    paused_by,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.filters import TABLES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import CURRENT, DEPRECATED

#: As for other random tests (see tests/unit/conftest.py), which these hide in functions of their own.
pytestmark = pytest.mark.no_cover

#: Values that objects have and expressions ask for, so that both meet; awkward ones among them.
NAMES = ("a", "b", "A", "Web 1", "web (1)", "x[0]", "M\u00fcnchen", 'q"\\', "", "a,b", "-", "*", "100%")
TAGS = ("a", "web", "web-1", "A", "b c")
STATUSES = ("up", "down", "warning", "pausedbyuser", "pausedbyuseruntil", "acknowledged", "none")
INTERVALS = (0, 29, 30, 31, 60, 3600)
IDS = tuple(str(number) for number in range(12))
KIND_NAMES = ("ping", "http", "paessler.icmp.ping_sensor")
TIMES = ("2026-11-25T08:00:00Z", "2026-11-25T08:00:01Z", "1999-12-31T23:59:59Z")
ICONS = ("A_Server_1.png", "")
TEXTS = {
    "name": NAMES,
    "message": NAMES,
    "comment": NAMES,
    "location": NAMES,
    "dnsname": NAMES,
    "sensorkind": KIND_NAMES,
    "path": ("a", "A/b", "a/Web 1", "a,b/-/*", ""),
    "url": ("https://prtg.example.com/device.htm?id=3", ""),
    "icon": ICONS,
    "basic.hostv6": NAMES,
    "sensorkindname": NAMES,
}
TOKENS = {"status": STATUSES, "type": (*KINDS, "channel"), "paused_by": PAUSE_CAUSES, "health": HEALTH}

times = settings(max_examples=250)


#: Strategies that are made once: making one costs more than drawing from it.
among = functools.cache(st.sampled_from)


@functools.cache
def literals(name):
    row = PROPERTIES[name]
    if row.name in ("id", "parentid", "ancestors", "descendants", "crossreference"):
        return among((*IDS, "99", "x")).map(lambda text: Literal("text", text))
    if row.name in ("tags", "basic.tags", "parenttags"):
        return among(TAGS).map(lambda text: Literal("text", text))
    if row.type == "time":
        return among(TIMES).map(lambda text: Literal("text", text))
    if row.type == "text":
        return among(TEXTS.get(row.name, NAMES)).map(lambda text: Literal("text", text))
    if row.type == "number":
        return among((0, 1, 2, 3, 4, 5, 6, 2.5, -1)).map(lambda number: Literal("number", number))
    if row.type == "duration":
        return among((*INTERVALS, 29.5, 30.25)).map(lambda number: Literal("duration", number))
    if row.type == "boolean":
        return st.booleans().map(lambda flag: Literal("boolean", flag))
    return among(TOKENS.get(row.name, ("some", "other"))).map(lambda token: Literal("identifier", token))


@functools.cache
def lists_of(name):
    return st.lists(literals(name), min_size=1, max_size=4).map(tuple).map(List)


@st.composite
def comparisons(draw, names):
    row = PROPERTIES[draw(among(names))]
    operator = draw(among(row.operators))
    if operator == "in":
        return Comparison(row.name, operator, draw(lists_of(row.name)))
    if operator in ("=", "!=") and draw(among((True, *[False] * 7))):
        return Comparison(row.name, operator, Literal("nil", None))
    return Comparison(row.name, operator, draw(literals(row.name)))


def trees(names=tuple(PROPERTIES)):
    def joined(children):
        several = st.lists(children, min_size=2, max_size=4).map(tuple)
        return st.one_of(children.map(Not), several.map(And), several.map(Or))

    return st.recursive(comparisons(names), joined, max_leaves=8)


@st.composite
def worlds(draw):
    """A tree of objects: root, probes, groups, devices and sensors with values from the pools."""
    found = [PrtgObject(id="0", kind="group", name="Root", parent_id=None)]
    for number in range(1, draw(SIZES)):
        allowed = {"probe": ["0"], "group": ids(found, "probe", "group"), "device": ids(found, "probe", "group"),
                   "sensor": ids(found, "device")}  # fmt: skip
        kind = draw(among(tuple(kind for kind in KINDS if [i for i in allowed[kind] if kind == "probe" or i != "0"])))
        parents = tuple(parent for parent in allowed[kind] if kind == "probe" or parent != "0")
        found.append(PrtgObject(id=str(number), kind=kind, parent_id=draw(among(parents))))
    whole = Tree(found)
    filled: dict[str, PrtgObject] = {}
    for one in found:
        parent = filled.get(one.parent_id or "")
        inherited = () if parent is None else tuple(dict.fromkeys(parent.tags + parent.parent_tags))
        path = () if parent is None or parent.id == "0" else parent.path
        filled[one.id] = filled_in(one, inherited, path, **draw(VALUES))
    assert len(filled) == len(list(whole))
    return list(filled.values())


SIZES = st.integers(2, len(IDS))
VALUES = st.fixed_dictionaries(
    {
        "name": among(tuple(name for name in NAMES if name)),
        "status": among(STATUSES),
        "message": among((*NAMES, None)),
        "active": st.booleans(),
        "priority": among((1, 2, 3, 4, 5, None)),
        "favorite": among((True, False, None)),
        "tags": st.lists(among(TAGS[:-1]), max_size=2, unique=True).map(tuple),
        "host": among((*NAMES, None)),
        "sensor_kind": among(KIND_NAMES),
        "interval": among((*INTERVALS, None)),
        "last_up": among((*TIMES, None)),
        "last_down": among((*TIMES, None)),
        "icon": among((*ICONS, None)),
        "position": among((10, 20, 100, None)),
        "health": among((*HEALTH, None)),
        "location": among((*NAMES, None)),
        "comment": among((*NAMES, None)),
        **{name: among((*TIMES, None)) for name in ("last_check",)},
        **{name: among((*NAMES, None)) for name in ("host_v6", "sensor_kind_name")},
        **{name: among((0.0, 2.5, 3.0, 100.0, None)) for name in ("coverage", "performance_impact",
                                                                  "autodiscovery_progress")},
        **{name: among((*INTERVALS, None)) for name in ("uptime_total", "downtime_total")},
        **{name: among((True, False, None)) for name in ("autodiscovery_active", "authorized", "cluster_probe",
                                                         "cluster_remote_probe", "small_probe")},
        **{name: among(("some", "other", None)) for name in ("probe_status", "probe_status_info")},
    }
)  # fmt: skip


def ids(found, *kinds):
    return [one.id for one in found if one.kind in kinds]


def filled_in(one, inherited, path, *, status, active, host, location, sensor_kind, interval, icon, **of_all):
    """The object with these values, of which some are only had by sensors or devices."""
    sensor, device = one.kind == "sensor", one.kind == "device"
    return one._replace(
        **{name: value if RECORD[name].belongs_to(one.kind) else None for name, value in of_all.items()},
        path=(*path, of_all["name"]),
        paused_by=paused_by(status, True),
        url=f"https://prtg.example.com/{one.kind}.htm?id={one.id}",
        icon=icon if device else None,
        status=status,
        active=status not in ("pausedbyuser", "pausedbyuseruntil") or active,
        parent_tags=inherited,
        host=host if device else None,
        location=location if device else None,
        sensor_kind=sensor_kind if sensor else None,
        interval=interval if sensor else None,
    )


@dataclasses.dataclass
class Quirks:
    """What servers do that they should not; all of it costs rows or may lose rows that a filter should have found."""

    inclusive: bool = False  # @above and @below take the limit, too
    careless: bool = False  # filters are ignored
    awkward: bool = False  # text that is not plain never matches
    folded: bool = False  # text is compared without case
    summed: bool = False  # v2: states of devices and groups are SUMMED_INFO_...
    inherits: bool = False  # v2: tags hold inherited ones
    nothing: bool = False  # v2: != never matches what has no value


quirks = st.builds(Quirks, *[st.booleans()] * 7)


def plain(text):
    return all(character.isascii() and (character.isalnum() or character in " -_.") for character in text)


def raw_columns(one):
    """An object as the server of API v1 holds it."""
    return {
        "objid": one.id,
        "name": one.name,
        "host": one.host or "",
        "type": one.sensor_kind or one.kind,
        "status": STATUS_BY_TOKEN[one.status].code,
        "priority": str(one.priority or 0),
        "favorite": "1" if one.favorite else "",
        "interval": "" if one.interval is None else f"{one.interval:010}",
        "tags": [*one.tags, *one.parent_tags],
    }


def v1_column_fits(raw, asked, quirk):
    if asked.startswith("@tag("):
        return asked[5:-1] in raw
    if asked.startswith("@neq("):
        return isinstance(raw, int) and str(raw) != asked[5:-1]
    if asked.startswith(("@above(", "@below(")):
        if not raw.isdigit():
            return False
        limit = asked.split("(")[1][:-1]
        assert len(limit) == len(raw)
        return (raw > limit if asked.startswith("@above") else raw < limit) or (quirk.inclusive and raw == limit)
    if quirk.awkward and not plain(asked):
        return False
    return str(raw) == asked or (quirk.folded and str(raw).lower() == asked.lower())


def v1_rows(kind, parameters, objects, quirk):
    """The rows of one table of API v1 under these parameters."""
    above = Tree(objects)
    rows = [one for one in objects if one.kind == kind]
    scopes = [value for name, value in parameters if name == "id"]
    assert len(scopes) <= 1
    for scope in scopes:
        rows = [one for one in rows if scope in [one.id, *(up.id for up in above.ancestors(one))]]
    if quirk.careless:
        return rows
    for column in {name for name, _value in parameters} - {"id"}:
        assert column != "filter_objid"
        asked = [value for name, value in parameters if name == column]
        rows = [
            one
            for one in rows
            if any(v1_column_fits(raw_columns(one)[column[len("filter_") :]], value, quirk) for value in asked)
        ]
    return rows


V2_VALUES = {
    "id": lambda one: one.id, "parentid": lambda one: one.parent_id, "name": lambda one: one.name,
    "dnsname": lambda one: one.host, "basic.host": lambda one: one.host, "priority": lambda one: one.priority,
    "favorite": lambda one: bool(one.favorite), "scanninginterval": lambda one: one.interval,
    "basic.tags": lambda one: one.tags, "basic.parenttags": lambda one: one.parent_tags,
    "basic.hostv6": lambda one: one.host_v6, "sensorkindname": lambda one: one.sensor_kind_name,
    "uptimetotal": lambda one: one.uptime_total, "downtimetotal": lambda one: one.downtime_total,
}  # fmt: skip
V2_KNOWN = {
    DEPRECATED: {"id", "parentid", "name", "dnsname", "priority", "favorite", "scanninginterval", "status", "ancestors",
                 "descendants", "sensorkindname", "uptimetotal", "downtimetotal"},
    CURRENT: {"id", "parentid", "name", "basic.host", "basic.hostv6", "favorite", "status", "basic.tags",
              "basic.parenttags"},
}  # fmt: skip


def v2_fits(node, one, lists, above, quirk):
    """A filter of API v2 as its server understands it; what it would call an INVALID_FILTER fails the test."""
    if isinstance(node, And):
        return all(v2_fits(term, one, lists, above, quirk) for term in node.terms)
    if isinstance(node, Or):
        return any(v2_fits(term, one, lists, above, quirk) for term in node.terms)
    assert isinstance(node, Comparison)
    assert node.property in V2_KNOWN[lists]
    assert node.operator != "in" or node.property in ("name", "parentid", "status", "basic.host", "basic.hostv6")
    asked = [item.value for item in node.value.items] if node.operator == "in" else [node.value.value]
    if node.property in ("ancestors", "descendants"):
        upper, lower = (asked[0], one) if node.property == "ancestors" else (one.id, above.get(asked[0]))
        return lower is not None and upper in [up.id for up in above.ancestors(lower)]
    if node.property == "status":
        held = f"summed_info_{one.status}" if quirk.summed and one.kind != "sensor" else one.status
        return (held in asked) is (node.operator != "!=")
    held = V2_VALUES[node.property](one)
    if node.operator == "contains":
        return asked[0] in held
    if isinstance(held, str) and quirk.awkward and not all(map(plain, asked)):
        return False
    if isinstance(held, str) and quirk.folded:
        held, asked = held.lower(), [text.lower() for text in asked]
    if node.operator == "!=":
        return held not in asked and not (quirk.nothing and held is None)
    if node.operator in ("=", "in"):
        return held in asked
    return held is not None and {
        "<": held < asked[0], "<=": held <= asked[0], ">": held > asked[0], ">=": held >= asked[0],
    }[node.operator]  # fmt: skip


def rows_for(found, kind, objects, quirk):
    part = found.server[kind]
    if part is None:
        return [one for one in objects if one.kind == kind]
    if found.asking is TABLES:
        return v1_rows(kind, part, objects, quirk)
    tree = parse(part)
    above = Tree(objects)
    return [
        one
        for one in objects
        if one.kind == kind and (quirk.careless or v2_fits(tree, one, found.asking, above, quirk))
    ]


def only_read(one, fields):
    """The object as it is when nobody asked for more than ``fields``."""
    always = {"id", "kind", "name", "parent_id", *fields}
    return PrtgObject(*[value if field in always else UNREAD for field, value in zip(FIELDS, one)])


def readable(api):
    return tuple(name for name, row in PROPERTIES.items() if api.tells(row))


EVERY_API = pytest.mark.parametrize("api", [TABLES, DEPRECATED, CURRENT], ids=lambda api: api.name)


@EVERY_API
def test_planned_and_evaluated_is_evaluated_alone(api):
    @times
    @given(trees(readable(api)), worlds(), quirks, st.sets(st.sampled_from(KINDS), min_size=1))
    def agree(node, objects, quirk, kinds):
        tree = Tree(objects)
        candidates = [one for one in objects if one.kind in kinds]
        alone = select(node, candidates, tree)
        try:
            found = plan(node, api, sorted(kinds))
        except FilterError:
            assert "scanninginterval" in render(node)
            return
        rows = [only_read(one, found.fields) for kind in found.kinds for one in rows_for(found, kind, objects, quirk)]
        planned = select(found.residual, rows, tree) if found.residual is not None else None
        kept = planned.kept if planned is not None else rows
        unknown = {one.id for one in planned.unknown} if planned is not None else set()
        assert {one.id for one in kept} == {one.id for one in alone.kept}
        assert unknown <= {one.id for one in alone.unknown}
        if "descendants" not in render(node):
            assert not alone.unknown

    agree()


@times
@given(trees())
def test_what_is_written_reads_back(node):
    text = render(node)
    assert parse(text) == node
    assert read(text) == check(node) == node


@times
@given(trees(), worlds())
def test_a_negation_is_the_exact_opposite(node, objects):
    tree = Tree(objects)
    straight, opposite = select(node, objects, tree), select(Not(node), objects, tree)
    assert straight.unknown == opposite.unknown
    assert sorted(one.id for one in [*straight.kept, *opposite.kept, *straight.unknown]) == sorted(
        one.id for one in objects
    )


@EVERY_API
def test_a_plan_reads_all_that_it_needs_or_is_refused(api):
    @times
    @given(trees(), worlds())
    def decide(node, objects):
        try:
            found = plan(node, api)
        except FilterError:
            return
        rows = [only_read(one, found.fields) for one in objects if one.kind in found.kinds]
        answers = select(found.residual, rows, Tree(objects)) if found.residual is not None else None
        assert answers is None or not answers.unknown or found.known

    decide()


pieces = st.sampled_from(
    ["(", ")", "[", "]", ",", '"', "\\", "=", "!=", "<", "and", "or", "not", "in", "contains", "matches", "nil", "true",
     "status", "tags", "priority", "id", "up", "paused", "3", "5m", "-1", '"web"', " ", "\u202e", "\x00", "type", "'"]
)  # fmt: skip


@settings(max_examples=1000)
@given(st.one_of(st.text(), st.lists(pieces, max_size=20).map(" ".join), st.lists(pieces, max_size=20).map("".join)))
def test_no_text_raises_anything_but_a_filter_error(text):
    try:
        node = read(text)
    except FilterError as mistake:
        first, *rest = str(mistake).split("\n")
        assert first.startswith("Filter, character ")
        assert len(rest) == 2
        assert all(character.isprintable() for character in first + "".join(rest))
    else:
        assert read(render(node)) == node
