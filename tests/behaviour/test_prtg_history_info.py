# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_history_info: the same rows over every API, what each cannot tell, limits and guards."""

from __future__ import annotations

import csv
import io
import itertools
import time
import urllib.parse
from datetime import UTC, datetime

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import history
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_history_info
from tests.behaviour.told import prtg, told
from tests.emulator.process import opener

PING = "2101"
DAY, HOUR = 86400, 3600


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No test waits for a minute to pass; what waiting means is a unit test."""
    monkeypatch.setattr(history, "PER_MINUTE", 1000)
    monkeypatch.setattr(history, "MINUTE", 0.0)


@pytest.fixture
def ask(emulator):
    """The module over one API, and nothing else than reads."""

    def asked(api="v1", **options):
        answer = told(emulator, prtg_history_info, **{**prtg(emulator, api), "ids": [PING], **options})
        assert emulator.writes() == []
        return answer

    return asked


def at(time):
    return datetime.fromisoformat(time).timestamp()


def iso(seconds):
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rows_of(answer):
    assert not answer.get("failed"), answer
    return answer["sensors"][0]["rows"]


def act(emulator, call):
    """Do something over API v1 as somebody else does."""
    key = emulator.credentials["prtg_api_token"]
    opener().open(f"{emulator.prtg}/api/{call}&apitoken={key}", timeout=10).close()


def asked_for(emulator, page="historicdata"):
    return [seen for seen in emulator.requests() if page in seen["path"]]


@pytest.mark.parametrize("average", ["1h", "raw", "5m"])
def test_both_apis_tell_the_same(ask, emulator, average):
    start = emulator.now() - 3 * HOUR
    first, second = (
        ask(api, start=iso(start), end=iso(start + 2 * HOUR), average=average, ids=[PING, "2201"])
        for api in ("v1", "v2")
    )
    assert first["average"] == second["average"] == {"1h": 3600, "raw": 0, "5m": 300}[average]
    assert first["period"] == second["period"]
    for one, other in zip(first["sensors"], second["sensors"], strict=True):
        assert [row["time"] for row in one["rows"]] == [row["time"] for row in other["rows"]] != []
        named = {channel["key"]: channel["unit"] for channel in one["channels"]}
        assert named == {key: unit for key, unit in units(other).items() if average != "raw" or key != "Downtime"}
        for mine, theirs in zip(one["rows"], other["rows"], strict=True):
            same = {key: value for key, value in theirs["measured"].items() if key in named}
            assert mine["measured"] == pytest.approx(same, abs=1e-3)
            assert (mine["coverage"], theirs["coverage"]) == (100.0, None)


def units(sensor):
    return {channel["key"]: channel["unit"] for channel in sensor["channels"]}


def test_rows_are_typed_and_in_the_period(ask, emulator):
    answer = ask(start="-2h", end="-1h", average="0")
    now = emulator.now()
    assert answer["changed"] is False
    assert answer["matched"] == 1
    (sensor,) = answer["sensors"]
    assert (sensor["id"], sensor["name"], sensor["path"][-1]) == (PING, "Ping", "Ping")
    assert sensor["channels"][0] == {"key": "Ping Time", "id": "0", "name": "Ping Time", "unit": "msec"}
    assert len(sensor["rows"]) == 60
    times = [at(row["time"]) for row in sensor["rows"]]
    assert times == sorted(set(times))
    assert now - 2 * HOUR - 5 <= times[0] <= times[-1] < now - HOUR
    for row in sensor["rows"]:
        assert set(row) == {"time", "coverage", "measured"}
        assert all(isinstance(value, float) for value in row["measured"].values())


@pytest.mark.parametrize("average", ["raw", "30m"])
def test_a_long_period_is_read_in_parts_without_a_seam(ask, emulator, average):
    act(emulator, f"setobjectproperty.htm?id={PING}&name=interval&value=1800")
    emulator.reset()
    emulator.quirk("v1_account_zone")
    times = [at(row["time"]) for row in rows_of(ask(start="-79d", average=average, channels=["0"]))]
    assert len(asked_for(emulator)) == 3
    assert {after - before for before, after in itertools.pairwise(times)} == {1800.0}
    assert abs(len(times) - 79 * DAY / 1800) <= 2


def test_the_zone_of_the_account_moves_nothing(ask, emulator):
    start = emulator.now() - 5 * HOUR
    period = {"start": iso(start), "end": iso(start + 4 * HOUR), "average": "1h"}
    before = rows_of(ask(**period))
    emulator.quirk("v1_account_zone")
    assert rows_of(ask(**period)) == before != []


def test_a_pause_is_a_gap_and_an_outage_has_no_values(ask, emulator):
    for page, query, hours in (("pause", "action=0", 2), ("pause", "action=1", 1), ("simulate", "action=1", 1)):
        act(emulator, f"{page}.htm?id={PING}&{query}")
        emulator.advance(hours * HOUR)
    emulator.reset()
    now = emulator.now()
    for api in ("v1", "v2"):
        rows = rows_of(ask(api, start="-4h", average="raw", ids=[PING]))
        hours = [
            [row for row in rows if since <= now - at(row["time"]) < until]
            for until, since in ((14300, 7300), (7100, 3700), (3500, 0))
        ]
        assert (hours[0], len(hours[1]) > 50, len(hours[2]) > 50) == ([], True, True)
        assert {row["measured"]["Ping Time"] is None for row in hours[1]} == {False}
        assert {row["measured"]["Ping Time"] is None for row in hours[2]} == {True}
    averages = rows_of(ask(start="-5h", average="10m"))
    assert {row["coverage"] for row in averages if row["measured"]["Ping Time"] is None} == {0.0, 100.0}
    assert max(row["measured"]["Downtime"] or 0 for row in averages) == 100.0


def test_as_fine_as_one_request_can_tell(ask, emulator):
    act(emulator, f"setobjectproperty.htm?id={PING}&name=interval&value=3600")
    emulator.reset()
    assert [ask(start=start)["average"] for start in ("-37d", "-60d")] == [0, 3600]
    assert len(asked_for(emulator)) == 2
    assert [ask("v2", start=start)["average"] for start in ("-4h", "-1d", "-59d", "-364d")] == [0, 300, 3600, 86400]


def test_channels_by_name_and_id(ask):
    for wanted in (["Ping Time", "-4"], ["0", "Downtime"]):
        for api in ("v1", "v2"):
            (sensor,) = ask(api, start="-3h", average="1h", channels=wanted)["sensors"]
            assert units(sensor) == {"Downtime": "%", "Ping Time": "msec"}
            assert {*sensor["rows"][0]["measured"]} == {"Downtime", "Ping Time"}
    refused = ask(start="-3h", channels=["Pong"])
    assert refused["error"]["kind"] == "NotFound"
    assert "no sensor has a channel 'Pong'" in refused["msg"]


def test_the_downtime_of_single_scans_is_asked_for_in_vain(ask):
    for wanted in ("Downtime", "-4"):
        refused = ask(start="-3h", channels=[wanted])
        assert refused["error"]["kind"] == "NotFound"
        assert "Of single scans API v1 does not tell the downtime: give average for that, such as 5m." in refused["msg"]
        assert "downtime" not in ask(start="-3h", average="5m", channels=["Pong"])["msg"].lower()


def test_two_channels_with_one_id(ask):
    """A traffic sensor has its totals twice, as volume and as speed."""
    for api in ("v1", "v2"):
        answer = ask(api, names=["(002) WAN Traffic"], ids=None, start="-3h", average="1h")
        (sensor, *_others) = answer["sensors"]
        assert {"Total (volume)", "Total (speed)"} <= {channel["name"] for channel in sensor["channels"]}
        volume, speed = (sensor["rows"][0]["measured"][f"Total ({what})"] for what in ("volume", "speed"))
        assert 8 <= volume <= 12
        assert 0.5 <= speed <= 1.5


def test_csv(ask):
    for api in ("v1", "v2"):
        answer = ask(api, start="-3h", average="1h", format="csv", channels=["0"])
        assert "sensors" not in answer
        head, *lines = csv.reader(io.StringIO(answer["csv"], newline=""))
        assert head == ["time", "sensor_id", "sensor", "channel_id", "channel", "value", "unit", "coverage"]
        assert 2 <= len(lines) <= 3
        assert lines[0][1:5] == [PING, "Ping", "0", "Ping Time"]
        assert float(lines[0][5]) > 0
        assert lines[0][6:] == ["msec", "100.0" if api == "v1" else ""]
        assert answer["csv"].count("\r\n") == 1 + len(lines)


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_csv_has_no_formulas(ask, emulator, api):
    name = "\uff1dHYPERLINK(1)"
    act(emulator, f"rename.htm?id={PING}&value={urllib.parse.quote(name)}")
    emulator.reset()
    _head, *lines = csv.reader(io.StringIO(ask(api, start="-2h", average="1h", format="csv")["csv"], newline=""))
    assert {line[2] for line in lines} == {f"'{name}"}
    assert "-4" in {line[3] for line in lines}, "ids stay as they are"


def test_no_data_is_no_failure(ask, emulator):
    for german in (False, True):
        emulator.quirk("v1_german", german)
        answer = ask(start="2020-01-01T00:00:00Z", end="2020-01-02T00:00:00Z")
        assert rows_of(answer) == []
        assert bool(answer.get("warnings")) is german
    assert "Nicht genug Monitoring-Daten" in answer["warnings"][0]


def test_old_servers_without_ids_of_channels(ask, emulator):
    emulator.quirk("v1_history_without_ids")
    (sensor,) = ask(start="-3h", average="1h", channels=["Ping Time"])["sensors"]
    assert sensor["channels"] == [{"key": "Ping Time", "id": None, "name": "Ping Time", "unit": "msec"}]


def test_rows_of_a_time_series_may_be_short(ask, emulator):
    before = rows_of(ask("v2", start="-4h", average="raw"))
    emulator.quirk("v2_short_rows")
    assert rows_of(ask("v2", start="-4h", average="raw"))[-200:] == before[-200:]


def test_a_window_that_is_shorter_than_documented_is_told(ask, emulator):
    assert "warnings" not in ask("v2", start="-45d", average="1h")
    emulator.quirk("v2_medium_is_a_month")
    (warning,) = ask("v2", start="-45d", average="1h")["warnings"]
    assert "PRTG tells nothing of the begin of the period of 1 of 1 sensors" in warning
    assert "warnings" not in ask("v2", start="-29d", average="1h")


def test_the_sixth_request_of_a_minute_waits(ask, emulator, monkeypatch, waited):
    """Where other tasks have used up what may be asked, a minute later there is more."""
    monkeypatch.setattr(history, "MINUTE", 61.0)
    emulator.quirk("v1_history_limited")
    for _number in range(5):
        ask(start="-3h", average="1h", retries=0)
    assert waited == []
    assert rows_of(ask(start="-3h", average="1h", retries=0))
    assert waited == [pytest.approx(61.0, abs=1)]


@pytest.fixture
def busy(emulator, monkeypatch):
    """A server that is asked too often, says so in words with HTTP 200, and takes more again if ``advances``."""

    def made(advances):
        monkeypatch.setattr(history, "MINUTE", 61.0)
        if not advances:
            monkeypatch.setattr(time, "sleep", lambda seconds: None)
        for name in ("v1_history_limited", "v1_history_limit_in_words"):
            emulator.quirk(name)
        for _number in range(5):
            act(emulator, f"historicdata.xml?id={PING}&avg=0&sdate=2020-01-01-00-00-00&edate=2020-01-02-00-00-00")

    return made


@pytest.mark.parametrize("german", [False, True])
def test_a_limit_in_words_is_waited_for(ask, emulator, busy, german):
    emulator.quirk("v1_german", german)
    busy(advances=True)
    answer = ask(start="-3h", average="1h")
    assert rows_of(answer) != []
    assert "warnings" not in answer


@pytest.mark.parametrize(("german", "text"), [(False, "Too many requests"), (True, "Zu viele Anfragen")])
def test_a_limit_in_words_is_no_empty_period(ask, emulator, busy, german, text):
    emulator.quirk("v1_german", german)
    busy(advances=False)
    answer = ask(start="-3h", average="1h")
    assert answer["error"]["kind"] == "RateLimited"
    assert text in answer["msg"]
    assert "PRTG takes five requests for measurements a minute. Try again later" in answer["msg"]
    assert "warnings" not in answer


BEFORE_ANYTHING = {
    "ends before it starts": ("v1", {"start": "-1h", "end": "-2h"}, "ends before it starts"),
    "ends before it starts, as dates": (
        "v2",
        {"start": "2026-01-02T00:00:00Z", "end": "2026-01-01T00:00:00Z"},
        "ends before it starts",
    ),
    "has not begun": ("v1", {"start": "+1h", "end": "+2h"}, "has not begun"),
    "no time": ("v1", {"start": "yesterday"}, "which is not a point in time"),
    "before 1970": ("v1", {"start": "1969-01-01T00:00:00Z"}, "before 1970"),
    "no average": ("v1", {"average": "often"}, "average is 'often'"),
    "an average of months": ("v1", {"average": "90d"}, "at most 31 days"),
    "another average over API v2": ("v2", {"average": "15m"}, "does not tell averages over 900 seconds"),
    "a finer one further back": ("v2", {"average": "raw", "start": "-1d"}, "does not tell averages over 0 seconds"),
    "more days than API v2 tells": ("v2", {"start": "-366d"}, "the last 365 days"),
    "no rows": ("v1", {"max_rows": 0}, "max_rows must be at least 1"),
    "no channels": ("v1", {"channels": []}, "channels is an empty list"),
    "nobody": ("v1", {"ids": None}, "ids must not be empty or null"),
    "another server": ("v1", {"expect_server": "prtg.example.com"}, "belong to the server prtg.example.com"),
}


@pytest.mark.parametrize("name", BEFORE_ANYTHING)
def test_refused_before_anything_is_sent(ask, emulator, name):
    api, options, text = BEFORE_ANYTHING[name]
    answer = ask(api, **options)
    assert answer["failed"]
    assert answer["error"]["kind"] == "ConfigurationError"
    assert text in answer["msg"]
    assert emulator.requests() == []


BEFORE_MEASUREMENTS = {
    "too many sensors": ({"ids": None, "under": "0", "max_matched": 3}, "max_matched is 3"),
    "too many requests": ({"start": "-10y", "average": "raw", "max_rows": 10**8}, "max_requests is 50"),
    "too many rows": ({"start": "-30d"}, "about 43200 rows are to be expected, and max_rows is 20000"),
}


@pytest.mark.parametrize("name", BEFORE_MEASUREMENTS)
def test_refused_before_a_sensor_is_asked(ask, emulator, name):
    options, text = BEFORE_MEASUREMENTS[name]
    options = {**options, **({"start": "1990-01-01T00:00:00Z"} if options.get("start") == "-10y" else {})}
    answer = ask(**options)
    assert answer["error"]["kind"] == "SelectionRefused"
    assert text in answer["msg"]
    assert asked_for(emulator) == []


def test_nothing_matches(ask):
    for api in ("v1", "v2"):
        answer = ask(api, ids=None, names=["Pong"])
        assert (answer["sensors"], answer["matched"]) == ([], 0)
        assert "nothing matches" in answer["msg"]
    assert ask(ids=["1001"])["matched"] == 0, "a device measures nothing"


def test_check_mode_knows_that_ids_may_come(ask):
    assert ask(ids=[""], check_mode=True)["sensors"] == []
    assert ask(ids=[""])["failed"]
    assert ask(check_mode=True, start="-3h", average="1h")["matched"] == 1


def test_a_failure_names_the_sensor_and_no_secret(ask, emulator):
    key = emulator.credentials["prtg_api_token"]
    for status, body in ((200, f"<a>{key}</a>"), (400, f"<prtg><error>{key}</error></prtg>"), (500, key)):
        emulator.faults([{"server": "prtg", "path": "historicdata", "status": status, "body": body}])
        answer = ask(start="-3h", retries=0)
        assert answer["failed"]
        assert f"asked for the measurements of sensor {PING}" in answer["msg"], answer["msg"]
        assert key not in str(answer)


def test_a_server_without_time_series_is_no_sensor_that_does_not_exist(ask, emulator):
    emulator.quirk("v2_generation_2023")
    failed = ask("v2", start="-2h")
    assert failed["error"]["kind"] == "ConfigurationError"
    assert "this PRTG has no time series live over API v2. It may be too old. Use API v1" in failed["msg"]
    emulator.quirk("v2_generation_2023", on=False)
    emulator.faults([{"server": "prtg_v2", "path": f"(timeseries|sensors)/{PING}", "status": 404}])
    assert ask("v2", start="-2h")["error"]["kind"] == "NotFound"
