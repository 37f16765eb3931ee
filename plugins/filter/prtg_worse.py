# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg_worse
short_description: Which PRTG objects are worse than they were
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Compares two answers of M(opswatch.monitoring.prtg_object_info) and returns the objects that are worse off now.
  - A probe, group or device is worse off if more of its sensors are down, partially down, unknown or paused than
    before. A sensor is, if its status is one of these and was none of them before. A sensor that is down and
    acknowledged is known to be down, and counts as neither.
  - An object that is missing now is worse off too. One that is new is not compared.
options:
  _input:
    description:
      - The objects as they are now, with at least C(id), C(path), C(status) and, for probes, groups and devices,
        C(status_summary).
    type: list
    elements: dict
    required: true
  before:
    description:
      - The objects as they were.
    type: list
    elements: dict
    required: true
positional: before
"""

EXAMPLES = r"""
- name: Look how the devices are before the update
  opswatch.monitoring.prtg_object_info:
    names: [web-1, web-2]
    kind: [device]
    fields: [id, path, status]
    include: [status_summary]
  register: before

# the update itself

- name: Wait until nothing is worse than before the update
  opswatch.monitoring.prtg_object_info:
    ids: "{{ before.objects | map(attribute='id') }}"
    fields: [id, path, status]
    include: [status_summary]
  register: now
  until: now is success and now.objects | opswatch.monitoring.prtg_worse(before.objects) | length == 0
  retries: 20
  delay: 30
"""

RETURN = r"""
_value:
  description: The objects that are worse off, in the order of O(before).
  type: list
  elements: dict
  contains:
    id:
      description: Id of the object.
      type: str
      sample: "1001"
    path:
      description: Its path, as text.
      type: str
      sample: Local Probe/Web shop/web-1
    before:
      description: What was wrong before, such as V(1 down); V(nothing) if nothing was.
      type: str
      sample: nothing
    now:
      description: What is wrong now, or V(missing).
      type: str
      sample: 1 down, 2 unknown
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import STATUS_BY_TOKEN

#: The members of a status summary that are not as they should be.
TROUBLE = ("down", "down_partial", "unknown", "paused")

#: What a sensor may become that was down and acknowledged before: PRTG forgets that when the sensor is paused.
ACKNOWLEDGED = "down_acknowledged"


def troubles(found: t.Mapping[str, t.Any], kinds: tuple[str, ...] = TROUBLE) -> dict[str, int]:
    """How many sensors of an object (itself, if it is one) are in which kind of trouble."""
    summary = found.get("status_summary")
    if summary is None:
        status = STATUS_BY_TOKEN.get(found.get("status") or "none")
        summary = {status.summary: 1} if status else {"unknown": 1}
    return {kind: summary[kind] for kind in kinds if summary.get(kind)}


def prtg_worse(now: t.Any, before: t.Any) -> list[dict[str, str]]:
    """The objects of ``before`` that are worse off in ``now``; see the documentation above."""
    try:
        there = {found["id"]: found for found in now}
        return [entry for one in before for entry in _compared(one, there.get(one["id"]))]
    except (KeyError, TypeError, AttributeError):
        raise AnsibleFilterError(
            "prtg_worse compares two lists of objects as prtg_object_info returns them, with id, path and status"
        ) from None


def _compared(before: t.Mapping[str, t.Any], now: t.Mapping[str, t.Any] | None) -> t.Iterator[dict[str, str]]:
    was = troubles(before)
    entry = {"id": str(before["id"]), "path": "/".join(before["path"]), "before": _words(was)}
    if now is None:
        yield {**entry, "now": "missing"}
        return
    found = troubles(now)
    if sum(found.values()) > sum(was.values()) + _forgotten(before, now):
        yield {**entry, "now": _words(found)}


def _forgotten(before: t.Mapping[str, t.Any], now: t.Mapping[str, t.Any]) -> int:
    """How many sensors are down as before, without the acknowledgement that they had."""
    gone = _count(before, ACKNOWLEDGED) - _count(now, ACKNOWLEDGED)
    more_down = sum(_count(now, kind) - _count(before, kind) for kind in ("down", "down_partial"))
    return max(0, min(gone, more_down))


def _count(found: t.Mapping[str, t.Any], kind: str) -> int:
    return troubles(found, (kind,)).get(kind, 0)


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in counts.items()) or "nothing"


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"prtg_worse": prtg_worse}
