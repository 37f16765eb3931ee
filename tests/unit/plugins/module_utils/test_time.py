# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lengths of time as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import (
    Moment,
    iso,
    parse_duration,
    parse_moment,
    parse_wait,
)


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
        ("3600.0", 3600),
        (5400.0, 5400),
    ],
)
def test_reads_what_people_write(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "h", "1.5h", "1.0h", "1.5", "3.", "-1h", "2x", "1h1h", "1h30", "soon", "+2h", "٣", "1h\n2", "None"]
)
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


@pytest.mark.parametrize(
    ("given", "seconds"),
    [(0, 0), ("0", 0), ("0m", 0), (300, 300), ("300", 300), (300.0, 300), ("5m", 300), ("1h 30m", 5400)],
)
def test_reads_how_long_to_wait(given: object, seconds: int) -> None:
    assert parse_wait(given, "wait_timeout") == seconds


@pytest.mark.parametrize("given", [-1, "-5m", "soon", "", None, 1.5, "36601d", "9" * 5000])
def test_refuses_what_cannot_be_waited_for(given: object) -> None:
    with pytest.raises(ConfigurationError, match=r"^wait_timeout is .*must be 0 seconds or more"):
        parse_wait(given, "wait_timeout")


def test_refuses_less_than_the_least() -> None:
    assert parse_wait(1, "wait_delay", least=1) == 1
    with pytest.raises(ConfigurationError, match="must be 1 second or more"):
        parse_wait("0s", "wait_delay", least=1)


TEN_PM = 1896120000


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", Moment(0, relative=True)),
        (" Now ", Moment(0, relative=True)),
        ("+2h", Moment(7200, relative=True)),
        ("+90", Moment(90, relative=True)),
        ("1896120000", Moment(TEN_PM)),
        (1896120000, Moment(TEN_PM)),
        (1896120000.0, Moment(TEN_PM)),
        ("1896120000.00", Moment(TEN_PM)),
        ("+7200.0", Moment(7200, relative=True)),
        ("2030-01-31T20:00:00Z", Moment(TEN_PM)),
        ("2030-01-31t20:00z", Moment(TEN_PM)),
        ("2030-01-31 21:00:00+01:00", Moment(TEN_PM)),
        ("2030-01-31T21:00:00.123 +0100", Moment(TEN_PM)),
        ("2030-01-31T16:30:00-03:30", Moment(TEN_PM)),
    ],
)
def test_reads_every_form(text, moment):
    assert parse_moment(text, "start") == moment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2030-01-31T20:00:00", "no time zone"),
        ("2030-01-31", "not a point in time"),
        ("tomorrow", "not a point in time"),
        ("-5m", "not a point in time"),
        ("", "not a point in time"),
        ("999999999999", "not a point in time"),
        ("+soon", "is '\\+soon', which is not a point in time.*in s, m, h, d or w"),
        ("+2y", "is '\\+2y', which is not a point in time"),
        ("+0m", "at most 100 years from now, and not now, not '\\+0m'"),
        ("+36601d", "at most 100 years from now, and not now, not '\\+36601d'"),
        ("2030-02-30T20:00Z", "no time that a calendar"),
        ("2030-01-31T25:00Z", "no time that a calendar"),
        ("2030-01-31T20:00+99:99", "no time that a calendar"),
    ],
)
def test_refuses_the_rest_by_the_name_of_the_option(text, words):
    with pytest.raises(ConfigurationError, match=f"^recurrence.until .*{words}"):
        parse_moment(text, "recurrence.until")


def test_what_has_been_may_be_given_from_now():
    assert parse_moment("-2h", "start", past=True) == Moment(-7200, relative=True)
    assert parse_moment(-90, "start", past=True) == Moment(-90, relative=True)
    for wrong in ("yesterday", "-3y", "-", "--2h", "-2h ago"):
        said = f"^start is '{wrong}', which is not a point in time.*Write now, a time from now such as -2h"
        with pytest.raises(ConfigurationError, match=said):
            parse_moment(wrong, "start", past=True)


def test_a_relative_moment_counts_from_now():
    assert Moment(60, relative=True).at(1000) == 1060
    assert Moment(60).at(1000) == 60


@given(st.integers(min_value=0, max_value=253402300799))
def test_what_is_shown_can_be_given(seconds):
    assert parse_moment(iso(seconds), "start") == Moment(seconds)
    assert parse_moment(seconds, "start") == Moment(seconds)
