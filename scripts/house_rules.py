# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that no common tool checks: who may import whom, and how long a function may be."""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.duplicates import is_docstring, is_documentation

LONGEST_FUNCTION = 50
"""Lines, from ``def`` to the last one."""
MOST_FUNCTIONS = 18
"""Lines that nine of ten functions of plugins/ may have."""
LONGEST_MODULE = 40
"""Lines of a module file below its documentation."""

API_NAME = re.compile(r"v[0-9](-.*)?|[0-9]\.[0-9]")
"""What APIs and versions are called, and families of lists of one."""
API_PATH = re.compile(r"/api/v?[0-9]")
"""What the paths of one begin with."""
API_PLACES = re.compile(r"plugins/(doc_fragments/.*|module_utils/_options\.py|.*/dialects?\.py)")
"""Where an API may be named, besides its own folder: where it is chosen."""

UTILS = "plugins/module_utils/"
COLLECTION = "ansible_collections.opswatch.monitoring."


@dataclass(frozen=True)
class Rule:
    """Files whose path matches ``where`` (and not ``but``) may not import what matches ``never``."""

    reason: str
    where: str
    never: str
    but: str = "(?!)"


LAYERS = (
    ("_text", "_wait", "_bounds", "_change", "_parallel", "_progress", "_tls"),
    ("_errors", "_own_folder", "_redaction"),
    ("_time", "_urls", "_memory", "_failures", "_discretion"),
    ("_clock",),
    ("_http",),
    ("_options",),
    ("_identity", "_token", "_token_text"),
    ("_prtg", "_pingdom"),
    ("_module",),
)
"""The rooms of module_utils from the ground up: each may import those below."""


def _downward() -> Iterator[Rule]:
    for height, layer in enumerate(LAYERS):
        above = "|".join(room for higher in LAYERS[height:] for room in higher)
        for room in layer:
            here = rf"{room}/" if room in ("_prtg", "_pingdom") else rf"{room}\.py"
            others = rf"(?!{room}\b)" if here.endswith("/") else ""
            yield Rule("arrows point downward", UTILS + here, rf"plugins\.module_utils\.{others}({above})\b")


RULES = (
    Rule("the product knows nothing of its tests", "plugins/", r"(tests|scripts)\b"),
    Rule("the emulator meets the product over HTTP only", "tests/emulator/", r"(plugins|scripts|ansible)\b"),
    Rule(
        "only _http.py and its rooms speak HTTP",
        "plugins/",
        r"(requests|urllib3|urllib\.request|http)\b",
        UTILS + r"_(http|bounds|failures|discretion|urls)\.py",
    ),
    Rule("only the XML part of v1 parses XML", "plugins/", r"(lxml|xml)\b", UTILS + r"_prtg/v1/xml\.py"),
    Rule("modules run without a controller", UTILS, r"ansible\.(plugins|template|parsing|inventory)\b"),
    Rule("only _module.py has an AnsibleModule", UTILS, r"ansible.*\.basic\.AnsibleModule\b", UTILS + "_module.py"),
    Rule("what runs in parallel can be given up: _parallel.py", "plugins/", r"(concurrent|multiprocessing)\b"),
    *_downward(),
    Rule("the services do not know each other", UTILS + "_prtg/", r"plugins\.module_utils\._pingdom\b"),
    Rule("the services do not know each other", UTILS + "_pingdom/", r"plugins\.module_utils\._prtg\b"),
    Rule(
        "what every inventory does knows no service",
        r"plugins/plugin_utils/(?!_(prtg|pingdom)/)",
        r"plugins\.(module_utils|plugin_utils)\._(prtg|pingdom)\b",
    ),
    Rule("the services do not know each other", "plugins/plugin_utils/_prtg/", r"plugins\.\w+\._pingdom\b"),
    Rule("the services do not know each other", "plugins/plugin_utils/_pingdom/", r"plugins\.\w+\._prtg\b"),
    Rule(
        "the language knows only the records and the errors",
        UTILS + "_prtg/filters/",
        r"plugins\.(?!module_utils\.(_errors|_prtg\.(model|kinds|filters))\b)",
    ),
)


