# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_message_info: the log of a period, of objects, of statuses, while new lines come in."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import messages
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import log
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_message_info
from tests.behaviour.told import prtg, told
from tests.emulator.process import opener

PING, DEVICE, OTHER, GROUP = "2101", "1001", "1002", "52"
HOUR = 3600


@pytest.fixture
def happened(emulator):
    """Pauses and resumptions, an hour apart: of a device, of a sensor of it, of another device."""
    for page, number in (("pause", DEVICE), ("resume", DEVICE), ("pause", PING), ("resume", PING), ("pause", OTHER)):
        act(emulator, f"pause.htm?id={number}&action={int(page == 'resume')}")
        emulator.advance(HOUR)
    emulator.reset()


@pytest.fixture
def ask(emulator):
    def asked(**options):
        answer = told(emulator, prtg_message_info, **{**prtg(emulator, options.pop("api", "v1")), **options})
        assert emulator.writes() == []
        return answer

    return asked


def act(emulator, call):
    key = emulator.credentials["prtg_api_token"]
    opener().open(f"{emulator.prtg}/api/{call}&apitoken={key}", timeout=10).close()


def lines(answer):
    assert not answer.get("failed"), answer
    return [(one["status"], one["object_id"]) for one in answer["messages"]]


EVERYTHING = [
    ("pausedbyuser", OTHER),
    ("resuming", PING),
    ("pausedbyuser", PING),
    ("resuming", DEVICE),
    ("pausedbyuser", DEVICE),
]


@pytest.mark.usefixtures("happened")
def test_the_whole_log_the_newest_first(ask, emulator):
    answer = ask()
    assert lines(answer) == EVERYTHING
    assert (answer["changed"], answer["is_complete"]) == (False, True)
    assert ask(check_mode=True)["messages"] == answer["messages"]
    first = answer["messages"][2]
    assert first["time"].endswith("Z")
    assert {name: value for name, value in first.items() if name not in ("time", "group")} == {
        "status": "pausedbyuser",
        "status_code": 604,
        "message": "Paused by user",
        "object_id": PING,
        "name": "Ping",
        "kind": "sensor",
        "parent": "web-1",
        "device": "web-1",
        "probe": "Local Probe",
        "url": f"{emulator.prtg}/sensor.htm?id={PING}",
    }
    assert answer["messages"][0]["kind"] == "device"


SELECTED = {
    "a device and what is below": ({"ids": [DEVICE]}, EVERYTHING[1:]),
    "what is below a device": ({"under": DEVICE}, EVERYTHING[1:3]),
    "a sensor by its path": ({"names": ["Ping"], "under": "Local Probe/Web Shop/Production/web-1"}, EVERYTHING[1:3]),
    "two that are below one another": ({"ids": [DEVICE, PING]}, EVERYTHING[1:]),
    "a group": ({"ids": [GROUP]}, EVERYTHING),
    "the root": ({"ids": ["0"]}, EVERYTHING),
    "by a filter": ({"filter": 'kind = device and name = "web-2"'}, EVERYTHING[:1]),
    "by statuses": ({"statuses": ["resuming", "608"]}, [EVERYTHING[1], EVERYTHING[3]]),
    "by a word with blanks": ({"statuses": ["Resuming "]}, [EVERYTHING[1], EVERYTHING[3]]),
    "by the number of a code": ({"statuses": ["0602"]}, [EVERYTHING[1], EVERYTHING[3]]),
    "of the last hours": ({"start": "-150m"}, EVERYTHING[:2]),
    "until then": ({"end": "-150m"}, EVERYTHING[2:]),
}


SERVERS = {
    "one by one": (10, None),
    "from what lies above": (0, None),
    "in another zone": (10, "v1_account_zone"),
    "that ignores filters": (0, "v1_filter_ignored"),
    "that goes on": (10, "v1_log_grows"),
}


@pytest.mark.usefixtures("happened")
@pytest.mark.parametrize("server", SERVERS)
def test_selections(ask, emulator, monkeypatch, server):
    one_by_one, quirk = SERVERS[server]
    monkeypatch.setattr(messages, "ONE_BY_ONE", one_by_one)
    if quirk:
        emulator.quirk(quirk)
    found = {name: lines(ask(**{"end": "-1m", **options})) for name, (options, _expected) in SELECTED.items()}
    assert found == {name: expected for name, (_options, expected) in SELECTED.items()}


