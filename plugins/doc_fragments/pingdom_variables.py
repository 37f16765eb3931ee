# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the connection options of an inventory or a lookup have beyond those of modules: variables, read by Ansible."""

from __future__ import annotations


class ModuleDocFragment:
    """Fragment ``pingdom_variables``, for the options of ``pingdom`` and ``transport``, which are extended too.

    Ansible merges what several fragments say about an option.
    """

    DOCUMENTATION = r"""
options:
  url:
    env:
      - name: PINGDOM_URL
  api_version:
    env:
      - name: PINGDOM_API_VERSION
  api_token:
    env:
      - name: PINGDOM_API_TOKEN
  username:
    env:
      - name: PINGDOM_USERNAME
  password:
    env:
      - name: PINGDOM_PASSWORD
  app_key:
    env:
      - name: PINGDOM_APP_KEY
  account_email:
    env:
      - name: PINGDOM_ACCOUNT_EMAIL
  validate_certs:
    env:
      - name: PINGDOM_VALIDATE_CERTS
  ca_path:
    env:
      - name: PINGDOM_CA_PATH
  client_cert:
    env:
      - name: PINGDOM_CLIENT_CERT
  client_key:
    env:
      - name: PINGDOM_CLIENT_KEY
  proxy:
    env:
      - name: PINGDOM_PROXY
  timeout:
    env:
      - name: PINGDOM_TIMEOUT
  retries:
    env:
      - name: PINGDOM_RETRIES
"""
