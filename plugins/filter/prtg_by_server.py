# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg_by_server
short_description: What a selection of PRTG objects means on which server
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Turns a selection, as the role P(opswatch.monitoring.maintenance_window#role) takes it, into the selectors of
    M(opswatch.monitoring.prtg_pause) for each server that it touches.
  - Hosts say by their variables C(prtg_id) and C(prtg_server), which the inventory plugin
    P(opswatch.monitoring.prtg#inventory) sets, what they are in PRTG and on which server. Every server numbers its
    objects itself, so that an id means something else on another one.
  - Hosts without C(prtg_server) belong to the only server there is. Those without C(prtg_id) are not in PRTG.
options:
  _input:
    description:
      - The selection. C(hosts), a list of names, stands for the ids of these hosts. C(ids), C(names), C(filter),
        C(kind), C(under) and C(max_matched) are those of the module. C(server) says on which server they are meant.
      - Without any of C(hosts), C(ids), C(names), C(filter) and C(under), nothing is selected.
    type: dict
    required: true
  hostvars:
    description:
      - The variables of the hosts by their names, the variable C(hostvars).
    type: dict
    required: true
  servers:
    description:
      - Connection options by the names of the servers. Only the names of both count here. If there are none, there is
        one connection, and one server.
    type: dict
    required: true
positional: hostvars, servers
"""

EXAMPLES = r"""
- name: Pause the hosts of the play, each on its own server
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
    found: "{{ {'hosts': ansible_play_hosts} | opswatch.monitoring.prtg_by_server(hostvars, my_servers) }}"
  tasks:
    - name: Go on only if every host is on one of these servers
      ansible.builtin.assert:
        that: not found.problem
        fail_msg: "{{ found.problem }}"
      run_once: true

    - name: Pause what is to be paused where
      opswatch.monitoring.prtg_pause:
        ids: "{{ item.select.ids }}"
        expect_server: "{{ item.server }}"
      module_defaults:
        group/opswatch.monitoring.prtg_server: "{{ my_servers | opswatch.monitoring.prtg_connection(item.server) }}"
      loop: "{{ found.work }}"
      run_once: true
      delegate_to: localhost
"""

RETURN = r"""
_value:
  description: What is to be done, or why it cannot be.
  type: dict
  contains:
    work:
      description:
        - C(server) and C(select) for each server. The name of the server is an empty text if nobody says it.
      type: list
      elements: dict
      sample: [{"server": "prtg-a.example.com", "select": {"ids": ["2001"]}}]
    problem:
      description: Why the selection cannot be carried out, or an empty text.
      type: str
      sample: ""
"""

import typing as t
from collections.abc import Mapping

from ansible_collections.opswatch.monitoring.plugins.module_utils._options import PRTG
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable, some

#: What makes a selection select something, beside hosts.
SELECTORS = ("ids", "names", "filter", "under")

SERVERS = "maintenance_window_prtg_servers"


class Problem(Exception):
    """Why a selection cannot be carried out."""


class Known(t.NamedTuple):
    """A server: what it is called, and the ids and names of the hosts that belong to it."""

    server: str
    ids: list[str]
    hosts: list[str]


def prtg_by_server(selection: t.Any, hostvars: t.Any, servers: t.Any) -> dict[str, t.Any]:
    """What ``selection`` means on which server; see the documentation above."""
    try:
        return {"work": _work(selection or {}, hostvars, _names(servers)), "problem": ""}
    except Problem as problem:
        return {"work": [], "problem": str(problem)}


def _names(servers: t.Any) -> list[str]:
    if servers is None:
        return []
    if not isinstance(servers, Mapping) or not all(isinstance(one, Mapping) for one in servers.values()):
        raise Problem(f"{SERVERS} has to be the connection options of each server, by the name of the server")
    unknown = sorted({printable(str(name)) for one in servers.values() for name in one if name not in PRTG})
    if unknown:
        raise Problem(f"{SERVERS} has what is no option of a connection: {some(unknown)}. There are {', '.join(PRTG)}")
    return [str(name) for name in servers]


def _work(selection: Mapping[str, t.Any], hostvars: t.Any, servers: list[str]) -> list[dict[str, t.Any]]:
    select = {name: value for name, value in selection.items() if name not in ("hosts", "server")}
    if selection.get("hosts") is None:
        if not any(selection.get(name) for name in SELECTORS):
            return []
        return [{"server": _said(selection.get("server"), servers), "select": select}]
    if select.get("ids") or selection.get("server"):
        raise Problem("hosts say by themselves which ids they have, and on which server: give them, or ids and server")
    groups = _with_connection(_grouped(_known_hosts(selection["hosts"], hostvars), hostvars), servers)
    return [{"server": group.server, "select": {**select, "ids": group.ids}} for group in groups if group.ids]


def _known_hosts(hosts: t.Any, hostvars: t.Any) -> list[t.Any]:
    """The names in ``hosts``, a list or a text with commas as for all options that are lists."""
    names = [name.strip() for name in hosts.split(",")] if isinstance(hosts, str) else list(hosts)
    unknown = [name for name in names if name not in hostvars]
    if unknown:
        raise Problem(f"the inventory has no hosts {_listed(unknown)}")
    return names


def _said(server: t.Any, servers: list[str]) -> str:
    """The server of selectors that are no hosts."""
    if server:
        return _connected(str(server), servers, "the selection is about it")
    if len(servers) > 1:
        raise Problem(
            f"{SERVERS} names several servers ({_listed(servers)}), and nothing says on which of them the objects are. "
            "Name it with server, beside the selectors"
        )
    return servers[0] if servers else ""


def _connected(server: str, servers: list[str], why: str) -> str:
    if servers and comparable(server) not in map(comparable, servers):
        raise Problem(f"no connection is given for the PRTG server {printable(server)} ({why}). {_remedy(servers)}")
    return server


def _remedy(servers: list[str]) -> str:
    if not servers:
        return f"There is one connection only. Give one for each server in {SERVERS}, by these names"
    return f"{SERVERS} has: {_listed(servers)}. Add it there, by this name"


def _grouped(hosts: t.Any, hostvars: t.Any) -> list[Known]:
    """The hosts by server, in their order; those that do not say whose they are under an empty name."""
    groups: dict[tuple[str, str], Known] = {}
    for host in hosts:
        known = hostvars.get(host) or {}
        if known.get("prtg_id") in (None, ""):
            continue
        server = str(known.get("prtg_server") or "")
        group = groups.setdefault(comparable(server), Known(server, [], []))
        group.hosts.append(str(host))
        if str(known["prtg_id"]) not in group.ids:
            group.ids.append(str(known["prtg_id"]))
    return list(groups.values())


def _with_connection(groups: list[Known], servers: list[str]) -> list[Known]:
    """The groups that there are connections for, ``Problem`` if one is missing."""
    named = [group for group in groups if group.server]
    nameless = [group for group in groups if not group.server]
    if not servers and len(named) > 1:
        raise Problem(f"the hosts belong to several PRTG servers: {_of_each(named)}. {_remedy(servers)}")
    strangers = [group for group in named if comparable(group.server) not in map(comparable, servers or [group.server])]
    if strangers:
        raise Problem(
            f"no connection is given for the PRTG server of these hosts: {_of_each(strangers)}. {_remedy(servers)}"
        )
    if not nameless:
        return named
    if len(servers) > 1:
        raise Problem(
            f"nothing says to which PRTG server these hosts belong: {_listed(nameless[0].hosts)}. Their variable "
            f"prtg_server has to be one of {_listed(servers)}"
        )
    return [_joined(groups, servers[0] if servers else named[0].server if named else "")]


def _joined(groups: list[Known], server: str) -> Known:
    """All hosts as those of the only server there is."""
    ids = list(dict.fromkeys(one for group in groups for one in group.ids))
    return Known(server, ids, [host for group in groups for host in group.hosts])


def _of_each(groups: list[Known]) -> str:
    return "; ".join(f"{printable(group.server)} ({_listed(group.hosts)})" for group in groups)


def _listed(names: t.Sequence[str]) -> str:
    return some([printable(name) for name in names])


class FilterModule:
    """Offers the filter to Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"prtg_by_server": prtg_by_server}
