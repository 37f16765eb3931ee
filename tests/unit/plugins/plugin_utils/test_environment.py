# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""An empty variable is not set."""

from __future__ import annotations

import os

import pytest

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._environment import without_empty


def test_only_empty_variables_with_the_prefix_are_hidden_and_come_back(monkeypatch):
    monkeypatch.setenv("PRTG_TIMEOUT", "")
    monkeypatch.setenv("PRTG_URL", "https://prtg.example.com")
    monkeypatch.setenv("OTHER_EMPTY", "")
    with without_empty("PRTG_"):
        assert "PRTG_TIMEOUT" not in os.environ
        assert os.environ["PRTG_URL"] == "https://prtg.example.com"
        assert os.environ["OTHER_EMPTY"] == ""
    assert os.environ["PRTG_TIMEOUT"] == ""


def test_they_come_back_after_an_error(monkeypatch):
    monkeypatch.setenv("PRTG_TIMEOUT", "")
    with pytest.raises(ValueError, match="stop"), without_empty("PRTG_"):
        raise ValueError("stop")
    assert os.environ["PRTG_TIMEOUT"] == ""
