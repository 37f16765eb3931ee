#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_object
short_description: Make, change, move and delete objects of PRTG
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Brings groups, devices and sensors of PRTG Network Monitor into a state, from a template or anew, one or many in one
    task. What exists is changed where it differs, moved, or deleted. Only options that are given are managed.
  - An object is found by its O(id), or by O(name), O(parent) and O(kind) together.
  - Everything is read and judged before the first write. Names that fit two objects, templates that do not exist or are
    of another kind, a parent inside of the object itself, a device without host, and more deletions than O(max_deletes)
    are errors by which nothing is changed.
  - A new object is looked for until PRTG lists it, since servers tell of it before it can be used. All that was written
    is read back, and the task fails if it does not show.
  - A task that fails on the way tells in RV(objects) what was done, and the next run goes on from there.
options:
  id:
    description:
      - Id of the object. With O(name), an object of this id is renamed, with O(parent) it is moved.
      - With O(state=absent), O(name), O(parent) and O(kind) beside it say what the object has to be. If it is something
        else, nothing is deleted.
      - An id that is null or empty is an error. In check mode it is a warning, since what an earlier task only predicts
        has none yet. The same holds for O(parent) and O(clone_from).
    type: str
  name:
    description:
      - Name of the object. Without O(id) it finds the object, together with O(parent) and O(kind), and is that of a new
        one. Names are compared exactly. One that fits two objects there is an error.
      - What PRTG may not keep, a blank at either end or a line end, is an error in the name of a new or renamed object.
    type: str
  parent:
    description:
      - What the object is right below, by its id or by the names from the probe down, separated by slashes, such as
        V(Local Probe/Servers). It finds the object together with O(name), and moves it with O(id).
      - Sensors are below devices, devices and groups below probes and groups. A parent inside of the object itself is
        an error, and so is one that another entry of O(objects) moves there. Sensors are moved over API v2 alone, since
        API v1 is known to move groups and devices.
      - With O(objects), the path of an object that an entry before makes is a parent as well. What that object brings
        along from its template cannot be named in the same task.
    type: str
  kind:
    description:
      - Kind of the object. Needed without O(id).
      - Probes can be changed, but neither made nor moved nor deleted. They are found without O(parent).
    type: str
    choices: [probe, group, device, sensor]
  clone_from:
    description:
      - Template of an object that does not exist yet, by id or path; of the same O(kind). With all that is below it, it
        is copied to O(parent). Of an object that is there it says nothing.
      - PRTG makes copies paused. All else is set, and has to show, before the copy is resumed with O(active=true).
        Without O(active) it stays paused, and a warning says so.
      - API v1 makes objects in no other way.
      - Without an answer to the request, it is not sent again. The task looks for the new object, and takes it for its
        own if it is there.
    type: str
  sensor_kind:
    description:
      - Kind of a sensor that does not exist yet and is made without a template, such as V(ping). API v2 alone can do
        that.
    type: str
  host:
    description:
      - Host name or address of a device. Needed for a device that does not exist yet, since a copy without it would
        monitor the host of its template.
    type: str
  tags:
    description:
      - Tags that the object has of its own, not those that it inherits. Their order does not matter. A tag with a blank
        or a comma is an error.
    type: list
    elements: str
  tags_mode:
    description:
      - V(replace) makes O(tags) all own tags that the object has, V(append) adds them, and V(remove) takes them away.
      - A copy begins with the tags of its template.
    type: str
    choices: [replace, append, remove]
    default: replace
  priority:
    description: Stars, 1 to 5.
    type: int
  position:
    description:
      - Put the object to one end of those beside it, which are the sensors of a device, or the groups and devices below
        a probe or group.
      - API v2 tells positions in its deprecated lists only. Where these are gone, this is an error.
    type: str
    choices: [top, bottom]
  active:
    description:
      - The object's own flag. V(false) pauses it until somebody resumes it, V(true) resumes it, whoever paused it.
      - What is silent for another reason, such as a pause of what is above it or a schedule, stays so with V(true), and
        a warning says so.
      - What is paused by a lease of M(opswatch.monitoring.prtg_pause) is not resumed, and a warning says so, since such
        a pause ends by itself, or with the work that it is for. That is looked at right before it would be resumed, so
        that a lease that was put on while the task ran is left as well.
      - With V(false), what is paused already is left as it is. Where that pause is a lease or has an end, it does not
        stay paused, and a warning says so.
      - The root is not paused by this module.
    type: bool
  interval:
    description:
      - Time between two scans, such as V(60s), V(5m) or a number of seconds, or V(inherited) for that of the object
        above. PRTG takes those intervals that it offers.
      - An interval of its own ends that the section C(intervalgroup) is inherited.
      - Over API v1, what is inherited is read from the page with the settings of the object, which is not documented.
        Where it is not there, this is an error before anything is changed. The same holds for O(location) and
        O(inherit).
      - API v2 of 2026-03 changes nothing of a sensor but its section C(basic); then this is an error, and API v1 can do
        it.
    type: str
  location:
    description:
      - Where the object is, or V(inherited) for that of the object above. A location of its own ends that the section
        C(locationgroup) is inherited.
      - Where API v2 has it is unverified.
    type: str
  comment:
    description:
      - The object's comment. No source tells where API v2 has it, so that over it this is an error before anything is
        sent.
    type: str
  inherit:
    description:
      - Whether the object has what is above it for a section of settings, by PRTG's own name of the section, such as
        C(intervalgroup) or C(snmpversiongroup), each V(true) or V(false).
      - With V(false), what the object had of its own before, or the default, is in force again.
    type: dict
  settings:
    description:
      - Any other setting, by the names that the API has for them.
      - Over API v1 schedules, dependencies and maintenance windows are none of them, nor is their inheritance one for
        O(inherit), since PRTG does not take them in this way. M(opswatch.monitoring.prtg_schedule) sets maintenance
        windows.
      - Over API v1 names and values as the fields of PRTG's web interface have them, without the underscore at their
        end, such as C(httpurl). Over API v2 sections that hold names and values.
      - A setting in a section that is inherited ends that for the whole section, over API v1 as far as the page with
        the settings of the object tells in which section it is.
      - A name that PRTG does not know for the object is an error before anything is changed. What only an object tells
        that is there already is known of a new one after it is made.
      - Values are compared as texts, V(true) and V(false) as C(1) and C(0).
      - Settings whose names tell of credentials (as C(password), C(token), C(community), C(user)) are secret. No result
        and no diff shows them, PRTG does not tell them, and O(update_secrets) says when they are sent.
      - In the address of any other setting (as C(httpurl)) the password, and parameters with such names, are not shown
        either, but compared and sent like all else.
    type: dict
  update_secrets:
    description:
      - V(on_create) sends secret O(settings) to a new object only, V(always) each time. Nobody can tell whether they
        differ, so that a task with V(always) says each time that it has changed something.
      - A new object whose secrets were not sent before the task failed is none to the next run. The failure says so,
        and that run takes V(always).
    type: str
    choices: [on_create, always]
    default: on_create
  state:
    description:
      - V(present) makes the object, or changes what differs of what is given. All else of it stays.
      - V(absent) deletes it, with everything below it, at once and without a way back. The diff tells what lies below.
        An object that is not there is no change, nor is one whose O(parent) is not there, of which a warning tells. Of
        an id PRTG has to say so itself; an answer without it is not believed. What somebody else deletes while the task
        runs is no change either, of which a warning tells.
      - The root and probes are not deleted.
    type: str
    choices: [present, absent]
    default: present
  objects:
    description:
      - Several objects, each with the options above, in place of O(id) and O(name). What an entry does not say, it has
        from the option of the task. Such as O(parent), O(kind), O(clone_from) and O(tags) for many devices that
        differ in name and host.
      - All entries are planned before anything is written, and up to four are worked on at the same time. If one fails,
        the others go on unless they would fail as well. Nothing is deleted then.
      - Two entries must not be about the same object, and none about what another one deletes along.
    type: list
    elements: dict
    suboptions:
      id:
        description: As O(id).
        type: str
      name:
        description: As O(name).
        type: str
      parent:
        description: As O(parent).
        type: str
      kind:
        description: As O(kind).
        type: str
        choices: [probe, group, device, sensor]
      clone_from:
        description: As O(clone_from).
        type: str
      sensor_kind:
        description: As O(sensor_kind).
        type: str
      host:
        description: As O(host).
        type: str
      tags:
        description: As O(tags).
        type: list
        elements: str
      tags_mode:
        description: As O(tags_mode).
        type: str
        choices: [replace, append, remove]
      priority:
        description: As O(priority).
        type: int
      position:
        description: As O(position).
        type: str
        choices: [top, bottom]
      active:
        description: As O(active).
        type: bool
      interval:
        description: As O(interval).
        type: str
      location:
        description: As O(location).
        type: str
      comment:
        description: As O(comment).
        type: str
      inherit:
        description: As O(inherit).
        type: dict
      settings:
        description: As O(settings).
        type: dict
      update_secrets:
        description: As O(update_secrets).
        type: str
        choices: [on_create, always]
      state:
        description: As O(state).
        type: str
        choices: [present, absent]
  max_deletes:
    description:
      - Fail, before anything is changed, if more objects than this would be deleted. It counts those that the task
        names, not what lies below them.
    type: int
    default: 1
  wait_timeout:
    description:
      - How long to wait at most until PRTG lists what was made, then until the values that were written show, and then
        until all else does, such as V(5m) or a number of seconds.
    type: str
    default: 1m
  expect_server:
    description:
      - What the server is called that the ids belong to. If the connection's server is called otherwise, the task fails
        before it asks the server anything. See O(server_name).
      - An empty value, or null, is an error. Leave the option out, or give it C(omit).
    type: str
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_prtg
attributes:
  idempotent:
    support: partial
    details:
      - Not with O(update_secrets=always) and secret O(settings), since PRTG does not tell what it has.
