# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What clients of others, written for real PRTG servers, ask for, and how they read the answers.

Each scenario sends the requests that the named client sends, unchanged but for the URL, and takes for success what
that client takes for it. Clients that can be installed are run themselves (test_prtg_third_party.py).
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
import requests

from tests.emulator.process import Emulator

TIMEOUT = 30
PING = 2101
"""A sensor of the demo world that is up, on the device web-1 (1001) in the group Production (52)."""


class GoPrtg:
    """thisisdash/go-prtg, prtgapi/client.go and devices.go: no redirect is followed, 302 is expected of copies alone,
    and every other answer is 200 with JSON or XML.
    """

    def __init__(self, emulator: Emulator) -> None:
        self.url = emulator.prtg
        known = emulator.credentials
        self.user = {"username": known["prtg_username"], "passhash": known["prtg_passhash"]}

    def send(self, path: str, values: dict[str, str]) -> requests.Response:
        return requests.get(self.url + path, params=values | self.user, allow_redirects=False, timeout=TIMEOUT)

    def redirect(self, path: str, **values: str) -> str:
        answer = self.send(path, values)
        assert answer.status_code == 302
        return answer.headers["Location"]

    def do(self, path: str, **values: str) -> Any:
        answer = self.send(path, values)
        assert answer.status_code == 200, f"Got a non-200 response from PRTG. Status {answer.status_code}"
        if answer.headers["Content-Type"].split(";")[0] == "application/json":
            return answer.json()
        return ElementTree.fromstring(answer.text)

    def devices(self, **filters: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.do(
            "/api/table.json", content="devices", columns="objid,device,host", **filters
        )["devices"]
        return found


def test_go_prtg_copies_a_device_and_tags_it(emulator: Emulator) -> None:
    client = GoPrtg(emulator)
    location = client.redirect(
        "/api/duplicateobject.htm", id="1001", targetid="53", name="web-9", host="web-9.stage.example"
    )
    (number,) = parse_qs(urlsplit(location).query)["id"]
    assert client.devices(filter_objid=number) == [
        {
            "objid": int(number),
            "objid_raw": int(number),
            "device": "web-9",
            "device_raw": "web-9",
            "host": "web-9.stage.example",
            "host_raw": "web-9.stage.example",
        }
    ]
    client.do("/api/setobjectproperty.htm", id=number, name="tags", value="mytag,another-tag")
    assert [device["device"] for device in client.devices(filter_tags="mytag")] == ["web-9"]
    client.do("/api/pause.htm", id=number, action="1")
    client.do("/api/pause.htm", id=number, action="0", message="again")
    sensors = client.do("/api/table.json", content="sensors", columns="objid,type,type_raw,name", id=number)["sensors"]
    assert {sensor["type_raw"] for sensor in sensors} == {"ping", "http", "snmpcpu"}
    assert client.do("/api/getobjectproperty.htm", id=number, name="tags").findtext("result") == "mytag another-tag"


class Hutchris:
    """hutchris/prtg, prtg.py: redirects are followed, the credentials stand at the end of a URL that is put together
    by hand, and what is not refused has been done.
    """

    def __init__(self, emulator: Emulator) -> None:
        known = emulator.credentials
        self.base = emulator.prtg
        self.auth = f"username={known['prtg_username']}&passhash={known['prtg_passhash']}"

    def get(self, content: str) -> requests.Response:
        answer = requests.get(f"{self.base}/api/{content}&{self.auth}", timeout=TIMEOUT)
        assert answer.status_code in (200, 302)
        assert "duplicateobject" in content or 'id="loginform"' not in answer.text, "the log-in page means failure"
        return answer

    def result(self, content: str) -> str | None:
        return ElementTree.fromstring(self.get(content).text).findtext("result")


def test_hutchris_walks_the_tree_and_changes_it(emulator: Emulator) -> None:
    client = Hutchris(emulator)
    nodes = ElementTree.fromstring(client.get("table.xml?content=sensortree&output=xml&id=").text).find(".//nodes")
    assert nodes is not None
    assert [probe.findtext("id") for probe in nodes.iter("probenode")] == ["1", "2"]
    client.get("rename.htm?id=1001&value=renamed")
    client.get("pauseobjectfor.htm?id=1001&duration=5&pausemsg=patching")
    assert client.result("getobjectstatus.htm?id=1001&name=status&show=text")
    assert client.result("getobjectproperty.htm?id=1001&name=name&show=text") == "renamed"
    client.get("pause.htm?id=1001&action=1")
    assert client.result("getobjectstatus.htm?id=1001&name=status&show=text") == "Up"
    assert client.result("getobjectproperty.htm?id=1001&name=nonsense&show=text") == "(Property not found)"
    client.get("deleteobject.htm?id=1005&approve=1")
    assert (
        ElementTree.fromstring(client.get("table.xml?content=sensortree&output=xml&id=1005").text).find(".//device")
        is None
    )


def test_hutchris_finds_the_copy_in_the_last_redirect(emulator: Emulator) -> None:
    client = Hutchris(emulator)
    answer = client.get("duplicateobject.htm?id=1001&name=copy&targetid=53")
    number = answer.history[-1].url.split("=")[-1]
    assert client.result(f"getobjectproperty.htm?id={number}&name=name&show=text") == "copy"


def test_hutchris_sets_a_channel_with_its_number_alone(emulator: Emulator) -> None:
    client = Hutchris(emulator)
    table = ElementTree.fromstring(
        client.get(f"table.xml?content=channels&output=xml&columns=name,lastvalue_,objid&id={PING}").text
    )
    channels = {item.findtext("name"): item.findtext("objid") for item in table.iter("item")}
    number = channels["Ping Time"]
    client.get(f"setobjectproperty.htm?id={PING}&subid={number}&name=limitmaxerror&value=500")
    assert client.result(f"getobjectproperty.htm?id={PING}&subid={number}&name=limitmaxerror") == "500"
    assert client.result(f"getobjectproperty.htm?id={PING}&name=limitmaxerror") == "(Property not found)"


class PrtgApi:
    """lordmilko/PrtgAPI: redirects are followed, and where they end tells what became of the request
    (RequestEngine.cs, ResponseParser.cs).
    """

    def __init__(self, emulator: Emulator) -> None:
        known = emulator.credentials
        self.base = emulator.prtg
        user = {"username": known["prtg_username"], "password": known["prtg_password"]}
        passhash = requests.get(f"{self.base}/api/getpasshash.htm", params=user, timeout=TIMEOUT).text
        assert re.fullmatch("[0-9]+", passhash)
        self.user = {"username": known["prtg_username"], "passhash": passhash}

    def get(self, page: str, query: str = "") -> requests.Response:
        answer = requests.get(f"{self.base}/{page}?{query}&{urlencode(self.user)}", timeout=TIMEOUT)
        if answer.status_code == 400:
            raise ValueError(ElementTree.fromstring(answer.text).findtext("error"))
        assert answer.status_code == 200
        if urlsplit(answer.url).path == "/error.htm":
            raise ValueError(parse_qs(urlsplit(answer.url).query)["errormsg"][0])
        assert '<div class="errormsg">' not in answer.text
        return answer

    def table(self, query: str) -> list[ElementTree.Element]:
        return ElementTree.fromstring(self.get("api/table.xml", query).text).findall("item")


def test_prtgapi_reads_the_status_and_pages_of_sensors(emulator: Emulator) -> None:
    client = PrtgApi(emulator)
    status = client.get("api/getstatus.htm", "id=0").json()
    assert re.match(r"\d+\.\d+\.\d+\.\d+", status["Version"])
    assert isinstance(status["LowMem"], bool)
    assert {"ClusterNodeName", "TicketUser", "PRTGHost", "ReadOnlyAllowAcknowledge"} <= set(status)
    columns = "objid,name,status,active,lastvalue,lastup,downtimesince,uptimesince,cumsince,baselink,access,position"
    rows = client.table(f"content=sensors&columns={columns}&count=500&start=0")
    assert len(rows) == 39
    for row in rows:
        assert [cell.tag for cell in row][:2] == ["objid", "name"]
        assert re.fullmatch(r"\d{5}\.\d{1,10}", row.findtext("cumsince_raw", ""))
        assert re.fullmatch(r"\d{10}", row.findtext("access_raw", ""))
    down = next(row for row in rows if row.findtext("status_raw") == "5")
    up = next(row for row in rows if row.findtext("status_raw") == "3")
    assert (down.findtext("uptimesince_raw"), up.findtext("downtimesince_raw")) == ("", "")


def test_prtgapi_filters_as_in_its_tests_against_a_live_server(emulator: Emulator) -> None:
    """QueryFilterTests: Tags_Contains_Equals, LastValue_Equals; Logs with a start."""
    client = PrtgApi(emulator)

    def found(query: str) -> set[str | None]:
        return {row.findtext("objid") for row in client.table(f"content=sensors&columns=objid&{query}")}

    tagged = found("filter_tags=canary")
    assert tagged == found("filter_tags=@tag(canary)") == {"2121", "2122"}
    assert "2101" in found("filter_lastvalue=0000000000000120.0000")
    assert "2101" not in found("filter_lastvalue=12")
    assert found("filter_lastvalue=@above(0000000000010000.0000)") == set()
    client.get("api/pause.htm", f"id={PING}&action=0")
    start = time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(emulator.now() + 3600))
    log = "content=messages&columns=objid,datetime,status,message&count=500&start=1"
    assert [row.findtext("status_raw") for row in client.table(log)][:1] == ["604"]
    assert client.table(f"{log}&filter_dstart={start}") == []


