# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of Pingdom that are older than the last write: what was written decides, for a minute.

Most tests call the modules' functions, on an account whose clock goes on where a module waits.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from tests.behaviour.pingdom_calls import Detail, body_of

pytestmark = pytest.mark.versions("3.1", "2.1")

CHECK = {"name": "new", "type": "http", "host": "new.example.com"}
WINDOW = {"description": "Kernel update", "start": "now", "duration": "1h", "checks": ["api: status"]}
SECRET = "hunter2-the-secret"


def test_what_was_asked_for_already_is_not_sent_again(account, emulator):
    emulator.quirk("pingdom_status_lags")
    assert account.check(name="api: status", paused=True)["changed"]
    for check_mode in (True, False):
        again = account.check(name="api: status", paused=True, check_mode=check_mode)
        assert (again["changed"], again["check"]["paused"], again["check"]["status"]) == (False, True, "paused")
    assert len(account.writes()) == 1
    account.an_hour_later()
    assert not account.check(name="api: status", paused=True)["changed"]
    assert account.check(name="api: status", paused=False)["changed"]
    assert account.check(name="api: status", paused=True)["changed"]


@pytest.mark.versions("3.1")
def test_it_is_one_account_however_its_url_is_written(account, emulator):
    emulator.quirk("pingdom_status_lags")
    account.check(name="api: status", paused=True)
    account.options["url"] = f"HTTP{emulator.pingdom[4:]}/"
    assert not account.check(name="api: status", paused=True)["changed"]
    assert account.check(name="api: status", paused=False)["changed"]


def test_check_mode_predicts_from_what_was_written(account, emulator):
    emulator.quirk("pingdom_status_lags")
    account.check(name="api: status", paused=True)
    predicted = account.check(name="api: status", paused=False, check_mode=True)
    result = account.check(name="api: status", paused=False)
    assert predicted["changed"]
    assert predicted["diff"] == result["diff"]
    assert predicted["check"] == result["check"]


def test_paused_in_place_of_deleting_and_unpaused(account, emulator):
    emulator.quirk("pingdom_status_lags")
    assert account.check(name="api: status", state="absent", absent_mode="pause")["changed"]
    back = account.check(name="api: status", paused=False)
    assert (back["changed"], back["check"]["paused"]) == (True, False)
    account.an_hour_later()
    assert not account.check(name="api: status")["check"]["paused"]


def test_a_paused_check_stays_paused_when_it_is_recreated(account, emulator):
    emulator.quirk("pingdom_status_lags")
    account.check(name="api: status", paused=True)
    made = account.check(name="api: status", type="ping", recreate=True)
    account.an_hour_later()
    assert account.check(id=made["check"]["id"])["check"]["paused"]


LAGS = [("pingdom_lists_lag",), ("pingdom_details_lag",), ("pingdom_lists_lag", "pingdom_details_lag")]


@pytest.fixture(params=LAGS, ids=["lists", "details", "both"])
def lagging(request, emulator):
    """Lists, details or both show what there was 30 s ago."""
    for quirk in request.param:
        emulator.quirk(quirk)


@pytest.mark.usefixtures("lagging")
def test_a_new_check_is_not_created_again_and_can_be_changed(account):
    made = account.check(**CHECK, tags=["mine"], auth_password=SECRET)
    check_id = made["check"]["id"]
    assert (made["changed"], made["check"]["status"], made["check"]["tags"]) == (True, "unknown", ["mine"])
    again = account.check(**CHECK, tags=["mine"], auth_password=SECRET)
    assert (again["changed"], again["check"]["id"]) == (False, check_id)
    by_id = account.check(id=check_id)
    assert (by_id["changed"], by_id["check"]["name"]) == (False, "new")
    assert account.check(identity_tag="mine", name="new")["check"]["id"] == check_id
    changed = account.check(name="new", paused=True, resolution=1)
    assert (changed["changed"], changed["check"]["paused"], changed["check"]["resolution"]) == (True, True, 1)
    assert not account.check(name="new", paused=True, resolution=1)["changed"]
    opened = account.window(**{**WINDOW, "checks": ["new"]})
    assert opened["maintenance"]["checks"] == [check_id]
    assert account.writes() == [("POST", "/checks"), ("PUT", f"/checks/{check_id}"), ("POST", "/maintenance")]
    account.an_hour_later()
    assert not account.check(**CHECK, paused=True, resolution=1)["changed"]


