# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Jinja expressions over many hosts, without compiling each of them for each host.

ansible-core compiles an expression anew for every host (0.45 ms each). Here an expression is looked at once:

* the name of a variable, a path into it and a simple comparison are evaluated in Python;
* any other expression that is *pure* is evaluated by core once for each combination of values of the names it reads;
* all else (lookups, random filters, filters that this file does not know) is left to core, each time.

A shortcut is taken only where its result is core's; whatever is not certain goes to core.
"""

from __future__ import annotations

import copy
import operator
import re
import typing as t

import jinja2
from ansible import constants
from jinja2 import nodes

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import TRUST_IS_TAGGED, is_inert

Variables = t.Mapping[str, t.Any]
Shortcut = t.Callable[[Variables], t.Any]

#: How many results of one expression are remembered: enough for what repeats, little for what does not.
REMEMBERED = 4096


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: Filters of Jinja and ansible-core whose result depends on nothing but their arguments.
PURE_FILTERS = _words(
    "abs attr b64decode b64encode basename batch bool capitalize center checksum combinations combine commonpath",
    "count d default dict2items difference dirname e escape extract filesizeformat first flatten float",
    "forceescape format from_json from_yaml groupby hash human_readable human_to_bytes indent int intersect items",
    "items2dict join last length list log lower mandatory map max md5 min normpath path_join permutations pow",
    "product quote regex_escape regex_findall regex_replace regex_search reject rejectattr rekey_on_member",
    "replace reverse root round safe select selectattr sha1 slice sort split splitext string striptags",
    "subelements sum symmetric_difference ternary title to_datetime to_json to_nice_json to_nice_yaml to_uuid",
    "to_yaml tojson trim truncate type_debug union unique upper urldecode urlencode urlsplit win_basename",
    "win_dirname win_splitdrive wordcount wordwrap xmlattr zip zip_longest",
)

#: Tests of Jinja and ansible-core whose result depends on nothing but their arguments.
PURE_TESTS = _words(
    "!= < <= == > >= all any boolean callable contains defined divisibleby eq equalto escaped even false falsy",
    "filter float ge greaterthan gt in integer issubset issuperset iterable le lessthan lower lt mapping match",
    "nan ne none number odd regex sameas search sequence string subset superset test true truthy undefined upper",
    "uri url urn version version_compare",
)

#: Methods of strings, lists and dictionaries that change nothing.
PURE_METHODS = _words(
    "capitalize casefold center count endswith find get index isalnum isalpha isdecimal isdigit isidentifier",
    "islower isnumeric isspace istitle isupper items join keys ljust lower lstrip partition removeprefix",
    "removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase",
    "title upper values zfill",
)

_PURE_NODES = (
    nodes.Const,
    nodes.Name,
    nodes.List,
    nodes.Tuple,
    nodes.Dict,
    nodes.Pair,
    nodes.Keyword,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.BinExpr,
    nodes.UnaryExpr,
    nodes.Concat,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Filter,
    nodes.Test,
    nodes.Call,
)

#: Filters that take the name of another filter or test as their first argument.
_APPLYING = frozenset({"map", "select", "reject", "selectattr", "rejectattr"})

#: Names that stand for more than one variable.
_OPEN_NAMES = frozenset({"vars", "hostvars", "groups", "self", "caller", "varargs", "kwargs"})

#: Parses only, renders nothing.
_PARSER = jinja2.Environment(autoescape=False)


class _Nothing:
    """No result: the shortcut does not apply, or the variable does not exist."""

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING: t.Any = _Nothing()


class Failure(t.NamedTuple):
    """A remembered error of an expression."""

    error: Exception


class Unhashable(Exception):
    """A value that no key can be made of."""


class Plan:
    """What is known of one expression: the ``names`` it reads (None if that cannot be told) and how to evaluate it.

    ``repeatable`` says that its result depends on the values of ``names`` only. ``value`` and ``truth`` are shortcuts
    or None.
    """

    def __init__(self, expression: t.Any) -> None:
        tree = _parse(expression) if isinstance(expression, str) else None
        self.names: tuple[str, ...] | None = None
        self.repeatable = False
        self.value: Shortcut | None = None
        self.truth: Shortcut | None = None
        if tree is None:
            return
        names = {node.name for node in _within(tree, nodes.Name)}
        if not names & _OPEN_NAMES:
            self.names = tuple(sorted(names))
            self.repeatable = _is_pure(tree)
        if self.repeatable and not (not TRUST_IS_TAGGED and constants.DEFAULT_JINJA2_NATIVE):
            self.value, self.truth = _shortcuts(tree, bare=str(expression).strip().isidentifier())


class Expressions:
    """Evaluates expressions as core does, sooner.

    ``evaluate(expression, variables)`` and ``decide(expression, variables)`` are core's own ways to the value of an
    expression and to the truth of a condition.
    """

    def __init__(
        self, evaluate: t.Callable[[t.Any, Variables], t.Any], decide: t.Callable[[t.Any, Variables], bool]
    ) -> None:
        self._evaluate = evaluate
        self._decide = decide
        self._plans: dict[t.Any, Plan] = {}
        self._values: dict[t.Any, dict[t.Any, t.Any]] = {}
        self._truths: dict[t.Any, dict[t.Any, t.Any]] = {}

    def plan(self, expression: t.Any) -> Plan:
        """What is known of ``expression``; found out once."""
        if not isinstance(expression, str):
            return Plan(expression)
        plan = self._plans.get(expression)
        if plan is None:
            plan = self._plans[expression] = Plan(expression)
        return plan

    def value(self, expression: t.Any, variables: Variables) -> t.Any:
        """The value of ``expression``; raises whatever core raises."""
        plan = self.plan(expression)
        if plan.value is not None:
            found = plan.value(variables)
            if found is not NOTHING:
                return found
        result = self._remembered(plan, self._values, self._evaluate, expression, variables)
        return copy.copy(result) if isinstance(result, (list, dict)) else result

    def truth(self, expression: t.Any, variables: Variables) -> bool:
        """Whether the condition ``expression`` holds; raises whatever core raises."""
        plan = self.plan(expression)
        if plan.truth is not None:
            found = plan.truth(variables)
            if found is not NOTHING:
                return bool(found)
        return bool(self._remembered(plan, self._truths, self._decide, expression, variables))

    def _remembered(
        self,
        plan: Plan,
        memory: dict[t.Any, dict[t.Any, t.Any]],
        evaluate: t.Callable[[t.Any, Variables], t.Any],
        expression: t.Any,
        variables: Variables,
    ) -> t.Any:
        if not plan.repeatable:
            return evaluate(expression, variables)
        try:
            key = tuple([freeze(variables.get(name, NOTHING)) for name in plan.names or ()])
        except Unhashable:
            return evaluate(expression, variables)
        known = memory.setdefault(expression, {})
        result = known.get(key, NOTHING)
        if result is NOTHING:
            try:
                result = evaluate(expression, variables)
            except Exception as error:  # noqa: BLE001 - remembered and raised again: an expression may fail in any way
                result = Failure(error)
            if len(known) < REMEMBERED:
                known[key] = result
        if isinstance(result, Failure):
            raise result.error.with_traceback(None)
        return result


def freeze(value: t.Any) -> t.Any:
    """A key that is equal for values that no expression can tell apart; raises ``Unhashable``."""
    if value is None or value is NOTHING or isinstance(value, (str, bool, int)):
        return (type(value), value)
    if isinstance(value, float):
        return (float, repr(value))
    if value.__class__ in (list, tuple):
        return (type(value), tuple([freeze(item) for item in value]))
    if value.__class__ is dict:
        return (dict, tuple([(freeze(key), freeze(item)) for key, item in value.items()]))
    raise Unhashable


def _parse(expression: str) -> nodes.Expr | None:
    """The syntax tree of an expression; None if it is none, or more than one."""
    try:
        body = _PARSER.parse("{{ " + expression + " }}").body
    except jinja2.TemplateSyntaxError:
        return None
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        return None
    only = body[0].nodes[0]
    return only if isinstance(only, nodes.Expr) and not isinstance(only, nodes.TemplateData) else None


def _within(tree: nodes.Node, kind: type[nodes.Node] | tuple[type[nodes.Node], ...]) -> list[t.Any]:
    own = [tree] if isinstance(tree, kind) else []
    return own + list(tree.find_all(kind))


def _is_pure(tree: nodes.Node) -> bool:
    return all(isinstance(node, _PURE_NODES) and _is_pure_node(node) for node in _within(tree, nodes.Node))


def _is_pure_node(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Filter):
        name = node.name.removeprefix("ansible.builtin.")
        return name in PURE_FILTERS and (name not in _APPLYING or _applies_pure(name, node.args))
    if isinstance(node, nodes.Test):
        return node.name.removeprefix("ansible.builtin.") in PURE_TESTS
    if isinstance(node, nodes.Call):
        return isinstance(node.node, nodes.Getattr) and node.node.attr in PURE_METHODS
    return True


def _applies_pure(name: str, args: t.Sequence[nodes.Expr]) -> bool:
    """Whether ``map('x')``, ``select('x')``, ``selectattr('a', 'x')`` apply something pure."""
    applied = args[1:2] if name in ("selectattr", "rejectattr") else args[:1]
    pure = PURE_FILTERS if name == "map" else PURE_TESTS
    return all(isinstance(arg, nodes.Const) and arg.value in pure for arg in applied)


def _shortcuts(tree: nodes.Expr, *, bare: bool) -> tuple[Shortcut | None, Shortcut | None]:
    """How to find value and truth of ``tree`` in plain Python, each None if there is no way that is certain.

    A name or a path alone has no shortcut to its truth: a condition has to be a boolean (but for old cores), of which
    the memory of results keeps both.

    ``bare`` says that the expression is a name and nothing else, not even in parentheses.
    """
    if isinstance(tree, nodes.Compare):
        comparison = _comparison(tree)
        return comparison, comparison
    read = _reader(tree)
    if read is None or isinstance(tree, nodes.Const):
        return None, None
    reader = read
    old_core = _shown_by_old_core if bare else _text_shown_by_old_core
    show = _shown if TRUST_IS_TAGGED else old_core
    return lambda variables: show(reader(variables)), None


def _reader(node: nodes.Node) -> Shortcut | None:
    """How to find what a name, a path or a literal stands for inside an expression."""
    if isinstance(node, nodes.Const):
        constant = node.value
        certain = not isinstance(constant, str) or (is_inert(constant) and "\\" not in constant)
        return (lambda variables: constant) if certain else None
    if isinstance(node, nodes.Name):
        name = node.name
        return lambda variables: _certain(variables.get(name, NOTHING))
    if isinstance(node, nodes.Getattr):
        return _member(node.node, node.attr, as_attribute=True)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and node.arg.value.__class__ in (str, int):
        return _member(node.node, node.arg.value, as_attribute=False)
    return None


def _member(node: nodes.Node, key: str | int, *, as_attribute: bool) -> Shortcut | None:
    """One step into a dictionary or a list. An attribute that every dictionary has is not its member to Jinja."""
    read = _reader(node)
    if read is None or isinstance(node, nodes.Const) or (as_attribute and hasattr(dict, str(key))):
        return None
    container_of = read

    def member(variables: Variables) -> t.Any:
        container = container_of(variables)
        if container.__class__ is dict and key in container:
            return _certain(container[key])
        if container.__class__ is list and key.__class__ is int and 0 <= key < len(container):
            return _certain(container[key])
        return NOTHING

    return member


_OPERATORS: dict[str, t.Callable[[t.Any, t.Any], t.Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda item, container: item in container,
    "notin": lambda item, container: item not in container,
}


def _comparison(tree: nodes.Compare) -> Shortcut | None:
    """``a == b`` and the like, once; both sides a name, a path or a literal."""
    left, right = _reader(tree.expr), _reader(tree.ops[0].expr)
    if len(tree.ops) != 1 or left is None or right is None:
        return None
    name = tree.ops[0].op
    compare, comparable = _OPERATORS[name], _COMPARABLE.get(name, _any_two)
    read_left, read_right = left, right

    def comparison(variables: Variables) -> t.Any:
        first, second = read_left(variables), read_right(variables)
        if first is NOTHING or second is NOTHING or not comparable(first, second):
            return NOTHING
        return compare(first, second)

    return comparison


def _any_two(first: t.Any, second: t.Any) -> bool:
    return True


def _ordered(first: t.Any, second: t.Any) -> bool:
    texts = isinstance(first, str), isinstance(second, str)
    return all(texts) or (not any(texts) and isinstance(first, (int, float)) and isinstance(second, (int, float)))


def _contained(item: t.Any, container: t.Any) -> bool:
    return container.__class__ is list or (isinstance(container, str) and isinstance(item, str))


_COMPARABLE = {
    "lt": _ordered,
    "lteq": _ordered,
    "gt": _ordered,
    "gteq": _ordered,
    "in": _contained,
    "notin": _contained,
}


def _certain(value: t.Any) -> t.Any:
    """``value`` if an expression sees it as it is; ``NOTHING`` where core could do more than read it."""
    if isinstance(value, str):
        return value if is_inert(value) else NOTHING
    if value is None or value.__class__ in (bool, int, float):
        return value
    if value.__class__ is list:
        return value if all(_certain(item) is not NOTHING for item in value) else NOTHING
    if value.__class__ is dict:
        return value if all(_certain(item) is not NOTHING for pair in value.items() for item in pair) else NOTHING
    return NOTHING


def _shown(value: t.Any) -> t.Any:
    """A value as the result of an expression: containers are copied, as core does."""
    return copy.copy(value) if value.__class__ in (list, dict) else value


_READS_AS_OTHER = re.compile(r"[\[{]|(?:True|False)\Z")


def _shown_by_old_core(value: t.Any) -> t.Any:
    """The value of a bare name before ansible-core 2.19, which turned results into text and some text into data."""
    if value.__class__ in (bool, int, float):
        return value
    return _text_shown_by_old_core(value)


def _text_shown_by_old_core(value: t.Any) -> t.Any:
    return value if isinstance(value, str) and _READS_AS_OTHER.match(value) is None else NOTHING
