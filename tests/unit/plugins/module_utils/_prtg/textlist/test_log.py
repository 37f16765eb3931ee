# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log over TEXTLIST: how messages are read in spite of commas, and which of them are wanted."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.log import Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import read_lines
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.log import messages_of
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.textlist.served import served

POINT, COMMA, NEITHER = "Ve,7\nCl,39845.5\n", "Ve,7\nCl,39845,5\n", "Ve,7\n"
NOON = 1233489600.0


def told(head, line):
    reply = read_lines(f"{head}{line}\n")
    return messages_of(reply.lines, reply.decimal)


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        (POINT, "Me,39845.5,1,Sensor up", (39845.5, "up", "Sensor up")),
        (POINT, "me,39845.5,3,a, b,,", (39845.5, "down", "a, b,,")),
        (POINT, "Me,39845,1,3,x", (39845.0, "up", "3,x")),
        (POINT, "Me,39845.5,Warning,x", (39845.5, "warning", "x")),
        (POINT, "Me,39845.5,Seltsam,x", (39845.5, None, "x")),
        (POINT, "Me,39845.5,0", (39845.5, "info", "")),
        (COMMA, "Me,39845,1,3,x", (39845.1, "down", "x")),
        (COMMA, "Me,39845,5,1,a, b", (39845.5, "up", "a, b")),
        (COMMA, "Me,39845,1,Up,x", (39845.1, "up", "x")),
        (COMMA, "Me,39845,1,hello, you", (39845.0, "up", "hello, you")),
        (COMMA, "Me,39845,1", (39845.0, "up", "")),
        (COMMA, "Me,39845,75,hm,x", (39845.75, None, "x")),
        (NEITHER, "Me,39845.5,1,x", (39845.5, "up", "x")),
        (NEITHER, "Me,39845,5,1,x", (39845.5, "up", "x")),
        *((head, line, None) for head in (POINT, COMMA) for line in ("Me", "Me,", "Me,39845", "Me,x,1,2", "Me,-1,1,x")),
    ],
)
def test_a_message(head, line, expected):
    assert told(head, line) == ([] if expected is None else [expected])


REPLY = POINT + "Me,39845.25,1,first\nMe,39845.5,3,last\nMe,39845.375,Odd,between\n"
DATE = {"Date": "Sun, 01 Feb 2009 11:00:00 GMT", "Content-Length": "1"}
ALL = Wanted(0, 2 * NOON)


@pytest.mark.parametrize(
    ("wanted", "messages"),
    [
        (ALL, ["last", "between", "first"]),
        (ALL._replace(most=2), ["last", "between"]),
        (ALL._replace(start=NOON - 7 * 3600, end=NOON - 3600), ["between", "first"]),
        (ALL._replace(statuses=frozenset({"up", "warning"})), ["first"]),
    ],
)
def test_the_messages_that_are_wanted(wanted, messages):
    server, requests = served((200, DATE, REPLY))
    query = Query()
    log = server.part("log")
    answer = log.read(wanted, query)
    assert [line.message for line in answer.lines] == messages
    assert not answer.is_whole
    assert not log.tells_objects
    assert {line.status for line in answer.lines} <= {None, *log.words}
    assert query.sent == ["GET /base/textlist"]
    assert len(requests) == 1


def test_times_are_in_utc():
    server, _requests = served((200, DATE, REPLY))
    assert server.part("log").read(ALL, Query()).lines[0].at == NOON - 3600


def test_without_a_zone_there_are_no_times():
    server, _requests = served((200, {"Content-Length": "1"}, REPLY), (200, {}, "Ve,7\nGr,A,1,\n"))
    with pytest.raises(UnexpectedAnswer, match="the times of messages cannot be told"):
        server.part("log").read(ALL, Query())
    assert server.part("log").read(ALL, Query()).lines == []
