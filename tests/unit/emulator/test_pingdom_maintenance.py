# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated Pingdom: maintenance windows and their occurrences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.emulator.pingdom.driver import Driver

HOUR, DAY = 3600, 86400


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def some_check(pingdom: Driver) -> int:
    return next(iter(pingdom.account.checks))


def test_window_is_read_back_with_the_undocumented_fields(pingdom: Driver) -> None:
    start, check_id = pingdom.now + DAY, some_check(pingdom)
    window_id = pingdom.create_window(start, start + HOUR, uptimeids=[check_id])
    assert pingdom.window(window_id) == {
        "id": window_id,
        "description": "made by a test",
        "from": start,
        "to": start + HOUR,
        "recurrencetype": "none",
        "repeatevery": 0,
        "effectiveto": start + HOUR,
        "checks": {"uptime": [check_id], "tms": []},
        "duration": 60,
        "durationunit": "minute",
        "dayofweekinmonth": 0,
    }
    listed = pingdom.ask("GET", "/maintenance").json["maintenance"][-1]
    assert listed["id"] == window_id
    assert "duration" not in listed


def test_one_means_now_and_is_stored_as_the_real_time(pingdom: Driver) -> None:
    before = pingdom.now
    window = pingdom.window(pingdom.create_window(1, before + HOUR))
    assert before <= window["from"] <= pingdom.now


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"from": -60}, "Invalid parameter value: from"),
        ({"to": -60}, "Invalid parameter value: to"),
        ({"from": 7200}, "Invalid parameter value: to"),
        ({"from": 3600}, "Invalid parameter value: to"),
        ({"effectiveto": -60, "recurrencetype": "day", "repeatevery": 1}, "Invalid parameter value: effectiveto"),
        ({"effectiveto": 1800, "recurrencetype": "day", "repeatevery": 1}, "Invalid parameter value: effectiveto"),
    ],
)
def test_times_that_do_not_fit(pingdom: Driver, body: dict[str, object], message: str) -> None:
    times = {"from": 60, "to": 3600, **body}
    shifted = {
        name: pingdom.now + value if isinstance(value, int) and name != "repeatevery" else value
        for name, value in times.items()
    }
    reply = pingdom.ask("POST", "/maintenance", json={"description": "x", **shifted})
    assert (reply.status, reply.error) == (400, message)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"description": ""}, "Missing parameter: description"),
        ({"recurrencetype": "year"}, "Invalid parameter value: recurrencetype"),
        ({"recurrencetype": "day", "repeatevery": -1}, "Invalid parameter value: repeatevery"),
        ({"uptimeids": [1]}, "Invalid parameter value: uptimeids"),
        ({"tmsids": [1]}, "Invalid parameter value: tmsids"),
        ({"from": "1"}, "Invalid parameter value: from"),
        ({"duration": 60}, "Invalid parameter name: duration"),
        ({"checks": {"uptime": []}}, "Invalid parameter name: checks"),
    ],
)
def test_refused_windows_are_not_stored(pingdom: Driver, body: dict[str, object], message: str) -> None:
    before = len(pingdom.account.windows)
    reply = pingdom.ask("POST", "/maintenance", json={"description": "x", "from": 1, "to": pingdom.now + HOUR, **body})
    assert (reply.status, reply.error) == (400, message)
    assert len(pingdom.account.windows) == before


@pytest.mark.parametrize("name", ["description", "from", "to"])
def test_required_parameters(pingdom: Driver, name: str) -> None:
    body = {"description": "x", "from": 1, "to": pingdom.now + HOUR}
    del body[name]
    assert pingdom.ask("POST", "/maintenance", json=body).error == f"Missing parameter: {name}"


def test_ids_may_come_as_text_even_in_json(pingdom: Driver) -> None:
    first, second, *_unused = pingdom.account.checks
    window_id = pingdom.create_window(1, pingdom.now + HOUR, uptimeids=f"{first},{second}")
    assert pingdom.window(window_id)["checks"]["uptime"] == [first, second]


def test_update_keeps_what_was_not_sent(pingdom: Driver) -> None:
    start = pingdom.now + DAY
    window_id = pingdom.create_window(start, start + HOUR, uptimeids=[some_check(pingdom)])
    before = pingdom.window(window_id)
    reply = pingdom.ask("PUT", f"/maintenance/{window_id}", json={"description": "other"})
    assert reply.json == {"message": "Maintenance window successfully modified!"}
    assert pingdom.window(window_id) == {**before, "description": "other"}


