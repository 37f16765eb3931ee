# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader remembers what rows told before, and no row may get what only another one told."""

from __future__ import annotations

import random

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS as NAMES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    FIELDS,
    IDENTITY_COLUMNS,
    SUMMARY_COLUMNS,
    Reader,
)

WORLD = "https://prtg.example.com"
ODD = [
    "", " ", "0", "00012", "-1", "*000000004", "3", "5", "12", "x", "True", "1,5", "46356.5", "9" * 40, "a b,c",
    "<b>x</b>", "50%", "in progress (2%)", "\u00b2", "7 ", "a.png",
]  # fmt: skip
COLUMNS = sorted(
    {*IDENTITY_COLUMNS, *SUMMARY_COLUMNS.values(), *(c for field in FIELDS.values() for c in field.columns)}
)
CELLS = [cell for column in COLUMNS for cell in (column, f"{column}_raw")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shapes", [2, 30])
def test_a_row_tells_the_same_with_and_after_other_rows_as_alone(kind, shapes):
    chosen = random.Random(shapes)
    shaped = [[cell for cell in CELLS if chosen.random() < 0.8] for _number in range(shapes)]
    reader = Reader(kind, NAMES, WORLD)
    for _number in range(60):
        cells = [chosen.choice(shaped) for _row in range(chosen.randint(0, 10))]
        rows = [{cell: chosen.choice(ODD) for cell in shape} for shape in cells]
        for row, found in zip(rows, reader(rows), strict=True):
            assert [found] == Reader(kind, NAMES, WORLD)([row]), row


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.displayed])
def test_what_is_displayed_counts_where_it_is_read(name):
    column, kind = FIELDS[name].columns[0], "sensor" if name in ("sensor_kind_name", "coverage") else "device"
    reader = Reader(kind, [name], WORLD)
    displayed = ("Ping", "HTTP") if name == "sensor_kind_name" else ("50%", "") if name == "coverage" else ("(2%)", "")
    found = [getattr(one, name) for one in reader([{column: text, f"{column}_raw": "1"} for text in displayed])]
    assert found[0] != found[1]
