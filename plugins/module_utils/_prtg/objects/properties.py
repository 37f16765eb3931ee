# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be set of an object: one entry for each option of a task, and the names that any setting has here."""

from __future__ import annotations

import html
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import RECORD, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import parse_duration

#: The value of ``interval`` or ``location`` for one that counts as it does above.
INHERITED = "inherited"

#: The section of PRTG's settings that the interval belongs to, and that of the location.
INTERVAL_SECTION, LOCATION_SECTION = "intervalgroup", "locationgroup"

#: What the names of values begin with that are no option of their own.
INHERIT, SETTING = "inherit.", "settings."

_BLANK_OR_COMMA = re.compile(r"[\s,]")


def _text(value: t.Any) -> str:
    return str(value)


def _host(value: t.Any) -> str:
    """An address; ``ConfigurationError`` for an empty one, or one with blanks."""
    if not value.strip() or re.search(r"\s", value):
        raise ConfigurationError(
            f"host is {quoted(value)}, and a device needs a host name or an address", hint="Nothing was sent."
        )
    return str(value)


def _tags(value: t.Any) -> list[str]:
    """Tags as a sorted list; ``ConfigurationError`` for one that PRTG would take for several."""
    wrong = [tag for tag in value if not tag or _BLANK_OR_COMMA.search(tag)]
    if wrong:
        what = "which is no tag" if not wrong[0] else "and a tag has neither blanks nor commas"
        raise ConfigurationError(
            f"tags holds {quoted(wrong[0])}, {what}",
            hint="Nothing was sent. Give each tag as an item of the list.",
        )
    return sorted(set(value))


def _priority(value: t.Any) -> int:
    if not 1 <= value <= 5:
        raise ConfigurationError(f"priority is {value}, and PRTG has 1 to 5 stars")
    return int(value)


def _interval(value: t.Any) -> int | str:
    """Seconds, or ``INHERITED``."""
    return INHERITED if _is_inherited(value) else parse_duration(value, "interval")


def _location(value: t.Any) -> str:
    """A text, or ``INHERITED``."""
    return INHERITED if _is_inherited(value) else str(value)


def _is_inherited(value: str) -> bool:
    return value.strip().lower() == INHERITED


class Property(t.NamedTuple):
    """An option that says what an object shall have: how it is understood, and which kinds have it (None: all).

    ``recorded``: each record of an object tells it for certain. ``section``: it is part of what is inherited together.
    """

    understand: t.Callable[[t.Any], t.Any]
    kinds: tuple[str, ...] | None = None
    recorded: bool = False
    section: str | None = None


#: The options, by their names.
PROPERTIES: dict[str, Property] = {
    "host": Property(_host, RECORD["host"].kinds, recorded=True),
    "priority": Property(_priority, recorded=True),
    "tags": Property(_tags),
    "interval": Property(_interval, section=INTERVAL_SECTION),
    "location": Property(_location, section=LOCATION_SECTION),
    "comment": Property(_text),
}


def recorded(found: PrtgObject, name: str) -> t.Any:
    """What a record tells of one of the options that it tells for certain, or of name and flag."""
    return found.record((name,))[name]


def is_recorded(name: str) -> bool:
    """Whether each record of an object tells the value of a name."""
    return name == "name" or (name in PROPERTIES and PROPERTIES[name].recorded)


def same(wanted: t.Any, told: t.Any) -> bool:
    """Whether PRTG has what it shall have: texts also where it tells them with entities, or with other line ends."""
    if not isinstance(wanted, str) or not isinstance(told, str):
        return bool(wanted == told)
    return _lines(wanted) in {_lines(told), _lines(html.unescape(told))}


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
