# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Options that say what a task is about: what is null or empty there is an error, and never means nothing or more.

What Ansible makes of a null differs. From ansible-core 2.19 on it stays null, and in a list of texts it becomes an
empty text. Before, in such a list it is refused, and a null that comes from an expression is an empty text unless
``jinja2_native`` is set (tried on 2.16, 2.19 and 2.21). So nulls and empty texts are taken out before Ansible converts
the arguments (``taken_out``), put back afterwards as empty texts, and judged here.

A list that refers to other things may be empty, and an empty text among others is no fault in it: ``a,,b`` has one. A
null is, which an empty text counts as where there is nothing else, and where the two cannot be told apart.
"""

from __future__ import annotations

import functools
import re
import typing as t

from ansible.module_utils.ansible_release import __version__

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError

Params = dict[str, t.Any]
Run = t.Callable[[Params, bool], Result]

#: Whether the null of an expression may have become an empty text on its way here.
NULL_MAY_BE_TEXT = tuple(int(one) for one in re.findall("[0-9]+", __version__)[:2]) < (2, 19)

_HINT = "Look at the variable or result that it comes from. An option that is not meant is left out, or given omit."


class Identity(t.NamedTuple):
    """How the options of a module say what a task is about.

    ``options`` say which ``what`` is meant; if ``required``, one of them must. ``lists`` refer to other things, may be
    empty, and do not count with state absent. ``guards`` may be left out and never be empty, not even null. ``ids``
    are those of them all that hold ids, which check mode may not know yet: there they are a warning and, if the module
    ``writes``, a change. ``inside`` are lists of dictionaries that say so of something each.
    """

    what: str
    options: tuple[str, ...]
    ids: frozenset[str]
    lists: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    required: bool = True
    writes: bool = True
    inside: t.Mapping[str, Identity] = {}

    def taken_out(
        self, arguments: t.Mapping[str, t.Any], own: t.Mapping[str, t.Mapping[str, t.Any]]
    ) -> tuple[Params, frozenset[str]]:
        """A task's ``arguments`` in a form that means the same to every Ansible, and which of these options are empty.

        A null of the module's ``own`` options counts as not given and is left out, unless they have a default; but
        where no identity has a value, one that is null is empty. An identity that is empty is null in the arguments, so
        that the rules between options see it. What is empty is to be put back as an empty text when Ansible is done.
        """
        nulls = {name for name, value in arguments.items() if value is None and _has_no_default(own.get(name))}
        kept = {name: value for name, value in arguments.items() if name not in nulls}
        empty = [name for name in self.options if _is_unsaid(kept.get(name), own.get(name))]
        if not any(name in kept for name in self.options):
            empty = sorted(nulls.intersection(self.options), key=self._ids_first)[:1]
        kept.update((name, _references(kept[name])) for name in self.lists if name in kept)
        for name in (*self.options, *self.lists):
            if isinstance(kept.get(name), (list, tuple)):
                kept[name] = ["" if one is None else one for one in kept[name]]
        kept.update(
            (name, one.each(kept[name], own[name]["options"])) for name, one in self.inside.items() if name in kept
        )
        given = [name for name in self.guards if name in arguments]
        off_guard = [name for name in given if arguments[name] is None or _is_unsaid(arguments[name], own.get(name))]
        kept = {name: value for name, value in kept.items() if name not in off_guard}
        return {**kept, **dict.fromkeys(empty)}, frozenset((*empty, *off_guard))

    def each(self, entries: t.Any, own: t.Mapping[str, t.Mapping[str, t.Any]]) -> t.Any:
        """Dictionaries with what is ``taken_out`` of each, but for what is empty: that is an error later."""
        if not isinstance(entries, (list, tuple)):
            return entries
        return [self._restored(one, own) if isinstance(one, t.Mapping) else one for one in entries]

    def _restored(self, entry: t.Mapping[str, t.Any], own: t.Mapping[str, t.Mapping[str, t.Any]]) -> Params:
        kept, empty = self.taken_out(entry, own)
        # 0 is what says nothing and is a number for Ansible, which looks at the types of entries itself
        return {**kept, **{name: 0 if own[name].get("type") == "int" else "" for name in empty}}

    def settled(self, params: Params, check_mode: bool) -> tuple[Params, list[str]]:
        """``params`` without what is empty in them, and the options that check mode does not know yet.

        Raises ``ConfigurationError`` for everything that is empty, in check mode only for what holds no id, or a
        negative one.
        """
        lists = () if params.get("state") == "absent" else self.lists
        empty = [name for name in (*self.guards, *self.options, *lists) if is_empty(params.get(name))]
        for name in empty:
            if name not in self.ids or not check_mode or is_negative(params[name]):
                raise ConfigurationError(_complaint(name, params[name]), hint=_HINT)
        if self.required and all(params.get(name) is None for name in self.options):
            if not check_mode:
                verb = "is" if len(self.options) == 1 else "are"
                without = f"{', '.join(self.options)} {verb} null or not given"
                raise ConfigurationError(f"nothing says which {self.what} is meant: {without}", hint=_HINT)
            empty.append(min(self.options, key=self._ids_first))
        left = {name: without_empty(params.get(name)) for name in empty}
        # a list of things that are not known yet has been given all the same
        left.update({name: left[name] or [] for name in self.lists if name in left})
        return {**params, **left}, empty

    def _ids_first(self, name: str) -> tuple[bool, int]:
        return name not in self.ids, self.options.index(name)


def _is_unsaid(value: t.Any, spec: t.Mapping[str, t.Any] | None) -> bool:
    """Whether ``value`` is blank, or an empty list for an option that is none: Ansible would make the text [] of it."""
    no_list = (spec or {}).get("type") != "list"
    return is_blank(value) or (no_list and isinstance(value, (list, tuple)) and not value)


def _references(value: t.Any) -> t.Any:
    """A list that refers to other things, or the text of one, without what is empty among others and is no null."""
    if isinstance(value, str):
        items = [one.strip() for one in value.split(",")]
        return [] if is_blank(value) else [one for one in items if not is_blank(one)] or items
    if isinstance(value, (list, tuple)) and not NULL_MAY_BE_TEXT:
        return [one for one in value if not is_blank(one)] or value
    return value


def _has_no_default(spec: t.Mapping[str, t.Any] | None) -> bool:
    return spec is not None and spec.get("default") is None


def is_blank(value: t.Any) -> bool:
    """Whether ``value`` is a text without a visible character, or an empty dictionary."""
    if isinstance(value, str):
        return not any(char.isprintable() and not char.isspace() for char in value)
    return bool(value == {})


def is_empty(value: t.Any) -> bool:
    """Whether the value of an option says nothing: it is blank, has a blank or null element, or is no number from 1 up.

    Null itself is not given. 0 is what Ansible's filter ``int`` makes of a null.
    """
    if isinstance(value, list):
        return any(one is None or is_blank(one) for one in value)
    return is_blank(value) or (isinstance(value, int) and (value is True or value < 1))


def is_negative(value: t.Any) -> bool:
    """Whether the value of an option is a number that nothing makes of what is not known yet."""
    return isinstance(value, int) and value < 0


def without_empty(value: t.Any) -> t.Any:
    """What is left of an option that is empty: the other elements of a list, or null."""
    if isinstance(value, list):
        return [one for one in value if one is not None and not is_blank(one)] or None
    return None


def _complaint(name: str, value: t.Any) -> str:
    if isinstance(value, int):
        return f"{name} must be a number from 1 up, not {value}"
    return f"{name} must not {'have an element that is' if isinstance(value, list) else 'be'} empty or null"


def identified(identity: Identity, predicted: t.Callable[[Params], Params]) -> t.Callable[[Run], Run]:
    """Decorator of a module's ``run``, which then has to do only with identities that say something.

    ``predicted`` makes the return values for check mode where nothing is known yet of what the task is about.
    """

    def decorate(run: Run) -> Run:
        @functools.wraps(run)
        def checked(params: Params, check_mode: bool) -> Result:
            settled, unknown = identity.settled(params, check_mode)
            needed = (*identity.options, *identity.guards)
            alone = any(name in needed and settled[name] is None for name in unknown)
            result = Result(values=predicted(settled)) if alone else run(settled, check_mode)
            for name in unknown:
                result.warnings.append(UNKNOWN.format(name))
                if identity.writes:
                    result.changes.append(Change(name, None, {name: "not known in check mode"}))
            return result

        return checked

    return decorate


UNKNOWN = (
    "{} is empty or null, or has an element that is. In check mode that may be the id of what does not exist yet. It "
    "must exist by then: without check mode this is an error."
)
