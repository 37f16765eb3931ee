#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_maintenance_occurrence
short_description: Move or cancel one occurrence of a maintenance window in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Moves, prolongs, shortens or cancels one occurrence of a recurring maintenance window, and leaves the others as they
    are.
  - Pingdom makes occurrences from how a window repeats. None can be created, and a cancelled one does not come back.
    M(opswatch.monitoring.pingdom_maintenance) opens another window in its place.
  - Pingdom takes changes of occurrences only that have not begun. One that runs or has ended is left alone if it is as
    asked, and an error before anything is sent if it is not.
options:
  id:
    description:
      - Id of the occurrence, as M(opswatch.monitoring.pingdom_maintenance_info) returns it.
      - An identity that is an empty text is an error before anything is sent, and so is a null unless another identity
        is given. In check mode a null or empty one is a warning, since a window that an earlier task only predicts has
        no occurrences yet. The task then counts as changed.
    type: int
  window:
    description:
      - The window, by its id or description, together with O(day). Of several windows of a description, those count
        that have not ended. If two are left, the task fails and names their ids.
      - In check mode a description that no window has is a warning, since an earlier task may open the window. With
        O(state=absent), so is a window that does not exist, since there is nothing to cancel.
    type: str
  day:
    description:
      - The day on which the occurrence begins, such as V(2030-01-31). It is a day of UTC, unless an offset follows, as
        in V(2030-01-31+01:00), which is the day from midnight to midnight at that offset. Pingdom counts recurrences in
        UTC.
      - Or a moment inside the occurrence, its begin included. V(now), a time from now such as V(+2h), Unix seconds, or
        ISO 8601 with a zone such as V(2030-01-31T23:30:00+01:00).
      - An occurrence that goes on past midnight is of the day on which it begins, and of no other. A moment finds it on
        either day.
      - If none or several are of the day, the task fails and lists them, or those around. A task that moves an
        occurrence to another day finds it at its O(start) when it runs again. With O(state=absent), a day on which the
        occurrence is gone is no change. If the window is not known to have had one on that day, a warning says so.
    type: str
  state:
    description:
      - V(present) moves the occurrence to O(start) and O(end).
      - V(absent) cancels it. O(start), O(end) and O(duration) do not count then.
    type: str
    choices: [present, absent]
    default: present
  start:
    description:
      - When the occurrence shall start. Unix seconds, ISO 8601 with a zone such as V(2030-01-31T22:00:00+01:00), or
        relative to now, V(now) or V(+2h).
      - A relative start does not move an occurrence, which a warning says. With it, a relative O(end) makes the
        occurrence as long as the time between the two.
      - Without O(end) and O(duration), an occurrence that is moved keeps its length.
    type: str
  end:
    description:
      - When the occurrence shall end, in the same forms as O(start). A relative end without O(start) prolongs it only,
        if less than 90 percent of the time until then is left.
    type: str
  duration:
    description:
      - How long the occurrence shall last from its start, such as V(30m), V(2h) or a number of seconds.
    type: str
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
attributes:
  idempotent:
    support: partial
    details:
      - An occurrence whose end is relative to now is prolonged by a later run, when less than 90 percent of the time is
        left.
notes:
  - What is now is decided by the clock of Pingdom, not by that of the host that runs the module.
  - A later change of the window by M(opswatch.monitoring.pingdom_maintenance) may make its occurrences anew, and then
    undo what was moved or cancelled. Move or cancel after it.
  - What was written within the last minute by tasks of the same user on the same host counts more than an older answer
    of Pingdom, as with M(opswatch.monitoring.pingdom_maintenance).
seealso:
  - module: opswatch.monitoring.pingdom_maintenance
  - module: opswatch.monitoring.pingdom_maintenance_info
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: When the coming releases are
  opswatch.monitoring.pingdom_maintenance_info:
    api_token: "{{ pingdom_api_token }}"
    descriptions: ["shop: weekly release"]
    occurrences: true
  register: releases

- name: The first of them takes three hours
  opswatch.monitoring.pingdom_maintenance_occurrence:
    api_token: "{{ pingdom_api_token }}"
    id: "{{ releases.windows[0].occurrences[0].id }}"
    duration: 3h

- name: The next one is cancelled, found by the day on which it begins
  opswatch.monitoring.pingdom_maintenance_occurrence:
    api_token: "{{ pingdom_api_token }}"
    window: "shop: weekly release"
    day: "{{ releases.windows[0].occurrences[1].start[:10] }}"
    state: absent
"""

RETURN = r"""
occurrence:
  description:
    - The occurrence after the task. In check mode it is the occurrence as it would be. Of one whose window must
      exist by then, everything is null.
    - It is null if the occurrence does not exist, or was cancelled.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the occurrence.
      type: int
      sample: 6110986
    window:
      description: Id of its window.
      type: int
      sample: 198005
    start:
      description: When it starts (ISO 8601 UTC).
      type: str
      sample: "2026-11-23T22:00:00Z"
    end:
      description: When it ends (ISO 8601 UTC).
      type: str
      sample: "2026-11-24T00:00:00Z"
    status:
      description: One of V(future), V(running) and V(ended).
      type: str
      sample: future
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AmbiguousName", "status": null, "code": null, "request_id": null, "ids": [6110986, 6110987]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.occurrence import OCCURRENCE

SPECIFICATION = Specification(**module_of(OCCURRENCE))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
