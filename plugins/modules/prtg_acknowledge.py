#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_acknowledge
short_description: Acknowledge alarms of PRTG
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Acknowledges the alarms of sensors of PRTG Network Monitor that are down, with a reason. PRTG goes on to measure
    them, and stops to alert.
  - Sensors that are not down are left alone.
  - An alarm that is acknowledged already is left alone, whoever did it. If its message does not show the O(reason) of
    this task, a warning says so. PRTG acknowledges what is down only, so that words are not replaced.
  - Nothing takes an acknowledgement back. PRTG's API can do it only by pausing the sensor and resuming it, which loses
    what else was said of it and could wake what another has paused. It ends by itself when the sensor is up again, or
    after O(duration).
  - Any number of sensors takes one task, with one request for 100 sensors.
options:
  reason:
    description:
      - What to say about the alarm. PRTG shows it in the message of the sensor. An empty reason, or null, is an error.
      - Tasks may also write C(message), PRTG's own word, which Ansible does not allow as the name of a module option.
    type: str
    default: Acknowledged by Ansible
  duration:
    description:
      - How long the acknowledgement lasts, such as V(30m), V(2h), V(1d) or a number of seconds, rounded up to whole
        minutes. Without it, until the sensor is up again.
      - An alarm that is acknowledged already keeps its end, which PRTG does not tell.
      - That API v2 takes a duration is unverified, since no document tells what it takes. A server that refuses it
        makes the task fail, with nothing done. The module does not acknowledge for longer than it was asked to.
    type: str
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.prtg.allow_empty
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - Only sensors have alarms. O(names), O(under) and O(filter) select sensors, without O(kind) too. An id of O(ids) that
    is no sensor is an error. The sensors of a device are those O(under) it.
  - What is down on a part of a cluster only is not acknowledged (that PRTG does not is unverified). A warning says so.
  - Every acknowledgement is proven by reading the sensors back. A task whose acknowledgement does not show fails. That
    a sensor is up by then is fine, and RV(objects[].after) says so.
seealso:
  - module: opswatch.monitoring.prtg_pause
  - module: opswatch.monitoring.prtg_object_info
"""

EXAMPLES = r"""
- name: Take note of everything that is down in the web shop
  opswatch.monitoring.prtg_acknowledge:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop
    reason: INC-4711, the database is being restored

- name: The same for two hours, of what matters least
  opswatch.monitoring.prtg_acknowledge:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    filter: status = down and priority <= 2
    reason: To be looked at in the morning
    duration: 2h
    allow_empty: true
"""

RETURN = r"""
matched:
  description: How many objects the selectors found.
  returned: success
  type: int
  sample: 1
objects:
  description: What was found, in the order of the ids.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the object.
      type: str
      sample: "2001"
    name:
      description: Its name.
      type: str
      sample: Ping
    path:
      description: The names from the probe down to the object.
      type: list
      elements: str
      sample: [Local Probe, Web shop, web-1, Ping]
    kind:
      description: Kind of the object, as in O(kind).
      type: str
      sample: sensor
    before:
      description: Its C(status) before, a word of the filter language such as V(down) or V(up).
      type: dict
      sample: {"status": "down"}
    after:
      description: Its C(status) after. It is V(acknowledged) if it was acknowledged, by whomever.
      type: dict
      sample: {"status": "acknowledged"}
    changed:
      description: Whether this task acknowledged it.
      type: bool
      sample: true
server:
  description: What the server is called that the objects belong to, see O(server_name) and O(expect_server).
  returned: success
  type: str
  sample: prtg.example.com
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AuthenticationFailed", "status": 401, "code": "AUTH_FAILED", "request_id": "LlBbCc"}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.acting import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.actions import ACKNOWLEDGE

SPECIFICATION = Specification(**module_of(ACKNOWLEDGE))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
