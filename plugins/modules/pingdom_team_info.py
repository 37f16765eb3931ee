#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_team_info
short_description: Read teams from Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns teams with their members, the same keys whichever version of the API answers.
extends_documentation_fragment:
  - opswatch.monitoring.pingdom_selecting
  - opswatch.monitoring.pingdom_selecting.names
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
seealso:
  - module: opswatch.monitoring.pingdom_team
  - module: opswatch.monitoring.pingdom_contact_info
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Read who is alerted with the web shop
  opswatch.monitoring.pingdom_team_info:
    api_token: "{{ pingdom_api_token }}"
    names: [Web shop]
  register: shop

- name: Show the addresses
  ansible.builtin.debug:
    msg: "{{ shop.teams | map(attribute='members') | flatten | map(attribute='emails') | flatten | unique }}"
"""

RETURN = r"""
teams:
  description: The teams, in the order of Pingdom's list.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the team.
      type: int
      sample: 65
    name:
      description: Name of the team.
      type: str
      sample: Web shop
    members:
      description: The members by their ids.
      type: list
      elements: dict
      contains:
        id:
          description: Id of the contact.
          type: int
          sample: 23441
        name:
          description: Name of the contact. Null for one that the list of contacts does not show.
          type: str
          sample: Ben On-Call
        type:
          description: V(user) for a login user, V(contact) for others. Null with API 2.1, which does not tell.
          type: str
          sample: contact
        emails:
          description: The addresses that it is mailed at, each once, in small letters.
          type: list
          elements: str
          sample: [ben@example.com]
unknown:
  description: What of O(ids) and O(names) no team has, in words. A warning and RV(msg) say so as well.
  returned: success
  type: list
  elements: str
  sample: ["name 'Night shift'"]
msg:
  description: Says which ids, names or addresses nobody has, or that nothing matches. That is no failure here.
  returned: if something was not found
  type: str
  sample: no team has the name 'Night shift'
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AuthenticationFailed", "status": 401, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.people import TEAMS, module_of

SPECIFICATION = Specification(**module_of(TEAMS))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
