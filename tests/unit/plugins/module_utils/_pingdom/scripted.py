# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account of Pingdom whose server is a function: nothing is sent, and no second is waited."""

from __future__ import annotations

import json as jsonlib

from requests.structures import CaseInsensitiveDict

from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import ServerClock
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import ensure
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import V31
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

URL = "https://pingdom.example.com/api/3.1"
TOKEN = "token-of-the-test"
NOW = 1_800_000_000
MESSAGE = {"message": "done"}


def refusal(status, text):
    return status, {}, {"error": {"statuscode": status, "statusdesc": "Words", "errormessage": text}}


class ScriptedHttp(HttpClient):
    """Sends nothing: ``serve(method, path, query, body)`` answers with a body or (status, headers, body)."""

    def __init__(self, serve, retries=0, secrets=(), own_time=lambda: NOW):
        super().__init__(HttpSettings(URL, retries=retries), secrets=secrets, request_id_header="X-Trace", sleep=len_of)
        self.clock = ServerClock(own_time)
        self.serve = serve

    def _send(self, method, path, query, body, headers):
        told = self.serve(method, path, dict(query or {}), body)
        if isinstance(told, Exception):
            raise told
        status, extra, answer = told if isinstance(told, tuple) else (200, {}, told)
        content = answer if isinstance(answer, bytes) else jsonlib.dumps(answer).encode()
        exchange = self.exchange(method, path, status, extra.get("X-Trace"))
        return Answer(exchange, status, CaseInsensitiveDict({"Server-Time": str(NOW), **extra}), content)


def len_of(seconds):
    """Stands in for sleeping."""
    assert seconds >= 0


def api_on(serve, retries=0, secrets=(), slept=None, memory=None, own_time=lambda: NOW, dialect=V31):
    """A ``PingdomApi`` whose server is a function, on a host whose clock says ``own_time``."""
    sleep = len_of if slept is None else slept.append
    api = PingdomApi(
        HttpSettings(URL, retries=retries), dialect, {"api_token": TOKEN}, secrets, sleep=sleep, memory=memory
    )
    api._http = ScriptedHttp(serve, retries, [TOKEN, *secrets], own_time)
    return api


def use(monkeypatch, pingdom):
    """Let the modules talk to this account."""
    monkeypatch.setattr(ensure, "connect", pingdom.api)
