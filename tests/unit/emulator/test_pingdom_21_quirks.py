# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each quirk of Pingdom makes a difference in API 2.1, or belongs to 3.1 alone for a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.pingdom.driver import Driver, Reply
from tests.emulator.pingdom.oddities import PINGDOM_QUIRKS

HOUR, DAY = 3600, 86400
Scene = Callable[[Driver], Any]


def told(reply: Reply) -> tuple[int, bytes]:
    """What is compared of an answer."""
    return reply.status, reply.raw


def get(path: str, **params: str) -> Scene:
    """A read, of the first check where the path has a place for it."""
    return lambda pingdom: told(pingdom.ask_21("GET", path.format(_first(pingdom)), params=params))


def twice(pingdom: Driver) -> Any:
    """Whether two reads in a row say the same."""
    return get("/checks/{}")(pingdom) == get("/checks/{}")(pingdom)


def ping(pingdom: Driver) -> Any:
    """The type of a ping check."""
    number = next(check.id for check in pingdom.account.checks.values() if check.type == "ping")
    return pingdom.ask_21("GET", f"/checks/{number}").json["check"]["type"]


def after(method: str, path: str, form: dict[str, str], seconds: int = 0, read: str = "/checks/{}") -> Scene:
    """A write about the first check, and what is read a while later."""

    def scene(pingdom: Driver) -> Any:
        written = told(pingdom.ask_21(method, path.format(_first(pingdom)), data=form))
        pingdom.clock.advance(seconds)
        shown = pingdom.ask_21("GET", read.format(_first(pingdom))).json
        return written, [_timeless(row) for row in shown.get("checks", [shown.get("check")])]

    return scene


def resumed(pingdom: Driver) -> Any:
    """The status of a check that was paused for a while."""
    for paused in ("true", "false"):
        pingdom.ask_21("PUT", f"/checks/{_first(pingdom)}", data={"paused": paused})
        pingdom.clock.advance(HOUR if paused == "true" else 1)
    return pingdom.check(_first(pingdom))["status"]