def test_prtgapi_copies_moves_and_is_told_why_not(emulator: Emulator) -> None:
    client = PrtgApi(emulator)
    end = unquote(client.get("api/duplicateobject.htm", f"id={PING}&name=Ping+2&targetid=1002").url)
    number = re.sub(r"(.+?id=)(\d+)(&.*)?", r"\2", end)
    (row,) = client.table(f"content=sensors&columns=objid,name,parentid,active&filter_objid={number}")
    assert (row.findtext("name"), row.findtext("parentid"), row.findtext("active_raw")) == ("Ping 2", "1002", "0")
    client.get("moveobjectnow.htm", "id=1001&targetid=53")
    assert client.table("content=devices&columns=parentid&filter_objid=1001")[0].findtext("parentid") == "53"
    with pytest.raises(ValueError, match=r"there is no object with the specified id"):
        client.get("api/pause.htm", "id=4711&action=0")
    with pytest.raises(ValueError, match=r"cannot be set"):
        client.get("api/setobjectproperty.htm", "id=1001&name=schedule&value=1")
    with pytest.raises(ValueError, match=r"could not be deleted"):
        client.get("api/deleteobject.htm", "id=0&approve=1")
    emulator.quirk("v1_clone_not_valid_yet")
    with pytest.raises(ValueError, match=r"the object is currently not valid"):
        client.get("api/duplicateobject.htm", f"id={PING}&name=Ping+3&targetid=1002")


