# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lengths of time as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._durations import format_duration, parse_duration
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("30m", 1800),
        ("2h", 7200),
        ("1h30m", 5400),
        ("1h 30m", 5400),
        (" 1 d ", 86400),
        ("1D", 86400),
        ("2w", 1209600),
        ("45s", 45),
        ("007", 7),
    ],
)
def test_reads_what_people_write(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "h", "1.5h", "-1h", "2x", "1h1h", "1h30", "soon", "+2h", "٣", "1h\n2", "None"])
def test_refuses_everything_else_by_the_name_of_the_option(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^length is .* not a length of time"):
        parse_duration(text, "length")


@pytest.mark.parametrize("text", ["0", "0m", "101d 5300w", "9" * 5000, "36601d"])
def test_refuses_lengths_that_cannot_be_meant(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"at most 100 years"):
        parse_duration(text)


def test_an_error_shows_the_start_of_a_long_text_only() -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_duration("x" * 500)
    assert len(str(caught.value)) < 250


@given(st.integers(min_value=1, max_value=10**9))
def test_formatting_and_reading_are_inverse(seconds: int) -> None:
    assert parse_duration(format_duration(seconds)) == seconds


def test_nothing_is_zero_seconds() -> None:
    assert format_duration(0) == "0s"
