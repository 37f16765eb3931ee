#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_server_info
short_description: Read version, APIs, licence, totals and clock of a PRTG server
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns what a server of PRTG Network Monitor says of itself, and which of its APIs answer and why others do not.
  - The keys are the same on every API. What an API does not tell, what is left empty, and what PRTG replaces by words
    such as C(??\) or C((Object not found\)), which it does for some API keys and accounts, is null.
  - TEXTLIST tells the version, the user's id, the days of a trial, a new version, the time and what it lists. All else
    is null over it.
  - Warns if the version is older or newer than those that the collection is written for, or if PRTG tells none.
options:
  include:
    description:
      - What takes requests of its own. Leave out what is not needed.
      - V(apis) looks for the other APIs of the server, which takes two or three requests for each that answers, and up
        to ten seconds for an address where nothing does. V(license) takes a request over API v2 alone, V(totals) two to
        four.
        Over TEXTLIST all but V(apis) comes with one reply.
    type: list
    elements: str
    choices: [apis, license, totals]
    default: [apis, license, totals]
  also_at:
    description:
      - More addresses of the same server where its APIs may answer, in the form of O(url). They are tried before the
        usual ones, which are the ports 1616 and 1615 and the port of O(url) for API v2, and the default port for API v1
        if O(url) is that of API v2.
      - They have to be on the host of O(url), and HTTPS where that is, since credentials are sent there.
    type: list
    elements: str
    default: []
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - Looking for other APIs is careful with credentials. They are sent to the host of O(url) alone, never over HTTP where
    O(url) is HTTPS, only where PRTG has answered a request without them, and once for each API. Once PRTG has refused
    them, they are not sent again, as PRTG slows down or locks out whoever fails to log in too often.
  - The manual demands of clients to reject older servers and to warn of others. This module only warns.
seealso:
  - module: opswatch.monitoring.prtg_object_info
  - module: opswatch.monitoring.prtg_user_info
"""

EXAMPLES = r"""
- name: Which version is it, and which APIs does it offer
  opswatch.monitoring.prtg_server_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    include: [apis]
  register: prtg

- name: Tell why an API cannot be used
  ansible.builtin.debug:
    msg: "{{ item.api }}: {{ item.attempts | map(attribute='outcome') | join('; ') }}"
  loop: "{{ prtg.apis | rejectattr('usable', 'true') }}"
  loop_control:
    label: "{{ item.api }}"

- name: Fail a month before the maintenance of the licence ends
  opswatch.monitoring.prtg_server_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    include: [license]
  register: prtg
  failed_when: prtg is failed or prtg.license.maintenance_days | default(365, true) | int < 30

- name: How many sensors are down, and does the clock agree with this host's
  opswatch.monitoring.prtg_server_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    include: [totals]
  register: prtg
"""

RETURN = r"""
server:
  description: What the server is called, see O(server_name).
  returned: success
  type: str
  sample: prtg.example.com
api:
  description: The API that was used.
  returned: success
  type: str
  sample: v1
version:
  description: Version of PRTG, without what servers write behind it.
  returned: success
  type: str
  sample: 25.1.102.1373
written_for:
  description: The versions that the collection is written for over this API, C(oldest) and C(newest).
  returned: success
  type: dict
  sample: {"oldest": "18.2", "newest": "26.3"}
apis:
  description: The APIs of the server, the one in use first. After a failure, those that are not in use.
  returned: if O(include) has V(apis), and on failure if the server was asked for anything
  type: list
  elements: dict
  contains:
    api:
      description: Name of the API, as in O(api).
      type: str
      sample: v2
    used:
      description: Whether it is the one in use.
      type: bool
      sample: false
    answers:
      description:
        - Whether it answers at any of the addresses.
        - Null if nobody can tell, which is so of TEXTLIST where PRTG answers and the credentials were not sent, or not
          accepted.
      type: bool
      sample: true
    usable:
      description: Whether it accepts the credentials of this task and tells its version. Null if they were not sent.
      type: bool
      sample: false
    url:
      description: Where it answers; null if nowhere.
      type: str
      sample: https://prtg.example.com:1616/api/v2
    version:
      description: The version that it tells.
      type: str
      sample:
    attempts:
      description: The addresses that were tried, each as C(url), with what came of it in words as C(outcome).
      type: list
      elements: dict
      sample:
        - url: https://prtg.example.com:1616/api/v2
          outcome: it answers; the credentials were not sent, since PRTG has just refused them
