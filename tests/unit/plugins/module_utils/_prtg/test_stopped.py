# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import contextlib
import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import connected
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import Transport

OPTIONS = {"api": "v2", "url": "https://prtg:1616", "username": "ops", "password": "s3cret"}
OPTIONS.update({"validate_certs": True, "timeout": 60, "retries": 0})


class Stopped(BaseException):
    """As what ends a task: no Exception."""


@pytest.mark.parametrize(
    ("how", "requests"),
    [
        (None, ["POST /session", "GET /devices", "DELETE /session"]),
        (ConfigurationError("no"), ["POST /session", "GET /devices", "DELETE /session"]),
        (Stopped(), ["POST /session", "GET /devices"]),
    ],
)
def test_who_is_stopped_does_not_wait_for_a_farewell(monkeypatch, how, requests):
    transport = Transport(lambda sent: (200, json.dumps({"token": "t0ken"}).encode(), {})).install(monkeypatch)
    with contextlib.suppress(ConfigurationError, Stopped), connected(OPTIONS) as server:
        server.client.get("/devices")
        if how is not None:
            raise how
    assert transport.lines() == requests
