# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and user groups over API v2: lists in both shapes, single ones, and pausing of users.

The members of the deprecated shape are those that the overview's table "Sorting" names for users and user groups. No
source tells the sections of the experimental shape, nor the values of ``role``: they are guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import partial
from typing import Any

from aiohttp import web

from ..accounts import ADMINISTRATOR, Account, Accounts, User, UserGroup
from ..credentials import DISPLAY_NAMES
from ..dates import iso
from .call import Call, Route, reading, writing
from .errors import ApiError, bad_request, forbidden, not_found, pause_admin
from .lists import included
from .reads import CURRENT, DEPRECATED, LIST
from .shapes import BASE

ROLES = {(True, False): "ADMINISTRATOR", (False, False): "READ_WRITE_USER", (False, True): "READ_ONLY_USER"}
KINDS = ("users", "usergroups")
KEYS = 7000
"""What the id of the API key of a user is counted from."""
Shape = Callable[[Accounts, Any], dict[str, Any]]


def reference(account: Account) -> dict[str, str]:
    """A reference to a user group (fixture reference_usergroup) or to a user, made after it."""
    kind = account.kind
    return {
        "id": str(account.id),
        "type": f"REFERENCED_{kind.upper()}",
        "name": account.name,
        "href": f"{BASE}/{kind}s/{account.id}",
    }


def flat_user(_accounts: Accounts, user: User) -> dict[str, Any]:
    """UserInfo."""
    return {
        "id": str(user.id),
        "display_name": user.name,
        "login_name": user.login,
        "role": ROLES[user.admin, user.read_only],
        "active": user.active,
        "homepage": user.primary.home,
        "email": user.email,
        "last_login": None if user.last_login is None else iso(user.last_login),
        "time_zone": user.time_zone,
        "date_time_format": "",
        "ad_user": user.active_directory,
        "ad_path": "",
        "primary_group": reference(user.primary),
        "audible_alarm": False,
        "theme": "LIGHT",
        "auto_refresh": True,
        "auto_refresh_interval": 30.0,
        "ticket_email": user.ticket_mail,
        "href": f"{BASE}/users/{user.id}",
    }


def flat_group(_accounts: Accounts, group: UserGroup) -> dict[str, Any]:
    """UserGroupInfo."""
    return {
        "id": str(group.id),
        "name": group.name,
        "active": group.active,
        "active_directory": bool(group.active_directory),
        "active_directory_name": group.active_directory,
        "restricted_sensor_mode": group.restricted_sensors,
        "default_home": group.home,
        "href": f"{BASE}/usergroups/{group.id}",
    }


