# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The boundary to Ansible: run a module's one function, turn its result or its error into an answer once."""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import typing as t

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result, diff, mask
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity

#: Characters of the shortest secret that Ansible is told of besides those of its own. It covers all in which one
#: occurs, numbers as well, so that a shorter one would cover ids.
_COVERABLE = 4

#: New objects after which Python looks for garbage.
_SELDOM = 1_000_000


class Specification(t.NamedTuple):
    """A module: which service it talks to, the block of its own options, what it does, and to what.

    ``written`` are names that tasks may write in place of those of options, where no option may be called so: Ansible
    reserves ``message``, PRTG's own word (ansible-test sanity, validate-modules: "must not be one of syslog_facility,
    message as it is used internally by Ansible Core Engine"). ``parts`` are options that are parts of an address, and
    may hold a password where somebody gives all of it. ``secrets`` are what Ansible cannot know as such, because only
    some values of an option are secret.
    """

    service: str
    block: _options.Block
    run: t.Callable[[dict[str, t.Any], bool], Result]
    identity: Identity | None = None
    written: t.Mapping[str, str] = {}
    parts: tuple[str, ...] = ()
    secrets: t.Callable[[t.Mapping[str, t.Any]], t.Iterable[str]] = lambda _params: ()

    @property
    def options(self) -> dict[str, dict[str, t.Any]]:
        """Its own options, as an argument spec."""
        return self.block.options

    @property
    def rules(self) -> dict[str, t.Any]:
        """The rules between its options, and those of its connection."""
        return (_options.CONNECTIONS[self.service] | self.block).rules

    def argument_spec(self) -> dict[str, dict[str, t.Any]]:
        """Connection options and own options together."""
        return {**_options.argument_spec(self.service), **self.options}

    def taken_out(self, arguments: dict[str, t.Any]) -> tuple[dict[str, t.Any], dict[str, t.Any]]:
        """``arguments`` without what Ansible would give another meaning, and what to put back then."""
        spec = self.argument_spec()
        no_texts = {name: arguments[name] for name in spec if _has_no_text(spec[name], arguments.get(name))}
        if self.identity is None:
            return arguments, no_texts
        kept, empty = self.identity.taken_out(arguments, self.options)
        return kept, {**no_texts, **dict.fromkeys(empty, "")}

    def passwords_in(self, params: t.Mapping[str, t.Any]) -> set[str]:
        """What may not be shown of ``params``, and of addresses that the environment says."""
        addresses = {**params, **_options.in_force(self.service, params)}
        known = {one for one in self.secrets(params) if len(one) >= _COVERABLE}
        return _options.passwords_in_urls(addresses, self.parts) | known


def answer_of(
    specification: Specification, params: dict[str, t.Any], *, check_mode: bool, diff_mode: bool
) -> dict[str, t.Any]:
    """What the module answers for ``params``, which fit its argument spec.

    Either the values that it returns, with ``changed``, with ``diff`` if something changed, and with ``warnings``; or
    ``failed`` with ``msg`` and, for an error of the family, ``error``.
    """
    if importlib.util.find_spec("requests") is None:
        return {"failed": True, "msg": missing_required_lib("requests")}
    try:
        refuse_misfits(specification.argument_spec(), params)
        with _seldom_collecting():
            result = specification.run(params, check_mode)
    except MonitoringError as error:
        told = {"msg": str(error), "error": error.as_result(), "changed": error.changed, **error.values}
        return {"failed": True, **told}
    except ImportError as error:
        library = (error.name or "").partition(".")[0]
        if library not in ("requests", "lxml"):
            raise
        return {"failed": True, "msg": missing_required_lib(library)}
    changed = any(change.changed for change in result.changes)
    answer: dict[str, t.Any] = {"changed": changed, **result.values}
    if changed and diff_mode:
        answer["diff"] = diff([mask(change) for change in result.changes])
    if result.warnings:
        answer["warnings"] = result.warnings
    return answer


@contextlib.contextmanager
def _seldom_collecting() -> t.Iterator[None]:
    """Let Python look for garbage less often: what a server lists is kept, and looking through it is a fifth of what
    reading it costs.

    What came until then counts as old afterwards, so that it is not looked through right away: frozen, and unfrozen.
    """
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)


def refuse_misfits(
    spec: t.Mapping[str, t.Mapping[str, t.Any]], params: t.Mapping[str, t.Any], inside: str = ""
) -> None:
    """``ConfigurationError`` for a truth value where ``spec`` has a number, and for a list in place of a text.

    Ansible lets a truth value through as the number 1 or 0, which Python takes it for, and makes a text with brackets
    of lists and mappings (``check_type_int``, ``check_type_str``, core 2.16 to 2.21).
    """
    for name, option in spec.items():
        values = _each(option, params.get(name))
        truths = [one for one in values if isinstance(one, bool)]
        if truths and "int" in _types(option):
            raise ConfigurationError(f"{inside}{name} must be a number, not {str(truths[0]).lower()}", hint=_NO_NUMBER)
        if any(_is_no_text(option, one) for one in values):
            wanted = "a list of texts, none of them" if option.get("type") == "list" else "one text, not"
            raise ConfigurationError(f"{inside}{name} must be {wanted} a list or mapping", hint=_NO_TEXT)
        for one in values:
            if isinstance(one, dict):
                refuse_misfits(option.get("options", {}), one, f"{inside}{name}.")


def _has_no_text(option: t.Mapping[str, t.Any], value: t.Any) -> bool:
    """Whether there is a list or mapping in ``value`` where its option, or one inside of it, is a text."""
    inside = option.get("options", {})
    return any(
        _is_no_text(option, one)
        or (isinstance(one, t.Mapping) and any(_has_no_text(inside[name], one.get(name)) for name in inside))
        for one in _each(option, value)
    )


def _each(option: t.Mapping[str, t.Any], value: t.Any) -> t.Sequence[t.Any]:
    return value if option.get("type") == "list" and isinstance(value, (list, tuple)) else [value]


def _types(option: t.Mapping[str, t.Any]) -> tuple[str, str]:
    """The type of an option, and that of its elements."""
    return option.get("type", "str"), option.get("elements", "")


def _is_no_text(option: t.Mapping[str, t.Any], value: t.Any) -> bool:
    return "str" in _types(option) and isinstance(value, (list, tuple, t.Mapping))


_NO_NUMBER = "YAML reads yes, no, on and off as true and false. An option that is not meant is left out, or given omit."
_NO_TEXT = "Take what is meant out of it, or repeat the task for each of its elements with loop."


def run_module(specification: Specification) -> None:
    """Be the module: read the parameters, run, exit."""
    # a module lives for a moment: looking for garbage while libraries are imported is a tenth of what importing costs
    gc.set_threshold(_SELDOM)
    put_back: dict[str, t.Any] = {}

    class Module(AnsibleModule):
        def _load_params(self) -> None:
            super()._load_params()
            self.params: dict[str, t.Any]
            # url and proxy are shown for what they are, but for a password in them; soon, since Ansible logs what it
            # is given, and repeats it where it complains
            self.no_log_values.update(specification.passwords_in(self.params))
            self.params, found = specification.taken_out(self.params)
            put_back.update(found)

    module = Module(argument_spec=specification.argument_spec(), supports_check_mode=True, **specification.rules)
    params = {**module.params, **put_back}
    answer = answer_of(specification, params, check_mode=module.check_mode, diff_mode=module._diff)
    for warning in answer.pop("warnings", ()):
        module.warn(warning)
    if answer.pop("failed", False):
        module.fail_json(**answer)
    module.exit_json(**answer)
