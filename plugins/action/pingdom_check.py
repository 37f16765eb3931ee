# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The module of the same name, in the controller's own process where that is the place it would run in."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.modules.pingdom_check import SPECIFICATION
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._action import SpecifiedAction


class ActionModule(SpecifiedAction):
    """Runs C(pingdom_check)."""

    specification = SPECIFICATION
