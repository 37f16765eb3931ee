# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role and Pingdom as its users meet them at night: what is wrong, lost, used up, or still red."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
import yaml

from tests.integration.maintenance_runs import LOOK, Site, changed, done, writes

OPEN, END = "Open a Pingdom maintenance window", "End the Pingdom maintenance window"
PAUSE, RESUME = "Pause in Pingdom", "Resume what was paused in Pingdom"
TRANSACTIONS = "Wait until no Pingdom transaction check is worse than before"
NO_PRTG = {"maintenance_window_prtg": {}}
LOG_IN = "shop: log in"
RUN_AGAIN = {"server": "pingdom", "method": "GET", "path": "/tms/check/[0-9]+/report", "skip": 1, "times": 1}
"""A rule for the emulator: after the first look so much time passes that transaction checks run again."""
RUN_AGAIN |= {"advance": 1300}
LOST = {"server": "pingdom", "times": 1, "after": True, "reset": True}
"""What Pingdom is asked for is done, and its answer never comes."""


@pytest.fixture(scope="module")
def site(running_emulator, tmp_path_factory):
    return Site(running_emulator, tmp_path_factory.mktemp("site"))


def on_the_emulator(site, call, body):
    """Work after which the servers are odd."""
    options = {"url": f"{site.emulator.pingdom}/_emulator/{call}", "method": "POST", "body_format": "json"}
    return {
        "name": "Odd",
        "ansible.builtin.uri": {**options, "body": body},
        "run_once": True,
        "delegate_to": "localhost",
    }


def pingdom(**selected):
    return {**NO_PRTG, "maintenance_window_pingdom": selected}


def undo_in(text):
    """The variable that a message says to give to another run."""
    (undo, _end) = json.JSONDecoder().raw_decode(text[text.index('{"maintenance_window_restore"') :])
    return undo


# What is wrong is told before anything is silenced


TWINS = "twins"
"""The name of two checks, and of two transaction checks."""
WRONG = {
    "a name of no check": ({"checks": ["nope"]}, "no check named 'nope'", False),
    "a tag of no check": ({"check_tags": ["nope"]}, "no check with the tag 'nope'", False),
    "an id of no check": ({"checks": ["77"]}, "77", True),
    "a name of two checks": ({"checks": [TWINS]}, "twins", True),
    "no transaction": ({"transactions": ["nope"]}, "no transaction check named 'nope'", False),
    "a name of two transactions": ({"transactions": [TWINS]}, "twins", True),
    "nothing in a list": ({"checks": [""]}, "an element that is empty or null", False),
    "pause: a name of no check": ({"method": "pause", "checks": ["nope"]}, "no check named 'nope'", False),
    "pause: a tag of no check": ({"method": "pause", "check_tags": ["nope"]}, "no check with the tag 'nope'", False),
    "pause: an id of no check": ({"method": "pause", "checks": ["77"]}, "77", True),
    "pause: a name of two checks": ({"method": "pause", "checks": [TWINS]}, "twins", True),
    "pause: no transaction": ({"method": "pause", "transactions": ["nope"]}, "'nope'", False),
    "pause: a name of two transactions": ({"method": "pause", "transactions": [TWINS]}, "twins", True),
    "auto: a name of two checks": ({"method": "auto", "checks": [TWINS]}, "twins", True),
}
"""What is selected in Pingdom, what is told, and whether that is so in check mode, where things may be made yet."""
WRONG_IN_PRTG = {
    "PRTG: an id of nothing": ({"ids": ["99999"]}, "99999", False),
    "PRTG: a filter that nothing fits": ({"filter": 'name = "nope"'}, "nothing matches", False),
    "PRTG: more than max_matched": ({"filter": "kind = device", "max_matched": 1}, "max_matched is 1", True),
}
LACKING = {
    "2.1: a pause of transactions": ({"method": "pause", "transactions": ["104757"]}, "2.1", True),
    "2.1: a transaction by name": ({"transactions": [LOG_IN]}, "2.1", True),
}


