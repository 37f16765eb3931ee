#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_single_test
short_description: Make one test or traceroute from a Pingdom probe
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Tests a host once from a probe of Pingdom, as an uptime check would, or makes a traceroute to it.
  - Nothing is created or changed in Pingdom. The host itself is really tested, with all that O(postdata) may do there.
  - Each test costs a live test of Pingdom, which asks to use them sparingly, and one request of the budget. So a test
    is made once. It is not repeated after a failure of the connection or of Pingdom, as other reads are.
  - A host that is down is a result and no failure of the task.
options:
  test:
    description:
      - V(check) makes one test of O(type). V(traceroute) shows the way to O(host).
    type: str
    choices: [check, traceroute]
    default: check
  type:
    description:
      - Type of the test, needed for O(test=check). Each type has options of its own, as
        M(opswatch.monitoring.pingdom_check) has them; an option of another type is refused.
    type: str
    choices: [http, httpcustom, tcp, ping, dns, udp, smtp, pop3, imap]
  host:
    description:
      - Host name or IP address that is tested. It is no URL. A scheme, user, port, path or blank in it is an error
        before anything is sent.
    type: str
    required: true
  probe:
    description:
      - The probe that tests, by its id, exact name or city. A city with several active probes is an error that names
        their ids. One that is not there, or not active, is an error before a test is made.
      - Without it Pingdom takes any, or one of O(probe_filters). Both together are an error.
    type: str
  probe_filters:
    description:
      - Regions of which a probe shall test, V(NA), V(EU), V(APAC) and V(LATAM).
      - A traceroute cannot be told that, so that the active probe of these regions with the lowest id makes it. API 2.1
        does not tell which region a probe is in, so that O(probe) is needed there.
    type: list
    elements: str
  ipv6:
    description:
      - Test over IPv6. If O(host) is an IP address, its version decides.
    type: bool
  responsetime_threshold:
    description:
      - Milliseconds after which the test counts as failed, 30000 without it. Not every plan has this.
    type: int
  url_path:
    description:
      - Path on the server, with its query if any. A missing leading slash is added. Required for the type
        V(httpcustom).
      - Pingdom calls it C(url).
      - For the types V(http) and V(httpcustom).
    type: str
  encryption:
    description:
      - Use TLS. The port does not follow. The test uses port 80 unless O(port) says otherwise.
      - For the types V(http), V(httpcustom), V(smtp), V(pop3) and V(imap).
    type: bool
  port:
    description:
      - Port that is tested. Required for the types V(tcp) and V(udp).
      - For the types V(http), V(httpcustom), V(tcp), V(udp), V(smtp), V(pop3) and V(imap).
    type: int
  auth_username:
    description:
      - User name that the test logs in with. It cannot hold a colon. It is a secret, kept out of results and errors.
      - For the types V(http), V(httpcustom) and V(smtp).
    type: str
  auth_password:
    description:
      - Password that the test logs in with, a secret as O(auth_username).
      - For the types V(http), V(httpcustom) and V(smtp).
    type: str
  shouldcontain:
    description:
      - Text that the page must contain. It excludes O(shouldnotcontain).
      - For the type V(http).
    type: str
  shouldnotcontain:
    description:
      - Text that the page must not contain.
      - For the type V(http).
    type: str
  postdata:
    description:
      - Data to post, as a browser would send them. They are a secret as O(auth_username). The target is really sent
        them.
      - For the type V(http).
    type: str
  requestheaders:
    description:
      - Request headers by name. The value is a text, or a list of texts for a repeated header. Values are secrets as
        O(auth_username).
      - For the type V(http).
    type: dict
  verify_certificate:
    description:
      - Treat the site as down if its certificate is not valid. API 2.1 does not have this.
      - For the types V(http) and V(httpcustom).
    type: bool
  ssl_down_days_before:
    description:
      - Treat the site as down if its certificate ends within so many days. API 2.1 does not have this.
      - For the types V(http) and V(httpcustom).
    type: int
  additionalurls:
    description:
      - Full addresses of more files to test, including the host name.
      - For the type V(httpcustom).
    type: list
    elements: str
  stringtosend:
    description:
      - Text to send. Required for the type V(udp).
      - For the types V(tcp) and V(udp).
    type: str
  stringtoexpect:
    description:
      - Text that must be received. Required for the type V(udp).
      - For the types V(tcp), V(udp), V(smtp), V(pop3) and V(imap).
    type: str
  expectedip:
    description:
      - IP address that the name server must answer. Required for the type V(dns).
      - For the type V(dns).
    type: str
  nameserver:
    description:
      - Name server to ask, by its host name or IP address alone. Required for the type V(dns).
      - For the type V(dns).
    type: str
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
attributes:
  check_mode:
    details:
      - In check mode no test is made, since it would cost a live test and reach O(host). Options and names are checked
        all the same, RV(result) and RV(traceroute) are null, and RV(msg) says so.
  idempotent:
    details:
      - Each run makes a test of its own.
seealso:
  - module: opswatch.monitoring.pingdom_check
  - module: opswatch.monitoring.pingdom_account_info
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Test from Europe, before a check is created
  opswatch.monitoring.pingdom_single_test:
    api_token: "{{ pingdom_api_token }}"
    type: http
    host: shop.example.com
    url_path: /checkout/health
    encryption: true
    port: 443
    probe_filters: [EU]
  register: tested

- name: Go on only if the shop answers there
  ansible.builtin.assert:
    that: tested.result.status == "up"

- name: Test a mail server from one place
  opswatch.monitoring.pingdom_single_test:
    api_token: "{{ pingdom_api_token }}"
    type: smtp
    host: mail.example.com
    stringtoexpect: "220"
    probe: Chicago

- name: Show the way there
  opswatch.monitoring.pingdom_single_test:
    api_token: "{{ pingdom_api_token }}"
    test: traceroute
    host: shop.example.com
    probe: Tokyo
"""

RETURN = r"""
result:
  description:
    - What the test has found, null for O(test=traceroute) and in check mode. What Pingdom does not tell is null.
  returned: success
  type: dict
  contains:
    status:
      description: V(up) or V(down).
      type: str
      sample: up
    response_time:
      description: Milliseconds.
      type: int
      sample: 73
    description:
      description: What the test says in short.
      type: str
      sample: OK
    long_description:
      description: What the test says.
      type: str
      sample: OK
    probe_id:
      description: Id of the probe that tested.
      type: int
      sample: 17
    probe:
      description: Name of the probe.
      type: str
      sample: Stockholm, Sweden
traceroute:
  description: What the traceroute has found, null for O(test=check) and in check mode.
  returned: success
  type: dict
  contains:
    output:
      description: The output, a line for each hop.
      type: str
      sample: "traceroute to shop.example.com, 30 hops max, 40 byte packets\n 1 192.0.2.1 (192.0.2.1) 0.5 ms\n"
    probe_id:
      description: Id of the probe that made it.
      type: int
      sample: 23
    probe:
      description: Name of the probe.
      type: str
      sample: Dallas 4, TX
msg:
  description: Says that no test was made.
  returned: in check mode
  type: str
  sample: No test is made in check mode.
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "RequestRefused", "status": 400, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.single import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
