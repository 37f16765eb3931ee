# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg_match
short_description: Does a PRTG object fit a filter expression
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Tells whether an object that is already there fits a filter expression. Nothing is asked of a server.
  - The expression means the same as in the option C(filter) of the modules. C(ancestors) and C(descendants) need more
    than one object, use P(opswatch.monitoring.prtg_select#filter) for them.
  - An object that lacks what the expression asks for is an error, because it cannot be told whether it fits. A value
    that is null counts as C(nil), also where an API could not tell it, as API v2 comments.
options:
  _input:
    description:
      - An object with at least C(id), C(kind) and what the expression asks for.
    type: dict
    required: true
  expression:
    description:
      - The filter expression.
    type: str
    required: true
positional: expression
"""

EXAMPLES = r"""
- name: Look at the device
  opswatch.monitoring.prtg_object_info:
    names: [web-1]
    kind: [device]
  register: found

- name: Go on only if the device is not silent
  ansible.builtin.assert:
    that: found.objects[0] is opswatch.monitoring.prtg_match('not(status in [pausedbyuser, pausedbyuseruntil])')
"""

RETURN = r"""
_value:
  description: Whether the object fits.
  type: bool
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.records import select_records


def prtg_match(found: t.Any, expression: t.Any) -> bool:
    """Whether an object fits ``expression``; see the documentation above."""
    if not isinstance(expression, str):
        raise AnsibleFilterError("prtg_match takes an expression")
    try:
        return bool(select_records(str(expression), [found]))
    except FilterError as error:
        raise AnsibleFilterError(f"prtg_match: {error}") from None


class TestModule:
    """Offers the test to Ansible."""

    __test__ = False  # not pytest's

    def tests(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"prtg_match": prtg_match}
