# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Bring one uptime check into the state that a playbook asks for."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    MonitoringError,
    NotFound,
    StateNotReached,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Row, connect, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous, ids_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.times import iso

#: Seconds before each look at what a write has done, while it does not show yet.
_LOOKS = (0.0, 1.0, 3.0)


class Wish(t.NamedTuple):
    """What a playbook asks for: which check, and what it shall be. ``check_type`` None leaves the type open."""

    check_id: int | None
    identity_tag: str | None
    given: Comparable
    check_type: str | None
    append_tags: bool
    recreate: bool

    @classmethod
    def from_params(cls, params: t.Mapping[str, t.Any]) -> Wish:
        """The options of the module, checked as far as that goes without asking the server."""
        given = checks.given_options(params)
        tag = params.get("identity_tag")
        if tag is not None and not 1 <= len(tag) <= 64:
            raise ConfigurationError("identity_tag must have 1 to 64 characters")
        if tag and "tags" in given:
            given["tags"] = sorted({*given["tags"], tag})
        return cls(params.get("id"), tag, given, params.get("type"), params["append_tags"], params["recreate"])

    @property
    def description(self) -> str:
        """The check in words, for messages."""
        if self.check_id is not None:
            return f"with the id {self.check_id}"
        return f"with the tag {self.identity_tag!r}" if self.identity_tag else f"named {self.given['name']!r}"


class Found(t.NamedTuple):
    """A check on the server: its detail as answered, and in comparable form."""

    answer: Row
    actual: Comparable

    @property
    def id(self) -> int:
        """The id of the check."""
        return t.cast(int, self.answer["id"])


