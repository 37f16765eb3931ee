# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one request to API v1 looks at: the tree as this answer shows it, in the server's language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..credentials import Access
from ..dates import german_date, span, us_date
from ..emulation import Emulation
from ..status import SPELLINGS, Status
from ..tree import Node, Shown, Tree

EAST = 7 * 3600.0
"""UTC+7, as in fixture historicdata.13.1."""
GERMAN_MESSAGES = {
    "Paused by parent": "Pausiert durch übergeordnetes Objekt",
    "Paused by user": "Pausiert durch Benutzer",
    "Paused by dependency": "Pausiert durch Abhängigkeit",
    "Paused by schedule": "Pausiert durch Zeitplan",
    "Paused by license": "Pausiert durch Lizenz",
    "Simulated error": "Simulierter Fehler",
}


@dataclass(slots=True)
class View:
    """The state behind one answer."""

    tree: Tree
    now: float
    access: Access
    german: bool
    comma_tags: bool
    old: dict[int, Shown]
    bare_alarms: bool = False
    """Messages of acknowledged sensors say nothing of that."""
    zone: float = 0.0
    """Seconds that the account's clock is ahead of UTC."""

    @classmethod
    def of(cls, emulation: Emulation, access: Access, listing: bool = False) -> View:
        """The present view; a listing may still show what was before the last action."""
        return cls(
            emulation.tree,
            emulation.clock.now(),
            access,
            emulation.quirks["v1_german"],
            emulation.quirks["v1_tags_with_commas"],
            emulation.lag.read("v1_status_lags") if listing else {},
            emulation.quirks["v1_acknowledgement_unshown"],
            EAST if emulation.quirks["v1_account_zone"] else 0.0,
        )

    def shown(self, node: Node) -> Shown:
        """The status and message that this answer gives an object."""
        return self.old.get(node.id) or self.tree.shown(node)

    def status_text(self, node: Node) -> str:
        """The display text of the status, in the server's language."""
        shown = self.shown(node)
        spelling = SPELLINGS[shown.status]
        text = spelling.v1_german if self.german else spelling.v1
        if shown.cause == "parent":
            return "Pausiert  (durch übergeordnetes Objekt)" if self.german else "Paused  (paused by parent)"
        if shown.status == Status.PAUSED_UNTIL and node.pause is not None and node.pause.until is not None:
            return text.format(until=self.date(node.pause.until))
        return text.replace(" {until}", "")

    def message(self, node: Node) -> str:
        """The raw message, in the server's language as far as the server wrote it."""
        shown = self.shown(node)
        message = shown.message
        if self.bare_alarms and shown.status == Status.DOWN_ACKNOWLEDGED:
            message = message.rpartition("]]: ")[2]
        if not self.german:
            return message
        for english, german in GERMAN_MESSAGES.items():
            message = message.replace(english, german)
        return message

    def date(self, at: float) -> str:
        """A date in the account's locale and time zone."""
        return german_date(at + self.zone) if self.german else us_date(at + self.zone)

    def ago(self, at: float) -> str:
        """A date with the time passed since, as tables show it."""
        passed = span(max(self.now - at, 0))
        return f'{self.date(at)} <span class="percent">[{f"vor {passed}" if self.german else f"{passed} ago"}]</span>'

    def number(self, text: str) -> str:
        """A display value with the locale's decimal separator."""
        return re.sub(r"(\d)\.(\d)", r"\1,\2", text) if self.german else text
