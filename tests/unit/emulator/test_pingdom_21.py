# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API 2.1 beside 3.1, over one account: who may ask, and what is the same thing in both."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.emulator.pingdom.dialects import API_2_1
from tests.emulator.pingdom.driver import CREDENTIALS, TOKEN, Driver, Reply
from tests.emulator.pingdom.oddities import PINGDOM_QUIRKS

NO_USER = (401, "Invalid email and/or password")
NO_KEY = (403, "Invalid application key")
NO_ACCOUNT = (403, "Not permitted for account type.")
OWNER = CREDENTIALS.pingdom_account_email


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    """The demo account."""
    with Driver() as driver:
        yield driver


def basic(user: str, password: str = CREDENTIALS.pingdom_password, encoding: str = "utf-8") -> dict[str, str]:
    """The header for a user."""
    return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode(encoding)).decode()}"}


def refusal(reply: Reply) -> tuple[int, str]:
    """Status and text."""
    return reply.status, reply.error


def answered(reply: Reply) -> Any:
    """The data of an answer that has to be a success."""
    assert reply.status == 200, reply.raw
    return reply.json


def user_named(pingdom: Driver, name: str) -> dict[str, Any]:
    """The user of that name, as API 2.1 lists it."""
    return next(user for user in answered(pingdom.ask_21("GET", "/users"))["users"] if user["name"] == name)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Authorization": ""}, NO_USER),
        ({"Authorization": f"Bearer {TOKEN}"}, NO_USER),
        ({"Authorization": "Basic @"}, NO_USER),
        (basic(TOKEN, ""), NO_USER),
        (basic(CREDENTIALS.pingdom_username, "wrong"), NO_USER),
        (basic("other@example.com"), NO_USER),
        ({"App-Key": ""}, NO_KEY),
        ({"App-Key": TOKEN}, NO_KEY),
        ({"App-Key": TOKEN, "Authorization": ""}, NO_KEY),
        ({"Account-Email": "other@example.com"}, NO_ACCOUNT),
        ({"Account-Email": ""}, NO_ACCOUNT),
    ],
)
def test_strangers_are_refused(pingdom: Driver, headers: dict[str, str], expected: tuple[int, str]) -> None:
    assert refusal(pingdom.ask_21("GET", "/checks", headers=headers)) == expected


def test_the_account_is_named_where_it_has_many_users(pingdom: Driver) -> None:
    named = {"Account-Email": OWNER}
    assert pingdom.ask_21("GET", "/checks").status == 200
    assert pingdom.ask_21("GET", "/checks", headers=named).status == 200
    pingdom.quirks.set("pingdom_multi_user_account", True)
    assert refusal(pingdom.ask_21("GET", "/checks")) == NO_ACCOUNT
    assert pingdom.ask_21("GET", "/checks", headers=named).status == 200


def test_either_encoding_of_a_password_is_taken(pingdom: Driver) -> None:
    headers = basic(CREDENTIALS.pingdom_username, encoding="latin-1")
    assert headers != basic(CREDENTIALS.pingdom_username)
    assert pingdom.ask_21("GET", "/checks", headers=headers).status == 200


def test_a_user_may_only_read(pingdom: Driver) -> None:
    reader = basic(f"ro-{CREDENTIALS.pingdom_username}")
    assert pingdom.ask_21("GET", "/checks", headers=reader).status == 200
    assert pingdom.ask_21("PUT", "/checks", headers=reader, data={"paused": "true"}).status == 403
    assert refusal(pingdom.ask_21("GET", "/checks", headers=basic("ro-other@example.com"))) == NO_USER


def test_credentials_have_what_a_client_has_to_encode() -> None:
    assert ":" not in CREDENTIALS.pingdom_username
    assert {":", "&", "%", "#", "+", "ü", " "} <= set(CREDENTIALS.pingdom_password)


