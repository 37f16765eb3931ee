#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_object_info
short_description: Read probes, groups, devices and sensors from PRTG, and channels, users and more
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns objects of PRTG Network Monitor as records with the same keys and types whichever API the server offers.
  - A list is complete or the task fails. Nothing that cannot be trusted, such as half a page, becomes a shorter list.
  - Over API v2 it also reads kinds of their own, which are no objects of the tree and have other records. Selectors,
    filters, sorting and guards work on them as on objects.
options:
  kind:
    description:
      - Only objects of these kinds.
      - V(channel), V(user), V(usergroup) and V(lookupdefinition) are kinds of their own, of which a task names one and
        nothing beside it. Only API v2 lists them, and over another API they are an error before anything is sent.
        M(opswatch.monitoring.prtg_user_info) reads users and user groups over API v1 as well.
      - Of channels, O(under) is what their sensors are below, or the id of a sensor. Their ids are those of the sensor
        and of the channel, as in V("2001.10"), in quotes, without which YAML makes 2001.1 of it; users and user groups
        have numbers, lookup definitions texts.
      - A filter can compare every field that is a text, a number, a time, or yes or no, under its own name and PRTG's,
        such as V(last_value > 90 and unit = "%"). What a server tells of them is unverified. What no row tells is an
        error, or is left to PRTG alone with O(trust_server).
      - O(include) is about objects, and an error with kinds of their own.
    type: list
    elements: str
    choices: [probe, group, device, sensor, channel, user, usergroup, lookupdefinition]
  fields:
    description:
      - Which keys of the records to return, and to ask the server for. By default these are all up to V(url); what
        follows it is read on request. An empty list is an error.
      - Fewer fields make large lists faster.
      - Of a kind of its own it is each that RV(objects) has for it, but for V(percent), which is read on request. Keys
        that the selected kinds do not have are an error.
      - What the API does not tell is null. A filter that needs it is an error, before anything is sent where that is
        known, and in any case before a record is returned.
    type: list
    elements: str
    choices:
      - id
      - kind
      - name
      - parent_id
      - path
      - status
      - health
      - message
      - active
      - paused_by
      - priority
      - favorite
      - tags
      - parent_tags
      - host
      - sensor_kind
      - interval
      - last_up
      - last_down
      - last_check
      - location
      - comment
      - url
      - icon
      - position
      - host_v6
      - sensor_kind_name
      - coverage
      - performance_impact
      - uptime_total
      - downtime_total
      - autodiscovery_active
      - autodiscovery_progress
      - authorized
      - cluster_probe
      - cluster_remote_probe
      - small_probe
      - probe_status
      - probe_status_info
      - primary
      - last_value
      - unit
      - unit_type
      - limits
      - limitmaxerror
      - limitmaxwarning
      - limitminwarning
      - limitminerror
      - limiterrormsg
      - limitwarningmsg
      - lookup
      - percent
      - login_name
      - email
      - role
      - primary_group
      - groups
      - active_directory
      - ticket_mail
      - last_login
      - time_zone
      - admin
      - user_type
      - members
      - active_directory_name
      - restricted_sensor_mode
      - ticket_mode
      - default_home
      - lookup_type
      - entries
  include:
    description:
      - More about each object that is returned, so that O(limit) saves requests.
      - V(status_summary) adds how many sensors below a probe, group or device are in which state, without a request
        for it.
      - V(channels) adds the channels of sensors with their last values. API v1 takes one request for each sensor, API
        v2 one for each 100.
      - V(limits) adds the same as V(channels), each channel with its limits, their messages and its lookup. Over API v1
        these are on a page of the web interface for each channel, which is not documented and which PRTG shows to
        accounts with write access alone. API v2 takes one request for each 100 sensors; no source tells under which
        names it has limits, so that they are looked for under those of its filters.
      - V(settings) adds what can be set of an object, in RV(objects[].settings), and tells apart what it inherits and
        what it has of its own. API v1 takes a request for each object, a page of the web interface like that. API v2
        takes one for each 100 objects, and one for each object where a server has its deprecated lists alone.
      - V(triggers) adds the notification triggers that count for an object, its own and inherited ones, and V(history)
        the changes of its configuration. API v1 takes a request for each object. API v2 has neither, which is an error
        before anything is sent.
      - What of V(limits), V(settings), V(triggers) and V(history) one object fails for is an error that names it.
    type: list
    elements: str
    choices: [status_summary, channels, limits, settings, triggers, history]
    default: []
  max_requests:
    description:
      - Fail if V(limits), V(settings), V(triggers) and V(history) of O(include) take more requests than this at least.
      - Where O(ids) alone selects, and not for V(limits), that is before anything is sent; else as soon as the objects
        are known, before the first of these requests. How many channels sensors have is known after one request for
        each sensor, which is counted.
      - RV(query.include) tells how many requests were made. That may be more, since what came empty or incomplete is
        asked for again.
    type: int
    default: 100
  sort_by:
    description:
      - Sort by these keys of records, the most important one first, each ascending, or descending with a minus sign in
        front, such as V(-priority). Several are a list or a text with commas, such as V(status,-priority,name).
      - For each key, in either direction, objects without a value come last. Objects that are equal in all keys are in
        the order of their ids.
      - By V(status) and V(health), the worst come first; V(status) is ordered by what it counts as in V(health).
        V(kind) and V(paused_by) have the order in which this page names their words. Text is ordered by its
        characters, upper case first.
      - PRTG's own names are understood as well where they are names of a field, such as V(parentid), V(lastup) or
        V(sensorkindname).
      - It is done here and means the same on every API. A key that PRTG tells of no object changes nothing, of which a
        warning tells.
      - Sorted by V(id) without it.
    type: list
    elements: str
  limit:
    description:
      - Return at most so many objects, after sorting. RV(matched) still counts all.
    type: int
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.prtg.trust
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - Without selectors, all probes, groups, devices and sensors are returned.
seealso:
  - module: opswatch.monitoring.prtg_pause
  - module: opswatch.monitoring.prtg_user_info
  - module: opswatch.monitoring.prtg_channel
  - plugin: opswatch.monitoring.prtg
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: All sensors of one device, the most important first
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop/Production/web-1
    kind: [sensor]
    fields: [id, name, status, message, priority]
    sort_by: -priority
  register: sensors

