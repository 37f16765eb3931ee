# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a TEXTLIST reply: what each says, in which forms, and what is refused as it could say two things."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import Garbled, read_lines
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.rows import read_rows

HEAD = "Ve,7.0.8.1234\n"
POINT, COMMA = HEAD + "Cl,39845.5\n", HEAD + "Cl,39845,5\n"


def rows(text):
    return read_rows(read_lines(text)).rows


def one(text):
    [found] = rows(text)
    return found


def sensor(line, head=POINT):
    return one(f"{head}{line}\n")


def told(row):
    return row.message, row.interval, row.last


@pytest.mark.parametrize("text", ["", "\n\n", "<html></html>", "Gr,Root,0,\n", "Error", "V", "\0Ve,7"])
def test_a_reply_begins_with_a_version(text):
    assert read_lines(text) is None


@pytest.mark.parametrize(
    ("text", "version", "lower"),
    [
        ("Ve,7.0.8", "7.0.8", False),
        ("ve,5.2\r\n", "5.2", True),
        ("\r\n Ve"[3:] + ",8,extra", "8", False),
        ("Ve", "", False),
    ],
)
def test_the_version_tells_the_dialect(text, version, lower):
    assert read_lines(text)[:2] == (version, lower)


@pytest.mark.parametrize(
    ("line", "decimal", "clock"),
    [
        ("Cl,39845.5", ".", 39845.5),
        ("cl,35065,5", ",", 35065.5),
        ("Cl,39845.5,more", ".", 39845.5),
        ("Cl,39845,05,more", ",", 39845.05),
        ("Cl,39845", None, 39845.0),
        ("Cl,39845,", None, 39845.0),
        ("Cl,", None, None),
        ("Cl", None, None),
        ("Cl,never", None, None),
        ("Cl,1e5", None, None),
        ("Cl,nan", None, None),
        ("Cl,5.5", None, None),
        ("Cl,99999999999999999999,5", None, None),
        ("Ui,1", None, None),
    ],
)
def test_the_clock_decides_the_decimal_sign(line, decimal, clock):
    assert read_lines(HEAD + line)[3:] == (decimal, clock)


def test_two_clocks_that_differ_are_refused():
    assert read_lines(POINT + "Cl,39845.5").clock == 39845.5
    with pytest.raises(Garbled, match="twice") as refused:
        read_lines(POINT + "Cl,39845.6")
    assert (refused.value.number, refused.value.line) == (3, "Cl,39845.6")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
def test_line_ends(end):
    text = end.join(["Ve,7", "Gr,A,1,", "Sr,B,2,,", "Sn,C,3,ping,Up,OK,60,", ""])
    assert [(row.name, row.id) for row in rows(text)] == [("A", "1"), ("B", "2"), ("C", "3")]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\ufeff"])
def test_no_other_character_ends_a_line(character):
    assert one(f"{HEAD}Gr,A{character}Gr,5,\n").name == f"A{character}Gr"


def test_the_first_line_decides_whether_a_comma_follows_an_identifier():
    assert one("Ve7.0\nGrRoot,5,\n").name == "Root"
    assert rows("Ve,7.0\nGrand,5,\nSnow\nGr\n"[:-3]) == []


def test_what_is_unknown_and_empty_is_ignored():
    text = HEAD + "Xx,something,new\n\nQ\ntt,\ntt,-1\nnv,5.3, available\n   \nGr,Root,0,,more,fields\nSn,Short,5\n"
    group, short = rows(text)
    assert group[:5] == ("group", "0", "Root", UNREAD, False)
    assert short[:4] == ("sensor", "5", "Short", UNREAD)
    assert {*short[4:]} == {UNREAD, None}