def test_a_check_is_the_same_thing_in_both(pingdom: Driver) -> None:
    form = {"name": "old", "type": "http", "host": "old.example.com", "requestheader1": "X-A:1", "tags": "a,b"}
    made = answered(pingdom.ask_21("POST", "/checks", data=form))["check"]
    assert made["name"] == "old"
    pingdom.create_check(name="new", custom_message="later")
    old, new = answered(pingdom.ask_21("GET", "/checks"))["checks"][-2:]
    assert (old["id"], old["name"], new["name"]) == (made["id"], "old", "new")
    detail = answered(pingdom.ask_21("GET", f"/checks/{made['id']}"))["check"]
    assert detail["type"]["http"]["requestheaders"]["X-A"] == "1"
    assert [tag["name"] for tag in detail["tags"]] == ["a", "b"]
    later = {"custom_message", "verify_certificate", "lastdownstart", "lastdownend"}
    assert not later & {*detail, *detail["type"]["http"], *old}
    assert answered(pingdom.ask_21("PUT", f"/checks/{made['id']}", params={"resolution": "1"}, data={"paused": "true"}))
    assert (pingdom.check(made["id"])["status"], pingdom.check(made["id"])["resolution"]) == ("paused", 1)
    assert answered(pingdom.ask_21("DELETE", "/checks", data={"delcheckids": str(made["id"])}))
    assert pingdom.ask("GET", f"/checks/{made['id']}").error == "Invalid check identifier"


def test_additional_urls_are_a_list(pingdom: Driver) -> None:
    form = {"name": "x", "type": "httpcustom", "host": "a.example.com", "url": "/", "additionalurls": "b.com/;c.com/"}
    made = answered(pingdom.ask_21("POST", "/checks", data=form))["check"]["id"]
    shown = answered(pingdom.ask_21("GET", f"/checks/{made}"))["check"]["type"]["httpcustom"]
    assert shown["additionalurls"] == ["b.com/", "c.com/"]


@pytest.mark.parametrize("shape", ["pingdom_ping_type_string", "pingdom_ping_type_list"])
def test_shapes_of_ping_are_those_of_both(pingdom: Driver, shape: str) -> None:
    ping = next(check.id for check in pingdom.account.checks.values() if check.type == "ping")
    pingdom.quirks.set(shape, True)
    old, new = pingdom.ask_21("GET", f"/checks/{ping}"), pingdom.ask("GET", f"/checks/{ping}")
    assert old.json["check"]["type"] == new.json["check"]["type"]


def test_details_have_tags_or_have_them_not(pingdom: Driver) -> None:
    shop = next(iter(pingdom.account.checks))
    assert {"tags", "probe_filters"} <= set(pingdom.ask_21("GET", f"/checks/{shop}").json["check"])
    pingdom.quirks.set("pingdom_21_detail_shows_tags", False)
    assert not {"tags", "probe_filters"} & set(pingdom.ask_21("GET", f"/checks/{shop}").json["check"])
    assert {"tags", "probe_filters"} <= set(pingdom.check(shop))


def test_the_list_has_certificates_by_quirk_alone(pingdom: Driver) -> None:
    assert "verify_certificate" not in pingdom.ask_21("GET", "/checks").json["checks"][0]
    pingdom.quirks.set("pingdom_21_list_shows_certificates", True)
    assert "verify_certificate" in pingdom.ask_21("GET", "/checks").json["checks"][0]


@pytest.mark.parametrize(
    ("method", "path", "form", "unknown"),
    [
        ("PUT", "/checks/{check}", {"verify_certificate": "false"}, "verify_certificate"),
        ("PUT", "/checks/{check}", {"ssl_down_days_before": "7"}, "ssl_down_days_before"),
        ("PUT", "/checks/{check}", {"custom_message": "x"}, "custom_message"),
        ("PUT", "/checks/{check}", {"requestheaders0": "A:1"}, "requestheaders0"),
        ("PUT", "/checks/{check}", {"requestheader": "A:1"}, "requestheader"),
        ("DELETE", "/checks/{check}", {"delcheckids": "1"}, "delcheckids"),
        ("DELETE", "/maintenance.occurrences", {"occurenceids": "1"}, "occurenceids"),
        ("GET", "/users", {"limit": "1"}, "limit"),
        ("POST", "/users", {"name": "x", "email": "a@example.com"}, "email"),
        ("POST", "/teams", {"name": "x", "member_ids": "1"}, "member_ids"),
    ],
)
def test_parameters_that_came_later_are_unknown(
    pingdom: Driver, method: str, path: str, form: dict[str, str], unknown: str
) -> None:
    target = path.format(check=next(iter(pingdom.account.checks)))
    reply = pingdom.ask_21(method, target, data=form)
    assert refusal(reply) == (400, f"Invalid parameter name: {unknown}")


