# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin against the emulated PRTG, as ansible-inventory and playbooks use it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.ansible_runs import on_every_host

RECORDED = Path(__file__).parents[3] / "shared" / "fixtures" / "prtg_v1" / "sensortree" / "sensortree_root_0.18.2.xml"
SOURCE = {"plugin": "opswatch.monitoring.prtg"}
NO_RETRIES = {"PRTG_RETRIES": "0"}
EVERY_GROUPING = ["tree", "probe", "tags", "parent_tags", "status", "kind", "priority", "paused_by"]


@pytest.fixture(params=["v1", "v2"])
def prtg(request, emulator):
    """The environment of each API in turn."""
    return {**getattr(emulator, request.param), **NO_RETRIES}


def table_requests(emulator):
    return [request["path"] for request in emulator.requests() if "session" not in request["path"]]


@pytest.mark.oldest_core
def test_the_demo_world(ansible, prtg, emulator):
    run = ansible.inventory({**SOURCE, "group_by": EVERY_GROUPING}, "--list", "--export", env=prtg)
    assert len(run.hostvars) == 16
    web = run.data["_meta"]["hostvars"]["web-1"]
    assert web == {
        "ansible_host": "web-1.shop.example",
        "prtg_active": True,
        "prtg_host": "web-1.shop.example",
        "prtg_id": "1001",
        "prtg_name": "web-1",
        "prtg_path": ["Local Probe", "Web Shop", "Production", "web-1"],
        "prtg_paused_by": None,
        "prtg_server": "127.0.0.1",
        "prtg_status": "up",
        "prtg_tags": ["linux"],
    }
    assert run.hostvars["web-3"]["ansible_host"] == "2001:db8:10::3"
    assert "__ansible_unsafe" not in run.stdout
    assert run.hosts("Web_Shop") == {"web-1", "web-2", "web-3", "lb-1", "web-stage-1"}
    assert run.plain["Local_Probe"]["children"][0] == "Web_Shop"
    assert run.hosts("Branch_Köln_Servers") == {"branch-srv-1"}
    assert run.hosts("Local_Probe_Büro___Lager__Hamburg__Servers") == {"file-1"}
    assert run.hosts("tag_production") == {"web-1", "web-2", "web-3", "lb-1"}
    assert run.hosts("tag_linux") >= {"web-1", "db-1"}
    assert run.hosts("paused_by_user") | run.hosts("paused_by_parent") == run.hosts("status_pausedbyuser")
    assert run.hosts("probe_Branch_Köln") == {"branch-srv-1", "branch-rtr-1", "branch-sw-1"}
    assert not emulator.writes()


@pytest.mark.oldest_core
def test_expressions(ansible, prtg):
    config = {
        **SOURCE,
        "hostnames": ["prtg_name ~ '.example.com'"],
        "compose": {
            "monitored": "prtg_active",
            "site": "prtg_path[0]",
            "label": "prtg_name | upper",
            "lost": "nothing",
        },
        "groups": {"linux": "'linux' in prtg_tags", "top": "prtg_priority > 4", "seen": "monitored"},
        "keyed_groups": [
            {"key": "prtg_tags", "prefix": "os", "parent_group": "all_{{ prtg_status }}"},
            {"key": "site", "prefix": "", "separator": ""},
            {"key": "prtg_location", "prefix": "at", "default_value": "nowhere"},
        ],
        "leading_separator": False,
        "hostvars": ["id"],
        "set_ansible_host": False,
    }
    run = ansible.inventory(config, "--list", "--export", env=prtg)
    assert run.data["_meta"]["hostvars"]["web-1.example.com"] == {
        "prtg_id": "1001",
        "monitored": True,
        "site": "Local Probe",
        "label": "WEB-1",
    }
    assert "web-1.example.com" in run.hosts("linux") & run.hosts("top") & run.hosts("seen") & run.hosts("os_linux")
    assert "os_linux" in run.plain["all_up"]["children"]
    assert "branch-srv-1.example.com" in run.hosts("Branch_Köln")


@pytest.mark.oldest_core
def test_strict(ansible, emulator):
    run = ansible.inventory({**SOURCE, "compose": {"x": "no_such_name"}, "strict": True}, env=emulator.v1, fails=True)
    assert "Could not set x for host" in " ".join(run.output.split())


@pytest.mark.oldest_core
def test_settings_over_api_v2(ansible, emulator):
    env = {**emulator.v2, **NO_RETRIES}
    config = {**SOURCE, "include": ["settings"], "compose": {"every": "prtg_settings.intervalgroup.interval | int"}}
    devices = ansible.inventory(config, "--list", "--export", env=env)
    web = devices.data["_meta"]["hostvars"]["web-1"]
    assert web["prtg_settings"]["basic"]["host"] == "web-1.shop.example"
    assert int(web["every"]) == 60  # older cores make text of the results of expressions