def test_prtgapi_addresses_a_channel(emulator: Emulator) -> None:
    """PrtgAPI #39: getobjectproperty of a part of an object."""
    client = PrtgApi(emulator)
    part = f"id={PING}&subtype=channel&subid=0"
    client.get("api/setobjectproperty.htm", f"{part}&name=limitwarningmsg&value=slow")
    page = client.get("api/getobjectproperty.htm", f"{part}&name=limitwarningmsg&show=nohtmlencode").text
    assert re.search(r"<version>(.+)</version>", page)
    assert re.search(r"<result>(.+)</result>", page)[1] == "slow"  # type: ignore[index]


def test_prtgapi_sets_windows_and_limits_of_several_at_once(emulator: Emulator) -> None:
    """SetObjectPropertyTests, SetChannelPropertyTests: editsettings with several ids, whose end on the error page is
    no failure (ResponseParser.cs, ParseSetObjectPropertyUrl); settings are read from the page (HtmlParser.cs).
    """
    client = PrtgApi(emulator)

    def edit(query: str) -> None:
        url = f"{client.base}/editsettings?{query}&{urlencode(client.user)}"
        end = urlsplit(requests.get(url, timeout=TIMEOUT).url)
        assert end.path == "/error.htm"
        assert parse_qs(end.query, keep_blank_values=True)["errormsg"] == [""]

    window = [time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(emulator.now() + wait)) for wait in (-60, 600)]
    edit(f"id=1001,1002&scheduledependency=0&maintenable_=1&maintstart_={window[0]}&maintend_={window[1]}")
    rows = client.table("content=sensors&columns=objid,status&id=52")
    assert {row.findtext("status_raw") for row in rows if row.findtext("objid") in ("2101", "2111")} == {"9"}
    page = client.get("controls/objectdata.htm", "id=1001&objecttype=device").text
    assert re.search(r'name="maintend_" id="maintend_" value="([^"]*)"', page)[1] == window[1].replace("-", ",")  # type: ignore[index]
    emulator.advance(700)
    edit("id=2101,2111&limitmaxerror_0=5&limitmaxerror_0_factor=1&limitmode_0=1")
    rows = client.table("content=sensors&columns=objid,status&id=52")
    assert {row.findtext("status_raw") for row in rows if row.findtext("objid") in ("2101", "2111")} == {"5"}
    channel = client.get("controls/channeledit.htm", "id=2101&channel=0").text
    assert (
        re.search(r'name="limitmaxerror_0" id="limitmaxerror_0" autocomplete="off" value="([^"]*)"', channel)[1] == "5"
    )  # type: ignore[index]


