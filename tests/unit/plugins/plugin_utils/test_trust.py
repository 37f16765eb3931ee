# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Text from PRTG is no template on any core, and plain where it cannot be one."""

from __future__ import annotations

import importlib.util

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.opswatch.monitoring.plugins.plugin_utils import _trust
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import (
    TRUST_IS_TAGGED,
    Plain,
    as_data,
    is_export,
    is_inert,
)

DANGEROUS = [
    "{{ 1 + 1 }}",
    "{% for x in y %}",
    "{# note #}",
    "half {{ open",
    "close }} half",
    "#jinja2: variable_start_string:'[%'\n[% 1 %]",
    "lookup('pipe', 'touch pwned')",
    "query ('pipe', 'x')",
    "q('pipe', 'x')",
]
HARMLESS = ["", "web-1", "Probe Device (Windows)", "50 %", "# jinja2", "a #jinja2: b", "lookups", "faq (old)", "Größe"]


only_tagged = pytest.mark.skipif(not TRUST_IS_TAGGED, reason="before ansible-core 2.19 no string is trusted")


def is_trusted(value: str) -> bool:
    """Whether core would take ``value`` for a template, and prints it as it is."""
    from ansible.template import is_trusted_as_template

    return is_trusted_as_template(value)


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_act_is_never_templated(text):
    value = as_data(text)
    assert value == text
    assert not is_inert(text)
    templar = Templar(loader=DataLoader(), variables={"value": value})
    assert templar.template(value) == text


@only_tagged
@pytest.mark.parametrize("text", [*DANGEROUS, *HARMLESS])
def test_no_data_is_trusted(text):
    assert not is_trusted(as_data(text))
    assert not any(is_trusted(item) for item in as_data((text, text)))


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_only_text_stays_as_it_is(text):
    assert is_inert(text)
    assert as_data(text) is text


@only_tagged
@pytest.mark.parametrize(("texts", "plain"), [(DANGEROUS, False), (HARMLESS, True)])
def test_an_export_marks_what_cannot_be_a_template(texts, plain):
    mark = Plain()
    for text in (*texts, *texts):
        assert mark(text) == text
        assert is_trusted(mark(text)) is plain


@only_tagged
def test_containers_are_copied_and_marked_all_the_way_down():
    given = {"{{ key }}": ["{{ item }}", ("x", 1, None, True, 1.5)]}
    value = Plain()(as_data(given))
    assert value == {"{{ key }}": ["{{ item }}", ["x", 1, None, True, 1.5]]}
    [(key, items)] = value.items()
    assert not is_trusted(key)
    assert not is_trusted(items[0])
    assert is_trusted(items[1][0])


@only_tagged
def test_only_the_named_variables_are_marked():
    variables = {"ours": ["a"], "theirs": "b"}
    Plain().mark(variables, ["ours", "missing"])
    assert variables == {"ours": ["a"], "theirs": "b"}
    assert is_trusted(variables["ours"][0])
    assert not is_trusted(variables["theirs"])


@only_tagged
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"list": True, "export": True}, True),
        ({"list": True, "export": False}, False),
        ({"list": False, "graph": True, "export": True}, False),
        ({"listhosts": True}, False),
        ({}, False),
    ],
    ids=str,
)
def test_only_ansible_inventory_with_list_and_export_exports(monkeypatch, options, expected):
    monkeypatch.setattr("ansible.context.CLIARGS", options)
    assert is_export() is expected


def test_before_ansible_core_2_19(monkeypatch):
    """The same file on a core that knows no trust: what could act is marked as unsafe, all else is a plain string."""
    from ansible import template
    from ansible.utils import unsafe_proxy

    monkeypatch.delattr(template, "trust_as_template", raising=False)
    monkeypatch.setattr(unsafe_proxy, "wrap_var", lambda text: ("unsafe", text))
    spec = importlib.util.spec_from_file_location("trust_of_old_cores", _trust.__file__)
    old = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(old)
    assert old.TRUST_IS_TAGGED is False
    assert old.as_data(["web", "{{ x }}", 3]) == ["web", ("unsafe", "{{ x }}"), 3]
    monkeypatch.setattr("ansible.context.CLIARGS", {"list": True, "export": True})
    assert not old.is_export()
