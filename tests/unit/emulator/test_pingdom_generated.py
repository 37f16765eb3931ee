# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generated account: checks of all types, the same at every start, each as the API would take it."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.emulator.clock import StandingClock
from tests.emulator.emulation import Emulation
from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.check_types import CHECK_TYPES
from tests.emulator.pingdom.checks import COMMON
from tests.emulator.pingdom.generated import parse


def test_it_has_so_many_checks_of_all_types_and_room_for_more() -> None:
    account = Account.generated(StandingClock(), 500)
    assert {check.type for check in account.checks.values()} == set(CHECK_TYPES)
    assert len(account.checks) == 500
    assert account.free_checks >= 500
    names = Counter(check.settings["name"] for check in account.checks.values())
    assert names.most_common(1)[0][1] == 2, "some names repeat"


def test_it_is_the_same_at_every_start_and_after_a_reset() -> None:
    emulation = Emulation("checks:40")
    before = {check.id: (check.settings, check.specifics) for check in emulation.account.checks.values()}
    emulation.account.checks.popitem()
    emulation.reset(world=True)
    assert {check.id: (check.settings, check.specifics) for check in emulation.account.checks.values()} == before


def test_the_api_would_take_each_of_its_checks() -> None:
    for check in Account.generated(StandingClock(), 200).checks.values():
        for name, reader in {**COMMON, **CHECK_TYPES[check.type].parameters}.items():
            value = {**check.settings, **check.specifics}.get(name)
            if value not in (None, "", []) and name not in ("userids", "teamids"):
                assert reader(value) == value, (check.type, name)


@pytest.mark.parametrize("world", ["checks:", "checks:-1", "checks:x", "checks:100000"])
def test_another_number_is_refused(world: str) -> None:
    with pytest.raises(ValueError, match=r"is not checks:N"):
        parse(world)
