# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The connection options of the PRTG inventory: those of the modules, in the form that inventory plugins need."""

from __future__ import annotations


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
  validate_certs:
    description:
      - Whether the certificate of the server is checked.
    type: bool
    default: true
    env:
      - name: PRTG_VALIDATE_CERTS
  ca_path:
    description:
      - A file or directory with the certificate authorities to trust, on the controller.
    type: path
    env:
      - name: PRTG_CA_PATH
  client_cert:
    description:
      - A file with the client certificate, and with its key unless O(client_key) names that.
    type: path
    env:
      - name: PRTG_CLIENT_CERT
  client_key:
    description:
      - A file with the key of O(client_cert).
    type: path
    env:
      - name: PRTG_CLIENT_KEY
  proxy:
    description:
      - The URL of a proxy, instead of the one that the environment names.
      - In its password, the characters V(/), V(#), V(?) and V(@) are written as V(%2F), V(%23), V(%3F) and V(%40).
    type: str
    env:
      - name: PRTG_PROXY
  timeout:
    description:
      - How many seconds to wait for a connection (at most 10) and between two bytes of an answer. A request as a whole,
        its repetitions included, takes at most ten times as long; the pauses before repetitions do not count.
    type: int
    default: 60
    env:
      - name: PRTG_TIMEOUT
  retries:
    description:
      - How often a read is repeated after a failure that may pass.
    type: int
    default: 3
    env:
      - name: PRTG_RETRIES
notes:
  - An environment variable that is empty counts as not set.
  - O(url), O(api_token), O(username), O(password), O(passhash) and O(proxy) may be templates in the configuration file.
"""
