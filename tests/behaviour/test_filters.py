# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter language in modules, over both APIs, against servers with and without their oddities."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.filter.prtg_select import prtg_select
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.told import prtg, told

APIS = ("v1", "v2")

WRONG = {
    "unterminated": 'name = "web',
    "stray operator": "status = = up",
    "unknown property": "colour = red",
    "the overview's own slip": 'tag contains "web"',
    "unquoted id": "parentid = 50",
    "quoted token": 'status = "down"',
    "wrong operator": 'name contains "web"',
    "empty list": "name in []",
    "mixed list": 'name in ["a", 1]',
    "mixed enumeration": "status in [5, down]",
    "nil and less": "priority < nil",
    "too deep": "not(" * 60 + "favorite = true" + ")" * 60,
    "too long": 'name = "' + "x" * 1_000_000 + '"',
    "bidi": 'name = "a" \u202e and',
    "of another kind": "percent = 3",
}

EXPRESSIONS = [
    'tags contains "web" and status = up',
    "type = sensor and status = down",
    "type = sensor and (status = down or status = warning or status = acknowledged)",
    'type = device and dnsname matches "192.0.2"',
    "priority >= 4 and type = sensor",
    "not(status = up) and type = sensor",
    'ancestors contains "51" and type = device',
    'descendants contains "1001"',
    'parentid = "52"',
    'name in ["web-1", "db-1"]',
    'name = "Büro & Lager [Hamburg]"',
    "scanninginterval > 30.0s",
    'location = "Hamburg, Speicherstadt"',
    'location = nil or location matches "köln" and type = sensor',
    "type in [sensor, group] and scanninginterval <= 60s",
    " and ".join(['tags contains "linux"'] * 600),
    'descendants contains "x" or descendants contains "02101" or id = "1001"',
    'ancestors contains "x" or id = "1001"',
    'type = device and not(tags contains "linux") and not(name matches "branch")',
    "active = false",
    "favorite = true",
    'id = "1001" or id = "1002"',
]


@pytest.fixture
def info(emulator):
    """Ask for objects over an API."""
    return lambda api, **options: told(emulator, prtg_object_info, **prtg(emulator, api), **options)


def found(answer):
    return [one["id"] for one in answer["objects"]]


@pytest.mark.parametrize(
    "quirks",
    [
        (),
        ("v1_filter_ignored", "v1_filter_objid_empty", "v2_experimental_gone"),
        ("v2_deprecated_gone",),
    ],
)
def test_an_expression_means_the_same_everywhere(info, emulator, quirks):
    for quirk in ("v2_root_is_group", *quirks):  # else only one of the APIs has the root
        emulator.quirk(quirk)
    everything = {api: info(api)["objects"] for api in APIS}
    for expression in EXPRESSIONS:
        if "location" in expression and "v2_experimental_gone" in quirks:
            continue
        answers = {api: found(info(api, filter=expression, fields=["id"])) for api in APIS}
        assert answers["v1"] == answers["v2"], expression
        for api in APIS:
            if "ancestors" not in expression and "descendants" not in expression:
                evaluated = [one["id"] for one in prtg_select(everything[api], expression)]
                assert sorted(answers[api]) == sorted(evaluated), (api, expression)
        if expression != "favorite = true":
            assert answers["v1"], expression


def test_what_an_api_does_not_tell_is_an_error_and_never_no(info, emulator):
    wish = {"filter": "comment != nil", "fields": ["id"]}
    assert found(info("v1", **wish)) == ["1001", "1002"]
    emulator.reset()
    failed = info("v2", **wish)
    assert failed["error"]["kind"] == "FilterError"
    assert "comment cannot be read over API v2-current" in failed["msg"]
    assert not emulator.requests()


def test_kinds_of_sensors_are_told_where_the_current_lists_are(info, emulator):
    wish = {"filter": 'sensorkind = "ping" and tags contains "web"', "fields": ["id"]}
    over = {api: found(info(api, **wish)) for api in APIS}
    assert over["v1"] == over["v2"] != []
    emulator.quirk("v2_experimental_gone")
    failed = info("v2", **wish)
    assert failed["error"]["kind"] == "FilterError"
    assert "sensorkind cannot be read over API v2-deprecated" in failed["msg"]


