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
      - Base URL of the Pingdom API, with its version at the end. Change it only to reach Pingdom through a gateway, or
        an emulator. Without it, it is V(https://api.pingdom.com/api/3.1), or V(https://api.pingdom.com/api/2.1) if
        O(api_version=2.1).
      - A URL of another version than O(api_version) says is an error.
      - If the option is not set, the environment variable E(PINGDOM_URL) is used. An empty variable counts as not
        set; the same holds for all other variables.
    type: str
  api_version:
    description:
      - Which version of the Pingdom API to speak. V(auto) means the one that the path of O(url) ends with, and V(3.1)
        if it ends with none.
      - If a task gives credentials of one version, and the version that is meant and all credentials for it come from
        the environment, that is an error, since they may be those of different accounts.
      - V(3.1) is the current one and takes O(api_token). V(2.1) is the one before, of which Pingdom announced the end
        for 2020; it takes O(username), O(password), O(app_key) and, where several users share an account,
        O(account_email).
      - What a version cannot do is an error before anything is sent, which names the version that can.
      - If the option is not set, the environment variable E(PINGDOM_API_VERSION) is used.
    type: str
    choices: [auto, "3.1", "2.1"]
    default: auto
  api_token:
    description:
      - Token of the Pingdom API 3.1, made in My Pingdom under Integrations, The Pingdom API. Writing needs the access
        level Read/Write.
      - If the option is not set, the environment variable E(PINGDOM_API_TOKEN) is used.
    type: str
  username:
    description:
      - For API 2.1, the e-mail address with which a user logs in to My Pingdom.
      - If the option is not set, the environment variable E(PINGDOM_USERNAME) is used.
    type: str
  password:
    description:
      - For API 2.1, the password of that user.
      - If the option is not set, the environment variable E(PINGDOM_PASSWORD) is used.
    type: str
  app_key:
    description:
      - For API 2.1, the key of an application, made in My Pingdom.
      - If the option is not set, the environment variable E(PINGDOM_APP_KEY) is used.
    type: str
  account_email:
    description:
      - For API 2.1, the e-mail address of the owner of the account, where that is not the user of O(username).
      - If the option is not set, the environment variable E(PINGDOM_ACCOUNT_EMAIL) is used.
    type: str
"""
