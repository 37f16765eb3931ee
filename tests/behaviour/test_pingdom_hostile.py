# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that nobody can mean are errors that say so, never a traceback, and never shown as facts."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_account_info,
    pingdom_check_info,
    pingdom_contact_info,
    pingdom_report_info,
    pingdom_result_info,
    pingdom_single_test,
    pingdom_summary_info,
    pingdom_team_info,
    pingdom_transaction_info,
)

DEEP = "[" * 5000 + "]" * 5000
COUNTS = {"total": 1, "limited": 1, "filtered": 1}
ONE = {"check": "1", "kind": "results"}


def checks(**members):
    return {"checks": [{"id": 1, "name": "x", **members}], "counts": COUNTS}


def spent(**members):
    return {"summary": {"status": {"totalup": 1, "totaldown": 1, "totalunknown": 1, **members}, "responsetime": {}}}


def hour(**members):
    told = {"starttime": 1_800_000_000, "avgresponse": 1, "uptime": 1, "downtime": 1, "unmonitored": 1}
    return {"summary": {"hours": [{**told, **members}]}}


def state(**members):
    told = {"status": "up", "from": "2026-11-18T00:00:00Z", "to": "2026-11-25T00:00:00Z", **members}
    return {"report": [{"check_id": one, "states": [told]} for one in (1, 2)]}


def interval(**members):
    return {"report": {"resolution": "hour", "intervals": [{"from": "2026-11-18T00:00:00Z", **members}]}}


STARTED = {"check": "1", "start": "-1d"}
AVERAGE, PERFORMANCE = ({**STARTED, "kind": kind, "include_uptime": True} for kind in ("average", "performance"))
HOSTILE = [
    (pingdom_check_info, {"names": ["x"]}, "/checks$", checks(name=["x"])),
    (pingdom_check_info, {}, "/checks$", checks(name={"a": 1})),
    (pingdom_check_info, {"types": ["http"]}, "/checks$", checks(type=["http"])),
    (pingdom_check_info, {"statuses": ["up"]}, "/checks$", checks(status={})),
    (pingdom_check_info, {"tags": ["x"]}, "/checks$", checks(tags=[{"name": "x", "type": "1e999"}, {"name": {}}])),
    (pingdom_contact_info, {"names": ["x"]}, "/contacts$", {"contacts": [{"id": 1, "name": ["x"]}]}),
    (pingdom_contact_info, {}, "/contacts$", {"contacts": [{"id": 1, "name": "x", "teams": [{"id": "1e999"}]}]}),
    (pingdom_contact_info, {}, "/contacts$", {"contacts": [{"id": 1, "name": "x", "teams": 7}]}),
    (pingdom_team_info, {"names": ["x"]}, "/teams$", {"teams": [{"id": 1, "name": {}}]}),
    (pingdom_single_test, {"host": "x", "type": "ping", "probe": "x"}, "/probes$", {"probes": [{"id": 1, "name": []}]}),
    (pingdom_result_info, ONE, "/results", {"results": [{"time": "1e999", "probeid": 1, "status": "up"}]}),
    (pingdom_result_info, ONE, "/results", {"results": [{"time": 1_800_000_000, "probeid": "1e999", "status": "up"}]}),
    (pingdom_summary_info, AVERAGE, "/summary", spent(totalup="1e999")),
    (pingdom_summary_info, AVERAGE, "/summary", spent(totaldown=-5)),
    (pingdom_summary_info, AVERAGE, "/summary", spent(totalunknown=10**18)),
    (pingdom_summary_info, PERFORMANCE, "/summary", hour(downtime=-1)),
    (pingdom_summary_info, PERFORMANCE, "/summary", hour(avgresponse="1e999")),
    (pingdom_account_info, {}, "/credits$", '{"credits": {"a": ' + DEEP + "}}"),
]
REPORTS = [
    ("/report/status$", state(**{"from": "now"})),
    ("/report/status$", state(to="7")),
    ("/report/status$", state(to=7)),
    ("/report/status$", state(status={})),
    ("/report/status$", state(message=["x"])),
    ("/report/status$", {"report": [{"check_id": [1], "states": []}]}),
    ("/report/performance$", interval(**{"from": "+2h"})),
    ("/report/performance$", interval(uptime=-1)),
    ("/report/performance$", interval(average_response="1e999")),
    ("/report/performance$", interval(steps=[{"step": {"fn": "go_to", "args": {}}, "average_response": {}}])),
]


def answering(emulator, *answers):
    """Let paths answer with bodies, of which ``1e999`` is a number that is none."""
    told = [
        (path, one if isinstance(one, str) else json.dumps(one).replace('"1e999"', "1e999")) for path, one in answers
    ]
    emulator.faults([{"method": "GET", "path": path, "status": 200, "body": text} for path, text in told])


@pytest.mark.parametrize(("module", "options", "path", "body"), HOSTILE)
def test_what_nobody_can_mean_is_an_error(account, emulator, module, options, path, body):
    answering(emulator, (path, body))
    refused = account.run(module, fails=True, **options)
    assert refused["error"]["kind"] == "UnexpectedAnswer"


@pytest.mark.parametrize(("path", "body"), REPORTS)
def test_reports_on_transactions_are_read_as_strictly(account, emulator, path, body):
    rows = {"checks": [{"id": one, "name": str(one), "active": True} for one in (1, 2)]}
    answering(emulator, ("/tms/check$", rows), (path, body))
    include = ["status" if "status" in path else "performance"]
    refused = account.run(pingdom_transaction_info, fails=True, include=include)
    assert refused["error"]["kind"] == "UnexpectedAnswer"


def test_a_raw_analysis_may_be_of_any_shape_but_not_of_any_depth(account, emulator):
    analysis = {"analysis": [{"id": 1, "timefirsttest": 1_800_000_000}]}
    answering(emulator, ("/analysis/[0-9]+$", analysis), ("/analysis/[0-9]+/1$", '{"a": ' + DEEP + "}"))
    refused = account.run(pingdom_result_info, fails=True, kind="analyses", check="shop: front page", raw=True)
    assert refused["error"]["kind"] == "UnexpectedAnswer"


def test_nobody_shows_raw_analyses_whose_secrets_are_not_known(account, emulator):
    gone = {"error": {"statuscode": 404, "statusdesc": "Not Found", "errormessage": "Check not found"}}
    body = {"analysis": [{"id": 1, "timefirsttest": 1_800_000_000}]}
    faults = [("/analysis/7$", 200, body), ("/checks/7$", 404, gone)]
    emulator.faults([{"method": "GET", "path": path, "status": code, "body": told} for path, code, told in faults])
    answer = account.run(pingdom_result_info, kind="analyses", check="7", raw=True)
    assert [one["raw"] for one in answer["analyses"]] == [None]
    assert "Raw analyses of check 7 are left out" in answer["warnings"][0]


@pytest.mark.parametrize(
    ("check", "words"), [("not made yet", "There is no check named 'not made yet' yet."), ("", "check is empty")]
)
def test_reports_about_a_check_that_is_only_predicted_are_none(old_account, check, words):
    answer = old_account.run(pingdom_report_info, check=check, check_mode=True)
    assert answer["reports"] == []
    assert words in answer["warnings"][0]
    assert old_account.run(pingdom_report_info, check=check, fails=True)
