# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1: the settings pages of objects and channels, and what their forms do."""

from __future__ import annotations

import time
import urllib.parse
import urllib.request
from typing import Any

import pytest
from lxml import html

from .conftest import Answer, Client, ask

WINDOW = {"scheduledependency": 0, "maintenable_": 1}


def settings(client: Client, number: int, **query: Any) -> dict[str, str]:
    """What the settings page says, as a browser would send it back."""
    page = html.fromstring(client.page("controls/objectdata.htm", id=number, **query).body)
    return {name: value for name, value in page.forms[0].form_values() if name != "id"}


def send(client: Client, number: int | str, **values: Any) -> Answer:
    return client.page("editsettings", id=number, **values)


def status(client: Client, number: int) -> int:
    (row,) = client.rows("sensors", columns="status", filter_objid=number)
    found: int = row["status_raw"]
    return found


def date(client: Client, minutes: float, form: str = "%Y-%m-%d-%H-%M-%S") -> str:
    """A time from now on, as it is written."""
    return time.strftime(form, time.gmtime(client.emulator.now() + 60 * minutes))


# The page


def test_the_page_has_every_setting_and_whether_it_is_inherited(client: Client) -> None:
    found = settings(client, 1011, objecttype="device")
    assert {name: found[name] for name in ("name_", "tags_", "priority_", "host_", "active_")} == {
        "name_": "db-1",
        "tags_": "linux mysql primary",
        "priority_": "5",
        "host_": "192.0.2.21",
        "active_": "1",
    }
    assert (found["interval_"], found["intervalgroup"], found["scheduledependency"]) == ("60|60 seconds|", "1", "1")
    assert (found["schedule_"], found["maintenable_"], found["dependencytype_"]) == ("-1|None|", "0", "0")
    assert found["maintstart_"] == date(client, 0, "%Y,%m,%d,%H,%M,00")
    assert settings(client, 54)["interval_"] == "30|30 seconds|"
    assert settings(client, 54)["intervalgroup"] == "0"
    assert "host_" not in settings(client, 54)
    assert client.page("controls/objectdata.htm", id=4711).status == 400


def test_a_reader_sees_no_settings(client: Client) -> None:
    reader = urllib.parse.quote(client.emulator.credentials["prtg_ro_api_token"])
    for page in ("objectdata.htm?id=1001", "channeledit.htm?id=2101&channel=0"):
        with urllib.request.urlopen(f"{client.emulator.prtg}/controls/{page}&apitoken={reader}") as answer:
            assert b"name_" not in answer.read()


def test_settings_pages_ask_for_credentials(client: Client) -> None:
    assert ask(f"{client.emulator.prtg}/controls/objectdata.htm?id=1001").status == 401
    assert ask(f"{client.emulator.prtg}/editsettings?id=1001&name_=x").status == 401


# What it sends


def test_what_the_page_says_can_be_sent_back(client: Client) -> None:
    before = settings(client, 1011)
    dates = {name: date(client, 0, "%Y-%m-%d-%H-%M-00") for name in ("maintstart_", "maintend_")}
    assert send(client, 1011, **before | dates | {"tags_": "a b", "interval_": "300|300 seconds|"}).status == 200
    assert settings(client, 1011) == before | {"tags_": "a b", "interval_": "300|300 seconds|"}
    assert send(client, 1011, intervalgroup=0, nonsense_="x", want_tags="1").status == 200
    assert settings(client, 1011)["intervalgroup"] == "0"


def test_devices_and_sensors_of_some_kinds_have_more(client: Client) -> None:
    assert send(client, 1001, deviceicon_="b_server_sql.png", serviceurl_="https://web-1.example").status == 200
    found = settings(client, 1001)
    assert (found["deviceicon_"], found["serviceurl_"]) == ("b_server_sql.png", "https://web-1.example")
    assert client.rows("devices", columns="icon", filter_objid=1001)[0]["icon"] == "b_server_sql.png"
    for number, name in ((2102, "httpurl"), (2113, "params")):
        client.v1("setobjectproperty.htm", id=number, name=name, value="x & y")
        assert client.v1("getobjectproperty.htm", id=number, name=name).xml.findtext("result") == "x & y"
        assert settings(client, number)[f"{name}_"] == "x & y"
        refused = client.v1("setobjectproperty.htm", id=2101, name=name, value="x")
        assert refused.headers["Location"].startswith("/error.htm")


