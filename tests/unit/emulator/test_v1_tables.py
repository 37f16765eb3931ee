# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1: tables as newer servers give them, as they fail, and what their filters compare."""

from __future__ import annotations

import re
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from .conftest import Client

WEEK = 7 * 86400


def ids(rows: list[dict[str, Any]]) -> list[int]:
    return [row["objid"] for row in rows]


def when(at: float) -> str:
    return time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(at))


# Filters on probes, and filters by nothing


def test_filters_keep_the_core_server_out_but_by_quirk(client: Client) -> None:
    core = [
        row["objid"] for row in client.rows("probes", columns="objid,type") if row["type_raw"] == "AutonomousDevice"
    ]
    assert ids(client.rows("probes", filter_parentid=0)) == [*core, 1, 2]
    named = {"filter_objid": 1}, {"filter_name": "Local Probe"}, {"filter_type": "probenode"}
    assert [ids(client.rows("probes", **query))[0] for query in named] == [1, 1, 1]
    client.emulator.quirk("v1_core_server_unfiltered")
    assert [ids(client.rows("probes", **query))[0] for query in named] == core * 3
    assert len(client.rows("devices", filter_objid=1001)) == 1


def test_a_filter_by_nothing_is_none(client: Client) -> None:
    query = {"filter_name": "", "filter_host": "@sub(web-2.shop)"}
    assert ids(client.rows("devices", **query)) == [1002]
    assert len(client.rows("devices", filter_name="", count="*")) == len(client.rows("devices", count="*"))


# Tables without rows


@pytest.mark.parametrize("page", ["table.json", "table.xml"])
@pytest.mark.parametrize("content", ["sensors", "devices", "groups", "probes", "messages", "sensortree"])
def test_by_quirk_a_page_that_says_ok_stands_in_place_of_a_table(client: Client, page: str, content: str) -> None:
    client.emulator.quirk("v1_no_content_page")
    answer = client.v1(page, content=content)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=UTF-8")
    assert answer.body == b'<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>'


def test_by_quirk_tables_hold_nothing_and_claim_no_more(client: Client) -> None:
    client.emulator.quirk("v1_tables_empty")
    for content in ("sensors", "devices", "groups", "probes", "probenode", "channels", "objects"):
        assert client.v1("table.json", content=content, id=2101).json[content] == []
        table = client.v1("table.xml", content=content).xml
        assert (table.get("totalcount"), [child.tag for child in table]) == ("0", ["prtg-version"])


def test_by_quirk_probes_are_there_under_one_of_their_names_alone(client: Client) -> None:
    assert client.v1("table.xml", content="probenode").xml.get("totalcount") == "3"
    client.emulator.quirk("v1_probenode_empty")
    table = client.v1("table.xml", content="probenode").xml
    assert (table.tag, table.get("totalcount"), table.findall("item")) == ("probenode", "0", [])
    assert client.v1("table.xml", content="probes").xml.get("totalcount") == "3"
    assert len(client.rows("groups", columns="objid")) == 10


def test_an_unknown_content_is_well_formed(client: Client) -> None:
    table = client.v1("table.xml", content="nonsense", columns="objid").xml
    assert (table.get("totalcount"), table.findtext("prtg-version")) == ("0", "25.1.102.1373")
    assert client.v1("table.xml", content="nonsense").xml.tag == client.v1("table.xml").xml.tag == "items"
    assert client.v1("table.xml", content="<a b='").xml.get("totalcount") == "0"


# CSV and captions


@pytest.mark.parametrize(("page", "more"), [("table.csv", {}), ("table.xml", {"output": "csvtable"})])
def test_a_table_is_csv_on_its_page_or_as_an_output(client: Client, page: str, more: dict[str, str]) -> None:
    client.v1("rename.htm", id=2101, value='Ping, "main"')
    client.v1("pause.htm", id=1001, action=0)
    query = {"content": "sensors", "columns": "objid,name,status", "filter_objid": 2101}
    answer = client.v1(page, **query, **more)
    assert answer.headers["Content-Type"].lower() == "text/csv; charset=utf-8"
    assert answer.body.decode() == (
        '"ID","ID(RAW)","Object","Object(RAW)","Status","Status(RAW)"\r\n'
        '"2101","2101","Ping, ""main""","Ping, ""main""","Paused  (paused by parent)","7"\r\n'
    )
    kinds = client.v1(page, **query | {"columns": "type,message"}, **more)
    assert kinds.body.splitlines()[1].startswith(b'"Ping","ping","<div class=""status"">Paused by parent<div')
    assert kinds.body.endswith(b',"Paused by parent"\r\n')
    short = client.v1(page, **query, **more, noraw=1)
    assert short.body.startswith(b'"ID","Object","Status"\r\n"2101","Ping, ""main""","Paused')


