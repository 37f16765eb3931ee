# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The entry of contacts."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports, targets
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.contact_rules import Contacts
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import UNCLEAR

CONTACT = Contacts(
    path="/alerting/contacts",
    one="contact",
    word="contact",
    listing=reports.CONTACTS,
    schema=Schema(
        (
            Field("name", kinds.TEXT, required=True, filled=True, always=True),
            Field("paused", kinds.BOOLEAN, False),
            *targets.FIELDS,
        )
    ),
    whole=True,
    unclear=UNCLEAR,
)
