# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The forms of PRTG's web interface, as a browser would send them: API v1 tells some settings nowhere else.

What is in them is known from recorded pages (fixture objectdata_maintenance_fieldset_excerpt; PrtgAPI's
DeviceSettingsResponse and ChannelResponse). Pages are the server's: what is no form has no fields.
"""

from __future__ import annotations

import html.parser
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer

#: Characters of the longest page that is read, and the most fields: those of real servers have tenths of that.
LONGEST_PAGE, MOST_FIELDS = 4_000_000, 5_000

#: Of more fieldsets in one another the outer ones are left out.
_DEEPEST = 10

_SECTION = re.compile(r"[a-z][a-z0-9]{0,59}", re.IGNORECASE)

#: Inputs that send nothing by themselves.
_SILENT = frozenset({"submit", "button", "reset", "image", "file"})

#: What a list is called that takes several of its options, each a field; and a box.
MULTIPLE, _BOX = "multiple", "checkbox"

_LINE_END = re.compile(r"\r\n|\r|\n")


class Field(t.NamedTuple):
    """A field of a form: what it is called, its value, and whether it is sent.

    ``kind`` is the type of an input, or ``select``, ``MULTIPLE``, ``textarea``, ``lookup``; ``fieldset`` numbers the
    innermost fieldset that it is in, 0 where it is in none, and ``around`` those that this one is in, from inside. Of a
    list in which not exactly one option is ``chosen``, a browser sends one all the same, whatever the server has.
    """

    name: str
    kind: str
    value: str
    sent: bool
    fieldset: int
    around: tuple[int, ...] = ()
    chosen: bool = True


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


def section_of_each(fields: t.Sequence[Field], sure: t.Container[str] = ()) -> tuple[dict[str, bool], dict[str, str]]:
    """Whether each section is inherited, and in which one each setting is, by their names; what is in none is left out.

    A section is a fieldset with a check mark for that, which goes by its name. ``sure`` are names of such check marks.
    """
    marks: dict[int, Field] = {}
    for field in fields:
        is_mark = field.kind == "checkbox" and field.fieldset and _SECTION.fullmatch(field.name)
        if is_mark and (field.name in sure or field.fieldset not in marks):
            marks[field.fieldset] = field
    inside: dict[str, str] = {}
    for field in fields:
        if field.name.endswith("_"):
            around = [number for number in (field.fieldset, *field.around) if number in marks]
            if around:
                inside[field.name[:-1]] = marks[around[0]].name
    return {mark.name: mark.sent for mark in marks.values()}, inside


def sent(fields: t.Iterable[Field]) -> dict[str, str]:
    """What some fields say that have one value; of several with one name the last, as of a box and what is hidden
    below."""
    return {field.name: field.value for field in fields if field.sent}


def sent_whole(fields: t.Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """All that a browser sends of some fields, by their names; lines end as it lets them end."""
    found: dict[str, tuple[str, ...]] = {}
    for field in fields:
        if field.sent:
            found[field.name] = (*found.get(field.name, ()), _LINE_END.sub("\r\n", field.value))
    return found


def choices(fields: t.Iterable[Field]) -> dict[str, list[Field]]:
    """The fields of which several values can be chosen, by their names: several boxes, or a list that takes several.

    What is hidden beside them, which says that nothing is chosen, is none of them.
    """
    found: dict[str, list[Field]] = {}
    for field in fields:
        if field.kind in (_BOX, MULTIPLE):
            found.setdefault(field.name, []).append(field)
    return {name: some for name, some in found.items() if len(some) > 1 or some[0].kind == MULTIPLE}


class _Option:
    """An option of a list, whose value is its text where it has no other."""

    def __init__(self, told: t.Mapping[str, str], is_off: bool) -> None:
        self.is_selected = "selected" in told
        self.is_off = is_off or "disabled" in told
        self.text: list[str] | None = None if "value" in told else []
        self._value = told.get("value", "")

    @property
    def value(self) -> str:
        """What is sent of it."""
        return self._value if self.text is None else " ".join("".join(self.text).split())


class _Select:
    """A list as it is read."""

    def __init__(self, told: t.Mapping[str, str]) -> None:
        self.name = told.get("name")
        self.is_multiple = "multiple" in told
        self.group_is_off = False
        self.options: list[_Option] = []
        self._drops_down = not self.is_multiple and told.get("size", "1").strip() in ("", "0", "1")

    def chosen(self) -> list[str]:
        """What is sent: of a list that takes one the last that is marked, else the first if only one is shown."""
        marked = [one for one in self.options if one.is_selected]
        if not self.is_multiple:
            marked = marked[-1:]
        if self._drops_down and not marked:
            marked = [one for one in self.options if not one.is_off][:1]
        return [one.value for one in marked if not one.is_off]


class _Fieldset:
    """A fieldset as it is read; of one that is off only what is in its first legend is sent."""

    def __init__(self, number: int, is_off: bool, around_is_off: bool) -> None:
        self.number = number
        self.in_legend: bool | None = None
        self._own, self._around = is_off, around_is_off

    @property
    def is_off(self) -> bool:
        """Whether what comes now is off."""
        return self._around or (self._own and not self.in_legend)


class _Reader(html.parser.HTMLParser):
    """Collects the fields of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: list[Field] = []
        self._fieldsets: list[_Fieldset] = []
        self._begun = 0
        self._select: _Select | None = None
        self._area: str | None = None
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in reversed(attrs)}
        is_off = "disabled" in told or self._is_off()
        if tag == "fieldset":
            self._begun += 1
            self._fieldsets.append(_Fieldset(self._begun, "disabled" in told, self._is_off()))
        elif tag == "legend" and self._fieldsets and self._fieldsets[-1].in_legend is None:
            self._fieldsets[-1].in_legend = True
        elif tag == "input":
            self._input(told, is_off)
        elif tag == "select":
            self._select = None if is_off else _Select(told)
        elif tag in ("option", "optgroup"):
            self._option(tag, told)
        elif tag == "textarea" and not is_off:
            self._area, self._text = told.get("name"), []
        elif "data-inputname" in told and not is_off:
            self._add(
                told["data-inputname"], "lookup", told.get("data-selid", ""), told.get("data-selid", "").isdigit()
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset" and self._fieldsets:
            self._fieldsets.pop()
        elif tag == "legend" and self._fieldsets and self._fieldsets[-1].in_legend:
            self._fieldsets[-1].in_legend = False
        elif tag == "select" and self._select is not None:
            self._end_of_select(self._select)
        elif tag == "optgroup" and self._select is not None:
            self._select.group_is_off, self._text = False, None
        elif tag == "option" and self._select is not None:
            self._text = None
        elif tag == "textarea" and self._area is not None:
            # the first line end belongs to the markup
            text = _LINE_END.sub("\n", "".join(self._text or ())).removeprefix("\n")
            self._add(self._area, "textarea", text, True)
            self._area = self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _is_off(self) -> bool:
        """Whether a browser sends nothing of what comes now."""
        return bool(self._fieldsets) and self._fieldsets[-1].is_off

    def _option(self, tag: str, told: t.Mapping[str, str]) -> None:
        if self._select is None:
            return
        if tag == "optgroup":
            self._select.group_is_off, self._text = "disabled" in told, None
            return
        option = _Option(told, self._select.group_is_off)
        self._select.options.append(option)
        self._text = option.text

    def _end_of_select(self, select: _Select) -> None:
        chosen = select.chosen()
        for value in chosen or [""]:
            kind = MULTIPLE if select.is_multiple else "select"
            self._add(select.name, kind, value, bool(chosen), sum(one.is_selected for one in select.options) == 1)
        self._select = self._text = None

    def _input(self, told: t.Mapping[str, str], is_off: bool) -> None:
        kind = told.get("type", "text").lower()
        if kind in _SILENT or is_off:
            return
        is_box = kind in (_BOX, "radio")
        self._add(told.get("name"), kind, told.get("value", "on" if is_box else ""), not is_box or "checked" in told)

    def _add(self, name: str | None, kind: str, value: str, is_sent: bool, is_chosen: bool = True) -> None:
        if name and len(self.fields) <= MOST_FIELDS:
            innermost, *around = [one.number for one in self._fieldsets[:-_DEEPEST:-1]] or [0]
            self.fields.append(Field(name, kind, value, is_sent, innermost, tuple(around), is_chosen))
