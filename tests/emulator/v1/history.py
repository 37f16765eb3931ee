# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``historicdata.xml``, ``.json`` and ``.csv``: what a sensor has measured.

Sources: prtg-v1-facts section 5, the fixtures in historic/, PrtgAPI (the text without data, ids of channels), and
SquaredUp's plugin for PRTG, checked against 26.3.122: the raw time of an average is its end in UTC, JSON calls every
channel ``value`` without ``usecaption``, averages without a scan are empty, and CSV ends with a line of averages.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Literal, get_args
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from ..channels import Channel
from ..dates import ole
from ..measured import DOWNTIME, Measurements, Row, Value, unit_of
from . import answers
from .answers import VERSION
from .call import Call, Route
from .filters import moment
from .view import View

Form = Literal["xml", "json", "csv"]
DAY = 86400.0
RAW_DAYS, MOST_DAYS, HOURLY = 40, 500, 3600
PER_MINUTE, MINUTE = 5, 60.0
NOTHING = "Not enough monitoring data"
NOTHING_GERMAN = "Nicht genug Monitoring-Daten"
"""A guess; that texts come in the server's language is what PrtgAPI reports of others."""
TOO_OFTEN, TOO_OFTEN_GERMAN = "Too many requests", "Zu viele Anfragen"
"""Guesses, both of them."""
TOO_LONG = "The period is too long for this average"
"""A guess: errors are said to be plain text."""


def history(call: Call, form: Form) -> web.Response:
    quirks, view = call.emulation.quirks, call.view()
    if quirks["v1_history_limited"] and _is_too_often(call.emulation.histories, view.now):
        said = TOO_OFTEN_GERMAN if quirks["v1_german"] else TOO_OFTEN
        return web.Response(text=said, status=200 if quirks["v1_history_limit_in_words"] else 429)
    node = call.node()
    if node is None:
        return answers.bad_request(answers.UNKNOWN_ID)
    if node.kind != "sensor":
        return answers.bad_request(answers.WRONG_KIND)
    start, end = _period(call, view)
    average = call.query.get("avg", "0")
    if start is None or end is None or not average.isdecimal():
        return wrong_period()
    if end - start > (MOST_DAYS if int(average) >= HOURLY else RAW_DAYS) * DAY:
        return web.Response(text=TOO_LONG)
    rows = Measurements(call.tree).rows(node, start, end, int(average), view.zone)
    if not rows and form != "json":
        return web.Response(text=NOTHING_GERMAN if quirks["v1_german"] else NOTHING)
    channels = [
        (place, channel)
        for place, channel in enumerate(call.tree.channels(node))
        if channel.id != DOWNTIME or int(average)
    ]
    if form == "json":
        captions = call.query.get("usecaption", "").lower() in ("true", "1")
        return _json(view, channels, rows, captions)
    if form == "csv":
        return _csv(view, channels, rows)
    return _xml(view, channels, rows, with_ids=not quirks["v1_history_without_ids"])


def wrong_period() -> web.Response:
    """What a request is answered that does not say from when until when, and over how long averages are."""
    return answers.bad_request("The parameter sdate, edate or avg is missing or wrong.")


def _period(call: Call, view: View) -> tuple[float | None, float | None]:
    """The times that are asked for, where they can be read; an odd server takes none for the last day."""
    if call.emulation.quirks["v1_history_without_dates"] and not {"sdate", "edate"} & set(call.query):
        return view.now - DAY, view.now
    start, end = (moment(call.query.get(name, ""), view.zone) for name in ("sdate", "edate"))
    return start, end


def _is_too_often(lately: list[float], now: float) -> bool:
    """Whether as many requests as there may be were answered within the last minute; if not, it counts as one."""
    if len([at for at in lately if now - at < MINUTE]) >= PER_MINUTE:
        return True
    lately.append(now)
    return False


Channels = list[tuple[int, Channel]]


def date_of(view: View, row: Row) -> str:
    """When a scan was, or from when until when an average goes."""
    if row.begin == row.end:
        return view.date(row.begin)
    return f"{view.date(row.begin)} - {view.date(row.end).split(' ', 1)[1]}"


def shown(view: View, channel: Channel, value: Value | None) -> str:
    """A value with its unit, in the account's locale."""
    if value is None:
        return ""
    decimals, unit = unit_of(channel)
    return view.number(f"{value.shown:.{decimals}f} {unit}".strip())


def coverage_of(row: Row) -> tuple[str, str]:
    """How much of a row was scanned, for people and raw."""
    return f"{row.coverage:.0f} %", f"{round(row.coverage * 100):010}"


def _xml(view: View, channels: Channels, rows: list[Row], with_ids: bool) -> web.Response:
    """With or without ids (fixtures historicdata_default and historicdata.13.1)."""
    heads = [
        (f" channelid={quoteattr(str(channel.id))}" if with_ids else "") + f" channel={quoteattr(channel.name)}"
        for _place, channel in channels
    ]
    lines = [f'{answers.XML_HEAD}<histdata listend="1" totalcount="{len(rows)}">']
    lines.append(f"  <prtg-version>{VERSION}</prtg-version>")
    for row in rows:
        values = [row.values[place] for place, _channel in channels]
        texts = [shown(view, channel, value) for (_place, channel), value in zip(channels, values, strict=True)]
        raws = ["" if value is None else f"{value.raw:.4f}" for value in values]
        coverage, raw_coverage = coverage_of(row)
        lines += [
            f"  <item>\n    <datetime>{date_of(view, row)}</datetime>\n    <datetime_raw>{ole(row.end)}</datetime_raw>",
            *(f"    <value{head}>{escape(text)}</value>" for head, text in zip(heads, texts, strict=True)),
            *(f"    <value_raw{head}>{raw}</value_raw>" for head, raw in zip(heads, raws, strict=True)),
            f"    <coverage>{coverage}</coverage>\n    <coverage_raw>{raw_coverage}</coverage_raw>\n  </item>",
        ]
    return answers.xml("\n".join([*lines, "</histdata>\n"]))


def _json(view: View, channels: Channels, rows: list[Row], captions: bool) -> web.Response:
    """Channels by their names, of which equal ones collide, or all called ``value``; and no raw time."""
    items = []
    for row in rows:
        item: dict[str, Any] = {"datetime": date_of(view, row)}
        for place, channel in channels:
            value = row.values[place]
            item[channel.name if captions else "value"] = "" if value is None else round(value.raw, 4)
        items.append({**item, "coverage": coverage_of(row)[0]})
    document = {"prtg-version": VERSION, "treesize": len(rows), "histdata": items}
    return web.Response(text=json.dumps(document, indent=4), content_type="application/json", charset="UTF-8")


def _csv(view: View, channels: Channels, rows: list[Row]) -> web.Response:
    names = ["Date Time", *(channel.name for _place, channel in channels), "Coverage"]
    lines = [[text for name in names for text in (name, f"{name}(RAW)")]]
    for row in rows:
        line = [date_of(view, row), str(ole(row.end))]
        for place, channel in channels:
            value = row.values[place]
            line += [shown(view, channel, value), "" if value is None else f"{value.raw:.4f}"]
        lines.append([*line, *coverage_of(row)])
    lines.append([f"Averages (of {len(rows)} values)", "", *[""] * (len(lines[0]) - 2)])
    text = "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
    return web.Response(text=text, content_type="text/csv", charset="UTF-8")


ROUTES: list[Route] = [(f"/api/historicdata.{form}", partial(history, form=form)) for form in get_args(Form)]
