# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as XML and as JSON text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from .answers import VERSION, XML_HEAD
from .columns import Column
from .view import View

CONTROL = "\x00\x01\x1f"
Row = Callable[[View, Any], str]


def xml_row(
    columns: Sequence[tuple[str, Column | None]], raws: bool, control: bool = False, html_twice: bool = False
) -> Row:
    """A renderer of one ``<item>``. Probes' HTML is escaped twice, as real servers do; ``control`` spoils messages."""

    def row(view: View, item: Any) -> str:
        lines = ["  <item>"]
        for name, column in columns:
            if column is None:
                lines.append(f"    <{name}/>")
                continue
            value = column.show(view, item)
            text = value if isinstance(value, str) else str(value)
            if control and name == "message":
                text += CONTROL
            if html_twice and text.startswith("<"):
                text = _escape_quotes(text)
            lines.append(f"    <{name}>{escape(text)}</{name}>" if text else f"    <{name}/>")
            if raws and column.raw is not None:
                raw = column.raw(view, item)
                if raw is None:
                    continue
                value = raw if isinstance(raw, str) else column.xml(raw)
                if control and name == "message":
                    value += CONTROL
                lines.append(f"    <{name}_raw>{escape(value)}</{name}_raw>")
        lines.append("  </item>")
        return "\n".join(lines)

    return row


def json_row(
    columns: Sequence[tuple[str, Column | None]], raws: bool, every_twin: bool = True, captions: bool = False
) -> Row:
    """A renderer of one JSON object; on newer servers every column has its twin (findings of 2026-11-25, 2.4)."""

    def key(name: str, raw: bool = False) -> str:
        return caption(name, raw) if captions else f"{name}_raw" if raw else name

    def row(view: View, item: Any) -> str:
        values: dict[str, Any] = {}
        for name, column in columns:
            if column is None:
                values[key(name)] = ""
                continue
            shown = column.show(view, item)
            raw = None if column.raw is None else column.raw(view, item)
            if every_twin and raw is None:
                raw = shown
            values[key(name)] = str(shown) if every_twin and column.text else shown
            if raws and raw is not None:
                values[key(name, raw=True)] = raw
        return json.dumps(values, ensure_ascii=False)

    return row


def csv_row(columns: Sequence[tuple[str, Column | None]], raws: bool) -> Row:
    """A renderer of one line of CSV, in which every column has its twin; that this has XML's form is a guess."""

    def row(view: View, item: Any) -> str:
        values: list[Any] = []
        for _name, column in columns:
            shown = "" if column is None else column.show(view, item)
            raw = None if column is None or column.raw is None else column.raw(view, item)
            values += [shown, *([_twin(column, shown, raw)] if raws else [])]
        return csv_line(values)

    return row


def _twin(column: Column | None, shown: Any, raw: Any) -> Any:
    if column is None or raw is None:
        return shown
    return raw if isinstance(raw, str) else column.xml(raw)


def csv_table(names: Sequence[str], raws: bool, rows: Sequence[str]) -> str:
    """A whole CSV table, under a line of captions (fixture csv_sensors)."""
    head = [caption(name, raw) for name in names for raw in ((False, True) if raws else (False,))]
    return "".join(f"{line}\r\n" for line in (csv_line(head), *rows))


def csv_line(values: Sequence[Any]) -> str:
    """A line of CSV, every cell in quotes."""
    return ",".join(f'"{str(value).replace(chr(34), chr(34) * 2)}"' for value in values)


CAPTIONS = {"objid": "ID", "name": "Object", "parentid": "Parent ID"}
"""Captions that are not the column's name with a capital: farinaanthony96's PRTG-Device-Status-Reporter and
PRTG-Sensor-Time-Interval-Editor read real servers' CSV by them. The fixtures csv_sensors and sensors_usecaption, which
are composed and say that their spelling is not verified, have others."""


def caption(name: str, raw: bool = False) -> str:
    """The English caption of a column, or of its twin."""
    return CAPTIONS.get(name, name.capitalize()) + ("(RAW)" if raw else "")


def xml_table(name: str, rows: Sequence[str], total: int) -> str:
    """A whole XML table; ``listend`` is 1 whatever is left, as it nearly always was where it was seen."""
    body = "".join(f"{row}\n" for row in rows)
    head = f'{XML_HEAD}<{name} totalcount="{total}" listend="1">\n'
    return f"{head}  <prtg-version>{VERSION}</prtg-version>\n{body}</{name}>\n"


def json_table(name: str, rows: Sequence[str], total: int) -> str:
    """A whole JSON table."""
    return f'{{"prtg-version":"{VERSION}","treesize":{total},{json.dumps(name)}:[{",".join(rows)}]}}'


def _escape_quotes(text: str) -> str:
    return escape(text, {'"': "&quot;"})