@pytest.mark.parametrize("path", ["/alerting/contacts", "/alerting/teams", "/tms/check", "/contacts"])
def test_what_the_version_does_not_have_is_not_found(pingdom: Driver, path: str) -> None:
    assert pingdom.ask_21("GET", path).status == 404


def test_json_is_refused(pingdom: Driver) -> None:
    reply = pingdom.ask_21("PUT", "/checks", json={"paused": True})
    assert reply.status == 400
    assert not all(check.settings["paused"] for check in pingdom.account.checks.values())


def test_a_read_takes_its_parameters_from_a_form_as_well(pingdom: Driver) -> None:
    shop = next(iter(pingdom.account.checks))
    assert "status" in pingdom.ask_21("GET", f"/summary.average/{shop}", data={"includeuptime": "true"}).json["summary"]


@pytest.mark.parametrize(("name", "value"), [("status", "notdelivered"), ("via", "apns"), ("status", "sent,nosuch")])
def test_values_that_came_later_are_refused(pingdom: Driver, name: str, value: str) -> None:
    assert refusal(pingdom.ask_21("GET", "/actions", params={name: value})) == (400, f"Invalid parameter value: {name}")


def test_a_user_is_a_contact(pingdom: Driver) -> None:
    made = answered(pingdom.ask_21("POST", "/users", data={"name": "Eve"}))["user"]["id"]
    assert user_named(pingdom, "Eve") == {"id": made, "name": "Eve", "paused": "NO"}
    both = {"email": "eve@example.com", "number": "0701234567", "countrycode": "46", "severitylevel": "low"}
    target = answered(pingdom.ask_21("POST", f"/users/{made}", data=both))["contact_target"]["id"]
    shown = user_named(pingdom, "Eve")
    assert shown["email"] == [{"id": target, "severity": "LOW", "address": "eve@example.com"}]
    number = {"country_code": "46", "number": "0701234567", "provider": "nexmo"}
    sms = shown["sms"][0]
    assert sms == {"id": sms["id"], "severity": "LOW", **number}
    contact = answered(pingdom.ask("GET", f"/alerting/contacts/{made}"))["contact"]
    assert contact["notification_targets"]["email"] == [{"severity": "LOW", "address": "eve@example.com"}]
    assert contact["type"] == "contact"
    changed = {"email": "e@example.com", "severitylevel": "HIGH"}
    assert answered(pingdom.ask_21("PUT", f"/users/{made}/{target}", data=changed))
    assert user_named(pingdom, "Eve")["email"] == [{"id": target, "severity": "HIGH", "address": "e@example.com"}]
    assert answered(pingdom.ask_21("DELETE", f"/users/{made}/{target}")) == {
        "message": "Deletion of contact target successful"
    }
    assert "email" not in user_named(pingdom, "Eve")
    assert answered(pingdom.ask_21("DELETE", f"/users/{made}"))
    assert pingdom.ask("GET", f"/alerting/contacts/{made}").status == 404


def test_targets_keep_their_ids_when_3_1_writes_them_again(pingdom: Driver) -> None:
    before = user_named(pingdom, "Ben On-Call")
    contact = pingdom.ask("GET", f"/alerting/contacts/{before['id']}").json["contact"]
    body = {name: contact[name] for name in ("name", "paused", "notification_targets")}
    body["notification_targets"]["email"].append({"severity": "LOW", "address": "more@example.com"})
    assert pingdom.ask("PUT", f"/alerting/contacts/{before['id']}", json=body).status == 200
    after = user_named(pingdom, "Ben On-Call")
    assert (after["sms"], after["email"][:-1]) == (before["sms"], before["email"])
    assert after["email"][-1]["id"] not in [target["id"] for target in before["email"]]


