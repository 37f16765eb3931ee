# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import NotATable, read_table

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" ?>'


def read(body, roots=("sensors",), columns=("objid", "name")):
    """A table, or the error: alike, whether the document says that it is in UTF-8, as PRTG's do, or nothing."""
    body = body if isinstance(body, bytes) else body.encode()
    table, error = attempt(body, roots, columns)
    if body.startswith(b"<") and not body.startswith(b"<?xml"):
        declared, refused = attempt(DECLARATION + body, roots, columns)
        assert (declared, type(refused)) == (table, type(error))
    if error is not None:
        raise error
    return table


def attempt(body, roots, columns):
    try:
        return read_table(body, roots, columns), None
    except NotATable as error:
        return None, error


def test_version_total_and_known_columns():
    table = read(
        '<sensors totalcount="12"><prtg-version>18.2.41.1636</prtg-version>'
        "<item><objid>1</objid><OBJID_RAW>01</OBJID_RAW><name>a</name><minigraph>0,0</minigraph></item>"
        "<item><objid>2</objid><name/></item></sensors>"
    )
    assert table.version == "18.2.41.1636"
    assert table.total == 12
    assert table.rows == [{"objid": "1", "objid_raw": "01", "name": "a"}, {"objid": "2", "name": ""}]


@pytest.mark.parametrize(
    "total", ["", 'totalcount=""', 'totalcount="-1"', 'totalcount="many"', f'totalcount="{"9" * 5000}"']
)
def test_a_count_that_is_none(total):
    assert read(f"<sensors {total}/>").total is None


def test_a_table_without_rows_and_version():
    table = read("<sensors/>")
    assert (table.version, table.rows) == (None, [])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("a\x00\x08\x0b\x1f\ufffe\uffffb", "ab"),
        ("a&#0;&#x1;&#x1F;&#xFFFE;&#xD800;&#x110000;&#11;b", "ab"),
        ("a&#9;&#x41;&#65;&#x1F600;b", "a\tAA\U0001f600b"),
        ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "'),
        ("tab\tand\nline", "tab\tand\nline"),
        ("<![CDATA[a & b <c>]]>", "a & b <c>"),
        ("a<!-- not seen --><?nor this?>b", "ab"),
        ("one <b>bold</b> word", "one bold word"),
    ],
)
def test_what_a_cell_may_hold(cell, value):
    assert read(f"<sensors><item><name>{cell}</name></item></sensors>").rows == [{"name": value}]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("a & b", "a & b"), ("?x=1&y=2", "?x=1&y=2"), ("R&D &amp; more", "R&D & more"), ("&nbsp;", "&nbsp;")],
)
def test_an_ampersand_that_stands_for_itself_is_mended(cell, value):
    assert read(f"<sensors><item><name>{cell}</name></item></sensors>").rows == [{"name": value}]


def test_an_ampersand_is_only_mended_where_xml_refuses_it():
    assert read("<sensors><item><name><![CDATA[a & b]]>&amp;</name></item></sensors>").rows == [{"name": "a & b&"}]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf<sensors><item><name>Gr\xc3\xb6\xc3\x9fe</name></item></sensors>",
        b'<?xml version="1.0" encoding="ISO-8859-1"?><sensors><item><name>Gr\xc3\xb6\xc3\x9fe</name></item></sensors>',
    ],
)
def test_utf8_whatever_the_declaration_says(body):
    assert read(body).rows == [{"name": "Größe"}]


def test_bytes_that_are_no_utf8_are_replaced():
    assert read(b"<sensors><item><name>Gr\xf6e</name></item></sensors>").rows == [{"name": "Gr\ufffde"}]


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE s>",
        '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE s [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE s SYSTEM "http://127.0.0.1:9/s.dtd">',
    ],
)
@pytest.mark.parametrize("cell", ["<name>x</name>", "<name>&b;</name>", "&b;"])
def test_a_document_type_declaration_is_refused(doctype, cell):
    with pytest.raises(NotATable, match=r"document type declaration|malformed"):
        read(f"{doctype}<sensors><item>{cell}</item></sensors>")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<sensors>",
        "<sensors><item><name>x</na",
        "<sensors/><sensors/>",
        "no xml",
        '{"sensors": []}',
        "<sensors>" + "<a>" * 300 + "</a>" * 300 + "</sensors>",
    ],
)
def test_malformed(body):
    with pytest.raises(NotATable, match="malformed XML"):
        read(body)


def test_another_document():
    with pytest.raises(NotATable, match="'devices'"):
        read("<devices/>")


def test_only_items_of_the_table_are_rows():
    body = "<sensors><item><objid>1</objid><name><item><objid>2</objid></item></name></item></sensors>"
    assert read(body, columns=("objid",)).rows == [{"objid": "1"}]
    with pytest.raises(NotATable, match="'item'"):
        read("<item/>")


def test_many_rows():
    rows = "".join(f"<item><objid>{number}</objid></item>" for number in range(5000))
    assert [cells["objid"] for cells in read(f"<sensors>{rows}</sensors>").rows] == [
        str(number) for number in range(5000)
    ]
