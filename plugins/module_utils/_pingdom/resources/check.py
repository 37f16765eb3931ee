# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The entry of uptime checks."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, recipients
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import CHECKS
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_rules import Checks

CHECK = Checks(
    **CHECKS,
    schema=checks.every_field(),
    refers_to=recipients.REFERS_TO,
    parts=("host", "nameserver", "url_path"),
    # without include_teams a check seems to have none (terraform-provider-pingdom issue 26)
    query={"include_teams": "true"},
)
