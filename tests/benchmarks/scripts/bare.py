# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bare script costs that asks for the same pages, one after the other: bare.py REQUESTS TOKEN [read].

``REQUESTS`` is a file with a list of URLs without credentials. With ``read`` their rows become dictionaries, XML by
lxml; without, each page is only fetched, which is what the server itself takes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import requests


def rows_of(page: bytes, of_xml: bool) -> list[dict[str, Any]]:
    """The rows of a page."""
    if not of_xml:
        rows: list[dict[str, Any]] = json.loads(page)
        return rows
    from lxml import etree

    return [{cell.tag: cell.text for cell in item} for item in etree.fromstring(page).iter("item")]


def main() -> None:
    """Do it, and print how many rows came."""
    urls, token, reads = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2], "read" in sys.argv[3:]
    session, found = requests.Session(), []
    for url in urls:
        of_xml = "/api/v2/" not in url
        given = {"apitoken": token} if of_xml else None
        headers = {} if of_xml else {"Authorization": f"Bearer {token}"}
        page = session.get(url, params=given, headers=headers, timeout=300).content
        if reads:
            found.extend(rows_of(page, of_xml))
    print(len(found))


if __name__ == "__main__":
    main()
