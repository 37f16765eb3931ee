# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task wants of objects: its options, the rules between them, and each entry as a ``Wish``."""

from __future__ import annotations

import contextlib
import typing as t

from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, is_blank
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, ROOT_ID, is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.properties import (
    INHERIT,
    INHERITED,
    PROPERTIES,
    SETTING,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.secrecy import (
    CREDENTIAL,
    secrets_in_addresses,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

Params = dict[str, t.Any]

#: What an entry can say of the object that it is about; without ``state``, which has another default in a task.
_WISHES: dict[str, dict[str, t.Any]] = {
    "parent": {"type": "str"},
    "kind": {"type": "str", "choices": list(KINDS)},
    "clone_from": {"type": "str"},
    "sensor_kind": {"type": "str"},
    "host": {"type": "str"},
    "tags": {"type": "list", "elements": "str"},
    "tags_mode": {"type": "str", "choices": ["replace", "append", "remove"]},
    "priority": {"type": "int"},
    "position": {"type": "str", "choices": ["top", "bottom"]},
    "active": {"type": "bool"},
    "interval": {"type": "str"},
    "location": {"type": "str"},
    "comment": {"type": "str"},
    "inherit": {"type": "dict"},
    "settings": {"type": "dict"},
    "update_secrets": {"type": "str", "choices": ["on_create", "always"]},
    "state": {"type": "str", "choices": ["present", "absent"]},
}
_NAMED: dict[str, dict[str, t.Any]] = {"id": {"type": "str"}, "name": {"type": "str"}}

#: What an entry says where neither it nor the task says anything.
_DEFAULTS: Params = {"state": "present", "tags_mode": "replace", "update_secrets": "on_create"}

_ENTRY: dict[str, dict[str, t.Any]] = {**_NAMED, **_WISHES}
_OBJECTS: dict[str, t.Any] = {"type": "list", "elements": "dict", "options": _ENTRY}
_OWN = {name: {**spec, "default": _DEFAULTS[name]} if name in _DEFAULTS else spec for name, spec in _ENTRY.items()}

BLOCK = Block(
    {
        **_OWN,
        "objects": _OBJECTS,
        "max_deletes": {"type": "int", "default": 1},
        "wait_timeout": {"type": "str", "default": "1m"},
        "expect_server": {"type": "str"},
    },
    {"mutually_exclusive": [("objects", "id"), ("objects", "name")]},
)

#: The settings that have an option of their own, by the last part of their names on any API.
_OPTION_OF = {**{name: name for name in PROPERTIES}, "name": "name", "comments": "comment", "active": "active"}

_REFERENCES = ("parent", "clone_from")
_HOLDING_IDS = frozenset({"id", *_REFERENCES})
ENTRY_IDENTITY = Identity("object", options=("id", "name"), ids=_HOLDING_IDS, guards=_REFERENCES)
IDENTITY = Identity(
    "object",
    options=("id", "name", "objects"),
    ids=_HOLDING_IDS,
    guards=(*_REFERENCES, "expect_server"),
    inside={"objects": ENTRY_IDENTITY},
)


class Wish(t.NamedTuple):
    """One object as a task wants it. What is None is left as it is, and so is what ``values`` does not name.

    ``number`` is its place among the entries, ``parent`` and ``template`` are ids or paths of names. ``values`` go by
    the names of ``properties.py``. ``secret`` names those of them that are never shown, and that only a new object
    gets unless ``always``.
    """

    number: int
    id: str | None
    name: str | None
    kind: str | None
    parent: str | None
    template: str | None
    sensor_kind: str | None
    values: dict[str, t.Any]
    tags_mode: str
    active: bool | None
    position: str | None
    absent: bool
    secret: frozenset[str]
    always: bool

    def label(self) -> str:
        """How messages call it before it is found."""
        kind = self.kind or "object"
        return f"{kind} {self.id}" if self.id is not None else f"{kind} {quoted(self.name)}"

    def names(self) -> frozenset[str]:
        """The names of everything that it wants to be so."""
        return frozenset(self.values)


def wishes_of(params: Params, check_mode: bool) -> tuple[list[Wish], list[str]]:
    """The entries of a task, and the options that check mode does not know yet.

    ``ConfigurationError`` for what is wrong with an entry by itself, or with two that are the same.
    """
    if params["max_deletes"] < 0:
        raise ConfigurationError("max_deletes must be at least 0")
    if params["objects"] is None:
        return [_wish(0, params)], []
    wishes, unknown = [], []
    for number, entry in enumerate(params["objects"]):
        with about(number, entry, True):
            settled, empty = ENTRY_IDENTITY.settled(entry, check_mode)
            unknown += [f"objects[{number}].{name}" for name in empty]
            if empty:
                continue
            defaults = {name: params[name] for name in _WISHES}
            wishes.append(_wish(number, {**defaults, **{k: v for k, v in settled.items() if v is not None}}))
    _refuse_repeated(wishes)
    return wishes, unknown


@contextlib.contextmanager
def about(number: int, entry: t.Mapping[str, t.Any], several: bool) -> t.Iterator[None]:
    """Errors of the block say which entry they are about, where there are ``several``."""
    try:
        yield
    except MonitoringError as error:
        if several:
            named = entry.get("name") or entry.get("id")
            error.message = f"objects[{number}]{f' ({quoted(named)})' if named else ''}: {error.message}"
        raise


def secrets_in(params: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    """The secrets in the settings of a task and of its entries, as far as names tell; in addresses as well."""
    objects = params.get("objects")
    entries = objects if isinstance(objects, (list, tuple)) else ()
    for entry in (params, *entries):
        settings = entry.get("settings") if isinstance(entry, t.Mapping) else None
        for name, value in _flat(settings) if isinstance(settings, t.Mapping) else ():
            yield from _secrets(name.rpartition(".")[2], value)


def _secrets(name: str, value: t.Any, is_secret: bool = False) -> t.Iterator[str]:
    """The texts in a setting that is secret by its name, or in what is inside of one, however deep: no setting holds
    that, and the error about it must not show it either."""
    is_secret = is_secret or bool(CREDENTIAL.search(name))
    if isinstance(value, t.Mapping):
        for inner, one in value.items():
            yield from _secrets(str(inner), one, is_secret)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _secrets("", one, is_secret)
    elif is_secret and value not in (None, ""):
        yield str(value)
    elif isinstance(value, str):
        yield from secrets_in_addresses(value)


def _wish(number: int, entry: Params) -> Wish:
    entry = {name: _DEFAULTS.get(name) if entry.get(name) is None else entry[name] for name in _ENTRY}
    values = _values(entry)
    wish = Wish(
        number=number,
        id=_id(entry["id"]),
        name=entry["name"],
        kind=entry["kind"],
        parent=ROOT_ID
        if entry["parent"] is None and entry["id"] is None and entry["kind"] == "probe"
        else entry["parent"],
        template=entry["clone_from"],
        sensor_kind=entry["sensor_kind"],
        values=values,
        tags_mode=entry["tags_mode"],
        active=entry["active"],
        position=entry["position"],
        absent=entry["state"] == "absent",
        secret=frozenset(name for name in values if _is_secret(name)),
        always=entry["update_secrets"] == "always",
    )
    _refuse_unclear(wish)
    return wish


def _id(given: str | None) -> str | None:
    if given is not None and not is_number(given):
        raise ConfigurationError(f"id must be a number, and {quoted(given)} is none", hint="Names go into name.")
    return None if given is None else str(int(given))


def _refuse_unclear(wish: Wish) -> None:
    """What can be wrong with an entry whatever PRTG has."""
    if wish.id is None and (wish.parent is None or wish.kind is None):
        lacking = "parent" if wish.parent is None else "kind"
        raise ConfigurationError(
            f"{lacking} is missing: without an id, an object is found by name, parent and kind together",
            hint="Nothing was sent. Names are unique neither in PRTG nor below one object.",
        )
    if wish.template is not None and wish.sensor_kind is not None:
        raise ConfigurationError("a new sensor is a copy (clone_from) or made anew (sensor_kind), not both")
    if wish.sensor_kind is not None and wish.kind not in (None, "sensor"):
        raise ConfigurationError(f"sensor_kind is for sensors, not for a {wish.kind}")
    if wish.absent and wish.id == ROOT_ID:
        raise ConfigurationError("the root cannot be deleted", hint="Nothing was sent.")
    if wish.active is False and wish.id == ROOT_ID and not wish.absent:
        raise ConfigurationError(
            "the root is not paused by this module, since nothing at all would be monitored any more",
            hint="Nothing was sent. If you mean it, use prtg_pause with allow_root.",
        )
    if wish.absent and wish.kind == "probe":
        raise _no_probe()
    refuse_foreign(wish, wish.kind)


def _no_probe() -> ConfigurationError:
    return ConfigurationError(
        "probes are not deleted by this module",
        hint="Nothing was sent. Delete them in PRTG, where it shows what else goes with them.",
    )


def refuse_foreign(wish: Wish, kind: str | None) -> None:
    """``ConfigurationError`` for what objects of a ``kind`` do not have, or, where it is known by now, be done with."""
    if kind is None:
        return
    if wish.absent and kind == "probe":
        raise _no_probe()
    for name in wish.values:
        kinds = PROPERTIES[name].kinds if name in PROPERTIES else None
        if kinds is not None and kind not in kinds:
            raise ConfigurationError(
                f"{name} is for a {' or '.join(kinds)}, not for a {kind}", hint="Nothing was sent."
            )


def _refuse_repeated(wishes: t.Sequence[Wish]) -> None:
    seen: dict[tuple[t.Any, ...], int] = {}
    for wish in wishes:
        key = (wish.id,) if wish.id is not None else (wish.parent, wish.kind, wish.name)
        if key in seen:
            raise ConfigurationError(
                f"objects[{seen[key]}] and objects[{wish.number}] are about the same object: {wish.label()}",
                hint="Nothing was sent. Make one entry of them.",
            )
        seen[key] = wish.number


def _values(entry: Params) -> dict[str, t.Any]:
    """What an entry wants to be so, by names; empty for one that shall go."""
    if entry["state"] == "absent":
        return {}
    values = {name: one.understand(entry[name]) for name, one in PROPERTIES.items() if entry[name] is not None}
    for section, wanted in (entry["inherit"] or {}).items():
        name = str(section).rstrip("_")
        if is_blank(name):
            raise ConfigurationError(f"inherit has {quoted(section)}, which is no name of a section")
        if f"{INHERIT}{name}" in values:
            raise _twice(f"{INHERIT}{name}")
        values[f"{INHERIT}{name}"] = _truth(name, wanted)
    values.update((f"{SETTING}{name}", value) for name, value in _flat(entry["settings"] or {}))
    _refuse_contradictions(values)
    return values


def _twice(name: str) -> ConfigurationError:
    return ConfigurationError(
        f"{name} is given twice, once with an underscore at its end", hint="Nothing was sent. Give it once."
    )


def _truth(section: str, wanted: t.Any) -> bool:
    try:
        return bool(boolean(wanted))
    except TypeError:
        raise ConfigurationError(f"inherit.{section} is {quoted(wanted)}, and must be true or false") from None


def _flat(settings: t.Mapping[str, t.Any]) -> t.Iterator[tuple[str, t.Any]]:
    """Settings as ``NAME`` or ``SECTION.NAME`` with their values."""
    for name, value in settings.items():
        if isinstance(value, t.Mapping):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield str(name), value


def _is_secret(name: str) -> bool:
    return name.startswith(SETTING) and bool(CREDENTIAL.search(name.rpartition(".")[2]))


def _refuse_contradictions(values: t.Mapping[str, t.Any]) -> None:
    bare: set[str] = set()
    for name in values:
        if name.rstrip("_") in bare:
            raise _twice(name.rstrip("_"))
        bare.add(name.rstrip("_"))
    for name, value in values.items():
        if name.startswith(SETTING):
            _refuse_setting(name, value)
        option = _OPTION_OF.get(name.rpartition(".")[2].strip("_"))
        if name.startswith(SETTING) and option:
            raise ConfigurationError(f"{name} has an option of its own, {option}", hint="Nothing was sent.")
    for name, one in PROPERTIES.items():
        wanted, inherits = values.get(name), values.get(f"{INHERIT}{one.section}")
        if wanted is not None and inherits is not None and (wanted == INHERITED) is not inherits:
            raise ConfigurationError(
                f"{name} is {quoted(wanted)}, and inherit.{one.section} is {str(inherits).lower()}",
                hint="Nothing was sent. A value of its own and an inherited one exclude each other.",
            )


def _refuse_setting(name: str, value: t.Any) -> None:
    inner = name.rpartition(".")[2]
    if not inner or inner.startswith("_") or is_blank(inner):
        raise ConfigurationError(
            f"{name} is no name of a setting", hint="Inheritance is what the option inherit is for."
        )
    if value is None or isinstance(value, t.Mapping):
        raise ConfigurationError(
            f"{name} must be a text, a number, a truth value or a list, and not null", hint="Nothing was sent."
        )
