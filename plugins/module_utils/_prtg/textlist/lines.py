# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The lines of a TEXTLIST reply: identifiers, parameters, numbers, and what is decided once for all of them.

Source of everything here: Paessler, "Documentation of the TEXTLIST interface of IPCheck Server Monitor and PRTG Network
Monitor". Nothing of it was tried against a server, and the format quotes nothing: a comma may separate parameters,
stand in a name, or be a decimal comma. Where a line can be read in several ways it is ``Garbled``, never guessed at.
"""

from __future__ import annotations

import re
import typing as t

#: Of every line, as the document has it for PRTG 7; IPCheck 5 writes them in lower case. Others are ignored (its note
#: 4: "future versions may add new identifier codes").
VERSION, GROUP, SERVER, SENSOR, CLOCK, MESSAGE = "ve", "gr", "sr", "sn", "cl", "me"
USER, NEW_VERSION, TRIAL = "ui", "nv", "tt"

_LENGTH = 2
_DIGITS = re.compile("[0-9]{1,20}")
_ID = re.compile("[0-9]{1,18}")
_WITH_POINT = re.compile(r"([0-9]{1,7})\.[0-9]{1,20}")

#: The days that a time can be on: 1990 to 2099, in days since 1899-12-30 (the document's own example is in 1996).
_FIRST_DAY, _LAST_DAY = 32874, 73050


class Garbled(Exception):
    """A line that cannot be understood: its number in the reply, the line as it came, and why."""

    def __init__(self, number: int, line: str, why: str) -> None:
        super().__init__(why)
        self.number = number
        self.line = line
        self.why = why


class Line(t.NamedTuple):
    """A line of a reply: its number from 1, its identifier in lower case, its parameters, and all of it as it came."""

    number: int
    identifier: str
    parameters: list[str]
    text: str

    def garbled(self, why: str) -> Garbled:
        """The error for a line that cannot be understood."""
        return Garbled(self.number, self.text, why)


class Reply(t.NamedTuple):
    """A reply, of which only its first line and its clock are understood yet.

    ``lower``: its identifiers are those of IPCheck 5, in lower case. ``decimal`` is what its times have before their
    fractions, a point or a comma; None if its clock does not say (there is none, or it shows midnight). ``clock`` is
    the server's time in the zone of the account, in days since 1899-12-30.
    """

    version: str
    lower: bool
    lines: list[Line]
    decimal: str | None
    clock: float | None


def read_lines(text: str) -> Reply | None:
    """The reply that ``text`` is; None if it does not begin with a version, as every reply does.

    Whether a comma stands between identifier and parameters is decided by the first line alone: the document does not
    say, and what is right of a line break in a message must not be taken for an identifier. Line ends are CRLF or LF,
    or CR where there is no LF; no other character ends a line, whatever Unicode says.
    """
    split = text.split("\n" if "\n" in text else "\r")
    numbered = [(number, line.rstrip("\r")) for number, line in enumerate(split, 1)]
    filled = [(number, line) for number, line in numbered if line.strip()]
    if not filled or filled[0][1][:_LENGTH].lower() != VERSION:
        return None
    first = filled[0][1]
    comma = first[_LENGTH:].startswith(",") or not first[_LENGTH:]
    lines = [line for line in (_line(number, text, comma) for number, text in filled) if line is not None]
    decimal, clock = _clock(lines)
    version = ",".join(lines[0].parameters[:1]).strip()
    return Reply(version, first.startswith(VERSION), lines[1:], decimal, clock)


def _line(number: int, text: str, comma: bool) -> Line | None:
    """A line; None for one whose identifier is none."""
    rest = text[_LENGTH:]
    if len(text) < _LENGTH or (comma and rest and not rest.startswith(",")):
        return None
    parameters = (rest[1:] if comma else rest).split(",") if rest else []
    return Line(number, text[:_LENGTH].lower(), parameters, text)


def _clock(lines: t.Sequence[Line]) -> tuple[str | None, float | None]:
    """Point or comma, and the server's time.

    The document's times have a comma ("35065,5"), which is also what separates parameters; the system's settings decide
    (unverified). So digits in both parameters are one number with a comma: a number with a point needs no second one.
    """
    told = {_clock_of(line.parameters) for line in lines if line.identifier == CLOCK}
    if len(told) > 1:
        second = [line for line in lines if line.identifier == CLOCK][1]
        raise second.garbled("the server's time is there twice, and is not the same")
    return told.pop() if told else (None, None)


def _clock_of(parameters: t.Sequence[str]) -> tuple[str | None, float | None]:
    first, second = [*parameters, "", ""][:2]
    if is_time_with_point(first):
        return ".", float(first)
    if is_day(first):
        return (",", float(f"{first}.{second}")) if is_digits(second) else (None, float(first))
    return None, None


def is_id(text: str) -> bool:
    """Whether ``text`` can be an id: digits and nothing else."""
    return bool(_ID.fullmatch(text))


def is_digits(text: str) -> bool:
    """Whether ``text`` can be the fraction of a time, or an interval."""
    return bool(_DIGITS.fullmatch(text))


def is_day(text: str) -> bool:
    """Whether ``text`` can be the whole days of a time."""
    return is_digits(text) and _FIRST_DAY <= int(text) <= _LAST_DAY


def is_time_with_point(text: str) -> bool:
    """Whether ``text`` is a time with a decimal point."""
    found = _WITH_POINT.fullmatch(text)
    return bool(found) and is_day(t.cast("re.Match[str]", found).group(1))
