#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_transaction_info
short_description: Read transaction checks from Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns transaction checks of Pingdom, their details where asked for, what they have been in a period, and how fast
    they were.
  - A list is complete or the task fails.
  - API 3.1 has transaction checks. Over API 2.1 the task fails before anything is sent.
options:
  tags:
    description:
      - Return as well the checks that have any of these tags.
    type: list
    elements: str
  types:
    description:
      - Only checks of these types. V(recording) are those that the recorder of My Pingdom made. An empty list is an
        error.
    type: list
    elements: str
    choices: [script, recording]
  statuses:
    description:
      - Only checks that have one of these statuses. An empty list is an error.
    type: list
    elements: str
    choices: [successful, failing, unknown]
  details:
    description:
      - Whether to return steps, alerts and metadata as well, which takes a request for each check. They are in the form
        in which M(opswatch.monitoring.pingdom_transaction) returns them, without what is secret.
    type: bool
    default: false
  include:
    description:
      - Reports to return of each check. V(status) is what it has been, RV(transactions[].states), by one request for
        every hundred checks of the account. V(performance) is how long its steps took, RV(transactions[].performance),
        by a request for each check.
    type: list
    elements: str
    choices: [status, performance]
    default: []
  start:
    description:
      - Begin of the period of the reports. Unix seconds, ISO 8601 with a zone such as V(2030-01-31T22:00:00+01:00),
        V(now), or a time from now such as V(-1d) or V(+2h).
      - Without it, Pingdom tells of a week for V(status), and of ten intervals for V(performance).
    type: str
  end:
    description:
      - End of the period, in the same forms as O(start). Now, if not given or later than that.
    type: str
  order:
    description:
      - Whether the oldest entries of reports come first (V(asc)), as Pingdom has it, or the newest (V(desc)).
    type: str
    choices: [asc, desc]
  resolution:
    description:
      - Length of an interval in V(performance), V(hour) if not given. Pingdom tells of a week and a day at most by
        hours, and of six months and a day by days. A longer period between O(start) and O(end) is an error.
    type: str
    choices: [hour, day, week]
  include_uptime:
    description:
      - Whether V(performance) tells for each interval how long the check was up and down, and for how long that is not
        known.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.pingdom_selecting
  - opswatch.monitoring.pingdom_selecting.names
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
seealso:
  - module: opswatch.monitoring.pingdom_transaction
  - module: opswatch.monitoring.pingdom_maintenance_info
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: All transaction checks of the shop, with their steps
  opswatch.monitoring.pingdom_transaction_info:
    api_token: "{{ pingdom_api_token }}"
    tags: [shop]
    details: true
  register: found

- name: What fails now
  opswatch.monitoring.pingdom_transaction_info:
    api_token: "{{ pingdom_api_token }}"
    statuses: [failing]

- name: When logging in failed within the last week, and how long its steps took by days
  opswatch.monitoring.pingdom_transaction_info:
    api_token: "{{ pingdom_api_token }}"
    names: ["shop: log in"]
    include: [status, performance]
    resolution: day
    include_uptime: true
"""

RETURN = r"""
transactions:
  description:
    - The checks that were asked for. With O(details) each has C(steps), C(contacts), C(teams), C(integrations),
      C(severity_level), C(send_notification_when_down), C(custom_message) and C(metadata) as well, as
      M(opswatch.monitoring.pingdom_transaction) returns them.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the check.
      type: int
      sample: 104757
    name:
      description: Name of the check.
      type: str
      sample: "shop: log in"
    type:
      description: V(script) or V(recording).
      type: str
      sample: script
    status:
      description: One of V(successful), V(failing) and V(unknown).
      type: str
      sample: successful
    active:
      description: Whether the check runs.
      type: bool
      sample: true
    interval:
      description: Minutes between two runs.
      type: int
      sample: 10
    region:
      description: Region from which it runs.
      type: str
      sample: us-east
    tags:
      description: Its tags, sorted.
      type: list
      elements: str
      sample: [shop]
    created:
      description: When it was created (ISO 8601 UTC), null if nobody can tell.
      type: str
      sample: "2026-11-23T04:00:00Z"
    modified:
      description: When it was changed last (ISO 8601 UTC), null if nobody can tell.
      type: str
      sample: "2026-11-23T04:00:00Z"
    lastdownstart:
      description: When it began to fail last (ISO 8601 UTC), null if it never did.
      type: str
      sample: "2026-11-24T02:00:00Z"
    lastdownend:
      description: When that ended (ISO 8601 UTC), null if it never did.
      type: str
      sample: "2026-11-24T02:20:00Z"
    states:
      description:
        - What it has been, one entry for each stretch of time. C(start) and C(end) (ISO 8601 UTC), C(status), one of
          V(up), V(down) and V(unknown), and, for V(down), C(error_in_step), the number of the step, and C(message).
      returned: if O(include) has V(status)
      type: list
      elements: dict
      sample:
        - {"start": "2026-11-18T00:00:00Z", "end": "2026-11-25T00:00:00Z", "status": "up", "error_in_step": null,
           "message": null}
    performance:
      description:
        - C(resolution), and C(intervals) with C(start) (ISO 8601 UTC), C(response_time) in the unit of Pingdom, whose
          document says milliseconds, C(steps), each with C(step) and its C(response_time), and the uptime as
          M(opswatch.monitoring.pingdom_summary_info) computes it, C(up_seconds), C(down_seconds), C(unknown_seconds)
          and C(uptime_percent), which are null without O(include_uptime).
      returned: if O(include) has V(performance)
      type: dict
      sample:
        resolution: day
        intervals:
          - {"start": "2026-11-24T00:00:00Z", "response_time": 500, "up_seconds": 86400, "down_seconds": 0,
             "unknown_seconds": 0, "uptime_percent": 100.0,
             "steps": [{"step": {"fn": "go_to", "args": {"url": "shop.example.com"}}, "response_time": 250}]}
unknown:
  description: What of O(ids), O(names) and O(tags) no check has, in words. A warning and RV(msg) say so as well.
  returned: success
  type: list
  elements: str
  sample: ["name 'shop: log on'"]
msg:
  description: What nothing has, or that nothing matches. That is no failure here.
  returned: if something was not found
  type: str
  sample: no transaction check has the id 60
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AuthenticationFailed", "status": 401, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.transaction_info import module_of

SPECIFICATION = Specification(**module_of())


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
