# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules for transaction checks, windows and occurrences to be read or moved are documented as they are."""

from __future__ import annotations

import re

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.module_utils._options import PINGDOM
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import steps, transactions
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_maintenance_info,
    pingdom_maintenance_occurrence,
    pingdom_transaction,
    pingdom_transaction_info,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.modules.test_pingdom_maintenance import bare, documented

MODULES = (pingdom_maintenance_info, pingdom_maintenance_occurrence, pingdom_transaction, pingdom_transaction_info)


def without_no_log(options):
    """Options without what documentation does not tell."""
    return {
        name: {
            **{key: value for key, value in one.items() if key not in ("no_log", "options")},
            **({"options": without_no_log(one["options"])} if "options" in one else {}),
        }
        for name, one in options.items()
    }


@pytest.mark.parametrize("module", MODULES)
def test_the_options_are_documented_as_they_are(module, handed_over):
    assert bare(documented(module)) == without_no_log(handed_over(module).options)
    assert not set(PINGDOM) & set(documented(module))


def test_every_step_is_documented_and_no_other():
    (option,) = [yaml.safe_load(pingdom_transaction.DOCUMENTATION)["options"]["steps"]["suboptions"]]
    told = [re.findall(r"V\((\w+)\)", text) for text in option["fn"]["description"]]
    assert told == [[*steps.SCRIPT], [*steps.RECORDING]]
    text = option["args"]["description"][1]
    for part in re.split(r",\s+(?=C\()", text):
        names = re.findall(r"C\((\w+)\)", part)
        for fn in re.findall(r"V\((\w+)\)", part):
            assert {*names} <= {*steps.SCRIPT[fn]}
    assert {*re.findall(r"V\((\w+)\)", text)} == {*steps.SCRIPT}


def test_the_samples_show_a_whole_check():
    sample = yaml.safe_load(pingdom_transaction.RETURN)["transaction"]["sample"]
    state = {"type": "script", **transactions.FIELDS.defaults()}
    assert set(sample) == {*transactions.row_of({}), *transactions.FIELDS.shown(state)}


def test_the_parts_that_are_secret_are_known_as_such():
    given = {
        "steps": [
            {"fn": "basic_auth", "args": {"username": "the-user", "password": "the-password"}},
            {"fn": "fill", "args": {"input": "#amount", "value": "2"}},
        ],
        "metadata": {"authentications": {"httpAuthentications": [{"credentials": {"password": "another"}}]}},
    }
    found = pingdom_transaction.SPECIFICATION.passwords_in(given)
    assert found == {"the-user", "the-password", "another"}, "one of a character would cover every id that has it"
