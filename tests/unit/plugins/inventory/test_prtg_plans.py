# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter of a source is planned once, whether the server is asked for a part of it or not."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan


@pytest.mark.parametrize("cached", [False, True])
def test_a_source_makes_one_plan(server, source, monkeypatch, cached):
    made, begin = [], Plan.__init__
    monkeypatch.setattr(Plan, "__init__", lambda plan, **values: made.append(plan) or begin(plan, **values))
    inventory = source.parse(filter='name = "web"', **(source.cache if cached else {}))
    assert list(inventory.hosts) == ["web"]
    assert len(made) == 1
    assert [need.filter for need in server.needs] == [None if cached else made[0]]
