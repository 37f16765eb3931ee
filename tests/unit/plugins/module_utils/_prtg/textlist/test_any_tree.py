# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any tree, written as a TEXTLIST reply by a writer of its own, is read back as it is, or said not to be readable.

Names and comments are made of what can be mistaken for something else: commas, digits, words for states, times, line
separators of Unicode.
"""

from __future__ import annotations

import contextlib

import pytest

pytest.importorskip("hypothesis")

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import Garbled, read_lines
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.rows import read_rows

STATES = {"Up": "up", "Down": "down", "Paused": "paused", "Warning": "warning"}
PIECES = [
    *STATES, ",", ",", ",", "5", "60", "39845", "39845.5", "7", "ping", "", " ", "Ve", "Gr", "ü", "a", "-1", "Unusual",
    "\x00", "\x0b", "\x85", "\u2028", "'", '"', "\\",
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)
PLAIN = st.sampled_from(["web-1", "Ping", "HTTP", "Büro [Köln]"])
NAMES = st.one_of(PLAIN, HOSTILE)
LASTS = st.sampled_from(["", "39845", "39845.5", "39845.4993", "39844.00012", "38000.1"])

SENSOR = st.tuples(
    NAMES,
    st.sampled_from(["ping", "http", "", "SNMP Traffic"]),
    st.sampled_from([*STATES]),
    st.one_of(st.just(""), PLAIN, HOSTILE),
    st.sampled_from(["30", "60", "300", "86400"]),
    LASTS,
)
SERVER = st.tuples(NAMES, st.sampled_from(["", "4", "a.png"]), st.booleans(), st.lists(SENSOR, max_size=3))
GROUP = st.tuples(NAMES, st.booleans(), st.lists(SERVER, max_size=3))
TREES = st.lists(GROUP, max_size=4)
EXTRA = st.lists(st.sampled_from(["", "more", "5", "Paused"]), max_size=2)
FORMS = st.fixed_dictionaries(
    {
        "lower": st.booleans(),
        "comma": st.booleans(),
        "clock": st.sampled_from(["39845.5", "39846", None]),
        "end": st.sampled_from(["\n", "\r\n"]),
        "extra": EXTRA,
        "first_id": st.sampled_from([0, 1, 5, 60, 39840]),
    }
)


def written(tree, form):
    """The reply, and what it says: of each line of an object its kind, id, name, parent, and what else it has."""
    lines, said = [], []

    def time(text):
        return text.replace(".", ",") if form["comma"] else text

    def add(identifier, *parameters):
        lines.append(",".join([identifier.lower() if form["lower"] else identifier, *parameters, *form["extra"]]))

    # at midnight a number behind a day looks like its fraction, which counts
    at_midnight = "39845.5" if form["extra"][:1] == ["5"] else "39845"
    numbers = iter(range(form["first_id"], form["first_id"] + 1000))
    lines.append("ve,5" if form["lower"] else "Ve,7")
    if form["clock"]:
        lines.append(f"Cl,{time(form['clock'])}")
    for name, paused, servers in tree:
        group = str(next(numbers))
        add("Gr", name, group, "Paused" if paused else "")
        said.append(("group", group, name, UNREAD, paused))
        for server_name, icon, server_paused, sensors in servers:
            server = str(next(numbers))
            add("Sr", server_name, server, icon, "Paused" if server_paused else "")
            said.append(("device", server, server_name, group, server_paused))
            for sensor_name, kind, state, message, interval, last in sensors:
                sensor, scanned = str(next(numbers)), at_midnight if last == "39845" else last
                add("Sn", sensor_name, sensor, kind, state, message, interval, time(scanned))
                result = (message or None, int(interval), float(scanned) if scanned else None)
                said.append(("sensor", sensor, sensor_name, server, (kind or None, STATES[state], *result)))
    return "".join(line + form["end"] for line in lines), said


def read_back(text):
    """What the reader says, in the same form, and how many sensors it has doubts about; None if it refuses."""
    try:
        found = read_rows(read_lines(text))
    except Garbled:
        return None
    return [
        (*row[:4], (row.type, row.status, row.message, row.interval, row.last) if row.kind == "sensor" else row.paused)
        for row in found.rows
    ], len(found.doubts)


def same(found, told):
    """Whether an object is the one that was told of: its results may be unknown, but not others."""
    if found[:4] != told[:4]:
        return False
    if found[0] != "sensor":
        return found[4] == told[4]
    return found[4][:2] == told[4][:2] and all(
        one in (UNREAD, other) for one, other in zip(found[4], told[4], strict=True)
    )


@settings(max_examples=300)
@given(tree=TREES, form=FORMS)
@example(
    tree=[("A,5,", False, [])],
    form={"lower": False, "comma": True, "clock": None, "end": "\n", "extra": [], "first_id": 7},
)
@example(
    tree=[("A", False, [("B", "", False, [("C,5,ping,Up", "ping", "Down", "", "60", "")])])],
    form={"lower": False, "comma": True, "clock": None, "end": "\n", "extra": [], "first_id": 7},
)
def test_a_tree_is_read_back_or_refused(tree, form):
    text, said = written(tree, form)
    answer = read_back(text)
    if answer is None:
        return
    found, doubts = answer
    remaining = iter(said)
    # what was read is what was said, in its order; only sensors may be missing, and each of them is a doubt
    missing = []
    for one in found:
        for told in remaining:
            if told[1] == one[1]:
                assert same(one, told), (one, told, text)
                break
            missing.append(told)
        else:
            raise AssertionError(f"nobody said {one}: {text!r}")
    missing += remaining
    assert [told[0] for told in missing] == ["sensor"] * doubts, text


@settings(max_examples=100)
@given(
    tree=st.lists(
        st.tuples(
            PLAIN, st.booleans(), st.lists(st.tuples(PLAIN, st.just(""), st.booleans(), st.lists(SENSOR)), max_size=3)
        ),
        max_size=3,
    ),
    form=FORMS,
)
def test_names_without_commas_are_always_read(tree, form):
    """Whatever sensors are called and say: groups and servers are never refused for it."""
    text, said = written(tree, {**form, "extra": []})
    answer = read_back(text)
    assert answer is not None
    assert [one[:4] for one in answer[0] if one[0] != "sensor"] == [told[:4] for told in said if told[0] != "sensor"]


@settings(max_examples=150)
@given(names=st.lists(HOSTILE, max_size=4), form=FORMS)
def test_hostile_names_beside_a_plain_one_are_read(names, form):
    """With one plain name in each kind of line nothing is in doubt, since all lines have as many parameters behind."""
    servers = [("plain", "", False, []), *((name, "4", True, []) for name in names)]
    tree = [("plain", False, servers), *((name, True, []) for name in names)]
    text, said = written(tree, {**form, "extra": []})
    answer = read_back(text)
    assert answer is not None
    assert [one[:5] for one in answer[0]] == said


@settings(max_examples=150)
@given(st.text(max_size=300), st.lists(st.sampled_from(["Gr", "Sr", "Sn", "Cl", "Me", *PIECES, "\n"]), max_size=60))
def test_whatever_comes_is_read_or_refused(noise, pieces):
    for text in (noise, f"Ve,7\n{noise}", "Ve,7\n" + "".join(pieces), "Ve7\n" + "".join(pieces)):
        with contextlib.suppress(Garbled):
            reply = read_lines(text)
            found = read_rows(reply).rows if reply is not None else []
            assert all(one.id.isdigit() and one.name in text for one in found)
