# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The nine types of check as one table, and all that follows from it.

The table tells for every option how it is named in requests and answers, what a check has that was never told
otherwise, and what it may be. Validation, requests, the comparable form of an answer, the argument spec and the
documentation test are made from it. Sources: schemas ``CreateCheck``, ``ModifyCheckSettings`` and ``DetailedCheck`` of
OpenAPI document 3.1, and the recorded answers to a minimal POST for the defaults.
"""

from __future__ import annotations

import ipaddress
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Masked
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.kinds import Kind

#: A check's options by their names in the module, in the form in which they are compared.
Comparable = dict[str, t.Any]


class Option(t.NamedTuple):
    """One option of a check.

    ``write`` and ``read`` are its names in requests and answers, if they differ from ``name``. ``default`` is what a
    check has that was never told. ``required`` says that no check can be created without it, ``filled`` that it cannot
    be empty. Values of a ``secret`` are compared, but never shown. ``least`` and ``most`` bound a number.
    """

    name: str
    kind: Kind
    default: t.Any = None
    write: str = ""
    read: str = ""
    required: bool = False
    filled: bool = False
    secret: bool = False
    least: int | None = None
    most: int | None = None
    choices: tuple[t.Any, ...] = ()

    def argument_spec(self) -> dict[str, t.Any]:
        """The option in the module. Nothing has a default there, because only what is given is managed."""
        return {**self.kind.argument, **({"choices": list(self.choices)} if self.choices else {})}


def _port(default: int | None = None) -> Option:
    return Option("port", kinds.INTEGER, default, required=default is None, least=1, most=65535)


def _text(name: str, required: bool = False) -> Option:
    return Option(name, kinds.TEXT, "", required=required, filled=required)


def _path(default: str | None = None) -> Option:
    # not named "url", which is the base URL of the API in every module
    return Option("url_path", kinds.PATH, default, write="url", read="url", required=default is None)


_ENCRYPTION = Option("encryption", kinds.BOOLEAN, False)
# Both travel as "auth", user and password with a colon between them; answers have them apart.
_AUTH = (
    Option("auth_username", kinds.SECRET_TEXT, "", write="auth", read="username", secret=True),
    Option("auth_password", kinds.SECRET_TEXT, "", write="auth", read="password", secret=True),
)
_CERTIFICATE = (
    Option("verify_certificate", kinds.BOOLEAN, True),
    Option("ssl_down_days_before", kinds.INTEGER, 0, least=0),
)

COMMON: tuple[Option, ...] = (
    Option("name", kinds.TEXT, required=True, filled=True),
    Option("host", kinds.TEXT, read="hostname", required=True, filled=True),
    Option("paused", kinds.BOOLEAN, False),
    Option("resolution", kinds.INTEGER, 5, choices=(1, 5, 15, 30, 60)),
    Option("tags", kinds.TAGS, []),
    Option("contacts", kinds.ID_TEXT, [], write="userids", read="userids"),
    Option("teams", kinds.ID_TEXT, [], write="teamids"),
    Option("integrations", kinds.IDS, [], write="integrationids", read="integrationids"),
    Option("probe_filters", kinds.REGIONS, [], choices=("NA", "EU", "APAC", "LATAM")),
    # 0 is refused in requests, though old checks show it (terraform-provider-pingdom issue 24)
    Option("sendnotificationwhendown", kinds.INTEGER, 2, least=1),
    Option("notifyagainevery", kinds.INTEGER, 0, least=0),
    Option("notifywhenbackup", kinds.BOOLEAN, True),
    Option("ipv6", kinds.BOOLEAN, False),
    Option("responsetime_threshold", kinds.INTEGER, 30000, least=1),
    Option("custom_message", kinds.TEXT, ""),
)

#: Options of their own. ``encryption`` of pop3 and imap and ``auth`` of httpcustom are documented for API 2.1 only and
#: unverified on 3.1 (reference: 2.1 documentation, "Create New Check").
TYPES: dict[str, tuple[Option, ...]] = {
    "http": (
        _path("/"),
        _ENCRYPTION,
        _port(80),
        *_AUTH,
        _text("shouldcontain"),
        _text("shouldnotcontain"),
        Option("postdata", kinds.SECRET_TEXT, "", secret=True),
        Option("requestheaders", kinds.HEADERS, {}, secret=True),
        *_CERTIFICATE,
    ),
    "httpcustom": (
        _path(),
        _ENCRYPTION,
        _port(80),
        *_AUTH,
        Option("additionalurls", kinds.URLS, []),
        *_CERTIFICATE,
    ),
    "tcp": (_port(), _text("stringtosend"), _text("stringtoexpect")),
    "ping": (),
    "dns": (_text("expectedip", required=True), _text("nameserver", required=True)),
    "udp": (_port(), _text("stringtosend", required=True), _text("stringtoexpect", required=True)),
    "smtp": (_port(25), *_AUTH, _ENCRYPTION, _text("stringtoexpect")),
    "pop3": (_port(110), _ENCRYPTION, _text("stringtoexpect")),
    "imap": (_port(143), _ENCRYPTION, _text("stringtoexpect")),
}


def options_of(check_type: str) -> dict[str, Option]:
    """The options that a check of this type has, by name, the common ones first."""
    return {option.name: option for option in (*COMMON, *TYPES[check_type])}


def types_with(name: str) -> list[str]:
    """The types that have an option."""
    return [check_type for check_type in TYPES if name in options_of(check_type)]


def every_option() -> dict[str, Option]:
    """Every option of any type, by name. Where types differ, they differ in default and necessity only."""
    return {name: option for check_type in reversed(TYPES) for name, option in options_of(check_type).items()}


def argument_spec() -> dict[str, dict[str, t.Any]]:
    """The options of all types, for the module."""
    return {name: option.argument_spec() for name, option in every_option().items()}


def defaults(check_type: str) -> Comparable:
    """A check of this type that was told nothing."""
    return {"type": check_type, **{name: option.default for name, option in options_of(check_type).items()}}


def given_options(params: t.Mapping[str, t.Any]) -> Comparable:
    """What the user wants, comparable and valid by itself; options that are not given are left out.

    ``contacts`` and ``teams`` stay as they were given, names and ids. Raises ``ConfigurationError`` for values that no
    check can have and for options that no type has together.
    """
    given: Comparable = {}
    for name, option in every_option().items():
        if params.get(name) is None:
            continue
        try:
            given[name] = option.kind.given(params[name])
        except (TypeError, ValueError, KeyError):
            raise ConfigurationError(f"{name} holds a value of the wrong kind", hint=_KIND_HINTS.get(name)) from None
        _refuse_out_of_range(option, given[name])
    _refuse_unusable(given)
    refuse_foreign(given, params.get("type"))
    return given


_KIND_HINTS = {
    "requestheaders": "Give each header as text, or as a list of texts if it is repeated. Put true and false in quotes."
}


def _refuse_out_of_range(option: Option, value: t.Any) -> None:
    if option.least is not None and value < option.least:
        raise ConfigurationError(f"{option.name} must be at least {option.least}, not {value}")
    if option.most is not None and value > option.most:
        raise ConfigurationError(f"{option.name} must be at most {option.most}, not {value}")


def _refuse_unusable(given: Comparable) -> None:
    for name in ("name", "host"):
        if not given.get(name, "x").strip():
            raise ConfigurationError(f"{name} must not be empty")
    if "/" in given.get("host", ""):
        raise ConfigurationError(
            "host must be a bare host name or address",
            hint="Give the path with url_path, and https with encryption and port.",
        )
    for tag in given.get("tags", []):
        if not 1 <= len(tag) <= 64:
            raise ConfigurationError("a tag must have 1 to 64 characters", details={"tag": tag})
    if ":" in given.get("auth_username", ""):
        raise ConfigurationError("auth_username must not contain a colon")
    for header, values in given.get("requestheaders", {}).items():
        if (
            not header
            or any(char in ":\r\n" for char in header)
            or any(char in "\r\n" for value in values for char in value)
        ):
            raise ConfigurationError("requestheaders has a name with a colon, an empty name, or a line break")


def refuse_foreign(given: t.Iterable[str], check_type: str | None) -> None:
    """``ConfigurationError`` for options that the type does not have; without a type, for options no one type has."""
    if check_type is None:
        if not any(set(given) <= set(options_of(one)) for one in TYPES):
            own = [name for name in given if len(types_with(name)) < len(TYPES)]
            listed = "; ".join(f"{name} belongs to {_listed(types_with(name))}" for name in sorted(own))
            raise ConfigurationError(f"no type of check has all of these options: {listed}")
        return
    for name in given:
        if name not in options_of(check_type):
            raise ConfigurationError(
                f"a check of type {check_type} has no option {name}",
                hint=f"Checks of type {_listed(types_with(name))} have it.",
            )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def missing_for_creation(given: Comparable, check_type: str) -> list[str]:
    """The options without which a check of this type cannot be created, as far as they are not given."""
    return [
        name for name, option in options_of(check_type).items() if option.required and given.get(name) in (None, "")
    ]


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
    result: Comparable = {"type": check_type}
    for option in COMMON:
        result[option.name] = _read(option, answer)
    for option in TYPES[check_type]:
        result[option.name] = _read(option, settings)
    result["paused"] = answer.get("status") == "paused"
    if "requestheaders" in result and "user-agent" not in {name.lower() for name in headers}:
        result["requestheaders"] = kinds.without_injected_user_agent(result["requestheaders"])
    return result


def _read(option: Option, source: t.Mapping[str, t.Any]) -> t.Any:
    raw = source.get(option.read or option.name)
    if raw is None:
        if option.name in ("name", "host"):
            raise UnexpectedAnswer(f"the answer about a check has no {option.name}")
        return option.default
    try:
        return option.kind.read(raw)
    except (TypeError, ValueError, KeyError):
        raise UnexpectedAnswer(f"{option.name} of a check has a shape that this module does not know") from None


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
    options = options_of(actual["type"])
    kept = {name for name, value in wanted.items() if options[name].kind.same(actual[name], value)}
    result = {**actual, **{name: value for name, value in wanted.items() if name not in kept}}
    _follow_address(result, given, moved=result["host"] != actual["host"])
    if result.get("ssl_down_days_before") and not result["verify_certificate"]:
        raise ConfigurationError(
            "ssl_down_days_before needs verify_certificate",
            hint="Set verify_certificate to true, or ssl_down_days_before to 0.",
        )
    for name in given:
        if options[name].filled and not result[name]:
            raise ConfigurationError(f"{name} must not be empty for a check of type {actual['type']}")
    return result


def _follow_address(result: Comparable, given: Comparable, moved: bool) -> None:
    """An IP address as host decides over ``ipv6``, whatever was asked (OpenAPI document 3.1, parameter ``ipv6``)."""
    try:
        version = ipaddress.ip_address(result["host"]).version
    except ValueError:
        return
    if "ipv6" in given and given["ipv6"] != (version == 6):
        raise ConfigurationError(f"ipv6 contradicts host, which is an IPv{version} address")
    if moved:
        result["ipv6"] = version == 6


def differing(actual: Comparable, wanted: Comparable) -> list[str]:
    """The options whose values differ."""
    return [
        name for name, option in options_of(actual["type"]).items() if not option.kind.same(actual[name], wanted[name])
    ]


def creation(wanted: Comparable, names: t.Iterable[str]) -> dict[str, t.Any]:
    """The body of POST /checks with the options ``names``. Empty values are left out: Pingdom may refuse them."""
    options = options_of(wanted["type"])
    body: dict[str, t.Any] = {"type": wanted["type"]}
    for name in options:
        if name in set(names) and (wanted[name] != options[name].kind.empty or wanted[name] is None):
            body.update(_write(options[name], wanted))
    return body


def modification(
    actual: Comparable, wanted: Comparable, append_tags: bool = False, again: t.Iterable[str] = ()
) -> dict[str, t.Any]:
    """The body of PUT /checks/{id} with what differs and what has to be sent ``again``, and nothing else."""
    options = options_of(actual["type"])
    body: dict[str, t.Any] = {}
    for name in (*differing(actual, wanted), *again):
        if name == "tags" and append_tags:
            body["addtags"] = sorted(set(wanted["tags"]) - set(actual["tags"]))
        else:
            body.update(_write(options[name], wanted))
    return body


def _write(option: Option, wanted: Comparable) -> dict[str, t.Any]:
    if option.write == "auth":
        both = (wanted["auth_username"], wanted["auth_password"])
        # how authentication is switched off is undocumented; the empty text is unverified
        return {"auth": ":".join(both) if any(both) else ""}
    return option.kind.write(option.write or option.name, wanted[option.name])


def not_taken(wanted: Comparable, found: Comparable, names: t.Iterable[str]) -> list[str]:
    """The options among ``names`` that a check does not show after it was told.

    ``paused`` is not among them: answers may lag behind (Nextdoor/kingpin waits 30 s), and Pingdom said that it did it.
    """
    if wanted["type"] != found["type"]:
        return ["type"]
    wrong = set(differing(found, wanted)) - {"paused"}
    return sorted(wrong & set(names))


def settled_status(paused: bool, status: t.Any) -> t.Any:
    """The status of a check of which it is known whether it is paused, where an answer may be older than that."""
    if paused:
        return "paused"
    return "unknown" if status == "paused" else status if isinstance(status, str) else None


def _options_among(check: Comparable) -> dict[str, Option]:
    """The options of a check's type; of a check whose type nobody knows, those that it has."""
    if "type" in check:
        return options_of(check["type"])
    return {name: option for name, option in every_option().items() if name in check}


