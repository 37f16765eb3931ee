# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_scan over both APIs: what is scanned now, what is left alone, and what is told of it."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import prtg_scan
from tests.behaviour.told import prtg, told

WEB_1, WEB_2, PING = "1001", "1002", "2101"
BELOW_A_PAUSED_GROUP = "1031"


@pytest.fixture(params=["v1", "v2"])
def scan(request, emulator):
    """A task over each API in turn; check mode sends nothing, and no write goes untold."""

    def run(check=False, **options):
        return told(emulator, prtg_scan, check_mode=check, **prtg(emulator, request.param), **options)

    return run


def test_each_run_scans_and_says_so(scan, emulator):
    answers = [scan(check=check, ids=[WEB_1, WEB_2]) for check in (True, False, False)]
    assert answers[0] == answers[1] == answers[2]
    assert [one["after"] for one in answers[0]["objects"]] == [{"requested": "scan"}] * 2
    assert answers[0]["changed"]
    assert len(emulator.writes()) == 2


def test_what_is_paused_is_left_alone_and_told(scan, emulator):
    for check in (True, False):
        answer = scan(check=check, ids=[BELOW_A_PAUSED_GROUP, PING])
        assert [one["changed"] for one in answer["objects"]] == [False, True]
        assert answer["warnings"][-1].endswith("is paused, so that PRTG does not scan it")
    assert len(emulator.writes()) == 1
