# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accounts of the emulated servers. All of it is made up; the odd characters are there to be encoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

Access = Literal["full", "read"]
IN_QUERY = ("apitoken", "username", "passhash", "password")
"""How credentials are called in a query of API v1."""


@dataclass(frozen=True)
class Credentials:
    """What opens the emulated servers; the ``ro`` ones may read only."""

    prtg_api_token: str = "EMULATOR2OPSWATCH4FULL6ACCESS7KEY2QWERTZUIOPASDFGHJKL===="
    prtg_username: str = "prtgadmin"
    prtg_password: str = "pa&ss #1+%@Ümlaut"
    prtg_passhash: str = "1814377233"
    prtg_ro_api_token: str = "EMULATOR2OPSWATCH4READ6ACCESS7KEY2QWERTZUIOPASDFGHJKL===="
    prtg_ro_username: str = "reader"
    prtg_ro_password: str = "only+reads"
    prtg_ro_passhash: str = "2918377144"
    pingdom_api_token: str = "emulator_pingdom-token_0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFG"
    pingdom_username: str = "olive+ops@example.com"
    pingdom_password: str = "pa:ss &100% #1+ümlaut"
    pingdom_app_key: str = "zemulator8w9cbt810rsdkweir23vcxb87zrt5541"
    pingdom_account_email: str = "owner@example.com"

    def as_json(self) -> dict[str, str]:
        """What the process prints when it is ready."""
        return asdict(self)

    def by_token(self, token: str) -> Access | None:
        """The access that an API key gives."""
        known: dict[str, Access] = {self.prtg_api_token: "full", self.prtg_ro_api_token: "read"}
        return known.get(token)

    def by_password(self, username: str, password: str) -> Access | None:
        """The access of a user who knows the password."""
        return self._user(username, password, self.prtg_password, self.prtg_ro_password)

    def by_passhash(self, username: str, passhash: str) -> Access | None:
        """The access of a user who knows the passhash, which is as good as the password."""
        return self._user(username, passhash, self.prtg_passhash, self.prtg_ro_passhash)

    def by_query(self, query: Mapping[str, str]) -> Access | None:
        """The access of a call to API v1: ``apitoken``, or ``username`` with ``passhash``, or with ``password``."""
        if "apitoken" in query:
            return self.by_token(query["apitoken"])
        username = query.get("username", "")
        if "passhash" in query:
            return self.by_passhash(username, query["passhash"])
        return self.by_password(username, query.get("password", ""))

    def passhash_of(self, access: Access) -> str:
        """The passhash of an account."""
        return self.prtg_passhash if access == "full" else self.prtg_ro_passhash

    def _user(self, username: str, secret: str, full: str, read: str) -> Access | None:
        known: dict[tuple[str, str], Access] = {
            (self.prtg_username, full): "full",
            (self.prtg_ro_username, read): "read",
        }
        return known.get((username, secret))


DISPLAY_NAMES: dict[Access, str] = {"full": "PRTG System Administrator", "read": "Reader"}