def test_pause_of_a_user(pingdom: Driver) -> None:
    ben = user_named(pingdom, "Ben On-Call")["id"]
    assert answered(pingdom.ask_21("PUT", f"/users/{ben}", data={"name": "Ben", "paused": "YES", "primary": "NO"}))
    assert pingdom.account.contacts[ben].paused
    assert answered(pingdom.ask_21("PUT", f"/users/{ben}", data={"name": "Ben"}))
    assert user_named(pingdom, "Ben")["paused"] == "YES"
    pingdom.quirks.set("pingdom_21_user_put_resets", True)
    assert answered(pingdom.ask_21("PUT", f"/users/{ben}", data={"name": "Ben"}))
    assert user_named(pingdom, "Ben")["paused"] == "NO"


@pytest.mark.parametrize(
    ("method", "form", "text"),
    [
        ("POST", {}, "Missing parameter: email"),
        ("POST", {"email": "nobody"}, "Invalid parameter value: email"),
        ("POST", {"number": "1"}, "Missing parameter: countrycode"),
        ("POST", {"countrycode": "46"}, "Missing parameter: number"),
        ("POST", {"email": "a@example.com", "provider": "nexmo"}, "Missing parameter: number"),
        ("POST", {"number": "+1", "countrycode": "46"}, "Invalid parameter value: number"),
        ("POST", {"email": "a@example.com", "severitylevel": "middle"}, "Invalid parameter value: severitylevel"),
        ("POST", {"number": "1", "countrycode": "46", "provider": "pigeon"}, "Invalid parameter value: provider"),
        ("PUT", {"number": "1", "countrycode": "46"}, "Invalid parameter value: number"),
    ],
)
def test_targets_that_are_refused(pingdom: Driver, method: str, form: dict[str, str], text: str) -> None:
    user = user_named(pingdom, "Ada Operator")
    path = f"/users/{user['id']}" + (f"/{user['email'][0]['id']}" if method == "PUT" else "")
    assert refusal(pingdom.ask_21(method, path, data=form)) == (400, text)
    assert user_named(pingdom, "Ada Operator") == user


def test_a_number_needs_its_provider_by_quirk_alone(pingdom: Driver) -> None:
    user = user_named(pingdom, "Ben On-Call")
    path, form = f"/users/{user['id']}/{user['sms'][0]['id']}", {"number": "12", "countrycode": "49"}
    assert answered(pingdom.ask_21("PUT", path, data=form))
    assert user_named(pingdom, "Ben On-Call")["sms"][0]["number"] == "12"
    pingdom.quirks.set("pingdom_21_target_put_needs_provider", True)
    assert pingdom.ask_21("PUT", path, data=form).error == "Missing parameter: provider"


@pytest.mark.parametrize("path", ["/users/1", "/users/1/1", "/teams/1", "/users/{user}/1"])
def test_people_that_there_are_not(pingdom: Driver, path: str) -> None:
    target = path.format(user=next(iter(pingdom.account.contacts)))
    assert pingdom.ask_21("DELETE", target).status == 404


def test_a_login_user_stays(pingdom: Driver) -> None:
    assert pingdom.ask_21("DELETE", f"/users/{user_named(pingdom, 'Ada Operator')['id']}").status == 403


def test_a_team_is_the_same_thing_in_both(pingdom: Driver) -> None:
    ben = user_named(pingdom, "Ben On-Call")["id"]
    made = answered(pingdom.ask_21("POST", "/teams", data={"name": "Night", "userids": str(ben)}))
    member = {"id": str(ben), "email": "ben@example.com", "name": "Ben On-Call"}
    assert made == {"id": made["id"], "name": "Night", "users": [member]}
    assert isinstance(made["id"], int)
    path = f"/teams/{made['id']}"
    shown = {"id": str(made["id"]), "name": "Night", "users": [member]}
    assert answered(pingdom.ask_21("GET", path)) == {"team": shown}
    assert shown in answered(pingdom.ask_21("GET", "/teams"))["teams"]
    new = answered(pingdom.ask("GET", f"/alerting/teams/{made['id']}"))["team"]
    assert [item["id"] for item in new["members"]] == [ben]
    assert answered(pingdom.ask_21("PUT", path, data={"name": "Day"}))["users"] == [member]
    assert answered(pingdom.ask_21("PUT", path, data={"userids": ""})) == {"id": made["id"], "name": "Day", "users": []}
    assert pingdom.ask_21("PUT", path, data={"userids": "1"}).error == "Invalid parameter value: userids"
    assert answered(pingdom.ask_21("DELETE", path)) == {"success": True}
    assert pingdom.ask("GET", f"/alerting/teams/{made['id']}").status == 404


