# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of TEXTLIST on scripted answers: what is asked, what is believed, what is shown of it."""

from __future__ import annotations

import re

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    FilterError,
    MonitoringError,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import DIALECTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import plan_for
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read as read_filter
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    FIELDS,
    KINDS,
    UNREAD,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.objects import seconds_ahead
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.textlist.served import SECRET, served

CLOCK = "Cl,39845.5\r\n"  # 2009-02-01 12:00, an hour ahead of the header
TREE = f"""Ve,7.0.8.1234\r\n{CLOCK}Gr,Root,0,\r\nGr,Local probe,1,\r\nSr,Probe Device,40,b.png,\r
Sn,Ping,1001,ping,Up,"5, msec",60,39845.25\r\nSn,HTTP,1002,http,Down,Timeout,300,39845.499988426\r
Gr,Branch,2001,Paused\r\nSr,Router,2002,7,Paused\r\nSn,SNMP,2003,snmp,Paused,Paused by parent,60,\r
Sr,Switch,2004,,\r\nSn,Odd,2005,ping,Odd,hm,60,39845.25\r\nSr,Bare,2006,,\r\n"""


def everything(server, **need):
    return {one.id: one for one in server.read(Need(fields=frozenset(FIELDS), **need)).objects}


def refused(*told, **need):
    server, _requests = served(*told)
    with pytest.raises(MonitoringError) as failure:
        server.read(Need(**need))
    return failure.value


def test_a_read_is_one_request_with_the_documents_parameters():
    server, requests = served(TREE, TREE)
    snapshot = server.read(Need())
    [(method, url)] = requests
    assert method == "GET"
    assert url == "https://prtg.example.com/base/textlist?login=ops&pass=pa%26ss%20%231%2B%25%C3%BC"
    assert (snapshot.query.sent, snapshot.query.rows_read) == (["GET /base/textlist"], 11)
    server.read(Need())
    assert len(requests) == 2


@pytest.mark.parametrize("url", ["https://h/textlist", "https://h/textlist/", "https://h"])
def test_the_path_may_be_given(url):
    server, requests = served(TREE, url=url)
    found = everything(server)
    assert requests[0][1].startswith("https://h/textlist?login=")
    assert found["2002"].url == "https://h/device.htm?id=2002"


def test_what_it_tells():
    server, _requests = served(TREE)
    found = everything(server)
    assert list(found) == ["1", "40", "1001", "1002", "2001", "2002", "2003", "2004", "2005", "2006"]
    nothing = dict.fromkeys(FIELDS, None)
    assert found["1001"].record() == {
        **nothing,
        "id": "1001", "kind": "sensor", "name": "Ping", "parent_id": "40",
        "path": ["Local probe", "Probe Device", "Ping"],
        "status": "up", "health": "up", "message": '"5, msec"', "active": True, "sensor_kind": "ping", "interval": 60,
        "last_check": "2009-02-01T05:00:00Z", "url": "https://prtg.example.com/base/sensor.htm?id=1001",
    }  # fmt: skip
    assert found["2003"].record() == {
        **nothing,
        "id": "2003", "kind": "sensor", "name": "SNMP", "parent_id": "2002", "path": ["Branch", "Router", "SNMP"],
        "status": "paused", "health": "paused", "message": "Paused by parent", "sensor_kind": "snmp", "interval": 60,
        "url": "https://prtg.example.com/base/sensor.htm?id=2003",
    }  # fmt: skip
    assert found["40"].record() == {
        **nothing,
        "id": "40", "kind": "device", "name": "Probe Device", "parent_id": "1", "path": ["Local probe", "Probe Device"],
        "health": "down", "active": True, "icon": "b.png", "url": "https://prtg.example.com/base/device.htm?id=40",
    }  # fmt: skip
    assert found["2001"].record() == {
        **nothing,
        "id": "2001", "kind": "group", "name": "Branch", "path": ["Branch"], "status": "paused",
        "url": "https://prtg.example.com/base/group.htm?id=2001",
    }  # fmt: skip
    assert found["1002"].last_check == "2009-02-01T10:59:59Z"  # fractions of days are cut somewhere


