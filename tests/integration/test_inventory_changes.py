# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that come and go while the inventory is being read, and how many pages are read at the same time."""

from __future__ import annotations

import contextlib
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
    """Let one of the reads wait, and do something as soon as all that came with it has been answered."""
    emulator.faults([{"path": path, "skip": skip, "times": 1, "hold": True}])

    def waits_alone(seen):
        reads = [request["status"] for request in seen if path in request["path"]]
        return len(reads) > skip and reads.count(None) == 1

    return emulator.releasing(waits_alone, action)


@pytest.mark.parametrize(("api", "path", "skip"), [("v1", "/api/table.xml", 3), ("v2", "/experimental/objects", 1)])
def test_a_device_that_vanishes_between_two_pages(ansible, emulator, api, path, skip):
    with while_a_page_waits(emulator, path, skip, lambda: call(emulator, "deleteobject.htm", id=FIRST + 1, approve=1)):
        run = ansible.inventory(SOURCE, env=getattr(emulator, api))
    expected = {str(number) for number in range(FIRST, FIRST + DEVICES)} - {str(FIRST + 1)}
    assert set(run.hostvars) == expected
    reads = [request["path"] for request in emulator.requests() if path in request["path"]]
    assert len(reads) > (6 if api == "v1" else 4)


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_pages_are_read_at_the_same_time_but_not_too_many(ansible, emulator, api):
    emulator.faults([{"path": "/api/", "delay": 1.0}])
    run = ansible.inventory(SOURCE, env=getattr(emulator, api))
    assert len(run.hostvars) == DEVICES
    assert 2 <= max(request["at_once"] for request in emulator.requests()) <= 4
