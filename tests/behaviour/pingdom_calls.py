# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Call the functions of the Pingdom modules in this process, on the emulated account, without Ansible's start."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request

from ansible_collections.opswatch.monitoring.plugins.module_utils import _clock
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check, pingdom_maintenance
from tests.behaviour.arguments import arguments
from tests.emulator.process import opener

NAME = "Kernel update"
"""What windows of tests are called."""


#: The credentials that a version takes.
CREDENTIALS = {"3.1": ["api_token"], "2.1": ["username", "password", "app_key", "account_email"]}


class Account:
    """The modules on the emulated account, over one ``version`` of the API."""

    def __init__(self, emulator, version="3.1"):
        self.emulator = emulator
        self.version = version
        given = {name: emulator.credentials[f"pingdom_{name}"] for name in CREDENTIALS[version]}
        self.options = {"url": emulator.pingdom.replace("/3.1", f"/{version}"), **given}

    def run(self, module, check_mode=False, fails=False, **options):
        """The answer of a module; ``fails`` says whether it has to fail, None that either will do."""
        params = arguments(module, {**self.options, **options})
        answer = answer_of(module.SPECIFICATION, params, check_mode=check_mode, diff_mode=True)
        assert fails is None or answer.get("failed", False) == fails, answer.get("msg")
        return answer

    def check(self, **options):
        return self.run(pingdom_check, **options)

    def window(self, **options):
        return self.run(pingdom_maintenance, **options)

    def writes(self):
        return [(entry["method"], re.sub("^/api/[0-9.]+", "", entry["path"])) for entry in self.emulator.writes()]

    def an_hour_later(self):
        """What was written is forgotten, and nothing lags any more."""
        self.emulator.advance(3600)

    def somebody(self, method, path, body=None):
        """Ask API 3.1 without the modules, as another client of the account does; the answer as data."""
        headers = {"Authorization": f"Bearer {self.emulator.credentials['pingdom_api_token']}"}
        data = None
        if body is not None:
            headers["Content-Type"], data = "application/json", json.dumps(body).encode()
        request = urllib.request.Request(f"{self.emulator.pingdom}{path}", data, headers, method=method)
        with opener().open(request, timeout=10) as answer:
            return json.load(answer)


def account_on(emulator, monkeypatch, version="3.1"):
    """The account, whose clock goes on where a module waits, and with it the one of this host."""

    def entered(api):
        api.sleep = api._http._sleep = emulator.advance
        return api

    monkeypatch.setattr(_clock, "own_time", emulator.time)
    monkeypatch.setattr(PingdomApi, "__enter__", entered)
    return Account(emulator, version)


def body_of(entry):
    """The body of a recorded request, as API 3.1 has it; of a form with numbers, truth and ids in place of text."""
    body = entry["body"]
    if isinstance(body, str):
        return {name: _plain(name, text) for name, text in urllib.parse.parse_qsl(body, keep_blank_values=True)}
    return body


def _plain(name, text):
    if text in ("true", "false"):
        return text == "true"
    if name in ("uptimeids", "tmsids"):
        return [int(one) for one in text.split(",") if one]
    return int(text) if text.isdecimal() else text


def opened(account, start, end, **more):
    """The id of a window ``NAME`` that somebody made."""
    body = {"description": NAME, "from": start, "to": end, **more}
    return account.somebody("POST", "/maintenance", body)["maintenance"]["id"]


class Detail:
    """A check as GET shows it now, to be shown again later, with ``changes``."""

    def __init__(self, account, check_id):
        self.emulator = account.emulator
        self.path = f"/checks/{check_id}"
        self.check = account.somebody("GET", f"{self.path}?include_teams=true")["check"]

    def show(self, times=None, **changes):
        """Answer the next reads with it, or all of them."""
        body = {"check": {**self.check, **changes}}
        rule = {"method": "GET", "path": f"{self.path}$", "status": 200, "body": body, "times": times}
        self.emulator.faults([rule])
