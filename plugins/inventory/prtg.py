# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Inventory from the devices, probes or sensors that PRTG Network Monitor knows."""

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg
author:
  - opswatch contributors (@opswatch)
short_description: Inventory from PRTG Network Monitor
version_added: 0.1.0
description:
  - Makes a host of every device (or probe, or sensor) that PRTG monitors.
  - The file of the source must be named C(prtg.yml), C(prtg.yaml), or end in C(.prtg.yml) or C(.prtg.yaml).
  - The inventory is complete or it fails. Nothing is added before everything is read, and an answer that breaks
    off, contradicts itself or is not allowed is an error.
  - Strings from PRTG are data and never templates. Where C(ansible-inventory --list --export) writes an inventory for
    others, which is how AWX imports it, a string that cannot be a template is a plain string; everywhere else it is
    marked as ansible-core itself marks strings of inventory plugins.
  - Several sources may be read into one inventory, of one or of several PRTG servers. Hosts carry the name of their
    server, and O(duplicates) says what becomes of names that two servers have.
extends_documentation_fragment:
  - opswatch.monitoring.prtg_inventory
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - constructed
  - inventory_cache
options:
  plugin:
    description:
      - Must be V(opswatch.monitoring.prtg).
    type: str
    required: true
    choices:
      - opswatch.monitoring.prtg
  hosts_from:
    description:
      - The kind of object that becomes a host.
    type: str
    choices:
      - device
      - probe
      - sensor
    default: device
  under:
    description:
      - Take only what is below this probe, group or device.
      - Either its id, or its path of names from the probe down, such as V(Local Probe/Servers).
      - V(0), the root, means everything that the account sees. It may be below what the account does not see itself;
        if the server does not tell that of some object, the inventory fails.
    type: str
  filter:
    description:
      - Take only what fits this expression of PRTG's filter language, such as
        V(tags contains "web" and not(status = down\)). It means the same on every API.
      - What the server can be trusted with is filtered there, and all of it is checked on each object.
      - With O(cache=true), everything is read and kept, and the filter is applied to what was kept, so that a changed
        filter takes effect at once.
    type: str
  allow_empty:
    description:
      - Whether an inventory without any host is right.
      - Without it, no host is an error, as it usually means that the account has lost its rights, that the server is
        not ready, or that O(filter) or O(under) does not mean what it should. With it, that is a warning. What is
        empty is never cached.
    type: bool
    default: false
  hostnames:
    description:
      - Where the name of a host comes from, in order of preference; the first that is not empty is taken.
      - Each is a field of the record that is a text or a number (V(name), V(host), V(id)) or a Jinja expression,
        without braces, over the variables of the host, C(ansible_host) included.
      - White space and control characters become single spaces. Characters that nobody sees, such as those that turn
        the direction of writing, and hyphens at the beginning are dropped.
      - V(all) and V(ungrouped) are no names, as Ansible would take such a host for the whole inventory. Neither is what
        means the controller, such as V(localhost), V(127.0.0.1), V(::1) or any other spelling of a loopback address, as
        tasks that are delegated to the controller would go to that host. The next preference is taken then.
      - An object without any name is called by its kind and id, such as V(device_2001).
    type: list
    elements: str
    default:
      - name
  duplicates:
    description:
      - What to do when several objects get the same host name. They are never merged.
      - V(error) fails and lists them.
      - V(id) appends its id to the name of each of them, such as V(web_2001).
      - The same holds across several sources in one inventory, where V(error) is enough in one of the sources that
        share a name. With V(id), objects of one server get their ids appended, those of several servers the names of
        their servers, such as V(web_prtg.example.com). These names do not depend on the order of the sources; a host of
        an earlier source is renamed when a later one brings another of its name. The same object in two sources is
        one host.
    type: str
    choices:
      - error
      - id
    default: error
  group_by:
    description:
      - The groups to make without any template.
      - V(tree) makes a group of every probe and group (and, for sensors, device) above the hosts, nested as in
        PRTG.
      - V(probe) makes C(probe_NAME), V(tags) and V(parent_tags) make C(tag_NAME) of the own and the inherited tags,
        V(health) makes C(health_up), C(health_down) and so on of the worst state of the sensors, V(status)
        C(status_up) and so on of the state of the object itself, V(paused_by) C(paused_by_user), V(kind)
        C(kind_device), V(priority) C(priority_3), V(location) C(location_NAME), V(sensor_kind) C(sensor_kind_NAME),
        V(icon) C(icon_NAME) with the name of the icon's file in lower case and without its ending.
      - What the server does not tell of some hosts makes no group of them, and a warning says of how many. Over API v2,
        only the deprecated list of devices is known to tell icons, which takes it to be read as well.
      - Characters that a group name cannot have become underscores. Groups of the tree that would then share a name
        get their path as name, and if that does not tell them apart, their id as well. Other groups that would
        share a name get a checksum of their raw name appended, except the one whose raw name it is. No group is
        ever named like a host.
    type: list
    elements: str
    choices:
      - tree
      - probe
      - tags
      - parent_tags
      - status
      - health
      - paused_by
      - kind
      - priority
      - location
      - sensor_kind
      - icon
    default:
      - tree
      - tags
  group_prefix:
    description:
      - What the names of the groups of O(group_by) start with.
      - Groups of several sources that share a name are one group.
    type: str
    default: ''
  hostvars:
    description:
      - The fields of the record that become variables of the host. Each costs time and memory for every host.
      - V(id) is a string, V(status) a word such as V(up), V(down) or V(pausedbyuser) for the state of the object
        itself, V(health) the worst state of the sensors below it, as
        RV(opswatch.monitoring.prtg_object_info#module:objects[].health) tells.
      - V(active) is false if the object is paused by its own flag, V(paused_by) says what silences it (V(user),
        V(parent), V(dependency), V(schedule), V(license) or null), V(path) lists the names from the probe down,
        V(interval) is in seconds, V(last_up) and V(last_down) are ISO 8601 in UTC.
      - V(server) is what the PRTG server is called, by its O(server_name) or its URL. An id means an object of this
        server only.
      - Fields that only expressions or groups use need not be listed.
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
      - location
      - comment
      - url
      - icon
      - server
    default:
      - id
      - name
      - path
      - status
      - active
      - paused_by
      - tags
      - host
      - server
  hostvars_prefix:
    description:
      - What the names of these variables start with. It must be a valid start of a variable name, and not C(ansible_),
        as such variables steer Ansible.
    type: str
    default: prtg_
  include:
    description:
      - More to read for every host.
      - V(status_summary) sets C(prtg_status_summary) of devices and probes, a dictionary with the number of sensors in
        each state. A number that cannot be read is null.
      - V(channels) sets C(prtg_channels) of sensors, a list of dictionaries with C(id), C(name), C(last_value) (a
        number or null) and C(unit). It takes one more request for each hundred sensors over API v2, and one for each
        sensor over API v1, four at a time.
      - V(settings) sets C(prtg_settings), a dictionary of the sections of settings that API v2 lists, each a dictionary
        of texts and lists as PRTG has them. Whatever is named like a credential is left out.
      - API v1 would take a request for each setting of each host. There, V(settings) are refused before anything is
        sent.
    type: list
    elements: str
    choices:
      - status_summary
      - channels
      - settings
    default: []
  set_ansible_host:
    description:
      - Whether C(ansible_host) is set from the host field of PRTG.
      - A scheme, a path, a port and the brackets of an IPv6 address are taken off. Where nothing is left that is a host
        name (RFC 1123 with underscores, or IDNA) or an IP address, the variable is not set.
      - What O(compose) makes of C(ansible_host), C(ansible_winrm_host) and the like is checked as well, without taking
        anything off, and not set if it is neither.
    type: bool
    default: true
  allow_loopback:
    description:
      - Whether C(ansible_host) may be a loopback address, in whatever spelling.
      - Such an address is that of the controller as seen from the controller, and of a probe as seen from that probe.
        Without this option, it is left out.
    type: bool
    default: false
  stale_if_error:
    description:
      - Use cached rows, however old, when the server does not answer, fails or answers nonsense. Needs O(cache).
      - That the server shows nothing at all counts as nonsense.
      - A warning says so, and the variable C(prtg_inventory_stale) of the group C(all) is true, otherwise false. It is
        true if it is for any source of the inventory.
      - Credentials that are refused remain an error.
    type: bool
    default: false
notes:
  - O(cache) keeps the rows that PRTG delivered. Changed groups, names and expressions apply at once. A hit does not
    extend the life of the cache. It holds no credentials.
  - O(cache) needs a cache plugin that persists, such as P(ansible.builtin.jsonfile#cache), to help more than one
    run.
  - C(-v) shows one line with the number of hosts, and of everything that was left out, renamed or has no
    address that can be used.
  - C(-vvv) shows the requests, the rows, the time of each phase, the age of the cache, for each host its object, its
    address and what made each of its groups, and for each object that was left out the reason. For that, the server
    is asked for everything, and O(under) and O(filter) are applied to what comes. AWX runs updates at C(-vvv) by
    itself, so that there it takes its verbosity 2 (C(-vvvvv)).
  - For AWX, set the option C(enabled_var) of the inventory source to C(prtg_active) and C(enabled_value) to
    C(True).
seealso:
  - plugin: ansible.builtin.constructed
    plugin_type: inventory
"""

EXAMPLES = r"""
# fmt: code
# prtg.yml: every device, in groups by probe, group and tag. The environment holds PRTG_URL and PRTG_API_TOKEN.
---
plugin: opswatch.monitoring.prtg

---
# production.prtg.yml: one part of the tree over API v2, with groups by expressions
plugin: opswatch.monitoring.prtg
url: https://prtg.example.com:1616
api_token: "{{ lookup('ansible.builtin.env', 'PRTG_API_TOKEN') }}"
under: Local Probe/Web Shop
hostnames:
  - host
  - name
group_by:
  - tree
  - tags
  - health
keyed_groups:
  - key: prtg_priority | string
    prefix: importance
groups:
  needs_attention: prtg_health in ['down', 'down_partial', 'warning']
compose:
  monitored: prtg_active
  site: prtg_path[0]

---
# south.prtg.yml, beside another file for the server in the north: equal names are told apart by their servers
plugin: opswatch.monitoring.prtg
url: https://prtg-south.example.com
api_token: "{{ lookup('ansible.builtin.env', 'PRTG_SOUTH_TOKEN') }}"
duplicates: id
group_prefix: south_

---
# cached.prtg.yml: read at most once an hour, and survive an outage of the monitoring
plugin: opswatch.monitoring.prtg
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/prtg
cache_timeout: 3600
stale_if_error: true
"""

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._plugin import MonitoringInventory
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.service import PrtgService


class InventoryModule(MonitoringInventory):
    """Hosts, groups and variables from a PRTG server."""

    NAME = "opswatch.monitoring.prtg"
    service = PrtgService
