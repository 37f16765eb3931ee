#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_maintenance
short_description: Manage maintenance windows in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Schedules, changes, ends and deletes maintenance windows in Pingdom, during which its checks raise no alerts.
  - A window always has an end, so that a playbook that dies leaves nothing silent.
  - Only the options that are given are managed.
  - Maintenance windows need the plan Advanced or a higher one. On an account without them the task fails with the kind
    C(PermissionDenied), and M(opswatch.monitoring.pingdom_pause) can silence checks instead.
options:
  id:
    description:
      - Id of the window. With O(state=present) the window must exist, and O(description) renames it.
      - An identity that is an empty text is an error before anything is sent, and so is a null unless another identity
        is given.
      - In check mode a null or empty id is a warning, since what an earlier task only predicts has none yet. The task
        then counts as changed.
    type: int
  description:
    description:
      - What the window is for. Without O(id) it identifies the window among those that have not ended. If two have
        it, the task fails and names their ids. A window that has ended does not stand in the way of a new one. Only if
        O(start), the end and O(recurrence.until) are given as points in time that are over, one that has ended and is
        what the task asked for is found, and left alone.
    type: str
  state:
    description:
      - V(present) creates the window or changes what differs.
      - V(absent) deletes a window that has not started, and ends one that runs. One that has ended is left alone,
        since Pingdom keeps it. Occurrences that lie in the future are deleted with it, up to a hundred by one request.
        Only O(id) and O(description) count then.
    type: str
    choices: [present, absent]
    default: present
  start:
    description:
      - When the window starts, needed to create one. V(now), a time from now such as V(+2h), Unix seconds, or ISO
        8601 with a zone such as V(2030-01-31T22:00:00+01:00).
      - A start that is given relative to now does not move a window that is scheduled or running already.
      - A running window cannot be moved. Pingdom takes no start that is past, so that a window whose end is still ahead
        opens at once then, and is left alone by later runs.
      - A series of which occurrences are over opens with its coming occurrence. If one of them would be in force now,
        it opens at once, and its later occurrences begin at that time of day as well. If the month of the coming one
        lacks the day of O(start), that one begins on the last day of its month, such as the 28th, and so do later ones,
        on the 28th. A warning says either.
    type: str
  end:
    description:
      - When the window ends, in the same forms as O(start). A relative end counts from now.
      - Either O(end) or O(duration) is needed to create a window.
      - The end of a running window is changed if O(end) is a point in time that differs. A relative end, or
        O(duration) with a relative O(start) or without one, prolongs it only if less than 90 percent of the length is
        left, counted from now, and never shortens it.
      - The end of a recurring window whose first occurrence is over cannot move, because Pingdom takes no end that is
        past. The task then fails before anything is sent, in check mode as well, and says what can be done instead.
    type: str
  duration:
    description:
      - How long the window lasts from its start, such as V(30m), V(2h), V(1d) or a number of seconds.
    type: str
  recurrence:
    description:
      - How the window repeats. If it is not given, a new window does not repeat, and an existing one stays as it is.
      - The web page of Pingdom makes recurrences that its API does not document, such as every second Wednesday of a
        month. They are kept and named in a warning. To set this for such a window is an error before anything is sent,
        unless O(replace_recurrence) is V(true).
    type: dict
    suboptions:
      type:
        description:
          - The unit of the recurrence, or V(none).
        type: str
        choices: [day, week, month, none]
        required: true
      every:
        description:
          - Repeat after every such number of days, weeks or months.
        type: int
        default: 1
      until:
        description:
          - When the recurrence ends, in the same forms as O(start). Needed for a window that does not repeat yet. A
            relative one is prolonged as a relative O(end) is.
        type: str
  replace_recurrence:
    description:
      - Whether O(recurrence) may replace a recurrence that only the web page of Pingdom can make, and that this module
        could not set again.
    type: bool
    default: false
  checks:
    description:
      - Uptime checks in the window, by their ids or exact names. Together with O(check_tags), these are all that the
        window shall have.
      - An empty text or list removes them. In every list of this module, items that are empty beside others do not
        count, as in V(a,,b). An item that is null is an error before anything is sent, and so is a list of nothing but
        empty items, such as V(,). Both are what expressions without a value leave of a list.
      - Before ansible-core 2.19 the null of an expression is an empty text. So any empty item of a list counts as null
        there. Use C(omit) for what is not meant.
      - In check mode a name that no check has is a warning, since an earlier task may only have predicted the check. So
        is a tag in O(check_tags), and a name in O(transactions). An id that does not exist is an error there, too.
    type: list
    elements: str
  check_tags:
    description:
      - Uptime checks that have any of these tags. A tag that no check has is an error.
    type: list
    elements: str
  transactions:
    description:
      - Transaction checks in the window, by their ids or exact names, all that the window shall have.
    type: list
    elements: str
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
      - A window whose end is relative to now is prolonged by a later run, when less than 90 percent of the length is
        left.
