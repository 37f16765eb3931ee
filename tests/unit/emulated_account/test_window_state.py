# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring a maintenance window into a state: found, created, changed, ended, deleted."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account import emulated as on_account
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import (
    NOW,
    EmulatedPingdom,
    pingdom,
    refusal,
    use,
)

__all__ = ["pingdom"]

H = 3600


def present(check_mode=False, **params):
    return on_account.window({"description": "work", **params}, check_mode)


def absent(check_mode=False, **params):
    return on_account.window({"description": "work", **params}, check_mode, "absent")


def changed(result):
    return any(change.changed for change in result.changes)


def close_to(one, other):
    """Whether two values of ``maintenance`` differ by the seconds that a test takes at most."""
    return {**one, "start": "", "end": "", "id": 0} == {**other, "start": "", "end": "", "id": 0}


def test_create_now_then_nothing(pingdom):
    shop, mail = pingdom.add(name="shop", tags=["prod"]), pingdom.add(name="mail", tags=["prod", "x"])
    pingdom.add(name="other", tags=["y"])
    wish = {"start": "now", "duration": "2h", "checks": ["shop"], "check_tags": ["prod"], "transactions": ["Log in"]}
    predicted = present(check_mode=True, **wish)
    assert pingdom.writes == []
    result = present(**wish)
    ((method, path, body),) = pingdom.writes
    assert (method, path, body["from"]) == ("POST", "/maintenance", 1)
    assert 0 <= body["to"] - NOW - 2 * H <= 2
    assert (body["uptimeids"], body["tmsids"]) == ([shop["id"], mail["id"]], [50])
    made = result.values["maintenance"]
    assert (made["status"], made["checks"], made["transactions"]) == ("running", [shop["id"], mail["id"]], [50])
    assert close_to(made, predicted.values["maintenance"])
    assert predicted.values["maintenance"]["id"] is None
    assert result.changes[0].before is None
    again = present(**wish)
    assert not changed(again)
    assert again.values["maintenance"] == made
    assert len(pingdom.writes) == 1


def test_a_later_start_is_sent_as_it_is(pingdom):
    result = present(start="+1h", duration="1h", checks=[])
    assert pingdom.writes[0][2]["from"] >= NOW + H
    assert result.values["maintenance"]["status"] == "future"


def test_a_change_sends_everything(pingdom):
    row = pingdom.add_window(start=NOW - 100, to=NOW + H, uptimeids=[999], tmsids=[50])
    check = pingdom.add(name="shop")
    wish = {"end": NOW + 2 * H, "checks": ["999", "shop"]}
    predicted = present(check_mode=True, **wish)
    result = present(**wish)
    assert pingdom.writes == [
        (
            "PUT",
            f"/maintenance/{row['id']}",
            {
                "description": "work",
                "from": NOW - 100,
                "to": NOW + 2 * H,
                "recurrencetype": "none",
                "repeatevery": 0,
                "effectiveto": NOW + 2 * H,
                "uptimeids": [check["id"], 999],
                "tmsids": [50],
            },
        )
    ]
    assert result.values == predicted.values
    assert result.changes == predicted.changes
    assert result.changes[0].keys() == ["checks", "end"]
    assert result.changes[0].after["end"] == iso(NOW + 2 * H)


def test_found_by_id_and_renamed(pingdom):
    row = pingdom.add_window()
    assert present(id=row["id"], description="new").values["maintenance"]["description"] == "new"


def test_past_windows_of_the_same_description_do_not_count(pingdom):
    pingdom.add_window(start=NOW - 2 * H, to=NOW - H)
    result = present(start="now", duration="1h", checks=[])
    assert result.changes[0].before is None


def test_two_of_a_description_stop_everything(pingdom):
    ids = [pingdom.add_window()["id"], pingdom.add_window(start=NOW + H, to=NOW + 2 * H)["id"]]
    for call in (present, absent):
        with pytest.raises(errors.AmbiguousName) as caught:
            call()
        assert caught.value.as_result()["ids"] == ids
    assert pingdom.writes == []


@pytest.mark.parametrize(
    ("params", "kind"),
    [
        ({"id": 5}, errors.NotFound),
        ({"start": "now", "duration": "1h", "checks": ["nope"]}, errors.NotFound),
        ({"start": "now", "duration": "1h", "checks": ["999"]}, errors.NotFound),
        ({"start": "now", "duration": "1h", "transactions": ["nope"]}, errors.NotFound),
        ({"start": "now", "duration": "1h", "check_tags": ["nope"]}, errors.SelectionRefused),
        ({"start": "now", "duration": "1h"}, errors.ConfigurationError),
        ({"start": NOW + 9, "end": NOW + 5}, errors.ConfigurationError),
    ],
)
def test_nothing_is_written_for_what_is_wrong(pingdom, params, kind):
    with pytest.raises(kind):
        present(**params)
    assert pingdom.writes == []


