# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module of the same name, in the controller's own process where that is the place it would run in."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._action import action_of

ActionModule = action_of(__name__)
