# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inventory updates and jobs as AWX runs them: by ansible-runner, with its folders, environment and arguments.

There is no container here, so that the private data directory stands where a container has ``/runner``.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from awx_plugins.interfaces._temporary_private_credential_api import Credential
from awx_plugins.interfaces._temporary_private_inject_api import inject_credential

from tests.integration.ansible_runs import TIMEOUT, Ansible

TYPES = Path(__file__).parents[2] / "extensions" / "awx" / "credential_types"
RUNNER = """
import json, sys, ansible_runner
run = ansible_runner.run(**json.load(sys.stdin))
print(json.dumps({"rc": run.rc, "status": run.status}), file=sys.stderr)
"""
VERBOSITY = "-vvv"
"""What AWX gives to every inventory update unless told otherwise."""

UPDATE = {
    "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
    "ANSIBLE_INVENTORY_EXPORT": "True",
    "ANSIBLE_VERBOSE_TO_STDERR": "True",
    "ANSIBLE_HOST_PATTERN_MISMATCH": "error",
    "INVENTORY_SOURCE_ID": "7",
    "INVENTORY_UPDATE_ID": "11",
}
JOB = {
    "JOB_ID": "12",
    "INVENTORY_ID": "3",
    "PROJECT_REVISION": "0123abc",
    "AWX_HOST": "https://awx.example.com",
    "ANSIBLE_RETRY_FILES_ENABLED": "False",
    "MAX_EVENT_RES": "700000",
}


@dataclass(frozen=True)
class Ended:
    """A run that has ended: its status, its artifacts, and the environment as AWX stores it, with secrets hidden."""

    rc: int
    status: str
    artifacts: Path
    said: str
    safe_env: dict[str, str]

    @property
    def stored(self) -> str:
        """All that AWX keeps: the artifacts, what the runner printed, the environment.

        Not the file ``command``, the runner's own record with the bare environment, instead of which AWX stores
        ``safe_env``.
        """
        files = [path for path in sorted(self.artifacts.rglob("*")) if path.is_file() and path.name != "command"]
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
        return "\n".join([self.said, json.dumps(self.safe_env, ensure_ascii=False), *texts])

    @property
    def output(self) -> str:
        """What the command showed."""
        return (self.artifacts / "stdout").read_text(encoding="utf-8")

    def events(self) -> list[dict[str, Any]]:
        """The events of a job, in order."""
        found = [
            json.loads(path.read_text(encoding="utf-8")) for path in (self.artifacts / "job_events").glob("*.json")
        ]
        return sorted(found, key=lambda event: int(event["counter"]))


@dataclass(frozen=True)
class Imported:
    """What AWX keeps of an update: hosts with their variables and whether they are enabled, and groups."""

    hostvars: dict[str, dict[str, Any]]
    enabled: set[str]
    groups: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, output: Path, enabled_var: str, enabled_value: str) -> Imported:
        """Read the file of an update; AWX compares the variable as text, without regard to case."""
        listing = json.loads(output.read_text(encoding="utf-8"))
        hostvars = listing.pop("_meta")["hostvars"]
        names = {host for group in listing.values() for host in group.get("hosts", [])}
        every = {name: hostvars.get(name, {}) for name in names}
        enabled = {
            name
            for name, variables in every.items()
            if enabled_var not in variables or str(variables[enabled_var]).lower() == enabled_value.lower()
        }
        groups = {name: set(group.get("hosts", [])) for name, group in listing.items()}
        return cls(every, enabled, groups)

    def script(self) -> str:
        """The executable inventory that AWX writes for a job: only hosts that are enabled."""
        hostvars = {
            name: {**variables, "remote_tower_enabled": "true", "remote_tower_id": number}
            for number, (name, variables) in enumerate(sorted(self.hostvars.items()), 1)
            if name in self.enabled
        }
        groups = {
            name: {"hosts": sorted(hosts & self.enabled)}
            for name, hosts in self.groups.items()
            if name not in ("all", "ungrouped")
        }
        listing = {"all": {"hosts": sorted(hostvars)}, **groups, "_meta": {"hostvars": hostvars}}
        return f"#! {sys.executable}\nprint({json.dumps(listing)!r})\n"


