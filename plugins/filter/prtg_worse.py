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
  - To wait until nothing is worse, take M(opswatch.monitoring.prtg_wait) with
    O(opswatch.monitoring.prtg_wait#module:until=as_before), which compares alike. With
    O(opswatch.monitoring.prtg_wait#module:scan) it takes no old status for the new one.
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

- name: Look again
  opswatch.monitoring.prtg_object_info:
    ids: "{{ before.objects | map(attribute='id') }}"
    fields: [id, path, status]
    include: [status_summary]
  register: now

- name: Tell what is worse than before the update
  ansible.builtin.debug:
    msg: "{{ now.objects | opswatch.monitoring.prtg_worse(before.objects) }}"
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

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.worse import worse


def prtg_worse(now: t.Any, before: t.Any) -> list[dict[str, str]]:
    """The objects of ``before`` that are worse off in ``now``; see the documentation above."""
    try:
        return worse(now, before)
    except (KeyError, TypeError, AttributeError):
        raise AnsibleFilterError(
            "prtg_worse compares two lists of objects as prtg_object_info returns them, with id, path and status"
        ) from None


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"prtg_worse": prtg_worse}
