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
  - opswatch.monitoring.inventory
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
  hostvars:
    description:
      - The fields of the record that become variables of the host. Each costs time and memory for every host.
      - V(id) is a string, V(status) a word such as V(up), V(down) or V(pausedbyuser) for the state of the object
        itself, V(health) the worst state of the sensors below it, as
        RV(opswatch.monitoring.prtg_object_info#module:objects[].health) tells.
      - V(active) is false if the object is paused by its own flag, V(paused_by) says what silences it (V(user),
        V(parent), V(dependency), V(schedule), V(license) or null), V(path) lists the names from the probe down,
        V(interval) is in seconds, V(last_up), V(last_down) and V(last_check) are ISO 8601 in UTC.
      - Whatever is said of the others at
        RV(opswatch.monitoring.prtg_object_info#module:objects) holds here as well. Values that change with each scan,
        such as V(last_check) and V(uptime_total), are as old as the inventory.
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
notes:
  - O(url), O(api_token), O(username), O(password), O(passhash) and O(proxy) may be templates in the configuration file.
  - At C(-vvv), the server is asked for everything, and O(under) and O(filter) are applied to what comes. AWX runs
    updates at C(-vvv) by itself, so that there it takes its verbosity 2 (C(-vvvvv)).
  - For AWX, set the option C(enabled_var) of the inventory source to C(prtg_active) and C(enabled_value) to
    C(True).
seealso:
  - plugin: opswatch.monitoring.prtg
    plugin_type: lookup
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
