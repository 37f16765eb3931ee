# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``historicdata_html.htm``: the states that a sensor was in, as the page of its historic data shows them.

Of the page the table of states is recorded (fixtures state_history_report and state_history_report_empty); the rest of
it is not here, nor is its order known, which is the order of time. Periods are asked for as of ``historicdata.xml``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from aiohttp import web

from ..dates import span
from ..status import SPELLINGS, Status
from ..tree import Node, Tree
from . import answers
from .call import Call, Route
from .filters import moment
from .history import wrong_period

TABLE = """<table cellspacing=0 class=" table hoverable statehistory" id="table_statereporttable">
<colgroup><col class="col-status"/><col class="col-datetime"/></colgroup>
<thead class="headerswithlinks"><tr><th>Status</th><th>Date Time</th></tr></thead>
<tbody>{rows}</tbody></table>"""
NOTHING = "<tr><td>-</td>\n<td>-</td></tr>"
ROW = (
    '<tr class="{parity}"><td class="col-status" data-th="Status">'
    '<div class="colorflag colorflag_status{word}">&nbsp;</div>&nbsp;{status}</td>'
    '<td class="col-datetime" data-th="Date Time"><nobr>{begin} \N{MINUS SIGN} {end} '
    '<span class="statehistorybar"><span style="background-color:#808282;color:#fff">&nbsp;&nbsp;</span></span> '
    '<span class="percent">(={length})</span></nobr></td></tr>'
)


def states(call: Call) -> web.Response:
    node, view = call.node(), call.view()
    if node is None:
        return answers.bad_request(answers.UNKNOWN_ID)
    if node.kind != "sensor":
        return answers.bad_request(answers.WRONG_KIND)
    start, end = (moment(call.query.get(name, ""), view.zone) for name in ("sdate", "edate"))
    if start is None or end is None:
        return wrong_period()
    rows = [
        ROW.format(
            parity=("odd", "even")[place % 2],
            word=SPELLINGS[status].word.partition(" ")[0].lower(),
            status=SPELLINGS[status].word,
            begin=view.date(begin),
            end=view.date(last),
            length=span(last - begin),
        )
        for place, (begin, last, status) in enumerate(_spans(call.tree, node, start, min(end, view.now)))
    ]
    return answers.html(TABLE.format(rows="".join(rows) or NOTHING))


def _spans(tree: Tree, sensor: Node, start: float, end: float) -> Iterator[tuple[float, float, Status]]:
    """The parts of a period in which a sensor was in one state, as far as the tree remembers."""
    present = (sensor.since or sensor.counted_since or start, math.inf, tree.shown(sensor).status)
    for begin, last, status in (*tree.past.get(sensor.id, ()), present):
        if begin < end and last > start:
            yield max(begin, start), min(last, end), status


ROUTES: list[Route] = [("/historicdata_html.htm", states)]
