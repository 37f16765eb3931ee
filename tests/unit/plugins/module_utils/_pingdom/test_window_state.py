# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring a maintenance window into a state: found, created, changed, ended, deleted."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import window_state
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.times import iso
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.fake_pingdom import (
    NOW,
    FakePingdom,
    refusal,
    use,
)

H = 3600


@pytest.fixture
def pingdom(monkeypatch):
    account = FakePingdom()
    use(monkeypatch, window_state, account)
    return account


def present(check_mode=False, **params):
    return window_state.ensure_present({"description": "work", **params}, check_mode)


def absent(check_mode=False, **params):
    return window_state.ensure_absent({"description": "work", **params}, check_mode)


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
    pingdom.ignored = {"to", "checks"}
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


# Absent


def test_a_future_window_is_deleted_with_its_occurrences(pingdom):
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    pingdom.occurrences = {
        1: {"id": 1, "maintenanceid": row["id"], "from": NOW + H, "to": NOW + 2 * H},
        2: {"id": 2, "maintenanceid": 999, "from": NOW + H, "to": NOW + 2 * H},
    }
    predicted = absent(check_mode=True)
    assert pingdom.writes == []
    result = absent()
    assert [path for _method, path, _body in pingdom.writes] == [
        f"/maintenance/{row['id']}",
        "/maintenance.occurrences/1",
    ]
    assert result.values == predicted.values == {"maintenance": None}
    assert result.changes == predicted.changes
    assert not changed(absent())
    assert not changed(absent(id=row["id"]))


def test_a_running_window_is_ended(pingdom):
    row = pingdom.add_window(start=NOW - 100, to=NOW + H, uptimeids=[3])
    pingdom.occurrences = {1: {"id": 1, "maintenanceid": row["id"], "from": NOW - 100, "to": NOW + H}}
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


def test_occurrences_that_have_gone_or_cannot_be_read(pingdom):
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    pingdom.instead[("GET", "/maintenance.occurrences")] = [refusal(404, "gone"), refusal(500, "down")]
    assert changed(absent())
    row = pingdom.add_window(start=NOW + H, to=NOW + 2 * H)
    with pytest.raises(errors.ServerFault) as caught:
        absent(id=row["id"])
    assert caught.value.changed