@pytest.mark.usefixtures("lagging")
def test_a_new_check_can_be_deleted_and_made_again(account):
    first = account.check(**CHECK)["check"]["id"]
    assert account.check(name="new", state="absent")["changed"]
    for _again in range(2):
        assert not account.check(name="new", state="absent")["changed"]
    second = account.check(**CHECK)
    assert second["changed"]
    assert second["check"]["id"] > first
    assert not account.check(**CHECK)["changed"]
    assert account.writes() == [("POST", "/checks"), ("DELETE", f"/checks/{first}"), ("POST", "/checks")]
    account.an_hour_later()
    assert account.check(name="new")["check"]["id"] == second["check"]["id"]


@pytest.mark.usefixtures("lagging")
def test_a_deleted_check_is_gone(account):
    check_id = account.check(name="api: status")["check"]["id"]
    assert account.check(name="api: status", state="absent")["changed"]
    for absent in ({"name": "api: status"}, {"id": check_id}):
        assert not account.check(**absent, state="absent")["changed"]
    assert account.check(id=check_id, paused=True, fails=True)["error"]["kind"] == "NotFound"
    assert account.check(name="api: status", paused=True, fails=True)["error"]["missing"] == ["type", "host"]
    assert account.window(**WINDOW, fails=True)["error"]["kind"] == "NotFound"
    assert account.writes() == [("DELETE", f"/checks/{check_id}")]


@pytest.mark.usefixtures("lagging")
def test_a_renamed_check_is_found_by_its_new_name(account):
    check_id = account.check(name="api: status")["check"]["id"]
    assert account.check(id=check_id, name="api", tags=["fresh"])["changed"]
    assert account.check(name="api")["check"]["id"] == check_id
    assert account.check(identity_tag="fresh", name="api")["check"]["id"] == check_id
    assert account.check(name="api: status", paused=True, fails=True)["error"]["missing"] == ["type", "host"]


@pytest.mark.usefixtures("lagging")
def test_a_new_window_is_not_created_again_and_ends(account):
    made = account.window(**WINDOW)
    window_id = made["maintenance"]["id"]
    again = account.window(**WINDOW)
    assert (again["changed"], again["maintenance"]["id"]) == (False, window_id)
    by_id = account.window(id=window_id, description="Kernel")
    assert (by_id["changed"], by_id["maintenance"]["description"]) == (True, "Kernel")
    assert account.window(description="Kernel", state="absent")["changed"]
    assert not account.window(description="Kernel", state="absent")["changed"]
    assert account.writes() == [("POST", "/maintenance"), *[("PUT", f"/maintenance/{window_id}")] * 2]
    account.an_hour_later()
    assert account.window(id=window_id, state="absent")["maintenance"]["status"] == "ended"


@pytest.mark.usefixtures("lagging")
def test_a_window_is_changed_while_reads_of_it_lag_in_whatever_order_its_checks_are(account, emulator):
    ids = sorted((row["id"] for row in account.somebody("GET", "/checks")["checks"][:2]), reverse=True)
    body = {"description": "Night", "from": 1, "to": int(emulator.now()) + 3600, "uptimeids": ids}
    window_id = account.somebody("POST", "/maintenance", body)["maintenance"]["id"]
    emulator.advance(60)
    changed = account.window(description="Night", duration="5h")
    assert (changed["changed"], changed["maintenance"]["id"]) == (True, window_id)


def test_a_window_that_was_ended_or_deleted_does_not_stand_in_the_way(account):
    ended = account.window(**WINDOW)["maintenance"]["id"]
    account.window(description=WINDOW["description"], state="absent")
    opened = account.window(**{**WINDOW, "start": "+2h"})
    assert opened["changed"]
    assert opened["maintenance"]["id"] > ended
    assert account.window(description=WINDOW["description"], state="absent")["maintenance"] is None
    assert not account.window(id=opened["maintenance"]["id"], state="absent")["changed"]
    assert account.window(**WINDOW)["changed"]