@pytest.mark.parametrize("chosen", [{"ids": ["2101", "1003"]}, {"names": ["Ping", "web-3"]}, {"under": "52"}, {}])
@pytest.mark.parametrize("expression", ['sensorkind != "ping"', 'basic.tags contains "linux"', "host_v6 = nil"])
def test_what_other_lists_do_not_tell_is_an_error_however_objects_are_chosen(info, emulator, chosen, expression):
    emulator.quirk("v2_experimental_gone")
    failed = info("v2", filter=expression, **chosen)
    assert failed["error"]["kind"] == "FilterError"
    assert "cannot be read over API v2-deprecated" in failed["msg"]


def test_a_ping_sensor_is_not_paused_as_one_that_is_none(emulator):
    emulator.quirk("v2_experimental_gone")
    wish = {**prtg(emulator, "v2"), "ids": ["2101"], "filter": 'sensorkind != "ping"'}
    assert "sensorkind cannot be read" in told(emulator, prtg_pause, **wish)["msg"]
    assert emulator.writes() == []


def test_what_a_server_leaves_out_is_named(info, emulator):
    emulator.quirk("v2_experimental_gone")
    failed = info("v2", filter="location != nil")
    assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert "It does not tell location of them: another API, or a newer PRTG, may." in failed["msg"]
    assert "leave it to PRTG alone with trust_server: true" in failed["msg"]
    assert "trust_server" not in info("v2", filter="icon = nil", trust_server=True).get("msg", "")


@pytest.mark.parametrize("api", APIS)
def test_nothing_is_above_what_does_not_exist(info, api):
    assert found(info(api, filter='descendants contains "99999" or id = "1001"', fields=["id"])) == ["1001"]


@pytest.mark.parametrize("api", APIS)
def test_a_list_of_long_names_goes_into_one_request(info, api):
    names = ", ".join(f'"srv-{number:03}-{"x" * 22}"' for number in range(100))
    assert found(info(api, filter=f'name in [{names}, "web-1"]', fields=["id"])) == ["1001"]


def test_own_tags_are_a_property_of_the_current_lists(info):
    wish = {"filter": 'basic.tags contains "hamburg"', "fields": ["id"]}
    assert info("v1", **wish)["error"]["kind"] == "FilterError"
    assert found(info("v2", **wish)) == ["1"]


@pytest.mark.parametrize("api", APIS)
def test_the_server_is_asked_for_what_it_can_be_trusted_with(info, api):
    wish = {"filter": "type = sensor and status = down and not(priority < 3)", "fields": ["id", "priority"]}
    query = info(api, **wish)["query"]
    assert query["filter"]["kinds"] == ["sensor"]
    assert "status" in query["filter"]["server"]["sensor"]
    assert query["rows_kept"] <= query["rows_read"] < 39
    assert any("status" in request for request in query["sent"])


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_expression_is_shown_with_a_caret_before_anything_is_sent(info, emulator, api, name):
    failed = info(api, filter=WRONG[name])
    assert failed["error"]["kind"] == "FilterError", failed
    assert "^" in failed["msg"] or name == "too long"
    assert len(failed["msg"]) < 1000
    assert "\u202e" not in failed["msg"]
    if name == "the overview's own slip":
        assert "tags" in failed["msg"]
    assert emulator.requests() == []


@pytest.mark.parametrize("api", APIS)
def test_a_wrong_expression_pauses_nothing(emulator, api):
    failed = told(emulator, prtg_pause, **prtg(emulator, api), filter="status = dwon")
    assert failed["error"]["kind"] == "FilterError"
    assert "^" in failed["msg"]
    assert "down" in failed["msg"]
    assert emulator.requests() == []


@pytest.mark.parametrize(
    "options",
    [{"filter": "type = sensor", "max_matched": 5}, {"filter": 'name = "nobody"'}, {"filter": "type = probe"}],
    ids=["many", "none", "probe"],
)
def test_a_filter_cannot_reach_further_than_its_guards(emulator, options):
    failed = told(emulator, prtg_pause, **prtg(emulator, "v1"), **options)
    assert failed["error"]["kind"] == "SelectionRefused"
    assert emulator.writes() == []
