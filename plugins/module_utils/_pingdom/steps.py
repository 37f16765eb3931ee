# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The steps of transaction checks: the words for them, what each takes, and which of that is secret.

Source: OpenAPI document 3.1, "TMS Steps Vocabulary". Steps travel back as texts, as they are stored (facts of API 3.1
by the tests of nordcloud/go-pingdom).
"""

from __future__ import annotations

import difflib
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Masked
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import is_blank
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Kind
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed, quoted

Step = dict[str, t.Any]


def _vocabulary(text: str) -> dict[str, tuple[str, ...]]:
    """A table of words and what each takes, all of it required."""
    return {word: tuple(takes) for word, *takes in map(str.split, text.strip().splitlines())}


SCRIPT = _vocabulary(
    """
    go_to url
    click element
    fill input value
    check checkbox
    uncheck checkbox
    sleep seconds
    select_radio radio
    select select option
    basic_auth username password
    submit form
    wait_for_element element
    wait_for_contains element value
    url url
    exists element
    not_exists element
    contains element value
    not_contains element value
    field_contains input value
    field_not_contains input value
    is_checked checkbox
    is_not_checked checkbox
    radio_selected radio
    dropdown_selected select option
    dropdown_not_selected select option
    """
)
RECORDING = _vocabulary(
    """
    wpm_go_to url
    wpm_click element offsetX offsetY
    wpm_click_xy element x y scrollX scrollY
    wpm_fill input value
    wpm_move_mouse_to_element element offsetX offsetY
    wpm_select_dropdown select option
    wpm_wait seconds
    wpm_close_tab
    wpm_contains_timeout element value waitTime useRegularExpression
    wpm_not_contains_timeout element value waitTime useRegularExpression
    """
)
#: The words of each type of transaction check.
VOCABULARY = {"script": SCRIPT, "recording": RECORDING}

_NUMBERS = frozenset({"seconds", "offsetX", "offsetY", "x", "y", "scrollX", "scrollY", "waitTime"})
_LENGTHS = frozenset({"seconds", "waitTime"})
_TRUTHS = frozenset({"useRegularExpression"})
#: What may be nothing in a script: a field is emptied, a password may be none. An element or address cannot. What the
#: recorder stores may be empty anywhere.
_MAY_BE_EMPTY = frozenset({"value", "option", "password"})
_NOTHING_SECRET: frozenset[str] = frozenset()
#: What is secret of a step; of one that nobody knows, what may be.
_SECRET = {"fill": frozenset({"value"}), "wpm_fill": frozenset({"value"})}
_MAY_BE_SECRET = frozenset({"username", "password", "value"})
_SECRET["basic_auth"] = frozenset({"username", "password"})
#: An address with a login in it.
_LOGIN = re.compile(r"//[^/?#]*@")


def read(raw: t.Any) -> list[Step]:
    """Steps of an answer as they are, with what the recorder has stored besides; PHP encodes an empty map as a list."""
    steps = [{**step, "args": step.get("args") or {}} for step in _list(raw)]
    if all(isinstance(one["fn"], str) and isinstance(one["args"], dict) for one in steps):
        return steps
    raise TypeError


def given(steps: list[Step]) -> list[Step]:
    """Steps that a task gives; ``ConfigurationError`` for what no transaction check can do."""
    told = [_given_step(number, step) for number, step in enumerate(steps, 1)]
    kinds = {kind for kind, words in VOCABULARY.items() if any(step["fn"] in words for step in told)}
    if len(kinds) > 1:
        raise ConfigurationError(
            "steps are those of a script and of a recording",
            hint="Those of a recording begin with wpm_, and a check has those of its own type only.",
        )
    starts = [number for number, step in enumerate(told, 1) if step["fn"] == "go_to"]
    if "script" in kinds and len(starts) != 1:
        found = f"and has them as steps {listed([str(one) for one in starts])}" if starts else "and has none"
        raise ConfigurationError(f"steps must have exactly one go_to, {found}")
    return told


def _given_step(number: int, step: t.Any) -> Step:
    if not isinstance(step, dict) or not isinstance(step.get("fn"), str):
        raise ConfigurationError(f"step {number} is no mapping with fn and args")
    fn, args = step["fn"], {name: one for name, one in (step.get("args") or {}).items() if one is not None}
    words = {name: takes for vocabulary in VOCABULARY.values() for name, takes in vocabulary.items()}
    if fn not in words:
        raise ConfigurationError(f"step {number} has the fn {quoted(fn)}, which is none", hint=_nearest(fn, words))
    where = f"step {number} ({fn})"
    for name in args:
        if name not in words[fn]:
            takes = f"It takes {listed(words[fn])}." if words[fn] else "It takes none."
            raise ConfigurationError(f"{where} has no argument {quoted(name)}", hint=_nearest(name, words[fn], takes))
    missing = [name for name in words[fn] if name not in args]
    if missing:
        raise ConfigurationError(f"{where} lacks {listed(missing)}")
    empty = [name for name, one in args.items() if fn in SCRIPT and name not in _MAY_BE_EMPTY and is_blank(one)]
    if empty:
        raise ConfigurationError(f"{listed(empty)} of {where} must not be empty", hint=_WHERE_FROM)
    return {"fn": fn, "args": {name: _given_argument(where, name, one) for name, one in args.items()}}


def _nearest(word: str, words: t.Iterable[str], takes: str = "") -> str:
    close = difflib.get_close_matches(word[:60].lower(), list(words), n=1)
    told = f"Did you mean {close[0]}?" if close else ""
    return " ".join(filter(None, (told, takes or f"There are {listed([*words])}.")))


def _given_argument(where: str, name: str, value: t.Any) -> str:
    """An argument as text; what is no number, truth or text where that is needed is not repeated: it may be secret."""
    if name in _TRUTHS:
        text = str(value).lower()
        if text not in ("true", "false"):
            raise ConfigurationError(f"{name} of {where} must be true or false")
        return text
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ConfigurationError(f"{name} of {where} must be a text", hint="Put true and false in quotes.")
    number = _number(value) if name in _NUMBERS else 0
    if number is None or (name in _LENGTHS and number < 0):
        least = " of at least 0" if name in _LENGTHS else ""
        raise ConfigurationError(f"{name} of {where} must be a number{least}, not {quoted(value)}")
    return str(value)


_WHERE_FROM = "Nothing was sent. Look at the variable or result that it comes from."


def _number(value: t.Any) -> float | None:
    if isinstance(value, str) and not re.fullmatch(r"-?([0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12})", value.strip()):
        return None
    return float(value)


def canonical(steps: list[Step]) -> list[t.Any]:
    """Steps by what they do: without what only the recorder knows, and numbers in any spelling."""
    return [[step["fn"], {name: _plain(name, one) for name, one in sorted(step["args"].items())}] for step in steps]


def _plain(name: str, value: t.Any) -> t.Any:
    if isinstance(value, bool):
        return str(value).lower()
    number = _number(value) if name in _NUMBERS and isinstance(value, (str, int, float)) else None
    return str(value) if number is None else number


def secret_arguments(step: Step) -> frozenset[str]:
    """The arguments of a step that may not be shown."""
    fn = str(step.get("fn"))
    known = any(fn in words for words in VOCABULARY.values())
    secret = _SECRET.get(fn, _NOTHING_SECRET if known else _MAY_BE_SECRET)
    with_login = {name for name, one in step["args"].items() if isinstance(one, str) and _LOGIN.search(one)}
    return frozenset(name for name in step["args"] if name in secret) | with_login


def visible(steps: list[Step]) -> list[Step]:
    """Steps without what is secret in them, and without what only the recorder knows."""
    return [{"fn": step["fn"], "args": _open(step)} for step in steps]


def _open(step: Step) -> Step:
    secret = secret_arguments(step)
    return {name: one for name, one in step["args"].items() if name not in secret}


def parts(steps: list[Step]) -> dict[str, t.Any]:
    """Steps for a diff: what is secret is covered, by the number of the step."""
    covered = {
        f".{number}.{name}": Masked(str(step["args"][name]))
        for number, step in enumerate(steps, 1)
        for name in sorted(secret_arguments(step))
    }
    return {"": visible(steps), **covered}


def secrets(raw: t.Any) -> list[str]:
    """The secret texts of a task's steps, whatever they are; of what is no step, all."""
    found: list[str] = []
    for step in raw if isinstance(raw, list) else []:
        args = step.get("args") if isinstance(step, dict) else step
        if isinstance(args, dict):
            found += [str(args[name]) for name in secret_arguments({**step, "args": args})]
        elif args is not None:
            found.append(str(args))
    return [text for text in found if text]


