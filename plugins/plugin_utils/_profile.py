# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What has to be known of a service before it is asked."""

from __future__ import annotations

import typing as t

#: What every host of a source has alike, beside the fields of its record.
SHARED = ("server",)


class Profile(t.NamedTuple):
    """A service, as far as that is the same for all its sources.

    ``key`` is how names of files, variables and options start, ``name`` what people call it. ``fields`` are those of
    its records, in their order, ``no_names`` those of them that cannot be the name of a host, because they are lists or
    only true or false, and ``untold`` is the value of a field that nobody knows. ``templates`` are options that may be
    templates, ``libraries`` what reading may find missing.
    """

    key: str
    name: str
    fields: tuple[str, ...]
    no_names: frozenset[str]
    untold: t.Any
    templates: frozenset[str]
    libraries: frozenset[str]

    @property
    def hostvars(self) -> tuple[str, ...]:
        """What can become a variable of a host."""
        return (*self.fields, *SHARED)
