# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be wrong with a PRTG server or with the options that name it, for modules and inventory.

One playbook run has a task for each case, and one inventory run a source: each must fail for its own reason, say what
to do, show no credential at the highest verbosity, and write nothing. The faults of the emulated server are rules in
the order of the cases, which come first; each is used up by its case. Tables are read at the same time, so that a rule
that is not for the first request of its case names the table.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import yaml

from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.ansible_runs import under_test

pytestmark = pytest.mark.every_core

HTML = "<!DOCTYPE html><html><body><h1>Welcome</h1><p>It works, {token} {quoted}!</p></body></html>"
EMPTIED = "<?xml version='1.0'?><groups totalcount='10' listend='1'><prtg-version>26.3.1</prtg-version></groups>"
WRONG = "no-such-secret+&%ü"


@dataclass(frozen=True)
class Case:
    """Options over those that work, the faults of its requests in turn, and the error that has to come of it."""

    kind: str
    says: str
    options: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    status: int | None = None


SECRETS = ("token", "password", "wrong", "with_password")
"""The variables that hold what must not be shown, and stand in the table for it."""


def login(username, **secret):
    return {"api_token": None, "username": username, **secret}


def fault(**rule):
    return [{"times": 1, **rule}]


def groups(**rule):
    """A fault of the table that is read after the first."""
    return fault(query="content=groups", **rule)


WRONG_OPTIONS = {
    "v1 wrong path": Case("ConfigurationError", "without /api", {"url": "{prtg}/monitoring"}, status=404),
    "v1 port of v2": Case("ConfigurationError", "set api to v2", {"url": "{v2_server}", "api": "v1"}, status=404),
    "v1 wrong scheme": Case("ConnectionFailed", "compare scheme and port", {"url": "{prtg_https}"}),
    "v1 plain to TLS": Case("ConnectionFailed", "A port that wants TLS", {"url": "{tls_plain}"}),
    "v1 wrong token": Case("AuthenticationFailed", "Check api_token", {"api_token": "wrong"}, status=401),
    "v1 wrong user": Case("AuthenticationFailed", "username", login("nobody", password="password"), status=401),
    "v1 wrong password": Case("AuthenticationFailed", "password", login("prtgadmin", password="wrong"), status=401),
    "v1 wrong passhash": Case("AuthenticationFailed", "passhash", login("prtgadmin", passhash="wrong"), status=401),
    "v1 self-signed": Case("ConnectionFailed", "this host trusts nobody who signed", {"url": "{tls}"}),
    "v1 down": Case("ConnectionFailed", "that the server runs", {"url": "{nobody}"}),
    "v1 no credentials": Case(
        "ConfigurationError", "PRTG_API_TOKEN, PRTG_USERNAME, PRTG_PASSHASH, PRTG_PASSWORD)", {"api_token": None}
    ),
    "v1 no CA": Case("ConfigurationError", "does not exist", {"ca_path": "/no/such/ca.pem"}),
    "v1 credentials in the URL": Case("ConfigurationError", "kept out of logs", {"url": "with_password"}),
    "v2 classic server": Case("ConfigurationError", "1616", {"url": "{prtg}", "api": "v2"}),
    "v2 wrong path": Case("ConfigurationError", "check the port", {"url": "{v2_server}/prtg", "api": "v2"}, status=404),
    "v2 wrong token": Case("AuthenticationFailed", "API key", {"url": "{prtg_v2}", "api_token": "wrong"}),
    "v2 wrong password": Case(
        "AuthenticationFailed", "username and password", {"url": "{prtg_v2}", **login("prtgadmin", password="wrong")}
    ),
    "v2 passhash": Case(
        "ConfigurationError", "takes no passhash", {"url": "{prtg_v2}", **login("prtgadmin", passhash="wrong")}
    ),
    "v2 self-signed": Case("ConnectionFailed", "ca_path", {"url": "{tls_v2}"}),
    "v2 down": Case("ConnectionFailed", "that the server runs", {"url": "{nobody}/api/v2"}),
}

