# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role where Pingdom is silenced by pausing: only what was awake is silenced, and only that wakes."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from tests.emulator.process import opener
from tests.integration.maintenance_runs import LOOK, Site, changed, done, each, writes

BY_HAND = "mail: imap"
"""Paused before anything begins."""
PAUSE, RESUME = "Pause in Pingdom", "Resume what was paused in Pingdom"
OPEN, END = "Open a Pingdom maintenance window", "End the Pingdom maintenance window"
TESTED = {"server": "pingdom", "method": "GET", "path": "/checks$", "skip": 7, "times": 1, "advance": 1000}
"""A rule for the emulator: so much time passes that checks are tested again, when they are looked at after the work.

Before, the list is read to see whether it can be paused, at the look, to note what is to be paused, twice to pause it,
and twice to resume it.
"""
MAIL = {"check_tags": ["mail"], "transactions": ["shop: log in"], "method": "pause"}


@pytest.fixture(scope="module")
def site(running_emulator, tmp_path_factory):
    return Site(running_emulator, tmp_path_factory.mktemp("site"))


@pytest.fixture
def anew(site):
    site.anew(TESTED)
    return site


def asleep(site):
    """The names of all checks that are paused, as Pingdom tells without any of our code."""
    found = set()
    for path, shows in (("/checks", ("status", "paused")), ("/tms/check", ("active", False))):
        with opener().open(request(site, path), timeout=10) as answer:
            rows = json.load(answer)["checks"]
        found |= {row["name"] for row in rows if row[shows[0]] == shows[1]}
    return found


def request(site, path):
    import urllib.request

    headers = {"Authorization": f"Bearer {site.emulator.credentials['pingdom_api_token']}"}
    return urllib.request.Request(f"{site.emulator.pingdom}{path}", headers=headers)


def pausing(**more):
    settings = {"maintenance_window_pingdom": {**MAIL, **more}, "maintenance_window_prtg": {}}
    return {**settings, "maintenance_window_wait_timeout": 60}


@pytest.fixture(scope="module")
def story(site):
    """The playbook in check mode, then for real."""
    site.anew(TESTED)
    predicted = site.maintain("v1", variables=pausing(), check=True, diff=True)
    at_check = site.emulator.writes()
    site.anew(TESTED, world=False)
    during = {"name": "What is paused", "ansible.builtin.uri": {"url": f"{site.emulator.pingdom}/checks"}}
    during["ansible.builtin.uri"]["headers"] = {
        "Authorization": f"Bearer {site.emulator.credentials['pingdom_api_token']}"
    }
    work = [{**during, "run_once": True, "delegate_to": "localhost"}]
    real = site.maintain("v1", variables=pausing(), work=work, diff=True)
    rows = done(real, "What is paused")["json"]["checks"]
    paused = {row["name"] for row in rows if row["status"] == "paused"}
    seen = {"during": paused, "writes": writes(site, "pingdom"), "after": asleep(site)}
    return SimpleNamespace(predicted=predicted, real=real, at_check=at_check, **seen)


@pytest.mark.oldest_core
def test_check_mode_pauses_nothing_and_predicts_it(story):
    assert story.at_check == []
    assert changed(story.predicted) == changed(story.real) == {PAUSE, RESUME}
    for name in (PAUSE, RESUME):
        assert done(story.predicted, name)["objects"] == done(story.real, name)["objects"]


@pytest.mark.oldest_core
def test_what_was_awake_is_paused_during_the_work_and_wakes_after_it(story):
    assert story.during == {"mail: smtp", BY_HAND}
    assert story.after == {BY_HAND}
    assert [entry["path"].rpartition("/3.1")[2][:10] for entry in story.writes] == ["/checks", "/tms/check"] * 2


@pytest.mark.oldest_core
def test_the_role_waits_for_a_test_that_is_newer_than_the_pause(story):
    (smtp, imap) = done(story.real, "Wait until no Pingdom check is worse than before")["checks"]
    assert smtp["lasttesttime"] > done(story.real, RESUME)["time"]
    assert imap["status"] == "paused"


def test_auto_pauses_over_the_older_version_where_the_plan_has_no_windows(anew):
    anew.emulator.quirk("pingdom_plan_without_windows")
    run = anew.maintain("v1", variables=pausing(method="auto", transactions=[]), env=anew.emulator.pingdom_21_env)
    assert changed(run) == {PAUSE, RESUME}
    assert asleep(anew) == {BY_HAND}


def test_auto_opens_a_window_where_the_plan_has_some(anew):
    run = anew.maintain("v1", "open", "close", variables=pausing(method="auto"))
    assert changed(run) == {OPEN, END}
    assert len(done(run, OPEN)["maintenance"]["transactions"]) == 1


def test_a_pause_that_fails_in_the_middle_leaves_nothing_paused(site):
    site.anew({"server": "pingdom", "method": "PUT", "path": "/tms/check/", "status": 400, "times": 1})
    run = site.maintain("v2", variables={**pausing(), "maintenance_window_prtg": {"ids": ["1001"]}}, fails=True)
    assert done(run, PAUSE).failed
    assert done(run, RESUME).changed
    assert "During the work" not in [result.task for result in run.results]
    assert asleep(site) == {BY_HAND}
    assert "1001" not in site.paused()


