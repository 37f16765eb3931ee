# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an API can do besides reading and acting on objects: parts of its client, made when a module needs one.

Each API has a table of all parts (``v1/parts.py`` ...): what makes one of the client, or why it has none and what does.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError


class Lack(t.NamedTuple):
    """Something that an API cannot do: ``why``, as the end of a sentence that begins with the API, and what helps."""

    why: str
    hint: str

    def error(self, api: str) -> ConfigurationError:
        """What a task is told that needs it over this API."""
        return ConfigurationError(f"PRTG's API {api} {self.why}", hint=f"Nothing was sent. {self.hint}")


S = t.TypeVar("S")

#: The parts of an API by their names: what makes one of its client, or why there is none.
Parts = t.Mapping[str, t.Union[Lack, t.Callable[[S], t.Any]]]


def part_of(parts: Parts[S], name: str, api: str, server: S) -> t.Any:
    """A part of a client; ``ConfigurationError`` if its API lacks it. Nothing is sent for that."""
    entry = parts[name]
    if isinstance(entry, Lack):
        raise entry.error(api)
    return entry(server)
