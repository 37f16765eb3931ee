# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels, users, user groups and lookup definitions in prtg_object_info, over both families of lists of API v2."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import OWN_KINDS
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_channel, prtg_object_info
from tests.behaviour.arguments import arguments
from tests.behaviour.direct_runs import APIS, ids, run
from tests.behaviour.told import prtg, told

V2 = [api for api in APIS if api != "v1"]
YES_NO = "prtg.standardlookups.yesno.stateyesok"
NIGHT = {"id": "703", "name": "Night Shift [Hamburg] & Co"}


@pytest.fixture
def info(emulator):
    """Ask for a kind over API v2, or with only one family of its lists."""

    def asked(kind, api="v2", **given):
        result = run(prtg_object_info, emulator, api, kind=[kind], **given)
        assert result.changes == []
        return result

    return asked


@pytest.fixture
def limited(emulator):
    """Limits on one channel, set over API v1."""
    limits = {"limits": True, "limitmaxerror": "900", "limitmaxwarning": "450.5", "limiterrormsg": "slow"}
    assert told(emulator, prtg_channel, **prtg(emulator, "v1"), ids=["2101"], channel="Ping Time", **limits)["changed"]


FILTERS = [
    ("user", "active = false", ["713"]),
    ("user", "active = true and kind = user", ["100", "711", "712"]),
    ("user", "activedirectory = true", ["712"]),
    ("user", 'email matches "*shop.example.com" and email != "reader@shop.example.com"', ["100", "712"]),
    ("user", "email = nil", ["713"]),
    ("user", 'loginname = "olive"', ["712"]),
    ("user", 'login_name in ["olive", "jürgen"]', ["712", "713"]),
    ("user", 'primarygroup = "703"', ["712", "713"]),
    ("user", "not(ticketmail = true)", ["711"]),
    ("user", 'id in ["711", "4711"] or name = "Olive Operator"', ["711", "712"]),
    ("user", 'name = "nobody"', []),
    ("user", "not(kind = user)", []),
    ("user", 'role = "READ_ONLY_USER"', ["711", "713"]),
    ("user", "last_login = nil", ["713"]),
    ("user", 'last_login > "2000-01-01"', ["100", "711", "712"]),
    ("usergroup", "active = true and activedirectory = true", ["703"]),
    ("usergroup", "restrictedsensormode = true", ["703"]),
    ("usergroup", 'default_home = "/devices.htm"', ["702"]),
    ("lookupdefinition", "lookuptype = boolean", ["prtg.standardlookups.boolean.statetrueok"]),
    ("lookupdefinition", "lookuptype != BOOLEAN", [YES_NO]),
    ("lookupdefinition", f'id = "{YES_NO}"', [YES_NO]),
    ("channel", 'parentid = "2101" and limitmaxerror > 100', ["2101.0"]),
    ("channel", "limitmaxwarning = 450.5", ["2101.0"]),
    ("channel", 'parentid = "2101" and limitminerror = nil and limitminwarning = nil and name matches "M*"',
     ["2101.1", "2101.2"]),
    ("channel", 'parentid in ["2101", "2102"] and percent < 50', ["2101.3"]),
    ("channel", 'parentid = "2101" and percent = nil and name != "Downtime"', ["2101.0", "2101.1", "2101.2"]),
    ("channel", 'parentid = "2101" and last_value >= 12 and unit = "msec"', ["2101.0", "2101.2"]),
    ("channel", 'id = "2101.-4" or id = "2101.3"', ["2101.-4", "2101.3"]),
]  # fmt: skip
ONLY_CURRENT = [
    ("usergroup", "admingroup = true", ["200"]),
    ("usergroup", "ticketmode = false", ["702"]),
    ("usergroup", "usertype = readonly", ["702"]),
    ("channel", 'primary = true and parentid in ["2101", "2102"]', ["2101.0", "2102.0"]),
    ("channel", 'limits = true and limiterrormsg = "slow"', ["2101.0"]),
]


