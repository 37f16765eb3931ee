# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes options of awx.awx.inventory_source, as its documentation lists them, and gives back what it was given."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule

SPEC = {
    "name": {"required": True},
    "inventory": {"required": True},
    "source": {"choices": ["scm", "ec2", "gce", "azure_rm", "vmware", "satellite6", "openstack", "rhv", "controller"]},
    "source_project": {},
    "source_path": {},
    "source_vars": {"type": "dict"},
    "enabled_var": {},
    "enabled_value": {},
    "host_filter": {},
    "credential": {},
    "execution_environment": {},
    "overwrite": {"type": "bool"},
    "overwrite_vars": {"type": "bool"},
    "timeout": {"type": "int"},
    "verbosity": {"type": "int", "choices": [0, 1, 2]},
    "update_on_launch": {"type": "bool"},
    "update_cache_timeout": {"type": "int"},
    "state": {"choices": ["present", "absent", "exists"], "default": "present"},
}

if __name__ == "__main__":
    module = AnsibleModule(argument_spec=SPEC)
    module.exit_json(given=module.params)
