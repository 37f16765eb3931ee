# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role maintenance_window through the playbook that the collection ships, with PRTG as the inventory.

The runs are made once for the file; the tests look at what came of them and at what the servers were asked.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from urllib.parse import urlencode

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
    changed,
    done,
    each,
    own_flags,
    writes,
)


@pytest.fixture(scope="module")
def site(running_emulator, tmp_path_factory):
    running_emulator.reset(world=True)
    return Site(running_emulator, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def before(site):
    site.anew()
    return site.paused()


@pytest.fixture(scope="module")
def story(site):
    """The playbook in check mode, then for real."""
    site.anew()
    predicted = site.maintain("v1", check=True, diff=True)
    at_check = site.emulator.writes()
    site.anew(world=False)
    real = site.maintain("v1", diff=True)
    seen = SimpleNamespace(predicted=predicted, real=real, at_check=at_check, prtg=writes(site, "prtg"))
    seen.pingdom = writes(site, "pingdom")
    seen.after = site.paused()
    return seen


@pytest.mark.oldest_core
def test_check_mode_writes_nothing_and_predicts_what_changes(story):
    assert story.at_check == []
    assert changed(story.predicted) == changed(story.real) != set()
    # what would end has no difference to show in check mode: there is no window
    for name in changed(story.real) - {"End the Pingdom maintenance window"}:
        foreseen, real = done(story.predicted, name), done(story.real, name)
        assert ("diff" in foreseen) == ("diff" in real), name
    silenced = [done(story.predicted, "Silence in PRTG"), done(story.real, "Silence in PRTG")]
    assert [one["id"] for one in silenced[0]["objects"] if one["changed"]] == SILENCED
    assert [one["id"] for one in silenced[1]["objects"] if one["changed"]] == SILENCED


@pytest.mark.oldest_core
def test_monitoring_is_silent_while_the_work_is_done_and_as_before_afterwards(story, before):
    assert own_flags(done(story.real, "During the work")) == before | set(SILENCED)
    assert story.after == before
    assert "1012" in before
    assert done(story.real, "Resume what was paused in PRTG").changed


@pytest.mark.oldest_core
def test_several_hosts_take_one_request(story):
    assert [one["path"].rpartition("/")[2] for one in story.prtg] == ["pauseobjectfor.htm", "pause.htm", "scannow.htm"]
    silencing = ("Silence in PRTG", "Open a Pingdom maintenance window", "Resume what was paused in PRTG")
    assert [result.task for result in story.real.results if result.task in silencing] == list(silencing)
    assert all("1012" not in json.dumps(request) for request in story.prtg)


@pytest.mark.oldest_core
def test_the_pingdom_window_is_opened_and_ended(story):
    opened = done(story.real, "Open a Pingdom maintenance window")
    assert opened["maintenance"]["description"] == "Kernel update"
    assert len(opened["maintenance"]["checks"]) == 1
    assert story.pingdom[0]["method"] == "POST"
    assert len(story.pingdom) == 2
    assert done(story.real, "End the Pingdom maintenance window").changed


@pytest.mark.oldest_core
def test_work_that_fails_is_put_back_and_fails(site, before):
    site.anew()
    fail = {"name": "Break", "ansible.builtin.fail": {"msg": "The change failed"}}
    run = site.maintain("v2", work=[fail], fails=True)
    assert done(run, "Resume what was paused in PRTG").changed
    assert done(run, "End the Pingdom maintenance window").changed
    assert {result.host for result in run.results if result.task == "Break"} == set(HOSTS.split(","))
    assert site.paused() == before


def test_a_window_that_cannot_be_opened_leaves_nothing_silent(site, before):
    site.anew({"server": "pingdom", "method": "POST", "path": "maintenance", "status": 400})
    run = site.maintain("v1", fails=True)
    assert done(run, "Open a Pingdom maintenance window").failed
    assert done(run, "Resume what was paused in PRTG").changed
    assert "During the work" not in [result.task for result in run.results]
    assert site.paused() == before


def call(site, action):
    """A task that calls API v1 without our code."""
    url = f"{site.emulator.prtg}/api/{action}&apitoken={site.token}"
    options = {"url": url, "status_code": [200, 302], "follow_redirects": "none"}
    return {"name": action, "ansible.builtin.uri": options, "run_once": True, "delegate_to": "localhost"}


def test_what_does_not_become_green_is_named_and_everything_is_put_back(site, before):
    site.anew()
    # nothing that is paused can go down: the work wakes the device, and breaks it
    work = [call(site, "pause.htm?id=1001&action=1"), call(site, "simulate.htm?id=2101&action=1")]
    run = site.maintain("v2", work=work, fails=True)
    told = done(run, "Tell what is still wrong")["msg"]
    assert "Local Probe/Web Shop/Production/web-1" in told
    assert "1 down" in told
    assert "web-2" not in told
    assert done(run, "End the Pingdom maintenance window").changed
    assert site.paused() == before


@pytest.fixture(scope="module")
def steps(site):
    """Open twice in one run, and close twice in another, over the other API."""
    site.anew()
    opened = site.maintain("v1", "open", "open")
    between = site.paused()
    token = next(result for result in opened.results if result.task == "Silence in PRTG")["restore"]
    closed = site.maintain("v2", "close", "close", variables={"maintenance_window_restore": token})
    return SimpleNamespace(opened=opened, between=between, closed=closed, after=site.paused())


def test_opening_twice_changes_once(steps, before):
    assert each(steps.opened, "Silence in PRTG") == [True, False]
    assert each(steps.opened, "Open a Pingdom maintenance window") == [True, False]
    assert steps.between == before | set(SILENCED)


def test_a_window_that_is_opened_again_for_other_checks_keeps_those_it_has(site):
    """They alerted in the middle of the work: the message is the name of the window, and the later checks took over."""
    site.anew()
    role = {"name": "opswatch.monitoring.maintenance_window"}
    first, second = {"checks": ["shop: front page"], "transactions": ["shop: log in"]}, {"checks": ["api: status"]}
    tasks = [
        {
            "ansible.builtin.include_role": {**role, "tasks_from": step},
            "vars": {"maintenance_window_prtg": {}, "maintenance_window_pingdom": silenced},
        }
        for step, silenced in [("open", first), ("open", second), ("open", first), ("close", second)]
    ]
    # so long that the time which passes at each change of a window is no reason to prolong it
    duration = {"maintenance_window_duration": "1d"}
    run = site.ansible.playbook(tasks, extra_vars=duration, env={**site.emulator.v1, **site.emulator.pingdom_env})
    assert each(run, "Open a Pingdom maintenance window") == [True, True, False]
    window = done(run, "End the Pingdom maintenance window")["maintenance"]
    assert (window["checks"], window["transactions"], window["status"]) == ([13904898, 13904900], [104757], "ended")


def test_another_run_closes_with_what_undoes_it_and_closing_twice_changes_once(steps, before):
    assert each(steps.closed, "Resume what was paused in PRTG")[0] is True
    assert not any(each(steps.closed, "Resume what was paused in PRTG")[1:])
    assert each(steps.closed, "End the Pingdom maintenance window") == [True, False]
    assert steps.after == before


def test_another_run_closes_by_the_message_where_the_token_is_lost(site, before):
    site.anew()
    site.maintain("v1", "open")
    assert site.paused() == before | set(SILENCED)
    other = site.maintain("v2", "close", variables={"maintenance_window_message": "Other work"})
    assert "Resume what an earlier run has paused in PRTG for the same reason" not in changed(other)
    assert site.paused() == before | set(SILENCED)
    closed = site.maintain("v2", "close", "close")
    assert each(closed, "Resume what an earlier run has paused in PRTG for the same reason")[0] is True
    assert site.paused() == before


@pytest.mark.oldest_core
def test_monitoring_is_put_back_even_if_no_host_can_be_reached_any_more(site, before):
    site.anew()
    run = site.maintain("v1", work=[UNREACHABLE], env=CONNECTION_THAT_FAILS, fails=True)
    assert {result.host for result in run.results if result.status == "unreachable"} == set(HOSTS.split(","))
    assert done(run, "End the Pingdom maintenance window").changed
    assert site.paused() == before


@pytest.mark.oldest_core
@pytest.mark.parametrize("playbook", [PLAYBOOK, ROLLING])
def test_work_that_ansible_cannot_read_silences_nothing(site, playbook):
    """A misspelt module in the file with the tasks ends the run at once, without the steps that always run."""
    site.emulator.reset(world=True)
    run = site.maintain(
        "v1", work=[LOOK, {"name": "Greet", "ansible.builtin.debgu": {}}], playbook=playbook, fails=True
    )
    assert "debgu" in run.output
    assert site.emulator.writes() == []


@pytest.mark.oldest_core
def test_work_that_ends_the_play_is_put_back(site, before):
    site.anew()
    run = site.maintain("v2", work=[{"name": "End", "ansible.builtin.meta": "end_play"}])
    assert done(run, "Resume what was paused in PRTG").changed
    assert done(run, "End the Pingdom maintenance window").changed
    assert site.paused() == before


def test_what_others_have_silenced_stays_so_when_nothing_was_silenced_here(site, before):
    site.anew()
    site.maintain("v1", "open")
    # named here, because the hosts of a play that has failed are no longer among those it is about
    wrong = {
        "maintenance_window_prtg": {"ids": SILENCED},
        "maintenance_window_pingdom": {"check_tags": ["no-such-tag"]},
    }
    run = site.maintain("v1", variables=wrong, fails=True)
    assert not changed(run) & {"Resume what an earlier run has paused in PRTG for the same reason"}
    assert site.paused() == before | set(SILENCED)


def test_the_window_is_ended_by_whoever_is_left_with_whatever_variables(site, before):
    site.anew()
    work = site.folder / "gone.yml"
    work.write_text(yaml.safe_dump([UNREACHABLE]), encoding="utf-8")
    hosts = site.folder / "hosts.yml"
    settings = {
        "maintenance_window_message": "Group reason",
        "maintenance_window_prtg": {"ids": ["1001"]},
        "maintenance_window_pingdom": {"check_tags": ["shop"]},
    }
    hosts.write_text(yaml.safe_dump({"linux": {"hosts": {"here": None}, "vars": settings}}), encoding="utf-8")
    play = [{"ansible.builtin.import_playbook": PLAYBOOK}]
    run = site.ansible.playbook(
        play,
        env={**site.emulator.v1, **site.emulator.pingdom_env, **CONNECTION_THAT_FAILS},
        extra_vars={
            "maintenance_hosts": ["linux"],
            "maintenance_window_tasks": str(work),
            "maintenance_window_wait": False,
        },
        inventory=str(hosts),
        fails=True,
    )
    assert done(run, "End the Pingdom maintenance window").changed
    assert site.paused() == before


def test_hosts_that_nothing_matches_silence_nothing(site):
    site.anew()
    run = site.maintain("v1", variables={"maintenance_hosts": "tag_linus"}, fails=True)
    assert "No host matches tag_linus, so nothing is silenced." in run.last["msg"]
    assert site.emulator.writes() == []


@pytest.mark.oldest_core
def test_names_of_a_server_and_the_message_stay_text_in_what_undoes_the_silence(site, before, tmp_path):
    site.anew()
    name = f"{{{{ lookup('pipe', 'touch {tmp_path}/run') }}}}'\"\\ {{% raw %}}"
    query = {"id": "1001", "name": "name", "value": name}
    role = {"name": "opswatch.monitoring.maintenance_window"}
    given = {"maintenance_window_prtg": {"ids": ["1001"]}, "maintenance_window_message": "it's {done} 100%"}
    tasks = [
        call(site, f"setobjectproperty.htm?{urlencode(query)}"),
        {"ansible.builtin.include_role": {**role, "tasks_from": "open"}, "vars": given},
        {"ansible.builtin.include_role": {**role, "tasks_from": "close"}, "vars": given},
    ]
    run = site.ansible.playbook(tasks, env=site.emulator.v1)
    noted = done(run, "Note how to undo it")["ansible_facts"]["maintenance_window_undo"]
    assert noted["servers"][""]["restore"]["objects"][0]["name"] == name
    assert done(run, "Resume what was paused in PRTG").changed
    assert site.paused() == before
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("playbook", "variables", "told"),
    [
        (PLAYBOOK, {"maintenance_host": "db-2"}, "given and unknown: maintenance_host"),
        (ROLLING, {}, "maintenance_hosts is not given"),
        (PLAYBOOK, {"maintenance_hosts": ""}, "No host matches an empty maintenance_hosts"),
        (ROLLING, {"maintenance_hosts": [None, " "]}, "No host matches"),
        (PLAYBOOK, {"maintenance_hosts": "!web-1"}, "No host matches !web-1"),
        (PLAYBOOK, {"maintenance_hosts": "web-1", "maintenance_window_tasks": "work.yml"}, "There is no file work.yml"),
    ],
)
def test_without_hosts_or_work_nothing_is_silenced_and_no_host_is_worked_on(site, tmp_path, playbook, variables, told):
    """What is given as -e maintenance_host=db-2 paused 15 devices, and sent the work to all hosts."""
    site.emulator.reset(world=True)
    work = tmp_path / "work.yml"
    work.write_text(yaml.safe_dump([LOOK]), encoding="utf-8")
    run = site.ansible.run(
        "ansible-playbook",
        *("-i", str(site.source), "-e", json.dumps({"maintenance_window_tasks": str(work), **variables}), playbook),
        env={**site.emulator.v1, **site.emulator.pingdom_env},
    )
    assert run.rc != 0
    assert told in " ".join(run.output.split())
    assert "During the work" not in run.output
    assert site.emulator.writes() == []


