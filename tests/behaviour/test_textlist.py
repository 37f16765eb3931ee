# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PRTG over TEXTLIST, by the modules and the inventory on the emulator: what it tells, in each form of its reply."""

from __future__ import annotations

import contextlib
import datetime
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

import pytest
from ansible.errors import AnsibleFilterError, AnsibleParserError
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.filter.prtg_select import prtg_select
from ansible_collections.opswatch.monitoring.plugins.modules import (
    prtg_message_info,
    prtg_object_info,
    prtg_pause,
    prtg_wait,
)
from tests.behaviour.inventory_sources import Sources
from tests.behaviour.told import told

#: What a server may do otherwise, alone and all at once.
FORMS = (
    (),
    ("textlist_ipcheck5",),
    ("textlist_decimal_point",),
    ("textlist_future",),
    ("textlist_ansi",),
    ("textlist_line_feeds",),
    ("textlist_no_clock",),
    ("textlist_flags_omitted",),
    ("textlist_ipcheck5", "textlist_decimal_point", "textlist_future", "textlist_ansi", "textlist_line_feeds"),
)
WORDS = {"up": "up", "warning": "warning", "down": "down", "unusual": "warning", "unknown": "warning"}
WORDS |= {
    "acknowledged": "down",
    "partialdown": "down",
    "collecting": "up",
    "none": "warning",
    "disconnected": "warning",
}


def unix(moment):
    return datetime.datetime.fromisoformat(moment).timestamp()


@pytest.fixture
def messages(emulator, connection):
    return lambda **options: told(emulator, prtg_message_info, **connection, **options)


@pytest.fixture
def connection(emulator):
    known = emulator.credentials
    return {
        "url": emulator.prtg,
        "api": "textlist",
        "username": known["prtg_username"],
        "password": known["prtg_password"],
        "retries": 0,
    }


@pytest.fixture
def env(connection):
    return {f"PRTG_{name.upper()}": str(value) for name, value in connection.items() if name != "retries"}


@pytest.fixture
def info(emulator, connection):
    return lambda **options: told(emulator, prtg_object_info, **{**connection, **options})


def v1(emulator, **options):
    """The records of API v1, by their ids."""
    key = {"url": emulator.prtg, "api": "v1", "api_token": emulator.credentials["prtg_api_token"]}
    return {one["id"]: one for one in told(emulator, prtg_object_info, **key, **options)["objects"]}


@pytest.mark.parametrize("quirks", FORMS, ids=" ".join)
def test_it_tells_what_v1_tells_as_far_as_it_can(emulator, info, quirks):
    for name in quirks:
        emulator.quirk(name)
    expected = v1(emulator)
    probes = {one["id"] for one in expected.values() if one["kind"] == "probe"}
    found = {one["id"]: one for one in info()["objects"]}
    assert found.keys() == expected.keys()
    ansi = "textlist_ansi" in quirks
    for key, one in found.items():
        other = expected[key]
        assert one["kind"] == ("group" if key in probes else other["kind"])
        assert one["name"] == (other["name"].replace("Ω", "?") if ansi else other["name"])
        if one["kind"] == "group":
            assert (one["parent_id"], one["status"]) == (None, "paused" if other["paused_by"] else None)
            continue
        assert one["parent_id"] == other["parent_id"]
        assert one["path"][-1] == one["name"]
        silent = other["paused_by"] is not None
        assert one["active"] is (None if silent else True)
        if one["kind"] == "sensor":
            assert one["status"] == ("paused" if silent else WORDS[other["status"]])
            assert (one["message"] or None) == (other["message"] or None)
            assert (one["interval"], one["sensor_kind"]) == (other["interval"], other["sensor_kind"])
            assert (one["last_check"] is None) is ("textlist_no_clock" in quirks)
        else:
            assert one["status"] == ("paused" if silent else None)
        if "textlist_ipcheck5" not in quirks:
            assert one["url"] == other["url"]


def test_last_scans_are_in_utc(emulator, info):
    found = {one["id"]: one["last_check"] for one in info(kind=["sensor"])["objects"]}
    expected = v1(emulator, kind=["sensor"], fields=["id", "last_check"])
    seconds = [abs(unix(found[key]) - unix(one["last_check"])) for key, one in expected.items()]
    # API v1 tells them cut to the second; some may have been renewed between the two requests
    assert sum(difference <= 1 for difference in seconds) > len(seconds) - 8


