# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions in the names of either family of lists of API v2."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import CURRENT, DEPRECATED


@pytest.mark.parametrize(
    ("source", "deprecated", "current"),
    [
        ('dnsname = "h"', 'dnsname = "h"', 'basic.host = "h"'),
        ('dnsname in ["h", "i"]', 'dnsname = "h" or dnsname = "i"', 'basic.host in ["h", "i"]'),
        ('name in ["h", "i"]', 'name in ["h", "i"]', 'name in ["h", "i"]'),
        ('parentid in ["1", "2"]', 'parentid in ["1", "2"]', 'parentid in ["1", "2"]'),
        ("status in [up, down]", "status in [up, down]", "status in [up, down]"),
        ('id in ["1"]', 'id = "1"', 'id = "1"'),
        ('id in ["1"] and favorite = true', 'id = "1" and favorite = true', 'id = "1" and favorite = true'),
        (
            'id in ["1", "2"] and favorite = true',
            '(id = "1" or id = "2") and favorite = true',
            '(id = "1" or id = "2") and favorite = true',
        ),
        ("status = DOWN_ACKNOWLEDGED", "status = acknowledged", "status = acknowledged"),
    ],
)
def test_names(source, deprecated, current):
    assert DEPRECATED.written(read(source)) == deprecated
    assert CURRENT.written(read(source)) == current


def test_numbers_and_durations():
    source = "priority <= 3 or scanninginterval > 5m"
    assert DEPRECATED.written(read(source)) == "priority <= 3 or scanninginterval > 300.0s"


def test_tags_of_current_lists_are_own_or_inherited():
    assert CURRENT.written(read('tags contains "x"')) == 'basic.tags contains "x" or basic.parenttags contains "x"'
