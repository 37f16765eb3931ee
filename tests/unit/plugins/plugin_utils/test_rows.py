# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a cache keeps."""

from __future__ import annotations

import json
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD, PrtgObject, Tree, Unseen
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.rows import (
    Rows,
    Wanted,
    dump,
    identity,
    load,
)

ALWAYS = {"id", "kind", "name", "parent_id"}
DEVICE = PrtgObject(
    id="7", kind="device", name="web", parent_id="1", tags=("a",), path=("Probe", "web"), status="up", host=None
)
PROBE = PrtgObject(id="1", kind="probe", name="Probe", parent_id="0", active=True, tags=("b",))
OPTIONS = {"url": "https://prtg.example.com", "api": "v1", "api_token": None, "username": "me", "password": "s3cret"}


def wanted(*fields, **more):
    values = {
        "kinds": ("device",),
        "under": None,
        "fields": frozenset(ALWAYS | set(fields)),
        "tree": True,
        "include": frozenset(),
    }
    return Wanted(**{**values, **more})


def test_rows_come_back_as_they_were():
    rows = Rows([DEVICE], Tree([PROBE, DEVICE]), {"status_summary": {"7": {"up": 3}}}, read_at=1000.0)
    asked = wanted("tags", "path", "status", "host", include=frozenset({"status_summary"}))
    entry = json.loads(json.dumps(dump(rows, asked)))
    again = load(entry, asked)
    assert again.objects == [DEVICE]
    assert again.included == {"status_summary": {"7": {"up": 3}}}
    assert again.read_at == 1000.0
    assert again.age == pytest.approx(time.time() - 1000.0, abs=5)
    assert again.tree.ancestors(again.objects[0]) == [PROBE]


def test_what_the_server_did_not_tell_stays_untold_and_what_is_not_there_stays_none():
    rows = Rows([DEVICE._replace(tags=None)], Tree([DEVICE]), {})
    entry = json.loads(json.dumps(dump(rows, wanted("message", "tags", "parent_tags"))))
    again = load(entry, wanted("message")).objects[0]
    assert (again.message, again.parent_tags, again.tags) == (UNREAD, UNREAD, None)


def test_what_a_filter_names_and_does_not_exist_is_remembered():
    entry = json.loads(json.dumps(dump(Rows([DEVICE], Tree([DEVICE], absent=["99"]), {}), wanted())))
    assert load(entry, wanted(known=("99",))).tree.absent == {"99"}
    assert load(entry, wanted(known=("98",))) is None


def test_what_nobody_wants_any_more_stays_in_the_cache():
    rows = Rows([DEVICE], Tree([DEVICE]), {"status_summary": {"7": {"up": 3}}})
    entry = dump(rows, wanted(include=frozenset({"status_summary"})))
    assert load(entry, wanted()).included == {}


@pytest.mark.parametrize("entry", [None, "text", 5, [1], {}, {"form": 0}])
def test_an_entry_of_another_form_is_none(entry):
    assert load(entry, wanted()) is None


DAMAGE = [
    {"content": '{"objects": [['},
    {"content": "[]"},
    {"content": None},
    {"content": '{"objects": [], "included": {}, "absent": []}'},
    {"content": '{"objects": [[1, 2]], "above": [], "included": {}, "absent": []}'},
    {"content": '{"objects": 5, "above": [], "included": {}, "absent": []}'},
    {"read_at": None},
    {"read_at": "yesterday"},
    {"read_at": time.time() + 10_000},
    {"fields": None},
    {"fields": ["id", "nothing"]},
    {"tree": None},
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_none(damage):
    entry = dump(Rows([DEVICE], Tree([DEVICE]), {}), wanted())
    assert load(entry, wanted()) is not None
    assert load({**entry, **damage}, wanted()) is None
    lacking = {name: value for name, value in entry.items() if name not in damage}
    assert load(lacking, wanted()) is None


@pytest.mark.parametrize("more", [wanted("tags"), wanted(tree=True), wanted(include=frozenset({"status_summary"}))])
def test_an_entry_that_holds_too_little_is_none(more):
    entry = dump(Rows([DEVICE], Tree([DEVICE]), {}), wanted(tree=False))
    assert load(entry, wanted(tree=False)) is not None
    assert load(entry, more) is None


def test_more_fields_than_wanted_are_fine():
    entry = dump(Rows([DEVICE], Tree([DEVICE]), {}), wanted("tags", "status"))
    assert load(entry, wanted("status")).objects[0].status == "up"


def test_identity_tells_servers_accounts_and_questions_apart():
    seen = {
        identity(options, question)
        for options in (
            OPTIONS,
            {**OPTIONS, "url": "https://other.example.com"},
            {**OPTIONS, "api": "v2"},
            {**OPTIONS, "username": "you"},
            {**OPTIONS, "api_token": "one"},
            {**OPTIONS, "api_token": "two"},
        )
        for question in (
            wanted(),
            wanted(under="7"),
            wanted(tree=False),
            wanted(include=frozenset({"status_summary"})),
            wanted(kinds=("probe",)),
        )
    }
    assert len(seen) == 18


def test_identity_does_not_depend_on_fields_and_holds_no_secret():
    assert identity(OPTIONS, wanted()) == identity({**OPTIONS, "password": "other"}, wanted("tags", tree=False))
    assert "s3cret" not in identity(OPTIONS, wanted())


def test_that_paths_have_gaps_is_kept():
    rows = Rows([DEVICE], Tree([DEVICE], unseen=Unseen(told={DEVICE.id: {"4": True}}, gaps=True)), {})
    tree = load(json.loads(json.dumps(dump(rows, wanted()))), wanted()).tree
    assert tree.may_hide("4")
    assert tree.is_below(DEVICE, "4") is True
