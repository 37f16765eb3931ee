# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the project's Markdown pages, and check where their links go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

REPOSITORY = "https://github.com/opswatch/opswatch.monitoring/blob/main/"
"""Where a file of the checkout is for whoever has none."""
SHOWN_ALONE = "README.md"
"""The page that Galaxy shows without its neighbours, so that its links have to be absolute."""


def parse(text: str) -> SyntaxTreeNode:
    """Return the tree of a page, tables included."""
    return SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))


def text_of(node: SyntaxTreeNode) -> str:
    """Return the text of a heading, link or paragraph without its markup."""
    parts = (part for part in node.walk() if part.type in ("text", "code_inline", "softbreak"))
    return "".join(part.content or " " for part in parts)


def slug(heading: str) -> str:
    """Return the anchor that GitHub makes of a heading: lower case, hyphens for blanks, nothing else but letters."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(tree: SyntaxTreeNode) -> set[str]:
    """Return the anchors of all headings of a page; one that was there before gets a number."""
    seen: Counter[str] = Counter()
    found = set()
    for node in tree.walk():
        if node.type == "heading":
            name = slug(text_of(node))
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
    return found


def link_problems(root: Path) -> Iterator[str]:
    """Find links to files or headings of the checkout that are not there, and relative ones where they lead nowhere."""
    pages = [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("roles/*/*.md"), *root.glob(".github/**/*.md")]
    trees = {page.resolve(): parse(page.read_text(encoding="utf-8")) for page in sorted(pages)}
    for page, tree in trees.items():
        for node in tree.walk():
            if node.type in ("link", "image"):
                link = str(node.attrs.get("href") or node.attrs.get("src"))
                if problem := _problem(root, page, link, trees):
                    yield f"{page.relative_to(root.resolve())}: {link}: {problem}"


def _problem(root: Path, page: Path, link: str, trees: dict[Path, SyntaxTreeNode]) -> str:
    inside = link.startswith(REPOSITORY)
    if not inside and re.match(r"[a-z]+:", link):
        return ""
    path, _hash, anchor = link.removeprefix(REPOSITORY).partition("#")
    if path and not inside and page == (root / SHOWN_ALONE).resolve():
        return "relative, but Galaxy shows this page alone"
    target = ((root if inside else page.parent) / path).resolve() if path else page
    if not target.exists():
        return "no such file"
    if anchor and (target not in trees or anchor not in anchors(trees[target])):
        return "no such heading"
    return ""
