# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody knows of the real Pingdom: the modules do the same, however strict it is, and whatever it makes of a PUT.

Each quirk is a question that only a live account answers, and so each scenario runs under both answers to each.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import V31
from tests.behaviour.pingdom_calls import NAME
from tests.contract import documented, openapi
from tests.wanted_checks import wanted

pytestmark = pytest.mark.usefixtures("documented_requests")

HOUR, DAY = 3600, 86400
OPEN_QUESTIONS = (
    "pingdom_invented_texts",
    "pingdom_one_content_rule",
    "pingdom_blanks_refused",
    "pingdom_json_strings",
    "pingdom_json_type_needs_body",
    "pingdom_started_series_keeps_start",
    "pingdom_repeatevery_required",
    "pingdom_put_renews_occurrences",
    "pingdom_null_members_refused",
    "pingdom_unpaused_is_unknown",
)
SERIES = {"start": "+1h", "duration": "1h", "checks": ["api: status"], "recurrence": {"type": "week", "until": "+60d"}}


@pytest.fixture(params=[None, *OPEN_QUESTIONS])
def answered(request, emulator):
    """One question answered otherwise than by default, or none."""
    if request.param:
        emulator.quirk(request.param, not emulator.quirks()[request.param]["default"])
    return request.param


def changed(answers):
    return [answer["changed"] for answer in answers]


def test_a_check_from_its_creation_to_its_end(account, answered):
    made = account.check(**wanted("http"))
    rules = [{"shouldnotcontain": "Error"}, {"shouldcontain": "Welcome"}, {"shouldcontain": ""}]
    tasks = [*rules, {"url_path": "/other"}, {"tags": []}, {"paused": False}, {"paused": True}]
    for task in tasks:
        answers = [account.check(id=made["check"]["id"], **task) for _run in range(2)]
        assert (task, changed(answers)) == (task, [True, False])
        assert {name: answers[1]["check"][name] for name in task} == task
    assert answers[1]["check"]["shouldnotcontain"] == ""
    gone = [account.check(id=made["check"]["id"], state="absent") for _run in range(2)]
    assert changed(gone) == [True, False]


def occurrences(account, window_id):
    rows = account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window_id}")["occurrences"]
    return [(row["from"], row["to"]) for row in rows]


def test_a_series_from_its_creation_to_its_end(account, emulator, answered):
    made = account.window(description=NAME, **SERIES)["maintenance"]
    tasks = [
        {"checks": ["dns: shop"]},
        {"duration": "2h"},
        {"recurrence": {"type": "day", "every": 2, "until": "+60d"}},
    ]
    for task in tasks:
        answers = [account.window(description=NAME, **task) for _run in range(2)]
        assert changed(answers) == [True, False]
    emulator.advance(HOUR + 600)
    assert account.window(description=NAME, check_tags=["shop"])["changed"]
    assert account.window(description=NAME)["maintenance"]["status"] == "running"
    ended = [account.window(description=NAME, state="absent") for _run in range(2)]
    assert changed(ended) == [True, False]
    assert [begin for begin, _end in occurrences(account, made["id"]) if begin > emulator.now()] == []


def test_a_change_of_checks_keeps_what_somebody_did_to_occurrences(account, emulator):
    window_id = account.window(description=NAME, **SERIES)["maintenance"]["id"]
    rows = account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window_id}")["occurrences"]
    account.somebody("DELETE", f"/maintenance.occurrences/{rows[1]['id']}")
    left = occurrences(account, window_id)
    assert account.window(description=NAME, checks=["dns: shop"])["changed"]
    assert occurrences(account, window_id) == left


def test_a_plan_without_windows_is_told_as_it_is(account, emulator):
    emulator.quirk("pingdom_plan_without_windows")
    failed = account.window(description=NAME, start="now", duration="1h", checks=["api: status"], fails=True)
    assert (failed["error"]["kind"], failed["error"]["status"], failed["error"]["cause"]) == (
        "PermissionDenied",
        403,
        "plan",
    )
    assert "Not permitted for account type. Maintenance windows need the plan Advanced" in failed["msg"]


# What the modules take for granted, read from the sources themselves


@pytest.mark.skipif(not openapi.available(), reason=openapi.ABSENT)
@pytest.mark.parametrize("check_type", checks.TYPES)
def test_defaults_of_a_type_are_documented(check_type):
    known = {field.write or field.name: field for field in checks.schema_of(check_type).fields}
    current, old = documented.defaults(openapi.standard(), check_type), documented.old_defaults(check_type)
    assert {name: known[name].default for name in current} == current
    assert {name: documented.plain(known[name].default) for name in old} == old
    told = {name for name, field in known.items() if field.default not in (None, "", [], {})}
    assert told <= {*current, *old}
    required = {name for name, field in known.items() if field.required} - {"name", "host"}
    assert required == documented.required(openapi.standard(), check_type)


@pytest.mark.skipif(not openapi.available(), reason=openapi.ABSENT)
def test_each_meaning_of_403_but_the_unverified_one_is_told_by_words_that_were_recorded():
    folder = Path(openapi.SHARED) / "fixtures" / "pingdom"
    texts = [
        json.loads(path.read_text(encoding="utf-8"))["error"]["errormessage"]
        for path in folder.glob("observed_error_403_*.json")
    ]
    meant = [[denial for denial in V31.denials if re.match(denial.text, text, re.IGNORECASE)] for text in texts]
    assert all(len(denials) == 1 for denials in meant)
    [untold] = [denial for denial in V31.denials if [denial] not in meant]
    assert untold.words == "the API token may not do this"
