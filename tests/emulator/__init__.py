# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PRTG and Pingdom on loopback, written from the vendors' documents and recorded answers.

Nothing here imports the collection's plugins, and no plugin imports this package: they meet over HTTP only, so that a
misreading in one cannot hide in the other.
"""
