# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a server can be trusted with: the words in which each API says how it is asked.

It knows nothing of expressions, so that the tables of an API need not load the language.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS

#: Values of one property that one request names at most.
MAX_VALUES = 100

LISTED = ("=", "in")
STATED = ("=", "!=", "in")
ORDERED = ("=", "in", "<", "<=", ">", ">=")

#: What values look like, as texts, since most tasks ask for none.
ID = r"0|[1-9][0-9]{0,17}"
PLAIN = r"(?=.{1,100}\Z)[A-Za-z0-9_.-]+(?: [A-Za-z0-9_.-]+)*"
WORD = r"[A-Za-z0-9_-]{1,100}"


class Trust(t.NamedTuple):
    """With which operators a server is asked for a property, of which kinds, and what its values look like.

    ``doubtful``: it is a text that the server compares, so that "no match" is unproven.
    """

    operators: tuple[str, ...]
    value: str | None = None
    kinds: tuple[str, ...] = KINDS
    doubtful: bool = False

    def covers(self, operator: str, values: tuple[t.Any, ...], kind: str) -> bool:
        """Whether the server is asked for these values of objects of this kind."""
        if operator not in self.operators or kind not in self.kinds:
            return False
        if len(values) > MAX_VALUES or any(value is None or value is False for value in values):
            return False
        return self.value is None or all(re.fullmatch(self.value, value) for value in values)
