# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring a check into a state: found, created, changed, replaced, removed."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import mask
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account import emulated as on_account
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import pingdom, refusal

__all__ = ["pingdom"]

BASE = {"append_tags": False, "recreate": False, "absent_mode": "delete"}


def present(check_mode=False, **params):
    return on_account.check({**BASE, **params}, check_mode)


def absent(check_mode=False, **params):
    return on_account.check({**BASE, **params}, check_mode, "absent")


def changed(result):
    return any(change.changed for change in result.changes)


WEB = {"name": "web", "type": "http", "host": "web.example.com"}


def test_create_then_nothing(pingdom):
    predicted = present(check_mode=True, **WEB, tags=["b", "a"], contacts=["Ada", "2"], teams=["Web"])
    assert pingdom.writes == []
    assert predicted.values["check"]["id"] is None
    made = present(**WEB, tags=["b", "a"], contacts=["Ada", "2"], teams=["Web"])
    body = {
        "type": "http",
        "name": "web",
        "host": "web.example.com",
        "tags": ["a", "b"],
        "userids": "1,2",
        "teamids": "7",
    }
    assert pingdom.writes == [("POST", "/checks", body)]
    assert [mask(change) for change in made.changes] == [mask(change) for change in predicted.changes]
    own = {"id": 101, "status": "unknown", "created": "2027-01-15T08:00:00Z"}
    assert made.values == {"check": {**predicted.values["check"], **own}, "recreated": False}
    again = present(**WEB, tags=["b", "a"], contacts=["Ada", "2"], teams=["Web"])
    assert not changed(again)
    assert again.values == made.values
    assert len(pingdom.writes) == 1


def test_only_the_difference_is_sent_and_nothing_else_is_touched(pingdom):
    check = pingdom.add(name="web", custom_message="keep", resolution=1)
    predicted = present(check_mode=True, name="web", resolution=5, custom_message="keep")
    result = present(name="web", resolution=5, custom_message="keep")
    assert pingdom.writes == [("PUT", f"/checks/{check['id']}", {"resolution": 5})]
    assert result.changes[0].keys() == ["resolution"]
    assert result.values == predicted.values


def test_found_by_id_and_renamed(pingdom):
    check = pingdom.add(name="old")
    assert present(id=check["id"], name="new").values["check"]["name"] == "new"
    assert pingdom.log[0][1] == f"/checks/{check['id']}", "an id needs no list"


def test_found_by_a_tag_that_survives(pingdom):
    tag = "ansible-web"
    pingdom.add(name="other", tags=["x"])
    pingdom.checks[101].auto_tags.append(tag)
    made = present(identity_tag=tag, **WEB, tags=["x"])
    assert made.values["check"]["tags"] == [tag, "x"]
    assert not changed(present(identity_tag=tag, **WEB, tags=["x"]))
    renamed = present(identity_tag=tag, name="renamed", tags=[])
    assert (renamed.values["check"]["id"], renamed.values["check"]["tags"]) == (made.values["check"]["id"], [tag])
    pingdom.add(name="copy", tags=[tag])
    with pytest.raises(errors.AmbiguousName, match="checks with the tag 'ansible-web', with the ids 102, 103"):
        present(identity_tag=tag, name="x")


def test_created_by_a_tag_alone_gets_that_tag(pingdom):
    assert present(identity_tag="t", **WEB).values["check"]["tags"] == ["t"]


@pytest.mark.parametrize("tag", ["", "x" * 65])
def test_a_tag_that_cannot_be(pingdom, tag):
    with pytest.raises(errors.ConfigurationError, match="1 to 64"):
        present(identity_tag=tag)
    assert pingdom.log == []


