#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_pause
short_description: Pause and resume monitoring in PRTG
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Pauses probes, groups, devices and sensors of PRTG Network Monitor, resumes them, or restores what an earlier task
    changed.
  - A pause ends by itself after O(duration), on the PRTG server, so that a playbook that dies leaves nothing dark.
  - The silence of an object is the union of the leases that it carries. Each O(reason) is a holder with a lease of its
    own. The message of the pause names them all, the pause lasts until the last of their ends, whoever ends takes away
    their own lease only, and the object wakes when the last one goes.
  - What a person does in PRTG afterwards wins. A pause that a person made is no lease, and never counts as one.
  - Only the pause flag of the selected objects themselves is changed. What is silent because of an object above it, a
    dependency, a schedule or the license stays as it is, and RV(objects[].after) and a warning say so.
  - Any number of objects takes one task, with one write request for 100 objects.
  - With O(kind=user) it pauses user accounts of PRTG, who then cannot log in, and resumes them. Only API v2 can, with
    a request for each user. PRTG keeps neither a message nor an end of that, so that it lasts until somebody resumes,
    and nobody can tell who holds it. Whoever is paused already stays so, is no change, and is not resumed by
    RV(restore).
  - The main administrator of PRTG cannot be paused, and the user whose credentials the task has is not. Where PRTG does
    not tell who that is, a warning says so.
options:
  state:
    description:
      - V(paused) pauses the selected objects, or joins those that are paused already.
      - V(resumed) resumes those that are paused themselves, whoever holds them.
      - V(restored) undoes what the task that returned O(restore) did, and nothing else. What was paused before that
        task, or is held by others, stays paused, and what somebody else has paused, resumed or renewed since is left
        alone.
      - V(restored) with selectors in place of O(restore) ends the leases of the same O(reason) on the selected objects,
        for when the token is lost. Of users nobody can tell them, so that O(restore) is needed.
    type: str
    choices: [paused, resumed, restored]
    default: paused
  kind:
    description:
      - Only objects of these kinds, or users. V(user) stands alone, since users are not among the objects.
      - Users are selected by O(ids), by O(names) as PRTG displays them, or by a O(filter) with the properties that the
        language has for users. O(under), O(duration) but for V(forever), O(reason), O(renew), O(adopt) and O(override)
        cannot be of users, and are an error before anything is sent.
    type: list
    elements: str
    choices: [probe, group, device, sensor, user]
  duration:
    description:
      - How long to pause, such as V(30m), V(2h), V(1d) or a number of seconds, rounded up to whole minutes.
        V(forever) pauses until somebody resumes.
      - Objects are paused for V(1h) if it is not given. Users are paused until somebody resumes them.
      - A lease of the same O(reason) that has at least 90 percent of the duration left, or has no end, is not renewed,
        so that a second run changes nothing. A shorter rest is renewed to the full duration.
      - What a person paused is left as it is, with a warning if it is a timed pause, since PRTG does not tell its end.
        See O(renew) and O(override).
      - Used with O(state=paused) only.
    type: str
  reason:
    description:
      - Why the objects are paused, and with that who holds them. The same reason again is the same holder, another one
        is another; blanks at its ends do not count. Give different work different reasons.
        An empty reason, or null, is an error.
      - PRTG shows it in the message of the pause, together with a mark such as
        V([opswatch 5f0c21ab until 2026-11-23T04:00:00Z]), by which the module recognizes its leases. Several holders
        stand there side by side. The message of a pause that is left alone is not changed.
      - A server that refuses to pause what is paused cannot carry a second holder. Then the task fails, and what is
        paused stays as it was.
      - Tasks may also write C(message), PRTG's own word, which Ansible does not allow as the name of a module option.
    type: str
    default: Paused by Ansible
  renew:
    description:
      - Renew the lease of this O(reason) to the full O(duration), even if enough of it is left, and replace what a
        person paused without an end; O(state=restored) makes that pause again, with the person's words. Leases of
        other reasons stay.
      - A lease that would end within the same minute is not renewed.
    type: bool
    default: false
  adopt:
    description:
      - Count the leases of the same O(reason) that are still in force as made by this task. Then RV(restore) covers
        them too.
      - With it, work that was interrupted can be run again and puts everything back in the end.
    type: bool
    default: false
  override:
    description:
      - Accept what cannot be undone, which is otherwise refused before anything is changed. That is to resume or to
        replace the timed pause of a person, whose end PRTG does not tell, so that it cannot be made again; and to
        change a pause whose message PRTG shows cut, so that holders could be lost.
      - With O(state=paused) it replaces such a timed pause by one of O(duration), without O(renew) too.
    type: bool
    default: false
  restore:
    description:
      - With O(state=restored), the value RV(restore) of the task to undo. An empty dictionary is no token,
        and an error. A lease of the same reason that the task has renewed gets back its own end.
      - Tasks of different reasons can be undone in any order. Undo several tasks of one reason in the reverse of their
        order. In another order the earlier lease comes back with its own end, and runs out by itself. One without an
        end stays, as a warning tells, until its task is undone once more.
      - It is no way around the guards. O(max_matched) and O(allow_root) hold for what it names, a probe counts as named
        by its id, and an object of another kind or name is refused before anything is changed.
      - An object that PRTG says does not exist any more is a warning. One that it only does not show is a failure, and
        so is a token of which no object is left, unless O(allow_empty) is set.
      - Whenever a task fails that was given a token, it returns that token unchanged, to be tried again.
    type: dict
  wait:
    description:
      - Also wait until the status of the changed objects shows the change. PRTG computes it later than the pause
        flag, after a resume often with the next scan only.
      - Without it, the module waits only until the pause flag has changed.
    type: bool
    default: false
  allow_root:
    description:
      - Allow to act on the root, and on probes that are not named by O(ids). That silences everything below.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.prtg.waiting
  - opswatch.monitoring.prtg.allow_empty_restoring
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - PRTG does not tell which of several objects failed. So every change is proven by reading the objects back, and the
    task fails if it does not show.