def test_prtgapi_reads_what_is_beside_the_tree(emulator: Emulator) -> None:
    """Get-PrtgSchedule, Get-NotificationAction, Get-NotificationTrigger, Get-ModificationHistory, Get-SensorType."""
    client = PrtgApi(emulator)
    columns = "columns=objid,name,baselink,parentid,type,active"
    assert len(client.table(f"content=schedules&{columns}")) == 8
    assert [row.findtext("objid") for row in client.table(f"content=notifications&{columns}")] == ["300", "301", "302"]
    contents = [row.findtext("content", "") for row in client.table("content=triggers&columns=content,objid&id=51")]
    owners = [re.sub(r'.*thisid="(\d+)".*', r"\1", json.loads(content)["objectlink"]) for content in contents]
    assert owners == ["0", "1", "51", "51"]
    client.get("api/setobjectproperty.htm", "id=1001&name=tags&value=x")
    (change,) = client.table("content=history&columns=datetime,user,message&id=1001")
    assert change.findtext("user") == "PRTG System Administrator"
    kinds = client.get("api/sensortypes.json", "id=1001").json()["sensortypes"]
    assert {"ping", "exexml"} <= {kind["id"] for kind in kinds}


def test_prtgapi_adds_and_looks_for_the_difference(emulator: Emulator) -> None:
    """AddDevice with resolve: what is there afterwards and was not before; sortsubobjects; NewDeviceParameters."""
    client = PrtgApi(emulator)
    before = {row.findtext("objid") for row in client.table("content=devices&columns=objid&filter_parentid=53")}
    new = "name_=web-9&host_=web-9.example&ipversion_=0&discoverytype_=0&discoveryschedule_=0&id=53"
    client.get("adddevice2.htm", new)
    rows = client.table("content=devices&columns=objid,host&filter_parentid=53")
    (device,) = [row for row in rows if row.findtext("objid") not in before]
    assert device.findtext("host") == "web-9.example"
    client.get("api/sortsubobjects.htm", "id=53")


def test_prtgscheduler_sets_and_removes_a_window(emulator: Emulator) -> None:
    """PRTG/PRTGScheduler: setmaintenance and removemaintenance, of one object with user and passhash."""
    known = emulator.credentials
    user = f"username={known['prtg_username']}&passhash={known['prtg_passhash']}"
    start, end = (time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(emulator.now() + wait)) for wait in (-60, 600))

    def edit(query: str) -> str:
        answer = requests.get(
            f"{emulator.prtg}/editsettings?id=1001&scheduledependency=0&{query}&{user}", timeout=TIMEOUT
        )
        assert answer.status_code == 200
        table = f"{emulator.prtg}/api/table.json?content=sensors&columns=status&filter_objid={PING}&{user}"
        found: str = requests.get(table, timeout=TIMEOUT).json()["sensors"][0]["status_raw"]
        return found

    assert edit(f"maintenable_=1&maintstart_={start}&maintend_={end}") == 9
    assert edit("maintenable_=0") == 3


def test_prtgapi_reads_what_was_found_on_a_device(emulator: Emulator) -> None:
    """SystemInfoParameters, JsonDeserializer: what comes without names is told apart by its place."""
    client = PrtgApi(emulator)
    columns = "name,vendor,version,date,size,receivetime,displayname"
    text = client.get("api/table.json", f"content=sysinfo&id=1001&category=software&columns={columns}").text
    cells = re.findall(r'"":("[^"]*"|[^,"]+)', text.partition('"sysinfo"')[2])
    found = dict(zip(columns.split(","), (cell.strip('"') for cell in cells), strict=True))
    assert (found["name"], found["version"]) == ("nginx", "1.24.0")
    assert datetime.strptime(found["receivetime"], "%d-%m-%Y %H:%M:%S.%f").year >= 2020


