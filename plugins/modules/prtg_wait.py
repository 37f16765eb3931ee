#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_wait
short_description: Wait until sensors of PRTG are ready
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Waits until the selected sensors, and all sensors below the selected probes, groups and devices, are as O(until)
    says, or fails and names those that are not.
  - Which objects are selected is decided once, at the first look. What is below them is seen anew with each look, so
    that sensors which appear meanwhile count, and sensors that are deleted no longer do.
  - However many objects are selected, a look is one pass over the sensors, narrowed as far as the API can be trusted
    with that. The pauses between looks grow, and are at least twice as long as the last look took.
  - Over API v1 and v2 the task fails as soon as PRTG says that something selected was deleted. TEXTLIST says that of
    nothing, so that it is waited for until O(wait_timeout), and named then.
  - TEXTLIST knows the states up, warning, down and paused alone. What is acknowledged there is down, and what is
    unusual or has no result may be in warning.
  - A look that fails because the server cannot be reached, is restarting or is overloaded does not end the waiting.
    What would fail again does, such as wrong credentials.
  - With C(-v) each look tells how many sensors are ready and names the first few that are not, where the module runs
    inside the controller.
options:
  until:
    description:
      - What each sensor has to be. A sensor that is unknown, whose probe is not connected, or that is being scanned for
        the first time has no result, and is ready only with V(resumed), or with V(unknown) in O(accept).
      - V(up) is up, and nothing else.
      - V(not_down) is up, unusual or in warning. What is acknowledged or partially down is down.
      - V(health) is no worse than O(health) says.
      - V(scanned) has any result, be it that it is down. With O(scan) or O(since) it is a new one.
      - V(paused) is silent, for whatever reason.
      - V(resumed) is not shown as paused by a user, by itself or because of something above it. What a dependency, a
        schedule or the license silences is no concern of it. Over TEXTLIST, which does not tell why a sensor is paused,
        none may be.
      - V(as_before) compares with O(before), object by object. None may have more sensors that are down, partially
        down, unknown or paused than it had. A sensor that was down and acknowledged may be down without that.
    type: str
    choices: [up, not_down, health, scanned, paused, resumed, as_before]
    default: up
  health:
    description:
      - With O(until=health), and only with it, the worst state that a sensor may have, in the order of the choices.
    type: str
    choices: [up, unusual, warning, down_partial, down_acknowledged, down]
  accept:
    description:
      - What counts as ready besides. By default that is nothing.
      - V(paused) are sensors that are paused themselves, by a schedule or because of the license. What is silent
        because of something above it, or of a dependency, is still waited for. So is all that is paused
        over TEXTLIST.
      - V(unknown) are sensors without any result, V(old) those whose result is older than O(scan) or O(since) ask.
        PRTG does not scan a sensor that only receives what others send.
      - With O(until=as_before) only V(old) can be accepted, with O(until=paused) nothing.
    type: list
    elements: str
    choices: [unusual, warning, down_partial, down_acknowledged, unknown, paused, old]
    default: []
  before:
    description:
      - With O(until=as_before), and only with it, how the objects were, as
        RV(opswatch.monitoring.prtg_object_info#module:objects) tells, with C(id), C(path), C(status) and, of probes,
        groups and devices, C(status_summary).
      - An object of it that is not selected, or not there any more, is worse than before. One that is new is not
        compared. Ids may be numbers.
    type: list
    elements: dict
  scan:
    description:
      - Ask PRTG to scan all selected objects first, and each minute those sensors that are not ready. Only results that
        are newer than the first scan count, in whole seconds by the server's clock.
      - This is a change, of which check mode only says that it would be made.
      - With O(stable_for) all are scanned once more at the end of that time, and have to be ready by that result, too.
    type: bool
    default: false
  since:
    description:
      - Only results from this time on count, such as V(now), V(-5m), or V(2030-01-31T22:00:00+01:00), by the server's
        clock. Without it, and without O(scan), what PRTG shows counts, however old it is.
      - What counts is RV(objects[].last_check), or when a sensor was last up or down where PRTG does not tell that.
    type: str
  stable_for:
    description:
      - For how long everything has to be ready at every look, such as V(2m), by the server's clock. A look at which
        something is not, or that fails, begins that time anew.
      - It has to be less than O(wait_timeout).
    type: str
  wait_timeout:
    description:
      - How long to wait at most, such as V(15m) or a number of seconds. With V(0) there is one look.
    type: str
    default: 5m
  wait_delay:
    description:
      - How long to wait between two looks, such as V(1m) or a number of seconds, at least V(1). Without it a second at
        first, and 15 in the end.
    type: str
  allow_empty:
    description:
      - Do not fail if nothing matches, or if one of O(ids) or O(names) does not exist, or does not exist any more. PRTG
        has to say so itself, object by object.
      - Do not wait either for a first sensor of selected probes, groups and devices. Without it, one that has no sensor
        is not ready.
    type: bool
    default: false
  allow_root:
    description:
      - With O(scan), allow the root, and probes that are not named by O(ids). Everything below is scanned then.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.actiongroup_prtg
attributes:
  check_mode:
    details:
      - There is one look, nothing is scanned, and what is not ready is a warning, since what an earlier task only
        predicts cannot be seen. RV(ready) says how it is now. So are names, and a path in O(under), that nothing has
        yet, unless O(ids) are given.
  diff_mode:
    support: full
  idempotent:
    support: partial
    details:
      - Each run with O(scan) scans, which is its change. Without it nothing is ever changed.
seealso:
  - module: opswatch.monitoring.prtg_scan
  - module: opswatch.monitoring.prtg_pause
  - module: opswatch.monitoring.prtg_object_info
"""

EXAMPLES = r"""
- name: Wait until all sensors of the device are up, by results that are newer than this task
  opswatch.monitoring.prtg_wait:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1]
    kind: [device]
    scan: true

