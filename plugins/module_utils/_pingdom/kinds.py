# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The kinds of value that a check's options have: how each is given, compared, read from and written to the API.

Shapes from Pingdom's OpenAPI document 3.1 and from recorded answers; each reader takes every shape that was seen.
A reader raises ``ValueError`` or ``TypeError`` for anything else.
"""

from __future__ import annotations

import dataclasses
import typing as t

_INJECTED_USER_AGENT = "Pingdom.com_bot_version_"


@dataclasses.dataclass(frozen=True, eq=False)
class Kind:
    """One kind of value.

    ``argument`` is its argument spec. ``given`` makes a module option comparable, ``read`` an answer. ``write`` turns
    the comparable value into the parameters of a request, by their name. ``empty`` is the value that clears.
    ``canonical`` is the same for values that mean the same.
    """

    argument: dict[str, t.Any]
    given: t.Callable[[t.Any], t.Any]
    read: t.Callable[[t.Any], t.Any]
    write: t.Callable[[str, t.Any], dict[str, t.Any]]
    empty: t.Any = None
    canonical: t.Callable[[t.Any], t.Any] = lambda value: value

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


def _path(value: str) -> str:
    """A path on the server, which starts with a slash; none at all is the root (terraform-provider-pingdom issue 4)."""
    return value if value.startswith("/") else f"/{value}"


def _read_ids(raw: t.Any) -> list[int]:
    """Ids as numbers, or as objects with an ``id`` (teams)."""
    return sorted({_read_integer(one["id"] if isinstance(one, dict) else one) for one in _list(raw)})


def _write_id_text(name: str, ids: list[int]) -> dict[str, t.Any]:
    """Contact and team ids travel as text, in JSON too (OpenAPI document 3.1, ``userids`` and ``teamids``)."""
    return {name: ",".join(str(one) for one in ids)}


def _words(values: t.Iterable[str]) -> list[str]:
    return sorted(set(values))


def _read_tags(raw: t.Any) -> list[str]:
    """The user's own tags: type ``a`` marks tags that Pingdom made."""
    return tag_names(raw, "u")


def tag_names(raw: t.Any, *types: str) -> list[str]:
    """The names of tags in an answer, all of them or those of some types; one without a type is the user's."""
    rows = [row if isinstance(row, dict) else {"name": row} for row in _list(raw)]
    return _words(_read_text(row["name"]) for row in rows if not types or row.get("type", "u") in types)


def _read_regions(raw: t.Any) -> list[str]:
    """``region: EU`` with or without the blank."""
    return _words(_read_text(one).replace(" ", "").split(":", 1)[-1] for one in _list(raw))


def _write_regions(name: str, regions: list[str]) -> dict[str, t.Any]:
    return {name: [f"region: {region}" for region in regions]}


def _read_urls(raw: t.Any) -> list[str]:
    """Addresses in one text, separated by semicolons (2.1 documentation, ``additionalurls``)."""
    text = ";".join(raw) if isinstance(raw, list) else _read_text(raw)
    return _words(url for url in text.split(";") if url)


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
INTEGER = Kind({"type": "int"}, _as_is, _read_integer, _plain)
BOOLEAN = Kind({"type": "bool"}, _as_is, _read_boolean, _plain)
ID_TEXT = Kind(_list_of("str"), _as_is, _read_ids, _write_id_text, empty=[])
IDS = Kind(_list_of("int"), _read_ids, _read_ids, _plain, empty=[])
TAGS = Kind(_list_of("str"), _words, _read_tags, _plain, empty=[])
REGIONS = Kind(_list_of("str"), _words, _read_regions, _write_regions, empty=[])
URLS = Kind(_list_of("str"), _words, _read_urls, _write_urls, empty=[])
HEADERS = Kind({"type": "dict", "no_log": True}, _headers, _headers, _write_headers, empty={}, canonical=_folded)
