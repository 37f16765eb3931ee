# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport: refusals, lists, creation, time and what never shows."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import api as module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import delete, patiently
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.creating import create_once
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import (
    NOW,
    TOKEN,
    api_on,
    refusal,
)


def answering(*answers):
    left = list(answers)
    return lambda *request: left.pop(0)


def error_of(answer, retries=0):
    with pytest.raises(errors.MonitoringError) as caught:
        api_on(lambda *request: answer, retries).get("/checks", {"limit": 1})
    return caught.value


@pytest.mark.parametrize(
    ("status", "text", "kind", "hint"),
    [
        (400, "Invalid parameter value: host", errors.RequestRefused, ""),
        (401, "Invalid token", errors.AuthenticationFailed, "API 3.1"),
        (403, "Invalid check identifier", errors.NotFound, "another account"),
        (403, "Invalid application key", errors.AuthenticationFailed, "API 3.1"),
        (403, "Not permitted for account type.", errors.PermissionDenied, "change the plan"),
        (403, "No free uptime checks available", errors.Conflict, "GET /credits"),
        (403, "no free transaction checks available.", errors.Conflict, "GET /credits"),
        (403, "No free checks available", errors.Conflict, "GET /credits"),
        (403, "Permission denied: the API token has read access only", errors.PermissionDenied, "Read/Write"),
        (403, "The token has read only access", errors.PermissionDenied, "Read/Write"),
        (403, "Your API key is read-only", errors.PermissionDenied, "Read/Write"),
        (403, "This user does not have write access", errors.PermissionDenied, "Read/Write"),
        (403, "Token only has read access", errors.PermissionDenied, "Read/Write"),
        (403, "The token needs Read/Write access", errors.PermissionDenied, "Read/Write"),
        (404, "Not found", errors.NotFound, ""),
        (429, "Request limit exceeded, try again later", errors.RateLimited, "after the reset"),
        (500, "Oops", errors.ServerFault, "later"),
        (204, "", errors.UnexpectedAnswer, ""),
    ],
)
def test_each_refusal_has_its_kind_and_its_words(status, text, kind, hint):
    error = error_of(refusal(status, text))
    assert error.__class__ is kind
    assert text in error.message
    assert hint in (error.hint or "")
    assert error.as_result()["status"] == status


@pytest.mark.parametrize(
    "text",
    [
        "Something went wrong!",
        "Your application key is fine",
        "Not allowed to delete a user",
        "Lunch: no free seats",
        "No free SMS available",
        "No free lunch: no free checks available",
        'The feature "access levels" is not in your plan',
        "Check shop read-only page name is forbidden",
        "Check the token is read only is forbidden",
        "The user page has read-only fields",
        "Write access",
    ],
)
def test_a_403_of_an_unknown_text_is_shown_and_blames_nothing(text):
    error = error_of(refusal(403, text))
    assert error.__class__ is errors.PermissionDenied
    assert (error.message, error.hint) == (f"this is forbidden: {text}", None)


@pytest.mark.parametrize("body", [b"<html>Invalid application key</html>", b"No free uptime checks available"])
def test_a_403_that_is_not_of_the_api_blames_nothing_either(body):
    error = error_of((403, {}, body))
    assert (error.__class__, error.hint) == (errors.PermissionDenied, None)
    assert error.message.startswith("this is forbidden: ")


@pytest.mark.parametrize(
    ("path", "hints"),
    [
        ("/api/3.1/checks", True),
        ("/proxy/api/2.1//checks/", True),
        ("/api/3.1", False),
        ("/pingdom", False),
        ("/api/1.0/proxy/api/3.1", False),
    ],
)
def test_a_400_below_a_url_that_goes_on_after_the_version_tells_of_it(path, hints):
    api = api_on(lambda *request: refusal(400, "Invalid parameter value: checkid"))
    api._http.base_path = path.rstrip("/")
    with pytest.raises(errors.RequestRefused) as caught:
        api.get("/checks")
    assert ("its path must end with the API version" in (caught.value.hint or "")) is hints


