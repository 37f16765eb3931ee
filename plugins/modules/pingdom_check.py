#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_check
short_description: Manage uptime checks in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Creates, changes, pauses and deletes uptime checks of all nine types in Pingdom.
  - Only the options that are given are managed. A change sends what differs and nothing else, and is read back
    afterwards.
  - An empty text, list or dictionary clears an option. An empty text clears a list as well.
  - A list may be given as one text with commas. In every list, items that are empty beside others do not count, as in
    V(a,,b). An item that is null is an error before anything is sent, and so is a list of nothing but empty items, such
    as V(,). Both are what expressions without a value leave of a list.
  - Before ansible-core 2.19 the null of an expression is an empty text. So any empty item of a list counts as null
    there. Use C(omit) for what is not meant.
  - A truth value is no number. O(port=true) is an error, and so is V(yes), which YAML reads as one.
options:
  id:
    description:
      - Id of the check. With O(state=present) the check must exist, and O(name) renames it.
      - Without O(id) and O(identity_tag), the check is found by its O(name).
      - An identity that is an empty text is an error before anything is sent, and so is a null unless another identity
        is given. In check mode a null or empty id is a warning, since a check that an earlier task only predicts has
        none yet; the task then counts as changed.
    type: int
  identity_tag:
    description:
      - A tag of your own that exactly one check carries, such as V(ansible-web-shop). It identifies the check
        whatever its name is.
      - A check that is created gets the tag, and O(tags) cannot remove it. Tags that Pingdom makes itself do not count.
    type: str
  state:
    description:
      - V(present) creates the check or changes what differs.
      - V(absent) removes the check as O(absent_mode) says. All options that describe the check are ignored then.
    type: str
    choices: [present, absent]
    default: present
  absent_mode:
    description:
      - V(delete) deletes the check and its history for good.
      - V(pause) pauses it instead, which keeps its history.
    type: str
    choices: [delete, pause]
    default: delete
  type:
    description:
      - Type of the check, needed to create one. Each type has options of its own; an option of another type is refused.
      - The type of a check cannot change. If it differs, the task fails unless O(recreate) is set.
    type: str
    choices: [http, httpcustom, tcp, ping, dns, udp, smtp, pop3, imap]
  recreate:
    description:
      - If the type differs, replace the check by a new one. The options that all types have are carried over. The new
        check is made first, so the account must have room for it, then the old one is deleted.
      - Inside a maintenance window that hides whether the check is paused, O(paused) must be given.
      - The history of the old check is lost, and maintenance windows and reports do not cover the new one.
    type: bool
    default: false
  name:
    description:
      - Name of the check, compared exactly. Names are not unique in Pingdom; if two checks have it, the task fails
        and names their ids.
    type: str
  host:
    description:
      - Host name or IP address that is checked, needed to create a check. An IPv6 address may stand in brackets, which
        are taken off.
      - It is no URL. A scheme, user, port, path or blank in it is an error before anything is sent. O(encryption),
        O(auth_username), O(auth_password), O(port) and O(url_path) take these.
      - So are a zone, as in V(fe80::1%eth0), and what no host name has. Letters of any alphabet, digits, V(-), V(_) and
        V(*) are taken.
    type: str
  paused:
    description:
      - Whether the check is paused. Pingdom shows a change of this with some delay, so it is not read back.
      - Inside a maintenance window that is in force, a check may show as paused whether it is paused itself or not.
        What O(paused) says is sent then, it does not count as a change, and a warning says so. So it is where windows
        cannot be read, unless the plan of the account has none.
    type: bool
  resolution:
    description:
      - Minutes between two tests. Pingdom creates checks with V(5).
    type: int
    choices: [1, 5, 15, 30, 60]
  tags:
    description:
      - Tags of the check, in any order, each of at most 64 characters without a comma. Tags that Pingdom makes itself
        are left alone.
    type: list
    elements: str
  append_tags:
    description:
      - Add O(tags) to those that the check has, instead of replacing them.
    type: bool
    default: false
  contacts:
    description:
      - Whom to alert. Contacts by their ids, exact names or e-mail addresses.
      - An address is compared without case with those that the contact is mailed at, and only if no contact has it as
        its name. If several contacts have it, the task fails and names their ids.
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
      - Ids of the integrations to alert, such as webhooks. My Pingdom shows the id in the address of an integration;
        the API has no list of them.
    type: list
    elements: str
  probe_filters:
    description:
      - Regions from which to test, V(NA), V(EU), V(APAC) and V(LATAM). An empty text or list means all.
      - V(region:NA), as Pingdom writes it with or without a blank, means V(NA). Upper and lower case matter.
    type: list
    elements: str
  sendnotificationwhendown:
    description:
      - Alert after this number of failed tests, at least V(1). Pingdom creates checks with V(2).
    type: int
  notifyagainevery:
    description:
      - Alert again after every such number of tests. V(0) alerts once.
    type: int
  notifywhenbackup:
    description:
      - Alert when the check is up again. Pingdom creates checks with V(true).
    type: bool
  ipv6:
    description:
      - Test over IPv6. If O(host) is an IP address, its version decides.
    type: bool
  responsetime_threshold:
    description:
      - Milliseconds after which a test counts as failed. Pingdom creates checks with V(30000). Not every plan has this.
    type: int
  custom_message:
    description:
      - Text that is added to alerts by mail and webhook.
    type: str
  url_path:
    description:
      - Path on the server, with its query if any. A missing leading slash is added. Required to create a check of
        type V(httpcustom).
      - A whole address is an error before anything is written, be it with a scheme, with two slashes or with the host
        of the check. O(host), O(port) and O(encryption) take its other parts. So is a blank, in place of V(%20).
      - Pingdom calls it C(url).
      - For the types V(http) and V(httpcustom).
    type: str
  encryption:
    description:
      - Use TLS. The port does not follow. A check stays on port 80 unless O(port) says otherwise.
      - For the types V(http), V(httpcustom), V(smtp), V(pop3) and V(imap). For V(pop3) and V(imap) it is documented
        for API 2.1 only.
    type: bool
  port:
    description:
      - Port that is tested. Required to create a check of type V(tcp) or V(udp).
      - For the types V(http), V(httpcustom), V(tcp), V(udp), V(smtp), V(pop3) and V(imap).
    type: int
  auth_username:
    description:
      - User name that the test logs in with. It cannot hold a colon.
      - Its value is kept out of results and diffs. Ansible also covers it wherever else it occurs in the output of
        the task.
      - Clear both O(auth_username) and O(auth_password) to test without authentication.
      - For the types V(http), V(httpcustom) and V(smtp). For V(httpcustom) it is documented for API 2.1 only.
    type: str
  auth_password:
    description:
      - Password that the test logs in with, a secret as O(auth_username).
      - For the types V(http), V(httpcustom) and V(smtp).
    type: str
  shouldcontain:
    description:
      - Text that the page must contain. Setting it clears O(shouldnotcontain).
      - For the type V(http).
    type: str
  shouldnotcontain:
    description:
      - Text that the page must not contain. Setting it clears O(shouldcontain).
      - For the type V(http).
    type: str
  postdata:
    description:
      - Data to post, as a browser would send them. They are a secret as O(auth_username), since they may hold a
        password.
      - For the type V(http).
    type: str
  requestheaders:
    description:
      - Request headers by name, all that the check shall have. The value is a text, or a list of texts for a repeated
        header.
      - Names are compared without case. The values are secrets as O(auth_username).
      - The User-Agent that Pingdom sends by itself is left alone, unless one is given.
      - For the type V(http).
    type: dict
  verify_certificate:
    description:
      - Treat the site as down if its certificate is not valid. V(false) sets O(ssl_down_days_before) to V(0) as well.
      - For the types V(http) and V(httpcustom).
    type: bool
  ssl_down_days_before:
    description:
      - Treat the site as down if its certificate ends within so many days. V(0) is never. It needs
        O(verify_certificate).
      - For the types V(http) and V(httpcustom).
    type: int
  additionalurls:
    description:
      - Full addresses of more files to test, including the host name, in any order.
      - For the type V(httpcustom).
    type: list
    elements: str
  stringtosend:
    description:
      - Text to send. Required to create a check of type V(udp).
      - For the types V(tcp) and V(udp).
    type: str
  stringtoexpect:
    description:
      - Text that must be received. Required to create a check of type V(udp).
      - For the types V(tcp), V(udp), V(smtp), V(pop3) and V(imap).
    type: str
  expectedip:
    description:
      - IP address that the name server must answer, in any spelling. Required to create a check of type V(dns).
      - For the type V(dns).
    type: str
  nameserver:
    description:
      - Name server to ask, by its host name or IP address alone. Required to create a check of type V(dns).
      - For the type V(dns).
    type: str
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - Answers of Pingdom may be older than the last change, for some 30 seconds. What was written within the last minute
    by tasks of the same user on the same host is remembered in the folder C(opswatch-UID) of the temporary folder, and
    counts more than such an answer. Nothing secret is kept there.
  - The same task on several hosts of one controller creates one check, and only one of them reports a change. If two
    controllers create a check of the same name at the same moment, the older one stays, and a warning says so.
  - In check mode, a check that does not exist and cannot be created for lack of options is a warning, since an earlier
    task may create it in the real run. Contacts, teams and an O(id) that is given must exist.
  - The importance of a check (its severity) cannot be set through the Pingdom API.
  - Whether Pingdom takes an empty value for request headers and authentication is not documented. If it does not, the
    task fails with the kind C(StateNotReached) instead of reporting a change that did not happen.
