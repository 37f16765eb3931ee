# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inventory updates and jobs as AWX runs them, against the emulated PRTG and Pingdom."""

from __future__ import annotations

import itertools
import json
from typing import Any
from urllib.parse import quote

import pytest
import yaml

pytest.importorskip("ansible_runner", reason="ansible-runner is not installed for this Python")
pytest.importorskip("awx_plugins.interfaces", reason="awx-plugins-interfaces is not installed for this Python")

from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.ansible_runs import on_every_host
from tests.integration.awx_runs import TYPES, Awx, Imported

SOURCE = """
plugin: opswatch.monitoring.prtg
group_by: [tree, tags, status]
compose:
  site: prtg_path[0]
keyed_groups:
  - key: prtg_priority | string
    prefix: priority
"""
FAULTS = {
    "500": {"status": 500, "body": "internal error"},
    "403": {"status": 403, "body": "Forbidden"},
    "401": {"status": 401, "body": "Unauthorized"},
    "page of a proxy": {"status": 200, "body": "<html><body>Log in</body></html>"},
    "half a page": {"truncate": 300},
    "reset": {"reset": True},
    "empty": {"status": 200, "body": ""},
}
PLAYBOOK = on_every_host(
    "Use what the update has brought",
    """
    - name: Show
      ansible.builtin.debug:
        msg: "{{ prtg_name }} at {{ ansible_host }} in {{ site }} is {{ prtg_status }} {{ prtg_tags | join('+') }}"
- name: Ask
  hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - name: Prtg
      opswatch.monitoring.prtg_object_info:
        kind: [device]
        fields: [id, name]
      register: found
    - name: Pingdom
      opswatch.monitoring.pingdom_check:
        name: No such check
        state: absent
    - name: Count
      ansible.builtin.assert:
        that: found.objects | length == 16
""",
)


@pytest.fixture
def awx(ansible, tmp_path):
    return Awx(ansible, tmp_path)


def credential(emulator, api, **more: Any) -> dict[str, Any]:
    known = emulator.credentials
    url = {"v1": emulator.prtg, "v2": emulator.prtg_v2}[api]
    return {"url": url, "api": api, "api_token": known["prtg_api_token"], **more}


def secrets_in(text: str, emulator) -> list[str]:
    names = ("username", "account_email")
    known = [value for name, value in emulator.credentials.items() if not name.endswith(names)]
    return [form for value in known for form in (value, quote(value), quote(value, safe="")) if form in text]


def marked(value: Any) -> bool:
    """Whether AWX would show a dictionary where a text should be."""
    if isinstance(value, dict):
        return "__ansible_unsafe" in value or any(marked(item) for item in value.values())
    return isinstance(value, list) and any(marked(item) for item in value)


@pytest.mark.oldest_core
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_update_and_job(awx, emulator, api):
    update = awx.update(SOURCE, credential(emulator, api))
    assert (update.rc, update.status) == (0, "successful"), update.output
    imported = Imported.read(update.artifacts / "output.json", "prtg_active", "true")
    assert len(imported.hostvars) == 16
    assert not marked(imported.hostvars)
    assert imported.hostvars["web-1"]["prtg_status"] == "up"
    assert imported.hostvars["web-1"]["site"] == "Local Probe"
    inactive = {name for name, known in imported.hostvars.items() if known["prtg_active"] is False}
    assert imported.enabled == set(imported.hostvars) - inactive
    assert inactive
    assert imported.groups["tag_linux"] >= {"web-1"}
    assert "asked: GET" in update.output
    assert secrets_in(update.stored, emulator) == []

    known = {"prtg": credential(emulator, api), "pingdom": pingdom(emulator, "3.1" if api == "v1" else "2.1")}
    job = awx.job(PLAYBOOK, imported, known)
    assert (job.rc, job.status) == (0, "successful"), job.output
    shown = {
        event["event_data"]["host"]: event["event_data"]["res"]["msg"]
        for event in job.events()
        if event["event"] == "runner_on_ok" and event["event_data"]["task"] == "Show"
    }
    assert set(shown) == imported.enabled
    assert shown["web-1"] == "web-1 at web-1.shop.example in Local Probe is up linux"
    assert secrets_in(job.stored, emulator) == []
    assert emulator.writes() == []