def as_recorded(steps: list[Step], actual: list[Step]) -> list[Step]:
    """Steps as they are sent to a check that has the ``actual`` ones: with what the recorder has stored besides.

    That is an identifier, and whether the step leads to another page (``guid`` and ``contains_navigate``). A step is
    taken for the one that does the same, or else for the one at its place, if that has the same word.
    """
    left = list(actual)
    result = []
    for number, step in enumerate(steps):
        there = actual[number] if number < len(actual) else None
        same = [one for one in left if canonical([one]) == canonical([step])]
        if there is not None and any(there is one for one in left) and there["fn"] == step["fn"]:
            same.append(there)
        if not same:
            result.append(step)
            continue
        left = [one for one in left if one is not same[0]]
        kept = {name: _as_stored(name, one, same[0]["args"]) for name, one in step["args"].items()}
        result.append({**same[0], "args": kept})
    return result


def _as_stored(name: str, value: t.Any, args: Step) -> t.Any:
    """A value in the form in which it is stored, if it is the same."""
    return args[name] if name in args and _plain(name, args[name]) == _plain(name, value) else value


def _list(raw: t.Any) -> list[t.Any]:
    if isinstance(raw, list):
        return raw
    raise TypeError


_STEP = {"fn": {"type": "str", "required": True}, "args": {"type": "dict"}}

STEPS = Kind(
    {"type": "list", "elements": "dict", "options": _STEP},
    given,
    read,
    lambda name, value: {name: value},
    empty=[],
    canonical=canonical,
    visible=visible,
    parts=parts,
    secrets=secrets,
)