def window(sent: dict[str, str], begin: int = HOUR, change: dict[str, str] | None = None) -> Scene:
    """A window on the first check, and one change of it when it has begun."""

    def scene(pingdom: Driver) -> Any:
        start = pingdom.now + begin
        times = {"from": str(start), "to": str(start + DAY // 2), "effectiveto": str(start + 90 * DAY)}
        form = {"description": "x", "uptimeids": str(_first(pingdom)), **times, **sent}
        made = pingdom.ask_21("POST", "/maintenance", data=form)
        if made.status != 200:
            return made.error
        path = f"/maintenance/{made.json['maintenance']['id']}"
        pingdom.clock.advance(begin + 60)
        later = {"from": str(pingdom.now + 5 * HOUR), "to": str(pingdom.now + 7 * HOUR)}
        form = {name: value.format(**later) for name, value in (change or {}).items()}
        changed = pingdom.ask_21("PUT", path, data=form).status
        shown = pingdom.ask_21("GET", path).json["maintenance"]
        rows = pingdom.ask_21("GET", "/maintenance.occurrences", params={"maintenanceid": str(shown["id"])}).json
        status = pingdom.ask_21("GET", f"/checks/{_first(pingdom)}").json["check"]["status"]
        return changed, shown["recurrencetype"], [row["id"] for row in rows["occurrences"]], status

    return scene


def put_headers(pingdom: Driver) -> Any:
    """The headers of a check that is told another one."""
    for line in ("X-One:1", "X-Other:2"):
        pingdom.ask_21("PUT", f"/checks/{_first(pingdom)}", data={"requestheader0": line})
    return get("/checks/{}")(pingdom)


def put_user(pingdom: Driver) -> Any:
    """The pause of a user of whom only the name is changed."""
    paused = next(contact for contact in pingdom.account.contacts.values() if contact.paused)
    pingdom.ask_21("PUT", f"/users/{paused.id}", data={"name": "x"})
    return paused.paused


def put_number(pingdom: Driver) -> Any:
    """A change of a number alone."""
    user = next(contact for contact in pingdom.account.contacts.values() if "sms" in contact.notification_targets)
    path = f"/users/{user.id}/{user.notification_targets['sms'][0]['id']}"
    return pingdom.ask_21("PUT", path, data={"number": "1", "countrycode": "46"}).status


def put_report(pingdom: Driver) -> Any:
    """The check of a subscription of which only the name is changed."""
    number, report = list(pingdom.account.subscriptions.items())[1]
    pingdom.ask_21("PUT", f"/reports.email/{number}", data={"name": "x"})
    return report.settings["checkid"]


def put_logo(pingdom: Driver) -> Any:
    """The logo of public reports after a change."""
    pingdom.ask_21("PUT", "/settings", data={"pubrlogourl": "a.example.com/l.png"})
    return pingdom.account.preferences["pubrlogourl"]


def _first(pingdom: Driver) -> int:
    return next(iter(pingdom.account.checks))


def _timeless(row: dict[str, Any] | None) -> dict[str, Any]:
    """Without the times of tests, which go on."""
    return {name: value for name, value in (row or {}).items() if not name.startswith("last")}


NEW = {"name": "new", "type": "http", "host": "new.example.com"}
WEEKLY = {"recurrencetype": "week", "repeatevery": "1"}
NTH = {"recurrencetype": "nth-day-of-week-in-month", "repeatevery": "1", "dayofweekinmonth": "2"}
SCENES: dict[str, Scene] = {
    "pingdom_user_agent_injected": get("/checks/{}"),
    "pingdom_tags_reordered": twice,
    "pingdom_rate_limited": get("/checks"),
    "pingdom_html_error": get("/checks"),
    "pingdom_jwt_401_once": get("/checks"),
    "pingdom_maintenance_put_resets": window(WEEKLY, change={"description": "y"}),
    "pingdom_nth_weekday": window(NTH),
    "pingdom_status_lags": after("PUT", "/checks/{}", {"paused": "true"}),
    "pingdom_window_shows_paused": window({}),
    "pingdom_lists_lag": after("POST", "/checks", NEW, read="/checks"),
    "pingdom_details_lag": after("PUT", "/checks/{}", {"name": "newer"}),
    "pingdom_duplicate_list_rows": get("/checks"),
    "pingdom_ping_type_string": ping,
    "pingdom_ping_type_list": ping,
    "pingdom_headers_merge": put_headers,
    "pingdom_invented_texts": get("/users/nosuch"),
    "pingdom_one_content_rule": after("PUT", "/checks/{}", {"shouldcontain": "a", "shouldnotcontain": ""}),
    "pingdom_blanks_refused": after("POST", "/checks", {**NEW, "tags": ""}, read="/checks"),
    "pingdom_started_series_keeps_start": window(WEEKLY, change={"from": "{from}", "to": "{to}"}),
    "pingdom_repeatevery_required": window({"recurrencetype": "week"}),
    "pingdom_put_renews_occurrences": window(WEEKLY, change={"description": "y"}),
    "pingdom_unpaused_is_unknown": resumed,
    "pingdom_plan_without_windows": get("/maintenance"),
    "pingdom_account_type_refused": get("/checks"),
    "pingdom_multi_user_account": get("/checks"),
    "pingdom_21_detail_shows_tags": get("/checks/{}"),
    "pingdom_21_list_shows_certificates": get("/checks"),
    "pingdom_21_probes_show_region": get("/probes"),
    "pingdom_21_window_put_needs_times": window({}, change={"description": "y"}),
    "pingdom_21_user_put_resets": put_user,
    "pingdom_21_target_put_needs_provider": put_number,
    "pingdom_21_report_put_resets": put_report,
    "pingdom_21_logo_is_disabled": put_logo,
}  # fmt: skip
ONLY_31 = {
    "pingdom_contact_needs_both_severities": "targets are made one by one",
    "pingdom_contact_put_message": "it always answers a message",
    "pingdom_json_strings": "it has no JSON",
    "pingdom_json_type_needs_body": "it has no JSON",
    "pingdom_null_members_refused": "a form has no null",
}


def test_every_quirk_has_a_scene_or_a_reason() -> None:
    assert {*SCENES, *ONLY_31} == {quirk.name for quirk in PINGDOM_QUIRKS}
    assert not {*SCENES} & {*ONLY_31}


@pytest.mark.parametrize("name", SCENES)
def test_a_quirk_makes_a_difference(name: str) -> None:
    seen = []
    for on in (False, False, True):
        with Driver() as pingdom:
            pingdom.quirks.set(name, on)
            seen.append(SCENES[name](pingdom))
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]
