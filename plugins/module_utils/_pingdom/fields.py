# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Fields of things in Pingdom: the kinds of value that they have, and what follows from a table of them.

Shapes from Pingdom's OpenAPI document 3.1 and from recorded answers; each reader takes every shape that was seen.
A reader raises one of ``UNREADABLE`` for anything else. Values in comparable form are plain data in which
equal things are equal, by the names that the fields have in modules.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Masked
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import is_blank
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

#: Values by the names of fields, in the form in which they are compared.
Comparable = dict[str, t.Any]

#: What readers raise for a value of another shape; for the number ``1e999``, which is infinite, an ``ArithmeticError``.
UNREADABLE = (TypeError, ValueError, KeyError, ArithmeticError)

_INJECTED_USER_AGENT = "Pingdom.com_bot_version_"
_SCHEME = re.compile("^[A-Za-z][A-Za-z0-9+.-]*://")


def _texts(value: t.Any) -> list[str]:
    """The texts of a secret: itself, or those of a mapping to texts or lists of texts."""
    if isinstance(value, dict):
        values = [one if isinstance(one, list) else [one] for one in value.values()]
        return [str(one) for some in values for one in some]
    return [value] if isinstance(value, str) else []


@dataclasses.dataclass(eq=False, repr=False)
class Kind:
    """One kind of value.

    ``argument`` is its argument spec. ``given`` makes a module option comparable, ``read`` an answer. ``write`` turns
    the comparable value into the parameters of a request, by their name. ``empty`` is the value that clears.
    ``canonical`` is the same for values that mean the same. ``hint`` helps whoever gave a value of another kind. Of an
    ``opaque`` kind nothing is known, so that nothing is read out of a value. Where only parts of a value are secret,
    ``visible`` is what may be shown of it, ``parts`` the same for diffs, secrets covered, by what follows the name of
    the field, and ``secrets`` are the secret texts in a module option.
    """

    argument: dict[str, t.Any]
    given: t.Callable[[t.Any], t.Any]
    read: t.Callable[[t.Any], t.Any]
    write: t.Callable[[str, t.Any], dict[str, t.Any]]
    empty: t.Any = None
    canonical: t.Callable[[t.Any], t.Any] = lambda value: value
    hint: str | None = None
    opaque: bool = False
    visible: t.Callable[[t.Any], t.Any] | None = None
    parts: t.Callable[[t.Any], dict[str, t.Any]] | None = None
    secrets: t.Callable[[t.Any], list[str]] = _texts

    def same(self, one: t.Any, other: t.Any) -> bool:
        """Whether two comparable values mean the same."""
        return bool(self.canonical(one) == self.canonical(other))


def _as_is(value: t.Any) -> t.Any:
    return value


def _plain(name: str, value: t.Any) -> dict[str, t.Any]:
    return {name: value}


def _read_text(raw: t.Any) -> str:
    if isinstance(raw, (str, int, float)) and not isinstance(raw, bool):
        return str(raw)
    raise TypeError


def _read_integer(raw: t.Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, (int, str)):
        raise TypeError
    return int(raw)


def _read_boolean(raw: t.Any) -> bool:
    if isinstance(raw, bool) or (isinstance(raw, int) and raw in (0, 1)):
        return bool(raw)
    raise TypeError


def _read_truth(raw: t.Any) -> bool:
    """Truth in any spelling of API 2.1: a truth value, 0 and 1, or a word (its examples and tables)."""
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    return words[raw.lower()] if isinstance(raw, str) else _read_boolean(raw)


def _path(value: str) -> str:
    """A path on the server, which starts with a slash; none at all is the root (terraform-provider-pingdom issue 4)."""
    return value if value.startswith("/") else f"/{value}"


def _host(value: str) -> str:
    """A host as Pingdom takes it: an IPv6 address without brackets."""
    inside = value[1:-1]
    return inside if value == f"[{inside}]" and address_of(inside) else value


