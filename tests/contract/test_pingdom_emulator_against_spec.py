# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation that the emulated Pingdom serves, judged by Pingdom's own document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.openapi import ABSENT, BASE, Contract, available, path_of, validate_exchange
from tests.emulator.pingdom.driver import Driver, Reply

if not available():
    pytest.skip(ABSENT, allow_module_level=True)

HOUR = 3600
STEPS = [{"fn": "go_to", "args": {"url": "shop.example.com"}}]
EMAIL = {"email": [{"severity": "HIGH", "address": "new@example.com"}]}
SMS = {"sms": [{"severity": "LOW", "country_code": "49", "number": "151", "provider": "nexmo"}]}
COMMON: dict[str, Any] = {
    "paused": True,
    "resolution": 15,
    "integrationids": [7],
    "sendnotificationwhendown": 1,
    "notifyagainevery": 3,
    "notifywhenbackup": False,
    "tags": ["a", "b"],
    "probe_filters": ["region: EU", "region: NA"],
    "ipv6": True,
    "responsetime_threshold": 1000,
    "custom_message": "call us",
}
TEXTS = {"stringtosend": "ask", "stringtoexpect": "answer"}
CERTIFICATE = {"verify_certificate": True, "ssl_down_days_before": 7}
FULL: dict[str, dict[str, Any]] = {
    "http": {
        **CERTIFICATE,
        "url": "/x",
        "encryption": True,
        "port": 443,
        "auth": "u:p",
        "shouldcontain": "x",
        "postdata": "a=b",
        "requestheaders0": ["A: 1"],
        "requestheaders1": ["A: 2"],
    },
    "httpcustom": {
        **CERTIFICATE,
        "url": "/x",
        "encryption": True,
        "port": 443,
        "auth": "u:p",
        "additionalurls": "a.com;b.com",
    },
    "tcp": {"port": 22, **TEXTS},
    "ping": {},
    "dns": {"nameserver": "ns.example.com", "expectedip": "192.0.2.10"},
    "udp": {"port": 53, **TEXTS},
    "smtp": {"port": 587, "auth": "u:p", "encryption": True, "stringtoexpect": "220"},
    "pop3": {"port": 995, "encryption": True, "stringtoexpect": "+OK"},
    "imap": {"port": 993, "encryption": True, "stringtoexpect": "OK"},
}


class Judged(Driver):
    """A driver whose every exchange the document has to allow."""

    def __init__(self, contract: Contract) -> None:
        super().__init__()
        self._contract = contract
        self.visited: set[str] = set()

    def ask(self, method: str, path: str, base: str = BASE, **options: Any) -> Reply:
        """Send a request; both it and its answer must fit."""
        reply = super().ask(method, path, base, **options)
        sent = {"Content-Type": reply.sent_type}
        found = validate_exchange(
            method, reply.path, reply.query, sent, reply.sent, reply.status, reply.headers, reply.raw
        )
        assert found == []
        self.visited.add(f"{method} {path_of(self._contract, reply.path)}")
        return reply


@pytest.fixture
def judged(contract: Contract) -> Iterator[Judged]:
    with Judged(contract) as driver:
        yield driver


def checks(judged: Judged) -> None:
    asked = {"include_tags": "true", "include_severity": "true", "showencryption": "true", "tags": "prod"}
    judged.ask("GET", "/checks", params={**asked, "limit": "5", "offset": "1"})
    for check_id in list(judged.account.checks):
        judged.check(check_id)
        judged.check(check_id, include_teams="true")
    one, two, three = (judged.create_check() for _unused in range(3))
    judged.ask("PUT", f"/checks/{one}", json={"paused": True, "addtags": ["x"], "userids": "23440", "checkids": "1"})
    judged.ask("PUT", f"/checks/{one}", json={"teamids": "65"})
    judged.check(one)
    judged.ask("PUT", "/checks", json={"paused": True, "checkids": f"{one},{two}", "resolution": 5})
    judged.ask("DELETE", f"/checks/{one}")
    judged.ask("DELETE", "/checks", params={"delcheckids": str(two)})
    judged.ask("DELETE", "/checks", json={"delcheckids": str(three)})


def windows(judged: Judged) -> None:
    start, check_id = judged.now + HOUR, next(iter(judged.account.checks))
    more = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": start + 99 * HOUR, "uptimeids": [check_id]}
    one, two = (judged.create_window(start, start + HOUR, **more) for _unused in range(2))
    judged.ask("GET", "/maintenance", params={"limit": "2", "offset": "1", "orderby": "from", "order": "desc"})
    judged.window(one)
    judged.ask("PUT", f"/maintenance/{one}", json={"description": "x", "uptimeids": [], "tmsids": []})
    rows = judged.ask("GET", "/maintenance.occurrences", params={"maintenanceid": str(one)}).json["occurrences"]
    path = f"/maintenance.occurrences/{rows[0]['id']}"
    judged.ask("GET", path)
    judged.ask("PUT", path, json={"from": start + 60})
    judged.ask("DELETE", path)
    judged.ask("DELETE", "/maintenance.occurrences", params=[("occurrenceids", str(row["id"])) for row in rows[1:3]])
    judged.ask("DELETE", f"/maintenance/{one}")
    judged.ask("DELETE", "/maintenance", params={"maintenanceids": str(two)})


