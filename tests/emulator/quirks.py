# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Named oddities of the real services, each with the source that proves it, each switchable at run time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quirk:
    """One oddity: its name, what it does, where it was seen, and whether it is on unless told otherwise."""

    name: str
    description: str
    source: str
    default: bool = False


class Quirks:
    """The set of known quirks and which of them are on."""

    def __init__(self, known: list[Quirk]) -> None:
        self.known = {quirk.name: quirk for quirk in known}
        self._on: dict[str, bool] = {}
        self.reset()

    def __getitem__(self, name: str) -> bool:
        return self._on[name]

    def set(self, name: str, on: bool) -> None:
        """Switch a quirk; a ``KeyError`` for a name nobody declared."""
        if name not in self.known:
            raise KeyError(name)
        self._on[name] = on

    def reset(self) -> None:
        """Every quirk back to its default."""
        self._on = {name: quirk.default for name, quirk in self.known.items()}

    def as_markdown(self) -> str:
        """The table in docs/emulator.md."""
        rows = [
            f"| `{quirk.name}` | {'on' if quirk.default else 'off'} | {quirk.description} | {quirk.source} |"
            for quirk in self.known.values()
        ]
        return "\n".join(["| Quirk | Default | What it does | Source |", "| --- | --- | --- | --- |", *rows])

    def as_json(self) -> dict[str, dict[str, object]]:
        """What ``GET /_emulator/quirks`` answers."""
        return {
            name: {
                "on": self._on[name],
                "default": quirk.default,
                "description": quirk.description,
                "source": quirk.source,
            }
            for name, quirk in self.known.items()
        }