notes:
  - Tasks of one user on one host that name the same new object take turns, so that several hosts of a play with the
    same task make one. Tasks elsewhere may make a second one of the same name. A warning tells of it if it is there by
    then, but where API v2 tells no id of what it has made it is an error, as it is for the next run.
seealso:
  - module: opswatch.monitoring.prtg_object_info
  - module: opswatch.monitoring.prtg_pause
"""

EXAMPLES = r"""
- name: Monitor a new web server as the template does, and start
  opswatch.monitoring.prtg_object:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    name: web-9
    kind: device
    parent: Local Probe/Web Shop/Production
    clone_from: Local Probe/Web Shop/Production/web-1
    host: web-9.shop.example
    tags: [linux, managed]
    active: true
  register: monitored

- name: Give it more stars, and one more tag
  opswatch.monitoring.prtg_object:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    id: "{{ monitored.object.id }}"
    priority: 4
    tags: [canary]
    tags_mode: append

- name: Move what is retired to the attic, and silence it there
  opswatch.monitoring.prtg_object:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    id: "{{ monitored.object.id }}"
    parent: Local Probe/Decommissioned
    active: false

- name: Remove it for good
  opswatch.monitoring.prtg_object:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    id: "{{ monitored.object.id }}"
    state: absent

- name: Have two devices of one template below a group
  opswatch.monitoring.prtg_object:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    kind: device
    parent: Local Probe/Web Shop/Staging
    clone_from: Local Probe/Web Shop/Staging/web-stage-1
    tags: [staging]
    active: true
    objects:
      - name: web-stage-2
        host: web-2.stage.example
      - name: web-stage-3
        host: web-3.stage.example
        priority: 2
