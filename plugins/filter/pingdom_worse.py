# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
name: pingdom_worse
short_description: Which Pingdom checks are not as good as they were
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Compares results of M(opswatch.monitoring.pingdom_check_info), of M(opswatch.monitoring.pingdom_check) or of
    M(opswatch.monitoring.pingdom_transaction_info), from before some work with results from after it, and returns the
    checks that are worse off, or that nobody can call good yet.
  - Only a test that is newer than O(since) says something about the time after it. A maintenance window stops testing
    as well as alerting, so that what a check shows inside one, and just after it, is as old as the window.
  - From good to bad the states are V(up), V(unknown), V(unconfirmed_down) and V(down). A check that was V(paused)
    before may still be, and may be V(up). One that was not paused must not be.
  - Of transaction checks the states are V(successful), V(unknown) and V(failing), and V(paused) is one that is not
    active. Pingdom tells when one ran last by the end of the last state in its report alone. So results after the work
    need C(include=[status]), and one that failed in its last run is V(failing) whatever its status says.
  - A check that could not be read, or that a list has no more, is not good.
options:
  _input:
    description:
      - The results after the work, as C(results) of a loop has them, or as a list of single ones.
    type: list
    elements: dict
    required: true
  before:
    description:
      - The results before the work. A check that is not among them was V(up).
    type: list
    elements: dict
    required: true
  since:
    description:
      - When the maintenance window ended, as RV(opswatch.monitoring.pingdom_maintenance#module:maintenance.end) tells
        it. Without it, a test has to be newer than the one that was the last before the work.
    type: str
  waited:
    description:
      - How many seconds have passed since then. A check that was not tested in two of its intervals and two minutes
        is hidden by something, and waiting longer makes no sense.
    type: int
    default: 0
positional: before, since
"""

EXAMPLES = r"""
- name: Look how the check is before the update
  opswatch.monitoring.pingdom_check_info:
    names: ["shop: front page"]
  register: before

- name: Silence it for the update
  opswatch.monitoring.pingdom_maintenance:
    description: Update of the shop
    start: now
    duration: 1h
    checks: ["shop: front page"]

# the update itself

- name: Raise alerts again
  opswatch.monitoring.pingdom_maintenance:
    description: Update of the shop
    state: absent
  register: window

- name: Wait until the check is as good as before the update
  opswatch.monitoring.pingdom_check_info:
    names: ["shop: front page"]
  register: now
  until: >-
    now is success and
    [now] | opswatch.monitoring.pingdom_worse([before], window.maintenance.end) | length == 0
  retries: 20
  delay: 30
"""

RETURN = r"""
_value:
  description: The checks that are not as good, in the order of the input.
  type: list
  elements: dict
  contains:
    id:
      description: Id of the check, null if nobody can tell.
      type: int
      sample: 13904898
    name:
      description: Its name, or its id as text if it could not be read.
      type: str
      sample: Web shop
    before:
      description: Its status before.
      type: str
      sample: up
    now:
      description: Its status now, or V(unread).
      type: str
      sample: down
    why:
      description: What is wrong, in words.
      type: str
      sample: Web shop is down, and was up
    hope:
      description: Whether waiting longer may help.
      type: bool
      sample: true
"""

import datetime
import typing as t
from collections.abc import Mapping

from ansible.errors import AnsibleFilterError

#: The higher, the worse; a check whose status is unknown may be about to be anything.
RANKS = {"up": 0, "successful": 0, "unknown": 1, "unconfirmed_down": 2, "down": 3, "failing": 3}
#: The lists that results have, each of another kind of checks, whose ids may be the same.
LISTS = ("checks", "transactions")
#: What a check was that nobody looked at before.
UNSEEN = "up"
#: What a transaction check is by the word for it in its report.
REPORTED = {"up": "successful", "down": "failing"}


class Check(t.NamedTuple):
    """A check of either kind as it was seen: its ``status``, when it was tested last, and the minutes between tests."""

    kind: str
    id: t.Any
    name: str
    status: str
    tested: str | None
    minutes: int

    @classmethod
    def uptime(cls, told: Mapping[str, t.Any]) -> Check:
        """Of a check as pingdom_check_info has it."""
        kept = (told[name] for name in ("id", "name", "status", "lasttesttime", "resolution"))
        return cls("checks", *kept)

    @classmethod
    def transaction(cls, told: Mapping[str, t.Any]) -> Check:
        """Of a check as pingdom_transaction_info has it; its last run ends the last state of its report."""
        runs = [state for state in told.get("states", []) if state["status"] in REPORTED]
        last = max(runs, key=lambda state: _moment(state["end"]), default=None)
        status = told["status"]
        if last and RANKS[REPORTED[last["status"]]] > RANKS.get(status, RANKS["down"]):
            status = REPORTED[last["status"]]
        status = status if told["active"] else "paused"
        return cls("transactions", told["id"], told["name"], status, last and last["end"], told["interval"])


def pingdom_worse(now: t.Any, before: t.Any, since: t.Any = None, waited: t.Any = 0) -> list[dict[str, t.Any]]:
    """The checks of ``now`` that are not as good as in ``before``; see the documentation above."""
    try:
        were = {(check.kind, check.id): check for result in before for check in _checks(result)}
        found = [entry for result in now for entry in _judged_all(result, were, since, int(waited))]
        seen = {(check.kind, check.id) for result in now for check in _checks(result)}
        listed = {kind for kind in LISTS for result in now if kind in result}
        found += [_gone(was) for key, was in were.items() if was.kind in listed and key not in seen]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise AnsibleFilterError(
            "pingdom_worse compares two lists of results of pingdom_check_info or pingdom_check, with id, name, "
            "status, resolution and lasttesttime of each check, or of pingdom_transaction_info, with id, name, status, "
            "active, interval and states, after a time in ISO 8601"
        ) from None
    return [entry for entry in found if entry]


def _checks(result: Mapping[str, t.Any]) -> list[Check]:
    """The checks of a result: of a list all, of a single one that, of none that could be read none."""
    checks = result.get("checks", [result.get("check")])
    return [
        *(Check.uptime(one) for one in checks if one is not None),
        *(Check.transaction(one) for one in result.get("transactions", [])),
    ]


Were = Mapping[tuple[str, t.Any], Check]


def _judged_all(
    result: Mapping[str, t.Any], were: Were, since: str | None, waited: int
) -> list[dict[str, t.Any] | None]:
    checks = _checks(result)
    if not checks and not any(kind in result for kind in LISTS):
        return [_unread(result)]
    return [_judged(check, were.get((check.kind, check.id)), since, waited) for check in checks]


def _judged(check: Check, was: Check | None, since: str | None, waited: int) -> dict[str, t.Any] | None:
    complaint, hope = _complaint(check, was, since or (was and was.tested), waited)
    if complaint is None:
        return None
    return {
        "id": check.id,
        "name": check.name,
        "before": was.status if was else UNSEEN,
        "now": check.status,
        "why": f"{check.name} {complaint}",
        "hope": hope,
    }


def _unread(result: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The entry of a check that could not be read; in the results of a loop the item is its id."""
    check_id = result.get(result.get("ansible_loop_var", "item"))
    name = "a check" if check_id is None else f"check {check_id}"
    why = f"{name} could not be read: {result.get('msg') or 'no answer came'}"
    return {"id": check_id, "name": name, "before": None, "now": "unread", "why": why, "hope": True}


def _gone(was: Check) -> dict[str, t.Any]:
    """The entry of a check that was there before."""
    known = {"id": was.id, "name": was.name, "before": was.status, "now": "unread"}
    return {**known, "why": f"{was.name} is not among the {was.kind} any more", "hope": True}


def _complaint(check: Check, was: Check | None, since: str | None, waited: int) -> tuple[str | None, bool]:
    """What is wrong with a check, if anything, and whether waiting may help."""
    status, before = check.status, was.status if was else UNSEEN
    if status == "paused":
        return (None, False) if before == "paused" else (f"is paused, and was {before}", True)
    if since is not None and not (check.tested is not None and _moment(check.tested) > _moment(since)):
        text = f"is {status} by its last test ({check.tested or 'never'}), and was not tested after {since}"
        return f"{text}; it is tested every {check.minutes} minutes", waited < (2 * check.minutes + 2) * 60
    if RANKS.get(status, RANKS["down"]) > RANKS.get(before, RANKS["up"]):
        return f"is {status}, and was {before}", True
    return None, False


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"pingdom_worse": pingdom_worse}
