# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The same for several things at a time, given up at once when it has to be.

Inside the controller a task ends by an exception that a signal raises in the main thread (the keyword ``timeout``,
Ctrl-C). The pools of the standard library then wait for their threads, each of which may wait for a server.
"""

from __future__ import annotations

import collections
import functools
import queue
import threading
import typing as t

Item = t.TypeVar("Item")
Made = t.TypeVar("Made")


def in_parallel(make: t.Callable[[Item], Made], items: t.Iterable[Item], threads: int) -> list[Made]:
    """What ``make`` makes of each of ``items``, in their order, at most ``threads`` at a time.

    The first exception of any of them is raised, and so is one that comes from outside: nothing new is begun then, and
    what is under way is not waited for. Its threads end by themselves, or with the process.
    """
    waiting = list(enumerate(items))[::-1]
    done: queue.SimpleQueue[tuple[int, Made | None, BaseException | None]] = queue.SimpleQueue()
    found: dict[int, Made] = {}
    expected = len(waiting)

    def work() -> None:
        while True:
            try:
                number, item = waiting.pop()
            except IndexError:
                return
            try:
                done.put((number, make(item), None))
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                done.put((number, None, error))

    try:
        for _thread in range(min(threads, expected)):
            threading.Thread(target=work, daemon=True).start()
        while len(found) < expected:
            number, made, error = done.get()
            if error is not None:
                raise error
            found[number] = t.cast(Made, made)
    finally:
        waiting.clear()
    return [found[number] for number in range(expected)]


def begun(make: t.Callable[[], Made]) -> t.Callable[[], Made]:
    """Begin to ``make`` something beside all else; what is returned waits for it, and raises its exception.

    Where nobody asks for it any more, it ends by itself or with the process.
    """
    done: queue.SimpleQueue[tuple[Made | None, BaseException | None]] = queue.SimpleQueue()

    def work() -> None:
        try:
            done.put((make(), None))
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            done.put((None, error))

    def wait() -> Made:
        made, error = done.get()
        if error is not None:
            raise error
        return t.cast(Made, made)

    threading.Thread(target=work, daemon=True).start()
    return wait


def in_order(make: t.Callable[[Item], Made], items: t.Iterable[Item], ahead: int) -> t.Iterator[Made]:
    """What ``make`` makes of each of ``items``, one after the other: while one is used, up to ``ahead`` more are made.

    No more than these are kept, however many there are in all.
    """
    under_way: collections.deque[t.Callable[[], Made]] = collections.deque()
    for item in items:
        under_way.append(begun(functools.partial(make, item)))
        if len(under_way) >= ahead:
            yield under_way.popleft()()
    while under_way:
        yield under_way.popleft()()
