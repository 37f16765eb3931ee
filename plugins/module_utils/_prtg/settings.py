# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The settings of an object as a task sees them: sections, what of them counts, what is the object's own.

Values are PRTG's own: texts, over API v2 also lists. Nothing secret is among them.
"""

from __future__ import annotations

import math
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.secrecy import (
    CREDENTIAL,
    without_secrets_in_addresses,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import HIDDEN
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import cut, printable

Values = dict[str, t.Any]

#: The section of what cannot be inherited.
BASIC = "basic"

#: Characters of the longest value that is shown, and how deep one may be nested.
LONGEST, _DEEPEST = 20_000, 8

_LONGEST_NAME = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Source(t.NamedTuple):
    """An object that something is inherited from; None for what is not told."""

    id: str | None
    name: str | None

    @property
    def record(self) -> dict[str, t.Any] | None:
        """As records have it; None where nothing is told."""
        return {"id": self.id, "name": self.name} if self.id or self.name else None


NOBODY = Source(None, None)


class Section(t.NamedTuple):
    """A section: whether it is inherited (None: it cannot be, or nobody tells), from where, the values that count, and
    those that the object has of its own. None for values that are not told."""

    inherited: bool | None
    source: Source
    values: t.Mapping[str, t.Any] | None
    own: t.Mapping[str, t.Any] | None


class Shower:
    """Makes records of sections, without secrets; ``redact`` hides those that are known by their letters.

    What objects have in common is looked through once.
    """

    def __init__(self, redact: t.Callable[[str], str]) -> None:
        self._redact = redact
        self._known: dict[str, str | None] = {}

    def settings(self, sections: t.Mapping[str, Section]) -> dict[str, dict[str, t.Any]]:
        """The record of an object's settings."""
        return {
            self._name(name): {
                "inherited": one.inherited,
                "inherited_from": self._source(one.source) if one.inherited else None,
                "values": self._values(one.values),
                "own": self._values(one.own),
            }
            for name, one in sections.items()
        }

    def text(self, text: str) -> str | None:
        """A text without control characters and secrets; None for one that is too long to be looked through."""
        if text not in self._known:
            self._known[text] = self._without_secrets(_CONTROL.sub("", text)) if len(text) <= LONGEST else None
        return self._known[text]

    def _without_secrets(self, text: str) -> str:
        return without_secrets_in_addresses(self._redact(text), HIDDEN)

    def _source(self, source: Source) -> dict[str, t.Any] | None:
        return Source(source.id, None if source.name is None else self.text(source.name)).record

    def _values(self, values: t.Mapping[str, t.Any] | None) -> Values | None:
        return None if values is None else {self._name(name): self._value(name, one) for name, one in values.items()}

    def _value(self, name: str, value: t.Any, levels: int = _DEEPEST) -> t.Any:
        """A value; stars where its name tells of a credential, whether there is one or not."""
        if CREDENTIAL.search(name):
            return HIDDEN
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, (dict, list)) and levels == 0:
            return None
        if isinstance(value, dict):
            return {self._name(inner): self._value(inner, one, levels - 1) for inner, one in value.items()}
        if isinstance(value, list):
            return [self._value("", one, levels - 1) for one in value]
        return None if isinstance(value, float) and not math.isfinite(value) else value

    def _name(self, name: str) -> str:
        return cut(printable(self.text(name[:_LONGEST_NAME]) or ""), _LONGEST_NAME)
