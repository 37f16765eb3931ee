# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of options as playbooks give them to the Pingdom modules: what each Ansible makes of them must not matter."""

from __future__ import annotations

import pytest

from tests.integration.refusals import assert_refused
from tests.wanted_checks import wanted

CHECK, WINDOW = "opswatch.monitoring.pingdom_check", "opswatch.monitoring.pingdom_maintenance"
HERE_AND_IN_PROCESSES = pytest.mark.parametrize(
    "where", ["in the controller", pytest.param("in processes", marks=pytest.mark.other_python)]
)
PASSWORD = "hunter2-in-an-address"
VARIABLES = {"none_at_all": [], "nowhere": "", "nothing": None, "yes_it_is": True}


def task(ignore_errors=False, **options):
    return {CHECK: {"name": "new http", **options}, **({"ignore_errors": True} if ignore_errors else {})}


@pytest.fixture
def play(ansible, emulator):
    def run(*tasks, **options):
        return ansible.playbook(list(tasks), env=emulator.pingdom_env, extra_vars=VARIABLES, **options)

    return run


CLEARED = {
    "tags": "",
    "contacts": "{{ nowhere }}",
    "teams": "{{ none_at_all }}",
    "integrations": "",
    "probe_filters": "{{ nowhere }}",
    "shouldcontain": "",
}
FILLED = {
    "tags": "web,,{{ nowhere }},eu:prod",
    "contacts": "ada@example.com,,{{ nowhere }}",
    "integrations": "10,,20",
    "probe_filters": "region:NA,,{{ nowhere }}",
    "port": "{{ 443 }}",
}


@pytest.mark.every_core
@HERE_AND_IN_PROCESSES
def test_empty_text_clears_lists_as_it_clears_texts(play, emulator, where):
    run = play(
        task(**wanted("http")),
        task(**CLEARED),
        task(**CLEARED),
        task(**FILLED),
        task(**FILLED),
        {WINDOW: {"description": "A", "start": "+1h", "duration": "1h", "checks": "api: status,,{{ nowhere }}"}},
        {WINDOW: {"description": "A", "checks": "{{ nowhere }}"}},
    )
    assert [result.changed for result in run.results] == [True, True, False, True, False, True, True]
    cleared, filled = run.results[1]["check"], run.results[3]["check"]
    assert [cleared[name] for name in CLEARED] == [[], [], [], [], [], ""]
    shown = (filled["tags"], len(filled["contacts"]), filled["integrations"], filled["probe_filters"])
    assert shown == (["eu:prod", "web"], 1, [10, 20], ["NA"])
    assert [len(result["maintenance"]["checks"]) for result in run.results[-2:]] == [1, 0]


REFUSED = [
    ({"sendnotificationwhendown": True}, "sendnotificationwhendown must be a number, not true"),
    ({"port": True}, "port must be a number, not true"),
    ({"resolution": True}, "resolution must be a number, not true"),
    ({"host": "shop.example.com:8443"}, "Give the rest with port."),
    ({"host": "shop.example.com "}, "holds a blank"),
    ({"host": "fe80::1%eth0"}, "holds a zone"),
    ({"url_path": "https://shop.example.com/health"}, "Give the host with host"),
    ({"url_path": "//evil.example/x"}, "Give the host with host"),
    *(
        ({name: given}, f"{name} must not have an element that is empty or null")
        for name in ("tags", "contacts", "integrations", "probe_filters", "additionalurls")
        for given in ([None], "{{ [nothing] }}", "{{ nowhere }},{{ nowhere }}", ["{{ nowhere }}"], ",")
    ),
]


@pytest.mark.every_core
@HERE_AND_IN_PROCESSES
def test_what_is_no_number_or_address_is_refused_before_anything_is_sent(play, emulator, where):
    assert_refused(play, task, REFUSED)
    assert emulator.requests("pingdom") == []


@HERE_AND_IN_PROCESSES
def test_a_truth_that_an_expression_gives_is_no_number(play, emulator, where):
    # before core 2.19 it gives the text True, which Ansible itself refuses as a number
    options = ("port", "resolution", "sendnotificationwhendown")
    truth = "{{ yes_it_is }}"
    assert_refused(play, task, [({name: truth}, f"{name} must be a number, not true") for name in options])
    assert emulator.requests("pingdom") == []


@pytest.mark.every_core
@HERE_AND_IN_PROCESSES
def test_a_password_in_a_host_is_shown_nowhere(ansible, emulator, where):
    # by a variable, since Ansible shows lines of the playbook
    address = "monitor:{{ lookup('ansible.builtin.env', 'PASSWORD_OF_A_HOST') }}@shop.example.com"
    tasks = [task(ignore_errors=True, host=address), task(ignore_errors=True, url_path=f"https://{address}/health")]
    run = ansible.playbook(tasks, "-vvv", env={**emulator.pingdom_env, "PASSWORD_OF_A_HOST": PASSWORD})
    assert all(result.failed for result in run.results)
    assert "module_args" in run.output, "the invocation is shown"
    assert PASSWORD not in run.output
