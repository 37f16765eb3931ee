# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a small web shop: eight checks, its people, one recurring window to come and one that is past."""

from __future__ import annotations

from typing import Any

from tests.emulator.pingdom.account import Account, Banner, Subscription, Team, Transaction, Window
from tests.emulator.pingdom.checks import new_check
from tests.emulator.pingdom.occurrences import add, reschedule
from tests.emulator.pingdom.published import DEFAULTS as SUBSCRIPTION_DEFAULTS
from tests.emulator.pingdom.silence import silence

DAY = 86400
AGE = 90 * DAY
CHECKS: list[tuple[str, dict[str, Any]]] = [
    (
        "http",
        {
            "name": "shop: front page",
            "host": "shop.example.com",
            "encryption": True,
            "port": 443,
            "resolution": 1,
            "shouldcontain": "Add to basket",
            "ssl_down_days_before": 7,
            "tags": ["shop", "prod"],
            "probe_filters": ["region: EU"],
        },
    ),
    (
        "http",
        {
            "name": "shop: checkout",
            "host": "shop.example.com",
            "url": "/checkout/health",
            "encryption": True,
            "port": 443,
            "resolution": 1,
            "auth": "monitor:example-password",
            "requestheaders0": ["X-Probe:pingdom"],
            "tags": ["shop", "prod"],
        },
    ),
    ("http", {"name": "api: status", "host": "api.example.com", "url": "/v1/status", "tags": ["prod"]}),
    ("ping", {"name": "duplicate name", "host": "shop.example.com", "tags": ["shop"]}),
    ("ping", {"name": "duplicate name", "host": "api.example.com", "tags": ["prod"]}),
    ("smtp", {"name": "mail: smtp", "host": "mail.example.com", "tags": ["mail", "prod"], "resolution": 15}),
    ("imap", {"name": "mail: imap", "host": "mail.example.com", "port": 993, "encryption": True, "tags": ["mail"]}),
    (
        "dns",
        {
            "name": "dns: shop",
            "host": "shop.example.com",
            "expectedip": "192.0.2.10",
            "nameserver": "ns.example.com",
            "tags": ["prod"],
        },
    ),
]
PAUSED_BY_HAND = "mail: imap"


def furnish(account: Account) -> None:
    """Fill an empty account; its history lies in the months before the clock's now."""
    now = account.now
    _people(account)
    for check_type, settings in CHECKS:
        check = new_check(account, check_type, dict(settings), now - AGE)
        check.set_paused(settings["name"] == PAUSED_BY_HAND, now - DAY)
    shop, checkout, *_unused = account.checks.values()
    shop.auto_tags = ["nginx"]
    shop.outage = (now - 3 * DAY, now - 3 * DAY + 300)
    shop.settings["userids"] = [contact.id for contact in account.contacts.values() if contact.name == "Ada Operator"]
    shop.settings["teamids"] = [team.id for team in account.teams.values() if team.name == "Web shop"]
    _transaction(account, now)
    _windows(account, [shop.id, checkout.id], now)
    _reports(account, shop.id, checkout.id)


def _reports(account: Account, *checks: int) -> None:
    for name, told in (("Everything, monthly", {}), ("Shop, weekly", {"checkid": checks[0], "frequency": "weekly"})):
        subscription = Subscription(account.next_id("subscription"), {**SUBSCRIPTION_DEFAULTS, "name": name, **told})
        account.subscriptions[subscription.id] = subscription
    account.published = {checks[0]}
    for check_id, kind in zip(checks, ("uptime", "response"), strict=True):
        banner = Banner(account.next_id("banner"), check_id, kind)
        account.banners[banner.id] = banner


def _people(account: Account) -> None:
    ada = account.add_contact("Ada Operator", {"email": _both("ada@example.com")}, type="user")
    sms = {"severity": "HIGH", "country_code": "49", "number": "1511234567", "provider": "nexmo"}
    ben = account.add_contact("Ben On-Call", {"email": _both("ben@example.com"), "sms": [sms]})
    desk = account.add_contact("Service desk", {"email": _both("desk@example.com")}, paused=True)
    for name, members in (("Web shop", [ada.id, ben.id]), ("Mail", [ben.id, desk.id])):
        team = Team(account.next_id("team"), name, members)
        account.teams[team.id] = team


def _both(address: str) -> list[dict[str, str]]:
    return [{"severity": severity, "address": address} for severity in ("HIGH", "LOW")]


def _transaction(account: Account, now: int) -> None:
    from tests.emulator.pingdom.transactions import DEFAULTS

    steps = [{"fn": "go_to", "args": {"url": "shop.example.com"}}, {"fn": "click", "args": {"element": "Log in"}}]
    settings = {**DEFAULTS, "name": "shop: log in", "steps": steps, "tags": ["shop"]}
    transaction = Transaction(account.next_id("transaction"), now - AGE, now - AGE, settings, status="successful")
    account.transactions[transaction.id] = transaction
    recording = Transaction(
        account.next_id("transaction"), now - AGE, now - AGE, _recorded(), "successful", "recording"
    )
    account.transactions[recording.id] = recording


def _recorded() -> dict[str, Any]:
    """What the recorder has stored of a purchase, which no request can make."""
    from tests.emulator.pingdom.transactions import DEFAULTS

    login = {"host": "https://basket.example.com", "credentials": {"userName": "shopper", "password": "example-login"}}
    steps: list[dict[str, Any]] = [
        {"fn": "wpm_go_to", "args": {"url": "https://shop.example.com"}, "contains_navigate": True},
        {"fn": "wpm_fill", "args": {"input": "#card", "value": "example-card"}, "contains_navigate": False},
        {"fn": "wpm_click", "args": {"element": "#buy", "offsetX": "12", "offsetY": "8"}, "contains_navigate": True},
    ]
    return {
        **DEFAULTS,
        "name": "shop: recorded purchase",
        "steps": [{**step, "guid": f"0000-{number}"} for number, step in enumerate(steps, 1)],
        "metadata": {
            "width": 1950,
            "height": 1080,
            "disableWebSecurity": False,
            "authentications": {"httpAuthentications": [login]},
        },
        "tags": ["recorded"],
    }


def _windows(account: Account, uptimeids: list[int], now: int) -> None:
    midnight = now - now % DAY
    past = Window(account.next_id("maintenance"), "shop: database move", 0, 0, uptimeids=list(uptimeids))
    past.start, past.end = midnight - 10 * DAY, midnight - 10 * DAY + 7200
    past.effectiveto = past.end
    account.windows[past.id] = past
    add(account, past.id, past.start, past.end)
    weekly = Window(account.next_id("maintenance"), "shop: weekly release", 0, 0, "week", 1, uptimeids=list(uptimeids))
    weekly.start, weekly.end = midnight + 2 * DAY, midnight + 2 * DAY + 3600
    weekly.effectiveto = weekly.start + 84 * DAY
    account.windows[weekly.id] = weekly
    reschedule(account, weekly, now)
    silence(account, now)
