# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The forms of PRTG's web interface, as a browser would send them: API v1 tells some settings nowhere else.

What is in them is known from recorded pages (fixture objectdata_maintenance_fieldset_excerpt; PrtgAPI's
DeviceSettingsResponse and ChannelResponse). Pages are the server's: what is no form has no fields.
"""

from __future__ import annotations

import html.parser
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer

#: Characters of the longest page that is read, and the most fields: those of real servers have tenths of that.
LONGEST_PAGE, MOST_FIELDS = 4_000_000, 5_000

#: Of more fieldsets in one another the outer ones are left out.
_DEEPEST = 10

#: Inputs that send nothing by themselves.
_SILENT = frozenset({"submit", "button", "reset", "image", "file"})


class Field(t.NamedTuple):
    """A field of a form: what it is called, its value, and whether it is sent.

    ``kind`` is the type of an input, or ``select``, ``textarea``, ``lookup``; ``fieldset`` numbers the innermost
    fieldset that it is in, 0 where it is in none, and ``around`` those that this one is in, from inside.
    """

    name: str
    kind: str
    value: str
    sent: bool
    fieldset: int
    around: tuple[int, ...] = ()


def fields_of(answer: Answer) -> list[Field]:
    """The fields of a page; ``UnexpectedAnswer`` for one that is too large to be one of PRTG's."""
    page = answer.text
    reader = _Reader()
    if len(page) <= LONGEST_PAGE:
        reader.feed(page)
        reader.close()
    if len(page) > LONGEST_PAGE or len(reader.fields) > MOST_FIELDS:
        raise UnexpectedAnswer("the server answered a page that is too large for a form", exchange=answer.exchange)
    return reader.fields


def refuse_mangled(fields: t.Iterable[Field], answer: Answer) -> None:
    """``UnexpectedAnswer`` for fields with what is no UTF-8, which cannot be sent back as it came."""
    if any("\ufffd" in field.value for field in fields):
        raise UnexpectedAnswer(
            "the server answered a form with what is no text, and it cannot be sent back", exchange=answer.exchange
        )


def sent(fields: t.Iterable[Field]) -> dict[str, str]:
    """What a browser sends of some fields; of several with one name the last, as of a box and what is hidden below."""
    return {field.name: field.value for field in fields if field.sent}


class _Reader(html.parser.HTMLParser):
    """Collects the fields of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: list[Field] = []
        self._fieldsets: list[int] = []
        self._begun = 0
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._area: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in reversed(attrs)}
        if tag == "fieldset":
            self._begun += 1
            self._fieldsets.append(self._begun)
        elif tag == "input":
            self._input(told)
        elif tag == "select":
            self._select, self._options = (None if "disabled" in told else told.get("name")), []
        elif tag == "option" and self._select is not None:
            self._options.append((told.get("value", ""), "selected" in told))
        elif tag == "textarea" and "disabled" not in told:
            self._area, self._text = told.get("name"), []
        elif "data-inputname" in told:
            self._add(
                told["data-inputname"], "lookup", told.get("data-selid", ""), told.get("data-selid", "").isdigit()
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset" and self._fieldsets:
            self._fieldsets.pop()
        elif tag == "select" and self._select is not None:
            chosen = [value for value, selected in self._options if selected] or [value for value, _no in self._options]
            self._add(self._select, "select", (chosen or [""])[0], bool(chosen))
            self._select = None
        elif tag == "textarea" and self._area is not None:
            # the first line end belongs to the markup
            self._add(self._area, "textarea", "".join(self._text).lstrip("\r").removeprefix("\n"), True)
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text.append(data)

    def _input(self, told: t.Mapping[str, str]) -> None:
        kind = told.get("type", "text").lower()
        if kind in _SILENT or "disabled" in told:
            return
        is_box = kind in ("checkbox", "radio")
        self._add(told.get("name"), kind, told.get("value", "on" if is_box else ""), not is_box or "checked" in told)

    def _add(self, name: str | None, kind: str, value: str, is_sent: bool) -> None:
        if name and len(self.fields) <= MOST_FIELDS:
            innermost, *around = self._fieldsets[:-_DEEPEST:-1] or [0]
            self.fields.append(Field(name, kind, value, is_sent, innermost, tuple(around)))
