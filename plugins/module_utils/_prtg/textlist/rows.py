# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The groups, servers and sensors of a TEXTLIST reply, and what each is in.

No line tells a parent. The document lists groups, then servers, then sensors, so a server is taken to be in the group
before it and a sensor on the server before it (inferred, unverified). What a group is in, nobody tells.

Parameters are found in spite of commas in names and comments, by what can only stand at one place:

- a group and a server by the number of parameters behind their id, which is the same in all lines of a reply. The form
  of the document comes first; with more parameters (its note 4) or without the last one only if that fits every line.
- a sensor by the word for its state behind its type behind its id; its last parameters from the right.

A reply in which a group or server can be read in several ways, or has no id, is refused as a whole, since everything
behind it would be in the wrong place. A sensor like that is one of the ``doubts``: nothing else depends on it.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import (
    GROUP,
    SENSOR,
    SERVER,
    Garbled,
    Line,
    Reply,
    is_day,
    is_digits,
    is_id,
    is_time_with_point,
)

#: The kinds of the objects by their identifiers.
KINDS = {GROUP: "group", SERVER: "device", SENSOR: "sensor"}

#: The word for a group or server that is paused.
PAUSED = "Paused"

#: What a sensor's state can be: the four words of the document, and PRTG's other words for states (PRTG manual, "Sensor
#: States"), which TEXTLIST is not known to send. They count as words for states, lest one of the four in a comment
#: behind them be taken for the state.
WORDS = {
    "Up": "up",
    "Down": "down",
    PAUSED: "paused",
    "Warning": "warning",
    "Unusual": "unusual",
    "Unknown": "unknown",
    "None": "none",
    "Scanning": "collecting",
    "Collecting": "collecting",
    "No Probe": "disconnected",
    "Disconnected": "disconnected",
    "Down (Acknowledged)": "acknowledged",
    "Down (Partial)": "partialdown",
}

#: How many parameters the document has for each: a group's name, id, "Paused"; of a server the icon before that; and of
#: a sensor what follows its state: result or comment, interval, last scan.
_OF_GROUP, _OF_SERVER, _BEHIND_STATE = 3, 4, 3

#: Which of a sensor's parameters is the type, if names have no commas.
_TYPE = 2

_LARGEST_INTERVAL = 10**9

_NUMBER = re.compile("-?[0-9]+")


class Row(t.NamedTuple):
    """An object as its line tells it: ``UNREAD`` for what it does not tell, or not for certain, None for what is empty.

    ``parent`` is the id of what it is in. ``paused`` of a group or server; ``status`` of a sensor, as a token of the
    model. ``message`` is a sensor's result or comment, ``last`` its last scan in days since 1899-12-30, in the zone of
    the account.
    """

    kind: str
    id: str
    name: str
    parent: str = UNREAD
    paused: bool = UNREAD
    icon: str | None = UNREAD
    type: str | None = UNREAD
    status: str = UNREAD
    message: str | None = UNREAD
    interval: int | None = UNREAD
    last: float | None = UNREAD


class Doubt(t.NamedTuple):
    """A sensor that could not be read: the id of the server that it is on, and what is wrong with its line."""

    parent: str
    garbled: Garbled


class Rows(t.NamedTuple):
    """Every object of a reply, and the sensors that could not be read."""

    rows: list[Row]
    doubts: list[Doubt]


class Place(t.NamedTuple):
    """Where the id of a group or server is among its parameters, and whether it is paused."""

    at: int
    paused: bool


class _Shape(t.NamedTuple):
    """How many parameters follow the id of a group or server: ``extra`` ones behind the document's, or, if it is
    ``omitted``, no last one where the object is not paused."""

    documented: int
    extra: int = 0
    omitted: bool = False

    def read(self, parameters: t.Sequence[str]) -> Place | None:
        """What parameters of this shape tell; None if they do not have it."""
        behind = self.documented - 2
        if self.omitted and parameters[-1] != PAUSED:
            behind, flag = behind - 1, ""
        else:
            flag = parameters[-1 - self.extra]
        at = len(parameters) - 1 - behind - self.extra
        if at < 1 or not is_id(parameters[at]) or flag not in ("", PAUSED):
            return None
        return Place(at, flag == PAUSED)


