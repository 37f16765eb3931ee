# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions of a server in fewer words."""

from __future__ import annotations


def pause(server, objects, minutes, message):
    server.act("pause", objects, {"minutes": minutes, "message": message})


def resume(server, objects):
    server.act("resume", objects, {})
