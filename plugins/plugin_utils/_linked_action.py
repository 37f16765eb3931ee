# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The action plugin of every module: C(plugins/action) has a link to this file under the name of each."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._action import SpecifiedAction, specification_of


class ActionModule(SpecifiedAction):
    """Runs the module of the name that this file was loaded by."""

    specification = specification_of(__name__)
