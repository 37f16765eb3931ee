# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The yardstick of the inventory benchmark: the least that an inventory plugin can do.

It reads one prepared JSON page and adds the hosts, groups and variables that stand there, with ansible-core's own calls
and without any template. With ``trust`` its strings are plain as ours are; with ``compose``, ``groups`` or
``keyed_groups`` it is core's Constructable, and nothing more.
"""

from __future__ import annotations

DOCUMENTATION = """
name: bare
short_description: Yardstick
description: [Adds what a prepared page says.]
extends_documentation_fragment: [constructed]
options:
  plugin: {description: [Name.], required: true}
  page: {description: [URL of the page.], required: true}
  trust: {description: [Whether strings are marked as trusted.], type: bool, default: false}
"""

import json  # noqa: E402 - Ansible wants the documentation first
import urllib.request  # noqa: E402

from ansible import template  # noqa: E402
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable  # noqa: E402

#: Older cores know no trust, and print every string as it is.
trust_as_template = getattr(template, "trust_as_template", str)


def trusted(value):
    if isinstance(value, str):
        return trust_as_template(value)
    return [trusted(item) for item in value] if isinstance(value, list) else value


class InventoryModule(BaseInventoryPlugin, Constructable):
    NAME = "bare"

    def verify_file(self, path):
        return path.endswith(".bare.yml")

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        with urllib.request.urlopen(self.get_option("page")) as answer:
            page = json.loads(answer.read())
        for name in page["groups"]:
            inventory.add_group(name)
        for parent, child in page["nested"]:
            inventory.add_child(parent, child)
        mark = trusted if self.get_option("trust") else lambda value: value
        compose, groups, keys = (self.get_option(name) for name in ("compose", "groups", "keyed_groups"))
        for host, variables, joined in page["hosts"]:
            inventory.add_host(host)
            for name, value in variables.items():
                inventory.set_variable(host, name, mark(value))
            for group in joined:
                inventory.add_child(group, host)
            if compose or groups or keys:
                known = inventory.hosts[host].vars
                self._set_composite_vars(compose, known, host)
                self._add_host_to_composed_groups(groups, known, host)
                self._add_host_to_keyed_groups(keys, known, host)
