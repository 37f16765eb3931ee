# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Inventory from the devices, probes or sensors that PRTG Network Monitor knows."""

from __future__ import annotations

DOCUMENTATION = r"""
name: prtg
author:
  - opswatch contributors (@opswatch)
short_description: Inventory from PRTG Network Monitor
version_added: 0.1.0
description:
  - Makes a host of every device (or probe, or sensor) that PRTG monitors.
  - The file of the source must be named C(prtg.yml), C(prtg.yaml), or end in C(.prtg.yml) or C(.prtg.yaml).
  - The inventory is complete or it fails. Nothing is added before everything is read, and an answer that breaks
    off, contradicts itself or is not allowed is an error.
  - Strings from PRTG are data and never templates. Where C(ansible-inventory --list --export) writes an inventory for
    others, which is how AWX imports it, a string that cannot be a template is a plain string; everywhere else it is
    marked as ansible-core itself marks strings of inventory plugins.
  - Several sources may be read into one inventory, of one or of several PRTG servers. Hosts carry the name of their
    server, and O(duplicates) says what becomes of names that two servers have.
extends_documentation_fragment:
  - opswatch.monitoring.prtg_inventory
  - constructed
  - inventory_cache
requirements:
  - requests (on the controller)
  - lxml (on the controller, for API v1)
options:
  plugin:
    description:
      - Must be V(opswatch.monitoring.prtg).
    type: str
    required: true
    choices:
      - opswatch.monitoring.prtg
  hosts_from:
    description:
      - The kind of object that becomes a host.
    type: str
    choices:
      - device
      - probe
      - sensor
    default: device
  under:
    description:
      - Take only what is below this probe, group or device.
      - Either its id, or its path of names from the probe down, such as V(Local Probe/Servers).
      - V(0), the root, means everything that the account sees. It may be below what the account does not see itself;
        if the server does not tell that of some object, the inventory fails.
    type: str
  filter:
    description:
      - Take only what fits this expression of PRTG's filter language, such as
        V(tags contains "web" and not(status = down\)). It means the same on every API.
      - What the server can be trusted with is filtered there, and all of it is checked on each object.
      - With O(cache=true), everything is read and kept, and the filter is applied to what was kept, so that a changed
        filter takes effect at once.
    type: str
  allow_empty:
    description:
      - Whether an inventory without any host is right.
      - Without it, no host is an error, as it usually means that the account has lost its rights, that the server is
        not ready, or that O(filter) or O(under) does not mean what it should. What is empty is never cached.
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
      - An object without any name is called by its kind and id, such as V(device_2001).
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
  group_by:
    description:
      - The groups to make without any template.
      - V(tree) makes a group of every probe and group (and, for sensors, device) above the hosts, nested as in
        PRTG.
      - V(probe) makes C(probe_NAME), V(tags) and V(parent_tags) make C(tag_NAME) of the own and the inherited tags,
        V(status) makes C(status_up) and so on, V(paused_by) C(paused_by_user), V(kind) C(kind_device), V(priority)
        C(priority_3), V(location) C(location_NAME), V(sensor_kind) C(sensor_kind_NAME), V(icon) C(icon_NAME) with the
        name of the icon's file in lower case and without its ending.
      - What the server does not tell of some hosts makes no group of them, and a warning says of how many. Over API v2,
        only the deprecated list of devices is known to tell icons, which takes it to be read as well.
      - Characters that a group name cannot have become underscores. Groups of the tree that would then share a name
        get their path as name, and if that does not tell them apart, their id as well. Other groups that would
        share a name get a checksum of their raw name appended, except the one whose raw name it is. No group is
        ever named like a host.
    type: list
    elements: str
    choices:
      - tree
      - probe
      - tags
      - parent_tags
      - status
      - paused_by
      - kind
      - priority
      - location
      - sensor_kind
      - icon
    default:
      - tree
      - tags
  group_prefix:
    description:
      - What the names of the groups of O(group_by) start with.
      - Groups of several sources that share a name are one group.
    type: str
    default: ''
  hostvars:
    description:
      - The fields of the record that become variables of the host. Each costs time and memory for every host.
      - V(id) is a string, V(status) a word such as V(up), V(down) or V(pausedbyuser), V(active) is false if the
        object is paused by its own flag, V(paused_by) says what silences it (V(user), V(parent), V(dependency),
        V(schedule), V(license) or null), V(path) lists the names from the probe down, V(interval) is in seconds,
        V(last_up) and V(last_down) are ISO 8601 in UTC.
      - V(server) is what the PRTG server is called, by its O(server_name) or its URL. An id means an object of this
        server only.
      - Fields that only expressions or groups use need not be listed.
    type: list
    elements: str
    choices:
      - id
      - kind
      - name
      - parent_id
      - path
      - status
      - message
      - active
      - paused_by
      - priority
      - favorite
      - tags
      - parent_tags
      - host
      - sensor_kind
      - interval
      - last_up
      - last_down
      - location
      - comment
      - url
      - icon
      - server
    default:
      - id
      - name
      - path
      - status
      - active
      - paused_by
      - tags
      - host
      - server
  hostvars_prefix:
    description:
      - What the names of these variables start with. It must be a valid start of a variable name, and not C(ansible_),
        as such variables steer Ansible.
    type: str
    default: prtg_
  include:
    description:
      - More to read for every host.
      - V(status_summary) sets C(prtg_status_summary) of devices and probes, a dictionary with the number of sensors in
        each state. A number that cannot be read is null.
      - V(channels) sets C(prtg_channels) of sensors, a list of dictionaries with C(id), C(name), C(last_value) (a
        number or null) and C(unit). It takes one more request for each hundred sensors over API v2, and one for each
        sensor over API v1, four at a time.
      - V(settings) sets C(prtg_settings), a dictionary of the sections of settings that API v2 lists, each a dictionary
        of texts and lists as PRTG has them. Whatever is named like a credential is left out.
      - API v1 would take a request for each setting of each host. There, V(settings) are refused before anything is
        sent.
    type: list
    elements: str
    choices:
      - status_summary
      - channels
      - settings
    default: []
  set_ansible_host:
    description:
      - Whether C(ansible_host) is set from the host field of PRTG.
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
      - A warning says so, and the variable C(prtg_inventory_stale) of the group C(all) is true, otherwise false. It is
        true if it is for any source of the inventory.
      - Credentials that are refused remain an error.
    type: bool
    default: false
notes:
  - O(cache) keeps the rows that PRTG delivered. Changed groups, names and expressions apply at once. A hit does not
    extend the life of the cache. It holds no credentials.
  - O(cache) needs a cache plugin that persists, such as P(ansible.builtin.jsonfile#cache), to help more than one
    run.
  - C(-v) shows one line with the number of hosts, and of everything that was left out, renamed or has no
    address that can be used.
  - C(-vvv) shows the requests, the rows, the time of each phase, the age of the cache, for each host its object, its
    address and what made each of its groups, and for each object that was left out the reason. For that, the server
    is asked for everything, and O(under) and O(filter) are applied to what comes. AWX runs updates at C(-vvv) by
    itself, so that there it takes its verbosity 2 (C(-vvvvv)).
  - For AWX, set the option C(enabled_var) of the inventory source to C(prtg_active) and C(enabled_value) to
    C(True).
seealso:
  - plugin: ansible.builtin.constructed
    plugin_type: inventory
"""

