# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The boundary to Ansible: build the module, run its one function, turn its result or its error into JSON once."""

from __future__ import annotations

import gc
import importlib.util
import typing as t

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result, diff, mask
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import MonitoringError


class Specification(t.NamedTuple):
    """A module: which service it talks to, its own options, the rules between them, what it does."""

    service: str
    options: dict[str, dict[str, t.Any]]
    run: t.Callable[[dict[str, t.Any], bool], Result]
    rules: dict[str, t.Any] | None = None

    def argument_spec(self) -> dict[str, dict[str, t.Any]]:
        """Connection options and own options together."""
        return {**_options.argument_spec(self.service), **self.options}


def run_module(specification: Specification) -> None:
    """Be the module: read the parameters, run, exit. Every error of the family becomes one ``fail_json``."""
    # a module lives for a moment: looking for garbage while libraries are imported is a tenth of what importing costs
    gc.set_threshold(100_000)
    module = AnsibleModule(
        argument_spec=specification.argument_spec(), supports_check_mode=True, **(specification.rules or {})
    )
    # url and proxy are shown for what they are, but for a password in them
    module.no_log_values.update(_options.passwords_in_urls(module.params))
    if importlib.util.find_spec("requests") is None:
        module.fail_json(msg=missing_required_lib("requests"))
    try:
        result = specification.run(module.params, module.check_mode)
    except MonitoringError as error:
        module.fail_json(msg=str(error), error=error.as_result(), changed=error.changed, **error.values)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("requests", "lxml"):
            raise
        module.fail_json(msg=missing_required_lib((error.name or "").partition(".")[0]))
    for warning in result.warnings:
        module.warn(warning)
    changes = [mask(change) for change in result.changes]
    answer: dict[str, t.Any] = {"changed": any(change.changed for change in result.changes), **result.values}
    if answer["changed"] and module._diff:
        answer["diff"] = diff(changes)
    module.exit_json(**answer)
