# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Simulated errors: beginning and ending one, what each means for a sensor as it is. Nothing is sent here.

PRTG ends a simulated error by resuming the sensor, which also wakes one that is paused and forgets an acknowledgement
(PRTG manual, "Pausing/Resuming"; PrtgAPI). So only what certainly is a simulated error is resumed. No status tells it:
the sensor is down, with a message in the language of the server, of which no source has the words.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import (
    SELECTING,
    Action,
    Params,
    Plain,
    Plan,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import plain
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token import TOKEN_VERSION, Left, Undoing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.turns import turn
from ansible_collections.opswatch.monitoring.plugins.module_utils._token import RestoreToken, written

BLOCK = Block(
    {
        "state": {"type": "str", "choices": ["simulated", "ended"], "default": "simulated"},
        "error_message": {"type": "str", "default": "Simulated error"},
    },
    {
        "required_if": [
            ("state", "simulated", SELECTING, True),
            ("state", "ended", ("restore", *SELECTING), True),
        ]
    },
)

FIELDS = frozenset({"status", "message", "active"})

#: What a sensor has to be for an error to be simulated (facts, section 5).
ABLE = ("up", "warning", "unusual", "unknown")

#: What a sensor is while its error is simulated, or once that is acknowledged.
ALARM = ("down", "acknowledged")

#: PrtgAPI's test against a live server waits two minutes for a simulated error to show, with scans.
SHOWS_WITHIN = 120.0

#: Characters of a message by which a simulated error is known again.
KEPT = 200

_OPEN, _CLOSE = "[[", "]]"

NOT_ABLE = "is {status}, in which PRTG simulates no error, and was left as it is"
REALLY = "is {status}, and its message does not say that the error is simulated: it was left as it is"
PAUSED = "was paused by somebody else while this task ran, and was left paused"


class Step(t.NamedTuple):
    """What happens to one sensor. ``told`` are the words by which its message tells a simulated error, if any do."""

    found: PrtgObject
    write: Write | None
    was: bool
    wanted: bool
    told: tuple[str, ...] = ()
    note: str | None = None
    refusal: str | None = None

    @property
    def before(self) -> Params:
        """Whether its error is simulated."""
        return {"simulated": self.was}

    @property
    def after(self) -> Params:
        """Whether it is then."""
        return {"simulated": self.wanted}


def check(params: Params) -> None:
    """``ConfigurationError`` for a token beside the state that takes none."""
    if params["restore"] is not None and params["state"] != "ended":
        raise ConfigurationError(f"restore is given with state {params['state']}", hint="Set state to ended.")


def judge(found: PrtgObject, params: Params) -> Step:
    """Begin or end a simulated error, where there is none or one."""
    words = (params["error_message"],)
    was = is_simulated(found, words)
    if params["state"] == "ended":
        return _end(found, words, was)
    if was:
        return Step(found, None, True, True)
    if found.active is False or found.status not in ABLE:
        status = found.status if found.status not in ABLE else "paused"
        return Step(found, None, False, False, note=NOT_ABLE.format(status=status))
    return Step(found, Write("simulate"), False, True)


def judge_back(found: PrtgObject, left: Left, params: Params) -> Step:
    """End what a task has begun: the token has the message that PRTG showed of it.

    A sensor that is down with another message is resumed all the same, which does no harm to one that is neither
    paused nor acknowledged: the error must not stay.
    """
    kept = left.after["message"]
    words = (params["error_message"], *((kept,) if kept else ()))
    was = is_simulated(found, words) or _is_down(found)
    return _end(found, words, was)


def _end(found: PrtgObject, words: tuple[str, ...], was: bool) -> Step:
    if was:
        told = tuple(one for one in words if is_simulated(found, (one,)))
        return Step(found, Write("resume"), True, False, told)
    note = REALLY.format(status=found.status) if _is_in_alarm(found) else None
    return Step(found, None, False, False, note=note)


def as_it_is_now(one: Step, now: PrtgObject | None) -> Step:
    """The end of a simulated error, by what others have made of the sensor since that was decided."""
    if now is None:
        return one
    found = now._replace(path=one.found.path)
    if is_simulated(found, one.told) or (not one.told and _is_down(found)):
        return one
    left = _end(found, one.told, False)
    return left._replace(note=PAUSED) if found.active is False else left


def is_simulated(found: PrtgObject, words: tuple[str, ...]) -> bool:
    """Whether a sensor is in alarm with one of these words in its message, beyond what somebody said about it.

    Of an acknowledged one, what was said stands in double brackets before, as with a pause (unverified); where those
    are cut off, nobody can tell.
    """
    error = _error_of(found)
    return _is_in_alarm(found) and any(plain(one).casefold() in error for one in words)


def _is_in_alarm(found: PrtgObject) -> bool:
    """Not if it is paused: the flag tells that at once, while the status may be that of before for minutes (facts of
    API v1, section 4), and resuming would wake it."""
    return found.status in ALARM and found.active is not False


def _is_down(found: PrtgObject) -> bool:
    """Whether nobody has paused or acknowledged it."""
    return found.status == "down" and found.active is not False


def _error_of(found: PrtgObject) -> str:
    message = found.message or ""
    if message.lstrip().startswith(_OPEN) and _CLOSE not in message:
        return ""
    return plain(message.rpartition(_CLOSE)[2]).casefold()


def shows(found: PrtgObject | None, one: Step) -> bool:
    """Whether a sensor is down, or no longer with the words that told of the simulated error."""
    if found is None:
        return False
    if one.wanted:
        return found.status in ALARM
    return not is_simulated(found, one.told) if one.told else True


def arrives(found: PrtgObject | None, entry: Params) -> bool:
    """Whether a sensor is in alarm, or has been measured again and is not."""
    if found is None:
        return False
    return found.status in ALARM if entry["after"]["simulated"] else found.status in ("up", "warning", "unusual")


class Simulating(Action[Step]):
    """Simulating errors, with a token that remembers the message that PRTG shows of them."""

    @contextlib.contextmanager
    def ready(self, server: PrtgServer, host: str, judged: t.Sequence[Step]) -> t.Iterator[t.Sequence[Step]]:
        """Take turns with those who pause, and look again at what is resumed: resuming wakes it, whoever holds it."""
        ending = [one for one in judged if not one.wanted]
        if not ending:
            yield judged
            return
        with turn(host, [one.found.id for one in ending]):
            now = doing.read_again(server, ending, FIELDS)
            yield [one if one.wanted else as_it_is_now(one, now.get(one.found.id)) for one in judged]

    def plan_back(self, server: PrtgServer, params: Params, check_mode: bool) -> Plan[Step]:
        """The message is no part of what is shown."""
        plan = super().plan_back(server, params, check_mode)
        judged: list[t.Any] = [_shown(one) if isinstance(one, Plain) else one for one in plan.judged]
        return Plan(judged, plan.tree, plan.unproven)

    def values(
        self, host: str, judged: t.Sequence[Step], _now: float, *, seen: Seen | None = None, simulated: bool = False
    ) -> Params:
        """The token that ends what was begun; that of a task that ends something is empty."""
        left = [_left(one.found, (seen or {}).get(one.found.id)) for one in judged if one.write and one.wanted]
        token = RestoreToken(host, tuple(left), simulated)
        return {"restore": written(token, version=TOKEN_VERSION, action=self.name)}


def _shown(one: Plain) -> Plain:
    before, after = ({name: side[name] for name in side if name != "message"} for side in (one.before, one.after))
    return one._replace(before=before, after=after)


def _left(found: PrtgObject, now: PrtgObject | None) -> Left:
    message = plain(now.message or "")[:KEPT] if now is not None else ""
    state = {"simulated": False, "message": None}, {"simulated": True, "message": message or None}
    return Left(found.id, found.kind, found.name, *state)


UNDO = Undoing(judge_back, {"simulated": (bool,), "message": (str, type(None))})