@pytest.mark.parametrize(
    ("params", "missing"),
    [
        ({"name": "x"}, ["type", "host"]),
        ({"name": "x", "type": "dns", "host": "h"}, ["expectedip", "nameserver"]),
        ({"identity_tag": "x", "type": "tcp"}, ["name", "host", "port"]),
    ],
)
def test_what_is_missing_for_a_new_check(pingdom, params, missing):
    with pytest.raises(errors.ConfigurationError, match=", ".join(missing)) as caught:
        present(**params)
    assert caught.value.as_result()["missing"] == missing
    assert pingdom.writes == []


@pytest.mark.parametrize(
    "params", [{"contacts": ["Nobody"]}, {"contacts": ["9"]}, {"teams": ["Nobody"]}, {"contacts": ["Twin"]}]
)
def test_whom_to_alert_is_known_before_anything_is_written(pingdom, params):
    with pytest.raises((errors.NotFound, errors.AmbiguousName)):
        present(**WEB, **params)
    assert pingdom.writes == []


def test_whom_a_check_alerts_already_is_not_looked_up(pingdom):
    check = pingdom.add(name="web")
    pingdom.checks[check["id"]].settings["userids"] = [1, 99]
    assert not changed(present(name="web", contacts=["99", "1"]))
    assert changed(present(name="web", contacts=[]))
    assert not any("alerting" in path for _method, path, _body in pingdom.log)


def test_paused_is_believed_although_it_does_not_show_yet(pingdom):
    check = pingdom.add(name="web")
    pingdom.ignored = {"paused"}
    predicted = present(check_mode=True, name="web", paused=True)
    result = present(name="web", paused=True)
    assert (result.values["check"]["paused"], result.values["check"]["status"]) == (True, "paused")
    assert predicted.values == result.values
    assert pingdom.writes == [("PUT", f"/checks/{check['id']}", {"paused": True})]
    assert pingdom.slept == []


def test_unpaused_is_unknown_until_tested(pingdom):
    pingdom.add(name="web", paused=True)
    assert present(check_mode=True, name="web", paused=False).values["check"]["status"] == "unknown"
    assert present(name="web", paused=False).values["check"]["status"] == "unknown"


def test_a_change_that_pingdom_does_not_take_is_no_success(pingdom):
    pingdom.add(name="web")
    pingdom.ignored = {"custom_message", "auth"}
    with pytest.raises(errors.StateNotReached, match="auth_password, custom_message") as caught:
        present(name="web", custom_message="x", auth_password="hunter2", resolution=1)
    assert caught.value.changed
    assert caught.value.as_result()["options"] == ["auth_password", "custom_message"]
    assert "hunter2" not in str(caught.value)
    assert pingdom.slept == [1.0, 3.0]


def test_a_change_that_shows_late_is_waited_for(pingdom):
    check = pingdom.add(name="web")
    path = f"/checks/{check['id']}"
    old = pingdom.route("GET", path, {"include_teams": "true"}, None)
    pingdom.instead[("GET", path)] = [old, old]
    assert changed(present(name="web", resolution=1))
    assert pingdom.slept == [1.0]


def test_a_namesake_is_not_taken_for_the_lost_one(pingdom):
    pingdom.add(name="web")
    pingdom.instead[("POST", "/checks")] = [errors.ConnectionFailed("reset")]
    with pytest.raises(errors.ConnectionFailed, match="Nothing shows that it was created"):
        present(identity_tag="t", **WEB)


def test_tags_are_appended(pingdom):
    check = pingdom.add(name="web", tags=["a"])
    assert present(name="web", tags=["b"], append_tags=True).values["check"]["tags"] == ["a", "b"]
    assert pingdom.writes == [("PUT", f"/checks/{check['id']}", {"addtags": ["b"]})]
    assert not changed(present(name="web", tags=["b"], append_tags=True))


# Another type


def test_the_type_does_not_change_by_itself(pingdom):
    pingdom.add(name="web")
    with pytest.raises(errors.Conflict, match=r"is of type http, .*recreate"):
        present(name="web", type="tcp", port=80)
    assert pingdom.writes == []
    assert not changed(present(name="web", type="http"))