def test_what_is_not_told_is_unknown_and_not_nothing():
    server, _requests = served(TREE)
    found = everything(server)
    assert {name for name in FIELDS if getattr(found["2003"], name) is UNREAD} == {
        "active", "paused_by", "priority", "favorite", "tags", "parent_tags", "host", "last_up", "last_down",
        "location", "comment", "position", "host_v6", "sensor_kind_name", "coverage", "performance_impact",
        "uptime_total", "downtime_total", "autodiscovery_active", "autodiscovery_progress", "authorized",
        "cluster_probe", "cluster_remote_probe", "small_probe", "probe_status", "probe_status_info",
    }  # fmt: skip
    assert (found["2003"].last_check, found["2003"].icon) == (None, None)
    assert found["2001"].parent_id is UNREAD
    assert (found["2001"].health, found["2004"].health, found["2006"].health) == (UNREAD, UNREAD, None)
    assert (found["2005"].status, found["2005"].health, found["2005"].active) == (UNREAD, UNREAD, UNREAD)
    assert found["2002"].icon is UNREAD  # a number
    assert (found["40"].paused_by, found["2002"].paused_by) == (None, UNREAD)


def test_the_root_is_there_by_its_id_alone():
    server, _requests = served(TREE, TREE)
    assert "0" not in everything(server)
    [root] = everything(server, ids=("0",)).values()
    assert (root.parent_id, root.path, root.health) == (None, (), "down")


def test_summaries_count_below_servers():
    server, _requests = served(TREE)
    told = server.read(Need(summary=True, kinds=("device", "group"))).summaries
    unknown = dict.fromkeys(("down_acknowledged", "down_partial", "unusual", "unknown"))
    assert told["40"] == {"up": 1, "down": 1, "warning": 0, "paused": 0, **unknown}
    assert told["2002"] == {"up": 0, "down": 0, "warning": 0, "paused": 1, **unknown}
    assert {one for one in told if told[one] is not None} == {"40", "2002", "2004", "2006"}
    assert told["2001"] is None


def test_ipcheck_has_pages_that_nobody_knows():
    server, _requests = served("ve,5.2\r\ngr,A,1,\r\nsr,B,2,4,\r\nsn,C,3,http,Up,x,60,\r\n")
    assert [one.url for one in everything(server).values()] == [UNREAD] * 3


@pytest.mark.parametrize(
    ("clock", "date", "ahead"),
    [
        ("Cl,39845.5", "Sun, 01 Feb 2009 12:00:00 GMT", "2009-02-01T06:00:00Z"),
        ("Cl,39845.5", "Sun, 01 Feb 2009 06:15:00 GMT", "2009-02-01T00:15:00Z"),
        ("Cl,39845.5", "Sun, 01 Feb 2009 15:30:09 GMT", "2009-02-01T09:30:00Z"),
        ("Cl,39845.5", "Sat, 31 Jan 2009 22:00:00 GMT", "2009-01-31T16:00:00Z"),
        ("Cl,39845.5", "Sat, 31 Jan 2009 21:00:00 GMT", None),
        ("Cl,39845.5", "Sun, 01 Feb 2009 12:05:00 GMT", None),
        ("Cl,39845.5", "Tue, 01 Feb 2011 12:00:00 GMT", None),
        ("Cl,39845.5", "yesterday", None),
        ("Cl,39845.5", None, None),
        ("Ui,7", "Sun, 01 Feb 2009 12:00:00 GMT", None),
    ],
)
def test_the_zone_follows_from_two_clocks_or_from_nothing(clock, date, ahead):
    text = f"Ve,7\n{clock}\nGr,A,1,\nSr,B,2,,\nSn,C,3,ping,Up,x,60,39845.25\n"
    headers = {"Content-Length": "9", **({"Date": date} if date else {})}
    server, _requests = served((200, headers, text))
    told = everything(server)["3"].last_check
    assert told == ahead if ahead else told is UNREAD