def fresh_checks(site):
    """Checks that nobody has looked at yet, whose status is therefore unknown."""
    check = {"type": "ping", "host": "new.example", "tags": ["new"]}
    tasks = [{"opswatch.monitoring.pingdom_check": {"name": f"new {number}", **check}} for number in range(3)]
    site.ansible.playbook(tasks, env=site.emulator.pingdom_env)


def test_checks_that_became_worse_are_named_after_one_time_for_all(site, before):
    site.anew()
    fresh_checks(site)
    break_them = {
        "name": "Break",
        "ansible.builtin.uri": {
            "url": f"{site.emulator.pingdom}/_emulator/faults",
            "method": "POST",
            "body_format": "json",
            "body": [{"server": "pingdom", "path": "/checks$", "status": 500}],
        },
        "run_once": True,
        "delegate_to": "localhost",
    }
    known = {"maintenance_window_pingdom": {"check_tags": ["new"]}, "maintenance_window_wait_delay": 0}
    run = site.maintain("v1", work=[break_them], variables=known, fails=True)
    assert "Monitoring is not as good as before the work" in done(run, "Tell what is still wrong")["msg"]
    assert site.paused() == before


def role(name, entry="main", **variables):
    """A task that runs the role and goes on after a failure."""
    include = {"name": "opswatch.monitoring.maintenance_window", "tasks_from": entry}
    task = {"name": name, "ansible.builtin.include_role": include, "vars": variables}
    went_wrong = {"name": f"{name}: failed", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result }}"}}
    return {"block": [task], "rescue": [went_wrong]}


