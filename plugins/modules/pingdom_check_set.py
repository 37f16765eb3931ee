#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_check_set
short_description: Manage many uptime checks in Pingdom as one set
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Makes many uptime checks in Pingdom what a list says, by one plan that is made before anything is written, and that
    check mode returns as well.
  - The list of the account is read once, and details only of those checks of which it does not show enough. A set of
    checks that are what they shall be takes one request where only options are given that the list shows, which are
    C(name), C(type), C(host), C(paused), C(resolution), C(tags), C(ipv6), C(probe_filters) and C(encryption).
  - Contacts, teams and maintenance windows are read once at most. Contacts and teams if entries name some that their
    checks do not alert yet; windows if an entry wakes a check that shows as paused, which may be due to a window.
  - Each check is created, changed, proven and remembered as M(opswatch.monitoring.pingdom_check) does it.
options:
  checks:
    description:
      - The checks, each with the options of M(opswatch.monitoring.pingdom_check). Only what is given is managed.
      - Two entries must not mean the same check. Where several checks of the account, or entries, have one name, an
        entry says with C(id) or C(identity_tag) which it means. If such an entry gives its check a name that another
        check has, which is not given it by such an entry as well, a warning says so, since that name is ambiguous then.
      - An entry with C(state=absent) deletes its check, or pauses it, as C(absent_mode) says.
      - Every entry is looked at before anything is written. A check that does not exist needs all that it takes to
        create it, in check mode too.
    type: list
    elements: dict
    required: true
    suboptions:
      id:
        description:
          - As O(opswatch.monitoring.pingdom_check#module:id).
          - Check mode differs. An id that an earlier task only predicts is null there, which is an error unless the
            entry has a name.
        type: int
      identity_tag:
        description: As O(opswatch.monitoring.pingdom_check#module:identity_tag).
        type: str
      state:
        description: As O(opswatch.monitoring.pingdom_check#module:state).
        type: str
        choices: [present, absent]
        default: present
      absent_mode:
        description: As O(opswatch.monitoring.pingdom_check#module:absent_mode).
        type: str
        choices: [delete, pause]
        default: delete
      type:
        description: As O(opswatch.monitoring.pingdom_check#module:type).
        type: str
        choices: [http, httpcustom, tcp, ping, dns, udp, smtp, pop3, imap]
      recreate:
        description: As O(opswatch.monitoring.pingdom_check#module:recreate).
        type: bool
        default: false
      append_tags:
        description: As O(opswatch.monitoring.pingdom_check#module:append_tags).
        type: bool
        default: false
      name:
        description: As O(opswatch.monitoring.pingdom_check#module:name).
        type: str
      host:
        description: As O(opswatch.monitoring.pingdom_check#module:host).
        type: str
      paused:
        description: As O(opswatch.monitoring.pingdom_check#module:paused).
        type: bool
      resolution:
        description: As O(opswatch.monitoring.pingdom_check#module:resolution).
        type: int
        choices: [1, 5, 15, 30, 60]
      tags:
        description: As O(opswatch.monitoring.pingdom_check#module:tags).
        type: list
        elements: str
      contacts:
        description: As O(opswatch.monitoring.pingdom_check#module:contacts).
        type: list
        elements: str
      teams:
        description: As O(opswatch.monitoring.pingdom_check#module:teams).
        type: list
        elements: str
      integrations:
        description: As O(opswatch.monitoring.pingdom_check#module:integrations).
        type: list
        elements: str
      probe_filters:
        description: As O(opswatch.monitoring.pingdom_check#module:probe_filters).
        type: list
        elements: str
      sendnotificationwhendown:
        description: As O(opswatch.monitoring.pingdom_check#module:sendnotificationwhendown).
        type: int
      notifyagainevery:
        description: As O(opswatch.monitoring.pingdom_check#module:notifyagainevery).
        type: int
      notifywhenbackup:
        description: As O(opswatch.monitoring.pingdom_check#module:notifywhenbackup).
        type: bool
      ipv6:
        description: As O(opswatch.monitoring.pingdom_check#module:ipv6).
        type: bool
      responsetime_threshold:
        description: As O(opswatch.monitoring.pingdom_check#module:responsetime_threshold).
        type: int
      custom_message:
        description: As O(opswatch.monitoring.pingdom_check#module:custom_message).
        type: str
      port:
        description: As O(opswatch.monitoring.pingdom_check#module:port).
        type: int
      encryption:
        description: As O(opswatch.monitoring.pingdom_check#module:encryption).
        type: bool
      stringtoexpect:
        description: As O(opswatch.monitoring.pingdom_check#module:stringtoexpect).
        type: str
      auth_username:
        description: As O(opswatch.monitoring.pingdom_check#module:auth_username).
        type: str
      auth_password:
        description: As O(opswatch.monitoring.pingdom_check#module:auth_password).
        type: str
      stringtosend:
        description: As O(opswatch.monitoring.pingdom_check#module:stringtosend).
        type: str
      expectedip:
        description: As O(opswatch.monitoring.pingdom_check#module:expectedip).
        type: str
      nameserver:
        description: As O(opswatch.monitoring.pingdom_check#module:nameserver).
        type: str
      url_path:
        description: As O(opswatch.monitoring.pingdom_check#module:url_path).
        type: str
      additionalurls:
        description: As O(opswatch.monitoring.pingdom_check#module:additionalurls).
        type: list
        elements: str
      verify_certificate:
        description: As O(opswatch.monitoring.pingdom_check#module:verify_certificate).
        type: bool
      ssl_down_days_before:
        description: As O(opswatch.monitoring.pingdom_check#module:ssl_down_days_before).
        type: int
      shouldcontain:
        description: As O(opswatch.monitoring.pingdom_check#module:shouldcontain).
        type: str
      shouldnotcontain:
        description: As O(opswatch.monitoring.pingdom_check#module:shouldnotcontain).
        type: str
      postdata:
        description: As O(opswatch.monitoring.pingdom_check#module:postdata).
        type: str
      requestheaders:
        description: As O(opswatch.monitoring.pingdom_check#module:requestheaders).
        type: dict
  owner_tag:
    description:
      - A tag that marks which checks belong to the set. A check that the set creates gets it, entries need not repeat
        it, and what entries say of C(tags) does not take it away.
      - It says what O(prune) and O(adopt) are about, and nothing else. A check without it that an entry means is
        changed all the same. One that takes its place by C(recreate) is new, and gets it.
      - Choose one that nothing else has. A tag that Pingdom makes itself is an error.
      - If checks carry the tag and none of them is in O(checks), others seem to use it. Then the task fails, before
        anything is written, where a check would get the tag, and with O(prune). Otherwise it warns. If those checks are
        the set's, as where all of its entries were replaced by others, list one of them in O(checks), with
        C(state=absent) if it shall go. A set whose first run was interrupted has some in O(checks), and goes on. What
        the set itself has made within the last minute is known to be its own.
    type: str
  name_prefix:
    description:
      - Marks which checks belong to the set by the begin of their names, in place of O(owner_tag). The names of all
        entries must begin with it. If others seem to use it, the same is true as of O(owner_tag).
    type: str
  prune:
    description:
      - Delete the checks that belong to the set, by O(owner_tag) or O(name_prefix), and that O(checks) does not have.
        Their history is lost.
      - If others seem to use the mark of the set, the task fails, as O(owner_tag) tells.
      - An empty list of O(checks) deletes all checks of the set.
      - Nothing is deleted before everything has been created and changed, and nothing if any of that failed. Each check
        is read once more just before. One whose name or mark somebody has changed meanwhile is not deleted, which is a
        failure of that check.
    type: bool
    default: false
  adopt:
    description:
      - Let checks that an entry means become part of the set, if they are not. They get the O(owner_tag), or the name
        that begins with O(name_prefix), which an entry has to give if its check has none.
    type: bool
    default: false
  max_deletes:
    description:
      - The most checks that may be deleted, by O(prune) or with C(state=absent). If it would be more, the task fails
        and nothing is written.
      - A check that C(recreate) replaces does not count.
    type: int
    default: 10
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - These are errors before the first write, in check mode too. Options of another type or version of the API; a name
    that several checks have; an id that does not exist; contacts and teams that do not exist (in check mode their names
    are a warning, since an earlier task may only have predicted them); two entries of one name; more deletions than
    O(max_deletes); more checks than the account has room for; a request budget that does not reach so far.
  - Up to five checks are written at the same time. What one check is refused for does not keep the others from being
    written. A fault of the server does not either, and nor does HTTP 403 for a reason that is not known, unless it is
    the third of them in a row. After a failure that is not about one check, such as that of the connection, of the
    token or of the request budget, nothing more is begun. In each case the task fails, RV(outcome) says what came of
    every check, and the next run goes on with the rest.
  - What the set deletes makes no room for what it creates, since it is deleted last.
  - See M(opswatch.monitoring.pingdom_check) for what is true of each check. Other than there, a check that shows as
    paused and shall be is left alone even inside a maintenance window that may be why it shows so. If it was not paused
    itself, the set pauses it when it is applied again after the window.
seealso:
  - module: opswatch.monitoring.pingdom_check
  - module: opswatch.monitoring.pingdom_check_info
"""

EXAMPLES = r"""
- name: The checks of the shop, and no others
  opswatch.monitoring.pingdom_check_set:
    api_token: "{{ pingdom_api_token }}"
    owner_tag: ansible-shop
    prune: true
    checks:
      - name: "ansible: web shop"
        type: http
        host: shop.example.com
        url_path: /health
        encryption: true
        port: 443
        tags: [shop, production]
      - name: "ansible: mail of the shop"
        type: smtp
        host: mail.example.com
        tags: [shop]

- name: Make the checks of a host part of a set, and change nothing else
  opswatch.monitoring.pingdom_check_set:
    api_token: "{{ pingdom_api_token }}"
    owner_tag: ansible-ping
    adopt: true
    checks:
      - name: "ansible: ping {{ item }}"
        type: ping
        host: "{{ item }}"
  loop: [shop.example.com]

- name: What would be done, by the names of the checks
  opswatch.monitoring.pingdom_check_set:
    api_token: "{{ pingdom_api_token }}"
    name_prefix: "ansible: "
    checks:
      - name: "ansible: web shop"
        resolution: 1
  check_mode: true
  register: shop
"""

RETURN = r"""
plan:
  description:
    - What is done about each check, the entries of O(checks) in their order, then the checks that are deleted by
      O(prune), by name. It is the same in check mode and without, and it is returned with a failure that came after the
      plan was made.
  returned: success, and failure after the plan was made
  type: list
  elements: dict
  contains:
    action:
      description:
        - V(create), V(change), V(delete), or V(keep) if there is nothing to do. V(adopt) is a change after which the
          check belongs to the set.
      type: str
      sample: change
    name:
      description:
        - Name of the check afterwards.
        - Null of an entry with C(state=absent) that has no name, if there is no check with its C(id) or
          C(identity_tag).
      type: str
      sample: Web shop
    id:
      description: Id of the check as it was before; null if there was none.
      type: int
      sample: 13904898
    reasons:
      description:
        - Of V(change) and V(adopt) the options that differ, of V(create) and V(delete) a sentence.
        - The option V(type) means that the check is replaced by a new one.
      type: list
      elements: str
      sample: [resolution]
  sample:
    - action: change
      name: Web shop
      id: 13904898
      reasons: [resolution]
ids:
  description:
    - The ids of the checks that the entries mean, in their order, without those that are absent. In check mode null for
      one that would be created.
  returned: success
  type: list
  elements: int
  sample: [13904898, 13904902]
outcome:
  description:
    - What was carried out of the plan. C(done), C(failures), C(sent) and C(not_tried) are lists of steps as in
      RV(plan). Each step is in one of them, those that keep a check are in none.
  returned: failure while the plan was carried out
  type: dict
  contains:
    done:
      description: The steps that were done.
      type: list
      elements: dict
    failures:
      description:
        - The steps that failed, with C(msg). Pingdom refused them, or what it shows is not what it was told.
      type: list
      elements: dict
    sent:
      description:
        - The steps that Pingdom accepted, or may have accepted, and of which nobody has seen what came, with C(msg).
          The answer was lost, or the check could not be read back, as when the request budget had ended. The next run
          looks at them anew.
      type: list
      elements: dict
    not_tried:
      description:
        - The steps of which nothing was done, as they were not begun, or as the request did not leave or was refused
          for the request budget.
      type: list
      elements: dict
  sample:
    done: []
    failures:
      - action: change
        name: Web shop
        id: 13904898
        reasons: [resolution]
        msg: "PUT https://api.pingdom.com/api/3.1/checks/13904898 (HTTP 400): Pingdom refuses the request: no"
    sent: []
    not_tried: []
awaited:
  description:
    - The names in C(contacts) and C(teams) of the entries that nobody is called yet. Without check mode they would be
      an error.
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
  sample: {"kind": "SelectionRefused", "status": null, "code": null, "request_id": null, "matched": 12, "ids": [1, 2]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_set import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
