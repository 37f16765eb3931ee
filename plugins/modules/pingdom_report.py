#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_report
short_description: Manage reports by e-mail, public reports and banners in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Creates, changes and deletes reports that Pingdom sends by e-mail, publishes and withdraws public reports of checks,
    and makes and deletes banners, which show the uptime or response time of a check on pages of others.
  - Only API 2.1 has reports. Over API 3.1 the task fails before anything is sent.
  - Only the options that are given are managed. An option of another kind than O(kind) is an error before anything is
    sent.
options:
  kind:
    description:
      - The kind of report. V(email) is a subscription to a report by e-mail, V(public) the report of a check on a
        public page, V(shared) a banner.
    type: str
    choices: [email, public, shared]
    required: true
  id:
    description:
      - Id of a report by e-mail, which is a number, or of a banner, which is a text such as V(9338512f). With
        O(state=present) it must exist, and O(name) renames a report by e-mail.
      - An identity that is an empty text is an error before anything is sent, and so is a null unless another identity
        is given. O(check) must not be null either.
      - In check mode a null or empty id or check is a warning, since what an earlier task only predicts has none yet.
        The task then counts as changed.
    type: str
  name:
    description:
      - Name of a report by e-mail (O(kind=email)). Without O(id) it identifies the report, and is compared exactly. If
        two have it, the task fails and names their ids.
    type: str
  check:
    description:
      - The check that the report is about, by its id or exact name. It identifies a public report, and together with
        O(type) a banner.
      - A report by e-mail that is created without it is an overview of the account.
      - In check mode a name that no check has is a warning, since an earlier task may only have predicted the check. An
        id that does not exist is an error there, too.
    type: str
  state:
    description:
      - V(present) creates the report, or changes what differs. V(absent) deletes it, or withdraws a public one; then
        only what identifies it counts.
    type: str
    choices: [present, absent]
    default: present
  overview:
    description:
      - V(true) makes an overview of the account out of a report by e-mail that is about a check. V(false) asks for
        nothing.
    type: bool
  frequency:
    description:
      - How often a report by e-mail is sent. A new one is V(monthly) if this is not given.
    type: str
    choices: [monthly, weekly, daily]
  additional_emails:
    description:
      - Further addresses to which a report by e-mail is sent, all that it shall have. They are compared as a set,
        without case. An empty list removes them. Items that are empty beside others do not count. One that is null is
        an error before anything is sent, and so is a list of nothing but empty items.
    type: list
    elements: str
  include_paused:
    description:
      - Whether a report by e-mail also tells of paused checks. A new one does if this is not given.
    type: bool
  type:
    description:
      - What a banner shows. A new one shows the V(uptime) if this is not given, and so does the one that is meant if
        there is no O(id).
    type: str
    choices: [uptime, response]
  auto:
    description:
      - Whether the period of a banner moves along with the time. A new one does if O(start) and O(end) are not given.
      - V(false) needs O(start) and O(end).
    type: bool
  start:
    description:
      - First day of the period of a banner, such as V(2026-01-01), together with O(end).
    type: str
  end:
    description:
      - Last day of the period of a banner, such as V(2026-03-31), together with O(start).
    type: str
  recreate:
    description:
      - Whether a banner that differs is replaced. No banner can be changed, so that a new one is made, with another id
        and another URL, and the old one is deleted. Without this, one that differs is an error.
    type: bool
    default: false
  beside:
    description:
      - Whether a banner is made beside others of the same check and type that have another period. Without this and
        O(recreate), these are an error. It cannot be given together with O(id).
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
attributes:
  idempotent:
    support: partial
    details:
      - A banner that is named by its O(id) and replaced has another id afterwards, so that the same task fails then.
notes:
  - Pingdom does not tell the id of a report by e-mail or of a banner that it has just created. The module finds it in
    the list, among those that were not there before.
  - An example of the documentation of API 2.1 sends C(userids) with a new report by e-mail. Its tables do not have it,
    and no answer shows it, so that it could not be compared, and is no option here. This has not been tried on the real
    service.
  - A change of a report by e-mail is sent with all that the report has, since what is left out may be reset.
  - Answers of Pingdom may be older than the last change. What was written within the last minute by tasks of the same
    user on the same host is remembered in the folder C(opswatch-UID) of the temporary folder, and counts more than such
    an answer.