def check(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each rule's name with the places that break it, relative to ``root``."""
    files = [
        path for folder in ("plugins", "scripts", "tests/emulator") for path in sorted((root / folder).rglob("*.py"))
    ]
    trees = {path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}
    yield "imports", list(forbidden_imports(trees))
    yield "layers", list(rooms_without_layer(trees))
    yield "circles", list(circles(trees))
    yield "names of APIs", [*compared_names(trees), *written_names(trees)]
    yield "length of functions", list(long_functions(trees))
    yield "length of modules", list(long_modules(trees))


def forbidden_imports(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield each import that a rule forbids."""
    every = [*RULES, *apart(api_folders(trees))]
    for path, tree in trees.items():
        rules = [rule for rule in every if re.match(rule.where, path) and not re.fullmatch(rule.but, path)]
        for line, name in imports(path, tree):
            for rule in rules:
                if re.match(rule.never, name):
                    yield f"{path}:{line}: imports {name}, but {rule.reason}"


def api_folders(paths: Iterable[str]) -> list[str]:
    """Find the folders of APIs: those in the room of a service that have a dialect."""
    dialects = [path for path in paths if re.fullmatch(UTILS + r"\w+/\w+/dialect\.py", path)]
    return sorted(path.removesuffix("dialect.py") for path in dialects)


def apart(folders: list[str]) -> Iterator[Rule]:
    """Yield what keeps each API of a service from importing another."""
    for folder in folders:
        start, _slash, name = folder.rstrip("/").rpartition("/")
        others = [other.rstrip("/").rpartition("/") for other in folders if other != folder]
        names = "|".join(re.escape(other) for above, _slash, other in others if above == start)
        if names:
            yield Rule(f"{name} must not know another API", folder, rf"{start.replace('/', '.')}\.({names})\b")


def rooms_without_layer(paths: Iterable[str]) -> Iterator[str]:
    """Yield each room of module_utils that has no place in LAYERS."""
    known = {room for layer in LAYERS for room in layer}
    found = {path.removeprefix(UTILS).partition("/")[0].removesuffix(".py") for path in paths if path.startswith(UTILS)}
    yield from (f"{UTILS}{room} has no place in LAYERS" for room in sorted(found - known - {"__init__"}))


def circles(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield a circle of files of module_utils that import each other, if there is one: what enters goes down only."""
    files = {path.removesuffix(".py").replace("/", "."): path for path in trees if path.startswith(UTILS)}
    known = {
        name: {room for _line, full in imports(path, trees[path]) for room in (full, full.rpartition(".")[0])}
        & set(files)
        for name, path in files.items()
    }
    try:
        graphlib.TopologicalSorter(known).prepare()
    except graphlib.CycleError as error:
        yield f"each of these is imported by the next: {', '.join(files[name] for name in error.args[1])}"


def imports(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything that a file imports; names of the collection start at its root."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.removeprefix(COLLECTION)
        elif isinstance(node, ast.ImportFrom):
            above = path.split("/")[: -node.level] if node.level else []
            start = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                yield node.lineno, f"{start}.{alias.name}".removeprefix(COLLECTION)


def compared_names(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield each place of plugins/ that asks for the name of an API or version, but where a dialect is chosen."""
    for path, tree in trees.items():
        if not path.startswith("plugins/") or path.endswith(("/dialect.py", "/dialects.py")):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare | ast.MatchValue):
                yield from (
                    f"{path}:{node.lineno}: asks for {name}; let its dialect say what differs"
                    for _line, name in _texts(node)
                    if API_NAME.fullmatch(name)
                )


def written_names(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield each text of plugins/ that names an API or its path, outside of its folder and of where it is chosen."""
    folders = api_folders(trees)
    names = {folder.rstrip("/").rpartition("/")[2] for folder in folders}
    for path, tree in trees.items():
        if not path.startswith("plugins/") or path.startswith(tuple(folders)) or API_PLACES.fullmatch(path):
            continue
        told = {
            id(text)
            for node in ast.walk(tree)
            if is_docstring(node) or is_documentation(node)
            for text in ast.walk(node)
        }
        for line, text in _texts(tree, told):
            if API_PATH.search(text) or text in names:
                yield f"{path}:{line}: holds {text!r}, which only the dialect of an API knows"


def _texts(tree: ast.AST, but: Container[int] = ()) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in but:
            yield node.lineno, node.value


def long_functions(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield each function that is too long to be read at once, and whether those of plugins/ are on the whole."""
    lengths = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                lengths += [length] * path.startswith("plugins/")
                if length > LONGEST_FUNCTION:
                    yield f"{path}:{node.lineno}: {node.name} has {length} lines, more than {LONGEST_FUNCTION}"
    tenth = sorted(lengths)[len(lengths) * 9 // 10] if lengths else 0
    if tenth > MOST_FUNCTIONS:
        yield f"plugins/: one function of ten has {tenth} lines or more, and {MOST_FUNCTIONS} are enough for nine"


def long_modules(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield each module file that has more than a specification below its documentation."""
    for path, tree in trees.items():
        if path.startswith("plugins/modules/"):
            begin = max((node.end_lineno or 0 for node in tree.body if is_documentation(node)), default=0)
            length = max((node.end_lineno or 0 for node in tree.body), default=0) - begin
            if length > LONGEST_MODULE:
                yield f"{path}: {length} lines below the documentation, more than {LONGEST_MODULE}"