def _settings(account: Account, include: Set[str], basic: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    found = {
        "id": str(account.id),
        "name": account.name,
        "type": account.kind.upper(),
        "kind": account.kind,
        "href": f"{BASE}/{account.kind}s/{account.id}",
        "basic": {"name": account.name, "active": _flag(account.active), **basic},
    }
    return found | (more if include & {"*", "all_sections"} else {})


def settings_user(_accounts: Accounts, user: User, include: Set[str]) -> dict[str, Any]:
    """A user with its sections."""
    return _settings(
        user,
        include,
        {"loginname": user.login, "email": user.email},
        {
            "account": {
                "primarygroup": str(user.primary.id),
                "usergroups": [reference(group) for group in user.groups],
                "usertype": ROLES[user.admin, user.read_only],
                "lastlogin": None if user.last_login is None else iso(user.last_login),
            },
            "directory": {"aduser": _flag(user.active_directory)},
            "tickets": {"ticketmail": _flag(user.ticket_mail)},
        },
    )


def settings_group(accounts: Accounts, group: UserGroup, include: Set[str]) -> dict[str, Any]:
    """A user group with its sections."""
    return _settings(
        group,
        include,
        {"admingroup": _flag(group.admin), "usertype": group.user_type},
        {
            "access": {
                "restrictedsensormode": _flag(group.restricted_sensors),
                "ticketmode": _flag(group.tickets),
                "defaulthome": group.home,
                "members": [reference(user) for user in accounts.members(group)],
            },
            "directory": {"activedirectory": group.active_directory},
        },
    )


def _flag(on: bool) -> str:
    """A setting that is on or off, as sections of objects have it."""
    return "1" if on else "0"


FLAT: dict[str, Shape] = {"users": flat_user, "usergroups": flat_group}
SETTINGS: dict[str, Callable[[Accounts, Any, Set[str]], dict[str, Any]]] = {
    "users": settings_user,
    "usergroups": settings_group,
}
SORTS: dict[str, Callable[[Any], Any]] = {
    "id": lambda one: one.id,
    "name": lambda one: one.name,
    "active": lambda one: one.active,
    "loginname": lambda one: one.login,
    "email": lambda one: one.email,
    "lastlogin": lambda one: one.last_login or 0.0,
}


def _selected(call: Call, what: str, dialect: str, text: str) -> list[Any]:
    test = call.lists.test(what, dialect, text)
    view = call.view()
    return [one for one in call.emulation.accounts.of_kind(what) if test is None or test(view, one)]


def list_deprecated(call: Call, what: str) -> web.Response:
    rows = _selected(call, what, "deprecated", call.asked.query.get("filter", ""))
    sort = call.asked.query.get("sort_by", "")
    name = sort.lstrip("+-")
    if sort and (name not in SORTS or (what == "usergroups" and name not in ("id", "name", "active"))):
        raise bad_request(f"cannot sort by {name!r}")
    if sort:
        rows.sort(key=SORTS[name], reverse=sort.startswith("-"))
    return call.lists.page_of(call.asked, rows, partial(FLAT[what], call.emulation.accounts))


def list_current(call: Call, what: str) -> web.Response:
    rows = _selected(call, what, "current", call.asked.query.get("filter", ""))
    accounts, include = call.emulation.accounts, included(call.asked)
    return call.lists.page_of(call.asked, rows, lambda one: SETTINGS[what](accounts, one, include))


def _one(call: Call, what: str) -> Any:
    found = [one for one in call.emulation.accounts.of_kind(what) if str(one.id) == call.id]
    if not found:
        raise not_found(f"{what.removesuffix('s')} not found")
    return found[0]


def get_deprecated(call: Call, what: str) -> web.Response:
    return web.json_response(FLAT[what](call.emulation.accounts, _one(call, what)))


def get_current(call: Call, what: str) -> web.Response:
    return web.json_response(SETTINGS[what](call.emulation.accounts, _one(call, what), included(call.asked)))


def list_keys(call: Call) -> web.Response:
    """The API keys of a user, ``me`` for the one who asks. No source has the members of APIKeyInfo: they are guesses.

    Of others only administrators see them (a guess, too).
    """
    own = call.emulation.accounts.of_access(call.sessions.access(call.request))
    user = own if call.id == "me" else _one(call, "users")
    if user is not own and not own.admin:
        raise forbidden()
    access = {name: one for one, name in DISPLAY_NAMES.items()}.get(user.name)
    keys = [] if access is None else [{"id": str(KEYS + user.id), "name": "automation", "access": access.upper()}]
    return web.json_response(keys)


# Pausing


def _obstacle(user: User, active: bool) -> ApiError | None:
    return pause_admin() if user.id == ADMINISTRATOR and not active else None


def set_active(call: Call, active: bool) -> web.Response:
    """204, or PAUSE_ADMIN."""
    user = _one(call, "users")
    obstacle = _obstacle(user, active)
    if obstacle is not None:
        raise obstacle
    call.emulation.accounts.set_active([user], active)
    return web.Response(status=204)


def set_all_active(call: Call, active: bool) -> web.Response:
    """200 with a result for each user that the filter matched, shaped like those of objects, which are a guess, too."""
    text = call.body().get("filter")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("the filter is mandatory")
    results: list[dict[str, Any]] = []
    for user in _selected(call, "users", "deprecated", text):
        error = _obstacle(user, active)
        told: dict[str, Any] = {} if error is None else {"error": {"code": error.code, "message": error.message}}
        results.append({"id": str(user.id), **told})
        if error is None:
            call.emulation.accounts.set_active([user], active)
    return web.json_response(results)


ROUTES: list[Route] = [
    *(
        route
        for what in KINDS
        for route in (
            reading(f"/{what}", partial(list_deprecated, what=what), f"{LIST} sort_by", DEPRECATED),
            reading(f"/{what}/{{id}}", partial(get_deprecated, what=what), gone=DEPRECATED),
            reading(f"/experimental/{what}", partial(list_current, what=what), f"{LIST} include", CURRENT),
            reading(f"/experimental/{what}/{{id}}", partial(get_current, what=what), "include", CURRENT),
        )
    ),
    reading("/users/{id}/api-keys", list_keys),
    *(
        route
        for name, active in (("pause", False), ("resume", True))
        for route in (
            writing("POST", f"/users/{name}", partial(set_all_active, active=active)),
            writing("POST", f"/users/{{id}}/{name}", partial(set_active, active=active)),
        )
    ),
]
"""Fixed paths come before those with an id."""
