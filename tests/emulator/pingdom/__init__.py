# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Pingdom account on loopback, as API 3.1 and API 2.1 serve it.

Written from Pingdom's OpenAPI document 3.1, its 2.1 documentation, recorded answers, and what programs of others send
to the real one. Where nobody knows more, it takes what is sent, and a quirk refuses it. Error texts that no recording
shows are this emulator's own (quirk ``pingdom_invented_texts``); clients must not depend on them.
"""

from __future__ import annotations

from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.app import build_app
from tests.emulator.pingdom.oddities import PINGDOM_QUIRKS

__all__ = ["PINGDOM_QUIRKS", "Account", "build_app"]
