# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a task is, is heard by whoever listens, and by nobody else."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import heard_by, tell


def _fail_heard_by(listener):
    with heard_by(listener):
        tell("two")
        raise ZeroDivisionError


def test_unheard_it_is_gone():
    tell("nobody")


def test_whoever_listens_last_hears_it_and_no_longer_than_they_listen():
    outer, inner = [], []
    with heard_by(outer.append):
        tell("one")
        with pytest.raises(ZeroDivisionError):
            _fail_heard_by(inner.append)
        tell("three")
    tell("four")
    assert (outer, inner) == (["one", "three"], ["two"])
