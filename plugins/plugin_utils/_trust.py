# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Text from PRTG is data: it is never a template, on any ansible-core, and it stays readable where nothing forbids.

ansible-core 2.19 and newer treat every string of an inventory plugin as untrusted data, and ``ansible-inventory``
prints it as ``{"__ansible_unsafe": ...}``, which AWX imports as a dictionary. A string that cannot be a template is
therefore marked as trusted there. Older releases template every string, so that there a string that could be a template
is marked as unsafe.
"""

from __future__ import annotations

import re
import typing as t

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
        if TRUST_IS_TAGGED:
            return trust_as_template(value) if _could_act(value) is None else value
        return value if _could_act(value) is None else unsafe_proxy.wrap_var(value)
    if isinstance(value, (list, tuple)):
        return [as_data(item) for item in value]
    if isinstance(value, dict):
        return {as_data(key): as_data(item) for key, item in value.items()}
    return value


def as_result(value: t.Any) -> t.Any:
    """The result of an expression as a variable: what cannot be a template is plain, all else stays as core made it."""
    return as_data(value) if TRUST_IS_TAGGED else value
