# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts and teams that alerts go to."""

from __future__ import annotations

from typing import Any

from tests.emulator.pingdom.account import Account, Contact, Team
from tests.emulator.pingdom.call import Answer, Call, Route
from tests.emulator.pingdom.errors import existing, invalid_value, refused
from tests.emulator.pingdom.parameters import Reader, boolean, filled, integers

WRITABLE_TARGETS = {
    "email": {"severity", "address"},
    "sms": {"severity", "country_code", "number", "provider"},
}
SEVERITIES = {"HIGH", "LOW"}
PROVIDERS = {"nexmo", "bulksms", "esendex", "cellsynt"}


def targets(value: object) -> dict[str, list[dict[str, str]]]:
    """Notification targets: e-mail and SMS can be written, app devices cannot."""
    if not isinstance(value, dict) or not value or not set(value) <= set(WRITABLE_TARGETS):
        raise ValueError
    for kind, entries in value.items():
        if not isinstance(entries, list) or not all(_is_target(kind, entry) for entry in entries):
            raise ValueError
    return value


def _is_target(kind: str, entry: object) -> bool:
    if not isinstance(entry, dict) or not all(isinstance(item, str) for item in entry.values()):
        return False
    known = set(entry) <= WRITABLE_TARGETS[kind] and set(entry) >= WRITABLE_TARGETS[kind] - {"provider"}
    return known and entry["severity"] in SEVERITIES and entry.get("provider", "nexmo") in PROVIDERS


CONTACT: dict[str, Reader] = {"name": filled, "paused": boolean, "notification_targets": targets}


def members(value: object) -> list[int] | None:
    """Members by their ids; null is what the Terraform providers send for none."""
    return None if value is None else integers(value)


TEAM: dict[str, Reader] = {"name": filled, "member_ids": members}


def list_contacts(call: Call) -> Answer:
    """GET /alerting/contacts: login users and contacts alike, all at once."""
    call.read({})
    return {"contacts": [contact_view(call, contact) for contact in call.account.contacts.values()]}


def create_contact(call: Call) -> Answer:
    """POST /alerting/contacts; answers the identifier only."""
    asked = _read_contact(call, ("name", "notification_targets"))
    contact = call.account.add_contact(**{"targets": asked.pop("notification_targets"), **asked})
    return {"contact": {"id": contact.id}}


def read_contact(call: Call) -> Answer:
    """GET /alerting/contacts/{contactid}."""
    call.read({})
    return {"contact": contact_view(call, find_contact(call))}


def update_contact(call: Call) -> Answer:
    """PUT /alerting/contacts/{contactid}: replaces name, pause and all targets that can be written."""
    asked = _read_contact(call, ("name", "paused", "notification_targets"))
    contact = find_contact(call)
    devices = {kind: items for kind, items in contact.notification_targets.items() if kind not in WRITABLE_TARGETS}
    contact.name, contact.paused = str(asked["name"]), bool(asked["paused"])
    before = [target for items in contact.notification_targets.values() for target in items]
    contact.notification_targets = {**call.account.numbered(asked["notification_targets"], before), **devices}
    if call.quirks["pingdom_contact_put_message"]:
        return {"message": "Modification of contact was successful!"}
    return {"contact": contact_view(call, contact)}


def delete_contact(call: Call) -> Answer:
    """DELETE /alerting/contacts/{contactid}; login users belong to the platform (refusal unverified)."""
    call.read({})
    remove_contact(call.account, find_contact(call))
    return {"message": "Deletion of contact was successful!"}


def remove_contact(account: Account, contact: Contact) -> None:
    """Forget a contact, in teams and checks as well."""
    if contact.type == "user":
        raise refused("login user")
    del account.contacts[contact.id]
    for team in account.teams.values():
        team.member_ids = [member for member in team.member_ids if member != contact.id]
    for check in account.checks.values():
        check.settings["userids"] = [user for user in check.settings["userids"] if user != contact.id]