- name: Wait until nothing below the group is down for two minutes, but what is paused, or acknowledged
  opswatch.monitoring.prtg_wait:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    ids: [62]
    until: not_down
    accept: [paused, down_acknowledged]
    stable_for: 2m
    wait_timeout: 15m

- name: Look how the devices are before the update
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1, web-2]
    kind: [device]
    fields: [id, path, status]
    include: [status_summary]
  register: before

# the update itself

- name: Wait until nothing is worse than before the update
  opswatch.monitoring.prtg_wait:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    ids: "{{ before.objects | map(attribute='id') }}"
    until: as_before
    before: "{{ before.objects }}"
    scan: true
    wait_timeout: 900
"""

RETURN = r"""
ready:
  description: Whether everything is as O(until) says. Only check mode succeeds without it.
  returned: success, or failure to become ready
  type: bool
  sample: true
matched:
  description: How many objects the selectors found.
  returned: success, or failure to become ready
  type: int
  sample: 1
sensors:
  description:
    - How many sensors counted at the last look (C(total)), how many were ready, and how many were in which state.
  returned: success, or failure to become ready
  type: dict
  sample:
    total: 5
    ready: 5
    up: 5
    down: 0
    down_acknowledged: 0
    down_partial: 0
    warning: 0
    unusual: 0
    unknown: 0
    paused: 0
objects:
  description:
    - What is not ready, in the order of the ids. The message of a failure names the first few of it.
    - With O(until=as_before) these are the sensors in trouble of RV(worse).
  returned: success, or failure to become ready
  type: list
  elements: dict
  contains:
    id:
      description: Id of a sensor, or of something selected that has none.
      type: str
      sample: "2101"
    kind:
      description: Kind of the object.
      type: str
      sample: sensor
    name:
      description: Its name.
      type: str
      sample: Ping
    path:
      description: The names from the probe down to it.
      type: list
      elements: str
      sample: [Local Probe, Web shop, web-1, Ping]
    status:
      description: Its status, a word such as V(down).
      type: str
      sample: down
    message:
      description: The message that it shows.
      type: str
      sample: Request timed out
    last_check:
      description: When it was last scanned, ISO 8601 UTC, as far as PRTG tells; null of what is no sensor.
      type: str
      sample: "2026-11-23T03:01:14Z"
    url:
      description: Its page in PRTG's web interface.
      type: str
      sample: https://prtg.example.com/sensor.htm?id=2101
    why:
      description: Why it is not ready.
      type: str
      sample: down
worse:
  description: With O(until=as_before), the objects of O(before) that are worse now, in that order.
  returned: success, or failure to become ready
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
      description: What is wrong now, or V(missing). A result that is too old counts as unknown.
      type: str
      sample: 1 down
waited:
  description: How many seconds the task has waited.
  returned: success, or failure to become ready
  type: int
  sample: 42
looks:
  description: How many looks came to their end.
  returned: success, or failure to become ready
  type: int
  sample: 5
scans:
  description: How often PRTG was asked to scan.
  returned: success, or failure to become ready
  type: int
  sample: 1
server:
  description: What the server is called that the objects belong to, see O(server_name) and O(expect_server).
  returned: success, or failure to become ready
  type: str
  sample: prtg.example.com
error:
  description:
    - What went wrong. C(kind) is the kind of failure, V(StateNotReached) where not everything became ready, C(status)
      the HTTP status, C(code) the service's own code, C(request_id) its name for the request. What is not known is
      null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "StateNotReached", "status": null, "code": null, "request_id": null, "objects": ["2101"]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.waiting import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