@pytest.mark.parametrize("hours", [-12, -3.5, 0, 5.75, 14])
def test_any_zone(hours):
    assert seconds_ahead(39845.5, 1233489600 - hours * 3600) == hours * 3600


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        ((401, {}, "no"), AuthenticationFailed, "does not accept the credentials"),
        ((403, {}, "no"), PermissionDenied, "may not"),
        ((404, {}, "no"), ConfigurationError, "does not know this path.*newer servers may not serve it"),
        ((418, {}, "no"), RequestRefused, "refuses"),
        ((500, {}, "no"), ServerFault, "failed"),
        ((302, {"Location": "/public/login.htm?login=ops&pass=x"}, ""), AuthenticationFailed, "log-in page"),
        (
            (302, {"Location": "https://h/textlist?login=ops&pass=x"}, ""),
            ConfigurationError,
            "redirects to https://h/textlist",
        ),
        ((302, {}, ""), ConfigurationError, "an address that is none"),
        ('<html><form action="/public/checklogin.htm"></form></html>', AuthenticationFailed, "log-in page"),
        ("<html>Hello</html>", UnexpectedAnswer, "something else than TEXTLIST: Hello"),
        ('{"code": "NO"}', UnexpectedAnswer, "something else"),
        ("<?xml version='1.0'?><prtg/>", UnexpectedAnswer, "something else"),
        ("", UnexpectedAnswer, "an empty body"),
        (" \r\n", UnexpectedAnswer, "an empty body"),
        ("Hello\n", UnexpectedAnswer, "does not begin with a version.*Hello"),
        ("Gr,Root,0,\n", UnexpectedAnswer, "does not begin with a version"),
        (f"{TREE}Gr,A,B,\n", UnexpectedAnswer, "line 14 of the answer cannot be read, since it tells no id: Gr,A,B"),
        (f"{TREE}Sr,A,40,,\n", UnexpectedAnswer, "line 14 .* its id 40 is that of another device"),
        (f"Ve,7\n{CLOCK}Cl,39846.5\n", UnexpectedAnswer, "line 3 .* twice"),
    ],
)
def test_what_is_no_reply_is_refused(answer, error, message):
    failure = refused(answer)
    assert failure.__class__ is error
    assert failure.exchange.path == "/base/textlist"
    assert re.search(message, str(failure)), str(failure)


def test_too_many_requests():
    server, requests = served((429, {"Retry-After": "1"}, "slow down"))
    server.http.settings = server.http.settings._replace(retries=0)
    with pytest.raises(RateLimited):
        server.read(Need())
    assert len(requests) == 1


@pytest.mark.parametrize(
    "written",
    [SECRET, "pa%26ss%20%231%2B%25%C3%BC", "pa%26ss+%231%2B%25%C3%BC", "pa&amp;ss #1+%&uuml;", "pass=other&login=ops"],
)
def test_no_answer_shows_the_password(written):
    answers = (
        (500, {}, written),
        (302, {"Location": f"/x;{written}"}, ""),
        f"said {written}\n",
        f"{TREE}Gr,{written},x,\n",
    )
    for answer in answers:
        told = str(refused(answer))
        assert not any(part in told for part in (SECRET, "pa%26", "pa&", "other")), told


@pytest.mark.parametrize(
    ("headers", "end", "whole"),
    [
        ({"Content-Length": "5"}, "", True),
        ({"Transfer-Encoding": "chunked"}, "", True),
        ({}, "\n", True),
        ({}, "\r\n", True),
        ({}, "", False),
    ],
)
def test_a_reply_may_not_break_off(headers, end, whole):
    """The length says that it is whole, and HTTP has checked that; without one a last line end has to."""
    server, _requests = served((200, headers, "Ve,7\r\nGr,A,1,\r\nSr,B,2,," + end))
    if whole:
        assert "2" in everything(server)
    else:
        with pytest.raises(UnexpectedAnswer, match="may break off"):
            server.read(Need())


