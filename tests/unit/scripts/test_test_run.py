# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test run must not take for passed what did not run."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

from scripts import cores, house_rules, interpreters
from scripts import test as test_run
from scripts.jobs import Counts, Job, JobError, Outcome, command, run_job
from scripts.parts import lint, machine, pytests, sanity
from scripts.parts.lint import action_group_problems

PYTHONS = [(3, 8), (3, 9), (3, 10), (3, 11), (3, 12), (3, 13)]


def test_legs_cover_oldest_middle_and_newest_core_and_the_oldest_target():
    assert [(leg.core, leg.controller, leg.target) for leg in cores.legs(PYTHONS)] == [
        ("2.21", (3, 13), (3, 13)),
        ("2.19", (3, 11), (3, 9)),
        ("2.16", (3, 10), (3, 12)),
    ]


@pytest.mark.parametrize("only", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_one_python_is_enough_to_test_several_cores(only):
    legs = cores.legs([only])
    assert len(legs) > 1
    assert cores.development([only]) == (legs[0].core, only)


def test_every_leg_has_each_core_that_can_run():
    assert [leg.core for leg in cores.every_leg(PYTHONS)] == ["2.21", "2.20", "2.19", "2.18", "2.17", "2.16"]


def test_every_leg_runs_what_differs_there():
    quick = machine.Machine({}, cores.legs(PYTHONS))
    assert [quick.tested_as(leg) for leg in quick.legs] == ["newest", "middle", "oldest"]
    thorough = machine.Machine({}, cores.every_leg(PYTHONS), every_core=True)
    assert [thorough.tested_as(leg) for leg in thorough.legs] == ["newest", *["oldest"] * 5]
    assert set(pytests.MARKED) == {"newest", "middle", "oldest"}


def test_each_integration_test_runs_once_on_the_newest_core_and_each_job_has_its_number():
    here = machine.Machine({}, cores.legs(PYTHONS))
    roles, others, *rest = pytests.integration(here, [])
    assert [job.held_to for job in rest] == ["oldest", "middle"]
    given = [job.work.args[-1] for job in (roles, others)]
    assert given[0] == pytests.of_roles() != []
    assert given[1] == [pytests.FOLDER, *(f"--ignore={path}" for path in given[0])]
    assert {job.held_to for job in (roles, others, *rest)} == test_run.expected_counts()["integration"].keys()
    assert len({job.log for job in (roles, others, *rest)}) == 4


def test_integration_tests_that_somebody_chose_run_in_one_job_for_each_core():
    here = machine.Machine({}, cores.legs(PYTHONS))
    jobs = pytests.integration(here, ["-k", "readme"])
    assert [job.held_to for job in jobs] == ["newest", "oldest", "middle"]
    assert jobs[0].work.args[-1] == [pytests.FOLDER, "-k", "readme"]


def test_no_supported_python_means_nothing_to_test():
    assert cores.legs([(3, 8)]) == []
    assert cores.development([(3, 10)]) is None


def test_a_shim_that_does_not_run_is_no_interpreter(tmp_path):
    root = tmp_path / "versions" / "3.12.1" / "bin"
    shims = tmp_path / "shims"
    root.mkdir(parents=True)
    shims.mkdir()
    for folder in (root, shims):
        broken = folder / "python3.12"
        broken.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
        broken.chmod(0o755)
    places = interpreters.folders({"PATH": str(shims)})
    assert shims not in places
    assert root in places
    assert interpreters.probe(root / "python3.12") is None


def log_of(tmp_path, *lines):
    log = tmp_path / "log"
    log.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return log


def test_sanity_counts_each_python_and_finds_failures(tmp_path):
    counts = sanity.read_output(
        log_of(
            tmp_path,
            'Running sanity test "compile" on Python 3.9',
            'Running sanity test "compile" on Python 3.10',
            'Running sanity test "pep8"',
            "ERROR: Found 1 pep8 issue(s) which need to be resolved:",
            "FATAL: The 1 sanity test(s) listed below (out of 3) failed. See error output above for details.",
            "pep8",
        )
    )
    assert (counts.passed, counts.failed, counts.notes) == (2, 1, ["failed: pep8"])


@pytest.mark.parametrize(
    "warning",
    [
        "WARNING: All targets skipped.",
        'WARNING: Skipping sanity test "shellcheck" because the program is missing.',
        'WARNING: Required program "shellcheck" not found.',
    ],
)
def test_sanity_takes_a_test_that_skips_itself_for_a_failure(tmp_path, warning):
    assert sanity.read_output(log_of(tmp_path, warning)).failed == 1


def test_sanity_knows_which_python_may_be_missing(tmp_path):
    warning = 'WARNING: Skipping sanity test "import" on Python 3.14 because it could not be found.'
    counts = sanity.read_output(log_of(tmp_path, warning))
    assert (counts.failed, counts.skipped) == (0, 1)


def test_report_of_pytest_is_counted_case_by_case(tmp_path):
    xml = tmp_path / "report.xml"
    xml.write_text(
        '<testsuites><testsuite><testcase name="a" classname="t"/>'
        '<testcase name="b" classname="t"><failure message="no"/></testcase>'
        '<testcase name="c" classname="t"><error message="no"/></testcase>'
        '<testcase name="d" classname="t"><skipped message="not here"/></testcase></testsuite></testsuites>',
        encoding="utf-8",
    )
    counts = pytests.read_report(xml)
    assert (counts.passed, counts.failed, counts.skipped) == (1, 2, 1)
    assert counts.notes == ["failed: t::b", "failed: t::c", "skipped: not here"]


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """What the coverage of both parts together is told to be."""
    totals = {"covered_lines": 96, "num_statements": 100, "covered_branches": 95, "num_branches": 100}

    def run(words, _log):
        if "json" in words:
            (tmp_path / "coverage.json").write_text(json.dumps({"totals": totals}), encoding="utf-8")

    monkeypatch.setattr(pytests, "REPORTS", tmp_path)
    monkeypatch.setattr(pytests, "command", run)
    return totals


def test_coverage_is_that_of_unit_tests_and_behaviour_together(measured, tmp_path):
    coverage, first, last = pytests.Coverage(is_held=True), Counts(), Counts()
    coverage.tell("behaviour", first, tmp_path / "log")
    assert first.notes == []
    coverage.tell("unit", last, tmp_path / "log")
    assert last.notes == [
        "96.0 % of 100 lines covered by behaviour and unit",
        "95.0 % of 100 branches covered by behaviour and unit",
    ]
    assert last.failed == 0


def test_too_little_coverage_is_a_failure(measured, tmp_path):
    measured["covered_branches"] = 94
    coverage, counts = pytests.Coverage(is_held=True), Counts()
    for part in pytests.MEASURED:
        coverage.tell(part, counts, tmp_path / "log")
    assert counts.failed == 1
    assert counts.notes[-1] == "coverage of branches is below 95 %"


def test_no_coverage_report_is_a_failure(measured, tmp_path, monkeypatch):
    monkeypatch.setattr(pytests, "command", lambda _words, _log: 1)
    coverage, counts = pytests.Coverage(is_held=True), Counts()
    for part in pytests.MEASURED:
        coverage.tell(part, counts, tmp_path / "log")
    assert counts.failed == 1


def test_a_part_alone_is_held_to_no_coverage(measured, tmp_path):
    coverage, counts = pytests.Coverage(is_held=False), Counts()
    for part in pytests.MEASURED:
        coverage.tell(part, counts, tmp_path / "log")
    assert (counts.failed, counts.notes) == (0, [])


@pytest.mark.parametrize(("passed", "failed"), [(4, 1), (5, 0)])
def test_too_few_tests_are_a_failure(tmp_path, passed, failed):
    outcome = Outcome(Job("unit", "", lambda log: Counts()), Counts(passed=passed), 0.0)
    test_run.demand(outcome, {"unit": {"all": 5}})
    assert outcome.counts.failed == failed


def test_a_job_that_cannot_run_is_a_failure(tmp_path, monkeypatch):
    monkeypatch.setattr("scripts.jobs.LOGS", tmp_path)

    def work(log):
        raise JobError("no such tool")

    outcome = run_job(Job("unit", "", work))
    assert (outcome.counts.failed, outcome.counts.notes) == (1, ["no such tool"])


def test_commands_cannot_reach_the_servers_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setenv("PRTG_URL", "https://production.example.com")
    log = tmp_path / "log"
    command([sys.executable, "-c", "import os; print(sorted(os.environ))"], log)
    assert "PATH" in log.read_text(encoding="utf-8")
    assert "PRTG_URL" not in log.read_text(encoding="utf-8")


def test_a_hung_command_is_stopped(tmp_path):
    with pytest.raises(JobError, match="was stopped"):
        command([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log", timeout=0.5)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("plugins/modules/x.py", "import requests"),
        ("plugins/module_utils/_prtg/v2/client.py", "from lxml import etree"),
        (
            "plugins/module_utils/_http.py",
            "from ansible_collections.opswatch.monitoring.plugins.module_utils import _module",
        ),
        ("plugins/inventory/x.py", "from tests.emulator import clock"),
        ("tests/emulator/x.py", "import ansible_collections.opswatch.monitoring.plugins.module_utils._http"),
        ("plugins/module_utils/_prtg/filters/render.py", "from .. import server"),
    ],
)
def test_forbidden_imports_are_found(path, line):
    assert list(house_rules.forbidden_imports({path: ast.parse(line)}))


def test_an_api_that_knows_another_is_found():
    here = "plugins/module_utils/_prtg"
    dialects = {f"{here}/{name}/dialect.py": ast.parse("") for name in ("v1", "v2", "textlist")}

    def found(path, line):
        return list(house_rules.forbidden_imports({**dialects, f"{here}/{path}.py": ast.parse(line)}))

    assert found("textlist/client", "from ..v1.client import x")
    assert found("v1/client", "from ..textlist import client")
    assert found("v2/client", "def f():\n    from .. import v1")
    assert not found("v2/client", "from ..v2 import answers, v1_like")
    assert not found("dialects", "from .v1 import dialect")
    root = Path(house_rules.__file__).parents[1]
    real = [path.relative_to(root).as_posix() for path in (root / "plugins").rglob("*.py")]
    assert house_rules.api_folders(real) == [f"{here}/textlist/", f"{here}/v1/", f"{here}/v2/"]


def test_a_room_without_a_layer_is_found():
    paths = ["plugins/module_utils/_http.py", "plugins/module_utils/_prtg/model.py", "plugins/module_utils/_attic.py"]
    assert list(house_rules.rooms_without_layer(paths)) == ["plugins/module_utils/_attic has no place in LAYERS"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("plugins/module_utils/_http.py", "import requests"),
        ("plugins/module_utils/_prtg/filters/render.py", "from .. import model"),
        ("plugins/module_utils/_prtg/connect.py", "from . import v1, v2"),
    ],
)
def test_other_imports_are_fine(path, line):
    assert not list(house_rules.forbidden_imports({path: ast.parse(line)}))


