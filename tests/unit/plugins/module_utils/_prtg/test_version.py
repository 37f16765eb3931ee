# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of PRTG: which are known, and what is said of others."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.version import Known, numbers_of, version_in

KNOWN = Known((18, 2), (26, 3))


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ("18.2.41.1636", "18.2.41.1636"),
        ("14.4.12.3283+", "14.4.12.3283"),
        (" 25.1 beta", "25.1"),
        ("25", "25"),
        ("", None),
        ("v25.1", None),
        (25.1, None),
        (None, None),
        ("1" * 40, None),
        ("25.1." + "2" * 40, "25.1"),
    ],
)
def test_a_version_is_what_a_text_begins_with(told, version):
    assert version_in(told) == version


def test_numbers_are_two_at_least():
    assert numbers_of("25") == (25, 0)
    assert numbers_of("x") is None


@pytest.mark.parametrize(
    ("told", "warning"),
    [
        ("18.2", None),
        ("18.2.0", None),
        ("22.4.80", None),
        ("26.3.122.1665", None),
        ("18.1.99", "made for 18.2 and newer"),
        ("9.9", "made for 18.2 and newer"),
        ("26.4", "written for 18.2 to 26.3"),
        ("100.1", "written for 18.2 to 26.3"),
        (None, "does not tell its version"),
        ("beta", "does not tell its version"),
    ],
)
def test_a_tenth_more_or_less_is_warned_of(told, warning):
    said = KNOWN.warning(told)
    assert said is None if warning is None else warning in said


def test_newer_ones_are_no_old_ones():
    assert KNOWN.warning_of_old("26.4") is None
    assert KNOWN.warning_of_old("17.4") == KNOWN.warning("17.4")
    assert KNOWN.warning_of_old(None) == KNOWN.warning(None)
