# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written lately is shared by processes, for a minute, in a folder of one's own."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import tempfile
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _memory as module
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Conflict
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory, Outdated, undisturbed


class Clocks:
    """Unix time and uptime, which go on only when told, or while a lock is waited for."""

    def __init__(self):
        self.wall, self.uptime = 1_800_000_000.0, 5000.0

    def __call__(self):
        return self.wall, self.uptime

    def go(self, seconds):
        self.wall += seconds
        self.uptime += seconds


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def open_memory(clocks):
    """Make the memory of one more task."""
    return lambda account="account": Memory(account, clocks, clocks.go)


def folder():
    return Path(tempfile.gettempdir(), f"opswatch-{os.geteuid()}")


def rows_of_the_file():
    return [json.loads(line) for line in (folder() / "recent.json").read_text(encoding="ascii").splitlines()]


def facts(memory):
    return [entry.fact["n"] for entry in memory.recall()]


def test_another_task_recalls_it_and_another_account_does_not(open_memory):
    assert open_memory().recall() == []
    assert not folder().exists(), "reading makes nothing"
    open_memory().remember(["thing 1", "name"], {"n": 1})
    open_memory().remember(["thing 2"], {"n": 2})
    open_memory("other").remember(["thing 1"], {"n": 3})
    assert facts(open_memory()) == [1, 2]
    assert facts(open_memory("other")) == [3]
    assert open_memory().recall()[0].about == ("thing 1", "name")


def test_it_counts_for_a_minute(open_memory, clocks):
    open_memory().remember(["thing"], {"n": 1})
    clocks.go(59)
    assert facts(open_memory()) == [1]
    clocks.go(1)
    assert facts(open_memory()) == []
    open_memory().remember(["thing"], {"n": 2})
    assert [row["fact"]["n"] for row in rows_of_the_file()] == [2], "it is forgotten"


@pytest.mark.parametrize(("wall", "uptime"), [(-3600, 1), (3600, 1), (1, 120), (1, -4000)])
def test_a_clock_that_jumps_makes_it_forgotten(open_memory, clocks, wall, uptime):
    open_memory().remember(["thing"], {"n": 1})
    clocks.wall += wall
    clocks.uptime += uptime
    assert facts(open_memory()) == []


def test_a_clock_that_jumps_back_and_comes_round_again_does_not_bring_it_back(open_memory, clocks):
    open_memory().remember(["thing"], {"n": 1})
    clocks.wall -= 3600
    clocks.go(3600)
    assert facts(open_memory()) == []


