# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated Pingdom: uptime checks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.pingdom.driver import Driver

USER_AGENT = {"User-Agent": "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)"}
REQUIRED = {
    "http": {},
    "httpcustom": {"url": "/pingdom.xml"},
    "tcp": {"port": 22},
    "ping": {},
    "dns": {"nameserver": "ns.example.com", "expectedip": "192.0.2.10"},
    "udp": {"port": 53, "stringtosend": "ask", "stringtoexpect": "answer"},
    "smtp": {},
    "pop3": {},
    "imap": {},
}
SHOWN = {
    "http": {"verify_certificate": True, "url": "/", "encryption": False, "port": 80, "requestheaders": USER_AGENT},
    "httpcustom": {"verify_certificate": True, "encryption": False, "port": 80, "url": "/pingdom.xml"},
    "tcp": {"port": 22},
    "ping": {},
    "dns": {"nameserver": "ns.example.com", "expectedip": "192.0.2.10"},
    "udp": {"port": 53, "stringtosend": "ask", "stringtoexpect": "answer"},
    "smtp": {"port": 25, "encryption": False},
    "pop3": {"port": 110, "encryption": False},
    "imap": {"port": 143, "encryption": False},
}


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def test_minimal_check_has_the_recorded_defaults(pingdom: Driver) -> None:
    shown = pingdom.check(pingdom.create_check(name="a test check", host="google.com"))
    assert {name: value for name, value in shown.items() if name not in ("id", "created")} == {
        "name": "a test check",
        "resolution": 5,
        "sendnotificationwhendown": 2,
        "notifyagainevery": 0,
        "notifywhenbackup": True,
        "type": {"http": SHOWN["http"]},
        "hostname": "google.com",
        "ipv6": False,
        "responsetime_threshold": 30000,
        "custom_message": "",
        "integrationids": [],
        "status": "unknown",
        "tags": [],
        "probe_filters": [],
    }


@pytest.mark.parametrize("check_type", REQUIRED)
def test_every_type_is_created_with_its_required_settings_and_shows_its_defaults(
    pingdom: Driver, check_type: str
) -> None:
    check_id = pingdom.create_check(type=check_type, **REQUIRED[check_type])
    assert pingdom.check(check_id)["type"] == {check_type: SHOWN[check_type]}


@pytest.mark.parametrize(("check_type", "name"), [(kind, name) for kind, needs in REQUIRED.items() for name in needs])
def test_required_setting_of_a_type_is_required(pingdom: Driver, check_type: str, name: str) -> None:
    body = {"name": "x", "host": "a.example.com", "type": check_type, **REQUIRED[check_type]}
    del body[name]
    reply = pingdom.ask("POST", "/checks", json=body)
    assert (reply.status, reply.error) == (400, f"Missing parameter: {name}")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"host": "https://shop.example.com/"}, "Invalid parameter value: host"),
        ({"host": "shop.example.com:8080"}, "Invalid parameter value: host"),
        ({"sendnotificationwhendown": 0}, "Invalid parameter value: sendnotificationwhendown"),
        ({"resolution": 2}, "Invalid parameter value: resolution"),
        ({"resolution": "5"}, "Invalid parameter value: resolution"),
        ({"paused": "true"}, "Invalid parameter value: paused"),
        ({"port": 70000}, "Invalid parameter value: port"),
        ({"responsetime_threshold": 0}, "Invalid parameter value: responsetime_threshold"),
        ({"tags": "a,b"}, "Invalid parameter value: tags"),
        ({"tags": ["x" * 65]}, "Invalid parameter value: tags"),
        ({"userids": [1]}, "Invalid parameter value: userids"),
        ({"userids": "1"}, "Invalid parameter value: userids"),
        ({"teamids": "1"}, "Invalid parameter value: teamids"),
        ({"integrationids": ["1"]}, "Invalid parameter value: integrationids"),
        ({"probe_filters": ["region: MOON"]}, "Invalid parameter value: probe_filters"),
        ({"requestheaders0": "A:b"}, "Invalid parameter value: requestheaders0"),
        ({"requestheaders0": ["no colon"]}, "Invalid parameter value: requestheaders0"),
        ({"type": "https"}, "Invalid parameter value: type"),
        ({"nameserver": "ns.example.com"}, "Invalid parameter name: nameserver"),
        ({"addtags": ["a"]}, "Invalid parameter name: addtags"),
        ({"hostname": "x"}, "Invalid parameter name: hostname"),
        ({"shouldcontain": "a", "shouldnotcontain": "b"}, "Invalid parameter value: shouldnotcontain"),
        (
            {"ssl_down_days_before": 7, "verify_certificate": False},
            "Parameter `ssl_down_days_before` requires `verify_certificate` to be active",
        ),
    ],
)
def test_refused_settings_create_nothing(pingdom: Driver, settings: dict[str, object], message: str) -> None:
    before = len(pingdom.account.checks)
    reply = pingdom.ask("POST", "/checks", json={"name": "x", "host": "a.example.com", "type": "http", **settings})
    assert (reply.status, reply.error) == (400, message)
    assert len(pingdom.account.checks) == before