def address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that a host is, None for a name.

    An address with a zone (``fe80::1%eth0``), which may be any text, means something on one host only, and is none.
    """
    try:
        return None if "%" in host else ipaddress.ip_address(host)
    except ValueError:
        return None


def _address(value: str) -> str:
    """An IP address, or the empty text, of which others judge."""
    if value and not address_of(_host(value)):
        raise ValueError
    return _host(value)


def _items(values: t.Iterable[t.Any]) -> list[t.Any]:
    """What a list has, where an empty text says nothing. What users may give empty, ``Identity`` judges before."""
    filled = [one for one in values if one is not None and not is_blank(one)]
    return [one.strip() if isinstance(one, str) else one for one in filled]


def _read_ids(raw: t.Any) -> list[int]:
    """Ids as numbers, or as objects with an ``id`` (teams)."""
    return sorted({_read_integer(one["id"] if isinstance(one, dict) else one) for one in _list(raw)})


def _given_ids(values: t.Iterable[t.Any]) -> list[int]:
    ids = _read_ids(_items(values))
    if ids and ids[0] < 1:
        raise ValueError
    return ids


def _write_id_text(name: str, ids: list[int]) -> dict[str, t.Any]:
    """Contact and team ids travel as text, in JSON too (OpenAPI document 3.1, ``userids`` and ``teamids``)."""
    return {name: ",".join(str(one) for one in ids)}


def _words(values: t.Iterable[str]) -> list[str]:
    return sorted(set(values))


def _given_words(values: t.Iterable[t.Any]) -> list[str]:
    return _words(_items(values))


def _read_tags(raw: t.Any) -> list[str]:
    """The user's own tags: type ``a`` marks tags that Pingdom made."""
    return tag_names(raw, "u")


def tag_names(raw: t.Any, *types: str) -> list[str]:
    """The names of tags in an answer, all of them or those of some types; one without a type is the user's."""
    rows = [row if isinstance(row, dict) else {"name": row} for row in _list(raw)]
    return _words(_read_text(row["name"]) for row in rows if not types or row.get("type", "u") in types)


def _read_regions(raw: t.Any) -> list[str]:
    """``region: EU`` with or without the blank, which a user may write as well, or just ``EU``."""
    return _words(_read_text(one).replace(" ", "").removeprefix("region:") for one in _list(raw))


def _write_regions(name: str, regions: list[str]) -> dict[str, t.Any]:
    return {name: [f"region: {region}" for region in regions]}


def _read_urls(raw: t.Any) -> list[str]:
    """Addresses in one text, separated by semicolons (2.1 documentation, ``additionalurls``)."""
    text = ";".join(raw) if isinstance(raw, list) else _read_text(raw)
    return _given_words(text.split(";"))


def _given_urls(values: list[t.Any]) -> list[str]:
    urls = _read_urls(values)
    if values and not urls:
        raise ValueError  # nothing but semicolons
    if any(_SCHEME.sub("", url)[:1] in ("", "/", "?", "#") for url in urls):
        raise ValueError  # no host, which each has to name (both documents)
    return urls


def _write_urls(name: str, urls: list[str]) -> dict[str, t.Any]:
    return {name: ";".join(urls)}


def _headers(raw: t.Any) -> dict[str, list[str]]:
    """Headers as lists of values. PHP encodes an empty map as a list; a repeated header is a list already."""
    if raw == []:
        return {}
    if not isinstance(raw, dict):
        raise TypeError
    return {
        str(name).strip(): [_read_text(one).strip() for one in (value if isinstance(value, list) else [value])]
        for name, value in raw.items()
    }


def _folded(headers: dict[str, list[str]]) -> dict[str, list[str]]:
    """Names of headers have no case, and the order of repeated ones carries no meaning."""
    return {name.lower(): sorted(values) for name, values in headers.items()}


