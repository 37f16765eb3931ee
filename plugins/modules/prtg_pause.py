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
  - Only the pause flag of the selected objects themselves is changed. What is silent because of an object above it, a
    dependency, a schedule or the license stays as it is, and RV(objects[].after) and a warning say so.
  - Any number of objects takes one task, with one write request for 100 objects.
options:
  state:
    description:
      - V(paused) pauses the selected objects.
      - V(resumed) resumes those that are paused themselves.
      - V(restored) undoes what the task that returned O(restore) did, and nothing else. What was paused before that
        task stays paused, and what somebody else has paused, resumed or renewed since is left alone.
      - V(restored) with selectors in place of O(restore) resumes those of the selected objects that this module has
        paused with the same O(reason), for when the token is lost.
    type: str
    choices: [paused, resumed, restored]
    default: paused
  duration:
    description:
      - How long to pause, such as V(30m), V(2h), V(1d) or a number of seconds, rounded up to whole minutes.
        V(forever) pauses until somebody resumes.
      - A pause that was made by this module and has at least 90 percent of the duration left is not renewed, so that
        a second run changes nothing. A shorter rest is renewed to the full duration. A pause without an end is left
        as it is.
      - A timed pause that was made elsewhere is left as it is with a warning, since PRTG does not tell its end.
      - Used with O(state=paused) only.
    type: str
    default: 1h
  reason:
    description:
      - Why the objects are paused. PRTG shows it as the message of the pause, together with a mark such as
        V([opswatch 5f0c21ab until 2026-11-23T04:00:00Z]), by which the module recognizes its own pauses.
      - Pauses are told apart by it, so that an empty value, or null, is an error.
      - The message of a pause that is left alone is not changed.
      - Tasks may also write C(message), PRTG's own word, which Ansible does not allow as the name of a module option.
    type: str
    default: Paused by Ansible
  renew:
    description:
      - Replace pauses that are in force by one of the full O(duration) with this O(reason), those of other people too.
      - An own pause that would end within the same minute is not replaced.
    type: bool
    default: false
  adopt:
    description:
      - Count pauses that this module has made earlier with the same O(reason), and that are still in force, as made by
        this task. Then RV(restore) covers them too.
      - With it, work that was interrupted can be run again and puts everything back in the end. Give different work
        different reasons.
    type: bool
    default: false
  restore:
    description:
      - With O(state=restored), the value RV(restore) of the task to undo. A pause of this module that the task has
        renewed gets back its own end and reason.
      - An empty dictionary is no token, and an error.
      - Undo several tasks in the reverse of their order. In another order the earlier pause runs out by itself.
    type: dict
  wait:
    description:
      - Also wait until the status of the changed objects shows the change. PRTG computes it later than the pause
        flag, after a resume often with the next scan only.
      - Without it, the module waits only until the pause flag has changed.
    type: bool
    default: false
  wait_timeout:
    description:
      - How many seconds to wait at most with O(wait=true).
    type: int
    default: 300
  allow_empty:
    description:
      - Do not fail if nothing matches, or if one of O(ids) or O(names) does not exist.
    type: bool
    default: false
  allow_root:
    description:
      - Allow to act on the root, and on probes that are not named by O(ids). That silences everything below.
    type: bool
    default: false
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - PRTG does not tell which of several objects failed. So every change is proven by reading the objects back, and the
    task fails if it does not show.
seealso:
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
    under: Local Probe/Web shop
    kind: [sensor]
    duration: 1d
    max_matched: 50

- name: Silence the sensors that the deployment is going to break
  opswatch.monitoring.prtg_pause:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    filter: type = sensor and tags contains "shop" and sensorkindname matches "http"
    max_matched: 20

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
      description: The names from the probe down to the object.
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
          V(parent), V(dependency), V(schedule), V(license) or null), C(until) when its own pause ends if this module
          made it (ISO 8601 UTC).
      type: dict
      sample: {"active": true, "paused_by": null, "until": null}
    after:
      description: Its state after, with the same members.
      type: dict
      sample: {"active": false, "paused_by": "user", "until": "2026-11-23T04:00:00Z"}
    changed:
      description: Whether its pause was changed.
      type: bool
      sample: true
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
    - A task that fails after it has changed something returns it as well.
    - In check mode it is only good for check mode.
    - Do not look into it. Ansible covers the secrets of a task wherever their letters occur in its result. If such
      letters occur in what this says, it is a single unreadable text without them.
  returned: success, or failure after a change
  type: dict
  sample:
    version: 1
    server: prtg.example.com
    simulated: false
    objects:
      - id: "2001"
        kind: device
        name: web-1
        did: pause
        lease: 5f0c21ab
        marked: true
        was_active: true
        open_ended: false
        until:
