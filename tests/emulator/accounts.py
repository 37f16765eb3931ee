# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user accounts and user groups of the emulated PRTG, the same in every world and over every API.

The ids 100 and 200 are those of every PRTG (prtg-v1-facts section 3; reference in the overview of API v2). Other ids
are made up, and no object of an authored or generated world has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from .clock import Clock
from .credentials import DISPLAY_NAMES, Access, Credentials

UserType = Literal["readwrite", "readonly"]


@dataclass
class UserGroup:
    """A user group; ``active_directory`` is the group of a domain that it stands for, empty for a local one."""

    id: int
    name: str
    admin: bool = False
    active: bool = True
    active_directory: str = ""
    restricted_sensors: bool = False
    tickets: bool = True
    user_type: UserType = "readwrite"
    home: str = "/welcome.htm"
    kind: ClassVar[str] = "usergroup"


@dataclass
class User:
    """A user account; ``groups`` are its memberships, the primary one first, and times are Unix seconds."""

    id: int
    name: str
    login: str
    email: str
    groups: tuple[UserGroup, ...]
    active: bool = True
    read_only: bool = False
    may_acknowledge: bool = False
    active_directory: bool = False
    ticket_mail: bool = True
    last_login: float | None = None
    time_zone: str = "UTC"
    kind: ClassVar[str] = "user"

    @property
    def primary(self) -> UserGroup:
        """Its primary group."""
        return self.groups[0]

    @property
    def admin(self) -> bool:
        """Whether a group of it grants administrative rights."""
        return any(group.admin for group in self.groups)


Account = User | UserGroup

ADMINISTRATOR = 100
"""The user that cannot be paused, which every PRTG has."""


@dataclass
class Accounts:
    """All users and user groups, in the order of their ids."""

    users: list[User] = field(default_factory=list)
    groups: list[UserGroup] = field(default_factory=list)

    def of_kind(self, what: str) -> list[Account]:
        """The ``users`` or ``usergroups``."""
        return [*self.users] if what == "users" else [*self.groups]

    def members(self, group: UserGroup) -> list[User]:
        """Who is in a group."""
        return [user for user in self.users if group in user.groups]

    def of_access(self, access: Access) -> User:
        """The user whose credentials give an access."""
        return next(user for user in self.users if user.name == DISPLAY_NAMES[access])

    @staticmethod
    def set_active(users: Iterable[User], active: bool) -> None:
        """Pause users, or let them log in again."""
        for user in users:
            user.active = active


def build(clock: Clock, credentials: Credentials) -> Accounts:
    """The accounts as they are at the start of a world: those with credentials, and some of whom tasks only read."""
    now = clock.now()
    administrators = UserGroup(200, "PRTG Administrators", admin=True)
    users = UserGroup(201, "PRTG Users Group")
    readers = UserGroup(702, "Readers", user_type="readonly", tickets=False, home="/devices.htm")
    night = UserGroup(703, "Night Shift [Hamburg] & Co", active_directory="SHOP\\prtg-night", restricted_sensors=True)
    people = [
        User(
            ADMINISTRATOR,
            DISPLAY_NAMES["full"],
            credentials.prtg_username,
            "admin@shop.example.com",
            (administrators, users),
            last_login=now - 3600,
        ),
        User(
            711,
            DISPLAY_NAMES["read"],
            credentials.prtg_ro_username,
            "reader@shop.example.com",
            (readers,),
            read_only=True,
            ticket_mail=False,
            last_login=now - 86400,
        ),
        User(
            712,
            "Olive Operator",
            "olive",
            "olive@shop.example.com",
            (night, users),
            active_directory=True,
            last_login=now - 7200,
            time_zone="Europe/Berlin",
        ),
        User(713, "{{ 'Jürgen' }} <Nacht>", "jürgen", "", (night,), active=False, may_acknowledge=True, read_only=True),
    ]
    return Accounts(people, [administrators, users, readers, night])
