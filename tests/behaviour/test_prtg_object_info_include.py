# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_object_info: what include adds to records, what that costs, and what is refused."""

from __future__ import annotations

import json

import pytest
import requests

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import tables
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_channel, prtg_object_info
from tests.behaviour.direct_runs import APIS
from tests.behaviour.told import prtg, told
from tests.emulator.lookups import YES_NO

PING, TRAFFIC, TICKETS = "2101", "2133", "2113"
SHOP, WEB_1 = "51", "1001"
LIMITS = {
    "limits": True,
    "limitmaxerror": 90.5,
    "limitmaxwarning": None,
    "limitminwarning": None,
    "limitminerror": 1.0,
    "limiterrormsg": "Call <them>",
    "limitwarningmsg": None,
}
NO_LIMITS = {**dict.fromkeys(LIMITS), "limits": False}
UNTOLD = dict.fromkeys([*LIMITS, "lookup"])
PAGE = {"server": "prtg", "path": "/controls/objectdata", "status": 200, "headers": {"Content-Type": "text/html"}}


class Reading:
    """Tasks that read from one emulated PRTG."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.rules = []

    def __call__(self, include, api="v1", fails=False, check=False, **options):
        for quirk in filter(None, APIS.values()):
            self.emulator.quirk(quirk, quirk == APIS[api])
        connection = prtg(self.emulator, "v1" if api == "v1" else "v2")
        given = {"fields": ["id"], "include": [include], **options}
        answer = told(self.emulator, prtg_object_info, check, **connection, **given)
        assert answer.get("failed", False) is fails, answer
        return answer

    def of(self, include, number, api="v1", key=None):
        (one,) = self(include, api, ids=[number])["objects"]
        return one[key or include]

    def fault(self, **rule):
        self.rules.append(rule)
        self.emulator.faults(self.rules)

    def page(self, body):
        self.fault(**PAGE, body=body)

    def refused(self, include, error, *words, **options):
        answer = self(include, fails=True, **options)
        assert answer["error"]["kind"] == error, answer
        assert all(word in answer["msg"] for word in words), answer["msg"]
        return answer

    def asked(self, path=""):
        sent = [*self.emulator.requests("prtg"), *self.emulator.requests("prtg_v2")]
        return [one for one in sent if path in one["path"]]

    def edit(self, **query):
        query["apitoken"] = self.emulator.credentials["prtg_api_token"]
        answer = requests.get(f"{self.emulator.prtg}/api/setobjectproperty.htm", query, timeout=30)
        assert answer.status_code == 200


@pytest.fixture
def read(emulator):
    return Reading(emulator)


# Channels with their limits


@pytest.mark.parametrize("api", APIS)
def test_channels_have_their_limits_and_lookups(read, emulator, api):
    wanted = {"limitmaxerror": "90.5", "limitminerror": "1", "limiterrormsg": "Call <them>"}
    told(emulator, prtg_channel, **prtg(emulator, "v1"), ids=[PING], channel="Ping Time", **wanted)
    found = {one["name"]: one for one in read.of("limits", PING, api, "channels")}
    plain = {one["name"]: one for one in read.of("channels", PING, api)}
    flat = {"limits": None, "limiterrormsg": None} if api == "deprecated" else {}
    assert found["Ping Time"] == {**plain["Ping Time"], **LIMITS, "lookup": None, **flat}
    flat = {"limits": None} if api == "deprecated" else {}
    assert found["Minimum"] == {**plain["Minimum"], **NO_LIMITS, "lookup": None, **flat}
    looked_up = read.of("limits", TICKETS, api, "channels")
    assert [one["lookup"] for one in looked_up if one["id"] == "0"] == [YES_NO]


@pytest.mark.parametrize("api", APIS)
def test_only_sensors_have_channels(read, api):
    found = read("limits", api, ids=[SHOP, WEB_1])
    assert [one["channels"] for one in found["objects"]] == [None, None]
    assert found["query"]["include"] == {"limits": 0}


def test_channels_that_share_an_id_share_a_page(read):
    found = read("limits", ids=[TRAFFIC])
    assert [one["id"] for one in found["objects"][0]["channels"]] == ["-4", "-1", "-1", "0", "1"]
    assert found["query"]["include"] == {"limits": 1 + 4}
    assert len(read.asked("channeledit")) == 4


def test_limits_include_channels(read, emulator):
    connection = prtg(emulator, "v1")
    both = told(emulator, prtg_object_info, **connection, ids=[PING], fields=["id"], include=["channels", "limits"])
    assert both["query"]["include"] == {"limits": 6}
    assert both["objects"][0]["channels"] == read.of("limits", PING, key="channels")


def test_pages_that_an_account_is_not_shown_are_told(read, emulator):
    read.fault(server="prtg", path="/controls/channeledit", query="id=2101", status=200, body="<html></html>")
    found = read("limits", ids=[PING, TRAFFIC])
    assert all(one.items() >= UNTOLD.items() for one in found["objects"][0]["channels"])
    assert found["objects"][1]["channels"][0]["limits"] is False
    assert "1 of 2 sensors" in found["warnings"][-1]
    read.refused("limits", "PermissionDenied", "no settings of the channels of sensor 2101", ids=[PING])


def test_a_server_whose_api_v2_tells_no_limits_is_told(read, emulator):
    row = {"id": "2101.0", "name": "Ping Time", "basic": {"displayunit": "msec"}}
    read.fault(server="prtg_v2", path="/experimental/channels", status=200, body=[row], headers={"X-Total-Count": "1"})
    found = read("limits", "v2", ids=[PING])
    assert found["objects"][0]["channels"][0].items() >= UNTOLD.items()
    assert "tells no limits of channels" in found["warnings"][-1]


@pytest.mark.parametrize("said", ["many", "1e999", "nan", "1" * 500])
def test_a_limit_that_is_no_number_is_an_error(read, emulator, said):
    page = (
        '<form><input type="radio" name="limitmode_0" value="1" checked>'
        f'<input name="limitmaxerror_0" value="{said}"><input type="hidden" name="id" value="2101"></form>'
    )
    read.fault(server="prtg", path="/controls/channeledit", query="channel=0", status=200, body=page)
    read.refused("limits", "UnexpectedAnswer", "limits of sensor 2101", "is no number", ids=[PING])


# Settings


@pytest.mark.parametrize("api", APIS)
def test_settings_tell_own_and_inherited_apart(read, api):
    read.edit(id=WEB_1, name="intervalgroup_", value="0")
    read.edit(id=WEB_1, name="interval", value="30")
    found = {one["id"]: one["settings"] for one in read("settings", api, ids=[WEB_1, SHOP, PING])["objects"]}
    own, inherited = found[WEB_1]["intervalgroup"], found[PING]["intervalgroup"]
    assert (own["inherited"], own["inherited_from"]) == (False, None)
    assert own["own"] == own["values"] == {"interval": "30|30 seconds|" if api == "v1" else "30"}
    assert (inherited["inherited"], inherited["inherited_from"]) == (True, {"id": WEB_1, "name": "web-1"})
    assert inherited["values"] == (None if api == "v1" else {"interval": "30"})
    assert inherited["own"] == {"interval": "60|60 seconds|" if api == "v1" else "60"}
    basic = found[SHOP]["basic"]
    assert (basic["inherited"], basic["values"]["name"], basic["own"]) == (None, "Web Shop", basic["values"])
    for sections in found.values():
        assert {"basic", "intervalgroup", "locationgroup"} <= sections.keys()
        assert all(list(one) == ["inherited", "inherited_from", "values", "own"] for one in sections.values())


@pytest.mark.parametrize(("api", "requests"), [("v1", 3), ("v2", 1), ("current", 1), ("deprecated", 1 + 3)])
def test_what_settings_cost_is_told(read, api, requests):
    found = read("settings", api, ids=[WEB_1, SHOP, PING])
    assert found["query"]["include"] == {"settings": requests}
    sent = found["query"]["sent"][-requests:]
    assert all("objectdata" in one or "all_sections" in one or "/objects?" in one for one in sent)
    assert len(read.asked()) == len(found["query"]["sent"])


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_the_root_has_settings_too(read, api):
    found = read("settings", api, ids=["0"])
    if api == "v1":
        assert found["objects"][0]["settings"]["basic"]["values"]["interval"] == "60|60 seconds|"


def test_a_field_belongs_to_the_section_around_it(read):
    read.page(
        '<form><fieldset><legend><input name="outer" type="hidden" value="0">'
        '<input name="outer" type="checkbox" value="1" checked></legend><input name="a_" value="1">'
        '<fieldset><input name="b_" value="2"></fieldset></fieldset><fieldset><input name="c_" value="3"></fieldset>'
        '<input name="name_" value="x"></form>'
    )
    found = read.of("settings", WEB_1)
    assert found["outer"] == {
        "inherited": True,
        "inherited_from": None,
        "values": None,
        "own": {"a": "1", "b": "2"},
    }
    assert found["basic"]["values"] == {"c": "3", "name": "x"}


def test_all_choices_of_a_field_are_told(read):
    read.page(
        '<form><fieldset><input name="trafficmode_" type="hidden" value=""><input name="trafficmode_" type="checkbox" '
        'value="errors" checked><input name="trafficmode_" type="checkbox" value="discards" checked>'
        '<input name="trafficmode_" type="checkbox" value="other"><select name="days_" multiple><option value="mo">'
        '<option value="we" selected></select><select name="none_" multiple><option value="1"></select>'
        '<input name="one_" type="hidden" value="0"><input name="one_" type="checkbox" value="1" checked>'
        '<input name="a_" type="checkbox" value="1"><input name="a_" type="checkbox" value="2"></fieldset></form>'
    )
    assert read.of("settings", WEB_1)["basic"]["values"] == {
        "trafficmode": ["errors", "discards"],
        "days": ["we"],
        "none": [],
        "one": "1",
        "a": [],
    }


SECRETS = ("correct horse", "public-community", "admin-of-windows")
SECRET_PAGE = (
    '<form><fieldset><input type="password" name="linuxloginpassword_" value="correct horse">'
    '<input name="snmpcommv2_" value="public-community"><input name="windowsloginusername_" value="admin-of-windows">'
    '<input name="httpurl_" value="https://u.example.com/?a=1&amp;password=correct%20horse&amp;b=2">'
    '<input name="echoed_" value="{token}"><input type="checkbox" name="some_" value="{token}" checked>'
    '<input type="checkbox" name="some_" value="2"><input name="long_" value="{long}">'
    '<input name="name_" value="web&#1;-1"></fieldset></form>'
)


def test_secrets_are_never_shown(read, emulator):
    token = emulator.credentials["prtg_api_token"]
    read.page(SECRET_PAGE.format(token=token, long="x" * 20_001))
    answer = read("settings", ids=[WEB_1])
    assert not [one for one in (*SECRETS, "correct%20horse", token) if one in json.dumps(answer)]
    values = answer["objects"][0]["settings"]["basic"]["values"]
    stars = "********"
    assert {one: values[one] for one in ("linuxloginpassword", "snmpcommv2", "windowsloginusername")} == {
        "linuxloginpassword": stars,
        "snmpcommv2": stars,
        "windowsloginusername": stars,
    }
    assert values["httpurl"] == f"https://u.example.com/?a=1&password={stars}&b=2"
    assert (values["echoed"], values["some"], values["long"], values["name"]) == (stars, [stars], None, "web-1")


def test_secrets_are_never_shown_over_api_v2(read, emulator):
    deep = {"key": SECRETS[0], "plain": [{"secretpart": SECRETS[1]}], "shown": "yes", "number": 1.5}
    row = {
        "id": WEB_1,
        "basic": {"name": "web-1", "loginpassword": SECRETS[0], "more": deep},
        "credentials": {
            "_inherited": True,
            "_inheritancesource": {"id": "52", "name": "Production"},
            "_shadowed": {"snmpcommunity": SECRETS[1]},
            "snmpcommunity": SECRETS[1],
            "windowsloginname": SECRETS[2],
        },
    }
    answer = {"status": 200, "body": [row], "headers": {"X-Total-Count": "1"}}
    read.fault(server="prtg_v2", path="/experimental/objects", query="all_sections", **answer)
    told_of = read("settings", "v2", ids=[WEB_1])
    assert not [one for one in SECRETS if one in json.dumps(told_of)]
    found = told_of["objects"][0]["settings"]
    stars = "********"
    assert found["basic"]["values"]["more"] == {
        "key": stars,
        "plain": [{"secretpart": stars}],
        "shown": "yes",
        "number": 1.5,
    }
    assert found["credentials"]["own"] == {"snmpcommunity": stars}


def test_an_account_without_write_access_is_told(read, emulator):
    read.page('<form id="objectdataform"><input type="hidden" name="id" value="1001"></form>')
    read.refused("settings", "PermissionDenied", "settings of device 1001 (web-1)", "write access", ids=[WEB_1])


def test_a_server_without_the_page_is_told(read, emulator):
    read.fault(server="prtg", path="/controls/objectdata", status=404, body="")
    words = ("settings of device 1001", "no page with the settings", "use API v2")
    read.refused("settings", "ConfigurationError", *words, ids=[WEB_1])


@pytest.mark.parametrize(
    ("include", "path", "number"),
    [("settings", "/controls/objectdata", WEB_1), ("limits", "/controls/channeledit", PING)],
)
def test_a_page_that_is_elsewhere_is_not_empty(read, emulator, include, path, number):
    location = {"Location": "https://user:secret@prtg.example.com/controls/x.htm?apitoken=4711"}
    read.fault(server="prtg", path=path, query=f"id={number}", status=302, headers=location, body="", times=1)
    words = (f"{include} of ", "the server redirects to https://prtg.example.com/controls/x.htm. Give the address")
    answer = read.refused(include, "ConfigurationError", *words, ids=[number])
    assert "4711" not in answer["msg"]


def test_settings_of_another_object_are_refused(read, emulator):
    read.page('<form><input name="name_" value="x"><input type="hidden" name="id" value="1002"></form>')
    read.refused("settings", "UnexpectedAnswer", "device 1001", "another object", ids=[WEB_1])


@pytest.mark.parametrize("row", [{}, {"id": "1002", "basic": {}}, {"id": WEB_1}, []])
def test_an_answer_without_settings_is_refused(read, emulator, row):
    emulator.quirk("v2_experimental_gone")
    read.fault(server="prtg_v2", path="/devices/1001", status=200, body=row)
    read.refused("settings", "UnexpectedAnswer", "settings of device 1001", api="deprecated", ids=[WEB_1])


# Triggers


def test_triggers_tell_who_has_them(read):
    found = read.of("triggers", SHOP)
    assert [(one["id"], one["type"], one["inherited"]) for one in found] == [
        ("1", "state", True),
        ("8", "change", True),
        ("1", "state", False),
        ("5", "change", False),
    ]
    assert found[1]["inherited_from"] == {"id": "1", "name": "Local Probe"}
    assert found[2] == {
        "id": "1",
        "type": "state",
        "inherited": False,
        "inherited_from": None,
        "condition": "Down",
        "channel": None,
        "threshold": None,
        "unit": None,
        "latency": 70,
        "escalation_latency": 310,
        "repeat_every": 6,
        "notification": {"id": "300", "name": "Email and push notification to admin"},
        "off_notification": {"id": "302", "name": "Ticket Notification"},
        "escalation_notification": {"id": "301", "name": "Email to all members of group PRTG Users Group"},
    }


def trigger_table(*contents, total=None, ends=1):
    items = "".join(f"<item><content><![CDATA[{one}]]></content><objid>1</objid></item>" for one in contents)
    count = len(contents) if total is None else total
    body = (
        f'<triggers listend="{ends}" totalcount="{count}"><prtg-version>25.1.102.1373</prtg-version>{items}</triggers>'
    )
    return {"query": "content=triggers", "status": 200, "headers": {"Content-Type": "text/xml"}, "body": body}


def test_other_kinds_of_triggers_are_read(read, emulator):
    speed = {"type": "speed", "channel": "Total", "condition": "above", "threshold": "80", "unitsize": "MByte"}
    speed |= {"unittime": "hour", "latency": "60", "onnotificationid": "-1|None"}
    odd = {"type": "<b>", "threshold": "1" * 500, "latency": True, "repeatival": -3, "onnotificationid": 300}
    linked = {
        "type": "volume",
        "period": "Day",
        "unitsize": "GByte",
        "objectlink": '<a href="group.htm?id=0">R&amp;D</a>',
    }
    read.fault(**trigger_table(*map(json.dumps, (speed, odd, linked))))
    first, second, third = read.of("triggers", SHOP)
    assert (first["threshold"], first["unit"], first["channel"], first["condition"]) == (
        80.0,
        "MByte/hour",
        "Total",
        "above",
    )
    assert (first["inherited"], first["notification"]) == (None, None)
    assert {second[name] for name in ("type", "threshold", "latency", "repeat_every", "notification")} == {None}
    assert (third["unit"], third["inherited_from"]) == ("GByte/Day", {"id": "0", "name": "R&D"})


@pytest.mark.parametrize("content", ["", "{", "[]", "[" * 100_000])
def test_a_trigger_that_cannot_be_read_is_an_error(read, emulator, content):
    read.fault(**trigger_table(content))
    read.refused("triggers", "UnexpectedAnswer", "a trigger of object 51", ids=[SHOP])


def test_what_a_server_counts_of_a_table_about_an_object_says_nothing(read):
    read.fault(**trigger_table("{}", total=11))
    assert len(read.of("triggers", SHOP)) == 1


def test_a_table_that_does_not_end_is_an_error(read):
    read.fault(**trigger_table("{}", ends=0))
    read.refused("triggers", "UnexpectedAnswer", "triggers of group 51", "goes on after 1 rows", ids=[SHOP])
    counts = [one["query"]["count"] for one in read.asked("table") if one["query"]["content"] == ["triggers"]]
    assert counts == [["2500"], ["50000"]]


def test_a_table_that_is_full_is_asked_for_as_large_as_can_be(read):
    read.fault(**trigger_table(*["{}"] * 2500), times=1)
    read.fault(**trigger_table(*["{}"] * 2501))
    found = read("triggers", ids=[SHOP])
    assert (len(found["objects"][0]["triggers"]), found["query"]["include"]) == (2501, {"triggers": 2})


# History


def test_changes_are_told_the_newest_first(read, emulator):
    read.edit(id=WEB_1, name="tags", value="x")
    emulator.advance(60)
    read.edit(id=WEB_1, name="priority", value="2")
    first, second = read.of("history", WEB_1)
    assert first["message"] == "Edited. Settings changed: priority"
    assert second["message"] == "Edited. Settings changed: tags"
    assert first["user"] == "PRTG System Administrator"
    assert first["at"] > second["at"]
    assert first["at"].endswith("Z")


def test_no_change_is_believed_when_it_is_said_twice(read, emulator, monkeypatch):
    monkeypatch.setattr(tables, "time", StillTime())
    found = read("history", ids=[WEB_1, SHOP])
    assert [one["history"] for one in found["objects"]] == [[], []]
    assert found["query"]["include"] == {"history": 3}
    assert len(read.asked("table")) == len(found["query"]["sent"])


def test_a_server_that_was_not_ready_is_asked_again(read, emulator, monkeypatch):
    monkeypatch.setattr(tables, "time", StillTime())
    read.fault(**trigger_table(), times=2)
    found = read("triggers", ids=[SHOP, WEB_1])
    assert [len(one["triggers"]) for one in found["objects"]] == [4, 4]
    assert found["query"]["include"] == {"triggers": 4}


class StillTime:
    """A clock on which waiting takes no time."""

    @staticmethod
    def sleep(_seconds):
        """Go on at once."""


def test_a_change_without_a_time_is_an_error(read, emulator):
    body = "<history totalcount='1'><item><datetime>x</datetime><user>a</user><message>b</message></item></history>"
    read.fault(query="content=history", status=200, headers={"Content-Type": "text/xml"}, body=body)
    read.refused("history", "UnexpectedAnswer", f"history of object {SHOP} has no time", ids=[SHOP])


# What is refused, and what it costs


@pytest.mark.parametrize(
    ("include", "what"), [("triggers", "notification triggers"), ("history", "history of changes")]
)
def test_what_api_v2_lacks_is_refused_before_anything_is_sent(read, include, what):
    read.refused(include, "ConfigurationError", f"API v2 does not tell the {what}", "use API v1", api="v2")
    assert read.asked() == []


@pytest.mark.parametrize("include", ["channels", "limits", "settings", "triggers", "history"])
def test_textlist_has_none_of_it(read, emulator, include):
    connection = {"url": f"{emulator.prtg}/textlist", "api": "textlist", "username": "u", "password": "p"}
    answer = told(emulator, prtg_object_info, **connection, fields=["id"], include=[include])
    assert answer["error"]["kind"] == "ConfigurationError"
    assert read.asked() == []


@pytest.mark.parametrize("include", ["settings", "triggers", "history"])
def test_too_many_ids_are_refused_before_anything_is_sent(read, include):
    words = ("Nothing was sent", f"include {include} of 3 objects takes 3 requests", "max_requests is 2")
    answer = read.refused(include, "SelectionRefused", *words, ids=[WEB_1, SHOP, PING], max_requests=2)
    assert answer["error"]["requests"] == 3
    assert read.asked() == []
    assert read(include, ids=[WEB_1, SHOP, PING], max_requests=2, limit=2)["matched"] == 3
    assert read(include, ids=[WEB_1, f"0{WEB_1}", SHOP], max_requests=2)["matched"] == 2


@pytest.mark.parametrize(("api", "path"), [("v1", "objectdata"), ("deprecated", "/devices/")])
def test_too_many_objects_are_refused_before_the_first_is_asked_about(read, api, path):
    words = ("include settings of 16 objects takes 16 requests", "max_requests is 15")
    words = words if api == "v1" else ("include settings of 16 objects takes 17 requests", "max_requests is 16")
    most = 15 if api == "v1" else 16
    read.refused("settings", "SelectionRefused", *words, api=api, kind=["device"], max_requests=most)
    assert read.asked(path) == []
    assert len(read("settings", api, kind=["device"], max_requests=most + 1)["objects"]) == 16


def test_channels_count_once_they_are_known(read):
    words = ("include limits of 1 object takes 6 requests", "max_requests is 5")
    read.refused("limits", "SelectionRefused", *words, ids=[PING], max_requests=5)
    assert read.asked("channeledit") == []
    assert read("limits", ids=[PING], max_requests=6)["query"]["include"] == {"limits": 6}


def test_requests_count_together(read, emulator):
    options = {"ids": [WEB_1], "fields": ["id"], "include": ["settings", "triggers", "history"], "max_requests": 2}
    answer = told(emulator, prtg_object_info, **prtg(emulator, "v1"), **options)
    assert "include history of 1 object takes 3 requests" in answer["msg"]


def test_no_request_at_all_is_no_bound(read):
    read.refused("settings", "ConfigurationError", "max_requests must be at least 1", max_requests=0)
    assert read.asked() == []


@pytest.mark.parametrize(
    ("include", "number", "query"),
    [
        ("settings", WEB_1, "objecttype="),
        ("triggers", WEB_1, "content=triggers"),
        ("history", WEB_1, "content=history"),
        ("limits", PING, "channel="),
        ("limits", PING, "content=channels"),
        ("channels", PING, "content=channels"),
    ],
)
def test_an_object_that_is_gone_meanwhile_is_named(read, emulator, include, number, query):
    refusal = "<prtg><error>Sorry, there is no object with the specified id.</error></prtg>"
    read.fault(server="prtg", query=query, status=400, headers={"Content-Type": "text/xml"}, body=refusal)
    what = "channels" if query == "content=channels" else include
    words = (
        f"{what} of sensor" if number == PING else f"{what} of device",
        number,
        "no object",
        "may have been deleted",
    )
    read.refused(include, "RequestRefused", *words, ids=[number])


def test_an_object_that_is_gone_meanwhile_is_named_over_api_v2(read, emulator):
    empty = {"status": 200, "body": [], "headers": {"X-Total-Count": "0"}}
    read.fault(server="prtg_v2", path="/experimental/objects", query="all_sections", **empty)
    gone = {"code": "NOT_FOUND", "message": "gone", "request_id": "x"}
    read.fault(server="prtg_v2", path="/devices/1001", status=404, body=gone)
    words = ("settings of device 1001", "may have been deleted")
    read.refused("settings", "NotFound", *words, api="v2", ids=[WEB_1])


@pytest.mark.parametrize("include", ["settings", "triggers", "limits"])
def test_results_are_in_the_order_of_the_objects_and_checked_alike(read, emulator, include):
    options = {"kind": ["sensor"], "under": SHOP, "sort_by": ["-id"], "max_requests": 500}
    real = read(include, **options)
    assert [one["id"] for one in real["objects"]] == sorted((one["id"] for one in real["objects"]), key=int)[::-1]
    checked = read(include, check=True, **options)
    assert (checked["objects"], checked["query"]) == (real["objects"], real["query"])
    for one in real["objects"]:
        told_of = read.of(include, one["id"], key="channels" if include == "limits" else None)
        assert one["channels" if include == "limits" else include] == told_of


def test_no_object_takes_no_request(read):
    found = read("settings", names=["nobody"])
    assert (found["objects"], found["query"]["include"]) == ([], {"settings": 0})


def test_both_apis_tell_values_in_the_same_units(read):
    measured = {}
    for api in ("v1", "v2"):
        sensors = read("channels", api, kind=["sensor"])["objects"]
        measured[api] = {
            (one["id"], channel["name"]): (channel["last_value"], channel["unit"])
            for one in sensors
            for channel in one["channels"]
            if channel["last_value"] is not None and channel["unit"] is not None
        }
    assert measured["v1"].items() <= measured["v2"].items()
    assert {"%", "msec", "#"} <= {unit for _value, unit in measured["v1"].values()}
