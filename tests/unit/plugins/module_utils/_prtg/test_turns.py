# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes that change the same objects take turns; nothing keeps anybody from going on in the end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import turns

HOLDER = """
    import fcntl, os, sys
    handle = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.lockf(handle, fcntl.LOCK_EX, 1, int(sys.argv[2]))
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    return tmp_path


@pytest.fixture
def held(folder):
    """Another process that holds object 1001 of the server prtg."""
    with turns.turn("prtg", []):
        (file,) = folder.glob("opswatch-*/*")
    arguments = [sys.executable, "-c", textwrap.dedent(HOLDER), str(file), "1001"]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()


def waits(monkeypatch, server, ids):
    """How often somebody who wants these objects has to look again."""
    looked = []
    monkeypatch.setattr(turns.time, "sleep", looked.append)
    with turns.turn(server, ids):
        return len(looked)


def test_who_wants_an_object_that_is_held_waits_and_goes_on_in_the_end(held, monkeypatch):
    assert waits(monkeypatch, "prtg", ["7", "1001"]) > 0


def test_other_objects_and_servers_are_free(held, monkeypatch):
    assert waits(monkeypatch, "prtg", ["1000", "1002", "0", "999999999999999999"]) == 0
    assert waits(monkeypatch, "other", ["1001"]) == 0


def test_what_was_held_is_free_afterwards(held, monkeypatch):
    held.stdin.close()
    held.wait()
    assert waits(monkeypatch, "prtg", ["1001"]) == 0
    with pytest.raises(KeyError), turns.turn("prtg", ["1001"]):
        raise KeyError
    assert waits(monkeypatch, "prtg", ["1001"]) == 0


def test_an_error_of_the_work_is_not_taken_for_one_of_the_lock(folder):
    with pytest.raises(OSError, match="mine"), turns.turn("prtg", ["1"]):
        raise OSError("mine")


def test_the_folder_and_its_files_are_this_users_alone(folder):
    with turns.turn("prtg.example.com", ["1"]):
        (place,) = folder.iterdir()
        (file,) = place.iterdir()
    assert (place.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert "example" not in file.name
    assert file.read_bytes() == b""


@pytest.mark.parametrize("spoil", ["open to all", "a link", "no folder"])
def test_a_folder_that_others_could_use_is_left_alone(folder, spoil):
    place, elsewhere = folder / f"opswatch-{os.geteuid()}", folder / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    if spoil == "a link":
        place.symlink_to(elsewhere)
    elif spoil == "no folder":
        place.touch()
    else:
        place.mkdir()
        place.chmod(0o777)
    with turns.turn("prtg", ["1"]):
        assert list(elsewhere.iterdir()) == []
        assert not place.is_dir() or list(place.iterdir()) == []


def test_it_is_told_whether_others_held_an_object(held):
    with turns.turn("prtg", ["7", "1001"]) as had_to_wait:
        assert had_to_wait is True
    held.stdin.close()
    held.wait()
    with turns.turn("prtg", ["1001"]) as had_to_wait:
        assert had_to_wait is False


def test_names_are_held_apart_from_ids(held, monkeypatch):
    monkeypatch.setattr(turns.time, "sleep", lambda _seconds: pytest.fail("it waits"))
    with turns.turn_by_name("prtg", ["1001", "web-1"]), turns.turn("prtg", ["7"]):
        pass
