# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options that all Pingdom modules share; same order as module_utils/_options.py."""

from __future__ import annotations


class ModuleDocFragment:
    """Fragment ``pingdom``: the connection, but for what ``transport`` has."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Base URL of the Pingdom API. Change it only to reach Pingdom through a gateway, or an emulator.
      - If the option is not set, the environment variable E(PINGDOM_URL) is used. An empty variable counts as not
        set; the same holds for all other variables.
    type: str
    default: https://api.pingdom.com/api/3.1
  api_token:
    description:
      - Token of the Pingdom API 3.1, made in My Pingdom under Integrations, The Pingdom API. Writing needs the access
        level Read/Write.
      - If the option is not set, the environment variable E(PINGDOM_API_TOKEN) is used.
    type: str
"""