def people(judged: Judged) -> None:
    judged.ask("GET", "/alerting/contacts")
    body = {"name": "New", "paused": False, "notification_targets": {**EMAIL, **SMS}}
    contact = judged.ask("POST", "/alerting/contacts", json=body).json["contact"]["id"]
    path = f"/alerting/contacts/{contact}"
    judged.ask("GET", path)
    judged.ask("PUT", path, json=body)
    judged.quirks.set("pingdom_contact_put_message", True)
    judged.ask("PUT", path, json=body)
    team = judged.ask("POST", "/alerting/teams", json={"name": "x", "member_ids": [contact]}).json["team"]["id"]
    judged.ask("GET", "/alerting/teams")
    judged.ask("GET", f"/alerting/teams/{team}")
    judged.ask("PUT", f"/alerting/teams/{team}", json={"name": "y", "member_ids": []})
    judged.ask("DELETE", f"/alerting/teams/{team}")
    judged.ask("DELETE", path)


def transactions(judged: Judged) -> None:
    judged.ask("GET", "/tms/check", params={"limit": "10", "offset": "0", "tags": "shop", "type": "script"})
    check_id = judged.ask("POST", "/tms/check", json={"name": "x", "steps": STEPS}).json["check"]["id"]
    judged.ask("GET", f"/tms/check/{check_id}")
    judged.ask("PUT", f"/tms/check/{check_id}", json={"interval": 60, "tags": ["a"]})
    judged.ask("GET", f"/tms/check/{check_id}/report/status", params={"order": "desc"})
    judged.ask("GET", f"/tms/check/{check_id}/report/performance", params={"resolution": "day"})
    judged.ask("GET", "/tms/check/report/status", params={"limit": "10", "omit_empty": "true"})
    judged.ask("DELETE", f"/tms/check/{check_id}")


def reports(judged: Judged) -> None:
    for path in ("/credits", "/reference", "/actions"):
        judged.ask("GET", path)
    judged.ask("GET", "/probes", params={"onlyactive": "true", "limit": "2"})
    judged.ask("GET", "/traceroute", params={"host": "a.example.com"})
    judged.ask("GET", "/single", params={"host": "a.example.com", "type": "http", "encryption": "true"})
    check_id = next(iter(judged.account.checks))
    for path in ("analysis/{}", "analysis/{0}/{0}", "summary.hoursofday/{}", "summary.outage/{}", "results/{}"):
        judged.ask("GET", "/" + path.format(check_id))
    judged.ask("GET", f"/summary.probes/{check_id}", params={"from": "0"})
    for params in ({}, {"bycountry": "true"}, {"byprobe": "true", "includeuptime": "true"}):
        judged.ask("GET", f"/summary.average/{check_id}", params=params)
    for resolution in ("hour", "day", "week"):
        params = {"resolution": resolution, "includeuptime": "true"}
        judged.ask("GET", f"/summary.performance/{check_id}", params=params)


def test_every_operation_of_the_document_is_served_as_it_says(judged: Judged, contract: Contract) -> None:
    for room in (checks, windows, people, transactions, reports):
        room(judged)
    documented = {f"{method.upper()} {path}" for path, item in contract.document["paths"].items() for method in item}
    assert documented - judged.visited == set()


@pytest.mark.parametrize("check_type", FULL)
def test_every_type_of_check_with_all_its_settings(judged: Judged, check_type: str) -> None:
    check_id = judged.create_check(type=check_type, **COMMON, **FULL[check_type])
    judged.check(check_id)
    for name, value in {**COMMON, **FULL[check_type]}.items():
        assert judged.ask("PUT", f"/checks/{check_id}", json={name: value}).status == 200


@pytest.mark.parametrize("quirk", ["pingdom_ping_type_string", "pingdom_ping_type_list"])
def test_shapes_of_ping(judged: Judged, quirk: str) -> None:
    judged.quirks.set(quirk, True)
    judged.check(judged.create_check(type="ping"))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/checks/1", 403),
        ("GET", "/maintenance/1", 404),
        ("POST", "/checks", 400),
        ("PUT", "/maintenance/1", 404),
    ],
)
def test_refusals_have_the_documented_body(judged: Judged, method: str, path: str, status: int) -> None:
    options: dict[str, Any] = {} if method == "GET" else {"json": {}}
    assert judged.ask(method, path, **options).status == status


def test_rate_limit_has_the_documented_body(judged: Judged) -> None:
    judged.quirks.set("pingdom_rate_limited", True)
    assert judged.ask("GET", "/checks").status == 429
