# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Modules inside the controller's process.

Most of what a call of a module costs is starting it: packing it up, a new Python, importing everything again. A module
of this collection only talks to a web service. So where it would run on the controller's own host anyway, as the same
user and by the same Python, it runs right here, with the same options, answers and errors, in a tenth of the time.
"""

from __future__ import annotations

import datetime
import importlib
import importlib.util
import json
import os
import sys
import typing as t
from collections.abc import Mapping

from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.errors import UnsupportedError
from ansible.plugins.action import ActionBase

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import heard_by

LIBRARIES = ("requests", "lxml")
PLUGINS = "ansible_collections.opswatch.monitoring.plugins"
ROOMS = f"{PLUGINS}.module_utils"

#: What nearly every task of a service imports late, since a process may end before it needs it, and what those of a
#: module do that change something. The tasks of a play are forks of one process, which imports it once, and all inherit
#: it: without that each would take 75 ms more. API v2 and filters, 30 ms each, are left to the tasks that use them.
LATE = {
    "prtg": ("requests", "lxml.etree", f"{ROOMS}._prtg.v1.client", f"{ROOMS}._prtg.v1.channels"),
    "prtg_object": tuple(
        f"{ROOMS}._prtg.{name}"
        for name in ("objects.carrying", "v1.editing", "v1.filters", "filtering", "filters.check")
    ),
    "prtg_pause": (f"{ROOMS}._prtg.rivals", f"{ROOMS}._prtg.restoring"),
    "prtg_server_info": (f"{ROOMS}._prtg.v1.facts",),
    "prtg_user_info": (f"{ROOMS}._prtg.v1.accounts",),
    "prtg_wait": (f"{ROOMS}._prtg.filtering", f"{ROOMS}._prtg.v1.filters", f"{ROOMS}._prtg.filters.check"),
    "pingdom": ("requests", f"{ROOMS}._pingdom.creating"),
    "pingdom_check": (f"{ROOMS}._pingdom.resources.contact", f"{ROOMS}._pingdom.resources.team"),
    "pingdom_maintenance": (f"{ROOMS}._pingdom.ending",),
}


class SpecifiedAction(ActionBase):
    """Runs the module of ``specification``: here where that is the same, else as Ansible runs modules."""

    specification: t.ClassVar[Specification]
    _supports_async = True

    def arguments(self) -> dict[str, t.Any]:
        """The arguments of the task, under the names of the module's options."""
        arguments = dict(self._task.args)
        for written, option in self.specification.written.items():
            if written not in arguments:
                continue
            if option in arguments:
                raise AnsibleActionFail(f"{written} and {option} are two names of one option: give one of them")
            arguments[option] = arguments.pop(written)
        return arguments

    def run(self, tmp: None = None, task_vars: dict[str, t.Any] | None = None) -> dict[str, t.Any]:
        """Run the module and return its answer."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        arguments = self.arguments()
        if self._is_the_place(task_vars or {}):
            return {**result, **self._run_here(arguments, task_vars or {})}
        wrap_async = bool(self._task.async_val and not self._connection.has_native_async)
        return {**result, **self._execute_module(module_args=arguments, task_vars=task_vars, wrap_async=wrap_async)}

    def _is_the_place(self, task_vars: Mapping[str, t.Any]) -> bool:
        """Whether a module process would be of this host, this user, this environment and this Python."""
        return (
            self._connection.transport == "local"
            and self._connection.become is None
            and not self._task.async_val
            and not any(self._task.environment or ())
            and not constants.DEFAULT_KEEP_REMOTE_FILES
            and self._takes_any_python(task_vars)
            and all(importlib.util.find_spec(name) for name in LIBRARIES)
        )

    def _takes_any_python(self, task_vars: Mapping[str, t.Any]) -> bool:
        """Whether the Python of modules is left to be discovered, or is the controller's own."""
        delegate = self._task.delegate_to
        known = task_vars.get("ansible_delegated_vars", {}).get(delegate, {}) if delegate else task_vars
        chosen = self._templar.template(constants.config.get_config_value("INTERPRETER_PYTHON", variables=known))
        return chosen.startswith("auto") or is_same_python(chosen, sys.executable)

    def _run_here(self, arguments: Mapping[str, t.Any], task_vars: Mapping[str, t.Any]) -> dict[str, t.Any]:
        specification = self.specification
        validator = ArgumentSpecValidator(specification.argument_spec(), **specification.rules)
        kept, empty = specification.taken_out(plain(arguments))
        validated = validator.validate(kept)
        params = validated.validated_parameters
        secrets = validated._no_log_values | specification.passwords_in(params)
        if validated.error_messages:
            answer = {"failed": True, "msg": self._complaint(validated.errors)}
        else:
            given = {**params, **empty}
            with heard_by(self._teller(secrets, task_vars)):
                answer = answer_of(specification, given, check_mode=self._task.check_mode, diff_mode=self._task.diff)
        if shows_invocation(task_vars):
            answer["invocation"] = {"module_args": params}
        return as_answered(answer, secrets)

    def _teller(self, secrets: t.Iterable[str], task_vars: Mapping[str, t.Any]) -> t.Callable[[str], None]:
        """What shows at -v how far the task is, unless that shows nothing of it."""
        host = task_vars.get("inventory_hostname")

        def show(text: str) -> None:
            if not self._task.no_log:
                self._display.v(f"{self._task.action}: {remove_values(text, secrets)}", host=host)

        return show

    def _complaint(self, errors: t.Any) -> str:
        """What is wrong with the arguments, in the words of AnsibleModule."""
        if isinstance(errors[0], UnsupportedError):
            return f"Unsupported parameters for ({self._task.action}) module: {errors.msg}"
        return str(errors.msg)