def test_prtgapi_reads_the_states_that_a_sensor_was_in(emulator: Emulator) -> None:
    """SensorHistoryReportItem: rows of the page of historic data, by a regular expression."""
    client = PrtgApi(emulator)
    client.get("api/pause.htm", f"id={PING}&action=0")
    end = time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(emulator.now() + 60))
    emulator.advance(60)
    page = client.get("historicdata_html.htm", f"id={PING}&sdate=2020-01-01-00-00-00&edate={end}&avg=0").text
    rows = re.findall(
        r'<td class="col-status".+?&nbsp;</div>&nbsp;(.+?)</td><td class="col-datetime".+?<nobr>(.+?) <', page
    )
    assert [status for status, _period in rows] == ["Up", "Paused"]
    assert all(len(period.split(" \N{MINUS SIGN} ")) == 2 for _status, period in rows)


def test_prtgframework_shows_recent_results(emulator: Emulator) -> None:
    """pimbohm/prtgframework, localprobef.php: as many rows as a page has, with the names of channels."""
    known = emulator.credentials
    user = {"username": known["prtg_username"], "password": known["prtg_password"]}
    query = {"content": "values", "output": "json", "columns": "datetime,value_,coverage", "id": str(PING)}
    answer = requests.get(
        f"{emulator.prtg}/api/table.json", {**query, "noraw": "1", "usecaption": "true", **user}, timeout=TIMEOUT
    ).json()
    rows = answer["values"][:500]
    names = ("datetime", "Ping Time", "Minimum", "Maximum", "Packet Loss", "Downtime", "coverage")
    assert len(rows) == 500
    assert all(isinstance(row[name], str) for row in rows for name in names)


def test_a_splunk_app_reads_the_kinds_of_sensors(emulator: Emulator) -> None:
    """An app for Splunk (sourcetype prtg:livedata:sensortypes): objects of kinds and names."""
    known = emulator.credentials
    user = {"username": known["prtg_username"], "password": known["prtg_password"]}
    answer = requests.get(f"{emulator.prtg}/api/sensortypesinuse.json", user, timeout=TIMEOUT).json()
    assert ("ping", "Ping") in [(kind, types[kind]) for types in answer["types"] for kind in types]


class Ielia:
    """ielia/prtg-py, prtg/client.py and models.py: user and password, every answer is XML with 200.

    It encodes nothing, so that a password such as this has to be given to it encoded.
    """

    def __init__(self, emulator: Emulator) -> None:
        known = emulator.credentials
        self.base = f"{emulator.prtg}/api"
        self.auth = f"username={known['prtg_username']}&password={quote(known['prtg_password'])}"

    def query(self, target: str, query: str) -> ElementTree.Element:
        url = f"{self.base}/{target}?{self.auth}&start=0&count=500&{query}"
        answer = requests.get(url, timeout=TIMEOUT)
        answer.raise_for_status()
        return ElementTree.fromstring(answer.text)


def test_ielia_adds_a_tag_to_every_device_of_a_name(emulator: Emulator) -> None:
    client = Ielia(emulator)
    table = client.query("table.xml", "columns=objid,parentid,name,tags,active,status&content=devices")
    assert table.attrib["listend"] == "1"
    rows = [{cell.tag: cell.text for cell in item} for item in table.findall("item")]
    chosen = [row["objid"] for row in rows if re.match("web-", row["name"] or "")]
    for number in chosen:
        client.query("setobjectproperty.htm", f"id={number}&name=tags&value=added+linux")
    table = client.query("table.xml", "columns=objid,tags&content=devices")
    tagged = [item.findtext("objid") for item in table.findall("item") if "added" in item.findtext("tags", "").split()]
    assert tagged == chosen
    status = {field.tag: field.text for field in client.query("getstatus.xml", "")}
    assert {"CorrelationTasks", "AutoDiscoTasks", "ReadOnlyAllowAcknowledge", "Clock"} <= set(status)


