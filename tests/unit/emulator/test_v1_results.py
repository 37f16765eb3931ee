# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1: recent results, states that sensors were in, systems of devices, kinds in use, tables of every kind."""

from __future__ import annotations

import csv
import io
import itertools
import json
import time

import lxml.html
import pytest

from .conftest import Client

PING, DEVICE, WITH_SYSTEM = 2101, 1001, 1001
RESULTS = "datetime,value_,coverage"


def when(at: float) -> str:
    return time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(at))


# Recent results


def test_results_have_a_cell_for_each_channel_the_newest_first(client: Client) -> None:
    answer = client.v1("table.xml", content="values", id=PING, columns=RESULTS, count=3)
    items = answer.xml.findall("item")
    assert (answer.xml.tag, len(items), int(answer.xml.get("totalcount", "")) > 1000) == ("values", 3, True)
    times = [float(item.findtext("datetime_raw", "")) for item in items]
    assert {round((late - early) * 86400) for late, early in itertools.pairwise(times)} == {60}
    names = ["Downtime", "Ping Time", "Minimum", "Maximum", "Packet Loss"]
    assert [cell.get("channel") for cell in items[0].findall("value")] == names
    assert items[0].find("value_raw[@channelid='0']") is not None
    after = client.v1("table.xml", content="values", id=PING, columns=RESULTS, start=1, count=2).xml.findall("item")
    assert [item.findtext("datetime_raw") for item in after] == [item.findtext("datetime_raw") for item in items[1:]]


def test_results_are_those_of_the_history(client: Client) -> None:
    now = client.emulator.now()
    row = client.rows("values", id=PING, columns=RESULTS, count=1, usecaption="true")[0]
    period = {"sdate": when(now - 120), "edate": when(now)}
    last = client.v1("historicdata.xml", id=PING, avg=0, **period).xml.findall("item")[-1]
    assert last.findtext("value[@channel='Ping Time']") == row["Ping Time"]


def test_results_as_json_are_called_by_captions_or_alike(client: Client) -> None:
    (row,) = client.rows("values", id=PING, columns=RESULTS, count=1, noraw=1, usecaption="true")
    assert list(row) == ["datetime", "Downtime", "Ping Time", "Minimum", "Maximum", "Packet Loss", "coverage"]
    assert row["Ping Time"].endswith(" msec")
    (bare,) = client.rows("values", id=PING, count=1)
    assert list(bare) == ["datetime", "datetime_raw", "value", "value_raw", "coverage", "coverage_raw"]
    (one,) = client.rows("values", id=PING, columns="coverage", count=1)
    assert one == {"coverage": "100 %", "coverage_raw": "0000010000"}


def test_results_as_csv(client: Client) -> None:
    answer = client.v1("table.xml", content="values", id=PING, columns=RESULTS, count=2, output="csvtable", noraw=1)
    head, *lines = list(csv.reader(io.StringIO(answer.body.decode())))
    assert (head[1:3], len(lines), {len(line) for line in lines}) == (["Downtime", "Ping Time"], 2, {7})
    assert client.v1("table.csv", content="values", id=PING, count=0).body == b""


def test_what_is_paused_has_no_results_since(client: Client) -> None:
    client.v1("pause.htm", id=PING, action=0)
    client.emulator.advance(2 * 86400)
    assert client.rows("values", id=PING, columns=RESULTS) == []


def test_results_are_of_a_sensor(client: Client) -> None:
    assert [client.v1("table.json", content="values", id=number).status for number in (4711, DEVICE)] == [400, 400]
    assert client.v1("table.json", content="values").status == 400
    client.emulator.quirk("v1_tables_empty")
    assert client.rows("values", id=PING) == []


def test_by_quirk_the_history_without_dates_is_that_of_a_day(client: Client) -> None:
    assert client.v1("historicdata.json", id=PING, avg=0).status == 400
    client.emulator.quirk("v1_history_without_dates")
    assert 1400 < client.v1("historicdata.json", id=PING, avg=0).json["treesize"] <= 1441
    assert client.v1("historicdata.json", id=PING, avg=0, sdate="2026-01-01-00-00-00").status == 400


