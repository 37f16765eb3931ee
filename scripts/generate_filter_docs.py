# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the tables of ``docs/filter-language.md`` from the table of properties.

Run as ``python -m scripts.generate_filter_docs``. What is between the two marks is replaced, everything else stays. A
unit test fails when the page is not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import DIALECTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES, Property
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import OWN_KINDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import RECORD, STATUSES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking

PAGE = Path(__file__).resolve().parent.parent / "docs" / "filter-language.md"
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"


def page_with_tables(page: str) -> str:
    """Return the text of the page with fresh tables between its marks."""
    before, _unused, rest = page.partition(BEGIN)
    _unused, _unused, after = rest.partition(END)
    usable = [row for row in PROPERTIES.values() if row.fields]
    own = [row for row in PROPERTIES.values() if row.kinds and OWN_KINDS.keys() >= set(row.kinds)]
    others = [row for row in PROPERTIES.values() if row not in usable and row not in own]
    parts = [
        "### Properties that records of objects have\n",
        _table(usable, _of_objects),
        "\n### Properties of kinds of their own\n",
        "With `kind: [user]` and the like, `prtg_object_info` reads these over API v2, and they work there as others",
        "do on objects. Those above with such a kind behind *also* work on it as well. Which of them a server tells is",
        "unverified: what no row tells is an error, or is left to PRTG alone with `trust_server`. On objects they have",
        "no value (`nil`), and are an error where only objects are selected from.\n",
        _table(own, _of_own_kinds),
        "\n### Properties that PRTG knows and no record has\n",
        "They are understood and checked. An expression that needs one of them is refused before any request, because",
        "no row could be checked, unless a task leaves it to PRTG alone with `trust_server`. On objects of a kind that",
        "does not have it, such a property has no value (`nil`).\n",
        _table(others),
        "\n### Words for a status\n",
        _statuses(),
    ]
    return "\n".join([before + BEGIN, "", *parts, "", END + after])


def _table(rows: list[Property], fields_of: Callable[[Property], str] | None = None) -> str:
    """Return a table of properties; ``fields_of`` tells the fields of records that each is, if any are."""
    named = ["field of a record"] if fields_of else []
    head = ["property", "type", "operators", "kinds", "also", *named, "meaning"]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        fields = [fields_of(row)] if fields_of else []
        lines.append([
            f"`{row.name}`", _type(row), " ".join(f"`{operator}`" for operator in row.operators),
            _kinds(row), ", ".join(f"`{name}`" for name in row.also), *fields, row.about,
        ])  # fmt: skip
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _kinds(row: Property) -> str:
    """Return the kinds that have a property, those of their own apart."""
    kinds = ", ".join(row.kinds or ()) or "all"
    return f"{kinds}; also {', '.join(row.beside)}" if row.beside else kinds


def _of_objects(row: Property) -> str:
    return ", ".join(f"`{field}`" for field in row.fields) + _where(row)


def _of_own_kinds(row: Property) -> str:
    fields = (OWN_KINDS[kind].properties()[row.name] for kind in row.kinds or ())
    return ", ".join(f"`{field}`" for field in dict.fromkeys(fields))


def _type(row: Property) -> str:
    """Return the type, or the words of an enumeration that has no table of its own."""
    words = RECORD[row.fields[0]].words if row.tokens and row.fields and row.name != "status" else ()
    return ", ".join(f"`{word}`" for word in words) or row.type


def _where(row: Property) -> str:
    """Return where a record lacks what other records have."""
    lacking = [asking.name for asking in _every_asking() if not asking.tells(row)]
    return f" (not over {', '.join(lacking)})" if lacking else ""


def _every_asking() -> Iterator[Asking]:
    """Yield every way to ask a server, those that stand in for another after it."""
    for dialect in reversed(DIALECTS.values()):
        asking: Asking | None = dialect.asking()
        while asking is not None:
            yield asking
            asking = asking.otherwise


def _statuses() -> str:
    lines = [["word", "also", "API v1", "silent because of"], ["---"] * 4]
    lines += [[f"`{one.token}`", f"`{one.answer}`", f"`{one.code}`", one.paused_by or ""] for one in STATUSES]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> int:
    """Rewrite the page."""
    PAGE.write_text(page_with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