def test_a_member_without_an_address(pingdom: Driver) -> None:
    made = answered(pingdom.ask_21("POST", "/users", data={"name": "Eve"}))["user"]["id"]
    team = answered(pingdom.ask_21("POST", "/teams", data={"name": "x", "userids": str(made)}))
    assert team["users"] == [{"id": str(made), "name": "Eve"}]


def test_a_window_is_the_same_thing_in_both(pingdom: Driver) -> None:
    start = pingdom.now + 3600
    form = {"description": "old", "from": str(start), "to": str(start + 60), "uptimeids": "1"}
    assert pingdom.ask_21("POST", "/maintenance", data=form).error == "Invalid parameter value: uptimeids"
    form["uptimeids"] = ",".join(map(str, list(pingdom.account.checks)[:2]))
    made = answered(pingdom.ask_21("POST", "/maintenance", data=form))["maintenance"]["id"]
    shown = answered(pingdom.ask_21("GET", f"/maintenance/{made}"))["maintenance"]
    assert set(pingdom.window(made)) - set(shown) == {"duration", "durationunit", "dayofweekinmonth"}
    assert shown["checks"]["uptime"] == list(pingdom.account.checks)[:2]
    rows = answered(pingdom.ask_21("GET", "/maintenance.occurrences", params={"maintenanceid": str(made)}))
    occurrence = {"maintenanceid": made, "from": start, "to": start + 60}
    assert rows["occurrences"] == [{"id": rows["occurrences"][0]["id"], **occurrence}]
    path = f"/maintenance.occurrences/{rows['occurrences'][0]['id']}"
    assert answered(pingdom.ask_21("GET", path))["occurrence"] == rows["occurrences"][0]
    assert answered(pingdom.ask_21("PUT", f"/maintenance/{made}", data={"description": "newer"}))
    pingdom.quirks.set("pingdom_21_window_put_needs_times", True)
    reply = pingdom.ask_21("PUT", f"/maintenance/{made}", data={"description": "newest"})
    assert (reply.error, pingdom.window(made)["description"]) == ("Missing parameter: from", "newer")


