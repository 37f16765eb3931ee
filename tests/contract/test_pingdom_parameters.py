# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every documented parameter of every read makes a difference in the emulated Pingdom, or it is said why not.

A parameter that is taken and ignored hides from a client that it asks for the wrong thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from tests.contract.openapi import ABSENT, Contract, available
from tests.emulator.pingdom.driver import Driver, Reply

if not available():
    pytest.skip(ABSENT, allow_module_level=True)

HOUR, DAY = 3600, 86400
FLAG = ("false", "true")


class At(NamedTuple):
    """A time, by its seconds from now."""

    seconds: int


class Named(NamedTuple):
    """The id of a thing of the account, by kind and place."""

    kind: str
    place: int


class Twice(NamedTuple):
    """Two values that a parameter is asked for with, in turn (None: not sent), and what goes with both."""

    one: Any
    other: Any
    beside: dict[str, Any] = {}


PAGED = {"limit": Twice("1", "2"), "offset": Twice("0", "1", {"limit": "1"})}
PERIOD = {"from": Twice(At(-20 * HOUR), At(-2 * HOUR)), "to": Twice(At(-5 * HOUR), None)}
OUTAGE = {"from": Twice(At(-4 * DAY), At(-DAY)), "to": Twice(At(-4 * DAY), None, {"from": At(-5 * DAY)})}
ORDER = Twice("asc", "desc")
DIFFERENCES: dict[str, dict[str, Twice]] = {
    "/actions": {
        **PAGED,
        **OUTAGE,
        "checkids": Twice(Named("checks", 0), Named("checks", 1)),
        "userids": Twice(Named("contacts", 0), Named("contacts", 1)),
        "status": Twice("sent", "error"),
        "via": Twice("email", "sms"),
    },
    "/analysis/{checkid}": {**OUTAGE, "offset": PAGED["offset"]},
    "/checks": {
        **PAGED,
        "showencryption": Twice(*FLAG),
        "include_tags": Twice(*FLAG),
        "include_severity": Twice(*FLAG),
        "tags": Twice("prod", "mail"),
    },
    "/checks/{checkid}": {"include_teams": Twice(*FLAG)},
    "/maintenance": {
        **PAGED,
        "orderby": Twice("description", "from"),
        "order": ORDER._replace(beside={"orderby": "to"}),
    },
    "/maintenance.occurrences": {
        "maintenanceid": Twice(Named("windows", 0), Named("windows", 1), {"from": "0"}),
        "from": Twice("0", None),
        "to": Twice(At(5 * DAY), At(15 * DAY)),
    },
    "/probes": {**PAGED, "onlyactive": Twice(*FLAG), "includedeleted": Twice(*FLAG)},
    "/results/{checkid}": {
        **PERIOD,
        **PAGED,
        "probes": Twice("1", "2"),
        "status": Twice("up", "down", {"from": At(-4 * DAY)}),
        "includeanalysis": Twice(*FLAG, {"from": At(-4 * DAY), "status": "down"}),
        "maxresponse": Twice("1", "1000"),
        "minresponse": Twice("1", "999"),
    },
    "/single": {
        "probeid": Twice("1", "2", {"host": "a.example.com", "type": "ping"}),
        "probe_filters": Twice("region:EU", "region:NA", {"host": "a.example.com", "type": "ping"}),
    },
    "/summary.average/{checkid}": {
        **PERIOD,
        "probes": Twice("1", "2"),
        "includeuptime": Twice(*FLAG),
        "bycountry": Twice(*FLAG),
        "byprobe": Twice(*FLAG),
    },
    "/summary.hoursofday/{checkid}": {
        **{name: case._replace(beside={"from": At(-10 * HOUR)}) for name, case in PERIOD.items()},
        "probes": Twice("1", "2"),
        "uselocaltime": Twice(*FLAG),
    },
    "/summary.outage/{checkid}": {**PERIOD, "order": ORDER},
    "/summary.performance/{checkid}": {
        **PERIOD,
        "resolution": Twice("hour", "day"),
        "includeuptime": Twice(*FLAG),
        "probes": Twice("1", "2"),
        "order": ORDER,
    },
    "/summary.probes/{checkid}": {
        "from": Twice(At(-DAY), At(-61)),
        "to": Twice(At(61 - DAY), None, {"from": At(-DAY)}),
    },
    "/traceroute": {
        "host": Twice("a.example.com", "b.example.com"),
        "probeid": Twice("1", "2", {"host": "a.example.com"}),
    },
    "/tms/check": {
        **PAGED,
        "extended_tags": Twice(*FLAG),
        "tags": Twice("shop", "mail"),
        "type": Twice("script", "recording"),
    },
    "/tms/check/{cid}": {"extended_tags": Twice(*FLAG)},
    "/tms/check/{check_id}/report/status": {**PERIOD, "order": ORDER._replace(beside={"from": At(-100 * DAY)})},
    "/tms/check/report/status": {
        **PERIOD,
        **PAGED,
        "order": ORDER._replace(beside={"from": At(-100 * DAY)}),
        "omit_empty": Twice(*FLAG),
    },
    "/tms/check/{check_id}/report/performance": {
        **PERIOD,
        "order": ORDER,
        "resolution": Twice("hour", "day"),
        "include_uptime": Twice(*FLAG),
    },
}
TEST_ITSELF = [
    *("host", "type", "ipv6", "responsetime_threshold", "url", "encryption", "port", "auth", "postdata"),
    *("shouldcontain", "shouldnotcontain", "requestheader{X}", "verify_certificate", "ssl_down_days_before"),
    *("additionalurls", "stringtosend", "stringtoexpect", "nameserver", "expectedip"),
]
NO_DIFFERENCE = {
    ("/analysis/{checkid}", "limit"): "a check has one outage at most",
    **dict.fromkeys([("/single", name) for name in TEST_ITSELF], "nothing is tested, and it always succeeds"),
}
"""Parameters without a difference, each with the reason."""


