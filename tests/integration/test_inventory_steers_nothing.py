# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Devices that would steer Ansible: named like the controller, with an option of ssh for an address, with templates."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.ansible_runs import on_every_host

SOURCE = {"plugin": "opswatch.monitoring.prtg", "group_by": ["tree"]}
OPTION = "-oProxyCommand=touch${IFS}pwned"
LOOKUP = "{{ lookup('pipe', 'touch pwned') }}"
CONDITION = "inventory_hostname is defined"
DEVICES = {
    100: ("localhost", "192.0.2.100"),
    101: ("127.0.0.1", OPTION),
    102: ("::1", "127.1"),
    103: ("Localhost.", "ip6-localhost"),
    104: (OPTION, "192.0.2.104"),
    105: ("Probe Device", "127.0.0.1"),
    106: (LOOKUP, "192.0.2.106"),
    107: (CONDITION, "web.example.com"),
}
RECORDING_SSH = """#!/bin/sh
printf '%s\\n' "$@" >> {record}
exit 255
"""
IS_TRUSTED = """
from ansible.template import is_trusted_as_template

def trusted(value):
    if isinstance(value, dict):
        return [text for pair in value.items() for item in pair for text in trusted(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in trusted(item)]
    return [str(value)] if isinstance(value, str) and is_trusted_as_template(value) else []

class FilterModule:
    def filters(self):
        return {"trusted": trusted}
"""


def device(number: int, name: str, host: str) -> str:
    return (
        f"<device id='{number}'><name>{escape(name)}</name><id>{number}</id><tags>linux</tags><priority>3</priority>"
        f"<host>{escape(host)}</host><status_raw>3</status_raw><active>true</active></device>"
    )


@pytest.fixture(scope="module")
def prtg(tmp_path_factory):
    """A PRTG with devices that nobody should have."""
    inside = "".join(device(number, name, host) for number, (name, host) in DEVICES.items())
    group = f"<group id='10'><name>localhost</name><id>10</id><tags></tags><priority>3</priority>{inside}</group>"
    probe = f"<probenode id='1'><name>Probe</name><id>1</id><tags></tags><priority>3</priority>{group}</probenode>"
    path = tmp_path_factory.mktemp("world") / "steering.xml"
    path.write_text(
        "<?xml version='1.0' encoding='UTF-8'?><prtg><prtg-version>25.1.102.1373</prtg-version><sensortree><nodes>"
        f"<group id='0'><name>Root</name><id>0</id>{probe}</group></nodes></sensortree></prtg>",
        encoding="utf-8",
    )
    with running(str(path)) as started:
        yield WatchedEmulator(**vars(started))


@pytest.fixture
def ssh(tmp_path):
    """What ssh is given; it connects to nothing."""
    record, program = tmp_path / "ssh-arguments", tmp_path / "ssh"
    record.touch()
    program.write_text(RECORDING_SSH.format(record=record), encoding="utf-8")
    program.chmod(0o700)
    return {"ANSIBLE_SSH_EXECUTABLE": str(program)}, lambda: record.read_text(encoding="utf-8").splitlines()


def source_file(folder: Path, **options: object) -> str:
    path = folder / "steering.prtg.yml"
    path.write_text(json.dumps({**SOURCE, **options}), encoding="utf-8")
    return str(path)


NAMES = {"device_100", "device_101", "device_102", "device_103", OPTION[1:], "Probe Device", LOOKUP, CONDITION}
ADDRESSES = {
    "device_100": "192.0.2.100",
    OPTION[1:]: "192.0.2.104",
    LOOKUP: "192.0.2.106",
    CONDITION: "web.example.com",
}


@pytest.mark.oldest_core
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_no_name_and_no_address_means_the_controller_or_an_option(ansible, prtg, api):
    run = ansible.inventory(SOURCE, "--list", "--export", "-v", env={**getattr(prtg, api), **TO_STDERR})
    found = {name: variables.get("ansible_host") for name, variables in run.hostvars.items()}
    assert found == {**dict.fromkeys(NAMES), **ADDRESSES}
    assert run.hostvars["device_101"]["prtg_host"] == OPTION
    said = " ".join(run.stderr.split())
    for count in (
        "4 not named like the controller",
        "3 with a loopback address",
        "1 with an address that is no host name or IP address",
    ):
        assert count in said
    assert "localhost" not in run.plain
    assert run.hosts("Probe_localhost") == NAMES


TO_STDERR = {"ANSIBLE_VERBOSE_TO_STDERR": "1"}


def test_host_fields_as_names_give_way_to_the_next_preference(ansible, prtg):
    config = {**SOURCE, "hostnames": ["host", "name"], "allow_loopback": True}
    run = ansible.inventory(config, "--list", "--export", env=prtg.v1)
    assert set(run.hostvars) >= {"192.0.2.100", "device_102", "device_103", "Probe Device"}
    assert run.hostvars["Probe Device"]["ansible_host"] == "127.0.0.1"
    assert run.hostvars["device_102"]["ansible_host"] == "127.1"
    assert not any(name.startswith("-") for name in run.hostvars)


