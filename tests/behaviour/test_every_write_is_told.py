# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whenever a module sends a write, its answer says ``changed`` or why not, and check mode has predicted it."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check, pingdom_maintenance, prtg_pause
from tests.behaviour.told import pingdom, prtg, told

#: Objects of the demo world: up, paused by a person without an end, by one for a time, by its parent, and a group.
OBJECTS = ["1001", "1012", "2522", "1031", "57"]
WISHES = [
    {"state": state, **more}
    for state, options in {
        "paused": [
            {"duration": duration, **flags}
            for duration in ("1h", "forever")
            for flags in ({}, {"renew": True}, {"override": True}, {"renew": True, "override": True}, {"adopt": True})
        ],
        "resumed": [{}, {"override": True}],
        "restored": [{"reason": "Paused by Ansible"}],
    }.items()
    for more in options
]


PLACES = list(itertools.product(OBJECTS, ["v1", "v2"]))


@pytest.mark.parametrize(("object_id", "api"), PLACES)
def test_pauses(emulator, object_id, api):
    pairs = list(itertools.product(WISHES, WISHES))
    # each pair of wishes in turn on another object and API: all pairs everywhere would take minutes
    for first, second in pairs[PLACES.index((object_id, api)) :: len(PLACES) - 1]:
        emulator.reset(world=True)
        connection = prtg(emulator, api)
        answers = []
        for wish in (first, second):
            predicted = told(emulator, prtg_pause, check_mode=True, ids=[object_id], **wish, **connection)
            answers.append(told(emulator, prtg_pause, ids=[object_id], **wish, **connection))
            assert predicted["changed"] == answers[-1]["changed"], (first, second)
        for answer in reversed(answers):
            told(emulator, prtg_pause, state="restored", restore=answer.get("restore", {}), **connection)


CHECK = {"name": "new", "type": "http", "host": "new.example"}
CHECKS = [
    CHECK,
    CHECK,
    {**CHECK, "tags": ["a"]},
    {"name": "new", "paused": True},
    {"name": "new", "paused": True},
    {"name": "new", "paused": False},
    {**CHECK, "port": 8080},
    {"name": "new", "state": "absent"},
    {"name": "new", "state": "absent"},
]
WINDOW = {"description": "new", "start": "now", "duration": "1h", "check_tags": ["shop"]}
WINDOWS = [
    WINDOW,
    WINDOW,
    {**WINDOW, "duration": "3h"},
    {"description": "new", "state": "absent"},
    {"description": "new", "state": "absent"},
    {**WINDOW, "start": "+2h"},
    {"description": "new", "state": "absent"},
]


@pytest.mark.parametrize(("module", "wishes"), [(pingdom_check, CHECKS), (pingdom_maintenance, WINDOWS)])
def test_checks_and_windows(emulator, module, wishes):
    for wish in wishes:
        predicted = told(emulator, module, check_mode=True, **wish, **pingdom(emulator))
        answer = told(emulator, module, **wish, **pingdom(emulator))
        assert not answer.get("failed"), answer
        assert predicted["changed"] == answer["changed"], wish
