# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to add a field to PRTG's record, shown on a copy of the collection: a line, and an entry for each API.

The field is made up; what it reads is what the emulator tells of a sensor's time up.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.process import ROOT, running
from tests.integration.ansible_runs import without_marks

SENSOR = "<interval>60</interval><status_raw>3</status_raw><active>true</active><cumulateduptime_raw>{}"
TREE = (
    '<group id="0"><name>Root</name><id>0</id><probenode id="1"><name>Probe</name><id>1</id><device id="10">'
    "<name>web</name><id>10</id>"
    + "".join(
        f'<sensor id="{number}"><name>{name}</name><id>{number}</id>{SENSOR.format(up)}</cumulateduptime_raw></sensor>'
        for number, name, up in ((100, "short", 60), (101, "long", 86400))
    )
    + "</device></probenode></group>"
)

#: Before which line of which file something is added.
ADDED = {
    "module_utils/_prtg/model.py": (
        "    url: t.Annotated[",
        '    up_for: t.Annotated[MaybeNumber, Field(DURATION, "Time up.", "upfor", None, _SENSOR)] = UNREAD\n',
    ),
    "module_utils/_prtg/v1/columns.py": (
        '    "icon": Field(',
        '    "up_for": Field(("uptimetime",), lambda row: _whole(row.get("uptimetime_raw")),\n'
        '                    Asked("uptimetime", Trust((">",)), whole_seconds, exact=False)),\n',
    ),
    "module_utils/_prtg/v2/objects.py": (
        '    "icon": Field(',
        '    "up_for": Field(seconds, (("uptimetotal",), ("uptime_total",)),\n'
        '                    deprecated=Asked("uptimetotal", Trust(ORDERED))),\n',
    ),
}
DOCUMENTED = {
    "modules/prtg_object_info.py": [
        ("      - url\n", "      - up_for\n"),
        ("    url:\n      description:\n", "    up_for:\n      description: Time up.\n      type: int\n"),
    ],
    "inventory/prtg.py": [("      - url\n", "      - up_for\n")],
}

CALLS = """
import json, sys
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.records import select_records
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info
from tests.behaviour.direct_runs import run
from tests.emulator.process import Emulator
from scripts.generate_filter_docs import page_with_tables
from tests.unit.plugins.documented_fields import GUIDE, undocumented

api, described = sys.argv[1], json.loads(sys.argv[2])
emulator = Emulator(process=None, **described)
if api == "documentation":
    page = GUIDE.read_text(encoding="utf-8")
    told = [undocumented(page), undocumented(page_with_tables(page))]
else:
    fields = {"fields": ["name", "up_for"], "kind": ["sensor"]}
    every = run(prtg_object_info, emulator, api, **{**fields, "fields": ["id", "kind", "name", "up_for"]}).values
    found = run(prtg_object_info, emulator, api, filter="upfor > 1h", sort_by="up_for", **fields).values
    told = {
        "every": every["objects"],
        "found": found["objects"],
        "selected": [one["name"] for one in select_records("upfor <= 60s", every["objects"])],
    }
print(json.dumps(told))
"""


class Copy:
    """A copy of the collection with one more field, undocumented at first, and an emulated PRTG to read it from."""

    def __init__(self, folder: Path, emulator: WatchedEmulator) -> None:
        self.folder, self.emulator = folder, emulator
        self.plugins = folder / "ansible_collections" / "opswatch" / "monitoring" / "plugins"
        shutil.copytree(ROOT / "plugins", self.plugins, ignore=shutil.ignore_patterns("__pycache__"))
        for file, (line, added) in ADDED.items():
            self.add(file, line, added)

    def add(self, file: str, line: str, added: str) -> None:
        """Add something before a line."""
        path = self.plugins / file
        text = path.read_text(encoding="utf-8")
        assert text.count(line) == 1, (file, line)
        path.write_text(text.replace(line, added + line), encoding="utf-8")

    def document(self) -> None:
        """Say of the field what users have to know."""
        for file, additions in DOCUMENTED.items():
            for line, added in additions:
                self.add(file, line, added)

    def told(self, what: str) -> object:
        """What the copy says, called in a process of its own."""
        described = {name: value for name, value in vars(self.emulator).items() if name != "process"}
        path = os.pathsep.join([str(self.folder), str(ROOT)])
        command = [sys.executable, "-c", CALLS, what, json.dumps(described)]
        return json.loads(_output(command, {"PYTHONPATH": path}, ROOT))

    def host_variables(self, environment: dict[str, str]) -> dict[str, object]:
        """The variables that an inventory of sensors has, by the name of the host."""
        source = self.folder / "prtg.yml"
        wanted = {"plugin": "opswatch.monitoring.prtg", "hosts_from": "sensor", "hostvars": ["up_for"]}
        source.write_text(json.dumps({**wanted, "filter": "upfor > 1h"}), encoding="utf-8")
        command = [sys.executable, "-m", "ansible", "inventory", "-i", str(source), "--list"]
        where = {"ANSIBLE_COLLECTIONS_PATH": str(self.folder), "ANSIBLE_HOME": str(self.folder / "home")}
        listed = json.loads(_output(command, {**where, **environment}, self.folder))
        return dict(without_marks(listed["_meta"]["hostvars"]))


def _output(command: list[str], environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        command, check=False, env={**os.environ, **environment}, capture_output=True, text=True, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    (folder / "tree.xml").write_text(f"<prtg><sensortree><nodes>{TREE}</nodes></sensortree></prtg>", encoding="utf-8")
    with running(str(folder / "tree.xml")) as emulator:
        yield Copy(folder, WatchedEmulator(**vars(emulator)))


@pytest.mark.parametrize(
    ("api", "parameter", "asked"),
    [
        ("v1", "filter_uptimetime", ["@above(0000003600)"]),
        ("current", "filter", None),
        ("deprecated", "filter", ["uptimetotal > 3600.0s"]),
    ],
)
def test_options_and_filters_follow(copy, api, parameter, asked):
    copy.emulator.reset()
    told = copy.told(api)
    assert [(one["name"], one["up_for"]) for one in told["every"]] == [("short", 60), ("long", 86400)]
    assert told["found"] == [{"name": "long", "up_for": 86400}]
    assert told["selected"] == ["short"]
    assert copy.emulator.requests()[-1]["query"].get(parameter) == asked


def test_documentation_is_demanded_and_host_variables_follow(copy):
    guide, *modules = lacking = ["guide: upfor", "RETURN: up_for", "fields: up_for", "hostvars: up_for"]
    assert copy.told("documentation") == [sorted(lacking), sorted(modules)]
    copy.document()
    assert copy.told("documentation") == [[guide], []]
    for environment in (copy.emulator.v1, copy.emulator.v2):
        copy.emulator.reset()
        assert copy.host_variables(environment) == {"long": {"prtg_up_for": 86400}}