def test_a_403_is_shown_cut_and_without_the_token():
    error = error_of(refusal(403, f"{TOKEN} {'x' * 5000}"))
    assert TOKEN not in str(error)
    assert len(str(error)) < 1000


def test_an_error_names_the_request_without_its_query_and_pingdoms_id_of_it():
    error = error_of((400, {"X-Trace": "2B77"}, {"error": {"errormessage": "no"}}))
    assert "GET https://pingdom.example.com/api/3.1/checks (HTTP 400)" in str(error)
    assert "limit" not in str(error)
    assert error.as_result()["request_id"] == "2B77"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"<html><body>Bad <b>gateway</b></body></html>", "Bad gateway"),
        (b"plain words", "plain words"),
        (b"", "no reason given"),
        (b"[1]", "[1]"),
        (b'{"error": "text"}', "text"),
        (b'{"error": {"statusdesc": "Forbidden"}}', "Forbidden"),
    ],
)
def test_errors_that_are_not_the_documented_json_still_tell_something(body, shown):
    assert shown in error_of((502, {}, body)).message


def test_what_the_plan_lacks_is_told_with_advice_for_what_was_asked():
    def denied(path):
        with pytest.raises(errors.PermissionDenied) as caught:
            api_on(lambda *request: refusal(403, "Not permitted for account type.")).get(path)
        return caught.value

    assert denied("/maintenance").hint == denied("/maintenance/5").hint != denied("/checks/5").hint
    assert "plan Advanced or a higher one. Without them, pingdom_pause" in denied("/maintenance").hint
    assert "window" not in denied("/checks/5").hint
    assert denied("/checks/5").as_result()["cause"] == "plan"
    assert error_of(refusal(403, "Something went wrong!")).as_result()["cause"] == "unknown"


def test_a_404_of_a_list_points_at_the_url():
    def hint_of(path):
        with pytest.raises(errors.NotFound) as caught:
            api_on(lambda *request: refusal(404, "Not found")).get(path)
        return caught.value.hint or ""

    assert "option url" in hint_of("/maintenance")
    assert not hint_of("/maintenance/5")


@pytest.mark.parametrize("path", ["/maintenance", "/maintenance/5"])
@pytest.mark.parametrize("body", [b"<html>nginx</html>", b"", b'{"detail": "Not Found"}'])
def test_a_404_that_is_not_of_the_api_does_not_say_that_something_has_gone(path, body):
    with pytest.raises(errors.UnexpectedAnswer, match="there is no API of Pingdom at this path") as caught:
        api_on(lambda *request: (404, {}, body)).get(path)
    assert "option url" in caught.value.hint


def test_a_redirect_is_a_wrong_url_and_shows_its_target_without_a_query():
    error = error_of((302, {"Location": "https://login.example.com/?next=secret"}, b""))
    assert isinstance(error, errors.ConfigurationError)
    assert "https://login.example.com/" in error.message
    assert "secret" not in str(error)
    assert "nowhere" in error_of((301, {}, b"")).message


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"", b"[]", b'{"checks": [', b"null"])
def test_a_success_that_is_no_json_object_is_not_believed(body):
    assert isinstance(error_of((200, {}, body)), errors.UnexpectedAnswer)


def test_no_text_shows_the_token_or_a_secret_of_the_task():
    api = api_on(lambda *request: refusal(400, f"bad {TOKEN} and hunter2"), secrets=["hunter2"])
    with pytest.raises(errors.RequestRefused) as caught:
        api.get("/checks")
    assert TOKEN not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_the_passing_401_is_repeated_for_reads_only_and_not_for_ever():
    jwt = (401, {}, b"JWT-Auth-Only: Unable to decode JWT")
    assert reports.read(api_on(answering(jwt, jwt, {"contacts": []}), retries=2), reports.CONTACTS).rows == []
    with pytest.raises(errors.AuthenticationFailed):
        reports.read(api_on(answering(jwt, jwt), retries=1), reports.CONTACTS)
    with pytest.raises(errors.AuthenticationFailed):
        api_on(answering(jwt, {}), retries=1).put("/checks/1", {"name": "x"})


