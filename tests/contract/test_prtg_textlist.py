# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of TEXTLIST against the samples of its replies, and the emulated server against the vendor's document."""

from __future__ import annotations

import json
import re

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AuthenticationFailed
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.textlist.served import served
from tests.emulator.clock import NOON, StandingClock
from tests.emulator.textlist.writer import Form, reply
from tests.emulator.worlds import demo
from tests.shared import shared

FOLDER = shared("fixtures", "prtg_v1", "textlist")
INDEX = json.loads(shared("fixtures", "prtg_v1", "INDEX.json").read_text(encoding="utf-8"))["files"]
FILES = {entry["file"].rpartition("/")[2]: entry for entry in INDEX if entry["file"].startswith("textlist/")}

#: What has to become of each: of every object, in the order of their ids, what is told of it.
READ = {
    "prtg7_en.textlist": [
        {"id": "1", "kind": "group", "name": "Local probe", "status": None, "active": True},
        {"id": "40", "kind": "device", "name": "Probe Device", "parent_id": "1", "health": "down", "icon": None},
        {"id": "1001", "kind": "sensor", "name": "Core Health", "parent_id": "40", "sensor_kind": "corestate",
         "status": "up", "message": "100 %", "interval": 60, "last_check": "2009-02-01T11:59:00Z"},
        {"id": "1002", "kind": "sensor", "name": "Ping", "parent_id": "40", "status": "down", "message": "Timeout"},
        {"id": "2001", "kind": "group", "name": "Branch", "status": "paused", "active": None},
        {"id": "2002", "kind": "device", "name": "Router", "parent_id": "2001", "icon": "a_network.png",
         "status": "paused", "health": "warning"},
        {"id": "2003", "kind": "sensor", "name": "SNMP Traffic", "parent_id": "2002", "status": "paused",
         "message": "Paused by parent", "interval": 60, "last_check": None},
        {"id": "2004", "kind": "sensor", "name": "HTTP", "parent_id": "2002", "status": "warning", "interval": 300},
    ],
    "ipcheck5.textlist": [
        {"id": "1", "kind": "group", "name": "Default", "url": None},
        {"id": "2", "kind": "device", "name": "www.example.com", "parent_id": "1", "icon": None, "health": "warning"},
        {"id": "3", "kind": "sensor", "name": "HTTP", "parent_id": "2", "status": "up", "message": "120 ms",
         "interval": 300, "sensor_kind": "http"},
        {"id": "4", "kind": "sensor", "name": "PING", "parent_id": "2", "status": "warning", "message": "slow"},
    ],
    "latin1_bytes.textlist": [
        {"id": "10", "kind": "group", "name": "Büro München"},
        {"id": "11", "kind": "device", "name": "Drücker", "parent_id": "10", "status": "paused"},
    ],
    "unknown_ids_and_extra_params.textlist": [
        {"id": "5", "kind": "sensor", "name": "Short", "parent_id": None, "status": None, "message": None},
    ],
}  # fmt: skip
REFUSED = {"login_page_instead.html": AuthenticationFailed}


def test_every_sample_has_its_expectation():
    assert FILES.keys() == {path.name for path in FOLDER.iterdir()} == {*READ, *REFUSED}


def told(name):
    headers = {"Content-Type": FILES[name]["content_type"], "Date": "Sun, 01 Feb 2009 12:00:00 GMT"}
    server, _requests = served((FILES[name]["http_status"], headers, (FOLDER / name).read_bytes()))
    return server


@pytest.mark.parametrize("name", READ)
def test_a_reply_is_read(name):
    found = [one.record() for one in told(name).read(Need(fields=frozenset(FIELDS))).objects]
    assert [{key: one[key] for key in wanted} for one, wanted in zip(found, READ[name], strict=True)] == READ[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_reply_is_refused(name):
    with pytest.raises(REFUSED[name]):
        told(name).read(Need())


DOCUMENT = shared("reference", "vendor", "prtg-textlist.txt").read_text(encoding="utf-8")
FORMS = [Form(), Form(ipcheck=True), Form(point=True)]


def documented():
    """How many parameters each identifier has in the document's table, which counts a time as one or as two."""
    rows = re.findall(r"^(\w\w) \| [^|]+ \| (1.+) \|$", DOCUMENT, re.MULTILINE)
    return {identifier.lower(): int(re.findall(r"(\d):", parameters)[-1]) for identifier, parameters in rows}


@pytest.mark.parametrize("form", FORMS)
def test_the_emulated_server_writes_what_the_document_says(form):
    tree = demo.build(StandingClock(NOON + 1))
    tree.pause([tree.by_id[2101]], "somebody")
    lines = [line.split(",") for line in reply(tree, tree.clock.now(), form)]
    assert documented() == {"ve": 1, "gr": 3, "sr": 4, "sn": 7, "cl": 1, "ui": 1, "nv": 1, "tt": 1, "me": 4}
    assert {line[0].lower() for line in lines} == documented().keys() - {"nv", "tt"}
    for identifier, number in documented().items():
        told = {len(line) - 1 for line in lines if line[0].lower() == identifier}
        comma = identifier in ("cl", "sn") and not form.point
        point = identifier == "me" and form.point
        # a comment of the demonstration has a comma; the document counts a message's time as two
        assert told <= {number + comma - point, *((number + comma + 1,) if identifier == "sn" else ())}
    assert {line[0].islower() for line in lines} == {form.ipcheck}
    assert {word for line in lines if line[0].lower() == "sn" for word in line[4:5]} == {
        "Up",
        "Down",
        "Paused",
        "Warning",
    }
    assert all(f'"{word}"' in DOCUMENT for word in ("Up", "Down", "Paused", "Warning"))
    [message] = [line for line in lines if line[0].lower() == "me"]
    assert message[2 if form.point else 3] == "0"
