# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a version of Pingdom's API can differ in."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, MonitoringError

Row = dict[str, t.Any]

#: The cause of what the plan of an account lacks altogether.
PLAN = "plan"
#: The cause of what is forbidden for a reason that nobody here knows.
UNKNOWN_CAUSE = "unknown"

#: What is at a path, where that does not say it.
_WORDS = {
    "/tms": "transaction checks",
    "/servertime": "time of its server",
    "/reports.email": "reports by e-mail",
    "/reports.public": "public reports",
    "/reports.shared": "banners",
}
#: An id as text.
_NUMBER = re.compile("[0-9]{1,18}")


class Denial(t.NamedTuple):
    """One meaning of HTTP 403: what Pingdom says begins with ``text``, a pattern, whatever its case.

    ``hints`` are for paths that have such a part, ``hint`` is for all others. ``cause`` is told to playbooks.
    """

    text: str
    kind: type[MonitoringError]
    words: str
    hint: str | None = None
    hints: t.Mapping[str, str] = {}
    cause: str | None = None


def documented_reason(content: t.Any) -> str | None:
    """What the documented error ``{"error": {"statuscode", "statusdesc", "errormessage"}}`` says."""
    error = content.get("error") if isinstance(content, dict) else None
    return str(error.get("errormessage") or error.get("statusdesc") or "") if isinstance(error, dict) else None


class Dialect(t.NamedTuple):
    """A version of the API.

    ``secrets`` and ``account`` are the connection options that hold its credentials and say whose account is meant.
    ``authorise`` makes the headers that authenticate from the connection options, and raises ``ConfigurationError``
    without credentials. ``body`` makes of the parameters of a write what travels: plain data as JSON, a ``Form`` as
    such; ``omits_blanks`` says that a creation leaves out what is empty. ``paths`` has the paths that are others than
    in version 3.1, with what follows them, and ``names`` by such paths the parameters and members that are called
    otherwise, by "" those that are so everywhere. ``text_ids`` says that ids are told as text. ``repeated`` are
    parameters of a query that are given once for each item of a list, in place of one text with commas. ``shapes`` make
    by such paths of a thing in an answer what version 3.1 has of it. ``only_listed`` are by such paths the members that
    lists have and details have not. ``piecemeal`` are such paths of things that have no detail, only a list, and that
    are told piece by piece; with the parameters that a creation takes. ``lacks`` says of paths and of options, given as
    ``resource.option``, what can do that in place of this version. ``reason`` is what the content of a refusal says,
    None for what is none of this API. ``denials`` are the meanings of 403 that are known.
    """

    version: str
    default_url: str
    secrets: tuple[str, ...]
    authorise: t.Callable[[t.Mapping[str, t.Any]], dict[str, str]]
    credentials: str
    credentials_hint: str
    url_hint: str
    denials: tuple[Denial, ...]
    account: tuple[str, ...] = ()
    body: t.Callable[[Row], t.Any] = lambda parameters: parameters
    omits_blanks: bool = False
    names: t.Mapping[str, t.Mapping[str, str]] = {}
    paths: t.Mapping[str, str] = {}
    text_ids: bool = False
    repeated: tuple[str, ...] = ()
    shapes: t.Mapping[str, t.Callable[[Row], Row]] = {}
    only_listed: t.Mapping[str, tuple[str, ...]] = {}
    piecemeal: t.Mapping[str, tuple[str, ...]] = {}
    lacks: t.Mapping[str, str] = {}
    reason: t.Callable[[t.Any], str | None] = documented_reason

    def secrets_in(self, options: t.Mapping[str, t.Any]) -> list[str]:
        """The secrets among the connection options."""
        return [str(options[name]) for name in self.secrets if options.get(name)]

    def account_of(self, options: t.Mapping[str, t.Any]) -> list[str]:
        """What tells accounts on one server apart: the credentials, and whose account is meant."""
        named = [str(options.get(name) or "").casefold() for name in self.account]
        return [*self.secrets_in(options), *named]

    def path(self, path: str) -> str:
        """``path``, which is one of version 3.1, as this version has it; ``ConfigurationError`` if it has none."""
        starts = _starts(path)
        self.refuse_lacking(*starts)
        known = next((one for one in starts if one in self.paths), "")
        return self.paths.get(known, "") + path[len(known) :]

    def has(self, path: str) -> bool:
        """Whether this version has a path."""
        return not any(one in self.lacks for one in _starts(path))

    def refuse_lacking(self, *what: str) -> None:
        """``ConfigurationError`` for the first of some paths or options that this version lacks."""
        for one in what:
            if one in self.lacks:
                resource, _dot, option = one.rpartition(".")
                told = f"{option} of a {resource}" if resource.isalpha() else one.lstrip("/")
                what_it_is = _WORDS.get(one, told)
                raise ConfigurationError(
                    f"Pingdom's API {self.version} has no {what_it_is}",
                    hint=f"Nothing was sent. {self.lacks[one]}",
                )

    def lacking(self, resource: str) -> list[str]:
        """The options of a resource that this version lacks."""
        return [one.partition(".")[2] for one in self.lacks if one.startswith(f"{resource}.")]

    def known(self, resource: str, shown: Row) -> Row:
        """What results have of a thing, with null for what this version lacks: nobody can tell it."""
        return {**shown, **{name: None for name in self.lacking(resource) if name in shown}}

    def sent(self, path: str, parameters: Row, creating: bool = False) -> t.Any:
        """The parameters of a write to ``path`` as they travel."""
        names = self._names(path)
        left_out: tuple[t.Any, ...] = ("", [], None) if creating and self.omits_blanks else ()
        return self.body({names.get(name, name): value for name, value in parameters.items() if value not in left_out})

    def first(self, path: str, parameters: Row) -> Row:
        """The parameters among those of a new thing that its creation takes; the others are told afterwards."""
        taken = self.piecemeal.get(path, parameters)
        return {name: value for name, value in parameters.items() if name in taken}

    def asked(self, path: str, query: t.Mapping[str, t.Any]) -> Row:
        """What ``path`` is asked with as it travels: a list is one text, as a rule; truth has small letters."""
        names = self._names(path)
        return {
            names.get(name, name): value if name in self.repeated else _in_query(value) for name, value in query.items()
        }

    def told(self, path: str, row: t.Any) -> t.Any:
        """What an answer of ``path`` has of one thing, by the names of version 3.1; what is no object as it is."""
        if not isinstance(row, dict):
            return row
        told: Row = row
        plain = {here: name for name, here in self._names(path).items()}
        if plain:
            told = {plain.get(name, name): value for name, value in told.items()}
        shape = next((self.shapes[start] for start in _starts(path) if start in self.shapes), None)
        if shape and "id" in told:
            told = shape(told)
        if self.text_ids and isinstance(told.get("id"), str) and _NUMBER.fullmatch(told["id"]):
            return {**told, "id": int(told["id"])}
        return told

    def _names(self, path: str) -> dict[str, str]:
        known = [self.names[start] for start in ("", *reversed(_starts(path))) if start in self.names]
        return {name: here for names in known for name, here in names.items()}


def _starts(path: str) -> list[str]:
    """``path`` and what it is below, the longest first: /checks/17, /checks."""
    parts = path.split("/")
    return ["/".join(parts[:number]) for number in range(len(parts), 1, -1)]


def _in_query(value: t.Any) -> t.Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(str(one) for one in value) if isinstance(value, list) else value
