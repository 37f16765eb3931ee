# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Two controllers that create the same thing at the same moment: the older one stays, whoever made it.

Pingdom has no unique names, and controllers share no lock. So each looks again after it created something. Ids grow, so
that the lowest is the oldest, and all come to the same decision; each removes only what it made itself. Lists may lag,
but a list that shows our own shows what is older as well, so that each looks until it sees its own. Where it does not
see it within seconds, two may stay, which a warning tells.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi


class Outcome(t.NamedTuple):
    """``older`` is what stays in place of ours; ``unseen`` says that the list did not show ours in time."""

    older: int | None
    unseen: bool

    def warnings(self, what: str, ours: int) -> list[str]:
        """What cannot be told, for the result."""
        if self.older is not None:
            return [
                f"{self.older} was made at the same moment as {what} {ours}, but cannot be read, so that both stay."
            ]
        if self.unseen:
            return [f"The list does not show {what} {ours} yet, so that one made at the same moment would not show."]
        return []


def look_again(api: PingdomApi, ours: int, listed: t.Callable[[], t.Iterable[int]]) -> Outcome:
    """Whether somebody else created the same before ``ours``; ``listed`` reads the ids that the list shows now."""
    for _look in api.looks():
        ids = list(listed())
        older = [one for one in ids if one < ours]
        if older:
            return Outcome(min(older), unseen=False)
        if ours in ids:
            return Outcome(None, unseen=False)
    return Outcome(None, unseen=True)
