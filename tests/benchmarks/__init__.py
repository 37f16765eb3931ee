# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measurements of speed and memory: python -m tests.benchmarks.run NAME."""