@pytest.mark.parametrize("on", ["true", "1"])
def test_captions_stand_for_the_names_of_columns_in_json(client: Client, on: str) -> None:
    client.emulator.quirk("v1_json_few_twins")
    query = {"content": "sensors", "columns": "objid,sensor,status", "filter_objid": 2101}
    rows = client.v1("table.json", **query, usecaption=on).json["sensors"]
    assert rows == [{"ID": 2101, "Sensor": "Ping", "Status": "Up ", "Status(RAW)": 3}]
    (plain,) = client.v1("table.json", **query).json["sensors"]
    assert plain == {"objid": 2101, "sensor": "Ping", "status": "Up ", "status_raw": 3}


# Twins


def test_in_json_every_column_has_its_twin_and_the_priority_is_a_text(client: Client) -> None:
    columns = "objid,parentid,name,tags,priority,active,status,interval,host,location,group,comments"
    row = client.rows("devices", columns=columns, filter_objid=1001)[0]
    assert list(row) == [name for column in columns.split(",") for name in (column, f"{column}_raw")]
    assert (row["priority"], row["priority_raw"]) == ("5", 5)
    assert (row["objid"], row["objid_raw"], row["parentid_raw"]) == (1001, 1001, 52)
    assert (row["name_raw"], row["tags_raw"]) == ("web-1", "linux production web shop hamburg")
    assert (row["interval"], row["interval_raw"]) == ("", "")
    assert row["location_raw"] == "Hamburg, Speicherstadt"
    bare = client.rows("devices", columns="objid,priority", filter_objid=1001, noraw=1)[0]
    assert bare == {"objid": 1001, "priority": "5"}
    client.v1("pause.htm", id=1001, action=0)
    entry = client.rows("messages", columns="priority,name", count=1)[0]
    assert entry == {"priority": "5", "priority_raw": 5, "name": "web-1", "name_raw": "web-1"}


def test_by_quirk_there_are_few_twins_and_the_priority_is_a_number(client: Client) -> None:
    client.emulator.quirk("v1_json_few_twins")
    row = client.rows("devices", columns="objid,name,priority,status,interval", filter_objid=1001)[0]
    assert row == {"objid": 1001, "name": "web-1", "priority": 5, "status": "Up ", "status_raw": 3, "interval": ""}


# What filters compare


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("canary", {1003}),
        ("mysql", {1011, 1012, 1032}),
        ("linux canary", set()),
        ("canar", set()),
        ("@sub(canar)", {1003}),
        ("@tag(canary)", {1003}),
    ],
)
def test_a_filter_on_tags_names_one_among_others(client: Client, value: str, expected: set[int]) -> None:
    assert set(ids(client.rows("devices", columns="objid", filter_tags=value))) == expected
    client.emulator.quirk("v1_tags_with_commas")
    assert set(ids(client.rows("devices", columns="objid", filter_tags=value))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0000000000000630.0000", {2302}),
        ("63", set()),
        ("63.0000", set()),
        ("@above(0000000000009999.0000)", {2133, 2512}),
        ("@above(10000)", set()),
        ("@inrange(620,630)", {2132, 2302}),
    ],
)
def test_a_filter_on_the_last_value_compares_its_tenfold(client: Client, value: str, expected: set[int]) -> None:
    # 63 % are free on one volume, a certificate has 62 days, and two lines carry 1000 bit/s
    assert set(ids(client.rows("sensors", columns="objid", filter_lastvalue=value))) == expected


def test_the_log_is_narrowed_to_a_time(client: Client) -> None:
    start = client.emulator.now()
    client.v1("pause.htm", id=1001, action=0)
    client.emulator.advance(WEEK + 3600)
    client.v1("pause.htm", id=1002, action=0)

    def seen(**filters: Any) -> list[int]:
        return [row["objid"] for row in client.rows("messages", id=52, columns="objid", **filters)]

    assert seen() == [1002, 1001]
    for period, expected in (("today", [1002]), ("7days", [1002]), ("30days", [1002, 1001])):
        assert seen(filter_drel=period) == expected
    assert seen(filter_drel="yesterday") == [1002]
    assert seen(filter_drel="12months") == seen(filter_drel="nonsense") == [1002, 1001]
    assert seen(filter_dstart=when(start + 3600)) == [1002]
    assert seen(filter_dend=when(start + 3600)) == [1001]
    assert seen(filter_dstart=when(start - 60), filter_dend=when(start + 3600)) == [1001]
    assert seen(filter_dstart="2026-13-45") == [1002, 1001]
    assert seen(filter_dstart=when(start + 3600), filter_status=604) == [1002]
    client.emulator.quirk("v1_filter_ignored")
    assert seen(filter_drel="7days") == [1002, 1001]


