#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_summary_info
short_description: Read averages, outages and uptime of a check from Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Reads what Pingdom sums up of the tests of an uptime check, and computes its uptime in percent.
  - Uptime is the time that the check was up, divided by the time that it was up or down. Time of which nothing is known
    counts as neither and is returned apart. Without any known time uptime is null. Nothing is rounded, so that 100
    percent means that the check was never down; how exact seconds are depends on how often it is tested.
  - An option that the O(kind) does not have is an error before anything is sent.
options:
  kind:
    description:
      - V(average) is the average response time of the period and its uptime.
      - V(hours_of_day) are the average response times of each hour of the day.
      - V(outages) are the states of the check one after the other, and the uptime that they make.
      - V(performance) are hours, days or weeks with their response time and uptime.
      - V(probes) are the probes that have tested the check.
    type: str
    choices: [average, hours_of_day, outages, performance, probes]
    required: true
  check:
    description:
      - The check, by its id or exact name. Digits are an id. If two checks have the name, the task fails and names
        their ids.
    type: str
    required: true
  start:
    description:
      - When the period begins. V(now), a time from now such as V(-1d) or V(-2h30m), Unix seconds, or ISO 8601 with a
        zone such as V(2026-01-31T22:00:00+01:00).
      - Without it, it is a week before O(end) for V(hours_of_day) and V(outages), ten hours, days or weeks for
        V(performance), and for V(average) when the check was created, which takes a request to find out. For V(probes)
        it is needed.
      - If O(start) is earlier than the check, V(average) counts the time between them as unknown. Of V(outages) and
        V(performance) Pingdom does not document what they make of that time. Pingdom itself begins an average in 1970
        unless it is told when.
    type: str
  end:
    description:
      - When the period ends, in the same forms. Without it, and if it is later, the period ends now.
      - Whether a test or alert in the very second of O(start) or O(end) belongs to the period is left to Pingdom, which
        does not document it.
    type: str
  probes:
    description:
      - Only tests of these probes, by their ids, exact names or cities. A city with several probes is an error that
        names their ids. What an active probe is called means no other that Pingdom no longer uses.
      - They are looked up by one request. One that is not there is an error before anything is asked of it, and so is
        a list that is empty.
      - For the kinds V(average), V(hours_of_day) and V(performance). With V(performance) Pingdom cannot tell uptime
        then, and leaves out what these probes have not tested.
    type: list
    elements: str
  by:
    description:
      - Split the average response time by V(country), by V(probe), or by both. C(average.response_time) is null then.
      - For the kind V(average).
    type: list
    elements: str
  include_uptime:
    description:
      - Whether uptime is read. Without this option it is, unless O(kind=performance) and O(probes) is given.
      - V(true) with O(kind=performance) and O(probes) is an error before anything is sent, since Pingdom cannot do it.
      - For the kinds V(average) and V(performance).
    type: bool
  local_time:
    description:
      - Whether hours are those of the time zone of the user, instead of UTC. O(start) and O(end) are not concerned.
      - For the kind V(hours_of_day).
    type: bool
  resolution:
    description:
      - Whether intervals are hours, days or weeks. Without it they are hours.
      - For the kind V(performance).
    type: str
    choices: [hour, day, week]
  order:
    description:
      - V(asc) is oldest first, which is the default, V(desc) newest first.
      - For the kinds V(outages) and V(performance).
    type: str
    choices: [asc, desc]
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - If V(performance) begins later than O(start), a warning says where. Uptime is about what follows then.
  - What is now is decided by the clock of Pingdom. Where O(check) is an id, or there is none, and the period counts
    from now, that takes a request of its own.
  - In check mode an earlier task may only have predicted the O(check). A name that no check has yet is a warning then,
    and so is a null or empty O(check), which may be an id to come. Nothing is returned of it. Without check mode it is
    an error.
seealso:
  - module: opswatch.monitoring.pingdom_result_info
  - module: opswatch.monitoring.pingdom_check
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: How the shop was in the last 30 days
  opswatch.monitoring.pingdom_summary_info:
    api_token: "{{ pingdom_api_token }}"
    kind: average
    check: "shop: front page"
    start: -30d
  register: month

- name: Let the service level be kept
  ansible.builtin.assert:
    that: month.uptime.uptime_percent >= 99.9

