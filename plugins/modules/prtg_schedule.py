#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_schedule
short_description: Give objects of PRTG a one-time maintenance window
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Sets the one-time maintenance window of sensors, devices, groups and probes of PRTG Network Monitor, and takes it
    away. PRTG pauses the object and everything below it for that time, by itself, whatever becomes of Ansible.
  - PRTG has one such window for each object. Another one that is to come or in force is replaced, and a warning tells
    which it was.
  - PRTG keeps the window among the settings of schedule and dependency, and clears of those what a request leaves out.
    So all of them are read, sent back and read again. A task after which any of them is another fails, and names it.
  - Works over API v1 only. API v2 and TEXTLIST have no such operation. M(opswatch.monitoring.prtg_pause) pauses for a
    time over API v1 and v2.
  - PRTG documents no way to do this. The module sends what the web interface sends, as other clients do, and refuses a
    page that is not as it is known before anything is sent.
options:
  state:
    description:
      - V(present) gives each object a maintenance window, or changes the one that it has.
      - V(absent) takes the window away, which ends one that is in force. An object without one is left alone.
    type: str
    choices: [present, absent]
    default: present
  start:
    description:
      - When the window begins, as V(now), V(+2h), Unix seconds, or ISO 8601 with a zone such as
        V(2030-01-31T22:00:00+01:00). One that is past is fine as long as the end is to come.
      - The window begins at the whole minute before this, and ends at the one after O(end).
      - A window that is in force stays where O(start) is V(now), and is made longer only if less than 90 % of
        O(duration) is left. With V(+2h) a window stays that begins by then, or has begun, and is as long. So a task
        that runs again changes nothing.
    type: str
    default: now
  end:
    description:
      - When the window ends, written as O(start) is. It must be to come, unless the object has exactly this window.
      - With O(state=present) either this or O(duration) is needed, so that every window has an end.
    type: str
  duration:
    description:
      - How long the window is, such as V(30m), V(2h), V(1h30m) or a number of seconds.
    type: str
  time_zone:
    description:
      - The time zone of the PRTG account that the task uses, in which PRTG takes and shows these times. An IANA name
        such as V(Europe/Berlin), V(UTC), or an offset such as V(+01:00).
      - Without it, the server is asked, which tells the rules of this zone with a part of its sensor tree. That was
        recorded of version 18.2, and is unverified for others. If it does not tell, a window is an error before
        anything is sent, and one that is taken away is shown without its times.
      - It says nothing of what O(start) and O(end) mean, which have zones of their own.
      - A time that the clock of the account shows twice, as it is set back, is a warning, since nobody can tell which
        one PRTG takes.
    type: str
  override:
    description:
      - An object inherits its schedule and dependency until it has some of its own, and a window of an object that
        inherits has no effect. So the inheritance is ended, which lets everything above it go on to count, as PRTG says
        of it.
      - If such an object shows a schedule or a dependency of its own, which would count from then on and go on to pause
        it after the window, the task fails before anything is sent. V(true) accepts that, with a warning.
    type: bool
    default: false
  allow_root:
    description:
      - Accept a selection that holds the root, or a probe that is not named by id. Without it such a task fails before
        anything is sent.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.prtg.allow_empty
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - An object is read with a request of its own, written with another one, and read again, four objects at a time. What
    holds for many is told PRTG with less by a window of the group or device that they are below.
  - If some of several objects fail, the others are written all the same, and the error says how many. The next run goes
    on from there.
  - Nothing waits for the objects to pause. M(opswatch.monitoring.prtg_wait) can. That PRTG shows a maintenance window
    as V(pausedbyschedule) is unverified.
seealso:
  - module: opswatch.monitoring.prtg_pause
  - module: opswatch.monitoring.prtg_wait
  - module: opswatch.monitoring.pingdom_maintenance
"""

EXAMPLES = r"""
- name: Be silent about the web shop while it is moved on Sunday night
  opswatch.monitoring.prtg_schedule:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [Web Shop]
    kind: [group]
    start: "2030-01-27T22:00:00+01:00"
    duration: 4h

- name: Two devices from now on, for an hour, with the time zone of the account
  opswatch.monitoring.prtg_schedule:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1, web-2]
    kind: [device]
    duration: 1h
    time_zone: UTC

- name: End it early
  opswatch.monitoring.prtg_schedule:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1, web-2]
    kind: [device]
    state: absent
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
      sample: "1001"
    name:
      description: Its name.
      type: str
      sample: web-1
    path:
      description: The names from the probe down to the object.
      type: list
      elements: str
      sample: [Local Probe, Web shop, web-1]
    kind:
      description: Kind of the object, as in O(kind).
      type: str
      sample: device
    before:
      description:
        - The maintenance window before. C(window) says whether there was one, C(start) and C(end) are its times in UTC,
          null without one, or if they cannot be told. C(inherited) says whether the object inherited its schedule and
          dependency, so that a window of its own had no effect.
      type: dict
      sample: {"window": false, "start": null, "end": null, "inherited": true}
    after:
      description: The same afterwards.
      type: dict
      sample: {"window": true, "start": "2030-01-27T21:00:00Z", "end": "2030-01-28T01:00:00Z", "inherited": false}
    changed:
      description: Whether this task changed it.
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.scheduling import SCHEDULE

SPECIFICATION = Specification(**module_of(SCHEDULE))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
