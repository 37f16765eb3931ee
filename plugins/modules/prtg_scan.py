#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_scan
short_description: Scan sensors of PRTG now, or run an auto-discovery
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Lets PRTG Network Monitor scan sensors now, in place of at the next turn of their scanning intervals. Of a device,
    group or probe that is each sensor below it.
  - Or it runs the auto-discovery of groups and devices, which looks for what can be monitored and adds sensors.
  - What is paused is not scanned. It is left alone, and a warning says so.
  - Any number of objects takes one task, with one request for 100 objects. An auto-discovery takes one for each.
options:
  auto_discovery:
    description:
      - Run an auto-discovery of the selected groups and devices, in place of a scan. It takes its time on the server,
        and the module does not wait for its end.
      - Without O(kind), O(names), O(under) and O(filter) select groups and devices. The auto-discovery of a group is of
        the devices in it, so that one of O(kind) is usually meant.
      - That PRTG runs one on what is paused is unverified.
    type: bool
    default: false
  templates:
    description:
      - The device templates of an auto-discovery, by the names of their files, such as V(Linux.odt). Without it PRTG
        takes those of the settings of the object.
      - Works over API v1 only. No document tells how API v2 takes them.
    type: list
    elements: str
  wait:
    description:
      - Wait until each sensor that was scanned tells a scan which is newer than the request, by the clock of the
        server. Those that are paused or gone by then are not waited for, nor those without a result, such as unknown
        ones, whose last scan PRTG does not tell.
      - Not with O(auto_discovery).
    type: bool
    default: false
  allow_root:
    description:
      - Allow to act on the root, and on probes that are not named by O(ids). That scans everything below.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.prtg.waiting
  - opswatch.monitoring.prtg.allow_empty
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_prtg
attributes:
  idempotent:
    support: none
    details:
      - A scan and an auto-discovery are events. Each run requests one, and says RV(ignore:changed), unless all that is
        selected is paused.
notes:
  - PRTG's answer is the proof that a scan was requested. Over API v2 an object that it says to have failed is a failure
    of the task, unless it is paused by then; the other objects are scanned all the same. With O(wait=true) the times of
    the scans prove it.
seealso:
  - module: opswatch.monitoring.prtg_object_info
  - module: opswatch.monitoring.prtg_pause
"""

EXAMPLES = r"""
- name: Scan the sensors of two devices now, and wait for what they find
  opswatch.monitoring.prtg_scan:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1, web-2]
    kind: [device]
    wait: true

- name: Scan what is down again
  opswatch.monitoring.prtg_scan:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop
    filter: type = sensor and status = down
    allow_empty: true

- name: Look for more to monitor on a device
  opswatch.monitoring.prtg_scan:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1]
    kind: [device]
    auto_discovery: true
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
      description: V(null) under C(requested).
      type: dict
      sample: {"requested": null}
    after:
      description: What was requested of it, V(scan) or V(auto_discovery), under C(requested). It is V(null) if it is
        paused.
      type: dict
      sample: {"requested": "scan"}
    changed:
      description: Whether something was requested of it.
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.actions import SCAN

SPECIFICATION = Specification(**module_of(SCAN))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