@pytest.mark.parametrize(("kind", "expression", "expected"), [*FILTERS, *ONLY_CURRENT])
def test_what_fits_whichever_list_tells_it(info, limited, kind, expression, expected):
    result = info(kind, filter=expression)
    assert ids(result) == expected
    assert result.values["matched"] == len(expected)
    assert result.warnings == []


@pytest.mark.parametrize(("kind", "expression", "expected"), FILTERS)
def test_the_deprecated_lists_alone(info, limited, kind, expression, expected):
    assert ids(info(kind, "deprecated", filter=expression)) == expected


def test_every_property_of_the_overview_that_objects_lack_is_one_of_a_kind_of_its_own():
    tried = " ".join(expression for _kind, expression, _expected in [*FILTERS, *ONLY_CURRENT])
    tried += " lookupdefinitionid crossreference unittype limitminerror"
    own = {name for kind in OWN_KINDS.values() for name in kind.properties()}
    unread = {name for name, row in PROPERTIES.items() if not row.fields}
    assert unread - own == {"crossreference", "unittype"}
    overview = {name for name in unread if "_" not in name and name not in ("unit", "role", "limits")}
    assert {name for name in overview if name not in tried and not name.endswith("msg")} == set()


@pytest.mark.parametrize(("kind", "expression", "expected"), ONLY_CURRENT[:3])
def test_what_no_row_tells_is_an_error_or_left_to_the_server(info, kind, expression, expected):
    with pytest.raises(_errors.UnexpectedAnswer, match="the server does not tell") as caught:
        info(kind, "deprecated", filter=expression)
    assert "trust_server: true" in str(caught.value.hint)
    result = info(kind, "deprecated", filter=expression, trust_server=True)
    assert ids(result) == expected
    assert result.values["query"]["filter"]["server_alone"] == {kind: expression}


def test_what_rows_tell_needs_no_trust(info):
    result = info("usergroup", filter="admingroup = true", trust_server=True)
    assert ids(result) == ["200"]
    assert "server_alone" not in result.values["query"]["filter"]


def test_the_number_of_a_unit_is_asked_of_the_server_alone(info, emulator):
    with pytest.raises(_errors.FilterError, match="unittype cannot be read"):
        info("channel", filter="unittype = 1")
    assert emulator.requests() == []
    found = info("channel", filter='unittype = 1 and unit != "%"', trust_server=True)
    assert ids(found) == []
    found = info("channel", filter="unittype = 1", trust_server=True, ids=["2101.3", "2101.0"])
    assert ids(found) == ["2101.3"]


def test_a_server_that_ignores_what_it_decides_is_found_out(info, emulator):
    emulator.quirk("v2_filter_ignored")
    with pytest.raises(_errors.UnexpectedAnswer, match="it ignores the filter"):
        info("channel", filter="unittype = 1", trust_server=True)


def test_records(info, limited):
    [olive] = info("user", names=["Olive Operator"]).values["objects"]
    assert tuple(olive) == OWN_KINDS["user"].shown()
    assert (olive["kind"], olive["login_name"], olive["primary_group"]) == ("user", "olive", NIGHT)
    assert (olive["time_zone"], olive["active_directory"]) == ("Europe/Berlin", True)
    [night] = info("usergroup", ids=["0703"]).values["objects"]
    assert [one["id"] for one in night["members"]] == ["712", "713"]
    assert (night["active_directory_name"], night["admin"]) == ("SHOP\\prtg-night", False)
    [ping] = info("channel", ids=["2101.0"]).values["objects"]
    assert (ping["parent_id"], ping["name"], ping["primary"], ping["limits"]) == ("2101", "Ping Time", True, True)
    assert (ping["last_value"], ping["unit"], ping["unit_type"]) == (12.0, "msec", "TIME_RESPONSE")
    assert (ping["limitmaxerror"], ping["limitmaxwarning"], ping["limitminerror"]) == (900.0, 450.5, None)
    assert "percent" not in ping
    [lookup] = info("lookupdefinition", names=[YES_NO]).values["objects"]
    assert lookup["lookup_type"] == "SINGLEINT"
    assert lookup["entries"][1] == {"value": 2.0, "text": "No", "state": "Error"}