@pytest.mark.parametrize(
    ("mark", "body", "name"),
    [
        (b"", "Büro".encode(), "Büro"),
        (b"\xef\xbb\xbf", "Büro".encode(), "Büro"),
        (b"", "Büro".encode("cp1252"), "Büro"),
        (b"", "5 \u20ac \u2013".encode("cp1252"), "5 \u20ac \u2013"),
        (b"", b"\x81\xff", "\ufffd\xff"),
    ],
)
def test_bytes(mark, body, name):
    server, _requests = served(mark + b"Ve,7\r\nGr," + body + b",5,\r\nSr,x,6,,\r\n")
    assert everything(server)["5"].name == name


def test_a_doubtful_sensor_is_no_matter_where_no_sensor_is_asked_for():
    text = TREE.replace("Gr,Branch", "Sn,A,5,ping,Up,7,http,Down,x,60,\r\nGr,Branch")
    server, _requests = served(text, text)
    found = server.read(
        Need(kinds=("device", "group"), ids=("0", "40", "2002"), fields=ALWAYS_READ | {"health"}, summary=True)
    )
    assert {one.id: one.health for one in found.objects} == {"0": "down", "40": "down", "2002": "paused"}
    assert {one for one in found.summaries if found.summaries[one] is not None} == {"2002"}
    with pytest.raises(UnexpectedAnswer, match=r"line 8 .* several ways: Sn,A,5,ping"):
        server.read(Need())
    server, _requests = served(text.replace("Down,Timeout", "Up,fine"))
    assert everything(server, kinds=("device",))["40"].health is UNREAD


def test_nothing_is_asked_for_again_before_it_is_refused():
    empty = "Ve,7\r\nCl,39845.5\r\n"
    server, requests = served(empty, empty)
    with pytest.raises(UnexpectedAnswer, match="lists nothing at all, also when asked again"):
        server.read(Need())
    assert [one if isinstance(one, str) else one[0] for one in requests] == ["GET", "a moment", "GET"]
    server, requests = served(empty, TREE)
    assert len(server.read(Need()).objects) == 10


def test_an_account_may_have_no_sensor():
    text = "Ve,7\r\nGr,A,1,\r\nSr,B,2,,\r\n"
    server, requests = served(text, text, text)
    assert server.read(Need(kinds=("sensor",))).objects == []
    assert len(requests) == 3
    assert server.read(Need(ids=("7",))).objects == []
    assert len(requests) == 4


def test_what_it_lacks_is_refused_before_anything_is_sent():
    server, requests = served()
    calls = [
        lambda: server.read(Need(kinds=("probe",))),
        lambda: server.read(Need(settings=True)),
        lambda: server.channels(["1"]),
        lambda: server.refuse_lacking("pause"),
        lambda: server.act("pause", [], {}),
        lambda: server.part("nothing of the kind"),
    ]
    for call in calls:
        with pytest.raises(ConfigurationError, match="v1") as failure:
            call()
        assert "Nothing was sent" in str(failure.value)
    assert requests == []
    assert server.gone(["1"]) == frozenset()


def test_totals_are_of_the_last_reply():
    server, requests = served(TREE)
    assert [server.total(kind) for kind in KINDS if kind != "probe"] == [3, 4, 4]
    assert len(requests) == 1


def test_no_line_can_keep_a_server_from_telling_its_clock():
    server, requests = served("Ve,7.0.8\r\nGr,a,1,2,3,\r\nGr,b,,\r\n")
    assert server.total("probe") is None
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("under", "kinds", "found"),
    [
        ("40", KINDS, ["1001", "1002"]),
        ("Branch/Router", KINDS, ["2003"]),
        ("0", ("device",), ["40", "2002", "2004", "2006"]),
    ],
)
def test_under_a_server(under, kinds, found):
    server, _requests = served(TREE, TREE, TREE)
    selected = select(server, Selector(under=under, kinds=kinds))
    assert [one.id for one in selected.objects] == found
    assert server.warnings == []


@pytest.mark.parametrize("under", ["2001", "Branch", "1"])
def test_under_a_group_of_prtg_nobody_knows_what_other_groups_are_in(under):
    server, _requests = served(TREE, TREE, TREE)
    with pytest.raises(UnexpectedAnswer, match=r"nobody tells whether .* objects are under"):
        select(server, Selector(under=under, kinds=("device",)))
    server, _requests = served(TREE, TREE, TREE)
    assert [one.id for one in select(server, Selector(under="2001", ids=("2004",))).objects] == ["2004"]


