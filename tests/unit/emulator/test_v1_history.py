# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulated sensors have measured, over API v1, and its log while it grows."""

from __future__ import annotations

import csv
import io
import itertools
import time
from typing import Any

import pytest

from .conftest import Answer, Client

PING, TRAFFIC, DEVICE = 2101, 2512, 1001
DAY, HOUR = 86400.0, 3600.0


def when(at: float) -> str:
    return time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(at))


def ask(client: Client, form: str = "xml", back: float = HOUR, until: float = 0, **query: Any) -> Answer:
    now = client.emulator.now()
    period = {"sdate": when(now - back), "edate": when(now - until)}
    return client.v1(f"historicdata.{form}", **{"id": PING, "avg": 0, **period, **query})


def times(answer: Answer) -> list[float]:
    """The raw times of the rows of XML, in Unix seconds."""
    return [(float(text) - 25569) * DAY for text in answer.xml.xpath("item/datetime_raw/text()")]


def values(answer: Answer, channel: str) -> list[float]:
    return [float(text) for text in answer.xml.xpath(f'item/value_raw[@channel="{channel}"]/text()')]


def test_each_scan_is_a_row_with_all_channels_but_the_downtime(client: Client) -> None:
    answer = ask(client)
    assert answer.headers["Content-Type"] == "text/xml; charset=UTF-8"
    assert answer.xml.get("totalcount") == str(len(answer.xml.findall("item"))) == "60"
    steps = {round(after - before) for before, after in itertools.pairwise(times(answer))}
    assert steps == {60}
    item = answer.xml.find("item")
    assert item is not None
    cells = [(cell.tag, cell.get("channelid"), cell.get("channel")) for cell in item]
    channels = [("0", "Ping Time"), ("1", "Minimum"), ("2", "Maximum"), ("3", "Packet Loss")]
    assert cells == [
        ("datetime", None, None),
        ("datetime_raw", None, None),
        *(("value", *channel) for channel in channels),
        *(("value_raw", *channel) for channel in channels),
        ("coverage", None, None),
        ("coverage_raw", None, None),
    ]
    assert item.findtext("coverage_raw") == "0000010000"
    assert item.findtext("value", "").endswith(" msec")


def test_the_same_is_told_each_time(client: Client) -> None:
    assert ask(client, back=2 * HOUR, until=HOUR).body == ask(client, back=2 * HOUR, until=HOUR).body


def test_an_average_is_that_of_its_scans_and_told_by_its_end(client: Client) -> None:
    averages = ask(client, back=4 * HOUR, until=HOUR, avg=3600)
    end = times(averages)[0]
    now = client.emulator.now()
    scans = values(ask(client, back=now - (end - HOUR), until=now - (end - 1)), "Ping Time")
    assert round(end, 2) % HOUR == 0
    assert len(scans) == 60
    assert values(averages, "Ping Time")[0] == pytest.approx(sum(scans) / 60, abs=1e-3)
    assert values(averages, "Downtime")[0] == 0
    assert " - " in (averages.xml.findtext("item/datetime") or "")


def test_a_pause_leaves_a_gap_and_an_outage_empty_values(client: Client) -> None:
    client.v1("pause.htm", id=DEVICE, action=0)
    client.emulator.advance(HOUR)
    assert ask(client, back=HOUR - 70).body == b"Not enough monitoring data"
    client.v1("pause.htm", id=DEVICE, action=1)
    client.v1("simulate.htm", id=PING, action=1)
    client.emulator.advance(HOUR)
    down = ask(client, back=HOUR - 70)
    assert len(times(down)) > 50
    assert {cell.text for cell in down.xml.iter("value_raw", "value")} == {None}
    averages = ask(client, back=3 * HOUR, avg=600)
    assert {0.0, 100.0} <= set(values(averages, "Downtime"))
    assert "0000000000" in averages.xml.xpath("item/coverage_raw/text()")


