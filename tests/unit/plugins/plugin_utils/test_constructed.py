# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""compose, groups and keyed_groups do what core's Constructable does, on the core at hand."""

from __future__ import annotations

import re

import pytest
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._constructed import Constructed
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import TRUST_IS_TAGGED, as_data

LOADER = DataLoader()


def from_a_file(value):
    """A value as the loader of configuration files hands it over: texts are trusted where core knows trust."""
    if isinstance(value, str) and TRUST_IS_TAGGED:
        from ansible.template import trust_as_template

        return trust_as_template(value)
    if isinstance(value, list):
        return [from_a_file(item) for item in value]
    if isinstance(value, dict):
        return {key: from_a_file(item) for key, item in value.items()}
    return value


class Options:
    """A plugin with given options and an inventory of its own."""

    NAME = "test"

    def __init__(self, extra_vars=None, **options):
        super().__init__()
        defaults = {"compose": {}, "groups": {}, "keyed_groups": [], "strict": False, "hostnames": ["name"]}
        self.given = {**defaults, "use_extra_vars": False, "leading_separator": True, **from_a_file(options)}
        self.parse(InventoryData(), LOADER, "test")
        self._vars = extra_vars or {}

    def get_option(self, option, hostvars=None):
        return self.given[option]


class Ours(Options, BaseInventoryPlugin, Constructed):
    def construct(self, host, variables):
        apply = self.constructor()
        if apply:
            apply(host, variables)


class Cores(Options, BaseInventoryPlugin, Constructable):
    def construct(self, host, variables):
        strict = self.get_option("strict")
        variables = {**self.inventory.hosts[host].get_vars(), **variables}
        self._set_composite_vars(self.get_option("compose"), variables, host, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, host, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, host, strict=strict)


def plain(value):
    if isinstance(value, dict):
        return {str.__str__(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return re.sub(r" at 0x[0-9a-f]+", " at ...", value)
    return (type(value).__name__, value)


def outcome(kind, hosts, **options):
    """What a plugin makes of hosts: variables and groups, or the type of its error."""
    plugin = kind(**options)
    inventory = plugin.inventory
    try:
        for number, variables in enumerate(hosts):
            host = f"h{number}"
            inventory.add_host(host)
            mine = as_data(variables)
            inventory.hosts[host].vars.update(mine)
            plugin.construct(host, mine)
    except AnsibleError as error:
        return type(error).__name__
    except TypeError:  # core does not expect every type that a parent_group can have, which ours tells like all else
        assert kind is Cores
        return "AnsibleParserError"
    return {
        "vars": {name: plain(host.vars) for name, host in inventory.hosts.items()},
        "groups": {name: sorted(host.name for host in group.hosts) for name, group in inventory.groups.items()},
        "nested": {
            name: sorted(child.name for child in group.child_groups) for name, group in inventory.groups.items()
        },
    }


TEXTS = st.one_of(
    st.sampled_from(
        ["up", "down", "", "True", "False", "[1]", "{'a': 1}", "{{ a }}", "{% x %}", "None", "1", " x ", "a\n"]
    ),
    st.text(max_size=4),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-2, 3), st.floats(allow_nan=False, width=16), TEXTS)
VALUES = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(st.sampled_from(["k", "items", "x y"]), SCALARS)
)
HOSTS = st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES), min_size=1, max_size=3)
OPERANDS = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "missing",
        "a.k",
        "a['k']",
        "a['items']",
        "a.items",
        "b[0]",
        "b[5]",
        "b['x y']",
        "a.k.k",
        "1",
        "'up'",
        "true",
        "none",
        "''",
        "2.5",
        "'True'",
        "'[1]'",
        "['up', 1]",
        r"'a\\n'",
        "inventory_hostname",
    ]
)
COMPARISONS = st.builds(
    "{} {} {}".format, OPERANDS, st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "not in"]), OPERANDS
)
SHAPES = st.sampled_from(
    [
        "{}",
        " {} ",
        "({})",
        "{} | default('d')",
        "{} | string",
        "{} is defined",
        "{} | length",
        "not {}",
        "{} ~ '-' ~ a",
        "{} if b else a",
        "[{}]",
        "{} and a",
        "{} or b",
        "{} | upper",
        "{}.split('x')",
        "{} | map('string') | list",
        "{} is none",
        "{} | bool",
        "{} | first",
        "-{}",
        "{} | int",
        "{{'x': {}}}",
        "{} }}}} {{{{ a",
        "{} |",
        "{} == a == 1",
    ]
)
EXPRESSIONS = st.builds(str.format, SHAPES, st.one_of(OPERANDS, COMPARISONS))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(HOSTS, EXPRESSIONS, EXPRESSIONS, st.booleans())
def test_compose_does_what_core_does(hosts, first, second, strict):
    options = {"compose": {"x": first, "y": second}, "strict": strict}
    assert outcome(Ours, hosts, **options) == outcome(Cores, hosts, **options)


@MANY
@given(HOSTS, EXPRESSIONS, st.booleans())
def test_groups_do_what_cores_do(hosts, condition, strict):
    options = {"groups": {"some group": condition, "made": "x is defined"}, "compose": {"x": "a"}, "strict": strict}
    assert outcome(Ours, hosts, **options) == outcome(Cores, hosts, **options)


