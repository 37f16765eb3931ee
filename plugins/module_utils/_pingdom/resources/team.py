# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The entry of teams."""

from __future__ import annotations

import dataclasses

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import UNCLEAR
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.team_rules import Teams

#: Names, addresses and ids, which travel as a list.
_MEMBERS = dataclasses.replace(kinds.ID_TEXT, write=kinds.IDS.write)

TEAM = Teams(
    path="/alerting/teams",
    one="team",
    word="team",
    listing=reports.TEAMS,
    schema=Schema(
        (
            Field("name", kinds.TEXT, required=True, filled=True, always=True),
            Field("members", _MEMBERS, [], write="member_ids", sent=True),
        )
    ),
    whole=True,
    unclear=UNCLEAR,
    refers_to="contacts",
)
