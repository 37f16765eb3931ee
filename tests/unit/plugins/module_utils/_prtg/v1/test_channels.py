# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.channels import read_channel


@pytest.mark.parametrize(
    ("shown", "raw", "value", "unit"),
    [
        # raw is ten times what is shown (PrtgAPI ChannelItem), or is not
        ("26 %", "0000000000000260.0000", 26.0, "%"),
        ("69 %", "69.000", 69.0, "%"),
        ("12 msec", "12.34", 12.34, "msec"),
        ("0 %", "3.0", 0.3, "%"),
        ("0 #", "0.4", 0.0, "#"),
        ("-5 °C", "-50", -5.0, "°C"),
        ("\u22125 °C", "-5", -5.0, "°C"),
        # raw is in another unit
        ("10 KByte", "10240", 10.0, "KByte"),
        ("1 kbit/s", "0000000000001250.0000", 1.0, "kbit/s"),
        ("1,5 MByte", "1572864", 1.5, "MByte"),
        ("1.234 KByte", "1263616", None, "KByte"),
        # separators of any locale
        ("97,1740000000723 %", "0000000000000971.7400", 97.174, "%"),
        ("8'544 #", "0000000000085440.0000", 8544.0, "#"),
        ("8\u2019544 #", "8544", 8544.0, "#"),
        ("231.391.363.072 Byte", "231391363072.0000", 231391363072.0, "Byte"),
        ("1 234 567 Byte", "", 1234567.0, "Byte"),
        ("1.234,5 #", "", 1234.5, "#"),
        ("1,234.5 #", "", 1234.5, "#"),
        ("1,234 #", "1234", 1234.0, "#"),
        ("1,234 #", "1.234", 1.234, "#"),
        ("1.234 #", "", None, "#"),
        # nothing to tell
        ("12", "", 12.0, None),
        ("12", None, 12.0, None),
        ("-", "", None, None),
        ("", "", None, None),
        ("No data", "", None, None),
        ("< 1 %", "0.5", None, None),
        ("1 h 37 m", "000000000005820", None, None),
        ("79 d", "000000006862624", 79.0, "d"),
        ("12 %", "INF", 12.0, "%"),
    ],
)
def test_value_and_unit_belong_together(shown, raw, value, unit):
    row = {"objid": "1", "name": "x", "lastvalue": shown, **({} if raw is None else {"lastvalue_raw": raw})}
    found = read_channel(row)
    assert found["last_value"] == (value if value is None else pytest.approx(value))
    assert found["unit"] == unit


def test_ids_and_names():
    assert read_channel({"objid": "-4", "objid_raw": "*000000004", "name": "Downtime"}) == {
        "id": "-4",
        "name": "Downtime",
        "last_value": None,
        "unit": None,
    }
    assert read_channel({"objid": "2", "lastvalue_": "5 %", "lastvalue__raw": "50"}) == {
        "id": "2",
        "name": "",
        "last_value": 5.0,
        "unit": "%",
    }