def test_each_tag_has_to_match(pingdom):
    pingdom.add(name="shop", tags=["prod"])
    with pytest.raises(errors.SelectionRefused, match="no check has the tag absent, nope"):
        present(start="now", duration="1h", check_tags=["prod", "nope", "absent"])


@pytest.mark.parametrize("answer", [{}, {"maintenance": []}])
def test_an_answer_of_another_shape_stops_everything(pingdom, answer):
    pingdom.instead[("GET", "/maintenance/5")] = [answer]
    with pytest.raises(errors.UnexpectedAnswer):
        present(id=5, end=NOW + 9)


def test_a_change_that_pingdom_does_not_take_is_no_success(pingdom):
    pingdom.add_window(start=NOW - 100, to=NOW + H)
    pingdom.ignored = {"to", "effectiveto", "uptimeids", "tmsids"}
    with pytest.raises(errors.StateNotReached, match="checks, end") as caught:
        present(end=NOW + 2 * H, checks=[str(pingdom.add()["id"])])
    assert caught.value.changed
    assert pingdom.slept == [1.0, 3.0]


def test_a_start_far_from_now_is_not_what_was_asked(pingdom):
    pingdom.now = NOW + H
    original = pingdom.serve

    def with_another_clock(*request):
        status, _headers, body = original(*request)
        return status, {"Server-Time": str(NOW)}, body

    pingdom.serve = with_another_clock
    with pytest.raises(errors.StateNotReached, match="start"):
        present(start="now", duration="2h", checks=[])


def test_an_error_after_the_write_tells_that_something_was_written(pingdom):
    pingdom.after[("POST", "/maintenance")] = []
    pingdom.instead[("GET", "/maintenance/101")] = [refusal(500, "down")]
    with pytest.raises(errors.ServerFault) as caught:
        present(start="now", duration="1h", checks=[])
    assert caught.value.changed


def test_a_creation_whose_answer_was_lost_is_found_again(pingdom):
    pingdom.after[("POST", "/maintenance")] = [errors.ConnectionFailed("reset")]
    assert present(start="now", duration="1h", checks=[]).values["maintenance"]["id"] == 101
    assert len(pingdom.writes) == 1


# What does not exist yet, in check mode


def test_names_and_tags_that_nothing_has_are_awaited_in_check_mode(pingdom):
    shop = pingdom.add(name="shop", tags=["prod"])
    wish = {"checks": ["shop", "new"], "check_tags": ["prod", "fresh"], "transactions": ["later", "Log in"]}
    predicted = present(check_mode=True, start="now", duration="1h", **wish)
    awaited = ["check with the tag 'fresh'", "check named 'new'", "transaction check named 'later'"]
    assert predicted.values["awaited"] == awaited
    assert [awaited[number] in text for number, text in enumerate(predicted.warnings)] == [True] * 3
    assert predicted.values["maintenance"]["checks"] == [shop["id"]]
    assert predicted.values["maintenance"]["transactions"] == [50]
    assert changed(predicted)
    with pytest.raises(errors.NotFound, match="no check with the id 999"):
        present(check_mode=True, start="now", duration="1h", checks=["999"])


def test_what_is_awaited_is_a_change_of_a_window(pingdom):
    pingdom.add_window()
    assert changed(present(check_mode=True, checks=["new"]))
    assert not changed(present(check_mode=True, checks=[]))


def test_a_window_that_is_not_there_may_be_made_by_an_earlier_task(pingdom):
    predicted = present(check_mode=True, end=NOW + H)
    assert changed(predicted)
    assert predicted.values["maintenance"] == {
        "id": None,
        "description": "work",
        "start": None,
        "end": None,
        "recurrence": {"type": None, "every": None, "until": None},
        "checks": [],
        "transactions": [],
        "status": None,
    }
    assert "It must exist by then" in predicted.warnings[0]
    assert not changed(present(check_mode=True))
    alone = present(check_mode=True, start="now", duration="1h")
    assert changed(alone)
    assert alone.values["maintenance"]["status"] == "running"
    assert "They must exist by then" in alone.warnings[0]


# Windows that nobody understands


NTH = {"recurrencetype": "nth-day-of-week-in-month", "repeatevery": 1}


