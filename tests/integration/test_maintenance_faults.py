# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role where answers are lost, late or wrong: what was silenced is put back, or said to be silent still."""

from __future__ import annotations

import time

import pytest
import yaml

from tests.behaviour.direct_runs import EMPTY_DEVICES
from tests.integration.maintenance_runs import LOOK, SILENCED, Site, done

RESUME, RELEASE = (
    "Resume what was paused in PRTG",
    "Resume what an earlier run has paused in PRTG for the same reason",
)
TIMEOUT = {"ANSIBLE_TASK_TIMEOUT": "5"}
"""Enough to send something, even where all is ten times slower than it should be."""
PAUSE = {
    "v1": {"server": "prtg", "path": "pause"},
    "v2": {"server": "prtg_v2", "method": "POST", "path": "pause"},
}
NO_PINGDOM = {"maintenance_window_pingdom": {}}


@pytest.fixture(scope="module")
def site(running_emulator, tmp_path_factory):
    return Site(running_emulator, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def before(site):
    site.emulator.reset(world=True)
    return site.paused()


def odd_answers(site, *rules):
    """Work after which the servers answer oddly."""
    options = {"url": f"{site.emulator.prtg}/_emulator/faults", "method": "POST", "body_format": "json"}
    task = {"name": "Odd", "ansible.builtin.uri": {**options, "body": list(rules)}}
    return {**task, "run_once": True, "delegate_to": "localhost"}


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_silence_whose_answer_never_came_is_released_by_its_reason(site, before, api):
    """The task's time is over while the pause is being sent; PRTG does it when that was already looked for."""
    with site.late(PAUSE[api]):
        run = site.maintain(api, env=TIMEOUT, variables=NO_PINGDOM, fails=True)
    silenced = done(run, "Silence in PRTG")
    assert silenced.failed
    assert "restore" not in silenced
    assert done(run, RELEASE).changed
    assert "During the work" not in [result.task for result in run.results]
    assert site.paused() == before


def test_a_pause_that_comes_after_its_time_out_is_put_back_too(site, before):
    """PRTG pauses after the task has given up waiting for its answer, when somebody has already looked for it."""
    with site.late(PAUSE["v1"]):
        run = site.maintain("v1", env={"PRTG_TIMEOUT": "2"}, variables=NO_PINGDOM, fails=True)
    assert "no answer within 2 s" in done(run, "Silence in PRTG")["msg"]
    assert done(run, RESUME).changed
    assert site.paused() == before


def test_a_window_whose_answer_never_came_is_ended_by_its_description(site, before):
    with site.late({"server": "pingdom", "method": "POST", "path": "maintenance$"}):
        run = site.maintain("v1", env=TIMEOUT, fails=True)
    assert done(run, "Open a Pingdom maintenance window").failed
    assert done(run, "End the Pingdom maintenance window").changed
    assert "During the work" not in [result.task for result in run.results]
    assert site.paused() == before


def test_open_puts_prtg_back_if_pingdom_cannot_be_silenced(site, before):
    site.anew({"server": "pingdom", "method": "POST", "path": "maintenance", "status": 400})
    run = site.maintain("v2", "open", fails=True)
    assert done(run, RESUME).changed
    assert "has been put back" in done(run, "Tell why nothing is silenced")["msg"]
    assert site.paused() == before


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_nothing_is_said_to_be_put_back_that_was_not_read_back(site, before, api):
    """Answers without rows while monitoring is put back; the token is kept for a later close, wait or not."""
    site.anew()
    work = [LOOK, odd_answers(site, EMPTY_DEVICES[api])]
    quick = {**NO_PINGDOM, "maintenance_window_wait": "yes" if api == "v1" else "no"}
    run = site.maintain(api, work=work, variables=quick, fails=True)
    assert "put back, and will alert" not in run.output
    told = done(run, "Tell what could not be put back")["msg"]
    assert "PRTG 127.0.0.1: " in told
    assert "close" in told
    assert "Kernel update" in told
    site.emulator.faults([])
    assert site.paused() == before | set(SILENCED)
    token = done(run, RESUME)["results"][0]["restore"]
    assert token == done(run, "Silence in PRTG")["restore"]
    closed = site.maintain(api, "close", variables={"maintenance_window_restore": token})
    assert done(closed, RESUME).changed
    assert site.paused() == before


def test_a_later_close_of_the_same_run_has_the_token_still(site, before):
    site.anew()
    work = site.folder / "odd.yml"
    work.write_text(yaml.safe_dump([odd_answers(site, EMPTY_DEVICES["v1"])]), encoding="utf-8")
    include = {"ansible.builtin.include_role": {"name": "opswatch.monitoring.maintenance_window"}}
    options = {
        "maintenance_window_tasks": str(work),
        "maintenance_window_prtg": {"ids": SILENCED},
        "maintenance_window_wait": False,
        "maintenance_window_wait_delay": 1,
    }
    close = {"name": "opswatch.monitoring.maintenance_window", "tasks_from": "close"}
    tasks = [
        {
            "block": [include],
            "rescue": [{**odd_answers(site), "name": "Mend"}, {"ansible.builtin.include_role": close}],
            "vars": options,
        }
    ]
    run = site.ansible.playbook(tasks, env=site.emulator.v1)
    first, second = (result for result in run.results if result.task == RESUME and result.status != "skipped")
    assert (first.failed, second.changed) == (True, True)
    assert RELEASE not in [result.task for result in run.results if result.status != "skipped"]
    assert site.paused() == before


def test_a_server_that_recovers_is_asked_again(site, before):
    site.anew()
    work = [odd_answers(site, {"server": "prtg", "path": "/api/table", "times": 1, "status": 404})]
    run = site.maintain("v1", work=work, variables=NO_PINGDOM)
    assert done(run, RESUME).changed
    assert site.paused() == before


def test_a_check_that_is_not_tested_again_is_not_green(site, before):
    site.emulator.reset(world=True)
    run = site.maintain("v1", fails=True)
    told = done(run, "Tell what is still wrong")["msg"]
    assert "shop: checkout is up by its last test" in told
    assert "not tested after 20" in told
    assert "Monitoring has been put back" in told
    assert site.paused() == before
    end = done(run, "End the Pingdom maintenance window")["maintenance"]["end"]
    assert end in told


def test_a_window_that_was_over_before_the_work_was_does_not_count(site):
    """The work took longer than the window; the check was tested between the two, and not since."""
    site.emulator.reset(world=True)
    now = int(time.time())
    window = {"id": 1, "description": "Kernel update", "from": now - 900, "to": now - 300, "effectiveto": now - 300}
    window = {**window, "recurrencetype": "none", "repeatevery": 0, "checks": {"uptime": [13904899], "tms": []}}
    check = {"id": 13904899, "name": "shop: checkout", "status": "up", "resolution": 1, "type": "http"}
    check = {**check, "hostname": "shop.example.com", "lasttesttime": now - 100}
    counts = {"total": 1, "limited": 1, "filtered": 1}
    answers = {
        "/maintenance/[0-9]+$": {"maintenance": window},
        "/checks$": {"checks": [check], "counts": counts},
    }
    rules = [
        {"server": "pingdom", "method": "GET", "path": path, "status": 200, "body": body}
        for path, body in answers.items()
    ]
    run = site.maintain("v1", work=[odd_answers(site, *rules)], fails=True)
    assert not done(run, "End the Pingdom maintenance window").changed
    assert done(run, "End the Pingdom maintenance window")["maintenance"]["status"] == "ended"
    assert "is up by its last test" in done(run, "Tell what is still wrong")["msg"]


def test_paused_inside_the_window_only_is_green_once_it_was_tested(site, before):
    site.anew()
    site.emulator.quirk("pingdom_window_shows_paused")
    run = site.maintain("v2")
    for name in ("Look at the Pingdom checks", "Wait until no Pingdom check is worse than before"):
        (check,) = done(run, name)["checks"]
        assert check["status"] == "up"


def test_check_mode_goes_on_where_an_earlier_task_would_make_check_and_object(site):
    site.anew()
    work = site.folder / "new.yml"
    work.write_text(yaml.safe_dump([LOOK]), encoding="utf-8")
    tasks = [
        {
            "opswatch.monitoring.pingdom_check": {"name": "new", "type": "ping", "host": "new.example"},
            "register": "made",
        },
        {
            "ansible.builtin.include_role": {"name": "opswatch.monitoring.maintenance_window"},
            "vars": {
                "maintenance_window_tasks": str(work),
                "maintenance_window_prtg": {"names": ["not yet", "web-1"], "kind": ["device"]},
                "maintenance_window_pingdom": {"checks": ["{{ made.check.id }}"]},
            },
        },
    ]
    env = {**site.emulator.v1, **site.emulator.pingdom_env}
    run = site.ansible.playbook(tasks, env=env, check=True)
    assert "The others must exist by then" in done(run, "Tell what has to exist by then")["msg"]
    assert "must exist by then: without check mode this is an error" in run.stderr
    assert done(run, "Open a Pingdom maintenance window").changed
    assert done(run, "End the Pingdom maintenance window").changed
    assert site.emulator.writes() == []
    assert "NotFound" in site.ansible.playbook(tasks, env=env, fails=True).output