def action_of(plugin: str) -> type[SpecifiedAction]:
    """The action plugin for the module that has the same name as ``plugin``, which is the Python name of a file."""
    called = plugin.rpartition(".")[2]
    module = importlib.import_module(f"{PLUGINS}.modules.{called}")
    for name in (*LATE[module.SPECIFICATION.service], *LATE.get(called, ())):
        if importlib.util.find_spec(name.partition(".")[0]):
            importlib.import_module(name)

    class ActionModule(SpecifiedAction):
        specification = module.SPECIFICATION

    return ActionModule


def plain(value: t.Any) -> t.Any:
    """``value`` as a module gets it: without the marks, lazy containers and sealed texts of the controller."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str.__str__(value if isinstance(value, str) else str(value))


def as_answered(answer: dict[str, t.Any], secrets: t.Iterable[str]) -> dict[str, t.Any]:
    """``answer`` as AnsibleModule hands it over: as JSON, without ``secrets``.

    The plain truth of ``changed`` and ``failed`` is no secret, whatever letters some secret has in common with it.
    """
    truths = {name: value for name, value in answer.items() if isinstance(value, bool)}
    shown: dict[str, t.Any] = json.loads(_without(secrets, answer))
    return {**shown, **truths}


def _without(secrets: t.Iterable[str], answer: dict[str, t.Any]) -> str:
    """``answer`` as JSON, in which no value tells one of ``secrets``.

    Nearly always none occurs in it, and then no value has to be looked at: of what a server lists that would take about
    as long as reading all of it.
    """
    known = tuple(secrets)
    try:
        text = json.dumps(answer, allow_nan=False)
        if not any(json.dumps(secret)[1:-1] in text for secret in known):
            return text
    except (TypeError, ValueError):
        pass  # what JSON does not know, which the library turns into something else or refuses
    return json.dumps(remove_values(answer, known))


def is_same_python(one: str, other: str) -> bool:
    """Whether two paths start the same Python with the same libraries: of one folder, and one file in the end."""
    folders = {os.path.dirname(os.path.abspath(path)) for path in (one, other)}
    return len(folders) == 1 and os.path.realpath(one) == os.path.realpath(other)


def shows_invocation(task_vars: Mapping[str, t.Any]) -> bool:
    """Whether an answer repeats the arguments of its module: always before ansible-core 2.21, then on request."""
    name = "INJECT_INVOCATION"
    known = constants.config.get_configuration_definitions()
    return name not in known or bool(constants.config.get_config_value(name, variables=task_vars))