def _parts_of_headers(headers: dict[str, list[str]]) -> dict[str, t.Any]:
    """Headers one by one, so that a diff tells which differ."""
    return {f".{name}": Masked("\n".join(lines)) for name, lines in headers.items()}


def _write_headers(_name: str, headers: dict[str, list[str]]) -> dict[str, t.Any]:
    """``requestheaders{N}: ["Name:Value"]``, one parameter for each line (OpenAPI document 3.1).

    How the last header is removed is undocumented; the empty list is the nearest reading of the schema (unverified).
    """
    lines = [f"{name}:{value}" for name, values in headers.items() for value in values]
    return {f"requestheaders{number}": [line] for number, line in enumerate(lines)} or {"requestheaders": []}


def without_injected_user_agent(headers: dict[str, list[str]]) -> dict[str, list[str]]:
    """``headers`` without the User-Agent that Pingdom adds to every http check (recorded answers of API 3.1)."""
    return {
        name: values
        for name, values in headers.items()
        if not (name.lower() == "user-agent" and all(value.startswith(_INJECTED_USER_AGENT) for value in values))
    }


def _list(raw: t.Any) -> list[t.Any]:
    if isinstance(raw, list):
        return raw
    raise TypeError


def _list_of(elements: str) -> dict[str, t.Any]:
    return {"type": "list", "elements": elements}


TEXT = Kind({"type": "str"}, _as_is, _read_text, _plain, empty="")
SECRET_TEXT = dataclasses.replace(TEXT, argument={"type": "str", "no_log": True})
PATH = Kind({"type": "str"}, _path, lambda raw: _path(_read_text(raw)), _plain)
#: A host name or an IP address, of which there are several spellings.
HOST = dataclasses.replace(TEXT, given=_host, canonical=lambda value: value and str(address_of(value) or value))
ADDRESS = dataclasses.replace(HOST, given=_address, hint="Give an IP address, such as 192.0.2.80.")
INTEGER = Kind({"type": "int"}, _read_integer, _read_integer, _plain)
BOOLEAN = Kind({"type": "bool"}, _as_is, _read_boolean, _plain)
TRUTH = dataclasses.replace(BOOLEAN, read=_read_truth)
#: Whatever an answer holds, as it came.
RAW = Kind({"type": "raw"}, _as_is, _as_is, _plain, opaque=True)
#: A check's ``status`` tells whether it is paused.
PAUSED = Kind({"type": "bool"}, _as_is, lambda raw: raw == "paused", _plain)
ID_TEXT = Kind(_list_of("str"), _items, _read_ids, _write_id_text, empty=[])
#: The same as a list of numbers (OpenAPI document 3.1, ``contact_ids`` and ``team_ids``).
ID_LIST = dataclasses.replace(ID_TEXT, write=_plain)
#: Texts to Ansible, which would refuse an empty one as a number.
IDS = Kind(
    _list_of("str"),
    _given_ids,
    _read_ids,
    _plain,
    empty=[],
    hint="Give ids, which are numbers from 1 up.",
)
TAGS = Kind(_list_of("str"), _given_words, _read_tags, _plain, empty=[])
REGIONS = Kind(_list_of("str"), lambda values: _read_regions(_items(values)), _read_regions, _write_regions, empty=[])
URLS = Kind(
    _list_of("str"),
    _given_urls,
    _read_urls,
    _write_urls,
    empty=[],
    hint="Give each address with its host name, such as www.example.com/status.xml.",
)
HEADERS = Kind(
    {"type": "dict", "no_log": True},
    _headers,
    _headers,
    _write_headers,
    empty={},
    canonical=_folded,
    visible=sorted,
    parts=_parts_of_headers,
    hint="Give each header as text, or as a list of texts if it is repeated. Put true and false in quotes.",
)


