# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated Pingdom: tokens, headers, limits, refusals and answers that are no answers."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.emulator.pingdom import limits
from tests.emulator.pingdom.dialects import API_3_1
from tests.emulator.pingdom.driver import TOKEN, Driver
from tests.emulator.pingdom.errors import INVENTED, REFUSALS
from tests.emulator.pingdom.oddities import PINGDOM_QUIRKS

LIMIT = re.compile(r"Remaining: (\d+) Time until reset: (\d+)")


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def basic(user: str, password: str = "") -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize("authorization", [f"Bearer {TOKEN}", f"bearer {TOKEN}", basic(TOKEN)])
def test_token_opens(pingdom: Driver, authorization: str) -> None:
    pingdom.authorization = authorization
    assert pingdom.ask("GET", "/checks").status == 200


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer ",
        "Bearer wrong",
        f"Digest {TOKEN}",
        basic(TOKEN, "x"),
        basic("", TOKEN),
        "Basic ?",
        "Bearer ro-",
        TOKEN,
    ],
)
def test_anything_else_does_not(pingdom: Driver, authorization: str) -> None:
    pingdom.authorization = authorization
    reply = pingdom.ask("GET", "/checks")
    assert reply.status == 401
    assert reply.json["error"]["statusdesc"] == "Unauthorized"


def test_read_only_token_reads_but_does_not_write(pingdom: Driver) -> None:
    pingdom.authorization = f"Bearer ro-{TOKEN}"
    assert pingdom.ask("GET", "/checks").status == 200
    for method in ("POST", "PUT", "DELETE"):
        assert pingdom.ask(method, "/checks", json={}).status == 403
    assert len(pingdom.account.checks) == 8


def test_every_answer_has_the_recorded_headers(pingdom: Driver) -> None:
    for path in ("/checks", "/checks/1", "/nowhere"):
        headers = pingdom.ask("GET", path).headers
        assert abs(int(headers["Server-Time"]) - pingdom.now) <= 1
        assert re.fullmatch(r"2B[0-9A-F]{56}00", headers["X-Trace"])
        assert LIMIT.fullmatch(headers["Req-Limit-Short"])
        assert LIMIT.fullmatch(headers["Req-Limit-Long"])


def test_names_of_headers_have_the_recorded_case(pingdom: Driver) -> None:
    names = {*pingdom.ask("GET", "/checks").headers}
    assert {"req-limit-short", "req-limit-long", "server-time", "x-trace", "CF-Cache-Status", "CF-RAY"} <= names
    assert pingdom.ask("GET", "/checks").headers["Server"] == "cloudflare"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("deflate, GZIP;q=0.5, br", "gzip"),
        ("identity", None),
        ("gzip;q=0", None),
        ("br, gzip; q=0.0", None),
        ("", None),
    ],
)
def test_answers_are_packed_for_who_asks(pingdom: Driver, accepted: str, encoding: str | None) -> None:
    for path in ("/checks", "/checks/1", "/nowhere"):
        reply = pingdom.ask("GET", path, headers={"Accept-Encoding": accepted})
        assert reply.headers.get("Content-Encoding") == encoding
        assert ("Content-Length" in reply.headers) == (encoding is None)
        assert reply.json


def test_answers_are_compact_with_escaped_slashes_and_no_charset(pingdom: Driver) -> None:
    check_id = pingdom.create_check(custom_message="grün/rot")
    reply = pingdom.ask("GET", f"/checks/{check_id}")
    assert reply.headers["Content-Type"] == "application/json"
    assert rb'"url":"\/","encryption":false' in reply.raw
    assert rb'"custom_message":"gr\u00fcn\/rot"' in reply.raw
    assert pingdom.ask("GET", "/checks/1").headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "name"), [("/checks", "limit"), ("/checks", "tags"), ("/maintenance", "orderby"), ("/results/{}", "from")]
)
def test_a_blank_in_a_question_asks_nothing(pingdom: Driver, path: str, name: str) -> None:
    path = path.format(next(iter(pingdom.account.checks)))
    assert pingdom.ask("GET", path, params={name: ""}).raw == pingdom.ask("GET", path).raw


