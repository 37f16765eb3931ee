# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts and teams as a playbook manages them, over both versions of the API."""

from __future__ import annotations

import pytest

from tests.contract import documented21, openapi

CONTACT, TEAM = "opswatch.monitoring.pingdom_contact", "opswatch.monitoring.pingdom_team"
PEOPLE, TEAMS = "opswatch.monitoring.pingdom_contact_info", "opswatch.monitoring.pingdom_team_info"
BOTH = "{{ [{'address': 'zoe@example.com', 'severity': 'HIGH'}, {'address': 'zoe@example.com', 'severity': 'LOW'}] }}"
SMS = [{"country_code": 49, "number": "151 7654321", "severity": "HIGH"}]

STORY = [
    {CONTACT: {"name": "Zoe", "targets": {"email": BOTH, "sms": SMS}}, "register": "zoe"},
    {CONTACT: {"email": "BEN@example.com", "paused": True, "targets": {"sms": None}}},
    {TEAM: {"name": "Night shift", "members": ["Ada Operator", "zoe@example.com"]}},
    {TEAM: {"name": "{{ item }}", "members": "Zoe", "members_mode": "append"}, "loop": ["Mail", "Web shop"]},
    {CONTACT: {"name": "Service desk", "state": "absent"}},
]
READ = [{PEOPLE: {"ids": "{{ [zoe.contact.id] }}", "names": ["Nobody"]}}, {TEAMS: {"names": "Night shift"}}]


@pytest.fixture
def play(ansible, emulator):
    """Run tasks against the emulated Pingdom; at the end every request must have been a documented one."""
    yield lambda tasks, env, **options: ansible.playbook(list(tasks), env=env, **options)
    requests = emulator.requests("pingdom")
    assert documented21.validate_recorded(requests) == []
    if openapi.available():
        assert openapi.validate_recorded(requests) == []


def assert_story(play, emulator, env):
    foretold = play(STORY[:2], env, check=True, diff=True)
    assert emulator.writes() == []
    made = play([*STORY, *READ], env, diff=True)
    writes = len(emulator.writes())
    again = play(STORY, env)
    assert [one.changed for one in made.results] == [True] * 5 + [False] * 2
    assert [one.changed for one in again.results] == [False] * 5
    assert len(emulator.writes()) == writes
    assert [one["diff"] for one in foretold.results] == [one["diff"] for one in made.results[:2]]
    zoe = made.results[0]["contact"]
    assert zoe["targets"]["sms"] == [
        {"country_code": "49", "number": "1517654321", "provider": "nexmo", "severity": "HIGH"}
    ]
    people, night = made.results[-2], made.results[-1]["teams"][0]
    assert [one["name"] for one in people["contacts"][0]["teams"]] == ["Web shop", "Mail", "Night shift"]
    assert people["msg"] == "no contact has the name 'Nobody'"
    assert [one["name"] for one in night["members"]] == ["Ada Operator", "Zoe"]


@pytest.mark.every_core
@pytest.mark.other_python
def test_people_are_managed_over_3_1(play, emulator):
    assert_story(play, emulator, emulator.pingdom_env)


def test_people_are_managed_over_2_1(play, emulator):
    assert_story(play, emulator, emulator.pingdom_21_env)


def test_arguments_that_cannot_be_are_refused_before_anything_is_sent(play, emulator):
    wrong = [
        {CONTACT: {"name": "Zoe", "targets": {"email": [{"address": "zoe@example.com"}]}}},
        {CONTACT: {"name": "Zoe", "targets": {"email": [{"address": "zoe@example.com", "severity": "SOME"}]}}},
        {CONTACT: {"name": "Zoe", "targets": {"email": [{"address": "zoe@example.com", "severity": "HIGH"}]}}},
        {CONTACT: {"id": 1, "email": "zoe@example.com"}},
        {CONTACT: {"targets": {}}},
        {TEAM: {"name": "Mail", "members": ["Zoe"], "members_mode": "prepend"}},
        {TEAM: {"name": None}},
        {PEOPLE: {"names": [""]}},
    ]
    run = play([{**task, "ignore_errors": True} for task in wrong], emulator.pingdom_env)
    words = [
        "missing required arguments: severity",
        "value of severity must be one of: HIGH, LOW",
        "would have no target of severity LOW",
        "mutually exclusive: id|email",
        "one of the following is required: id, email, name",
        "value of members_mode must be one of",
        "null",
        "names must not have an element that is empty or null",
    ]
    for result, text in zip(run.results, words, strict=True):
        assert text in result["msg"]
    assert emulator.writes() == []
