# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that the documentation shows runs against the emulator, on both APIs of PRTG, as a reader would copy it.

What a block is says how it runs: plays, tasks, an inventory source, an ``ansible.cfg``, commands. Fragments and what is
printed are in FRAGMENTS, with the frame that the text gives them. A block that is neither makes the test fail.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulated import WatchedEmulator
from tests.integration.documented import (
    PAGES,
    README,
    ROOT,
    Block,
    blocks_of_page,
    blocks_of_plugin,
    plugins_with_examples,
)
from tests.integration.reading import SOURCE, WORK, Reader

Way = Callable[[Reader, Block], Any]
AWX = Path(__file__).parent / "awx_collection"
"""Modules of awx.awx that take the options of the real ones and give back what they were given."""


def run_playbook(reader: Reader, block: Block) -> None:
    """Plays, on hosts of the emulated PRTG; files with tasks that they name are there."""
    text = reader.text(block)
    files = dict.fromkeys(re.findall(r"{{ playbook_dir }}/([\w/.-]+)", text), WORK)
    reader.play(yaml.safe_load(text), files=files)


def run_tasks(reader: Reader, block: Block) -> None:
    """Tasks on localhost, one after the other."""
    reader.play(yaml.safe_load(reader.text(block)))


def run_source(reader: Reader, block: Block) -> None:
    """A file of an inventory plugin."""
    text = reader.text(block)
    service = yaml.safe_load(text)["plugin"].rpartition(".")[2]
    run = reader.ansible.inventory(text, env=reader.env, name=Path(block.file or f"all.{service}.yml").name)
    assert run.hosts()


