# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write README's table of tested versions from the plan of "make test": python -m scripts.tested_versions.

What is between the two marks is replaced. A unit test fails when the table is not up to date.
"""

from __future__ import annotations

from scripts import cores
from scripts.environments import ROOT
from scripts.interpreters import Version, text

PAGE = ROOT / "README.md"
BEGIN, END = "<!-- tested versions: begin -->", "<!-- tested versions: end -->"
TESTS = ("everything", "what differs between cores", "what differs between cores, and the oldest libraries")
"""What runs on the newest, the middle and the oldest core."""
MORE = "what differs between cores, with `CORES=all`"


def every_python() -> list[Version]:
    """Return all Pythons that the table of cores names, for controllers or for modules."""
    newest = max(newest for _oldest, newest in cores.CONTROLLER_PYTHONS.values())
    return [(3, minor) for minor in range(cores.OLDEST_TARGET[1], newest[1] + 1)]


def table() -> str:
    """Return what "make test" runs where every Python is at hand, newest core first."""
    chosen = dict(zip(cores.legs(every_python()), TESTS, strict=True))
    lines = [
        "| ansible-core | runs on Python | tested on | modules on | by `make test` |",
        "|---|---|---|---|---|",
    ]
    for leg in cores.every_leg(every_python()):
        oldest, newest = map(text, cores.CONTROLLER_PYTHONS[leg.core])
        tested = f"{text(leg.controller)} | {text(leg.target)}"
        lines.append(f"| {leg.core} | {oldest} to {newest} | {tested} | {chosen.get(leg, MORE)} |")
    return "\n".join(lines)


def page_with_table(page: str) -> str:
    """Return the text of the page with a fresh table between its marks."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> None:
    """Write the table."""
    PAGE.write_text(page_with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
