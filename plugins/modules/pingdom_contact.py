#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_contact
short_description: Manage contacts in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Creates, changes, pauses and deletes contacts, whom Pingdom alerts by e-mail and SMS.
  - Only the options that are given are managed. A change is read back afterwards.
  - App devices of a contact, which the Pingdom app registers, are never compared, sent or removed.
options:
  id:
    description:
      - Id of the contact. With O(state=present) the contact must exist, and O(name) renames it.
      - Without O(id) and O(email), the contact is found by its O(name).
      - An identity that is an empty text is an error before anything is sent, and so is a null unless another identity
        is given. In check mode a null or empty id is a warning, since a contact that an earlier task only predicts has
        none yet; the task then counts as changed.
    type: int
  email:
    description:
      - An address that exactly one contact is mailed at. It identifies the contact whatever its name is, and is
        compared without case. If several contacts have it, the task fails and names their ids.
      - It is no target by itself. A new contact must have it among the e-mail targets of O(targets), and so must any
        contact whose e-mail targets are given, since later runs would not find the contact otherwise.
      - With API 2.1 a contact named O(name) without any targets is taken too, if none has the address. An earlier task
        may have created it, and failed before it had its targets.
    type: str
  name:
    description:
      - Name of the contact, needed to create one. Without O(id) and O(email) it identifies the contact, and is compared
        exactly. Names are not unique in Pingdom. If two contacts have it, the task fails and names their ids.
    type: str
  state:
    description:
      - V(present) creates the contact or changes what differs.
      - V(absent) deletes the contact. Pingdom takes it out of all checks and teams that it belongs to. All options that
        describe the contact are ignored then.
      - Login users cannot be deleted over the API. That is an error before anything is sent, as far as Pingdom tells
        who is one, which API 2.1 does not. (That Pingdom refuses it is unverified.)
    type: str
    choices: [present, absent]
    default: present
  paused:
    description:
      - Whether the contact gets no alerts. A new contact is not paused.
    type: bool
  targets:
    description:
      - Where alerts go, needed to create a contact. Each kind that is given is all that the contact shall have of it,
        in any order; a kind that is not given stays as it is. An empty list removes all of its kind.
      - A contact needs at least one target of each severity, V(HIGH) and V(LOW), e-mail, SMS and app devices together.
        To be alerted in both cases at one address, give it twice. Targets that lack a severity are an error before
        anything is sent, which names the severity. (That Pingdom refuses them is unverified.) A contact that lacks one
        already can be renamed and paused all the same.
    type: dict
    suboptions:
      email:
        description: The e-mail targets.
        type: list
        elements: dict
        suboptions:
          address:
            description: The address. Case makes no difference.
            type: str
            required: true
          severity:
            description: The importance of the alerts that go there.
            type: str
            choices: [HIGH, LOW]
            required: true
      sms:
        description: The SMS targets.
        type: list
        elements: dict
        suboptions:
          country_code:
            description: Country code in one to four digits, such as V(49). V(+49) and V(0049) are the same.
            type: str
            required: true
          number:
            description:
              - Number without the country code. Blanks, dots, slashes, hyphens, dashes and parentheses are left out.
              - Put it in quotes, since YAML takes a number that begins with 0 for another one.
            type: str
            required: true
          provider:
            description: Who delivers the message.
            type: str
            choices: [nexmo, bulksms, esendex, cellsynt]
            default: nexmo
          severity:
            description: The importance of the alerts that go there.
            type: str
            choices: [HIGH, LOW]
            required: true
  primary:
    description:
      - Whether this is the primary contact of the account. Only API 2.1 has this.
      - No answer tells who it is. So it is sent with every run, without being counted as a change, and a warning says
        so.
    type: bool
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
  - With API 2.1 a contact is a user whose targets are written one by one. Targets are added before others are removed.
    If Pingdom refuses one, the task fails with C(changed) true, tells what was done and what was not (C(done) and
    C(not_done) of RV(error)), and the next run goes on from there.
  - The same task on several hosts of one controller creates one contact, and only one of them reports a change. If two
    controllers create a contact of the same name at the same moment, the older one stays; the other is deleted, and a
    warning says so.
seealso:
  - module: opswatch.monitoring.pingdom_contact_info
  - module: opswatch.monitoring.pingdom_team
  - module: opswatch.monitoring.pingdom_check
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Alert the on-call engineer by SMS, and by e-mail in any case
  opswatch.monitoring.pingdom_contact:
    api_token: "{{ pingdom_api_token }}"
    name: On-call engineer
    targets:
      email:
        - {address: oncall@example.com, severity: HIGH}
        - {address: oncall@example.com, severity: LOW}
      sms:
        - {country_code: "49", number: "1517654321", severity: HIGH}

- name: Let nobody wake Ben during his holidays, and leave all else as it is
  opswatch.monitoring.pingdom_contact:
    api_token: "{{ pingdom_api_token }}"
    email: ben@example.com
    paused: true

- name: Ben has no telephone any more
  opswatch.monitoring.pingdom_contact:
    api_token: "{{ pingdom_api_token }}"
    name: Ben On-Call
    targets:
      sms: []

- name: The service desk is closed
  opswatch.monitoring.pingdom_contact:
    api_token: "{{ pingdom_api_token }}"
    name: Service desk
    state: absent
"""

RETURN = r"""
contact:
  description:
    - The contact after the task. In check mode it is the contact as it would be; one that would be created has no C(id)
      yet, it is null. So is what is not given of one that must exist by then.
    - It is null if the contact does not exist, or was deleted.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the contact.
      type: int
      sample: 23440
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
    targets:
      description: Where alerts go, each kind sorted, without app devices.
      type: dict
      contains:
        email:
          description: The e-mail targets.
          type: list
          elements: dict
          sample:
            - {"address": "ben@example.com", "severity": "HIGH"}
            - {"address": "ben@example.com", "severity": "LOW"}
        sms:
          description: The SMS targets. C(provider) is as Pingdom tells it, in small letters.
          type: list
          elements: dict
          sample: [{"country_code": "49", "number": "1511234567", "provider": "nexmo", "severity": "HIGH"}]
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "ConfigurationError", "status": null, "code": null, "request_id": null, "missing": ["LOW"]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.contact import CONTACT

SPECIFICATION = Specification(**module_of(CONTACT))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
