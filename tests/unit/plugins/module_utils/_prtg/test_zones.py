# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import datetime
import zoneinfo

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.zones import Change, Rules, fixed, zone_of

HOUR = 3600
BERLIN = Rules(HOUR, 2 * HOUR, Change(10, 0, 5, 3 * HOUR), Change(3, 0, 5, 2 * HOUR)).zone()
SYDNEY = Rules(10 * HOUR, 11 * HOUR, Change(4, 0, 1, 3 * HOUR), Change(10, 0, 1, 2 * HOUR)).zone()
NEW_YORK = Rules(-5 * HOUR, -4 * HOUR, Change(11, 0, 1, 2 * HOUR), Change(3, 0, 2, 2 * HOUR)).zone()


@pytest.mark.parametrize(
    ("zone", "name"), [(BERLIN, "Europe/Berlin"), (SYDNEY, "Australia/Sydney"), (NEW_YORK, "America/New_York")]
)
def test_rules_are_those_of_the_places_that_they_are_of(zone, name):
    info = zoneinfo.ZoneInfo(name)
    named = zone_of(name)
    start = int(datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
    for at in range(start, start + 5 * 366 * 86400, HOUR // 2):
        ahead = datetime.datetime.fromtimestamp(at, info).utcoffset().total_seconds()
        assert zone.ahead(at) == named.ahead(at) == ahead, (name, at)


@pytest.mark.parametrize("zone", [BERLIN, zone_of("Europe/Berlin")])
def test_a_clock_that_is_changed_shows_times_twice_or_never(zone):
    shown = datetime.datetime(2030, 10, 27, 2, 30)
    first, second = zone.moments(shown)
    assert second - first == HOUR
    assert zone.wall(first) == zone.wall(second) == shown
    (never,) = zone.moments(datetime.datetime(2030, 3, 31, 2, 30))
    assert zone.wall(never) == datetime.datetime(2030, 3, 31, 3, 30)
    (once,) = zone.moments(datetime.datetime(2030, 7, 1, 12, 0))
    assert zone.wall(once) == datetime.datetime(2030, 7, 1, 12, 0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("UTC", 0),
        ("z", 0),
        ("+01:00", HOUR),
        ("UTC-3:30", -12600),
        ("GMT+0530", 19800),
        ("+14:00", 14 * HOUR),
    ],
)
def test_offsets(text, seconds):
    assert zone_of(text).ahead(0) == seconds == fixed(seconds).ahead(1e9)


@pytest.mark.parametrize("text", ["", "+15:00", "+01:60", "Mars/Phobos", "/etc/localtime", "../UTC", "Europe", "a\0b"])
def test_what_is_no_zone(text):
    with pytest.raises(ConfigurationError, match="time_zone is"):
        zone_of(text)
