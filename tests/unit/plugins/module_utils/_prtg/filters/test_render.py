# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions in the names of either generation of API v2."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import V2_CLASSIC, V2_CURRENT
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.render import render_for


@pytest.mark.parametrize(
    ("source", "classic", "current"),
    [
        ('dnsname = "h"', 'dnsname = "h"', 'basic.host = "h"'),
        ('dnsname in ["h", "i"]', 'dnsname = "h" or dnsname = "i"', 'basic.host in ["h", "i"]'),
        ('name in ["h", "i"]', 'name in ["h", "i"]', 'name in ["h", "i"]'),
        ('parentid in ["1", "2"]', 'parentid in ["1", "2"]', 'parentid in ["1", "2"]'),
        ("status in [up, down]", "status in [up, down]", "status in [up, down]"),
        ('id in ["1"]', 'id = "1"', 'id = "1"'),
        ('id in ["1"] and favorite = true', 'id = "1" and favorite = true', 'id = "1" and favorite = true'),
        ('not(id in ["1", "2"])', 'not(id = "1" or id = "2")', 'not(id = "1" or id = "2")'),
        (
            'id in ["1", "2"] and favorite = true',
            '(id = "1" or id = "2") and favorite = true',
            '(id = "1" or id = "2") and favorite = true',
        ),
        ('tags contains "x"', 'tags contains "x"', 'basic.tags contains "x" or basic.parenttags contains "x"'),
        ("status = DOWN_ACKNOWLEDGED", "status = acknowledged", "status = acknowledged"),
    ],
)
def test_names(source, classic, current):
    assert render_for(read(source), V2_CLASSIC) == classic
    assert render_for(read(source), V2_CURRENT) == current


def test_numbers_and_durations():
    source = "priority <= 3 or scanninginterval > 5m"
    assert render_for(read(source), V2_CLASSIC) == "priority <= 3 or scanninginterval > 300.0s"


def test_what_a_dialect_does_not_have():
    with pytest.raises(FilterError) as caught:
        render_for(read('name = "x" or not(priority < 3)'), V2_CURRENT)
    assert str(caught.value) == (
        "Filter, character 1: API v2-current cannot be asked for priority.\n  priority < 3\n  ^^^^^^^^"
    )
