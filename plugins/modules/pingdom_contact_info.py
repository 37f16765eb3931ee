#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_contact_info
short_description: Read contacts from Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns contacts and login users with their targets and teams, the same keys whichever version of the API answers.
options:
  emails:
    description:
      - Return as well the contacts that are mailed at one of these addresses, compared without case.
    type: list
    elements: str
  types:
    description:
      - Only login users (V(user)), or only those that are none (V(contact)). API 2.1 does not tell them apart, so that
        the option is refused there. An empty list is an error.
    type: list
    elements: str
    choices: [contact, user]
extends_documentation_fragment:
  - opswatch.monitoring.pingdom_selecting
  - opswatch.monitoring.pingdom_selecting.names
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
seealso:
  - module: opswatch.monitoring.pingdom_contact
  - module: opswatch.monitoring.pingdom_team_info
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Who is mailed at these addresses
  opswatch.monitoring.pingdom_contact_info:
    api_token: "{{ pingdom_api_token }}"
    emails: [ada@example.com, ben@example.com]
  register: people

- name: Show in which teams they are
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.teams | map(attribute='name') | join(', ') }}"
  loop: "{{ people.contacts }}"
  loop_control:
    label: "{{ item.id }}"
"""

RETURN = r"""
contacts:
  description: The contacts, in the order of Pingdom's list.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the contact.
      type: int
      sample: 23441
    name:
      description: Name of the contact.
      type: str
      sample: Ben On-Call
    paused:
      description: Whether the contact gets no alerts.
      type: bool
      sample: false
    type:
      description: V(user) for a login user, V(contact) for others. Null with API 2.1, which does not tell.
      type: str
      sample: contact
    owner:
      description: Whether this is the owner of the account. Null with API 2.1.
      type: bool
      sample: false
    targets:
      description: Where alerts go, as O(opswatch.monitoring.pingdom_contact#module:targets) has it.
      type: dict
      sample:
        email: [{"address": "ben@example.com", "severity": "HIGH"}]
        sms: [{"country_code": "49", "number": "1511234567", "provider": "nexmo", "severity": "HIGH"}]
    devices:
      description:
        - App devices that get alerts, with C(kind) (V(apns), V(agcm)), C(name) and C(severity). Null with API 2.1.
      type: list
      elements: dict
      sample: [{"kind": "apns", "name": "Ben's phone", "severity": "HIGH"}]
    teams:
      description: The teams that it belongs to. With API 2.1 they are read from the list of teams.
      type: list
      elements: dict
      sample: [{"id": 65, "name": "Web shop"}]
unknown:
  description: What of O(ids), O(names) and O(emails) no contact has, in words. A warning and RV(msg) say so as well.
  returned: success
  type: list
  elements: str
  sample: ["name 'Night shift'"]
msg:
  description: Says which ids, names or addresses nobody has, or that nothing matches. That is no failure here.
  returned: if something was not found
  type: str
  sample: no contact has the name 'Night shift'
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.people import CONTACTS, module_of

SPECIFICATION = Specification(**module_of(CONTACTS))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