def test_full_plan_takes_no_more_checks(pingdom: Driver) -> None:
    pingdom.account.check_limit = len(pingdom.account.checks)
    reply = pingdom.ask("POST", "/checks", json={"name": "x", "host": "a.example.com", "type": "ping"})
    assert (reply.status, reply.error) == (403, "No free uptime checks available")
    assert pingdom.ask("GET", "/credits").json["credits"]["availablechecks"] == 0


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_check_is_forbidden_not_missing(pingdom: Driver, method: str) -> None:
    reply = pingdom.ask(method, "/checks/1")
    assert (reply.status, reply.error) == (403, "Invalid check identifier")


def test_written_names_are_read_under_others(pingdom: Driver) -> None:
    contact, team = list(pingdom.account.contacts)[1], next(iter(pingdom.account.teams))
    check_id = pingdom.create_check(
        auth="user:pass:word",
        userids=str(contact),
        teamids=str(team),
        integrationids=[7],
        requestheaders0=["X-One: 1"],
        requestheaders1=["Cookie:a"],
        requestheaders2=["Cookie:b"],
        probe_filters=["region:EU"],
        tags=["new"],
        paused=True,
        ssl_down_days_before=7,
        postdata="",
    )
    shown = pingdom.check(check_id, include_teams="true")
    assert shown["type"]["http"]["username"] == "user"
    assert shown["type"]["http"]["password"] == "pass:word"
    assert shown["type"]["http"]["requestheaders"] == {"X-One": "1", "Cookie": ["a", "b"], **USER_AGENT}
    assert shown["type"]["http"]["ssl_down_days_before"] == 7
    assert shown["userids"] == [contact]
    assert shown["integrationids"] == [7]
    assert shown["probe_filters"] == ["region: EU"]
    assert shown["tags"] == [{"name": "new", "type": "u", "count": "1"}]
    assert shown["teams"] == [{"id": team, "name": pingdom.account.teams[team].name}]
    assert shown["status"] == "paused"
    assert {"paused", "host", "teamids"}.isdisjoint(shown)
    assert {"auth", "postdata"}.isdisjoint(shown["type"]["http"])
    assert "teams" not in pingdom.check(check_id)


def test_update_changes_only_what_was_sent(pingdom: Driver) -> None:
    check_id = pingdom.create_check(tags=["a"], resolution=1, auth="u:p", shouldcontain="x")
    before = pingdom.check(check_id)
    reply = pingdom.ask("PUT", f"/checks/{check_id}", json={"resolution": 15})
    assert reply.json == {"message": "Modification of check was successful!"}
    assert pingdom.check(check_id) == {**before, "resolution": 15}


def test_empty_values_clear_on_update(pingdom: Driver) -> None:
    check_id = pingdom.create_check(
        tags=["a"], probe_filters=["region: NA"], integrationids=[1], shouldcontain="x", postdata="y", auth="u:p"
    )
    body = {"tags": [], "probe_filters": [], "integrationids": [], "shouldcontain": "", "postdata": "", "auth": ""}
    assert pingdom.ask("PUT", f"/checks/{check_id}", json=body).status == 200
    shown = pingdom.check(check_id)
    assert (shown["tags"], shown["probe_filters"], shown["integrationids"]) == ([], [], [])
    assert shown["type"]["http"] == SHOWN["http"]


def rules(pingdom: Driver, check_id: int) -> dict[str, str]:
    shown = pingdom.check(check_id)["type"]["http"]
    return {name: shown[name] for name in ("shouldcontain", "shouldnotcontain") if name in shown}


