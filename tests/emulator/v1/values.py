# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``content=values``: the most recent results of a sensor, as a table of its own kind: it has a cell for each channel.

The columns are the manual's (prtg-v1-facts section 2.1). That with ``usecaption`` the channels are called by their
names, the downtime among them, and the other cells by theirs as ever, is read from what pages of pimbohm/prtgframework
make of it; that XML tells channels as ``historicdata.xml`` does, that the newest row comes first, and how far it all
reaches back are guesses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from ..channels import Channel
from ..dates import ole
from ..measured import Measurements, Row
from . import answers
from .answers import VERSION
from .call import Call
from .history import DAY, coverage_of, date_of, shown
from .render import caption, csv_line
from .table import Asked, Form
from .view import View

NAME = "values"


class Cell(NamedTuple):
    """A cell of a row: its column, its texts for people and raw, and whose value it is."""

    column: str
    text: str
    raw: str
    channel: Channel | None = None


def values(call: Call, form: Form) -> web.Response:
    """The table; like others about an object it needs one, and a sensor, since nothing else has values."""
    node = call.node()
    if node is None:
        return answers.bad_request(answers.UNKNOWN_ID)
    if node.kind != "sensor":
        return answers.bad_request(answers.WRONG_KIND)
    asked, view = Asked.read(call.query, form), call.view()
    rows = Measurements(call.tree).rows(node, view.now - DAY, view.now, 0)[::-1]
    last = None if asked.count is None else asked.start + asked.count
    wanted = [name.rstrip("_") for name in asked.columns]
    channels = call.tree.channels(node)
    page = [list(_cells(view, row, channels, wanted)) for row in rows[asked.start : last]]
    return WRITERS[asked.form](page, len(rows), asked)


def _cells(view: View, row: Row, channels: tuple[Channel, ...], wanted: list[str]) -> Iterable[Cell]:
    for name in wanted:
        if name == "datetime":
            yield Cell(name, date_of(view, row), str(ole(row.end)))
        elif name == "coverage":
            yield Cell(name, *coverage_of(row))
        elif name == "value":
            for channel, value in zip(channels, row.values, strict=True):
                yield Cell(name, shown(view, channel, value), "" if value is None else f"{value.raw:.4f}", channel)


def _xml(page: list[list[Cell]], total: int, asked: Asked) -> web.Response:
    lines = [f'{answers.XML_HEAD}<{NAME} totalcount="{total}" listend="1">\n  <prtg-version>{VERSION}</prtg-version>']
    for row in page:
        lines.append("  <item>")
        for column, text, raw, channel in row:
            about = "" if channel is None else f' channelid="{channel.id}" channel={quoteattr(channel.name)}'
            lines.append(f"    <{column}{about}>{escape(text)}</{column}>")
            lines += [f"    <{column}_raw{about}>{escape(raw)}</{column}_raw>"] * asked.raws
        lines.append("  </item>")
    return answers.xml("\n".join([*lines, f"</{NAME}>\n"]))


def _json(page: list[list[Cell]], total: int, asked: Asked) -> web.Response:
    """Without captions all channels are called ``value``, so that the last one counts."""

    def item(row: list[Cell]) -> dict[str, str]:
        found = {}
        for cell in row:
            name = cell.channel.name if cell.channel is not None and asked.captions else cell.column
            found[name] = cell.text
            if asked.raws:
                found[f"{name}_raw"] = cell.raw
        return found

    document = {"prtg-version": VERSION, "treesize": total, NAME: [item(row) for row in page]}
    return web.Response(text=json.dumps(document), content_type="application/json", charset="UTF-8")


def _csv(page: list[list[Cell]], _total: int, asked: Asked) -> web.Response:
    def line(texts: Iterable[tuple[str, str]]) -> str:
        return csv_line([text for pair in texts for text in pair[: 1 + asked.raws]])

    def head(cell: Cell) -> tuple[str, str]:
        if cell.channel is None:
            return caption(cell.column), caption(cell.column, raw=True)
        return cell.channel.name, f"{cell.channel.name}(RAW)"

    lines = [line(map(head, page[0])), *(line((cell.text, cell.raw) for cell in row) for row in page)] if page else []
    text = "".join(f"{one}\r\n" for one in lines)
    return web.Response(text=text, content_type="text/csv", charset="UTF-8")


WRITERS: dict[Form, Callable[[list[list[Cell]], int, Asked], web.Response]] = {"xml": _xml, "json": _json, "csv": _csv}
