# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG over TEXTLIST: one request for everything that the account sees, and nothing that can be changed.

The credentials are parameters of every request, so that no URL of this client may ever be shown.
"""

from __future__ import annotations

import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import moment
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Exchange,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ROOT_ID,
    UNREAD,
    PrtgObject,
    Tree,
    Unseen,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import part_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import Arguments
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    MOMENT,
    NOTHING_TO_SEE,
    Need,
    Query,
    Snapshot,
    Target,
    asked_for,
    completed,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import Garbled, read_lines
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.objects import (
    Counts,
    Heard,
    Listing,
    Place,
    read_object,
    seconds_ahead,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.parts import (
    LACKS,
    PARTS,
    PROBES,
    READS_ONLY,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.rows import Row, read_rows
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

_RENAME = f"Take commas and line ends out of the names in PRTG. {answers.OTHER_API}"


class TextlistServer:
    """``PrtgServer`` over TEXTLIST.

    ``credentials`` are the parameters that authenticate, ``login`` and ``pass``; ``interface`` is PRTG's web interface.
    Each read is a request of its own, so that whoever looks again sees what is there now. ``http`` and ``listing`` are
    what its parts ask with.
    """

    api = "textlist"

    def __init__(
        self, settings: HttpSettings, credentials: dict[str, str], interface: str, *, sleep: Sleep | None = None
    ) -> None:
        self.http = HttpClient(settings, secrets=[credentials["pass"]], auth_query=credentials, sleep=sleep)
        self.warnings = self.http.clock.warnings
        self._interface = interface
        self._sleep = sleep or time.sleep
        self._rows: dict[str, Row] = {}
        self._is_flat = False

    def read(self, need: Need) -> Snapshot:
        """The objects that ``need`` describes; see ``PrtgServer``. The server cannot be asked for less than all."""
        if need.settings:
            raise _lacking("settings")
        if set(need.kinds) == {"probe"}:
            raise ConfigurationError(f"PRTG's API {self.api} {PROBES.why}", hint=f"Nothing was sent. {PROBES.hint}")
        query = Query()
        snapshot = self._snapshot(need, query)
        if not snapshot.objects and self._is_doubtful(need):
            self._sleep(MOMENT)
            snapshot = self._snapshot(need, query)
            self._refuse_nothing(need)
        return snapshot

    def heard(self, query: Query) -> Heard:
        """The reply to a request for everything that the account sees; ``query`` counts what is asked."""
        answer = self.http.get("")
        query.sent.append(f"GET {self.http.base_path}")
        text = answers.text_of(answer, self.http.redact)
        try:
            reply = read_lines(text)
        except Garbled as garbled:
            raise self._unreadable(garbled, answer.exchange) from None
        if reply is None:
            told = shown(text, self.http.redact)
            raise UnexpectedAnswer(
                f"the answer does not begin with a version, as TEXTLIST does: {told}",
                exchange=answer.exchange,
                hint=answers.NOT_SERVED,
            )
        ahead = seconds_ahead(reply.clock, moment(answer.headers.get("Date", "")))
        return Heard(reply, ahead, answer.exchange)

    def listing(self, query: Query) -> Listing:
        """Everything that the account sees, as it is now; ``query`` counts what is asked."""
        return self.listed(self.heard(query), query)

    def listed(self, heard: Heard, query: Query) -> Listing:
        """The objects of a reply."""
        try:
            rows, doubts = read_rows(heard.reply)
        except Garbled as garbled:
            raise self._unreadable(garbled, heard.exchange) from None
        query.rows_read += len(rows)
        self._rows, self._is_flat = {row.id: row for row in rows}, heard.reply.lower
        place = Place(None if heard.reply.lower else self._interface, heard.ahead)
        return Listing(heard.reply, self._rows, doubts, place, heard.exchange)

    def below(self, ancestor_id: str, objects: t.Sequence[PrtgObject], seen: bool, query: Query) -> dict[str, bool]:
        """Which groups are not in a group or on a server; see ``PrtgServer``. Nothing is asked for that.

        A server holds no groups. Nor do groups of IPCheck 5, which knows groups, servers and sensors (inferred,
        unverified); those of PRTG 7 may, and TEXTLIST tells of no group what it is in, so that it is left out.
        """
        ancestor = self._rows.get(ancestor_id)
        if ancestor is None or (ancestor.kind == "group" and not self._is_flat):
            return {}
        return {one.id: False for one in objects if one.kind == "group"}

    def total(self, kind: str) -> int | None:
        """How many objects of a kind the last reply has; without one yet it is asked for. Of probes none tells."""
        if kind == "probe":
            self.heard(Query())
            return None
        rows = self._rows or self.listing(Query()).rows
        return sum(row.kind == kind for row in rows.values())

    def earliest(self) -> float:
        """Unix time on the server, not later than it is there."""
        return self.http.earliest()

    def refuse_lacking(self, action: str, arguments: Arguments | None = None) -> None:
        """Refuse every action; see ``PrtgServer``."""
        raise ConfigurationError(
            f"PRTG's API {self.api} cannot {action} objects: it {READS_ONLY.why}",
            hint=f"Nothing was sent. {READS_ONLY.hint}",
        )

    def act(self, action: str, objects: t.Sequence[Target], arguments: Arguments) -> None:
        """Refuse every action; see ``PrtgServer``."""
        self.refuse_lacking(action)

    def part(self, name: str) -> t.Any:
        """A part of TEXTLIST; see ``PrtgServer``."""
        return part_of(PARTS, name, self.api, self)

    def gone(self, ids: t.Sequence[str]) -> frozenset[str]:
        """None: TEXTLIST lists what the account sees, and says of nothing that it does not exist."""
        return frozenset()

    def channels(
        self, sensor_ids: t.Sequence[str], query: Query | None = None
    ) -> dict[str, list[dict[str, t.Any]] | None]:
        """Refused, since TEXTLIST tells of none."""
        raise _lacking("channels")

    def now(self) -> float:
        """Unix time on the server."""
        return self.http.now()

    def close(self, log_out: bool = True) -> None:
        """End the HTTP session; there is none to log out of."""
        self.http.close()

    def _snapshot(self, need: Need, query: Query) -> Snapshot:
        listing = self.listing(query)
        if listing.doubts and "sensor" in need.kinds:
            raise self._unreadable(listing.doubts[0].garbled, listing.exchange)
        counts = Counts(listing.rows.values(), listing.doubts)
        everything = [read_object(row, need.fields, listing.place, counts) for row in listing.rows.values()]
        tree = Tree(everything, unseen=Unseen(loose=_loose(everything)))
        wanted = sorted(filter(asked_for(need), everything), key=lambda one: int(one.id))
        objects = completed(wanted, tree, need.fields)
        summaries = {one.id: counts.summary(one.id) for one in objects} if need.summary else {}
        return Snapshot(objects, tree, query, summaries)

    def _is_doubtful(self, need: Need) -> bool:
        """Whether nothing came, and something may have had to: no object of the wanted kinds at all."""
        return not any(row.kind in need.kinds and row.id != ROOT_ID for row in self._rows.values())

    def _refuse_nothing(self, need: Need) -> None:
        """A working account sees a group and a server; it may have no sensor, which is then believed."""
        seen = {row.kind for row in self._rows.values()}
        if not seen.intersection(("device", "sensor")):
            what = "no server" if "group" in seen else "nothing"
            raise UnexpectedAnswer(
                f"the server lists {what} at all, also when asked again",
                exchange=self.http.exchange("GET", "", 200),
                hint=NOTHING_TO_SEE,
            )

    def _unreadable(self, garbled: Garbled, exchange: Exchange) -> UnexpectedAnswer:
        line = shown(garbled.line, self.http.redact)
        return UnexpectedAnswer(
            f"line {garbled.number} of the answer cannot be read, since {garbled.why}: {line}",
            exchange=exchange,
            hint=_RENAME,
        )


def _lacking(what: str) -> ConfigurationError:
    lack = LACKS[what]
    return ConfigurationError(f"include {what} {lack.why}", hint=f"Nothing was sent. {lack.hint}")


def _loose(everything: t.Iterable[PrtgObject]) -> dict[str, str]:
    """The objects of which nobody tells what they are in: every group, and what comes before the first one."""
    return {one.id: one.id for one in everything if one.parent_id is UNREAD}