def test_words_that_no_document_has_are_understood(emulator, info):
    emulator.quirk("textlist_other_states")
    found = Counter(one["status"] for one in info(kind=["sensor"])["objects"])
    expected = Counter(
        "paused" if one["paused_by"] else one["status"] for one in v1(emulator, kind=["sensor"]).values()
    )
    assert found == expected


def test_a_task_sends_one_request(emulator, info):
    info(filter="kind = sensor and status = down", fields=["id"])
    [request] = emulator.requests()
    assert (request["method"], request["path"]) == ("GET", "/textlist")
    assert request["query"].keys() == {"login", "pass"}


def test_filters_mean_the_same(emulator, info):
    for wish, over_v1 in (
        ({"filter": 'kind = device and parentid = "52"'}, {}),
        ({"filter": 'sensor_kind = "ping" and not(interval = 30s)', "kind": ["sensor"]}, {}),
        ({"filter": "health = paused", "kind": ["sensor"]}, {}),
        ({"filter": 'name matches "web"', "kind": ["device"]}, {}),
        ({"names": ["Ping"], "under": "1001"}, {}),
        ({"ids": ["1001", "2101"]}, {}),
        ({"under": "Production/web-1"}, {"under": "1001"}),
    ):
        answer = info(fields=["id"], **wish)
        assert [one["id"] for one in answer["objects"]] == list(v1(emulator, fields=["id"], **{**wish, **over_v1}))
        assert answer["matched"] > 0


def test_what_it_cannot_tell_is_an_error_before_anything_is_sent(emulator, info):
    for wish in (
        {"filter": "priority = 1"},
        {"filter": "status = down"},
        {"filter": "status = pausedbyuser", "kind": ["sensor"]},
        {"include": ["channels"]},
        {"kind": ["probe"]},
        {"api_token": "x", "password": None},
        {"passhash": "x", "password": None},
    ):
        answer = info(**wish)
        assert answer["failed"], wish
        assert answer["error"]["kind"] in ("FilterError", "ConfigurationError")
    assert emulator.requests() == []


def test_summaries(emulator, info):
    found = info(kind=["device"], fields=["id", "health"], include=["status_summary"])["objects"]
    expected = v1(emulator, kind=["device"], fields=["id"], include=["status_summary"])
    assert len(found) == len(expected)
    for one in found:
        assert sum(filter(None, one["status_summary"].values())) == sum(expected[one["id"]]["status_summary"].values())
        assert one["status_summary"]["paused"] == expected[one["id"]]["status_summary"]["paused"]


def test_a_summary_that_nobody_tells_is_null_and_no_error(info):
    answer = info(kind=["group"], fields=["id"], include=["status_summary"])
    told_of = {one["id"] for one in answer["objects"] if one["status_summary"] is not None}
    assert len(answer["objects"]) == 11
    assert told_of == set()
    (warning,) = answer["warnings"]
    assert "does not tell the status_summary of 11 of 11 objects, which is null" in warning
    (root,) = info(ids=["0"], fields=["id"], include=["status_summary"])["objects"]
    assert root["status_summary"]["up"] > 0


def test_sensors_are_sorted_by_states_as_over_v1(emulator, info):
    wish = {"kind": ["sensor"], "fields": ["id", "health"]}
    for key in ("status", "-status"):
        found = [one["health"] for one in info(**wish, sort_by=[key])["objects"]]
        assert found == [one["health"] for one in info(**wish, sort_by=[key.replace("status", "health")])["objects"]]
        assert found[{"status": -1, "-status": 0}[key]] == "paused"
    paused = [one["id"] for one in info(**wish, sort_by=["status", "id"])["objects"] if one["health"] == "paused"]
    expected = v1(emulator, kind=["sensor"], fields=["id", "health"], sort_by=["status", "id"]).values()
    assert sorted(paused) == sorted(one["id"] for one in expected if one["health"] == "paused")