FAULTS = {
    "v1 time-out": Case("ConnectionFailed", "raise the option timeout", {"timeout": 1}, fault(hold=True)),
    "v1 web page": Case("UnexpectedAnswer", "compare the URL", {}, fault(body=HTML), 200),
    "v1 half a page": Case("UnexpectedAnswer", "breaks off", {}, fault(truncate=200)),
    "v1 JSON": Case("UnexpectedAnswer", "JSON where XML was expected", {}, fault(body={"probenode": []}), 200),
    "v1 not a table": Case("UnexpectedAnswer", "table was expected", {}, fault(body="<a><b/></a>"), 200),
    "v1 fault, twice": Case("ServerFault", "Try again later", {"retries": 1}, fault(status=503, times=2), 503),
    "v1 reset": Case("ConnectionFailed", "Check scheme, host and port", {}, fault(reset=True)),
    "v1 refused once": Case("AuthenticationFailed", "not repeated", {"retries": 3}, fault(status=401), 401),
    "v1 sent elsewhere": Case(
        "ConfigurationError",
        "redirects are not followed",
        {},
        fault(status=302, headers={"Location": "https://other.example/prtg?apitoken={quoted}"}),
        302,
    ),
    "v1 forbidden page": Case("PermissionDenied", "this right", {}, groups(status=403), 403),
    "v1 emptied page": Case("UnexpectedAnswer", "is incomplete", {}, groups(body=EMPTIED, times=2)),
    "v2 time-out": Case("ConnectionFailed", "raise the option timeout", {"timeout": 1}, fault(hold=True)),
    "v2 web page": Case("ConfigurationError", "1616", {}, fault(body=HTML), 200),
    "v2 half a page": Case("UnexpectedAnswer", "breaks off", {}, fault(truncate=200)),
    "v2 not JSON": Case("UnexpectedAnswer", "malformed JSON", {}, fault(body="<a><b/></a>"), 200),
    "v2 not a list": Case("UnexpectedAnswer", "no list", {}, fault(body={"objects": []}), 200),
    "v2 emptied page": Case(
        "UnexpectedAnswer", "Try again", {}, fault(body=[], headers={"X-Total-Count": "9"}, times=2), 200
    ),
    "v2 forbidden page": Case("PermissionDenied", "right", {}, fault(status=403), 403),
    "v2 fault, twice": Case("ServerFault", "core server", {"retries": 1}, fault(status=503, times=2), 503),
    "v2 reset": Case("ConnectionFailed", "Check scheme, host and port", {}, fault(reset=True)),
    "v2 refused once": Case("AuthenticationFailed", "API key", {"retries": 3}, fault(status=401), 401),
}
CASES = {**FAULTS, **WRONG_OPTIONS}


@pytest.fixture(scope="module")
def tls():
    with running(tls=True) as emulator:
        yield WatchedEmulator(**vars(emulator))


@pytest.fixture(scope="module")
def names(running_emulator, tls):
    """What the braces in the table stand for."""
    emulator = running_emulator
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{unused.getsockname()[1]}"
    token = emulator.credentials["prtg_api_token"]
    return {
        "prtg": emulator.prtg,
        "prtg_https": emulator.prtg.replace("http:", "https:"),
        "prtg_v2": emulator.prtg_v2,
        "v2_server": emulator.prtg_v2.removesuffix("/api/v2"),
        "tls": tls.prtg,
        "tls_v2": tls.prtg_v2,
        "tls_plain": tls.prtg.replace("https:", "http:"),
        "nobody": nobody,
        "token": token,
        "quoted": quote(token, safe=""),
    }


def filled(value, names):
    """``value`` with the braces in its texts replaced."""
    if isinstance(value, dict):
        return {key: filled(inner, names) for key, inner in value.items()}
    if isinstance(value, str) and "{" in value:
        return value.format(**names)
    return value


def options_of(name, names, secret):
    """The connection options of a case; ``secret`` makes of the name of a credential what the options hold."""
    case = CASES[name]
    base = {"url": names["prtg" if name.startswith("v1") else "prtg_v2"], "api_token": "token", "retries": 0}
    options = {**base, **filled(case.options, names)}
    for key, value in options.items():
        if value in SECRETS:
            options[key] = secret(value)
    return {key: value for key, value in options.items() if value is not None}


def rules(names):
    """The faults of all cases, in their order."""
    paths = {"v1": {"server": "prtg", "path": "/api/"}, "v2": {"server": "prtg_v2", "path": "/api/"}}
    return [{**paths[name[:2]], **filled(rule, names)} for name, case in FAULTS.items() for rule in case.faults]


def secrets_of(emulator):
    """Every credential, in every way that a text can hold it."""
    known = {value for name, value in emulator.credentials.items() if not name.endswith("username")}
    forms = {form for value in {*known, WRONG} for form in (value, quote(value), quote(value, safe=""))}
    return forms | {quote_plus(value) for value in {*known, WRONG}} | {json.dumps(value)[1:-1] for value in known}


