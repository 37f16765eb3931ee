# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Probes, groups, devices and sensors of PRTG, looked up by name, id or filter."""

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg
author:
  - opswatch contributors (@opswatch)
short_description: Look up probes, groups, devices and sensors of PRTG
version_added: 0.1.0
description:
  - Returns the records of objects of PRTG Network Monitor, or one field of each, by their names or ids, by a filter, or
    by what they are below, over whichever API the server offers.
  - A result is complete or the lookup fails. To use it several times, keep it with M(ansible.builtin.set_fact), as a
    variable that holds a lookup looks up each time it is read.
  - Strings from PRTG are data and never templates.
extends_documentation_fragment:
  - opswatch.monitoring.prtg_inventory
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
options:
  _terms:
    description:
      - Exact names or ids of objects; what consists of digits is an id. The results are in this order, those of one
        name by their ids.
      - A name that several objects have means all of them; narrow it with O(kind), O(under) and O(filter).
      - Without terms, all objects are meant that the other options leave. A term that is an empty list names nothing,
        and nothing is returned then.
    type: list
    elements: str
  filter:
    description:
      - Of the objects that are meant, only those that fit this expression of PRTG's filter language, such as
        V(kind = sensor and tags contains "web" and not(status = up\)). It means the same on every API.
      - No filter means the root, which only its id does.
      - The guide U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/filter-language.md) tells its
        properties and operators.
    type: str
  kind:
    description:
      - Of the objects that are meant, only those of these kinds. An empty list is an error.
    type: list
    elements: str
    choices: [probe, group, device, sensor]
  under:
    description:
      - Of the objects that are meant, only those below this one, at any depth, without the object itself.
      - Either an id, or the names from the probe down, separated by slashes, such as V(Local Probe/Servers/web-1).
    type: str
  field:
    description:
      - Return this field of each object in place of its record. It is one of the keys of the records of
        M(opswatch.monitoring.prtg_object_info).
    type: str
  fields:
    description:
      - Return records with these keys alone, and ask the server for no others. Fewer fields make large lists faster.
      - All keys up to C(url) by default, as M(opswatch.monitoring.prtg_object_info) lists them. An empty list is an
        error.
    type: list
    elements: str
  allow_missing:
    description:
      - Whether a name or id that none of the objects has is passed over. Otherwise it is an error.
    type: bool
    default: false
  expect_server:
    description:
      - What the server is called that the objects belong to. If the connection's server is called otherwise, the lookup
        fails before it asks the server anything, since the same ids are other objects there.
      - Hosts of the inventory P(opswatch.monitoring.prtg#inventory) carry the name in C(prtg_server).
    type: str
notes:
  - The connection is that of the environment, or of options in the lookup. C(module_defaults) do not reach lookups.
  - C(query) always returns a list. C(lookup) returns what the list holds if that is one thing, and several texts as one
    text with commas.
seealso:
  - module: opswatch.monitoring.prtg_object_info
  - plugin: opswatch.monitoring.prtg
    plugin_type: inventory
"""

EXAMPLES = r"""
# fmt: code
# The environment holds PRTG_URL and PRTG_API_TOKEN.
- name: Tell how a device is
  ansible.builtin.debug:
    msg: "{{ lookup('opswatch.monitoring.prtg', 'web-1', kind=['device'], field='health') }}"

- name: Remember the ids of all devices of the shop
  ansible.builtin.set_fact:
    shop_devices: "{{ query('opswatch.monitoring.prtg', kind=['device'], under='Local Probe/Web Shop', field='id') }}"

- name: Tell what is down and important
  ansible.builtin.debug:
    msg: "{{ item.path | join('/') }}: {{ item.message }}"
  loop: "{{ query('opswatch.monitoring.prtg', filter=important, fields=['id', 'path', 'message']) }}"
  loop_control:
    label: "{{ item.id }}"
  vars:
    important: kind = sensor and status = down and priority >= 3
"""

RETURN = r"""
_raw:
  description:
    - The record of each object, or the field that was asked for. The records are those of
      M(opswatch.monitoring.prtg_object_info), which describes their keys.
    - Without terms, by their ids.
  type: list
  elements: raw
  sample:
    - id: "1001"
      kind: device
      name: web-1
      path: [Local Probe, Web Shop, Production, web-1]
      status: up
      health: up
"""

import typing as t

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import (
    refuse_no_truth,
    refuse_unknown,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._environment import without_empty
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._failing import failures_for_core, require_requests
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.looking_up import looked_up
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import as_data

#: What the options of modules are called that select objects, and what stands in for them here.
_TERMS = dict.fromkeys(("ids", "names"), "The terms are the ids and names of objects.")


class LookupModule(LookupBase):
    """Looks up objects of PRTG."""

    def run(self, terms: t.Any, variables: t.Any = None, **kwargs: t.Any) -> list[t.Any]:
        """The records that the terms and options mean, or a field of each."""
        kwargs.pop("wantlist", None)  # from loops by with_
        require_requests(AnsibleLookupError)
        with failures_for_core(AnsibleLookupError, ("lxml",)):
            refuse_unknown(kwargs, self.option_definitions, _TERMS)
            refuse_no_truth(kwargs, self.option_definitions)
            with without_empty("PRTG_"):
                self.set_options(var_options=variables, direct=kwargs)
            connection = {name: self.get_option(name) for name in _options.CONNECTIONS["prtg"].options}
            found, warnings = looked_up(connection, terms, self.get_options(), kwargs)
        for warning in warnings:
            Display().warning(warning)
        return t.cast("list[t.Any]", as_data(found))
