# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for repeated code finds what was planted, and nothing in what may be alike."""

from __future__ import annotations

import pytest

from scripts.duplicates import SIZE, check, repeated

CODE = "\n".join(f"x{number} = f({number})" for number in range(SIZE))


def test_what_was_planted_in_another_file_is_found():
    found = list(repeated({"a.py": f"a = 1\n{CODE}\nb = 2", "b.py": f"def g():\n    c = 3\n\n{indented(CODE)}"}))
    assert found == [f"b.py:4: {SIZE} lines or more as in a.py:2"]


def test_what_was_planted_in_the_same_file_is_found():
    assert list(repeated({"a.py": f"{CODE}\ny = 1\n{CODE}"})) == [f"a.py:{SIZE + 2}: {SIZE} lines or more as in a.py:1"]


def test_blank_lines_and_comments_hide_nothing():
    spread = CODE.replace("\n", "\n\n# why\n")
    assert list(repeated({"a.py": CODE, "b.py": spread})) == [f"b.py:1: {SIZE} lines or more as in a.py:1"]


def test_a_longer_one_is_told_once_and_each_of_two_by_itself():
    long = f"{CODE}\nlast = 1"
    assert len(list(repeated({"a.py": long, "b.py": long}))) == 1
    assert len(list(repeated({"a.py": long, "b.py": f"{CODE}\ny = 1\n{CODE}"}))) == 2


def test_fewer_lines_are_fine():
    fewer = "\n".join(CODE.splitlines()[:-1])
    assert not list(repeated({"a.py": f"{fewer}\na = 1", "b.py": f"{fewer}\nb = 1"}))


def test_lines_that_repeat_themselves_are_one_place():
    assert not list(repeated({"a.py": "f()\n" * (2 * SIZE - 1)}))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"import m{number}" for number in range(SIZE)),
        "from m import (\n" + "".join(f"    n{number},\n" for number in range(SIZE)) + ")",
        'DOCUMENTATION = r"""\n' + "options: {}\n" * SIZE + '"""',
        'def f():\n    """One.\n\n' + "    More.\n" * SIZE + '    """',
        "# why\n" * SIZE,
    ],
)
def test_imports_and_documentation_may_be_alike(text):
    assert not list(repeated({"a.py": text, "b.py": text}))


@pytest.mark.parametrize(
    "text",
    [
        "ROWS = [\n" + "".join(f"    f({number}),\n" for number in range(SIZE)) + "]",
        "ROWS = [\n" + "".join(f'    ("{number}", {{"a": [{number}]}}),\n' for number in range(SIZE)) + "]",
        'PLAY = """\n' + "".join(f"- name: {number}\n" for number in range(SIZE)) + '"""',
    ],
)
def test_tables_and_texts_may_not_be_alike(text):
    assert len(list(repeated({"a.py": text, "b.py": text}))) == 1


def test_files_of_the_project_are_read(tmp_path):
    for folder in ("plugins", "tests"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text(CODE, encoding="utf-8")
    assert check(tmp_path) == [f"tests/a.py:1: {SIZE} lines or more as in plugins/a.py:1"]


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
