# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The last value of a channel in API v1: a number in the unit that is shown with it.

The raw number alone misleads: it is ten times the shown one for some channels ("26 %" with 260.0000), a number in
another unit for others ("10 KByte" with 10240), and nothing says which. The shown number alone is ambiguous: point and
comma depend on the server's locale. Together they tell (PRTG API v1 facts, section 2.3).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._shown import read_shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import Row, number, object_id

#: What the answer to ``columns=objid,name,lastvalue_`` holds; older documents keep the trailing underscore.
CHANNEL_COLUMNS = ("objid", "name", "lastvalue", "lastvalue_")


def read_channel(row: Row) -> dict[str, t.Any]:
    """``id``, ``name``, ``last_value`` (None unless it is certain) and ``unit`` of a channel.

    A traffic channel comes twice with the same id, its name ending in "(volume)" and "(speed)".
    """
    shown = row.get("lastvalue", row.get("lastvalue_", ""))
    value, unit = read_shown(shown.strip(), number(row.get("lastvalue_raw", row.get("lastvalue__raw"))))
    return {
        "id": object_id(row.get("objid_raw", row.get("objid"))),
        "name": row.get("name_raw", row.get("name", "")),
        "last_value": value,
        "unit": unit,
    }
