# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The versions of Pingdom's API: one object for each, and which of them is meant."""

from __future__ import annotations

import base64
import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    NotFound,
    PermissionDenied,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import legacy
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import PLAN, Denial, Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

#: The last part of a path, if it is the version of an API.
_VERSION = re.compile(r"/v?([0-9]+\.[0-9]+)/*$")

_TOKEN_HINT = (
    f"{_options.how_to_give('pingdom', ('api_token',))} It is the API token of an integration of API 3.1, made in My "
    "Pingdom under Integrations, The Pingdom API; keys of API 2.1 do not work here."
)
_USER_HINT = (
    f"{_options.how_to_give('pingdom', ('username', 'password', 'app_key'))} They are those of a user of My Pingdom, "
    "and the key of an application that was made there; a token of API 3.1 does not work here. Where several users "
    "share an account, account_email names its owner."
)
_OTHER_VERSION = "To use API {0}, set api_version to {0}, or let url end with /api/{0}."


def _bearer(options: t.Mapping[str, t.Any]) -> dict[str, str]:
    if options.get("api_token"):
        return {"Authorization": f"Bearer {options['api_token']}"}
    others = [name for name in ("username", "password", "app_key") if options.get(name)]
    more = f" {_OTHER_VERSION.format('2.1')}" if others else ""
    raise ConfigurationError("no api_token is given", hint=f"{_TOKEN_HINT}{more}")


def _user_and_key(options: t.Mapping[str, t.Any]) -> dict[str, str]:
    """Basic and ``App-Key``, and ``Account-Email`` for another account (2.1 documentation, "Authentication")."""
    missing = [name for name in ("username", "password", "app_key") if not options.get(name)]
    if missing:
        more = f" {_OTHER_VERSION.format('3.1')}" if options.get("api_token") else ""
        text = f"API 2.1 takes username, password and app_key; not given: {', '.join(missing)}"
        raise ConfigurationError(text, hint=f"{_USER_HINT}{more}")
    if ":" in options["username"]:
        raise ConfigurationError("username must not contain a colon", hint=_USER_HINT)
    login = f"{options['username']}:{options['password']}".encode("utf-8", "surrogatepass")
    headers = {"Authorization": f"Basic {base64.b64encode(login).decode()}", "App-Key": str(options["app_key"])}
    owner = options.get("account_email")
    return {**headers, **({"Account-Email": str(owner)} if owner else {})}


#: How a token that only reads may be told of; no source has its words (unverified).
_ONLY_READS = (
    r"(?:(?:permission|access) denied: )?(?:(?:the|this|your) )?(?:(?:api|access) )?(?:token|key|user) "
    r"(?:only )?(?:is|has|lacks|needs|requires|does not have|doesn't have) "
    r"(?:only |no )?(?:read[ -]only\b|read access only\b|read access\b|(?:read[/-])?write access\b)"
)


def _denials(credentials: str, hint: str, plan: str, writing: str) -> tuple[Denial, ...]:
    """What 403 means of a version; of its ``credentials`` with a hint each: of wrong ones, of plans, of writing.

    The text alone tells the meanings apart: an unknown check (mig4/pingdom-operator error.go), a wrong key, which the
    token of 3.1 is to older versions (terraform-provider-pingdom issue 57), what the plan lacks, such as windows
    (SolarWinds documentation, "Maintenance Windows"; 2.x also says so where the owner of the account is not named,
    DataDog/documentation pull request 1554), a full account (ministryofjustice/cloud-platform-environments pull request
    33969), and a token that only reads, whose words are unverified.
    """
    return (
        Denial(
            "invalid check identifier",
            NotFound,
            "Pingdom does not know this check",
            f"It was deleted, or belongs to another account than {credentials}.",
        ),
        Denial("invalid application key", AuthenticationFailed, f"Pingdom does not accept {credentials}", hint),
        Denial(
            "not permitted for account type",
            PermissionDenied,
            "the plan of this account does not have this",
            f"Leave it out, or change the plan, which My Pingdom shows.{plan}",
            hints={
                "/maintenance": "Maintenance windows need the plan Advanced or a higher one. Without them, "
                f"pingdom_pause can pause checks.{plan}"
            },
            cause=PLAN,
        ),
        Denial(
            r"no free (?:uptime |transaction )?checks? (?:is |are )?available\b",
            Conflict,
            "the account is full",
            "GET /credits tells how many checks are left (availablechecks). Delete checks or extend the plan.",
        ),
        Denial(_ONLY_READS, PermissionDenied, f"{credentials} may not do this", writing),
    )


V31 = Dialect(
    version="3.1",
    default_url="https://api.pingdom.com/api/3.1",
    secrets=("api_token",),
    authorise=_bearer,
    credentials="the API token",
    credentials_hint=_TOKEN_HINT,
    url_hint="its path must end with the API version, such as /api/3.1.",
    denials=_denials(
        "the API token",
        _TOKEN_HINT,
        "",
        "A token that changes anything needs the access level Read/Write. It is set in My Pingdom under Integrations, "
        "The Pingdom API.",
    ),
    lacks=dict.fromkeys(
        (
            *("/settings", "/servertime", "/reports.email", "/reports.public", "/reports.shared"),
            "contact.primary",
            "probe.only_transactions",
        ),
        f"API 2.1 has it. {_OTHER_VERSION.format('2.1')}",
    ),
    # so it has been deleted by (acceptance test of nordcloud/go-pingdom); the document has it in two spellings
    repeated=("occurrenceids",),
)