@pytest.mark.parametrize("how", ["json", "params", "data"])
def test_one_content_rule_alone_clears_the_other(pingdom: Driver, how: str) -> None:
    check_id = pingdom.create_check(shouldcontain="x")
    for body, left in (
        ({"shouldnotcontain": "y"}, {"shouldnotcontain": "y"}),
        ({"name": "other"}, {"shouldnotcontain": "y"}),
        ({"shouldcontain": "z"}, {"shouldcontain": "z"}),
        ({"shouldnotcontain": ""}, {}),
    ):
        assert pingdom.ask("PUT", f"/checks/{check_id}", **{how: body}).status == 200
        assert rules(pingdom, check_id) == left


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_two_content_rules_are_never_in_force(pingdom: Driver, method: str, strict: bool) -> None:
    pingdom.quirks.set("pingdom_one_content_rule", strict)
    path = "/checks" if method == "POST" else f"/checks/{pingdom.create_check()}"
    new = {"name": "x", "host": "a.example.com", "type": "http"} if method == "POST" else {}
    reply = pingdom.ask(method, path, json={**new, "shouldcontain": "x", "shouldnotcontain": "y"})
    assert (reply.status, reply.error) == (400, "Invalid parameter value: shouldnotcontain")


def test_an_empty_content_rule_beside_the_other_is_refused_unless_switched_off(pingdom: Driver) -> None:
    check_id = pingdom.create_check(shouldcontain="x")
    both = {"shouldcontain": "", "shouldnotcontain": "y"}
    assert pingdom.ask("PUT", f"/checks/{check_id}", json=both).status == 400
    assert rules(pingdom, check_id) == {"shouldcontain": "x"}
    pingdom.quirks.set("pingdom_one_content_rule", False)
    assert pingdom.ask("PUT", f"/checks/{check_id}", json=both).status == 200
    assert rules(pingdom, check_id) == {"shouldnotcontain": "y"}


def test_update_takes_the_ids_that_the_document_lists_beside_the_path(pingdom: Driver) -> None:
    one, two = pingdom.create_check(), pingdom.create_check()
    assert pingdom.ask("PUT", f"/checks/{one}", json={"paused": True, "checkids": str(two)}).status == 200
    assert [pingdom.check(check_id)["status"] for check_id in (one, two)] == ["paused", "unknown"]
    assert pingdom.ask("PUT", f"/checks/{one}", json={"checkids": [two]}).error == "Invalid parameter value: checkids"


@pytest.mark.parametrize("body", [{"type": "http"}, {"nameserver": "x"}])
def test_update_takes_no_type_nor_settings_of_another_type(pingdom: Driver, body: dict[str, str]) -> None:
    check_id = pingdom.create_check()
    reply = pingdom.ask("PUT", f"/checks/{check_id}", json=body)
    assert (reply.status, reply.error) == (400, f"Invalid parameter name: {next(iter(body))}")


def test_tags_can_be_added(pingdom: Driver) -> None:
    check_id = pingdom.create_check(tags=["a"])
    pingdom.ask("PUT", f"/checks/{check_id}", json={"addtags": ["b", "a"]})
    assert sorted(tag["name"] for tag in pingdom.check(check_id)["tags"]) == ["a", "b"]


def test_tags_come_by_use_in_the_account_with_counts_of_two_types(pingdom: Driver) -> None:
    shop = next(iter(pingdom.account.checks))
    tags = pingdom.check(shop)["tags"]
    assert tags == [
        {"name": "prod", "type": "u", "count": "6"},
        {"name": "shop", "type": "u", "count": "3"},
        {"name": "nginx", "type": "a", "count": "1"},
    ]
    row = pingdom.ask("GET", "/checks", params={"include_tags": "true"}).json["checks"][0]
    assert row["tags"] == [{**tag, "count": int(tag["count"])} for tag in tags]


@pytest.mark.parametrize(("host", "ipv6"), [("192.0.2.1", False), ("2001:db8::1", True)])
def test_address_as_host_decides_over_ipv6(pingdom: Driver, host: str, ipv6: bool) -> None:
    assert pingdom.check(pingdom.create_check(host=host, ipv6=not ipv6))["ipv6"] is ipv6


def test_two_checks_may_have_one_name(pingdom: Driver) -> None:
    assert pingdom.create_check(name="same") != pingdom.create_check(name="same")


def test_list_has_fewer_fields_unless_asked(pingdom: Driver) -> None:
    pingdom.create_check(name="plain")
    plain = pingdom.ask("GET", "/checks").json["checks"][-1]
    assert list(plain) == [
        "id",
        "created",
        "name",
        "hostname",
        "resolution",
        "type",
        "ipv6",
        "verify_certificate",
        "status",
    ]
    asked = {"include_tags": "true", "include_severity": "true", "showencryption": "true"}
    full = pingdom.ask("GET", "/checks", params=asked).json["checks"][-1]
    assert full == {**plain, "encryption": False, "tags": [], "severity_level": "HIGH"}


