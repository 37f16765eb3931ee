# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation says of the fields of PRTG's record, held against the table of the record."""

from __future__ import annotations

from pathlib import Path

import yaml

from ansible_collections.opswatch.monitoring.plugins.inventory import prtg
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import kinds, model
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.service import PrtgService

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "filter-language.md"
TYPES = {
    model.NUMBER: "int", model.DURATION: "int", model.BOOLEAN: "bool", model.TEXTS: "list",
    kinds.REFERENCE: "dict", kinds.REFERENCES: "list", kinds.MAPPINGS: "list",
}  # fmt: skip


def undocumented(guide: str) -> list[str]:
    """Where a field is not documented, or not as it is; ``guide`` is the guide of the filter language."""
    option = yaml.safe_load(prtg_object_info.DOCUMENTATION)["options"]["fields"]["choices"]
    returned = yaml.safe_load(prtg_object_info.RETURN)["objects"]["contains"]
    variables = yaml.safe_load(prtg.DOCUMENTATION)["options"]["hostvars"]["choices"]
    own = {name: field for kind in kinds.OWN_KINDS.values() for name, field in kind.fields.items()}
    lacking = [f"fields: {name}" for name in {*model.FIELDS, *own}.symmetric_difference(option)]
    lacking += [f"hostvars: {name}" for name in set(PrtgService.profile.hostvars).symmetric_difference(variables)]
    for name, field in {**own, **model.RECORD}.items():
        wanted = "float" if field.fraction else TYPES.get(field.type, "str")
        if returned.get(name, {}).get("type") != wanted:
            lacking.append(f"RETURN: {name}")
        if field.property is not None and f"| `{field.property}` | " not in guide:
            lacking.append(f"guide: {field.property}")
    return sorted(lacking)