def test_update_resets_what_was_not_sent_by_quirk(pingdom: Driver) -> None:
    start = pingdom.now + DAY
    more = {
        "recurrencetype": "day",
        "repeatevery": 1,
        "effectiveto": start + 9 * DAY,
        "uptimeids": [some_check(pingdom)],
    }
    window_id = pingdom.create_window(start, start + HOUR, **more)
    pingdom.quirks.set("pingdom_maintenance_put_resets", True)
    pingdom.ask("PUT", f"/maintenance/{window_id}", json={"description": "other"})
    window = pingdom.window(window_id)
    assert (window["recurrencetype"], window["repeatevery"], window["effectiveto"]) == ("none", 0, start + HOUR)
    assert window["checks"] == {"uptime": [], "tms": []}


def test_started_window_keeps_its_start_and_cannot_be_deleted(pingdom: Driver) -> None:
    window_id = pingdom.create_window(1, pingdom.now + HOUR)
    pingdom.clock.advance(60)
    window = pingdom.window(window_id)
    for start in (1, pingdom.now + 60):
        reply = pingdom.ask("PUT", f"/maintenance/{window_id}", json={"from": start})
        assert (reply.status, reply.error) == (400, "Invalid parameter value: from")
    assert pingdom.ask("DELETE", f"/maintenance/{window_id}").status == 400
    longer = {"description": "x", "from": window["from"], "to": window["to"] + 60}
    assert pingdom.ask("PUT", f"/maintenance/{window_id}", json=longer).status == 200
    assert pingdom.window(window_id)["to"] == window["to"] + 60


def running_series(pingdom: Driver) -> tuple[int, int]:
    """A daily window that began now, and when."""
    series = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": pingdom.now + 9 * DAY}
    window_id = pingdom.create_window(1, pingdom.now + HOUR, **series)
    return window_id, pingdom.window(window_id)["from"]


def test_started_series_takes_another_start(pingdom: Driver) -> None:
    window_id, began = running_series(pingdom)
    pingdom.clock.advance(2 * HOUR)
    start = pingdom.now + HOUR
    body = {"description": "x", "from": start, "to": start + HOUR}
    assert pingdom.ask("PUT", f"/maintenance/{window_id}", json=body).status == 200
    assert pingdom.window(window_id)["from"] == start
    assert pingdom.occurrences(window_id)[:2] == [(began, began + HOUR), (start, start + HOUR)]


def test_started_series_begins_again_now(pingdom: Driver) -> None:
    window_id, _began = running_series(pingdom)
    pingdom.clock.advance(2 * HOUR)
    assert pingdom.ask("PUT", f"/maintenance/{window_id}", json={"from": 1, "to": pingdom.now + HOUR}).status == 200
    start = pingdom.window(window_id)["from"]
    assert start <= pingdom.now
    assert [begin for begin, _end in pingdom.occurrences(window_id)][1] == start


