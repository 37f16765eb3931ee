#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_team
short_description: Manage teams in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Creates, changes and deletes teams of contacts, which checks can alert as one.
  - Only the options that are given are managed. A change is read back afterwards.
options:
  id:
    description:
      - Id of the team. With O(state=present) the team must exist, and O(name) renames it.
      - Without O(id), the team is found by its O(name).
      - An identity that is an empty text is an error before anything is sent, and so is a null unless another identity
        is given. In check mode a null or empty id is a warning, since a team that an earlier task only predicts has
        none yet; the task then counts as changed.
    type: int
  name:
    description:
      - Name of the team, needed to create one. Without O(id) it identifies the team, and is compared exactly. Names are
        not unique in Pingdom. If two teams have it, the task fails and names their ids.
    type: str
  state:
    description:
      - V(present) creates the team or changes what differs.
      - V(absent) deletes the team. Pingdom takes it out of all checks that alert it; its members stay. All options that
        describe the team are ignored then.
    type: str
    choices: [present, absent]
    default: present
  members:
    description:
      - Contacts by their ids, exact names or e-mail addresses. O(members_mode) says what becomes of them.
      - An address is compared without case with those that the contact is mailed at, and only if no contact has it as
        its name. If several contacts have it, the task fails and names their ids.
      - A team may have no members. An empty text or list removes all with O(members_mode=set).
      - In every list, items that are empty beside others do not count, as in V(a,,b). An item that is null is an error
        before anything is sent, and so is a list of nothing but empty items, such as V(,).
      - In check mode a name that no contact has is a warning, and a null among them is one, since an earlier task may
        only have predicted the contact. An id that does not exist is an error there, too.
    type: list
    elements: str
  members_mode:
    description:
      - V(set) lets the team have O(members) and no others.
      - V(append) adds O(members) to those that the team has.
      - V(remove) takes O(members) out of the team. A name or address that no contact has is a warning then and no
        error, since nobody is left to be taken out.
    type: str
    choices: [set, append, remove]
    default: set
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - Answers of Pingdom may be older than the last change. What was written within the last minute by tasks of the same
    user on the same host is remembered in the folder C(opswatch-UID) of the temporary folder, and counts more than such
    an answer.
  - The same task on several hosts of one controller creates one team, and only one of them reports a change. If two
    controllers create a team of the same name at the same moment, the older one stays; the other is deleted, and a
    warning says so.
seealso:
  - module: opswatch.monitoring.pingdom_team_info
  - module: opswatch.monitoring.pingdom_contact
  - module: opswatch.monitoring.pingdom_check
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Make a team of three, each named in another way
  opswatch.monitoring.pingdom_team:
    api_token: "{{ pingdom_api_token }}"
    name: Night shift
    members: [Ada Operator, ben@example.com, "23442"]

- name: Let Ben be alerted with the web shop, and leave its other members alone
  opswatch.monitoring.pingdom_team:
    api_token: "{{ pingdom_api_token }}"
    name: Web shop
    members: [Ben On-Call]
    members_mode: append

- name: Ben does no mail any more
  opswatch.monitoring.pingdom_team:
    api_token: "{{ pingdom_api_token }}"
    name: Mail
    members: [ben@example.com]
    members_mode: remove

- name: Nobody works at night
  opswatch.monitoring.pingdom_team:
    api_token: "{{ pingdom_api_token }}"
    name: Night shift
    state: absent
"""

RETURN = r"""
team:
  description:
    - The team after the task. In check mode it is the team as it would be; one that would be created has no C(id) yet,
      it is null. So is what is not given of one that must exist by then.
    - It is null if the team does not exist, or was deleted.
  returned: success
  type: dict
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
      description: Ids of the members, sorted. M(opswatch.monitoring.pingdom_team_info) tells their names.
      type: list
      elements: int
      sample: [23440, 23441]
awaited:
  description:
    - The names in O(members) that no contact has yet. Without check mode they would be an error.
  returned: in check mode, if there are any
  type: list
  elements: str
  sample: ["contact named 'On-call engineer'"]
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AmbiguousName", "status": null, "code": null, "request_id": null, "ids": [65, 67]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.team import TEAM

SPECIFICATION = Specification(**module_of(TEAM))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
