# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pingdom's recorded answers against its own document: each deviation is proven, and nothing more is allowed."""

from __future__ import annotations

import json

import pytest

from tests.contract import openapi
from tests.contract.deviations import DEVIATIONS, Correction
from tests.contract.openapi import Contract, Exchange, problems
from tests.contract.readings import READINGS
from tests.contract.recordings import ANSWERS, FIXTURES, WRITES, exchanges

if not openapi.available():
    pytest.skip(openapi.ABSENT, allow_module_level=True)


@pytest.mark.parametrize("name", [*ANSWERS, *WRITES])
def test_recording_fits_the_corrected_document(contract: Contract, name: str) -> None:
    assert problems(exchanges()[name], contract) == []


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda deviation: deviation.name)
def test_deviation_is_needed_by_its_recording(contract: Contract, deviation: Correction) -> None:
    without = openapi.load(other for other in (*DEVIATIONS, *READINGS) if other is not deviation)
    assert problems(_evidence(deviation), contract) == []
    assert problems(_evidence(deviation), without) != []


def _evidence(deviation: Correction) -> Exchange:
    """The recording; of a documented request, the exchange it belongs to."""
    request = deviation.evidence.encode()
    belongs_to = {body: name for name, (_unused, body) in WRITES.items()}
    return exchanges()[belongs_to.get(request, deviation.evidence)]


def test_recorded_headers_are_those_required(contract: Contract) -> None:
    for recorded in json.loads((FIXTURES / "rec31_response_headers.json").read_text()):
        names = {name.lower() for name in recorded["headers"]}
        assert set(openapi.REQUIRED_HEADERS) <= names


@pytest.mark.parametrize(
    ("exchange", "problem"),
    [
        (Exchange("GET", "/checks", {"name": ["x"]}), "query parameter name is not documented"),
        (Exchange("GET", "/checks", {"limit": ["many"]}), "many"),
        (Exchange("GET", "/nowhere"), "Path not found"),
        (Exchange("POST", "/checks/1"), "not found"),
        (Exchange("POST", "/checks", body=b'{"name":"x","host":"y"}', content_type="application/json"), "type"),
        (
            Exchange(
                "POST",
                "/checks",
                body=b'{"name":"x","host":"y","type":"ping","port":1}',
                content_type="application/json",
            ),
            "port",
        ),
        (Exchange("PUT", "/checks/1", body=b'{"type":"http"}', content_type="application/json"), "type"),
        (Exchange("PUT", "/checks/1", body=b'{"tags":"a"}', content_type="application/json"), "tags"),
        (Exchange("PUT", "/checks/1", body=b'{"tags":["a"]}'), "Content-Type"),
        (Exchange("PUT", "/checks/1", body=b'{"paused":"true"}', content_type="application/json"), "paused"),
        (Exchange("DELETE", "/checks/1", {"delcheckids": ["1"]}), "query parameter delcheckids is not documented"),
        (
            Exchange("DELETE", "/checks/1", body=b'{"delcheckids":"1"}', content_type="application/json"),
            "a body that is not documented",
        ),
        (Exchange("GET", "/checks", body=b"{}", content_type="application/json"), "a body that is not documented"),
        (Exchange("GET", "/checks/"), "ends in a slash"),
        (Exchange("GET", "/checks/1/"), "ends in a slash"),
        (
            Exchange(
                "PUT", "/alerting/teams/1", body=b'{"name":"x","member_ids":null}', content_type="application/json"
            ),
            "member_ids",
        ),
        (Exchange("GET", "/checks", status=200, answer=b'{"checks":[{"colour":"red"}]}'), "colour"),
        (Exchange("GET", "/checks", status=200, answer=b"<html>"), ""),
        (Exchange("GET", "/checks", status=200, answer=b"{}", answer_headers={}), "no x-trace header"),
        (Exchange("GET", "/checks", status=500, answer=b"{}"), "without the documented error body"),
    ],
)
def test_judge_finds(contract: Contract, exchange: Exchange, problem: str) -> None:
    found = problems(exchange, contract)
    assert found
    assert problem in " ".join(found)


def test_log_of_the_emulator_is_judged_by_what_the_server_took(contract: Contract) -> None:
    entry = {"server": "pingdom", "method": "PUT", "path": "/api/3.1/checks/1", "query": {}, "body": {"type": "http"}}
    assert openapi.validate_recorded([{**entry, "status": 200}])
    assert openapi.validate_recorded([{**entry, "status": None}])
    assert openapi.validate_recorded([{**entry, "status": 400}]) == []
    assert openapi.validate_recorded([{**entry, "status": 200, "server": "prtg"}]) == []
    assert openapi.validate_recorded([{**entry, "status": 200, "body": {"paused": True}}]) == []
    assert openapi.validate_recorded([{**entry, "status": 200, "body": "paused=true"}]) == []
