# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v1's client makes of every recorded answer to an action, as an answer to duplicateobject.htm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from requests.structures import CaseInsensitiveDict

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange, ServerFault
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.cloned import made_id

FIXTURES = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures" / "prtg_v1"

if not FIXTURES.is_dir():
    pytest.skip("the recorded PRTG answers are not at hand (../shared/fixtures)", allow_module_level=True)

FILES = {entry["file"]: entry for entry in json.loads((FIXTURES / "INDEX.json").read_text())["files"]}

TOLD = {
    "action/duplicate_ok_redirect.html": "9999",
    "action/duplicate_ok_redirect_direct.html": "1234",
    "action/duplicate_ok_redirect_301.html": "1234",
    "action/action_ok_302.html": None,
    "action/ok_body.html": None,
    "action/ok_body_no_content.html": None,
    "action/pause_ok.html": None,
    "action/resume_ok.html": None,
    "action/error_redirect_html_list.html": ServerFault,
    "action/failure_error_redirect.html": ServerFault,
    "action/multi_id_editsettings_error_redirect_but_ok.html": ServerFault,
}
"""The id of the copy, None where none is told, or the error."""


def test_every_answer_to_an_action_is_looked_at():
    assert sorted(TOLD) == sorted(file for file in FILES if file.startswith("action/"))


@pytest.mark.parametrize("file", TOLD)
def test_answers_tell_of_a_copy_or_of_a_failure(file):
    entry = FILES[file]
    status = entry["http_status"]
    headers = CaseInsensitiveDict(entry.get("headers", {}))
    exchange = Exchange("GET", "http://prtg.example.com", "/api/duplicateobject.htm", status)
    answer = Answer(exchange, status, headers, (FIXTURES / file).read_bytes())
    template_and_parent = ("2001", "1001")
    if TOLD[file] is ServerFault:
        with pytest.raises(ServerFault):
            made_id(answer, template_and_parent, str)
    else:
        assert made_id(answer, template_and_parent, str) == TOLD[file]
