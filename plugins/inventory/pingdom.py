# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Inventory from the uptime checks of a Pingdom account, or from what they test."""

from __future__ import annotations

DOCUMENTATION = r"""
name: pingdom
author:
  - opswatch contributors (@opswatch)
short_description: Inventory from Pingdom
version_added: 0.1.0
description:
  - Makes a host of every uptime check of a Pingdom account, or of every target that such checks test. Where several
    checks have one name, it needs O(duplicates=id) or O(hosts_from=target), and fails without.
  - The file of the source must be named C(pingdom.yml), C(pingdom.yaml), or end in C(.pingdom.yml) or C(.pingdom.yaml).
  - It speaks API 3.1 and API 2.1, and takes one request. Transaction checks have no host and are not among the checks.
  - The inventory is complete or it fails. Nothing is added before everything is read, and an answer that breaks
    off, contradicts itself or is not allowed is an error.
  - Strings from Pingdom are data and never templates. Where C(ansible-inventory --list --export) writes an inventory
    for others, which is how AWX imports it, a string that cannot be a template is a plain string; everywhere else it is
    marked as ansible-core itself marks strings of inventory plugins.
  - Several sources may be read into one inventory. O(duplicates) says what becomes of names that two of them have.
extends_documentation_fragment:
  - opswatch.monitoring.inventory
  - opswatch.monitoring.pingdom_variables
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - constructed
  - inventory_cache
options:
  plugin:
    description:
      - Must be V(opswatch.monitoring.pingdom).
    type: str
    required: true
    choices:
      - opswatch.monitoring.pingdom
  hosts_from:
    description:
      - What becomes a host.
      - V(check) makes a host of every check. Names of checks are not unique in Pingdom; see O(duplicates).
      - V(target) makes one host of all checks that test the same host, which is its name. Host names are the same
        whatever their case, and addresses however they are written. C(pingdom_tags) and other lists are those of all
        its checks together, C(pingdom_status) is the worst of those that are not paused, C(pingdom_id) the id of the
        check that was made first, and whatever else the checks do not agree on is null. C(pingdom_check_ids) lists
        the ids of the checks.
      - A check without a host is a target of its own.
    type: str
    choices:
      - check
      - target
    default: check
  ids:
    description:
      - Take only checks with these ids, or that O(names) or O(tags) name. An empty list names none. So an inventory for
        which nothing else names a check has no host, which is an error without O(allow_empty).
      - These options and O(types) and O(statuses) are applied here to what was read or cached. What none of the checks
        has is a warning.
    type: list
    elements: int
  names:
    description:
      - Take only checks with these exact names, all of a name, or that O(ids) or O(tags) name.
    type: list
    elements: str
  tags:
    description:
      - Take only checks with any of these tags, own or automatic ones, or that O(ids) or O(names) name.
    type: list
    elements: str
  types:
    description:
      - Of those, take only checks of these types. An empty list is an error.
    type: list
    elements: str
    choices: [http, httpcustom, tcp, ping, dns, udp, smtp, pop3, imap]
  statuses:
    description:
      - Of those, take only checks with these statuses. A check inside a maintenance window is V(paused) as well. An
        empty list is an error.
    type: list
    elements: str
    choices: [up, down, unconfirmed_down, unknown, paused]
  group_by:
    description:
      - The groups to make without any template.
      - V(tags) and V(auto_tags) make C(tag_NAME) of the own tags and of those that Pingdom has found out, V(type)
        C(type_http) and so on, V(status) C(status_up) and so on, V(region) C(region_EU) and so on of the regions that
        a check is tested from, or C(region_all) where none is chosen, since it is tested from all of them then.
        V(host) makes C(host_NAME) of what is tested, V(resolution) C(resolution_5) of the minutes between tests,
        V(severity_level) C(severity_HIGH) and so on.
      - A target is in the groups of all its checks, but for V(status), where the worst counts.
      - Characters that a group name cannot have become underscores. Groups that would share a name get a checksum of
        their raw name appended, except the one whose raw name it is. No group is ever named like a host.
    type: list
    elements: str
    choices:
      - tags
      - auto_tags
      - type
      - status
      - region
      - host
      - resolution
      - severity_level
    default:
      - tags
      - type
      - status
      - region
  hostvars:
    description:
      - The fields of the record that become variables of the host.
      - They are those that RV(opswatch.monitoring.pingdom_check#module:check) has too, as far as lists tell them, and
        V(auto_tags), the tags that Pingdom has found out, V(severity_level), such as V(HIGH), V(lastresponsetime) in
        milliseconds, and V(lasterrortime), V(lastdownstart) and V(lastdownend), which are ISO 8601 in UTC as all times
        are. What Pingdom does not tell is null.
      - V(check_ids) lists the ids of the checks of a host, and V(checks) their records, each a dictionary of all the
        fields before these two.
      - V(server) is the host, and base path, of the URL of the API. Ids belong to it.
      - Fields that only expressions or groups use need not be listed.
    type: list
    elements: str
    choices:
      - id
      - name
      - host
      - type
      - status
      - resolution
      - tags
      - auto_tags
      - ipv6
      - probe_filters
      - severity_level
      - created
      - lasttesttime
      - lastresponsetime
      - lasterrortime
      - lastdownstart
      - lastdownend
      - check_ids
      - checks
      - server
    default:
      - id
      - name
      - host
      - type
      - status
      - tags
      - check_ids
      - server
  hostvars_prefix:
    default: pingdom_
notes:
  - O(url), O(api_token), O(username), O(password), O(app_key), O(account_email) and O(proxy) may be templates in the
    configuration file.
  - For AWX, let O(compose) make a variable such as C(monitored) of C(pingdom_status != 'paused'), and set the option
    C(enabled_var) of the inventory source to it and C(enabled_value) to C(True).
seealso:
  - plugin: opswatch.monitoring.pingdom
    plugin_type: lookup
  - plugin: opswatch.monitoring.prtg
    plugin_type: inventory
  - plugin: ansible.builtin.constructed
    plugin_type: inventory
"""

EXAMPLES = r"""
# fmt: code
# pingdom.yml: every machine that is tested from outside, once. The environment holds PINGDOM_API_TOKEN.
---
plugin: opswatch.monitoring.pingdom
hosts_from: target

---
# checks.pingdom.yml: checks as hosts, those of one name told apart by their ids
plugin: opswatch.monitoring.pingdom
api_token: "{{ lookup('ansible.builtin.env', 'PINGDOM_API_TOKEN') }}"
duplicates: id
group_by:
  - type
  - region
groups:
  needs_attention: pingdom_status in ['down', 'unconfirmed_down']
keyed_groups:
  - key: pingdom_resolution | string
    prefix: every
    separator: _
compose:
  monitored: pingdom_status != 'paused'

---
# shop.pingdom.yml: only the machines of the shop, read at most once in ten minutes, also while Pingdom is down
plugin: opswatch.monitoring.pingdom
hosts_from: target
tags:
  - shop
types:
  - http
  - ping
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/pingdom
cache_timeout: 600
stale_if_error: true
"""

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.service import PingdomService
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._plugin import MonitoringInventory


class InventoryModule(MonitoringInventory):
    """Hosts, groups and variables from a Pingdom account."""

    NAME = "opswatch.monitoring.pingdom"
    service = PingdomService
