# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""A table of PRTG's API v1 from the bytes of its XML; the only file that imports lxml.

Sources: PRTG API v1 facts, sections 2.3 (raw twins) and 8 (what real servers sent that is no XML).
"""

from __future__ import annotations

import contextlib
import io
import re
import typing as t

#: A cell's text by its column; the machine-readable twin of ``x`` is ``x_raw``.
Row = dict[str, str]

#: Characters that XML does not allow: the first by their bytes, which are part of no other character in UTF-8.
_NO_BYTES = bytes({*range(0x20)} - {0x9, 0xA, 0xD})
_NO_CHARACTERS = ("\ufffe", "\uffff")
_NUMERIC_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_LONE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)")


#: The objects of a sensor tree (PRTG API v1 facts, section 2.6).
_NODES = ("group", "probenode", "device", "sensor")


class NotATable(Exception):
    """The document is not the table that was asked for; the text says what it is, and may quote the server."""


class Table(t.NamedTuple):
    """One answer: the server's version, its count of all rows, and the rows of this page.

    ``counted`` is the count as it is written (None: not there), ``total`` the number that it is (None: it is none).
    ``goes_on``: the server says that rows follow (``listend="0"``; recordings have 1 on every page, also on full ones).
    """

    version: str | None
    total: int | None
    rows: list[Row]
    counted: str | None = None
    goes_on: bool = False


def read_table(body: bytes, roots: t.Collection[str], columns: t.Iterable[str]) -> Table:
    """The rows of a table whose root element is one of ``roots``, with those of ``columns`` that it has.

    Characters that XML does not allow are dropped, bytes that are no UTF-8 become U+FFFD; an ampersand that stands for
    itself is mended, but only after the document was refused as it came. Raises ``NotATable``.
    """
    wanted = _Columns(name for column in columns for name in (column, f"{column}_raw"))
    if _IN_UTF_8.match(body):
        # nearly every table is XML as it is: what takes that for granted saves a tenth of reading it
        with contextlib.suppress(NotATable):
            return _parse(body, roots, wanted)
    text = _text_of(body)
    try:
        return _parse(_bytes_of(text), roots, wanted)
    except NotATable:
        mended = _LONE_AMPERSAND.sub("&amp;", text)
        if mended == text:
            raise
        return _parse(_bytes_of(mended), roots, wanted)


class Cell(t.NamedTuple):
    """A member of a row: its name in lower case, its attributes (to be looked at now), and its text."""

    name: str
    attributes: t.Mapping[str, str]
    text: str


Made = t.TypeVar("Made")


def read_rows(body: bytes, roots: t.Collection[str], make: t.Callable[[list[Cell]], Made]) -> list[Made]:
    """What ``make`` makes of the cells of each row of a document, where names repeat and attributes count.

    Otherwise as ``read_table``. Raises ``NotATable``.
    """
    text = _text_of(body)
    try:
        return _parse_rows(text, roots, make)
    except NotATable:
        mended = _LONE_AMPERSAND.sub("&amp;", text)
        if mended == text:
            raise
        return _parse_rows(mended, roots, make)


def _parse_rows(text: str, roots: t.Collection[str], make: t.Callable[[list[Cell]], Made]) -> list[Made]:
    rows: list[Made] = []

    def keep(item: t.Any) -> None:
        if _is_row(item):
            cells = [cell for cell in item if isinstance(cell.tag, str)]
            rows.append(make([Cell(cell.tag.lower(), cell.attrib, _text(cell)) for cell in cells]))
            _forget(item)

    _read_through(_bytes_of(text), roots, ("item",), keep)
    return rows


def _text_of(body: bytes) -> str:
    """The text of a document, without the characters that XML does not allow."""
    text = body.translate(None, _NO_BYTES).decode("utf-8-sig", errors="replace")
    for character in _NO_CHARACTERS:
        text = text.replace(character, "")
    return _NUMERIC_REFERENCE.sub(_legal_reference, text) if "&#" in text else text


def _legal_reference(found: t.Match[str]) -> str:
    code = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    legal = code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return found.group() if legal else ""


def read_parents(body: bytes) -> dict[str, str]:
    """The id of each object of a sensor tree with the id of the object right above it.

    A tree has the objects that the account does not see as well, with id and name (recorded, PRTG 18.2.41). Raises
    ``NotATable``.
    """
    text = _LONE_AMPERSAND.sub("&amp;", _text_of(body))
    parents: dict[str, str] = {}

    def keep(node: t.Any) -> None:
        above = node.getparent()
        if node.get("id") and above is not None and above.tag in _NODES and above.get("id"):
            parents[node.get("id")] = above.get("id")
        if node.tag == "sensor":
            node.clear(keep_tail=False)

    _read_through(_bytes_of(text), ("prtg",), _NODES, keep)
    return parents


def read_members(body: bytes, root: str, names: t.Sequence[str]) -> dict[str, str]:
    """The texts of those elements of a small document that have these names. Raises ``NotATable``."""
    found: dict[str, str] = {}

    def keep(element: t.Any) -> None:
        found[element.tag] = element.text or ""

    _read_through(_bytes_of(_text_of(body)), (root,), names, keep)
    return found


class _Columns(dict[t.Any, t.Optional[str]]):
    """The wanted column that a cell with some tag is of, None for others; tags may be written in capitals."""

    def __init__(self, wanted: t.Iterable[str]) -> None:
        super().__init__((name, name) for name in wanted)

    def __missing__(self, tag: t.Any) -> str | None:
        self[tag] = self.get(tag.lower()) if isinstance(tag, str) else None
        return self[tag]


#: Bytes of a document of which all elements may be in memory at a time: a page of 2,500 rows has some 4 million at
#: most, and their elements take ten times as much. Reading a larger one bit by bit takes half as long again.
_AT_ONCE = 16_000_000


def _parse(body: bytes, roots: t.Collection[str], wanted: _Columns) -> Table:
    rows: list[Row] = []

    def keep(item: t.Any) -> None:
        if _is_row(item):
            rows.append(_row(item, wanted))
            _forget(item)

    if len(body) <= _AT_ONCE:
        root = _read_at_once(body, roots)
        rows = [_row(item, wanted) for item in root.iterchildren("item")]
    else:
        root = _read_through(body, roots, ("item",), keep)
    counted = root.get("totalcount")
    total = re.fullmatch(r"[0-9]{1,15}", (counted or "").strip())
    goes_on = root.get("listend", "").strip() == "0"
    return Table(root.findtext("prtg-version"), int(total.group()) if total else None, rows, counted, goes_on)


#: Documents that are in UTF-8 by their own word; others are by the vendor's.
_IN_UTF_8 = re.compile(rb'\A(?:\xef\xbb\xbf)?<\?xml version="1.0" encoding="UTF-8" *\?>', re.IGNORECASE)

#: Left out, since libxml2 2.9 believes the encoding that it names more than the parser's own.
_DECLARATION = re.compile(r"\A<\?xml\s[^>]{0,200}\?>")

#: How documents of a server are read: nothing in them leads anywhere else.
_SAFELY: dict[str, t.Any] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def _read_at_once(body: bytes, roots: t.Collection[str]) -> t.Any:
    """The root element, one of ``roots``, with everything in it."""
    from lxml import etree  # may be missing, where API v2 does without it; 3 % of starting a module

    try:
        root: t.Any = etree.fromstring(body, etree.XMLParser(**_SAFELY))
    except etree.XMLSyntaxError as error:
        raise NotATable(f"malformed XML ({error})") from None
    return _expected(root, roots)


def _read_through(
    body: bytes, roots: t.Collection[str], tags: t.Sequence[str], keep: t.Callable[[t.Any], None]
) -> t.Any:
    """Call ``keep`` with each element of these names when it ends; returns the root element, one of ``roots``."""
    from lxml import etree  # as above

    context = etree.iterparse(io.BytesIO(body), events=("end",), tag=tags, **_SAFELY)
    try:
        for _event, element in context:
            keep(element)
    except etree.XMLSyntaxError as error:
        raise NotATable(f"malformed XML ({error})") from None
    return _expected(context.root, roots)


def _bytes_of(text: str) -> bytes:
    return _DECLARATION.sub("", text, count=1).encode("utf-8")


def _expected(root: t.Any, roots: t.Collection[str]) -> t.Any:
    if root.getroottree().docinfo.doctype:
        raise NotATable("XML with a document type declaration, which PRTG never sends")
    if root.tag not in roots:
        raise NotATable(f"an XML document {root.tag!r}")
    return root


def _is_row(item: t.Any) -> bool:
    parent = item.getparent()
    return parent is not None and parent.getparent() is None


def _row(item: t.Any, wanted: _Columns) -> Row:
    row: Row = {}
    for cell in item:
        column = wanted[cell.tag]
        if column is not None:
            row[column] = _text(cell) if len(cell) else cell.text or ""
    return row


def _text(cell: t.Any) -> str:
    return "".join(cell.itertext()) if len(cell) else cell.text or ""


def _forget(item: t.Any) -> None:
    """Free what has been read: the content of this row, and the empty element of the one before."""
    item.clear()
    before = item.getprevious()
    if before is not None and before.tag == "item":
        item.getparent().remove(before)
