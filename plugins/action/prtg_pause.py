# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Lets tasks write PRTG's own word C(message) for the option that a module must not call so.

Ansible reserves the name of a module option C(message) (ansible-test sanity, validate-modules: "must not be one of
syslog_facility, message as it is used internally by Ansible Core Engine").
"""

from __future__ import annotations

import typing as t

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """Runs the module of the same name."""

    _supports_async = True

    def run(self, tmp: None = None, task_vars: dict[str, t.Any] | None = None) -> dict[str, t.Any]:
        """Hand the task's arguments on, with C(message) under its module name."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        arguments = dict(self._task.args)
        if "message" in arguments:
            if "reason" in arguments:
                raise AnsibleActionFail("message and reason are two names of one option: give one of them")
            arguments["reason"] = arguments.pop("message")
        wrap_async = bool(self._task.async_val and not self._connection.has_native_async)
        result.update(self._execute_module(module_args=arguments, task_vars=task_vars, wrap_async=wrap_async))
        return result