@pytest.mark.versions("3.1")
def test_other_options_and_secrets_lag_as_well(account, emulator):
    old = {"resolution": 1, "auth_username": "a", "auth_password": SECRET, "requestheaders": {"X-Key": SECRET}}
    new = {"resolution": 5, "auth_password": f"{SECRET}-2", "requestheaders": {"X-Key": f"{SECRET}-2"}}
    detail = Detail(account, account.check(**CHECK, **old)["check"]["id"])
    assert account.check(name="new", **new)["changed"]
    detail.show(times=1)
    assert not account.check(name="new", **new)["changed"]
    detail.show(times=1)
    back = account.check(name="new", **{**old, "auth_username": "a"})
    assert back["changed"]
    assert sorted(body_of(emulator.writes()[-1])) == ["auth", "requestheaders0", "resolution"]
    assert body_of(emulator.writes()[-1])["auth"] == f"a:{SECRET}"
    account.an_hour_later()
    assert not account.check(name="new", **old)["changed"]


def test_half_of_the_credentials_is_not_put_back_by_an_old_answer(account, emulator):
    detail = Detail(account, account.check(**CHECK, auth_username="old", auth_password=SECRET)["check"]["id"])
    account.check(name="new", auth_username="fresh")
    detail.show(times=2)
    account.check(name="new", auth_password=f"{SECRET}-2")
    assert body_of(emulator.writes()[-1]) == {"auth": f"fresh:{SECRET}-2"}


@pytest.mark.parametrize("done", [True, False])
def test_a_pause_whose_answer_was_lost_can_be_taken_back(account, emulator, done):
    emulator.quirk("pingdom_status_lags")
    check_id = account.check(name="api: status")["check"]["id"]
    emulator.faults([{"method": "PUT", "path": "/checks/", "times": 1, "reset": True, "after": done}])
    account.check(name="api: status", paused=True, retries=0, fails=True)
    back = account.check(name="api: status", paused=False)
    assert (back["changed"], back["check"]["paused"]) == (False, False)
    assert "not known whether that was done" in back["warnings"][0]
    assert [body_of(entry) for entry in emulator.writes()] == [{"paused": True}, {"paused": False}]
    again = account.check(name="api: status", paused=False)
    assert (again["changed"], again.get("warnings")) == (False, None)
    account.an_hour_later()
    assert not account.check(id=check_id)["check"]["paused"]


def test_a_pause_that_was_refused_leaves_no_doubt(account, emulator):
    emulator.faults([{"method": "PUT", "path": "/checks/", "times": 1, "status": 400}])
    account.check(name="api: status", paused=True, fails=True)
    assert account.check(name="api: status", paused=False).get("warnings") is None
    assert len(account.writes()) == 1


def test_what_somebody_else_has_changed_since_is_believed(account):
    check_id = account.check(**CHECK, resolution=1)["check"]["id"]
    account.check(name="new", resolution=5, paused=True)
    Detail(account, check_id).show(times=1, resolution=60)
    assert account.check(name="new", resolution=5)["changed"]


def test_a_new_check_that_somebody_deleted_is_made_again(account, emulator):
    first = account.check(**CHECK)["check"]["id"]
    account.somebody("DELETE", f"/checks/{first}")
    doubtful = account.check(**CHECK)
    assert not doubtful["changed"]
    assert f"does not show check {first} yet" in doubtful["warnings"][0]
    made = account.check(**CHECK, paused=True)
    assert made["changed"]
    assert made["check"]["id"] > first, "Pingdom has refused to change the first one"


def test_what_was_changed_lately_is_no_reason_to_create_though_no_list_shows_it(account, emulator):
    check_id = account.check(name="api: status", tags=["mine"])["check"]["id"]
    window_id = account.window(**WINDOW, recurrence={"type": "day", "until": "+3d"})["maintenance"]["id"]
    emulator.advance(70)
    account.check(name="api: status", resolution=15)
    account.window(description=WINDOW["description"], recurrence={"type": "week", "until": "+30d"})
    before = account.writes()
    emulator.faults(
        [
            {"method": "GET", "path": "/checks$", "status": 200, "body": {"checks": [], "counts": {"total": 0}}},
            {"method": "GET", "path": "/maintenance$", "status": 200, "body": {"maintenance": []}},
        ]
    )
    again = account.check(name="api: status", type="http", host="api.example.com")
    assert (again["changed"], again["check"]["id"]) == (False, check_id)
    assert account.window(**WINDOW)["maintenance"]["id"] == window_id
    assert account.writes() == before


