# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter language is fast enough."""

from __future__ import annotations

from tests.benchmarks.filters import measure


def test_filters(capsys):
    speed = measure()
    with capsys.disabled():
        print(f"\n{speed}")
    assert speed.read_per_second >= 10_000
    assert speed.objects_per_second >= 300_000
    assert speed.ratio_to_a_loop <= 3