def test_grafana_prtg_reads_what_it_suggests(emulator: Emulator) -> None:
    """neuralfraud/grafana-prtg, src/PRTGAPIService.js: JSON with user and passhash, several filters of one column."""
    known = emulator.credentials
    user = f"username={known['prtg_username']}&passhash={known['prtg_passhash']}"

    def table(content: str, params: str) -> list[dict[str, Any]]:
        answer = requests.get(f"{emulator.prtg}/api/table.json?{user}&content={content}&{params}", timeout=TIMEOUT)
        found: list[dict[str, Any]] = answer.json()[content]
        return found

    assert requests.get(f"{emulator.prtg}/api/status.json?{user}", timeout=TIMEOUT).json()["Version"]
    common = "group,probe,tags,active,status,message,priority"
    groups = table("groups", f"count=9999&columns=objid,{common}")
    assert {"Production", "Staging"} <= {group["group"] for group in groups}
    assert all(group["priority"] in ("1", "2", "3", "4", "5") for group in groups)
    filters = "filter_device=web-1&filter_device=web-2"
    sensors = table("sensors", f"count=9999&columns=objid,sensor,device,{common}&{filters}")
    assert {sensor["device"] for sensor in sensors} == {"web-1", "web-2"}
    channels = table("channels", f"columns=sensor,name&id={PING}")
    assert [channel["name"] for channel in channels] == ["Downtime", "Ping Time", "Minimum", "Maximum", "Packet Loss"]


def test_farinaanthony96_reports_devices_from_csv(emulator: Emulator) -> None:
    """farinaanthony96/PRTG-Device-Status-Reporter: CSV in place of XML, read by captions and by places; columns whose
    caption ends in (RAW) are thrown away.
    """
    known = emulator.credentials
    login = {"username": known["prtg_username"], "passhash": known["prtg_passhash"]}

    def table(content: str, columns: str, **more: str) -> str:
        query = {"content": content, "columns": columns, "output": "csvtable", "count": "50000", **more, **login}
        return requests.get(f"{emulator.prtg}/api/table.xml", params=query, timeout=TIMEOUT).text

    hosts = {row[0]: row[2] for row in csv.reader(io.StringIO(table("devices", "objid,host")))}
    pings = csv.DictReader(io.StringIO(table("sensors", "group,device,status,parentid", filter_type="ping")))
    found = [
        (ping["Group"], ping["Device"], hosts[ping["Parent ID"]], ping["Status"].strip())
        for ping in pings
        if ping["Device"] == "web-1"
    ]
    assert found == [("Production", "web-1", "web-1.shop.example", "Up")]


def test_prtg_tool_moves_a_device(emulator: Emulator) -> None:
    """gbm-dev/prtg-tool, prtg/client.py and tests/fixtures/groups.json: a key in the query, twins of every column."""
    key = {"apitoken": emulator.credentials["prtg_api_token"]}
    columns = {"content": "groups", "columns": "objid,probe,group,name,parentid", "output": "json"}
    answer = requests.get(f"{emulator.prtg}/api/table.json", params={**columns, **key}, timeout=TIMEOUT).json()
    root = answer["groups"][0]
    assert (root["objid_raw"], root["name_raw"], root["probe_raw"], root["parentid_raw"]) == (0, "Root", "", -1000)
    moved = requests.get(
        f"{emulator.prtg}/moveobjectnow.htm", params={"id": "1001", "targetid": "53", **key}, timeout=TIMEOUT
    )
    assert moved.status_code == 200
    assert moved.url.startswith(f"{emulator.prtg}/moveobjectnow.htm")


def test_whoever_follows_redirects_sees_that_a_page_is_not_there(emulator: Emulator) -> None:
    """What clients ask for that is not emulated, and what some guess at: success would be read from a log-in page."""
    key = {"apitoken": emulator.credentials["prtg_api_token"]}
    for page in ("api/historicdata.htm", "api/resume.htm", "controls/addsensor2.htm"):
        answer = requests.get(f"{emulator.prtg}/{page}", params={"id": str(PING), **key}, timeout=TIMEOUT)
        assert (answer.status_code, answer.history) == (404, [])


# API v2


