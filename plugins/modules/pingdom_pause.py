#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_pause
short_description: Pause and resume checks in Pingdom
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Pauses uptime checks and transaction checks of Pingdom, resumes them, or restores what an earlier task changed.
    Hundreds of uptime checks take one request, and one more to prove it.
  - Only what is not paused is paused, and RV(restore) names exactly that. So O(state=restored) leaves paused what
    somebody else had paused before.
  - Pingdom knows no end of a pause. Nothing ends it but a later task, or a person. Where the plan of the account has
    maintenance windows, which end by themselves, M(opswatch.monitoring.pingdom_maintenance) is the safer way.
  - Nor does Pingdom tell who has paused a check. Of two tasks that pause the same check, the first one has it in its
    token, and resumes it.
options:
  state:
    description:
      - V(paused) pauses what is named and not paused.
      - V(resumed) resumes what is named and paused, whoever has paused it.
      - V(restored) undoes what the task that returned O(restore) did, and nothing else. What somebody else has resumed
        or paused since is left as it is, with a warning, and so is what does not exist any more.
    type: str
    choices: [paused, resumed, restored]
    default: paused
  ids:
    description:
      - Ids of uptime checks.
    type: list
    elements: str
  names:
    description:
      - Exact names of uptime checks. A name that several checks have is an error that lists their ids, unless O(ids)
        has each of them.
    type: list
    elements: str
  tags:
    description:
      - Uptime checks that have one of these tags, besides those of O(ids) and O(names). A tag that no check has is an
        error.
    type: list
    elements: str
  transactions:
    description:
      - Ids or exact names of transaction checks. Each takes a request of its own.
      - API 3.1 alone has them.
    type: list
    elements: str
  restore:
    description:
      - With O(state=restored), the value RV(restore) of the task to undo. An empty dictionary is no token, and an
        error.
      - It serves over API 3.1 and 2.1 alike, as ids are the same, on the server where it was made.
      - It knows the server, and not the account. If all that has one of its ids has another name, it is taken for that
        of another account, which is a failure before anything is sent. So it is where all of them have been renamed
        since; O(ids) resumes those. Where only some have other names, they have been renamed, which is a warning.
      - It is no way around O(max_matched).
      - A check that does not exist any more is a warning. A token of which nothing is left is a failure, unless
        O(allow_empty) is set.
      - Whenever a task fails that was given a token, it returns that token unchanged, to be tried again.
    type: dict
  max_matched:
    description:
      - Fail before anything is changed if more than so many are matched, or named by O(restore).
    type: int
  allow_empty:
    description:
      - Do not fail if nothing matches, or if one of O(ids), O(names), O(tags) or O(transactions) does not exist, which
        is a warning then.
      - In check mode names and tags that nothing has yet are no error, since an earlier task may only have predicted
        them. They are awaited, which is a warning and counts as a change, and RV(awaited) has them. An id that does not
        exist is an error there, too.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - Pingdom says nothing of ids that it does not know. So every change is proven by reading the checks again, for a
    minute at most, as answers may be older than a change. The task fails if it does not show. What shows as it was
    before has not changed then, and is not in RV(restore); if that is all of it, the failure is no change.
  - Uptime checks that are awake take three requests for up to a thousand of them, the list, the change and the proof.
    Each further thousand takes one more. So does each transaction check, besides two for their own list and proof.
    Where an uptime check shows as paused before, the maintenance windows are read as well, and the occurrences of
    each recurring one that it is in, since only they tell whether it is paused itself. A task that finds all as it
    shall be takes no more than that and the list.
  - Inside a maintenance window a check may show as paused whether it is paused itself or not, so that nobody can
    tell. With O(state=paused) it is left as it is, and RV(objects[].after) has null. It stays silent until the window
    ends, which a warning tells, and wakes then if it was awake. A pause could not be undone, since to wake it might
    be to wake what somebody else has paused, and not to would leave it silent for good. For a longer silence extend
    the window with M(opswatch.monitoring.pingdom_maintenance), which ends by itself. To pause it in any case, use
    M(opswatch.monitoring.pingdom_check).
  - With O(state=resumed) and O(state=restored) such a check is told what it shall be, without that being counted as a
    change. A warning says so.
  - Over API 2.1 a user needs the right to change checks, over API 3.1 the token needs the access level Read/Write.
