# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The notification triggers of objects over PRTG's API v1: the part ``triggers``, from the table of that name.

It has those of the object and those that it inherits; which is which, the link to the object tells that has them
(PrtgAPI, NotificationTrigger; fixture triggers_table).
"""

from __future__ import annotations

import html
import json
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import Allow
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.settings import NOBODY, Source
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import number, object_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.object_tables import ObjectTable, OfTables
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import Row

_TABLE = ObjectTable("triggers", ("content", "objid"), "triggers")

Told = t.Mapping[str, t.Any]

_MARKUP = re.compile(r"<[^<>]{0,1000}>")
_WORD = re.compile(r"[a-z]{1,20}")
_OWNER = re.compile(r"""\bthisid=["']?([0-9]{1,18})\b""")
_LINKED = re.compile(r"""\bhref=["']?[^"'>]{0,200}[?&]id=([0-9]{1,18})\b""")
_WHOLE = re.compile(r"[0-9]{1,9}")

#: Which member of a trigger names the notification of which key.
_NOTIFICATIONS = {
    "notification": "onnotificationid",
    "off_notification": "offnotificationid",
    "escalation_notification": "escnotificationid",
}


class V1Triggers(OfTables):
    """The part ``triggers`` of API v1; see ``DetailsPart``."""

    def read(self, objects: t.Sequence[PrtgObject], query: Query, _allow: Allow) -> dict[str, t.Any]:
        """The triggers of each object in PRTG's order; see ``DetailsPart``."""
        found = _TABLE.rows(self._tables, objects, query)
        return {one: [self._trigger(one, row) for row in rows] for one, rows in found.items()}

    def _trigger(self, object_id_: str, row: Row) -> dict[str, t.Any]:
        told = self._content(object_id_, row)
        source = _owner(told.get("objectlink"))
        inherited = None if source.id is None else source.id != object_id_
        kind = told.get("type")
        return {
            "id": object_id(row.get("objid_raw", row.get("objid"))) or _identifier(told.get("subid")),
            "type": kind if isinstance(kind, str) and _WORD.fullmatch(kind) else None,
            "inherited": inherited,
            "inherited_from": Source(source.id, self._text(source.name)).record if inherited else None,
            "condition": self._text(told.get("nodest")) or self._text(told.get("condition")),
            "channel": self._text(told.get("channel")),
            "threshold": _number(told.get("threshold")),
            "unit": self._unit(told),
            "latency": _whole(told.get("latency")),
            "escalation_latency": _whole(told.get("esclatency")),
            "repeat_every": _whole(told.get("repeatival")),
            **{name: self._notification(told.get(member)) for name, member in _NOTIFICATIONS.items()},
        }

    def _content(self, object_id_: str, row: Row) -> Told:
        try:
            told = json.loads(row.get("content", ""))
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise UnexpectedAnswer(
                f"a trigger of object {object_id_} is told in a way that cannot be read", exchange=self._tables.exchange
            )
        return told

    def _unit(self, told: Told) -> str | None:
        """What a threshold counts, as PRTG shows it: a size, in a time or a period."""
        parts = [self._text(told.get(name)) for name in ("unitsize", "unittime", "period")]
        return "/".join(part for part in parts if part) or None

    def _notification(self, value: t.Any) -> dict[str, t.Any] | None:
        """A template as ``300|Name``, where -1 is none."""
        number_of, _bar, name = value.partition("|") if isinstance(value, str) else ("", "", "")
        template = object_id(number_of)
        if template is None or template.startswith("-"):
            return None
        return {"id": template, "name": self._text(name.rstrip("|"))}


def _owner(link: t.Any) -> Source:
    """The object that has a trigger, from the link to it."""
    if not isinstance(link, str):
        return NOBODY
    found = _OWNER.search(link) or _LINKED.search(link)
    name = html.unescape(_MARKUP.sub("", link)).strip()
    return Source(None if found is None else str(int(found.group(1))), name or None)


def _identifier(value: t.Any) -> str | None:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else None


def _number(value: t.Any) -> float | None:
    is_plain = isinstance(value, (int, float, str)) and not isinstance(value, bool)
    return number(str(value)) if is_plain else None


def _whole(value: t.Any) -> int | None:
    """A number of seconds or minutes."""
    text = str(value).strip() if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    return int(text) if _WHOLE.fullmatch(text) else None
