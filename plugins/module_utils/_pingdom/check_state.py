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
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Outdated
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_reading import (
    Found,
    Key,
    find,
    known,
    named,
    pause_is_hidden,
    settle,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.contest import look_again
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ids_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import shown_time


class Wish(t.NamedTuple):
    """What a playbook asks for: which check, and what it shall be. ``check_type`` None leaves the type open."""

    key: Key
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
        key = Key(params.get("id"), tag, given.get("name"))
        return cls(key, given, params.get("type"), params["append_tags"], params["recreate"])

    @property
    def description(self) -> str:
        """The check in words, for messages."""
        return self.key.description


def ensure_present(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Create the check, change what differs, or leave it alone."""
    wish = Wish.from_params(params)
    with connect(params, checks.secrets_of(params)) as api:
        found = find(api, wish.key, wish.given)
        if found is None and wish.key.check_id is not None:
            raise NotFound(
                f"there is no check {wish.description}", hint="To create a check, name it with name, without id."
            )
        wish = wish._replace(given=_with_recipients(api, wish.given, found))
        return api.told(_create(api, wish, check_mode) if found is None else _change_into(api, wish, found, check_mode))


def ensure_absent(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Delete the check, or pause it if its history shall stay. A check that does not exist is no error."""
    key = Key(params.get("id"), params.get("identity_tag"), params.get("name"))
    with connect(params) as api:
        found = find(api, key, {}, absent=True)
        if found is None:
            return api.told(Result(values={"check": None, "recreated": False}))
        if params["absent_mode"] == "pause":
            return api.told(_update(api, Wish(key, {"paused": True}, None, False, False), found, check_mode))
        if not check_mode:
            api.delete(f"/checks/{found.id}")
        return api.told(Result([_change(found.actual, None)], {"check": None, "recreated": False}))


def _change_into(api: PingdomApi, wish: Wish, found: Found, check_mode: bool) -> Result:
    if wish.check_type not in (None, found.actual["type"]):
        return _recreate(api, wish, found, check_mode)
    return _update(api, wish, found, check_mode)


def _with_recipients(api: PingdomApi, given: Comparable, found: Found | None) -> Comparable:
    """``given`` with contacts and teams as ids; whom the check alerts already is not looked up by id again."""
    result = dict(given)
    for name, rows, what in (("contacts", api.contacts, "contact"), ("teams", api.teams, "team")):
        if given.get(name):
            result[name] = ids_of(given[name], rows, what, found.actual[name] if found else ())
    return result


def _create(api: PingdomApi, wish: Wish, check_mode: bool) -> Result:
    check_type, tag = wish.check_type, wish.key.tag
    missing = (["type"] if check_type is None else []) + checks.missing_for_creation(wish.given, check_type or "ping")
    if check_type is None or missing:
        return _refuse_to_create(wish, missing, check_mode)
    given = {**wish.given, **({"tags": sorted({*wish.given.get("tags", []), tag})} if tag else {})}
    wanted = checks.target(checks.defaults(check_type), given)
    if check_mode:
        return _result(None, wanted, None)
    # by its tag there is none, but others may have its name
    namesakes = named(api.checks(), wanted["name"]) if tag else []
    check_id = _post(api, wish.key, wanted, given, namesakes)
    with after_a_write():
        outcome = look_again(api, check_id, lambda: wish.key.listed(api, as_listed=True))
        if outcome.older and (result := _give_way(api, wish, check_id, outcome.older)):
            return result
        warnings = outcome.warnings("check", check_id)
        return _result(None, wanted, settle(api, None, check_id, wanted, given), warnings=warnings)


def _refuse_to_create(wish: Wish, missing: list[str], check_mode: bool) -> Result:
    """A check that does not exist and cannot be created: an error, but in check mode an earlier task may create it."""
    text = f"there is no check {wish.description}, and to create it these options are missing: {', '.join(missing)}"
    if not check_mode:
        raise ConfigurationError(text, details={"missing": missing})
    label = f"Pingdom check {wish.given.get('name', wish.description)}"
    values = {"id": None, "status": None, "created": None, "lasttesttime": None, **checks.shown(wish.given)}
    return Result(
        [Change(label, {}, checks.masked(wish.given))] if {*wish.given} - {"name"} else [],
        {"check": values, "recreated": False},
        [f"It must exist by then: {text}."],
    )


def _post(api: PingdomApi, key: Key, wanted: Comparable, names: t.Iterable[str], others: t.Container[int]) -> int:
    """Create a check and remember it; ``others`` are those of the same name that are there already."""
    body = checks.creation(wanted, names)

    def of_this_name() -> list[int]:
        return [one for one in named(api.checks(), wanted["name"]) if one not in others]

    with api.recent.creating(key.claim):
        check_id = api.post("/checks", body, of_this_name)
        api.recent.check_created(check_id, key.claim, wanted)
    return check_id


def _give_way(api: PingdomApi, wish: Wish, ours: int, older: int) -> Result | None:
    """Delete the check that we made where somebody else made one just before, and go on with theirs.

    None if theirs cannot be read, so that it may have gone: then ours stays.
    """
    found = known(api, older, wish.given)
    if found is None:
        return None
    api.delete(f"/checks/{ours}")
    result = _change_into(api, wish, found, check_mode=False)
    result.warnings.append(
        f"Somebody else created check {older} {wish.description} just before this task created check {ours}, "
        f"which was deleted again."
    )
    return result


def _delete_old(api: PingdomApi, check_id: int, new: int) -> None:
    try:
        api.delete(f"/checks/{check_id}")
    except MonitoringError as error:
        error.changed = True
        error.hint = f"The new check {new} exists, the old one {check_id} does as well. Delete one of them."
        raise


def _update(api: PingdomApi, wish: Wish, found: Found, check_mode: bool) -> Result:
    path = f"/checks/{found.id}"
    hidden = {"paused"} if "paused" in wish.given and pause_is_hidden(api, found) else set()
    if hidden:
        found = found._replace(actual={**found.actual, "paused": wish.given["paused"]})
    wanted = checks.target(found.actual, wish.given, wish.append_tags)
    changing = set(checks.differing(found.actual, wanted))
    doubtful = {*api.recent.of(path).doubtful} & {*wish.given} - changing - hidden
    warnings = [_DOUBTFUL.format(found.id, ", ".join(sorted(doubtful)))] if doubtful else []
    warnings += [_HIDDEN.format(found.id, str(wanted["paused"]).lower())] if hidden else []
    body = checks.modification(found.actual, wanted, wish.append_tags, again=sorted(hidden | doubtful))
    if not body or check_mode:
        return _result(found.actual, wanted, None, found, warnings=warnings)
    _put(api, found, body, wanted, changing | hidden | doubtful, hidden)
    settled = settle(api, found, found.id, wanted, {*wish.given, *changing})
    return _result(found.actual, wanted, settled, warnings=warnings)


_DOUBTFUL = (
    "An earlier task sent {1} to check {0}, and it is not known whether that was done, so it is sent again without "
    "being counted as a change."
)
_HIDDEN = (
    "Check {0} is in a maintenance window that is in force, in which it shows as paused. Whether it is paused itself "
    "cannot be told, so paused={1} is sent without being counted as a change."
)


def _put(
    api: PingdomApi, found: Found, body: dict[str, t.Any], wanted: Comparable, names: set[str], hidden: set[str]
) -> None:
    """Change a check and remember it; what is ``hidden`` may have been otherwise before."""
    path = f"/checks/{found.id}"
    before = {**found.actual, **{name: not wanted[name] for name in hidden}}
    with api.recent.claim(path):
        try:
            with api.recent.sending(found.id, wanted, names):
                api.put(path, body)
        except NotFound:
            if not found.unseen:
                raise
            # created lately, deleted by somebody else since
            api.recent.deleted(path)
            raise Outdated(f"check {found.id} has gone") from None
        api.recent.check_changed(found.id, before, wanted, names)


def _recreate(api: PingdomApi, wish: Wish, found: Found, check_mode: bool) -> Result:
    """Replace a check by one of another type, with all that both types have. The new one is made first."""
    check_type = t.cast(str, wish.check_type)
    wanted, names = _of_another_type(wish, found, check_type)
    if "paused" not in wish.given and pause_is_hidden(api, found):
        raise Conflict(
            f"whether check {found.id} is paused itself cannot be told, since it is in a maintenance window in force",
            hint="Say with paused whether the new check shall be paused, or wait for the end of the window.",
        )
    warning = (
        f"Check {found.id} is replaced by a new one of type {check_type}: its history stays behind, and its id is gone."
    )
    if check_mode:
        return _result(found.actual, wanted, None, recreated=True, warnings=[warning])
    namesakes = named(api.checks(), wanted["name"])
    with api.recent.claim(f"/checks/{found.id}"):
        check_id = _post(api, wish.key, wanted, names, namesakes)
        _delete_old(api, found.id, check_id)
    with after_a_write():
        others = namesakes if wish.key.check_id is not None else [found.id]
        check_id, more = _the_only_new(api, wish.key, check_id, wanted["name"], others)
        settled = settle(api, None, check_id, wanted, names)
    return _result(found.actual, wanted, settled, recreated=True, warnings=[warning, *more])


def _the_only_new(api: PingdomApi, key: Key, ours: int, name: str, others: t.Container[int]) -> tuple[int, list[str]]:
    """The check that replaces another one, where somebody else may have replaced it at the same moment.

    ``others`` are those that do not count. Where the old one was given by its id, the new one is known by its name.
    """
    by_name = key._replace(check_id=None, tag=None, name=name)
    known_by = by_name if key.check_id is not None else key

    def listed() -> list[int]:
        return [one for one in known_by.listed(api, as_listed=True) if one not in others]

    outcome = look_again(api, ours, listed)
    if outcome.older is None or known(api, outcome.older, {}) is None:
        return ours, outcome.warnings("check", ours)
    api.delete(f"/checks/{ours}")
    text = f"Somebody else replaced it at the same moment, by check {outcome.older}, which stays; ours was deleted."
    return outcome.older, [text]


def _of_another_type(wish: Wish, found: Found, check_type: str) -> tuple[Comparable, set[str]]:
    """The check that replaces another, and the options that its creation names. Refuses what cannot be."""
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
    if wish.append_tags or wish.key.tag:
        given["tags"] = sorted({*given["tags"], *(carried["tags"] if wish.append_tags else ())})
    if "ipv6" not in wish.given:
        del given["ipv6"]
    base = {**checks.defaults(check_type), "ipv6": carried["ipv6"]}
    return checks.target(base, given), {*given, "ipv6"}


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
    shown = settled or planned_on
    answer = shown.answer if shown else {}
    check = {**settled.actual, "paused": wanted["paused"]} if settled else wanted
    # unpaused now, whatever an answer from before the pause says
    status = "paused" if planned_on and planned_on.actual["paused"] else answer.get("status")
    values = {
        "id": answer.get("id"),
        "status": checks.settled_status(wanted["paused"], status) if answer else None,
        "created": shown_time(answer.get("created")),
        "lasttesttime": shown_time(answer.get("lasttesttime")),
        **checks.shown(check),
    }
    told = [_UNSEEN.format(shown.id)] if shown and shown.unseen else []
    return Result([_change(before, wanted)], {"check": values, "recreated": recreated}, [*(warnings or []), *told])


_UNSEEN = (
    "Pingdom does not show check {} yet, which was created within the last minute. It is taken as it was told to be."
)