@pytest.mark.usefixtures("happened")
@pytest.mark.parametrize("filled", [False, True])
def test_pages_while_lines_come_in(ask, emulator, monkeypatch, filled):
    monkeypatch.setattr(log, "PAGE_SIZE", 4)
    emulator.quirk("v1_log_grows")
    emulator.quirk("v1_last_page_filled", filled)
    assert lines(ask(end="-1m")) == EVERYTHING


@pytest.mark.usefixtures("happened")
def test_limits(ask):
    cut = ask(limit=2)
    assert (lines(cut), cut["is_complete"]) == (EVERYTHING[:2], False)
    assert ask(limit=5)["is_complete"] is True
    assert lines(ask(limit=2, max_rows=2)) == EVERYTHING[:2]
    refused = ask(max_rows=4)
    assert refused["error"]["kind"] == "SelectionRefused"
    assert "more than max_rows, 4 messages" in refused["msg"]
    assert lines(ask(max_rows=5)) == EVERYTHING


def test_nothing_happened(ask):
    answer = ask()
    assert (answer["messages"], answer["is_complete"]) == ([], True)
    assert len([sent for sent in answer["query"]["sent"] if "messages" in sent]) == 2, "nothing is asked for twice"
    nobody = ask(names=["Nobody"])
    assert nobody["messages"] == []
    assert "nothing matches (names 'Nobody')" in nobody["msg"]


BEFORE_ANYTHING = {
    "API v2": ({"api": "v2"}, "PRTG's API v2 does not tell the log. Nothing was sent. Use API v1"),
    "ends before it starts": ({"start": "-1h", "end": "-2h"}, "ends before it starts"),
    "ends before it starts, in words": ({"start": "-1h", "end": "-90m"}, "start is '-1h', which is 20"),
    "has not begun": ({"start": "+1h", "end": "+2h"}, "has not begun: start is '+1h', which is 20"),
    "ends before a date": (
        {"start": "9999-01-01T00:00:00Z", "end": "+2h"},
        "start is 9999-01-01T00:00:00Z, and end is '+2h', which",
    ),
    "years": ({"start": "-3y"}, "start is '-3y', which is not a point in time"),
    "before PRTG": ({"start": "1969-01-01T00:00:00Z"}, "start is 1969-01-01T00:00:00Z, before 1970"),
    "no status": ({"statuses": ["broken"]}, "statuses has 'broken', which no message has"),
    "an odd number": ({"statuses": ["6\u00b2"]}, "which no message has"),
    "a long number": ({"statuses": ["6" * 4000]}, "which no message has"),
    "no statuses": ({"statuses": []}, "statuses is an empty list"),
    "no rows": ({"max_rows": 0}, "max_rows must be at least 1"),
    "no limit": ({"limit": 0}, "limit must be at least 1"),
    "nobody": ({"ids": [""]}, "must not have an element that is empty"),
    "a filter": ({"filter": "status ="}, "a value was expected"),
}


@pytest.mark.parametrize("name", BEFORE_ANYTHING)
def test_refused_before_anything_is_sent(ask, emulator, name):
    options, text = BEFORE_ANYTHING[name]
    answer = ask(**options)
    assert answer["failed"]
    assert text in answer["msg"]
    assert emulator.requests() == []


def test_refused_before_the_log_is_read(ask, emulator):
    assert ask(under="0", max_matched=3)["error"]["kind"] == "SelectionRefused"
    assert ask(under="4711")["error"]["kind"] == "NotFound"
    assert [seen for seen in emulator.requests() if "content=messages" in seen["path"]] == []


def test_check_mode_knows_that_ids_may_come(ask):
    assert ask(ids=[""], check_mode=True)["messages"] == []


@pytest.mark.usefixtures("happened")
def test_no_secret_is_told(ask, emulator):
    key = emulator.credentials["prtg_api_token"]
    for status, body in ((500, key), (200, f"<messages><item><name>{key}</name></item></messages>"), (200, key)):
        emulator.faults([{"server": "prtg", "query": "content=messages", "status": status, "body": body}])
        answer = ask(retries=0)
        assert answer["failed"]
        assert key not in str(answer)
    emulator.reset()
    assert key not in str(ask())