EXAMPLES = r"""
# fmt: code
# prtg.yml: every device, in groups by probe, group and tag. The environment holds PRTG_URL and PRTG_API_TOKEN.
---
plugin: opswatch.monitoring.prtg

---
# production.prtg.yml: one part of the tree over API v2, with groups by expressions
plugin: opswatch.monitoring.prtg
url: https://prtg.example.com:1616
api_token: "{{ lookup('ansible.builtin.env', 'PRTG_API_TOKEN') }}"
under: Local Probe/Servers
hostnames:
  - host
  - name
group_by:
  - tree
  - tags
  - status
keyed_groups:
  - key: prtg_priority | string
    prefix: importance
groups:
  needs_attention: prtg_status in ['down', 'warning']
compose:
  monitored: prtg_active
  site: prtg_path[0]

---
# south.prtg.yml, beside another file for the server in the north: equal names are told apart by their servers
plugin: opswatch.monitoring.prtg
url: https://prtg-south.example.com
api_token: "{{ lookup('ansible.builtin.env', 'PRTG_SOUTH_TOKEN') }}"
duplicates: id
group_prefix: south_

---
# cached.prtg.yml: read at most once an hour, and survive an outage of the monitoring
plugin: opswatch.monitoring.prtg
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/prtg
cache_timeout: 3600
stale_if_error: true
"""

