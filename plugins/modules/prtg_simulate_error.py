#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_simulate_error
short_description: Simulate errors of PRTG sensors, and end them
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Lets sensors of PRTG Network Monitor show an error that there is not, to rehearse alarms and notifications, and ends
    such errors.
  - PRTG can simulate an error of a sensor that is up, in warning, unusual or unknown. Others are left alone, and a
    warning says so.
  - A simulated error has no end of its own, and its sensor measures nothing meanwhile. End it in an C(always) section.
  - Works over API v1 only. API v2 has no such operation.
  - Any number of sensors takes one task, with two requests for 100 sensors, since they are scanned if they do not show
    the change soon.
options:
  state:
    description:
      - V(simulated) simulates an error of the selected sensors.
      - V(ended) with O(restore) ends what the task that returned it has begun. With selectors in its place it ends the
        simulated errors of the selected sensors, for when the token is lost.
      - PRTG ends a simulated error by resuming the sensor, which also wakes what is paused and forgets an
        acknowledgement. So only sensors that are in alarm are resumed, and of those only what O(error_message) or the
        token tells to be simulated. A sensor that is paused stays paused, also one that somebody pauses while the task
        runs. A real alarm that is acknowledged stays so.
    type: str
    choices: [simulated, ended]
    default: simulated
  error_message:
    description:
      - By which words in the message of a sensor a simulated error is recognized, in upper or lower case. PRTG writes
        them in its own language, and no document tells them, so that the default is unverified.
      - If V(ended) leaves a sensor alone that shows a simulated error, give the words that PRTG shows.
      - The token of O(restore) remembers the message that PRTG showed, so that it does not depend on this.
    type: str
    default: Simulated error
  restore:
    description:
      - With O(state=ended), the value RV(restore) of the task to undo. An empty dictionary is no token, and an error.
      - It is no way around the guards. O(max_matched) holds for what it names, and an object of another kind or name is
        refused before anything is changed.
      - A sensor that PRTG says does not exist any more is a warning. One that it only does not show is a failure, and
        so is a token of which no sensor is left, unless O(allow_empty) is set.
      - Whenever a task fails that was given a token, it returns that token unchanged, to be tried again.
    type: dict
  wait:
    description:
      - With O(state=ended), also wait until the sensors are up, in warning or unusual again. What is really down makes
        the task fail.
      - Without it, the module waits until the sensors no longer show the simulated error. For the beginning of one it
        waits in any case.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.prtg.waiting
  - opswatch.monitoring.prtg.allow_empty_restoring
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - Only sensors simulate errors. O(names), O(under) and O(filter) select sensors, without O(kind) too. An id of O(ids)
    that is no sensor is an error. The sensors of a device are those O(under) it.
  - Every change is proven by reading the sensors back, for up to two minutes, since PRTG may show it with the next scan
    only. A task whose change does not show fails, and returns the token all the same.
seealso:
  - module: opswatch.monitoring.prtg_acknowledge
  - module: opswatch.monitoring.prtg_pause
"""

EXAMPLES = r"""
- name: Rehearse an alarm
  opswatch.monitoring.prtg_simulate_error:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [Ping]
    under: Local Probe/Web Shop
    max_matched: 10
  register: rehearsal

- name: End it, whatever happened meanwhile
  opswatch.monitoring.prtg_simulate_error:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    state: ended
    restore: "{{ rehearsal.restore }}"
    wait: true

- name: End all simulated errors, where the token is lost
  opswatch.monitoring.prtg_simulate_error:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    state: ended
    filter: status in [down, acknowledged]
    allow_empty: true
"""

RETURN = r"""
matched:
  description: How many objects the selectors found, or how many the restore token names.
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
      description: Whether its error was C(simulated).
      type: dict
      sample: {"simulated": false}
    after:
      description: Whether its error is C(simulated) now.
      type: dict
      sample: {"simulated": true}
    changed:
      description: Whether a simulated error was begun or ended.
      type: bool
      sample: true
server:
  description: What the server is called that the objects belong to, see O(server_name) and O(expect_server).
  returned: success
  type: str
  sample: prtg.example.com
restore:
  description:
    - What ends with O(state=ended) what this task has begun. It holds no secret and may be stored.
    - A task that fails after it has changed something returns it as well. One that fails to undo a token returns that
      token. That of a task with O(state=ended) names nothing.
    - In check mode it is only good for check mode.
    - Do not look into it. Ansible covers the secrets of a task wherever their letters occur in its result. If such
      letters occur in what this says, it is a single unreadable text without them.
  returned: success, or failure after a change or with O(restore)
  type: dict
  sample:
    version: 1
    action: simulate_error
    server: prtg.example.com
    simulated: false
    objects:
      - id: "2001"
        kind: sensor
        name: Ping
        before: {"simulated": false, "message": null}
        after: {"simulated": true, "message": Simulated error}
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.actions import SIMULATE_ERROR

SPECIFICATION = Specification(**module_of(SIMULATE_ERROR))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