@pytest.mark.parametrize(
    "expression",
    [
        "status = down",
        "status != up",
        "status in [up, warning]",
        "health = paused",
        'sensorkind = "ping" and status = up',
    ],
)
def test_records_are_chosen_from_as_the_server_is_asked(info, expression):
    records = info(kind=["sensor"])["objects"]
    chosen = [one["id"] for one in prtg_select(records, expression)]
    asked = info(kind=["sensor"], fields=["id"], filter=expression)["objects"]
    assert chosen == [one["id"] for one in asked] != []


@pytest.mark.parametrize(
    "expression",
    ["priority > 3", 'tags contains "linux"', "paused_by = nil", "paused_by = user", "status = pausedbyuser"],
)
def test_of_records_nothing_is_told_that_was_not(info, expression):
    assert info(kind=["sensor"], filter=expression)["error"]["kind"] == "FilterError"
    with pytest.raises(AnsibleFilterError, match="it cannot be told whether sensor"):
        prtg_select(info(kind=["sensor"])["objects"], expression)


def test_a_group_whose_groups_nobody_knows_is_no_place_to_look_under(emulator, info):
    answer = info(under="Local Probe", kind=["device"])
    assert "nobody tells whether" in answer["msg"]
    emulator.quirk("textlist_ipcheck5")
    assert [one["id"] for one in info(under="Local Probe", kind=["device"])["objects"]] == ["40"]


@pytest.mark.parametrize("options", [{"state": "paused"}, {"state": "resumed"}, {"state": "restored"}])
@pytest.mark.parametrize("check_mode", [False, True])
def test_nothing_can_be_paused(emulator, connection, options, check_mode):
    answer = told(emulator, prtg_pause, check_mode, **connection, ids=["1001"], reason="x", **options)
    assert answer["failed"]
    assert "takes no orders" in answer["msg"]
    assert "v1" in answer["msg"]
    assert emulator.requests() == []


def test_wrong_credentials(emulator, info):
    for quirk in (None, "textlist_unauthorized"):
        if quirk:
            emulator.quirk(quirk)
        answer = info(password="wrong#secret")
        assert answer["error"]["kind"] == "AuthenticationFailed"
        assert "wrong" not in str(answer["msg"]).replace("wrong credentials", "")
    assert len(emulator.requests()) == 2


def test_an_answer_that_breaks_off(emulator, info):
    emulator.faults([{"path": "/textlist", "truncate": 700}])
    answer = info()
    assert answer["failed"]
    assert "breaks off" in answer["msg"]


def changed(emulator, page, **parameters):
    """Do something to the tree over API v1."""
    query = urllib.parse.urlencode({"apitoken": emulator.credentials["prtg_api_token"], **parameters})
    urllib.request.urlopen(f"{emulator.prtg}/api/{page}?{query}", timeout=10).close()


def test_hostile_names(emulator, info):
    """Names that a person can give over API v1, and that hold what separates parameters."""
    names = {"1001": "web,1,2,3,", "53": "Paused,7,Paused", "2101": "Up,5,x", "2102": ",,,"}
    for number, name in names.items():
        changed(emulator, "rename.htm", id=number, value=name)
    assert {one["id"]: one["name"] for one in info(ids=[*names])["objects"]} == names
    changed(emulator, "rename.htm", id=2103, value="a,5,ping,Up,b")
    assert "can be read in several ways: Sn,a,5,ping,Up,b,2103" in info()["msg"]
    found = info(kind=["device"], ids=["1001", "1002"], fields=["id", "health"])["objects"]
    assert found == [{"id": "1001", "health": None}, {"id": "1002", "health": "warning"}]


@pytest.fixture
def sources(tmp_path, monkeypatch):
    return Sources(tmp_path, monkeypatch)


OPTIONS = {
    "group_by": ["tree"],
    "hostvars": ["id", "name", "path", "active", "paused_by", "server"],
    "duplicates": "id",
}


def right_in(listing):
    """The hosts right in each group of the tree, by their ids, with the name of the group."""
    ids = {name: variables["prtg_id"] for name, variables in listing.hostvars.items()}
    found = {
        frozenset(ids[host.name] for host in group.hosts): group.name
        for group in listing.data.groups.values()
        if group.hosts and group.name not in ("all", "ungrouped")
    }
    assert sum(map(len, found)) == len(ids) - len(listing.hosts("ungrouped"))
    return found


