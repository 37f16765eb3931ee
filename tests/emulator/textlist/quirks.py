# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms that a TEXTLIST reply can have. No capture of one is public, so that each follows from the document."""

from __future__ import annotations

from ..quirks import Quirk

DOCUMENT = "the vendor's documentation of TEXTLIST"
FACTS = "prtg-v1-facts section 9"

TEXTLIST_QUIRKS: list[Quirk] = [
    Quirk(
        "textlist_ipcheck5",
        "The server is IPCheck Server Monitor 5: identifiers in lower case, icons by number.",
        f"{FACTS}, fixture ipcheck5.textlist",
    ),
    Quirk(
        "textlist_decimal_point",
        "Times have a decimal point instead of a comma, which makes one parameter of them.",
        f"fixture prtg7_en.textlist; {DOCUMENT} has a comma",
    ),
    Quirk(
        "textlist_future",
        "There are unknown identifiers, more parameters in each line, blank lines and short ones.",
        f"{DOCUMENT}, note 4; fixture unknown_ids_and_extra_params.textlist",
    ),
    Quirk("textlist_ansi", "Texts are in Windows-1252.", f"{FACTS} (ansi text), fixture latin1_bytes.textlist"),
    Quirk("textlist_line_feeds", "Lines end in LF instead of CRLF.", f"{DOCUMENT} does not say"),
    Quirk("textlist_no_clock", "The line with the server's time is missing.", "fixture latin1_bytes.textlist"),
    Quirk(
        "textlist_other_states",
        "Sensors in a state that is not one of the document's four have PRTG's own word for it.",
        f"{DOCUMENT} has four words; unverified",
    ),
    Quirk(
        "textlist_flags_omitted",
        "Groups and servers that are not paused lack the last parameter.",
        f"{DOCUMENT}: a parameter 'if group is paused'; unverified",
    ),
    Quirk(
        "textlist_unauthorized",
        "Wrong credentials are answered by 401 instead of the log-in page.",
        f"{DOCUMENT} does not say",
    ),
]
