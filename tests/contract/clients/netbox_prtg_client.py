# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls methods of netbox-prtg's client on a PRTG server; runs in the clients' environment, reads its task from stdin.

Task: ``url``, ``token``, and ``calls``, a list of method name and arguments. Prints the list of results as ``calls.py``
does. The package is a plugin of NetBox, which is not there: its class of plugins is stood in for, and Django has the
plugin's configuration and a cache in memory, as NetBox would give it.
"""

from __future__ import annotations

import json
import sys
from types import ModuleType

from calls import make_calls
from django.conf import settings


def main() -> None:
    """Make the calls, one after the other."""
    task = json.load(sys.stdin)
    options = {"prtg_url": task["url"], "prtg_api_token": task["token"], "vendor_icons": {"Dell": "vendors_DELL.png"}}
    settings.configure(PLUGINS_CONFIG={"netbox_prtg": options})
    plugins = ModuleType("netbox.plugins")
    plugins.PluginConfig = object  # type: ignore[attr-defined]
    sys.modules |= {"netbox": ModuleType("netbox"), "netbox.plugins": plugins}
    from netbox_prtg.prtg_client import get_client

    make_calls(get_client(), task["calls"])


if __name__ == "__main__":
    main()
