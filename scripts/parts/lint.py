# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "lint": style, types, metadata, licences and the rules of the house."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from scripts import duplicates, house_rules, markdown
from scripts.environments import CACHE, NAME, NAMESPACE, ROOT
from scripts.jobs import Counts, Job
from scripts.parts.tools import tool

OF_ANSIBLE_TEST = {"ansible", "jinja2", "pytest", "yaml"}
"""What unit tests may import because ansible-test brings it, alone or with ansible-core."""
OURS = {"ansible_collections", "scripts", "tests"}
DISTRIBUTIONS = {"awx_plugins": "awx-plugins-interfaces"}
"""Packages that are not called as they are imported."""

PACKAGE = f"ansible_collections.{NAMESPACE}.{NAME}"
OF_GITHUB = {
    "vendor.github-workflows": "workflows/*.yml",
    "custom.github-workflows-require-timeout": "workflows/*.yml",
    "vendor.github-issue-forms": "ISSUE_TEMPLATE/[!c]*.yml",
    "vendor.github-issue-config": "ISSUE_TEMPLATE/config.yml",
}
"""What check-jsonschema, which brings these schemas along, holds which files in ``.github`` against."""


def jobs() -> list[Job]:
    """Return two jobs of about the same length."""
    return [Job("lint", "code", _code), Job("lint", "collection", _collection)]


def _code(log: Path) -> Counts:
    counts = Counts()
    for name, words in (
        ("ruff check", ["ruff", "check", "."]),
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("shellcheck", ["shellcheck", *shell_scripts()]),
        ("reuse", ["reuse", "lint", "--lines"]),
        ("mypy", mypy()),
    ):
        counts.check(name, tool(words, log) == 0)
    for name, problems in (*house_rules.check(ROOT), ("repeated code", duplicates.check(ROOT))):
        _tell(log, name, problems)
        counts.check(name, not problems)
    return counts


def _collection(log: Path) -> Counts:
    counts = Counts()
    for name, words in (
        ("yamllint", ["yamllint", "--strict", "."]),
        ("changelog", ["antsibull-changelog", "lint"]),
        ("ansible-lint", ["ansible-lint", "--profile", "production", "--offline", "--strict"]),
        *((f"{schema} of GitHub", against_schema(schema)) for schema in OF_GITHUB),
    ):
        counts.check(name, tool(words, log) == 0)
    for name, problems in (
        ("action groups", list(action_group_problems(ROOT))),
        ("action plugins", list(action_plugin_problems(ROOT))),
        ("links", list(markdown.link_problems(ROOT))),
        ("requirements of unit tests", list(unit_requirement_problems(ROOT))),
    ):
        _tell(log, name, problems)
        counts.check(name, not problems)
    return counts


def _tell(log: Path, name: str, problems: list[str]) -> None:
    with log.open("a", encoding="utf-8") as output:
        output.write(f"$ {name}\n" + "".join(f"{problem}\n" for problem in problems))


def shell_scripts() -> list[str]:
    """Find the shell scripts of the project by their first line."""
    places = [
        ROOT / ".ci" / "run",
        *ROOT.glob("scripts/*"),
        *ROOT.glob("playbooks/*"),
        *ROOT.glob("extensions/**/*.sh"),
    ]
    found = [path for path in places if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env bash")]
    return [str(path.relative_to(ROOT)) for path in found]


def mypy() -> list[str]:
    """Prepare the tree in which mypy finds the collection under its full name, and return the command."""
    place = CACHE / "mypy" / "ansible_collections" / NAMESPACE / NAME
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.is_symlink() or place.readlink() != ROOT:
        place.unlink(missing_ok=True)
        place.symlink_to(ROOT)
    return ["mypy", "-p", f"{PACKAGE}.plugins", "-p", "tests.emulator", "-p", "scripts"]


def against_schema(schema: str) -> list[str]:
    """Return the command that holds files of GitHub against a schema."""
    files = sorted(map(str, (ROOT / ".github").glob(OF_GITHUB[schema])))
    return ["check-jsonschema", "--builtin-schema", schema, *files]


def modules(root: Path) -> set[str]:
    """Return the names of the modules of the collection."""
    return {path.stem for path in (root / "plugins" / "modules").glob("*.py") if path.stem != "__init__"}


def action_group_problems(root: Path) -> Iterator[str]:
    """Compare meta/runtime.yml with the modules: each in ``all`` and in the groups of its service, and none besides.

    PRTG's modules are in two, as a play may talk to several servers. A module's service is what its name starts with.
    Its documentation has to name the same groups.
    """
    groups = yaml.safe_load((root / "meta" / "runtime.yml").read_text(encoding="utf-8"))["action_groups"]
    present = modules(root)
    expected = {"all": present}
    for name in present:
        expected.setdefault(name.partition("_")[0], set()).add(name)
    if "prtg" in expected:
        expected["prtg_server"] = expected["prtg"]
    for group in sorted(expected | groups):
        listed = groups.get(group, [])
        if listed != sorted(expected.get(group, set())):
            yield f"meta/runtime.yml: {group} lists {listed}, the modules are {sorted(expected.get(group, set()))}"
    for name in sorted(present):
        fragments = documentation(root / "plugins" / "modules" / f"{name}.py").get("extends_documentation_fragment", [])
        wanted = f"{NAMESPACE}.{NAME}.attributes.actiongroup_{name.partition('_')[0]}"
        if wanted not in fragments:
            yield f"plugins/modules/{name}.py: does not extend the fragment {wanted}, which tells its action groups"


def action_plugin_problems(root: Path) -> Iterator[str]:
    """Find modules that cannot run inside the controller, since the one action plugin has no copy of their name."""
    folder = root / "plugins" / "action"
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    for name in sorted(modules(root)):
        if folder / f"{name}.py" not in texts:
            yield f"plugins/action/{name}.py is missing: copy that of another module"
    first = min(texts, default=folder)
    for path, text in texts.items():
        if text != texts[first]:
            yield f"plugins/action/{path.name} differs from its neighbours: what a module needs is in its specification"


def documentation(module: Path) -> dict[str, list[str]]:
    """Read the DOCUMENTATION block of a module without importing it."""
    for statement in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == "DOCUMENTATION":
            return dict(yaml.safe_load(ast.literal_eval(statement.value)))
    return {}


def unit_requirement_problems(root: Path) -> Iterator[str]:
    """Compare tests/unit/requirements.txt, which ansible-test installs, with what tests and the emulator import."""
    lines = (root / "tests" / "unit" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    listed = {re.split(r"[^\w.-]", line)[0] for line in lines if line and not line.startswith("#")}
    imported: dict[str, Path] = {}
    for folder in ("unit", "emulator"):
        for path in sorted((root / "tests" / folder).rglob("*.py")):
            imported.update(dict.fromkeys(imports(path) - sys.stdlib_module_names - OF_ANSIBLE_TEST - OURS, path))
    wanted = {DISTRIBUTIONS.get(name, name): path for name, path in imported.items()}
    for name in sorted(wanted.keys() - listed):
        yield f"tests/unit/requirements.txt: {name} is missing, which {wanted[name].relative_to(root)} imports"
    for name in sorted(listed - wanted.keys()):
        yield f"tests/unit/requirements.txt: nothing imports {name}"


def imports(path: Path) -> set[str]:
    """Return the names that a file imports, wherever in it, as far as the first dot."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
