# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Two PRTG servers with the same ids and names in one inventory, and answers without rows."""

from __future__ import annotations

import json

import pytest

from tests.behaviour.direct_runs import EMPTY_DEVICES
from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.ansible_runs import without_marks

SOURCE = {"plugin": "opswatch.monitoring.prtg", "group_by": ["tags"], "retries": 0}
A, B = "127.0.0.1", "localhost"


@pytest.fixture(scope="module")
def second():
    """Another PRTG, with the same demo world."""
    with running() as emulator:
        yield WatchedEmulator(**vars(emulator))


@pytest.fixture
def sources(tmp_path, emulator, second):
    """Files of sources, one for each server: A over API v1, B over API v2."""
    second.reset(world=True)

    def sources(**options):
        urls = {"a": emulator.prtg, "b": second.prtg_v2.replace(A, B)}
        tokens = {"a": emulator.credentials["prtg_api_token"], "b": second.credentials["prtg_api_token"]}
        files = {}
        for name, url in urls.items():
            files[name] = str(tmp_path / f"{name}.prtg.yml")
            content = {**SOURCE, "url": url, "api_token": tokens[name], **options}
            (tmp_path / f"{name}.prtg.yml").write_text(json.dumps(content), encoding="utf-8")
        return files

    return sources


def listed(ansible, *files):
    arguments = [word for file in files for word in ("-i", file)]
    run = ansible.run("ansible-inventory", *arguments, "--list", env={"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1"})
    return run, without_marks(json.loads(run.stdout)) if run.rc == 0 else None


@pytest.mark.oldest_core
def test_two_servers_with_equal_names_are_told_apart(ansible, sources):
    files = sources(duplicates="id")
    listings = []
    for order in ("ab", "ba"):
        run, listing = listed(ansible, *[files[name] for name in order])
        assert run.rc == 0, run.output
        listings.append(listing["_meta"]["hostvars"])
        assert set(listing["tag_linux"]["hosts"]) >= {f"web-1_{A}", f"web-1_{B}"}
    assert {name: host["prtg_id"] for name, host in listings[0].items()} == {
        name: host["prtg_id"] for name, host in listings[1].items()
    }
    assert len(listings[0]) == 32
    for hostvars in listings:
        for name, host in hostvars.items():
            assert name == f"{host['prtg_name']}_{host['prtg_server']}"
    assert [listings[0][f"web-1_{server}"]["prtg_id"] for server in (A, B)] == ["1001", "1001"]


def test_two_servers_with_equal_names_are_an_error_by_default(ansible, sources):
    files = sources()
    run, _listing = listed(ansible, files["a"], files["b"])
    assert run.rc != 0
    said = " ".join(run.output.split())
    assert "16 host names are those of several servers" in said
    assert f"'web-1' (device 1001 of {A}, device 1001 of {B})" in said
    assert "Set duplicates to id in all these sources" in said


def test_other_sources_add_to_hosts_by_name(ansible, sources, tmp_path):
    files = sources(duplicates="id")
    hosts = tmp_path / "hosts.ini"
    hosts.write_text(f"[racks]\nweb-1_{B} rack=r1\n", encoding="utf-8")
    for order in (("a", "hosts", "b"), ("hosts", "b", "a"), ("a", "b", "hosts")):
        run, listing = listed(ansible, *[{**files, "hosts": str(hosts)}[name] for name in order])
        assert run.rc == 0, run.output
        assert listing["racks"]["hosts"] == [f"web-1_{B}"]
        assert listing["_meta"]["hostvars"][f"web-1_{B}"]["rack"] == "r1"
        assert listing["_meta"]["hostvars"][f"web-1_{B}"]["prtg_server"] == B
        assert len(listing["_meta"]["hostvars"]) == 32


def test_plays_reach_renamed_hosts(ansible, sources, tmp_path):
    sources(duplicates="id")
    task = {
        "name": "Show",
        "ansible.builtin.debug": {"msg": "{{ inventory_hostname }} {{ prtg_server }} {{ prtg_id }}"},
    }
    play = {
        "name": "Show",
        "hosts": "tag_linux:&web-1_*",
        "gather_facts": False,
        "connection": "local",
        "tasks": [task],
    }
    run = ansible.playbook([play], inventory=str(tmp_path))
    assert {result["msg"] for result in run.results} == {f"web-1_{server} {server} 1001" for server in (A, B)}


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_nothing_is_an_outage_and_is_never_cached(ansible, emulator, tmp_path, api):
    folder = tmp_path / "cache"
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder)}
    config = {**SOURCE, **cache, "cache_timeout": 3600, "allow_empty": True}
    env = getattr(emulator, api)
    emulator.faults([EMPTY_DEVICES[api]])
    assert ansible.inventory(config, env=env, name="prtg.yml").hostvars == {}
    assert not folder.exists() or not [path for path in folder.iterdir() if "content" in path.read_text()]
    emulator.faults([])
    source = tmp_path / "outage.prtg.yml"
    source.write_text(json.dumps({**config, "stale_if_error": True}), encoding="utf-8")
    command = ["ansible-inventory", "-i", str(source), "--list"]
    assert ansible.run(*command, env=env).rc == 0
    source.write_text(json.dumps({**config, "stale_if_error": True, "cache_timeout": 1}), encoding="utf-8")
    [kept] = folder.iterdir()
    make_older(kept)
    emulator.faults([EMPTY_DEVICES[api]])
    stale = ansible.run(*command, env=env)
    assert "Stale inventory" in stale.stderr
    listing = without_marks(json.loads(stale.stdout))
    assert len(listing["_meta"]["hostvars"]) == 16
    assert listing["_meta"]["hostvars"]["web-1"]["prtg_inventory_stale"] is True


def make_older(kept):
    """Make what a cache keeps a day old, in either of the forms that cores write."""
    entries = json.loads(kept.read_text(encoding="utf-8"))
    data = json.loads(entries["__payload__"]) if "__payload__" in entries else entries
    data["read_at"] -= 86_400
    kept.write_text(json.dumps({**entries, "__payload__": json.dumps(data)} if "__payload__" in entries else data))
