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
    as_data,
    as_result,
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


def is_plain(value: str) -> bool:
    """Whether core prints ``value`` as it is, and sees it as text that may be used in templates."""
    if TRUST_IS_TAGGED:
        from ansible.template import is_trusted_as_template

        return is_trusted_as_template(value)
    return not hasattr(value, "__UNSAFE__")


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_act_is_never_plain_and_never_templated(text):
    value = as_data(text)
    assert value == text
    assert not is_inert(text)
    assert not is_plain(value)
    templar = Templar(loader=DataLoader(), variables={"value": value})
    assert templar.template(value) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_only_text_is_plain(text):
    assert is_inert(text)
    assert as_data(text) == text
    assert is_plain(as_data(text))


def test_containers_are_copied_and_marked_all_the_way_down():
    value = as_data({"{{ key }}": ["{{ item }}", ("x", 1, None, True, 1.5)]})
    assert value == {"{{ key }}": ["{{ item }}", ["x", 1, None, True, 1.5]]}
    [(key, items)] = value.items()
    assert not is_plain(key)
    assert not is_plain(items[0])
    assert is_plain(items[1][0])


def test_a_result_is_plain_where_it_can_be():
    assert is_plain(as_result("up"))
    assert as_result(["a", 1]) == ["a", 1]


@pytest.mark.skipif(TRUST_IS_TAGGED, reason="before ansible-core 2.19 an expression may make a template on purpose")
def test_a_result_stays_as_old_core_made_it():
    text = "-o ProxyCommand={{ bastion }}"
    assert as_result(text) is text


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
    assert old.as_result("{{ x }}") == "{{ x }}"
