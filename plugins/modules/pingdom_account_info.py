#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_account_info
short_description: Read credits, probes, settings and the request budget of a Pingdom account
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Reads what an account has. How many checks it may still create, from where Pingdom tests, the tables of ids, its
    settings, what time it is on the server, and how many requests it may still make.
options:
  include:
    description:
      - What to read. Without it, all that the version of the API has. What is not read is null in the result.
      - V(credits), V(probes) and V(reference) take one request each. V(settings) is there in API 2.1 only; to ask for
        it over API 3.1 is an error before anything is sent.
      - V(server_time) is a request of its own in API 2.1. In API 3.1 every answer tells it, as it tells
        V(request_budget). If nothing else is asked for, that takes the request for V(credits).
    type: list
    elements: str
    choices: [credits, probes, reference, settings, server_time, request_budget]
  only_active:
    description:
      - Whether only probes are returned that test at present.
    type: bool
  include_deleted:
    description:
      - Whether probes are returned as well that are no longer in use.
    type: bool
  only_transactions:
    description:
      - Whether only probes are returned that test transaction checks. Only API 2.1 has this; over API 3.1 it is an
        error before anything is sent.
    type: bool
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
seealso:
  - module: opswatch.monitoring.pingdom_single_test
  - module: opswatch.monitoring.pingdom_summary_info
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Look for room before checks are created
  opswatch.monitoring.pingdom_account_info:
    api_token: "{{ pingdom_api_token }}"
    include: [credits, request_budget]
  register: account

- name: Stop where there is none
  ansible.builtin.assert:
    that: account.credits.available_checks > 0

- name: The addresses that a firewall has to let in
  opswatch.monitoring.pingdom_account_info:
    api_token: "{{ pingdom_api_token }}"
    include: [probes]
    only_active: true
  register: pingdom

- name: Show those of Europe
  ansible.builtin.debug:
    msg: "{{ pingdom.probes | selectattr('region', 'equalto', 'EU') | map(attribute='ip') }}"
"""

RETURN = r"""
credits:
  description:
    - What is used and left of the plan, null if it was not read. A member that Pingdom does not tell is null.
    - C(used_checks) counts uptime checks, C(used_transactions) transaction checks.
  returned: success
  type: dict
  sample: {"check_limit": 18, "available_checks": 5, "used_checks": 6, "used_transactions": 7, "available_sms": 20,
    "available_sms_tests": 7, "autofill_sms": false, "autofill_sms_amount": 0, "autofill_sms_when_left": 0,
    "max_sms_overage": 50, "available_rum_sites": 4, "used_rum_sites": 1, "max_rum_filters": 10,
    "max_rum_pageviews": 100000}
probes:
  description: The probes, null if they were not read.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the probe.
      type: int
      sample: 32
    name:
      description: Name of the probe.
      type: str
      sample: Los Angeles, CA
    active:
      description: Whether it tests at present.
      type: bool
      sample: true
    country:
      description: Its country.
      type: str
      sample: United States
    country_iso:
      description: Its country by the ISO 3166 code.
      type: str
      sample: US
    city:
      description: Its city.
      type: str
      sample: Los Angeles
    hostname:
      description: Its name in DNS.
      type: str
      sample: s410.pingdom.com
    ip:
      description: Its IPv4 address.
      type: str
      sample: 204.152.200.42
    ipv6:
      description: Its IPv6 address, null if it has none.
      type: str
      sample: 2607:fcd0:100:8d00::410
    region:
      description: V(NA), V(EU), V(APAC) or V(LATAM), null if the API does not tell it, which 2.1 does not document.
      type: str
      sample: NA
probes_by_region:
  description: The ids of the probes of each region that is told, null if they were not read.
  returned: success
  type: dict
  sample: {"LATAM": [184], "NA": [32]}
reference:
  description:
    - The tables of ids, null if they were not read. C(regions), C(timezones), C(datetime_formats), C(number_formats),
      C(countries) and C(phone_codes). One that the API does not tell is empty.
  returned: success
  type: dict
  sample: {"regions": [{"id": 7, "description": "Sweden", "country_id": 752, "datetime_format_id": 4,
    "number_format_id": 5, "timezone_id": 15}], "timezones": [{"id": 4, "description": "(GMT -9:00) Alaska"}],
    "datetime_formats": [{"id": 4, "description": "2006-07-31 14:45:05"}], "number_formats": [{"id": 5, "description":
    "123 456 789,00"}], "countries": [{"id": 752, "iso": "SE", "name": "Sweden"}], "phone_codes": [{"country_id": 752,
    "name": "Sweden", "phone_code": "46"}]}
settings:
  description:
    - The settings of the account, as M(opswatch.monitoring.pingdom_settings) returns them. Null if they were not read.
  returned: success
  type: dict
  sample: null
server_time:
  description: What time it is on the server (ISO 8601 UTC), null if it was not read.
  returned: success
  type: str
  sample: "2026-11-23T09:00:00Z"
request_budget:
  description:
    - How many requests may still be made, and when that is counted anew (ISO 8601 UTC). C(short) is the limit of about
      an hour, C(long) that of about a month. One that no answer told is null, and all of it if it was not read.
  returned: success
  type: dict
  sample: {"short": {"remaining": 394, "resets_at": "2026-11-23T09:59:49Z"}, "long": {"remaining": 71994, "resets_at":
    "2026-12-20T04:12:03Z"}}
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "ConfigurationError", "status": null, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.account import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