def pages(rows, total, size=None, monkeypatch=None):
    if size:
        monkeypatch.setattr(reports, "CHECKS", reports.CHECKS._replace(per_page=size))
    asked = []

    def serve(method, path, query, body):
        asked.append((query["limit"], query["offset"], query.get("include_tags")))
        page = rows[query["offset"] : query["offset"] + query["limit"]]
        return {"checks": page, "counts": {"total": total, "limited": len(page), "filtered": total}}

    return api_on(serve), asked


def some(count):
    return [{"id": number, "name": f"check {number}"} for number in range(count)]


def test_checks_are_read_page_after_page(monkeypatch):
    api, asked = pages(some(5), 5, 2, monkeypatch)
    assert reports.read(api, reports.CHECKS).rows == some(5)
    assert asked == [(2, 0, None), (2, 2, None), (2, 4, None)]


def test_one_page_is_one_request_and_tags_are_asked_for_on_demand():
    api, asked = pages(some(3), 3)
    assert len(CHECK.rows(api, query={"include_tags": "true"})) == 3
    assert asked == [(25000, 0, "true")]


def test_a_check_that_comes_twice_is_one_check():
    api, _asked = pages([*some(2), some(1)[0]], 2)
    assert reports.read(api, reports.CHECKS).rows == some(2)


def test_a_part_of_the_checks_is_never_the_whole(monkeypatch):
    with pytest.raises(errors.UnexpectedAnswer, match="3 of 4 checks"):
        reports.read(pages(some(3), 4)[0], reports.CHECKS)
    with pytest.raises(errors.UnexpectedAnswer, match="2 of 3 checks"):
        reports.read(pages([*some(2), some(1)[0]], 3, 2, monkeypatch)[0], reports.CHECKS)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"checks": {}},
        {"checks": [1]},
        {"checks": [{"id": "1"}]},
        {"checks": [{"id": True}]},
        {"checks": []},
        {"checks": [], "counts": []},
        {"checks": [], "counts": {"total": None}},
        {"checks": [], "counts": {"total": "0"}},
    ],
)
def test_a_list_of_another_shape_is_refused_with_the_request(answer):
    with pytest.raises(errors.UnexpectedAnswer) as caught:
        reports.read(api_on(lambda *request: answer), reports.CHECKS)
    assert caught.value.exchange.path == "/api/3.1/checks"


def test_lists_without_a_count_end_with_a_page_that_is_not_full():
    asked = []

    def serve(method, path, query, body):
        asked.append((path, query["offset"]))
        return {"maintenance" if path == "/maintenance" else "checks": some(2)[query["offset"] :]}

    for endpoint in (reports.WINDOWS, reports.TRANSACTIONS):
        assert reports.read(api_on(serve), endpoint._replace(per_page=2)).rows == some(2)
    assert asked == [("/maintenance", 0), ("/maintenance", 2), ("/tms/check", 0), ("/tms/check", 2)]


def test_deleting_what_has_gone_is_done():
    delete(api_on(lambda *request: refusal(403, "Invalid check identifier")), "/checks/1")
    with pytest.raises(errors.PermissionDenied):
        delete(api_on(lambda *request: refusal(403, "no")), "/checks/1")


LOST = errors.ConnectionFailed("reset")


@pytest.mark.parametrize(
    "lost", [LOST, (502, {}, b"x"), {"check": {}}, {"check": {"id": "7"}}, {}, (200, {}, b"<html>")]
)
def test_a_creation_without_an_answer_is_looked_for_and_not_repeated(lost):
    sent = []

    def serve(method, *rest):
        sent.append(method)
        return lost

    assert create_once(api_on(serve, retries=3), "/checks", {"name": "x"}, lambda: [42]) == 42
    assert sent == ["POST"]