def test_a_window_is_in_force_by_the_clock(client: Client) -> None:
    times = {"maintstart_": date(client, 10), "maintend_": date(client, 20)}
    assert send(client, 1001, **WINDOW, **times).status == 200
    found = settings(client, 1001)
    assert (found["maintenable_"], found["maintstart_"]) == ("1", times["maintstart_"].replace("-", ","))
    read = client.v1("getobjectproperty.htm", id=1001, name="maintend").xml.findtext("result")
    assert read == times["maintend_"].replace("-", ",")
    seen = []
    for _unused in range(3):
        seen.append((status(client, 2101), client.v2("/sensors/2101").json["status"]))
        client.emulator.advance(601)
    assert seen == [(3, "UP"), (9, "PAUSED_BY_SCHEDULE"), (3, "UP")]
    messages = client.rows("messages", id=1001, columns="status")
    assert [row["status_raw"] for row in messages] == [602, 606, 504]


def test_what_is_not_sent_of_the_section_is_cleared(client: Client) -> None:
    send(client, 1001, scheduledependency=0, schedule_="621|x|", dependencytype_=1, dependency_=2111, depdelay_=7)
    found = settings(client, 1001)
    assert (found["schedule_"].split("|")[0], found["dependencytype_"], found["depdelay_"]) == ("621", "1", "7")
    assert b'data-selid="2111"' in client.page("controls/objectdata.htm", id=1001).body
    assert status(client, 2101) == 9
    (row,) = client.rows("devices", columns="schedule,dependency", filter_objid=1001)
    assert (row["schedule"], row["dependency"]) == ("Weekends [GMT+0000]", "Ping")
    send(client, 1001, maintenable_=0)
    found = settings(client, 1001)
    assert (found["schedule_"], found["dependencytype_"], found["depdelay_"]) == ("-1|None|", "0", "0")
    assert (found["scheduledependency"], status(client, 2101)) == ("0", 3)


def test_a_window_has_no_effect_where_the_section_is_inherited(client: Client) -> None:
    send(client, 1001, maintenable_=1, maintstart_=date(client, -5), maintend_=date(client, 5))
    assert (settings(client, 1001)["scheduledependency"], status(client, 2101)) == ("1", 3)
    send(client, 1001, **WINDOW, maintstart_=date(client, -5), maintend_=date(client, 5))
    assert status(client, 2101) == 9


def test_dates_are_not_written_as_they_are_read(client: Client) -> None:
    refused = send(client, 1001, **WINDOW, maintstart_=date(client, 0, "%Y,%m,%d,%H,%M,%S"), maintend_=date(client, 5))
    assert refused.headers["Location"].startswith("/error.htm?errormsg=The+date+is+not+valid.")
    assert settings(client, 1001)["maintenable_"] == "0"


def test_several_objects_end_on_the_error_page_although_it_was_done(client: Client) -> None:
    answer = send(client, "1001,1002", tags_="both")
    assert answer.headers["Location"] == "/error.htm?errormsg=&errorurl=/device.htm?id=1001"
    assert [settings(client, number)["tags_"] for number in (1001, 1002)] == ["both", "both"]


def test_a_form_can_be_posted(client: Client) -> None:
    key = urllib.parse.urlencode({"apitoken": client.emulator.credentials["prtg_api_token"]})
    body = urllib.parse.urlencode({"id": 1001, "name_": "posted & read"}).encode()
    with urllib.request.urlopen(f"{client.emulator.prtg}/editsettings?{key}", body) as answer:
        assert answer.status == 200
    assert settings(client, 1001)["name_"] == "posted & read"


def test_values_that_are_wrong_are_refused(client: Client) -> None:
    for values in ({"name_": ""}, {"priority_": "9"}, {"limitmaxerror_0": "much"}):
        number = 2101 if "limitmaxerror_0" in values else 1001
        assert send(client, number, **values).headers["Location"].startswith("/error.htm")
    assert send(client, 2101, limitmaxerror_77="1").status == 400


def test_setobjectproperty_does_not_work_for_schedules(client: Client) -> None:
    asked = {"id": 1001, "name": "maintenable", "value": "1"}
    assert client.v1("setobjectproperty.htm", **asked).headers["Location"].startswith("/error.htm")
    client.emulator.quirk("v1_schedule_set_ignored")
    assert client.v1("setobjectproperty.htm", **asked).status == 200
    assert client.v1("setobjectproperty.htm", **asked | {"name": "scheduledependency_"}).status == 200
    found = settings(client, 1001)
    assert (found["maintenable_"], found["scheduledependency"]) == ("0", "1")


