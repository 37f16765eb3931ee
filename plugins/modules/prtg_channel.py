#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_channel
short_description: Set the limits of channels of PRTG sensors
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Sets the limits of one channel of each selected sensor of PRTG Network Monitor, the messages that come with them,
    and whether they are on. A value beyond an error limit puts the sensor down, one beyond a warning limit into
    warning.
  - Only the options that are given are managed. The other limits and messages of the channel stay as they are.
  - Works over API v1 only. API v2 and TEXTLIST have no operation that changes a channel.
  - Limits are read from the page of PRTG's web interface that edits a channel, and sent as that page does, since
    documents tell no way that says of which channel a limit is read. Every change is proven by reading that page again.
options:
  channel:
    description:
      - Name of the channel, in the same case. Each selected sensor must have one.
      - PRTG lists a traffic channel twice with one id, its name ending in V((volume\)) and V((speed\)). Its name
        without that means the same channel. A name of several channels is an error, and O(channel_id) tells them apart.
    type: str
  channel_id:
    description:
      - Id of the channel, in place of O(channel). Ids of channels are unique within a sensor only.
      - Either this or O(channel) is needed.
    type: str
  limits:
    description:
      - Whether limits are on, which is C(limitmode) in PRTG.
      - Without it, limits are switched on by a task that gives one, and stay as they are otherwise.
    type: bool
  limitmaxerror:
    description:
      - Upper error limit, a number with a decimal point such as V(90) or V(97.5), in the unit in which PRTG shows the
        limits of this channel. An empty text means no limit.
      - The decimal comma of a server with such a locale is seen to. A limit that the channel has tells it. Without one
        the point is tried first, then the comma, and what comes of it is read back. That fields of limits never group
        their digits is unverified.
    type: str
  limitmaxwarning:
    description:
      - Upper warning limit, as O(limitmaxerror).
    type: str
  limitminwarning:
    description:
      - Lower warning limit, as O(limitmaxerror).
    type: str
  limitminerror:
    description:
      - Lower error limit, as O(limitmaxerror).
    type: str
  limiterrormsg:
    description:
      - What the message of the sensor says besides if a value is beyond an error limit. One line. An empty text means
        nothing.
      - PRTG is known, since 18.1, to keep messages and O(limits) only of a channel with a limit.
    type: str
  limitwarningmsg:
    description:
      - The same for the warning limits.
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
  - Only sensors have channels. O(names), O(under) and O(filter) select sensors, without O(kind) too. An id of O(ids)
    that is no sensor is an error. The sensors of a device are those O(under) it.
  - A sensor takes two requests to be read, two to be written and one to be read again, four sensors at a time.
  - If some of several sensors fail, the others are written all the same, and the error says how many. The next run goes
    on from there.
  - M(opswatch.monitoring.prtg_object_info) tells the channels of sensors.
seealso:
  - module: opswatch.monitoring.prtg_object
  - module: opswatch.monitoring.prtg_object_info
"""

EXAMPLES = r"""
- name: Warn above 200 msec, and be down above half a second
  opswatch.monitoring.prtg_channel:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop
    names: [Ping]
    channel: Ping Time
    limitmaxwarning: 200
    limitmaxerror: 500
    limiterrormsg: Look at the switch in rack 4

- name: Switch the limits of one sensor off, and keep them for later
  opswatch.monitoring.prtg_channel:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    ids: ["2101"]
    channel: Ping Time
    limits: false

- name: Have no warning limit any more
  opswatch.monitoring.prtg_channel:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    ids: ["2101"]
    channel: Ping Time
    limitmaxwarning: ""
    limits: false
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
      sample: "2101"
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
    channel:
      description: The channel whose limits these are, with C(id) and C(name).
      type: dict
      sample: {"id": "0", "name": "Ping Time"}
    before:
      description:
        - The limits before. C(limits) says whether they are on. The rest goes by the names of the options, null for no
          limit.
      type: dict
      sample: {"limits": false, "limitmaxerror": null, "limitmaxwarning": null, "limitminwarning": null,
        "limitminerror": null, "limiterrormsg": "", "limitwarningmsg": ""}
    after:
      description: The same afterwards.
      type: dict
      sample: {"limits": true, "limitmaxerror": 500.0, "limitmaxwarning": 200.0, "limitminwarning": null,
        "limitminerror": null, "limiterrormsg": "Look at the switch in rack 4", "limitwarningmsg": ""}
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limiting import LIMITS

SPECIFICATION = Specification(**module_of(LIMITS))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
