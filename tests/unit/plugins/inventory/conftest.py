# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for the inventory plugin with a PRTG in memory."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg import reading
from tests.unit.plugins.inventory.prtg_in_memory import DB, WEB, FakeServer, Source


@pytest.fixture
def server(monkeypatch):
    fake = FakeServer([WEB, DB])
    monkeypatch.setattr(reading, "connected", fake.connected)
    return fake


@pytest.fixture
def source(tmp_path, monkeypatch):
    for name in _options.PRTG:
        monkeypatch.delenv(f"PRTG_{name.upper()}", raising=False)
    return Source(tmp_path)


@pytest.fixture
def said(monkeypatch):
    """What a source says at -vvv, line by line, with the verbosity at which it says it."""
    from ansible.utils.display import Display

    lines = []
    display = Display()
    monkeypatch.setattr(type(display), "verbosity", 3, raising=False)
    monkeypatch.setattr(display, "verbosity", 3)
    for name in ("v", "vvv"):
        monkeypatch.setattr(type(display), name, lambda self, text, name=name: lines.append((name, text)))
    return lines


@pytest.fixture
def warned(monkeypatch):
    """What a source warns of."""
    warnings = []
    monkeypatch.setattr("ansible.utils.display.Display.warning", lambda self, text: warnings.append(text))
    return warnings
