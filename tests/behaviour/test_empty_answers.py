# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is not ready, or shows an account nothing, is never read as "there is nothing", over any API."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.direct_runs import emptied, ids, run
from tests.emulator.process import running

EVERY_API = pytest.mark.parametrize("api", ["v1", "current", "deprecated"])
NOTHING = "at all, also when asked again.*no rights.*not ready"


def look(emulator, api, **given):
    return run(prtg_object_info, emulator, api, fields=["id"], **given)


@EVERY_API
@pytest.mark.parametrize("kind", ["probe", "group", "device"])
def test_a_whole_table_that_is_empty_is_no_result(emulator, api, kind, waited):
    emulator.faults(emptied(api, [kind]))
    with pytest.raises(UnexpectedAnswer, match=f"the server lists no {kind} {NOTHING}"):
        look(emulator, api, kind=[kind])
    assert len(waited) == 1


@EVERY_API
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"ids": ["1001"]},
        {"names": ["web-1"]},
        {"names": ["Büro & Lager [Hamburg]"]},
        {"under": "52", "kind": ["device"]},
        {"under": "Local Probe/Web Shop", "kind": ["device"]},
        {"filter": 'name = "web-1"'},
        {"filter": "priority > 3", "kind": ["device"]},
        {"filter": 'tags contains "linux"', "kind": ["device"]},
        {"filter": 'dnsname = "web-1.shop.example"'},
        {"ids": ["1001"], "kind": ["device"]},
    ],
)
def test_selectors_that_find_nothing_because_the_server_shows_no_device(emulator, api, given):
    assert ids(look(emulator, api, **given))
    emulator.faults(emptied(api, ["device"]))
    with pytest.raises((UnexpectedAnswer, NotFound)):
        look(emulator, api, **given)


@EVERY_API
@pytest.mark.parametrize(
    "given", [{"ids": ["1001"]}, {"names": ["web-1"]}, {"filter": "priority > 3", "kind": ["device"]}]
)
@pytest.mark.parametrize("state", ["paused", "resumed", "restored"])
def test_to_allow_that_nothing_matches_is_not_to_allow_an_empty_server(emulator, api, given, state):
    emulator.faults(emptied(api, ["device"]))
    with pytest.raises(UnexpectedAnswer, match="at all, also when asked again"):
        run(prtg_pause, emulator, api, state=state, allow_empty=True, **given)
    assert emulator.writes() == []


@EVERY_API
@pytest.mark.parametrize(
    "given", [{"kind": ["device"]}, {"filter": "priority > 3", "kind": ["device"]}, {"ids": ["1001"]}, {}]
)
def test_an_answer_that_was_empty_once(emulator, api, given):
    expected = ids(look(emulator, api, **given))
    emulator.faults(emptied(api, ["device"], times=1))
    assert ids(look(emulator, api, **given)) == expected


@EVERY_API
def test_a_filter_that_fits_nothing_is_believed_of_a_server_that_shows_something(emulator, api, waited):
    assert ids(look(emulator, api, filter="priority > 4 and priority < 5", kind=["device"])) == []
    assert ids(look(emulator, api, filter="status = unknown", kind=["group"])) == []
    assert ids(look(emulator, api, under="1001", kind=["device"])) == []
    assert waited == []


@EVERY_API
def test_sensors_that_the_devices_count(emulator, api):
    emulator.faults(emptied(api, ["sensor"])[-1:] if api == "v1" else emptied(api, ["sensor"]))
    with pytest.raises(
        UnexpectedAnswer, match="lists no sensor at all, also when asked again, and its devices count 39"
    ):
        look(emulator, api, kind=["sensor"])


@pytest.fixture(scope="module")
def without_sensors():
    """A server that monitors three devices with nothing."""
    with running("devices:3:0") as server:
        yield server


@EVERY_API
def test_an_account_without_sensors(without_sensors, api, waited):
    without_sensors.reset(world=True)
    assert ids(look(without_sensors, api, kind=["sensor"])) == []
    assert ids(look(without_sensors, api, kind=["device"])) == ["1000", "1001", "1002"]
    assert len(ids(look(without_sensors, api))) == 2 + 50 + 3
    assert len(waited) == 2


def test_the_page_that_says_ok_is_no_table(emulator):
    page = '<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>'
    emulator.faults([{"query": "content=devices", "status": 200, "body": page}])
    with pytest.raises(UnexpectedAnswer, match='a page that says "OK" in place of a table, also when asked again'):
        look(emulator, "v1", kind=["device"])
    emulator.faults([{"query": "content=devices", "status": 200, "body": page, "times": 1}])
    assert len(ids(look(emulator, "v1", kind=["device"]))) == 16


@pytest.mark.parametrize("quirk", ["v1_no_content_page", "v1_tables_empty", "v1_probenode_empty"])
@pytest.mark.parametrize(
    "given", [{"kind": ["probe"]}, {"names": ["Local Probe"], "kind": ["probe"]}, {"fields": ["path"]}]
)
def test_servers_that_were_seen_to_list_nothing(emulator, quirk, given):
    emulator.quirk(quirk)
    with pytest.raises(UnexpectedAnswer, match=r"at all, also when asked again|in place of a table"):
        run(prtg_object_info, emulator, "v1", **given)


@EVERY_API
def test_channels(emulator, api):
    given = {"ids": ["2101", "2133"], "include": ["channels"]}
    lists = "content=channels&id=2133|content=channels.*id=2133" if api == "v1" else "2133"
    body = '<channels totalcount="0"/>' if api == "v1" else [{"id": "2101.0", "name": "Ping Time"}]
    rule = {"query": lists, "path": "table.xml|/channels$", "status": 200, "body": body}
    if api == "v1":
        rule["headers"] = {"Content-Type": "text/xml"}
    emulator.faults([rule])
    if api == "v1":
        result = look(emulator, api, **given)
        assert [one["channels"] is None for one in result.values["objects"]] == [False, True]
        assert any("no channel of 1 of 2 sensors, as of 2133" in text for text in result.warnings)
    rule["query"] = "content=channels" if api == "v1" else ""
    emulator.faults([{**rule, "body": body if api == "v1" else []}])
    with pytest.raises(UnexpectedAnswer, match="lists no channel of 2 sensors, as of "):
        look(emulator, api, **given)


@EVERY_API
def test_summaries(emulator, api):
    rows = "<devices totalcount='1'><item><objid>1001</objid><name>x</name></item></devices>"
    rule = {"query": "upsens", "status": 200, "headers": {"Content-Type": "text/xml"}, "body": rows}
    if api != "v1":
        rule = {"server": "prtg_v2", "path": "/devices$", "body": [{"id": "1001", "name": "x"}]}
    emulator.faults([rule])
    with pytest.raises(UnexpectedAnswer, match="does not tell how many sensors are in which state below device 1001"):
        look(emulator, api, kind=["device"], include=["status_summary"])
