# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Transaction checks as lists show them: all that pausing needs to know of them.

Sources: schema ``CheckWithoutIDGET`` of OpenAPI document 3.1, and the answers in the tests of nordcloud/go-pingdom.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import NAME, TAGS
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Resource
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema

ACTIVE = Field("active", kinds.BOOLEAN, True)

#: Where transaction checks are, and how they are called.
TRANSACTIONS: dict[str, t.Any] = {
    "path": "/tms/check",
    "one": "transaction",
    "word": "transaction check",
    "listing": reports.TRANSACTIONS,
}


class ListedTransactions(Resource):
    """Transaction checks, as far as their lists go."""

    def in_reply(self, content: Row) -> t.Any:
        """What an answer has of a check: wrapped in ``check``, but bare in the document."""
        return content.get("check", content)


LISTED = ListedTransactions(
    **TRANSACTIONS,
    schema=Schema(
        (
            NAME,
            ACTIVE,
            Field("interval", kinds.INTEGER, 10, choices=(5, 10, 20, 60, 720, 1440)),
            Field("region", kinds.TEXT, "us-east", choices=("us-east", "us-west", "eu", "au")),
            TAGS,
        )
    ),
)
