# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide to failures lists every kind, and every module's documentation leads to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_account_info,
    pingdom_check,
    pingdom_maintenance,
    pingdom_result_info,
    pingdom_single_test,
    pingdom_summary_info,
    prtg_object,
    prtg_object_info,
    prtg_pause,
    prtg_server_info,
    prtg_user_info,
)

ROOT = Path(__file__).resolve().parents[4]
GUIDE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")


def kinds(family):
    below = [kind for one in family.__subclasses__() for kind in kinds(one)]
    return below if family.__name__.startswith("_") or family is _errors.MonitoringError else [family.__name__, *below]


def test_every_kind_is_in_the_guide_and_no_other():
    ours = set(kinds(_errors.MonitoringError)) & set(vars(_errors))
    assert set(re.findall(r"^\| \[`(\w+)`\]", GUIDE, re.MULTILINE)) == ours


def test_every_further_member_is_in_the_guide():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "plugins" / "module_utils").rglob("*.py")]
    told = {name for text in sources for name in re.findall(r'details=\{"(\w+)"', text)}
    assert told - set(re.findall(r"`(\w+)`", GUIDE)) <= {"missing", "tag"}, "these repeat what msg says"


MODULES = [
    *(pingdom_account_info, pingdom_check, pingdom_maintenance, pingdom_result_info, pingdom_single_test),
    *(pingdom_summary_info, prtg_object, prtg_object_info, prtg_pause, prtg_server_info, prtg_user_info),
]


@pytest.mark.parametrize("module", MODULES)
def test_each_module_says_the_same_of_its_failures(module):
    error = yaml.safe_load(module.RETURN)["error"]
    assert list(error["sample"])[:4] == ["kind", "status", "code", "request_id"]
    assert hasattr(_errors, error["sample"]["kind"])
    assert any("docs/errors.md" in text for text in error["description"])
