#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_transaction
short_description: Manage transaction checks in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Creates, changes, switches off and deletes transaction checks in Pingdom, which follow a path through a web site.
  - Only the options that are given are managed. A change sends what differs and nothing else, and is read back
    afterwards.
  - There are scripts, whose steps this module writes, and recordings, which the recorder of My Pingdom makes. This
    module cannot make a recording. Of one that exists it changes everything but its type.
  - API 3.1 has transaction checks. Over API 2.1 the task fails before anything is sent.
options:
  id:
    description:
      - Id of the check. With O(state=present) the check must exist, and O(name) renames it.
      - An identity that is an empty text is an error before anything is sent, and so is a null unless another identity
        is given. In check mode a null or empty id is a warning, since a check that an earlier task only predicts has
        none yet. The task then counts as changed.
    type: int
  name:
    description:
      - Name of the check, compared exactly. Names are not unique in Pingdom. If two transaction checks have it, the
        task fails and names their ids.
    type: str
  state:
    description:
      - V(present) creates the check or changes what differs.
      - V(absent) deletes the check and its history for good. All options that describe the check are ignored then.
    type: str
    choices: [present, absent]
    default: present
  steps:
    description:
      - What the check does, in this order. Needed to create one. All steps are managed at once.
      - A script must have exactly one step V(go_to).
      - A word that Pingdom does not know, an argument that a step does not take, and one that is missing are errors
        before anything is sent.
      - In a recording, what the recorder has stored of a step besides its word and arguments is kept as long as the
        step stays, or stays at its place under its word.
    type: list
    elements: dict
    suboptions:
      fn:
        description:
          - What to do. In a script one of V(go_to), V(click), V(fill), V(check), V(uncheck), V(sleep), V(select_radio),
            V(select), V(basic_auth), V(submit), V(wait_for_element), V(wait_for_contains), V(url), V(exists),
            V(not_exists), V(contains), V(not_contains), V(field_contains), V(field_not_contains), V(is_checked),
            V(is_not_checked), V(radio_selected), V(dropdown_selected) and V(dropdown_not_selected).
          - In a recording one of V(wpm_go_to), V(wpm_click), V(wpm_click_xy), V(wpm_fill),
            V(wpm_move_mouse_to_element), V(wpm_select_dropdown), V(wpm_wait), V(wpm_close_tab),
            V(wpm_contains_timeout) and V(wpm_not_contains_timeout).
        type: str
        required: true
      args:
        description:
          - The arguments, all that the step takes. The reference of the API has them under TMS Steps Vocabulary.
          - C(url) of V(go_to) and V(url), C(element) of V(click), V(wait_for_element), V(exists) and V(not_exists),
            C(input) and C(value) of V(fill), V(field_contains) and V(field_not_contains), C(element) and C(value) of
            V(contains), V(not_contains) and V(wait_for_contains), C(checkbox) of V(check), V(uncheck), V(is_checked)
            and V(is_not_checked), C(radio) of V(select_radio) and V(radio_selected), C(select) and C(option) of
            V(select), V(dropdown_selected) and V(dropdown_not_selected), C(username) and C(password) of V(basic_auth),
            C(form) of V(submit), C(seconds) of V(sleep).
          - C(value) of V(fill) and V(wpm_fill), C(username) and C(password) of V(basic_auth), and an address with a
            login in it are secrets. They are compared, and kept out of results and diffs. Ansible also covers those of
            at least four characters wherever else they occur in the output of the task. A shorter one would cover
            numbers in which it occurs, so that with C(-vvv) it is shown among the arguments.
          - One of a script that is empty, as an expression without a value makes it, is an error before anything is
            sent. C(value), C(option) and C(password) may be empty, and so may any of a recording.
          - Numbers are taken as texts. A truth value is an error, unless the argument is C(useRegularExpression).
        type: dict
  active:
    description:
      - Whether the check runs. Pingdom creates checks that do.
    type: bool
  interval:
    description:
      - Minutes between two runs. Pingdom creates checks with V(10). Not every plan has every interval.
    type: int
    choices: [5, 10, 20, 60, 720, 1440]
  region:
    description:
      - Region from which the check runs. Pingdom creates checks with V(us-east).
    type: str
    choices: [us-east, us-west, eu, au]
  tags:
    description:
      - Tags of the check, in any order, each of 1 to 64 of the characters A to Z, a to z, 0 to 9, V(_) and V(-).
      - An empty text or list removes them. In this list, O(contacts), O(teams) and O(integrations), items that are
        empty beside others do not count, as in V(a,,b). An item that is null is an error before anything is sent, and
        so is a list of nothing but empty items, such as V(,). Before ansible-core 2.19 any empty item counts as null.
    type: list
    elements: str
  append_tags:
    description:
      - Add O(tags) to those that the check has, instead of replacing them.
    type: bool
    default: false
  contacts:
    description:
      - Whom to alert. Contacts by their ids, exact names or e-mail addresses, as
        O(opswatch.monitoring.pingdom_check#module:contacts) takes them.
      - In check mode a name or address that no contact has is a warning, and a null among them is one, since an earlier
        task may only have predicted the contact. An id that does not exist stays an error.
    type: list
    elements: str
  teams:
    description:
      - Teams to alert, by their ids or exact names. What check mode does not know yet is taken as in O(contacts).
    type: list
    elements: str
  integrations:
    description:
      - Ids of the integrations to alert, such as webhooks. My Pingdom shows the id in the address of an integration.
        The API has no list of them.
    type: list
    elements: str
  severity_level:
    description:
      - How important the alerts are. Pingdom creates checks with V(high).
    type: str
    choices: [high, low]
  send_notification_when_down:
    description:
      - Alert after this number of failed runs. Pingdom creates checks with V(1).
    type: int
  custom_message:
    description:
      - Text that is added to alerts by mail and webhook.
    type: str
  metadata:
    description:
      - What the recorder has stored of a recording besides its steps, by the names of the API. For recordings only. An
        error before anything is written for a script.
      - What is not given of it stays as it is. Pingdom says to modify it with caution.
    type: dict
    suboptions:
      width:
        description: Width of the browser's window.
        type: int
      height:
        description: Height of the browser's window.
        type: int
      disableWebSecurity:
        description: As Pingdom has it. Its document says that V(false) disables the same-origin policy while the check
          runs.
        type: bool
      authentications:
        description: With what the browser logs in. An empty dictionary is no login at all.
        type: dict
        suboptions:
          httpAuthentications:
            description: Logins by Basic Authentication, in any order, all that the recording shall have.
            type: list
            elements: dict
            suboptions:
              host:
                description: Where it logs in, such as V(https://example.com/auth).
                type: str
                required: true
              credentials:
                description: User and password. They are compared, and never shown.
                type: dict
                required: true
                suboptions:
                  userName:
                    description: The user.
                    type: str
                    required: true
                  password:
                    description: The password.
                    type: str
                    required: true
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - What was written within the last minute by tasks of the same user on the same host counts more than an older answer
    of Pingdom, as with M(opswatch.monitoring.pingdom_check). Nothing secret is kept for that.
  - The same task on several hosts of one controller creates one check, and only one of them reports a change. If two
    controllers create a check of the same name at the same moment, the older one stays, and a warning says so.
  - In check mode, a check that does not exist and cannot be created for lack of options is a warning, since an earlier
    task may create it in the real run.
seealso:
  - module: opswatch.monitoring.pingdom_transaction_info
  - module: opswatch.monitoring.pingdom_check
  - module: opswatch.monitoring.pingdom_maintenance
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Log in to the shop every ten minutes, and see that the basket is there
  opswatch.monitoring.pingdom_transaction:
    api_token: "{{ pingdom_api_token }}"
    name: "shop: basket"
    steps:
      - fn: go_to
        args: {url: "https://shop.example.com/login"}
      - fn: fill
        args: {input: "#user", value: monitor}
      - fn: fill
        args: {input: "#password", value: "{{ shop_password }}"}
      - fn: submit
        args: {form: "#login"}
      - fn: wait_for_contains
        args: {element: "#basket", value: Your basket}
    interval: 10
    region: eu
    contacts: [desk@example.com]
    teams: [Web shop]
    severity_level: low
    tags: [shop]
  vars:
    shop_password: from-your-vault

- name: Switch it off, and mark it
  opswatch.monitoring.pingdom_transaction:
    api_token: "{{ pingdom_api_token }}"
    name: "shop: basket"
    active: false
    tags: [under-construction]
    append_tags: true

- name: Give a recording a larger window
  opswatch.monitoring.pingdom_transaction:
    api_token: "{{ pingdom_api_token }}"
    name: "shop: recorded purchase"
    metadata: {width: 2560, height: 1440}

- name: Delete it
  opswatch.monitoring.pingdom_transaction:
    api_token: "{{ pingdom_api_token }}"
    name: "shop: basket"
    state: absent
"""

RETURN = r"""
transaction:
  description:
    - The check, by the names of the options, after the task. Of O(steps), the arguments that are secret are left out.
      Of O(metadata), which is null for a script, the logins have their hosts only.
    - In check mode it is the check as it would be. A check that would be created has no C(id), C(status) and times yet,
      they are null. Of one that must exist by then, what is not given is null.
    - It is null if the check does not exist, or was deleted.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the check.
      type: int
      sample: 104757
    type:
      description: V(script), or V(recording) if the recorder made it.
      type: str
      sample: script
    name:
      description: Name of the check.
      type: str
      sample: "shop: basket"
    status:
      description: One of V(successful), V(failing) and V(unknown).
      type: str
      sample: successful
    active:
      description: Whether the check runs.
      type: bool
      sample: true
    steps:
      description: Its steps, without what is secret.
      type: list
      elements: dict
      sample: [{"fn": "go_to", "args": {"url": "https://shop.example.com"}}]
    created:
      description: When the check was created (ISO 8601 UTC), null if nobody can tell.
      type: str
      sample: "2026-11-23T04:00:00Z"
    modified:
      description: When it was changed last (ISO 8601 UTC), null if nobody can tell.
      type: str
      sample: "2026-11-23T04:00:00Z"
    lastdownstart:
      description: When it began to fail last (ISO 8601 UTC), null if it never did.
      type: str
      sample: "2026-11-24T02:00:00Z"
    lastdownend:
      description: When that ended (ISO 8601 UTC), null if it never did.
      type: str
      sample: "2026-11-24T02:20:00Z"
    contacts:
      description: Ids of the contacts.
      type: list
      elements: int
      sample: [23439]
    teams:
      description: Ids of the teams.
      type: list
      elements: int
      sample: [65]
  sample:
    id: 104757
    type: script
    status: successful
    created: "2026-11-23T04:00:00Z"
    modified: "2026-11-23T04:00:00Z"
    lastdownstart: null
    lastdownend: null
    name: "shop: basket"
    active: true
    interval: 10
    region: eu
    tags: [shop]
    steps: [{"fn": "go_to", "args": {"url": "https://shop.example.com"}}]
    contacts: [23439]
    teams: [65]
    integrations: []
    severity_level: low
    send_notification_when_down: 1
    custom_message: ""
    metadata: null
awaited:
  description:
    - The names in O(contacts) and O(teams) that nobody is called yet. Without check mode they would be an error.
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
  sample: {"kind": "AmbiguousName", "status": null, "code": null, "request_id": null, "ids": [104757, 104758]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.transaction import TRANSACTION

SPECIFICATION = Specification(**module_of(TRANSACTION))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
