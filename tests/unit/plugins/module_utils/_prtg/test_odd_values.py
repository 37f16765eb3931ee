# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server sends and nobody can read is null, or an answer that was not expected: never a traceback."""

from __future__ import annotations

import itertools
import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._shown import read_shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import FIELDS as COLUMNS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import FIELDS as MEMBERS
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import (
    TableServer,
    row,
    scripted,
    table,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    answer,
    connect,
    settings_row,
)

EVERY_FIELD = frozenset(FIELDS)

#: What no column of API v1 should hold.
TEXTS = (
    "",
    " ",
    "-",
    "x",
    "1e999",
    "-1",
    "-0",
    "9" * 40,
    "9" * 5000,
    "1" * 39 + ".5",
    "99999.9",
    "2958466",
    "-5000000",
    "NaN",
    "INF",
    "-INF",
    "\u0661\u0662",
    "{{ 7 }}",
    "a,b,,c  d",
    "&lt;b",
    "&amp;#x110000;",
    "true",
    "None",
    "\u202e",
)


def nested(depth):
    value = "deep"
    for _level in range(depth):
        value = {"more": [value]}
    return value


#: What no member of API v2 should hold; JSON has no infinity, and 1e999 is read as one.
VALUES = (
    None,
    True,
    -1,
    10**400,
    1e308,
    float("1e999"),
    "1e999",
    "9" * 5000,
    "",
    " ",
    [],
    {},
    [[]],
    [None, 1, {"a": []}],
    {"id": 5},
    nested(300),
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-13-01T00:00:00Z",
    "2026-01-01T00:00:00+99:99",
    "\u0661",
    "a, b",
    ["a", ["b"], 7],
    {"id": "1", "name": 5, "type": []},
)


def page(listed):
    """A page of a list, with infinities as a server can send them."""
    return answer(200, json.dumps(listed).replace("Infinity", "1e999").encode(), X_Total_Count=len(listed))


def shown(objects):
    """The records as JSON, which has neither infinities nor what is no number."""
    return json.loads(json.dumps([one.record() for one in objects], allow_nan=False))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("column", sorted({column for field in COLUMNS.values() for column in field.columns}))
def test_a_column_that_holds_anything(column, text):
    def kind(number, parent):
        odd = {f"{column}_raw": text, column: text}
        return {**row(number, "x", parent), "type_raw": "probenode" if number == 1 else "ping", **odd}

    tables = {
        "probenode": [kind(1, 0)],
        "groups": [kind(50, 1)],
        "devices": [kind(100, 50)],
        "sensors": [kind(1000, 100)],
    }
    server, _unused = scripted(TableServer(**tables))
    try:
        found = shown(server.read(Need(fields=EVERY_FIELD)).objects)
    except UnexpectedAnswer:
        assert column == "type"  # without its type nobody can tell a probe
        return
    assert {one["id"] for one in found} >= {"50", "100", "1000"}
    for one in found:
        assert one["interval"] is None or 0 <= one["interval"] < 10**9
        assert one["priority"] in (None, 1, 2, 3, 4, 5)
        assert all(len(moment or "2026-01-01T00:00:00Z") == 20 for moment in (one["last_up"], one["last_down"]))


MEMBERS_OF_ROWS = sorted(
    {place for field in MEMBERS.values() for place in field.places} | {("parent",), ("path",), ("type",)}
)


@pytest.mark.parametrize(("place", "value"), list(itertools.product(MEMBERS_OF_ROWS, VALUES)))
def test_a_member_that_holds_anything(monkeypatch, place, value):
    def odd(number, kind, parent):
        found = settings_row((number, kind, "x", parent, True, "UP"))
        holder = found
        for name in place[:-1]:
            holder = holder.setdefault(name, {})
        holder[place[-1]] = value
        return found

    tree = [odd("1", "probe", "0"), odd("50", "group", "1"), odd("100", "device", "50"), odd("1000", "sensor", "100")]
    server, _unused = connect(monkeypatch, lambda request: page(tree) if "objects" in request.path else page([]))
    try:
        found = shown(server.read(Need(fields=EVERY_FIELD - {"icon"})).objects)
    except UnexpectedAnswer:
        assert place == ("type",)  # without its type nobody can tell what it is
        return
    assert [one["id"] for one in found] == ["1", "50", "100", "1000"]
    for one in found:
        assert one["interval"] is None or 0 <= one["interval"] < 10**9
        assert one["priority"] in (None, 1, 2, 3, 4, 5)
        assert all(tag and isinstance(tag, str) for tag in (one["tags"] or []))