def test_recreate_carries_over_what_all_types_have(pingdom):
    old = pingdom.add(name="web", host="web.example.com", tags=["a"], resolution=1, userids="1", ipv6=True, paused=True)
    wish = {"name": "web", "type": "tcp", "port": 443, "tags": ["b"], "append_tags": True, "recreate": True}
    predicted = present(check_mode=True, **wish)
    assert pingdom.writes == []
    result = present(**wish)
    assert [entry[:2] for entry in pingdom.writes] == [("POST", "/checks"), ("DELETE", f"/checks/{old['id']}")]
    body = pingdom.writes[0][2]
    assert body["tags"] == ["a", "b"]
    assert (body["resolution"], body["userids"], body["ipv6"], body["paused"]) == (1, "1", True, True)
    assert result.values["recreated"] is predicted.values["recreated"] is True
    assert "history" in result.warnings[0]
    assert predicted.warnings == result.warnings
    ours = {name: value for name, value in result.values["check"].items() if name not in ("id", "status", "created")}
    assert ours.items() <= predicted.values["check"].items()
    assert [mask(change) for change in predicted.changes] == [mask(change) for change in result.changes]
    assert not changed(present(**wish))


def test_recreate_to_an_address_lets_the_address_decide(pingdom):
    pingdom.add(name="web", host="web.example.com")
    assert present(name="web", type="ping", host="2001:db8::1", recreate=True).changes[0].after["ipv6"] is True
    assert present(name="web", type="http", ipv6=True, recreate=True).values["check"]["ipv6"] is True


def test_recreate_keeps_the_identity_tag(pingdom):
    pingdom.add(name="web", tags=["t", "x"])
    assert present(identity_tag="t", tags=["y"], type="ping", recreate=True).values["check"]["tags"] == ["t", "y"]


def test_recreate_needs_what_the_new_type_needs(pingdom):
    pingdom.add(name="web")
    with pytest.raises(errors.ConfigurationError, match=r"recreate the check as dns .*: expectedip, nameserver"):
        present(name="web", type="dns", recreate=True)
    assert pingdom.writes == []


def test_recreate_loses_nothing_when_the_new_one_is_refused(pingdom):
    pingdom.add(name="web")
    pingdom.instead[("POST", "/checks")] = [refusal(403, "No free uptime checks available")]
    with pytest.raises(errors.Conflict) as caught:
        present(name="web", type="ping", recreate=True)
    assert not caught.value.changed
    assert list(pingdom.checks) == [101]


def test_recreate_tells_of_the_old_one_that_could_not_be_deleted(pingdom):
    pingdom.add(name="web")
    pingdom.instead[("DELETE", "/checks/101")] = [refusal(500, "no")]
    with pytest.raises(errors.ServerFault, match="new check 102 exists, the old one 101") as caught:
        present(name="web", type="ping", recreate=True)
    assert caught.value.changed


# Absent


def test_delete_then_nothing(pingdom):
    pingdom.add(name="web", postdata="hunter2")
    predicted = absent(check_mode=True, name="web")
    assert pingdom.writes == []
    result = absent(name="web")
    assert pingdom.writes == [("DELETE", "/checks/101", None)]
    assert result.changes[0].after is None
    assert "hunter2" not in repr(mask(result.changes[0]))
    assert predicted.values == result.values == {"check": None, "recreated": False}
    for again in (absent(name="web"), absent(id=101), absent(identity_tag="none")):
        assert not changed(again)
        assert again.values == result.values


def test_pause_in_place_of_deleting(pingdom):
    pingdom.add(name="web")
    result = absent(name="web", absent_mode="pause")
    assert pingdom.writes == [("PUT", "/checks/101", {"paused": True})]
    assert result.values["check"]["paused"] is True
    assert not changed(absent(name="web", absent_mode="pause"))
