# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import collections
import contextlib
import importlib
from pathlib import Path

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.doc_fragments.prtg import ModuleDocFragment
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import acting
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import info as info_room
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import DECORATION, FIELDS
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.unit.plugins.module_utils._prtg.fake_server import FakeServer, small_tree

PACKAGE = prtg_pause.__name__.rpartition(".")[0]
MODULES = [
    importlib.import_module(f"{PACKAGE}.{file.stem}")
    for file in sorted(Path(prtg_pause.__file__).parent.glob("prtg_*.py"))
]


@pytest.fixture
def server(monkeypatch):
    fake = FakeServer(small_tree())
    for module in (acting, info_room):
        monkeypatch.setattr(module, "connected", lambda _options: contextlib.nullcontext(fake))
    return fake


def parameters(module, **given):
    defaults = {name: spec.get("default") for name, spec in module.SPECIFICATION.options.items()}
    return {"url": "https://prtg.example.com", **defaults, **given}


def pause(check_mode=False, **given):
    return prtg_pause.SPECIFICATION.run(parameters(prtg_pause, **given), check_mode)


def info(**given):
    return prtg_object_info.SPECIFICATION.run(parameters(prtg_object_info, **given), False).values


def documented(module):
    """The options that a module documents itself, then those of each fragment that only PRTG modules have."""
    own = yaml.safe_load(module.DOCUMENTATION)
    shared = [name.rpartition(".prtg.")[2] for name in own["extends_documentation_fragment"] if ".prtg." in name]
    return [own["options"], *(yaml.safe_load(getattr(ModuleDocFragment, name.upper()))["options"] for name in shared)]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_options_are_documented_as_they_are(module):
    options, (own, *shared) = module.SPECIFICATION.options, documented(module)
    theirs = {name: option for part in shared for name, option in part.items()}
    for part in ({name: option for name, option in own.items() if name not in theirs}, *shared):
        assert list(part) == [name for name in options if name in part]
    told = {**theirs, **own}
    assert set(told) == set(options)
    for name, spec in options.items():
        for key in ("type", "elements", "default", "choices"):
            assert told[name].get(key) == spec.get(key), (name, key)


def test_what_modules_say_alike_of_an_option_is_in_a_fragment():
    told = collections.Counter(
        (name, str(option)) for module in MODULES for name, option in documented(module)[0].items()
    )
    assert len(told) > 50
    assert [name for (name, words), times in told.items() if times > 1] == []


def test_main_hands_its_specification_over(handed_over):
    for module in (prtg_pause, prtg_object_info):
        assert {*module.SPECIFICATION.options, "url", "api_token"} <= set(handed_over(module).argument_spec())


def test_pausing_by_name_returns_what_restores_it(server):
    server.warnings = ["PRTG 17.1 is older than 18.2"]
    result = pause(names=["web-1"], kind=["device"], duration="30m")
    assert result.values["matched"] == 1
    assert result.values["restore"]["server"] == "prtg.example.com"
    assert result.warnings == ["PRTG 17.1 is older than 18.2"]
    restored = pause(state="restored", restore=result.values["restore"])
    assert [change.changed for change in restored.changes] == [True]
    assert [write[0] for write in server.writes] == ["pause", "resume"]


def test_a_token_without_objects_restores_nothing_and_asks_nothing(server):
    token = pause(ids=["100"], state="resumed").values["restore"]
    assert token["objects"] == []
    server.needs.clear()
    result = pause(state="restored", restore=token)
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
        "include": {},
    }


def test_everything_is_read_without_selectors(server):
    assert info()["matched"] == 8
    assert list(info()["objects"][0]) == [name for name in FIELDS if name not in DECORATION]


@pytest.mark.parametrize(
    ("sort_by", "ids"),
    [
        (None, ["100", "101", "102"]),
        ("-id", ["102", "101", "100"]),
        ("name", ["101", "102", "100"]),
        ("+name", ["101", "102", "100"]),
        ("-status", ["101", "102", "100"]),
        ("parent_id", ["100", "101", "102"]),
        ("paused_by", ["101", "102", "100"]),
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


def test_results_tell_what_the_server_is_called(server):
    assert info(ids=["100"])["server"] == "prtg.example.com"
    assert info(ids=["100"], server_name="berlin")["server"] == "berlin"
    paused = pause(ids=["100"], server_name="berlin").values
    assert (paused["server"], paused["restore"]["server"]) == ("berlin", "berlin")


@pytest.mark.parametrize(
    ("made_with", "restored_with"),
    [
        ({}, {"server_name": "berlin"}),
        ({"server_name": "berlin"}, {}),
        ({}, {"url": "https://prtg2.example.com"}),
        ({}, {"url": "https://prtg.example.com/base"}),
    ],
)
def test_a_token_of_another_server_or_name_is_refused_with_both_names(server, made_with, restored_with):
    token = pause(ids=["100"], **made_with).values["restore"]
    with pytest.raises(ConfigurationError, match=r"belongs to the server \S+, and this task talks to .* server_name"):
        pause(state="restored", restore=token, **restored_with)
    assert [write[0] for write in server.writes] == ["pause"]


@pytest.mark.parametrize(
    "url", ["https://prtg.example.com:1616/api/v2", "http://PRTG.example.com:8443/", "prtg.example.com"]
)
def test_a_token_fits_its_server_over_every_port_and_api(server, url):
    token = pause(ids=["100"]).values["restore"]
    assert pause(state="restored", restore=token, url=url).changes[0].changed


@pytest.mark.parametrize("allow_empty", [False, True])
def test_a_list_without_elements_selects_nothing(server, allow_empty):
    if allow_empty:
        assert pause(ids=[], allow_empty=True).values["matched"] == 0
        return
    for selector in ("ids", "names"):
        with pytest.raises(SelectionRefused, match=f"nothing matches .{selector} is an empty list.*allow_empty"):
            pause(**{selector: []})
    assert server.writes == []


@pytest.mark.parametrize("given", [{"ids": [None]}, {"ids": None}, {"ids": [""], "state": "resumed"}])
def test_what_no_earlier_task_has_made_yet_is_predicted_as_a_change(server, given):
    result = pause(check_mode=True, **given)
    assert [change.changed for change in result.changes] == [True]
    assert (result.values["matched"], result.values["server"], server.needs) == (0, "prtg.example.com", [])
    assert "must exist by then" in result.warnings[0]
    assert pause(check_mode=True, state="restored", restore=result.values["restore"]).values["matched"] == 0
    with pytest.raises(ConfigurationError, match="null"):
        pause(**given)


def test_reading_what_does_not_exist_yet_returns_nothing(server):
    result = prtg_object_info.SPECIFICATION.run(parameters(prtg_object_info, ids=[""]), True)
    assert (result.values["objects"], result.changes, server.needs) == ([], [], [])
    assert set(result.values) == set(info(ids=["100"]))


def test_a_prediction_is_of_the_expected_server_too(server):
    for module in (prtg_pause, prtg_object_info):
        with pytest.raises(ConfigurationError, match="belong to the server other"):
            module.SPECIFICATION.run(parameters(module, ids=[None], expect_server="other"), True)