def test_quirks_of_windows_are_those_of_both(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_nth_weekday", True)
    start = pingdom.now + 3600
    form = {"description": "n-th", "from": str(start), "to": str(start + 60), "effectiveto": str(start + 9000000)}
    nth = {"recurrencetype": "nth-day-of-week-in-month", "repeatevery": "1", "dayofweekinmonth": "2"}
    made = answered(pingdom.ask_21("POST", "/maintenance", data={**form, **nth}))["maintenance"]["id"]
    assert answered(pingdom.ask_21("GET", f"/maintenance/{made}"))["maintenance"]["dayofweekinmonth"] == 2
    pingdom.quirks.set("pingdom_plan_without_windows", True)
    assert refusal(pingdom.ask_21("GET", "/maintenance")) == NO_ACCOUNT
    pingdom.quirks.set("pingdom_lists_lag", True)
    check = answered(pingdom.ask_21("POST", "/checks", data={"name": "late", "host": "a.example.com", "type": "ping"}))
    assert check["check"]["id"] not in [row["id"] for row in pingdom.ask_21("GET", "/checks").json["checks"]]


def test_probes_have_no_region(pingdom: Driver) -> None:
    rows = answered(pingdom.ask_21("GET", "/probes"))["probes"]
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    assert not any("region" in row for row in rows)
    assert [row["id"] for row in pingdom.ask_21("GET", "/probes", params={"onlytms": "true"}).json["probes"]] == [1]


def test_server_time(pingdom: Driver) -> None:
    pingdom.clock.advance(86400)
    reply = pingdom.ask_21("GET", "/servertime")
    assert reply.json["servertime"] == int(reply.headers["server-time"])


def test_every_quirk_of_the_version_is_named_after_it() -> None:
    named = [quirk.name for quirk in PINGDOM_QUIRKS if "2.1" in quirk.description]
    assert all(name.startswith("pingdom_21_") for name in named if name != "pingdom_multi_user_account")
    assert API_2_1.base == "/api/2.1"


def subscriptions(pingdom: Driver) -> list[dict[str, Any]]:
    """As API 2.1 lists them."""
    listed: list[dict[str, Any]] = answered(pingdom.ask_21("GET", "/reports.email"))["subscriptions"]
    return listed


def test_a_subscription(pingdom: Driver) -> None:
    shop = next(iter(pingdom.account.checks))
    form = {"name": "new", "checkid": str(shop), "additionalemails": "a@example.com,b@example.com"}
    assert answered(pingdom.ask_21("POST", "/reports.email", data={**form, "include_paused": "false"})) == {
        "message": "Subscription added"
    }
    made = subscriptions(pingdom)[-1]
    assert made == {
        "id": made["id"],
        "name": "new",
        "type": "check",
        "checkid": str(shop),
        "frequency": "monthly",
        "additionalemails": ["a@example.com", "b@example.com"],
        "include_paused": 0,
    }
    path = f"/reports.email/{made['id']}"
    assert answered(pingdom.ask_21("PUT", path, data={"frequency": "daily"}))
    assert subscriptions(pingdom)[-1] == {**made, "frequency": "daily"}
    blanks = {"checkid": "", "additionalemails": ""}
    assert answered(pingdom.ask_21("PUT", path, data=blanks))
    overview = {"id": made["id"], "name": "new", "type": "overview", "frequency": "daily", "include_paused": 0}
    assert subscriptions(pingdom)[-1] == overview
    pingdom.quirks.set("pingdom_21_report_put_resets", True)
    assert answered(pingdom.ask_21("PUT", path, data={"name": "newer"}))
    assert subscriptions(pingdom)[-1] == {**overview, "name": "newer", "include_paused": 1}
    assert answered(pingdom.ask_21("DELETE", path)) == {"message": "Subscription deleted"}
    assert made["id"] not in [one["id"] for one in subscriptions(pingdom)]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ({}, "Missing parameter: name"),
        ({"name": "x", "checkid": "1"}, "Invalid parameter value: checkid"),
        ({"name": "x", "userids": "1"}, "Invalid parameter value: userids"),
        ({"name": "x", "frequency": "yearly"}, "Invalid parameter value: frequency"),
        ({"name": "x", "additionalemails": "a"}, "Invalid parameter value: additionalemails"),
        ({"name": "x", "contactids": "1"}, "Invalid parameter name: contactids"),
    ],
)
def test_subscriptions_that_are_refused(pingdom: Driver, form: dict[str, str], text: str) -> None:
    before = subscriptions(pingdom)
    assert refusal(pingdom.ask_21("POST", "/reports.email", data=form)) == (400, text)
    assert subscriptions(pingdom) == before


def test_a_public_report(pingdom: Driver) -> None:
    check = list(pingdom.account.checks)[2]
    assert answered(pingdom.ask_21("PUT", f"/reports.public/{check}")) == {"message": "Check published"}
    listed = answered(pingdom.ask_21("GET", "/reports.public"))["public"]
    assert (listed[-1]["checkid"], listed[-1]["checkname"]) == (check, "api: status")
    assert listed[-1]["reporturl"].endswith(f"/{check}")
    assert answered(pingdom.ask_21("DELETE", f"/reports.public/{check}")) == {"message": "Check unpublished"}
    assert check not in [row["checkid"] for row in answered(pingdom.ask_21("GET", "/reports.public"))["public"]]
    assert refusal(pingdom.ask_21("PUT", "/reports.public/1")) == (403, "Invalid check identifier")


PERIOD = {"fromyear": "2026", "frommonth": "2", "fromday": "1", "toyear": "2026", "tomonth": "2", "today": "28"}


def banners(pingdom: Driver) -> list[dict[str, Any]]:
    """As API 2.1 lists them."""
    listed: list[dict[str, Any]] = answered(pingdom.ask_21("GET", "/reports.shared"))["shared"]["banners"]
    return listed


