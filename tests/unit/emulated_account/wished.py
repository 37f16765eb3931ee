# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random options of checks of all types, as playbooks give them, for each kind of value."""

from __future__ import annotations

from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds

text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
filled = text.map(lambda value: f"x{value}")
word = st.text("abcxyz-", min_size=1, max_size=8)
VALUES = {
    kinds.TEXT: text,
    kinds.SECRET_TEXT: text.map(lambda value: value.replace(":", "")),
    kinds.HOST: st.sampled_from(["shop.example", "x-1", "bücher.example", "192.0.2.1", "2001:db8::1"]),
    kinds.ADDRESS: st.sampled_from(["192.0.2.1", "2001:db8::1", "[2001:DB8::1]"]),
    kinds.PATH: st.text("/abc?=&", max_size=8).filter(lambda path: not path.startswith("//")),
    kinds.BOOLEAN: st.booleans(),
    kinds.PAUSED: st.booleans(),
    kinds.ID_TEXT: st.lists(st.integers(1, 9), max_size=3).map(lambda ids: sorted(set(ids))),
    kinds.IDS: st.lists(st.integers(1, 9), max_size=3),
    kinds.TAGS: st.lists(word, max_size=3),
    kinds.URLS: st.lists(word, max_size=3),
}


def values_of(option):
    if option.kind is kinds.HEADERS:
        value = st.one_of(word, st.integers(0, 99), st.lists(word, min_size=1, max_size=2))
        names = st.lists(word, max_size=3, unique_by=str.lower)
        return names.flatmap(lambda keys: st.fixed_dictionaries({f"X-{key}": value for key in keys}))
    if option.choices:
        chosen = st.sampled_from(option.choices)
        return st.lists(chosen, max_size=3) if option.kind is kinds.REGIONS else chosen
    if option.kind is kinds.INTEGER:
        return st.integers(option.least, option.most or 99999)
    if option.required and option.kind is kinds.TEXT:
        return filled.map(lambda value: "".join(value.replace("/", "").replace(":", "").split()))
    return VALUES[option.kind]


@st.composite
def wishes(draw, check_type, required=True):
    """Options of a check as a playbook gives them, valid together."""
    params = {"type": check_type}
    for name, option in checks.schema_of(check_type).by_name.items():
        if (option.required and required) or draw(st.booleans()):
            params[name] = draw(values_of(option))
    if params.get("shouldcontain"):
        params.pop("shouldnotcontain", None)
    if params.get("verify_certificate") is False or "verify_certificate" not in params:
        params.pop("ssl_down_days_before", None)
    params.pop("ipv6", None)
    return params
