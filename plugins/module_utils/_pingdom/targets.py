# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Where alerts of a contact go: e-mail and SMS targets, each with a severity.

Sources: schemas ``Emails``, ``SMSes`` and ``ContactTargets`` of OpenAPI document 3.1, and the tables of users in the
2.1 documentation, which also has the default and the providers in capitals.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reaching
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Kind
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

#: The member of answers and requests that has them.
MEMBER = "notification_targets"
SEVERITIES = ("HIGH", "LOW")
#: As go-pingdom lists them; 2.1 writes them in capitals.
PROVIDERS = ("nexmo", "bulksms", "esendex", "cellsynt")

_SEVERITY = {"type": "str", "choices": [*SEVERITIES], "required": True}
_SUBOPTIONS: dict[str, dict[str, t.Any]] = {
    "email": {"address": {"type": "str", "required": True}, "severity": _SEVERITY},
    "sms": {
        "country_code": {"type": "str", "required": True},
        "number": {"type": "str", "required": True},
        "provider": {"type": "str", "choices": [*PROVIDERS], "default": PROVIDERS[0]},
        "severity": _SEVERITY,
    },
}
#: The kinds that can be written. Answers have app devices besides, which nobody can write.
KINDS = tuple(_SUBOPTIONS)


def _text(row: t.Any, name: str) -> str:
    value = row[name]
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value).strip()
    raise TypeError


def _email(row: t.Any) -> Row:
    return {"address": _text(row, "address"), "severity": _text(row, "severity").upper()}


def _sms(row: t.Any) -> Row:
    """A number. 2.1 gives the provider in capitals, and has one where none was told."""
    return {
        "country_code": _text(row, "country_code"),
        "number": _text(row, "number"),
        "provider": (_text(row, "provider") if row.get("provider") is not None else PROVIDERS[0]).lower(),
        "severity": _text(row, "severity").upper(),
    }


def _given_email(row: Row) -> Row:
    return _email({**row, "address": _given(row, "address", reaching.mail_address, _ONE_ADDRESS)})


def _given_sms(row: Row) -> Row:
    code = _given(row, "country_code", reaching.country_code, _A_CODE)
    number = _given(row, "number", reaching.digits, _A_NUMBER)
    return _sms({**row, "country_code": code, "number": number})


_ONE_ADDRESS = "Give each address as name@example.com, one to an item."
_A_CODE = "Give the code of a country in one to four digits, such as 49 or +49."
_A_NUMBER = "Give the number without the country code, in digits and in quotes: YAML takes 0151 for another number."


def _given(row: Row, name: str, plain: t.Callable[[str], str], hint: str) -> str:
    """A member of a target in its plain form; ``ConfigurationError`` that repeats what is none."""
    try:
        value = plain(row[name])
    except ValueError:
        value = ""
    if not value:
        raise ConfigurationError(f"{name} of a target cannot be {quoted(row[name])}", hint=f"Nothing was sent. {hint}")
    return value


def same(row: Row) -> Row:
    """A target in the form in which equal ones are equal: addresses have no case."""
    return {name: value.casefold() if name == "address" else value for name, value in row.items()}


def place(row: Row) -> Row:
    """Where a target leads, whatever its severity and provider."""
    return {name: value for name, value in same(row).items() if name not in ("severity", "provider")}


def _as_set(rows: t.Iterable[Row]) -> list[Row]:
    """Targets, each once, in an order that follows from them; of addresses that differ in case alone there is one."""
    ordered = sorted(rows, key=lambda row: ([*same(row).values()], [*row.values()]))
    alike = [same(row) for row in ordered]
    return [row for number, row in enumerate(ordered) if alike[number] not in alike[:number]]


def _kind(kind: str, given: t.Callable[[Row], Row], read: t.Callable[[t.Any], Row]) -> Kind:
    def answered(raw: t.Any) -> list[Row]:
        if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
            raise TypeError
        return _as_set(read(row) for row in raw)

    return Kind(
        {"type": "list", "elements": "dict", "options": _SUBOPTIONS[kind]},
        lambda rows: _as_set(given(row) for row in rows),
        answered,
        lambda name, rows: {name: rows},
        empty=[],
        canonical=lambda rows: _as_set(same(row) for row in rows),
    )


_EMAIL = _kind("email", _given_email, _email)
_SMS = _kind("sms", _given_sms, _sms)

#: The fields, called as users find them in the option ``targets``.
FIELDS = tuple(Field(f"targets.{kind}", of, []) for kind, of in (("email", _EMAIL), ("sms", _SMS)))


def apart(thing: t.Mapping[str, t.Any], member: str) -> Row:
    """An answer or options with the targets in ``member``, each kind as a field of its own."""
    targets = thing.get(member) or {}
    if not isinstance(targets, dict):
        raise UnexpectedAnswer(f"the targets of contact {thing.get('id')} have a shape that this module does not know")
    return {**thing, **{f"targets.{kind}": targets[kind] for kind in KINDS if kind in targets}}


def together(values: Comparable, member: str) -> Row:
    """The reverse of ``apart``: what fields have, with the targets in ``member``, if there are any kinds of them."""
    targets = {kind: values[f"targets.{kind}"] for kind in KINDS if f"targets.{kind}" in values}
    plain = {name: value for name, value in values.items() if not name.startswith("targets.")}
    return {**plain, **({member: targets} if targets else {})}


def devices_of(answer: t.Mapping[str, t.Any]) -> list[Row]:
    """The app devices among the targets of an answer: ``kind`` (apns, agcm, ...), ``name`` and ``severity``."""
    targets = answer.get(MEMBER) or {}
    rows = [
        (kind, row)
        for kind, found in sorted(targets.items())
        if kind not in KINDS and isinstance(found, list)
        for row in found
        if isinstance(row, dict)
    ]
    return [
        {
            "kind": kind,
            "name": _or_none(row, "device_name"),
            "severity": (_or_none(row, "severity") or "").upper() or None,
        }
        for kind, row in rows
    ]


def _or_none(row: Row, name: str) -> str | None:
    return row[name] if isinstance(row.get(name), str) else None


def lacking(state: Comparable, devices: t.Iterable[Row] = ()) -> list[str]:
    """The severities that no target has (terraform-provider-pingdom issues 82 and 88; unverified)."""
    rows = [*(row for field in FIELDS for row in state[field.name]), *devices]
    return [severity for severity in SEVERITIES if severity not in {row["severity"] for row in rows}]


def kept(there: t.Collection[Row], wanted: t.Iterable[Row]) -> list[Row]:
    """``wanted``, in the spelling in which it is ``there`` already."""
    known = {tuple(same(row).items()): row for row in there}
    return _as_set(known.get(tuple(same(row).items()), row) for row in wanted)