def assert_same_hosts_and_groups(found, over_v1):
    """Which groups are inside of others TEXTLIST does not tell: so what is right in each is compared."""
    known = {variables["prtg_id"]: variables for variables in over_v1.hostvars.values()}
    assert {variables["prtg_id"] for variables in found.hostvars.values()} == known.keys()
    for variables in found.hostvars.values():
        other = known[variables["prtg_id"]]
        assert variables["prtg_name"] == other["prtg_name"]
        assert variables["prtg_server"] == other["prtg_server"]
        assert variables["prtg_path"] == other["prtg_path"][-len(variables["prtg_path"]) :]
        assert variables["prtg_active"] is (None if other["prtg_paused_by"] else True)
    assert right_in(found).keys() == right_in(over_v1).keys()


def test_the_inventory_has_the_hosts_and_groups_of_v1(emulator, sources, env):
    """With its names, but for those that two groups have: over v1 the paths tell them apart, here the ids have to."""
    found, over_v1 = sources.read(env, **OPTIONS), sources.read(emulator.v1, **OPTIONS)
    assert_same_hosts_and_groups(found, over_v1)
    names, expected = right_in(found), right_in(over_v1)
    others = {name: expected[hosts] for hosts, name in names.items() if name != expected[hosts]}
    assert others == {"Servers_56": "Local_Probe_Büro___Lager__Hamburg__Servers", "Servers_61": "Branch_Köln_Servers"}


NAMES = st.lists(
    st.sampled_from([",", ",", "5", "60", "Up", "Paused", "web", " ", "ü", "<b>", "{{ x }}", "1002"]),
    min_size=1,
    max_size=6,
).map("".join)
DEVICES, GROUPS = st.sampled_from([1001, 1002, 1011, 1021, 1031, 1041]), st.sampled_from([51, 52, 53, 55, 57, 61])
CHANGES = st.one_of(
    st.tuples(st.just("rename.htm"), st.fixed_dictionaries({"id": DEVICES | GROUPS, "value": NAMES})),
    st.tuples(st.just("pause.htm"), st.fixed_dictionaries({"id": DEVICES | GROUPS, "action": st.sampled_from([0, 1])})),
    st.tuples(
        st.just("duplicateobject.htm"),
        st.fixed_dictionaries({"id": DEVICES | GROUPS, "name": NAMES, "targetid": GROUPS, "host": st.just("h")}),
    ),
    st.tuples(st.just("deleteobject.htm"), st.fixed_dictionaries({"id": DEVICES | GROUPS, "approve": st.just(1)})),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, max_size=8), quirks=st.sampled_from(FORMS))
def test_for_any_tree_the_inventory_has_the_hosts_and_groups_of_v1(emulator, sources, env, changes, quirks):
    emulator.reset(world=True)
    for page, parameters in changes:
        with contextlib.suppress(urllib.error.HTTPError):  # of what was deleted, or is to go into itself
            changed(emulator, page, **parameters)
    for name in quirks:
        emulator.quirk(name)
    over_v1 = sources.read(emulator.v1, **OPTIONS)
    try:
        found = sources.read(env, **OPTIONS)
    except AnsibleParserError as refused:
        assume("can be read in several ways" not in str(refused))
        raise
    assert_same_hosts_and_groups(found, over_v1)


def test_an_inventory_is_kept_and_filtered(sources, env, tmp_path, emulator):
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    options = {**OPTIONS, "group_by": ["tree", "health"], "filter": "health = down", **cache}
    first = sources.read(env, use_cache=True, **options)
    asked = len(emulator.requests())
    assert sources.read(env, use_cache=True, **options).plain == first.plain
    assert len(emulator.requests()) == asked
    assert first.hosts("health_down") == set(first.hostvars)
    assert "web-3" in {variables["prtg_name"] for variables in first.hostvars.values()}


def test_an_inventory_refuses_what_it_cannot_tell(sources, env, emulator):
    assert "no probes" in sources.refused(env, hosts_from="probe")
    assert "channels" in sources.refused(env, hosts_from="sensor", include=["channels"])
    assert "settings" in sources.refused(env, include=["settings"])
    assert "priority cannot be read" in sources.refused(env, filter="priority = 5")
    assert emulator.requests() == []


