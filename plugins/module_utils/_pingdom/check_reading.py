# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Find a check and read it, where an answer may be older than the last write, or hidden by a maintenance window."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    MonitoringError,
    NotFound,
    PermissionDenied,
    StateNotReached,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Row, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous, tags_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window


class Found(t.NamedTuple):
    """A check on the server: its detail as answered, and in comparable form as it is by now.

    ``unseen`` says that Pingdom does not know it yet, so that it is what it was told when it was created.
    """

    answer: Row
    actual: Comparable
    unseen: bool = False

    @property
    def id(self) -> int:
        """The id of the check."""
        return t.cast(int, self.answer["id"])


class Key(t.NamedTuple):
    """By what a check is found: its id, a tag that it alone has, or its name."""

    check_id: int | None
    tag: str | None
    name: str | None

    @property
    def description(self) -> str:
        """The check in words, for messages."""
        if self.check_id is not None:
            return f"with the id {self.check_id}"
        return f"with the tag {self.tag!r}" if self.tag else f"named {self.name!r}"

    @property
    def claim(self) -> str:
        """What two tasks that create the check would both write."""
        return f"/checks tagged {self.tag}" if self.tag else f"/checks named {self.name}"

    def listed(self, api: PingdomApi, as_listed: bool = False) -> list[int]:
        """The ids of the checks of this tag or name."""
        rows = api.checks(include_tags=bool(self.tag), as_listed=as_listed)
        if self.tag:
            return sorted(row["id"] for row in rows if self.tag in tags_of(row, "u"))
        return named(rows, t.cast(str, self.name))


def named(rows: list[Row], name: str) -> list[int]:
    """The ids of the checks of exactly this name."""
    return sorted(row["id"] for row in rows if row.get("name") == name)


def find(api: PingdomApi, key: Key, given: Comparable, absent: bool = False) -> Found | None:
    """The check, None if there is none, which is believed only when no creation by an earlier task is open any more.

    A list and a detail that contradict each other are read again. If they go on, the check has gone where it shall be
    ``absent``; otherwise ``UnexpectedAnswer`` says so, since it may be new as well.
    """
    if key.check_id is not None:
        return known(api, key.check_id, given)
    found = None
    for _look in api.looks_for_a_minute():
        found = _find_listed(api, key, given, absent)
        if found or not api.recent.is_open(key.claim):
            break
    return found


def _find_listed(api: PingdomApi, key: Key, given: Comparable, absent: bool) -> Found | None:
    ids: list[int] = []
    for _look in api.looks():
        ids = key.listed(api)
        if len(ids) > 1:
            raise ambiguous(f"checks {key.description}", ids)
        found = known(api, ids[0], given) if ids else None
        if found or not ids:
            return found
    if absent:
        return None
    raise UnexpectedAnswer(
        f"Pingdom lists check {ids[0]} {key.description}, but does not know it by its id",
        hint="Somebody has just created or deleted it. Run the task again in a minute.",
    )


def known(api: PingdomApi, check_id: int, given: Comparable) -> Found | None:
    """The check of an id as it is by now, None if there is none.

    What an earlier task has left open is waited for, for a minute at most: whether it deleted the check, and a secret
    that it has just replaced, if ``given`` depends on it.
    """
    path = f"/checks/{check_id}"
    if api.recent.of(path).deleted:
        return None
    needed = {
        *given,
        *(("auth_username", "auth_password") if "auth_username" in given or "auth_password" in given else ()),
    }
    found = None
    for _look in api.looks_for_a_minute():
        found, unknown = _by_now(api, check_id, given)
        deleting = api.recent.of(path).open
        if found is None and deleting:
            api.recent.deleted(path)  # so it was done
        if found is None or not (deleting or unknown & needed):
            break
    return found


