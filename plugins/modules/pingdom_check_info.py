#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_check_info
short_description: Read uptime checks from Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns uptime checks of Pingdom, all of them or some, as the list of the account shows them or with all of their
    options.
  - A list is complete or the task fails. Nothing that cannot be trusted, such as a part of a page, becomes a shorter
    list.
options:
  tags:
    description:
      - Return as well the checks that have any of these tags, also of those that Pingdom makes itself.
    type: list
    elements: str
  types:
    description:
      - Of these checks, return only those of one of these types. An empty list is an error.
    type: list
    elements: str
    choices: [http, httpcustom, tcp, ping, dns, udp, smtp, pop3, imap]
  statuses:
    description:
      - Of these checks, return only those that are in one of these states. An empty list is an error.
    type: list
    elements: str
    choices: [up, down, unconfirmed_down, unknown, paused]
  details:
    description:
      - Return all options of each check, and an entry for M(opswatch.monitoring.pingdom_check_set).
      - This takes one more request for each check, sixteen at a time. If the request budget of the account does not
        reach so far, the task fails before the first of them.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.pingdom_selecting
  - opswatch.monitoring.pingdom_selecting.names
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - What was written within the last minute by tasks of the same user on the same host counts more than an answer of
    Pingdom that is older than that.
  - A check that goes while details are read is left out, and a warning says so.
seealso:
  - module: opswatch.monitoring.pingdom_check
  - module: opswatch.monitoring.pingdom_check_set
"""

EXAMPLES = r"""
- name: All checks
  opswatch.monitoring.pingdom_check_info:
    api_token: "{{ pingdom_api_token }}"
  register: all_checks

- name: Which checks of the shop are down
  opswatch.monitoring.pingdom_check_info:
    api_token: "{{ pingdom_api_token }}"
    tags: [shop]
    statuses: [down, unconfirmed_down]
  register: shop

- name: All options of the checks of the shop, and entries for a set
  opswatch.monitoring.pingdom_check_info:
    api_token: "{{ pingdom_api_token }}"
    tags: [shop]
    details: true
  register: shop

- name: Keep them as they are
  opswatch.monitoring.pingdom_check_set:
    api_token: "{{ pingdom_api_token }}"
    checks: "{{ shop.checks | map(attribute='config') }}"
"""

RETURN = r"""
checks:
  description:
    - The checks, in the order of the account's list. Each has the same keys, whichever version of the API answered.
      Null is what nobody tells.
    - With O(details=true) each has, besides, every option of its type by its name, as the return value of
      M(opswatch.monitoring.pingdom_check) has it. The values of secrets are not among them, and of C(requestheaders)
      there are the names only.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the check.
      type: int
      sample: 13904898
    name:
      description: Name of the check.
      type: str
      sample: Web shop
    host:
      description: Host that is checked.
      type: str
      sample: shop.example.com
    type:
      description: Type of the check.
      type: str
      sample: http
    status:
      description: One of V(up), V(down), V(unconfirmed_down), V(unknown) and V(paused).
      type: str
      sample: up
    resolution:
      description: Minutes between two tests.
      type: int
      sample: 1
    tags:
      description: The check's own tags, sorted.
      type: list
      elements: str
      sample: [production, shop]
    auto_tags:
      description: Tags that Pingdom has made itself, sorted.
      type: list
      elements: str
      sample: [apache]
    ipv6:
      description: Whether it is tested over IPv6.
      type: bool
      sample: false
    probe_filters:
      description: Regions from which it is tested. None means all.
      type: list
      elements: str
      sample: [EU]
    severity_level:
      description: Importance of the check, V(HIGH) or V(LOW).
      type: str
      sample: HIGH
    created:
      description: When the check was created (ISO 8601 UTC).
      type: str
      sample: "2026-11-23T04:00:00Z"
    lasttesttime:
      description: When it was tested last.
      type: str
      sample: "2026-11-25T08:15:04Z"
    lastresponsetime:
      description: Milliseconds that the answer to the last test took.
      type: int
      sample: 324
    lasterrortime:
      description: When a test failed last.
      type: str
      sample: "2026-11-24T22:10:00Z"
    lastdownstart:
      description: When it went down last.
      type: str
      sample: "2026-11-24T22:08:30Z"
    lastdownend:
      description: When it was up again after that.
      type: str
      sample: "2026-11-24T22:11:30Z"
    paused:
      description: Whether the check is paused, with O(details=true).
      type: bool
      sample: false
    config:
      description:
        - The check as an entry of O(opswatch.monitoring.pingdom_check_set#module:checks), with O(details=true). Applied
          to the check as it is, it changes nothing.
        - It has all options of the type that this version of the API has, contacts and teams by their ids. It has C(id)
          where several checks of the account have the name, and in place of a name with blanks around it.
        - Secrets are not in it. RV(checks[].secrets) names them, and a set leaves them as they are.
        - What a check has and nobody can give is not in it, such as V(0) as C(sendnotificationwhendown) of an old
          check, or C(paused) where a maintenance window hides whether the check is paused itself.
      type: dict
      sample: {"type": "ping", "name": "Web shop", "host": "shop.example.com", "paused": false, "resolution": 1}
    secrets:
      description: Names of the secret options that have a value, sorted, with O(details=true).
      type: list
      elements: str
      sample: [auth_password, auth_username]
  sample:
    - id: 13904898
      name: Web shop
      host: shop.example.com
      type: http
      status: up
      resolution: 1
      tags: [production, shop]
      auto_tags: []
      ipv6: false
      probe_filters: []
      severity_level: HIGH
      created: "2026-11-23T04:00:00Z"
      lasttesttime: "2026-11-25T08:15:04Z"
      lastresponsetime: 324
      lasterrortime: null
      lastdownstart: null
      lastdownend: null
unknown:
  description: What of O(ids), O(names) and O(tags) no check has, in words. A warning and RV(msg) say so as well.
  returned: success
  type: list
  elements: str
  sample: ["name 'Web shp'"]
msg:
  description: What no check has of O(ids), O(names) and O(tags); or that there is none of what is asked for.
  returned: when something is asked for that no check is or has
  type: str
  sample: no check has the name 'Web shp'
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds.
  returned: failure
  type: dict
  sample: {"kind": "RateLimited", "status": null, "code": null, "request_id": null, "wait": 1322}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_info import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