def opening(name, variables, entry="open"):
    """A task that runs the role and goes on after a failure, which it tells."""
    include = {"name": "opswatch.monitoring.maintenance_window", "tasks_from": entry}
    task = {
        "name": name,
        "ansible.builtin.include_role": include,
        "vars": {"maintenance_window_wait": False, **variables},
    }
    told = {"name": f"{name}: failed", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result }}"}}
    return {"block": [task], "rescue": [told]}


def twins(site):
    """Two checks and two transaction checks of one name."""
    check = {"type": "ping", "host": "twin.example", "name": TWINS}
    steps = [{"fn": "go_to", "args": {"url": "twin.example"}}]
    made = [("checks", check)] * 2 + [("tms/check", {"name": TWINS, "steps": steps})] * 2
    headers = {"Authorization": f"Bearer {site.emulator.credentials['pingdom_api_token']}"}
    tasks = [
        {
            "ansible.builtin.uri": {
                "url": f"{site.emulator.pingdom}/{path}",
                "method": "POST",
                "body_format": "json",
                "headers": headers,
                "body": body,
            }
        }
        for path, body in made
    ]
    site.ansible.playbook(tasks)


@pytest.fixture(scope="module", params=[False, True], ids=["for real", "check mode"])
def refused(site, request):
    """Each wrong selection beside one of PRTG that is right, and the other way round."""
    site.emulator.reset(world=True)
    twins(site)
    site.emulator.reset()
    tasks = [
        opening(name, {"maintenance_window_prtg": {"ids": ["1001"]}, "maintenance_window_pingdom": selected})
        for name, (selected, _told, _always) in WRONG.items()
    ]
    tasks += [
        opening(name, {"maintenance_window_prtg": selected, "maintenance_window_pingdom": {"checks": ["mail: smtp"]}})
        for name, (selected, _told, _always) in WRONG_IN_PRTG.items()
    ]
    env = {**site.emulator.v1, **site.emulator.pingdom_env, "PINGDOM_RETRIES": "0"}
    run = site.ansible.playbook(tasks, env=env, check=request.param)
    return SimpleNamespace(run=run, check=request.param, writes=site.emulator.writes())


def complaints(run):
    return {result.task: str(result["msg"]) for result in run.results if result.task.endswith(": failed")}


@pytest.mark.oldest_core
def test_what_is_wrong_is_an_error_before_anything_is_silenced(refused):
    every = {**WRONG, **WRONG_IN_PRTG}
    told = complaints(refused.run)
    assert {*told} == {f"{name}: failed" for name, (*_told, always) in every.items() if always or not refused.check}
    for name, text in told.items():
        assert every[name.removesuffix(": failed")][1] in text
    assert refused.writes == []
    if not refused.check:
        silencing = {"Silence in PRTG", OPEN, PAUSE}
        assert silencing.isdisjoint(result.task for result in refused.run.results)


@pytest.mark.parametrize("check", [False, True])
def test_what_the_older_version_cannot_do_is_an_error_before_anything_is_silenced(site, check):
    site.emulator.reset(world=True)
    work = site.folder / "never.yml"
    work.write_text(yaml.safe_dump([LOOK]), encoding="utf-8")
    waiting = {"maintenance_window_tasks": str(work), "maintenance_window_wait": True}
    prtg = {"maintenance_window_prtg": {"ids": ["1001"]}}
    tasks = [
        opening(name, {**prtg, "maintenance_window_pingdom": selected})
        for name, (selected, _told, _always) in LACKING.items()
    ]
    seen = {"maintenance_window_pingdom": {"transactions": ["104757"]}}
    tasks.append(opening("2.1: waiting for a transaction", {**prtg, **seen, **waiting}, entry="main"))
    run = site.ansible.playbook(tasks, env={**site.emulator.v1, **site.emulator.pingdom_21_env}, check=check)
    told = complaints(run)
    assert len(told) == 3
    assert all("2.1" in text for text in told.values())
    assert site.emulator.writes() == []