- name: Which devices need attention, and what is the worst of each
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    filter: kind = device and health in [down, down_partial, warning] and path matches "Local Probe/*"
    fields: [id, path, health]

- name: Every sensor of the web server
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop/Production/web-1
    kind: [sensor]
    fields: [name, path, status]

- name: What is down and important, whichever API the server offers
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    filter: kind = sensor and status = down and not(priority < 3)
    fields: [id, path, message]

- name: The sensors with the most downtime, those with equal downtime by their names
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    kind: [sensor]
    fields: [path, downtime_total, coverage, last_check]
    sort_by: -downtime_total,name
    limit: 10

- name: What is below a device, as people have arranged it
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop/Production/web-1
    fields: [name, status]
    sort_by: position,-priority

- name: Which sensors refer to another object, as PRTG alone knows
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    kind: [sensor]
    filter: crossreference contains "1004"
    trust_server: true
    fields: [id, path]

- name: Which channels of the web servers are near an upper limit of theirs
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    kind: [channel]
    under: Local Probe/Web Shop/Production
    filter: limitmaxerror != nil and last_value > 0
    fields: [id, parent_id, name, last_value, unit, limits, limitmaxerror]
    sort_by: -last_value

- name: Who may log in without being in a directory
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    kind: [user]
    filter: active = true and not(activedirectory = true)
    fields: [id, login_name, email, role, last_login]

- name: Count the sensors of each group by state
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    kind: [group]
    fields: [id, path]
    include: [status_summary]

- name: Which limits do the channels of a sensor have
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    ids: ["2101"]
    fields: [id, path]
    include: [limits]

- name: Which devices do not inherit their scanning interval
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    kind: [device]
    under: Local Probe/Web Shop
    fields: [id, path]
    include: [settings]
    max_requests: 20
  register: devices