@pytest.mark.parametrize("value", VALUES)
def test_settings_are_as_deep_as_settings_can_be(monkeypatch, value):
    found = settings_row(("5", "sensor", "x", "4", True, "UP"))
    found["odd"] = {"value": value, "plain": "text"}
    server, _unused = connect(monkeypatch, lambda request: page([found]))
    settings = server.read(Need(kinds=("sensor",), settings=True)).settings["5"]
    assert settings["odd"]["plain"] == "text"
    assert json.dumps(settings, allow_nan=False).count("{") < 12
    if value != nested(300):
        assert settings["odd"]["value"] == (None if value == float("inf") else value)


@pytest.mark.parametrize("column", ["upsens_raw", "pausedsens_raw"])
@pytest.mark.parametrize(
    ("text", "count"), [("x", None), ("-1", None), ("9" * 40, None), ("1e999", None), ("", 0), ("0003", 3)]
)
def test_a_count_that_cannot_be_read_is_null(column, text, count):
    counts = dict.fromkeys(
        (
            "upsens",
            "downsens",
            "downacksens",
            "partialdownsens",
            "warnsens",
            "pausedsens",
            "unusualsens",
            "undefinedsens",
        ),
        "1",
    )
    cells = {**{f"{name}_raw": value for name, value in counts.items()}, column: text}
    server, _unused = scripted(TableServer(devices=[{**row(100, "web", 50), **cells}]))
    summary = server.read(Need(kinds=("device",), summary=True)).summaries["100"]
    assert summary["up" if column == "upsens_raw" else "paused"] == count
    assert summary["down"] == 1


@pytest.mark.parametrize("value", [None, "x", -1, True, 1e308, 10**400, [], nested(300)])
def test_a_count_of_api_v2_that_cannot_be_read_is_null(monkeypatch, value):
    device = {
        **settings_row(("100", "device", "web", "50", True, "UP")),
        "sensor_status_summary": {"up": value, "down": 2},
    }
    server, _unused = connect(monkeypatch, lambda request: page([device]))
    summary = server.read(Need(kinds=("device",), summary=True)).summaries["100"]
    assert (summary["up"], summary["down"], summary["paused"]) == (None, 2, 0)


@pytest.mark.parametrize("text", ["1e999", "1E5", "9" * 5000, f"0.{'1' * 5000} %", "9" * 201])
def test_a_measured_value_that_is_none(text):
    assert read_shown(text, None) == (None, None)


@pytest.mark.parametrize("text", ["9" * 200, f"1.{'0' * 190} %"])
def test_a_measured_value_that_is_long_is_a_number(text):
    value, _unit = read_shown(text, 1.0)
    assert json.loads(json.dumps(value, allow_nan=False)) == value


@pytest.mark.parametrize("lastvalue", TEXTS)
def test_channels_of_anything(lastvalue):
    server, _unused = scripted([table("channels", [row(0, "x", lastvalue=lastvalue, lastvalue_raw=lastvalue)])])
    [channel] = server.channels(["5"])["5"]
    assert json.loads(json.dumps(channel, allow_nan=False)) == channel


@pytest.mark.parametrize("value", VALUES)
def test_channels_of_api_v2_of_anything(monkeypatch, value):
    listed = [{"id": "5.0", "name": "x", "last_measurement": {"display_value": value, "value": value}, "basic": value}]
    server, _unused = connect(monkeypatch, lambda request: page(listed))
    [channel] = server.channels(["5"])["5"]
    assert json.loads(json.dumps(channel, allow_nan=False)) == channel


@pytest.mark.parametrize("deep", [300, 100_000])
def test_rows_that_are_nested_deep(monkeypatch, deep):
    body = b'[{"id": "5", "type": "SENSOR", "tags": ' + b"[" * deep + b"]" * deep + b"}]"
    server, _unused = connect(monkeypatch, lambda request: answer(200, body, X_Total_Count=1))
    need = Need(kinds=("sensor",), fields=EVERY_FIELD - {"icon"})
    if deep == 300:
        assert shown(server.read(need).objects)[0]["tags"] == []
    else:
        with pytest.raises(UnexpectedAnswer, match="malformed JSON"):
            server.read(need)
    items = f"<sensors totalcount='1'><item><objid>5</objid><name>{'<a>' * deep}{'</a>' * deep}</name></item></sensors>"
    server, _unused = scripted([items])
    if deep > 300:
        with pytest.raises(UnexpectedAnswer, match="malformed XML"):
            server.read(Need(kinds=("sensor",)))


def test_every_kind_of_a_tree_that_goes_round_in_circles():
    tables = {
        "groups": [row(50, "a", 51), row(51, "b", 50)],
        "devices": [row(100, "c", 50)],
        "probenode": [],
        "sensors": [],
    }
    server, _unused = scripted(TableServer(**tables))
    snapshot = server.read(Need(kinds=("device", "group"), tree=True, under="51"))
    assert [one.id for one in snapshot.objects] == ["50", "51", "100"]
    assert Tree(snapshot.objects).is_below(snapshot.objects[2], "7") is None
