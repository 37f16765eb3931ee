# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin on the emulated PRTG: what becomes of a tree over each API, and of answers that are none."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.behaviour.direct_runs import EMPTY_DEVICES, emptied
from tests.behaviour.inventory_sources import Sources
from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.shared import shared

APIS = ("v1", "v2")
EVERY_GROUPING = ["tree", "probe", "tags", "parent_tags", "status", "health", "kind", "priority", "paused_by"]


@pytest.fixture
def sources(tmp_path, monkeypatch):
    return Sources(tmp_path, monkeypatch)


@pytest.fixture(params=APIS)
def prtg(request, emulator):
    """The environment of each API in turn."""
    return getattr(emulator, request.param)


@pytest.mark.parametrize(
    "options",
    [
        {"group_by": EVERY_GROUPING, "keyed_groups": [{"key": "prtg_status"}]},
        {"group_by": ["location"], "hostvars": ["id", "location"]},
        {"group_by": ["icon"], "hostvars": ["id", "icon"]},
    ],
    ids=["every grouping", "location", "icon"],
)
def test_both_apis_give_one_inventory(sources, emulator, options):
    first, second = (sources.read(getattr(emulator, api), **options) for api in APIS)
    assert len(first.hostvars) == 16
    assert first.plain == second.plain


def test_devices_whose_sensors_need_attention_are_found_though_their_own_status_is_up(sources, prtg):
    expression = "prtg_health in ['down', 'down_partial', 'warning']"
    found = sources.read(prtg, group_by=["status", "health"], groups={"needs_attention": expression})
    assert "web-1" in found.hosts("status_up") & found.hosts("health_up")
    unwell = found.hosts("health_down") | found.hosts("health_down_partial") | found.hosts("health_warning")
    assert found.hosts("needs_attention") == unwell != set()
    assert unwell & found.hosts("status_up")
    filtered = sources.read(prtg, filter="health in [down, down_partial, warning]", hostvars=["id", "health"])
    assert set(filtered.hostvars) == unwell
    assert {host["prtg_health"] for host in filtered.hostvars.values()} == {
        "down", "down_partial", "warning",
    }  # fmt: skip


def test_locations_and_icons_are_those_of_the_tree(sources, prtg):
    found = sources.read(prtg, group_by=["location", "icon"], hostvars=["id", "icon"])
    assert found.hosts("location_Köln__Am_Dom_1") == {"branch-srv-1", "branch-rtr-1", "branch-sw-1"}
    assert found.hosts("icon_vendors_cisco") == {"branch-rtr-1", "branch-sw-1"}
    assert "web-1" in found.hosts("icon_a_server_1")
    assert found.hostvars["branch-rtr-1"]["prtg_icon"] == "Vendors_Cisco.png"


def test_probes_and_sensors_as_hosts(sources, prtg):
    probes = sources.read(prtg, hosts_from="probe", include=["status_summary"])
    assert set(probes.hostvars) == {"Local Probe", "Branch Köln"}
    assert probes.hostvars["Local Probe"]["prtg_status_summary"]["up"] > 0
    sensors = sources.read(prtg, hosts_from="sensor", hostnames=["id"], under="1001")
    assert set(sensors.hostvars) == {"2101", "2102", "2103"}
    assert sensors.hosts("web_1") == {"2101", "2102", "2103"}


def test_channels(sources, prtg):
    found = sources.read(prtg, hosts_from="sensor", hostnames=["id"], under="1001", include=["channels"])
    channels = {channel["name"]: channel for channel in found.hostvars["2101"]["prtg_channels"]}
    assert channels["Minimum"]["last_value"] == 11.0


@pytest.mark.parametrize("include", ["settings", "channels"])
def test_what_cannot_be_included_is_refused_before_anything_is_sent(sources, emulator, include):
    assert f"include {include} needs" in sources.refused(emulator.v1, include=[include])
    assert not emulator.requests()


def test_one_part_of_the_tree(sources, prtg):
    assert set(sources.read(prtg, under="Local Probe/Web Shop/Staging").hostvars) == {"web-stage-1"}


@pytest.mark.parametrize(
    ("env", "text"),
    [
        ({"PRTG_URL": ""}, "no url is given. Set url (or the environment variable PRTG_URL)."),
        ({"PRTG_URL": "http://127.0.0.1:9"}, "could not connect"),
        ({"PRTG_API_TOKEN": "wrong"}, "api_token"),
        ({"PRTG_API_TOKEN": ""}, "PRTG_API_TOKEN, PRTG_USERNAME, PRTG_PASS"),
        ({"PRTG_CA_PATH": "/no/such/file"}, "ca_path points at /no/such/file"),
    ],
)
def test_wrong_settings(sources, prtg, env, text):
    assert text in sources.refused({**prtg, **env})


NO_ANSWERS = {
    "500": {"status": 500, "body": "internal error"},
    "html": {"body": "<html><body>Log in</body></html>", "headers": {"Content-Type": "text/html"}, "status": 200},
    "half a page": {"truncate": 200},
    "reset": {"reset": True},
    "403": {"status": 403, "body": "Forbidden"},
    "401": {"status": 401, "body": "Unauthorized"},
    "empty": {"status": 200, "body": ""},
    "redirect": {"status": 302, "headers": {"Location": "/public/login.htm"}, "body": ""},
}