seealso:
  - module: opswatch.monitoring.pingdom_check_set
  - module: opswatch.monitoring.pingdom_check_info
  - module: opswatch.monitoring.pingdom_pause
  - module: opswatch.monitoring.pingdom_maintenance
  - name: Pingdom API 3.1
    description: Reference of the API.
    link: https://docs.pingdom.com/api/
"""

EXAMPLES = r"""
- name: Check the web shop every minute
  opswatch.monitoring.pingdom_check:
    api_token: "{{ pingdom_api_token }}"
    name: Web shop
    type: http
    host: shop.example.com
    url_path: /health
    encryption: true
    port: 443
    resolution: 1
    shouldcontain: OK
    tags: [shop, production]

- name: Pause it
  opswatch.monitoring.pingdom_check:
    api_token: "{{ pingdom_api_token }}"
    name: Web shop
    paused: true

- name: Check a name server, and identify the check by a tag so that it can be renamed
  opswatch.monitoring.pingdom_check:
    api_token: "{{ pingdom_api_token }}"
    identity_tag: ansible-dns-1
    name: Name server 1
    type: dns
    host: www.example.com
    nameserver: 192.0.2.53
    expectedip: 192.0.2.80

- name: Retire the web shop's check and keep its history
  opswatch.monitoring.pingdom_check:
    api_token: "{{ pingdom_api_token }}"
    name: Web shop
    state: absent
    absent_mode: pause