@pytest.mark.oldest_core
def test_templates_in_the_configuration_and_empty_variables(ansible, emulator):
    empty = {f"PRTG_{name}": "" for name in ("TIMEOUT", "RETRIES", "VALIDATE_CERTS", "CA_PATH", "API", "USERNAME")}
    env = {**empty, "OUR_TOKEN": emulator.credentials["prtg_api_token"], "OUR_URL": emulator.prtg}
    config = {**SOURCE, "url": "{{ lookup('env', 'OUR_URL') }}", "api_token": "{{ lookup('env', 'OUR_TOKEN') }}"}
    assert len(ansible.inventory(config, env=env).hostvars) == 16


@pytest.mark.oldest_core
def test_the_cache(ansible, emulator, tmp_path):
    cache = {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
        "cache_timeout": 600,
        "stale_if_error": True,
    }
    env = {**emulator.v1, **NO_RETRIES}
    first = ansible.inventory({**SOURCE, **cache}, env=env, name="prtg.yml")
    assert table_requests(emulator)
    source = str(tmp_path / "run-1" / "prtg.yml")
    emulator.reset()

    def again(*arguments, more=None):
        strict = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1"}
        return ansible.run(
            "ansible-inventory", "-i", source, "--list", *arguments, env={**env, **strict, **(more or {})}
        )

    hit = again()
    assert not emulator.requests()
    assert json.loads(hit.stdout) == first.data
    assert first.hostvars
    playbook = tmp_path / "flush.yml"
    playbook.write_text("- hosts: all\n  gather_facts: false\n", encoding="utf-8")
    flushed = ansible.run("ansible-playbook", "-i", source, "--flush-cache", "--list-hosts", str(playbook), env=env)
    assert flushed.rc == 0
    assert "web-1" in flushed.stdout
    assert table_requests(emulator)
    [kept] = (tmp_path / "cache").iterdir()
    assert emulator.credentials["prtg_api_token"] not in kept.read_text(encoding="utf-8")
    brief = {**SOURCE, **cache, "cache_timeout": 1}
    Path(source).write_text(json.dumps(brief), encoding="utf-8")
    time.sleep(1.1)
    down = {"PRTG_URL": "http://127.0.0.1:9"}
    assert again(more=down).rc != 0  # another server: its rows are not these
    emulator.faults([{"path": "/api/", "status": 500, "body": "no"}])
    stale = again()
    assert stale.rc == 0
    assert "Stale inventory" in stale.stderr
    assert len(json.loads(stale.stdout)["_meta"]["hostvars"]) == 16
    emulator.faults([])
    emulator.reset()
    assert "Stale" not in again().stderr
    assert table_requests(emulator)


@pytest.mark.oldest_core
def test_why_each_device_is_in_or_out(ansible, prtg, emulator):
    config = {**SOURCE, "under": "Local Probe", "filter": 'tags contains "linux" and priority >= 4'}
    run = ansible.inventory(config, "--list", "-vvv", env={**prtg, "ANSIBLE_VERBOSE_TO_STDERR": "1"})
    every = {line.partition(" (")[0] for line in run.stderr.split("opswatch.monitoring.prtg: left out: ")[1:]}
    assert len(every) + len(run.hostvars) == 16
    said = " ".join(run.stderr.split())
    assert "(Branch Köln/Servers/branch-srv-1): not among kind device; under 'Local Probe'" in said
    assert "does not fit priority >= 4" in said
    assert 'does not fit tags contains "linux"' in said


def test_how_many_the_server_has_left_out(ansible, prtg):
    run = ansible.inventory({**SOURCE, "filter": 'tags contains "linux"'}, "--graph", "-v", env=prtg)
    kept = len(ansible.inventory({**SOURCE, "filter": 'tags contains "linux"'}, env=prtg).hostvars)
    assert 0 < kept < 16
    expected = f"{kept} hosts; {16 - kept} left out (not among kind device; filter 'tags contains \"linux\"')"
    assert expected in " ".join(run.output.split())


@pytest.mark.oldest_core
def test_nothing_secret_at_vvv(ansible, emulator):
    for env in (emulator.v1, emulator.v2):
        run = ansible.inventory(SOURCE, "--graph", "-vvvvv", env=env)
        assert "opswatch.monitoring.prtg: asked: GET " in run.output
        assert "group Web_Shop: group 51 in the tree" in run.output
        assert emulator.credentials["prtg_api_token"] not in run.output