def test_a_lookup_of_a_channel(info, emulator):
    row = {"id": "2101.0", "name": "Ping Time", "parent": {"id": "2101"}, "lookup": {"lookupdefinitionid": YES_NO}}
    other = {**row, "id": "2101.1", "lookup": {"lookupdefinitionid": ""}}
    emulator.faults(
        [{"server": "prtg_v2", "path": "/channels$", "headers": {"X-Total-Count": "2"}, "body": [row, other]}]
    )
    assert ids(info("channel", filter=f'lookupdefinitionid = "{YES_NO}"', fields=["id", "lookup"])) == ["2101.0"]
    assert ids(info("channel", filter="lookup = nil", fields=["id", "lookup"])) == ["2101.1"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"under": "1001"}, {"2101", "2102", "2103"}),
        ({"under": "Local Probe/Web Shop/Production/web-1"}, {"2101", "2102", "2103"}),
        ({"under": "2102"}, {"2102"}),
        ({"under": "1001", "ids": ["2101.0", "2111.0"]}, {"2101"}),
        ({"under": "1001", "filter": 'last_value < 60 and name != "Downtime"'}, {"2101", "2103"}),
        ({"ids": ["2111.0", "2111.77"]}, {"2111"}),
        ({"ids": []}, set()),
        ({"names": ["Ping Time"], "under": "1001"}, {"2101"}),
    ],
)
def test_channels_of_some_sensors(info, emulator, given, expected):
    result = info("channel", fields=["id", "parent_id"], **given)
    assert {one["parent_id"] for one in result.values["objects"]} == expected
    asked = [request for request in result.values["query"]["sent"] if "/channels" in request]
    assert all("parentid = " in request for request in asked)
    assert len(result.values["query"]["sent"]) == len(emulator.requests("prtg_v2"))


def test_what_channels_are_under_is_asked_for_once(info, emulator):
    info("channel", fields=["id"], under="1001")
    asked = [entry["query"].get("filter", [""])[0] for entry in emulator.requests("prtg_v2")]
    assert [one for one in asked if 'id = "1001"' in one and "parentid" not in one] == ['id = "1001"']


def test_every_channel_of_the_server(info, emulator):
    result = info("channel", fields=["id"], under="0")
    assert len(result.values["objects"]) > 100
    assert [entry["path"] for entry in emulator.requests()] == ["/api/v2/experimental/channels"]


def test_channels_of_many_sensors_are_read_at_once(info, emulator, monkeypatch):
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import kind_lists

    monkeypatch.setattr(kind_lists, "MOST_SENSORS", 2)
    given = {"under": "1001", "filter": 'name = "Ping Time" or percent > 1000', "fields": ["id", "percent"]}
    assert ids(info("channel", **given)) == ["2101.0"]
    asked = [entry for entry in emulator.requests() if entry["path"].endswith("/channels")]
    assert all("parentid" not in str(entry["query"]) for entry in asked[:1])


def test_under_what_is_not_there(info):
    with pytest.raises(_errors.NotFound, match="under names id 4711"):
        info("channel", under="4711")


