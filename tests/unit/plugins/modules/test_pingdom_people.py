# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules for contacts and teams are documented as they are."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._options import PINGDOM
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_contact,
    pingdom_contact_info,
    pingdom_team,
    pingdom_team_info,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.modules.test_pingdom_maintenance import bare, documented
from ansible_collections.opswatch.monitoring.tests.unit.plugins.modules.test_pingdom_transactions import without_no_log


@pytest.mark.parametrize("module", [pingdom_contact, pingdom_contact_info, pingdom_team, pingdom_team_info])
def test_the_options_are_documented_as_they_are(module, handed_over):
    assert bare(documented(module)) == without_no_log(handed_over(module).options)
    assert not set(PINGDOM) & set(documented(module))
