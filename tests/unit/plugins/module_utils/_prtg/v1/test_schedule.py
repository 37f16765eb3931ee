# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.schedule import zone_told
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.zones import zone_of

BERLIN = {
    "bias": -60,
    "standardbias": 0,
    "daylightbias": -60,
    **{f"standarddate{part}": value for part, value in zip(("month", "dayofweek", "day", "hour"), (10, 0, 5, 3))},
    **{f"daylightdate{part}": value for part, value in zip(("month", "dayofweek", "day", "hour"), (3, 0, 5, 2))},
}
SUMMER = 1_909_000_000


def told(**changed):
    return zone_told("".join(f"<{name}>{value}</{name}>\n" for name, value in {**BERLIN, **changed}.items()))


def test_rules_of_windows():
    zone = told()
    for at in range(SUMMER, SUMMER + 400 * 86400, 7200):
        assert zone.ahead(at) == zone_of("Europe/Berlin").ahead(at)


def test_a_zone_without_summer_time():
    assert told(standarddatemonth=0, daylightdatemonth=0).ahead(SUMMER) == 3600
    assert zone_told("<bias>-420</bias>").ahead(SUMMER) == 7 * 3600


@pytest.mark.parametrize(
    "changed",
    [
        {"bias": 900},
        {"bias": "x"},
        {"bias": 10**9},
        {"daylightbias": -900},
        {"standarddatemonth": 13},
        {"standarddatemonth": 3},
        {"standarddatehour": 24},
        {"daylightdateday": 0},
        {"daylightdateday": 6},
        {"daylightdatedayofweek": 7},
        {"daylightdatedayofweek": ""},
        {"standarddateminute": 60},
    ],
)
def test_what_cannot_be_understood_is_no_zone(changed):
    assert told(**changed) is None


def test_nothing_is_no_zone():
    assert zone_told("") is None
