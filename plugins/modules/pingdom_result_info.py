#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_result_info
short_description: Read test results, root cause analyses and alerts from Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Reads what the tests of an uptime check have measured, why it was down, or what the account was alerted of. Newest
    first.
  - Pingdom gives 1000 results, 100 analyses or 300 alerts in one answer, and lets no more than 43200 results be
    skipped. All that is asked for is read all the same, the rest of it by time. No row is returned twice, and none is
    missing.
  - So a task takes one request for each 1000 results, 100 analyses or 300 alerts. A check that is tested each minute
    has 1440 results a day. O(limit) takes less. More than a million rows are an error.
  - An option that the O(kind) does not have is an error before anything is sent.
options:
  kind:
    description:
      - V(results) are the results of single tests, V(analyses) the root cause analyses of outages of a check, V(alerts)
        what contacts were sent.
    type: str
    choices: [results, analyses, alerts]
    required: true
  check:
    description:
      - The check, by its id or exact name. Digits are an id. If two checks have the name, the task fails and names
        their ids.
      - Needed for the kinds V(results) and V(analyses).
    type: str
  checks:
    description:
      - Alerts about these checks, by their ids or exact names. An id is taken as it is, since alerts outlive checks.
      - For the kind V(alerts). A list that is empty is an error, in this and in every other option.
    type: list
    elements: str
  contacts:
    description:
      - Alerts to these contacts, by their ids, exact names or e-mail addresses. An id is taken as it is. API 2.1 calls
        them users.
      - For the kind V(alerts).
    type: list
    elements: str
  start:
    description:
      - When the period begins. V(now), a time from now such as V(-1d) or V(-2h30m), Unix seconds, or ISO 8601 with a
        zone such as V(2026-01-31T22:00:00+01:00).
      - Without it, results are those of the last day before O(end), and analyses and alerts are all that Pingdom has
        kept.
    type: str
  end:
    description:
      - When the period ends, in the same forms. Without it, and if it is later, the period ends now.
      - Whether a test or alert in the very second of O(start) or O(end) belongs to the period is left to Pingdom, which
        does not document it.
    type: str
  probes:
    description:
      - Results from these probes, by their ids, exact names or cities. A city with several probes is an error that
        names their ids. What an active probe is called means no other that Pingdom no longer uses.
      - They are looked up by one request. One that is not there is an error before anything is asked of it.
      - For the kind V(results).
    type: list
    elements: str
  statuses:
    description:
      - Only what has one of these statuses.
      - For the kind V(results), V(up), V(down), V(unconfirmed_down) and V(unknown). V(unconfirmed) is another word for
        V(unconfirmed_down).
      - For the kind V(alerts), V(pending), V(sent), V(delivered), V(error), V(not_delivered) and V(no_credits).
      - For the last two, and for phones in O(via), the documents of Pingdom have several words. So all alerts of the
        period are read then, and chosen from here.
    type: list
    elements: str
  via:
    description:
      - Alerts that were sent this way, V(email), V(sms), V(twitter), V(apns) to an iPhone, or V(agcm) to an Android
        phone. V(iphone) and V(android), as API 2.1 has it, mean the last two.
      - For the kind V(alerts).
    type: list
    elements: str
  min_response:
    description:
      - Results with at least this response time, in milliseconds. A test without an answer has V(0).
      - For the kind V(results).
    type: int
  max_response:
    description:
      - Results with at most this response time, in milliseconds.
      - Pingdom answers O(min_response) and O(max_response) for 31 days at most. A longer period is read in
        parts, by a request for each at least. If the account may not make so many any more, the task fails.
      - For the kind V(results).
    type: int
  include_analysis:
    description:
      - Whether results name the root cause analysis that belongs to them, in C(analysis_id).
      - For the kind V(results).
    type: bool
  raw:
    description:
      - Whether each analysis is read in its raw form as well, which takes one request for each, and one more. If the
        account may not make so many requests any more, the task fails before the first of them.
      - The raw form is not documented and may hold what the test has sent. Credentials, data and request headers of the
        check, as it is now, are covered in it. Of a check that does not exist any more these are not known, so that
        the raw form is null then, and a warning says so.
      - For the kind V(analyses).
    type: bool
  limit:
    description:
      - Return at most this number, the newest.
    type: int
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - What is now is decided by the clock of Pingdom. Where O(check) is an id, or there is none, and the period counts
    from now, that takes a request of its own.
  - In check mode an earlier task may only have predicted what O(check), O(checks) or O(contacts) name. What has no such
    name yet is a warning then, and so is a null or empty O(check), which may be an id to come. Nothing is returned of
    it. Without check mode it is an error.