class Field(t.NamedTuple):
    """One field of a thing.

    ``write`` and ``read`` are its names in requests and answers, if they differ from ``name``. ``default`` is what a
    thing has that was never told. ``required`` says that none can be created without it, ``sent`` that every creation
    has to tell it, be it the default; ``filled`` that it cannot be empty, ``always`` that no answer is without it.
    Values of a ``secret`` are compared, but never shown. ``least`` and ``most`` bound a number. ``joined`` fields
    travel as one parameter ``write``, with colons between them. Of two that exclude each other (``excludes``) only one
    is told, which clears the other.
    """

    name: str
    kind: Kind
    default: t.Any = None
    write: str = ""
    read: str = ""
    required: bool = False
    sent: bool = False
    filled: bool = False
    always: bool = False
    secret: bool = False
    joined: tuple[str, ...] = ()
    excludes: str = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[t.Any, ...] = ()

    @property
    def member(self) -> str:
        """Its name in answers."""
        return self.read or self.name

    def argument_spec(self) -> dict[str, t.Any]:
        """The field as an option of a module. Nothing has a default there, because only what is given is managed.

        What a list may have is left to ``given``: Ansible would look at its items before they are read.
        """
        told = self.choices and self.kind.argument["type"] != "list"
        return {**self.kind.argument, **({"choices": list(self.choices)} if told else {})}

    def goes_without_saying(self, value: t.Any) -> bool:
        """Whether a thing that is told nothing has this value, which is empty."""
        return value is not None and value == self.kind.empty and self.default in (None, value)

    def given(self, value: t.Any) -> t.Any:
        """What a user gives, comparable; ``ConfigurationError`` for what no such field can be."""
        try:
            comparable = self.kind.given(value)
        except UNREADABLE:
            raise ConfigurationError(f"{self.name} holds a value of the wrong kind", hint=self.kind.hint) from None
        if self.least is not None and comparable < self.least:
            raise ConfigurationError(f"{self.name} must be at least {self.least}, not {comparable}")
        if self.most is not None and comparable > self.most:
            raise ConfigurationError(f"{self.name} must be at most {self.most}, not {comparable}")
        for one in value if self.choices and isinstance(comparable, list) else ():
            if not {*self.kind.given([one])} <= {*self.choices}:
                raise ConfigurationError(f"{self.name} may have {', '.join(self.choices)}, and not {quoted(one)}")
        return comparable

    def of_answer(self, source: t.Mapping[str, t.Any], what: str) -> t.Any:
        """The field in the answer about ``what``, comparable; ``UnexpectedAnswer`` for a shape that was never seen."""
        raw = source.get(self.member)
        if raw is None:
            if self.always:
                raise UnexpectedAnswer(f"the answer about a {what} has no {self.name}")
            return self.default
        try:
            return self.kind.read(raw)
        except UNREADABLE:
            raise UnexpectedAnswer(f"{self.name} of a {what} has a shape that this module does not know") from None

    def parameters(self, values: Comparable) -> dict[str, t.Any]:
        """The field among the parameters of a request."""
        if self.joined:
            parts = [values[name] for name in self.joined]
            # how authentication is switched off is undocumented; the empty text is unverified
            return {self.write: ":".join(parts) if any(parts) else ""}
        return self.kind.write(self.write or self.name, values[self.name])