def run_configuration(reader: Reader, block: Block) -> None:
    """An ``ansible.cfg``: with it a PRTG that cannot be reached is an error, and is asked once; other sources work."""
    folder = reader.ansible.folder
    files = {"ansible.cfg": block.text, "inventory.prtg.yml": SOURCE, "hosts.yml": "all: {hosts: {other: }}"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert reader.run("ansible-inventory", "-i", "inventory.prtg.yml", "--list", cwd=folder).rc == 0
    reader.emulator.reset()
    reader.emulator.faults([{"reset": True}])
    assert reader.run("ansible-inventory", "-i", "inventory.prtg.yml", "--list", cwd=folder).rc != 0
    assert len(reader.emulator.requests()) == 1
    assert "other" in reader.run("ansible-inventory", "-i", "hosts.yml", "--list", cwd=folder).stdout


def run_commands(reader: Reader, block: Block) -> None:
    """Commands, in one shell, in a folder with the export that others of the page make."""
    if "mytree.xml" in block.text:
        export(reader.emulator, reader.ansible.folder / "mytree.xml")
    reader.shell(block, reader.ansible.folder)


def export(emulator: WatchedEmulator, file: Path) -> None:
    """What a reader has got from the server before."""
    token = emulator.credentials["prtg_api_token"]
    url = f"{emulator.prtg}/api/table.xml?content=sensortree&apitoken={token}"
    subprocess.run(["curl", "--silent", "--fail", "--noproxy", "*", "--output", file, url], check=True)
    emulator.reset()


def in_no_way(reader: Reader, block: Block) -> None:
    """A block of which nobody has said how it runs."""
    raise AssertionError(f"{block.place}: no way is known to run this; give it its frame in FRAGMENTS\n{block.text}")


# Fragments and what is printed, in the frame that the text around them gives


def a_drawing(reader: Reader, block: Block) -> None:
    """Nothing to run: the private parts that it names have to be there."""
    names = re.findall(r"(?<!\w)_\w+", block.text)
    there = {path.stem for path in (ROOT / "plugins" / "module_utils").iterdir()}
    assert names
    assert set(names) <= there


def expressions(reader: Reader, block: Block) -> None:
    """Each line is an expression of the filter language."""
    task = {"name": "Ask", "opswatch.monitoring.prtg_object_info": {"filter": "{{ item }}"}}
    reader.play([{**task, "loop": block.text.splitlines()}])


def a_mistake(reader: Reader, block: Block) -> None:
    """What is printed for the expression in it."""
    expression = block.text.splitlines()[1].strip()
    task = {"name": "Ask", "opswatch.monitoring.prtg_object_info": {"filter": expression}}
    assert reader.play([task], fails=True).last["msg"] == block.text.rstrip()


def an_option(reader: Reader, block: Block) -> None:
    """An option of a task, with a name that holds a quotation mark."""
    options = yaml.safe_load(block.text)
    reader.play([{"name": "Ask", "opswatch.monitoring.prtg_object_info": options, "vars": {"name": 'web "1"'}}])


def an_error(reader: Reader, block: Block) -> None:
    """What a task returns that API v2 does not let in."""
    shown = yaml.safe_load(block.text)["error"]
    key = "ABCDEFGHIJKLMNOPQRSTUVWX"  # well-formed, but unknown
    run = reader.play(
        [{"name": "Ask", "opswatch.monitoring.prtg_object_info": {"api_token": key}}],
        env=reader.emulator.v2,
        fails=True,
    )
    given = run.last["error"]
    assert {**given, "request_id": None} == {**shown, "request_id": None}


def the_ready_line(reader: Reader, block: Block) -> None:
    """What the emulator prints when it is ready, with some of its credentials."""
    shown = json.loads(block.text)
    assert shown.pop("credentials").keys() <= reader.emulator.credentials.keys()
    assert shown.keys() == {"prtg", "prtg_v2", "pingdom"}
    assert all(hasattr(reader.emulator, name) for name in shown)


def what_is_told(reader: Reader, block: Block) -> None:
    """Lines of -vvv: the beginning of each is printed for a source like the one in them."""
    source = {
        "plugin": "opswatch.monitoring.prtg",
        "filter": 'not(tags contains "printer")',
        "group_by": ["tree", "tags"],
        "keyed_groups": [{"key": "prtg_priority | string", "prefix": "priority"}],
    }
    run = reader.ansible.inventory(source, "-vvv", "--graph", env=reader.env)
    beginnings = ("asked: GET /api/", "left out: device ", "host web-1 at ", "reading ")
    told = [f"opswatch.monitoring.prtg: {beginning}" for beginning in beginnings]
    assert all(map(str.startswith, block.text.splitlines(), told))
    assert all(beginning in run.output for beginning in told)


def connections(reader: Reader, block: Block) -> None:
    """Variables of the role, for the play that its page begins with."""
    play = next(one for one in blocks_of_page(ROOT / block.page) if "  hosts: " in one.text)
    servers = yaml.safe_load(reader.text(block))
    content = yaml.safe_load(reader.text(play))
    run = reader.play(content, files={"tasks/patch.yml": WORK}, extra_vars=servers)
    assert [one for one in reader.emulator.writes() if one["server"].startswith("prtg")], run.output


def tasks_of_awx(reader: Reader, block: Block) -> None:
    """Tasks that AWX's own modules carry out: those that stand in take the same options."""
    files = {
        f"credential_types/{file.name}": file.read_text(encoding="utf-8")
        for file in (ROOT / "extensions/awx/credential_types").glob("*.json")
    }
    env = {"ANSIBLE_COLLECTIONS_PATH": str(AWX)}
    run = reader.play(yaml.safe_load(block.text), files=files, env=env)
    given = [result["given"] for result in run.last.get("results", [run.last.data])]
    for one in filter(lambda one: one.get("injectors"), given):
        assert any(json.loads(text)["injectors"] == one["injectors"] for text in files.values())


def a_setting_of_awx(reader: Reader, block: Block) -> None:
    """Variables of the environment of an update, which ansible-core has to know."""
    settings = yaml.safe_load(block.text)
    run = reader.ansible.run("ansible-config", "dump", "--only-changed", env=settings)
    for name, value in settings.items():
        assert value in run.stdout, f"{name} is no variable of ansible-core"


FRAGMENTS: tuple[tuple[str, str, Way], ...] = (
    ("docs/architecture.md", "modules, action, inventory, filter, lookup\n", a_drawing),
    ("docs/emulator.md", '{"prtg": "http://', the_ready_line),
    ("docs/errors.md", "error:\n", an_error),
    ("docs/filter-language.md", "kind = sensor and status in", expressions),
    ("docs/filter-language.md", "Filter, character 5:", a_mistake),
    ("docs/filter-language.md", "filter: ", an_option),
    ("docs/inventory.md", "opswatch.monitoring.prtg: asked: GET ", what_is_told),
    ("docs/inventory.md", "- name: Define the credential types\n", tasks_of_awx),
    ("docs/inventory.md", "- name: Read the inventory from PRTG\n", tasks_of_awx),
    ("docs/inventory.md", "ANSIBLE_COLLECTIONS_PATH: ", a_setting_of_awx),
    ("roles/host_lifecycle/README.md", "host_lifecycle_prtg_servers:\n", connections),
    ("roles/maintenance_window/README.md", "maintenance_window_prtg_servers:\n", connections),
    ("roles/maintenance_window/README.md", "maintenance_window_pingdom:\n", connections),
)
"""How blocks run that are no whole of their own, by their page and how they begin."""


def way_of(block: Block) -> Way:
    """Say how a block runs: by its frame, or by what it is."""
    for page, beginning, way in FRAGMENTS:
        if block.page == page and block.text.startswith(beginning):
            return way
    if block.language in ("console", "ini"):
        return {"console": run_commands, "ini": run_configuration}[block.language]
    data = yaml.safe_load(block.text) if block.language == "yaml" else None
    if isinstance(data, dict) and str(data.get("plugin")).startswith("opswatch.monitoring."):
        return run_source
    if isinstance(data, list) and all("hosts" in entry for entry in data):
        return run_playbook
    return run_tasks if isinstance(data, list) and all("name" in entry for entry in data) else in_no_way


ONCE = {
    in_no_way,
    connections,
    a_drawing,
    a_setting_of_awx,
    an_error,
    run_commands,
    run_configuration,
    tasks_of_awx,
    the_ready_line,
}
"""Ways that ask no PRTG, or one whose API the block itself names."""


OVER_V1 = {"prtg_channel", "prtg_message_info", "prtg_schedule", "prtg_simulate_error"}
"""Modules for what only API v1 of PRTG can do."""


def on_their_apis() -> Iterator[Any]:
    """Give every plugin and every block of the guides with the APIs of PRTG to run it on."""
    for plugin in plugins_with_examples():
        blocks = list(blocks_of_plugin(plugin))
        for api in ("v1",) if plugin.stem.startswith("pingdom") or plugin.stem in OVER_V1 else ("v1", "v2"):
            yield pytest.param(blocks, api, id=f"{plugin.stem}-{api}")
    for block in (block for page in PAGES if page != README for block in blocks_of_page(page)):
        for api in ("v1",) if way_of(block) in ONCE else ("v1", "v2"):
            yield pytest.param([block], api, id=f"{block.place}-{api}")


@pytest.mark.parametrize(("blocks", "api"), list(on_their_apis()))
def test_what_the_documentation_shows_works_as_it_stands(ansible, emulator, blocks, api):
    assert blocks, "a plugin without examples"
    reader = Reader(ansible, emulator, api)
    for block in blocks:
        way_of(block)(reader, block)


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda fragment: " ".join(fragment[:2]).strip())
def test_no_frame_is_left_of_a_fragment_that_is_gone(fragment):
    page, beginning, _way = fragment
    assert [block for block in blocks_of_page(ROOT / page) if block.text.startswith(beginning)]


def test_a_block_that_nobody_knows_how_to_run_fails(ansible, emulator):
    fragment = Block("docs/inventory.md:1", "yaml", "some: fragment\n")
    with pytest.raises(AssertionError, match=r"docs/inventory\.md:1: no way is known"):
        way_of(fragment)(Reader(ansible, emulator, "v1"), fragment)


def test_a_wait_that_does_not_ask_for_success_dies_at_the_first_hiccup(ansible, emulator):
    look = {"opswatch.monitoring.prtg_object_info": {"names": ["web-1"]}, "register": "shop", "delay": 0}
    with pytest.raises(AssertionError, match="'until' expression failed"):
        Reader(ansible, emulator, "v1").play([{"name": "Wait", **look, "until": "shop.objects | length == 1"}])
