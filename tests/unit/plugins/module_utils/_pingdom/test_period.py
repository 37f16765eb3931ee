# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The period that a task asks about."""

from __future__ import annotations

import re

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Asked, Period

NOW, DAY = 1_800_000_000, 86400


@pytest.mark.parametrize(
    ("options", "length", "period"),
    [
        ({}, None, Period(None, None)),
        ({}, DAY, Period(NOW - DAY, None)),
        ({"start": "-2h"}, DAY, Period(NOW - 7200, None)),
        ({"start": "-2h", "end": "-1h"}, None, Period(NOW - 7200, NOW - 3600)),
        ({"end": "-1h"}, DAY, Period(NOW - 3600 - DAY, NOW - 3600)),
        ({"end": "now"}, None, Period(None, None)),
        ({"end": "+1d"}, DAY, Period(NOW - DAY, None)),
        ({"start": "0", "end": str(NOW)}, None, Period(0, None)),
        ({"start": "2027-01-01T00:00:00Z"}, None, Period(1798761600, None)),
        ({"end": "100"}, DAY, Period(0, 100)),
    ],
)
def test_a_period_is_what_has_been(options, length, period):
    assert Asked.of(options).at(NOW, length) == period


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"start": "-1h", "end": "-2h"}, "end must be later than start"),
        ({"start": "5000", "end": "5000"}, "end must be later than start"),
        ({"start": "now"}, "start must be earlier than now"),
        ({"start": "+1h"}, "start must be earlier than now"),
        ({"start": "-1h", "end": "5000"}, "start must be earlier than end"),
        ({"start": "1960-01-01T00:00:00Z"}, "start is before 1970"),
        ({"end": "-99w99d", "start": "-100d"}, "end must be later than start"),
        ({"end": "-60w", "start": "yesterday"}, "start is 'yesterday', which is not a point in time.*-2h"),
    ],
)
def test_what_is_no_period_is_refused(options, words):
    with pytest.raises(ConfigurationError) as refused:
        Asked.of(options).at(NOW)
    assert re.search(words, str(refused.value))


@pytest.mark.parametrize(
    ("options", "length", "does"),
    [
        ({}, None, False),
        ({}, DAY, True),
        ({"start": "1000"}, DAY, False),
        ({"end": "1000"}, DAY, False),
        ({"start": "-1h"}, None, True),
        ({"start": "1000", "end": "now"}, None, True),
    ],
)
def test_what_depends_on_the_clock_is_known(options, length, does):
    assert Asked.of(options).depends_on_now(length) is does


def test_a_period_is_shown_to_its_end():
    assert Period(NOW, None).shown(NOW + 60) == {"start": "2027-01-15T08:00:00Z", "end": "2027-01-15T08:01:00Z"}
    assert Period(None, NOW).shown(NOW + 60) == {"start": None, "end": "2027-01-15T08:00:00Z"}