def ask(emulator: Emulator, path: str, **params: str) -> Any:
    """What API v2 answers to a key, as JSON."""
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}", "Accept": "application/json"}
    answer = requests.get(f"{emulator.prtg_v2}{path}", params=params, headers=header, timeout=TIMEOUT)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_prtg_skill_is_ready(emulator: Emulator) -> None:
    """paesslerdavid/prtg-skill, scripts/preflight.py and references/api-filtering.md."""
    for kind in ("devices", "sensors", "channels"):
        assert len(ask(emulator, f"/experimental/{kind}", limit="1")) == 1
    for condition in ('name contains "Ping"', 'name matches "ping"', 'basic.tags contains "pingsensor"'):
        (sensor,) = ask(emulator, "/experimental/sensors", filter=condition, limit="1")
        assert sensor["name"] == "Ping"
    (plain,) = ask(emulator, "/experimental/devices", sensor_status_summary="true", limit="1")
    assert "sensor_status_summary" not in plain
    (counted,) = ask(emulator, "/experimental/devices", include="sensor_status_summary", limit="1")
    assert counted["sensor_status_summary"]["total"] == 2
    key = {"apitoken": emulator.credentials["prtg_api_token"]}
    fallback = {"content": "devices", "output": "json", "count": "1", **key}
    assert requests.get(f"{emulator.prtg}/api/table.json", params=fallback, timeout=TIMEOUT).json()["devices"]


def test_senhub_reads_numbers_and_sends_what_is_not_listed(emulator: Emulator) -> None:
    """senhub-io/mcp-server-prtg, internal/prtg/client.go and types.go: float64 for what was measured."""
    channels = ask(emulator, "/experimental/channels", filter_objid=str(PING), filter=f'parentid = "{PING}"')
    for channel in channels:
        measured = channel["last_measurement"]
        assert all(isinstance(measured[name], int | float | None) for name in ("value", "display_value", "average"))
        assert {"displayunit", "unittype", "name"} == set(channel["basic"])
    assert [channel["last_measurement"]["display_value"] for channel in channels] == [None, 12.0, 11.0, 15.0, 0.0]
    assert emulator.requests("prtg_v2")[-1]["ignored"] == ["filter_objid"]


def test_mmz_srf_logs_in_pages_and_reads_texts(emulator: Emulator) -> None:
    """mmz-srf/prtg-grafana-datasource, pkg/prtg/auth.go, pagination.go and models.go: a text for what was measured."""
    known = emulator.credentials
    body = {"username": known["prtg_username"], "password": known["prtg_password"]}
    session = requests.post(f"{emulator.prtg_v2}/session", json=body, timeout=TIMEOUT).json()
    expires = datetime.fromisoformat(session["expires_at"])
    assert expires.timestamp() > emulator.now()
    header = {"Authorization": f"Bearer {session['token']}"}
    names: list[str] = []
    while True:
        page = requests.get(
            f"{emulator.prtg_v2}/experimental/sensors",
            params={"offset": str(len(names)), "limit": "15"},
            headers=header,
            timeout=TIMEOUT,
        )
        rows = page.json()
        assert int(page.headers["X-Result-Count"]) == len(rows)
        names += [row["name"] for row in rows]
        if len(rows) < 15 or len(names) >= int(page.headers["X-Total-Count"]):
            break
    assert len(names) == 39
    emulator.quirk("v2_display_value_text")
    (channel,) = ask(emulator, "/experimental/channels", filter=f'parentid = "{PING}" and primary = true')
    assert channel["last_measurement"]["display_value"] == "12 msec"


def test_jkowall_asks_as_its_dashboard_does(emulator: Emulator) -> None:
    """jkowall/PRTG-API-v2-Grafana-Plugin, samples/current-alerts.json: in with upper case, members of the answer."""
    rows = ask(
        emulator, "/experimental/sensors", filter="status in [DOWN,WARNING,UNKNOWN,UNUSUAL]", limit="0", format="table"
    )
    assert {row["status"] for row in rows} == {"DOWN", "WARNING", "UNKNOWN", "UNUSUAL"}
    assert all({"kind_name", "message", "lastup"} <= set(row) and row["parent"]["name"] for row in rows)


def send(emulator: Emulator, method: str, path: str, body: Any = None) -> requests.Response:
    """A call to API v2 with a key."""
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}"}
    return requests.request(method, f"{emulator.prtg_v2}{path}", json=body, headers=header, timeout=TIMEOUT)


