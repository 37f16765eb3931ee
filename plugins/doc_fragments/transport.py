# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options of every connection; same order as TRANSPORT in module_utils/_options.py."""

from __future__ import annotations


class ModuleDocFragment:
    """Fragment ``transport``: time-outs, TLS, proxies, said once for PRTG and Pingdom."""

    DOCUMENTATION = r"""
options:
  validate_certs:
    description:
      - Whether to verify the certificate of the server. Set it to V(false) for test systems only, and prefer
        O(ca_path).
      - If the option is not set, the environment variable E(PRTG_VALIDATE_CERTS) is used, or for Pingdom
        E(PINGDOM_VALIDATE_CERTS).
    type: bool
    default: true
  ca_path:
    description:
      - PEM file, or directory, of the certificate authorities to trust instead of the system's.
      - If the option is not set, the environment variable E(PRTG_CA_PATH) is used, or for Pingdom E(PINGDOM_CA_PATH).
    type: path
  client_cert:
    description:
      - PEM file of a client certificate. It may hold the key as well.
      - If the option is not set, the environment variable E(PRTG_CLIENT_CERT) is used, or for Pingdom
        E(PINGDOM_CLIENT_CERT).
    type: path
  client_key:
    description:
      - PEM file of the key of O(client_cert).
      - If the option is not set, the environment variable E(PRTG_CLIENT_KEY) is used, or for Pingdom
        E(PINGDOM_CLIENT_KEY).
    type: path
  proxy:
    description:
      - URL of a proxy. Without it, the usual variables such as E(HTTPS_PROXY) and E(NO_PROXY) are obeyed.
      - In its password, the characters V(/), V(#), V(?) and V(@) are written as V(%2F), V(%23), V(%3F) and V(%40).
      - If the option is not set, the environment variable E(PRTG_PROXY) is used, or for Pingdom E(PINGDOM_PROXY).
    type: str
  timeout:
    description:
      - How many seconds to wait for a connection (at most 10) and between two bytes of an answer.
      - A request as a whole, its repetitions included, takes at most ten times as long, however its answer comes. The
        pauses before repetitions do not count.
      - If the option is not set, the environment variable E(PRTG_TIMEOUT) is used, or for Pingdom E(PINGDOM_TIMEOUT).
    type: int
    default: 60
  retries:
    description:
      - How often to repeat a request that failed for a passing reason. Only requests that do no harm when they arrive
        twice are repeated. These are reads and, with Pingdom, all but creations. Writes to PRTG are not repeated.
      - If the option is not set, the environment variable E(PRTG_RETRIES) is used, or for Pingdom E(PINGDOM_RETRIES).
    type: int
    default: 3
requirements:
  - requests
"""
