# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs of the classic server's forms, written as it writes them (fixtures triggers.json,
objectdata_maintenance_fieldset_excerpt; PrtgAPI's ChannelResponse).
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

Options = Mapping[str, str]
"""Values to the labels that people see."""


def select(name: str, options: Options, chosen: str) -> str:
    """A list to choose from."""
    inner = "\n".join(
        f'<option value="{escape(value)}"{_marked("selected", value == chosen)}>{escape(label)}</option>'
        for value, label in options.items()
    )
    return f'<select name="{name}" id="{name}" >\n{inner}</select>'


def _marked(word: str, on: bool) -> str:
    return f' {word}="{word}" ' if on else ""


def text_input(name: str, value: object) -> str:
    """A line of text or a number."""
    return (
        f'<input class="text"  type="text" name="{name}" id="{name}" autocomplete="off" value="{escape(str(value))}" >'
    )


def date_input(name: str, value: str) -> str:
    """A date that a picker edits."""
    return (
        '<input class="prtg-plugin" data-plugin="prtg-datetimepicker" data-maxdate="+10y" data-timepicker="true" '
        f'type="text" name="{name}" id="{name}" value="{value}" >'
    )


def radio(name: str, options: Options, chosen: str) -> str:
    """Buttons of which one is pressed; their ids have no underscore."""
    short = name.partition("_")[0]
    inner = "\n".join(
        f'<input type="radio" class="hidden radio  GroupShowHide" name="{name}" value="{value}"'
        f'{" checked " if value == chosen else ""} id="{short}{value}" >\n'
        f'<label for="{short}{value}" class="radio-control-label">\n<i class="icon-gray icon-radio-on"></i>\n'
        f"{escape(label)}\n</label>"
        for value, label in options.items()
    )
    return f'<div class="radio-control">\n{inner}\n</div>'


def control(name: str, label: str, inner: str) -> str:
    """An input with its label."""
    return (
        f'<label class="control-label has_help " for="{name}">{escape(label)}</label>\n'
        f'<div class="controls " data-placement="right" data-helptext="{escape(label)}">\n{inner}</div>'
    )


def inheritance(name: str, on: bool, source: str) -> str:
    """The box that says whether a fieldset is inherited: hidden 0, and 1 where it is checked."""
    checked = _marked("checked", on)
    return (
        '<span class="inheritedfrom">\n'
        f'<input name="{name}" type="hidden" value="0"><input class="toggleFieldset GroupShowHide checkbox" '
        f'name="{name}" type="checkbox" value="1" id="Inherit{name}" {checked}>'
        f'<label for="Inherit{name}">inherit from</label> {source} \n</span>'
    )


def fieldset(legend: str, controls: list[str], inherits: str = "") -> str:
    """A part of a form under a heading, where it can be inherited with the box for that."""
    return (
        f'<fieldset>\n<legend class="prtg-header">{escape(legend)}\n{inherits}\n</legend><div class="control-group">\n'
        + "\n".join(controls)
        + "\n</div></fieldset>"
    )


def form(name: str, object_id: int, parts: list[str]) -> str:
    """A form that is sent to /editsettings."""
    return (
        f'<form id="{name}" action="/editsettings" method="post" class="prtg-form prtg-plugin" '
        'data-ajaxsubmit="true" data-redirect="false">\n'
        + "\n".join(parts)
        + f'\n  <input type="hidden" name="id" value="{object_id}">\n</form>\n'
    )
