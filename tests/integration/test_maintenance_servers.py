# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook on hosts of two PRTG servers whose ids overlap, from the inventory to close."""

from __future__ import annotations

import pytest
import yaml

from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.maintenance_runs import Site, changed, done, each

RESUME = "Resume what was paused in PRTG"
RELEASE = "Resume what an earlier run has paused in PRTG for the same reason"
ELSEWHERE = "token-of-a-third-server"
"""What the environment says, and neither of the two servers may ever see."""


class TwoSites(Site):
    """Server A is called 127.0.0.1 and asked over API v1, server B is called localhost and asked over API v2."""

    def __init__(self, emulator, second, folder):
        super().__init__(emulator, folder)
        self.second = second
        self.servers = {
            "127.0.0.1": {"url": emulator.prtg, "api_token": self.token},
            "localhost": {"url": second.prtg_v2.replace("127.0.0.1", "localhost"), "api_token": self.token},
        }
        self.source = folder / "inventory"
        self.source.mkdir()
        for name, connection in self.servers.items():
            source = {"plugin": "opswatch.monitoring.prtg", "duplicates": "id", **connection}
            (self.source / f"{name.replace('.', '-')}.prtg.yml").write_text(yaml.safe_dump(source), encoding="utf-8")

    def anew(self, *faults, world=True):
        super().anew(*faults, world=world)
        self.second.reset(world=world)

    def maintain(self, *steps, variables=None, **more):
        env = {"PRTG_URL": "https://elsewhere.example", "PRTG_API_TOKEN": ELSEWHERE}
        known = {"maintenance_window_prtg_servers": self.servers, "maintenance_hosts": HOSTS, **(variables or {})}
        run = super().maintain("v1", *steps, env=env, variables=known, **more)
        assert self.token not in run.output
        return run

    def paused_on_both(self):
        return self.paused(), Site.paused(self.on_second)

    @property
    def on_second(self):
        other = object.__new__(Site)
        other.emulator, other.token = self.second, self.token
        return other


HOSTS = "web-1_127.0.0.1,web-2_localhost"


@pytest.fixture(scope="module")
def site(running_emulator, tmp_path_factory):
    with running() as second:
        yield TwoSites(running_emulator, WatchedEmulator(**vars(second)), tmp_path_factory.mktemp("sites"))


@pytest.fixture(scope="module")
def before(site):
    site.anew()
    return site.paused()


def look_at_both(site):
    """Work that notes what is paused itself on either server."""
    look = {"fields": ["id", "active"]}
    return [
        {
            "name": f"During the work on {server}",
            "opswatch.monitoring.prtg_object_info": {**look, **connection, "server_name": ""},
            "run_once": True,
            "delegate_to": "localhost",
        }
        for server, connection in site.servers.items()
    ]


def own_flags(run, server):
    return {one["id"] for one in done(run, f"During the work on {server}")["objects"] if one["active"] is False}


def test_each_host_is_silenced_restored_and_waited_for_on_its_own_server(site, before):
    site.anew()
    predicted = site.maintain(work=look_at_both(site), check=True)
    assert (site.emulator.writes(), site.second.writes()) == ([], [])
    assert each(predicted, "Silence in PRTG") == [True, True]
    run = site.maintain("main", "close", work=look_at_both(site), arguments=["-vvv"])
    assert own_flags(run, "127.0.0.1") == before | {"1001"}
    assert own_flags(run, "localhost") == before | {"1002"}
    assert site.paused_on_both() == (before, before)
    waited = done(run, "Wait until nothing in PRTG is worse than before")["results"]
    looked = [(one["server"], one["maintenance_window_look"]["objects"][0]["id"]) for one in waited]
    assert looked == [("127.0.0.1", "1001"), ("localhost", "1002")]
    assert [(one["ready"], one["scans"], one["sensors"]["total"]) for one in waited] == [(True, 1, 3)] * 2
    pingdom = [one["method"] for one in site.emulator.writes() if one["server"] == "pingdom"]
    assert pingdom == ["POST", "PUT"]
    assert [one for one in site.second.requests() if one["server"] == "pingdom"] == []
    assert changed(predicted) <= changed(run)
    assert ELSEWHERE not in str(site.emulator.requests() + site.second.requests())