"""

RETURN = r"""
check:
  description:
    - The check, by the names of the options, after the task. Every option of its type is there, with three
      exceptions. The values of O(auth_username), O(auth_password) and O(postdata) are left out, and of
      O(requestheaders) there are the names only.
    - In check mode it is the check as it would be. A check that would be created has no C(id), C(status), C(created)
      and C(lasttesttime) yet, they are null. Of one that must exist by then, what is not given is null.
    - It is null if the check does not exist, or was deleted.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the check.
      type: int
      sample: 13904898
    name:
      description: Name of the check.
      type: str
      sample: Web shop
    type:
      description: Type of the check.
      type: str
      sample: http
    host:
      description: Host that is checked.
      type: str
      sample: shop.example.com
    status:
      description:
        - One of V(up), V(down), V(unconfirmed_down), V(unknown) and V(paused). A check is V(unknown) until it was
          tested after it has been created or unpaused.
      type: str
      sample: up
    created:
      description: When the check was created (ISO 8601 UTC), null if nobody can tell.
      type: str
      sample: "2026-11-23T04:00:00Z"
    lasttesttime:
      description:
        - When the check was tested last (ISO 8601 UTC), null if it was not, or nobody can tell. While a maintenance
          window is in force, Pingdom does not test.
      type: str
      sample: "2026-11-25T08:15:04Z"
    paused:
      description: Whether the check is paused.
      type: bool
      sample: false
    resolution:
      description: Minutes between two tests.
      type: int
      sample: 1
    tags:
      description: The check's own tags, sorted.
      type: list
      elements: str
      sample: [production, shop]
    contacts:
      description: Ids of the contacts.
      type: list
      elements: int
      sample: [1, 2]
    teams:
      description: Ids of the teams.
      type: list
      elements: int
      sample: [7]
    requestheaders:
      description: Names of the request headers, sorted (type V(http)).
      type: list
      elements: str
      sample: [Accept]
  sample:
    id: 13904898
    name: Web shop
    type: http
    host: shop.example.com
    status: up
    created: "2026-11-23T04:00:00Z"
    lasttesttime: "2026-11-25T08:15:04Z"
    paused: false
    resolution: 1
    tags: [production, shop]
    contacts: [1, 2]
    teams: [7]
    integrations: []
    probe_filters: []
    sendnotificationwhendown: 2
    notifyagainevery: 0
    notifywhenbackup: true
    ipv6: false
    responsetime_threshold: 30000
    custom_message: ""
    url_path: /health
    encryption: true
    port: 443
    shouldcontain: OK
    shouldnotcontain: ""
    requestheaders: []
    verify_certificate: true
    ssl_down_days_before: 0
recreated:
  description: Whether the check was replaced by a new one, or would be.
  returned: success
  type: bool
  sample: false
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
  sample: {"kind": "AmbiguousName", "status": null, "code": null, "request_id": null, "ids": [13904898, 13904902]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK

SPECIFICATION = Specification(**module_of(CHECK))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