@pytest.mark.parametrize("quirk", ["", "v2_created_object", "v2_created_empty", "v2_new_objects_late"])
def test_netmon24_makes_a_device_and_looks_until_it_is_there(emulator: Emulator, quirk: str) -> None:
    """netmon24/PRTG_APIv2, New-PRTGGroup.ps1 and New-PRTGDevice.ps1: the answer may be a list, an object or nothing,
    and the new object is looked for by its parent eight times.
    """
    if quirk:
        emulator.quirk(quirk)

    def make(path: str, basic: dict[str, str], parent: str, kind: str) -> str:
        answer = send(emulator, "POST", path, {"basic": basic})
        assert answer.status_code == 201
        for _unused in range(8):
            rows = ask(emulator, f"/experimental/{kind}s", filter=f'parentid = "{parent}"', limit="3000")
            found = [row["id"] for row in rows if row["name"] == basic["name"]]
            if found:
                return str(found[0])
            emulator.advance(0.75)
        raise AssertionError("not there after eight looks")

    group = make("/experimental/groups/53/group", {"name": "New (Ümlaut) [x]"}, "53", "group")
    device = make(f"/experimental/groups/{group}/device", {"name": "web-9", "host": "192.0.2.9"}, group, "device")
    assert send(emulator, "PATCH", f"/devices/{device}", {"basic": {"tags": ["prod", "web"]}}).status_code == 204
    assert send(emulator, "POST", f"/objects/{device}/move", {"parent": "52"}).status_code == 204
    assert ask(emulator, f"/devices/{device}")["parent"]["id"] == "52"


def test_prtg_skill_makes_a_sensor_from_what_it_is_told(emulator: Emulator) -> None:
    """paesslerdavid/prtg-skill, references/sensor-creation-guide.md: kinds, schema, lookup, metascan, POST, edit."""
    kinds = ask(emulator, "/experimental/schemas/1011", limit="1000")
    kind = next(one for one in kinds if one["creatable"] and "HasMetaScan" in one["flags"])
    schema = ask(emulator, "/experimental/schemas/1011/post", kind=kind["kind"], include="all_sections")
    own, field = kind["metascan_field"].split(".")
    assert field in schema["properties"][own]["properties"]
    found = send(emulator, "POST", f"/experimental/devices/1011/metascan?kind={kind['kind']}", {}).json()
    interval = ask(emulator, "/setting-lookups/interval")[0]["info"]["C0"]
    body = {
        "basic": {"name": "Disk Free C:"},
        own: {field: [found[0][field]]},
        "intervalgroup": {"_inherited": False, "interval": interval},
    }
    answer = send(emulator, "POST", f"/experimental/devices/1011/sensor?kindid={kind['kind']}", body)
    assert answer.status_code == 201
    (sensor,) = answer.json()
    edit = send(emulator, "PATCH", f"/experimental/sensor/{sensor['id']}", {"basic": {"name": "New Name Here"}})
    assert edit.status_code == 204
    other = send(emulator, "PATCH", f"/experimental/sensor/{sensor['id']}", {"intervalgroup": {"interval": "60"}})
    assert (other.status_code, other.json()["message"]) == (501, "section intervalgroup is not yet supported")


def test_mjhollh3c_learns_how_a_kind_is_named(emulator: Emulator) -> None:
    """mjhollh3c/prtg-mcp@6489349: kind, kindId and kind_id are refused, kindid is taken."""
    for name in ("kind", "kindId", "kind_id"):
        refused = send(emulator, "POST", f"/experimental/devices/1001/sensor?{name}=ping", {"basic": {"name": "Ping"}})
        assert "the kind ID is mandatory" in refused.json()["message"]
    body = {"basic": {"name": "Ping"}}
    assert send(emulator, "POST", "/experimental/devices/1001/sensor?kindid=ping", body).status_code == 201
    assert send(emulator, "POST", "/experimental/groups/53/devices", body).status_code == 404


def test_mchammer_tags_a_group(emulator: Emulator) -> None:
    """McHammer, PrtgGroupSyncService.cs: the list of tags in a PATCH takes the place of the one that is there."""
    assert send(emulator, "PATCH", "/experimental/groups/51", {"basic": {"tags": ["LIVE_DATA"]}}).status_code == 204
    assert ask(emulator, "/groups/51")["basic"]["tags"] == ["LIVE_DATA"]