@pytest.mark.parametrize("check", [False, True])
def test_a_plan_without_windows_is_an_error_before_anything_is_silenced(site, check):
    site.anew()
    site.emulator.quirk("pingdom_plan_without_windows")
    run = site.maintain("v1", variables={"maintenance_window_wait": False}, check=check, fails=True)
    assert "the plan of this account does not have this" in run.last["msg"]
    assert "During the work" not in [result.task for result in run.results]
    assert site.emulator.writes() == []


def test_looking_before_takes_few_requests(site):
    """For checks by their names: windows and checks once more where a window opens, checks once where it is a pause."""
    asked = {}
    for method in ("window", "pause"):
        site.anew()
        site.maintain("v1", "open", variables=pingdom(checks=["mail: smtp"], method=method))
        asked[method] = [
            one["path"].rpartition("/3.1")[2] for one in site.emulator.requests() if one["server"] == "pingdom"
        ]
    assert asked["window"][:2] == asked["window"][2:4] == ["/maintenance", "/checks"]
    assert asked["pause"] == ["/checks"] * 5


def test_lists_may_be_texts_with_commas(site):
    site.anew()
    selected = pingdom(checks="mail: smtp, mail: imap", check_tags="shop", transactions=LOG_IN, method="pause")
    run = site.maintain("v1", "open", "close", variables=selected)
    names = [one["name"] for one in done(run, PAUSE)["objects"] if one["changed"]]
    assert {"mail: smtp", "shop: checkout", LOG_IN} < {*names}
    assert "mail: imap" not in names, "it was paused before"
    assert done(run, RESUME).changed


# Transaction checks are waited for


@pytest.mark.oldest_core
@pytest.mark.parametrize("method", ["window", "pause"])
def test_a_transaction_is_green_once_it_has_run_again(site, method):
    site.anew(RUN_AGAIN)
    known = {**pingdom(transactions=[LOG_IN], method=method), "maintenance_window_wait_timeout": 60}
    run = site.maintain("v1", variables=known)
    (transaction,) = done(run, TRANSACTIONS)["transactions"]
    ended = done(run, RESUME)["time"] if method == "pause" else done(run, END)["maintenance"]["end"]
    assert transaction["states"][-1]["end"] > ended


def test_a_transaction_that_has_not_run_again_is_not_green(site):
    site.emulator.reset(world=True)
    run = site.maintain("v1", variables=pingdom(transactions=[LOG_IN]), fails=True)
    told = done(run, "Tell what is still wrong")["msg"]
    assert f"{LOG_IN} is successful by its last test" in told
    assert "it is tested every 10 minutes" in told
    assert "Monitoring has been put back" in told


def test_a_transaction_that_fails_after_the_work_is_named(site):
    site.anew()
    headers = {"Authorization": f"Bearer {site.emulator.credentials['pingdom_api_token']}"}
    look = {
        "ansible.builtin.uri": {"url": f"{site.emulator.pingdom}/tms/check", "headers": headers},
        "register": "look",
    }
    rule = {"server": "pingdom", "method": "GET", "path": "/tms/check$", "status": 200}
    rule["body"] = {"checks": "{{ [look.json.checks[0] | combine({'status': 'failing'})] }}"}
    once = {"run_once": True, "delegate_to": "localhost"}
    work = [{**look, **once}, on_the_emulator(site, "faults", [rule, RUN_AGAIN])]
    known = {**pingdom(transactions=[LOG_IN]), "maintenance_window_wait_timeout": 3}
    run = site.maintain("v1", work=work, variables=known, fails=True)
    assert f"{LOG_IN} is failing, and was successful" in done(run, "Tell what is still wrong")["msg"]
    assert done(run, END).changed


# The older version


