# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The module of the same name, in the controller's own process where that is the place it would run in."""

from __future__ import annotations

import typing as t

from ansible.errors import AnsibleActionFail

from ansible_collections.opswatch.monitoring.plugins.modules.prtg_pause import SPECIFICATION
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._action import SpecifiedAction


class ActionModule(SpecifiedAction):
    """Runs C(prtg_pause), and lets tasks write PRTG's own word C(message), which no module may call an option.

    Ansible reserves that name (ansible-test sanity, validate-modules: "must not be one of syslog_facility, message as
    it is used internally by Ansible Core Engine").
    """

    specification = SPECIFICATION

    def arguments(self) -> dict[str, t.Any]:
        """The arguments of the task, with C(message) under its module name."""
        arguments = super().arguments()
        if "message" in arguments:
            if "reason" in arguments:
                raise AnsibleActionFail("message and reason are two names of one option: give one of them")
            arguments["reason"] = arguments.pop("message")
        return arguments
