# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg_connection
short_description: The connection options of one of several PRTG servers
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Takes the connection options of one server out of those of several, to be used as C(module_defaults) of the group
    C(opswatch.monitoring.prtg_server).
  - What is not given there comes from other C(module_defaults) and the environment, with two exceptions, so that what
    belongs to another server is not mixed in. Where C(url) is given, C(api) and C(server_name) do not come from
    elsewhere; and where one of C(api_token), C(username), C(password) and C(passhash) is given, none of the others
    does.
options:
  _input:
    description:
      - Connection options by the name of a server.
    type: dict
    required: true
  server:
    description:
      - The name of a server as hosts carry it in C(prtg_server). An empty text stands for the only server there is, or
        for the connection that tasks have without this.
    type: str
    required: true
positional: server
"""

EXAMPLES = r"""
- name: Look at hosts of two servers
  hosts: web-1:web-2
  gather_facts: false
  vars:
    my_servers:
      prtg-a.example.com:
        url: https://prtg-a.example.com
        api_token: "{{ prtg_a_token }}"
      prtg-b.example.com:
        url: https://prtg-b.example.com
        api_token: "{{ prtg_b_token }}"
  tasks:
    - name: Look at the device of a host on its own server
      opswatch.monitoring.prtg_object_info:
        ids: ["{{ prtg_id }}"]
        expect_server: "{{ prtg_server }}"
      module_defaults:
        group/opswatch.monitoring.prtg_server: "{{ my_servers | opswatch.monitoring.prtg_connection(prtg_server) }}"
      delegate_to: localhost
"""

RETURN = r"""
_value:
  description: The connection options; none at all if O(_input) is empty.
  type: dict
"""

import typing as t
from collections.abc import Mapping

from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import comparable

#: What says who logs in. It is used as a whole, or not at all.
CREDENTIALS = ("api_token", "username", "password", "passhash")


def prtg_connection(servers: t.Any, server: t.Any) -> dict[str, t.Any]:
    """The connection options of ``server``; see the documentation above. No error shows any of them."""
    if not isinstance(servers, Mapping) or not all(isinstance(one, Mapping) for one in servers.values()):
        raise AnsibleFilterError("prtg_connection takes the connection options of servers, by the names of the servers")
    if not servers:
        return {}
    wanted = comparable(str(server))
    found = [
        one for name, one in servers.items() if comparable(str(name)) == wanted or (not server and len(servers) == 1)
    ]
    if len(found) != 1:
        known = ", ".join(sorted(map(str, servers)))
        raise AnsibleFilterError(f"there is no connection to the PRTG server {str(server)!r}, there are: {known}")
    return completed(found[0])


def completed(given: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """``given``, with that said to be absent which must not come from another server's settings."""
    absent: dict[str, t.Any] = {}
    if given.get("url"):
        absent.update(api="auto", server_name="")
    if any(given.get(name) for name in CREDENTIALS):
        absent.update(dict.fromkeys(CREDENTIALS, ""))
    return {**absent, **{name: value for name, value in given.items() if value is not None}}


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"prtg_connection": prtg_connection}
