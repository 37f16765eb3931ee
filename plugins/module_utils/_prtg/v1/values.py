# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How API v1 is asked for the values of a column: as the server holds them, or with its operators ``@...``."""

from __future__ import annotations

import math
import operator
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import Trust
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import STATUS_BY_TOKEN

Values = tuple[t.Any, ...]
Write = t.Callable[[str, Values], t.Iterable[str]]

#: Nothing is asked about probes.
BELOW_PROBES = ("group", "device", "sensor")

_PRIORITIES = range(1, 6)
_COMPARE: dict[str, t.Callable[[t.Any, t.Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def as_they_are(_comparison: str, wanted: Values) -> t.Iterable[str]:
    """Texts."""
    return wanted


class Asked(t.NamedTuple):
    """How the server is asked for a property: by the filter of which column, and how the values are written there.

    ``exact``: the filter says exactly what the comparison does. Values that cannot be written are not asked for.
    """

    column: str
    trust: Trust
    write: Write = as_they_are
    exact: bool = True


def tagged(_comparison: str, wanted: Values) -> t.Iterable[str]:
    """Tags."""
    return [f"@tag({tag})" for tag in wanted]


def status_codes(comparison: str, wanted: Values) -> t.Iterable[str]:
    """Statuses, by their numbers."""
    codes = [str(STATUS_BY_TOKEN[token].code) for token in wanted]
    return [f"@neq({code})" for code in codes] if comparison == "!=" else codes


def yes(_comparison: str, _wanted: Values) -> t.Iterable[str]:
    """The one value of a mark that is trusted."""
    return ["1"]


def stars(comparison: str, wanted: Values) -> t.Iterable[str]:
    """Priorities, each that fits."""
    compare = _COMPARE.get(comparison)
    fitting = [level for level in _PRIORITIES if (compare(level, wanted[0]) if compare else level in wanted)]
    return map(str, fitting) if fitting else ()


def whole_seconds(comparison: str, wanted: Values) -> t.Iterable[str]:
    """Whole seconds, padded as the server holds them.

    Whether ``@above`` and ``@below`` include the limit is not known, so the limit is set where it does not matter.
    """
    if comparison in ("=", "in"):
        return [_padded(seconds) for seconds in wanted] if all(seconds == int(seconds) for seconds in wanted) else ()
    if comparison in (">", ">="):
        limit = math.floor(wanted[0]) if comparison == ">" else math.ceil(wanted[0]) - 1
        return [f"@above({_padded(limit)})"] if limit >= 0 else ()
    limit = math.ceil(wanted[0]) if comparison == "<" else math.floor(wanted[0]) + 1
    return [f"@below({_padded(limit)})"]


def _padded(seconds: float) -> str:
    return f"{int(seconds):010d}"