def variables(emulator):
    known = emulator.credentials
    with_password = emulator.prtg.replace("//", f"//someone:{quote(WRONG)}@")
    values = (known["prtg_api_token"], known["prtg_password"], WRONG, with_password)
    return dict(zip(SECRETS, values, strict=True))


@pytest.fixture(scope="module")
def run(running_emulator, tls, names, tmp_path_factory):
    """All cases as tasks that would write, and three that work."""
    running_emulator.reset(world=True)
    running_emulator.faults(rules(names))
    tasks = []
    for name in CASES:
        options = options_of(name, names, lambda secret: f"{{{{ {secret} }}}}")
        task = {"name": name, "opswatch.monitoring.prtg_pause": {"ids": ["1001"], **options}}
        tasks.append({**task, "ignore_errors": True})
    trusted = {"url": tls.prtg, "api_token": "{{ token }}", "ids": ["1001"], "fields": ["id"]}
    once = {"path": "/api/table", "status": 503, "times": 1}
    control = {"url": f"{running_emulator.prtg}/_emulator/faults", "method": "POST", "body_format": "json"}
    tasks += [
        {"name": "fault", "ansible.builtin.uri": {**control, "body": [once]}},
        {"name": "once", "opswatch.monitoring.prtg_object_info": {**trusted, "url": names["prtg"], "retries": 1}},
        {"name": "ca", "opswatch.monitoring.prtg_object_info": {**trusted, "ca_path": tls.ca}},
        {"name": "unchecked", "opswatch.monitoring.prtg_object_info": {**trusted, "validate_certs": False}},
    ]
    ansible = under_test(tmp_path_factory.mktemp("bad"), elsewhere=True)
    run = ansible.playbook(tasks, "-vvv", diff=True, extra_vars=variables(running_emulator))
    assert running_emulator.writes() == tls.writes() == []
    return run


@pytest.mark.parametrize("name", CASES)
def test_modules_fail_with_a_kind_and_say_what_to_do(run, name):
    case, result = CASES[name], run.task(name)
    assert result.failed
    assert (result["error"]["kind"], result["changed"]) == (case.kind, False), result["msg"]
    assert case.says in result["msg"]
    if case.status:
        assert result["error"]["status"] == case.status, result["msg"]


def test_a_passing_fault_and_trusted_certificates_are_no_failure(run):
    assert [run.task(name)["objects"] for name in ("once", "ca", "unchecked")] == [[{"id": "1001"}]] * 3


def test_no_task_shows_a_secret(run, running_emulator):
    shown = run.output + json.dumps([result.data for result in run.results], ensure_ascii=False)
    assert len(shown) > 10_000
    assert [secret for secret in secrets_of(running_emulator) if secret in shown] == []


@pytest.fixture(scope="module")
def inventory(running_emulator, names, tmp_path_factory):
    """All cases as sources of one run, which goes on after each."""
    running_emulator.reset(world=True)
    running_emulator.faults(rules(names))
    folder = tmp_path_factory.mktemp("sources")
    arguments = []
    for number, name in enumerate(CASES):
        config = options_of(name, names, lambda secret: f"{{{{ lookup('ansible.builtin.env', '{secret}') }}}}")
        source = folder / f"source{number}.prtg.yml"
        source.write_text(yaml.safe_dump({"plugin": "opswatch.monitoring.prtg", **config}), encoding="utf-8")
        arguments += ["-i", str(source)]
    run = under_test(folder).run("ansible-inventory", *arguments, "--list", "-vvv", env=variables(running_emulator))
    assert running_emulator.writes() == []
    return run


def without_blanks(text):
    """``text`` as it can be compared on cores that break lines, also inside of words."""
    return "".join(text.split())


@pytest.mark.parametrize(("number", "name"), list(enumerate(CASES)))
def test_the_inventory_says_what_to_do(inventory, number, name):
    before, found, _after = without_blanks(inventory.stderr).partition(f"source{number}.prtg.ymlasaninventorysource")
    assert found
    assert without_blanks(CASES[name].says) in before.rpartition("asaninventorysource")[2]


def test_no_host_comes_of_any_of_it(inventory):
    listing = json.loads(inventory.stdout[inventory.stdout.index("\n{") :])
    assert listing["_meta"]["hostvars"] == {}


def test_the_inventory_shows_no_secret(inventory, running_emulator):
    assert len(inventory.output) > 5_000
    assert [secret for secret in secrets_of(running_emulator) if secret in inventory.output] == []