seealso:
  - module: opswatch.monitoring.prtg_wait
  - module: opswatch.monitoring.prtg_object_info
  - module: opswatch.monitoring.pingdom_maintenance
"""

EXAMPLES = r"""
- name: Silence two devices for the next hour
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    names: [web-1, web-2]
    kind: [device]
    reason: Kernel update
  register: silenced

- name: Undo exactly that, whatever was paused before
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    state: restored
    restore: "{{ silenced.restore }}"

- name: Silence all sensors of one group for a day, at most 50
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop
    kind: [sensor]
    duration: 1d
    max_matched: 50

- name: Silence the sensors that the deployment is going to break
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop
    filter: type = sensor and name matches "http"
    max_matched: 20

- name: Keep an account from logging in until it is resumed
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    kind: [user]
    names: [Olive Operator]
  register: locked

- name: Let it log in again, if this was what kept it out
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    state: restored
    restore: "{{ locked.restore }}"

- name: Resume a sensor and wait until PRTG has scanned it
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    ids: [2001]
    state: resumed
    wait: true
"""

RETURN = r"""
matched:
  description: How many objects the selectors found, or how many the restore token names.
  returned: success
  type: int
  sample: 2
objects:
  description: What was found, in the order of the ids.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the object.
      type: str
      sample: "2001"
    name:
      description: Its name.
      type: str
      sample: web-1
    path:
      description: The names from the probe down to the object; of a user the name alone.
      type: list
      elements: str
      sample: [Local Probe, Web shop, web-1]
    kind:
      description: Kind of the object, as in O(kind).
      type: str
      sample: device
    before:
      description:
        - Its state before. C(active) is its own flag, C(paused_by) tells why it is silent (V(user) by its own flag,
          V(parent), V(dependency), V(schedule), V(license) or null), C(until) when its own pause ends (ISO 8601 UTC),
          null without an end, or V(unknown) if a person made it until a time that PRTG does not tell.
      type: dict
      sample: {"active": true, "paused_by": null, "until": null}
    after:
      description:
        - Its state after, with the same members. PRTG does not tell of an object that is paused what would keep it
          silent besides, such as a schedule of its own, so that check mode cannot know that.
      type: dict
      sample: {"active": false, "paused_by": "user", "until": "2026-11-23T04:00:00Z"}
    changed:
      description: Whether its pause was changed.
      type: bool
      sample: true
    leases:
      description: Who holds its own pause afterwards, with C(reason) and C(until) (null for a lease without an end).
      type: list
      elements: dict
      sample: [{"reason": "Kernel update", "until": "2026-11-23T04:00:00Z"}]
    inherited_from:
      description: The nearest object above that is paused itself and silences this one too, with C(id), C(kind) and
        C(name); null without one.
      type: dict
      sample:
server:
  description: What the server is called that the objects belong to, see O(server_name) and O(expect_server).
  returned: success
  type: str
  sample: prtg.example.com
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
    version: 2
    server: prtg.example.com
    simulated: false
    objects:
      - id: "2001"
        kind: device
        name: web-1
        did: pause
        marked: true
        added:
          - lease: 5f0c21ab
            reason: Kernel update
            until: "2026-11-23T04:00:00Z"
        removed: []
        theirs:
        theirs_ends: false
        again:
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AuthenticationFailed", "status": 401, "code": "AUTH_FAILED", "request_id": "LlBbCc"}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.acting import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.actions import PAUSE

SPECIFICATION = Specification(**module_of(PAUSE))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
