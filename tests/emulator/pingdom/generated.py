# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A generated account of N checks of all nine types, the same at every start, with room for as many more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.emulator.pingdom.account import Account, Team
from tests.emulator.pingdom.checks import new_check

REGIONS = ("NA", "EU", "APAC", "LATAM")
RESOLUTIONS = (1, 5, 15, 30, 60)
AGE = 90 * 86400
PEOPLE, TAGS = 5, 20
FIRST = 1000
"""What the number of each in its name begins with."""


def parse(world: str) -> int:
    """``checks:N`` as N."""
    number = world.partition(":")[2]
    if not (number.isascii() and number.isdigit() and len(number) <= 5):
        raise ValueError(f"{world!r} is not checks:N, with at most 99999 checks")
    return int(number)


def furnish(account: Account, count: int) -> None:
    """Give an account people, a team, and checks."""
    targets = [{"severity": "HIGH", "address": "night@example.com"}, {"severity": "LOW", "address": "day@example.com"}]
    people = [account.add_contact(f"Person {number}", {"email": [*targets]}) for number in range(PEOPLE)]
    team = Team(account.next_id("team"), "Operators", [person.id for person in people])
    account.teams[team.id] = team
    account.check_limit += 2 * count
    for number in range(count):
        check_type, settings = _specific(number)
        userids = [people[number % PEOPLE].id] if number % 3 else []
        common = _common(number) | {"userids": userids, "teamids": [team.id] if number % 4 == 1 else []}
        check = new_check(account, check_type, common | settings, account.now)
        check.created = account.now - AGE
        check.severity = "LOW" if number % 6 == 5 else "HIGH"


def _common(number: int) -> dict[str, Any]:
    """What checks of all types have; each fiftieth has the name of the one before."""
    called = number - 1 if number % 50 == 49 else number
    tags = [f"tag{number % TAGS:02}", *(["eu:prod"] if number % 2 else [])]
    return {
        "name": f'check {FIRST + called}: ünïcode & "quotes"' if called % 25 == 24 else f"check {FIRST + called}",
        "host": f"host-{number}.example.com" if number % 5 else f"192.0.2.{number % 250 + 1}",
        "paused": number % 7 == 6,
        "resolution": RESOLUTIONS[number % len(RESOLUTIONS)],
        "tags": tags if number % 9 else [],
        "integrationids": [number % 3 + 10] if number % 8 == 3 else [],
        "probe_filters": [f"region: {REGIONS[number % len(REGIONS)]}"] if number % 3 == 0 else [],
        "sendnotificationwhendown": number % 4 + 1,
        "notifyagainevery": number % 6,
        "notifywhenbackup": number % 10 != 0,
        "responsetime_threshold": 1000 + number % 30 * 100,
        "custom_message": f"Call team {number % 4}: {{{{ not a template }}}}" if number % 12 == 0 else "",
    }


def _specific(number: int) -> tuple[str, dict[str, Any]]:
    """The type of a check, in turn, and what it has of its own."""
    check_type, settings = SPECIFICS[number % len(SPECIFICS)]
    return check_type, settings(number)


def _http(number: int) -> dict[str, Any]:
    rule = "shouldcontain" if number % 2 else "shouldnotcontain"
    verify = number % 4 != 0
    secret = {
        "auth": f"user{number}:pass{number}",
        "postdata": f"token={number}",
        "requestheaders0": [f"X-Key:{number}"],
    }
    return {
        "url": f"/health?n={number}",
        "encryption": verify,
        "port": 443 if verify else 8080,
        rule: f"all {number} is well",
        "verify_certificate": verify,
        "ssl_down_days_before": number % 20 if verify else 0,
        **(secret if number % 5 == 0 else {}),
    }


def _httpcustom(number: int) -> dict[str, Any]:
    more = ";".join(f"more{one}.example.com/status.xml" for one in range(number % 3))
    return {"url": f"/status{number}.xml", "port": 8000 + number % 100, "additionalurls": more}


def _expecting(port: int) -> Callable[[int], dict[str, Any]]:
    return lambda number: {"port": port + number % 2, "encryption": number % 2 == 1, "stringtoexpect": f"+OK {number}"}


SPECIFICS: list[tuple[str, Callable[[int], dict[str, Any]]]] = [
    ("http", _http),
    ("httpcustom", _httpcustom),
    ("tcp", lambda number: {"port": number % 60000 + 1, "stringtosend": "hello" if number % 2 else ""}),
    ("ping", lambda _number: {}),
    ("dns", lambda number: {"expectedip": f"192.0.2.{number % 250 + 1}", "nameserver": "ns.example.com"}),
    ("udp", lambda number: {"port": 123, "stringtosend": f"a{number}", "stringtoexpect": "b"}),
    ("smtp", _expecting(25)),
    ("pop3", _expecting(110)),
    ("imap", _expecting(143)),
]
