# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import contextlib

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.doc_fragments.prtg import ModuleDocFragment
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import SELECTOR_OPTIONS
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.unit.plugins.module_utils._prtg.fake_server import FakeServer, small_tree


@pytest.fixture
def server(monkeypatch):
    fake = FakeServer(small_tree())
    for module in (prtg_pause, prtg_object_info):
        monkeypatch.setattr(module, "connected", lambda _options: contextlib.nullcontext(fake))
    return fake


def parameters(module, **given):
    defaults = {name: spec.get("default") for name, spec in module.OPTIONS.items()}
    return {"url": "https://prtg.example.com", **defaults, **given}


def pause(check_mode=False, **given):
    return prtg_pause.run(parameters(prtg_pause, **given), check_mode)


def info(**given):
    return prtg_object_info.run(parameters(prtg_object_info, **given), False).values


@pytest.mark.parametrize("module", [prtg_pause, prtg_object_info])
def test_options_are_documented_as_they_are(module):
    documented = yaml.safe_load(module.DOCUMENTATION)["options"]
    selectors = yaml.safe_load(ModuleDocFragment.SELECTORS)["options"]
    assert list({**selectors, **documented}) == list(module.OPTIONS)
    assert list(selectors) == list(SELECTOR_OPTIONS)
    for name, spec in module.OPTIONS.items():
        for key in ("type", "elements", "default", "choices"):
            assert {**selectors, **documented}[name].get(key) == spec.get(key), (name, key)


def test_main_hands_its_specification_over(monkeypatch):
    for module in (prtg_pause, prtg_object_info):
        seen = []
        monkeypatch.setattr(module, "run_module", seen.append)
        module.main()
        assert seen[0].run is module.run
        assert {*module.OPTIONS, "url", "api_token"} <= set(seen[0].argument_spec())


def test_pausing_by_name_returns_what_restores_it(server):
    server.warnings = ["PRTG 17.1 is older than 18.2"]
    result = pause(names=["web-1"], kind=["device"], duration="30m")
    assert result.values["matched"] == 1
    assert result.values["restore"]["server"] == "prtg.example.com"
    assert result.warnings == ["PRTG 17.1 is older than 18.2"]
    restored = pause(state="restored", restore=result.values["restore"])
    assert [change.changed for change in restored.changes] == [True]
    assert [write[0] for write in server.writes] == ["pause", "resume"]


def test_an_empty_token_restores_nothing_and_asks_nothing(server):
    result = pause(state="restored", restore={})
    assert (result.changes, result.values["matched"], server.needs) == ([], 0, [])


def test_a_token_of_check_mode_is_for_check_mode(server):
    token = pause(check_mode=True, ids=["100"]).values["restore"]
    assert pause(check_mode=True, state="restored", restore=token).changes[0].changed
    with pytest.raises(ConfigurationError, match="comes from check mode"):
        pause(state="restored", restore=token)
    assert server.writes == []


def test_waiting_is_bounded_by_its_option(server):
    pause(ids=["100"], wait=True, wait_timeout=1)
    assert server.objects["100"].status == "pausedbyuseruntil"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"ids": ["100"], "duration": "soon"}, ConfigurationError),
        ({"ids": ["0"]}, SelectionRefused),
        ({"ids": ["999"]}, NotFound),
        ({"under": "50", "max_matched": 2}, SelectionRefused),
        ({"state": "restored", "restore": {"version": 9}}, ConfigurationError),
    ],
)
def test_what_is_wrong_is_found_before_anything_is_written(server, given, error):
    with pytest.raises(error):
        pause(**given)
    assert server.writes == []


def test_reading_returns_records_and_what_was_asked(server):
    found = info(under="50", kind=["device"], fields=["id", "name"])
    assert found["objects"] == [{"id": "100", "name": "web-1"}, {"id": "101", "name": "db"}]
    assert found["matched"] == 2
    assert found["query"] == {
        "sent": ["GET fake", "GET fake"],
        "evaluated_here": "kind device; under '50'",
        "filter": None,
        "rows_read": 4,
        "rows_kept": 2,
    }


def test_everything_is_read_without_selectors(server):
    assert info()["matched"] == 9
    assert list(info()["objects"][0]) == [name for name in prtg_object_info.FIELDS if name != "icon"]


@pytest.mark.parametrize(
    ("sort_by", "ids"),
    [
        (None, ["100", "101", "102"]),
        ("-id", ["102", "101", "100"]),
        ("name", ["101", "102", "100"]),
        ("+name", ["101", "102", "100"]),
        ("-status", ["100", "101", "102"]),
        ("parent_id", ["100", "101", "102"]),
        ("paused_by", ["102", "101", "100"]),
    ],
)
def test_records_are_sorted_with_missing_values_last(server, sort_by, ids):
    assert [one["id"] for one in info(kind=["device"], sort_by=sort_by)["objects"]] == ids


def test_the_limit_cuts_after_sorting_and_matched_counts_all(server):
    found = info(kind=["device"], sort_by="-id", limit=1)
    assert ([one["id"] for one in found["objects"]], found["matched"]) == (["102"], 3)


def test_summaries_and_channels_are_added_where_they_exist(server):
    found = info(ids=["100", "200"], fields=["id"], include=["status_summary", "channels"])["objects"]
    assert found[0] == {"id": "100", "status_summary": {"up": 1}, "channels": None}
    assert found[1]["channels"][0]["name"] == "Time"


@pytest.mark.parametrize(
    ("given", "why"), [({"sort_by": "color"}, "no key of the records"), ({"limit": 0}, "at least 1")]
)
def test_wrong_ways_to_show_are_refused(server, given, why):
    with pytest.raises(ConfigurationError, match=why):
        info(**given)


def test_reading_has_its_guard_too(server):
    with pytest.raises(SelectionRefused):
        info(max_matched=3)
