# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of a check: the same keys whatever the list tells, and nothing believed that has another shape."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_record import RECORD, record

FULL = {
    "id": 17,
    "created": 1582026671,
    "name": "office",
    "hostname": "office.example.com",
    "resolution": 1,
    "type": "ping",
    "ipv6": False,
    "verify_certificate": False,
    "lasterrortime": 1656032831,
    "lasttesttime": 1659384221,
    "lastresponsetime": 58,
    "lastdownstart": 1656032801,
    "lastdownend": 1656032861,
    "status": "up",
    "severity_level": "HIGH",
    "tags": [
        {"name": "web", "type": "u", "count": 4},
        {"name": "nginx", "type": "a", "count": "3"},
        {"name": "dev", "type": "u", "count": 3},
    ],
    "probe_filters": ["region: EU", "region:NA"],
    "a_member_of_tomorrow": {"any": "shape"},
}


def test_a_row_becomes_a_record_by_our_names():
    assert record(FULL) == {
        "id": 17,
        "name": "office",
        "host": "office.example.com",
        "type": "ping",
        "status": "up",
        "resolution": 1,
        "tags": ["dev", "web"],
        "auto_tags": ["nginx"],
        "ipv6": False,
        "probe_filters": ["EU", "NA"],
        "severity_level": "HIGH",
        "created": "2020-02-18T11:51:11Z",
        "lasttesttime": "2022-08-01T20:03:41Z",
        "lastresponsetime": 58,
        "lasterrortime": "2022-06-24T01:07:11Z",
        "lastdownstart": "2022-06-24T01:06:41Z",
        "lastdownend": "2022-06-24T01:07:41Z",
    }


def test_what_is_not_told_is_null_and_no_key_is_missing():
    bare = record({"id": 17})
    assert [*bare] == [field.name for field in RECORD.fields]
    told = {"id": 17, "tags": [], "auto_tags": [], "probe_filters": []}
    assert bare == {**dict.fromkeys(bare), **told}


def test_records_share_no_list():
    one, other = record({"id": 1}), record({"id": 2})
    one["tags"].append("mine")
    assert (other["tags"], record({"id": 3})["tags"]) == ([], [])


def test_a_time_that_is_on_no_calendar_is_null():
    assert record({**FULL, "lastdownend": 10**17})["lastdownend"] is None


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("tags", {"web": "u"}),
        ("tags", [{"label": "web"}]),
        ("hostname", ["a.example.com"]),
        ("type", {"http": {}}),
        ("resolution", 1.5),
        ("probe_filters", "region: EU"),
    ],
)
def test_a_member_of_another_shape_is_an_error(member, value):
    with pytest.raises(UnexpectedAnswer, match="has a shape that this module does not know"):
        record({**FULL, member: value})


def test_tags_that_were_written_lately_leave_those_of_pingdom_apart():
    row = LISTED.row_with(FULL, {"name": "office", "tags": ["mine"]})
    assert (record(row)["tags"], record(row)["auto_tags"]) == (["mine"], ["nginx"])
