# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The log over TEXTLIST: the messages at the end of a reply, which tell when, how and what, and not about which object.

How many messages there are, and in which order, the document does not say: they are the last ones of some number.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.log import Line, Told, Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist import lines
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import MESSAGE, is_day, is_digits
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.objects import Heard, unix

#: What the numbers of the document mean; it allows words in their place.
WORDS = {"0": "info", "1": "up", "2": "warning", "3": "down"}
_KNOWN = {**WORDS, **{word: word for word in (*WORDS.values(), "paused")}}


class Message(t.NamedTuple):
    """A message: its time in days since 1899-12-30 in the zone of the account, its status as a word, its text."""

    days: float
    status: str | None
    text: str


class Client(t.Protocol):
    """What the log is asked with."""

    def heard(self, query: Query) -> Heard:
        """The reply with everything that the account sees."""


class TextlistLog:
    """The part ``log``; see ``Log``."""

    words: t.Collection[str] = tuple(dict.fromkeys(_KNOWN.values()))
    takes_codes = False
    tells_objects = False
    comes_whole = True

    def __init__(self, client: Client) -> None:
        self._client = client

    def read(self, wanted: Wanted, query: Query) -> Told:
        """The messages that are wanted; see ``Log``. ``UnexpectedAnswer`` if nobody can tell their zone."""
        # of objects nothing is needed, so that a name which cannot be read does no harm
        reply, ahead, exchange = self._client.heard(query)
        messages = messages_of(reply.lines, reply.decimal)
        if messages and ahead is None:
            raise UnexpectedAnswer(
                "the times of messages cannot be told: the reply tells no clock of the server, or its answer no Date",
                exchange=exchange,
                hint="Look at proxies on the way, or set api to v1.",
            )
        found = [Line(unix(one.days, ahead or 0), one.status, one.text) for one in messages]
        newest = sorted(filter(wanted.fits, found), key=lambda line: -line.at)
        return Told(newest[: wanted.most], is_whole=False)


def messages_of(told: t.Iterable[lines.Line], decimal: str | None) -> list[Message]:
    """The messages among the lines of a reply; lines that are too short for one are left out.

    A time with a decimal comma is two parameters, unless it is midnight. Where the third one is a status, it is two;
    else one if the second is a status; else two, with a status in words that nobody knows, which is then None.
    """
    parameters = [line.parameters for line in told if line.identifier == MESSAGE]
    return [message for message in (_message(found, decimal) for found in parameters) if message is not None]


def _message(found: t.Sequence[str], decimal: str | None) -> Message | None:
    length = _length_of_time(found, decimal)
    if not length or len(found) <= length:
        return None
    status = _KNOWN.get(found[length].strip().lower())
    return Message(float(".".join(found[:length])), status, ",".join(found[length + 1 :]))


def _length_of_time(found: t.Sequence[str], decimal: str | None) -> int:
    """How many parameters the time of a message is; 0 if it has none."""
    first, second, third = [*found, "", "", ""][:3]
    if lines.is_time_with_point(first) and decimal != ",":
        return 1
    if not is_day(first):
        return 0
    is_fraction = decimal != "." and is_digits(second) and len(found) > 2
    return 2 if is_fraction and (third.strip().lower() in _KNOWN or second not in WORDS) else 1