def test_json_names_channels_by_captions_alone(client: Client) -> None:
    def row(**query: Any) -> dict[str, Any]:
        found: dict[str, Any] = ask(client, "json", id=TRAFFIC, avg=3600, back=3 * HOUR, **query).json["histdata"][0]
        return found

    assert set(row()) == {"datetime", "value", "coverage"}
    assert {"Total (volume)", "Traffic In"} < set(row(usecaption=1))
    nothing = ask(client, "json", back=400 * DAY, until=399 * DAY)
    assert (nothing.json["treesize"], nothing.json["histdata"]) == (0, [])


def test_csv_ends_with_a_line_of_averages(client: Client) -> None:
    head, *lines, last = csv.reader(io.StringIO(ask(client, "csv", avg=600).body.decode(), newline=""))
    assert head[:4] == ["Date Time", "Date Time(RAW)", "Downtime", "Downtime(RAW)"]
    assert head[-2:] == ["Coverage", "Coverage(RAW)"]
    assert last[0] == f"Averages (of {len(lines)} values)"
    assert {len(line) for line in (head, *lines, last)} == {len(head)}


@pytest.mark.parametrize(
    ("days", "average", "is_taken"), [(40, 0, 1), (41, 0, 0), (41, 3599, 0), (499, 3600, 1), (501, 3600, 0)]
)
def test_a_period_is_not_longer_than_the_manual_says(client: Client, days: int, average: int, is_taken: int) -> None:
    client.v1("setobjectproperty.htm", id=PING, name="interval", value=86400)
    answer = ask(client, back=days * DAY, avg=average)
    assert (answer.status, b"<histdata" in answer.body) == (200, bool(is_taken))
    assert is_taken or b"<" not in answer.body


def test_what_is_refused(client: Client) -> None:
    for query in ({"id": 4711}, {"id": DEVICE}, {"sdate": "yesterday"}, {"edate": ""}, {"avg": "-1"}):
        answer = ask(client, **query)
        assert (answer.status, bool(answer.xml.findtext("error"))) == (400, True)


def test_no_data_is_a_sentence_in_the_language_of_the_server(client: Client) -> None:
    long_ago = {"back": 400 * DAY, "until": 399 * DAY}
    assert ask(client, **long_ago).body == b"Not enough monitoring data"
    client.emulator.quirk("v1_german")
    assert ask(client, **long_ago).body == b"Nicht genug Monitoring-Daten"


def test_the_sixth_request_of_a_minute(client: Client) -> None:
    client.emulator.quirk("v1_history_limited")
    assert [ask(client).status for _number in range(6)] == [200] * 5 + [429]
    client.emulator.quirk("v1_history_limit_in_words")
    answer = ask(client)
    assert (answer.status, answer.body) == (200, b"Too many requests")
    client.emulator.advance(61)
    assert ask(client).status == 200


def test_old_servers_tell_no_ids_of_channels(client: Client) -> None:
    client.emulator.quirk("v1_history_without_ids")
    assert {cell.get("channelid") for cell in ask(client).xml.iter("value", "value_raw")} == {None}


def test_periods_are_in_the_zone_of_the_account(client: Client) -> None:
    client.v1("pause.htm", id=DEVICE, action=0)
    log = {"columns": "datetime", "filter_dstart": when(client.emulator.now() - 60)}
    before, shown = times(ask(client)), client.rows("messages", **log)[0]["datetime"]
    client.emulator.quirk("v1_account_zone")
    after = times(ask(client))
    assert max(after, default=0) < before[0]
    assert client.rows("messages", columns="datetime")[0]["datetime"] != shown
    assert client.rows("messages", **log) != []
    assert client.rows("messages", **{**log, "filter_dstart": when(client.emulator.now() + 6 * HOUR)}) != []


def test_a_log_that_grows_moves_its_lines_down(client: Client) -> None:
    client.v1("pause.htm", id=DEVICE, action=0)
    client.emulator.quirk("v1_log_grows")

    def codes() -> list[int]:
        return [row["status_raw"] for row in client.rows("messages", id=DEVICE, columns="status")]

    assert codes() == [504, 604]
    assert codes() == [504, 504, 604]