- name: From where the shop is slow
  opswatch.monitoring.pingdom_summary_info:
    api_token: "{{ pingdom_api_token }}"
    kind: average
    check: "shop: checkout"
    start: -1d
    by: [country]

- name: The weeks of a quarter
  opswatch.monitoring.pingdom_summary_info:
    api_token: "{{ pingdom_api_token }}"
    kind: performance
    check: "shop: front page"
    start: -90d
    resolution: week

- name: When the shop was down
  opswatch.monitoring.pingdom_summary_info:
    api_token: "{{ pingdom_api_token }}"
    kind: outages
    check: "shop: front page"
    order: desc
  register: history

- name: Show each outage
  ansible.builtin.debug:
    msg: "{{ history.states | selectattr('status', 'equalto', 'down') }}"
"""

RETURN = r"""
check_id:
  description: Id of the check.
  returned: success
  type: int
  sample: 13904898
start:
  description: When the period begins (ISO 8601 UTC). Like all of the period, null where check mode awaits the check.
  returned: success
  type: str
  sample: "2026-11-16T09:00:00Z"
end:
  description: When the period ends (ISO 8601 UTC).
  returned: success
  type: str
  sample: "2026-11-23T09:00:00Z"
uptime:
  description: The uptime of the period. Its members are null if uptime was not read.
  returned: if O(kind) is V(average), V(outages) or V(performance)
  type: dict
  contains:
    up_seconds:
      description: Seconds in which the check was up.
      type: int
      sample: 608100
    down_seconds:
      description: Seconds in which it was down.
      type: int
      sample: 300
    unknown_seconds:
      description: Seconds of which nothing is known, since the check was paused, in a maintenance window, or not there.
      type: int
      sample: 0
    uptime_percent:
      description: 100 times up, divided by up and down together. Null if nothing is known of the period.
      type: float
      sample: 99.95069033530572
average:
  description: The averages.
  returned: if O(kind=average)
  type: dict
  contains:
    response_time:
      description: Average response time in milliseconds, null with O(by).
      type: int
      sample: 458
    groups:
      description: The averages that O(by) asks for. What they are not split by is null.
      type: list
      elements: dict
      contains:
        country_iso:
          description: The country by its ISO 3166 code.
          type: str
          sample: SE
        probe_id:
          description: Id of the probe.
          type: int
          sample: null
        response_time:
          description: Average response time in milliseconds.
          type: int
          sample: 250
hours:
  description: The 24 hours of the day.
  returned: if O(kind=hours_of_day)
  type: list
  elements: dict
  contains:
    hour:
      description: The hour, from V(0) to V(23).
      type: int
      sample: 8
    response_time:
      description: Average response time in milliseconds, null if nothing was measured in this hour.
      type: int
      sample: 328
states:
  description: The states of the check, in the order of their times.
  returned: if O(kind=outages)
  type: list
  elements: dict
  contains:
    status:
      description: V(up), V(down) or V(unknown).
      type: str
      sample: down
    start:
      description: When it began (ISO 8601 UTC).
      type: str
      sample: "2026-11-20T09:00:00Z"
    end:
      description: When it ended (ISO 8601 UTC).
      type: str
      sample: "2026-11-20T09:05:00Z"
    seconds:
      description: How long it was.
      type: int
      sample: 300
intervals:
  description: The hours, days or weeks.
  returned: if O(kind=performance)
  type: list
  elements: dict
  contains:
    start:
      description: When it begins (ISO 8601 UTC).
      type: str
      sample: "2026-11-23T08:00:00Z"
    response_time:
      description: Average response time in milliseconds.
      type: int
      sample: 222
    up_seconds:
      description: Seconds in which the check was up.
      type: int
      sample: 608100
    down_seconds:
      description: Seconds in which it was down.
      type: int
      sample: 300
    unknown_seconds:
      description: Seconds of which nothing is known, since the check was paused, in a maintenance window, or not there.
      type: int
      sample: 0
    uptime_percent:
      description: 100 times up, divided by up and down together. Null if nothing is known of the period.
      type: float
      sample: 99.95069033530572
probe_ids:
  description: Ids of the probes that have tested the check, sorted.
  returned: if O(kind=probes)
  type: list
  elements: int
  sample: [21, 22, 23]
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "ConfigurationError", "status": null, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.asking import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.summaries import KINDS

SPECIFICATION = Specification(**module_of(KINDS))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