# Times


def test_how_long_it_is_up_or_down_is_told_of_the_present_state_alone(client: Client) -> None:
    rows = {row["objid"]: row for row in client.rows("sensors", columns="objid,uptimesince,downtimesince", count="*")}
    up, down, paused, acknowledged = rows[2101], rows[2121], rows[2211], rows[2523]
    assert (up["downtimesince"], up["downtimesince_raw"]) == ("", "")
    assert up["uptimesince_raw"] > 86400
    for one in (down, acknowledged):
        assert (one["uptimesince"], one["uptimesince_raw"]) == ("", "")
        assert one["downtimesince_raw"] > 3600
    assert (paused["uptimesince_raw"], paused["downtimesince_raw"]) == ("", "")
    table = client.v1("table.xml", content="sensors", columns="objid,uptimesince,downtimesince", id=1001).xml
    item = table.find("item")
    assert item is not None
    assert re.fullmatch(r"\d{15}", item.findtext("uptimesince_raw", ""))
    assert item.findtext("downtimesince_raw") == ""


def test_a_simulated_error_has_the_times_of_now_in_both_apis(client: Client) -> None:
    def seen() -> dict[str, float]:
        columns = "objid,status,lastup,lastdown,downtimesince"
        row = client.rows("sensors", columns=columns, filter_objid=2101)[0]
        since = client.v2("/sensors/2101").json["status_since"]
        now = client.emulator.now()
        return {
            "lastup": now - (row["lastup_raw"] - 25569) * 86400,
            "lastdown": now - (row["lastdown_raw"] - 25569) * 86400,
            "downtimesince": row["downtimesince_raw"],
            "status_since": now - datetime.fromisoformat(since).timestamp(),
        }

    def about(seconds: float) -> Any:
        return pytest.approx(seconds, abs=70)  # a sensor is scanned every minute

    client.v1("simulate.htm", id=2101, action=1)
    assert seen() == {name: about(0) for name in ("lastup", "lastdown", "downtimesince", "status_since")}
    client.emulator.advance(3600)
    long = about(3600)
    assert seen() == {"lastup": long, "lastdown": about(0), "downtimesince": long, "status_since": long}


def test_what_is_counted_began_at_one_time_for_ever(client: Client) -> None:
    def began() -> list[Any]:
        row = client.rows("sensors", columns="cumsince", filter_objid=2101)[0]
        details = client.v1("getsensordetails.json", id=2101).json["sensordata"]["updownsince"].split(" ")[0]
        tree = client.v1("table.xml", content="sensortree", id=2101).xml
        return [row["cumsince_raw"], float(details), float(tree.findtext(".//cumulatedsince_raw", ""))]

    before = began()
    assert before[0] == before[1] == before[2]
    client.emulator.advance(5000)
    assert began() == before


def test_raw_dates_have_ten_decimals(client: Client) -> None:
    table = client.v1("table.xml", content="sensors", columns="lastup,lastdown,cumsince", count="*").xml
    dates = [
        text for name in ("lastup_raw", "lastdown_raw", "cumsince_raw") for text in table.xpath(f"//{name}/text()")
    ]
    assert len(dates) > 60
    assert all(re.fullmatch(r"\d{5}(\.\d{1,9}[1-9]|\.[1-9])?", date) for date in dates)
    longest = max(len(date.partition(".")[2]) for date in dates)
    assert 7 <= longest <= 10  # zeros at the end are not written


def test_a_recorded_tree_was_counted_since_the_recorded_time(recorded_tree: Path) -> None:
    from tests.emulator.emulation import Emulation

    tree = Emulation(str(recorded_tree)).tree
    began = tree.by_id[9201].counted_since
    assert began is not None
    assert time.strftime("%Y-%m-%d %H:%M", time.gmtime(began)) == "2015-08-04 13:55"
