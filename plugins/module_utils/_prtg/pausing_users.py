# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pausing, resuming and restoring the accounts of users: ``prtg_pause`` with the kind ``user``.

A user who is paused cannot log in. PRTG has only a flag for that, ``active``: the operations take no body, so that
there is no end and no message, and with that no lease that could say who holds the pause. So whoever finds a user
paused leaves them paused, and a token resumes only those whom its task has paused itself.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    PermissionDenied,
    SelectionRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import guards, token
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import Record
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import (
    Action,
    Params,
    Plan,
    Told,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kind_selection import OwnSelector, select_own
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import USER
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import Tree, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import FOREVER, REASON
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import refuse_too_many
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token import Left, Undoing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.turns import turn
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.undoing import GONE
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.users import PART, Users
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable, some
from ansible_collections.opswatch.monitoring.plugins.module_utils._token import refuse_simulated

KIND = "user"

#: What the tokens are of, which tells them from those of objects.
NAME = "pause_user"

#: The id of the user whom every PRTG has and none lets be paused (facts of API v1, section 3; overview, PAUSE_ADMIN).
ADMINISTRATOR, PAUSE_ADMIN = "100", "PAUSE_ADMIN"

TOKEN_VERSION = 1

#: What has to be known of a user.
TOLD = ("id", "name", "login_name", "active")

UNKNOWN_OWNER = (
    "PRTG does not tell whose credentials this task has: nobody could look whether it pauses the user that it runs as."
)

#: Options of a pause that need a message or an end, as they are where a task does not give them, and why not.
_NEITHER = "PRTG keeps neither a message nor an end of the pause of a user"
_WITHOUT: dict[str, tuple[t.Any, str]] = {
    "reason": (REASON, f"{_NEITHER}, so that nobody could see a reason"),
    "renew": (False, f"{_NEITHER}, so that there is nothing to renew"),
    "adopt": (False, f"{_NEITHER}, so that nobody can tell which task has paused a user"),
    "override": (False, "pausing a user loses nothing that it could accept"),
    "under": (None, "users are not below anything"),
}


class User(t.NamedTuple):
    """A user as an action is done to them."""

    id: str
    name: str
    active: bool

    @property
    def kind(self) -> str:
        """As the option ``kind`` has it."""
        return KIND

    @property
    def path(self) -> tuple[str, ...]:
        """Users are nowhere in the tree."""
        return (self.name,)

    def label(self) -> str:
        """As objects are named."""
        return f"{KIND} {self.id} ({printable(self.name)})" if self.name else f"{KIND} {self.id}"


class Step(t.NamedTuple):
    """What happens to a user, who shall be ``wanted`` active, or None: be left as they are. ``note`` is told of it."""

    found: User
    wanted: bool | None
    note: str | None = None
    refusal: str | None = None

    @property
    def write(self) -> Write | None:
        """What is sent."""
        if self.wanted is None or self.wanted is self.found.active:
            return None
        return Write("resume_user" if self.wanted else NAME)

    @property
    def before(self) -> Params:
        """How they are, with the members that objects have."""
        return _told(self.found.active)

    @property
    def after(self) -> Params:
        """How they are then."""
        return _told(self.found.active if self.wanted is None else self.wanted)


def _told(active: bool) -> Params:
    return {"active": active, "paused_by": None if active else "user", "until": None}


def is_meant(params: Params) -> bool:
    """Whether a task is about users: its kind says so, or its token."""
    restore = params["restore"]
    of_users = isinstance(restore, dict) and restore.get("action") == NAME
    return of_users or KIND in (params["kind"] or ())


def check(params: Params) -> None:
    """``ConfigurationError`` for options that cannot be of users."""
    if params["restore"] is None and params["kind"] != [KIND]:
        raise ConfigurationError(
            "kind names users together with objects",
            hint="Nothing was sent. Pause users in a task of their own, with kind: [user].",
        )
    for name, (left_out, why) in _WITHOUT.items():
        if params[name] != left_out:
            raise ConfigurationError(f"{name} is not for users: {why}", hint="Nothing was sent. Leave it out.")
    if params["duration"] is not None and params["duration"].strip().lower() != FOREVER:
        raise ConfigurationError(
            f"duration is not for users: {_NEITHER}, which lasts until somebody resumes",
            hint=f"Nothing was sent. Leave it out, or set it to {FOREVER}.",
        )
    if (params["restore"] is not None) != (params["state"] == "restored"):
        raise ConfigurationError(
            "users are restored by a token alone: state restored goes with restore, and restore with it",
            hint=f"Nothing was sent. {_NEITHER}, so that nobody can tell by a reason which task has paused a user.",
        )
    OwnSelector.from_options(params, USER)


def judge_back(found: User, left: Left, _params: Params) -> Step:
    """What makes a user again what they were; whom others have made that already is left so."""
    return Step(found, left.before["active"])


UNDO = Undoing(judge_back, {"active": (bool,)})


def _read(server: PrtgServer) -> dict[str, Record]:
    """All users by their ids."""
    return {record["id"]: record for record in _users(server).users()}


def _users(server: PrtgServer) -> Users:
    part: Users = server.part(PART)
    return part


def _gone(server: PrtgServer, ids: t.Sequence[str], known: t.Collection[str]) -> frozenset[str]:
    """Those of ``ids`` of whom the server says that there is no such user; it has to find one of the ``known``."""
    return _users(server).gone(ids, min(known)) if ids else frozenset()


class PausingUsers(Action[Step]):
    """Pausing users, whom the server lists whole: there are few."""

    def plan_back(self, server: PrtgServer, params: Params, check_mode: bool) -> Plan[Step]:
        """What undoes a token on the users as they are now; who is gone is only told.

        ``SelectionRefused`` where a user has another name by now, ``NotFound`` where all are gone.
        """
        restore = token.read(
            params["restore"],
            server_of(params),
            lambda one: UNDO.read((KIND,), one),
            version=TOKEN_VERSION,
            action=NAME,
        )
        refuse_simulated(restore, check_mode)
        named = {left.id: left for left in restore.objects}
        if not named:
            return Plan([], Tree(()))
        refuse_too_many([as_left(left) for left in named.values()], params["max_matched"])
        records = _read(server)
        there = [user_of(records[one]) for one in named if one in records]
        missing = [one for one in named if one not in records]
        _refuse_others(there, named)
        gone = _gone(server, missing, records)
        unproven = [as_left(named[one]).label() for one in missing if one not in gone]
        if not there:
            guards.refuse_absent(unproven)
            _refuse_absence(params, "none of the users that restore names exists any more")
        pretended = [one._replace(active=named[one.id].after["active"]) if restore.simulated else one for one in there]
        judged = [judge_back(one, named[one.id], params) for one in pretended]
        _refuse_harm(server, records, judged)
        judged.extend(Step(as_left(named[one]), None, GONE) for one in missing if one in gone)
        return Plan(judged, Tree(()), unproven)

    def plan_chosen(self, server: PrtgServer, params: Params) -> Plan[Step]:
        """What a task wants of the users that it names, behind the guards that it has for objects."""
        selector = OwnSelector.from_options(params, USER)
        selected = select_own(server, selector, TOLD).records
        records = {one.id: one.record(TOLD) for one in selected}
        refuse_too_many(selected, params["max_matched"])
        _refuse_missing(server, selector, records, params)
        judged = [Step(user_of(record), params["state"] == "resumed") for record in records.values()]
        _refuse_harm(server, records, judged)
        return Plan(judged, Tree(()))

    @contextlib.contextmanager
    def ready(self, server: PrtgServer, host: str, judged: t.Sequence[Step]) -> t.Iterator[t.Sequence[Step]]:
        """Take turns with other processes while the block writes. Whom others were faster with is theirs."""
        with turn(host, [one.found.id for one in judged]):
            now = _seen(server, judged)
            yield [one._replace(found=now.get(one.found.id, one.found)) for one in judged]

    def tell(self, judged: t.Sequence[Step], tree: Tree, seen: Seen) -> Told:
        """With the members that objects have besides: nobody holds a lease, and nothing is above."""
        told = super().tell(judged, tree, seen)
        return told._replace(objects=[{**entry, "leases": [], "inherited_from": None} for entry in told.objects])


def user_of(record: Record) -> User:
    """``UnexpectedAnswer`` for a user of whom it is not told what has to be known."""
    if not is_id(record["id"]) or not isinstance(record["active"], bool):
        raise UnexpectedAnswer(
            f"PRTG does not tell whether the user {printable(record['id'])} is paused",
            hint="Nothing was changed. Check that this account may see users, and try again later.",
        )
    return User(record["id"], record["name"] or "", record["active"])


def as_left(left: Left) -> User:
    """The user as a token tells of them."""
    return User(left.id, left.name, left.after["active"])


def _seen(server: PrtgServer, judged: t.Sequence[Step]) -> Seen:
    """The users of the steps as they are now, as far as it is told."""
    records = _read(server)
    return {one.found.id: user_of(records[one.found.id]) for one in judged if one.found.id in records}


def _refuse_others(there: t.Sequence[User], named: t.Mapping[str, Left]) -> None:
    """``SelectionRefused`` for users who are called otherwise than a token says; blanks do not count."""
    others = [
        f"{as_left(named[one.id]).label()}, which is {one.label()} in PRTG"
        for one in there
        if one.name.split() != named[one.id].name.split()
    ]
    if others:
        raise SelectionRefused(f"restore names {some(others)}", hint="Nothing was changed.")


def _refuse_missing(server: PrtgServer, selector: OwnSelector, found: t.Mapping[str, Record], params: Params) -> None:
    """The guards of a selection that finds less than a task names, or nobody.

    Without ``allow_empty`` an error; with it, of ids PRTG has to say that there is no such user.
    """
    if selector.ids is not None:
        missing = [one for one in selector.ids if one not in found]
    else:
        names = {record["name"] for record in found.values()}
        missing = [one for one in selector.names or () if one not in names]
    if missing:
        what = "names" if selector.ids is None else "ids"
        _refuse_absence(params, f"PRTG has no user with {what} {some(list(map(repr, missing)))} that fits")
    if not found and not params["allow_empty"]:
        hint = "Check the selectors, or set allow_empty if that is fine."
        raise SelectionRefused(f"nobody matches ({selector.describe()})", hint=hint)
    if not found and selector.filter is not None:
        server.warnings.append(f"nobody matches ({selector.describe()}): nothing is done, as allow_empty allows")
    if missing and selector.ids is not None:
        there = _read(server)
        unknown = [one for one in missing if one not in there]
        gone = _gone(server, unknown, there)
        guards.refuse_absent([f"{KIND} {one}" for one in unknown if one not in gone])


def _refuse_absence(params: Params, what: str) -> None:
    if not params["allow_empty"]:
        raise NotFound(what, hint="Check the selectors, and that this account sees all users. allow_empty accepts it.")


def _refuse_harm(server: PrtgServer, records: t.Mapping[str, Record], judged: t.Iterable[Step]) -> None:
    """Refuse to pause PRTG's administrator, and whom the task itself runs as; a warning where nobody tells who that is.

    PRTG itself refuses the first (PAUSE_ADMIN), which check mode would not see.
    """
    pausing = [one.found for one in judged if one.write and not one.wanted]
    administrator = next((one.label() for one in pausing if one.id == ADMINISTRATOR), None)
    if administrator is not None:
        raise PermissionDenied(
            f"{administrator} is the main administrator of PRTG, which cannot be paused",
            hint="Nothing was changed. Leave this user out.",
            code=PAUSE_ADMIN,
        )
    own = {one.label(): _users(server).is_own(records[one.id]) for one in pausing}
    itself = [label for label, answer in own.items() if answer]
    if itself:
        raise SelectionRefused(
            f"{itself[0]} is the user that this task runs as, which could resume nobody then",
            hint="Nothing was changed. Leave this user out, or give the task the credentials of another.",
        )
    if None in own.values():
        server.warnings.append(UNKNOWN_OWNER)


PAUSE_USERS = PausingUsers(
    name=NAME,
    kinds=(KIND,),
    check=check,
    shows=lambda user, one: user is not None and user.active is one.wanted,
    shown_in="the pause",
    arrives=lambda user, entry: user is not None and user.active is entry["after"]["active"],
    arrives_in="the pause",
    reads=_seen,
    undo=UNDO,
)