@pytest.fixture(scope="module")
def pingdom() -> Iterator[Driver]:
    """An account with two of whatever can be paged, and a check that all probes test, while time stands still."""
    with Driver() as driver, pytest.MonkeyPatch.context() as patch:
        moment = driver.clock.now()
        patch.setattr(driver.clock, "now", lambda: moment)
        shop, other, *_unused = driver.account.checks.values()
        shop.settings["probe_filters"] = []
        other.outage = (driver.now - 2 * DAY, driver.now - 2 * DAY + 600)
        driver.create_window(driver.now + 10 * DAY, driver.now + 10 * DAY + HOUR, description="another")
        steps = [{"fn": "go_to", "args": {"url": "shop.example.com"}}]
        assert driver.ask("POST", "/tms/check", json={"name": "new", "steps": steps, "tags": ["mail"]}).status == 200
        yield driver


def ask(pingdom: Driver, path: str, params: dict[str, Any]) -> Reply:
    """The answer about the first thing of its kind."""
    account = pingdom.account
    ids = {
        "checkid": next(iter(account.checks)),
        **dict.fromkeys(("cid", "check_id"), next(iter(account.transactions))),
    }
    sent = {name: worded(pingdom, path, value) for name, value in params.items() if value is not None}
    return pingdom.ask("GET", path.format(**ids), params=sent)


def worded(pingdom: Driver, path: str, value: Any) -> str:
    """A value as the path has it; transactions have times in RFC 3339."""
    if isinstance(value, Named):
        return str(list(getattr(pingdom.account, value.kind))[value.place])
    if not isinstance(value, At):
        return str(value)
    time = pingdom.now + value.seconds
    return datetime.fromtimestamp(time, UTC).isoformat() if path.startswith("/tms") else str(time)


def test_every_parameter_of_every_read_is_known(contract: Contract) -> None:
    documented = {
        (path, parameter["name"])
        for path, item in contract.document["paths"].items()
        for parameter in item.get("get", {}).get("parameters", [])
        if parameter["in"] == "query"
    }
    told = [(path, name) for path, cases in DIFFERENCES.items() for name in cases]
    assert {*told, *NO_DIFFERENCE} == documented
    assert not {*told} & {*NO_DIFFERENCE}


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, cases in DIFFERENCES.items() for name in cases])
def test_another_value_has_another_answer(pingdom: Driver, path: str, name: str) -> None:
    case = DIFFERENCES[path][name]
    one, other = (ask(pingdom, path, {**case.beside, name: value}) for value in (case.one, case.other))
    assert (one.status, other.status) == (200, 200)
    assert one.json != other.json


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/results/{checkid}", "status", "nosuch"),
        ("/results/{checkid}", "probes", "1,99"),
        ("/summary.average/{checkid}", "probes", "99"),
        ("/summary.hoursofday/{checkid}", "probes", "99"),
        ("/summary.performance/{checkid}", "probes", "99"),
        ("/actions", "status", "nosuch"),
        ("/actions", "via", "email,nosuch"),
        ("/single?host=a.example.com&type=ping", "probeid", "999"),
        ("/single?host=a.example.com&type=ping", "probe_filters", "nosuch"),
        ("/traceroute?host=a.example.com", "probeid", "999"),
        ("/traceroute?host=a.example.com", "probeid", "4"),
        ("/tms/check/{check_id}/report/status", "from", "yesterday"),
        ("/tms/check/{check_id}/report/performance", "to", "2026-11-25T10:00:00"),
        ("/tms/check/report/status", "order", "up"),
    ],
)
def test_a_value_that_there_is_not_is_refused(pingdom: Driver, path: str, name: str, value: str) -> None:
    reply = ask(pingdom, path, {name: value})
    assert (reply.status, reply.error) == (400, f"Invalid parameter value: {name}")