- name: Name them
  ansible.builtin.debug:
    msg: "{{ devices.objects | rejectattr('settings.intervalgroup.inherited') | map(attribute='path') }}"

- name: Who is told when these fail, and who has changed them last
  opswatch.monitoring.prtg_object_info:
    url: https://prtg.example.com
    api: v1
    api_token: "{{ prtg_api_token }}"
    names: [web-1, web-2]
    kind: [device]
    fields: [id, name]
    include: [triggers, history]
"""

RETURN = r"""
objects:
  description:
    - The records, with the keys that O(fields) names.
    - Those of kinds of their own have C(id), C(kind), C(name), and those keys that name the kind. Channels also have
      C(parent_id), their sensor, and C(last_check); users and user groups have C(active), false of a paused one.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Id of the object.
      type: str
      sample: "2001"
    kind:
      description: Kind of the object, as in O(kind).
      type: str
      sample: device
    name:
      description: Name of the object.
      type: str
      sample: web-1
    parent_id:
      description: Id of the object right above; null for the root, and for groups over TEXTLIST.
      type: str
      sample: "2000"
    path:
      description:
        - The names from the probe down to the object; empty for the root. Over TEXTLIST they begin with a group.
        - Names of what this account does not see are taken from the rows of what it sees below. A warning says how many
          paths are incomplete, or are put together in that way.
      type: list
      elements: str
      sample: [Local Probe, Web shop, web-1]
    status:
      description:
        - The status as a word of PRTG's filter language, one of V(none), V(unknown), V(collecting), V(up),
          V(warning), V(down), V(disconnected), V(pausedbyuser), V(pausedbydependency), V(pausedbyschedule),
          V(unusual), V(pausedbylicense), V(pausedbyuseruntil), V(acknowledged) and V(partialdown).
        - Over TEXTLIST it is V(up), V(down), V(warning) or V(paused), which says that the object is silent and not why
          and is a word of no filter; of a group or device it is V(paused) or null.
        - Of a probe, group or device it is its own state, which says nothing about its sensors; these are in C(health).
      type: str
      sample: up
    health:
      description:
        - The worst state of the sensors below the object, of a sensor its own. From the worst to the best, V(down),
          V(down_partial), V(down_acknowledged), V(warning), V(unusual), V(unknown), V(up), V(paused).
        - Null if there is no sensor below, and where PRTG does not tell.
      type: str
      sample: warning
    message:
      description: What PRTG says about the status, without markup.
      type: str
      sample: OK
    active:
      description: The object's own flag. V(false) means that a user has paused this very object. Over TEXTLIST it is
        null of what is silent for whatever reason.
      type: bool
      sample: true
    paused_by:
      description: Why the object is silent, V(user) (its own flag), V(parent), V(dependency), V(schedule) or
        V(license); null if it is not, and if nobody tells why it is.
      type: str
      sample:
    priority:
      description: Priority from 1 to 5.
      type: int
      sample: 3
    favorite:
      description: Whether it is marked as a favorite.
      type: bool
      sample: false
    tags:
      description: Its own tags. API v1 cannot tell a tag that is inherited as well, and counts it as inherited.
      type: list
      elements: str
      sample: [web, production]
    parent_tags:
      description: The tags that it inherits.
      type: list
      elements: str
      sample: [shop]
    host:
      description: Address of a device as PRTG has it.
      type: str
      sample: web-1.example.com
    sensor_kind:
      description: Kind of a sensor.
      type: str
      sample: ping
    interval:
      description: Scanning interval in seconds.
      type: int
      sample: 60
    last_up:
      description: When a sensor was last up, ISO 8601 UTC.
      type: str
      sample: "2026-11-23T02:59:14Z"
    last_down:
      description: When a sensor was last down, ISO 8601 UTC.
      type: str
      sample:
    last_check:
      description:
        - When a sensor was last scanned, ISO 8601 UTC. A paused sensor is not scanned.
        - Over API v2 it is the time of the last measurement. Where rows of sensors do not tell it, it takes a list of
          their channels.
        - TEXTLIST tells times in the time zone of the account. They are converted with the difference between the
          server's clock there and the header C(Date) of its answer, so that a time before the last change to or from
          summer time is an hour off; without that difference they are null.
      type: str
      sample: "2026-11-23T02:59:14Z"
    location:
      description: Location of the object.
      type: str
      sample: Berlin
    comment:
      description: Comment of the object.
      type: str
      sample: Owned by the shop team
    url:
      description:
        - Its page in PRTG's web interface.
        - API v2 does not tell where that is. It is taken to be on the same host, at the default port in place of
          API v2's own 1616 or 1615 (unverified).
      type: str
      sample: https://prtg.example.com/device.htm?id=2001
    icon:
      description: File name of the icon of a device. Only the deprecated lists of API v2 are known to tell it, which
        takes one more request.
      returned: if O(fields) has V(icon)
      type: str
      sample: A_Server_1.png
    position:
      description:
        - Its place among what is right below the same object, of which only the order means something. API v2 tells it
          in its deprecated lists. That both APIs count alike is unverified.
      returned: if O(fields) has V(position)
      type: int
      sample: 20
    host_v6:
      description: IPv6 address of a device, which only the current lists of API v2 tell apart from C(host).
      returned: if O(fields) has V(host_v6)
      type: str
      sample: 2001:db8:10::3
    sensor_kind_name:
      description: Title of a sensor's kind, in the server's language.
      returned: if O(fields) has V(sensor_kind_name)
      type: str
      sample: HTTP Advanced
    coverage:
      description:
        - Share of the time for which PRTG has data of a sensor, in percent.
        - API v1 shows it in its column C(knowntime). That API v2 counts in percent as well is unverified.
      returned: if O(fields) has V(coverage)
      type: float
      sample: 99.0
    performance_impact:
      description: How much a sensor loads its probe, which only API v2 tells. No document tells the scale.
      returned: if O(fields) has V(performance_impact)
      type: float
      sample: 1.0
    uptime_total:
      description: For how many seconds a sensor was up since PRTG has begun to count.
      returned: if O(fields) has V(uptime_total)
      type: int
      sample: 6862624
    downtime_total:
      description: For how many seconds it was down since then.
      returned: if O(fields) has V(downtime_total)
      type: int
      sample: 5820
    autodiscovery_active:
      description:
        - Whether auto-discovery is running on a group or device.
        - Over API v1 it follows from the column C(condition), over API v2 it takes the deprecated lists.
      returned: if O(fields) has V(autodiscovery_active)
      type: bool
      sample: false
    autodiscovery_progress:
      description: How far it is, in percent; null while none is running. Where API v2 has it is unverified.
      returned: if O(fields) has V(autodiscovery_progress)
      type: float
      sample:
    authorized:
      description: Whether a probe is approved. Only API v2 knows it, and where it tells it is unverified.
      returned: if O(fields) has V(authorized)
      type: bool
      sample: true
    cluster_probe:
      description: Whether it is the probe of a cluster, told as C(authorized) is.
      returned: if O(fields) has V(cluster_probe)
      type: bool
      sample: false
    cluster_remote_probe:
      description: Whether it is a remote probe of a cluster, told as C(authorized) is.
      returned: if O(fields) has V(cluster_remote_probe)
      type: bool
      sample: false
    small_probe:
      description: Whether it is a small probe, told as C(authorized) is.
      returned: if O(fields) has V(small_probe)
      type: bool
      sample: false
    probe_status:
      description:
        - The state of a probe's connection, over API v1 V(connected) or V(disconnected).
        - The words of API v2 are not documented; they are given in lower case. Where it has them is unverified.
      returned: if O(fields) has V(probe_status)
      type: str
      sample: connected
    probe_status_info:
      description: More about the state of a probe, told as C(authorized) is, in words that are not documented.
      returned: if O(fields) has V(probe_status_info)
      type: str
      sample: none
    primary:
      description: Whether it is the primary channel of its sensor.
      returned: if O(kind) is V(channel)
      type: bool
      sample: true
    last_value:
      description: What a channel measured last, in C(unit).
      returned: if O(kind) is V(channel)
      type: float
      sample: 12.0
    unit:
      description: The unit of a channel as it is shown.
      returned: if O(kind) is V(channel)
      type: str
      sample: msec
    unit_type:
      description: The type of that unit as a word. The property C(unittype) is a number, which no row tells.
      returned: if O(kind) is V(channel)
      type: str
      sample: TIME_RESPONSE
    limits:
      description: Whether the limits of a channel are on.
      returned: if O(kind) is V(channel)
      type: bool
      sample: true
    limitmaxerror:
      description: The upper error limit of a channel. In which unit API v2 tells limits is unverified.
      returned: if O(kind) is V(channel)
      type: float
      sample: 100.0
    limitmaxwarning:
      description: The upper warning limit of a channel.
      returned: if O(kind) is V(channel)
      type: float
      sample: 80.0
    limitminwarning:
      description: The lower warning limit of a channel.
      returned: if O(kind) is V(channel)
      type: float
      sample:
    limitminerror:
      description: The lower error limit of a channel.
      returned: if O(kind) is V(channel)
      type: float
      sample:
    limiterrormsg:
      description: What its sensor says beyond an error limit.
      returned: if O(kind) is V(channel)
      type: str
      sample:
    limitwarningmsg:
      description: What its sensor says beyond a warning limit.
      returned: if O(kind) is V(channel)
      type: str
      sample:
    lookup:
      description: The id of the lookup definition that makes words of the values of a channel.
      returned: if O(kind) is V(channel)
      type: str
      sample: prtg.standardlookups.yesno.stateyesok
    percent:
      description: The value of a channel in percent, where it has one. Only the deprecated lists are known to know it.
      returned: if O(kind) is V(channel) and O(fields) has V(percent)
      type: float
      sample: 87.5
    login_name:
      description: The login name of a user.
      returned: if O(kind) is V(user)
      type: str
      sample: olive
    email:
      description: The mail address of a user.
      returned: if O(kind) is V(user)
      type: str
      sample: olive@shop.example.com
    role:
      description: What a user may do, in PRTG's own words.
      returned: if O(kind) is V(user)
      type: str
      sample: READ_WRITE_USER
    primary_group:
      description: The primary group of a user, with C(id) and C(name). A filter compares its id.
      returned: if O(kind) is V(user)
      type: dict
      sample: {"id": "201", "name": "PRTG Users Group"}
    groups:
      description: All groups of a user, each with C(id) and C(name).
      returned: if O(kind) is V(user)
      type: list
      elements: dict
      sample: [{"id": "201", "name": "PRTG Users Group"}]
    active_directory:
      description: Whether a user or a group comes from a directory.
      returned: if O(kind) is V(user) or V(usergroup)
      type: bool
      sample: false
    ticket_mail:
      description: Whether tickets are mailed to a user.
      returned: if O(kind) is V(user)
      type: bool
      sample: true
    last_login:
      description: When a user was last logged in, ISO 8601 UTC.
      returned: if O(kind) is V(user)
      type: str
      sample: "2026-11-23T02:59:14Z"
    time_zone:
      description: The time zone of a user.
      returned: if O(kind) is V(user)
      type: str
      sample: Europe/Berlin
    admin:
      description: Whether members of a group are administrators.
      returned: if O(kind) is V(usergroup)
      type: bool
      sample: false
    user_type:
      description: The type of a group's users, in PRTG's own words.
      returned: if O(kind) is V(usergroup)
      type: str
      sample: readwrite
    members:
      description: The members of a group, each with C(id) and C(name).
      returned: if O(kind) is V(usergroup)
      type: list
      elements: dict
      sample: [{"id": "712", "name": "Olive Operator"}]
    active_directory_name:
      description: The name of a group in its directory.
      returned: if O(kind) is V(usergroup)
      type: str
      sample:
    restricted_sensor_mode:
      description: Whether the kinds of sensors are limited for a group.
      returned: if O(kind) is V(usergroup)
      type: bool
      sample: false
    ticket_mode:
      description: Whether members of a group may use tickets.
      returned: if O(kind) is V(usergroup)
      type: bool
      sample: true
    default_home:
      description: The page that members of a group see first.
      returned: if O(kind) is V(usergroup)
      type: str
      sample: /welcome.htm
    lookup_type:
      description: The type of a lookup definition, in PRTG's own words.
      returned: if O(kind) is V(lookupdefinition)
      type: str
      sample: SINGLEINT
    entries:
      description: The values of a lookup definition, each with C(value), C(text) and C(state). Where API v2 has them
        is unverified.
      returned: if O(kind) is V(lookupdefinition)
      type: list
      elements: dict
      sample: [{"value": 1.0, "text": "Yes", "state": "Ok"}]
    status_summary:
      description:
        - How many sensors below are in which state, for probes, groups and devices; null for sensors.
        - A number that cannot be read is null; so is all of it, with a warning, where PRTG does not tell it.
      returned: if O(include) has V(status_summary)
      type: dict
      sample: {"up": 4, "down": 0, "down_acknowledged": 0, "down_partial": 0, "warning": 1, "unusual": 0, "unknown":
      0, "paused": 0}
    channels:
      description:
        - The channels of sensors; null for other kinds.
        - Every sensor has one, so that a sensor of which PRTG lists none, also when asked again, gets null and a
          warning.
      returned: if O(include) has V(channels) or V(limits)
      type: list
      elements: dict
      sample: [{"id": "0", "name": "Ping Time", "last_value": 12.0, "unit": "msec"}]
      contains:
        id:
          description: Id of the channel within the sensor. A traffic sensor's two totals may share one.
          type: str
          sample: "0"
        name:
          description: Its name.
          type: str
          sample: Ping Time
        last_value:
          description: The last value in C(unit); null where there is none, or where it is not certain.
          type: float
          sample: 12.0
        unit:
          description: The unit that PRTG shows it in.
          type: str
          sample: msec
        limits:
          description:
            - Whether the limits are on; null where PRTG does not tell. Then no key for limits says anything.
            - With V(limits) in O(include) only, as all keys that follow.
          type: bool
          sample: true
        limitmaxerror:
          description: Above this the sensor is down, in C(unit); null without such a limit.
          type: float
          sample: 100.0
        limitmaxwarning:
          description: Above this it shows a warning.
          type: float
          sample: 50.0
        limitminwarning:
          description: Below this it shows a warning.
          type: float
          sample:
        limitminerror:
          description: Below this it is down.
          type: float
          sample:
        limiterrormsg:
          description: What its message says besides when an error limit is exceeded; null for nothing.
          type: str
          sample: Call the provider
        limitwarningmsg:
          description: The same for a warning limit.
          type: str
          sample:
        lookup:
          description: The lookup that turns its values into words, by the name that PRTG has for it; null without one.
          type: str
          sample:
    settings:
      description:
        - The sections of settings by PRTG's names for them. C(basic) holds what cannot be inherited; over API v1 that
          is whatever is in no section that has a name there, also all settings of the root.
        - What a section holds, and under which names, is PRTG's own and differs between its APIs and versions.
      returned: if O(include) has V(settings)
      type: dict
      sample: {"intervalgroup": {"inherited": true, "inherited_from": {"id": "52", "name": "Production"}, "values":
      {"interval": "60"}, "own": {"interval": "30"}}}
      contains:
        SECTION:
          description:
            - A section, under its own name. C(inherited) says whether it is inherited, null for what cannot be.
              C(inherited_from) has C(id) and C(name) of the object whose values count then, as far as PRTG tells.
            - C(values) are those that count; null where API v1 shows an inherited section. C(own) are the object's
              own, which are kept while it inherits and null where they are not told. That API v1 shows the own ones of
              an inherited section is unverified.
            - Values are texts, and lists where several can be chosen, over API v2 also elsewhere. Stars stand for every
              one whose name tells of a credential (a password, a key, a user), whether there is one or not. One of more
              than 20,000 characters is null.
          type: dict
    triggers:
      description: The notification triggers that count for the object, in PRTG's order.
      returned: if O(include) has V(triggers)
      type: list
      elements: dict
      sample: [{"id": "1", "type": "state", "inherited": true, "inherited_from": {"id": "0", "name": "Root"},
      "condition": "Down", "channel": null, "threshold": null, "unit": null, "latency": 60, "escalation_latency": 300,
      "repeat_every": 0, "notification": {"id": "301", "name": "Email to all"}, "off_notification": null,
      "escalation_notification": null}]
      contains:
        id:
          description: Its number at the object that has it.
          type: str
          sample: "1"
        type:
          description: V(state), V(speed), V(volume), V(threshold) or V(change).
          type: str
          sample: state
        inherited:
          description: Whether an object above has it; null where PRTG does not tell.
          type: bool
          sample: true
        inherited_from:
          description: C(id) and C(name) of that object; null for its own.
          type: dict
          sample: {"id": "0", "name": "Root"}
        condition:
          description: The state or comparison that it waits for, in the language of the account.
          type: str
          sample: Down
        channel:
          description: Name of the channel that a threshold is of.
          type: str
          sample:
        threshold:
          description: The number that is compared.
          type: float
          sample:
        unit:
          description: What that counts, with its time or period.
          type: str
          sample:
        latency:
          description: For how many seconds it has to be so.
          type: int
          sample: 60
        escalation_latency:
          description: After how many seconds C(escalation_notification) is sent.
          type: int
          sample: 300
        repeat_every:
          description: Every how many minutes that is repeated; 0 for not at all.
          type: int
          sample: 0
        notification:
          description: C(id) and C(name) of the template that it sends; null for none.
          type: dict
          sample: {"id": "301", "name": "Email to all members of group PRTG Users Group"}
        off_notification:
          description: The same for what is sent when it is over.
          type: dict
          sample:
        escalation_notification:
          description: The same for the escalation.
          type: dict
          sample:
    history:
      description: The changes of its configuration that PRTG still knows, the newest first.
      returned: if O(include) has V(history)
      type: list
      elements: dict
      sample: [{"at": "2026-11-23T02:59:14Z", "user": "PRTG System Administrator", "message": "Created. 17.2.31"}]
      contains:
        at:
          description: When, ISO 8601 UTC. API v1 tells it in UTC (inferred from a recording).
          type: str
          sample: "2026-11-23T02:59:14Z"
        user:
          description: Who, by the name that PRTG displays.
          type: str
          sample: PRTG System Administrator
        message:
          description: What, in the language of the account.
          type: str
          sample: Edited. Settings changed