# Channels


def channel(client: Client, number: int, channel_id: int) -> dict[str, str]:
    page = client.page("controls/channeledit.htm", id=number, channel=channel_id).body
    return dict(html.fromstring(page).forms[0].form_values())


def test_limits_put_a_sensor_down_or_into_warning(client: Client) -> None:
    send(client, 2101, limitmaxerror_0=10, limitmaxerror_0_factor=1, limiterrormsg_0="too slow")
    assert status(client, 2101) == 3
    send(client, 2101, limitmode_0=1)
    assert status(client, 2101) == 5
    (row,) = client.rows("sensors", columns="message", filter_objid=2101)
    assert row["message_raw"] == "12 msec (Ping Time) is above the error limit of 10 msec. too slow"
    send(client, 2101, limitmaxerror_0="", limitmaxwarning_0=5)
    assert status(client, 2101) == 4
    found = channel(client, 2101, 0)
    assert {name: found[name] for name in ("limitmode_0", "limitmaxerror_0", "limitmaxwarning_0", "id")} == {
        "limitmode_0": "1",
        "limitmaxerror_0": "",
        "limitmaxwarning_0": "5",
        "id": "2101",
    }
    assert channel(client, 2101, 1)["limitmode_1"] == "0"
    assert client.page("controls/channeledit.htm", id=2101, channel=77).body == b""
    send(client, 2101, limitmode_0=0)
    assert status(client, 2101) == 3


@pytest.mark.parametrize(
    ("name", "limit", "expected"),
    [
        ("limitmaxerror", 12, 3),
        ("limitmaxerror", 11.9, 5),
        ("limitminerror", 12, 3),
        ("limitminerror", 12.1, 5),
        ("limitmaxwarning", 11, 4),
        ("limitminwarning", 13, 4),
    ],
)
def test_a_limit_is_exceeded_beyond_it(client: Client, name: str, limit: float, expected: int) -> None:
    send(client, 2101, limitmode_0=1, **{f"{name}_0": limit})
    assert status(client, 2101) == expected


def test_a_lower_limit_and_a_factor(client: Client) -> None:
    send(client, 2101, limitmode_0=1, limitminwarning_0=2, limitminwarning_0_factor=10)
    assert (status(client, 2101), channel(client, 2101, 0)["limitminwarning_0"]) == (4, "20")


def test_limits_that_need_a_number(client: Client) -> None:
    client.emulator.quirk("v1_limits_need_a_number")
    send(client, 2101, limitmode_0=1, limiterrormsg_0="lost")
    part = {"id": 2101, "subtype": "channel", "subid": 0}
    client.v1("setobjectproperty.htm", **part, name="limitmode", value="1")
    found = channel(client, 2101, 0)
    assert (found["limitmode_0"], found["limiterrormsg_0"]) == ("0", "")
    send(client, 2101, limitmode_0=1, limiterrormsg_0="kept", limitmaxerror_0=500)
    found = channel(client, 2101, 0)
    assert (found["limitmode_0"], found["limiterrormsg_0"]) == ("1", "kept")
    client.v1("setobjectproperty.htm", **part, name="limitwarningmsg", value="kept, too")
    assert channel(client, 2101, 0)["limitwarningmsg_0"] == "kept, too"


# What is added, sorted, placed


def test_groups_and_devices_are_added_without_telling_their_id(client: Client) -> None:
    answer = client.page("addgroup2.htm", "POST", id=53, name_="new")
    assert (answer.status, answer.headers["Location"]) == (302, "/group.htm?id=53")
    (group,) = client.rows("groups", columns="objid,parentid", filter_name="new")
    client.page("adddevice2.htm", id=group["objid"], name_="web-9", host_="192.0.2.9", tags_="a,b", deviceicon_="x.png")
    (device,) = client.rows("devices", columns="objid,host,tags,icon,active", filter_name="web-9")
    assert (device["host"], device["icon"], device["active"]) == ("192.0.2.9", "x.png", True)
    assert device["tags"].split()[:2] == ["a", "b"]