def test_list_pages_and_counts(pingdom: Driver) -> None:
    every = [row["id"] for row in pingdom.ask("GET", "/checks").json["checks"]]
    page = pingdom.ask("GET", "/checks", params={"limit": "3", "offset": "2"}).json
    assert [row["id"] for row in page["checks"]] == every[2:5]
    assert page["counts"] == {"total": len(every), "limited": 3, "filtered": len(every)}


def test_tags_select_any_of(pingdom: Driver) -> None:
    answer = pingdom.ask("GET", "/checks", params={"tags": "mail,shop"}).json
    assert {row["hostname"] for row in answer["checks"]} == {"shop.example.com", "mail.example.com"}
    assert answer["counts"] == {"total": 8, "limited": 5, "filtered": 5}


def test_list_refuses_unknown_parameters(pingdom: Driver) -> None:
    reply = pingdom.ask("GET", "/checks", params={"name": "x"})
    assert (reply.status, reply.error) == (400, "Invalid parameter name: name")


def test_bulk_change_reaches_listed_checks_and_ignores_unknown_ids(pingdom: Driver) -> None:
    one, two = pingdom.create_check(), pingdom.create_check()
    reply = pingdom.ask("PUT", "/checks", json={"paused": True, "checkids": f"{one},999"})
    assert reply.json == {"message": "Modification of 1 checks was successful!"}
    assert [pingdom.check(check_id)["status"] for check_id in (one, two)] == ["paused", "unknown"]


def test_bulk_change_without_ids_reaches_all(pingdom: Driver) -> None:
    pingdom.ask("PUT", "/checks", json={"paused": True})
    assert {row["status"] for row in pingdom.ask("GET", "/checks").json["checks"]} == {"paused"}


@pytest.mark.parametrize("how", ["params", "json", "data"])
def test_bulk_delete(pingdom: Driver, how: str) -> None:
    one, two = pingdom.create_check(), pingdom.create_check()
    reply = pingdom.ask("DELETE", "/checks", **{how: {"delcheckids": f"{one},{two}"}})
    assert reply.json == {"message": "Deletion of checks was successful!"}
    assert {one, two}.isdisjoint(pingdom.account.checks)


def test_bulk_delete_without_ids_is_refused(pingdom: Driver) -> None:
    assert pingdom.ask("DELETE", "/checks").status == 400
    assert len(pingdom.account.checks) == 8


def test_delete(pingdom: Driver) -> None:
    check_id = pingdom.create_check()
    reply = pingdom.ask("DELETE", f"/checks/{check_id}")
    assert reply.json == {"message": "Deletion of check was successful!"}
    assert pingdom.ask("GET", f"/checks/{check_id}").status == 403


@pytest.mark.parametrize("how", ["data", "params"])
def test_form_style_writes(pingdom: Driver, how: str) -> None:
    form = {"name": "x", "host": "a.example.com", "type": "http", "tags": "a,b", "encryption": "true", "port": "443"}
    reply = pingdom.ask("POST", "/checks", **{how: {**form, "requestheader0": "A:b"}})
    shown = pingdom.check(reply.json["check"]["id"])
    assert {tag["name"] for tag in shown["tags"]} == {"a", "b"}
    assert (shown["type"]["http"]["encryption"], shown["type"]["http"]["port"]) == (True, 443)
    assert shown["type"]["http"]["requestheaders"]["A"] == "b"


BLANK = dict.fromkeys(
    [
        "paused",
        "resolution",
        "userids",
        "teamids",
        "integrationids",
        "sendnotificationwhendown",
        "notifyagainevery",
        "notifywhenbackup",
        "tags",
        "probe_filters",
        "ipv6",
        "responsetime_threshold",
        "custom_message",
        "url",
        "encryption",
        "port",
        "auth",
        "shouldcontain",
        "postdata",
        "verify_certificate",
        "ssl_down_days_before",
    ],
    "",
)
"""Every parameter of an http check that has a default, blank."""


@pytest.mark.parametrize("how", ["data", "params"])
def test_a_blank_in_a_form_is_the_default_of_a_new_check(pingdom: Driver, how: str) -> None:
    form = {"name": "x", "host": "a.example.com", "type": "http"}
    plain, blank = (pingdom.ask("POST", "/checks", **{how: one}) for one in (form, {**form, **BLANK}))
    shown, told = (pingdom.check(reply.json["check"]["id"], include_teams="true") for reply in (plain, blank))
    assert {**told, "id": 0, "created": 0} == {**shown, "id": 0, "created": 0}