@pytest.mark.parametrize(
    ("servers", "told"),
    [
        (["127.0.0.1"], "no connection is given for the PRTG server of these hosts: localhost (web-2_localhost)"),
        ([], "several PRTG servers: 127.0.0.1 (web-1_127.0.0.1); localhost (web-2_localhost)"),
    ],
)
def test_a_server_without_connection_stops_before_the_first_write(site, servers, told):
    site.anew()
    known = {name: site.servers[name] for name in servers}
    run = site.maintain(variables={"maintenance_window_prtg_servers": known}, fails=True)
    assert told in run.last["msg"]
    assert "maintenance_window_prtg_servers" in run.last["msg"]
    assert (site.emulator.writes(), site.second.writes()) == ([], [])


def test_a_connection_under_the_name_of_the_other_server_is_refused(site):
    site.anew()
    a, b = site.servers.values()
    crossed = {"127.0.0.1": b, "localhost": a}
    run = site.maintain(variables={"maintenance_window_prtg_servers": crossed}, fails=True)
    assert "this task talks to" in run.output
    assert (site.emulator.writes(), site.second.writes()) == ([], [])


def test_a_server_that_cannot_be_silenced_leaves_nothing_silent_on_the_other(site, before):
    site.anew()
    site.second.faults([{"server": "prtg_v2", "method": "POST", "path": "pause", "status": 500}])
    run = site.maintain(variables={"maintenance_window_wait": "false"}, fails=True)
    assert "Look at PRTG" not in [result.task for result in run.results]
    assert each(run, "Silence in PRTG")[0] is True
    assert done(run, RESUME).changed
    site.second.faults([])
    assert site.paused_on_both() == (before, before)


def test_a_server_that_cannot_be_put_back_is_named_and_the_other_is_put_back(site, before):
    site.anew()
    opened = site.maintain("open")
    undo = done(opened, "Note how to put Pingdom back")["ansible_facts"]["maintenance_window_undo"]
    site.second.faults([{"server": "prtg_v2", "path": "resume", "status": 500}])
    failed = site.maintain("close", fails=True)
    told = done(failed, "Tell what could not be put back")["msg"]
    assert "PRTG localhost: " in told
    assert "PRTG 127.0.0.1" not in told
    site.second.faults([])
    assert site.paused_on_both() == (before, before | {"1002"})
    assert done(failed, "End the Pingdom maintenance window").changed
    left = done(failed, "Strike off what is put back")["ansible_facts"]["maintenance_window_undo"]
    assert set(left["servers"]) == {"localhost"}
    closed = site.maintain("close", variables={"maintenance_window_restore": undo})
    assert [one.get("changed") for one in done(closed, RESUME)["results"]] == [False, True]
    assert site.paused_on_both() == (before, before)


def test_one_run_may_open_for_several_reasons_and_close_each(site, before):
    """What one work has noted is not taken for that of another."""
    site.anew()
    role = {"name": "opswatch.monitoring.maintenance_window"}
    works = {"A": "1001", "B": "1002"}
    tasks = [
        {
            "name": f"{step} {reason}",
            "ansible.builtin.include_role": {**role, "tasks_from": step},
            "vars": {"maintenance_window_message": reason, "maintenance_window_prtg": {"ids": [number]}},
        }
        for step, reason, number in [(step, *work) for step in ("open", "close") for work in works.items()]
    ]
    look = {
        "name": "During the work on 127.0.0.1",
        "opswatch.monitoring.prtg_object_info": {"fields": ["id", "active"]},
    }
    run = site.ansible.playbook([*tasks[:3], look, tasks[3]], env=site.emulator.v1)
    assert own_flags(run, "127.0.0.1") == before | {"1002"}
    assert site.paused() == before
