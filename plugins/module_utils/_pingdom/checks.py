# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The nine types of check as one table, and the rules between their fields.

Sources: schemas ``CreateCheck``, ``ModifyCheckSettings`` and ``DetailedCheck`` of OpenAPI document 3.1, and the
recorded answers to a minimal POST for the defaults.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import (
    NAME,
    PAUSED,
    TAGS,
    refuse_unusable_tag,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed


def _port(default: int | None = None) -> Field:
    return Field("port", kinds.INTEGER, default, required=default is None, least=1, most=65535)


def _text(name: str, required: bool = False, kind: kinds.Kind = kinds.TEXT, excludes: str = "") -> Field:
    return Field(name, kind, "", required=required, filled=required, excludes=excludes)


def _path(default: str | None = None) -> Field:
    # not named "url", which is the base URL of the API in every module
    return Field("url_path", kinds.PATH, default, write="url", read="url", required=default is None)


_ENCRYPTION = Field("encryption", kinds.BOOLEAN, False)
# Both travel as "auth", user and password with a colon between them; answers have them apart.
_BOTH = ("auth_username", "auth_password")
_AUTH = (
    Field("auth_username", kinds.SECRET_TEXT, "", write="auth", read="username", secret=True, joined=_BOTH),
    Field("auth_password", kinds.SECRET_TEXT, "", write="auth", read="password", secret=True, joined=_BOTH),
)
_CERTIFICATE = (
    Field("verify_certificate", kinds.BOOLEAN, True),
    Field("ssl_down_days_before", kinds.INTEGER, 0, least=0),
)

COMMON: tuple[Field, ...] = (
    NAME,
    Field("host", kinds.HOST, read="hostname", required=True, filled=True, always=True),
    PAUSED,
    Field("resolution", kinds.INTEGER, 5, choices=(1, 5, 15, 30, 60)),
    TAGS,
    Field("contacts", kinds.ID_TEXT, [], write="userids", read="userids"),
    Field("teams", kinds.ID_TEXT, [], write="teamids"),
    Field("integrations", kinds.IDS, [], write="integrationids", read="integrationids"),
    Field("probe_filters", kinds.REGIONS, [], choices=("NA", "EU", "APAC", "LATAM")),
    # 0 is refused in requests, though old checks show it (terraform-provider-pingdom issue 24)
    Field("sendnotificationwhendown", kinds.INTEGER, 2, least=1),
    Field("notifyagainevery", kinds.INTEGER, 0, least=0),
    Field("notifywhenbackup", kinds.BOOLEAN, True),
    Field("ipv6", kinds.BOOLEAN, False),
    Field("responsetime_threshold", kinds.INTEGER, 30000, least=1),
    Field("custom_message", kinds.TEXT, ""),
)

#: Fields of their own. ``encryption`` of pop3 and imap and ``auth`` of httpcustom are documented for API 2.1 only and
#: unverified on 3.1 (reference: 2.1 documentation, "Create New Check").
TYPES: dict[str, tuple[Field, ...]] = {
    "http": (
        _path("/"),
        _ENCRYPTION,
        _port(80),
        *_AUTH,
        # "use only one of them in your request" (OpenAPI document 3.1); it clears the other (nordcloud/go-pingdom)
        _text("shouldcontain", excludes="shouldnotcontain"),
        _text("shouldnotcontain", excludes="shouldcontain"),
        Field("postdata", kinds.SECRET_TEXT, "", secret=True),
        Field("requestheaders", kinds.HEADERS, {}, secret=True),
        *_CERTIFICATE,
    ),
    "httpcustom": (
        _path(),
        _ENCRYPTION,
        _port(80),
        *_AUTH,
        Field("additionalurls", kinds.URLS, []),
        *_CERTIFICATE,
    ),
    "tcp": (_port(), _text("stringtosend"), _text("stringtoexpect")),
    "ping": (),
    "dns": (
        _text("expectedip", required=True, kind=kinds.ADDRESS),
        _text("nameserver", required=True, kind=kinds.HOST),
    ),
    "udp": (_port(), _text("stringtosend", required=True), _text("stringtoexpect", required=True)),
    "smtp": (_port(25), *_AUTH, _ENCRYPTION, _text("stringtoexpect")),
    "pop3": (_port(110), _ENCRYPTION, _text("stringtoexpect")),
    "imap": (_port(143), _ENCRYPTION, _text("stringtoexpect")),
}


def schema_of(check_type: str) -> Schema:
    """The fields that a check of this type has, the common ones first."""
    return Schema((*COMMON, *TYPES[check_type]))


def types_with(name: str) -> list[str]:
    """The types that have a field."""
    return [check_type for check_type in TYPES if name in schema_of(check_type).by_name]


def every_field() -> Schema:
    """The fields of all types. Where types differ, they differ in default and necessity only."""
    found = {field.name: field for check_type in reversed(TYPES) for field in schema_of(check_type).fields}
    return Schema(tuple(found.values()))


def schema_for(check: Comparable) -> Schema:
    """The fields of a check; those of all types where nobody knows its own."""
    return schema_of(check["type"]) if "type" in check else every_field()


def defaults(check_type: str) -> Comparable:
    """A check of this type that was told nothing."""
    return {"type": check_type, **schema_of(check_type).defaults()}


def given_fields(params: t.Mapping[str, t.Any]) -> Comparable:
    """What the user wants, comparable and valid by itself; what is not given is left out.

    ``contacts`` and ``teams`` stay as they were given, names and ids. Raises ``ConfigurationError`` for values that no
    check can have and for fields that no type has together.
    """
    given = every_field().given(params)
    _refuse_unusable(given)
    refuse_a_whole_address(params.get("url_path") or "", given.get("host", ""))
    refuse_foreign(given, params.get("type"))
    return given


def _refuse_unusable(given: Comparable) -> None:
    for name in ("name", "host"):
        if not given.get(name, "x").strip():
            raise ConfigurationError(f"{name} must not be empty")
    for name in ("host", "nameserver"):
        _refuse_more_than_a_host(name, given.get(name, ""))
    for tag in given.get("tags", []):
        refuse_unusable_tag(tag)
    if ":" in given.get("auth_username", ""):
        raise ConfigurationError("auth_username must not contain a colon")
    for header, values in given.get("requestheaders", {}).items():
        if (
            not header
            or any(char in ":\r\n" for char in header)
            or any(char in "\r\n" for value in values for char in value)
        ):
            raise ConfigurationError("requestheaders has a name with a colon, an empty name, or a line break")


#: An address as people write it: what stands around the host, none of which may be given with it.
_ADDRESS = re.compile(
    r"(?is)(?P<scheme>[a-z][a-z0-9+.-]*://|//)?(?P<login>.*@)?"
    r"(?P<host>\[[^\]]*\]|[^/?#]*?)(?P<port>:[0-9]*)?(?P<path>[/?#].*)?"
)
#: What a host name cannot have, as far as ASCII goes (``*`` is a wildcard of DNS): other alphabets are left to Pingdom.
_NOT_IN_A_NAME = re.compile(r"[^\sA-Za-z0-9._*\u0080-\U0010ffff-]")
#: These parts in words, and the options that take them.
_AROUND_A_HOST: dict[str, tuple[str, tuple[str, ...]]] = {
    "scheme": ("a scheme", ("encryption", "port")),
    "login": ("a user", ("auth_username", "auth_password")),
    "port": ("a port", ("port",)),
    "path": ("a path", ("url_path",)),
}


def _refuse_more_than_a_host(name: str, text: str) -> None:
    """``ConfigurationError`` for what is not a host alone. The text is not repeated: a password may be in it."""
    if kinds.address_of(text):
        return
    parts = t.cast("re.Match[str]", _ADDRESS.fullmatch(text))
    found = [told for part, told in _AROUND_A_HOST.items() if parts[part]]
    held = [words for words, _options in found]
    if _has_a_blank(text):
        held.append("a blank")
    host = kinds.HOST.given(parts["host"])
    if not kinds.address_of(host):
        held += _odd_in_a_host(host)
    if held:
        options = [*dict.fromkeys(option for _words, several in found for option in several)]
        raise ConfigurationError(
            f"{name} must be a bare host name or address, and holds {listed(held)}",
            hint=f"Give the rest with {listed(options)}." if options and name == "host" else None,
        )


def _odd_in_a_host(host: str) -> list[str]:
    """What is in a host, in words, that neither a name nor an address has."""
    if "%" in host and kinds.address_of(host.strip("[]").partition("%")[0]):
        return ["a zone, which follows the %"]
    if any(char in ":[]" for char in host):
        return ["a colon or bracket outside an IPv6 address"]
    return ["a character that no host name has"] if _NOT_IN_A_NAME.search(host) else []


def refuse_a_whole_address(path: str, host: str) -> None:
    """``ConfigurationError`` for a path that begins with a scheme, two slashes or the ``host``, or that has a blank.

    Nor is that repeated. A host without a dot or colon may be the name of a folder as well.
    """
    begins = r"[a-z][a-z0-9+.-]*://|//"
    if "." in host or ":" in host:
        begins += rf"|\[?{re.escape(host)}\]?(?:[:/?#]|\s*$)"
    if re.match(rf"(?i)\s*(?:{begins})", path):
        raise ConfigurationError(
            "url_path must be a path on the server, and holds a whole address",
            hint="Give the host with host, https with encryption and port, and only what follows them with url_path.",
        )
    if _has_a_blank(path):
        raise ConfigurationError(
            "url_path must be a path on the server, and holds a blank",
            hint="A blank in a path is written %20, one in a query %20 or +.",
        )


def _has_a_blank(text: str) -> bool:
    return any(char.isspace() or not char.isprintable() for char in text)


def refuse_foreign(given: t.Iterable[str], check_type: str | None) -> None:
    """``ConfigurationError`` for fields that the type does not have; without a type, for fields no one type has."""
    if check_type is None:
        if not any(set(given) <= set(schema_of(one).by_name) for one in TYPES):
            own = [name for name in given if len(types_with(name)) < len(TYPES)]
            told = "; ".join(f"{name} belongs to {listed(types_with(name))}" for name in sorted(own))
            raise ConfigurationError(f"no type of check has all of these options: {told}")
        return
    for name in given:
        if name not in schema_of(check_type).by_name:
            raise ConfigurationError(
                f"a check of type {check_type} has no option {name}",
                hint=f"Checks of type {listed(types_with(name))} have it.",
            )


def type_of(answer: t.Mapping[str, t.Any]) -> tuple[str, dict[str, t.Any]]:
    """The type of a check and its own settings.

    Details have an object of one key; the list view has the bare name, which the detail of a ping check may have as
    well (unverified: the type is missing from ``DetailedCheck``), or an empty list as its settings.
    """
    raw = answer.get("type")
    if isinstance(raw, str):
        raw = {raw: {}}
    if isinstance(raw, dict) and len(raw) == 1:
        ((name, settings),) = raw.items()
        if name in TYPES and (isinstance(settings, dict) or settings == []):
            return name, dict(settings)
    raise UnexpectedAnswer(f"the type of check {answer.get('id')} is not one that this module knows")


def comparable(answer: t.Mapping[str, t.Any], headers: t.Iterable[str] = ()) -> Comparable:
    """The detail of a check, as GET /checks/{id} with ``include_teams`` answers it, in comparable form.

    What is absent is what a check has that was never told. ``headers`` are those the user manages: the User-Agent that
    Pingdom adds is dropped unless it is among them. Raises ``UnexpectedAnswer`` for a shape that was never seen.
    """
    check_type, settings = type_of(answer)
    own = Schema(TYPES[check_type]).of_answer(settings, "check")
    result: Comparable = {"type": check_type, **Schema(COMMON).of_answer(answer, "check"), **own}
    if "requestheaders" in result and "user-agent" not in {name.lower() for name in headers}:
        result["requestheaders"] = kinds.without_injected_user_agent(result["requestheaders"])
    return result


def target(actual: Comparable, given: Comparable, append_tags: bool = False) -> Comparable:
    """The check as it shall be: ``actual`` with what is given, and with what follows from that.

    Equal values keep the form that the server has. Raises ``ConfigurationError`` for what contradicts itself.
    """
    refuse_foreign(given, actual["type"])
    wanted = dict(given)
    if append_tags and "tags" in wanted:
        wanted["tags"] = sorted({*actual["tags"], *wanted["tags"]})
    for one, other in (("shouldcontain", "shouldnotcontain"), ("shouldnotcontain", "shouldcontain")):
        if wanted.get(one) and wanted.get(other):
            raise ConfigurationError("shouldcontain and shouldnotcontain exclude each other")
        if wanted.get(one):
            wanted[other] = ""
    if wanted.get("verify_certificate") is False:
        wanted.setdefault("ssl_down_days_before", 0)
    schema = schema_of(actual["type"])
    result = schema.merged(actual, wanted)
    _follow_address(result, given, moved=result["host"] != actual["host"])
    if result.get("ssl_down_days_before") and not result["verify_certificate"]:
        raise ConfigurationError(
            "ssl_down_days_before needs verify_certificate",
            hint="Set verify_certificate to true, or ssl_down_days_before to 0.",
        )
    schema.refuse_emptied(given, f"check of type {actual['type']}")
    return result


def _follow_address(result: Comparable, given: Comparable, moved: bool) -> None:
    """An IP address as host decides over ``ipv6``, whatever was asked (OpenAPI document 3.1, parameter ``ipv6``)."""
    address = kinds.address_of(result["host"])
    if address is None:
        return
    if "ipv6" in given and given["ipv6"] != (address.version == 6):
        raise ConfigurationError(f"ipv6 contradicts host, which is an IPv{address.version} address")
    if moved:
        result["ipv6"] = address.version == 6
