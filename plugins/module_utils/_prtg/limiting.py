# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Limits of channels: which channel a task means, what it means for its limits, and what is told. Nothing is sent here.

Ids of channels are unique within a sensor alone, and a channel with volume and speed is listed twice with one id.
"""

from __future__ import annotations

import math
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    NotFound,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Params, Told
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limits import (
    MESSAGES,
    NUMBERS,
    Limits,
    LimitsPart,
    same,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.one_by_one import OneByOne, each
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable, quoted, some

PART = "limits"

BLOCK = Block(
    {
        "channel": {"type": "str"},
        "channel_id": {"type": "str"},
        "limits": {"type": "bool"},
        **{name: {"type": "str"} for name in (*NUMBERS, *MESSAGES)},
    },
    {
        "mutually_exclusive": [("channel", "channel_id")],
        "required_one_of": [("channel", "channel_id"), ("limits", *NUMBERS, *MESSAGES)],
    },
)

#: How a channel that is there twice is told apart, behind its name (facts, section 2.1).
_TWICE = re.compile(r" \((?:volume|speed)\)")
_ID = re.compile(r"-?[0-9]{1,10}")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


class Step(t.NamedTuple):
    """What happens to a channel of a sensor: what it ``has``, and what it ``gets`` (None: it stays as it is)."""

    found: PrtgObject
    channel: t.Mapping[str, t.Any]
    has: Limits
    gets: Limits | None

    @property
    def write(self) -> Write | None:
        """What is sent."""
        return None if self.gets is None else Write(PART)

    @property
    def before(self) -> Params:
        """The limits as they are."""
        return _told(self.has)

    @property
    def after(self) -> Params:
        """The limits as they are then."""
        return _told(self.gets or self.has)

    @property
    def note(self) -> str | None:
        """Nothing is to be told."""
        return None

    @property
    def refusal(self) -> str | None:
        """Nothing must not be done."""
        return None


def _told(limits: Limits) -> Params:
    return {"limits": limits.on, **limits.numbers, **limits.messages}


def check(params: Params) -> None:
    """``ConfigurationError`` for numbers, messages or an id that are none."""
    _wishes(params)
    if params["channel_id"] is not None and not _ID.fullmatch(params["channel_id"].strip()):
        raise ConfigurationError(
            f"channel_id must be a number, and {quoted(params['channel_id'])} is none",
            hint="Name a channel with the option channel.",
        )


def _wishes(params: Params) -> dict[str, t.Any]:
    """What a task asks for, by the names of PRTG: None for no limit."""
    wishes: dict[str, t.Any] = {
        name: _number(name, params[name].strip()) for name in NUMBERS if params[name] is not None
    }
    for name in MESSAGES:
        if params[name] is not None:
            if not params[name].isprintable():
                raise ConfigurationError(f"{name} must be one line without control characters")
            wishes[name] = params[name].strip()
    return wishes


def _number(name: str, text: str) -> float | None:
    if not text:
        return None
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number) or abs(number) >= 1e24:
        raise ConfigurationError(
            f"{name} is {quoted(text)}, which is not a number",
            hint="Write it with a decimal point, such as 90.5; an empty text means no limit.",
        )
    return number


def judge(found: PrtgObject, channel: t.Mapping[str, t.Any], has: Limits, params: Params) -> Step:
    """What a task means for a channel. Limits that are given are switched on, unless the task says otherwise."""
    wishes = _wishes(params)
    lacking = [name for name in wishes if name not in has.numbers and name not in has.messages]
    if lacking:
        raise ConfigurationError(
            f"channel {channel['id']} of {found.label()} has no {', '.join(lacking)}",
            hint="Nothing was changed. A channel that shows the words of a lookup has its limits there.",
        )
    on = params["limits"]
    if on is None:
        on = has.on or any(wishes.get(name) is not None for name in NUMBERS)
    gets = Limits(
        on,
        {name: wishes.get(name, number) for name, number in has.numbers.items()},
        {name: wishes.get(name, message) for name, message in has.messages.items()},
    )
    return Step(found, channel, has, None if same(gets, has) else gets)


def channel_of(
    sensor: PrtgObject, channels: t.Sequence[t.Mapping[str, t.Any]] | None, params: Params
) -> t.Mapping[str, t.Any]:
    """The channel of a sensor that a task means; ``NotFound``, or ``AmbiguousName`` where a name fits several."""
    there = channels or ()
    if params["channel_id"] is not None:
        number = str(int(params["channel_id"]))
        found = [one for one in there if one["id"] == number]
        meant = f"id {number}"
    else:
        name = params["channel"]
        found = [one for one in there if one["name"] == name]
        found = found or [one for one in there if _TWICE.sub("", one["name"]) == name]
        meant = f"name {quoted(name)}"
    if not found:
        names = [f"{printable(one['name'])} ({one['id']})" for one in there]
        raise NotFound(
            f"{sensor.label()} has no channel with the {meant}",
            hint=f"Nothing was changed. It has {some(names) or 'none that this account sees'}.",
        )
    if len({one["id"] for one in found}) > 1:
        raise AmbiguousName(
            f"{sensor.label()} has several channels with the {meant}: {some([str(one['id']) for one in found])}",
            hint="Nothing was changed. Name one by its number with channel_id.",
        )
    return found[0]


class Limiting(OneByOne[Step]):
    """Setting the limits of one channel of each sensor."""

    def judged(self, server: PrtgServer, objects: t.Sequence[PrtgObject], params: Params) -> list[Step]:
        """Find the channel of each sensor, and read its limits."""
        part: LimitsPart = server.part(PART)
        listed = server.channels([one.id for one in objects])
        channels = {one.id: channel_of(one, listed.get(one.id), params) for one in objects}
        has = each(lambda one: part.read(one, channels[one.id]["id"]), objects)
        judged = [judge(one, channels[one.id], has[one.id], params) for one in objects]
        for one in judged:
            if one.gets is not None:
                part.refuse(one.gets)
        return judged

    def sends(self, server: PrtgServer, one: Step) -> None:
        """All limits of the channel."""
        part: LimitsPart = server.part(PART)
        part.write(one.found, one.channel["id"], one.has, one.gets or one.has)

    def tell(self, judged: t.Sequence[Step], tree: Tree, seen: Seen) -> Told:
        """With the channel of each sensor."""
        told = super().tell(judged, tree, seen)
        named = [
            {**entry, "channel": {"id": one.channel["id"], "name": one.channel["name"]}}
            for entry, one in zip(told.objects, judged)
        ]
        return told._replace(objects=named)


def _read(server: PrtgServer, judged: t.Sequence[Step]) -> Seen:
    part: LimitsPart = server.part(PART)
    channels = {one.found.id: one.channel["id"] for one in judged}
    return each(lambda found: part.read(found, channels[found.id]), [one.found for one in judged])


LIMITS = Limiting(
    name="set_limits",
    part=PART,
    block=BLOCK,
    guards=("channel", "channel_id"),
    check=check,
    kinds=("sensor",),
    shows=lambda now, one: now is not None and same(now, one.gets or one.has),
    reads=_read,
    shown_in="the limits",
    hint="Of a channel without any limit PRTG is known to keep neither messages nor the switch.",
)