def test_files_that_import_each_other_are_found():
    root = f"{house_rules.COLLECTION}plugins.module_utils"
    chain = {"_a": "_b import f", "_b": "_c import f", "_c": "_d import f"}
    trees = {f"plugins/module_utils/{room}.py": ast.parse(f"from {root}.{line}") for room, line in chain.items()}
    assert not list(house_rules.circles(trees))
    trees["plugins/module_utils/_c.py"] = ast.parse(f"from {root} import _a")
    (circle,) = house_rules.circles(trees)
    assert all(room in circle for room in chain)


@pytest.mark.parametrize("line", ['if api == "v1": pass', 'x = api in ("v2-current", 3)', 'if version != "3.1": pass'])
def test_whoever_asks_for_the_name_of_an_api_is_found(line):
    tree = ast.parse(line)
    assert len(list(house_rules.compared_names({"plugins/a.py": tree}))) == 1
    assert not list(house_rules.compared_names({"plugins/x/dialect.py": tree, "tests/emulator/a.py": tree}))
    assert not list(house_rules.compared_names({"plugins/a.py": ast.parse('api = "v1"')}))


@pytest.mark.parametrize(
    "line", ['x = path.partition("/api/v2")', 'x = f"{host}/api/3.1"', 'api = "v1"', 'x = {"v2": 1}', 'f("/api/v4/x")']
)
def test_a_path_or_name_of_an_api_outside_of_it_is_found(line):
    here, tree = "plugins/module_utils/_prtg", ast.parse(line)
    dialects = {f"{here}/{name}/dialect.py": tree for name in ("v1", "v2")}
    assert not list(house_rules.written_names(dialects))
    assert list(house_rules.written_names({**dialects, f"{here}/connect.py": tree}))
    fine = (f"{here}/v2/transport.py", f"{here}/dialects.py", "plugins/module_utils/_options.py", "tests/emulator/a.py")
    assert not list(house_rules.written_names({**dialects, **dict.fromkeys(fine, tree)}))


