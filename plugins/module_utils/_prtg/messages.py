# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The log of a PRTG server as a task wants to see it: of a period, of some objects, of some statuses."""

from __future__ import annotations

import math
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, SelectionRefused
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import period
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.log import Line, Log, Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    SELECTORS,
    Selector,
    refuse_below_one,
    refuse_too_many,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, listed, quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

BLOCK = SELECTORS | Block(
    {
        **period.OPTIONS,
        "statuses": {"type": "list", "elements": "str"},
        "limit": {"type": "int"},
        "max_rows": {"type": "int", "default": 10000},
    }
)

#: Which options say whose lines are read; without any it is the whole log. Ids may be unknown yet in check mode.
_SELECTING = ("ids", "names", "filter", "under")
_HOLDING_IDS = frozenset({"ids", "under"})
IDENTITY = Identity("object", _SELECTING, _HOLDING_IDS, guards=("expect_server",), required=False, writes=False)

#: The number of a code of the log.
_CODE = re.compile("[0-9]{1,9}")

#: More objects than this are not asked for one by one: the log of what they have above them in common is read then.
ONE_BY_ONE = 10

_NOT_WHOLE = (
    "PRTG tells its last messages alone over this API, and not how far they reach: there may have been more in the "
    "period. API v1 tells all of them."
)


def _predicted(params: dict[str, t.Any]) -> dict[str, t.Any]:
    """What check mode returns as long as no object is known."""
    refuse_other_server(params)
    return {"messages": [], "is_complete": True, "server": server_of(params)}


def _read(params: dict[str, t.Any], _check_mode: bool) -> Result:
    """Read the log, as a task says."""
    asked, selector = period.Asked.of(params), Selector.from_options(params)
    refuse_below_one(params, "limit", "max_rows")
    query = Query()
    with connected(params) as server:
        log: Log = server.part("log")
        statuses = _statuses(log, params["statuses"])
        if selector != Selector() and not log.tells_objects:
            raise ConfigurationError(
                f"PRTG's API {server.api} does not tell which object a message is about",
                hint="Nothing was sent. Use API v1, or leave out what selects objects.",
            )
        asked.at(server.now())
        if asked.depends_on_now and selector == Selector() and not log.comes_whole:
            # nothing else is read before, and what time it is on the server is told with any answer
            server.total("probe")
        scopes = _scopes(server, selector, params["max_matched"], query)
        limit, most = params["limit"], params["max_rows"]
        whole = log.read(Wanted(-math.inf, math.inf), query) if log.comes_whole else None
        span = asked.at(server.now())
        wanted = Wanted(span.start, span.end, statuses, most=1 + (most if limit is None else min(limit, most)))
        each = (wanted._replace(scope=one.id, objects=one.objects) for one in scopes)
        told = [whole.of(one) if whole else log.read(one, query) for one in each]
        warnings = list(server.warnings)
    lines = sorted((line for one in told for line in one.lines), key=lambda line: -line.at)
    _refuse_too_many_rows(lines[:limit], most)
    if not all(one.is_whole for one in told):
        warnings.append(_NOT_WHOLE)
    values = {
        "messages": [_record(line) for line in lines[:limit]],
        "is_complete": len(lines) <= len(lines[:limit]) and all(one.is_whole for one in told),
        "period": span.told(),
        "server": server_of(params),
        "query": {"sent": query.sent, "rows_read": query.rows_read},
    }
    if not scopes:
        values["msg"] = f"nothing matches ({selector.describe()})"
    return Result([], values, warnings)


def _statuses(log: Log, wanted: list[str] | None) -> frozenset[str] | None:
    """The statuses that are wanted; ``ConfigurationError`` for what no line of this log can have."""
    if wanted is None:
        return None
    if not wanted:
        raise ConfigurationError("statuses is an empty list", hint="Leave it out to mean every status.")
    told = {one.strip().lower() for one in wanted}
    found = {str(int(one)) if log.takes_codes and _CODE.fullmatch(one) else one for one in told}
    wrong = sorted(one for one in found if one not in log.words and not (log.takes_codes and _CODE.fullmatch(one)))
    if wrong:
        numbers = ", or the number of a code" if log.takes_codes else ""
        raise ConfigurationError(
            f"statuses has {quoted(wrong[0])}, which no message has",
            hint=f"Nothing was sent. Take {listed(list(log.words), 'or')}{numbers}.",
        )
    return frozenset(found)


class _Scope(t.NamedTuple):
    """The id of an object whose log is read (None: the whole), and which objects may be in it (None: all)."""

    id: str | None = None
    objects: frozenset[str] | None = None


def _scopes(server: PrtgServer, selector: Selector, max_matched: int | None, query: Query) -> list[_Scope]:
    """What to read so that the log of the selected objects, and of all below them, comes once; empty for none."""
    if selector == Selector():
        return [_Scope()]
    selection = select(server, selector, tree=True)
    query.add(selection.snapshot.query)
    refuse_too_many(selection.objects, max_matched)
    ids, tree = {one.id for one in selection.objects}, selection.snapshot.tree
    tops = [one for one in selection.objects if not any(above.id in ids for above in tree.ancestors(one))]
    if len(tops) <= ONE_BY_ONE:
        return [_Scope(one.id) for one in tops]
    common = _in_common(tops, tree)
    everything = select(server, Selector(under=common), tree=True)
    query.add(everything.snapshot.query)
    below = everything.snapshot.tree
    found = {one.id for one in everything.objects if any(above.id in ids for above in below.ancestors(one))}
    return [_Scope(common, frozenset(ids | found))]


def _in_common(objects: t.Sequence[PrtgObject], tree: Tree) -> str | None:
    """The id of the nearest object above all of some; None if the account sees none."""
    lines = [[above.id for above in tree.ancestors(one)] for one in objects]
    shared = set(lines[0]).intersection(*lines[1:])
    return next((one for one in lines[0] if one in shared), None)


def _refuse_too_many_rows(lines: t.Sequence[Line], most: int) -> None:
    if len(lines) > most:
        raise SelectionRefused(
            f"the period has more than max_rows, {counted(most, 'message')}, down to {iso(lines[most].at)}",
            hint="Ask for a shorter period, fewer objects or statuses, give a limit, or raise max_rows.",
        )


def _record(line: Line) -> dict[str, t.Any]:
    """A line as it is returned."""
    told = line._asdict()
    code = told.pop("code")
    return {"time": iso(told.pop("at")), **told, "status_code": code}


_RUN = identified(IDENTITY, _predicted)(_read)

MODULE: dict[str, t.Any] = {"service": "prtg", "block": BLOCK, "run": _RUN, "identity": IDENTITY}
"""What the ``Specification`` of the module is made of."""