def test_started_series_keeps_its_start_by_quirk(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_started_series_keeps_start", True)
    window_id, _began = running_series(pingdom)
    pingdom.clock.advance(2 * HOUR)
    reply = pingdom.ask("PUT", f"/maintenance/{window_id}", json={"from": pingdom.now + HOUR})
    assert (reply.status, reply.error) == (400, "Invalid parameter value: from")


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_a_series_that_does_not_say_how_often_repeats_each_time(pingdom: Driver, unit: str) -> None:
    start = int(datetime(2031, 1, 1, tzinfo=UTC).timestamp())
    body = {"description": "x", "from": start, "to": start + HOUR, "recurrencetype": unit}
    body["effectiveto"] = start + 62 * DAY
    window_id = pingdom.ask("POST", "/maintenance", json=body).json["maintenance"]["id"]
    assert pingdom.window(window_id)["repeatevery"] == 0
    assert len(pingdom.occurrences(window_id)) == {"day": 62, "week": 9, "month": 3}[unit]
    pingdom.quirks.set("pingdom_repeatevery_required", True)
    assert pingdom.ask("POST", "/maintenance", json=body).error == "Invalid parameter value: repeatevery"


def handled(pingdom: Driver) -> tuple[int, list[dict[str, int]]]:
    """A series to come of which one occurrence was moved and one deleted, and what is left."""
    weekly = list(pingdom.account.windows)[1]
    first, second, *_unused = pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"]
    pingdom.ask("PUT", f"/maintenance.occurrences/{first['id']}", json={"from": first["from"] + 60})
    pingdom.ask("DELETE", f"/maintenance.occurrences/{second['id']}")
    return weekly, pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"]


@pytest.mark.parametrize("whole", [False, True])
def test_a_description_does_not_touch_occurrences(pingdom: Driver, whole: bool) -> None:
    weekly, left = handled(pingdom)
    window = pingdom.window(weekly)
    again = {name: window[name] for name in ("from", "to", "recurrencetype", "repeatevery", "effectiveto")}
    body = {"description": "other", "uptimeids": [], **(again if whole else {})}
    assert pingdom.ask("PUT", f"/maintenance/{weekly}", json=body).status == 200
    assert pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"] == left


def test_a_description_makes_occurrences_anew_by_quirk(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_put_renews_occurrences", True)
    weekly, left = handled(pingdom)
    assert pingdom.ask("PUT", f"/maintenance/{weekly}", json={"description": "other"}).status == 200
    rows = pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"]
    assert len(rows) == len(left) + 1
    assert {row["id"] for row in rows}.isdisjoint(row["id"] for row in left)


@pytest.mark.parametrize("how", ["data", "params"])
def test_a_blank_in_a_form_clears_a_window_to_the_default(pingdom: Driver, how: str) -> None:
    start = pingdom.now + DAY
    series = {"recurrencetype": "day", "repeatevery": 2, "effectiveto": start + 9 * DAY}
    window_id = pingdom.create_window(start, start + HOUR, uptimeids=[some_check(pingdom)], **series)
    form = dict.fromkeys(("recurrencetype", "repeatevery", "effectiveto", "uptimeids", "tmsids"), "")
    assert pingdom.ask("PUT", f"/maintenance/{window_id}", **{how: form}).status == 200
    window = pingdom.window(window_id)
    assert (window["recurrencetype"], window["repeatevery"], window["effectiveto"]) == ("none", 0, start + HOUR)
    assert window["checks"] == {"uptime": [], "tms": []}
    new = {"description": "x", "from": str(start), "to": str(start + 60), **form}
    made = pingdom.ask("POST", "/maintenance", **{how: new}).json["maintenance"]["id"]
    assert pingdom.window(made)["effectiveto"] == start + 60


def test_plan_without_windows_by_quirk(pingdom: Driver) -> None:
    pingdom.quirks.set("pingdom_plan_without_windows", True)
    for path in ("/maintenance", "/maintenance/1", "/maintenance.occurrences"):
        reply = pingdom.ask("GET", path)
        assert (reply.status, reply.error) == (403, "Not permitted for account type.")
    assert pingdom.ask("GET", "/checks").status == 200


def test_running_window_is_ended_by_one(pingdom: Driver) -> None:
    window_id = pingdom.create_window(1, pingdom.now + HOUR)
    pingdom.clock.advance(60)
    start = pingdom.window(window_id)["from"]
    end = {"description": "x", "from": start, "to": 1, "effectiveto": 1}
    assert pingdom.ask("PUT", f"/maintenance/{window_id}", json=end).status == 200
    window = pingdom.window(window_id)
    assert start < window["to"] == window["effectiveto"] <= pingdom.now
    assert pingdom.occurrences(window_id) == [(start, window["to"])]


def test_past_window_cannot_change(pingdom: Driver) -> None:
    past = next(iter(pingdom.account.windows))
    reply = pingdom.ask("PUT", f"/maintenance/{past}", json={"description": "x"})
    assert (reply.status, reply.error) == (400, "Past maintenance window cannot be modified")
    assert pingdom.ask("DELETE", f"/maintenance/{past}").status == 400


def last_test(pingdom: Driver, check_id: int) -> tuple[str, int]:
    check = pingdom.check(check_id)
    return check["status"], check["lasttesttime"]


def test_window_in_force_stops_tests_and_changes_nothing_else(pingdom: Driver) -> None:
    check_id = some_check(pingdom)
    before = pingdom.check(check_id)
    began = pingdom.now
    window_id = pingdom.create_window(1, pingdom.now + HOUR, uptimeids=[check_id])
    pingdom.clock.advance(HOUR - 60)
    assert pingdom.check(check_id) == before
    end = pingdom.window(window_id)["to"]
    pingdom.clock.advance(110)
    assert last_test(pingdom, check_id)[1] <= began, "the first test comes after a whole interval"
    pingdom.clock.advance(15)
    assert last_test(pingdom, check_id) == ("up", end + 60)
    pingdom.clock.advance(600)
    assert last_test(pingdom, check_id)[1] == end + 660
    times = [row["time"] for row in pingdom.ask("GET", f"/results/{check_id}").json["results"]]
    assert max(time for time in times if time < end) <= began


def test_window_that_is_ended_lets_tests_go_on_from_then(pingdom: Driver) -> None:
    check_id = some_check(pingdom)
    window_id = pingdom.create_window(1, pingdom.now + HOUR, uptimeids=[check_id])
    began = pingdom.window(window_id)["from"]
    pingdom.clock.advance(600)
    pingdom.ask("PUT", f"/maintenance/{window_id}", json={"to": 1, "effectiveto": 1})
    end = pingdom.window(window_id)["to"]
    assert last_test(pingdom, check_id)[1] <= began
    pingdom.clock.advance(61)
    assert last_test(pingdom, check_id)[1] == end + 60


def test_check_that_leaves_or_joins_a_running_window_is_tested_until_and_from_then(pingdom: Driver) -> None:
    first, second, *_unused = pingdom.account.checks
    window_id = pingdom.create_window(1, pingdom.now + HOUR, uptimeids=[first])
    began = pingdom.window(window_id)["from"]
    pingdom.clock.advance(600)
    moved = pingdom.now
    pingdom.ask("PUT", f"/maintenance/{window_id}", json={"uptimeids": [second]})
    pingdom.clock.advance(121)
    assert last_test(pingdom, first)[1] == moved + 120
    assert began + 500 < last_test(pingdom, second)[1] <= moved


def test_occurrences_stop_tests_and_what_lies_between_them_does_not(pingdom: Driver) -> None:
    check_id = pingdom.create_check(resolution=1)  # in no window of the demonstration
    start = pingdom.now + HOUR
    series = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": start + 9 * DAY}
    pingdom.create_window(start, start + HOUR, uptimeids=[check_id], **series)
    overlapping = {"description": "other", "uptimeids": [check_id]}
    pingdom.create_window(start + 600, start + HOUR + 600, **overlapping)
    pingdom.clock.advance(2 * HOUR + 300)
    assert last_test(pingdom, check_id)[1] <= start
    pingdom.clock.advance(HOUR)
    assert last_test(pingdom, check_id)[1] > pingdom.now - 61
    pingdom.clock.advance(start + DAY + 1800 - pingdom.now)
    assert start + DAY - 61 < last_test(pingdom, check_id)[1] <= start + DAY


def test_deleted_window_stops_nothing_though_its_occurrences_stay(pingdom: Driver) -> None:
    check_id = some_check(pingdom)
    start = pingdom.now + HOUR
    window_id = pingdom.create_window(start, start + HOUR, uptimeids=[check_id])
    pingdom.ask("DELETE", f"/maintenance/{window_id}")
    pingdom.clock.advance(HOUR + 1800)
    assert last_test(pingdom, check_id)[1] > pingdom.now - 61


@pytest.mark.parametrize("on", [True, False])
def test_window_in_force_shows_paused_by_quirk(pingdom: Driver, on: bool) -> None:
    pingdom.quirks.set("pingdom_window_shows_paused", on)
    check_id, other, *_unused = pingdom.account.checks
    pingdom.create_window(1, pingdom.now + HOUR, uptimeids=[check_id])
    listed = {row["id"]: row["status"] for row in pingdom.ask("GET", "/checks").json["checks"]}
    shown = "paused" if on else "up"
    assert (pingdom.check(check_id)["status"], listed[check_id], listed[other]) == (shown, shown, "up")
    pingdom.clock.advance(HOUR + 1)
    assert pingdom.check(check_id)["status"] == "up"


def test_new_check_inside_a_window_stays_unknown(pingdom: Driver) -> None:
    check_id = pingdom.create_check(resolution=1)
    pingdom.create_window(1, pingdom.now + HOUR, uptimeids=[check_id])
    pingdom.clock.advance(1800)
    check = pingdom.check(check_id)
    assert (check["status"], "lasttesttime" in check) == ("unknown", False)
    pingdom.clock.advance(1800 + 61)
    assert pingdom.check(check_id)["status"] == "up"


def test_window_keeps_a_check_that_was_deleted(pingdom: Driver) -> None:
    check_id = pingdom.create_check()
    window_id = pingdom.create_window(1, pingdom.now + HOUR, uptimeids=[check_id])
    pingdom.ask("DELETE", f"/checks/{check_id}")
    assert pingdom.window(window_id)["checks"]["uptime"] == [check_id]
    assert pingdom.ask("PUT", f"/maintenance/{window_id}", json={"uptimeids": [check_id]}).status == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/maintenance/1", "/maintenance.occurrences/1"])
def test_what_does_not_exist_is_missing(pingdom: Driver, method: str, path: str) -> None:
    assert pingdom.ask(method, path).status == 404


def test_future_window_is_deleted_but_its_occurrences_stay(pingdom: Driver) -> None:
    start = pingdom.now + DAY
    window_id = pingdom.create_window(start, start + HOUR)
    reply = pingdom.ask("DELETE", f"/maintenance/{window_id}")
    assert reply.json == {"message": "Maintenance window successfully deleted!"}
    assert pingdom.ask("GET", f"/maintenance/{window_id}").status == 404
    assert pingdom.occurrences(window_id) == [(start, start + HOUR)]


def test_several_windows_are_deleted_together_or_not_at_all(pingdom: Driver) -> None:
    start = pingdom.now + DAY
    one, two = pingdom.create_window(start, start + HOUR), pingdom.create_window(start, start + HOUR)
    running = pingdom.create_window(1, start)
    assert pingdom.ask("DELETE", "/maintenance", params={"maintenanceids": f"{one},{running}"}).status == 400
    assert one in pingdom.account.windows
    reply = pingdom.ask("DELETE", "/maintenance", params={"maintenanceids": f"{one},{two}"})
    assert reply.json == {"message": "2 maintenance windows successfully deleted."}


def test_windows_are_ordered_and_paged(pingdom: Driver) -> None:
    params = {"orderby": "description", "order": "desc", "limit": "1", "offset": "1"}
    rows = pingdom.ask("GET", "/maintenance", params=params).json["maintenance"]
    assert [row["description"] for row in rows] == ["shop: database move"]


def at(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, 22, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("recurrence", "every", "days"),
    [
        ("none", 0, [(2031, 1, 31)]),
        ("day", 2, [(2031, 1, 31), (2031, 2, 2), (2031, 2, 4)]),
        ("week", 1, [(2031, 1, 31), (2031, 2, 7)]),
        ("month", 1, [(2031, 1, 31), (2031, 2, 28), (2031, 3, 31)]),
    ],
)
def test_occurrences_follow_the_recurrence(
    pingdom: Driver, recurrence: str, every: int, days: list[tuple[int, int, int]]
) -> None:
    start, last = at(*days[0]), at(*days[-1]) + HOUR
    more = {"recurrencetype": recurrence, "repeatevery": every, "effectiveto": last}
    window_id = pingdom.create_window(start, start + HOUR, **more)
    assert pingdom.occurrences(window_id) == [(at(*day), at(*day) + HOUR) for day in days]


@pytest.mark.parametrize(("unit", "every"), [("day", 1), ("week", 9), ("month", 1), ("day", 10**12)])
def test_occurrences_end_with_the_calendar(pingdom: Driver, unit: str, every: int) -> None:
    last = 253402300799
    more = {"recurrencetype": unit, "repeatevery": every, "effectiveto": last}
    window_id = pingdom.create_window(last - HOUR, last, **more)
    assert pingdom.occurrences(window_id) == [(last - HOUR, last)]


def test_the_web_page_makes_windows_of_every_nth_weekday(pingdom: Driver) -> None:
    start = int(datetime(2031, 1, 22, 22, tzinfo=UTC).timestamp())  # the fourth Wednesday
    more = {"recurrencetype": "nth-day-of-week-in-month", "repeatevery": 1, "effectiveto": start + 70 * DAY}
    refused = pingdom.ask("POST", "/maintenance", json={"description": "x", "from": start, "to": start + HOUR, **more})
    assert refused.error == "Invalid parameter value: recurrencetype"
    pingdom.quirks.set("pingdom_nth_weekday", True)
    window_id = pingdom.create_window(start, start + HOUR, dayofweekinmonth=4, **more)
    assert pingdom.window(window_id)["dayofweekinmonth"] == 4
    days = [datetime.fromtimestamp(begin, UTC).date().isoformat() for begin, _end in pingdom.occurrences(window_id)]
    assert days == ["2031-01-22", "2031-02-26", "2031-03-26"]
    for alone in ({"recurrencetype": more["recurrencetype"]}, {"recurrencetype": "week", "dayofweekinmonth": 4}):
        reply = pingdom.ask("PUT", f"/maintenance/{window_id}", json={"repeatevery": 1, **alone})
        assert (reply.status, reply.error) == (400, "Invalid parameter value: dayofweekinmonth")
    assert pingdom.ask("PUT", f"/maintenance/{window_id}", json={"recurrencetype": "week"}).status == 200
    assert pingdom.window(window_id)["dayofweekinmonth"] == 0


def test_list_of_occurrences_begins_now_unless_told(pingdom: Driver) -> None:
    past, weekly = pingdom.account.windows
    rows = pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"]
    assert {row["maintenanceid"] for row in rows} == {weekly}
    assert len(pingdom.occurrences(past)) == 1
    until = {"to": str(rows[1]["from"])}
    assert pingdom.ask("GET", "/maintenance.occurrences", params=until).json["occurrences"] == rows[:2]


def test_future_occurrence_is_moved_read_and_deleted(pingdom: Driver) -> None:
    weekly = list(pingdom.account.windows)[1]
    first = pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"][0]
    path = f"/maintenance.occurrences/{first['id']}"
    reply = pingdom.ask("PUT", path, json={"from": first["from"] + 60, "to": first["to"] + 120})
    assert reply.json == {"message": "Occurrence successfully modified!"}
    moved = {"from": first["from"] + 60, "to": first["to"] + 120, "duration": 61}
    assert pingdom.ask("GET", path).json == {"occurrence": {**first, **moved}}
    assert pingdom.ask("DELETE", path).json == {"message": "Occurrence successfully deleted!"}
    assert len(pingdom.occurrences(weekly)) == 11


@pytest.mark.parametrize("params", [[("occurrenceids", "{},{}")], [("occurrenceids", "{}"), ("occurrenceids", "{}")]])
def test_several_occurrences_are_deleted(pingdom: Driver, params: list[tuple[str, str]]) -> None:
    ids = [str(row["id"]) for row in pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"][:2]]
    values = [(name, text.format(*ids[number:])) for number, (name, text) in enumerate(params)]
    reply = pingdom.ask("DELETE", "/maintenance.occurrences", params=values)
    assert reply.json == {"message": "2 occurrences successfully deleted."}


def test_begun_occurrence_is_ended_but_neither_moved_nor_deleted(pingdom: Driver) -> None:
    window_id = pingdom.create_window(1, pingdom.now + HOUR)
    pingdom.clock.advance(60)
    params = {"maintenanceid": str(window_id)}
    row = pingdom.ask("GET", "/maintenance.occurrences", params=params).json["occurrences"][0]
    path = f"/maintenance.occurrences/{row['id']}"
    assert pingdom.ask("PUT", path, json={"from": pingdom.now + 60}).status == 400
    assert pingdom.ask("PUT", path, json={"to": row["from"] - 60}).status == 400
    assert pingdom.ask("DELETE", path).status == 400
    assert pingdom.ask("PUT", path, json={"to": 1}).status == 200
    assert pingdom.ask("GET", path).json["occurrence"]["to"] <= pingdom.now


def test_update_of_a_recurring_window_makes_its_future_anew(pingdom: Driver) -> None:
    weekly = list(pingdom.account.windows)[1]
    window = pingdom.window(weekly)
    start = window["from"] + HOUR
    body = {"from": start, "to": start + HOUR, "effectiveto": start + 8 * DAY}
    assert pingdom.ask("PUT", f"/maintenance/{weekly}", json=body).status == 200
    assert pingdom.occurrences(weekly) == [(start, start + HOUR), (start + 7 * DAY, start + 7 * DAY + HOUR)]