def test_under_a_group_of_ipcheck():
    text = TREE.replace("Ve,", "ve,").replace("Gr,", "gr,").replace("Sr,", "sr,").replace("Sn,", "sn,")
    server, _requests = served(text, text)
    assert [one.id for one in select(server, Selector(under="2001", kinds=("device",))).objects] == [
        "2002",
        "2004",
        "2006",
    ]


@pytest.mark.parametrize(
    ("text", "kinds", "found"),
    [
        ("status = down", ("sensor",), ["1002"]),
        ("kind = sensor and status != nil and interval >= 5m", KINDS, ["1002"]),
        ('kind = device and parentid = "2001"', KINDS, ["2002", "2004", "2006"]),
        ("health = paused", ("device",), ["2002"]),
        ('name = "Router" or name matches "branch"', KINDS, ["2001", "2002"]),
        ('kind = sensor and last_check > "2009-02-01T10:00:00Z"', KINDS, ["1002"]),
        ('message = "Timeout"', ("sensor",), ["1002"]),
        ('icon = "b.png"', ("device",), ["40"]),
    ],
)
def test_filters_are_evaluated_here(text, kinds, found):
    # without what is odd, of which nobody can tell
    told = TREE.replace("Sn,Odd", "Xn,Odd").replace("2002,7,", "2002,,")
    server, requests = served(told, told)
    selected = select(server, Selector(filter=read_filter(text, kinds), filter_text=text, kinds=kinds))
    assert [one.id for one in selected.objects] == found
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("text", "kinds", "hint"),
    [
        ("status = down", KINDS, "not told of groups: narrow with kind sensor"),
        ("status = down", ("device",), "not told of devices"),
        ("status = pausedbyuser", ("sensor",), "health = paused"),
        ("status in [up, acknowledged]", ("sensor",), "health = paused"),
        ("health = down", KINDS, "groups: narrow with kind device or sensor"),
        ('parentid = "1"', KINDS, "groups"),
        ("interval > 1m", ("device",), "sensor"),
        ('message = "x"', KINDS, "sensor"),
        ('path = "a"', ("sensor",), "Another API"),
        ("active = true", ("sensor",), "Another API"),
        ("paused_by = user", ("sensor",), "Another API"),
        ('tags contains "x"', ("sensor",), "Another API"),
        ('ancestors contains "1"', ("sensor",), "Another API"),
        ('descendants contains "1001"', ("device",), "Another API"),
        ("priority = 3", KINDS, "Another API"),
        ('host = "x"', ("device",), "Another API"),
        ("coverage > 1", ("sensor",), "Another API"),
    ],
)
def test_a_filter_on_what_it_does_not_tell_is_refused_before_anything_is_sent(text, kinds, hint):
    with pytest.raises(FilterError, match="cannot be read over API textlist") as failure:
        plan_for(DIALECTS["textlist"], read_filter(text, kinds), kinds, text)
    assert hint in str(failure.value)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"api_token": "x", "username": None}, "takes no API key"),
        ({"api_token": "x", "password": ""}, "takes no API key"),
        ({"passhash": "1", "password": None}, "takes no passhash"),
        ({"password": None}, "no credentials for PRTG's API textlist are given"),
    ],
)
def test_credentials_that_it_does_not_take(given, message):
    with pytest.raises(ConfigurationError, match=message) as failure:
        served(**given)
    assert "Set username" in failure.value.hint


def test_other_credentials_beside_its_own_are_not_sent():
    server, requests = served(TREE, api_token="token", passhash="hash")
    server.read(Need())
    assert "token" not in requests[0][1]
    assert "hash" not in requests[0][1]


def test_below_what_it_does_not_list():
    server, _requests = served(TREE)
    objects = server.read(Need()).objects
    assert server.below("4711", objects, False, Query()) == {}
