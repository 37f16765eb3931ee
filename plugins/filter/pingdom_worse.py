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
  - Compares results of M(opswatch.monitoring.pingdom_check_info), or of M(opswatch.monitoring.pingdom_check), from
    before some work with results from after it, and returns the checks that are worse off, or that nobody can call good
    yet.
  - Only a test that is newer than O(since) says something about the time after it. A maintenance window stops testing
    as well as alerting, so that what a check shows inside one, and just after it, is as old as the window.
  - From good to bad the states are V(up), V(unknown), V(unconfirmed_down) and V(down). A check that was V(paused)
    before may still be, and may be V(up). One that was not paused must not be.
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
RANKS = {"up": 0, "unknown": 1, "unconfirmed_down": 2, "down": 3}


def pingdom_worse(now: t.Any, before: t.Any, since: t.Any = None, waited: t.Any = 0) -> list[dict[str, t.Any]]:
    """The checks of ``now`` that are not as good as in ``before``; see the documentation above."""
    try:
        were = {check["id"]: check for result in before for check in _checks(result)}
        found = [entry for result in now for entry in _judged_all(result, were, since, int(waited))]
        seen = {check["id"] for result in now for check in _checks(result)}
        lists = any("checks" in result for result in now)
        found += [_gone(were[check_id]) for check_id in were if lists and check_id not in seen]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise AnsibleFilterError(
            "pingdom_worse compares two lists of results of pingdom_check_info or pingdom_check, with id, name, "
            "status, resolution and lasttesttime of each check, after a time in ISO 8601"
        ) from None
    return [entry for entry in found if entry]


def _checks(result: Mapping[str, t.Any]) -> list[Mapping[str, t.Any]]:
    """The checks of a result: of a list all, of a single one that, of none that could be read none."""
    checks = result.get("checks", [result.get("check")])
    return [check for check in checks if check is not None]


def _judged_all(
    result: Mapping[str, t.Any], were: Mapping[t.Any, Mapping[str, t.Any]], since: str | None, waited: int
) -> list[dict[str, t.Any] | None]:
    checks = _checks(result)
    if not checks and "checks" not in result:
        return [_unread(result)]
    return [_judged(check, were, since, waited) for check in checks]


def _judged(
    check: Mapping[str, t.Any], were: Mapping[t.Any, Mapping[str, t.Any]], since: str | None, waited: int
) -> dict[str, t.Any] | None:
    was = were.get(check["id"], {})
    complaint, hope = _complaint(check, was, since or was.get("lasttesttime"), waited)
    if complaint is None:
        return None
    known = {"id": check["id"], "name": check["name"], "before": was.get("status", "up"), "now": check["status"]}
    return {**known, "why": f"{check['name']} {complaint}", "hope": hope}


def _unread(result: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The entry of a check that could not be read; in the results of a loop the item is its id."""
    check_id = result.get(result.get("ansible_loop_var", "item"))
    name = "a check" if check_id is None else f"check {check_id}"
    why = f"{name} could not be read: {result.get('msg') or 'no answer came'}"
    return {"id": check_id, "name": name, "before": None, "now": "unread", "why": why, "hope": True}


def _gone(was: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The entry of a check that was there before."""
    known = {"id": was["id"], "name": was["name"], "before": was["status"], "now": "unread"}
    return {**known, "why": f"{was['name']} is not among the checks any more", "hope": True}


def _complaint(
    check: Mapping[str, t.Any], was: Mapping[str, t.Any], since: str | None, waited: int
) -> tuple[str | None, bool]:
    """What is wrong with a check, if anything, and whether waiting may help."""
    status, before = check["status"], was.get("status", "up")
    if status == "paused":
        return (None, False) if before == "paused" else (f"is paused, and was {before}", True)
    if since is not None and not _is_newer(check["lasttesttime"], since):
        tested = check["lasttesttime"] or "never"
        text = f"is {status} by its last test ({tested}), and was not tested after {since}; it is tested every "
        return f"{text}{check['resolution']} minutes", waited < (2 * check["resolution"] + 2) * 60
    if RANKS.get(status, RANKS["down"]) > RANKS.get(before, RANKS["up"]):
        return f"is {status}, and was {before}", True
    return None, False


def _is_newer(tested: str | None, since: str) -> bool:
    return tested is not None and _moment(tested) > _moment(since)


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"pingdom_worse": pingdom_worse}