class Schema(t.NamedTuple):
    """The fields of a thing, in their order."""

    fields: tuple[Field, ...]

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the fields that are lists."""
        return tuple(field.name for field in self.fields if field.kind.argument["type"] == "list")

    def argument_spec(self) -> dict[str, dict[str, t.Any]]:
        """The fields as options of a module."""
        return {field.name: field.argument_spec() for field in self.fields}

    def given(self, params: t.Mapping[str, t.Any]) -> Comparable:
        """What the user gives, each valid by itself; what is not given is left out."""
        return {one.name: one.given(params[one.name]) for one in self.fields if params.get(one.name) is not None}

    def defaults(self) -> Comparable:
        """A thing that was told nothing."""
        return {field.name: field.default for field in self.fields}

    def missing(self, given: Comparable) -> list[str]:
        """The fields without which nothing can be created, as far as they are not given."""
        return [field.name for field in self.fields if field.required and given.get(field.name) in (None, "")]

    def refuse_emptied(self, given: Comparable, what: str, hint: str | None = None) -> None:
        """``ConfigurationError`` where a field is given empty that no ``what`` can be without."""
        for field in self.fields:
            if field.filled and field.name in given and not given[field.name]:
                raise ConfigurationError(f"{field.name} must not be empty ({what})", hint=hint)

    def of_answer(self, answer: t.Mapping[str, t.Any], what: str) -> Comparable:
        """An answer about ``what``, comparable. What is absent is what a thing has that was never told."""
        return {field.name: field.of_answer(answer, what) for field in self.fields}

    def differing(self, actual: Comparable, wanted: Comparable) -> list[str]:
        """The fields whose values differ."""
        return [one.name for one in self.fields if not one.kind.same(actual[one.name], wanted[one.name])]

    def merged(self, actual: Comparable, given: Comparable) -> Comparable:
        """``actual`` with what is given; equal values keep the form that the server has."""
        fields = self.by_name
        return {**actual, **{name: one for name, one in given.items() if not fields[name].kind.same(actual[name], one)}}

    def creation(self, wanted: Comparable, names: t.Container[str]) -> dict[str, t.Any]:
        """The parameters of a creation that is given ``names``.

        Empty values are left out, since Pingdom may refuse them, but for those that it demands: a team has to name its
        members, be it none.
        """
        body: dict[str, t.Any] = {}
        for field in self.fields:
            value = wanted[field.name]
            if field.sent or (field.name in names and (field.required or not field.goes_without_saying(value))):
                body.update(field.parameters(wanted))
        return body

    def parameters_of(self, values: Comparable, names: t.Iterable[str] | None = None) -> dict[str, t.Any]:
        """The parameters of a request that tells the fields ``names``, or all of ``values``."""
        body: dict[str, t.Any] = {}
        for name in self._told(values, values if names is None else names):
            body.update(self.by_name[name].parameters(values))
        return body

    def _told(self, values: Comparable, names: t.Iterable[str]) -> t.Iterable[str]:
        """``names``, but of two that exclude each other only the one that has a value, or else the first."""
        told: dict[str, None] = {}
        for name in names:
            other = self.by_name[name].excludes
            if other and values[other] and not values[name]:
                told[other] = None
            elif other not in told:
                told[name] = None
        return told

    def masked(self, values: Comparable) -> dict[str, t.Any]:
        """``values`` for a ``Change``: secrets covered, parts one by one, so that a diff tells which differ."""
        result: dict[str, t.Any] = dict(self._public(values))
        for field in self.fields:
            if field.name not in values or not field.secret:
                continue
            value = values[field.name]
            if field.kind.parts:
                result.update({f"{field.name}{place}": one for place, one in field.kind.parts(value).items()})
            else:
                result[field.name] = Masked(value) if value else ""
        return dict(sorted(result.items()))

    def shown(self, values: Comparable) -> dict[str, t.Any]:
        """``values`` as a return value: without secrets, request headers by their names only."""
        partly = {one.name: one.kind.visible for one in self.fields if one.kind.visible and one.name in values}
        return {**self._public(values), **{name: visible(values[name]) for name, visible in partly.items()}}

    def unknown(self) -> dict[str, t.Any]:
        """Every return value, where nothing is known."""
        return {one.name: None for one in self.fields if one.kind.visible or not one.secret}

    def _public(self, values: Comparable) -> Comparable:
        secret = {field.name for field in self.fields if field.secret}
        return {name: value for name, value in values.items() if name not in secret}

    def secrets_in(self, params: t.Mapping[str, t.Any]) -> list[str]:
        """Every secret value among the options of a module."""
        return [text for one in self.fields if one.secret for text in one.kind.secrets(params.get(one.name))]