def _by_now(api: PingdomApi, check_id: int, given: Comparable) -> tuple[Found | None, set[str]]:
    """A check with what was written lately, and the options of which that is not known."""
    try:
        found = read(api, check_id, given)
    except NotFound:
        made = api.recent.check_made(check_id, given)
        if made is None:
            return None, set()
        return unseen(check_id, made[0]), made[1]
    actual, unknown = api.recent.check(check_id, found.actual, given)
    return found._replace(actual=actual), unknown


def unseen(check_id: int, told: Comparable) -> Found:
    """A check that Pingdom does not know yet, as it was told to be. A new one is unknown until it was tested."""
    return Found({"id": check_id, "status": "unknown"}, told, unseen=True)


def read(api: PingdomApi, check_id: int, given: Comparable) -> Found:
    """The detail of a check as Pingdom answers it."""
    # without include_teams a check seems to have none (terraform-provider-pingdom issue 26)
    answer = api.get(f"/checks/{check_id}", {"include_teams": "true"}).get("check")
    if not isinstance(answer, dict) or not is_id(answer.get("id")):
        raise UnexpectedAnswer(f"the answer about check {check_id} holds no check")
    return Found(answer, checks.comparable(answer, given.get("requestheaders", ())))


def settle(api: PingdomApi, before: Found | None, check_id: int, wanted: Comparable, names: t.Iterable[str]) -> Found:
    """Read a written check back until it shows what it was told, and fail honestly if it does not.

    What shows as it was ``before`` (None: it did not exist) may be an old answer, and is waited for longer. A new check
    that Pingdom does not know yet is taken as it was told to be: its id came from Pingdom.
    """
    told = set(checks.differing(before.actual, wanted)) - {"paused"} if before else set()
    found, wrong = unseen(check_id, wanted), ["id"]

    def old() -> bool:
        return bool(told) and before is not None and not told & {*checks.differing(before.actual, found.actual)}

    try:
        for _look in api.looks(old):
            try:
                found = read(api, check_id, wanted)
            except NotFound:
                if before and not before.unseen:
                    raise
                continue
            wrong = checks.not_taken(wanted, found.actual, names)
            if not wrong:
                return found._replace(actual=api.recent.check(check_id, found.actual, wanted)[0])
    except MonitoringError as error:
        error.changed = True
        raise
    if found.unseen:
        return found
    raise StateNotReached(
        f"Pingdom accepted the change of check {check_id}, but these options do not show it: {', '.join(wrong)}",
        hint="Compare them in My Pingdom: Pingdom may not support the value, or change it.",
        details={"options": wrong, "id": check_id},
        changed=True,
    )


def pause_is_hidden(api: PingdomApi, found: Found) -> bool:
    """Whether nobody can tell if a check is paused itself: it shows so, and a window in force would make it show so.

    A window pauses the monitoring of its checks, too (SolarWinds documentation, "Maintenance Windows"); that ``status``
    shows it is unverified. What was written within the last minute is known all the same.
    """
    path = f"/checks/{found.id}"
    if found.answer.get("status") != "paused" or "paused" in api.recent.of(path).values:
        return False
    try:
        rows = api.windows()
    except (PermissionDenied, AuthenticationFailed, NotFound):
        return False  # an account whose plan has no windows is in none
    return any(_in_force(api, row) for row in rows if _names(row, found.id))


def _names(row: Row, check_id: int) -> bool:
    connected = row.get("checks")
    ids = connected.get("uptime") if isinstance(connected, dict) else None
    return isinstance(ids, list) and (check_id in ids or str(check_id) in ids)


def _in_force(api: PingdomApi, row: Row) -> bool:
    """Whether a window is in force now; of a recurring one, an occurrence. What cannot be read hides nothing."""
    window, now = Window.from_answer(row), api.now()
    if window.status(now) != "running":
        return False
    if window.recurrence == "none":
        return True
    return any(
        is_id(one.get("from")) and is_id(one.get("to")) and one["from"] <= now < one["to"]
        for one in api.occurrences(row["id"])
    )