def test_members_that_only_the_detail_shows_are_sent_back(pingdom):
    pingdom.driver.quirks.set("pingdom_nth_weekday", True)
    row = pingdom.add_window(effectiveto=NOW + 99 * H, **NTH, dayofweekinmonth=4)
    pingdom.ignored = {"colour"}
    pingdom.shown[f"/maintenance/{row['id']}"] = {"colour": "red"}
    result = present(checks=[str(pingdom.add()["id"])])
    sent = pingdom.writes[0][2]
    assert (sent["dayofweekinmonth"], sent["colour"], sent["recurrencetype"]) == (4, "red", NTH["recurrencetype"])
    assert "repeats in a way that is kept" in result.warnings[0]


def test_a_companion_that_is_lost_on_the_way_is_no_success(pingdom):
    pingdom.driver.quirks.set("pingdom_nth_weekday", True)
    row = pingdom.add_window(effectiveto=NOW + 99 * H, **NTH, dayofweekinmonth=4)
    path = f"/maintenance/{row['id']}"
    before = pingdom.route("GET", path, {}, None)
    pingdom.instead[("GET", path)] = [before]
    pingdom.shown[path] = {"dayofweekinmonth": 0}
    with pytest.raises(errors.StateNotReached, match="recurrence"):
        present(checks=[str(pingdom.add()["id"])])


def test_a_window_that_is_listed_and_not_known_by_its_id_is_as_it_is_listed(pingdom):
    row = pingdom.add_window()
    pingdom.instead[("GET", f"/maintenance/{row['id']}")] = [refusal(404, "Maintenance window not found")]
    assert not changed(present())


def test_a_detail_that_is_none_stops_a_change_and_no_prediction(pingdom):
    row = pingdom.add_window()
    path = ("GET", f"/maintenance/{row['id']}")
    wish = {"end": NOW + 9 * H}
    pingdom.instead[path] = [{"maintenance": []}]
    assert changed(present(check_mode=True, **wish))
    for call in (present, absent):
        pingdom.instead[path] = [{"maintenance": []}]
        with pytest.raises(errors.UnexpectedAnswer, match="holds no window"):
            call(**wish)
    pingdom.instead[path] = []
    assert pingdom.writes == []
    pingdom.instead[path] = [refusal(404, "Maintenance window not found")]
    assert changed(present(**wish))


def test_only_what_is_going_to_be_changed_is_read_by_its_id(pingdom):
    pingdom.add_window()
    present()
    absent(check_mode=True)
    assert [path for _method, path, _body in pingdom.log] == ["/maintenance"] * 2


@pytest.mark.parametrize("odd", [5, None, "x", {}, {"id": "5"}, {"description": "other"}, {"id": 5, "to": "x"}])
def test_an_odd_row_does_not_concern_others(pingdom, odd):
    pingdom.add_window()
    pingdom.odd["/maintenance"] = [odd]
    assert changed(present(end=NOW + 9 * H))


@pytest.mark.parametrize("odd", [{"description": "work"}, {"description": "work", "id": "5"}])
def test_a_row_without_an_id_stops_those_who_ask_for_it(pingdom, odd):
    pingdom.odd["/maintenance"] = [odd]
    for call in (present, absent):
        with pytest.raises(errors.UnexpectedAnswer, match="without a numeric id"):
            call()


@pytest.mark.parametrize("checks", [5, [7], "x", {"uptime": "x"}, {"uptime": [None]}])
def test_checks_that_cannot_be_read_are_not_taken_off(pingdom, checks):
    row = pingdom.add_window()
    pingdom.shown[f"/maintenance/{row['id']}"] = {"checks": checks}
    with pytest.raises(errors.UnexpectedAnswer, match="cannot be read: uptimeids"):
        present(end=NOW + 9 * H)
    assert pingdom.writes == []
    absent()
    assert "uptimeids" not in pingdom.writes[0][2]


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.integers(NOW - 9 * H, NOW + 9 * H),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = ["from", "to", "effectiveto", "recurrencetype", "repeatevery", "checks", "dayofweekinmonth", "colour"]
WISHES = [{}, {"end": NOW + 3 * H}, {"start": NOW - 9 * H, "duration": "1h"}, {"checks": []}, {"duration": "3h"}]


@given(
    st.dictionaries(st.sampled_from(MEMBERS), ANY, max_size=4),
    st.sampled_from(["present", "absent"]),
    st.sampled_from(WISHES),
)
@example({"from": None, "to": None, "recurrencetype": None}, "absent", {})
def test_no_answer_ends_in_a_traceback_or_in_a_write_that_nobody_is_told_of(odd, state, wish):
    call = present if state == "present" else absent
    with EmulatedPingdom() as account, pytest.MonkeyPatch.context() as patched:
        use(patched, account)
        account.add_window(recurrencetype="week", repeatevery=1, effectiveto=NOW + 99 * H)
        account.shown["/maintenance/101"] = odd
        try:
            told = changed(call(**wish))
        except errors.MonitoringError as error:
            told = error.changed
    assert told or account.done == []