class _Type:
    managed = False
    custom_injectors = None

    def __init__(self, name: str) -> None:
        definition = json.loads((TYPES / f"{name}.json").read_text(encoding="utf-8"))
        self.inputs, self.injectors = definition["inputs"], definition["injectors"]


class Awx:
    """AWX with one project, whose runs use the commands of ``ansible`` and live in ``folder``."""

    def __init__(self, ansible: Ansible, folder: Path) -> None:
        self._ansible = ansible
        self._folder = folder
        self._numbers = count(1)

    def update(self, source: str, credential: dict[str, Any], source_vars: dict[str, str] | None = None) -> Ended:
        """Update an inventory from a source in the project, whose text is ``source``, with a PRTG credential."""
        data = self._data()
        (data / "project" / "inventory").mkdir()
        path = data / "project" / "inventory" / "opswatch.prtg.yml"
        path.write_text(source, encoding="utf-8")
        env = {**UPDATE, **(source_vars or {})}
        safe_env = self._inject(data, "prtg", credential, env)
        ident = env["INVENTORY_UPDATE_ID"]
        output = data / "artifacts" / ident / "output.json"
        output.parent.mkdir(parents=True)
        command = ["ansible-inventory", "--list", "--export", "-i", path, "--output", output]
        words = [str(word) for word in (*command, "--playbook-dir", path.parent, VERBOSITY)]
        (data / "args").write_text(shlex.join(words), encoding="utf-8")
        return self._run(data, ident, env, safe_env)

    def job(self, playbook: str, inventory: Imported, credentials: dict[str, dict[str, Any]]) -> Ended:
        """Launch a job template with this playbook, at the highest verbosity that people use."""
        data = self._data()
        (data / "project" / "site.yml").write_text(playbook, encoding="utf-8")
        env, safe_env = dict(JOB), {}
        for name, inputs in credentials.items():
            safe_env |= self._inject(data, name, inputs, env)
        (data / "inventory").mkdir()
        hosts = data / "inventory" / "hosts"
        hosts.write_text(inventory.script(), encoding="utf-8")
        hosts.chmod(0o700)
        extra = data / "env" / "extravars"
        extra.write_text(json.dumps({"awx_job_id": 12, "ansible_python_interpreter": str(self._ansible.target_python)}))
        (data / "env" / "cmdline").write_text(f"-u root {VERBOSITY} -e @{extra}", encoding="utf-8")
        return self._run(data, env["JOB_ID"], env, safe_env, playbook="site.yml", inventory=str(hosts))

    def _data(self) -> Path:
        data = self._folder / f"awx_{next(self._numbers)}"
        for name in ("project", "env", "artifacts", "cp", "requirements_collections", "requirements_roles"):
            (data / name).mkdir(parents=True)
        (data / "env" / "settings").write_text('{"suppress_ansible_output": true}', encoding="utf-8")
        return data

    def _inject(self, data: Path, name: str, inputs: dict[str, Any], env: dict[str, str]) -> dict[str, str]:
        """Add what the credential brings to ``env``; returns that as AWX stores it."""
        injected: dict[str, str] = {}
        safe: dict[str, str] = {}
        inject_credential(_Type(name), Credential(inputs), injected, safe, [], str(data))  # type: ignore[arg-type]
        env.update({variable: value.replace("/runner", str(data)) for variable, value in injected.items()})
        return safe

    def _run(self, data: Path, ident: str, env: dict[str, str], safe_env: dict[str, str], **more: str) -> Ended:
        common = {"AWX_PRIVATE_DATA_DIR": str(data), "AWX_TASK_ENV": "production"}
        where = {"private_data_dir": str(data), "ident": ident, "envvars": {**common, **env}}
        arguments = {**where, "fact_cache_type": "", "suppress_env_files": True, **more}
        done = subprocess.run(
            [sys.executable, "-c", RUNNER],
            input=json.dumps(
                {"private_data_dir": str(data), "ident": ident, "envvars": {**common, **env}, **arguments}
            ),
            env={**self._ansible.environment(), "RUNNER_OMIT_EVENTS": "False"},
            cwd=data,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=True,
        )
        outcome = json.loads(done.stderr.strip().splitlines()[-1])
        said = done.stdout + done.stderr
        return Ended(outcome["rc"], outcome["status"], data / "artifacts" / ident, said, safe_env)
