# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import types

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import forms
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.forms import (
    choices,
    fields_of,
    sent,
    sent_whole,
)


def fields(text):
    return fields_of(types.SimpleNamespace(text=text, exchange=None))


def test_what_a_browser_sends():
    page = """<form><input name="a" type=hidden value=0><input name="a" type=checkbox value=1 checked>
      <input name=b type=hidden value=0><input name=b type=checkbox value=1>
      <input type=radio name=c value=1><input type=radio name=c value="&lt;2&gt;" CHECKED>
      <select name=d><option value=1>x<option value="2|&amp;|" selected>y</select>
      <select name=e><option value=1>x</option></select><select name=f></select>
      <input name=g disabled value=1><input type=submit name=h value=1><input value=1>
      <textarea name=i>
one &amp; two</textarea><div data-inputname=j data-selid="17"></div><div data-inputname=k data-selid="null"></div>
      <input name=l><input type=checkbox name=m checked>"""
    assert sent(fields(page)) == {
        "a": "1",
        "b": "0",
        "c": "<2>",
        "d": "2|&|",
        "e": "1",
        "i": "one & two",
        "j": "17",
        "l": "",
        "m": "on",
    }


def test_every_value_is_sent_in_the_order_of_the_page():
    page = """<input type=hidden name=a_ value=0><input type=checkbox name=a_ value=1 checked>
      <input type=checkbox name=b_ value=x checked><input type=checkbox name=b_ value=y>
      <input type=checkbox name=b_ checked><select name=c_ multiple><option value=1 selected>x<option value=2>y
      <option value=3 selected>z</select><input name=a_ value=2>"""
    assert sent_whole(fields(page)) == {"a_": ("0", "1", "2"), "b_": ("x", "on"), "c_": ("1", "3")}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<select name=a multiple><option value=1>x</select>", {}),
        ("<select name=a size=3><option value=1>x</select>", {}),
        ("<select name=a><option value=1 selected>x<option value=2 selected>y</select>", {"a": ("2",)}),
        ("<select name=a><option value=1 disabled>x<option value=2>y</select>", {"a": ("2",)}),
        ("<select name=a><option value=1 disabled selected>x<option value=2>y</select>", {}),
        ("<select name=a><optgroup disabled><option value=1></optgroup><option value=2></select>", {"a": ("2",)}),
        ("<select name=a multiple><option value=1 disabled selected><option value=2 selected></select>", {"a": ("2",)}),
        ("<select name=a disabled multiple><option value=1 selected></select>", {}),
        ("<select name=a><option> x\n &amp;  y </option><option>z</option></select>", {"a": ("x & y",)}),
        ("<select name=a><option>x</option>y<optgroup>z</optgroup></select>", {"a": ("x",)}),
        ("<input type=radio name=a value=1><input type=radio name=a value=2>", {}),
        ("<input type=checkbox name=a value='' checked><input type=checkbox name=b>", {"a": ("",)}),
        ("<textarea name=a disabled>x</textarea>", {}),
    ],
)
def test_what_is_chosen(page, expected):
    assert sent_whole(fields(page)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("\n\nx", "\nx"), ("\r\n\r\nx", "\nx"), ("\r\rx", "\nx"), ("x\ry\r\nz\n", "x\ny\nz\n"), ("", ""), ("\n", "")],
)
def test_lines_of_a_text(text, value):
    found = fields(f"<textarea name=a>{text}</textarea>")
    assert sent(found) == {"a": value}
    assert sent_whole(found) == {"a": (value.replace("\n", "\r\n"),)}


def test_of_a_fieldset_that_is_off_only_its_legend_is_sent():
    page = """<fieldset disabled><legend><input name=a></legend><legend><input name=b></legend><input name=c>
      <textarea name=d></textarea><select name=e><option>x</select><div data-inputname=f data-selid=1></div>
      <fieldset><legend><input name=g></legend></fieldset></fieldset><fieldset><input name=h></fieldset>"""
    assert list(sent_whole(fields(page))) == ["a", "h"]


def test_where_several_can_be_chosen():
    page = """<input type=hidden name=a value=0><input type=checkbox name=a value=1 checked>
      <input type=hidden name=b><input type=checkbox name=b value=1><input type=checkbox name=b value=2>
      <select name=c multiple></select><select name=d><option>x</select>
      <input type=radio name=e><input type=radio name=e>"""
    assert {name: [one.value for one in some] for name, some in choices(fields(page)).items()} == {
        "b": ["1", "2"],
        "c": [""],
    }


def test_fieldsets_are_told_apart():
    page = (
        "<input name=a><fieldset><input name=b></fieldset><fieldset><input name=c></fieldset></fieldset><input name=d>"
    )
    assert [field.fieldset for field in fields(page)] == [0, 1, 2, 0]


@pytest.mark.parametrize(
    "page", ["", "<", "<select name=a>", "<textarea name=a>", "</fieldset></select></textarea>", "\0"]
)
def test_what_is_no_form_has_no_fields(page):
    assert fields(page) == []


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(forms, "MOST_FIELDS", 3)
    with pytest.raises(UnexpectedAnswer, match="too large"):
        fields("<input name=a>" * 4)
    monkeypatch.setattr(forms, "LONGEST_PAGE", 10)
    with pytest.raises(UnexpectedAnswer, match="too large"):
        fields(" " * 11)