def test_a_list_and_a_detail_that_contradict_each_other_create_nothing(account, emulator):
    check_id = account.check(name="api: status")["check"]["id"]
    unknown = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "Invalid check identifier"}}
    emulator.faults([{"method": "GET", "path": f"/checks/{check_id}$", "status": 403, "body": unknown}])
    refused = account.check(name="api: status", type="http", host="h.example.com", fails=True)
    assert refused["error"]["kind"] == "UnexpectedAnswer"
    assert not account.check(name="api: status", state="absent")["changed"], "that it has gone is proven by its id"
    assert account.writes() == []


LOST = {"times": 1, "reset": True, "after": True}


@pytest.mark.usefixtures("lagging")
@pytest.mark.parametrize("identity", [{}, {"identity_tag": "mine"}], ids=["name", "tag"])
def test_a_check_whose_creation_lost_its_answer_is_not_created_again(account, emulator, identity):
    emulator.faults([{"method": "POST", "path": "/checks$", **LOST}])
    account.check(**CHECK, **identity, fails=None)
    again = account.check(**CHECK, **identity)
    assert not again["changed"]
    account.an_hour_later()
    assert account.check(name="new")["check"]["id"] == again["check"]["id"], "there is one of this name"
    assert account.writes() == [("POST", "/checks")]


@pytest.mark.usefixtures("lagging")
def test_a_check_whose_creation_lost_its_answer_can_be_deleted(account, emulator):
    emulator.faults([{"method": "POST", "path": "/checks$", **LOST}])
    account.check(**CHECK, fails=None)
    assert account.check(name="new", state="absent")["changed"]
    assert [method for method, _path in account.writes()] == ["POST", "DELETE"]


@pytest.mark.usefixtures("lagging")
def test_a_window_whose_opening_lost_its_answer_is_not_opened_again(account, emulator):
    emulator.faults([{"method": "POST", "path": "/maintenance$", **LOST}])
    account.window(**WINDOW, fails=None)
    again = account.window(**WINDOW)
    assert not again["changed"]
    assert account.window(description=WINDOW["description"], state="absent")["changed"], "there is one"
    assert [method for method, _path in account.writes()] == ["POST", "PUT"]


@pytest.mark.usefixtures("lagging")
def test_a_window_whose_end_lost_its_answer_is_not_said_to_be_open(account, emulator):
    first = account.window(**WINDOW)["maintenance"]["id"]
    emulator.advance(90)
    emulator.faults([{"method": "PUT", "path": "/maintenance/", **LOST}])
    account.window(description=WINDOW["description"], state="absent", retries=0, fails=True)
    opened = account.window(**WINDOW)
    assert opened["changed"]
    assert opened["maintenance"]["id"] > first


def test_a_window_whose_end_is_repeated_has_ended(account, emulator):
    account.window(**WINDOW)
    emulator.advance(90)
    emulator.faults([{"method": "PUT", "path": "/maintenance/", **LOST}])
    ended = account.window(description=WINDOW["description"], state="absent")
    assert (ended["changed"], ended["maintenance"]["status"]) == (True, "ended")
    assert [method for method, _path in account.writes()] == ["POST", "PUT", "PUT"]


def test_a_window_whose_end_is_refused_goes_on(account, emulator):
    account.window(**WINDOW)
    emulator.faults([{"method": "PUT", "path": "/maintenance/", "status": 400}])
    refused = account.window(description=WINDOW["description"], state="absent", fails=True)
    assert (refused["error"]["kind"], refused["changed"]) == ("RequestRefused", False)


UNKNOWN = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "Invalid check identifier"}}