KEYED = st.fixed_dictionaries(
    {"key": EXPRESSIONS},
    optional={
        "prefix": st.sampled_from(["", "p", "a b"]),
        "separator": st.sampled_from(["", "_", "-"]),
        "parent_group": st.sampled_from(["above", "{{ a }}", "{{ missing }}", "x {{ b }}", ""]),
        "default_value": st.sampled_from(["none", ""]),
        "trailing_separator": st.booleans(),
    },
)


@MANY
@given(HOSTS, st.lists(KEYED, max_size=2), st.booleans(), st.booleans())
@example([{"a": [""]}], [{"key": "a"}], False, False)
def test_keyed_groups_do_what_cores_do(hosts, keyed, strict, leading):
    options = {"keyed_groups": keyed, "strict": strict, "leading_separator": leading, "compose": {"c": "b"}}
    twice = hosts + hosts
    ours, cores = outcome(Ours, twice, **options), outcome(Cores, twice, **options)
    assert ours == cores


@pytest.mark.parametrize(
    "wrong", [["text"], [None], [{}], [{"key": "a", "default_value": "x", "trailing_separator": True}]]
)
def test_wrong_entries_are_cores_errors(wrong):
    hosts = [{"a": "x"}]
    expected = outcome(Cores, hosts, keyed_groups=wrong)
    assert expected == "AnsibleParserError"
    assert outcome(Ours, hosts, keyed_groups=wrong) == expected


def test_extra_vars_are_seen_where_core_shows_them():
    options = {
        "extra_vars": {"region": "eu"},
        "use_extra_vars": True,
        "compose": {"x": "region"},
        "keyed_groups": [{"key": "region ~ a"}],
        "groups": {"g": "region is defined"},
    }
    expected = outcome(Cores, [{"a": "1"}], **options)
    assert expected["vars"]["h0"]["x"] == "eu"
    assert outcome(Ours, [{"a": "1"}], **options) == expected


def test_a_templated_parent_is_made_for_each_host():
    hosts = [{"a": "same", "b": "one"}, {"a": "same", "b": "two"}]
    found = outcome(Ours, hosts, keyed_groups=[{"key": "a", "parent_group": "{{ b }}"}])
    assert found["nested"]["one"] == found["nested"]["two"] == ["_same"]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"compose": {"x": "missing"}}, "Could not set x for host h0"),
        ({"groups": {"g": "missing"}}, "Could not add host h0 to group g"),
        ({"keyed_groups": [{"key": "missing"}]}, "Could not generate group for host h0"),
    ],
)
def test_errors_name_variable_group_and_host(options, text):
    plugin = Ours(**options, strict=True)
    plugin.inventory.add_host("h0")
    with pytest.raises((AnsibleError, AnsibleParserError), match=text):
        plugin.construct("h0", {})


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            {"key": "prtg_priority"},
            r"key prtg_priority of host web-1: Invalid group name.* Write prtg_priority \| string",
        ),
        ({"key": "name", "parent_group": ["a", "b"]}, "key name of host web-1: "),
        ({"key": "name", "default_value": "x", "trailing_separator": True}, "key name of host web-1: parameters are"),
        ("prtg_priority", "keyed_groups: Invalid keyed group entry, it must be a dictionary: prtg_priority"),
    ],
)
def test_errors_of_keyed_groups_name_their_key(entry, words, strict):
    plugin = Ours(keyed_groups=[entry], strict=strict)
    plugin.inventory.add_host("web-1")
    with pytest.raises(AnsibleParserError, match=words):
        plugin.construct("web-1", {"prtg_priority": 3, "name": "web-1"})


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"key": "missing"}, "Could not generate group for host web-1 from missing entry"),
        ({"key": "name", "parent_group": "{{ missing }}"}, "key name of host web-1: .*missing"),
        ({"key": "empty"}, "No key or key resulted empty for empty in host web-1"),
    ],
)
def test_what_only_strict_minds_names_its_key_once(entry, words):
    strict, lenient = Ours(keyed_groups=[entry], strict=True), Ours(keyed_groups=[entry])
    for plugin in (strict, lenient):
        plugin.inventory.add_host("web-1")
    variables = as_data({"name": "shop", "empty": ""})
    with pytest.raises(AnsibleParserError, match=words) as caught:
        strict.construct("web-1", variables)
    assert str(caught.value).count("web-1") == 1
    lenient.construct("web-1", variables)
    assert set(lenient.inventory.groups) == {"all", "ungrouped"}


def test_own_variables_of_the_host_are_seen_where_they_are_named():
    found = outcome(Ours, [{}], compose={"x": "inventory_hostname"}, groups={"g": "'all' not in group_names"})
    assert found["vars"]["h0"]["x"] == "h0"
    assert found["groups"]["g"] == ["h0"]


def test_without_expressions_there_is_nothing_to_do():
    assert Ours().constructor() is None


def test_the_words_after_the_prefix_are_the_variables_that_may_be_read():
    plugin = Ours(
        compose={"x": "prtg_tags | length"},
        groups={"g": "vars['prtg_status'] == 'up'"},
        keyed_groups=[{"key": "prtg_priority", "parent_group": "{{ prtg_location }}"}],
        hostnames=["prtg_host", "name"],
    )
    assert plugin.mentioned("prtg_") == {"tags", "status", "priority", "location", "host"}