error:
  description: What went wrong.
  returned: failure
  type: dict
  contains:
    kind:
      description: Kind of the failure, such as V(AuthenticationFailed), V(ConnectionFailed), V(NotFound) or
        V(SelectionRefused).
      type: str
      sample: NotFound
    status:
      description: HTTP status of the answer.
      type: int
      sample: 401
    code:
      description: PRTG's own error code (API v2).
      type: str
      sample: AUTH_FAILED
    request_id:
      description: PRTG's id of the request (API v2).
      type: str
      sample: LlBbCc
"""

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import pausing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, refuse_mark
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    SELECTOR_OPTIONS,
    Selection,
    Selector,
    refuse_what_was_not_meant,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import ALWAYS_READ, Need, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token_text import survives_masking

OPTIONS: dict[str, dict[str, t.Any]] = {
    **SELECTOR_OPTIONS,
    "state": {"type": "str", "choices": ["paused", "resumed", "restored"], "default": "paused"},
    "duration": {"type": "str", "default": "1h"},
    "reason": {"type": "str", "default": "Paused by Ansible"},
    "renew": {"type": "bool", "default": False},
    "adopt": {"type": "bool", "default": False},
    "restore": {"type": "dict"},
    "wait": {"type": "bool", "default": False},
    "wait_timeout": {"type": "int", "default": 300},
    "allow_empty": {"type": "bool", "default": False},
    "allow_root": {"type": "bool", "default": False},
}


#: Which options say what is paused. Ids may be unknown yet in check mode.
IDENTITY = Identity(
    what="object",
    options=("ids", "names", "filter", "under", "restore"),
    ids=frozenset({"ids", "under"}),
    guards=("expect_server", "reason"),
)


def predicted(params: dict[str, t.Any]) -> dict[str, t.Any]:
    """What check mode returns as long as no object is known."""
    refuse_other_server(params)
    server = server_of(params)
    nothing = RestoreToken(server, (), simulated=True)
    return {"matched": 0, "objects": [], "server": server, "restore": nothing.as_data()}


@survives_masking
@identified(IDENTITY, predicted)
def run(params: dict[str, t.Any], check_mode: bool) -> Result:
    """Pause, resume or restore, as the documentation says."""
    minutes = pausing.minutes_of(params["duration"])
    refuse_mark(params["reason"])
    if params["restore"] is not None and params["state"] != "restored":
        raise ConfigurationError(f"restore is given with state {params['state']}", hint="Set state to restored.")
    if params["wait_timeout"] < 0:
        raise ConfigurationError("wait_timeout must be 0 seconds or more")
    with connected(params) as server:
        host = server_of(params)
        if params["restore"] is not None:
            steps, tree = _restore(server, RestoreToken.from_data(params["restore"], host), check_mode)
        else:
            wish = pausing.Wish(params["state"], minutes, params["reason"], params["renew"], params["adopt"])
            selector = Selector.from_options(params)
            selection = select(server, selector, pausing.FIELDS, tree=True)
            refuse_what_was_not_meant(selection, selector, params)
            steps, tree = _plan(selection, wish, server.now()), selection.snapshot.tree
        wait = params["wait_timeout"] if params["wait"] else None
        outcome = pausing.carry_out(server, steps, params["reason"], host, tree, check_mode=check_mode, wait=wait)
        warnings = [*server.warnings, *outcome.warnings]
    values = {"matched": len(steps), "objects": outcome.objects, "server": host, "restore": outcome.restore.as_data()}
    return Result(outcome.changes, values, warnings)


def _plan(selection: Selection, wish: pausing.Wish, now: float) -> list[pausing.Step]:
    if wish.state == "restored":
        return pausing.plan_release(selection, wish.message)
    return pausing.plan(selection, wish, now)


def _restore(server: PrtgServer, token: RestoreToken, check_mode: bool) -> tuple[list[pausing.Step], Tree]:
    if not token.objects:
        return [], Tree(())
    if token.simulated and not check_mode:
        raise ConfigurationError(
            "restore comes from check mode, where nothing was changed, so there is nothing to undo"
        )
    need = Need(ids=tuple(undo.id for undo in token.objects), fields=ALWAYS_READ | pausing.FIELDS, tree=True)
    snapshot = server.read(need)
    tree = Tree([*snapshot.tree, *snapshot.objects])
    return pausing.plan_restore(token, tree, server.now()), tree


SPECIFICATION = Specification(
    service="prtg",
    options=OPTIONS,
    run=run,
    identity=IDENTITY,
    rules={
        "required_if": [
            ("state", "paused", ("ids", "names", "filter", "under"), True),
            ("state", "resumed", ("ids", "names", "filter", "under"), True),
            ("state", "restored", ("restore", "ids", "names", "filter", "under"), True),
        ],
        "mutually_exclusive": [("restore", selector) for selector in ("ids", "names", "filter", "kind", "under")],
    },
)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
