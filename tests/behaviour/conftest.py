# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules called in the test's process, on the emulator over HTTP: what depends on a server, and not on Ansible."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from ansible.plugins.loader import init_plugin_loader
from ansible.utils.collection_loader import AnsibleCollectionConfig

from tests.contract import documented21, openapi
from tests.emulated import WatchedEmulator, emulator, running_emulator

if TYPE_CHECKING:
    from tests.behaviour.pingdom_calls import Account

__all__ = ["emulator", "running_emulator"]

if AnsibleCollectionConfig.collection_finder is None:  # before anything of the collection is imported
    init_plugin_loader()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on an account over each version of the API that its mark names."""
    versions = metafunc.definition.get_closest_marker("versions")
    if versions and "account" in metafunc.fixturenames:
        metafunc.parametrize("account", versions.args, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave Pingdom out of the measured coverage, which slows tests by half: unit tests reach all of it."""
    for item in items:
        if item.path.name.startswith("test_pingdom"):
            item.add_marker("no_cover")


@pytest.fixture
def account(request: pytest.FixtureRequest, emulator: WatchedEmulator, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The Pingdom modules in this process, on the emulated account, over API 3.1 or the versions of the mark."""
    # not above: this file is read before the collection can be imported
    from tests.behaviour.pingdom_calls import account_on

    return account_on(emulator, monkeypatch, getattr(request, "param", "3.1"))


@pytest.fixture
def old_account(emulator: WatchedEmulator, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The same over API 2.1."""
    from tests.behaviour.pingdom_calls import account_on

    return account_on(emulator, monkeypatch, "2.1")


@pytest.fixture(params=["3.1", "2.1"])
def either_account(
    request: pytest.FixtureRequest, emulator: WatchedEmulator, monkeypatch: pytest.MonkeyPatch
) -> Account:
    """The same over either version of the API."""
    from tests.behaviour.pingdom_calls import account_on

    return account_on(emulator, monkeypatch, request.param)


@pytest.fixture
def documented_requests(emulator: WatchedEmulator) -> Iterator[None]:
    """At the end of the test every request to Pingdom must have been one that the version's document knows."""
    yield
    if openapi.available():
        assert openapi.validate_recorded(emulator.requests("pingdom")) == []
    assert documented21.validate_recorded(emulator.requests("pingdom")) == []


@pytest.fixture(autouse=True)
def listed_parameters(request: pytest.FixtureRequest) -> Iterator[None]:
    """At the end of a test no request to API v2 may have had a parameter that servers ignore without a word."""
    emulator = request.getfixturevalue("emulator") if "emulator" in request.fixturenames else None
    yield
    if emulator is not None:
        assert [seen for seen in emulator.requests("prtg_v2") if seen["ignored"]] == []


@pytest.fixture(autouse=True)
def waited(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that nobody waited for: what modules wait is over at once, and moves the servers' clock and the one
    that tells how long they have waited.
    """
    emulator = request.getfixturevalue("emulator") if "emulator" in request.fixturenames else None
    seconds: list[float] = []
    monotonic = time.monotonic

    def sleep(pause: float) -> None:
        seconds.append(pause)
        if emulator is not None:
            emulator.advance(pause)

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "monotonic", lambda: monotonic() + sum(seconds))
    return seconds


@pytest.fixture
def now() -> int:
    """The emulator's time when the test begins."""
    return int(time.time())