def test_a_creation_that_never_left_is_not_looked_for():
    def find():
        raise AssertionError("must not look")

    refused = errors.ConnectionFailed("could not connect")
    refused.nothing_sent = True
    with pytest.raises(errors.ConnectionFailed, match="Nothing was sent"):
        create_once(api_on(lambda *request: refused), "/checks", {}, find)


@pytest.mark.parametrize("body", [b"<html>", b"[1]", b"[" + b"9" * 5000])
def test_a_change_whose_answer_cannot_be_read_may_have_been_done(body):
    for change in (
        lambda api: patiently(api, "/checks/1", lambda: api.put("/checks/1", {})),
        lambda api: delete(api, "/checks/1"),
    ):
        with pytest.raises(errors.UnexpectedAnswer) as caught:
            change(api_on(lambda *request: (200, {}, body)))
        assert caught.value.changed


def test_what_was_not_created_is_said_so():
    with pytest.raises(errors.ConnectionFailed) as caught:
        create_once(api_on(lambda *request: errors.ConnectionFailed("reset")), "/checks", {}, list)
    assert "Nothing shows that it was created." in str(caught.value)
    assert not caught.value.changed


@pytest.mark.parametrize("answer", [{"check": {"id": "7"}}, {}, (200, {}, b"<html>")])
def test_a_creation_that_was_answered_and_does_not_show_may_have_been_done(answer):
    with pytest.raises(errors.UnexpectedAnswer, match="Nothing shows that it was created") as caught:
        create_once(api_on(lambda *request: answer), "/checks", {}, list)
    assert caught.value.changed


def test_several_of_the_name_are_told_by_their_ids():
    with pytest.raises(errors.ServerFault, match="8, 9") as caught:
        create_once(api_on(lambda *request: (500, {}, b"")), "/checks", {}, lambda: [8, 9])
    assert caught.value.changed
    assert caught.value.as_result()["ids"] == [8, 9]


def test_it_is_said_when_nobody_knows_whether_it_was_created():
    def find():
        raise errors.ServerFault("still down")

    with pytest.raises(errors.ConnectionFailed, match=r"not known.*still down") as caught:
        create_once(api_on(lambda *request: errors.ConnectionFailed("reset")), "/checks", {}, find)
    assert caught.value.changed


def test_a_refused_creation_is_final():
    def find():
        raise AssertionError("must not look")

    with pytest.raises(errors.RequestRefused):
        create_once(api_on(lambda *request: refusal(400, "no")), "/checks", {}, find)


@pytest.mark.parametrize("ahead", [-86400, 3600])
def test_now_is_the_servers_time(ahead):
    api = api_on(lambda *request: (200, {"Server-Time": str(NOW + ahead)}, {"contacts": []}))
    reports.read(api, reports.CONTACTS)
    assert api.now() == NOW + ahead


def test_a_time_that_is_far_off_is_not_believed():
    api = api_on(lambda *request: (200, {"Server-Time": "999999999999"}, {"contacts": []}))
    reports.read(api, reports.CONTACTS)
    assert api.now() == NOW
    assert "which is not believed" in api.told(Result()).warnings[0]


def test_now_is_our_time_without_the_servers():
    api = api_on(lambda *request: (200, {"Server-Time": "soon"}, {"contacts": []}))
    assert api.now() == NOW
    reports.read(api, reports.CONTACTS)
    assert api.now() == NOW


def test_connect_needs_a_token_and_sends_it_as_bearer():
    options = {name: spec.get("default") for name, spec in _options.PINGDOM.items()}
    with pytest.raises(errors.ConfigurationError, match="no api_token"):
        module.connect(options)
    with module.connect({**options, "api_token": "abc"}, ["s3cret"]) as api:
        assert api._http.auth_headers == {"Authorization": "Bearer abc"}
        assert api._http.server == "https://api.pingdom.com"
        assert "s3cret" not in api._http.redact("s3cret")