@pytest.mark.parametrize("how", ["data", "params"])
def test_a_blank_in_a_form_clears_to_the_default(pingdom: Driver, how: str) -> None:
    contact, team = next(iter(pingdom.account.contacts)), next(iter(pingdom.account.teams))
    plain = pingdom.check(pingdom.create_check(), include_teams="true")
    check_id = pingdom.create_check(
        paused=True,
        resolution=1,
        userids=str(contact),
        teamids=str(team),
        integrationids=[1],
        sendnotificationwhendown=5,
        notifyagainevery=1,
        notifywhenbackup=False,
        tags=["a"],
        probe_filters=["region: EU"],
        ipv6=True,
        responsetime_threshold=5,
        custom_message="x",
        url="/x",
        encryption=True,
        port=443,
        auth="u:p",
        shouldcontain="x",
        postdata="y",
        ssl_down_days_before=7,
    )
    assert pingdom.ask("PUT", f"/checks/{check_id}", **{how: BLANK}).status == 200
    assert {**pingdom.check(check_id, include_teams="true"), "created": 0} == {**plain, "id": check_id, "created": 0}


@pytest.mark.parametrize("name", ["name", "host"])
def test_a_blank_in_a_form_does_not_clear_what_has_no_default(pingdom: Driver, name: str) -> None:
    check_id = pingdom.create_check()
    before = pingdom.check(check_id)
    assert pingdom.ask("PUT", f"/checks/{check_id}", data={name: ""}).status == 400
    form = {"name": "x", "host": "a.example.com", "type": "http", name: ""}
    assert pingdom.ask("POST", "/checks", data=form).error == f"Missing parameter: {name}"
    assert pingdom.check(check_id) == before


