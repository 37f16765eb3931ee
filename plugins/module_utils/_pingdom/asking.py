# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""A module that only reads, in several kinds: each is a row of a table that says which options it has."""

from __future__ import annotations

import dataclasses
import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import AWAITED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Asked, Period
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.referring import NEVER_AWAITED, REFERENCES
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

#: Words of which there are few.
WORDS = dataclasses.replace(kinds.TAGS)

CHECK = Field("check", kinds.TEXT, required=True)
START, END = Field("start", kinds.TEXT), Field("end", kinds.TEXT)
PERIOD = (START, END)
PROBES = Field("probes", kinds.ID_TEXT, filled=True)


class Question(t.NamedTuple):
    """What a task asks: the options that are ``given``, with ids in place of names, and the ``period``."""

    given: Comparable
    period: Period
    check: int | None = None

    def query(self, options: Schema, *but: str) -> Row:
        """What Pingdom is asked with, besides the period."""
        told = [name for name in self.given if name not in ("check", "start", "end", *but)]
        return options.parameters_of(self.given, told)


class Kind(t.NamedTuple):
    """One kind: its ``options``, of which a ``required`` one has to be given, and how it is read.

    ``nothing`` is what it returns where it is not known yet what is meant. ``length`` are the seconds of a period
    without a start, None for all that has been. ``refuse`` raises ``ConfigurationError`` for what does not go together.
    """

    options: Schema
    nothing: Row
    read: t.Callable[[PingdomApi, Question], Result]
    length: t.Callable[[Comparable], int | None] = lambda _given: None
    refuse: t.Callable[[Comparable], None] = lambda _given: None


Table = t.Mapping[str, Kind]


def module_of(table: Table) -> dict[str, t.Any]:
    """What the ``Specification`` of its module is made of."""
    named = [name for name in REFERENCES if any(name in kind.options.by_name for kind in table.values())]
    ids = frozenset(named) - NEVER_AWAITED
    identity = Identity("check", tuple(named), ids, required=False, writes=False)

    def nothing_known(params: dict[str, t.Any]) -> Row:
        return table[params["kind"]].nothing

    return {
        "service": "pingdom",
        "block": Block(_options_of(table)),
        "run": identified(identity, nothing_known)(functools.partial(_answer, table)),
        "identity": identity,
    }


def _options_of(table: Table) -> dict[str, dict[str, t.Any]]:
    spec: dict[str, dict[str, t.Any]] = {"kind": {"type": "str", "choices": list(table), "required": True}}
    for kind in table.values():
        spec.update(kind.options.argument_spec())
    if all("check" in kind.options.by_name for kind in table.values()):
        spec["check"] = {**spec["check"], "required": True}
    return spec


def _answer(table: Table, params: dict[str, t.Any], check_mode: bool) -> Result:
    kind = table[params["kind"]]
    _refuse_foreign(table, params)
    given = kind.options.given(params)
    kind.options.refuse_emptied(given, f"kind {params['kind']}", "Nothing was sent. Leave it out, or fill it.")
    kind.refuse(given)
    asked = Asked.of(given)
    with connect(params) as api:
        found = _resolved(api, given, check_mode)
        if found.means_nothing:
            result = Result(values=kind.nothing)
        else:
            length = kind.length(given)
            period = asked.at(api.server_now() if asked.depends_on_now(length) else api.now(), length)
            result = kind.read(api, Question(found.given, period, found.check))
        result.warnings += [AWAITED.format(one) for one in found.awaited]
        return api.told(result)


def _refuse_foreign(table: Table, params: t.Mapping[str, t.Any]) -> None:
    """``ConfigurationError`` for options of other kinds, and for those that this one cannot be without."""
    word, options = params["kind"], table[params["kind"]].options
    for name in _options_of(table):
        if name != "kind" and params.get(name) is not None and name not in options.by_name:
            having = [other for other, one in table.items() if name in one.options.by_name]
            raise ConfigurationError(
                f"kind {word} has no option {name}", hint=f"Nothing was sent. It is one of kind {listed(having)}."
            )
    missing = options.missing(dict(params))
    if missing:
        raise ConfigurationError(f"kind {word} needs {listed(missing)}")


class _Resolved(t.NamedTuple):
    """What is ``given``, with ids in place of names, the ``check`` that it is about, and what check mode ``awaited``.

    Where nothing is left of an option, it ``means_nothing``: nothing can be told of what does not exist yet.
    """

    given: Comparable
    check: int | None
    awaited: list[str]
    means_nothing: bool


def _resolved(api: PingdomApi, given: Comparable, check_mode: bool) -> _Resolved:
    found = dict(given)
    awaited: list[str] = []
    for name, ids_of in REFERENCES.items():
        if name in given:
            references = given[name] if isinstance(given[name], list) else [given[name]]
            found[name], unknown = ids_of(api, references, check_mode)
            awaited += unknown
    check = next(iter(found.get("check", ())), None)
    return _Resolved(found, check, awaited, not all(found[name] for name in REFERENCES if name in found))