# Absent


def test_a_future_window_is_deleted_with_its_occurrences(pingdom):
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    pingdom.odd["/maintenance.occurrences"] = [{"id": 2, "maintenanceid": 999, "from": NOW + H, "to": NOW + 2 * H}]
    predicted = absent(check_mode=True)
    assert pingdom.writes == []
    result = absent()
    assert [path for _method, path, _body in pingdom.writes] == [
        "/maintenance.occurrences/1",
        f"/maintenance/{row['id']}",
    ]
    assert result.values == predicted.values == {"maintenance": None}
    assert result.changes == predicted.changes
    assert not changed(absent())
    assert not changed(absent(id=row["id"]))


def test_a_running_window_is_ended(pingdom):
    row = pingdom.add_window(start=NOW - 100, to=NOW + H, uptimeids=[3])
    assert [one.maintenanceid for one in pingdom.account.occurrences.values()] == [row["id"]]
    predicted = absent(check_mode=True)
    assert pingdom.writes == []
    result = absent()
    ((method, _path, body),) = pingdom.writes
    assert method == "PUT"
    assert (body["description"], body["from"], body["to"], body["effectiveto"]) == ("work", NOW - 100, 1, 1)
    assert body["uptimeids"] == [3]
    ended = result.values["maintenance"]
    assert ended["status"] == predicted.values["maintenance"]["status"] == "ended"
    assert close_to(ended, predicted.values["maintenance"])
    assert result.changes[0].keys() == ["end"]
    assert not changed(absent()), "by description it is gone"
    by_id = absent(id=row["id"])
    assert not changed(by_id)
    assert by_id.values["maintenance"]["status"] == "ended"


def test_an_end_that_pingdom_does_not_take_is_no_success(pingdom):
    pingdom.add_window()
    pingdom.ignored = {"to", "effectiveto"}
    with pytest.raises(errors.StateNotReached, match="not what was asked: end") as caught:
        absent()
    assert caught.value.changed


def test_a_window_that_starts_just_now_is_ended(pingdom):
    row = pingdom.add_window(start=NOW + 60, to=NOW + H)
    status, headers, body = refusal(400, "Only future maintenance windows can be deleted")
    refused = status, {**headers, "Server-Time": str(NOW + 60)}, body
    pingdom.instead[("DELETE", f"/maintenance/{row['id']}")] = [refused]
    real, pingdom.serve = pingdom.serve, lambda *request: _at_the_hour(pingdom, real(*request))
    assert absent().values["maintenance"]["status"] == "ended"
    assert [(method, path) for method, path, _body in pingdom.writes] == [
        ("DELETE", "/maintenance.occurrences/1"),
        ("DELETE", f"/maintenance/{row['id']}"),
        ("PUT", f"/maintenance/{row['id']}"),
    ]


def _at_the_hour(pingdom, answer):
    """After a refusal it is the time that it tells."""
    if answer[0] == 400:
        pingdom.now = int(answer[1]["Server-Time"])
    return answer


def test_a_window_to_come_that_cannot_be_deleted_is_a_failure(pingdom):
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    pingdom.instead[("DELETE", f"/maintenance/{row['id']}")] = [refusal(400, "no")]
    with pytest.raises(errors.RequestRefused) as caught:
        absent()
    assert caught.value.changed, "its occurrences have gone"
    pingdom.instead[("DELETE", f"/maintenance/{row['id']}")] = [refusal(400, "no")]
    with pytest.raises(errors.RequestRefused) as caught:
        absent()
    assert not caught.value.changed, "it has none any more"
    assert changed(absent())


def test_occurrences_that_cannot_go_keep_no_window(pingdom):
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    pingdom.instead[("DELETE", "/maintenance.occurrences/1")] = [refusal(400, "no")]
    assert changed(absent())
    assert [path for _method, path, _body in pingdom.writes] == [
        "/maintenance.occurrences/1",
        f"/maintenance/{row['id']}",
        "/maintenance.occurrences/1",
    ]


