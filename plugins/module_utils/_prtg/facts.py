# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a server says of itself: the part ``facts`` of each API, and how its values are read.

Servers write numbers as texts, and leave what they do not tell empty or say so in words, such as ``??``,
``(Object not found)`` or ``[Only visible for administrators]`` (recorded answers of ``getstatus``; PrtgAPI's
``ServerStatus``). All that is None here, as is whatever is no value of its type.
"""

from __future__ import annotations

import contextlib
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConnectionFailed,
    MonitoringError,
    RateLimited,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import SUMMARY_FIELDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.version import Known
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import ServerClock

Section = dict[str, t.Any]

#: The sections of what a server says, and the members of each; the ones that its API does not tell are None.
SECTIONS: dict[str, tuple[str, ...]] = {
    "license": (
        "edition",
        "activated",
        "activation_alert",
        "max_sensors",
        "maintenance_days",
        "trial_days",
        "commercial_days",
        "update_available",
        "host_id",
        "details",
    ),
    "alarms": (
        "down",
        "down_partial",
        "down_acknowledged",
        "new_alarms",
        "new_messages",
        "new_tickets",
        "todos",
    ),
    "load": (
        "overload_protection",
        "low_memory",
        "background_tasks",
        "correlation_tasks",
        "autodiscovery_tasks",
        "report_tasks",
    ),
    "cluster": ("type", "node"),
    "account": ("user_id", "admin", "read_only", "may_acknowledge", "ticket_user", "time_zone", "favorites"),
    "clock": ("time", "offset", "shown"),
    "totals": ("sensors", "devices", "groups", "probes"),
}

#: The numbers of sensors in ``totals``.
SENSOR_TOTALS = ("total", *SUMMARY_FIELDS)

_NUMBER = re.compile(r"[-+]?[0-9]{1,15}")

#: Words in place of a value.
_NO_VALUE = re.compile(r"[-?\s]*|\(.*\)|\[.*\]", re.DOTALL)

#: What PRTG counts to where there is nothing to count to (PrtgAPI; PRTG's own web interface compares with it).
_NEVER = -999_999

#: No number of days, tasks or sensors is as large.
_LARGEST = 10**12

_TRUE, _FALSE = ("true", "1", "-1", "yes"), ("false", "0", "no")

#: How much of a text is kept.
_LONGEST = 300


def number(value: t.Any) -> int | None:
    """A whole number, also written as text."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, float) and abs(value) < _LARGEST and value == int(value):
        value = int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and abs(value) < _LARGEST and value != _NEVER else None


def truth(value: t.Any) -> bool | None:
    """Whether something is so, also written as text or number."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if isinstance(value, (str, int)) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def text(value: t.Any, redact: t.Callable[[str], str]) -> str | None:
    """A text fit to be shown, or the text of a number."""
    if isinstance(value, bool) or not isinstance(value, (str, int)) or _NO_VALUE.fullmatch(str(value)):
        return None
    return shown(str(value), redact, _LONGEST) or None


class ServerFacts(t.Protocol):
    """What a server says of itself over one API. All methods raise the errors of ``_errors``.

    ``known`` are the versions from which the answers of this API are known.
    """

    known: Known

    def version(self) -> str | None:
        """The version of PRTG, for one small request at most; also how it is found out that the credentials count."""

    def status(self) -> dict[str, Section]:
        """Those of ``SECTIONS`` that the server tells at once, and of them what it tells, but for ``clock``."""

    def license(self) -> Section:
        """What it says of its licence, for one request at most."""

    def totals(self) -> Section:
        """How many sensors (``SENSOR_TOTALS``), devices, groups without the root, and probes it has."""

    @property
    def clock(self) -> ServerClock:
        """The server's clock, as the answers until now tell it."""


def whole(name: str, told: t.Mapping[str, t.Any]) -> Section:
    """A section with all its members, None where nobody tells."""
    return {member: told.get(member) for member in SECTIONS[name]}


def clock_section(clock: ServerClock, told: t.Mapping[str, t.Any]) -> Section:
    """What time it is on the server, by the last of its answers."""
    ahead = clock.difference
    time = None if ahead is None else iso(clock.own_now() + ahead)
    # answers tell whole seconds
    return whole("clock", {**told, "time": time, "offset": None if ahead is None else round(ahead)})


@contextlib.contextmanager
def if_told(what: str, warnings: list[str]) -> t.Iterator[None]:
    """Go on without ``what`` if the server does not tell it, and warn of that.

    Not where it cannot be reached, does not accept the credentials or takes no more requests: then all the rest fails.
    """
    try:
        yield
    except (ConnectionFailed, AuthenticationFailed, RateLimited):
        raise
    except MonitoringError as error:
        warnings.append(f"PRTG does not tell {what}, which is null: {error}")
