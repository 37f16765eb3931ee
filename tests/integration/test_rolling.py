# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in batches: the shipped playbook for it, and the role in a play with serial, which refuses."""

from __future__ import annotations

import pytest
import yaml

from tests.integration.maintenance_runs import (
    CONNECTION_THAT_FAILS,
    HOSTS,
    LOOK,
    PLAYBOOK,
    ROLLING,
    SILENCED,
    UNREACHABLE,
    Site,
    done,
    own_flags,
    writes,
)

DO = {"name": "Do", "ansible.builtin.debug": {"msg": "{{ inventory_hostname }}"}}


@pytest.fixture(scope="module")
def site(running_emulator, tmp_path_factory):
    return Site(running_emulator, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def before(site):
    site.anew()
    return site.paused()


def worked(run, name="Do"):
    return [result.host for result in run.results if result.task == name and result.status != "skipped"]


def silences(site):
    return [one for one in writes(site, "prtg") if "pauseobjectfor" in one["path"]]


def test_batches_are_worked_on_inside_one_window(site, before):
    site.anew()
    look = {**LOOK, "when": "inventory_hostname == 'web-2'", "run_once": False}
    more = {"maintenance_serial": "50%"}
    run = site.maintain("v1", work=[DO, look], variables=more, playbook=ROLLING)
    assert sorted(worked(run)) == sorted(HOSTS.split(","))
    assert own_flags(done(run, "During the work")) == before | set(SILENCED)
    assert len(silences(site)) == 1
    assert [one["method"] for one in writes(site, "pingdom")] == ["POST", "PUT"]
    assert done(run, "Wait until no Pingdom check is worse than before")["checks"][0]["status"] == "up"
    assert site.paused() == before


def test_a_batch_that_cannot_be_reached_ends_the_work_and_puts_monitoring_back(site, before):
    site.anew()
    env = {**CONNECTION_THAT_FAILS, "ANSIBLE_STRATEGY": "free"}
    run = site.maintain("v2", work=[UNREACHABLE, DO], env=env, playbook=ROLLING, fails=True)
    gone = [result.host for result in run.results if result.status == "unreachable"]
    assert len(gone) == 1
    assert worked(run) == []
    assert done(run, "End the Pingdom maintenance window").changed
    assert "did not come to its end on" in run.last["msg"]
    assert all(host in run.last["msg"] for host in HOSTS.split(","))
    assert site.paused() == before


@pytest.mark.oldest_core
@pytest.mark.parametrize("playbook", [PLAYBOOK, ROLLING])
def test_a_host_that_cannot_be_reached_and_counts_for_all_leaves_nothing_silent(site, before, playbook):
    """Each core has its own way to end such a play."""
    site.anew()
    fatal = {**UNREACHABLE, "any_errors_fatal": True}
    site.maintain("v2", work=[fatal], env=CONNECTION_THAT_FAILS, playbook=playbook, fails=True)
    assert site.paused() == before
    assert [one["method"] for one in writes(site, "pingdom")] == ["POST", "PUT"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_failure_of_a_host_or_of_all_at_once_puts_monitoring_back(site, before, at_once):
    site.anew()
    fail = {"name": "Break", "ansible.builtin.fail": {"msg": "The change failed"}, "run_once": at_once}
    fail["when"] = "inventory_hostname == 'web-2'"
    healed = {"block": [{"ansible.builtin.fail": {"msg": "not so bad"}}], "rescue": [DO]}
    run = site.maintain("v1", work=[healed, fail], playbook=ROLLING, fails=True)
    assert worked(run) == ["web-1", "web-2"]
    assert len(silences(site)) == 1
    assert [one["method"] for one in writes(site, "pingdom")] == ["POST", "PUT"]
    assert site.paused() == before


def test_a_second_work_of_the_same_run_counts_only_what_it_has_done_itself(site, before):
    site.anew()
    fail = {"name": "Break", "ansible.builtin.fail": {"msg": "The change failed"}}
    fail["when"] = "inventory_hostname == 'web-1' and maintenance_window_message == 'Second'"
    work = site.folder / "twice.yml"
    work.write_text(yaml.safe_dump([DO, fail]), encoding="utf-8")
    plays = [
        {"ansible.builtin.import_playbook": ROLLING, "vars": {"maintenance_window_message": message}}
        for message in ("First", "Second")
    ]
    known = {
        "maintenance_hosts": "web-1,web-2",
        "maintenance_window_tasks": str(work),
        "maintenance_window_wait": False,
    }
    run = site.ansible.playbook(plays, env=site.emulator.v1, extra_vars=known, inventory=str(site.source), fails=True)
    assert worked(run) == ["web-1", "web-2", "web-1"]
    assert "did not come to its end on" in run.last["msg"]
    assert site.paused() == before


def test_check_mode_sends_nothing(site):
    site.anew()
    run = site.maintain("v1", work=[DO], playbook=ROLLING, check=True)
    assert sorted(worked(run)) == sorted(HOSTS.split(","))
    assert site.emulator.writes() == []


@pytest.mark.parametrize(
    ("arguments", "variables", "told"),
    [
        (["--limit", "web-1"], {}, "localhost is not among the hosts"),
        ([], {"maintenance_hosts": "tag_linus"}, "No host matches tag_linus, so nothing is silenced."),
        ([], {"maintenance_window_tasks": "nowhere.yml"}, "There is no file nowhere.yml"),
    ],
)
def test_nothing_is_silenced_if_something_is_missing(site, arguments, variables, told):
    site.anew()
    run = site.maintain("v1", arguments=arguments, variables=variables, playbook=ROLLING, fails=True)
    assert told in " ".join(run.output.split())
    assert site.emulator.writes() == []


@pytest.mark.oldest_core
def test_the_role_refuses_a_play_with_serial_whose_first_host_is_gone(site, before):
    """README's play with serial: 1 and a first host that cannot be reached."""
    site.anew()
    work = site.folder / "gone.yml"
    work.write_text(yaml.safe_dump([UNREACHABLE]), encoding="utf-8")
    play = {
        "name": "Patch the Linux servers while nobody is alerted",
        "hosts": f"{HOSTS},localhost",
        "gather_facts": False,
        "serial": 1,
        "tasks": [{"ansible.builtin.include_role": {"name": "opswatch.monitoring.maintenance_window"}}],
    }
    known = {"maintenance_window_tasks": str(work), "maintenance_window_pingdom": {"check_tags": ["shop"]}}
    env = {**site.emulator.v1, **site.emulator.pingdom_env, **CONNECTION_THAT_FAILS}
    run = site.ansible.playbook([play], env=env, extra_vars=known, inventory=str(site.source), fails=True)
    assert "opswatch.monitoring.rolling" in run.last["msg"]
    assert "batches (serial)" in run.last["msg"]
    assert site.emulator.writes() == []