def masked(check: Comparable | None) -> dict[str, t.Any] | None:
    """``check`` for a ``Change``: secrets covered, headers one by one, so that a diff tells which of them differ."""
    if check is None:
        return None
    options = _options_among(check)
    result = {name: value for name, value in check.items() if name not in options or not options[name].secret}
    for name, option in options.items():
        if option.secret and option.kind is kinds.HEADERS:
            for header, values in check[name].items():
                result[f"{name}.{header}"] = Masked("\n".join(values))
        elif option.secret:
            result[name] = Masked(check[name]) if check[name] else ""
    return dict(sorted(result.items()))


def shown(check: Comparable) -> dict[str, t.Any]:
    """``check`` as a return value: without secrets, request headers by their names only."""
    options = _options_among(check)
    result = {name: value for name, value in check.items() if name not in options or not options[name].secret}
    if "requestheaders" in check:
        result["requestheaders"] = sorted(check["requestheaders"])
    return result


def secrets_of(params: t.Mapping[str, t.Any]) -> list[str]:
    """Every secret value among the module's options."""
    found: list[str] = []
    for name, option in every_option().items():
        value = params.get(name)
        if option.secret and isinstance(value, str):
            found.append(value)
        elif option.secret and isinstance(value, dict):
            found += [
                str(one) for values in value.values() for one in (values if isinstance(values, list) else [values])
            ]
    return found
