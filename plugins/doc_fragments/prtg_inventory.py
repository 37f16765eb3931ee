# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The connection options of the PRTG inventory: those of the modules, in the form that inventory plugins need."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.doc_fragments.transport import for_plugins


class ModuleDocFragment:
    """Fragment ``prtg_inventory``; same names, types, defaults and variables as ``_options.PRTG``."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - The address of the PRTG web server, or for API v2 that of its application server.
      - A URL without a scheme is taken as C(https).
      - Required, here or in the environment.
    type: str
    env:
      - name: PRTG_URL
  api:
    description:
      - Which API to talk to.
      - V(auto) chooses V(v2) if the URL holds C(/api/v2) or its port is 1616 or 1615, else V(v1).
    type: str
    choices:
      - auto
      - v1
      - v2
    default: auto
    env:
      - name: PRTG_API
  server_name:
    description:
      - What this server is called wherever it matters whose an id is, as each PRTG server numbers its objects itself.
      - Without it, a server is called by the host and the base path of O(url), without scheme, port and C(/api/v2), so
        that API v1 and API v2 of one server agree. Set it where two servers share a host name, or one has two.
    type: str
    env:
      - name: PRTG_SERVER_NAME
  api_token:
    description:
      - The API key or token of the account.
    type: str
    env:
      - name: PRTG_API_TOKEN
  username:
    description:
      - The name of the account, if O(api_token) is not used.
    type: str
    env:
      - name: PRTG_USERNAME
  password:
    description:
      - The password of the account.
    type: str
    env:
      - name: PRTG_PASSWORD
  passhash:
    description:
      - The passhash of the account. Only API v1 takes it.
    type: str
    env:
      - name: PRTG_PASSHASH
  TRANSPORT
notes:
  - An environment variable that is empty counts as not set.
  - O(url), O(api_token), O(username), O(password), O(passhash) and O(proxy) may be templates in the configuration file.
""".replace("  TRANSPORT\n", for_plugins("PRTG"))
