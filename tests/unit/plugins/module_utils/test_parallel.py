# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import signal
import threading

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel


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