notes:
  - Answers of Pingdom may be older than the last change. What was written within the last minute by tasks of the same
    user on the same host is remembered in the folder C(opswatch-UID) of the temporary folder, and counts more than such
    an answer.
  - The same task on several hosts of one controller opens one window, and only one of them reports a change. If two
    controllers open a window of the same description at the same moment, the older one stays; the other is deleted, or
    ended if it has started, and a warning says so.
  - What is now is decided by the clock of Pingdom, not by that of the host that runs the module.
  - What the API shows of a window and does not document is sent back unchanged with every change. A window with values
    that nobody can read is not changed, only ended or deleted; it concerns no task that is about another window.
seealso:
  - module: opswatch.monitoring.pingdom_pause
  - module: opswatch.monitoring.pingdom_maintenance_info
  - module: opswatch.monitoring.pingdom_maintenance_occurrence
  - module: opswatch.monitoring.pingdom_check
  - module: opswatch.monitoring.prtg_pause
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Silence two checks for the next two hours
  opswatch.monitoring.pingdom_maintenance:
    api_token: "{{ pingdom_api_token }}"
    description: Kernel update
    start: now
    duration: 2h
    checks: ["shop: front page", "api: status"]

- name: The work is done, raise alerts again
  opswatch.monitoring.pingdom_maintenance:
    api_token: "{{ pingdom_api_token }}"
    description: Kernel update
    state: absent

- name: Silence everything tagged production on every second Sunday night
  opswatch.monitoring.pingdom_maintenance:
    api_token: "{{ pingdom_api_token }}"
    description: Backup night
    start: "2040-01-01T02:00:00+01:00"
    end: "2040-01-01T04:00:00+01:00"
    recurrence:
      type: week
      every: 2
      until: "2040-12-31T23:59:00Z"
    check_tags: [prod]

- name: Let a window be about one check only, and keep when and how it repeats
  opswatch.monitoring.pingdom_maintenance:
    api_token: "{{ pingdom_api_token }}"
    description: Backup night
    checks: ["shop: front page"]
"""

RETURN = r"""
maintenance:
  description:
    - The window after the task. In check mode it is the window as it would be; one that would be created has no C(id)
      yet, it is null.
    - It is null if the window does not exist, or was deleted.
    - A member that nobody can read of Pingdom's answer is null, and a warning shows it as it came.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the window.
      type: int
      sample: 198005
    description:
      description: What the window is for.
      type: str
      sample: Kernel update
    start:
      description: When it starts, or its first occurrence (ISO 8601 UTC).
      type: str
      sample: "2026-11-23T22:00:00Z"
    end:
      description: When it ends, or its first occurrence (ISO 8601 UTC).
      type: str
      sample: "2026-11-24T00:00:00Z"
    recurrence:
      description:
        - How it repeats. C(every) and C(until) (ISO 8601 UTC) are null if C(type) is V(none).
        - C(type) may be another word than O(recurrence) takes, if the web page of Pingdom made the window. Then
          C(dayofweekinmonth) may stand beside it.
      type: dict
      sample: {"type": "none", "every": null, "until": null}
    checks:
      description: Ids of its uptime checks, sorted.
      type: list
      elements: int
      sample: [13904898, 13904902]
    transactions:
      description: Ids of its transaction checks, sorted.
      type: list
      elements: int
      sample: []
    status:
      description: One of V(future), V(running) and V(ended). A recurring window is V(running) from its first start to
        the end of its recurrence. Null if its times cannot be read.
      type: str
      sample: running
awaited:
  description:
    - The names and tags of O(checks), O(check_tags) and O(transactions) that nothing has yet. Without check mode they
      would be an error.
  returned: in check mode, if there are any
  type: list
  elements: str
  sample: ["check named 'Web shop'"]
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AmbiguousName", "status": null, "code": null, "request_id": null, "ids": [198005, 198007]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.window import WINDOW

SPECIFICATION = Specification(**module_of(WINDOW))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