def test_a_banner(pingdom: Driver) -> None:
    check = list(pingdom.account.checks)[2]
    form = {"sharedtype": "banner", "checkid": str(check)}
    assert answered(pingdom.ask_21("POST", "/reports.shared", data=form)) == {"message": "Banner created"}
    made = banners(pingdom)[-1]
    assert re.fullmatch("[0-9a-f]{8}", made["id"])
    assert (made["auto"], made["type"], made["checkid"]) == (True, "uptime", check)
    assert "fromyear" not in made
    more = {"auto": "false", "type": "response", **PERIOD}
    assert answered(pingdom.ask_21("POST", "/reports.shared", data={**form, **more}))
    fixed = banners(pingdom)[-1]
    assert {name: fixed[name] for name in PERIOD} == {name: int(value) for name, value in PERIOD.items()}
    assert (fixed["auto"], fixed["type"]) == (False, "response")
    assert answered(pingdom.ask_21("DELETE", f"/reports.shared/{made['id']}")) == {"message": "Banner deleted"}
    assert [one["id"] for one in banners(pingdom)][-1] == fixed["id"]
    assert pingdom.ask_21("DELETE", f"/reports.shared/{made['id']}").status == 404
    assert pingdom.ask_21("DELETE", "/reports.shared/xyz").status == 400


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ({"sharedtype": None}, "Missing parameter: sharedtype"),
        ({"sharedtype": "poster"}, "Invalid parameter value: sharedtype"),
        ({"checkid": "1"}, "Invalid parameter value: checkid"),
        ({"type": "both"}, "Invalid parameter value: type"),
        ({"auto": "false"}, "Missing parameter: fromyear"),
        ({"auto": "false", **PERIOD, "today": "30"}, "Invalid parameter value: today"),
        ({"auto": "false", **PERIOD, "toyear": "2025"}, "Invalid parameter value: today"),
    ],
)
def test_banners_that_are_refused(pingdom: Driver, form: dict[str, str | None], text: str) -> None:
    before = banners(pingdom)
    whole = {"sharedtype": "banner", "checkid": str(next(iter(pingdom.account.checks))), **form}
    sent = {name: value for name, value in whole.items() if value is not None}
    assert refusal(pingdom.ask_21("POST", "/reports.shared", data=sent)) == (400, text)
    assert banners(pingdom) == before


def test_reports_go_with_their_check(pingdom: Driver) -> None:
    shop, checkout, *_unused = pingdom.account.checks
    assert [one["checkid"] for one in banners(pingdom)] == [shop, checkout]
    assert answered(pingdom.ask("DELETE", f"/checks?delcheckids={shop},1"))
    assert [one["checkid"] for one in banners(pingdom)] == [checkout]
    assert answered(pingdom.ask_21("GET", "/reports.public"))["public"] == []
    assert [one["type"] for one in subscriptions(pingdom)] == ["overview"]


def settings(pingdom: Driver) -> dict[str, Any]:
    """As API 2.1 shows them."""
    shown: dict[str, Any] = answered(pingdom.ask_21("GET", "/settings"))["settings"]
    return shown