import difflib
import importlib.util
import os
import typing as t

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.common.text.converters import to_native
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, get_cache_plugin

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors, _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import DIALECTS, dialect_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import (
    add_known,
    add_places,
    matching,
    misfit_of,
    plan_for,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read as read_filter
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    FIELDS,
    UNREAD,
    PrtgObject,
    Tree,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selection, Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import ALWAYS_READ, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._addresses import (
    MISSING,
    means_controller,
    reachable,
    refusal,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._constructed import Constructed, group_name
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._environment import without_empty
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._grouping import TREE_GROUPINGS, Grouping
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._hosts import (
    HOSTVARS,
    SHARED,
    Host,
    Variables,
    clean_name,
    tell_apart,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._inventory import rename_hosts, unchanged_on_error
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import RESERVED, Group, assign_names
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report, without
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._rows import (
    Rows,
    Wanted,
    dump,
    identity,
    load,
    newest,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._servers import (
    Beside,
    Source,
    names_beside,
    remember,
    sources_of,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import (
    TRUST_IS_TAGGED,
    Plain,
    as_data,
    is_export,
)

#: Errors that say nothing against yesterday's rows.
_PASSING = (_errors.ConnectionFailed, _errors.ServerFault, _errors.RateLimited, _errors.UnexpectedAnswer)

#: What can be included, and for which hosts.
_INCLUDES = {
    "status_summary": ("device", "probe"),
    "channels": ("sensor",),
    "settings": ("device", "probe", "sensor"),
}

#: The variable that says whether anything in the inventory is from before an outage.
_STALE = "prtg_inventory_stale"

#: Fields that cannot be the name of a host, because they are lists or only true or false.
NO_NAMES = frozenset({"path", "tags", "parent_tags", "active", "favorite"})

#: What it can mean that nothing is there, and what helps.
_NO_RIGHTS = (
    "Either the account has no rights in PRTG, or the server is not ready: log in to PRTG as this account, or try "
    "again later. Set allow_empty if there may be no host."
)

_TEMPLATES_ALLOWED = ("url", "api_token", "username", "password", "passhash", "proxy", "under", "filter")


def _with_address(variables: dict[str, t.Any], address: str | None) -> dict[str, t.Any]:
    """``variables`` with the address, if there is one."""
    if address is not None:
        variables["ansible_host"] = address
    return variables


def _different(names: t.Sequence[str], others: t.Sequence[str]) -> int:
    """How many of the names are not those at the same place among the others."""
    return sum(one != other for one, other in zip(names, others, strict=True))


class InventoryModule(BaseInventoryPlugin, Constructed, Cacheable):
    """Hosts, groups and variables from a PRTG server."""

    NAME = "opswatch.monitoring.prtg"

    _sanitize_group_name = staticmethod(group_name)

    def verify_file(self, path: str) -> bool:
        """Whether ``path`` is named like one of our sources."""
        ours = os.path.basename(path) in ("prtg.yml", "prtg.yaml") or path.endswith((".prtg.yml", ".prtg.yaml"))
        return ours and super().verify_file(path)

    def parse(self, inventory: t.Any, loader: t.Any, path: str, cache: bool = True) -> None:
        """Fill ``inventory`` from the source at ``path``, or raise ``AnsibleParserError`` and leave it as it was."""
        super().parse(inventory, loader, path, cache)
        self._report = Report(self.display, self.NAME)
        with without_empty("PRTG_"):
            config = self._read_config_data(path)
        if importlib.util.find_spec("requests") is None:
            raise AnsibleParserError(missing_required_lib("requests"))
        try:
            with self._report.phase("reading"):
                self._refuse_unknown(config)
                options = self._connection(config)
                wanted = self._wanted(config, options)
                self._shared = {"server": server_of(options)}
                rows, stale = self._rows(options, wanted, self.get_cache_key(path), cache)
            with self._report.phase("filter and names"):
                self._warn_of_untold(rows.objects)
                self._apply_filter(rows)
                hosts = self._hosts(rows)
        except _errors.MonitoringError as error:
            raise AnsibleParserError(str(error)) from None
        except ImportError as error:
            if error.name != "lxml" and not (error.name or "").startswith("lxml."):
                raise
            raise AnsibleParserError(missing_required_lib("lxml")) from None
        with unchanged_on_error(inventory):
            rename_hosts(inventory, self._renamed)
            self._fill(hosts, rows)
        remember(inventory, self._source)
        if self.get_option("stale_if_error"):
            of_another = bool(inventory.groups["all"].vars.get(_STALE))
            inventory.set_variable("all", _STALE, stale or of_another)

    def _refuse_unknown(self, config: t.Mapping[str, t.Any]) -> None:
        """Refuse what is no option: a misspelt C(under) or C(filter) must not make the inventory wider."""
        known = self.option_definitions
        for name in config:
            if name not in known:
                meant = difflib.get_close_matches(str(name), known, n=1)
                hint = f"Did you mean {meant[0]}?" if meant else f"Options are {', '.join(sorted(known))}."
                raise _errors.ConfigurationError(f"there is no option {name!r}", hint=hint)

    def _connection(self, config: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        options = {name: self.get_option(name) for name in _options.PRTG}
        connection = {name: self._templated(config, name, value) for name, value in options.items()}
        _options.refuse_no_text(connection)
        return connection

    def _templated(self, config: t.Mapping[str, t.Any], name: str, value: t.Any) -> t.Any:
        """An option of the file with its template resolved; what the environment says is taken as it is."""
        if name not in config or name not in _TEMPLATES_ALLOWED or not isinstance(value, str):
            return value
        return str(self.templar.template(value)) or None

    def _wanted(self, config: t.Mapping[str, t.Any], options: t.Mapping[str, t.Any]) -> Wanted:
        """What the configuration uses, and so has to be read."""
        prefix = self.get_option("hostvars_prefix")
        if not prefix.isidentifier():
            raise _errors.ConfigurationError(f"hostvars_prefix {prefix!r} cannot start the name of a variable")
        if prefix.startswith("ansible_"):
            raise _errors.ConfigurationError(
                f"hostvars_prefix {prefix!r} would make of PRTG's fields what steers Ansible, such as ansible_host"
            )
        if self.get_option("stale_if_error") and not self.get_option("cache"):
            raise _errors.ConfigurationError("stale_if_error needs cache", hint="Set cache, and choose a cache_plugin.")
        group_by, hostnames = self.get_option("group_by"), self.get_option("hostnames")
        self._refuse_hostnames(hostnames)
        self._shown = frozenset(self.get_option("hostvars"))
        self._used = self._shown | frozenset(HOSTVARS).intersection(self.mentioned(prefix))
        text, kinds = self._narrowing(config, "filter", ""), (self.get_option("hosts_from"),)
        self._filter = None if text is None else read_filter(text, kinds)
        self._narrowed_by = {"under": self._narrowing(config, "under", "/"), "filter": text}
        self._plan = how = None if self._filter is None else plan_for(dialect_of(options), self._filter, kinds, text)
        return Wanted(
            kinds=kinds,
            under=self._narrowed_by["under"],
            fields=ALWAYS_READ
            | self._used.difference(SHARED)
            | (how.fields if how else frozenset())
            | {name for name in (*group_by, *hostnames) if name in FIELDS}
            | ({"host"} if self.get_option("set_ansible_host") else set()),
            tree=any(name in TREE_GROUPINGS for name in group_by) or (how is not None and how.tree),
            include=frozenset(self.get_option("include")),
            known=how.known if how else (),
        )

    @staticmethod
    def _refuse_hostnames(hostnames: t.Sequence[t.Any]) -> None:
        """Refuse what can be no name of a host."""
        for preference in hostnames:
            if not isinstance(preference, str) or not preference.strip():
                raise _errors.ConfigurationError(
                    f"hostnames takes texts, and has {preference!r}",
                    hint="Write names of fields, such as name, or expressions.",
                )
            if preference in SHARED:
                raise _errors.ConfigurationError(
                    f"hostnames takes what tells hosts apart, and {preference} is the same for all",
                    hint="Write an expression, such as prtg_name ~ '.' ~ prtg_server.",
                )
            if preference in NO_NAMES:
                raise _errors.ConfigurationError(
                    f"hostnames takes texts, and {preference} is none", hint="Write an expression that makes one of it."
                )
            if "{{" in preference or "{%" in preference:
                raise _errors.ConfigurationError(
                    f"hostnames takes expressions, which have no braces: {preference}", hint="Leave them out."
                )

    def _narrowing(self, config: t.Mapping[str, t.Any], option: str, nothing: str) -> str | None:
        """An option that narrows; one that came out empty (white space and ``nothing``) must not mean everything."""
        given = self.get_option(option)
        value: str | None = self._templated(config, option, given)
        if given is not None and not (value or "").strip(f"{nothing} \t\r\n"):
            raise _errors.ConfigurationError(f"{option} is empty", hint="Leave it out to mean everything.")
        return value

    def _rows(self, options: dict[str, t.Any], wanted: Wanted, key: str, use_cache: bool) -> tuple[Rows, bool]:
        """The rows, and whether they are stale: from the cache if they are young enough, else from the server."""
        if not self.get_option("cache"):
            return self._certain(*self._attempt(options, wanted)), False
        meant = identity(options, wanted)
        entries = self._cached_entries(key) if use_cache else {}
        cached = load(entries.get(meant), wanted)
        lifetime = self.get_option("cache_timeout")
        if cached is not None and (not lifetime or cached.age <= lifetime):
            age = f"{cached.age:.0f} s old"
            self._report.detail(f"{len(cached.objects)} objects from the cache, {age}, no request sent")
            return cached, False
        rows, error = self._attempt(options, wanted)
        if error is not None and self.get_option("stale_if_error"):
            stale = cached or load(self._expired_entries(key).get(meant), wanted)
            if stale is not None:
                self.display.warning(
                    f"Stale inventory: PRTG was last read {stale.age:.0f} s ago, and now fails: {error}"
                )
                return stale, True
        rows = self._certain(rows, error)
        if rows.objects:
            self._cache[key] = newest({**entries, meant: dump(rows, wanted)})
        return rows, False

    def _attempt(self, options: dict[str, t.Any], wanted: Wanted) -> tuple[Rows | None, _errors.MonitoringError | None]:
        """What the server delivers, and what speaks against it that may pass: it fails, or it shows nothing at all."""
        try:
            rows = self._read_rows(options, wanted)
        except _PASSING as error:
            return self._nothing_at_all(options, wanted, error), error
        if rows.objects:
            return rows, None
        if self._visible == 0:
            return rows, _errors.UnexpectedAnswer(
                f"The inventory has no host: PRTG shows this account no {wanted.kinds[0]} at all", hint=_NO_RIGHTS
            )
        self._refuse_nothing(wanted.kinds[0], self._visible)
        return rows, None

    def _nothing_at_all(self, options: dict[str, t.Any], wanted: Wanted, error: _errors.MonitoringError) -> Rows | None:
        """Empty rows, if what was not expected is that nothing came, and this is allowed; asked in another way."""
        if not (self.get_option("allow_empty") and isinstance(error, _errors.UnexpectedAnswer)):
            return None
        with connected(options) as server:
            return Rows([], Tree([]), {}) if self._total(server, wanted.kinds[0]) == 0 else None

    def _certain(self, rows: Rows | None, error: _errors.MonitoringError | None) -> Rows:
        """``rows`` that nothing speaks against, or that are empty where ``allow_empty`` says that they may be."""
        if rows is None or (error is not None and not self.get_option("allow_empty")):
            raise t.cast(_errors.MonitoringError, error)
        return rows

    def _refuse_nothing(self, kind: str, visible: int | None) -> None:
        """Refuse an inventory without hosts where of the ``visible`` objects (None: nobody knows) none fits."""
        if self.get_option("allow_empty"):
            return
        given = " and ".join(f"{name} {value!r}" for name, value in self._narrowed_by.items() if value is not None)
        every = f" (of {visible} that PRTG shows)" if visible else ""
        raise _errors.SelectionRefused(
            f"The inventory has no host: no {kind}{every} fits {given}",
            hint="Check these options, and what the account may see; -vvv says of each object why it is left out. Set "
            "allow_empty if there may be no host.",
        )

    def _cached_entries(self, key: str) -> dict[str, t.Any]:
        """What the cache holds under ``key``, also what it says has expired: entries of other servers may be needed."""
        return self._entries(self._cache, key) or self._expired_entries(key)

    def _expired_entries(self, key: str) -> dict[str, t.Any]:
        """What the cache still holds under ``key``, whatever its age."""
        names = {"_uri": "cache_connection", "_prefix": "cache_prefix"}
        given = {name: self.get_option(option) for name, option in names.items() if self.get_option(option) is not None}
        return self._entries(get_cache_plugin(self.get_option("cache_plugin"), _timeout=0, **given), key)

    def _entries(self, cache: t.Any, key: str) -> dict[str, t.Any]:
        """What is held under ``key``; nothing, with a warning, where a cache cannot be read: then the server is."""
        try:
            entries = cache.get(key)
        except Exception as error:  # noqa: BLE001 - a cache plugin may fail in any way on a damaged file
            self.display.warning(f"The cache of {self.NAME} cannot be read, and is made anew: {error}")
            return {}
        return entries if isinstance(entries, dict) else {}

    def _read_rows(self, options: dict[str, t.Any], wanted: Wanted) -> Rows:
        included, here = wanted.include, self._filters_here
        selector = Selector(kinds=wanted.kinds, under=wanted.under, filter=None if here else self._filter)
        with connected(options) as server:
            self._refuse_includes(wanted, DIALECTS[server.api])
            selection = select(
                server,
                selector,
                wanted.fields,
                tree=wanted.tree,
                summary="status_summary" in included,
                settings="settings" in included,
                narrow=not self._reads_all,
                plan=None if here else self._plan,
            )
            snapshot = selection.snapshot
            if here and self._filter is not None:
                add_known(server, snapshot, wanted.known)
                add_places(server, snapshot, self._filter)
            channels = server.channels(self._asked_closer(selection)) if "channels" in included else {}
            total = None
            if self._is_narrowed(selector) and (self._report.counting or not selection.objects):
                total = self._total(server, wanted.kinds[0])
        for text in server.warnings:
            self.display.warning(text)
        self._tell_of_reading(selection, selector, total)
        self._visible = total if self._is_narrowed(selector) else len(snapshot.objects)
        known: dict[str, t.Any] = {
            "status_summary": snapshot.summaries,
            "channels": channels,
            "settings": snapshot.settings,
        }
        return Rows(selection.objects, snapshot.tree, {name: known[name] for name in sorted(included)})

    def _asked_closer(self, selection: Selection) -> list[str]:
        """The objects that are worth a request of their own: all that are cached, else those that become hosts."""
        objects = selection.objects
        if self._filter is not None and self._filters_here and not self.get_option("cache"):
            objects = matching(self._filter, objects, selection.snapshot.tree)
        return [one.id for one in objects]

    def _total(self, server: PrtgServer, kind: str) -> int | None:
        """How many objects there are; no inventory fails for want of this number."""
        try:
            return server.total(kind)
        except _errors.MonitoringError as error:
            self._report.detail(f"what the server left out could not be counted: {error}")
            return None

    @property
    def _filters_here(self) -> bool:
        """Whether the filter is applied to what was read, and no part of it by the server.

        What is to be cached has to be whole, and about what the server leaves out nobody can tell why.
        """
        return self.get_option("cache") or self._reads_all

    @property
    def _reads_all(self) -> bool:
        """Whether everything is read, to tell why each object is a host or not; probes are few anyway."""
        return self._report.thorough or self.get_option("hosts_from") == "probe"

    def _is_narrowed(self, selector: Selector) -> bool:
        return not self._reads_all and (selector.under is not None or selector.filter is not None)

    @staticmethod
    def _refuse_includes(wanted: Wanted, dialect: Dialect) -> None:
        """Refuse what cannot be had, before anything is sent."""
        [kind] = wanted.kinds
        for name in sorted(wanted.include):
            kinds = _INCLUDES[name]
            if kind not in kinds:
                raise _errors.ConfigurationError(f"include {name} needs hosts_from {' or '.join(kinds)}, not {kind}")
            dialect.refuse_lacking(name)

    def _tell_of_reading(self, selection: Selection, selector: Selector, total: int | None) -> None:
        """Report what was asked, and what was left out; ``total`` counts the objects on a server that left out some."""
        query = selection.snapshot.query
        for request in query.sent:
            self._report.detail(f"asked: {request}")
        self._report.detail(f"{query.rows_read} rows in {len(query.sent)} requests")
        reason = f"not among {selector.describe()}"
        if total is None:
            self._report.left_out(without(selection.snapshot.objects, selection.objects), reason)
        else:
            self._report.count(f"left out ({reason})", total - len(selection.objects))

    def _warn_of_untold(self, objects: t.Sequence[PrtgObject]) -> None:
        """Warn of groups that some hosts are in or not, and nobody can tell."""
        for field in self.get_option("group_by"):
            if field in FIELDS:
                untold = sum(getattr(one, field) is UNREAD for one in objects)
                if untold:
                    self.display.warning(
                        f"PRTG does not tell the {field} of {untold} of {len(objects)} hosts over this API, so that "
                        "they are in no such group"
                    )

    def _apply_filter(self, rows: Rows) -> None:
        """Filter what was cached or read as a whole; otherwise it was filtered while it was read."""
        node = self._filter
        if node is None or not self._filters_here:
            return
        every, rows.objects = rows.objects, matching(node, rows.objects, rows.tree)
        self._report.left_out(
            without(every, rows.objects),
            "does not fit the filter",
            misfit_of(node, rows.tree),
        )
        if every and not rows.objects:
            self._refuse_nothing(every[0].kind, len(every))

    def _hosts(self, rows: Rows) -> list[Host]:
        """Each object as a host, with the name that it has beside all others."""
        reached = self._reached(rows.objects)
        addresses = [found for found, _reason in reached]
        named = self._named(rows.objects, addresses)
        names = tell_apart(named, self.get_option("duplicates"))
        self._report.count("told apart by their ids", _different(names, [wanted for wanted, _one in named]))
        beside = self._beside_others(named, names)
        self._renamed = beside.renamed
        self._report.count("told apart from others", _different(beside.names, names) + len(beside.renamed))
        for old, new in beside.renamed.items():
            self._report.detail(f"host {old} of an earlier source is called {new} now")
        self._tell_of_addresses(rows.objects, reached)
        return [Host(*values) for values in zip(beside.names, rows.objects, addresses, strict=True)]

    def _named(
        self, objects: t.Sequence[PrtgObject], addresses: t.Sequence[str | None]
    ) -> list[tuple[str, PrtgObject]]:
        """Each object with the name that is wanted for it."""
        preferences = self.get_option("hostnames")
        expressions = any(name not in FIELDS for name in preferences)
        variables = Variables(self._used, self.get_option("hostvars_prefix"), self._shared)
        self._nameless = 0
        named = []
        for one, address in zip(objects, addresses, strict=True):
            # What an expression for a name may read: the variables of the host that are there before it has a name.
            known = _with_address(variables.of(one), address) if expressions else {}
            named.append((self._hostname(one, preferences, known), one))
        self._tell_of_names(len(named))
        return named

    def _beside_others(self, named: t.Sequence[tuple[str, PrtgObject]], names: list[str]) -> Beside:
        """The names beside those of our other sources in this inventory, whose hosts may have to change theirs."""
        wanted = [(name, one.id) for name, one in named]
        source = Source(self._shared["server"], self.get_option("hosts_from"), self.get_option("duplicates"), wanted)
        earlier = sources_of(self.inventory)
        beside = names_beside(earlier, source) if earlier else Beside(names, {}, frozenset())
        joined = frozenset(self.inventory.hosts).intersection(beside.names).difference(beside.others)
        self._source = source._replace(joined=joined)
        return beside

    def _reached(self, objects: t.Sequence[PrtgObject]) -> list[tuple[str | None, str | None]]:
        """Where Ansible is to connect to, for each object, or why that is not known or not wanted."""
        if not self.get_option("set_ansible_host"):
            return [(None, None)] * len(objects)
        allow_loopback = self.get_option("allow_loopback")
        return [reachable(one.host, allow_loopback=allow_loopback) for one in objects]

    def _tell_of_addresses(
        self, objects: t.Sequence[PrtgObject], reached: t.Sequence[tuple[str | None, str | None]]
    ) -> None:
        for one, (_found, reason) in zip(objects, reached, strict=True):
            if reason is not None:
                self._report.count(reason)
                if reason != MISSING and self._report.detailed:
                    self._report.detail(f"{one.label()}: host field {one.host!r} is not used, {reason}")

    def _accepts(self, host: str, variable: str, value: t.Any) -> bool:
        """Whether what an expression has made of an address is one; what is no text is the user's affair."""
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return True
        reason = refusal(str(value), allow_loopback=self.get_option("allow_loopback"))
        if reason is not None and reason != MISSING:
            self._report.count(f"composed {reason}")
            self._report.detail(f"{host}: {variable} {value!r} is not set, {reason}")
        return reason is None

    def _tell_of_names(self, hosts: int) -> None:
        if self._nameless:
            self._report.count("without any of the names in hostnames", self._nameless)
        if hosts and self._nameless == hosts:
            self.display.warning(
                f"No host has any of the names in hostnames ({', '.join(self.get_option('hostnames'))})"
            )

    def _hostname(self, one: PrtgObject, preferences: t.Sequence[str], variables: dict[str, t.Any]) -> str:
        """The first of the preferred names that can be one."""
        controllers = []
        for preference in preferences:
            name = clean_name(self._wanted_name(one, preference, variables))
            if not name or name in RESERVED:
                continue
            if not means_controller(name):
                break
            controllers.append(name)
        else:
            name = f"{one.kind}_{one.id}"
            self._nameless += 1
        if controllers:
            self._report.count("not named like the controller")
            self._report.detail(f"host {name} is not called {controllers[0]!r}, which means the controller")
        return name

    def _wanted_name(self, one: PrtgObject, preference: str, variables: dict[str, t.Any]) -> str:
        if preference in FIELDS:
            raw = getattr(one, preference)
        else:
            raw = self.composed({"name": preference}, variables, one.label(), self.get_option("strict")).get("name")
        if isinstance(raw, (bool, list, tuple, dict)):
            raise _errors.ConfigurationError(
                f"hostnames: {preference} is no text for {one.label()}",
                hint="Write an expression that makes one of it.",
            )
        return str(raw) if raw else ""

    def _fill(self, hosts: list[Host], rows: Rows) -> None:
        """Add hosts and groups to the inventory."""
        report = self._report
        with report.phase("groups"):
            memberships = self._add_groups(hosts, rows)
        with report.phase("hosts"):
            variables_of = self._variables(rows)
            hidden = Variables(self._used - self._shown, self.get_option("hostvars_prefix"), self._shared)
            construct = self.constructor(self._accepts)
            composed, plain = self.get_option("compose"), Plain() if is_export() else None
            for (raw_name, one, address), groups in zip(hosts, memberships, strict=True):
                variables = _with_address(variables_of(one), address)
                name = self.inventory.add_host(raw_name if TRUST_IS_TAGGED else as_data(raw_name))
                host = self.inventory.hosts[name]
                host.vars.update(variables)
                for group in groups:
                    self.inventory.add_host(name, group.name)
                if construct is not None:
                    construct(name, {**variables, **hidden.of(one)})
                if plain is not None:
                    plain.mark(host.vars, (*variables, *composed))
                if report.detailed:
                    self._explain(name, one)
        report.summary(len(hosts))

    def _variables(self, rows: Rows) -> t.Callable[[PrtgObject], dict[str, t.Any]]:
        """What makes the variables of an object: its fields, and what was included."""
        prefix = self.get_option("hostvars_prefix")
        shown = Variables(self._shown, prefix, self._shared)
        if not rows.included:
            return shown.of

        def variables_of(one: PrtgObject) -> dict[str, t.Any]:
            more = {f"{prefix}{name}": as_data(found.get(one.id)) for name, found in rows.included.items()}
            return {**shown.of(one), **more}

        return variables_of

    def _add_groups(self, hosts: list[Host], rows: Rows) -> list[list[Group]]:
        """Make the built-in groups; returns those of each host, in order."""
        grouping = Grouping(self.get_option("group_by"), rows.tree, self.get_option("group_prefix"))
        memberships = [grouping.of(host.object) for host in hosts]
        assign_names(grouping.groups, {host.name for host in hosts} | set(self.inventory.hosts))
        for group in grouping.groups:
            self.inventory.add_group(group.name)
            self.reasons[group.name] = group.reason
            self._report.detail(f"group {group.name}: {group.reason}")
            if group.parent is not None:
                self._nest(group.parent.name, group.name)
        return memberships

    def _nest(self, above: str, below: str) -> None:
        """Put one group below another, which two servers can want the other way round."""
        try:
            self.inventory.add_child(above, below)
        except AnsibleError as error:
            hint = "Set group_prefix, or take tree out of group_by, in one of the sources that have such groups."
            raise AnsibleParserError(f"{to_native(error)} {hint}") from None

    def _explain(self, name: str, one: PrtgObject) -> None:
        """Say what became of an object, and why."""
        host = self.inventory.hosts[name]
        joined = [group.name for group in host.groups if group.name not in RESERVED]
        why = ", ".join(f"{group} ({self.reasons.get(group, 'above another')})" for group in joined)
        reached = f"at {host.vars['ansible_host']}" if "ansible_host" in host.vars else "without an address"
        self._report.detail(f"host {name} {reached}: {one.label()}; in {why or 'no group'}")