seealso:
  - module: opswatch.monitoring.pingdom_check
  - module: opswatch.monitoring.pingdom_maintenance
  - module: opswatch.monitoring.prtg_pause
"""

EXAMPLES = r"""
- name: Silence the shop, however many checks it has
  opswatch.monitoring.pingdom_pause:
    api_token: "{{ pingdom_api_token }}"
    tags: [shop]
    max_matched: 50
  register: silenced

- name: Undo exactly that, whatever was paused before
  opswatch.monitoring.pingdom_pause:
    api_token: "{{ pingdom_api_token }}"
    state: restored
    restore: "{{ silenced.restore }}"

- name: Silence the shop, and fail if some of it may wake at the end of a maintenance window
  opswatch.monitoring.pingdom_pause:
    api_token: "{{ pingdom_api_token }}"
    tags: [shop]
  register: silenced
  failed_when: silenced is failed or silenced.objects | selectattr('after.paused', 'none') | list | length > 0

- name: Silence a check and a transaction check
  opswatch.monitoring.pingdom_pause:
    api_token: "{{ pingdom_api_token }}"
    names: ["shop: checkout"]
    transactions: ["shop: log in"]

- name: Resume them, whoever has paused them
  opswatch.monitoring.pingdom_pause:
    api_token: "{{ pingdom_api_token }}"
    names: ["shop: checkout"]
    transactions: ["shop: log in"]
    state: resumed
"""

RETURN = r"""
matched:
  description: How many checks and transaction checks were found, or how many the restore token names.
  returned: success
  type: int
  sample: 2
objects:
  description: What was found, uptime checks first, in the order of the ids.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: int
      sample: 13904899
    kind:
      description: V(check) for an uptime check, V(transaction) for a transaction check.
      type: str
      sample: check
    name:
      description: Its name.
      type: str
      sample: "shop: checkout"
    before:
      description: Its state before. C(paused) is whether it was paused itself, null where nobody can tell.
      type: dict
      sample: {"paused": false}
    after:
      description: Its state after, with the same member, null where it was left as it is and nobody can tell.
      type: dict
      sample: {"paused": true}
    changed:
      description: Whether it was paused or resumed.
      type: bool
      sample: true
server:
  description: The host of O(url), and its path without the version of the API, to which the restore token belongs. The
    inventory plugin calls the server so, too.
  returned: success
  type: str
  sample: api.pingdom.com
time:
  description: When this was done, by Pingdom's clock (ISO 8601 UTC). Of a check that was resumed only a test that is
    newer says something.
  returned: success
  type: str
  sample: "2026-11-23T04:00:00Z"
awaited:
  description:
    - The names and tags of O(names), O(tags) and O(transactions) that nothing has yet. Without check mode they would be
      an error.
  returned: in check mode, if there are any and O(allow_empty) is not set
  type: list
  elements: str
  sample: ["check named 'Web shop'"]
restore:
  description:
    - What undoes this task with O(state=restored). It holds no secret and may be stored.
    - A task that fails after it has changed something returns it as well. One that fails to undo a token returns that
      token.
    - In check mode it is only good for check mode.
    - Do not look into it. Ansible covers the secrets of a task wherever their letters occur in its result. If such
      letters occur in what this says, it is a single unreadable text without them.
  returned: success, or failure after a change or with O(restore)
  type: dict
  sample:
    version: 1
    action: pingdom_pause
    server: api.pingdom.com
    simulated: false
    objects:
      - kind: check
        id: 13904899
        name: "shop: checkout"
        did: pause
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AuthenticationFailed", "status": 401, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pause import module_of

SPECIFICATION = Specification(**module_of())


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