def test_what_people_read_may_name_an_api():
    told = 'DOCUMENTATION = "http://h/api/v2"\ndef f():\n    "Like /api/v2."\n'
    assert not list(house_rules.written_names({"plugins/modules/a.py": ast.parse(told)}))


def test_a_long_function_is_found():
    body = "\n".join(f"    x = {number}" for number in range(house_rules.LONGEST_FUNCTION))
    assert len(list(house_rules.long_functions({"a.py": ast.parse(f"def f():\n{body}\n")}))) == 1
    assert not list(house_rules.long_functions({"a.py": ast.parse("def f():\n    x = 1\n")}))


def test_many_long_functions_are_found():
    body = "\n".join(f"    x = {number}" for number in range(house_rules.MOST_FUNCTIONS))
    long, short = f"def f():\n{body}\n", "def f():\n    x = 1\n"
    assert not list(house_rules.long_functions({"plugins/a.py": ast.parse(long + short * 10)}))
    assert list(house_rules.long_functions({"plugins/a.py": ast.parse(long * 2 + short * 10)}))


def test_a_module_with_code_of_its_own_is_found():
    code = "\n".join(f"x{number} = 1" for number in range(house_rules.LONGEST_MODULE))
    documentation = "DOCUMENTATION = 'text'\n"
    assert not list(house_rules.long_modules({"plugins/modules/a.py": ast.parse(documentation + code)}))
    assert list(house_rules.long_modules({"plugins/modules/a.py": ast.parse(f"{documentation}{code}\ny = 1")}))


