# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who copies from the documentation and runs it, with emulated servers in place of the real ones."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.emulated import WatchedEmulator
from tests.integration import stand_ins
from tests.integration.ansible_runs import Ansible, PlaybookRun, Run
from tests.integration.documented import Block, credentials, runnable
from tests.integration.maintenance_runs import TESTED_AGAIN

WORK = "- name: Work\n  ansible.builtin.debug:\n    msg: working\n"
SOURCE = "plugin: opswatch.monitoring.prtg\ngroup_by: [tree, tags]\n"
"""The inventory of plays that name hosts."""
HICCUP = {"status": 503, "times": 1}
"""What a look meets at first where a block waits: clients do not repeat it, as they would by themselves."""
NO_REPETITION = {"PRTG_RETRIES": "0", "PINGDOM_RETRIES": "0"}
DELAYS = {"maintenance_window_wait_delay": 0}


@dataclass
class Reader:
    """Somebody who copies from the documentation, with an emulated PRTG behind one ``api`` and an emulated Pingdom."""

    ansible: Ansible
    emulator: WatchedEmulator
    api: str

    @cached_property
    def env(self) -> dict[str, str]:
        """Where the servers are."""
        prtg = self.emulator.v2 if self.api == "v2" else self.emulator.v1
        tokens = {name.upper(): value for name, value in credentials(self.emulator).items()}
        here = {"ANSIBLE_PYTHON_INTERPRETER": str(self.ansible.target_python)}
        return {**prtg, **self.emulator.pingdom_env, **tokens, **here}

    def text(self, block: Block) -> str:
        """The block with the emulated servers in it."""
        return runnable(block.text, self.emulator, self.api)

    def run(self, *command: str, cwd: Path) -> Run:
        """Run one command; PRTG and Pingdom are asked once."""
        return self.ansible.run(*command, env={**self.env, **NO_REPETITION}, cwd=cwd)

    def shell(self, block: Block, folder: Path) -> str:
        """Run commands, those of stand_ins.py as these; return what they print."""
        commands = self.ansible.folder / "stand-ins"
        stand_ins.put_into(commands, sys.executable)
        environ = {**self.ansible.environment(), **self.env, "NO_PROXY": "*"}
        environ["PATH"] = f"{commands}:{environ['PATH']}"
        script = ["bash", "-euo", "pipefail", "-c", self.text(block)]
        done = subprocess.run(script, cwd=folder, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{block.place}\n{done.stdout}{done.stderr}"
        return done.stdout

    def play(self, content: Any, *arguments: str, **more: Any) -> PlaybookRun:
        """Run plays or tasks; where they wait, PRTG and Pingdom fail once before."""
        self.emulator.faults([TESTED_AGAIN])
        waiting = self._with_hiccups(content)
        source = self.ansible.folder / "all.prtg.yml"
        source.write_text(SOURCE, encoding="utf-8")
        env = {**self.env, **(NO_REPETITION if waiting else {}), **more.pop("env", {})}
        variables = {**credentials(self.emulator), **DELAYS, **more.pop("extra_vars", {})}
        more.setdefault("inventory", str(source) if "hosts" in content[0] else "localhost,")
        run = self.ansible.playbook(content, *arguments, env=env, extra_vars=variables, **more)
        for name in waiting:
            assert run.task(name)["attempts"] > 1, f"{name}: nothing was in between"
        return run

    def _with_hiccups(self, content: list[dict[str, Any]]) -> list[str]:
        """Put a task before each that waits, by which its first request is answered 503; return the names of those."""
        names = []
        for entry in content:
            for part in ("tasks", "block", "rescue", "always"):
                names += self._with_hiccups(entry.get(part, []))
        for number, task in reversed(list(enumerate(content))):
            if "until" in task:
                names.append(task["name"])
                body = [HICCUP, TESTED_AGAIN]
                url = f"{self.emulator.prtg}/_emulator/faults"
                rules = {"url": url, "method": "POST", "body": body, "body_format": "json"}
                content.insert(number, {"name": "Hiccup", "ansible.builtin.uri": rules, "delegate_to": "localhost"})
        return names
