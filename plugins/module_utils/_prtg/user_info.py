# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Users and user groups as a task wants to see them."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import (
    Accounts,
    Record,
    completed,
    refuse_no_group,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted, some

KINDS = ("user", "usergroup")

_LIST = {"type": "list", "elements": "str"}

BLOCK = Block(
    {
        "kind": {**_LIST, "choices": list(KINDS), "default": list(KINDS)},
        "ids": _LIST,
        "names": _LIST,
        "login_names": _LIST,
        "groups": _LIST,
        "expect_server": {"type": "str"},
    }
)

#: Which options say whom a task is about; without any it is everybody. Ids may be unknown yet in check mode.
IDENTITY = Identity(
    what="user or user group",
    options=("ids", "names", "login_names", "groups"),
    ids=frozenset({"ids", "groups"}),
    guards=("expect_server",),
    required=False,
    writes=False,
)


ONLY_PRIMARY = "PRTG does not tell all groups of its users here: groups was compared with their primary groups alone."


class _Wanted(t.NamedTuple):
    """Whom a task is about; what is None does not narrow. Ids are numbers as text, without zeros before them."""

    kinds: frozenset[str]
    ids: frozenset[str] | None
    names: frozenset[str] | None
    login_names: frozenset[str] | None
    groups: frozenset[str] | None

    @classmethod
    def from_options(cls, params: t.Mapping[str, t.Any]) -> _Wanted:
        """What the options say; ``ConfigurationError`` for what cannot be meant."""
        if not params["kind"]:
            raise ConfigurationError("kind is an empty list", hint="Leave it out to mean users and user groups.")
        wrong = [one for one in params["ids"] or () if not is_number(one)]
        if wrong:
            raise ConfigurationError(
                f"ids must be numbers, and {quoted(wrong[0])} is none", hint="Select by name with the option names."
            )
        ids = None if params["ids"] is None else [str(int(one)) for one in params["ids"]]
        others = (params[name] for name in ("names", "login_names", "groups"))
        given = [None if one is None else frozenset(one) for one in (ids, *others)]
        return cls(frozenset(params["kind"]), *given)

    def holds_user(self, user: Record) -> bool:
        """Whether a user is meant."""
        mine = [*(user["groups"] or ()), *([user["primary_group"]] if user["primary_group"] else [])]
        # what has no id is no group that is known: API v1 tells names with commas between them, and may have some in
        inside = self.groups is None or any(one["id"] and {one["id"], one["name"]} & self.groups for one in mine)
        known = self.login_names is None or user["login_name"] in self.login_names
        return "user" in self.kinds and known and inside and self._is_named(user)

    def holds_group(self, group: Record) -> bool:
        """Whether a user group is meant; not where only users can be."""
        only_users = self.login_names is not None
        meant = self.groups is None or bool({group["id"], group["name"]} & self.groups)
        return "usergroup" in self.kinds and not only_users and meant and self._is_named(group)

    def _is_named(self, record: Record) -> bool:
        return (self.ids is None or record["id"] in self.ids) and (self.names is None or record["name"] in self.names)

    def describe(self) -> str:
        """The same in words, for messages."""
        given = {"ids": self.ids, "names": self.names, "login_names": self.login_names, "groups": self.groups}
        parts = [
            f"{name} {some(sorted(map(repr, values))) or 'is an empty list'}"
            for name, values in given.items()
            if values is not None
        ]
        return "; ".join(parts) or "everybody"


def _predicted(params: dict[str, t.Any]) -> dict[str, t.Any]:
    """What check mode returns as long as nobody is known."""
    refuse_other_server(params)
    return {"users": [], "usergroups": [], "matched": 0, "server": server_of(params)}


def _read(params: dict[str, t.Any], _check_mode: bool) -> Result:
    """Read all accounts, which are few, and return those that are meant."""
    wanted = _Wanted.from_options(params)
    with connected(params) as server:
        accounts: Accounts = server.part("accounts")
        if wanted.login_names is not None and "login_name" in accounts.untold:
            raise ConfigurationError(
                f"PRTG's API {server.api} tells no login names",
                hint="Nothing was sent. Select by names or ids, or use API v2.",
            )
        users, groups = accounts.users(), accounts.groups()
        warnings = list(server.warnings)
    refuse_no_group(users, groups)
    completed(users, groups)
    if wanted.groups is not None and any(user["groups"] is None for user in users):
        warnings.append(ONLY_PRIMARY)
    values: dict[str, t.Any] = {
        "users": _in_order(filter(wanted.holds_user, users)),
        "usergroups": _in_order(filter(wanted.holds_group, groups)),
        "server": server_of(params),
    }
    values["matched"] = len(values["users"]) + len(values["usergroups"])
    if not values["matched"]:
        values["msg"] = f"nobody matches ({wanted.describe()})"
    return Result([], values, warnings)


def _in_order(records: t.Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda one: (len(one["id"]), one["id"]))


MODULE: dict[str, t.Any] = {
    "service": "prtg",
    "identity": IDENTITY,
    "block": BLOCK,
    "run": identified(IDENTITY, _predicted)(_read),
}
"""What the ``Specification`` of the module is made of."""
