# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    Exchange,
    MonitoringError,
    NotFound,
    ServerFault,
)


def test_an_error_tells_what_was_tried_what_came_back_and_what_to_do():
    exchange = Exchange("GET", "https://prtg:443", "/api/table.xml", 503, "r-1")
    error = ServerFault("core is starting", exchange=exchange, hint="Try again.", code="BUSY", details={"wait": 3})
    assert str(error) == "GET https://prtg:443/api/table.xml (HTTP 503): core is starting. Try again."
    assert error.as_result() == {"kind": "ServerFault", "status": 503, "code": "BUSY", "request_id": "r-1", "wait": 3}


def test_an_error_without_a_request_is_its_message():
    error = NotFound("no such check")
    assert str(error) == "no such check"
    assert error.as_result() == {"kind": "NotFound", "status": None, "code": None, "request_id": None}
    assert (error.changed, error.values) == (False, {})


def test_an_unanswered_request_has_no_status():
    assert str(Exchange("GET", "https://prtg", "/x")) == "GET https://prtg/x"


def test_a_hint_follows_a_full_stop_once():
    assert str(MonitoringError("why?", hint="Because.")) == "why? Because."
    assert str(MonitoringError("so.", hint="Because.")) == "so. Because."


def test_partial_work_travels_with_the_error():
    error = MonitoringError("half done", changed=True, values={"restore": {}})
    assert (error.changed, error.values) == (True, {"restore": {}})
