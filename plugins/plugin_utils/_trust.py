# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Text from a monitoring service is data: it is never a template, on any ansible-core.

ansible-core 2.19 and newer treat every string of an inventory plugin as untrusted data by themselves, and nothing here
changes that where a play is run. Older releases template every string, so that there a string that could be a template
is marked as unsafe.

``ansible-inventory`` of core 2.19 and newer prints untrusted strings as ``{"__ansible_unsafe": ...}``, which AWX
imports as dictionaries. Only where it exports, which is how AWX runs it and where nothing is templated any more,
strings that cannot be a template are marked as trusted.
"""

from __future__ import annotations

import re
import typing as t

from ansible import context
from ansible.utils import unsafe_proxy

try:
    from ansible.template import trust_as_template
except ImportError:  # ansible-core before 2.19
    trust_as_template = None

#: Whether this ansible-core knows trusted strings (2.19 and newer).
TRUST_IS_TAGGED = trust_as_template is not None

#: What can make a string more than text: delimiters, the header that changes them, and the functions that run things,
#: which would matter in a condition that is itself made from data.
_could_act = re.compile(r"[{}]|\A#jinja2:|\b(?:lookup|query|q)\s*\(").search


def is_inert(text: str) -> bool:
    """Whether no ansible-core can see anything but text in ``text``."""
    return _could_act(text) is None


def as_data(value: t.Any) -> t.Any:
    """``value`` as a variable that is never templated; containers are copied, tuples become lists."""
    if isinstance(value, str):
        return value if TRUST_IS_TAGGED or _could_act(value) is None else unsafe_proxy.wrap_var(value)
    if isinstance(value, (list, tuple)):
        return [as_data(item) for item in value]
    if isinstance(value, dict):
        return {as_data(key): as_data(item) for key, item in value.items()}
    return value


def is_export() -> bool:
    """Whether this process is ``ansible-inventory`` that lists for an export, and has to mark what may be plain."""
    options = context.CLIARGS  # only ansible-inventory knows both
    return TRUST_IS_TAGGED and bool(options.get("list") and options.get("export"))


class Plain:
    """Makes strings plain for an export; each that repeats is marked once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, value: t.Any) -> t.Any:
        """``value`` with every string that cannot be a template marked as trusted; containers are copied."""
        if isinstance(value, str):
            known = self._known.get(value)
            if known is None:
                known = self._known[value] = trust_as_template(value) if is_inert(value) else value
            return known
        if isinstance(value, (list, tuple)):
            return [self(item) for item in value]
        if isinstance(value, dict):
            return {self(key): self(item) for key, item in value.items()}
        return value

    def mark(self, variables: dict[str, t.Any], names: t.Iterable[str]) -> None:
        """Make those of ``variables`` plain that have these ``names``."""
        for name in names:
            if name in variables:
                variables[name] = self(variables[name])
