# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulated sensors have measured, over API v2."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest

from .conftest import Client

PING = 2101
DAY, HOUR = 86400, 3600


def series(client: Client, rest: str, **query: Any) -> list[list[Any]]:
    answer = client.v2(f"/experimental/timeseries/{PING}{rest}", **query)
    assert answer.status == 200
    rows: list[list[Any]] = answer.json
    return rows


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@pytest.mark.parametrize(
    ("window", "back", "step"),
    [("live", 4 * HOUR, 60), ("short", 2 * DAY, 300), ("medium", 60 * DAY, HOUR), ("long", 79 * DAY, DAY)],
)
def test_windows(client: Client, window: str, back: int, step: int) -> None:
    head, *rows = series(client, f"/{window}")
    assert head == ["time", "2101.-4", "2101.0", "2101.1", "2101.2", "2101.3"]
    times = [at(row[0]) for row in rows]
    assert {after - before for before, after in itertools.pairwise(times)} == {step}
    with_values = [row for row in rows if row[2] is not None]
    assert at(with_values[0][0]) - (client.emulator.now() - back) < step + 7200
    assert all(isinstance(value, float) for row in with_values for value in row[2:])


def test_the_third_window_may_be_shorter(client: Client) -> None:
    client.emulator.quirk("v2_medium_is_a_month")
    assert len(series(client, "/medium")) == pytest.approx(30 * 24 + 1, abs=1)


def test_some_channels(client: Client) -> None:
    assert series(client, "/live", channels="2101.3, 2101.0")[0] == ["time", "2101.0", "2101.3"]


def test_any_period(client: Client) -> None:
    end = client.emulator.now() - DAY
    start = datetime.fromtimestamp(end - HOUR, UTC).isoformat()
    rows = series(client, "", **{"from": start, "to": datetime.fromtimestamp(end, UTC).isoformat()})
    assert len(rows) == 61
    assert len(series(client, "", **{"from": start})) > 200


def test_rows_may_be_shorter_than_their_head(client: Client) -> None:
    client.v1("simulate.htm", id=PING, action=1)
    client.emulator.advance(HOUR)
    assert len(series(client, "/live")[-1]) == 6
    client.emulator.quirk("v2_short_rows")
    assert len(series(client, "/live")[-1]) == 1


def test_what_is_refused(client: Client) -> None:
    for path, status in (
        ("4711/live", 404),
        ("1001/live", 404),
        (f"{PING}/hourly", 400),
        (f"{PING}", 400),
        (f"{PING}?from=x", 400),
    ):
        assert client.v2(f"/experimental/timeseries/{path}").status == status
