# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Uptime checks of a Pingdom account, looked up by name, id or tag."""

from __future__ import annotations

DOCUMENTATION = r"""
name: pingdom
author:
  - opswatch contributors (@opswatch)
short_description: Look up uptime checks of Pingdom
version_added: 0.1.0
description:
  - Returns the records of uptime checks, or one field of each, by their names, ids or tags.
  - Every lookup takes one request, whatever it names, over API 3.1 or API 2.1. To use its result several times, keep it
    with M(ansible.builtin.set_fact), as a variable that holds a lookup looks up each time it is read.
  - Strings from Pingdom are data and never templates.
extends_documentation_fragment:
  - opswatch.monitoring.pingdom_variables
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
options:
  _terms:
    description:
      - Exact names or ids of checks; what consists of digits is an id. The results are in this order.
      - A name that several checks have is an error that lists their ids, unless O(types) or O(statuses) leave one.
      - Without terms and O(tags), all checks are meant. A term that is an empty list names nothing, and nothing is
        returned then.
    type: list
    elements: str
  tags:
    description:
      - Also the checks that have any of these tags, own or automatic ones, by their ids after those of the terms.
      - An empty list names nothing.
    type: list
    elements: str
  types:
    description:
      - Of the checks that are meant, only those of these types. An empty list is an error.
    type: list
    elements: str
    choices: [http, httpcustom, tcp, ping, dns, udp, smtp, pop3, imap]
  statuses:
    description:
      - Of the checks that are meant, only those with these statuses. A check inside a maintenance window is V(paused)
        as well. An empty list is an error.
    type: list
    elements: str
    choices: [up, down, unconfirmed_down, unknown, paused]
  field:
    description:
      - Return this field of each check in place of its record.
    type: str
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
  allow_missing:
    description:
      - Whether a name, id or tag that no check has is passed over. Otherwise it is an error.
    type: bool
    default: false
notes:
  - The connection is that of the environment, or of options in the lookup. C(module_defaults) do not reach lookups.
  - C(query) always returns a list. C(lookup) returns what the list holds if that is one thing, and several texts as one
    text with commas.
seealso:
  - module: opswatch.monitoring.pingdom_check
  - plugin: opswatch.monitoring.pingdom
    plugin_type: inventory
"""

EXAMPLES = r"""
# fmt: code
# The environment holds PINGDOM_API_TOKEN.
- name: Tell how the front page is
  ansible.builtin.debug:
    msg: "{{ lookup('opswatch.monitoring.pingdom', 'shop: front page', field='status') }}"

- name: Remember the ids of all checks of the shop
  ansible.builtin.set_fact:
    shop_checks: "{{ query('opswatch.monitoring.pingdom', tags=['shop'], field='id') }}"

- name: Tell what is down
  ansible.builtin.debug:
    msg: "{{ item.name }} at {{ item.host }} is down since {{ item.lastdownstart }}"
  loop: "{{ query('opswatch.monitoring.pingdom', statuses=['down', 'unconfirmed_down']) }}"
  loop_control:
    label: "{{ item.id }}"
"""

RETURN = r"""
_raw:
  description:
    - The record of each check, or the field that was asked for.
    - O(field) lists the fields of a record. C(id), C(resolution) (minutes) and C(lastresponsetime) (milliseconds) are
      numbers, C(ipv6) is true or false, times are ISO 8601 in UTC, C(tags), C(auto_tags) and C(probe_filters) are
      sorted lists. What Pingdom does not tell is null. C(probe_filters) is empty where no region is chosen, which means
      all.
    - A check that a task has made within the last minute, and that Pingdom does not list yet, has an id and a name, and
      null for most else.
  type: list
  elements: raw
  sample:
    - id: 85975
      name: "shop: front page"
      host: shop.example.com
      type: http
      status: up
      resolution: 1
      tags: [prod, shop]
      auto_tags: [nginx]
      ipv6: false
      probe_filters: [EU]
      severity_level: HIGH
      created: "2030-01-01T12:00:00Z"
      lasttesttime: "2030-04-01T12:00:00Z"
      lastresponsetime: 355
      lasterrortime: "2030-03-29T12:04:00Z"
      lastdownstart: "2030-03-29T12:00:00Z"
      lastdownend: "2030-03-29T12:05:00Z"
"""

import typing as t

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import (
    refuse_no_truth,
    refuse_unknown,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._environment import without_empty
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._failing import failures_for_core, require_requests
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.looking_up import looked_up
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import as_data

#: What the options of modules are called that select checks, and what stands in for them here.
_TERMS = dict.fromkeys(("ids", "names"), "The terms are the ids and names of checks.")


class LookupModule(LookupBase):
    """Looks up uptime checks."""

    def run(self, terms: t.Any, variables: t.Any = None, **kwargs: t.Any) -> list[t.Any]:
        """The records that the terms and options mean, or a field of each."""
        kwargs.pop("wantlist", None)  # from loops by with_
        require_requests(AnsibleLookupError)
        with failures_for_core(AnsibleLookupError):
            refuse_unknown(kwargs, self.option_definitions, _TERMS)
            refuse_no_truth(kwargs, self.option_definitions)
            with without_empty("PINGDOM_"):
                self.set_options(var_options=variables, direct=kwargs)
            connection = {name: self.get_option(name) for name in _options.CONNECTIONS["pingdom"].options}
            found = looked_up(connection, terms, self.get_options())
        return t.cast("list[t.Any]", as_data(found))