def _read_contact(call: Call, required: tuple[str, ...]) -> dict[str, Any]:
    asked = call.read(CONTACT, required)
    if call.quirks["pingdom_contact_needs_both_severities"]:
        entries = [entry for items in asked["notification_targets"].values() for entry in items]
        if {entry["severity"] for entry in entries} != SEVERITIES:
            raise invalid_value("notification_targets")
    return asked


def find_contact(call: Call) -> Contact:
    """The contact that the path names; 404 when there is none."""
    return existing(call.account.contacts, call.ids["contactid"], refused("not found", "Contact"))


def contact_view(call: Call, contact: Contact) -> dict[str, Any]:
    """A contact with its teams; ``owner`` only on the account's owner."""
    shown: dict[str, Any] = {
        "id": contact.id,
        "name": contact.name,
        "paused": contact.paused,
        "type": contact.type,
        "notification_targets": {
            kind: [{name: value for name, value in target.items() if name != "id"} for target in items]
            for kind, items in contact.notification_targets.items()
        },
        "teams": [
            {"id": team.id, "name": team.name} for team in call.account.teams.values() if contact.id in team.member_ids
        ],
    }
    if contact.owner:
        shown["owner"] = True
    return shown


def list_teams(call: Call) -> Answer:
    """GET /alerting/teams: all at once."""
    call.read({})
    return {"teams": [team_view(call, team) for team in call.account.teams.values()]}


def create_team(call: Call) -> Answer:
    """POST /alerting/teams; answers the identifier only."""
    asked = _read_team(call)
    team = Team(call.account.next_id("team"), **asked)
    call.account.teams[team.id] = team
    return {"team": {"id": team.id}}


def read_team(call: Call) -> Answer:
    """GET /alerting/teams/{teamid}."""
    call.read({})
    return {"team": team_view(call, find_team(call))}


def update_team(call: Call) -> Answer:
    """PUT /alerting/teams/{teamid}: the whole list of members; answers the team."""
    asked = _read_team(call)
    team = find_team(call)
    team.name, team.member_ids = str(asked["name"]), asked["member_ids"]
    return {"team": team_view(call, team)}


def delete_team(call: Call) -> Answer:
    """DELETE /alerting/teams/{teamid}."""
    call.read({})
    team = find_team(call)
    remove_team(call.account, team)
    return {"message": f"Deletion of team {team.id} was successful"}


def remove_team(account: Account, team: Team) -> None:
    """Forget a team, in checks as well."""
    del account.teams[team.id]
    for check in account.checks.values():
        check.settings["teamids"] = [item for item in check.settings["teamids"] if item != team.id]


def _read_team(call: Call) -> dict[str, Any]:
    asked = call.read(TEAM, ("name",))
    if "member_ids" not in asked:
        raise refused("missing", "member_ids")
    if asked["member_ids"] is None and call.quirks["pingdom_null_members_refused"]:
        raise invalid_value("member_ids")
    asked["member_ids"] = asked["member_ids"] or []
    if not set(asked["member_ids"]) <= set(call.account.contacts):
        raise invalid_value("member_ids")
    return asked


def find_team(call: Call) -> Team:
    """The team that the path names; 404 when there is none."""
    return existing(call.account.teams, call.ids["teamid"], refused("not found", "Team"))


def team_view(call: Call, team: Team) -> dict[str, Any]:
    """A team with its members."""
    members = [call.account.contacts[member] for member in team.member_ids if member in call.account.contacts]
    return {
        "id": team.id,
        "name": team.name,
        "members": [{"id": member.id, "name": member.name, "type": member.type} for member in members],
    }


ROUTES: list[Route] = [
    ("GET", "/alerting/contacts", list_contacts),
    ("POST", "/alerting/contacts", create_contact),
    ("GET", "/alerting/contacts/{contactid}", read_contact),
    ("PUT", "/alerting/contacts/{contactid}", update_contact),
    ("DELETE", "/alerting/contacts/{contactid}", delete_contact),
    ("GET", "/alerting/teams", list_teams),
    ("POST", "/alerting/teams", create_team),
    ("GET", "/alerting/teams/{teamid}", read_team),
    ("PUT", "/alerting/teams/{teamid}", update_team),
    ("DELETE", "/alerting/teams/{teamid}", delete_team),
]
