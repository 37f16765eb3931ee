# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The parts of TEXTLIST and what it lacks: it tells what there is and how it is, and can be told nothing."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack, Parts

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist import facts
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.log import Client, TextlistLog

_OTHER_API = "Set api to v1, or to v2 on servers that have it."

#: Why nothing can be done over TEXTLIST.
READS_ONLY = Lack("only tells objects, their states and messages, and takes no orders", _OTHER_API)

#: The same of what API v1 alone can do.
_ONLY_V1 = READS_ONLY._replace(hint="Set api to v1.")

PROBES = Lack("tells of groups, servers (devices) and sensors, and of no probes", f"Select another kind. {_OTHER_API}")

#: What cannot be included.
LACKS: dict[str, Lack] = {
    "channels": Lack("needs API v1 or v2: TEXTLIST tells of no channels", f"Leave it out. {_OTHER_API}"),
    "settings": Lack("needs API v2: TEXTLIST tells of no settings", f"Leave it out. {_OTHER_API}"),
}


class _Parts(dict[str, t.Union[Lack, t.Callable[[t.Any], t.Any]]]):
    """A table that has an entry for every part: what is not in it is a lack, always for the same reason."""

    def __missing__(self, name: str) -> Lack:
        return READS_ONLY


def _facts(client: facts.Client) -> facts.TextlistFacts:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.facts import TextlistFacts

    return TextlistFacts(client)


def _log(client: Client) -> TextlistLog:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.log import TextlistLog

    return TextlistLog(client)


PARTS: Parts[t.Any] = _Parts(
    {
        "facts": _facts,
        "kinds": Lack("tells of objects alone", "Use API v2: set api and url to it."),
        "limits": _ONLY_V1,
        "log": _log,
        "schedule": _ONLY_V1,
    }
)
