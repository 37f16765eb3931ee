# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every documented parameter of every read of API 2.1 makes a difference, in the query and in a form."""

from __future__ import annotations

import pytest

from tests.contract.openapi import ABSENT, available
from tests.emulator.pingdom.documented import KNOWN
from tests.emulator.pingdom.driver import Driver, Reply

if not available():
    pytest.skip(ABSENT, allow_module_level=True)

from tests.contract.test_pingdom_parameters import DIFFERENCES, FLAG, NO_DIFFERENCE, Twice, pingdom, worded

__all__ = ["pingdom"]

READS = [
    (operation.removeprefix("GET "), name)
    for operation, table in KNOWN.items()
    for name in table
    if operation.startswith("GET ")
]
ONLY_HERE = {("/probes", "onlytms"): Twice(*FLAG)}
CASES = {(path, name): case for path, cases in DIFFERENCES.items() for name, case in cases.items()} | ONLY_HERE


def ask(pingdom: Driver, path: str, params: dict[str, object], place: str) -> Reply:
    """The answer about the first check, with parameters in one place."""
    sent = {name: worded(pingdom, path, value) for name, value in params.items() if value is not None}
    return pingdom.ask_21("GET", path.format(checkid=next(iter(pingdom.account.checks))), **{place: sent})


@pytest.mark.parametrize("place", ["params", "data"])
@pytest.mark.parametrize(("path", "name"), [read for read in READS if read not in NO_DIFFERENCE])
def test_another_value_has_another_answer(pingdom: Driver, path: str, name: str, place: str) -> None:
    case = CASES[path, name]
    one, other = (ask(pingdom, path, {**case.beside, name: value}, place) for value in (case.one, case.other))
    assert (one.status, other.status) == (200, 200)
    assert one.json != other.json


@pytest.mark.parametrize("path", sorted({path for path, _name in READS}))
def test_a_parameter_that_there_is_not_is_refused(pingdom: Driver, path: str) -> None:
    reply = ask(pingdom, path, {"nosuch": "1"}, "params")
    assert (reply.status, reply.error) == (400, "Invalid parameter name: nosuch")
