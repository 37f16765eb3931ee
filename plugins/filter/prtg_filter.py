# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg_filter
short_description: Build a PRTG filter expression from data
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Builds a filter expression from a mapping or a list of conditions and quotes every value, so that no value, whoever
    typed it, can change what the expression asks for.
  - The result is checked, so that a misspelt property or a value of the wrong type is refused here.
options:
  _input:
    description:
      - A mapping of conditions, or a list of such mappings. All of them have to hold.
      - The key of a condition is a property. Its value is the value to be equal to, or a list of which one has to be
        equal, or a mapping of operators and their values.
      - Properties that hold a list, such as C(tags), have to contain the value, or each value of a list.
      - A list of names under C(path) is one path, as records have it.
      - The keys V(any) and V(all) take a list of mappings, of which one or all have to hold. The key V(not) takes a
        mapping that must not hold.
      - A value that is null stands for C(nil), no value.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Pause what a survey asked for
  opswatch.monitoring.prtg_pause:
    filter: "{{ {'tags': survey_tag, 'status': ['down', 'warning']} | opswatch.monitoring.prtg_filter }}"
    duration: 30m
  vars:
    survey_tag: pingsensor # as somebody has typed it

- name: Build a longer expression
  ansible.builtin.debug:
    msg: "{{ conditions | opswatch.monitoring.prtg_filter }}"
  vars:
    conditions:
      sensor_kind: ping
      priority:
        ">=": 3
      any:
        - name: {matches: "web*"}
        - parent_id: ["2001", "2002"]
      not:
        tags: maintenance
"""

RETURN = r"""
_value:
  description: The expression, for the option O(opswatch.monitoring.prtg_object_info#module:filter) and its like.
  type: str
  sample: tags contains "web" and status in [down, warning]
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.build import build


def prtg_filter(conditions: t.Any) -> str:
    """The expression that ``conditions`` stand for; see the documentation above."""
    try:
        return build(conditions)
    except FilterError as error:
        raise AnsibleFilterError(f"prtg_filter: {error}") from None


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"prtg_filter": prtg_filter}