@pytest.mark.oldest_core
@pytest.mark.parametrize("method", ["window", "pause"])
def test_the_whole_story_over_the_older_version(site, method):
    site.anew(*([] if method == "window" else [{**RUN_AGAIN, "path": "/checks$", "skip": 7}]))
    known = {**pingdom(checks=["shop: checkout"], method=method), "maintenance_window_wait_timeout": 60}
    run = site.maintain("v1", variables=known, env=site.emulator.pingdom_21_env)
    assert changed(run) == ({OPEN, END} if method == "window" else {PAUSE, RESUME})
    assert done(run, "Wait until no Pingdom check is worse than before")["checks"][0]["status"] == "up"
    assert all("/2.1/" in one["path"] for one in writes(site, "pingdom"))


# What goes wrong in the middle


@pytest.mark.parametrize("version", ["pingdom_env", "pingdom_21_env"])
@pytest.mark.parametrize(
    ("method", "request_lost", "back"),
    [
        ("pause", {"method": "PUT", "path": "/checks$"}, RESUME),
        ("window", {"method": "POST", "path": "/maintenance$"}, END),
    ],
)
def test_what_was_silenced_without_an_answer_is_put_back(site, method, request_lost, back, version):
    site.anew({**LOST, **request_lost})
    known = {"maintenance_window_prtg": {"ids": ["1001"]}, "maintenance_window_pingdom": {"method": method}}
    known["maintenance_window_pingdom"]["checks"] = ["shop: checkout"]
    run = site.maintain("v1", variables=known, env=getattr(site.emulator, version), fails=method == "pause")
    assert done(run, back).changed
    assert asleep_or_in_a_window(site) == []
    if method == "pause":
        assert "Monitoring could not be silenced" in run.last["msg"]
        assert "has been put back" in run.last["msg"]


def asleep_or_in_a_window(site):
    """Checks that are paused but for the one that is so from the beginning, and windows in force."""
    tasks = [
        {"opswatch.monitoring.pingdom_check_info": {"statuses": ["paused"]}},
        {"opswatch.monitoring.pingdom_maintenance_info": {"states": ["active"]}},
    ]
    checks, windows = site.ansible.playbook(tasks, env=site.emulator.pingdom_env).results
    paused = [one["name"] for one in checks["checks"] if one["name"] != "mail: imap"]
    return [*paused, *(one["description"] for one in windows["windows"])]


@pytest.mark.oldest_core
@pytest.mark.parametrize("method", ["window", "pause"])
def test_a_budget_that_is_used_up_during_the_work_is_told_with_what_another_run_needs(site, method):
    site.anew()
    work = [on_the_emulator(site, "quirks", {"pingdom_rate_limited": True})]
    known = pingdom(checks=["mail: smtp"], method=method)
    run = site.maintain("v1", work=work, variables=known, fails=True)
    told = run.last["msg"]
    assert "the request budget is used up" in told
    assert "Time until reset" in told
    site.emulator.quirk("pingdom_rate_limited", False)
    assert asleep_or_in_a_window(site) == (["mail: smtp"] if method == "pause" else ["Kernel update"])
    closed = site.maintain("v1", "close", "close", variables={**known, **undo_in(told)})
    assert next(one.changed for one in closed.results if one.task in (RESUME, END) and one.status != "skipped")
    assert asleep_or_in_a_window(site) == []


@pytest.mark.parametrize("method", ["window", "pause"])
def test_a_controller_that_dies_leaves_in_its_log_what_another_run_needs(site, method):
    site.anew()
    die = "{{ lookup('ansible.builtin.pipe', 'kill -9 $(ps -o ppid= -p $PPID)') }}"
    work = [{"name": "Die", "ansible.builtin.debug": {"msg": die}, "run_once": True}]
    known = pingdom(checks=["mail: smtp"], method=method)
    run = site.maintain("v1", work=work, variables=known, fails=True)
    assert not {RESUME, END} & {result.task for result in run.results}
    undo = undo_in(done(run, "Tell what undoes the pause in Pingdom")["msg"]) if method == "pause" else {}
    predicted = site.maintain("v1", "close", variables={**known, **undo}, check=True)
    closed = site.maintain("v1", "close", variables={**known, **undo})
    assert changed(predicted) == changed(closed) == {RESUME if method == "pause" else END}
    assert asleep_or_in_a_window(site) == []
