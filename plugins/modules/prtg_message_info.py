#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_message_info
short_description: Read the log of PRTG
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns messages of the log of PRTG Network Monitor, such as which sensors went down last night and who paused what,
    of a period, of some objects and all below them, of some statuses. The newest is the first.
  - A list is complete, says that it is not in RV(is_complete), or the task fails.
  - API v2 has no log.
  - TEXTLIST tells its last messages, and not which objects they are about, so that selecting objects over it is an
    error before anything is sent, and all of an object is null. How far these messages reach back nobody knows, so
    that RV(is_complete) is V(false) and a warning says so.
options:
  start:
    description:
      - The begin of the period, V(now), a relative time such as V(-2h), Unix seconds, or ISO 8601 with a zone such as
        V(2026-11-23T22:00:00+01:00). What happened right then belongs to it.
      - PRTG takes periods in the time zone of the account, which no API is known to tell, and tells times in UTC (taken
        from a recorded answer of another table, unverified for the log). So it is asked for 26 hours more at either
        end, the most that zones differ by, and what is outside of the period is left out here.
    type: str
    default: "-24h"
  end:
    description:
      - The end of the period, in the same forms. What happened right then belongs to the next period. One that is still
        to come means now.
    type: str
    default: now
  statuses:
    description:
      - Only messages with one of these statuses, V(systemstart), V(systemstop), V(probegiddenied), V(webserver),
        V(updateavailable), V(graphcache), V(data), V(systeminfo), V(probedenied), V(notification), V(probekeydenied),
        V(notify), V(info), V(wmifallback), V(useperfcounters), V(ftpmode), V(created), V(deleted), V(moved),
        V(edited), V(childcreated), V(childdeleted), V(childmoved), V(inserted), V(subnodecreated), V(subnodedeleted),
        V(subnodeedited), V(cloned), V(activation), V(unknown), V(resuming), V(pausing), V(pausedbyuser),
        V(pausedbydependency), V(pausedbyschedule), V(up), V(down), V(warning), V(unusual), V(probeconnected),
        V(probedisconnected), V(probeinfo), V(pausedbylicense), V(active), V(acknowledged), V(partialdown),
        V(probeapproved), V(updatecheck), V(systemerror), V(newprobe), V(smtpconfiguration), V(newclusternode),
        V(updateapplied), V(overloadprotection), V(reminder), V(discoverystarted), V(discoveryfinished),
        V(discoverydevicefound), V(discoverytemplateapplied), V(clusterstart), V(clusterstop), V(clusterinit),
        V(clusterconnection), V(clusternodeconnected), V(clusternodedisconnected) and V(clusterinfo).
      - Of a message about a sensor they are mostly the statuses that the filter language has, in the same words.
      - A status is also named by the number of its code, such as V("803"), of which there are some without a word here.
      - Over TEXTLIST it is V(info), V(up), V(warning), V(down) or V(paused), and no number. Messages with a word that
        is none of these have no status there.
    type: list
    elements: str
  limit:
    description:
      - Return at most so many messages, the newest. RV(is_complete) says whether there are more in the period.
    type: int
  max_rows:
    description:
      - Fail if there are more messages than this in the period, rather than to fill the memory of the controller.
      - With O(limit) only that many are read.
    type: int
    default: 10000
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - Without selectors, all messages of the period are returned. The selectors choose objects as they are now; their own
    messages are returned, and those of everything below them. For up to ten objects that are not below one another the
    server is asked for the messages of each. For more of them the messages of what they have above them in common are
    read, and chosen from here, where those of objects that have been deleted since are missing.
  - PRTG's log is slow on large servers. Name the objects, or ask for a short period, and raise O(timeout) if need be.
  - Messages that come in while the log is read make neither gaps nor duplicates.
seealso:
  - module: opswatch.monitoring.prtg_object_info
  - module: opswatch.monitoring.prtg_history_info
"""

EXAMPLES = r"""
- name: What went down below a group in the last night
  opswatch.monitoring.prtg_message_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop
    statuses: [down, acknowledged]
    start: -12h
  register: night

- name: Who paused and resumed what since the change began
  opswatch.monitoring.prtg_message_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    start: "2026-09-01T20:00:00+02:00"
    statuses: [pausedbyuser, resuming]

- name: The last ten messages of one device and its sensors
  opswatch.monitoring.prtg_message_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1]
    kind: [device]
    start: -30d
    limit: 10
"""

RETURN = r"""
messages:
  description: The messages, the newest first. What PRTG does not tell is null.
  returned: success
  type: list
  elements: dict
  contains:
    time:
      description: When it happened, ISO 8601 UTC.
      type: str
      sample: "2026-11-23T02:59:14Z"
    status:
      description: What happened, in one of the words of O(statuses), or the number of a code that is none of these.
      type: str
      sample: down
    status_code:
      description: The code of PRTG's log for it, which is no status of an object.
      type: int
      sample: 608
    message:
      description: The text of the message, without markup.
      type: str
      sample: Timeout (code PE018)
    object_id:
      description: Id of the object that it is about.
      type: str
      sample: "2101"
    name:
      description: Name of the object.
      type: str
      sample: Ping
    kind:
      description: Kind of the object, as in O(kind), or what PRTG calls the type of what is none of these.
      type: str
      sample: sensor
    parent:
      description: Name of what is right above the object.
      type: str
      sample: web-1
    device:
      description: Name of its device.
      type: str
      sample: web-1
    group:
      description: Name of its group.
      type: str
      sample: Production
    probe:
      description: Name of its probe.
      type: str
      sample: Local Probe
    url:
      description: Page of the object in PRTG's web interface; null for what is no probe, group, device or sensor.
      type: str
      sample: https://prtg.example.com/sensor.htm?id=2101
is_complete:
  description:
    - Whether these are all messages of the period that fit. V(false) if O(limit) has cut them, and over TEXTLIST.
  returned: success
  type: bool
  sample: true
period:
  description: The C(start) and C(end) that were asked for, ISO 8601 UTC.
  returned: success
  type: dict
  sample: {"start": "2026-11-22T12:00:00Z", "end": "2026-11-23T12:00:00Z"}
msg:
  description: Says that no object matches, and what was looked for. That is no failure here.
  returned: if no object matches
  type: str
  sample: nothing matches (names 'web-9')
server:
  description: What the server is called that the objects belong to, see O(server_name) and O(expect_server).
  returned: success
  type: str
  sample: prtg.example.com
query:
  description: What was asked of the server.
  returned: success
  type: dict
  contains:
    sent:
      description: The requests, without credentials.
      type: list
      elements: str
      sample: ["GET /api/table.xml content=messages columns=objid,datetime start=0 count=1000"]
    rows_read:
      description: How many rows the server delivered.
      type: int
      sample: 14
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.messages import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