def test_form_style_create_refuses_empty_values_by_quirk(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_blanks_refused", True)
    form = {"name": "x", "host": "a.example.com", "type": "http", "integrationids": ""}
    assert pingdom.ask("POST", "/checks", data=form).error == "Invalid parameter value: integrationids"
    assert pingdom.ask("POST", "/checks", json={**form, "integrationids": []}).status == 200


TEXTS = {"paused": "true", "tags": "a,b", "integrationids": "42", "resolution": "15", "probe_filters": "region:EU"}


def test_text_inside_json_is_no_other_value_but_by_quirk(pingdom: Driver) -> None:
    check_id = pingdom.create_check()
    for name, value in TEXTS.items():
        assert pingdom.ask("PUT", f"/checks/{check_id}", json={name: value}).status == 400
    pingdom.quirks.set("pingdom_json_strings", True)
    assert pingdom.ask("PUT", f"/checks/{check_id}", json=TEXTS).status == 200
    shown = pingdom.check(check_id)
    assert (shown["status"], shown["integrationids"], shown["resolution"]) == ("paused", [42], 15)
    assert sorted(tag["name"] for tag in shown["tags"]) == ["a", "b"]
    assert pingdom.ask("PUT", "/checks", json={"paused": "false", "checkids": str(check_id)}).status == 200
    assert pingdom.check(check_id)["status"] == "unknown"


@pytest.mark.parametrize("how", ["data", "params", "json"])
def test_delete_of_one_check_takes_a_surplus_list(pingdom: Driver, how: str) -> None:
    one, two = pingdom.create_check(), pingdom.create_check()
    reply = pingdom.ask("DELETE", f"/checks/{one}", **{how: {"delcheckids": f"{one},{two}"}})
    assert reply.json == {"message": "Deletion of check was successful!"}
    assert (one in pingdom.account.checks, two in pingdom.account.checks) == (False, True)


@pytest.mark.parametrize(("quirk", "after"), [(False, "up"), (True, "unknown")])
def test_new_check_is_unknown_until_its_first_test_and_by_quirk_after_a_pause(
    pingdom: Driver, quirk: bool, after: str
) -> None:
    pingdom.quirks.set("pingdom_unpaused_is_unknown", quirk)
    check_id = pingdom.create_check(resolution=1)
    pingdom.clock.advance(132)
    assert pingdom.check(check_id)["status"] == "unknown"
    pingdom.clock.advance(60)
    assert pingdom.check(check_id)["status"] == "up"
    assert pingdom.check(check_id)["lasttesttime"] <= pingdom.now
    pingdom.ask("PUT", f"/checks/{check_id}", json={"paused": True})
    last = pingdom.check(check_id)["lasttesttime"]
    pingdom.clock.advance(600)
    pingdom.ask("PUT", f"/checks/{check_id}", json={"paused": False})
    unpaused = pingdom.now
    shown = pingdom.check(check_id)
    assert (shown["status"], shown["lasttesttime"]) == (after, last)
    pingdom.clock.advance(62)
    shown = pingdom.check(check_id)
    assert (shown["status"], shown["lasttesttime"] > unpaused) == ("up", True)
    times = [row["time"] for row in pingdom.ask("GET", f"/results/{check_id}").json["results"]]
    assert (times[1], len(times) > 1) == (last, True), "nothing was tested in between, and what was is still there"


def test_pausing_again_is_no_new_pause(pingdom: Driver) -> None:
    check_id = pingdom.create_check(paused=True)
    pingdom.quirks.set("pingdom_status_lags", True)
    pingdom.ask("PUT", f"/checks/{check_id}", json={"paused": True})
    assert pingdom.check(check_id)["status"] == "paused"


def test_status_lags(pingdom: Driver) -> None:
    check_id = next(iter(pingdom.account.checks))
    pingdom.quirks.set("pingdom_status_lags", True)
    pingdom.ask("PUT", f"/checks/{check_id}", json={"paused": True})
    assert pingdom.check(check_id)["status"] == "up"
    pingdom.clock.advance(31)
    assert pingdom.check(check_id)["status"] == "paused"


def test_demo_has_what_its_description_says(pingdom: Driver) -> None:
    rows = pingdom.ask("GET", "/checks").json["checks"]
    assert len(rows) == 8
    assert [row["name"] for row in rows].count("duplicate name") == 2
    assert [row["name"] for row in rows if row["status"] == "paused"] == ["mail: imap"]
    assert {row["status"] for row in rows} == {"up", "paused"}


def test_reset_brings_the_initial_state_back(pingdom: Driver) -> None:
    before = pingdom.ask("GET", "/checks", params={"include_tags": "true"}).json
    pingdom.ask("DELETE", f"/checks/{before['checks'][0]['id']}")
    pingdom.create_check()
    pingdom.account.reset()
    after = pingdom.ask("GET", "/checks", params={"include_tags": "true"}).json
    assert [(row["id"], row["name"]) for row in after["checks"]] == [
        (row["id"], row["name"]) for row in before["checks"]
    ]


@pytest.mark.parametrize(
    ("quirk", "shape"), [("pingdom_ping_type_string", "ping"), ("pingdom_ping_type_list", {"ping": []})]
)
def test_shapes_of_a_ping_detail(pingdom: Driver, quirk: str, shape: object) -> None:
    pingdom.quirks.set(quirk, True)
    assert pingdom.check(pingdom.create_check(type="ping"))["type"] == shape


def test_user_agent_is_injected_only_by_quirk_and_never_over_the_users_own(pingdom: Driver) -> None:
    mine = pingdom.create_check(requestheaders0=["user-agent:mine"])
    assert pingdom.check(mine)["type"]["http"]["requestheaders"] == {"user-agent": "mine"}
    pingdom.quirks.set("pingdom_user_agent_injected", False)
    assert pingdom.check(pingdom.create_check())["type"]["http"]["requestheaders"] == {}


@pytest.mark.parametrize(("merge", "left"), [(False, {"B": "2"}), (True, {"A": "1", "B": "2"})])
def test_headers_replace_or_merge(pingdom: Driver, merge: bool, left: dict[str, str]) -> None:
    pingdom.quirks.set("pingdom_headers_merge", merge)
    check_id = pingdom.create_check(requestheaders0=["A:1"])
    pingdom.ask("PUT", f"/checks/{check_id}", json={"requestheaders0": ["B:2"]})
    assert pingdom.check(check_id)["type"]["http"]["requestheaders"] == {**left, **USER_AGENT}


def test_tags_reordered(pingdom: Driver) -> None:
    shop = next(iter(pingdom.account.checks))
    pingdom.quirks.set("pingdom_tags_reordered", True)
    orders = {tuple(tag["name"] for tag in pingdom.check(shop)["tags"]) for _unused in range(3)}
    assert len(orders) == 3


def test_duplicate_list_rows(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_duplicate_list_rows", True)
    rows = pingdom.ask("GET", "/checks").json["checks"]
    assert rows[0] == rows[-1]
    assert len(rows) == 9
