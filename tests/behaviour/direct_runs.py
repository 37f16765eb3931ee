# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules called in the test's own process against the emulator: what depends on a server, and not on Ansible."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from tests.behaviour.arguments import arguments
from tests.emulator.process import Emulator

#: API v1, and API v2 as a whole, with its current lists alone and with the deprecated ones: the quirk that makes it so.
APIS = {"v1": None, "v2": None, "current": "v2_deprecated_gone", "deprecated": "v2_experimental_gone"}


def run(module: Any, emulator: Emulator, api: str, check_mode: bool = False, **given: Any) -> Result:
    """What a module makes of the parameters ``given`` over ``api``, one of ``APIS``."""
    connection = {
        "url": emulator.prtg if api == "v1" else emulator.prtg_v2,
        "api": "v1" if api == "v1" else "v2",
        "api_token": emulator.credentials["prtg_api_token"],
    }
    if APIS[api]:
        emulator.quirk(APIS[api])
    return module.SPECIFICATION.run(arguments(module, {**connection, **given}), check_mode)


def ids(result: Result) -> list[str]:
    """The ids of the objects in a result."""
    return [one["id"] for one in result.values["objects"]]


def emptied(api: str, kinds: Iterable[str], **rule: Any) -> list[dict[str, Any]]:
    """Faults that make the tables or lists of ``kinds``, and those of all objects, come without rows."""
    if api == "v1":
        return [_empty_table(kind, rule) for kind in kinds]
    names = "|".join(["objects", *(f"{kind}s" for kind in kinds)])
    headers = {"X-Total-Count": "0"}
    return [{"server": "prtg_v2", "path": f"/({names})$", "headers": headers, "body": [], **rule}]


def _empty_table(kind: str, rule: dict[str, Any]) -> dict[str, Any]:
    content = "probenode" if kind == "probe" else f"{kind}s"
    body = f'<{content} totalcount="0" listend="1"><prtg-version>25.1.102.1373</prtg-version></{content}>'
    query = f"content={content}"
    return {"query": query, "status": 200, "headers": {"Content-Type": "text/xml"}, "body": body, **rule}


EMPTY_DEVICES = {api: emptied(api, ["device"])[0] for api in ("v1", "v2")}
"""The fault that makes devices come without rows."""