COLORS = {"customdesign": True, "textcolor": "FEFFFE", "backgroundcolor": "99CC00", "logourl": "a.example.com/l.png"}


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        *[({name: "x"}, {name: "x"}) for name in ("firstname", "lastname", "company", "address", "address2", "zip")],
        *[({name: "x"}, {name: "x"}) for name in ("location", "state", "description", "vatcode")],
        ({"company": ""}, {"company": ""}),
        ({"email": "new@example.com"}, {"email": "new@example.com"}),
        ({"billing_email": "bill@example.com"}, {"billing_email": "bill@example.com"}),
        ({"phone": "5555", "phonecountrycode": "46", "phonecountryiso": "SE"},
         {"phone": "46-5555", "phonecountryiso": "SE"}),
        ({"cellphone": "5555", "cellcountrycode": "1", "cellcountryiso": "us"},
         {"cellphone": "1-5555", "cellphonecountryiso": "US"}),
        ({"cellphone": ""}, {"cellphone": "", "cellphonecountryiso": ""}),
        ({"countryiso": "SE"}, {"country": {"name": "Sweden", "iso": "SE", "countryid": 22}}),
        ({"autologout": "true"}, {"autologout": True}),
        ({"regionid": "7"}, {"region": "Sweden", "regionid": 7}),
        ({"regionid": "0"}, {"region": "Custom", "regionid": 0}),
        ({"timezoneid": "14"}, {"timezone": {"id": "WET", "description": "(GMT) Western Europe Time, London, Lisbon",
                                             "timezoneid": 14}}),
        ({"datetimeformatid": "3"}, {"datetimeformatid": 3, "dateformat": "%d/%m/%Y", "timeformat": "%H:%M:%S"}),
        ({"numberformatid": "1"}, {"numberformatid": 1, "numberformat": ".,", "numberexample": "123,456,789.00"}),
        ({"pubrcustomdesign": "true", "pubrtextcolor": "FEFFFE", "pubrbackgroundcolor": "99CC00",
          "pubrlogourl": "a.example.com/l.png", "pubrmonths": "3", "pubrshowoverview": "false",
          "pubrcustomdomain": "stats.example.com"},
         {"publicreports": {**COLORS, "months": "3", "showoverview": False, "customdomain": "stats.example.com"}}),
        ({"updaterenewal": "false"}, {}),
    ],
)  # fmt: skip
def test_a_setting(pingdom: Driver, form: dict[str, str], shown: dict[str, Any]) -> None:
    before = settings(pingdom)
    assert answered(pingdom.ask_21("PUT", "/settings", data=form)) == {"message": "Settings updated successfully"}
    assert settings(pingdom) == {**before, **shown}
    assert (settings(pingdom) != before) == bool(shown)
    pingdom.account.reset()
    assert {**settings(pingdom), "accountcreated": before["accountcreated"]} == before


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ({"phone": "5555", "phonecountryiso": "SE"}, "Missing parameter: phonecountrycode"),
        ({"cellcountrycode": "46"}, "Missing parameter: cellphone"),
        ({"countryiso": "XX"}, "Invalid parameter value: countryiso"),
        ({"email": ""}, "Invalid parameter value: email"),
        ({"timezoneid": "99"}, "Invalid parameter value: timezoneid"),
        ({"pubrtextcolor": "red"}, "Invalid parameter value: pubrtextcolor"),
        ({"pubrmonths": "12"}, "Invalid parameter value: pubrmonths"),
        ({"external_reference": "x"}, "Invalid parameter name: external_reference"),
    ],
)
def test_settings_that_are_refused(pingdom: Driver, form: dict[str, str], text: str) -> None:
    before = settings(pingdom)
    assert refusal(pingdom.ask_21("PUT", "/settings", data={"company": "new", **form})) == (400, text)
    assert settings(pingdom) == before


def test_the_logo_is_disabled_by_quirk(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_21_logo_is_disabled", True)
    assert answered(pingdom.ask_21("PUT", "/settings", data={"pubrlogourl": "a.example.com/l.png"}))
    assert settings(pingdom)["publicreports"]["logourl"] == ""


def test_the_time_zone_of_the_settings_is_that_of_local_times(pingdom: Driver) -> None:
    shop, local = next(iter(pingdom.account.checks)), {"uselocaltime": "true"}
    one = answered(pingdom.ask_21("GET", f"/summary.hoursofday/{shop}", params=local))
    assert answered(pingdom.ask_21("PUT", "/settings", data={"timezoneid": "3"}))
    assert answered(pingdom.ask_21("GET", f"/summary.hoursofday/{shop}", params=local)) != one


def test_what_settings_refer_to_is_in_the_reference(pingdom: Driver) -> None:
    tables, shown = answered(pingdom.ask_21("GET", "/reference")), settings(pingdom)
    ids = {name: {row["id"] for row in tables[name]} for name in tables if name != "phonecodes"}
    for region in [*tables["regions"], {**shown, "countryid": shown["country"]["countryid"], **shown["timezone"]}]:
        assert region["countryid"] in ids["countries"]
        assert region["timezoneid"] in ids["timezones"]
        assert region["datetimeformatid"] in ids["datetimeformats"]
        assert region["numberformatid"] in ids["numberformats"]
    assert {row["countryid"] for row in tables["phonecodes"]} == ids["countries"]
