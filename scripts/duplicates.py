# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No two places of plugins, scripts and tests share six lines of code.

A line counts without its indentation, in tables and texts as elsewhere. Only blank lines, comments, imports, docstrings
and the documentation that Ansible reads do not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SIZE = 6
FOLDERS = ("plugins", "scripts", "tests")


def check(root: Path) -> list[str]:
    """Name the places that share lines, relative to ``root``."""
    paths = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.py"))
    return list(repeated({path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}))


def repeated(texts: dict[str, str]) -> Iterator[str]:
    """Yield each place that repeats another before it, in the order of the files."""
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    code = {path: code_lines(text) for path, text in texts.items()}
    for path, lines in code.items():
        before = None
        for start in range(len(lines) - SIZE + 1):
            here = (path, start)
            there = first.setdefault(tuple(line for _number, line in lines[start : start + SIZE]), here)
            if there[0] == path and start - there[1] < SIZE:
                before = None
                continue
            if before != (there[0], there[1] - 1):
                yield f"{path}:{lines[start][0]}: {SIZE} lines or more as in {there[0]}:{code[there[0]][there[1]][0]}"
            before = there


def code_lines(text: str) -> list[tuple[int, str]]:
    """Return number and content of each line that counts."""
    besides: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt) and _is_beside(node):
            besides.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    numbered = enumerate((line.strip() for line in text.splitlines()), start=1)
    return [(number, line) for number, line in numbered if line and line[0] != "#" and number not in besides]


def _is_beside(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom) or is_docstring(node) or is_documentation(node)


def is_docstring(node: ast.AST) -> bool:
    """Whether a statement is a text, which stands there for people."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def is_documentation(node: ast.AST) -> bool:
    """Whether a statement is documentation that Ansible reads."""
    match node:
        case ast.Assign(targets=[ast.Name(id="DOCUMENTATION" | "EXAMPLES" | "RETURN")], value=ast.Constant()):
            return True
    return False