def test_a_window_whose_start_nobody_can_read_is_deleted_or_ended(pingdom):
    row = pingdom.add_window()
    pingdom.shown[f"/maintenance/{row['id']}"] = {"from": "soon"}
    assert absent(check_mode=True).values == {"maintenance": None}
    pingdom.instead[("DELETE", f"/maintenance/{row['id']}")] = [refusal(400, "Only future windows can be deleted")]
    result = absent()
    assert changed(result)
    assert "from" not in pingdom.writes[1][2]
    assert "cannot be read: from 'soon'" in result.warnings[0]
    pingdom.shown[f"/maintenance/{row['id']}"] = {"from": "soon", "effectiveto": NOW + H, "to": NOW + H}
    pingdom.windows[row["id"]].start = NOW + 1
    assert absent().values == {"maintenance": None}


def test_an_end_that_nobody_can_read_afterwards_is_taken_as_told(pingdom):
    row = pingdom.add_window(to=10**15, effectiveto=10**15)
    pingdom.ignored = {"to", "effectiveto"}
    result = absent()
    assert changed(result)
    assert result.values["maintenance"]["status"] is None
    assert pingdom.writes[0][1] == f"/maintenance/{row['id']}"


def test_a_late_start_is_sent_as_now(pingdom):
    result = present(start=NOW - 600, end=NOW + H, checks=[])
    assert pingdom.writes[0][2]["from"] == 1
    assert result.values["maintenance"]["status"] == "running"
    assert not changed(present(start=NOW - 600, end=NOW + H, checks=[]))
    to_come = pingdom.add_window(description="later", start=NOW + H, to=NOW + 2 * H)
    result = present(id=to_come["id"], description="later", start=NOW - 600, end=NOW + 2 * H)
    assert pingdom.writes[1][2]["from"] == 1
    assert changed(result)


@pytest.mark.parametrize("start", [NOW + 5, "+5", "+5s"])
def test_a_start_that_passes_on_the_way_opens_at_once(pingdom, start):
    status, _headers, body = refusal(400, "Invalid parameter value: from")
    pingdom.instead[("POST", "/maintenance")] = [(status, {"Server-Time": str(NOW + 9)}, body)]
    real, pingdom.serve = pingdom.serve, lambda *request: _at_the_hour(pingdom, real(*request))
    result = present(start=start, duration="1h", checks=[])
    assert [sent["from"] for _method, _path, sent in pingdom.writes] == [NOW + 5, 1]
    assert pingdom.writes[1][2]["to"] == NOW + 5 + H
    assert result.values["maintenance"]["status"] == "running"


def test_another_refusal_of_a_window_is_a_failure(pingdom):
    pingdom.instead[("POST", "/maintenance")] = [refusal(400, "Invalid parameter value: description")]
    with pytest.raises(errors.RequestRefused) as caught:
        present(start="+1h", duration="1h", checks=[])
    assert not caught.value.changed
    assert len(pingdom.writes) == 1


def test_an_ended_window_that_was_asked_for_is_found(pingdom):
    row = pingdom.add_window(start=NOW - 3 * H, to=NOW - 2 * H)
    pingdom.add_window(start=NOW + 3 * H, to=NOW + 4 * H)
    result = present(start=NOW - 3 * H, duration="1h", checks=["not any more"])
    assert (result.values["maintenance"]["id"], result.values["maintenance"]["status"]) == (row["id"], "ended")


def test_occurrences_that_have_gone_or_cannot_be_read(pingdom):
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    gone, down = refusal(404, "gone"), refusal(500, "down")
    pingdom.instead[("GET", "/maintenance.occurrences")] = [gone, gone, gone, down]
    assert changed(absent())
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    with pytest.raises(errors.ServerFault) as caught:
        absent(id=row["id"])
    assert caught.value.changed


def test_an_end_names_the_least_where_pingdom_refuses_what_it_shows(pingdom):
    window = pingdom.add_window(start=NOW - 100, to=NOW + H, colour="red")
    pingdom.instead[("PUT", f"/maintenance/{window['id']}")] = [refusal(400, "Invalid parameter name: colour")]
    assert changed(absent())
    whole, least = [body for method, _path, body in pingdom.log if method == "PUT"]
    assert whole["colour"] == "red"
    assert least == {"description": "work", "from": NOW - 100, "to": 1, "effectiveto": 1}


def test_an_occurrence_of_its_own_without_an_id_is_told(pingdom):
    window = pingdom.add_window(start=NOW + 100, to=NOW + H)
    own = {"maintenanceid": window["id"], "from": NOW + 100}
    pingdom.odd["/maintenance.occurrences"] = [None, {"maintenanceid": 5}, own]
    with pytest.raises(errors.UnexpectedAnswer, match="no numeric id") as caught:
        absent()
    assert caught.value.changed
