# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An identity that is null or empty: an error before anything is sent, and in check mode a warning where it is an id.

Written as playbooks have it, with results and variables, since each ansible-core makes something else of a null. Core
before 2.19 turns the null of an expression into an empty text, so that there only a variable brings a null.
"""

from __future__ import annotations

import pytest

PAUSE, INFO = "opswatch.monitoring.prtg_pause", "opswatch.monitoring.prtg_object_info"
SILENCE = "opswatch.monitoring.pingdom_pause"
CHECK, WINDOW = "opswatch.monitoring.pingdom_check", "opswatch.monitoring.pingdom_maintenance"
VARIABLES = {"nothing": None, "none_at_all": [], "predicted": {"check": {"id": None}}}
NULL, NO_ID, NO_LIST = "{{ nothing }}", "{{ predicted.check.id }}", "{{ none_at_all }}"

SELECTORS = [
    ("ids", {"ids": None}),
    ("ids", {"ids": NULL}),
    ("ids", {"ids": NO_ID}),
    ("ids", {"ids": [None]}),
    ("ids", {"ids": [NO_ID]}),
    ("ids", {"ids": ["1001", NULL]}),
    ("ids", {"ids": "1001,,1002"}),
    ("ids", {"ids": [" "], "names": ["web-1"]}),
    ("ids", {"ids": "", "names": ["web-1"]}),
    ("ids", {"ids": None, "names": None}),
    ("names", {"names": [""]}),
    ("names", {"names": ["web-1", None]}),
    ("names", {"names": ["\u200b"]}),
    ("filter", {"filter": ""}),
    ("filter", {"filter": None}),
    ("filter", {"filter": "  ", "names": ["web-1"]}),
    ("under", {"under": NULL}),
    ("under", {"under": "", "kind": ["device"]}),
    ("expect_server", {"ids": ["1001"], "expect_server": NULL}),
    ("expect_server", {"ids": ["1001"], "expect_server": ""}),
    ("expect_server", {"ids": ["1001"], "expect_server": " "}),
    ("expect_server", {"ids": ["1001"], "expect_server": NO_LIST}),
    ("filter", {"filter": NO_LIST}),
    ("under", {"ids": ["1001"], "under": []}),
]
REFUSED = [
    *((PAUSE, *case) for case in SELECTORS),
    *((INFO, *case) for case in SELECTORS),
    (PAUSE, "ids", {"ids": [NULL], "allow_empty": True}),
    (PAUSE, "ids", {"ids": NULL, "state": "resumed"}),
    (PAUSE, "ids", {"ids": NULL, "state": "restored"}),
    (PAUSE, "reason", {"ids": ["1001"], "message": ""}),
    (PAUSE, "reason", {"ids": ["1001"], "state": "restored", "reason": NULL}),
    (PAUSE, "restore", {"state": "restored", "restore": None}),
    (PAUSE, "restore", {"state": "restored", "restore": NO_ID}),
    (PAUSE, "restore", {"state": "restored", "restore": {}}),
    (PAUSE, "restore", {"state": "restored", "restore": ""}),
    (PAUSE, "restore", {"state": "restored", "restore": NO_LIST}),
    (PAUSE, "reason", {"ids": ["1001"], "reason": NO_LIST}),
    (SILENCE, "ids", {"ids": NULL}),
    (SILENCE, "ids", {"ids": ["1", NULL], "names": ["api: status"]}),
    (SILENCE, "names", {"names": [""]}),
    (SILENCE, "tags", {"tags": None, "state": "resumed"}),
    (SILENCE, "transactions", {"transactions": [None], "allow_empty": True}),
    (SILENCE, "restore", {"state": "restored", "restore": NO_LIST}),
    (CHECK, "id", {"id": None}),
    (CHECK, "id", {"id": NO_ID}),
    (CHECK, "id", {"id": NO_ID, "state": "absent"}),
    (CHECK, "id", {"id": "{{ predicted.check.id | int }}", "state": "absent"}),
    (CHECK, "id", {"id": "", "name": "Shop"}),
    (CHECK, "id", {"id": " ", "state": "absent"}),
    (CHECK, "id", {"id": True, "state": "absent"}),
    (CHECK, "id", {"id": NO_LIST, "name": "Shop"}),
    (CHECK, "name", {"name": NO_LIST, "state": "absent"}),
    (CHECK, "identity_tag", {"identity_tag": [], "name": "Shop", "state": "absent"}),
    (CHECK, "id", {"id": None, "identity_tag": None, "name": None}),
    (CHECK, "identity_tag", {"identity_tag": NULL, "state": "absent"}),
    (CHECK, "identity_tag", {"identity_tag": "", "name": "Shop", "state": "absent"}),
    (CHECK, "name", {"name": ""}),
    (CHECK, "name", {"name": NULL, "state": "absent"}),
    (CHECK, "name", {"name": "\t", "state": "absent"}),
    (CHECK, "name", {"id": 1, "name": ""}),
    (CHECK, "contacts", {"name": "Shop", "contacts": [""]}),
    (CHECK, "teams", {"name": "Shop", "teams": [None]}),
    (WINDOW, "id", {"id": None, "state": "absent"}),
    (WINDOW, "id", {"id": NO_ID, "state": "absent"}),
    (WINDOW, "id", {"id": 0, "state": "absent"}),
    (WINDOW, "id", {"id": "", "description": "Kernel update", "state": "absent"}),
    (WINDOW, "description", {"description": "", "state": "absent"}),
    (WINDOW, "description", {"description": NULL, "state": "absent"}),
    (WINDOW, "description", {"id": 1, "description": " ", "state": "absent"}),
    (WINDOW, "description", {"description": NO_LIST, "state": "absent"}),
    (WINDOW, "checks", {"description": "A", "start": "now", "duration": "1h", "checks": [None]}),
    (WINDOW, "checks", {"description": "A", "start": "now", "duration": "1h", "checks": [NO_ID]}),
    (WINDOW, "checks", {"description": "A", "start": "now", "duration": "1h", "checks": ["api: status", NULL]}),
    (WINDOW, "check_tags", {"description": "A", "start": "now", "duration": "1h", "check_tags": [""]}),
    (WINDOW, "transactions", {"description": "A", "start": "now", "duration": "1h", "transactions": [NULL]}),
]
"""Module, the option that the error has to name, and the task."""

ON_EVERY_CORE = [
    (PAUSE, "ids", {"ids": NULL}),
    (PAUSE, "ids", {"ids": NO_ID}),
    (PAUSE, "ids", {"ids": [None]}),
    (PAUSE, "ids", {"ids": ["1001", NO_ID]}),
    (PAUSE, "restore", {"state": "restored", "restore": NO_ID}),
    (PAUSE, "reason", {"ids": ["1001"], "reason": NULL}),
    (CHECK, "id", {"id": None}),
    (CHECK, "id", {"id": NO_ID}),
    (CHECK, "identity_tag", {"id": None, "identity_tag": ""}),
    (WINDOW, "id", {"id": NULL, "state": "absent"}),
    (WINDOW, "id", {"id": NO_ID, "state": "absent"}),
    (WINDOW, "description", {"description": NO_LIST, "state": "absent"}),
    (WINDOW, "checks", {"description": "A", "start": "now", "duration": "1h", "checks": "{{ [nothing] }}"}),
]
"""Those of which each ansible-core makes something else."""

ACCEPTED = [
    (PAUSE, {"ids": None, "names": ["web-1"]}),
    (PAUSE, {"ids": NULL, "state": "restored", "restore": "{{ silenced.restore }}", "kind": None}),
    (PAUSE, {"restore": NULL, "state": "restored", "names": ["web-1"]}),
    (INFO, {"names": None, "ids": ["1001"], "fields": ["id"]}),
    (CHECK, {"id": None, "identity_tag": NULL, "name": "No such check", "state": "absent"}),
    (CHECK, {"id": NULL, "identity_tag": "no-such-tag", "name": None, "state": "absent"}),
    (WINDOW, {"id": None, "description": "No such window", "state": "absent"}),
]


def tasks(cases):
    return [{module: options, "ignore_errors": True} for module, options in cases]


@pytest.fixture
def play(ansible, emulator):
    def run(content, **options):
        env = {**emulator.v1, **emulator.pingdom_env}
        return ansible.playbook(content, env=env, extra_vars=VARIABLES, **options)

    return run


@pytest.mark.other_python
@pytest.mark.parametrize("cases", [pytest.param(ON_EVERY_CORE, marks=pytest.mark.every_core), REFUSED])
def test_each_is_an_error_that_names_the_option_before_anything_is_sent(play, emulator, cases):
    run = play(tasks((module, options) for module, _name, options in cases))
    assert emulator.requests() == []
    told = [(result.failed, result["error"]["kind"], result["msg"].split()[0]) for result in run.results]
    assert told == [(True, "ConfigurationError", name) for _module, name, _options in cases]
    assert all("is left out, or given omit" in result["msg"] for result in run.results)


@pytest.mark.every_core
def test_a_null_beside_another_identity_counts_as_not_given(play, emulator):
    run = play(
        [
            {PAUSE: {"ids": ["1001"]}, "register": "silenced"},
            *tasks(ACCEPTED),
        ]
    )
    assert [(result.task, result.status) for result in run.results if result.failed] == []
    made, again, restored, nothing, read, *_gone = run.results
    assert made["matched"] == again["matched"] == restored["matched"] == 1
    assert (again.changed, restored.changed, nothing.changed) == (False, True, False)
    assert read["objects"] == [{"id": "1001"}]


SHOP = {"name": "New shop", "type": "http", "host": "shop.example"}
FLOW = [
    {"name": "Create", CHECK: SHOP, "register": "made"},
    {"name": "Pause", CHECK: {"id": "{{ made.check.id }}", "paused": True}, "register": "paused"},
    {
        "name": "Window",
        WINDOW: {
            "description": "Opening",
            "start": "now",
            "duration": "2h",
            "checks": ["{{ made.check.id }}", "{{ paused.check.id }}", "api: status"],
        },
        "register": "window",
    },
    {"name": "Prolong", WINDOW: {"id": "{{ window.maintenance.id }}", "duration": "4h"}},
    {"name": "Close", WINDOW: {"id": "{{ window.maintenance.id }}", "state": "absent"}},
    {"name": "Remove", CHECK: {"id": "{{ made.check.id }}", "state": "absent"}},
]


@pytest.mark.every_core
def test_check_mode_goes_on_with_what_it_only_predicted(play, emulator):
    predicted = play(FLOW, check=True, diff=True)
    assert emulator.writes() == []
    real = play(FLOW)
    assert [result.changed for result in predicted.results] == [result.changed for result in real.results]
    assert all(result.changed for result in real.results)
    warned = {result.task for result in predicted.results if "must exist by then" in str(result.get("warnings"))}
    assert warned == {"Pause", "Window", "Prolong", "Close", "Remove"}
    assert predicted.task("Pause")["check"]["paused"] is True
    assert predicted.task("Close")["maintenance"] is None
    assert not any(result.get("warnings") for result in real.results)


def test_check_mode_predicts_a_window_of_nothing_but_what_it_only_predicted(play, emulator):
    window = {"description": "Opening", "start": "now", "duration": "2h"}
    made = {"name": "Create", CHECK: SHOP, "register": "made"}
    tasks = [made, {WINDOW: {**window, "checks": ["{{ made.check.id }}"]}}]
    predicted = play(tasks, check=True).last
    assert (predicted.changed, predicted["maintenance"]["description"]) == (True, "Opening")
    assert "must exist by then" in predicted["warnings"][0]
    assert emulator.writes() == []
    assert play(tasks).last.changed


@pytest.mark.every_core
def test_check_mode_adds_what_it_only_predicted_to_what_is_there(play, emulator):
    window = {"description": "Opening", "start": "now", "duration": "2h"}
    play([{WINDOW: {**window, "checks": ["api: status"]}}])
    run = play([{WINDOW: {**window, "checks": ["api: status", NO_ID]}}], check=True)
    assert run.last.changed
    assert len(run.last["maintenance"]["checks"]) == 1


@pytest.mark.every_core
def test_check_mode_pauses_the_objects_that_are_known(play, emulator):
    tasks = [
        {PAUSE: {"ids": ["1001", NO_ID]}},
        {PAUSE: {"ids": [NO_ID]}, "register": "silenced"},
        {PAUSE: {"ids": [None], "state": "resumed"}},
        {PAUSE: {"state": "restored", "restore": "{{ silenced.restore }}"}},
        {INFO: {"ids": [NULL]}},
    ]
    some, none, resumed, restored, read = play(tasks, check=True).results
    assert emulator.writes() == []
    assert [(one["matched"], one.changed) for one in (some, none, resumed)] == [(1, True), (0, True), (0, True)]
    assert (restored["matched"], read["objects"], read.changed) == (0, [], False)


@pytest.mark.every_core
@pytest.mark.parametrize(
    ("module", "options"),
    [(CHECK, {"name": ""}), (WINDOW, {"id": None, "description": ""}), (PAUSE, {"ids": ["1001"], "names": [None]})],
)
def test_check_mode_refuses_what_is_empty_and_no_id(play, emulator, module, options):
    run = play([{module: options}], check=True, fails=True)
    assert run.last["error"]["kind"] == "ConfigurationError"
    assert emulator.requests() == []