DAMAGED = [
    "",
    "{",
    "[1, {}, null]",
    '{"a": 1}',
    "[" * 9000,
    '[{"name": "x", "account": "account", "wall": 1e999}]',
    "\0",
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_an_empty_one(open_memory, content):
    open_memory().remember(["thing"], {"n": 1})
    (folder() / "recent.json").write_text(content, encoding="utf-8")
    assert facts(open_memory()) == []
    open_memory().remember(["thing"], {"n": 2})
    assert facts(open_memory()) == [2]


def test_there_is_room_for_the_newest(open_memory, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 1000)
    for number in range(20):
        open_memory().remember(["thing"], {"n": number})
    kept = facts(open_memory())
    assert 1 < len(kept) < 10
    assert kept == list(range(20 - len(kept), 20))
    assert (folder() / "recent.json").stat().st_size <= 1000
    open_memory().remember(["thing"], {"n": "x" * 2000})
    assert facts(open_memory()) == []


def test_files_are_nobody_elses(open_memory):
    with open_memory().claim("thing"):
        open_memory().remember(["thing"], {"n": 1})
    assert folder().stat().st_mode & 0o777 == 0o700
    names = {path.name for path in folder().iterdir()}
    assert names - {"recent.json", "recent.lock"} == {next(name for name in names if name.startswith("lock-"))}
    assert {path.stat().st_mode & 0o777 for path in folder().iterdir()} == {0o600}


def a_link(elsewhere):
    folder().symlink_to(elsewhere)


def an_open_folder(_elsewhere):
    folder().mkdir(mode=0o700)
    folder().chmod(0o750)


def a_file(_elsewhere):
    folder().write_text("x", encoding="utf-8")


@pytest.mark.parametrize("obstacle", [a_link, an_open_folder, a_file])
def test_a_folder_that_is_not_safe_is_not_used(open_memory, tmp_path, obstacle):
    obstacle(tmp_path)
    memory = open_memory()
    with memory.claim("thing"):
        memory.remember(["thing"], {"n": 1})
    assert facts(memory) == []
    assert not list(tmp_path.iterdir())
    warned = undisturbed(lambda params, check_mode: Result())({}, False)
    assert len(warned.warnings) == 1
    assert str(folder()) in warned.warnings[0]


def test_somebody_elses_folder_is_not_used(monkeypatch, open_memory):
    folder().mkdir(mode=0o700)
    mine = folder()
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    mine.rename(folder())
    assert "belongs to somebody else" in module.trouble()


def test_without_any_temporary_folder_it_goes_on(open_memory, monkeypatch):
    def none():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    memory = open_memory()
    with memory.claim("thing"):
        memory.remember(["thing"], {"n": 1})
    assert facts(memory) == []
    assert module.trouble() == "temporary folder: No usable temporary directory found"


def test_files_that_are_links_are_not_followed(open_memory, tmp_path):
    open_memory().remember(["thing"], {"n": 1})
    target = tmp_path / "target"
    target.write_text("[]", encoding="utf-8")
    for name in ("recent.json", "recent.new"):
        (folder() / name).unlink(missing_ok=True)
        (folder() / name).symlink_to(target)
    open_memory().remember(["thing"], {"n": 2})
    assert target.read_text(encoding="utf-8") == "[]"
    assert facts(open_memory()) == []


# Claims


def test_what_another_task_wrote_since_the_look_is_told(open_memory):
    mine, other = open_memory(), open_memory()
    mine.recall()
    with other.claim("thing"):
        other.remember(["thing 1", "thing"], {"n": 1})
    with mine.claim("something else"):
        pass
    late = open_memory()
    late.recall()
    with late.claim("thing"):
        pass
    with pytest.raises(Outdated), open_memory().claim("thing"):
        raise AssertionError("must not write")


def test_a_task_that_has_written_already_goes_on(open_memory):
    mine = open_memory()
    mine.recall()
    with mine.claim("old"):
        mine.remember(["old"], {"n": 1})
        with mine.claim("new"):
            open_memory().remember(["third"], {"n": 2})
    with mine.claim("third"), mine.claim("old"):
        pass


def hold(account, started, done):
    with Memory(account).claim("thing"):
        started.set()
        done.wait(30)


def test_one_process_at_a_time_and_a_killed_one_holds_nothing(clocks):
    context = multiprocessing.get_context("fork")
    started, done = context.Event(), context.Event()
    holder = context.Process(target=hold, args=("account", started, done))
    holder.start()
    assert started.wait(30)

    def while_waiting(seconds):
        clocks.go(seconds)
        holder.kill()
        holder.join()

    with Memory("account", clocks, while_waiting).claim("thing"):
        assert not holder.is_alive()
    assert clocks.uptime > 5000


def lock_file():
    return next(path for path in folder().iterdir() if path.name.startswith("lock-"))


def test_waiting_ends_and_says_what_to_look_for(open_memory, clocks):
    with open_memory().claim("thing"):
        pass
    with open(lock_file(), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Conflict, match=r"for 120 s.*hangs"), open_memory().claim("thing"):
            raise AssertionError("must not write")
    assert clocks.uptime >= 5120


def test_remembering_never_waits_long_and_never_fails(open_memory, clocks):
    open_memory().remember(["thing"], {"n": 1})
    with open(folder() / "recent.lock", "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        open_memory().remember(["thing"], {"n": 2})
    assert clocks.uptime < 5010
    assert facts(open_memory()) == [1]


class Interrupted(BaseException):
    """As the keyword timeout of a task ends it."""


def test_whatever_ends_a_task_passes_and_releases(open_memory, clocks):
    def interrupted(_seconds):
        raise Interrupted

    with pytest.raises(Interrupted), open_memory().claim("thing"):
        raise Interrupted
    waiting = Memory("account", clocks, interrupted)
    with open_memory().claim("thing"), pytest.raises(Interrupted), waiting.claim("thing"):
        raise AssertionError("must not write")
    with open_memory().claim("thing"):
        pass


def test_a_task_is_done_anew_until_it_is_undisturbed():
    left = [Outdated("x"), Outdated("y"), Result(values={"done": True})]

    def run(params, check_mode):
        told = left.pop(0)
        if isinstance(told, Exception):
            raise told
        return told

    result = undisturbed(run)({}, False)
    assert result.values == {"done": True}
    assert result.warnings == []


def test_it_is_not_done_anew_for_ever():
    count = []

    def run(params, check_mode):
        count.append(1)
        raise Outdated("again")

    with pytest.raises(Conflict, match="keep writing"):
        undisturbed(run)({}, False)
    assert len(count) == module.TRIES


def test_a_digest_tells_nothing_and_keeps_its_parts_apart():
    assert module.digest("a", "b") != module.digest("ab", "") != module.digest("a", "b", "")
    assert "token" not in module.digest("https://api", "token\ud800")


def test_what_nests_without_end_is_not_remembered_and_does_no_harm(open_memory):
    deep = []
    for _level in range(200_000):
        deep = [deep]
    open_memory().remember(["thing"], {"n": deep})
    open_memory().remember(["thing"], {"n": 1})
    assert facts(open_memory())[-1] == 1


def test_what_is_claimed_apart_is_known_as_far_as_it_was_by_then(open_memory):
    memory = open_memory()
    open_memory().remember(["a"], {"n": 1})
    memory.recall()
    apart = memory.apart()
    with apart.claim("a"), memory.claim("b"):
        pass
    open_memory().remember(["a"], {"n": 2})
    with pytest.raises(Outdated), memory.apart().claim("a"):
        pass


def test_a_claim_of_many_is_outdated_where_one_of_its_parts_was_written(open_memory):
    first, second = open_memory(), open_memory()
    first.recall()
    second.recall()
    with second.claim("thing 2"):
        second.remember(["thing 2", "thing 3"], {"n": 1})
    with pytest.raises(Outdated), first.claim("all at once", "thing 1", "thing 3"):
        pytest.fail("it was claimed")
    with first.claim("all at once", "thing 1"):
        pass


# What it costs


def test_a_write_reads_and_writes_what_is_new_alone(open_memory, monkeypatch):
    parsed, replaced = [], []
    line, replace = module._line, module._replace
    monkeypatch.setattr(module, "_line", lambda text: parsed.append(text) or line(text))
    monkeypatch.setattr(module, "_replace", lambda *given: replaced.append(given) or replace(*given))
    memory = open_memory()
    for number in range(300):
        apart = memory.apart()
        with apart.claim(f"thing {number}"):
            apart.remember([f"thing {number}"], {"n": number})
            assert [entry.fact["n"] for entry in apart.recall(f"thing {number}")] == [number]
    assert facts(memory) == [*range(300)]
    assert (len(parsed), replaced) == (300, []), "each line once"


def test_old_lines_go_when_they_are_half_of_the_file(open_memory, clocks, monkeypatch):
    replaced = []
    replace = module._replace
    monkeypatch.setattr(module, "_replace", lambda *given: replaced.append(given) or replace(*given))
    for number in range(600):
        clocks.go(1)
        open_memory().remember(["thing"], {"n": number})
        assert len(rows_of_the_file()) <= 121
    assert facts(open_memory()) == [*range(540, 600)]
    assert 1 <= len(replaced) <= 10


def test_what_another_process_puts_in_place_of_the_file_is_read_anew(open_memory, clocks):
    mine = open_memory()
    mine.remember(["thing"], {"n": 1})
    assert facts(mine) == [1]
    clocks.go(30)
    open_memory().remember(["thing"], {"n": 2})
    clocks.go(31)
    open_memory().remember(["thing"], {"n": 3})
    open_memory().remember(["thing"], {"n": 4})
    assert facts(mine) == [2, 3, 4]
    (folder() / "recent.json").unlink()
    assert facts(mine) == []
    open_memory().remember(["thing"], {"n": 5})
    with pytest.raises(Outdated), mine.claim("thing"):
        pass
    assert facts(mine) == [5]


def test_a_line_that_breaks_off_is_no_line_and_hides_no_other(open_memory):
    mine = open_memory()
    mine.remember(["thing"], {"n": 1})
    with open(folder() / "recent.json", "ab") as file:
        file.write(b'{"name": "half')
    assert facts(mine) == [1]
    open_memory().remember(["thing"], {"n": 2})
    assert facts(mine) == [1, 2]
    assert [row["fact"]["n"] for row in rows_of_the_file()] == [1, 2]


def test_only_what_is_asked_about_is_recalled_and_all_is_known_then(open_memory):
    open_memory().remember(["a", "b"], {"n": 1})
    open_memory().remember(["c"], {"n": 2})
    mine = open_memory()
    assert [entry.fact["n"] for entry in mine.recall("b")] == [1]
    assert mine.recall("d") == []
    with mine.claim("c"):
        pass