# States


def test_states_of_a_sensor_follow_one_another(client: Client) -> None:
    start = client.emulator.now() - 600
    client.v1("pause.htm", id=PING, action=0)
    client.emulator.advance(120)
    client.v1("pause.htm", id=PING, action=1)
    client.emulator.advance(60)
    period = {"sdate": when(start), "edate": when(client.emulator.now() + 600), "avg": 0}
    page = lxml.html.fromstring(client.page("historicdata_html.htm", id=PING, **period).body.decode())
    rows = page.xpath("//table[@id='table_statereporttable']/tbody/tr")
    told = [row.xpath("string(td[1])").strip("\N{NO-BREAK SPACE}") for row in rows]
    assert told == ["Up", "Paused", "Up"]
    assert [row.xpath("string(.//span[@class='percent'])") for row in rows][1] in ("(=2 m)", "(=2 m 1 s)")
    before = {"sdate": "2020-01-01-00-00-00", "edate": "2020-01-02-00-00-00"}
    empty = lxml.html.fromstring(client.page("historicdata_html.htm", id=PING, **before).body.decode())
    assert [cell.text for cell in empty.xpath("//td")] == ["-", "-"]


def test_the_page_of_states_is_guarded_and_of_a_sensor(client: Client) -> None:
    period = {"sdate": "2020-01-01-00-00-00", "edate": "2020-01-02-00-00-00"}
    statuses = [client.page("historicdata_html.htm", id=number, **period).status for number in (4711, DEVICE)]
    assert [*statuses, client.page("historicdata_html.htm", id=PING).status] == [400, 400, 400]
    assert client.v1_bare("../historicdata_html.htm", id=PING, **period).status == 401


# Systems


@pytest.mark.parametrize("category", ["system", "hardware", "software", "processes", "services", "loggedonusers"])
def test_systems_are_told_by_category(client: Client, category: str) -> None:
    client.emulator.quirk("v1_sysinfo_with_names")
    rows = client.rows("sysinfo", id=WITH_SYSTEM, category=category, columns="displayname,receivetime")
    assert len(rows) == 1
    assert rows[0]["displayname"] == rows[0]["displayname_raw"] != ""


def test_systems_are_no_json_on_newer_servers(client: Client) -> None:
    query = {"content": "sysinfo", "category": "software", "columns": "name,size,receivetime"}
    text = client.v1("table.json", id=WITH_SYSTEM, **query).body.decode()
    assert '[{"":"nginx","_raw":"nginx","":38048,"_raw":38048,"":' in text
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert client.rows("sysinfo", id=PING, category="software") == []
    assert client.rows("sysinfo", id=WITH_SYSTEM, category="nonsense") == []
    assert client.v1("table.json", id=4711, **query).status == 400


# Others


def test_a_table_of_no_content_has_objects_of_every_kind(client: Client) -> None:
    """PRTGAPI 1.3, get_object: what is looked for is under an empty key."""
    found = client.v1("table.json", output="json", columns="objid,name,status", filter_objid=PING).json
    assert [row["name"] for row in found[""]] == ["Ping"]
    named = client.v1("table.json", columns="objid,basetype", filter_name="@sub(web-1)", count="*").json[""]
    assert {row["basetype"] for row in named} == {"device"}
    assert client.v1("table.json", content="nonsense").json[""] == []


def test_kinds_of_sensors_in_use(client: Client) -> None:
    types = client.v1("sensortypesinuse.json").json["types"]
    used = {row["type_raw"]: row["type"] for row in client.rows("sensors", columns="type", count="*")}
    assert {kind: name for one in types for kind, name in one.items()} == used
    whole = client.v1("sensortypesinuse.json", simpleobject="true").json
    assert whole == used


def test_a_notification_is_tried(client: Client) -> None:
    assert client.v1("notificationtest.htm", id=300).status == 200
    assert [client.v1("notificationtest.htm", id=number).status for number in ("4711", "x")] == [400, 400]
