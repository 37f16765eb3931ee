# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Waiting until sensors are ready: select, scan if asked, look until it shows, tell what is not ready still.

A look that fails because of the server does not end the waiting, since whoever restarts a server waits for it here.
"""

from __future__ import annotations

import math
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _wait
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    ConnectionFailed,
    MonitoringError,
    NotFound,
    RateLimited,
    ServerFault,
    StateNotReached,
    UnexpectedAnswer,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block, secrets_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import guards, readiness, standing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import ALLOW_EMPTY, ALLOW_ROOT, SELECTING
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.readiness import Wish
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import SELECTORS, Selection
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    IDS_PER_REQUEST,
    PrtgServer,
    Query,
    Snapshot,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.standing import Standing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.watching import Sight, Watch
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, some
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import (
    Moment,
    iso,
    parse_duration,
    parse_moment,
    parse_wait,
)

Params = dict[str, t.Any]

#: Seconds between two looks: at first, and at most as long as looks cost little.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0

#: Seconds after which what is not ready is scanned again: a scan may have found what was starting still, and PRTG may
#: have ignored one of what it took for paused.
SCAN_AGAIN_AFTER = 60.0

#: What is read of sensors with each look.
FIELDS = frozenset({"status", "message", "url", "last_check"})

#: PRTG is asked about so many objects at once whether they are gone.
_ASKED_AT_ONCE = 20

AWAITED = "{}. In check mode that may be what an earlier task only predicts: without check mode this is an error."

#: What passes, as far as waiting goes. A refusal does not.
_PASSING = (ConnectionFailed, RateLimited, ServerFault, UnexpectedAnswer)

BLOCK = (
    SELECTORS
    | Block(
        {
            "until": {"type": "str", "choices": list(readiness.UNTIL), "default": "up"},
            "health": {"type": "str", "choices": list(readiness.MEASURED)},
            "accept": {"type": "list", "elements": "str", "choices": list(readiness.ACCEPTABLE), "default": []},
            "before": {"type": "list", "elements": "dict"},
            "scan": {"type": "bool", "default": False},
            "since": {"type": "str"},
            "stable_for": {"type": "str"},
            "wait_timeout": {"type": "str", "default": "5m"},
            "wait_delay": {"type": "str"},
        },
        {"required_one_of": [SELECTING]},
    )
    | ALLOW_EMPTY
    | ALLOW_ROOT
)

#: Ids may be unknown yet in check mode.
IDENTITY = Identity(
    what="object",
    options=SELECTING,
    ids=frozenset({"ids", "under"}),
    guards=("expect_server",),
    writes=False,
)


def _predicted(params: Params) -> Params:
    """What check mode returns as long as no object is known."""
    refuse_other_server(params)
    _Plan.from_options(params)
    none = standing.Standing({}, [], []).values()
    return {**none, "ready": False, "matched": 0, "server": server_of(params), "waited": 0, "looks": 0, "scans": 0}


def _wait_for(params: Params, check_mode: bool) -> Result:
    """Wait as a task says; check mode looks once, and finds no fault with what it sees."""
    plan = _Plan.from_options(params)
    with connected(params) as server:
        if params["scan"]:
            server.refuse_lacking("scan")
        waiting = Waiting(server, params, plan, check_mode)
        try:
            waiting.until_ready(0 if check_mode else plan.within)
        except MonitoringError as error:
            error.changed = error.changed or waiting.has_acted
            raise
        values = {**waiting.values(), "server": server_of(params)}
        return Result(waiting.changes(), values, [*server.warnings, *waiting.warnings()])


class _Plan(t.NamedTuple):
    """What a task wishes, from when on results count; for how many seconds it has to hold, within how many, and how
    many lie between two looks (None: as few as looks cost little)."""

    wish: Wish
    since: Moment | None
    stable: int
    within: int
    delay: int | None

    @classmethod
    def from_options(cls, params: Params) -> _Plan:
        """The same from the options of a task; ``ConfigurationError`` for what cannot be meant."""
        wish = Wish.from_options(params)
        within = parse_wait(params["wait_timeout"], "wait_timeout")
        delay = None if params["wait_delay"] is None else parse_wait(params["wait_delay"], "wait_delay", least=1)
        since = None if params["since"] is None else parse_moment(params["since"], "since", past=True)
        stable = 0 if params["stable_for"] is None else parse_duration(params["stable_for"], "stable_for")
        if stable and stable >= within:
            raise ConfigurationError(
                f"nothing can be stable for {stable} s within a wait_timeout of {within} s",
                hint="Give wait_timeout more than stable_for.",
            )
        return cls(wish, since, stable, within, delay)


class Scanner:
    """Asks PRTG to scan, if a task wants that: ``since`` is from when on results count, ISO 8601."""

    def __init__(self, server: PrtgServer, wanted: bool) -> None:
        self._server = server
        self._wanted = wanted
        self._at = -math.inf
        self.since: str | None = None
        self.count = 0
        self.may_have_acted = False

    def is_due(self) -> bool:
        """Whether nothing was scanned yet, or so long ago that what is not ready is scanned again."""
        return self._wanted and self._server.now() - self._at >= SCAN_AGAIN_AFTER

    def scan(self, objects: t.Sequence[PrtgObject], *, anew: bool) -> None:
        """Ask for a scan; ``anew``: only results from now on count."""
        now = self._server.now()
        if anew:
            self.since = max(iso(self._server.earliest()), self.since or "")
        # Apart, lest a server that refuses what is silent scans nothing: after a resume that may show for a while.
        for is_silent in (False, True):
            self._ask([one for one in objects if (one.status or "").startswith("paused") is is_silent])
        self._at = now
        self.count += bool(objects)

    def _ask(self, objects: t.Sequence[PrtgObject]) -> None:
        """Send it. That PRTG refuses to scan what is paused in its eyes shows later, in results that stay old."""
        if not objects:
            return
        try:
            self._server.act("scan", objects, {})
        except Conflict:
            tell("PRTG does not scan all of it, and is asked again later")
        except MonitoringError as error:
            self.may_have_acted = self.may_have_acted or may_be_done(error) or error.changed
            raise
        self.may_have_acted = True


class Waiting:
    """One task that waits, and what it has seen so far."""

    def __init__(self, server: PrtgServer, params: Params, plan: _Plan, check_mode: bool) -> None:
        self._server = server
        self._params = params
        self._wish, self._stable = plan.wish, plan.stable
        self._moment = plan.since
        self._within, self._delay = plan.within, plan.delay
        self._check_mode = check_mode
        self._redact = Redactor(secrets_of("prtg", params))
        self._scanner = Scanner(server, params["scan"] and not check_mode)
        self._pauses = standing.LeftAlone()
        self._watch: Watch | None = None
        self._standing: Standing | None = None
        self._begun = time.monotonic()
        self._looks = 0
        self._failed: MonitoringError | None = None
        self._ready_since: float | None = None
        self._is_proving = False
        self._sensors: set[str] = set()
        self._owners: set[str] = set()
        self._gone: list[PrtgObject] = []
        self._awaited: str | None = None

    @property
    def has_acted(self) -> bool:
        """Whether PRTG was asked to scan, or may have been."""
        return self._scanner.may_have_acted

    def until_ready(self, seconds: float) -> None:
        """Look until everything is ready, for so many seconds; ``StateNotReached`` if it is not by then.

        An error that stays is raised at once, one that passes in the end if nothing was seen by then.
        """
        pauses = _wait.paced(seconds, self._delay or FIRST_PAUSE, self._delay or LONGEST_PAUSE)
        for _look in _wait.looks(pauses):
            try:
                if self._is_done(self._look()):
                    return
            except MonitoringError as error:
                if seconds <= 0 or not self._passes(error):
                    raise
                self._failed, self._ready_since = error, None
                tell(f"a look failed, and is tried again: {error}")
        if not self._check_mode:
            raise self._not_reached(seconds)

    def values(self) -> Params:
        """What the task returns."""
        seen = self._standing or Standing({}, [], [])
        matched = len(self._watch.selected) if self._watch is not None else 0
        waited = int(time.monotonic() - self._begun)
        told = seen.values()
        return {
            **told,
            "ready": told["ready"] and self._awaited is None,
            "matched": matched,
            "waited": waited,
            "looks": self._looks,
            "scans": self._scanner.count,
        }

    def changes(self) -> list[Change]:
        """What was asked of PRTG besides telling or, in check mode, would be."""
        if not self._params["scan"] or self._watch is None:
            return []
        return [Change(one.label(), {"requested": None}, {"requested": "scan"}) for one in self._to_scan()]

    def warnings(self) -> list[str]:
        """What else users should know of a task that succeeds."""
        seen = self._standing
        said: list[str] = []
        if self._awaited is not None:
            said.append(AWAITED.format(self._awaited))
        if seen is None:
            return said
        if self._check_mode and not seen.is_ready:
            said.append(f"Not ready now, which is waited for without check mode: {seen.summary(self._redact)}")
        if self._gone:
            said.append(f"PRTG says that these do not exist any more: {some([one.label() for one in self._gone])}")
        lost = len(self._sensors - seen.sensors.keys())
        if lost:
            said.append(f"{counted(lost, 'sensor')} that PRTG listed at first can no longer be seen: not waited for.")
        paused = self._pauses.among(seen.sensors)
        if paused:
            said.append(
                f"{counted(paused, 'sensor')} of {len(seen.sensors)} count as ready, as accept says, and are paused."
            )
        return said

    # The steps

    def _look(self) -> Standing:
        """Select at first, scan if that is due, and see how everything stands."""
        watch = self._watch or self._select()
        if watch.selected and self._scanner.is_due() and (self._ready_since is None or self._is_proving):
            self._scan()
        times = readiness.TIMES if self._scanner.since and self._wish.counts_results else ()
        fields = FIELDS.union(times)
        sight = watch.look(fields)
        self._looks += 1
        self._failed = None
        self._refuse_gone(watch, sight)
        seen = standing.stand(watch, sight, self._wish, self._scanner.since, may_be_empty=self._params["allow_empty"])
        if "paused" in self._wish.accepted:
            seen = self._pauses.taken_out(watch, seen)
        self._sensors.update(sight.sensors)
        self._standing = seen
        tell(f"{seen.summary(self._redact)} ({int(time.monotonic() - self._begun)} s)")
        return seen

    def _select(self) -> Watch:
        """What the task is about, decided once. The guards of what writes hold for scanning alone."""
        options = {**self._params, "allow_root": self._params["allow_root"] or not self._params["scan"]}
        flags = {"active"} if self._params["scan"] else set()
        try:
            selection = guards.chosen(self._server, options, {"status", "url", *flags}, doing="wait")
        except NotFound as error:
            if not self._may_be_predicted():
                raise
            self._awaited = error.message
            return Watch(self._server, Selection([], Snapshot([], Tree(()), Query()), ()))
        self._wish.refuse_others([one.id for one in selection.objects])
        if self._moment is not None:
            self._scanner.since = self._counting_from(self._moment)
        self._watch = Watch(self._server, selection)
        return self._watch

    def _may_be_predicted(self) -> bool:
        """Whether what is not there may be what an earlier task would make: check mode, and names or a path say it."""
        return self._check_mode and self._params["ids"] is None

    def _counting_from(self, moment: Moment) -> str:
        """From when on results count; ``ConfigurationError`` if none can be of that time before the waiting ends."""
        now = int(self._server.now())
        if moment.at(now) > now + self._within:
            raise ConfigurationError(
                f"since is {iso(moment.at(now))}, and by then the waiting is over, at which no result is that new",
                hint=f"The server's clock says {iso(now)}. Give an earlier time, or a longer wait_timeout.",
            )
        return iso(moment.at(now))

    def _scan(self) -> None:
        """Everything at first, and after a while what is not ready: it was starting, or PRTG took it for paused."""
        lacking = [lack.one for lack in self._standing.lacking] if self._standing is not None else []
        few = self._standing is not None and 0 < len(lacking) <= IDS_PER_REQUEST
        self._scanner.scan(lacking if few else self._to_scan(), anew=self._standing is None)

    def _to_scan(self) -> list[PrtgObject]:
        """What is selected and not paused itself: PRTG scans nothing that is."""
        watch = t.cast("Watch", self._watch)
        return [one for one in watch.selected.values() if one.active is not False]

    def _refuse_gone(self, watch: Watch, sight: Sight) -> None:
        """``NotFound`` for what was selected, was there, and is gone as PRTG says; where allowed it is left out."""
        there = {owner for owner, ids in sight.of.items() if ids}
        lost = [one for one in standing.absent(watch, sight) if one.id in self._owners]
        self._owners = self._owners | there - {one.id for one in lost}
        said = self._server.gone([one.id for one in lost[:_ASKED_AT_ONCE]]) if lost else frozenset()
        gone = [one for one in lost if one.id in said]
        if gone and not self._params["allow_empty"]:
            raise NotFound(
                f"PRTG says that what was waited for does not exist any more: {some([one.label() for one in gone])}",
                hint="allow_empty accepts that.",
                details={"objects": [one.id for one in gone]},
            )
        self._gone.extend(gone)
        watch.drop(said)

    def _passes(self, error: MonitoringError) -> bool:
        """Whether a look that failed may do better later: what was right before has not been set up wrongly."""
        if isinstance(error, ConfigurationError):
            return self._looks > 0 and error.exchange is not None
        if isinstance(error, UnexpectedAnswer) and error.is_lasting:
            return self._looks > 0
        return isinstance(error, _PASSING) and not getattr(error, "is_lasting", False)

    def _is_done(self, seen: Standing) -> bool:
        """Whether it is as it shall be for as long as it shall, by the server's clock.

        What was scanned first is scanned again at the end of that time, and has to be ready by that result as well.
        """
        if not seen.is_ready:
            if not (self._is_proving and seen.is_only_old):
                self._ready_since, self._is_proving = None, False
            return False
        now = self._server.now()
        self._ready_since = now if self._ready_since is None else self._ready_since
        if self._is_proving or not self._stable:
            return True
        if now - self._ready_since < self._stable:
            return False
        return self._is_proven()

    def _is_proven(self) -> bool:
        """Whether no other scan is needed at the end of the time for which all has been ready; else it is begun."""
        if not self._params["scan"] or self._watch is None:
            return True
        self._is_proving = True
        self._scanner.scan(self._to_scan(), anew=True)
        return False

    # The end

    def _not_reached(self, seconds: float) -> MonitoringError:
        """What is told when the time is over."""
        seen = self._standing
        if seen is None:
            return t.cast("MonitoringError", self._failed)
        failed = f". The last look failed: {self._failed}" if self._failed is not None else ""
        told = f"{seen.summary(self._redact)}{', but not for long enough' if seen.is_ready else ''}"
        error = StateNotReached(
            f"not everything is {self._wish.until.replace('_', ' ')} within {seconds:g} s; {told}{failed}",
            hint=seen.advice(self._wish),
            details={"objects": [lack.one.id for lack in seen.lacking]},
        )
        error.values = {**self.values(), "server": server_of(self._params)}
        return error


MODULE: dict[str, t.Any] = {
    "service": "prtg",
    "block": BLOCK,
    "run": identified(IDENTITY, _predicted)(_wait_for),
    "identity": IDENTITY,
}
"""What the ``Specification`` of the module is made of."""
