# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The README as a new user would follow it: its files and commands, with another URL and token."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.integration.maintenance_runs import TESTED_AGAIN

pytestmark = pytest.mark.oldest_core

README = Path(__file__).parents[2] / "README.md"

WORK = "- name: Work\n  ansible.builtin.debug:\n    msg: working\n"


def files_of_the_readme():
    """Name and content of each YAML block that the text introduces by its file name."""
    return dict(
        re.findall(r"`([\w.]+\.yml)`[^\n]*\n\n```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    )


def commands_of_the_readme():
    """The commands that use those files."""
    text = README.read_text(encoding="utf-8")
    return [shlex.split(line) for line in re.findall(r"^(ansible-(?:inventory|playbook) -i .*)$", text, re.MULTILINE)]


def test_the_files_and_commands_of_the_readme_work_as_they_stand(ansible, emulator, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    files = files_of_the_readme()
    assert set(files) == {"inventory.prtg.yml", "patch.yml", "maintenance.yml"}
    for name, content in {**files, "patch.yml": WORK}.items():  # the emulated servers have no packages to update
        (folder / name).write_text(content, encoding="utf-8")
    commands = commands_of_the_readme()
    assert len(commands) == 3
    emulator.faults([TESTED_AGAIN])
    env = {
        **emulator.v1,
        **emulator.pingdom_env,
        "ANSIBLE_PYTHON_INTERPRETER": str(ansible.target_python),
        "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1",
    }
    runs = [ansible.run(command, *arguments, env=env, cwd=folder) for command, *arguments in commands]
    assert [run.rc for run in runs] == [0, 0, 0], "\n".join(run.output for run in runs)
    graph, check, real = (run.stdout for run in runs)
    assert "@tag_linux" in graph
    assert "working" in real
    assert re.search(r"changed=[1-9]", check)
    assert re.search(r"changed=[1-9]", real)
    assert "failed=0" in real
    assert [one["path"] for one in emulator.writes() if one["server"] == "prtg"] == [
        "/api/pauseobjectfor.htm",
        "/api/pause.htm",
    ]


def test_every_page_that_the_readme_links_is_there():
    links = re.findall(r"\]\((?!http)([^)#]+)", README.read_text(encoding="utf-8"))
    assert len(links) >= 5
    for link in links:
        assert (README.parent / link).is_file(), link
