# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import signal
import threading

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import begun, in_order, in_parallel


class Stopped(BaseException):
    """As what ends a task: no Exception."""


@pytest.mark.parametrize("threads", [1, 3, 50])
def test_results_come_in_the_order_of_what_they_are_made_of(threads):
    late = threading.Event()

    def make(item):
        if item == 0 and threads > 1:
            late.wait(5)
        if item == 19:
            late.set()
        return item * 2

    assert in_parallel(make, range(20), threads) == [item * 2 for item in range(20)]


def test_nothing_makes_nothing():
    assert in_parallel(str, [], 4) == []


def test_no_more_threads_than_told():
    running, most = [], []

    def make(item):
        running.append(item)
        most.append(len(running))
        running.remove(item)

    in_parallel(make, range(50), 3)
    assert max(most) <= 3


@pytest.mark.parametrize("error", [ValueError("no"), Stopped("no")])
def test_the_first_failure_is_raised_without_waiting_for_the_rest(error):
    never, begun = threading.Event(), []

    def make(item):
        begun.append(item)
        if item == 1:
            raise error
        never.wait(30)

    with pytest.raises(type(error), match="no"):
        in_parallel(make, range(100), 2)
    never.set()
    assert len(begun) < 100


def test_a_signal_ends_the_waiting_at_once_and_nothing_new_is_begun():
    never, begun = threading.Event(), []

    def stop(_number, _frame):
        raise Stopped

    def make(item):
        begun.append(item)
        if len(begun) == 2:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGALRM)
        never.wait(30)

    before = signal.signal(signal.SIGALRM, stop)
    try:
        with pytest.raises(Stopped):
            in_parallel(make, range(100), 2)
    finally:
        signal.signal(signal.SIGALRM, before)
    never.set()
    assert len(begun) < 100


def test_what_is_begun_goes_on_beside_and_is_there_when_it_is_asked_for():
    started, may_end = threading.Event(), threading.Event()

    def make():
        started.set()
        assert may_end.wait(30)
        return 7

    wait = begun(make)
    assert started.wait(30)
    may_end.set()
    assert wait() == 7


@pytest.mark.parametrize("error", [ValueError("no"), Stopped("no")])
def test_a_failure_of_what_was_begun_is_raised_where_it_is_asked_for(error):
    def make():
        raise error

    wait = begun(make)
    with pytest.raises(type(error), match="no"):
        wait()


@pytest.mark.parametrize("ahead", [1, 3, 50])
def test_one_after_the_other_in_their_order(ahead):
    assert list(in_order(lambda item: item * 2, range(20), ahead)) == [item * 2 for item in range(20)]
    assert list(in_order(str, [], ahead)) == []


def test_no_more_is_made_than_so_many_ahead_of_what_is_used():
    made = threading.Semaphore(0)
    items = []

    def make(item):
        items.append(item)
        made.release()
        return item

    coming = in_order(make, range(100), 3)
    assert next(coming) == 0
    for _item in range(3):
        assert made.acquire(timeout=30)
    assert sorted(items) == [0, 1, 2]


def test_a_failure_comes_at_its_turn():
    def make(item):
        if item == 1:
            raise ValueError("no")
        return item

    coming = in_order(make, range(3), 3)
    assert next(coming) == 0
    with pytest.raises(ValueError, match="no"):
        next(coming)
