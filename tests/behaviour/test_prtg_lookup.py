# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup of PRTG's objects, over each API."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleError
from ansible.plugins.loader import lookup_loader
from ansible.template import Templar, trust_as_template

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import DECORATION, FIELDS

NAME = "opswatch.monitoring.prtg"


@pytest.fixture(params=["v1", "v2"])
def look(request, emulator, monkeypatch):
    """The lookup with its connection in the environment, over either API."""
    monkeypatch.setenv("PRTG_URL", emulator.prtg if request.param == "v1" else emulator.prtg_v2)
    monkeypatch.setenv("PRTG_API", request.param)
    monkeypatch.setenv("PRTG_API_TOKEN", emulator.credentials["prtg_api_token"])
    monkeypatch.setenv("PRTG_RETRIES", "0")
    for name in ("USERNAME", "PASSWORD", "PASSHASH", "CA_PATH", "PROXY", "TIMEOUT"):
        monkeypatch.setenv(f"PRTG_{name}", "")

    def run(*terms, **options):
        return lookup_loader.get(NAME).run([*terms], variables={}, **options)

    return run


def test_a_device_by_its_name(look, emulator):
    [device] = look("web-1", kind=["device"])
    assert list(device) == [name for name in FIELDS if name not in DECORATION]
    assert {name: device[name] for name in ("id", "kind", "name", "path", "status")} == {
        "id": "1001",
        "kind": "device",
        "name": "web-1",
        "path": ["Local Probe", "Web Shop", "Production", "web-1"],
        "status": "up",
    }
    assert emulator.writes() == []


def test_a_field_or_some(look):
    assert look("1001", field="name") == ["web-1"]
    assert look(1001, fields=["name", "kind"]) == [{"name": "web-1", "kind": "device"}]
    assert look("1001", field="path") == [["Local Probe", "Web Shop", "Production", "web-1"]]
    [icon] = look("1001", fields=["icon"])
    assert list(icon) == ["icon"]


def test_the_order_is_that_of_the_terms(look):
    assert look("2101", "web-1", ["1002", "2101"], field="id") == ["2101", "1001", "1002", "2101"]
    assert look("Ping", kind=["sensor"], under="Local Probe/Web Shop/Production", field="id") == [
        "2101", "2111", "2121", "2131",
    ]  # fmt: skip
    assert look("0001001", field="id") == ["1001"]


def test_objects_by_filter_kind_and_under(look):
    down = look(filter="kind = sensor and status = down", field="id")
    assert down
    assert set(down) == set(look(kind=["sensor"], filter="status = down", field="id"))
    assert look(*down, filter="status = up", field="id", allow_missing=True) == []
    assert look(under="1001", kind=["device"]) == []
    assert look(filter='name = "web-1" and kind = device', field="id") == ["1001"]
    assert len(look(fields=["id"])) == 66


def test_what_names_nothing_is_not_everything(look, emulator):
    assert look([]) == []
    assert look([], kind=["device"]) == []
    assert emulator.requests() == []


def test_strings_of_a_server_are_never_templates(look, emulator):
    name = "{{ 1 + 1 }}"
    row = f"<item><objid_raw>1001</objid_raw><name>{name}</name><parentid>52</parentid></item>"
    body = f'<devices totalcount="1" listend="1"><prtg-version>25.1.1</prtg-version>{row}</devices>'
    device = {"id": "1001", "name": name, "type": "DEVICE", "parent": {"id": "52"}}
    emulator.faults(
        [
            {"query": "content=devices", "status": 200, "body": body},
            {"path": "/(objects|devices)$", "headers": {"X-Total-Count": "1"}, "body": [device]},
        ]
    )
    asked = trust_as_template(f"{{{{ query('{NAME}', 1001, kind=['device'], field='name') }}}}")
    assert Templar(loader=None, variables={}).template(asked) == [name]


def test_what_no_object_has_is_an_error_unless_it_may_lack(look):
    with pytest.raises(AnsibleError, match="no object that fits has ") as failure:
        look("Web-1", 4711, "web-1")
    assert all(words in str(failure.value) for words in ("the name 'Web-1'", "the id 4711", "allow_missing"))
    assert look("Web-1", 4711, "web-1", allow_missing=True, field="id") == ["1001"]
    with pytest.raises(AnsibleError, match="the id 1001"):
        look(1001, kind=["sensor"])


@pytest.mark.parametrize(
    ("terms", "options", "text"),
    [
        ([None], {}, "has an entry that is null or empty"),
        ([" "], {}, "has an entry that is null or empty"),
        ([True], {}, "no text or number"),
        ([{"name": "web-1"}], {}, "no text or number"),
        ([], {"names": ["web-1"]}, "there is no option 'names'. The terms are the ids and names of objects"),
        ([], {"filtre": "status = up"}, "there is no option 'filtre'. Did you mean filter"),
        ([], {"filter": ""}, "filter is empty or null"),
        ([], {"filter": None}, "filter is empty or null"),
        ([], {"filter": "status == up"}, "status == up"),
        ([], {"under": " / "}, "under names nothing"),
        ([], {"under": ""}, "under is empty or null"),
        ([], {"kind": []}, "kind is an empty list"),
        ([], {"kind": ["gopher"]}, "gopher"),
        ([], {"field": "colour"}, "field names 'colour', which is no key of the records"),
        ([], {"field": ""}, "field is empty or null"),
        ([], {"fields": ["id", "colour"]}, "fields names 'colour'"),
        ([], {"fields": []}, "fields is an empty list"),
        ([], {"fields": ["id"], "field": "id"}, "field and fields are both given"),
        ([], {"expect_server": "other.example.com"}, "belong to the server other.example.com"),
        ([], {"allow_missing": "maybe"}, "allow_missing is 'maybe', which is neither true nor false"),
        ([], {"api": "v3"}, "v3"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_sent(look, emulator, terms, options, text):
    with pytest.raises(AnsibleError, match=text):
        look(*terms, **options)
    assert emulator.requests() == []


def test_options_come_before_the_environment(look, emulator):
    with pytest.raises(AnsibleError, match="could not connect"):
        look("web-1", url="http://127.0.0.1:9")
    assert emulator.requests() == []


def test_refused_credentials_are_not_shown(look, emulator):
    emulator.faults(
        [{"path": "/(table|objects|devices|groups|probes|sensors)", "status": 401, "body": {"code": "AUTH_FAILED"}}]
    )
    with pytest.raises(AnsibleError) as failure:
        look("web-1")
    assert emulator.credentials["prtg_api_token"] not in str(failure.value)


def test_no_connection_is_an_error_that_says_what_to_set(look, monkeypatch):
    monkeypatch.setenv("PRTG_URL", "")
    with pytest.raises(AnsibleError, match="PRTG_URL"):
        look()
    monkeypatch.setenv("PRTG_URL", "https://prtg.example.com")
    monkeypatch.setenv("PRTG_API_TOKEN", "")
    with pytest.raises(AnsibleError, match="PRTG_API_TOKEN"):
        look()