def test_sorted_cut_and_counted(info):
    result = info("user", sort_by=["-active", "name"], limit=3, fields=["id", "name"])
    assert ids(result) == ["712", "100", "711"]
    assert result.values["matched"] == 4
    assert list(result.values["objects"][0]) == ["id", "name"]
    assert ids(info("user", sort_by="-timezone,+ticket_email,name", fields=["id"]))[0] == "711"
    assert ids(info("user", sort_by="-primarygroup,loginname", fields=["id"])) == ["713", "712", "711", "100"]
    assert ids(info("channel", under="2101", sort_by=["-last_value"], fields=["id"]))[0] == "2101.2"
    told = info("usergroup", "current", sort_by=["active_directory_name"], fields=["id"])
    assert told.warnings == [
        "sort_by active_directory_name changes nothing: PRTG tells it of no usergroup that was found"
    ]
    with pytest.raises(_errors.SelectionRefused, match="user 100 "):
        info("user", max_matched=3)
    assert "nothing matches (names 'x'; kind user)" in info("user", names=["x"]).values["msg"]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"kind": ["user", "usergroup"]}, "kind names user and usergroup, and users and user groups have records"),
        ({"kind": ["sensor", "channel"]}, "kind names sensor and channel, and channels have records of their own"),
        ({"kind": ["user"], "include": ["channels"]}, "include is about objects, and kind names users"),
        ({"kind": ["user"], "fields": []}, "fields is an empty list. Leave it out to have every key."),
        ({"kind": ["user"], "fields": ["host"]}, "fields names host, which users do not have"),
        ({"kind": ["sensor"], "fields": ["email"]}, "fields names email, which objects do not have"),
        ({"kind": ["user"], "sort_by": ["priority"]}, "sort_by names 'priority'"),
        ({"kind": ["usergroup"], "sort_by": ["members"]}, "sort_by names 'members'"),
        ({"kind": ["user"], "under": "0"}, "users are below none"),
        ({"kind": ["channel"], "under": "/"}, "under names nothing"),
        ({"kind": ["channel"], "ids": ["2101"]}, "ids must be those of channels, such as 2001.0, and '2101' is none"),
        ({"kind": ["user"], "ids": ["olive"]}, "ids must be those of users"),
        ({"kind": ["user"], "limit": 0}, "limit must be at least 1"),
        ({"kind": ["user"], "max_requests": 0}, "max_requests must be at least 1"),
        ({"kind": ["user"], "max_matched": -1}, "max_matched must be at least 0"),
        ({"kind": ["user"], "filter": "priority > 3"}, "priority exists only on"),
        ({"kind": ["user"], "filter": "limitmaxerror > 3"}, "exists only on channels, and what is selected are users"),
        ({"kind": ["channel"], "filter": 'email = "x"'}, "exists only on users"),
        ({"filter": 'email = "x"'}, "exists only on users"),
        ({"filter": "kind = user"}, "Users are selected by the option kind"),
    ],
)
def test_what_is_refused_before_anything_is_sent(emulator, given, text):
    failed = told(emulator, prtg_object_info, **prtg(emulator, "v2"), **given)
    assert text in failed["msg"]
    assert emulator.requests() == []


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_other_apis_say_what_can(emulator, kind):
    failed = told(emulator, prtg_object_info, **prtg(emulator, "v1"), kind=[kind])
    assert "PRTG's API v1 has no lists of channels, users, user groups" in failed["msg"]
    assert "prtg_user_info" in failed["msg"]
    given = {"url": emulator.prtg, "api": "textlist", "username": "a", "password": "b", "kind": [kind]}
    with pytest.raises(_errors.ConfigurationError, match="PRTG's API textlist tells of objects alone"):
        prtg_object_info.SPECIFICATION.run(arguments(prtg_object_info, given), False)
    assert emulator.requests() == []


# What comes empty, refused or wrong