"""

RETURN = r"""
object:
  description: The object, as an entry of RV(objects).
  returned: success without O(objects), unless check mode does not know which is meant
  type: dict
  sample: {"id": "2524", "kind": "device", "name": "web-9", "path": ["Local Probe", "Web Shop", "Production", "web-9"],
    "url": "https://prtg.example.com/device.htm?id=2524", "action": "create", "changed": true}
objects:
  description: The objects, in the order of the entries. A task that fails on the way returns them as well.
  returned: success, or failure after the first write
  type: list
  elements: dict
  contains:
    id:
      description: Id of the object; null as long as there is none.
      type: str
      sample: "2524"
    kind:
      description: Its kind.
      type: str
      sample: device
    name:
      description: Its name, afterwards.
      type: str
      sample: web-9
    path:
      description: The names from the probe down to it, afterwards. Empty if it is absent.
      type: list
      elements: str
      sample: [Local Probe, Web Shop, Production, web-9]
    url:
      description: Its page in PRTG's web interface; null if there is none.
      type: str
      sample: https://prtg.example.com/device.htm?id=2524
    action:
      description: What was to be done, which is V(create), V(change), V(delete) or V(keep).
      type: str
      sample: create
    changed:
      description: Whether it was changed.
      type: bool
      sample: true
    outcome:
      description:
        - What came of it in a task that failed. V(done), V(failed), V(sent) if something was sent and nobody has seen
          what came of it, V(not_tried) if nothing was sent for it, because everything had ended before or its parent
          was not made, or V(unchanged).
      returned: failure
      type: str
      sample: done
server:
  description: What the server is called that the objects belong to, see O(server_name).
  returned: success
  type: str
  sample: prtg.example.com
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "AmbiguousName", "status": null, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.ensure import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