V21 = Dialect(
    version="2.1",
    default_url="https://api.pingdom.com/api/2.1",
    secrets=("password", "app_key"),
    account=("username", "account_email"),
    authorise=_user_and_key,
    credentials="the user or application key",
    credentials_hint=_USER_HINT,
    url_hint="its path must end with the API version, such as /api/2.1.",
    denials=_denials(
        "the user or application key",
        _USER_HINT,
        " Pingdom also says so where the account of several users is not named: then set account_email to its owner.",
        "The user needs the right to change things, which the owner of the account gives in My Pingdom.",
    ),
    body=legacy.form,
    # "to avoid Pingdom API reject the request" (nordcloud/go-pingdom commit 00d458a, on 2.1)
    omits_blanks=True,
    paths={"/alerting/contacts": "/users", "/alerting/teams": "/teams"},
    names={
        "/alerting/contacts": {"contacts": "users", "contact": "user"},
        "/alerting/teams": {"members": "users", "member_ids": "userids"},
    },
    shapes={"/alerting/contacts": legacy.user, "/reports.shared": legacy.banner},
    text_ids=True,
    # the tables of attributes ("Get Detailed Check Information", "Get Check List") have them at the list alone
    only_listed={"/checks": ("tags", "probe_filters")},
    piecemeal={"/alerting/contacts": ("name",)},
    lacks=dict.fromkeys(
        (
            "/tms",
            "check.verify_certificate",
            "check.ssl_down_days_before",
            "check.custom_message",
            "contact.types",
            "pause.transactions",
        ),
        f"API 3.1 has it. {_OTHER_VERSION.format('3.1')}",
    ),
)

DIALECTS: tuple[Dialect, ...] = (V31, V21)
"""Every version; the first one is meant where neither ``api_version`` nor ``url`` names one."""


def dialect_of(options: t.Mapping[str, t.Any]) -> Dialect:
    """The version that the connection options mean: ``api_version``, else what the path of ``url`` ends with.

    ``ConfigurationError`` where both are there and differ, for a version that nobody here speaks, and where the task
    names none and the environment alone has credentials of the version that would be meant, the task those of another.
    """
    known = {dialect.version: dialect for dialect in DIALECTS}
    told = options.get("api_version") or "auto"
    found = _VERSION.search((options.get("url") or "").strip())
    in_url = found and found[1]
    if in_url and in_url not in known:
        raise ConfigurationError(
            f"url is that of API {in_url}, which nothing here speaks",
            hint=f"Let it end with the version of one that is: {listed([*known])}.",
        )
    if in_url and told not in ("auto", in_url):
        raise ConfigurationError(
            f"url is that of API {in_url}, and api_version says {told}",
            hint="Leave out one of them, or let both name the same version.",
        )
    dialect = known.get(in_url or told, DIALECTS[0])
    if not ((in_url and _given(options, "url")) or (told != "auto" and _given(options, "api_version"))):
        _refuse_other_credentials(dialect, options)
    return dialect


def _given(options: t.Mapping[str, t.Any], *names: str) -> list[str]:
    """Those of some options that the task has given, in place of the environment."""
    return [one for one in names if options.get(one) and not _options.is_of_the_environment("pingdom", options, one)]


def _refuse_other_credentials(meant: Dialect, options: t.Mapping[str, t.Any]) -> None:
    """``ConfigurationError`` for credentials of another version in a task that would use the environment's: of whom?"""
    found = [name for name in _credentials_of(meant) if options.get(name)]
    if not found or _given(options, *found):
        return
    for other in DIALECTS:
        given = _given(options, *_credentials_of(other))
        if given:
            verb = "is" if len(given) == 1 else "are"
            variables = listed([_options.environment_variable("pingdom", name) for name in found])
            raise ConfigurationError(
                f"{listed(given)} {verb} given, which API {other.version} takes, and the environment has {variables} "
                f"for API {meant.version}",
                hint=f"Set api_version to 2.1 or 3.1, to say whose account is meant, or leave out {listed(given)}.",
            )


def _credentials_of(dialect: Dialect) -> list[str]:
    return [name for name in _options.PINGDOM if name in (*dialect.secrets, *dialect.account)]


def server_of(options: t.Mapping[str, t.Any]) -> str:
    """What the server of these options is called: host and base path of the URL, the same for all versions."""
    parts = urllib.parse.urlsplit(_options.base_url("pingdom", {**options, "url": url_of(options)}))
    path = _VERSION.sub("", parts.path).rstrip("/").removesuffix("/api")
    return f"{(parts.hostname or '').lower().rstrip('.')}{path}"


def url_of(options: t.Mapping[str, t.Any]) -> str:
    """The base URL that the connection options mean; of Pingdom itself, if they name none, that of the version."""
    return (options.get("url") or "").strip() or dialect_of(options).default_url
