# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of the shipped playbooks against the emulated servers, with PRTG as the inventory, and what came of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import yaml

from tests.emulator.process import opener
from tests.integration.ansible_runs import under_test

ROOT = Path(__file__).resolve().parents[2]
PLAYBOOK = "opswatch.monitoring.maintenance"
ROLLING = "opswatch.monitoring.rolling"
HOSTS = "web-1,web-2,db-2"
"""Of these db-2 is paused itself before anything begins."""
SILENCED = ["1001", "1002"]
VARIABLES = {
    "maintenance_hosts": HOSTS,
    "maintenance_window_message": "Kernel update",
    "maintenance_window_wait_delay": 1,
    "maintenance_window_wait_timeout": 2,
    "maintenance_window_pingdom": {"checks": ["shop: checkout"]},
}
UNREACHABLE = {"name": "Reboot", "ansible.builtin.ping": {}, "vars": {"ansible_connection": "gone"}}
"""A task that reaches no host, given the environment below."""
CONNECTION_THAT_FAILS = {"ANSIBLE_CONNECTION_PLUGINS": str(ROOT / "tests" / "integration" / "connection_plugins")}
TESTED_AGAIN = {"server": "pingdom", "method": "PUT", "path": "/maintenance/", "advance": 1300}
"""A rule for the emulator: after a window was ended so much time passes that its checks are tested again."""
LOOK = {
    "name": "During the work",
    "opswatch.monitoring.prtg_object_info": {"fields": ["id", "active"]},
    "run_once": True,
    "delegate_to": "localhost",
}


class Site:
    """The emulated servers with an inventory, and runs of the playbook against them."""

    def __init__(self, emulator, folder):
        self.emulator = emulator
        self.folder = folder
        self.token = emulator.credentials["prtg_api_token"]
        self.ansible = under_test(folder)
        self.source = folder / "site.prtg.yml"
        self.source.write_text("plugin: opswatch.monitoring.prtg\n", encoding="utf-8")

    def anew(self, *faults, world=True):
        """Put the servers back to their start (without ``world``: forget requests), with rules for what goes wrong."""
        self.emulator.reset(world=world)
        self.emulator.faults([*faults, TESTED_AGAIN])

    def late(self, rule):
        """Put the servers back to their start; the one request of the rule is done when somebody has looked for it."""
        self.anew({**rule, "times": 1, "hold": True})

        def was_looked_for(seen):
            of_rule = [
                place
                for place, one in enumerate(seen)
                if one["server"] == rule["server"]
                and one["method"] == rule.get("method", one["method"])
                and re.search(rule["path"], one["path"])
            ]
            return bool(of_rule) and any(one["status"] for one in seen[of_rule[0] + 1 :])

        return self.emulator.releasing(was_looked_for)

    def maintain(self, api, *steps, work=(LOOK,), env=None, variables=None, playbook=PLAYBOOK, arguments=(), **more):
        """Run the playbook once for each step, in one run of ansible-playbook."""
        tasks = self.folder / "work.yml"
        tasks.write_text(yaml.safe_dump(list(work)), encoding="utf-8")
        plays = [
            {"name": step, "ansible.builtin.import_playbook": playbook, "vars": {"maintenance_step": step}}
            for step in steps or ["main"]
        ]
        known = {**VARIABLES, "maintenance_window_tasks": str(tasks), **(variables or {})}
        env = {**getattr(self.emulator, api), **self.emulator.pingdom_env, "PINGDOM_RETRIES": "0", **(env or {})}
        return self.ansible.playbook(plays, *arguments, env=env, extra_vars=known, inventory=str(self.source), **more)

    def paused(self):
        """The ids of all objects that are paused themselves, as PRTG tells without any of our code."""
        found = set()
        for content in ("probenode", "groups", "devices", "sensors"):
            query = {"content": content, "columns": "objid,active", "count": "*", "apitoken": self.token}
            with opener().open(f"{self.emulator.prtg}/api/table.json?{urlencode(query)}", timeout=10) as answer:
                rows = json.load(answer)[content]
            found |= {str(row["objid"]) for row in rows if row["active"] is False}
        return found


def own_flags(result):
    return {one["id"] for one in result["objects"] if one["active"] is False}


def done(run, name):
    """The result of the only task of this name that was not skipped."""
    (found,) = [result for result in run.results if result.task == name and result.status != "skipped"]
    return found


def changed(run):
    return {result.task for result in run.results if result.changed}


def writes(site, server):
    return [request for request in site.emulator.writes() if request["server"].startswith(server)]


def each(run, name):
    """Whether each task of this name that was not skipped has changed something."""
    return [result.changed for result in run.results if result.task == name and result.status != "skipped"]
