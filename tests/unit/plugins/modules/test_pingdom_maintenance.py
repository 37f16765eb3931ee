# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module pingdom_maintenance is documented as it is, and hands over to its room."""

from __future__ import annotations

import yaml

from ansible_collections.opswatch.monitoring.plugins.doc_fragments import pingdom_selecting
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import Window
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_maintenance as module

DOCUMENTED = yaml.safe_load(module.DOCUMENTATION)["options"]


def documented(one):
    """The options that a module documents, without those of the connection."""
    found = yaml.safe_load(one.DOCUMENTATION)
    selecting = pingdom_selecting.ModuleDocFragment
    fragments = {"pingdom_selecting": selecting.DOCUMENTATION, "pingdom_selecting.names": selecting.NAMES}
    extended = [name.replace("opswatch.monitoring.", "") for name in found["extends_documentation_fragment"]]
    told = [yaml.safe_load(fragments[name])["options"] for name in extended if name in fragments]
    return {name: option for options in (*told, found.get("options", {})) for name, option in options.items()}


def bare(options):
    """Documented options in the form of an argument spec."""
    return {
        name: {
            **{key: value for key, value in option.items() if key not in ("description", "suboptions")},
            **({"options": bare(option["suboptions"])} if "suboptions" in option else {}),
        }
        for name, option in options.items()
    }


def test_the_options_are_documented_as_they_are():
    assert bare(DOCUMENTED) == module.SPECIFICATION.options


def test_it_runs_as_a_pingdom_module_with_an_identity(handed_over):
    specification = handed_over(module)
    assert specification.service == "pingdom"
    assert specification.rules == {
        "required_one_of": [("id", "description")],
        "mutually_exclusive": [("end", "duration")],
    }


def test_the_return_value_is_documented_whole():
    documented = yaml.safe_load(module.RETURN)["maintenance"]["contains"]
    assert set(documented) == {"id", "status", *Window(1, "d", 0, 1).shown()}