def ensure_present(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Create the check, change what differs, or leave it alone."""
    wish = Wish.from_params(params)
    with connect(params, checks.secrets_of(params)) as api:
        found = _find(api, wish)
        if found is None and wish.check_id is not None:
            raise NotFound(
                f"there is no check {wish.description}", hint="To create a check, name it with name, without id."
            )
        wish = wish._replace(given=_with_recipients(api, wish.given, found))
        if found is None:
            return _create(api, wish, check_mode)
        if wish.check_type not in (None, found.actual["type"]):
            return _recreate(api, wish, found, check_mode)
        return _update(api, wish, found, check_mode)


def ensure_absent(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Delete the check, or pause it if its history shall stay. A check that does not exist is no error."""
    given = {"name": params["name"]} if params.get("name") is not None else {}
    wish = Wish(params.get("id"), params.get("identity_tag"), given, None, False, False)
    with connect(params) as api:
        found = _find(api, wish)
        if found is None:
            return Result(values={"check": None, "recreated": False})
        if params["absent_mode"] == "pause":
            return _update(api, wish._replace(given={"paused": True}), found, check_mode)
        if not check_mode:
            api.delete(f"/checks/{found.id}")
        return Result([_change(found.actual, None)], {"check": None, "recreated": False})


def _find(api: PingdomApi, wish: Wish) -> Found | None:
    if wish.check_id is not None:
        check_id: int | None = wish.check_id
    elif wish.identity_tag:
        check_id = _the_one(_with_tag(api.checks(include_tags=True), wish.identity_tag), f"checks {wish.description}")
    else:
        check_id = _the_one(_named(api.checks(), wish.given["name"]), f"checks {wish.description}")
    if check_id is None:
        return None
    try:
        return _read(api, check_id, wish.given)
    except NotFound:
        return None


def _named(rows: list[Row], name: str) -> list[int]:
    return sorted(row["id"] for row in rows if row.get("name") == name)


def _with_tag(rows: list[Row], tag: str) -> list[int]:
    """Checks that carry the tag themselves; tags that Pingdom made do not count."""
    return sorted(
        row["id"]
        for row in rows
        if any(one.get("name") == tag and one.get("type", "u") == "u" for one in row.get("tags", []))
    )


def _the_one(ids: list[int], what: str) -> int | None:
    if len(ids) > 1:
        raise ambiguous(what, ids)
    return ids[0] if ids else None


def _read(api: PingdomApi, check_id: int, given: Comparable) -> Found:
    # without include_teams a check seems to have none (terraform-provider-pingdom issue 26)
    answer = api.get(f"/checks/{check_id}", {"include_teams": "true"}).get("check")
    if not isinstance(answer, dict) or not is_id(answer.get("id")):
        raise UnexpectedAnswer(f"the answer about check {check_id} holds no check")
    return Found(answer, checks.comparable(answer, given.get("requestheaders", ())))


def _with_recipients(api: PingdomApi, given: Comparable, found: Found | None) -> Comparable:
    """``given`` with contacts and teams as ids; whom the check alerts already is not looked up by id again."""
    result = dict(given)
    for name, rows, what in (("contacts", api.contacts, "contact"), ("teams", api.teams, "team")):
        if given.get(name):
            result[name] = ids_of(given[name], rows, what, found.actual[name] if found else ())
    return result


def _create(api: PingdomApi, wish: Wish, check_mode: bool) -> Result:
    check_type = wish.check_type
    missing = (["type"] if check_type is None else []) + checks.missing_for_creation(wish.given, check_type or "ping")
    if check_type is None or missing:
        raise ConfigurationError(
            f"there is no check {wish.description}, and to create it these options are missing: {', '.join(missing)}",
            details={"missing": missing},
        )
    given = dict(wish.given)
    if wish.identity_tag:
        given["tags"] = sorted({*given.get("tags", []), wish.identity_tag})
    wanted = checks.target(checks.defaults(check_type), given)
    if check_mode:
        return _result(None, wanted, None)
    # by its tag there is none, but others may have its name
    known = _named(api.checks(), wanted["name"]) if wish.identity_tag else []
    check_id = _post(api, wanted, given, known)
    return _result(None, wanted, _settle(api, check_id, wanted, given))


def _post(api: PingdomApi, wanted: Comparable, names: t.Iterable[str], known: t.Container[int] = ()) -> int:
    """Create a check; ``known`` are those of the same name that are there already."""
    body = checks.creation(wanted, names)
    return api.post("/checks", body, lambda: [one for one in _named(api.checks(), wanted["name"]) if one not in known])


def _update(api: PingdomApi, wish: Wish, found: Found, check_mode: bool) -> Result:
    wanted = checks.target(found.actual, wish.given, wish.append_tags)
    if wanted == found.actual:
        return _result(found.actual, wanted, found)
    if check_mode:
        return _result(found.actual, wanted, None, found)
    api.put(f"/checks/{found.id}", checks.modification(found.actual, wanted, wish.append_tags))
    touched = {*wish.given, *checks.differing(found.actual, wanted)}
    return _result(found.actual, wanted, _settle(api, found.id, wanted, touched))


def _recreate(api: PingdomApi, wish: Wish, found: Found, check_mode: bool) -> Result:
    """Replace a check by one of another type, with all that both types have. The new one is made first."""
    check_type = t.cast(str, wish.check_type)
    if not wish.recreate:
        raise Conflict(
            f"the check {wish.description} is of type {found.actual['type']}, and the type of a check cannot change",
            hint=f"Set recreate to true to replace it by one of type {check_type}, which loses its history.",
            details={"id": found.id, "type": found.actual["type"]},
        )
    carried = {name: found.actual[name] for name in (option.name for option in checks.COMMON)}
    given = {**carried, **wish.given}
    missing = checks.missing_for_creation(given, check_type)
    if missing:
        raise ConfigurationError(
            f"to recreate the check as {check_type} these options are missing: {', '.join(missing)}"
        )
    if wish.append_tags or wish.identity_tag:
        given["tags"] = sorted({*given["tags"], *(carried["tags"] if wish.append_tags else ())})
    if "ipv6" not in wish.given:
        del given["ipv6"]
    base = {**checks.defaults(check_type), "ipv6": carried["ipv6"]}
    wanted = checks.target(base, given)
    warning = (
        f"Check {found.id} is replaced by a new one of type {check_type}: its history stays behind, and its id is gone."
    )
    if check_mode:
        return _result(found.actual, wanted, None, recreated=True, warnings=[warning])
    check_id = _post(api, wanted, {*given, "ipv6"}, known=_named(api.checks(), wanted["name"]))
    try:
        api.delete(f"/checks/{found.id}")
    except MonitoringError as error:
        error.changed = True
        error.hint = f"The new check {check_id} exists, the old one {found.id} does as well. Delete one of them."
        raise
    settled = _settle(api, check_id, wanted, given)
    return _result(found.actual, wanted, settled, recreated=True, warnings=[warning])


def _settle(api: PingdomApi, check_id: int, wanted: Comparable, names: t.Iterable[str]) -> Found:
    """Read a written check back until it shows what it was told, and fail honestly if it does not."""
    found, wrong = None, ["id"]
    try:
        for pause in _LOOKS:
            if pause:
                api.sleep(pause)
            found = _read(api, check_id, wanted)
            wrong = checks.not_taken(wanted, found.actual, names)
            if not wrong:
                return found
    except MonitoringError as error:
        error.changed = True
        raise
    raise StateNotReached(
        f"Pingdom accepted the change of check {check_id}, but these options do not show it: {', '.join(wrong)}",
        hint="Compare them in My Pingdom: Pingdom may not support the value, or change it.",
        details={"options": wrong, "id": check_id},
        changed=True,
    )


def _change(before: Comparable | None, after: Comparable | None) -> Change:
    name = (after or before or {})["name"]
    return Change(f"Pingdom check {name}", checks.masked(before), checks.masked(after))


def _result(
    before: Comparable | None,
    wanted: Comparable,
    settled: Found | None,
    planned_on: Found | None = None,
    recreated: bool = False,
    warnings: list[str] | None = None,
) -> Result:
    """The result: as read back where there was a write, as it would be in check mode."""
    answer = settled.answer if settled else planned_on.answer if planned_on else {}
    check = {**settled.actual, "paused": wanted["paused"]} if settled else wanted
    created = answer.get("created")
    values = {
        "id": answer.get("id"),
        "status": checks.settled_status(wanted["paused"], answer.get("status")) if answer else None,
        "created": iso(created) if isinstance(created, int) else None,
        **checks.shown(check),
    }
    return Result([_change(before, wanted)], {"check": values, "recreated": recreated}, warnings or [])
