# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory and the lookup of Pingdom against the emulated account, as ansible-inventory and playbooks use them."""

from __future__ import annotations

import json

import pytest

SOURCE = {"plugin": "opswatch.monitoring.pingdom"}
NAME = "opswatch.pingdom.yml"
LOOKUP = "{{ lookup('ansible.builtin.pipe', 'touch pwned') }}"
OPTION = "-oProxyCommand=touch${IFS}pwned"


def row(number, name, host, tag):
    tags = [{"name": tag, "type": "u", "count": 1}]
    told = {"id": number, "name": name, "hostname": host, "type": "http", "status": "up", "resolution": 5}
    return {**told, "created": 1700000000, "tags": tags}


HOSTILE = [
    row(1, LOOKUP, "www.example.com", LOOKUP),
    row(2, "localhost", "127.1", "localhost"),
    row(3, OPTION, OPTION, "all"),
]
ANSWER = {"checks": HOSTILE, "counts": {"total": 3, "limited": 3, "filtered": 3}}


@pytest.mark.oldest_core
def test_checks_and_their_targets(ansible, emulator):
    config = {**SOURCE, "duplicates": "id", "keyed_groups": [{"key": "pingdom_tags", "prefix": "has"}]}
    run = ansible.inventory(config, "--list", "--export", env=emulator.pingdom_env, name=NAME)
    assert len(run.hostvars) == 8
    front = run.data["_meta"]["hostvars"]["shop: front page"]
    [number] = front["pingdom_check_ids"]
    assert front == {
        "ansible_host": "shop.example.com",
        "pingdom_check_ids": [number],
        "pingdom_host": "shop.example.com",
        "pingdom_id": number,
        "pingdom_name": "shop: front page",
        "pingdom_server": "127.0.0.1",
        "pingdom_status": "up",
        "pingdom_tags": ["prod", "shop"],
        "pingdom_type": "http",
    }
    assert run.hosts("tag_mail") == run.hosts("has_mail") == {"mail: smtp", "mail: imap"}
    assert run.hosts("region_EU") == {"shop: front page"}
    graph = ansible.inventory({**SOURCE, "hosts_from": "target"}, "--graph", env=emulator.pingdom_21_env, name=NAME)
    assert "@status_up:" in graph.stdout
    assert {line.rpartition("-")[2] for line in graph.stdout.splitlines() if "@" not in line} == {
        "shop.example.com", "api.example.com", "mail.example.com",
    }  # fmt: skip
    assert not emulator.writes()


@pytest.mark.oldest_core
def test_what_a_server_says_steers_nothing(ansible, emulator, tmp_path):
    emulator.faults([{"path": "/checks", "status": 200, "body": ANSWER}])
    env = {**emulator.pingdom_env, "ANSIBLE_VERBOSE_TO_STDERR": "1"}
    run = ansible.inventory(SOURCE, "--list", "--export", "-v", env=env, name=NAME)
    found = {name: variables.get("ansible_host") for name, variables in run.hostvars.items()}
    assert found == {LOOKUP: "www.example.com", "check_2": None, OPTION[1:]: None}
    assert run.hostvars["check_2"]["pingdom_tags"] == ["localhost"]
    assert "tag_all" in run.plain
    source = tmp_path / NAME
    source.write_text(json.dumps({**SOURCE, "hosts_from": "target"}), encoding="utf-8")
    tags = "{{ query('opswatch.monitoring.pingdom', field='tags') }}"
    tasks = [
        {"name": "look", "ansible.builtin.set_fact": {"found": "{{ query('opswatch.monitoring.pingdom', 1) }}"}},
        {"name": "show", "ansible.builtin.debug": {"msg": "{{ found[0].name }} {{ found[0].tags[0] }}"}},
        {"name": "loop", "ansible.builtin.debug": {"msg": "{{ item[0] }}"}, "loop": tags},
        {
            "name": "old loop",
            "ansible.builtin.debug": {"msg": "{{ item.name }}"},
            "with_opswatch.monitoring.pingdom": 1,
        },
    ]
    play = ansible.playbook(tasks, env=env, inventory=str(source))
    assert play.task("show")["msg"] == f"{LOOKUP} {LOOKUP}"
    assert [one["msg"] for one in play.task("loop")["results"]] == [LOOKUP, "localhost", "all"]
    assert [one["msg"] for one in play.task("old loop")["results"]] == [LOOKUP]
    assert not [*ansible.folder.rglob("pwned")]


def test_lookups_in_a_play_over_the_older_api(ansible, emulator):
    look = "opswatch.monitoring.pingdom"
    tasks = [
        {
            "name": "look",
            "ansible.builtin.set_fact": {
                "one": f"{{{{ lookup('{look}', 'mail: imap', field='status') }}}}",
                "ids": f"{{{{ query('{look}', tags=['mail'], field='id') }}}}",
                "ours": f"{{{{ query('{look}', given, allow_missing=true) | map(attribute='name') }}}}",
                "nothing": f"{{{{ query('{look}', 'nobody', errors='ignore') }}}}",
            },
            "vars": {"given": ["api: status", "nobody"]},
        },
        {"name": "miss", "ansible.builtin.debug": {"msg": f"{{{{ lookup('{look}', 'nobody') }}}}"}},
    ]
    run = ansible.playbook(tasks, env=emulator.pingdom_21_env, fails=True)
    facts = run.task("look")["ansible_facts"]
    assert (facts["one"], facts["ours"], facts["nothing"]) == ("paused", ["api: status"], [])
    assert all(isinstance(one, int) for one in facts["ids"])
    assert len(facts["ids"]) == 2
    assert "no check has the name 'nobody'" in " ".join(run.output.split())