@pytest.mark.oldest_core
def test_awx_reads_plain_values_and_enabled_hosts(ansible, prtg):
    awx = {"ANSIBLE_INVENTORY_UNPARSED_FAILED": "True", "ANSIBLE_VERBOSE_TO_STDERR": "True"}
    run = ansible.inventory(SOURCE, "--list", "--export", "-vvv", env={**prtg, **awx})
    enabled = {name for name, variables in run.data["_meta"]["hostvars"].items() if variables["prtg_active"] is True}
    assert "web-1" in enabled
    assert enabled < set(run.hostvars)
    assert all(isinstance(variables["prtg_status"], str) for variables in run.data["_meta"]["hostvars"].values())


EVIL = "{{ lookup('pipe', 'touch pwned') }}"
EVIL_WORLD = f"""<?xml version="1.0" encoding="UTF-8"?>
<prtg><prtg-version>25.1.102.1373</prtg-version><sensortree><nodes>
<group id="0"><name>Root</name><id>0</id>
 <probenode id="1"><name>{EVIL} probe</name><id>1</id><tags></tags><priority>3</priority><status_raw>3</status_raw>
 <active>true</active>
  <group id="10"><name>{EVIL}</name><id>10</id><tags>{EVIL.replace(" ", "")}</tags><priority>3</priority>
  <status_raw>3</status_raw><active>true</active>
   <device id="100"><name>{EVIL}</name><id>100</id><tags>{EVIL.replace(" ", "")}</tags><priority>3</priority>
   <host>{EVIL}</host><status_raw>3</status_raw><active>true</active></device>
   <device id="101"><name>lookup('pipe', 'touch pwned')</name><id>101</id><tags></tags><priority>3</priority>
   <host>{{% raw %}}x{{% endraw %}}</host><status_raw>3</status_raw><active>true</active></device>
  </group>
 </probenode>
</group></nodes></sensortree></prtg>
"""

USE_EVERYTHING = on_every_host(
    "Use what PRTG says in every way that evaluates",
    """
    - name: Show
      ansible.builtin.debug:
        msg:
          - "{{ inventory_hostname }} {{ inventory_hostname_short }} {{ group_names }} {{ groups }}"
          - "{{ ansible_play_hosts }} {{ prtg_name }} {{ prtg_path }} {{ prtg_tags }}"
          - "{{ ansible_host }} {{ prtg_host }}"
          - "{{ hostvars[inventory_hostname] }} {{ copied }} {{ joined | default('') }} {{ shouted | default('') }}"
    - name: Keep
      ansible.builtin.set_fact:
        kept: "{{ prtg_name }} {{ prtg_path | join }} {{ inventory_hostname }}"
    - name: Show again
      ansible.builtin.debug:
        var: kept
    - name: Take data for a condition, which is wrong, and must still do nothing
      ansible.builtin.debug:
        msg: true
      when: "{{ prtg_name }}"
      ignore_errors: true
""",
)


@pytest.mark.oldest_core
def test_nothing_that_prtg_says_is_ever_executed(ansible, tmp_path):
    world = tmp_path / "evil.xml"
    world.write_text(EVIL_WORLD, encoding="utf-8")
    source = tmp_path / "evil.prtg.yml"
    source.write_text(
        json.dumps(
            {
                **SOURCE,
                "group_by": EVERY_GROUPING,
                "hostvars": ["id", "name", "path", "tags", "parent_tags", "host", "message", "location", "comment"],
                "compose": {"copied": "prtg_name", "joined": "prtg_path | join(' ')", "shouted": "prtg_host | upper"},
                "groups": {"odd": "prtg_name == prtg_host"},
                "keyed_groups": [{"key": "prtg_name"}, {"key": "prtg_tags", "parent_group": "above_{{ prtg_host }}"}],
            }
        ),
        encoding="utf-8",
    )
    with running(str(world)) as started:
        emulator = WatchedEmulator(**vars(started))
        for env in (emulator.v1, emulator.v2):
            run = ansible.playbook(USE_EVERYTHING, env={**env, **NO_RETRIES}, inventory=str(source))
            shown = [result for result in run.results if result.task == "Show"]
            assert {result.host for result in shown} == {EVIL, "lookup('pipe', 'touch pwned')"}
            assert all(result.status == "ok" for result in shown)
            assert any(EVIL in str(result["kept"]) for result in run.results if result.task == "Show again")
    assert not list(tmp_path.rglob("pwned*"))