@pytest.mark.parametrize("status", [403, 404])
def test_a_new_check_that_pingdom_does_not_know_yet_can_be_changed_and_deleted(account, emulator, status):
    check_id = account.check(**CHECK)["check"]["id"]
    unknown = {"path": f"/checks/{check_id}$", "status": status, "body": UNKNOWN}
    emulator.faults([{**unknown, "method": "PUT", "times": 2}, {**unknown, "method": "GET", "times": 2}])
    assert account.check(name="new", paused=True)["changed"]
    emulator.faults([{**unknown, "method": "DELETE", "times": 2}])
    assert account.check(name="new", state="absent")["changed"]
    assert [method for method, _path in account.writes()] == ["POST", *["PUT"] * 3, *["DELETE"] * 3]
    account.an_hour_later()
    assert not account.check(name="new", state="absent")["changed"]


def test_a_new_window_that_pingdom_does_not_know_yet_can_be_ended(account, emulator):
    window_id = account.window(**WINDOW)["maintenance"]["id"]
    emulator.faults([{"method": "PUT", "path": f"/maintenance/{window_id}$", "status": 404, "times": 2}])
    assert account.window(id=window_id, state="absent")["maintenance"]["status"] == "ended"


def test_what_was_not_created_lately_is_not_asked_for_again(account, emulator):
    emulator.faults([{"method": "(PUT|DELETE)", "path": "/checks/", "status": 403, "body": UNKNOWN}])
    assert account.check(name="api: status", paused=True, fails=True)["error"]["kind"] == "NotFound"
    assert account.check(name="api: status", state="absent")["changed"]
    assert [method for method, _path in account.writes()] == ["PUT", "DELETE"]


@pytest.mark.parametrize("fault", [{"reset": True}, {"status": 400}, {"status": 500}])
def test_a_check_that_was_not_created_is_created_by_the_next_run(account, emulator, fault):
    emulator.faults([{"method": "POST", "path": "/checks$", "times": 1, **fault}])
    account.check(**CHECK, fails=True)
    assert account.check(**CHECK)["changed"]
    assert not account.check(**CHECK)["changed"]
    account.an_hour_later()
    assert account.check(name="new")["check"]["name"] == "new"


@pytest.mark.usefixtures("lagging")
def test_a_check_whose_deletion_lost_its_answer_is_not_said_to_be_there(account, emulator):
    first = account.check(name="api: status")["check"]["id"]
    emulator.faults([{"method": "DELETE", "path": "/checks/", **LOST}])
    account.check(name="api: status", state="absent", retries=0, fails=True)
    made = account.check(name="api: status", type="http", host="api.example.com")
    assert made["changed"]
    assert made["check"]["id"] > first
    account.an_hour_later()
    assert not account.check(name="api: status")["changed"]
    assert account.writes() == [("DELETE", f"/checks/{first}"), ("POST", "/checks")]


@pytest.mark.parametrize("fault", [{"reset": True}, {"status": 400}])
def test_a_check_whose_deletion_was_not_done_is_there(account, emulator, fault):
    emulator.faults([{"method": "DELETE", "path": "/checks/", "times": 1, **fault}])
    account.check(name="api: status", state="absent", retries=0, fails=True)
    assert not account.check(name="api: status")["changed"]
    assert account.check(name="api: status", state="absent")["changed"]


@pytest.mark.versions("3.1")
def test_what_is_kept_holds_no_secret_and_is_nobody_elses(account):
    account.check(**CHECK, auth_username="user-of-the-test", auth_password=SECRET, requestheaders={"X-Key": SECRET})
    account.window(**WINDOW)
    folder = Path(tempfile.gettempdir(), f"opswatch-{os.geteuid()}")
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert "new.example.com" in kept["recent.json"]
    for text in (*kept, *kept.values()):
        for secret in (SECRET, "user-of-the-test", account.options["api_token"]):
            assert secret not in text
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_without_a_folder_of_its_own_it_says_so_and_goes_on(account, tmp_path):
    Path(tempfile.gettempdir(), f"opswatch-{os.geteuid()}").symlink_to(tmp_path)
    made = account.check(**CHECK)
    assert made["changed"]
    assert len(made["warnings"]) == 1
    assert "is not remembered on this host" in made["warnings"][0]
    assert not list(tmp_path.glob("recent*"))
