#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_user_info
short_description: Read users and user groups of PRTG
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns the user accounts and user groups of PRTG Network Monitor as records with the same keys on every API. What
    an API does not tell is null.
  - No password, passhash or API key is read or returned.
  - The lists are read whole, in one request each for up to some thousand accounts, and selected from here.
options:
  kind:
    description:
      - Whether to return users, user groups, or both.
    type: list
    elements: str
    choices: [user, usergroup]
    default: [user, usergroup]
  ids:
    description:
      - Only accounts and groups with these ids.
      - An empty list selects nothing. An id, or another selector, that is null or an empty text is an error before
        anything is sent. A null beside another selector counts as not given.
      - In check mode an id that is null or empty is a warning, since what an earlier task only predicts has none yet.
    type: list
    elements: str
  names:
    description:
      - Only accounts and groups with these exact names, which for users are those that PRTG displays.
    type: list
    elements: str
  login_names:
    description:
      - Only users with these exact login names. API v1 does not tell them, so that it is an error there.
    type: list
    elements: str
  groups:
    description:
      - Only users in any of these user groups, and these groups, by their ids or exact names.
      - Where PRTG does not tell all groups of a user, the primary one counts alone, and a warning says so.
    type: list
    elements: str
  expect_server:
    description:
      - What the server is called that the accounts belong to. If the connection's server is called otherwise, the task
        fails before it asks the server anything, since the same ids are other accounts there.
      - An empty value, or null, is an error and does not switch the comparison off. Leave the option out for that, or
        give it C(omit).
    type: str
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - PRTG shows all accounts to administrators alone. What others see of them is not documented; a list without any user
    is an error.
  - Over API v2 the lists are the experimental ones, or the deprecated ones where these are missing. The members of the
    deprecated ones are documented. Those of the experimental ones are not, and are looked for under the same names
    (unverified).
  - Over API v1 the tables are those of which PRTG's own pages are made (unverified for other versions than those of
    2024).
seealso:
  - module: opswatch.monitoring.prtg_server_info
"""

EXAMPLES = r"""
- name: Who may log in
  opswatch.monitoring.prtg_user_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    kind: [user]
  register: prtg

- name: Tell which accounts are in use
  ansible.builtin.debug:
    msg: "{{ prtg.users | selectattr('active', 'true') | map(attribute='login_name') }}"

- name: Who is an administrator, whichever API the server offers
  opswatch.monitoring.prtg_user_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    groups: [PRTG Administrators]

- name: One account by its login name
  opswatch.monitoring.prtg_user_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    login_names: [prtgadmin]
"""

RETURN = r"""
users:
  description: The users that were asked for, by their ids.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the user.
      type: str
      sample: "712"
    name:
      description: Name that PRTG displays.
      type: str
      sample: Olive Operator
    login_name:
      description: Name to log in with. API v1 does not tell it.
      type: str
      sample: olive
    email:
      description: The primary e-mail address.
      type: str
      sample: olive@shop.example.com
    role:
      description: What kind of user it is, in PRTG's own words, which differ between APIs and languages.
      type: str
      sample: READ_WRITE_USER
    active:
      description: Whether the account is active; false if somebody has paused it.
      type: bool
      sample: true
    primary_group:
      description: The primary group with C(id) and C(name).
      type: dict
      sample: {"id": "703", "name": "Night Shift"}
    groups:
      description:
        - All groups of the user with C(id) and C(name). Null where neither users nor groups tell it, as on the
          deprecated lists of API v2.
        - An C(id) is null where API v1 tells names that are not exactly those of one group.
      type: list
      elements: dict
      sample: [{"id": "703", "name": "Night Shift"}, {"id": "201", "name": "PRTG Users Group"}]
    active_directory:
      description: Whether the account is one of a domain. API v1 does not tell it.
      type: bool
      sample: true
    ticket_mail:
      description: Whether tickets are sent by e-mail as well. API v1 does not tell it.
      type: bool
      sample: true
    last_login:
      description: Time of the last log-in, ISO 8601 UTC. API v1 does not tell it.
      type: str
      sample: "2030-01-31T21:00:00Z"
    time_zone:
      description: Time zone of the account. API v1 does not tell it.
      type: str
      sample: Europe/Berlin
usergroups:
  description: The user groups that were asked for, by their ids.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the group.
      type: str
      sample: "703"
    name:
      description: Name of the group.
      type: str
      sample: Night Shift
    active:
      description: Whether the group is active.
      type: bool
      sample: true
    admin:
      description: Whether the group grants administrative rights.
      type: bool
      sample: false
    user_type:
      description: What kind of users its members are by default, in PRTG's own words.
      type: str
      sample: readwrite
    members:
      description: Its users with C(id) and C(name). Null where neither users nor groups tell it.
      type: list
      elements: dict
      sample: [{"id": "712", "name": "Olive Operator"}]
    active_directory:
      description: Whether the group stands for one of a domain.
      type: bool
      sample: true
    active_directory_name:
      description: Name of the group in the domain.
      type: str
      sample: SHOP\prtg-night
    restricted_sensor_mode:
      description: Whether its members may add some kinds of sensors only.
      type: bool
      sample: true
    ticket_mode:
      description: Whether its members may use tickets.
      type: bool
      sample: true
    default_home:
      description: The page that its members see first.
      type: str
      sample: /welcome.htm
matched:
  description: How many users and groups were asked for.
  returned: success
  type: int
  sample: 2
msg:
  description: Says that nobody matches, and who was looked for. That is no failure here.
  returned: if nobody matches
  type: str
  sample: nobody matches (login_names 'olive')
server:
  description: What the server is called that the accounts belong to, see O(server_name) and O(expect_server).
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.user_info import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
