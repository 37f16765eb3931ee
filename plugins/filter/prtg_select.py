# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg_select
short_description: Select PRTG objects with a filter expression
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Applies a filter expression to objects that are already there, such as those that
    M(opswatch.monitoring.prtg_object_info) returned. Nothing is asked of a server.
  - The expression means the same as in the option C(filter) of the modules. C(ancestors) and C(descendants) are looked
    up among the objects themselves.
  - An object that lacks what the expression asks for is an error, because it cannot be told whether it fits. A value
    that is null counts as C(nil), also where an API could not tell it, as API v2 comments.
options:
  _input:
    description:
      - Objects, each with at least C(id), C(kind) and what the expression asks for.
    type: list
    elements: dict
    required: true
  expression:
    description:
      - The filter expression.
    type: str
    required: true
positional: expression
"""

EXAMPLES = r"""
- name: Look at all sensors
  opswatch.monitoring.prtg_object_info:
    kind: [sensor]
  register: found

- name: Name what is down and important
  ansible.builtin.debug:
    msg: "{{ found.objects | opswatch.monitoring.prtg_select(important) | map(attribute='name') }}"
  vars:
    important: status = down and priority >= 4
"""

RETURN = r"""
_value:
  description: The objects that fit, unchanged and in their order.
  type: list
  elements: dict
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.records import select_records


def prtg_select(objects: t.Any, expression: t.Any) -> list[t.Any]:
    """Those of ``objects`` that fit ``expression``; see the documentation above."""
    if not isinstance(objects, (list, tuple)) or not isinstance(expression, str):
        raise AnsibleFilterError("prtg_select takes a list of objects and an expression")
    try:
        return list(select_records(str(expression), objects))
    except FilterError as error:
        raise AnsibleFilterError(f"prtg_select: {error}") from None


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"prtg_select": prtg_select}