def test_parents_are_by_order():
    text = HEAD + (
        "Sn,early,1\nSr,early,2,,\nSn,on early,3\nGr,A,10,\nSn,in no server,4\nSr,B,11,,Paused\nSn,C,12\n"
        "Gr,D,20,Paused\nSn,again,5\nSr,E,21,,\nSr,F,22,,\nSn,G,23\n"
    )
    parents = {row.id: row.parent for row in rows(text)}
    assert {key for key, parent in parents.items() if parent is UNREAD} == {"1", "2", "10", "4", "20", "5"}
    assert {key: parent for key, parent in parents.items() if parent is not UNREAD} == {
        "3": "2", "11": "10", "12": "11", "21": "20", "22": "20", "23": "22"
    }  # fmt: skip
    assert {row.id: row.paused for row in rows(text) if row.kind != "sensor"} == {
        "2": False, "10": False, "11": True, "20": True, "21": False, "22": False
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "name", "number", "paused"),
    [
        ("Gr,Berlin, Mitte,12,", "Berlin, Mitte", "12", False),
        ("Gr,Rack 1,2,3,Paused", "Rack 1,2", "3", True),
        ("Gr,Paused,7,Paused", "Paused", "7", True),
        ("Gr,,7,", "", "7", False),
        ("Gr,0007,0008,", "0007", "8", False),
        ("Gr,A,5", "A", "5", False),
        ("Gr,A,5,Pausiert", "A", "5", UNREAD),
        ("Gr,A,5,,note,4", "A", "5", False),
    ],
)
def test_groups(line, name, number, paused):
    """Of a word that no document has nobody knows whether it is for a pause."""
    assert one(HEAD + line)[1:5] == (number, name, UNREAD, paused)


@pytest.mark.parametrize(
    ("line", "name", "number", "icon", "paused"),
    [
        ("Sr,www.example.com,2,4,", "www.example.com", "2", "4", False),
        ("Sr,a,b,2,4,Paused", "a,b", "2", "4", True),
        ("Sr,a,1,2,4,", "a,1", "2", "4", False),
        ("Sr,Probe Device,40,,", "Probe Device", "40", None, False),
        ("Sr,x,2,a.png", "x", "2", "a.png", False),
        ("Sr,x,2", "x", "2", None, False),
    ],
)
def test_servers(line, name, number, icon, paused):
    found = one(HEAD + line)
    assert (found.name, found.id, found.icon, found.paused) == (name, number, icon, paused)


def test_more_parameters_are_counted_over_all_lines():
    text = HEAD + "Gr,A,5,,7,\nGr,B,6,Paused,8,\n"
    # "A,5," with id 7, or A with id 5 and two more parameters
    with pytest.raises(Garbled, match="several ways"):
        rows(text)
    found = rows(text + "Gr,C,9,\n")
    assert [(row.name, row.id) for row in found] == [("A,5,", "7"), ("B,6,Paused", "8"), ("C", "9")]


def test_a_last_parameter_that_is_missing_where_nothing_is_paused():
    found = rows(HEAD + "Gr,A,5\nGr,B,6,Paused\nSr,a,1,7,x\nSr,b,8,y,Paused\n")
    assert [(row.name, row.id, row.paused) for row in found] == [
        ("A", "5", False),
        ("B", "6", True),
        ("a,1", "7", False),
        ("b", "8", True),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Gr", "Gr,", "Gr,A", "Gr,A,x,", "Sr,A,,,", "Gr,A,-1,", "Gr,A,1.5,", "Gr,A,1234567890123456789,",
        "Gr,A,\u0665,", "Sr,A,,12,", "Sr,A,,12,Paused", "Sr,A,-1,12,", "Sr,A,1234567890123456789,12,",
    ],
)  # fmt: skip
def test_a_group_or_server_without_an_id_spoils_the_reply(line):
    with pytest.raises(Garbled, match="no id"):
        rows(f"{HEAD}{line}\n")


@pytest.mark.parametrize("second", ["Gr,B,1,", "Sr,B,1,,", "Sn,B,1,ping,Up,OK,60,", "Sn,B,01"])
def test_an_id_of_two_spoils_the_reply(second):
    with pytest.raises(Garbled, match="id 1 is that of another group"):
        rows(f"{HEAD}Gr,A,1,\n{second}\n")