license:
  description: The licence. Null without V(license) in O(include).
  returned: success
  type: dict
  contains:
    edition:
      description: Kind of the licence in PRTG's own words, such as V(C) for commercial over API v1.
      type: str
      sample: C
    activated:
      description: Whether it is activated.
      type: bool
      sample: true
    activation_alert:
      description: What PRTG complains of about the activation.
      type: str
      sample:
    max_sensors:
      description: How many sensors it allows; null also if there is no limit.
      type: int
      sample: 1000
    maintenance_days:
      description: Days until the maintenance ends.
      type: int
      sample: 363
    trial_days:
      description: Days until the trial ends, negative afterwards; null if it is none. TEXTLIST tells -1 afterwards.
      type: int
      sample:
    commercial_days:
      description: Days until the licence ends, which is a thousand years for most; null if it is no commercial one.
      type: int
      sample: 365027
    update_available:
      description: Whether PRTG offers an update of itself. TEXTLIST only tells that there is one, so that null is no
        promise.
      type: bool
      sample: false
    host_id:
      description: The id of the core server that licences are bound to.
      type: str
      sample: "12345678"
    details:
      description:
        - All that API v2 says of the licence, under its own names in lower case and without separators, but for what
          may be secret or a name. No document says which names there are, so that the other keys are filled as far as
          these names are like theirs (unverified).
        - Null over other APIs.
      type: dict
      sample:
totals:
  description: How many objects there are, as far as the account sees them. Null without V(totals) in O(include).
  returned: success
  type: dict
  contains:
    sensors:
      description:
        - The number of sensors in each state, and C(total).
        - Over TEXTLIST states that it has no word for are null, and count as one of its four words.
      type: dict
      sample: {"total": 39, "up": 20, "down": 3, "down_acknowledged": 1, "down_partial": 1, "warning": 1, "unusual": 1,
        "unknown": 3, "paused": 9}
    devices:
      description: The number of devices.
      type: int
      sample: 16
    groups:
      description: The number of groups, without the root. Over TEXTLIST probes are among them.
      type: int
      sample: 9
    probes:
      description: The number of probes, without the core server that API v1 lists among them. Null over TEXTLIST.
      type: int
      sample: 2
alarms:
  description: What waits for somebody. All null over API v2 and TEXTLIST, which do not tell it.
  returned: success
  type: dict
  contains:
    down:
      description: Sensors that are down.
      type: int
      sample: 3
    down_partial:
      description: Sensors that are down on a part of a cluster.
      type: int
      sample: 0
    down_acknowledged:
      description: Sensors that are down, and somebody took note.
      type: int
      sample: 1
    new_alarms:
      description: Alarms since the last log-in of the account.
      type: int
      sample: 2
    new_messages:
      description: Log entries since the last log-in of the account.
      type: int
      sample: 2890
    new_tickets:
      description: Tickets since the last log-in of the account.
      type: int
      sample: 2
    todos:
      description: Open ToDos, which older versions have in place of tickets.
      type: int
      sample:
load:
  description: What the server is busy with. All null over API v2 and TEXTLIST, which do not tell it.
  returned: success
  type: dict
  contains:
    overload_protection:
      description: Whether PRTG slows down log-ins, because too many failed.
      type: bool
      sample: false
    low_memory:
      description: Whether it is short of memory.
      type: bool
      sample: false
    background_tasks:
      description: Background tasks that run.
      type: int
      sample: 0
    correlation_tasks:
      description: Analyses of similar sensors that run.
      type: int
      sample: 0
    autodiscovery_tasks:
      description: Auto-discoveries that run.
      type: int
      sample: 0
    report_tasks:
      description: Reports that are being made.
      type: int
      sample: 0
cluster:
  description: The cluster that the server is a node of. All null if it is none, and over API v2 and TEXTLIST.
  returned: success
  type: dict
  contains:
    type:
      description: What the node is there.
      type: str
      sample: clustermaster
    node:
      description: What it is called there.
      type: str
      sample:
account:
  description:
    - The account of the credentials and its rights, as far as they show. All null over API v2, which does not tell
      them. TEXTLIST tells the user's id alone.
    - An API key may allow less than its account. Its access level is not told by any API.
  returned: success
  type: dict
  contains:
    user_id:
      description: Id of the user.
      type: str
      sample: "100"
    admin:
      description: Whether a group of it grants administrative rights.
      type: bool
      sample: true
    read_only:
      description: Whether it may only read. PRTG leaves this empty for accounts that may write, so that null is no
        promise.
      type: bool
      sample:
    may_acknowledge:
      description: Whether it may acknowledge alarms although it may only read. Left empty otherwise.
      type: bool
      sample:
    ticket_user:
      description: Whether it may use tickets. Left empty otherwise.
      type: bool
      sample: true
    time_zone:
      description: Its time zone, in PRTG's words.
      type: str
      sample: UTC+8:00
    favorites:
      description: How many objects are marked as favorites.
      type: int
      sample: 7
clock:
  description: What time it is on the server.
  returned: success
  type: dict
  contains:
    time:
      description: By the C(Date) header of its last answer, ISO 8601 UTC; null if it sends none.
      type: str
      sample: "2030-01-31T21:00:00Z"
    offset:
      description:
        - By how many seconds it is ahead of this host, negative if it is behind, to a second or two.
        - A clock that is more than 48 hours off is not believed by any module, and a warning says so.
      type: int
      sample: 0
    shown:
      description:
        - As PRTG shows it, in time zone and language of the account. Null over API v2, which does not tell it.
        - TEXTLIST tells it as a number, which is shown as ISO 8601 here, without a zone since it tells none.
      type: str
      sample: 9/11/2017 10:18:02 PM
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server_info import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
