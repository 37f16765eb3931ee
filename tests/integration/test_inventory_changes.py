# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that come and go while the inventory is being read, and how many pages are read at the same time."""

from __future__ import annotations

import contextlib
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.process import opener, running

DEVICES = 6000
SOURCE = {"plugin": "opswatch.monitoring.prtg", "group_by": ["tree"], "hostvars": ["id"], "hostnames": ["id"]}
FIRST = 1000
"""The id of the first generated device."""


@pytest.fixture(scope="module")
def running_emulator():
    """An emulator of two to three pages of devices."""
    with running(f"devices:{DEVICES}") as emulator:
        yield WatchedEmulator(**vars(emulator))


def call(emulator, page, **parameters):
    query = urllib.parse.urlencode({**parameters, "apitoken": emulator.credentials["prtg_api_token"]})
    with contextlib.suppress(urllib.error.HTTPError):  # the page that PRTG sends to afterwards may be none
        opener().open(f"{emulator.prtg}/api/{page}?{query}", timeout=30).close()


def while_a_page_waits(emulator, path, skip, action):
    """Let one of the reads wait, and do something in the meantime."""
    emulator.faults([{"path": path, "skip": skip, "times": 1, "delay": 3.0}])

    def act():
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if sum(path in request["path"] for request in emulator.requests()) > skip:
                time.sleep(0.5)
                action()
                return
            time.sleep(0.05)

    thread = threading.Thread(target=act)
    thread.start()
    return thread


@pytest.mark.parametrize(("api", "path", "skip"), [("v1", "/api/table.xml", 3), ("v2", "/experimental/objects", 1)])
def test_a_device_that_vanishes_between_two_pages(ansible, emulator, api, path, skip):
    thread = while_a_page_waits(
        emulator, path, skip, lambda: call(emulator, "deleteobject.htm", id=FIRST + 1, approve=1)
    )
    run = ansible.inventory(SOURCE, env=getattr(emulator, api))
    thread.join()
    expected = {str(number) for number in range(FIRST, FIRST + DEVICES)} - {str(FIRST + 1)}
    assert set(run.hostvars) == expected
    reads = [request["path"] for request in emulator.requests() if path in request["path"]]
    assert len(reads) > (6 if api == "v1" else 4)


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_pages_are_read_at_the_same_time_but_not_too_many(ansible, emulator, api):
    emulator.faults([{"path": "/api/", "delay": 1.0}])
    ended = threading.Event()
    in_flight = []

    def watch():
        while not ended.wait(0.05):
            in_flight.append(sum(request["status"] is None for request in emulator.requests()))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        run = ansible.inventory(SOURCE, env=getattr(emulator, api))
    finally:
        ended.set()
        thread.join()
    assert len(run.hostvars) == DEVICES
    assert 2 <= max(in_flight) <= 4