@pytest.mark.parametrize(
    ("page", "query", "status"),
    [
        ("addgroup2.htm", {"id": 53}, 302),
        ("adddevice2.htm", {"id": 53, "name_": "x"}, 302),
        ("adddevice2.htm", {"id": 1001, "name_": "x", "host_": "y"}, 400),
        ("addgroup2.htm", {"id": 4711, "name_": "x"}, 400),
    ],
)
def test_what_cannot_be_added(client: Client, page: str, query: dict[str, Any], status: int) -> None:
    answer = client.page(page, **query)
    assert answer.status == status
    assert status == 400 or answer.headers["Location"].startswith("/error.htm")


@pytest.mark.parametrize(
    ("quirk", "status"), [("v1_web_paths_401", 401), ("v1_web_paths_403", 403), ("v1_web_paths_csrf", 403)]
)
def test_newer_servers_keep_their_web_pages_to_themselves(client: Client, quirk: str, status: int) -> None:
    client.emulator.quirk(quirk)
    assert client.page("addgroup2.htm", id=53, name_="new").status == status
    if quirk == "v1_web_paths_csrf":
        token = {"anti-csrf-token": "x"}
        assert client.page("addgroup2.htm", id=53, name_="new", **token).status == 302


def test_what_is_below_is_sorted_by_name(client: Client) -> None:
    client.v1("rename.htm", id=1001, value="zebra")
    assert client.v1("sortsubobjects.htm", id=52).status == 200
    names = [row["name"] for row in client.rows("devices", id=52, columns="name,position", sortby="position")]
    assert names == ["lb-1", "web-2", "web-3", "zebra"]


def test_an_object_is_placed_on_the_map(client: Client) -> None:
    def location(number: int) -> str:
        found: str = client.rows("devices", columns="location", filter_objid=number)[0]["location_raw"]
        return found

    assert client.v1("setlonlat.htm", id=1001, location="Dresden", lonlat="13.7,51").status == 200
    assert location(1001) == "Dresden"
    assert client.v1("setlonlat.htm", id=1001).status == 200
    assert location(1001) == "Hamburg, Speicherstadt"
    assert client.v1("setlonlat.htm", id=1001, lonlat="north").headers["Location"].startswith("/error.htm")


# The oddities


def test_windows_are_in_the_time_zone_of_the_account(client: Client) -> None:
    client.emulator.quirk("v1_account_zone")
    east = {"maintstart_": date(client, 7 * 60 - 5), "maintend_": date(client, 7 * 60 + 5)}
    send(client, 1001, **WINDOW, **east)
    assert status(client, 2101) == 9
    assert settings(client, 1001)["maintstart_"] == east["maintstart_"].replace("-", ",")
    read = client.v1("getobjectproperty.htm", id=1001, name="maintend").xml.findtext("result")
    assert read == east["maintend_"].replace("-", ",")
    client.emulator.advance(6 * 60)
    assert status(client, 2101) == 3


def test_the_sensor_tree_may_tell_the_time_zone_of_the_account(client: Client) -> None:
    def bias() -> str | None:
        return client.v1("table.xml", content="sensortree", id=2101).xml.findtext("options/usertimezone/bias")

    assert bias() == "0"
    client.emulator.quirk("v1_account_zone")
    assert bias() == "-420"
    client.emulator.quirk("v1_zone_untold")
    assert bias() is None


def test_a_page_may_have_no_schedules(client: Client) -> None:
    client.emulator.quirk("v1_page_without_schedule")
    found = settings(client, 1001)
    assert "name_" in found
    assert "maintenable_" not in found


def test_limits_may_have_a_decimal_comma(client: Client) -> None:
    client.emulator.quirk("v1_limits_with_comma")
    of = {"id": 2101, "subtype": "channel", "subid": 0}

    def limit() -> str | None:
        return client.v1("getobjectproperty.htm", **of, name="limitmaxerror").xml.findtext("result")

    send(client, 2101, limitmaxerror_0="97,5", limitmaxerror_0_factor="1")
    assert limit() == "97,5"
    send(client, 2101, limitmaxerror_0="97.5", limitmaxerror_0_factor="1")
    assert limit() == "975"
    client.v1("setobjectproperty.htm", **of, name="limitmaxerror", value="0,25")
    assert limit() == "0,25"
    page = html.fromstring(client.page("controls/channeledit.htm", id=2101, channel=0).body)
    assert dict(page.forms[0].form_values())["limitmaxerror_0"] == "0,25"
