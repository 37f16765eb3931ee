#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_report_info
short_description: List reports by e-mail, public reports and banners in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Lists the reports that Pingdom sends by e-mail, those that are public, and the banners of checks.
  - Only API 2.1 has reports. Over API 3.1 the task fails before anything is sent.
options:
  kind:
    description:
      - The kinds of report to list. Each costs one request. An empty list is an error.
    type: list
    elements: str
    choices: [email, public, shared]
    default: [email, public, shared]
  check:
    description:
      - List only reports about this check, given by its id or exact name. Overviews of the account are about none.
      - A check that does not exist is an error, and so is an empty text or a null.
    type: str
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
seealso:
  - module: opswatch.monitoring.pingdom_report
"""

EXAMPLES = r"""
- name: See what tells others about the web shop
  opswatch.monitoring.pingdom_report_info:
    api_version: "2.1"
    username: "{{ pingdom_username }}"
    password: "{{ pingdom_password }}"
    app_key: "{{ pingdom_app_key }}"
    check: "shop: front page"
  register: shop

- name: Show where its public report and its banners are
  ansible.builtin.debug:
    msg: "{{ shop.reports | selectattr('url') | map(attribute='url') | list }}"
"""

RETURN = r"""
reports:
  description:
    - The reports, each as M(opswatch.monitoring.pingdom_report) returns it, in the order of O(kind) in its
      documentation.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind of report, V(email), V(public) or V(shared).
      type: str
      sample: email
    id:
      description: Id of the report, a number for a report by e-mail, a text for a banner, null for a public report.
      type: raw
      sample: 114979
    name:
      description: Name of the report. A public one and a banner have that which Pingdom gives them.
      type: str
      sample: My subscription
    check:
      description: Id of its check. Null for an overview.
      type: int
      sample: null
    url:
      description: Where a public report or the picture of a banner is. Null for a report by e-mail.
      type: str
      sample: null
    frequency:
      description: How often a report by e-mail is sent.
      returned: for reports by e-mail
      type: str
      sample: monthly
    additional_emails:
      description: Further addresses to which a report by e-mail is sent, sorted.
      returned: for reports by e-mail
      type: list
      elements: str
      sample: []
    include_paused:
      description: Whether a report by e-mail also tells of paused checks.
      returned: for reports by e-mail
      type: bool
      sample: true
    type:
      description: What a banner shows, V(uptime) or V(response).
      returned: for banners
      type: str
      sample: uptime
    auto:
      description: Whether the period of a banner moves along with the time.
      returned: for banners
      type: bool
      sample: true
    start:
      description: First day of the period of a banner. Null if that moves.
      returned: for banners
      type: str
      sample: null
    end:
      description: Last day of the period of a banner. Null if that moves.
      returned: for banners
      type: str
      sample: null
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "NotFound", "status": null, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import report_kinds

SPECIFICATION = Specification(**report_kinds.info_module())


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
