# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide and the overview: every example in them does what its text says."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.filters import TABLES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import CURRENT, DEPRECATED

APIS = (TABLES, DEPRECATED, CURRENT)
ROOT = next(
    (above for above in Path(__file__).resolve().parents if (above / "docs" / "filter-language.md").exists()), None
)


def guide():
    if ROOT is None:
        pytest.skip("the guide is not part of this copy of the project")
    return (ROOT / "docs" / "filter-language.md").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.version_info < (3, 10), reason="scripts are for development, with a newer Python")
def test_the_tables_of_the_guide_are_up_to_date():
    page = guide()
    spec = importlib.util.spec_from_file_location("generate", ROOT / "scripts" / "generate_filter_docs.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert generate.page_with_tables(page) == page, "run: python -m scripts.generate_filter_docs"


def test_the_examples_of_the_guide():
    block = re.search(r"## Ten examples\n\n```text\n(.*?)```", guide(), re.DOTALL)
    examples = block.group(1).strip().split("\n")
    assert len(examples) == 10
    for example in examples:
        for api in APIS:
            assert plan(read(example), api).kinds


def test_the_mistake_of_the_guide():
    with pytest.raises(FilterError) as caught:
        read('not(tag contains "HA")')
    assert str(caught.value) in guide()


def thing(number, kind, parent, **values):
    filled = {
        "tags": (),
        "parent_tags": (),
        "priority": 3,
        "favorite": False,
        "status": "up",
        "location": None,
        **values,
    }
    return PrtgObject(id=str(number), kind=kind, name=f"n{number}", parent_id=parent, **filled)


OBJECTS = [
    thing(0, "group", None),
    thing(1, "probe", "0")._replace(name="Local Probe"),
    thing(2004, "group", "1", tags=("HA",), priority=2, location="Main Building"),
    thing(2005, "group", "1", priority=2, tags=("HA",)),
    thing(3000, "device", "2004", priority=5, location="Main Building", interval=None),
    thing(3218, "device", "2005", priority=4, favorite=True),
    thing(4000, "sensor", "3000", tags=("ping",), status="down", interval=60),
    thing(4001, "sensor", "3000", tags=("ping",), priority=1, interval=30),
    thing(4002, "sensor", "3218", tags=("ping",), status="down", interval=60),
]  # fmt: skip

#: Each example of the overview, and the objects that fit by what its text says.
OVERVIEW = {
    "favorite = true": "3218",
    'name = "Local Probe"': "1",
    "priority = 1": "4001",
    "status = up": "0 1 2004 2005 3000 3218 4001",
    'name in ["Local Probe", "Unknown Devices"]': "1",
    'parentid = "2004"': "3000",
    'ancestors contains "2005"': "3218 4002",
    'descendants contains "3218"': "0 1 2005",
    'priority=2 and tags contains "HA" or location = "Main Building"': "2004 2005 3000",
    'priority=2 and (tags contains "HA" or location = "Main Building")': "2004 2005",
    'tags contains "HA"': "2004 2005",
    'not(tags contains "HA")': "0 1 3000 3218 4000 4001 4002",
    'type = sensor and tags contains "ping" and ancestors contains "2004"': "4000 4001",
    'tags contains "ping" and ancestors contains "2004" and status = down': "4000",
    "priority < 5 and (type = device or type = group)": "0 2004 2005 3218",
    'tags contains "ping" and priority < 3': "4001",
    "percent != nil": "",
    "percent = nil": "0 1 2004 2005 3000 3218 4000 4001 4002",
}


@pytest.mark.parametrize("example", OVERVIEW)
def test_the_examples_of_the_overview(example):
    tree = Tree(OBJECTS)
    chosen = select(read(example), OBJECTS, tree)
    assert " ".join(found.id for found in chosen.kept) == OVERVIEW[example]
    assert chosen.unknown == []
    for api in APIS:
        found = plan(read(example), api)
        assert {one.kind for one in chosen.kept} <= set(found.kinds)


def test_a_duration_of_the_overview():
    sensors = [found for found in OBJECTS if found.kind == "sensor"]
    assert [found.id for found in select(read("scanninginterval > 30.0s"), sensors).kept] == ["4000", "4002"]
    for api in APIS:
        assert plan(read("scanninginterval > 30.0s"), api, ("sensor",)).kinds == ("sensor",)


def test_what_the_overview_says_of_channels_is_refused_where_none_are_selected():
    with pytest.raises(FilterError, match="percent exists only on channels"):
        read("percent != nil", ("probe", "group", "device", "sensor"))
