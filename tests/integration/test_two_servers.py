# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two PRTG servers whose ids overlap: what belongs to one is never looked for, or silenced, on the other."""

from __future__ import annotations

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.process import running

PAUSE, INFO = "opswatch.monitoring.prtg_pause", "opswatch.monitoring.prtg_object_info"


@pytest.fixture(scope="module")
def second():
    """Server B, called localhost; the fixture ``emulator`` is server A, called 127.0.0.1. Both have the demo's ids."""
    with running() as emulator:
        yield WatchedEmulator(**vars(emulator))


@pytest.fixture
def servers(emulator, second):
    """Connection options by the name of a server and the API."""
    second.reset(world=True)
    token = emulator.credentials["prtg_api_token"]
    urls = {
        ("127.0.0.1", "v1"): emulator.prtg,
        ("127.0.0.1", "v2"): emulator.prtg_v2,
        ("localhost", "v1"): second.prtg.replace("127.0.0.1", "LocalHost"),
        ("localhost", "v2"): second.prtg_v2.replace("127.0.0.1", "localhost"),
    }
    return {key: {"url": url, "api": key[1], "api_token": token} for key, url in urls.items()}


def refused(result, one, other):
    return result.failed and one in result["msg"] and f"this task talks to {other}" in result["msg"]


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_what_belongs_to_one_server_is_refused_on_the_other(ansible, emulator, second, servers, api):
    here, there = servers["127.0.0.1", api], servers["localhost", api]
    of_here = {"ids": ["1001"], "expect_server": "127.0.0.1"}
    tasks = [
        {PAUSE: {**here, **of_here}, "register": "silenced"},
        {PAUSE: {**there, **of_here}},
        {PAUSE: {**there, **of_here, "state": "resumed"}},
        {PAUSE: {**there, **of_here, "state": "restored"}},
        {PAUSE: {**there, "state": "restored", "restore": "{{ silenced.restore }}"}},
        {PAUSE: {**here, "state": "restored", "restore": "{{ silenced.restore }}", "expect_server": "localhost"}},
        {PAUSE: {**there, **of_here}, "check_mode": True},
        {INFO: {**there, **of_here}},
    ]
    run = ansible.playbook([{**task, "ignore_errors": True} for task in tasks])
    silenced, *others = run.results
    assert (silenced["server"], silenced["restore"]["server"]) == ("127.0.0.1", "127.0.0.1")
    wrong = others.pop(4)
    assert refused(wrong, "localhost", "127.0.0.1")
    assert [one for one in others if not refused(one, "127.0.0.1", "localhost")] == []
    assert second.requests() == []
    assert len(emulator.writes()) == 1


def test_both_apis_of_a_server_are_that_server(ansible, emulator, second, servers):
    tasks = [
        {PAUSE: {**servers["localhost", "v1"], "ids": ["1001"], "expect_server": "LOCALHOST "}, "register": "silenced"},
        {INFO: {**servers["localhost", "v2"], "ids": ["1001"], "expect_server": "{{ silenced.server }}"}},
        {PAUSE: {**servers["localhost", "v2"], "state": "restored", "restore": "{{ silenced.restore }}"}},
    ]
    silenced, seen, restored = ansible.playbook(tasks).results
    assert (silenced["server"], seen["server"]) == ("localhost", "localhost")
    assert seen["objects"][0]["active"] is False
    assert restored.changed
    assert emulator.requests() == []


def test_a_name_tells_servers_apart_and_joins_the_addresses_of_one(ansible, emulator, second, servers):
    """Two servers behind one host name, and one server under two."""
    here, there = servers["127.0.0.1", "v1"], servers["localhost", "v1"]
    tasks = [
        {PAUSE: {**here, "ids": ["1001"]}, "register": "unnamed"},
        {PAUSE: {**here, "ids": ["1002"], "server_name": "berlin"}, "register": "named"},
        {PAUSE: {**here, "state": "restored", "restore": "{{ unnamed.restore }}", "server_name": "berlin"}},
        {PAUSE: {**here, "ids": ["1002"], "server_name": "paris", "expect_server": "berlin"}},
        {PAUSE: {**there, "ids": ["1002"], "server_name": "berlin", "expect_server": "berlin"}},
        {PAUSE: {**here, "state": "restored", "restore": "{{ named.restore }}", "server_name": "berlin"}},
        {PAUSE: {**here, "state": "restored", "restore": "{{ unnamed.restore }}"}},
    ]
    run = ansible.playbook([{**task, "ignore_errors": True} for task in tasks])
    _unnamed, named, before_its_name, other, same, *restored = run.results
    assert named["server"] == "berlin"
    assert refused(before_its_name, "127.0.0.1", "berlin")
    assert "the server_name that it had then" in before_its_name["msg"]
    assert refused(other, "berlin", "paris")
    assert same.changed
    assert [one.changed for one in restored] == [True, True]


def test_the_name_comes_from_the_environment_too(ansible, emulator):
    env = {**emulator.v1, "PRTG_SERVER_NAME": " Berlin "}
    tasks = [{INFO: {"ids": ["1001"], "fields": ["id"], "expect_server": expected}} for expected in ("berlin", "paris")]
    right, wrong = ansible.playbook([{**task, "ignore_errors": True} for task in tasks], env=env).results
    assert right["server"] == "Berlin"
    assert refused(wrong, "paris", "Berlin")
    blank = ansible.playbook(tasks[:1], env={**env, "PRTG_SERVER_NAME": " "}, fails=True).last
    assert refused(blank, "berlin", "127.0.0.1")