def read_rows(reply: Reply) -> Rows:
    """The objects of a reply. Raises ``Garbled`` for a group or server that cannot be read, and for an id of two."""
    places = {
        **_places([line for line in reply.lines if line.identifier == GROUP], _OF_GROUP),
        **_places([line for line in reply.lines if line.identifier == SERVER], _OF_SERVER),
    }
    extra = _extra_of_sensors(reply)
    rows: dict[str, Row] = {}
    doubts: list[Doubt] = []
    group: str = UNREAD
    server: str = UNREAD
    for line in reply.lines:
        if line.identifier == GROUP:
            row = _container(line, places[line.number], UNREAD)
            group, server = row.id, UNREAD
        elif line.identifier == SERVER:
            row = _container(line, places[line.number], group)
            server = row.id
        elif line.identifier == SENSOR:
            try:
                row = _sensor(line, reply.decimal, extra, server)
            except Garbled as garbled:
                doubts.append(Doubt(server, garbled))
                continue
        else:
            continue
        if row.id in rows:
            raise line.garbled(f"its id {row.id} is that of another {rows[row.id].kind} as well")
        rows[row.id] = row
    return Rows(list(rows.values()), doubts)


def _places(lines: t.Sequence[Line], documented: int) -> dict[int, Place]:
    """Where the id of each group, or of each server, is, and whether it is paused, by the numbers of their lines."""
    filled = [line for line in lines if line.parameters]
    for line in lines:
        if not line.parameters:
            raise line.garbled("it tells no id")
    fitting = [places for places in (_by_shape(filled, shape) for shape in _shapes(filled, documented)) if places]
    if not fitting:
        for line in filled:
            if _lacks_id(line.parameters, documented):
                raise line.garbled("it tells no id")
        omitting = _by_shape(filled, _Shape(documented, omitted=True))
        return omitting or {line.number: _by_itself(line, documented) for line in filled}
    for line in filled:
        if any(places[line.number] != fitting[0][line.number] for places in fitting):
            raise line.garbled("its name holds commas, and it can be read in several ways")
    return dict(fitting[0])


def _lacks_id(parameters: t.Sequence[str], documented: int) -> bool:
    """Whether a line is as in the document, but for nothing, or a number that is none, where its id should be.

    What follows the id, such as the icon of a server, is then not to be taken for it.
    """
    at = len(parameters) - documented + 1
    if at < 1 or parameters[-1] not in ("", PAUSED) or is_id(parameters[at]):
        return False
    return not parameters[at] or _NUMBER.fullmatch(parameters[at]) is not None


def _shapes(lines: t.Sequence[Line], documented: int) -> list[_Shape]:
    """The shapes that the lines may have: no line has more parameters behind its id than the shortest one allows."""
    shortest = min((len(line.parameters) for line in lines), default=0)
    return [_Shape(documented, extra) for extra in range(max(shortest - documented, 0) + 1)]


def _by_shape(lines: t.Sequence[Line], shape: _Shape) -> dict[int, Place]:
    """What all lines tell in a shape; nothing if one does not have it."""
    found: dict[int, Place] = {}
    for line in lines:
        place = shape.read(line.parameters)
        if place is None:
            return {}
        found[line.number] = place
    return found


def _by_itself(line: Line, documented: int) -> Place:
    """Where the id of a line is that is not as the others are: in the only place where one can be."""
    at = [place for place, text in enumerate(line.parameters) if place and is_id(text)]
    if len(at) != 1:
        raise line.garbled("it can be read in several ways" if at else "it tells no id")
    flag = "".join(line.parameters[at[0] + documented - 2 :][:1])
    return Place(at[0], {PAUSED: True, "": False}.get(flag, UNREAD))


def _container(line: Line, place: Place, parent: str) -> Row:
    """A group or server."""
    at, paused = place
    row = Row(KINDS[line.identifier], str(int(line.parameters[at])), ",".join(line.parameters[:at]), parent, paused)
    return row._replace(icon="".join(line.parameters[at + 1 : at + 2]) or None) if line.identifier == SERVER else row


def _states(parameters: t.Sequence[str]) -> list[int]:
    """Every place where a sensor's state can be."""
    return [at for at in range(3, len(parameters)) if parameters[at] in WORDS and is_id(parameters[at - 2])]