@pytest.mark.parametrize(
    ("line", "name", "number", "kind", "status"),
    [
        ("Sn,Ping,3,ping,Up,OK,60,39845.4", "Ping", "3", "ping", "up"),
        ("Sn,Ping,3,ping,Down,,60,", "Ping", "3", "ping", "down"),
        ("Sn,Ping,3,ping,Paused,a,60,", "Ping", "3", "ping", "paused"),
        ("Sn,Ping,3,,Warning,a,60,", "Ping", "3", None, "warning"),
        ("Sn,Up,Up,Up,3,ping,Down,Up,60,39845.4", "Up,Up,Up", "3", "ping", "down"),
        ("Sn,a,5,b,3,ping,Up,x,60,", "a,5,b", "3", "ping", "up"),
        ("Sn,Ping,3,ping,Unusual,a,60,", "Ping", "3", "ping", "unusual"),
        ("Sn,Ping,3,ping,Down (Acknowledged),a,60,", "Ping", "3", "ping", "acknowledged"),
        ("Sn,Ping,3,ping,Weird,a,60,39845.4", "Ping", "3", "ping", UNREAD),
        ("Sn,Ping,3,ping", "Ping", "3", "ping", UNREAD),
    ],
)
def test_sensors(line, name, number, kind, status):
    found = sensor(line)
    assert (found.name, found.id, found.type, found.status) == (name, number, kind, status)


@pytest.mark.parametrize(
    "line",
    [
        "Sn,A,5,ping,Up,7,http,Down,x,60,39845.4",
        "Sn,Ping,3,ping,Up,see 1,7,x,Down,60,",
        "Sn,A,5,ping,Unusual,7,http,Up,x,60,39845.4",
        "Sn,Rack,1,2,ping,Weird,a,60,39845.4",
        "Sn,A,1,2",
        "Sn,A",
        "Sn",
    ],
)
def test_a_sensor_that_can_be_read_in_two_ways_is_doubtful(line):
    found = read_rows(read_lines(f"{POINT}Sr,S,1000,,\n{line}\nSn,Ping,2000,ping,Up,OK,60,39845.4\n"))
    assert [row.id for row in found.rows] == ["1000", "2000"]
    assert [(parent, doubt.number, doubt.line) for parent, doubt in found.doubts] == [("1000", 4, line)]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("OK,60,39845.4993", ("OK", 60, 39845.4993)),
        ("1,200 msec, slow,60,39845.25", ("1,200 msec, slow", 60, 39845.25)),
        (",60,", (None, 60, None)),
        ("a,60,39845", ("a", 60, 39845.0)),
        ("a,,39845.5", ("a", None, 39845.5)),
        ("a,60", ("a", 60, UNREAD)),
        ("a", ("a", UNREAD, UNREAD)),
        ("", (None, UNREAD, UNREAD)),
        ("a,b", (UNREAD, UNREAD, UNREAD)),
        ("a,60,never", (UNREAD, UNREAD, UNREAD)),
        ("a,99999999999,39845.5", (UNREAD, UNREAD, UNREAD)),
        ("a,60,39845.5,more,and more", ("a", 60, 39845.5)),
        ("a,60,,more", ("a", 60, None)),
        ("a,60,39845.5,5,", (UNREAD, UNREAD, UNREAD)),
    ],
)
def test_results_with_a_decimal_point(behind, expected):
    """The last one is a sensor that is scanned each 5 s and was never, or one with two more parameters."""
    assert told(sensor(f"Sn,Ping,3,ping,Up,{behind}")) == expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("OK,60,39845,4993", ("OK", 60, 39845.4993)),
        ("OK,60,39845,0004", ("OK", 60, 39845.0004)),
        ("OK,60,39845", ("OK", 60, 39845.0)),
        ("OK,60,", ("OK", 60, None)),
        ("7,300,60,39845,39845", ("7,300", 60, 39845.39845)),
        ("a,60,39845,5,more", ("a", 60, 39845.5)),
        ("a,60,39845.5", (UNREAD, UNREAD, UNREAD)),
    ],
)
def test_results_with_a_decimal_comma(behind, expected):
    assert told(sensor(f"Sn,Ping,3,ping,Up,{behind}", COMMA)) == expected


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("Sn,Ping,3,ping,Up,OK,60,39845.5", 39845.5),
        ("Sn,Ping,3,ping,Up,OK,60,39845,5", UNREAD),
        ("Sn,Ping,3,ping,Up,OK,60,39845,5\nSn,Ping,4,ping,Up,OK,60,", 39845.5),
    ],
)
def test_results_without_a_clock(lines, last):
    """Whether what follows a day is its fraction shows where a line without a time has no such parameter."""
    assert told(rows(f"{HEAD}{lines}\n")[0]) == ("OK", 60, last)
