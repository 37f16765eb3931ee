# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the connection options of an inventory or a lookup have beyond those of modules: variables, read by Ansible."""

from __future__ import annotations


class ModuleDocFragment:
    """Fragment ``prtg_inventory``: the variables of the options of ``prtg`` and ``transport``, which are extended too.

    Ansible merges what several fragments say about an option.
    """

    DOCUMENTATION = r"""
options:
  url:
    env:
      - name: PRTG_URL
  api:
    env:
      - name: PRTG_API
  server_name:
    env:
      - name: PRTG_SERVER_NAME
  api_token:
    env:
      - name: PRTG_API_TOKEN
  username:
    env:
      - name: PRTG_USERNAME
  password:
    env:
      - name: PRTG_PASSWORD
  passhash:
    env:
      - name: PRTG_PASSHASH
  validate_certs:
    env:
      - name: PRTG_VALIDATE_CERTS
  ca_path:
    env:
      - name: PRTG_CA_PATH
  client_cert:
    env:
      - name: PRTG_CLIENT_CERT
  client_key:
    env:
      - name: PRTG_CLIENT_KEY
  proxy:
    env:
      - name: PRTG_PROXY
  timeout:
    env:
      - name: PRTG_TIMEOUT
  retries:
    env:
      - name: PRTG_RETRIES
"""
