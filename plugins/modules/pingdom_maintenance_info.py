#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_maintenance_info
short_description: Read maintenance windows and their occurrences from Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns the maintenance windows of Pingdom, which are in force, to come or past, of which checks, and with their
    occurrences where asked for.
  - A list is complete or the task fails.
  - Windows that only the web page of Pingdom can make, such as every second Wednesday of a month, are shown as they
    are.
options:
  descriptions:
    description:
      - Return as well the windows with exactly one of these descriptions. If several have one, all of these are
        returned.
    type: list
    elements: str
  states:
    description:
      - Only windows that are in one of these states, see RV(windows[].state). An empty list is an error.
    type: list
    elements: str
    choices: [active, future, past]
  check:
    description:
      - Only windows that have this uptime check, by its id or exact name.
    type: str
  transaction:
    description:
      - Only windows that have this transaction check, by its id or exact name. API 2.1 knows no names of these.
    type: str
  start:
    description:
      - Only windows that are in force at some time from then on, until O(end) if that is given. Unix seconds, ISO 8601
        with a zone such as V(2030-01-31T22:00:00+01:00), V(now), or a time from now such as V(-1d) or V(+2h).
      - A recurring window is in force while an occurrence of it is.
    type: str
  end:
    description:
      - End of the period, in the same forms as O(start). Without O(start), the period begins now.
    type: str
  occurrences:
    description:
      - Whether to return RV(windows[].occurrences).
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.pingdom_selecting
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
seealso:
  - module: opswatch.monitoring.pingdom_maintenance
  - module: opswatch.monitoring.pingdom_maintenance_occurrence
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: What is silenced now
  opswatch.monitoring.pingdom_maintenance_info:
    api_token: "{{ pingdom_api_token }}"
    states: [active]
  register: silenced

- name: What will silence the front page in the next two weeks, and when
  opswatch.monitoring.pingdom_maintenance_info:
    api_token: "{{ pingdom_api_token }}"
    check: "shop: front page"
    end: +2w
    occurrences: true

- name: The next occurrences of the weekly release
  opswatch.monitoring.pingdom_maintenance_info:
    api_token: "{{ pingdom_api_token }}"
    descriptions: ["shop: weekly release"]
    occurrences: true
"""

RETURN = r"""
windows:
  description:
    - The windows that were asked for, as M(opswatch.monitoring.pingdom_maintenance) returns them, with their state. A
      member that nobody can read of Pingdom's answer is null.
  returned: success
  type: list
  elements: dict
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
        - C(type) may be another word than O(opswatch.monitoring.pingdom_maintenance#module:recurrence) takes, if the
          web page of Pingdom made the window. Then C(dayofweekinmonth) may stand beside it.
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
    state:
      description:
        - What it is now. V(active) if it is in force, a recurring one if an occurrence is, V(future) if it is not and
          will be, and V(past) if it will not be any more.
        - Null if that cannot be told. Such a window is returned whatever O(states), O(start) and O(end) say, and a
          warning names it.
      type: str
      sample: active
    occurrences:
      description:
        - Its occurrences in the order of their begin, as M(opswatch.monitoring.pingdom_maintenance_occurrence) returns
          one. Those of the period between O(start) and O(end), or without it those in force and to come.
      returned: if O(occurrences=true)
      type: list
      elements: dict
      sample:
        - {"id": 6110986, "window": 198005, "start": "2026-11-23T22:00:00Z", "end": "2026-11-24T00:00:00Z",
           "status": "future"}
unknown:
  description: What of O(ids) and O(descriptions) no window has, in words. A warning and RV(msg) say so as well.
  returned: success
  type: list
  elements: str
  sample: ["id 198006"]
msg:
  description: What nothing has, or that nothing matches. That is no failure here.
  returned: if something was not found
  type: str
  sample: no maintenance window has the id 198006
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "NotFound", "status": null, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance_info import module_of

SPECIFICATION = Specification(**module_of())


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