@pytest.mark.parametrize("fault", NO_ANSWERS.values(), ids=NO_ANSWERS)
@pytest.mark.parametrize(("api", "skip"), [("v1", 0), ("v1", 2), ("v2", 0)])
def test_an_answer_that_is_none_is_never_an_inventory(sources, emulator, api, skip, fault):
    emulator.faults([{"method": "GET", "path": "table|/api/v2/(?!session)", "skip": skip, **fault}])
    said = sources.refused(getattr(emulator, api), group_by=["tree"])
    assert emulator.credentials["prtg_api_token"] not in said


@pytest.mark.parametrize("api", APIS)
def test_an_inventory_without_any_host_is_an_error(sources, emulator, api):
    emulator.faults([EMPTY_DEVICES[api]])
    env = getattr(emulator, api)
    assert "right" in sources.refused(env, group_by=[])  # the account's, or the server is not ready
    assert sources.read(env, group_by=[], allow_empty=True).hostvars == {}


@pytest.mark.parametrize("kind", ["probe", "sensor"])
@pytest.mark.parametrize("api", APIS)
def test_neither_probes_nor_sensors_may_all_be_gone(sources, emulator, api, kind):
    emulator.faults(emptied(api, [kind]))
    sources.refused(getattr(emulator, api), group_by=[], hosts_from=kind, hostnames=["id"], hostvars=["id"])


def test_a_filter_that_leaves_no_host_is_named(sources, prtg):
    options = {"under": "Local Probe", "filter": 'name = "nobody"'}
    said = sources.refused(prtg, **options)
    assert "no device (of 16 that PRTG shows) fits under 'Local Probe' and filter 'name = \"nobody\"'" in said
    assert "allow_empty" in said
    assert sources.read(prtg, **options, allow_empty=True).hostvars == {}


ONE_TABLE = {"group_by": [], "hostvars": ["id", "name"], "set_ansible_host": False}


def test_an_id_twice_is_one_host(sources, emulator):
    rows = [(7, "web"), (8, "db"), (7, "web")]
    emulator.faults([{"path": "/api/table.xml", "body": table(rows, 2)}])
    assert set(sources.read(emulator.v1, **ONE_TABLE).hostvars) == {"web", "db"}
    listed = [{"id": str(number), "name": name, "type": "DEVICE", "basic": {}} for number, name in rows]
    emulator.faults([{"path": "/experimental/", "body": listed, "headers": {"X-Total-Count": "2"}, "status": 200}])
    assert set(sources.read(emulator.v2, **ONE_TABLE).hostvars) == {"web", "db"}


@pytest.mark.parametrize("api", APIS)
def test_a_total_that_is_never_reached_is_no_inventory(sources, emulator, api):
    listed = [{"id": "7", "name": "web", "type": "DEVICE", "basic": {}}]
    rules = {
        "v1": {"path": "/api/table.xml", "body": table([(7, "web")], 3)},
        "v2": {"path": "/experimental/", "body": listed, "headers": {"X-Total-Count": "3"}, "status": 200},
    }
    emulator.faults([rules[api]])
    said = sources.refused(getattr(emulator, api), **ONE_TABLE)
    assert "try again" in said.lower()


def table(rows, total):
    items = "".join(
        f"<item><objid>{number}</objid><objid_raw>{number}</objid_raw><name>{name}</name><parentid>1</parentid></item>"
        for number, name in rows
    )
    return f'<devices listend="1" totalcount="{total}"><prtg-version>25.1</prtg-version>{items}</devices>'


@pytest.fixture(scope="module")
def many_devices():
    """An emulator with 1,000 generated devices of one sensor each."""
    with running("devices:1000") as started:
        yield WatchedEmulator(**vars(started))


@pytest.mark.parametrize(("api", "path"), [("v1", "/api/table.xml"), ("v2", "/api/v2/(?!session)")])
@pytest.mark.parametrize("status", [404, 503])
def test_a_page_that_is_missing_is_no_inventory(sources, many_devices, api, path, status):
    many_devices.reset()
    many_devices.faults([{"path": path, "skip": 1 if api == "v1" else 0, "status": status}])
    sources.refused(getattr(many_devices, api), group_by=["tree", "tags"], hostvars=["id", "name"])


@pytest.fixture(scope="module")
def recorded():
    """An emulator with a tree that a real server told."""
    with running(str(shared("fixtures", "prtg_v1", "sensortree", "sensortree_root_0.18.2.xml"))) as started:
        yield WatchedEmulator(**vars(started))


@pytest.mark.parametrize("api", APIS)
def test_a_recorded_tree(sources, recorded, api):
    env = getattr(recorded, api)
    devices = sources.read(env, duplicates="id", group_by=["tree", "status", "paused_by"])
    assert len(devices.hostvars) == 73
    assert "Set duplicates to id" in sources.refused(env)
    sensors = sources.read(env, hosts_from="sensor", hostnames=["id"])
    causes = Counter(variables["prtg_paused_by"] for variables in sensors.hostvars.values())
    assert len(sensors.hostvars) == 217
    assert (causes["user"], causes["parent"]) == (38, 115)


@pytest.mark.parametrize("options", [{}, {"cache": True, "cache_plugin": "ansible.builtin.memory"}])
@pytest.mark.parametrize("expression", ['basic.tags contains "linux"', 'name = "web-3" and host_v6 = nil'])
def test_what_the_lists_that_answer_do_not_tell_is_no_filter(sources, emulator, options, expression):
    emulator.quirk("v2_experimental_gone")
    said = sources.refused(emulator.v2, filter=expression, **options)
    assert "cannot be read over API v2-deprecated" in said
