# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module pingdom_check says what its table of options says, and hands over to it."""

from __future__ import annotations

import re

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check as module

DOCUMENTED = yaml.safe_load(module.DOCUMENTATION)["options"]
OPTIONS = module.SPECIFICATION.options
FIELDS = checks.every_field().by_name


def test_every_option_is_documented_and_every_documented_option_exists():
    assert set(DOCUMENTED) == set(OPTIONS)


@pytest.mark.parametrize("name", list(OPTIONS))
def test_an_option_is_documented_as_it_is(name):
    documented = {key: value for key, value in DOCUMENTED[name].items() if key != "description"}
    declared = {key: value for key, value in OPTIONS[name].items() if key != "no_log"}
    assert documented == declared


@pytest.mark.parametrize("name", list(FIELDS))
def test_the_types_that_have_an_option_are_documented(name):
    text = " ".join(DOCUMENTED[name]["description"])
    having = checks.types_with(name)
    found = re.search(r"For the types? (V\(\w+\)[^.]*)\.", text)
    named = re.findall(r"V\((\w+)\)", found.group(1)) if found else list(checks.TYPES)
    assert named == having
    required = [one for one in having if name not in ("name", "host") and checks.schema_of(one).by_name[name].required]
    found = re.search(r"Required to create a check of type ([^.]*)\.", text)
    assert (re.findall(r"V\((\w+)\)", found.group(1)) if found else []) == required


@pytest.mark.parametrize("name", list(FIELDS))
def test_secrets_are_kept_out_of_logs_and_nothing_else_is(name):
    assert bool(OPTIONS[name].get("no_log")) == FIELDS[name].secret


def test_no_option_has_the_name_of_a_connection_option():
    from ansible_collections.opswatch.monitoring.plugins.module_utils._options import PINGDOM

    assert not set(PINGDOM) & set(OPTIONS)


def test_it_runs_as_a_pingdom_module_with_an_identity(handed_over):
    specification = handed_over(module)
    assert specification.service == "pingdom"
    assert specification.rules["required_one_of"] == [("id", "identity_tag", "name")]
    assert specification.rules["mutually_exclusive"] == [("id", "identity_tag")]


def test_the_samples_show_a_whole_check():
    sample = yaml.safe_load(module.RETURN)["check"]["sample"]
    shown = checks.schema_of("http").shown({**checks.defaults("http"), "requestheaders": {}})
    assert set(sample) == {"id", "status", "created", "lasttesttime", *shown}