seealso:
  - module: opswatch.monitoring.pingdom_report_info
  - module: opswatch.monitoring.pingdom_settings
  - module: opswatch.monitoring.pingdom_check
"""

EXAMPLES = r"""
- name: Send a report about the web shop to its owners every week
  opswatch.monitoring.pingdom_report:
    api_version: "2.1"
    username: "{{ pingdom_username }}"
    password: "{{ pingdom_password }}"
    app_key: "{{ pingdom_app_key }}"
    kind: email
    name: Web shop, weekly
    check: "shop: front page"
    frequency: weekly
    additional_emails: [shop@example.com, ops@example.com]

- name: Publish the report of the web shop
  opswatch.monitoring.pingdom_report:
    api_version: "2.1"
    username: "{{ pingdom_username }}"
    password: "{{ pingdom_password }}"
    app_key: "{{ pingdom_app_key }}"
    kind: public
    check: "shop: front page"
  register: published

- name: Tell where it is
  ansible.builtin.debug:
    var: published.report.url

- name: Have a banner of the response time in spring, in place of one of another period
  opswatch.monitoring.pingdom_report:
    api_version: "2.1"
    username: "{{ pingdom_username }}"
    password: "{{ pingdom_password }}"
    app_key: "{{ pingdom_app_key }}"
    kind: shared
    check: "shop: front page"
    type: response
    start: "2026-03-01"
    end: "2026-05-31"
    recreate: true

- name: Send the report about the web shop no more
  opswatch.monitoring.pingdom_report:
    api_version: "2.1"
    username: "{{ pingdom_username }}"
    password: "{{ pingdom_password }}"
    app_key: "{{ pingdom_app_key }}"
    kind: email
    name: Web shop, weekly
    state: absent
"""

RETURN = r"""
report:
  description:
    - The report after the task. In check mode it is the report as it would be; what Pingdom is going to give a new one
      is null.
    - It is null if the report does not exist, or was deleted or withdrawn.
  returned: success
  type: dict
  contains:
    kind:
      description: The kind of report, as O(kind).
      type: str
      sample: email
    id:
      description: Id of the report, a number for a report by e-mail, a text for a banner, null for a public report.
      type: raw
      sample: 114979
    name:
      description: Name of the report. A public one and a banner have that which Pingdom gives them.
      type: str
      sample: Web shop, weekly
    check:
      description: Id of its check. Null for an overview.
      type: int
      sample: 13904898
    url:
      description: Where a public report or the picture of a banner is. Null for a report by e-mail.
      type: str
      sample: http://share.pingdom.com/banners/9338512f
    frequency:
      description: How often it is sent.
      returned: if O(kind=email)
      type: str
      sample: weekly
    additional_emails:
      description: Further addresses to which it is sent, sorted.
      returned: if O(kind=email)
      type: list
      elements: str
      sample: [ops@example.com, shop@example.com]
    include_paused:
      description: Whether it also tells of paused checks.
      returned: if O(kind=email)
      type: bool
      sample: true
    type:
      description: What the banner shows, V(uptime) or V(response).
      returned: if O(kind=shared)
      type: str
      sample: response
    auto:
      description: Whether its period moves along with the time.
      returned: if O(kind=shared)
      type: bool
      sample: false
    start:
      description: First day of its period. Null if that moves.
      returned: if O(kind=shared)
      type: str
      sample: "2026-03-01"
    end:
      description: Last day of its period. Null if that moves.
      returned: if O(kind=shared)
      type: str
      sample: "2026-05-31"
awaited:
  description:
    - What O(check) names and nothing is called yet. Without check mode it would be an error.
  returned: in check mode, if there is such a name
  type: list
  elements: str
  sample: ["check named 'Web shop'"]
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "Conflict", "status": null, "code": null, "request_id": null, "ids": ["9338512f"]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import report_kinds

SPECIFICATION = Specification(**report_kinds.module())


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