def pingdom(emulator, version) -> dict[str, Any]:
    """Credentials of Pingdom; those of 2.1 say by themselves which version they are for."""
    given = ("api_token",) if version == "3.1" else ("username", "password", "app_key", "account_email")
    url = emulator.pingdom.replace("3.1", version)
    return {"url": url, "api_version": version, **{name: emulator.credentials[f"pingdom_{name}"] for name in given}}


@pytest.mark.parametrize("login", ["password", "passhash"])
def test_user_names_instead_of_keys(awx, emulator, login):
    known = emulator.credentials
    inputs = {"url": emulator.prtg, "username": known["prtg_username"], login: known[f"prtg_{login}"]}
    update = awx.update(SOURCE, inputs)
    assert update.rc == 0, update.output
    assert secrets_in(update.stored, emulator) == []


@pytest.mark.parametrize(
    ("api", "skip", "fault"),
    [(*place, fault) for place, fault in zip(itertools.cycle([("v1", 1), ("v2", 0)]), FAULTS.values())],
    ids=FAULTS,
)
def test_any_error_of_the_api_fails_the_update(awx, emulator, api, skip, fault):
    emulator.faults([{"path": "/api/", "skip": skip, **fault}])
    source = SOURCE + "retries: 0\n"
    update = awx.update(source, credential(emulator, api))
    assert (update.status, update.rc != 0) == ("failed", True), update.output
    assert not (update.artifacts / "output.json").exists()
    assert "Traceback" not in update.output
    assert secrets_in(update.stored, emulator) == []


@pytest.mark.oldest_core
def test_a_source_that_cannot_be_read_fails_the_update(awx, emulator):
    update = awx.update(SOURCE.replace("status]", "weather]"), credential(emulator, "v1"))
    assert update.status == "failed"
    assert not (update.artifacts / "output.json").exists()


@pytest.mark.oldest_core
def test_credentials_that_are_refused_fail_the_update(awx, emulator):
    update = awx.update(SOURCE, credential(emulator, "v2", api_token="no-such-token-here"))
    assert update.status == "failed"
    assert "no-such-token-here" not in update.stored


@pytest.mark.oldest_core
def test_certificates_come_from_the_credential(awx):
    with running(tls=True) as started:
        emulator = WatchedEmulator(**vars(started))
        with open(emulator.ca, encoding="utf-8") as certificate:
            known = credential(emulator, "v1", ca_cert=certificate.read())
        assert awx.update(SOURCE, known).rc == 0
        refused = awx.update(SOURCE + "retries: 0\n", credential(emulator, "v1"))
        assert refused.rc != 0
        assert "ca_path" in "".join(refused.output.split())
        assert awx.update(SOURCE, credential(emulator, "v1", skip_tls_verify=True)).rc == 0


def test_the_source_may_name_everything_but_the_credential(awx, emulator):
    source = yaml.safe_dump({**yaml.safe_load(SOURCE), "under": "Local Probe/Web Shop"})
    update = awx.update(source, credential(emulator, "v1"))
    listing = json.loads((update.artifacts / "output.json").read_text(encoding="utf-8"))
    assert "branch-srv-1" not in listing["_meta"]["hostvars"]
    assert "web-1" in listing["_meta"]["hostvars"]


@pytest.mark.oldest_core
def test_the_credential_types_reach_awx_as_they_are(ansible):
    """As docs/inventory.md defines them: nothing may evaluate the templates of their injectors on the way."""
    files = ("prtg.json", "pingdom.json")
    lookups = [f"{{{{ lookup('ansible.builtin.file', '{TYPES / name}') | from_json }}}}" for name in files]
    values = {"inputs": "{{ item.inputs }}", "injectors": "{{ item.injectors }}"}
    run = ansible.playbook([{"name": "Define", "ansible.builtin.debug": {"msg": values}, "loop": lookups}])
    defined = [json.loads((TYPES / name).read_text(encoding="utf-8")) for name in files]
    passed = [result["msg"] for result in run.last["results"]]
    assert passed == [{name: definition[name] for name in values} for definition in defined]
