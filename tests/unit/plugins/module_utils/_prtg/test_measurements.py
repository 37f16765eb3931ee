# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of CSV: what a spreadsheet would take for a formula, and what has to stay as it is."""

from __future__ import annotations

import csv
import io

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.history import Channel, Measured, Series
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.measurements import _csv
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject


def cells_of(name, channel_id="0"):
    """The name of a sensor and the id, name and unit of its channel, as a spreadsheet gets them."""
    series = Series([Channel(channel_id, name, name)], [Measured(0.0, (1.5,))])
    _head, line = csv.reader(io.StringIO(_csv([(PrtgObject("1", "sensor", name), series)]), newline=""))
    return line[2], line[3], line[4], line[6]


@pytest.mark.parametrize("sign", "=+-@\uff1d\uff0b\uff0d\uff20")
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u3000", "\t", "\r", "\n"])
def test_what_would_be_a_formula_gets_an_apostrophe(before, sign):
    for text in (f"{before}{sign}cmd|' /C calc'!A0", f"{before}{sign}1+1"):
        assert cells_of(text) == (f"'{text}", "0", f"'{text}", f"'{text}")


@pytest.mark.parametrize("text", ["Ping", "a=b", "(002) WAN + LAN", "\u2212 5", "%", "", "50 @ 3"])
def test_what_is_none_stays_as_it_is(text):
    assert cells_of(text, "-4") == (text, "-4", text, text)