def paths(pingdom: Driver) -> list[str]:
    """A path of each kind that can be read, with ids that exist."""
    check, window, transaction = (
        next(iter(things)) for things in (pingdom.account.checks, pingdom.account.windows, pingdom.account.transactions)
    )
    contact, team, occurrence = (
        next(iter(things)) for things in (pingdom.account.contacts, pingdom.account.teams, pingdom.account.occurrences)
    )
    ids = {"checkid": check, "contactid": contact, "teamid": team, "cid": transaction, "check_id": transaction}
    found = []
    for method, path, _answer in API_3_1.routes:
        one = occurrence if "occurrences" in path else window
        if method == "GET" and path not in ("/single", "/traceroute", "/summary.probes/{checkid}"):
            found.append(path.format(id=one, analysisid=check, **ids))
    return found


def test_every_path_may_end_in_a_slash(pingdom: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = pingdom.clock.now()
    monkeypatch.setattr(pingdom.clock, "now", lambda: moment)  # some answers tell it
    for path in paths(pingdom):
        plain, slashed = (pingdom.ask("GET", path + ending) for ending in ("", "/"))
        assert (path, plain.status, slashed.status) == (path, 200, 200)
        assert slashed.json == plain.json
    made = pingdom.ask("POST", "/checks/", json={"name": "x", "host": "a.example.com", "type": "ping"})
    path = f"/checks/{made.json['check']['id']}/"
    assert pingdom.ask("PUT", path, json={"paused": True}).status == 200
    assert pingdom.ask("DELETE", path).status == 200


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_type_without_a_body_is_refused_by_quirk(pingdom: Driver, method: str) -> None:
    json_type = {"Content-Type": "application/json"}
    check_id = pingdom.create_check()
    assert pingdom.ask("GET", f"/checks/{check_id}", headers=json_type).status == 200
    pingdom.quirks.set("pingdom_json_type_needs_body", True)
    assert pingdom.ask(method, f"/checks/{check_id}", headers=json_type).status == 400
    assert pingdom.ask("GET", f"/checks/{check_id}", json={}).status == 200, "nefelim4ag/pingdom-operator"
    assert pingdom.ask(method, f"/checks/{check_id}").status == 200


def test_account_type_by_quirk(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_account_type_refused", True)
    reply = pingdom.ask("GET", "/checks")
    assert (reply.status, reply.error) == (403, "Not permitted for account type.")


@pytest.mark.parametrize(
    ("method", "path", "status", "own"),
    [
        ("GET", "/maintenance/1", 404, True),
        ("GET", "/checks?x=1", 400, True),
        ("GET", "/checks/1", 403, False),
        ("GET", "/nowhere", 404, True),
        ("PATCH", "/checks", 405, True),
    ],
)
def test_invented_texts_can_be_switched_off(pingdom: Driver, method: str, path: str, status: int, own: bool) -> None:
    told = pingdom.ask(method, path)
    pingdom.quirks.set("pingdom_invented_texts", False)
    plain = pingdom.ask(method, path)
    assert (told.status, plain.status) == (status, status)
    documented = "Something went wrong! This string describes what happened."
    assert plain.error == (documented if own else told.error)


def test_the_quirk_of_invented_texts_lists_them_all() -> None:
    (quirk,) = (quirk for quirk in PINGDOM_QUIRKS if quirk.name == "pingdom_invented_texts")
    for refusal in REFUSALS.values():
        assert (refusal.text.format("...") in quirk.description) == (refusal.source == INVENTED)
    with Driver() as pingdom:
        for method, path in (("GET", "/nowhere"), ("PATCH", "/checks")):
            assert pingdom.ask(method, path).error in quirk.description


def test_server_time_is_the_clocks(pingdom: Driver) -> None:
    before = int(pingdom.ask("GET", "/checks").headers["Server-Time"])
    pingdom.clock.advance(1000)
    assert int(pingdom.ask("GET", "/checks").headers["Server-Time"]) >= before + 1000


def remaining(pingdom: Driver) -> int:
    return int(LIMIT.fullmatch(pingdom.ask("GET", "/credits").headers["Req-Limit-Short"])[1])


def test_each_request_costs_one_and_the_period_gives_all_back(pingdom: Driver) -> None:
    pingdom.clock.advance(limits.SHORT[1] - pingdom.now % limits.SHORT[1] + 1)
    assert remaining(pingdom) == limits.SHORT[0] - 1
    assert remaining(pingdom) == limits.SHORT[0] - 2
    pingdom.clock.advance(limits.SHORT[1])
    assert remaining(pingdom) == limits.SHORT[0] - 1


def test_used_up_limit_refuses(pingdom: Driver) -> None:
    counter = limits.RequestLimits(pingdom.clock)
    for _unused in range(limits.SHORT[0]):
        counter.count()
    assert not counter.exceeded
    counter.count()
    assert counter.exceeded


def test_rate_limited_by_quirk(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_rate_limited", True)
    reply = pingdom.ask("GET", "/checks")
    assert (reply.status, reply.error) == (429, "Request limit exceeded, try again later")
    assert LIMIT.fullmatch(reply.headers["Req-Limit-Short"])[1] == "0"
    pingdom.quirks.reset()
    assert remaining(pingdom) > 0


def test_html_instead_of_json(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_html_error", True)
    reply = pingdom.ask("GET", "/checks")
    assert reply.status == 500
    assert reply.headers["Content-Type"].startswith("text/html")
    assert reply.raw.startswith(b"<html>")


def test_transient_refusal_of_the_token_happens_once(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_jwt_401_once", True)
    reply = pingdom.ask("GET", "/checks")
    assert (reply.status, reply.raw) == (401, b"JWT-Auth-Only: Unable to decode JWT")
    assert pingdom.ask("GET", "/checks").status == 200


@pytest.mark.parametrize("base", ["/api/2.0", "/api/2.1", "/api/2.2"])
@pytest.mark.parametrize("authorization", [basic("user@example.com", "pw"), f"Bearer {TOKEN}", basic(TOKEN), ""])
def test_address_of_the_old_api_knows_no_token_of_the_new(pingdom: Driver, base: str, authorization: str) -> None:
    """The client that was told so sends the token as App-Key beside Basic (terraform-provider-pingdom issue 57)."""
    pingdom.authorization = authorization
    reply = pingdom.ask("GET", "/checks", base=base, headers={"App-Key": TOKEN})
    assert (reply.status, reply.error) == (403, "Invalid application key")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("PATCH", "/checks", 405)])
def test_wrong_addresses_have_the_envelope(pingdom: Driver, method: str, path: str, status: int) -> None:
    reply = pingdom.ask(method, path)
    assert reply.status == status
    assert set(reply.json["error"]) == {"statuscode", "statusdesc", "errormessage"}


@pytest.mark.parametrize("body", ["{", "[]", '"text"'])
def test_malformed_json(pingdom: Driver, body: str) -> None:
    reply = pingdom.ask("POST", "/checks", data=body, headers={"Content-Type": "application/json"})
    assert reply.status == 400


def test_identifier_that_is_no_number(pingdom: Driver) -> None:
    assert pingdom.ask("GET", "/checks/abc").error == "Invalid parameter value: checkid"


def test_empty_account_has_its_owner_only() -> None:
    with Driver(empty=True) as pingdom:
        answer = pingdom.ask("GET", "/checks").json
        assert answer == {"checks": [], "counts": {"total": 0, "limited": 0, "filtered": 0}}
        assert [contact["owner"] for contact in pingdom.ask("GET", "/alerting/contacts").json["contacts"]] == [True]


def test_every_quirk_names_its_source() -> None:
    names = [quirk.name for quirk in PINGDOM_QUIRKS]
    assert len(set(names)) == len(names)
    assert all(quirk.name.startswith("pingdom_") and quirk.description and quirk.source for quirk in PINGDOM_QUIRKS)


def test_a_dialect_is_an_object_beside_the_others_over_one_account() -> None:
    made_up = replace(
        API_3_1,
        base="/api/made-up",
        routes=tuple(route for route in API_3_1.routes if route[:2] == ("GET", "/checks")),
        admit=lambda request, credentials, quirks: None,
        envelope=lambda error: {"refused": error.message},
    )
    with Driver(dialects=(API_3_1, made_up)) as pingdom:
        made = pingdom.create_check(name="over both")
        pingdom.authorization = ""
        listed = pingdom.ask("GET", "/checks", base=made_up.base).json["checks"]
        assert made in [check["id"] for check in listed]
        assert pingdom.ask("GET", "/teams", base=made_up.base).json == {"refused": "Not Found"}
        assert pingdom.ask("GET", "/checks").json["error"]["errormessage"] == "Invalid API token"