def test_a_module_without_action_group_is_found(tmp_path):
    (tmp_path / "meta").mkdir()
    (tmp_path / "meta" / "runtime.yml").write_text("action_groups: {all: [], prtg: []}", encoding="utf-8")
    modules = tmp_path / "plugins" / "modules"
    modules.mkdir(parents=True)
    (modules / "prtg_pause.py").write_text('DOCUMENTATION = "module: prtg_pause"\n', encoding="utf-8")
    problems = list(action_group_problems(tmp_path))
    assert len(problems) == 4


def test_a_module_without_a_copy_of_the_action_plugin_is_found(tmp_path):
    for folder, names in (("modules", "pause scan wait"), ("action", "pause scan")):
        (tmp_path / "plugins" / folder).mkdir(parents=True)
        for name in names.split():
            (tmp_path / "plugins" / folder / f"prtg_{name}.py").touch()
    (tmp_path / "plugins" / "action" / "prtg_scan.py").write_text("something = 1", encoding="utf-8")
    found = [problem.split()[0] for problem in lint.action_plugin_problems(tmp_path)]
    assert found == ["plugins/action/prtg_wait.py", "plugins/action/prtg_scan.py"]


def test_what_a_unit_test_imports_and_nobody_installs_is_found(tmp_path):
    (tmp_path / "tests" / "unit" / "plugins").mkdir(parents=True)
    (tmp_path / "tests" / "emulator").mkdir()
    (tmp_path / "tests" / "unit" / "requirements.txt").write_text(
        '# SPDX\nrequests\nlxml; python_version >= "3.11"\nawx-plugins-interfaces==0.0.1a5\n', encoding="utf-8"
    )
    (tmp_path / "tests" / "unit" / "plugins" / "test_x.py").write_text(
        "import json\nimport requests.structures\nimport pytest, hypothesis\nfrom tests.emulator import app\n"
        "from awx_plugins.interfaces import x\n",
        encoding="utf-8",
    )
    (tmp_path / "tests" / "emulator" / "app.py").write_text(
        "def run():\n    from aiohttp import web\n", encoding="utf-8"
    )
    assert [problem.split(": ", 1)[1] for problem in lint.unit_requirement_problems(tmp_path)] == [
        "aiohttp is missing, which tests/emulator/app.py imports",
        "hypothesis is missing, which tests/unit/plugins/test_x.py imports",
        "nothing imports lxml",
    ]


def test_chosen_unit_tests_run_without_ansible_test():
    here = machine.Machine({}, [])
    assert [job.name for job in test_run.plan(["unit"], here, [])] == ["", "ansible-test"]
    assert [job.name for job in test_run.plan(["unit"], here, ["-k", "durations"])] == [""]
