# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1: schedules, notifications, triggers, the history of changes, kinds of sensors, health."""

from __future__ import annotations

import json

from .conftest import Client


def test_schedules_and_notifications_are_listed(client: Client) -> None:
    columns = "objid,name,parentid,type,active,baselink"
    schedules = client.rows("schedules", columns=columns)
    assert [row["objid"] for row in schedules] == list(range(620, 628))
    assert {(row["parentid"], row["type_raw"], row["baselink_raw"] == row["objid"]) for row in schedules} == {
        (-7, "schedule", True)
    }
    (one,) = client.rows("notifications", columns=columns, filter_objid=302)
    assert (one["name"], one["parentid"], one["type"]) == ("Ticket Notification", -3, "Notification")


def test_triggers_are_told_with_those_above(client: Client) -> None:
    rows = client.rows("triggers", id=51, columns="content,objid")
    assert [row["objid"] for row in rows] == [1, 8, 1, 5]
    told = [json.loads(row["content"]) for row in rows]
    assert [one["type"] for one in told] == ["state", "change", "state", "change"]
    assert 'thisid="0"' in told[0]["objectlink"]
    assert 'href="group.htm?id=51"' in told[2]["objectlink"]
    assert told[2]["onnotificationid"] == "300|Email and push notification to admin"
    own = client.v1("triggers.json", id=51).json
    assert [(one["type"], one["subid"]) for one in own["data"]] == [("state", 1), ("change", 5)]
    assert client.v1("triggers.json", id=2101).json["data"] == []
    assert [client.v1(page, id=4711).status for page in ("triggers.json", "table.json")] == [400, 200]
    assert client.v1("table.json", content="triggers", id=4711).status == 400


def test_the_history_of_an_object_tells_what_was_changed(client: Client) -> None:
    client.v1("setobjectproperty.htm", id=1001, name="tags", value="x")
    client.page("moveobjectnow.htm", id=1001, targetid=53)
    (one, two) = client.rows("history", id=1001, columns="datetime,user,message")
    assert (one["message"], two["message"]) == ("Moved. To Staging", "Edited. Settings changed: tags")
    assert (two["message_raw"], two["user"]) == ("Settings changed: tags", "PRTG System Administrator")
    assert two["datetime_raw"] > 46000
    assert client.v1("table.json", content="history", id=4711).status == 400
    assert client.rows("history", id=1002, columns="message") == []


def test_kinds_of_sensors_are_listed(client: Client) -> None:
    kinds = {kind["id"]: kind for kind in client.v1("sensortypes.json", id=1001).json["sensortypes"]}
    assert (kinds["ping"]["name"], kinds["snmpdiskfree"]["metascan"], kinds["ping"]["metascan"]) == (
        "Ping",
        True,
        False,
    )


def test_the_server_is_healthy(client: Client) -> None:
    assert client.v1("health.json").json == client.v1("healthstatus.json").json
    assert client.v1_bare("health.json").status == 401