def empty(kind):
    path = "lookup-definitions" if kind == "lookupdefinition" else f"{kind}s"
    return {"server": "prtg_v2", "path": f"/{path}$", "headers": {"X-Total-Count": "0"}, "body": []}


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_an_empty_list_is_an_error(info, emulator, kind, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    emulator.faults([empty(kind)])
    with pytest.raises(_errors.UnexpectedAnswer, match=f"the server lists no {OWN_KINDS[kind].plural} at all"):
        info(kind)
    with pytest.raises(_errors.UnexpectedAnswer, match="also when asked again"):
        info(kind, filter='name = "x"')


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_a_list_that_is_empty_once_is_asked_for_again(info, emulator, kind, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    whole = ids(info(kind))
    emulator.faults([{**empty(kind), "times": 1}])
    assert ids(info(kind)) == whole


def test_no_channels_where_there_are_no_sensors(info, emulator, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    emulator.faults([empty("channel"), empty("sensor")])
    assert ids(info("channel")) == []


def channels_of(*sensors):
    rows = [{"id": f"{one}.0", "name": "Ping Time", "parent": {"id": one}} for one in sensors]
    headers = {"X-Total-Count": str(len(rows))}
    return {"server": "prtg_v2", "path": "/channels$", "headers": headers, "body": rows}


def test_a_sensor_without_channels_is_asked_for_again_and_told(info, emulator, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    emulator.faults([{**channels_of("2101", "2102"), "times": 1}])
    once = info("channel", under="1001", fields=["id"])
    assert {one.partition(".")[0] for one in ids(once)} == {"2101", "2102", "2103"}
    assert once.warnings == []
    emulator.faults([channels_of("2101", "2102")])
    twice = info("channel", under="1001", fields=["id"])
    assert twice.warnings == ["PRTG lists no channel of 1 of 3 sensors, as of 2103, also when asked again"]
    emulator.faults([channels_of()])
    with pytest.raises(
        _errors.UnexpectedAnswer, match="the server lists no channel of 3 sensors, as of 2101, 2102, 2103"
    ):
        info("channel", under="1001")
    assert ids(info("channel", names=[])) == ids(info("lookupdefinition", ids=["007"])) == []


def test_channels_of_other_sensors_are_none_of_those_that_are_meant(info, emulator, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    emulator.faults([channels_of("2111")])
    with pytest.raises(
        _errors.UnexpectedAnswer, match="the server lists no channel of 3 sensors, as of 2101, 2102, 2103"
    ):
        info("channel", under="1001")


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_an_account_without_the_right_to(info, emulator, kind):
    body = {"code": "FORBIDDEN", "message": "not allowed", "request_id": "x"}
    emulator.faults([{**empty(kind), "status": 403, "body": body}])
    with pytest.raises(_errors.PermissionDenied, match="not allowed"):
        info(kind)


def test_a_filter_that_is_refused_all_the_same(info, emulator):
    body = {"code": "INVALID_FILTER", "message": "The filter is invalid.", "request_id": "x"}
    emulator.faults([{"server": "prtg_v2", "path": "/users$", "query": "filter", "status": 400, "body": body}])
    result = info("user", filter='name = "Olive Operator"')
    assert ids(result) == ["712"]
    assert any("refuses a filter that its documents allow" in warning for warning in result.warnings)


def test_names_that_servers_do_not_find_are_found(info, emulator):
    emulator.quirk("v2_names_with_brackets_unmatched")
    assert ids(info("usergroup", filter='name = "Night Shift [Hamburg] & Co"')) == ["703"]
    emulator.faults([{**empty("user"), "query": "filter"}])
    assert ids(info("user", filter='name = "Olive Operator"')) == ["712"]


def test_a_server_that_ignores_filters_costs_rows_alone(info, emulator):
    emulator.quirk("v2_filter_ignored")
    assert ids(info("user", filter='name = "Olive Operator"')) == ["712"]
    assert ids(info("channel", ids=["2101.0"])) == ["2101.0"]


@pytest.mark.parametrize("kind", ["user", "usergroup", "lookupdefinition"])
def test_names_that_only_sections_tell(info, emulator, kind):
    told_all = {**empty(kind), "headers": {"X-Total-Count": "1"}, "body": [{"id": "7", "account": {"name": "Olive"}}]}
    only_ids = {**told_all, "body": [{"id": "7"}]}
    emulator.faults([told_all] if kind == "lookupdefinition" else [{**told_all, "query": "all_sections"}, only_ids])
    assert ids(info(kind, names=["Olive"], fields=["id"])) == ["7"]
    emulator.faults([only_ids])
    with pytest.raises(_errors.UnexpectedAnswer, match="does not tell the name of 1 ") as caught:
        info(kind, names=["Olive"], fields=["id"])
    assert "Select with ids" in caught.value.hint
    assert ids(info(kind, names=["Olive"], ids=["8"], fields=["id"])) == []


@pytest.mark.parametrize(("kind", "path"), [("lookupdefinition", "/lookup-definitions$"), ("channel", "/v2/channels$")])
def test_a_list_that_is_elsewhere_is_not_missing(info, emulator, kind, path):
    moved = {"status": 302, "headers": {"Location": "https://prtg.example.com/"}, "body": ""}
    emulator.faults([{"server": "prtg_v2", "path": path, **moved}])
    with pytest.raises(_errors.ConfigurationError, match="the server redirects"):
        info(kind, fields=["id", "percent"] if kind == "channel" else ["id"])


def test_no_list_of_lookups(info):
    with pytest.raises(_errors.ConfigurationError, match="this PRTG has no list of lookup definitions"):
        info("lookupdefinition", "current")


HOSTILE = {
    "loginname": ["olive"], "email": {"a": 1}, "active": "perhaps", "primarygroup": True, "usergroups": "703",
    "aduser": 7, "lastlogin": 1e300, "role": "\u202e", "password": "hidden", "passhash": "hidden",
}  # fmt: skip


def test_hostile_values_are_null_and_no_value_of_a_filter(info, emulator):
    row = {"id": 712, "name": "{{ 7 * 7 }}\x00", "basic": HOSTILE}
    emulator.faults([{"server": "prtg_v2", "path": "/users$", "body": [row], "headers": {"X-Total-Count": "1"}}])
    [found] = info("user").values["objects"]
    untold = ("login_name", "email", "active", "primary_group", "groups", "active_directory", "last_login")
    assert {found[name] for name in untold} == {None}
    assert (found["id"], found["name"]) == ("712", "{{ 7 * 7 }}\x00")
    assert "hidden" not in str(found)
    for expression in ("active = false", "email = nil", 'primarygroup != "1"', 'login_name matches "*"'):
        with pytest.raises(_errors.UnexpectedAnswer, match="the server does not tell"):
            info("user", filter=expression)


@pytest.mark.parametrize("row", [{"id": "x", "name": "Load"}, {"id": "1.1.1"}])
def test_a_channel_of_no_sensor(info, emulator, row):
    emulator.faults([{"server": "prtg_v2", "path": "/channels$", "body": [row], "headers": {"X-Total-Count": "1"}}])
    with pytest.raises(_errors.UnexpectedAnswer, match="does not tell of which sensor it is"):
        info("channel")


def test_odd_numbers_of_channels(info, emulator):
    odd = {"limitmaxerror": "nan", "limitmaxwarning": "1e999", "limitminerror": "5", "limitmode": "2"}
    row = {"id": "2101.0", "parent": {"id": "2101"}, "limits": odd, "last_measurement": {"display_value": "1e400"}}
    emulator.faults([{"server": "prtg_v2", "path": "/channels$", "body": [row], "headers": {"X-Total-Count": "1"}}])
    [found] = info("channel").values["objects"]
    assert {found[name] for name in ("limitmaxerror", "limitmaxwarning", "limits", "last_value")} == {None}
    assert found["limitminerror"] == 5.0
    with pytest.raises(_errors.UnexpectedAnswer, match="the server does not tell limitmaxerror"):
        info("channel", filter="limitmaxerror > 1")


def test_a_list_over_pages_with_twins(info, emulator):
    """A sensor of traffic has a channel twice, by one id."""
    found = [one["name"] for one in info("channel", under="2133", fields=["id", "name"]).values["objects"]]
    assert len(found) == len(set(found)) == 5


def test_check_mode_is_the_real_run(emulator):
    one, other = (
        run(prtg_object_info, emulator, "v2", check_mode=mode, kind=["user"]).values for mode in (False, True)
    )
    assert one == other
    assert one["query"]["include"] == {}


@pytest.mark.parametrize("api", V2)
def test_a_value_that_is_not_shown_is_not_taken_for_none(info, emulator, api):
    emulator.quirk("v2_display_value_null")
    shown = {one["name"]: one["last_value"] for one in info("channel", api, under="2101").values["objects"]}
    assert set(shown.values()) == {None}
    with pytest.raises(_errors.UnexpectedAnswer, match="the server does not tell last_value of 4 channels"):
        info("channel", api, under="2101", filter="last_value > 11")
    emulator.quirk("v2_display_value_null", on=False)
    assert "2101.-4" in ids(info("channel", api, under="2101", filter="last_value = nil"))
