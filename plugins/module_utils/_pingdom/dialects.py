# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What is peculiar to a version of Pingdom's API: one object for each."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    MonitoringError,
    NotFound,
    PermissionDenied,
)

Row = dict[str, t.Any]

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
    """A version of the API, which speaks where ``is_meant`` by the connection options.

    ``authorise`` makes the headers that authenticate from the connection options, and raises ``ConfigurationError``
    without credentials. ``body`` makes of the parameters of a write what travels: plain data as JSON, a ``Form`` as
    such. ``paths`` has the paths that are others than in version 3.1, with what follows them, and ``names`` by such
    paths the parameters and members that are called otherwise, by "" those that are so everywhere. ``text_ids`` says
    that ids are told as text. ``lacks`` says of paths and of options, given as ``resource.option``, what can do that
    in place of this version. ``reason`` is what the content of a refusal says, None for what is none of this API.
    ``denials`` are the meanings of 403 that are known.
    """

    version: str
    is_meant: t.Callable[[t.Mapping[str, t.Any]], bool]
    default_url: str
    secrets: tuple[str, ...]
    authorise: t.Callable[[t.Mapping[str, t.Any]], dict[str, str]]
    credentials: str
    credentials_hint: str
    url_hint: str
    denials: tuple[Denial, ...]
    body: t.Callable[[Row], t.Any] = lambda parameters: parameters
    names: t.Mapping[str, t.Mapping[str, str]] = {}
    paths: t.Mapping[str, str] = {}
    text_ids: bool = False
    lacks: t.Mapping[str, str] = {}
    reason: t.Callable[[t.Any], str | None] = documented_reason

    def secrets_in(self, options: t.Mapping[str, t.Any]) -> list[str]:
        """The secrets among the connection options."""
        return [str(options[name]) for name in self.secrets if options.get(name)]

    def path(self, path: str) -> str:
        """``path``, which is one of version 3.1, as this version has it; ``ConfigurationError`` if it has none."""
        starts = _starts(path)
        self.refuse_lacking(*starts)
        known = next((one for one in starts if one in self.paths), "")
        return self.paths.get(known, "") + path[len(known) :]

    def refuse_lacking(self, *what: str) -> None:
        """``ConfigurationError`` for the first of some paths or options that this version lacks."""
        for one in what:
            if one in self.lacks:
                raise ConfigurationError(
                    f"Pingdom's API {self.version} has no {one.lstrip('/')}",
                    hint=f"Nothing was sent. {self.lacks[one]}",
                )

    def sent(self, path: str, parameters: Row) -> t.Any:
        """The parameters of a write to ``path`` as they travel."""
        names = self._names(path)
        return self.body({names.get(name, name): value for name, value in parameters.items()})

    def asked(self, path: str, query: t.Mapping[str, t.Any]) -> Row:
        """What ``path`` is asked with as it travels: a list is one text, with commas; truth has small letters."""
        names = self._names(path)
        return {names.get(name, name): _in_query(value) for name, value in query.items()}

    def told(self, path: str, row: t.Any) -> t.Any:
        """What an answer of ``path`` has of one thing, by the names of version 3.1; what is no object as it is."""
        if not isinstance(row, dict):
            return row
        plain = {here: name for name, here in self._names(path).items()}
        told = {plain.get(name, name): value for name, value in row.items()} if plain else row
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


_TOKEN_HINT = (
    f"{_options.how_to_give('pingdom', ('api_token',))} It is the API token of an integration of API 3.1, made in My "
    "Pingdom under Integrations, The Pingdom API; keys of API 2.1 do not work here."
)


def _bearer(options: t.Mapping[str, t.Any]) -> dict[str, str]:
    if not options.get("api_token"):
        raise ConfigurationError("no api_token is given", hint=_TOKEN_HINT)
    return {"Authorization": f"Bearer {options['api_token']}"}


#: The cause of what the plan of the account lacks altogether.
PLAN = "plan"

#: How a token that only reads may be told of; no source has its words (unverified).
_ONLY_READS = (
    r"(?:(?:permission|access) denied: )?(?:(?:the|this|your) )?(?:(?:api|access) )?(?:token|key|user) "
    r"(?:only )?(?:is|has|lacks|needs|requires|does not have|doesn't have) "
    r"(?:only |no )?(?:read[ -]only\b|read access only\b|read access\b|(?:read[/-])?write access\b)"
)

#: 403 has many meanings, which the text alone tells apart: an unknown check (mig4/pingdom-operator error.go), a wrong
#: key, which the token of 3.1 is to older versions (terraform-provider-pingdom issue 57), what the plan lacks, such as
#: windows (SolarWinds documentation, "Maintenance Windows"; 2.x also says so where the owner of the account is not
#: named, DataDog/documentation pull request 1554), a full account (ministryofjustice/cloud-platform-environments pull
#: request 33969), and a token that only reads, whose words are unverified.
_DENIALS = (
    Denial(
        "invalid check identifier",
        NotFound,
        "Pingdom does not know this check",
        "It was deleted, or belongs to another account than the API token.",
    ),
    Denial("invalid application key", AuthenticationFailed, "Pingdom does not accept the API token", _TOKEN_HINT),
    Denial(
        "not permitted for account type",
        PermissionDenied,
        "the plan of this account does not have this",
        "Leave it out, or change the plan, which My Pingdom shows.",
        hints={
            "/maintenance": "Maintenance windows need the plan Advanced or a higher one. Without them, pingdom_check "
            "can pause checks."
        },
        cause=PLAN,
    ),
    Denial(
        r"no free (?:uptime |transaction )?checks? (?:is |are )?available\b",
        Conflict,
        "the account is full",
        "GET /credits tells how many checks are left (availablechecks). Delete checks or extend the plan.",
    ),
    Denial(
        _ONLY_READS,
        PermissionDenied,
        "the API token may not do this",
        "A token that changes anything needs the access level Read/Write. It is set in My Pingdom under Integrations, "
        "The Pingdom API.",
    ),
)

V31 = Dialect(
    version="3.1",
    is_meant=lambda options: True,
    default_url=_options.PINGDOM["url"]["default"],
    secrets=("api_token",),
    authorise=_bearer,
    credentials="the API token",
    credentials_hint=_TOKEN_HINT,
    url_hint="its path must end with the API version, such as /api/3.1.",
    denials=_DENIALS,
)

DIALECTS: tuple[Dialect, ...] = (V31,)
"""Every version; the first that is meant speaks, and the last one always is."""


def dialect_of(options: t.Mapping[str, t.Any]) -> Dialect:
    """The version that the connection options mean."""
    return next(dialect for dialect in DIALECTS if dialect.is_meant(options))