def test_a_pause_whose_answer_never_came_is_resumed_by_what_it_was_to_pause(site):
    with site.late({"server": "pingdom", "method": "PUT", "path": "/checks$"}):
        run = site.maintain("v1", variables=pausing(transactions=[]), env={"ANSIBLE_TASK_TIMEOUT": "5"}, fails=True)
    paused = done(run, PAUSE)
    assert paused.failed
    assert "restore" not in paused
    assert done(run, RESUME).changed
    assert asleep(site) == {BY_HAND}


def test_what_cannot_be_resumed_is_told_with_its_token_kept(site):
    rule = {"server": "pingdom", "method": "PUT", "path": "/checks$", "skip": 1, "status": 400}
    site.anew(rule)
    run = site.maintain("v1", work=[LOOK], variables=pausing(transactions=[]), fails=True)
    told = done(run, "Tell what could not be put back")["msg"]
    assert "Pingdom: " in told
    assert "without an end" in told
    site.emulator.faults([])
    token = done(run, PAUSE)["restore"]
    undo = {"message": "Kernel update", "servers": {}}
    undo["pingdom"] = {"restore": token, "ids": [], "transactions": [], "lost": False}
    closed = site.maintain("v1", "close", variables={**pausing(), "maintenance_window_restore": undo})
    assert done(closed, RESUME).changed
    assert asleep(site) == {BY_HAND}


def test_another_run_closes_by_the_token_and_not_without_it(anew):
    """Where the plan has no windows, auto finds out what may be paused; before anything is, there is nothing to do."""
    anew.emulator.quirk("pingdom_plan_without_windows")
    settings = pausing(checks=["mail: smtp"], check_tags=[], method="auto")
    opened = anew.maintain("v1", "close", "open", variables=settings)
    assert changed(opened) == {PAUSE}
    told = done(opened, "Tell what undoes the pause in Pingdom")["msg"]
    undo = json.loads(told[told.index("{") :])
    blind = anew.maintain("v1", "close", variables=settings, fails=True)
    told = done(blind, "Tell what could not be put back")["msg"]
    assert "paused are mail: smtp, shop: log in, and only the token" in told
    assert "Give maintenance_window_restore" in told
    assert asleep(anew) == {"mail: smtp", BY_HAND, "shop: log in"}
    closed = anew.maintain("v1", "close", variables={**settings, **undo})
    assert done(closed, RESUME).changed
    assert asleep(anew) == {BY_HAND}


def test_check_mode_goes_on_where_an_earlier_task_would_make_the_check(anew):
    new = {"checks": ["not yet"], "check_tags": [], "transactions": []}
    run = anew.maintain("v1", "open", "close", variables=pausing(**new), check=True)
    assert done(run, PAUSE)["matched"] == 0
    assert "There is no check named 'not yet' yet. It must exist by then" in run.stderr
    assert "allow_empty" not in run.stderr
    assert anew.emulator.writes() == []


@pytest.mark.parametrize(("checks", "check"), [(["99"], True), (["99"], False), (["not yet"], False)])
def test_what_is_not_there_fails_before_anything_is_silenced(anew, checks, check):
    new = {"checks": checks, "check_tags": [], "transactions": []}
    run = anew.maintain("v1", "open", variables=pausing(**new), check=check, fails=True)
    words = "no check has the id 99" if checks == ["99"] else "In Pingdom there is no check named 'not yet'. So nothing"
    assert any(words in str(result.get("msg")) for result in run.results)
    assert PAUSE not in [result.task for result in run.results]
    assert anew.emulator.writes() == []


@pytest.mark.parametrize("more", [{"method": "pause"}, {"method": "auto"}])
def test_opening_twice_and_closing_twice_leaves_nothing_paused(anew, more):
    """The second open had nothing to pause, and its empty token took the place of the first one: close was green."""
    anew.emulator.quirk("pingdom_plan_without_windows")
    settings = pausing(checks=["mail: smtp"], check_tags=[], transactions=[], **more)
    run = anew.maintain("v1", "open", "open", "close", "close", variables=settings)
    assert each(run, PAUSE) == [True, False]
    assert each(run, RESUME) == [True]
    assert asleep(anew) == {BY_HAND}


def test_what_several_opens_have_silenced_is_put_back_by_one_close(anew):
    """Other checks and other objects with the same message: each token is kept."""
    before = anew.paused()
    role = {"name": "opswatch.monitoring.maintenance_window"}
    steps = [("open", "1001", "mail: smtp"), ("open", "1002", "shop: front page"), ("close", "1002", "mail: smtp")]
    tasks = [
        {
            "ansible.builtin.include_role": {**role, "tasks_from": step},
            "vars": {
                "maintenance_window_prtg": {"ids": [prtg]},
                "maintenance_window_pingdom": {"checks": [check], "method": "pause"},
            },
        }
        for step, prtg, check in steps
    ]
    run = anew.ansible.playbook(tasks, env={**anew.emulator.v1, **anew.emulator.pingdom_env})
    assert each(run, PAUSE) == [True, True]
    assert asleep(anew) == {BY_HAND}
    assert anew.paused() == before