matched:
  description: How many objects fit the selectors.
  returned: success
  type: int
  sample: 1
msg:
  description: Says that nothing matches, and what was looked for. That is no failure here.
  returned: if nothing matches
  type: str
  sample: nothing matches (filter 'kind = device and health = down')
server:
  description: What the server is called that the objects belong to, see O(server_name) and O(expect_server).
  returned: success
  type: str
  sample: prtg.example.com
query:
  description: What was asked of the server and what was checked here.
  returned: success
  type: dict
  contains:
    sent:
      description: The requests, without credentials.
      type: list
      elements: str
      sample: ["GET /api/table.xml content=devices columns=objid,name,parentid start=0 count=2500"]
    evaluated_here:
      description: The selectors, which are checked here on each row whatever the server filtered.
      type: str
      sample: "names 'web-1'; kind device"
    filter:
      description:
        - How O(filter) was planned, null without one. C(server) is what the server was asked for each kind, C(here) the
          part that only this side could tell, C(kinds) are the kinds that can fit at all.
        - With O(trust_server), C(server_alone) is what the server alone decided for each kind, if anything.
      type: dict
      sample: {"kinds": ["sensor"], "server": {"sensor": "filter_status=5"}, "here": "tags contains \"web\""}
    rows_read:
      description: How many rows the server delivered.
      type: int
      sample: 14
    rows_kept:
      description: How many of them fit.
      type: int
      sample: 1
    include:
      description: How many requests each of O(include) took, beside those for the objects themselves.
      type: dict
      sample: {"settings": 2}
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.info import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
