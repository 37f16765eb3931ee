# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Versions of PRTG: what a server says, and which ones this collection is written for."""

from __future__ import annotations

import re
import typing as t

#: What a version begins with: the numbers, of which the first two count. Servers add ``+`` or text.
_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}(?![0-9])")

Numbers = tuple[int, ...]


class Known(t.NamedTuple):
    """The oldest and the newest version from which answers of an API are known; between them nothing is warned of."""

    oldest: Numbers
    newest: Numbers

    def warning(self, told: str | None) -> str | None:
        """What to tell users of a version; None if it is among these.

        The manual demands of clients to reject servers that are older than what they were made for, and to warn of
        those that differ by 0.1 or more (facts of API v1, section 7). It is only warned of here, also of a server that
        tells no version or an odd one: what it can do shows in its answers.
        """
        numbers = numbers_of(told)
        if numbers is not None and numbers[:2] > self.newest:
            return (
                f"The server runs PRTG {told}; this collection is written for {dotted(self.oldest)} to "
                f"{dotted(self.newest)}, and what has changed since is not known to it."
            )
        return self.warning_of_old(told)

    def warning_of_old(self, told: str | None) -> str | None:
        """The same, but None for newer ones as well."""
        numbers = numbers_of(told)
        if numbers is None:
            return "The PRTG server does not tell its version."
        if numbers[:2] < self.oldest:
            return f"The server runs PRTG {told}; this collection is made for {dotted(self.oldest)} and newer."
        return None


def version_in(text: t.Any) -> str | None:
    """The version that a text begins with, without what servers write behind it; None if it begins with none."""
    found = _VERSION.match(text.strip()) if isinstance(text, str) else None
    return found.group() if found else None


def numbers_of(told: str | None) -> Numbers | None:
    """The numbers of a version, two of them at least; None for what is none."""
    version = version_in(told)
    if version is None:
        return None
    numbers = tuple(int(part) for part in version.split("."))
    return numbers if len(numbers) > 1 else (*numbers, 0)


def dotted(numbers: Numbers) -> str:
    """A version as people write it."""
    return ".".join(map(str, numbers))