def test_a_log_of_any_period_is_one_request(emulator, messages):
    for minutes in (90, 30):
        changed(emulator, "pause.htm", id="1001", action="0" if minutes == 90 else "1")
        emulator.advance(60 * minutes)
    everything = messages(start="2000-01-01T00:00:00Z")["messages"]
    seen = []
    for options in ({"start": "-300d"}, {"start": "-1h"}, {"start": "-3h", "end": "-1h"}, {"start": "-3h", "limit": 1}):
        emulator.reset()
        answer = messages(**options)
        begin, end = answer["period"].values()
        fitting = [one for one in everything if begin <= one["time"] < end]
        assert answer["messages"] == fitting[: options.get("limit")]
        assert len(emulator.requests()) == len(answer["query"]["sent"]) == 1
        seen.append(len(fitting))
    assert seen[0] == seen[3] == len(everything) == seen[1] + seen[2]
    assert 0 < seen[1] < seen[0]


def test_what_makes_no_group_is_told(sources, env, capsys):
    sources.read(env, group_by=["tags"], hostvars=["id"], duplicates="id")
    assert "PRTG does not tell the tags of 16 of 16 hosts over this API" in capsys.readouterr().err


# Waiting


class Waiting:
    """Runs of prtg_wait, and the pauses in them."""

    def __init__(self, emulator, connection, waited):
        self.emulator, self.connection, self.slept = emulator, connection, waited

    def __call__(self, **options):
        return told(self.emulator, prtg_wait, **{**self.connection, "wait_timeout": 90, **options})


@pytest.fixture
def wait(emulator, connection, waited):
    return Waiting(emulator, connection, waited)


@pytest.mark.parametrize("quirks", FORMS, ids=" ".join)
def test_it_is_waited_for_states(emulator, wait, quirks):
    for name in quirks:
        emulator.quirk(name)
    assert wait(ids=["1001"])["sensors"] == {**wait(ids=["1001"])["sensors"], "total": 3, "ready": 3, "up": 3}
    assert wait(names=["web-2"], kind=["device"], until="not_down")["ready"]
    assert wait(ids=["1012"], until="paused")["ready"]
    assert wait.slept == []
    down = wait(ids=["1001", "1003"], until="not_down", wait_timeout=0)
    assert down["error"]["objects"] == ["2121", "2122"]


def test_a_look_is_one_request(emulator, wait):
    emulator.reset()
    answer = wait(ids=["1003"], wait_timeout=7)
    assert len(emulator.requests()) == 1 + answer["looks"] == 1 + 1 + len(wait.slept)


@pytest.mark.parametrize("quirk", [None, "textlist_decimal_point", "textlist_ipcheck5"])
def test_results_since_a_time_are_waited_for(emulator, wait, quirk):
    if quirk:
        emulator.quirk(quirk)
    answer = wait(ids=["1001"], since="now")
    assert answer["ready"]
    assert 0 < sum(wait.slept) <= 75
    assert wait(ids=["1001"], since="-1h")["waited"] == 0


def test_what_is_paused_for_a_reason_that_is_not_told_is_not_taken_for_resumed(wait):
    answer = wait(ids=["1001", "1012"], until="resumed", wait_timeout=0)
    assert answer["error"]["objects"] == ["2211", "2212"]
    assert "nobody can tell what has paused a sensor" in answer["msg"]
    assert "accept: [paused]" not in answer["msg"]
    answer = wait(ids=["1012"], accept=["paused"], wait_timeout=0)
    assert "nobody can tell what has paused a sensor" in answer["msg"]
    assert wait(ids=["1001"], until="resumed")["ready"]


@pytest.mark.parametrize("options", [{"ids": ["52"]}, {"under": "52"}])
def test_what_nobody_will_tell_is_not_waited_for(wait, options):
    answer = wait(**options)
    assert answer["error"]["kind"] == "UnexpectedAnswer"
    assert "use another API" in answer["msg"]
    assert wait.slept == []


def test_a_scan_is_refused_before_anything_is_sent(emulator, wait):
    emulator.reset()
    assert "cannot scan objects" in wait(ids=["1001"], scan=True)["msg"]
    assert emulator.requests() == []
