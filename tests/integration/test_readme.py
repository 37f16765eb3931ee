# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The README as a new user would follow it, from top to bottom: its files and commands, with another URL and token."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.integration.documented import README, Block, blocks_of_page
from tests.integration.maintenance_runs import TESTED_AGAIN
from tests.integration.reading import WORK, Reader

BLOCKS = blocks_of_page(README)
FILES = {block.file: block.text for block in BLOCKS if block.file}


V1 = pytest.param("v1", marks=pytest.mark.oldest_core)
WRITES = {
    "v1": {"/api/pauseobjectfor.htm", "/api/pause.htm", "/api/scannow.htm"},
    "v2": {"/api/v2/devices/pause", "/api/v2/devices/resume", "/api/v2/devices/scan"},
}


@pytest.fixture
def reader(ansible, emulator, api):
    return Reader(ansible, emulator, api)


@pytest.fixture
def folder(reader):
    """Where the reader puts the files of the README."""
    folder = reader.ansible.folder / "work"
    folder.mkdir()
    for name, content in {**FILES, "patch.yml": WORK}.items():  # the emulated servers have no packages to update
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize("api", [V1, "v2"])
def test_the_files_and_commands_of_the_readme_work_as_they_stand(reader, folder, api):
    assert set(FILES) == {"inventory.prtg.yml", "ansible.cfg", "patch.yml", "maintenance.yml", "checks-as-code.yml"}
    commands = [block for block in BLOCKS if not block.file]
    assert {block.language for block in commands} == {"console"}
    reader.emulator.faults([TESTED_AGAIN])
    if api == "v2":  # Pingdom knows nothing of PRTG's APIs: what the README does with its checks is done once
        commands = [block for block in commands if "checks" not in block.text]
    script = "\n".join(block.text for block in commands)
    assert {"ansible-inventory", "ansible-playbook", "export", "make", "pip"} <= set(script.split())
    shown = reader.shell(Block(str(README), "console", script), folder)
    graph, check, real, *of_pingdom = re.split("PLAY \\[.*", shown)
    assert "@tag_linux" in graph
    assert "working" in real
    assert re.search(r"changed=[1-9]", check)
    assert re.search(r"changed=[1-9]", real)
    assert "failed=0" in real
    written = [one for one in reader.emulator.writes() if one["server"] != "pingdom"]
    assert {one["path"] for one in written} == WRITES[api]
    changes = [re.findall(r"changed=(\d+)", part) for part in of_pingdom]
    assert changes == ([] if api == "v2" else [["1"], ["0"], ["0"]]), "it is as it was exported"


@pytest.mark.parametrize("api", [V1])
def test_an_unreachable_prtg_is_status_0_by_default_and_an_error_with_the_files_of_the_readme(reader, folder):
    silent = yaml.safe_dump([{"name": "Do nothing", "hosts": "tag_linux", "tasks": []}])
    (folder / "nothing.yml").write_text(silent, encoding="utf-8")
    reader.emulator.faults([{"reset": True}])

    def ends(*command):
        return reader.run(*command, cwd=folder).rc

    inventory = ("ansible-inventory", "-i", "inventory.prtg.yml", "--graph")
    play = ("ansible-playbook", "-i", "inventory.prtg.yml")
    assert ends(*inventory) != 0
    assert ends(*play, "nothing.yml") != 0
    (folder / "ansible.cfg").unlink()
    assert ends(*inventory) == 0
    assert ends(*play, "nothing.yml") == 0
    assert ends(*play, "maintenance.yml") != 0, "there is no groups.tag_linux"
    assert reader.emulator.writes() == []


def test_the_work_of_the_readme_is_made_of_tasks_that_ansible_knows(ansible, tmp_path):
    (tmp_path / "patch.yml").write_text(FILES["patch.yml"], encoding="utf-8")
    play = {"name": "Work", "hosts": "all", "tasks": [{"ansible.builtin.import_tasks": "patch.yml"}]}
    (tmp_path / "play.yml").write_text(yaml.safe_dump([play]), encoding="utf-8")
    run = ansible.run("ansible-playbook", "--syntax-check", "-i", "web-1,", "play.yml", cwd=tmp_path)
    assert run.rc == 0, run.output
