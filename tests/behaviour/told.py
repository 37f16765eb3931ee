# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules run in the test's own process against an emulator, each held to the promise that no write goes untold."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Protocol

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of
from tests.behaviour.arguments import arguments
from tests.emulated import WatchedEmulator


class Watched(Protocol):
    """An emulator that tells which requests were meant to change something, in a process of its own or in this one."""

    @property
    def prtg(self) -> str:
        """The URL of API v1."""

    @property
    def prtg_v2(self) -> str:
        """The URL of API v2."""

    @property
    def credentials(self) -> dict[str, str]:
        """What opens it."""

    def writes(self) -> list[dict[str, Any]]:
        """The requests that write."""


def told(emulator: Watched, module: ModuleType, check_mode: bool = False, **options: Any) -> dict[str, Any]:
    """Return what a module answers for ``options``, the connection among them.

    Fails where a write was sent in check mode, or was accepted though the answer neither says ``changed`` nor anything
    that explains it; and where the answer says ``changed`` though nothing was sent.
    """
    before = len(emulator.writes())
    answer = answer_of(module.SPECIFICATION, arguments(module, options), check_mode=check_mode, diff_mode=True)
    writes = emulator.writes()[before:]
    if check_mode:
        assert writes == []
        return answer
    accepted = [write for write in writes if write["status"] is not None and write["status"] < 400]
    explained = answer.get("warnings") or answer.get("failed")
    assert answer["changed"] or explained or not accepted, f"{accepted} was sent, and the answer is silent: {answer}"
    assert writes or not answer["changed"], f"nothing was sent, and the answer says changed: {answer}"
    return answer


def prtg(emulator: Watched, api: str) -> dict[str, Any]:
    """Return the connection options for one API of PRTG."""
    url = {"v1": emulator.prtg, "v2": emulator.prtg_v2}[api]
    return {"url": url, "api": api, "api_token": emulator.credentials["prtg_api_token"]}


def pingdom(emulator: WatchedEmulator) -> dict[str, Any]:
    """Return the connection options for Pingdom."""
    return {"url": emulator.pingdom, "api_token": emulator.credentials["pingdom_api_token"], "retries": 0}