def _extra_of_sensors(reply: Reply) -> int:
    """How many parameters every sensor has at most behind those of the document."""
    behind = [
        len(line.parameters) - states[0] - 1
        for line, states in ((line, _states(line.parameters)) for line in reply.lines if line.identifier == SENSOR)
        if len(states) == 1
    ]
    return max(min((number for number in behind if number >= _BEHIND_STATE), default=0) - _BEHIND_STATE, 0)


def _sensor(line: Line, decimal: str | None, extra: int, parent: str) -> Row:
    """A sensor; ``Garbled`` if it can be read in several ways."""
    told = line.parameters
    states = _states(told)
    if len(states) > 1:
        raise line.garbled("its name or comment holds commas, and it can be read in several ways")
    at = states[0] - 2 if states else _id_of_sensor(line, decimal)
    status = WORDS[told[states[0]]] if states else UNREAD
    kind = "".join(told[at + 1 : at + 2]) or None
    row = Row("sensor", str(int(told[at])), ",".join(told[:at]), parent, type=kind, status=status)
    return _with_results(row, told[at + 3 :], decimal, extra)


def _id_of_sensor(line: Line, decimal: str | None) -> int:
    """Where the id of a sensor without a known state is.

    That is a line which is too short, or a word for the state that no source has. It is read if only one parameter can
    be the id, or if it has just as many as the document.
    """
    told = line.parameters
    ids = [at for at, text in enumerate(told) if at and is_id(text)]
    whole = 1 + _TYPE + 1 + _BEHIND_STATE
    if ids and (
        len(ids) == 1 or (len(told) in (whole, whole + (decimal == ",")) and ids[0] == 1 and ids[1] > _TYPE + 1)
    ):
        return ids[0]
    raise line.garbled("it can be read in several ways" if ids else "it tells no id")


def _with_results(row: Row, behind: list[str], decimal: str | None, extra: int) -> Row:
    """``row`` with what stands behind its state, as far as every way to read it says the same.

    Where the reply has decimal commas, digits behind a day are its fraction: the last scan of a sensor that was scanned
    at midnight, to the last digit, by a version that has a number as next parameter is read with that as its fraction.
    Where the clock does not tell, digits there may be either, and the last scan is not known.
    """
    found = []
    for number in range(extra + 1):
        kept, dropped = behind[: len(behind) - number], behind[len(behind) - number :]
        is_torn = decimal == "," and dropped and is_day(kept[-1]) and is_digits(dropped[0])
        times = None if is_torn else _times(kept, decimal)
        if times is not None:
            message = ",".join(kept[: len(kept) - times.length])
            found.append((message or None, times.interval, times.last))
    if found:
        message, interval, last = (told[0] if len(set(told)) == 1 else UNREAD for told in zip(*found))
        return row._replace(message=message, interval=interval, last=last)
    if len(behind) == _BEHIND_STATE - 1 and _is_interval(behind[1]):
        return row._replace(message=behind[0] or None, interval=int(behind[1]))
    return row._replace(message=behind[0] or None) if len(behind) == 1 else row


class _Times(t.NamedTuple):
    """Interval and last scan, and how many parameters these are."""

    length: int
    interval: int | None
    last: float | None


def _times(kept: t.Sequence[str], decimal: str | None) -> _Times | None:
    """What stands at the end of some parameters; None if that is no interval and last scan.

    With a decimal comma the last scan is two of them, or one at midnight; it is empty for a sensor that was never
    scanned. Where the reply does not tell its decimal sign, either is taken that fits.
    """
    if len(kept) > _BEHIND_STATE and decimal != ".":
        interval, day, fraction = kept[-3:]
        if _is_interval(interval) and is_day(day) and is_digits(fraction):
            return _Times(3, int(interval), float(f"{day}.{fraction}"))
    if len(kept) < _BEHIND_STATE:
        return None
    interval, last = kept[-2:]
    is_time = is_day(last) or (is_time_with_point(last) and decimal != ",")
    if _is_interval(interval) and (is_time or not last):
        return _Times(2, int(interval), float(last) if last else None)
    return _Times(2, None, float(last)) if is_time and not interval else None


def _is_interval(text: str) -> bool:
    return is_digits(text) and int(text) < _LARGEST_INTERVAL
