# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the options of awx.awx.credential_type, as its documentation lists them, and gives back what it was given."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule

SPEC = {
    "name": {"required": True},
    "description": {},
    "kind": {"choices": ["net", "cloud"]},
    "inputs": {"type": "dict"},
    "injectors": {"type": "dict"},
    "state": {"choices": ["present", "absent", "exists"], "default": "present"},
}

if __name__ == "__main__":
    module = AnsibleModule(argument_spec=SPEC)
    module.exit_json(given=module.params)
