# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts and teams as API 2.1 has them: users with contact targets of their own, and teams of users.

A user's app devices are not among the targets that the 2.1 documentation lists, and stay out of sight. What a target
with an e-mail address and a number is has no source: here it makes one of each, and the answer names the first.
"""

from __future__ import annotations

from typing import Any

from tests.emulator.pingdom.account import Contact, Team
from tests.emulator.pingdom.alerting import PROVIDERS, SEVERITIES, find_team, remove_contact, remove_team
from tests.emulator.pingdom.call import Answer, Call
from tests.emulator.pingdom.documented import documented
from tests.emulator.pingdom.errors import existing, invalid_value, refused
from tests.emulator.pingdom.parameters import Reader, boolean, filled, integers, text

KINDS = ("sms", "email")
"""The kinds of targets, in the order of the documented example."""
WORDS = {"YES": True, "NO": False}


def yes_or_no(value: object) -> bool:
    """A word that API 2.1 has in place of a boolean."""
    word = text(value).upper()
    if word not in WORDS:
        raise ValueError
    return WORDS[word]


def primary(value: object) -> bool:
    """The same, or the word of a boolean, which perfectsense/gyro-pingdom-provider sends."""
    return boolean(value) if text(value).lower() in ("true", "false") else yes_or_no(value)


def address(value: object) -> str:
    """An e-mail address."""
    name, at, host = filled(value).partition("@")
    if not (name and at and host) or "@" in host:
        raise ValueError
    return text(value)


def digits(value: object) -> str:
    """A telephone number or its country code; leading zeros stay, as the documented example has one."""
    if not text(value).isdecimal():
        raise ValueError
    return text(value)


def severity(value: object) -> str:
    """The severity in capitals; the documented examples write it either way."""
    word = text(value).upper()
    if word not in SEVERITIES:
        raise ValueError
    return word


def provider(value: object) -> str:
    """The provider in small letters; the documented examples write it either way."""
    word = text(value).lower()
    if word not in PROVIDERS:
        raise ValueError
    return word


USER: dict[str, Reader] = {"name": filled, "primary": primary, "paused": yes_or_no}
TARGET: dict[str, Reader] = {
    "email": address,
    "number": digits,
    "countrycode": digits,
    "provider": provider,
    "severitylevel": severity,
}
REQUIRES = (("number", "countrycode"), ("countrycode", "number"), ("provider", "number"))
NAMES = {"email": "address", "number": "number", "countrycode": "country_code", "provider": "provider"}
"""How answers call what a target is written with."""
MEMBERS: dict[str, Reader] = {"name": filled, "userids": integers}


def list_users(call: Call) -> Answer:
    """GET /users: all at once."""
    call.read({})
    return {"users": [user_view(contact) for contact in call.account.contacts.values()]}


def create_user(call: Call) -> Answer:
    """POST /users: a name alone; targets come one by one."""
    asked = call.read({"name": filled}, ("name",))
    return {"user": {"id": call.account.add_contact(asked["name"], {}).id}}


def update_user(call: Call) -> Answer:
    """PUT /users/{userid}; ``primary`` is in no answer."""
    asked = call.read(USER, ("name",))
    contact = find_user(call)
    contact.name = asked["name"]
    unsaid = False if call.quirks["pingdom_21_user_put_resets"] else contact.paused
    contact.paused = asked.get("paused", unsaid)
    return {"message": "Modification of user was successful!"}


def delete_user(call: Call) -> Answer:
    """DELETE /users/{userid}."""
    call.read({})
    remove_contact(call.account, find_user(call))
    return {"message": "Deletion of user was successful!"}


def create_target(call: Call) -> Answer:
    """POST /users/{userid}: an e-mail address, a number, or both."""
    asked = _read_target(call)
    contact = find_user(call)
    if not {"email", "number"} & set(asked):
        raise refused("missing", "email")
    level = {"severity": asked.get("severitylevel", "HIGH")}
    made = {}
    if "email" in asked:
        made["email"] = [{**level, **_stored(asked, ("email",))}]
    if "number" in asked:
        sms = _stored({"provider": "nexmo", **asked}, ("countrycode", "number", "provider"))
        made["sms"] = [{**level, **sms}]
    numbered = call.account.numbered(made)
    for kind, items in numbered.items():
        contact.notification_targets.setdefault(kind, []).extend(items)
    return {"contact_target": {"id": next(iter(numbered.values()))[0]["id"]}}


def update_target(call: Call) -> Answer:
    """PUT /users/{userid}/{targetid}; an address stays an address and a number a number (unverified)."""
    asked = _read_target(call)
    if call.quirks["pingdom_21_target_put_needs_provider"] and "number" in asked and "provider" not in asked:
        raise refused("missing", "provider")
    kind, target = _find_target(call)
    strange = "email" if kind == "sms" else "number"
    if strange in asked:
        raise invalid_value(strange)
    target |= _stored(asked, tuple(NAMES))
    target["severity"] = asked.get("severitylevel", target["severity"])
    return {"message": "Modification of contact target was successful!"}


def delete_target(call: Call) -> Answer:
    """DELETE /users/{userid}/{targetid}."""
    call.read({})
    kind, target = _find_target(call)
    targets = find_user(call).notification_targets
    targets[kind] = [item for item in targets[kind] if item is not target]
    return {"message": "Deletion of contact target successful"}


def _read_target(call: Call) -> dict[str, Any]:
    asked = call.read(TARGET)
    for one, other in REQUIRES:
        if one in asked and other not in asked:
            raise refused("missing", other)
    return asked


def _stored(asked: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {NAMES[name]: asked[name] for name in names if name in asked}


def find_user(call: Call) -> Contact:
    """The user that the path names; 404 when there is none (unverified)."""
    return existing(call.account.contacts, call.ids["userid"], refused("not found", "User"))


def _find_target(call: Call) -> tuple[str, dict[str, Any]]:
    targets = find_user(call).notification_targets
    known = {target["id"]: (kind, target) for kind in KINDS for target in targets.get(kind, [])}
    return existing(known, call.ids["targetid"], refused("not found", "Contact target"))


def user_view(contact: Contact) -> dict[str, Any]:
    """A user with its targets; a kind of which there is none is absent, as in the documented example."""
    targets = {kind: contact.notification_targets[kind] for kind in KINDS if contact.notification_targets.get(kind)}
    return {"id": contact.id, "name": contact.name, "paused": "YES" if contact.paused else "NO", **targets}


def list_teams(call: Call) -> Answer:
    """GET /teams: all at once."""
    call.read({})
    return {"teams": [_named_by_text(call, team) for team in call.account.teams.values()]}


def read_team(call: Call) -> Answer:
    """GET /teams/{teamid}."""
    call.read({})
    return {"team": _named_by_text(call, find_team(call))}


def create_team(call: Call) -> Answer:
    """POST /teams; answers the whole team."""
    asked = _read_team(call, ("name",))
    team = Team(call.account.next_id("team"), asked["name"], asked.get("userids", []))
    call.account.teams[team.id] = team
    return team_view(call, team)


def update_team(call: Call) -> Answer:
    """PUT /teams/{teamid}: the whole list of users, where one is given; answers the whole team."""
    asked = _read_team(call)
    team = find_team(call)
    team.name = asked.get("name", team.name)
    team.member_ids = asked.get("userids", team.member_ids)
    return team_view(call, team)


def delete_team(call: Call) -> Answer:
    """DELETE /teams/{teamid}."""
    call.read({})
    remove_team(call.account, find_team(call))
    return {"success": True}


def _read_team(call: Call, required: tuple[str, ...] = ()) -> dict[str, Any]:
    asked = call.read(MEMBERS, required)
    if not set(asked.get("userids", ())) <= set(call.account.contacts):
        raise invalid_value("userids")
    return asked


def _named_by_text(call: Call, team: Team) -> dict[str, Any]:
    """A team as reads show it; answers to writes have its own id as a number (documented examples)."""
    return {**team_view(call, team), "id": str(team.id)}


def team_view(call: Call, team: Team) -> dict[str, Any]:
    """A team with its users, whose ids are texts."""
    members = [call.account.contacts[member] for member in team.member_ids if member in call.account.contacts]
    return {"id": team.id, "name": team.name, "users": [_member(member) for member in members]}


def _member(contact: Contact) -> dict[str, Any]:
    """A user of a team; the first e-mail address is shown, and none where there is none (unverified)."""
    addresses = [target["address"] for target in contact.notification_targets.get("email", [])]
    return {"id": str(contact.id), **({"email": addresses[0]} if addresses else {}), "name": contact.name}


ROUTES = documented(
    {
        "GET /users": list_users,
        "POST /users": create_user,
        "PUT /users/{userid}": update_user,
        "DELETE /users/{userid}": delete_user,
        "POST /users/{userid}": create_target,
        "PUT /users/{userid}/{targetid}": update_target,
        "DELETE /users/{userid}/{targetid}": delete_target,
        "GET /teams": list_teams,
        "POST /teams": create_team,
        "GET /teams/{teamid}": read_team,
        "PUT /teams/{teamid}": update_team,
        "DELETE /teams/{teamid}": delete_team,
    }
)
