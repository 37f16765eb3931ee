# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the guides of the docs site from the Markdown pages: python -m scripts.generate_guides.

Ansible's docs sites take reStructuredText only, GitHub shows both, and people write Markdown: so the pages in ``docs``
are the source, and what is in ``docs/docsite/rst`` is generated. A unit test fails when it is not up to date.
"""

from __future__ import annotations

import os
import re

from markdown_it.tree import SyntaxTreeNode

from scripts.environments import NAME, NAMESPACE, ROOT
from scripts.markdown import REPOSITORY, parse, slug, text_of

GUIDES = {
    "inventory": "docs/inventory.md",
    "maintenance_window": "roles/maintenance_window/README.md",
    "host_lifecycle": "roles/host_lifecycle/README.md",
    "filter_language": "docs/filter-language.md",
    "textlist": "docs/textlist.md",
    "errors": "docs/errors.md",
    "troubleshooting": "docs/troubleshooting.md",
    "emulator": "docs/emulator.md",
}
"""The guides by their names on the site, in the order of ``docs/docsite/extra-docs.yml``, with their sources."""
FOLDER = ROOT / "docs" / "docsite" / "rst"
LABEL = f"ansible_collections.{NAMESPACE}.{NAME}.docsite."
HEAD = """..
  SPDX-FileCopyrightText: 2026 opswatch contributors
  SPDX-License-Identifier: GPL-3.0-or-later

  Made from {source} by "python -m scripts.generate_guides": change that page.
"""
UNDERLINES = {"h1": "=", "h2": "-", "h3": "~", "h4": "^"}
Lines = list[str]


class CannotConvertError(Exception):
    """A page holds what this has no form for; the text says what."""


def guide(name: str) -> str:
    """Return the reStructuredText of one guide."""
    source = GUIDES[name]
    page = Page(name, source)
    body = page.blocks(parse((ROOT / source).read_text(encoding="utf-8")).children)
    return HEAD.format(source=source) + "\n" + re.sub(r"\n{3,}", "\n\n", "\n".join(body)).strip("\n") + "\n"


class Page:
    """A page on its way from Markdown; a method ``_block_TYPE`` returns the lines of a block of that type."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source

    def blocks(self, nodes: list[SyntaxTreeNode]) -> Lines:
        """Return blocks with an empty line after each."""
        return [line for node in nodes for line in (*self.block(node), "")]

    def block(self, node: SyntaxTreeNode) -> Lines:
        """Return the lines of one block."""
        way = getattr(self, f"_block_{node.type}", None)
        if way is None:
            raise CannotConvertError(f"{self.source}: no form for {node.type}")
        lines: Lines = way(node)
        return lines

    def _block_html_block(self, node: SyntaxTreeNode) -> Lines:
        if not node.content.startswith("<!--"):
            raise CannotConvertError(f"{self.source}: HTML: {node.content}")
        return []

    def _block_heading(self, node: SyntaxTreeNode) -> Lines:
        title = self.inline(node)
        label = LABEL + self.name + ("" if node.tag == "h1" else "." + slug(text_of(node)))
        return [f".. _{label}:", "", title, UNDERLINES[node.tag] * len(title)]

    def _block_paragraph(self, node: SyntaxTreeNode) -> Lines:
        return self.inline(node).split("\n")

    def _block_blockquote(self, node: SyntaxTreeNode) -> Lines:
        return indented(self.blocks(node.children), "    ")

    def _block_fence(self, node: SyntaxTreeNode) -> Lines:
        language = node.info.split(" ")[0] or "text"
        return [f".. code-block:: {language}", "", *indented(node.content.rstrip("\n").split("\n"), "    ")]

    def _block_bullet_list(self, node: SyntaxTreeNode) -> Lines:
        return self._items(node, ["*"] * len(node.children))

    def _block_ordered_list(self, node: SyntaxTreeNode) -> Lines:
        return self._items(node, [f"{number}." for number in range(1, len(node.children) + 1)])

    def _items(self, node: SyntaxTreeNode, marks: list[str]) -> Lines:
        lines: Lines = []
        for mark, item in zip(marks, node.children, strict=True):
            lines += [*hung(f"{mark} ", self.blocks(item.children)), ""]
        return lines

    def _block_table(self, node: SyntaxTreeNode) -> Lines:
        rows = [row for part in node.children for row in part.children]
        lines = [".. list-table::", "   :header-rows: 1", "   :widths: auto", ""]
        for row in rows:
            for number, cell in enumerate(row.children):
                lines += hung("   * - " if number == 0 else "     - ", self.inline(cell).split("\n"))
        return lines

    def inline(self, node: SyntaxTreeNode) -> str:
        """Return the text of a block with its markup, in which no markup stands inside another."""
        parts = [part for child in node.children for part in child.children]
        return joined([self.piece(part) for part in parts])

    def piece(self, node: SyntaxTreeNode) -> tuple[str, bool]:
        """Return a piece of text, and whether it is markup."""
        match node.type:
            case "text":
                return escaped(node.content), False
            case "softbreak":
                return "\n", False
            case "code_inline":
                return f"``{node.content}``", True
            case "strong":
                return f"**{escaped(text_of(node))}**", True
            case "em":
                return f"*{escaped(text_of(node))}*", True
            case "link":
                return self.link(text_of(node), str(node.attrs["href"])), True
        raise CannotConvertError(f"{self.source}: no form for {node.type}")

    def link(self, text: str, target: str) -> str:
        """Return a link to a guide of the site, or to the web."""
        if re.match(r"[a-z]+:", target) and not target.startswith(REPOSITORY):
            return f"`{escaped(text)} <{target}>`__"
        path, _hash, anchor = target.removeprefix(REPOSITORY).partition("#")
        folder = "" if target.startswith(REPOSITORY) else os.path.dirname(self.source)
        file = os.path.normpath(os.path.join(folder, path)) if path else self.source
        for name, source in GUIDES.items():
            if source == file:
                return f":ref:`{escaped(text)} <{LABEL}{name}{'.' + anchor if anchor else ''}>`"
        return f"`{escaped(text)} <{REPOSITORY}{file}{'#' + anchor if anchor else ''}>`__"


def escaped(text: str) -> str:
    """Take the meaning from characters that reStructuredText reads as markup."""
    return re.sub(r"([\\*`|]|_(?!\w))", r"\\\1", text)


def joined(pieces: list[tuple[str, bool]]) -> str:
    """Join pieces; markup that touches a word needs an escaped blank between, which nobody sees."""
    text = ""
    after_markup = False
    for piece, markup in pieces:
        touches = (markup and re.search(r"[^\s\-:/'\"<(\[{]\Z", text)) or (
            after_markup and re.match(r"[^\s\-.,:;!?/'\")\]}>\\]", piece)
        )
        text += ("\\ " if touches else "") + piece
        after_markup = markup
    return text


def indented(lines: Lines, by: str) -> Lines:
    """Indent lines that are not empty."""
    return [by + line if line else "" for line in lines]


def hung(mark: str, lines: Lines) -> Lines:
    """Put a mark before the first line, and the others below it."""
    first, *rest = "\n".join(lines).strip("\n").split("\n")
    return [mark + first, *indented(rest, " " * len(mark))]


def main() -> None:
    """Write every guide."""
    FOLDER.mkdir(exist_ok=True)
    for name in GUIDES:
        (FOLDER / f"{name}.rst").write_text(guide(name), encoding="utf-8")


if __name__ == "__main__":
    main()
