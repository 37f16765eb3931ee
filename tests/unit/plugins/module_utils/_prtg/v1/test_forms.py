# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import types

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import forms
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.forms import fields_of, sent


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