seealso:
  - module: opswatch.monitoring.pingdom_summary_info
  - module: opswatch.monitoring.pingdom_check
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: What the tests of the last two hours have found
  opswatch.monitoring.pingdom_result_info:
    api_token: "{{ pingdom_api_token }}"
    kind: results
    check: "shop: front page"
    start: -2h
  register: tests

- name: The ten newest tests from Frankfurt that took more than a second
  opswatch.monitoring.pingdom_result_info:
    api_token: "{{ pingdom_api_token }}"
    kind: results
    check: "shop: checkout"
    start: -7d
    probes: [Frankfurt]
    min_response: 1000
    limit: 10

- name: Why the shop was down in the last week
  opswatch.monitoring.pingdom_result_info:
    api_token: "{{ pingdom_api_token }}"
    kind: analyses
    check: "shop: front page"
    start: -1w
    raw: true

- name: Alerts that did not reach anybody
  opswatch.monitoring.pingdom_result_info:
    api_token: "{{ pingdom_api_token }}"
    kind: alerts
    contacts: [ada@example.com, Ben On-Call]
    start: -30d
    statuses: [error, not_delivered, no_credits]
"""

RETURN = r"""
check_id:
  description: Id of the check, null for the kind V(alerts).
  returned: success
  type: int
  sample: 13904898
start:
  description: When the period begins (ISO 8601 UTC), null if it is all that Pingdom has kept.
  returned: success
  type: str
  sample: "2026-11-22T09:00:00Z"
end:
  description: When the period ends (ISO 8601 UTC).
  returned: success
  type: str
  sample: "2026-11-23T09:00:00Z"
results:
  description: The results, newest first.
  returned: if O(kind=results)
  type: list
  elements: dict
  contains:
    time:
      description: When it was tested (ISO 8601 UTC).
      type: str
      sample: "2026-11-23T08:59:21Z"
    probe_id:
      description: Id of the probe that tested.
      type: int
      sample: 33
    status:
      description: V(up), V(down), V(unconfirmed_down) or V(unknown).
      type: str
      sample: up
    response_time:
      description: Milliseconds, V(0) if there was no answer.
      type: int
      sample: 91
    description:
      description: What the test says in short.
      type: str
      sample: OK
    long_description:
      description: What the test says.
      type: str
      sample: OK
    analysis_id:
      description: Id of the root cause analysis, null without one or without O(include_analysis).
      type: int
      sample: 28739021
probe_ids:
  description: Ids of the probes of C(results), sorted.
  returned: if O(kind=results)
  type: list
  elements: int
  sample: [33, 34]
analyses:
  description: The analyses, newest first.
  returned: if O(kind=analyses)
  type: list
  elements: dict
  contains:
    id:
      description: Id of the analysis.
      type: int
      sample: 28739021
    first_test:
      description: When the test was made that began it (ISO 8601 UTC).
      type: str
      sample: "2026-11-22T16:03:46Z"
    confirming_test:
      description: When the test was made that confirmed it and looked for the cause (ISO 8601 UTC).
      type: str
      sample: "2026-11-22T16:04:25Z"
    raw:
      description: The raw form as Pingdom answers it, null without O(raw).
      type: dict
      sample: null
alerts:
  description: The alerts, newest first. What Pingdom does not tell of one is null.
  returned: if O(kind=alerts)
  type: list
  elements: dict
  contains:
    time:
      description: When it was made (ISO 8601 UTC).
      type: str
      sample: "2026-11-22T16:04:30Z"
    check_id:
      description: Id of the check that it is about.
      type: int
      sample: 13904898
    contact_id:
      description: Id of the contact, in API 2.1 the user.
      type: int
      sample: 111250
    contact:
      description: Name of the contact.
      type: str
      sample: Ada Operator
    via:
      description: How it was sent, see O(via).
      type: str
      sample: email
    status:
      description: What became of it, see O(statuses).
      type: str
      sample: delivered
    summary:
      description: What it says in short.
      type: str
      sample: down
    message:
      description: What it says.
      type: str
      sample: "PingdomAlert DOWN: shop: front page (shop.example.com) is down"
    sent_to:
      description: The address or number that it was sent to.
      type: str
      sample: ada@example.com
    charged:
      description: Whether the account was charged for it.
      type: bool
      sample: false
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.asking import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.results import KINDS

SPECIFICATION = Specification(**module_of(KINDS))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
