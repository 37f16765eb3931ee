# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options that the inventories of all services have in common."""

from __future__ import annotations


class ModuleDocFragment:
    """Fragment ``inventory``: names, addresses, variables, outages. A plugin adds the default of ``hostvars_prefix``.

    Ansible merges what a fragment and a plugin say about an option.
    """

    DOCUMENTATION = r"""
options:
  allow_empty:
    description:
      - Whether an inventory without any host is right.
      - Without it, no host is an error, as it usually means that the account has lost its rights, that the server is
        not ready, or that an option which narrows the inventory does not mean what it should. With it, that is a
        warning. What is empty is never cached.
    type: bool
    default: false
  hostnames:
    description:
      - Where the name of a host comes from, in order of preference; the first that is not empty is taken.
      - Each is a field of the record that is a text or a number (V(name), V(host), V(id)) or a Jinja expression,
        without braces, over the variables of the host, C(ansible_host) included.
      - White space and control characters become single spaces. Characters that nobody sees, such as those that turn
        the direction of writing, and hyphens at the beginning are dropped.
      - V(all) and V(ungrouped) are no names, as Ansible would take such a host for the whole inventory. Neither is what
        means the controller, such as V(localhost), V(127.0.0.1), V(::1) or any other spelling of a loopback address, as
        tasks that are delegated to the controller would go to that host. The next preference is taken then.
      - An object without any name is called by its kind and id, such as V(device_2001) or V(check_85975).
    type: list
    elements: str
    default:
      - name
  duplicates:
    description:
      - What to do when several objects get the same host name. They are never merged.
      - V(error) fails and lists them.
      - V(id) appends its id to the name of each of them, such as V(web_2001).
      - The same holds across several sources in one inventory, where V(error) is enough in one of the sources that
        share a name. With V(id), objects of one server get their ids appended, those of several servers the names of
        their servers, such as V(web_prtg.example.com). These names do not depend on the order of the sources; a host of
        an earlier source is renamed when a later one brings another of its name. The same object in two sources is
        one host.
    type: str
    choices:
      - error
      - id
    default: error
  group_prefix:
    description:
      - What the names of the groups of O(group_by) start with.
      - Groups of several sources that share a name are one group.
    type: str
    default: ''
  hostvars_prefix:
    description:
      - What the names of these variables start with. It must be a valid start of a variable name, and not C(ansible_),
        as such variables steer Ansible.
    type: str
  set_ansible_host:
    description:
      - Whether C(ansible_host) is set from the host field of the service.
      - A scheme, a path, a port and the brackets of an IPv6 address are taken off. Where nothing is left that is a host
        name (RFC 1123 with underscores, or IDNA) or an IP address, the variable is not set.
      - What O(compose) makes of C(ansible_host), C(ansible_winrm_host) and the like is checked as well, without taking
        anything off, and not set if it is neither.
    type: bool
    default: true
  allow_loopback:
    description:
      - Whether C(ansible_host) may be a loopback address, in whatever spelling.
      - Such an address is that of the controller as seen from the controller, and of a probe as seen from that probe.
        Without this option, it is left out.
    type: bool
    default: false
  stale_if_error:
    description:
      - Use cached rows, however old, when the server does not answer, fails or answers nonsense. Needs O(cache).
      - That the server shows nothing at all counts as nonsense.
      - A warning says so, and a variable of the group C(all) is true, otherwise false. Its name is that of the plugin
        with C(_inventory_stale) at its end, such as C(prtg_inventory_stale) or C(pingdom_inventory_stale). It is true
        if it is for any source of the inventory.
      - Credentials that are refused remain an error.
    type: bool
    default: false
notes:
  - O(cache) keeps the rows that the service delivered. Changed groups, names and expressions apply at once. A hit does
    not extend the life of the cache. It holds no credentials.
  - O(cache) needs a cache plugin that persists, such as P(ansible.builtin.jsonfile#cache), to help more than one
    run.
  - C(-v) shows one line with the number of hosts, and of everything that was left out, renamed or has no
    address that can be used.
  - C(-vvv) shows the requests, the rows, the time of each phase, the age of the cache, for each host its object, its
    address and what made each of its groups, and for each object that was left out the reason.
"""
