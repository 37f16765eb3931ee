# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each delayed import of the modules' code saves a module that does without it.

Each is measured beside what a module has imported anyway, in fresh interpreters, from a zip file without bytecode, as
which Ansible sends modules.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
PLUGINS = "ansible_collections.opswatch.monitoring.plugins"
MODULES = {
    "_pingdom.window": f"{PLUGINS}.modules.pingdom_maintenance",
    "_pingdom": f"{PLUGINS}.modules.pingdom_check",
    "_prtg.silencing": f"{PLUGINS}.modules.prtg_pause",
    "": f"{PLUGINS}.modules.prtg_object_info",
}
"""By the begin of the names of rooms the module that is measured with, which imports least; the last is for others."""

ANYWAY = f"{PLUGINS}.module_utils._http"
"""What every task imports in the end, as it sends a request."""

TIMED = """
import gc, importlib, sys, time
gc.set_threshold(100_000)  # as our modules do
sys.path.insert(0, sys.argv[1])
before, then = (names.split() for names in sys.argv[2:])
for name in before:
    importlib.import_module(name)
began = time.process_time()
for name in then:
    importlib.import_module(name)
print(time.process_time() - began)
"""


def delayed() -> Iterator[tuple[str, str]]:
    """Each module that is imported inside of a function, with the module that the function is in."""
    for path in sorted((ROOT / "plugins" / "module_utils").rglob("*.py")):
        name = ".".join([PLUGINS, *path.relative_to(ROOT / "plugins").with_suffix("").parts])
        functions = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_function(node)]
        for node in {inner: None for function in functions for inner in ast.walk(function)}:
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                inside = node.module in (PLUGINS + ".module_utils", "lxml")
                yield from (
                    (name, f"{node.module}.{alias.name}" if inside else str(node.module)) for alias in node.names
                )


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef)


def zipped(folder: Path) -> Path:
    """The code of the modules as one zip file."""
    path = folder / "modules.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        packages: set[PurePosixPath] = set()
        for file in sorted((ROOT / "plugins").glob("module*/**/*.py")):
            inside = PurePosixPath(PLUGINS.replace(".", "/")) / file.relative_to(ROOT / "plugins").as_posix()
            archive.write(file, str(inside))
            packages.update(list(inside.parents)[:-1])
        for package in packages:
            archive.writestr(str(package / "__init__.py"), "")
    return path


def seconds(archive: Path, before: list[str], then: list[str], runs: int) -> float:
    """The median of the processor time that it takes to import some modules after others."""
    command = [sys.executable, "-c", TIMED, str(archive), " ".join(before), " ".join(then)]
    return statistics.median(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _run in range(runs)
    )


def run(arguments: list[str]) -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="imports", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="how often each is measured; medians are shown")
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory() as folder:
        archive = zipped(Path(folder))
        whole = {module: seconds(archive, [], [module, ANYWAY], runs) for module in MODULES.values()}
        print(f"{'delayed import':<44} {'in':<28} {'ms':>6} {'of the module':>14}")
        for where, name in sorted(set(delayed())):
            module = next(module for room, module in MODULES.items() if room in where)
            saved = seconds(archive, [module, ANYWAY, where], [name], runs)
            short = [one.removeprefix(f"{PLUGINS}.module_utils.") for one in (name, where)]
            print(f"{short[0]:<44} {short[1]:<28} {saved * 1000:>6.1f} {saved / whole[module]:>14.3f}", flush=True)