@pytest.fixture(scope="module")
def elsewhere(site):
    """The role on a host that PRTG does not know, and with options that are wrong."""
    site.anew()
    work = site.folder / "nothing.yml"
    work.write_text("- name: Work\n  ansible.builtin.debug:\n    msg: done\n", encoding="utf-8")
    wrong = {"ids": ["1001"], "kind": ["rack"]}
    tasks = [
        role("unknown host", maintenance_window_tasks=str(work)),
        role("nothing to close", "close", maintenance_window_message="Other work"),
        role("no work"),
        role("no list", maintenance_window_tasks=str(work), maintenance_window_prtg=wrong),
        role("no number", maintenance_window_tasks=str(work), maintenance_window_wait_delay="soon"),
        role("no such variable", maintenance_window_tasks=str(work), maintenance_window_pingdon={"checks": ["x"]}),
        role("text", maintenance_window_tasks=str(work), maintenance_window_pingdom='{"checks": ["x"]}'),
        role("text to undo", "close", maintenance_window_restore='{"servers": {}}'),
        role("token of Pingdom", "close", maintenance_window_restore={"version": 1, "action": "pingdom_pause"}),
        role("nobody", maintenance_window_tasks=str(work), maintenance_window_hosts="localhost-10"),
        role("no such host", maintenance_window_tasks=str(work), maintenance_window_prtg={"hosts": "web-99"}),
    ]
    return site.ansible.playbook(tasks, env=site.emulator.v1)


def test_hosts_that_prtg_does_not_know_are_worked_on_and_told_that_nothing_is_silent(elsewhere, site):
    assert "unknown host: failed" not in [result.task for result in elsewhere.results]
    assert elsewhere.task("Work")["msg"] == "done"
    assert "nothing is silenced" in elsewhere.task("Tell that nothing is silenced")["msg"]
    assert "nothing to put back" in elsewhere.task("Tell that there is nothing to put back")["msg"]
    assert site.emulator.requests() == []


@pytest.mark.oldest_core
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("no work", "maintenance_window_tasks"),
        ("no list", "kind"),
        ("no number", "maintenance_window_wait_delay"),
        ("no such variable", "has no variable maintenance_window_pingdon."),
        ("text", "has to be a mapping is text: maintenance_window_pingdom."),
        ("text to undo", "has to be a mapping is text: maintenance_window_restore."),
        ("token of Pingdom", "give the token to pingdom_pause with state restored"),
        ("nobody", "names no host of this play (localhost-10)"),
        ("no such host", "the inventory has no hosts web-99"),
    ],
)
def test_wrong_options_are_named_before_anything_is_done(elsewhere, name, text):
    assert text in str(elsewhere.task(f"{name}: failed")["msg"])
