# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which API of PRTG the options mean, and what an entry in the table of them is enough for."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import PRTG
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import dialects
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import dialect_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack, part_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import parts as v1_parts
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import parts as v2_parts
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.fake_server import (
    FakeServer,
    small_tree,
)

OPTIONS = {"validate_certs": True, "timeout": 60, "retries": 3}


@pytest.mark.parametrize(
    ("url", "api", "name"),
    [
        ("https://prtg", "auto", "v1"),
        ("https://prtg:8443/base", "auto", "v1"),
        ("https://prtg:1616", "auto", "v2"),
        ("http://prtg:1615/", "auto", "v2"),
        ("prtg/api/v2", "auto", "v2"),
        ("https://prtg:1616", "v1", "v1"),
        ("https://prtg", "v2", "v2"),
        ("https://prtg/textlist", "auto", "textlist"),
        ("http://prtg:8080/base/textlist/", "auto", "textlist"),
        ("https://prtg/textlist/base", "auto", "v1"),
        ("https://prtg/textlists", "auto", "v1"),
        ("https://prtg:1616", "textlist", "textlist"),
    ],
)
def test_the_api_is_told_or_seen_from_the_url(url, api, name):
    assert dialect_of({**OPTIONS, "url": url, "api": api}).name == name


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://h:1616", "https://h:1616/api/v2"),
        ("https://h:1616/", "https://h:1616/api/v2"),
        ("https://h:1616/api/v2", "https://h:1616/api/v2"),
        ("https://h:1616/api/v2/", "https://h:1616/api/v2/"),
        ("https://h/prtg", "https://h/prtg/api/v2"),
    ],
)
def test_the_base_url_with_and_without_its_path(given, used):
    assert dialects.DIALECTS["v2"].url_at(given) == used


def test_each_says_what_it_cannot_include():
    dialects.DIALECTS["v2"].refuse_lacking("settings")
    with pytest.raises(ConfigurationError, match=r"include settings needs API v2: .* set api to v2"):
        dialects.DIALECTS["v1"].refuse_lacking("settings")


def test_each_has_an_entry_for_every_part():
    assert v1_parts.PARTS.keys() == v2_parts.PARTS.keys()


def test_a_part_is_made_of_the_client_or_refused_with_what_helps():
    parts = {"echo": lambda server: [server], "log": Lack("has no log", "Use API v1.")}
    assert part_of(parts, "echo", "v9", "client") == ["client"]
    with pytest.raises(ConfigurationError, match="PRTG's API v9 has no log") as refused:
        part_of(parts, "log", "v9", "client")
    assert refused.value.hint == "Nothing was sent. Use API v1."


def test_the_option_api_has_each_of_them():
    assert set(PRTG["api"]["choices"]) == {"auto", *dialects.DIALECTS}


@pytest.fixture
def server(monkeypatch):
    """What answers at port 4711, where an API speaks that is no more than an entry of the table."""
    found = FakeServer(small_tree())
    found.api = "v3"
    made_up = Dialect(
        name="v3",
        is_meant=lambda url: url.port == 4711,
        asking=dialects.DIALECTS["v1"].asking,
        connect=lambda settings, options: found,
        lacks={"channels": Lack("needs API v2", "Set api to v2.")},
        base_path="/api/v3",
    )
    monkeypatch.setattr(dialects, "DIALECTS", {"v3": made_up, **dialects.DIALECTS})
    return found


def drive(module, check_mode=False, **given):
    """The answer of a module to a task that talks to port 4711."""
    specification = module.SPECIFICATION
    params = {name: spec.get("default") for name, spec in specification.argument_spec().items()}
    params.update({"url": "https://prtg.example.com:4711", **given})
    return answer_of(specification, params, check_mode=check_mode, diff_mode=True)


def test_a_made_up_api_is_chosen_by_its_url_or_its_name(server):
    made_up = dialects.DIALECTS["v3"]
    assert dialect_of({**OPTIONS, "url": "https://prtg:4711", "api": "auto"}) is made_up
    assert dialect_of({**OPTIONS, "url": "https://prtg", "api": "v3"}) is made_up
    assert dialect_of({**OPTIONS, "url": "https://prtg", "api": "auto"}).name == "v1"


@pytest.mark.parametrize("base", ["", "/prtg"])
def test_over_a_made_up_api_a_server_is_called_as_over_the_others(server, base):
    urls = ("https://prtg", "https://prtg:1616/api/v2", "https://prtg:4711/api/v3", "https://prtg:4711/api/v3/")
    names = {server_of({"url": url.replace("/api", f"{base}/api") if "/api" in url else url + base}) for url in urls}
    assert names == {f"prtg{base}"}


def test_a_token_of_one_api_undoes_over_a_made_up_one(server):
    task = {"url": "https://prtg.example.com:4711/api/v3", "ids": ["100"]}
    token = drive(prtg_pause, **task)["restore"]
    assert token["server"] == "prtg.example.com"
    assert drive(prtg_pause, restore=token, state="restored", url="https://prtg.example.com:4711")["changed"]


def test_a_made_up_api_is_paused_by_the_module(server):
    task = {"filter": 'name = "web-1"', "kind": ["device"], "reason": "Patches"}
    foretold = drive(prtg_pause, check_mode=True, **task)
    assert (foretold["changed"], server.writes) == (True, [])
    paused = drive(prtg_pause, **task)
    assert [(write[0], write[1]) for write in server.writes] == [("pause", ["100"])]
    assert paused["changed"]
    assert foretold["diff"] == paused["diff"]
    assert (paused["diff"]["before"]["active"], paused["diff"]["after"]["active"]) == (True, False)
    assert not drive(prtg_pause, **task)["changed"]
    assert len(server.writes) == 1


def test_a_made_up_api_is_read_by_the_module(server):
    task = {"names": ["web-1"], "fields": ["id", "path"], "include": ["status_summary"]}
    web = {"id": "100", "path": ["Local Probe", "Shop", "web-1"], "status_summary": {"up": 1}}
    assert drive(prtg_object_info, **task)["objects"] == [web]


def test_a_made_up_api_says_what_it_lacks(server):
    made_up = dialects.DIALECTS["v3"]
    made_up.refuse_lacking("settings")
    with pytest.raises(ConfigurationError, match=r"include channels needs API v2\. Set api to v2\."):
        made_up.refuse_lacking("channels")
