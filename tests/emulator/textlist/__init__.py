# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TEXTLIST: the interface of IPCheck Server Monitor 5 and PRTG Network Monitor 7, on the classic web server."""