@pytest.mark.oldest_core
def test_what_is_delegated_to_the_controller_goes_to_no_device(ansible, prtg, ssh, tmp_path):
    env, arguments = ssh
    plays = [
        {"name": "Work", "hosts": "device_100", "gather_facts": False, "tasks": [delegated()]},
        {"name": "Work", "hosts": "localhost", "gather_facts": False, "tasks": [delegated()]},
    ]
    run = ansible.playbook(plays, env={**prtg.v1, **env}, inventory=source_file(tmp_path))
    assert [(result.host, result["stdout"]) for result in run.results] == [
        ("device_100", "on the controller"),
        ("localhost", "on the controller"),
    ]
    assert arguments() == []


def delegated():
    return {"name": "Say", "ansible.builtin.command": "echo on the controller", "delegate_to": "localhost"}


@pytest.mark.oldest_core
def test_ssh_gets_no_option_from_prtg(ansible, prtg, ssh, tmp_path):
    env, arguments = ssh
    source = source_file(tmp_path, compose={"ansible_ssh_host": "prtg_host"})
    run = ansible.run("ansible", "-i", source, "all", "-m", "ansible.builtin.raw", "-a", "true", env={**prtg.v1, **env})
    assert "UNREACHABLE" in run.output
    asked = arguments()
    assert "192.0.2.104" in asked
    assert not [argument for argument in asked if argument.startswith("-oProxyCommand")]
    assert not {"127.0.0.1", "127.1", "ip6-localhost"} & set(asked)


PLAY = on_every_host(
    "Use what PRTG says",
    """
    - name: Show
      ansible.builtin.debug:
        msg:
          - "{{ inventory_hostname }} {{ prtg_name }} {{ hostvars[inventory_hostname].prtg_name }} {{ copied }}"
          - "{{ hostvars.values() | map(attribute='prtg_name') | join(' ') }} {{ groups }} {{ prtg_path | join }}"
    - name: Keep
      ansible.builtin.set_fact:
        kept: "{{ hostvars[inventory_hostname].prtg_name }}"
        deeper: {name: "{{ prtg_name }}", path: "{{ prtg_path }}"}
    - name: Show a variable
      ansible.builtin.debug:
        var: kept
    - name: Show what is deeper
      ansible.builtin.debug:
        msg: "{{ deeper.name }} {{ deeper.path | join }} {{ vars.prtg_name | default('') }}"
    - name: Take a name for a condition
      ansible.builtin.debug:
        msg: This was not asked for.
      when: "{{ prtg_name }}"
      ignore_errors: true
""",
)
TRUST = """
    - name: Ask for what is trusted
      ansible.builtin.debug:
        msg:
          - "{{ hostvars[inventory_hostname] | dict2items | selectattr('key', 'in', ours) | trusted }}"
          - "{{ [inventory_hostname, prtg_name, kept, deeper.values() | list, copied] | trusted }}"
      vars:
        ours: [prtg_name, prtg_host, prtg_path, prtg_tags, prtg_server, prtg_status, ansible_host, copied]
"""


def test_in_plays_no_text_of_prtg_is_trusted(ansible, prtg, tmp_path):
    filters = tmp_path / "filter_plugins"
    filters.mkdir()
    (filters / "trust.py").write_text(IS_TRUSTED, encoding="utf-8")
    env = {**prtg.v1, "ANSIBLE_FILTER_PLUGINS": str(filters)}
    source = source_file(tmp_path, compose={"copied": "prtg_name ~ prtg_path[0]"})
    run = ansible.playbook(PLAY + TRUST, env=env, inventory=source)
    asked = [result["msg"] for result in run.results if result.task == "Ask for what is trusted"]
    assert asked == [[[], []]] * len(NAMES)
    kept = [result["kept"] for result in run.results if result.task == "Show a variable"]
    assert sorted(kept) == sorted(name for name, _host in DEVICES.values())
    conditions = [result for result in run.results if result.task == "Take a name for a condition"]
    assert all(result.failed for result in conditions)
    assert not list(tmp_path.rglob("pwned*"))


def test_only_an_export_has_plain_texts(ansible, prtg):
    exported = ansible.inventory(SOURCE, "--list", "--export", env=prtg.v1)
    marked = {name for name, known in exported.data["_meta"]["hostvars"].items() if "__ansible_unsafe" in str(known)}
    assert marked == {LOOKUP, OPTION[1:], "device_101"}  # all that hold a brace
    by_variable = ansible.inventory(SOURCE, env={**prtg.v1, "ANSIBLE_INVENTORY_EXPORT": "1"})
    assert by_variable.data == exported.data
    listed = ansible.inventory(SOURCE, env=prtg.v1)
    assert listed.data["_meta"]["hostvars"]["Probe Device"]["prtg_name"] == {"__ansible_unsafe": "Probe Device"}
