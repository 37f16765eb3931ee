# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_check as a playbook runs it, against the emulator."""

from __future__ import annotations

import socket

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check
from tests.contract import openapi
from tests.integration.refusals import assert_refused

MODULE = "opswatch.monitoring.pingdom_check"
SECRET = "hunter2-the-secret"
NEW = {
    "http": {
        "url_path": "/health?deep=1",
        "encryption": True,
        "port": 443,
        "auth_username": f"user-{SECRET}",
        "auth_password": f"pass-{SECRET}:with-colon",
        "shouldcontain": "All is well",
        "postdata": f"token={SECRET}",
        "requestheaders": {"X-Key": SECRET, "X-Twice": [f"{SECRET}-1", f"{SECRET}-2"]},
        "ssl_down_days_before": 14,
        "verify_certificate": True,
        "resolution": 1,
        "tags": ["web", "eu:prod"],
        "contacts": ["Ada Operator"],
        "teams": ["Web shop"],
        "integrations": [20, 10],
        "probe_filters": ["NA", "EU"],
        "sendnotificationwhendown": 3,
        "notifyagainevery": 5,
        "notifywhenbackup": False,
        "ipv6": True,
        "responsetime_threshold": 5000,
        "custom_message": "Call the web team",
        "paused": True,
    },
    "httpcustom": {"url_path": "/status.xml", "additionalurls": ["b.example.com/x", "a.example.com/x"], "port": 8080},
    "tcp": {"port": 22, "stringtoexpect": "SSH"},
    "ping": {"tags": ["net"]},
    "dns": {"expectedip": "192.0.2.1", "nameserver": "ns.example.com"},
    "udp": {"port": 123, "stringtosend": "a", "stringtoexpect": "b"},
    "smtp": {
        "port": 465,
        "encryption": True,
        "auth_username": SECRET,
        "auth_password": SECRET,
        "stringtoexpect": "220",
    },
    "pop3": {"port": 995, "encryption": True, "stringtoexpect": "+OK"},
    "imap": {"port": 993, "encryption": True, "stringtoexpect": "* OK"},
}


def task(ignore_errors=False, **options):
    return {"name": "Check", MODULE: options, **({"ignore_errors": True} if ignore_errors else {})}


def wanted(check_type, **more):
    return task(name=f"new {check_type}", host="host.example.com", type=check_type, **NEW[check_type], **more)


@pytest.fixture
def play(ansible, emulator):
    """Run tasks against the emulated Pingdom; at the end every request must have been a documented one."""

    def run(*tasks, **options):
        return ansible.playbook(list(tasks), env={**emulator.pingdom_env, **options.pop("env", {})}, **options)

    yield run
    if openapi.available():
        assert openapi.validate_recorded(emulator.requests("pingdom")) == []


def writes(emulator):
    return [(entry["method"], entry["path"].rpartition("/3.1")[2]) for entry in emulator.writes()]


@pytest.mark.every_core
def test_all_nine_types_are_created_once_and_shown_without_secrets(play, emulator):
    tasks = [wanted(check_type) for check_type in NEW]
    predicted = play(*tasks, check=True, diff=True)
    assert writes(emulator) == []
    made = play(*tasks, diff=True)
    assert writes(emulator) == [("POST", "/checks")] * 9
    again = play(*tasks, diff=True)
    assert len(emulator.writes()) == 9
    for before, result, later, check_type in zip(predicted.results, made.results, again.results, NEW, strict=True):
        assert (before.changed, result.changed, later.changed) == (True, True, False), check_type
        assert before["diff"] == result["diff"]
        assert "diff" not in later
        stripped = {name: value for name, value in result["check"].items() if name not in ("id", "status", "created")}
        assert stripped.items() <= before["check"].items()
        assert later["check"] == result["check"]
    checked = play(wanted("http"), check=True)
    assert not checked.last.changed
    assert checked.last["check"] == again.results[0]["check"]
    assert SECRET not in "".join(run.output for run in (predicted, made, again, checked))


@pytest.mark.every_core
def test_no_secret_shows_however_much_is_asked_for(ansible, emulator):
    tasks = [
        wanted("http"),
        task(name="new http", auth_password=f"{SECRET}-new", requestheaders={"X-Key": f"{SECRET}-2"}),
    ]
    run = ansible.playbook(tasks, "-vvv", env=emulator.pingdom_env, diff=True)
    failed = ansible.playbook(
        [task(name="new http", type="tcp", port=1, postdata=SECRET)],
        "-vvv",
        env=emulator.pingdom_env,
        fails=True,
    )
    for output in (run.output, failed.output):
        assert "module_args" in output, "the invocation is shown"
        assert SECRET not in output
        assert emulator.credentials["pingdom_api_token"] not in output
    assert run.last["diff"]["after"]["auth_password"] == "******** (after)"


def test_only_what_differs_is_sent(play, emulator):
    play(wanted("http"))
    emulator.reset()
    change = task(name="new http", resolution=5, port=443, tags=["eu:prod", "web"], shouldnotcontain="Error")
    predicted = play(change, check=True, diff=True)
    assert emulator.writes() == []
    result = play(change, diff=True)
    (sent,) = emulator.writes()
    assert sent["body"] == {"resolution": 5, "shouldcontain": "", "shouldnotcontain": "Error"}
    assert result.last["diff"] == predicted.last["diff"]
    assert result.last["check"] == predicted.last["check"]
    before, after = result.last["diff"]["before"], result.last["diff"]["after"]
    assert sorted(name for name in after if after[name] != before[name]) == [
        "resolution",
        "shouldcontain",
        "shouldnotcontain",
    ]
    assert not play(change).last.changed


def test_everything_that_can_be_cleared_is_cleared_by_an_empty_value(play):
    empty = {
        "auth_username": "", "auth_password": "", "shouldcontain": "", "postdata": "", "requestheaders": {}, "tags": [],
        "contacts": [], "teams": [], "integrations": [], "probe_filters": [], "custom_message": "",
        "ssl_down_days_before": 0,
    }  # fmt: skip
    run = play(wanted("http"), task(name="new http", **empty), task(name="new http", **empty), diff=True)
    assert [result.changed for result in run.results] == [True, True, False]
    cleared = run.last["check"]
    assert (cleared["tags"], cleared["contacts"], cleared["requestheaders"], cleared["shouldcontain"]) == (
        [],
        [],
        [],
        "",
    )


def test_found_by_id_by_tag_and_renamed(play, emulator):
    made = play(wanted("ping", identity_tag="mine")).last["check"]
    run = play(
        task(identity_tag="mine", name="renamed", tags=["x"]),
        task(id=made["id"], name="renamed again", tags=["y"], append_tags=True),
        task(name="renamed again", type="ping"),
    )
    assert [result.changed for result in run.results] == [True, True, False]
    assert {result["check"]["id"] for result in run.results} == {made["id"]}
    assert run.last["check"]["tags"] == ["mine", "x", "y"]


def test_pausing_and_both_ways_of_absence(play, emulator):
    run = play(
        wanted("tcp"),
        task(name="new tcp", paused=True),
        task(name="new tcp", paused=True),
        task(name="new tcp", paused=False),
        task(name="new tcp", state="absent", absent_mode="pause"),
        task(name="new tcp", state="absent", absent_mode="pause"),
    )
    assert [result.changed for result in run.results] == [True, True, False, True, True, False]
    assert [result["check"]["status"] for result in run.results] == [
        "unknown",
        "paused",
        "paused",
        "unknown",
        "paused",
        "paused",
    ]
    count = len(emulator.writes())
    predicted = play(task(name="new tcp", state="absent"), check=True, diff=True).last
    assert len(emulator.writes()) == count
    gone = play(task(name="new tcp", state="absent"), task(name="new tcp", state="absent"), diff=True)
    assert [result.changed for result in gone.results] == [True, False]
    assert predicted["diff"] == gone.results[0]["diff"]
    assert gone.results[0]["diff"]["after"] == {}
    assert gone.last["check"] is None


def test_a_status_that_lags_disturbs_nothing(play, emulator):
    emulator.quirk("pingdom_status_lags")
    run = play(wanted("ping"), task(name="new ping", paused=True))
    assert run.last["check"]["paused"] is True
    emulator.advance(60)
    assert not play(task(name="new ping", paused=True)).last.changed


@pytest.mark.parametrize(
    "quirk",
    ["pingdom_tags_reordered", "pingdom_duplicate_list_rows", "pingdom_jwt_401_once", "pingdom_ping_type_list",
     "pingdom_ping_type_string"],
)  # fmt: skip
def test_oddities_of_the_service_are_no_changes(play, emulator, quirk):
    both = [
        task(name="shop: front page", tags=["shop", "prod"]),
        task(identity_tag="x", name="p", host="h", type="ping"),
    ]
    play(*both)
    emulator.quirk(quirk)
    assert [result.changed for result in play(*both).results] == [False, False]


def test_headers_that_pingdom_does_not_remove_are_told(play, emulator):
    emulator.quirk("pingdom_headers_merge")
    run = play(wanted("http"), task(ignore_errors=True, name="new http", requestheaders={"X-Other": "1"}))
    assert run.last["error"]["kind"] == "StateNotReached"
    assert run.last["error"]["options"] == ["requestheaders"]
    assert run.last["changed"] is True


def test_another_type_needs_recreate_which_warns(play, emulator):
    made = play(wanted("ping")).last["check"]
    emulator.reset()
    refused = play(task(ignore_errors=True, name="new ping", type="tcp", port=80)).last
    assert refused["error"]["kind"] == "Conflict"
    assert "recreate" in refused["msg"]
    wish = task(name="new ping", type="tcp", port=80, recreate=True)
    predicted = play(wish, check=True, diff=True).last
    assert emulator.writes() == []
    run = play(wish, wish, diff=True)
    first, second = run.results
    assert (first.changed, first["recreated"], second.changed, second["recreated"]) == (True, True, False, False)
    assert predicted["diff"] == first["diff"]
    assert "history" in first["warnings"][0]
    assert first["check"]["tags"] == ["net"]
    assert writes(emulator) == [("POST", "/checks"), ("DELETE", f"/checks/{made['id']}")]


REFUSED_BEFORE_ANYTHING_IS_SENT = [
    ({"name": "x", "type": "tcp", "port": 1, "nameserver": "ns"}, "Checks of type dns have it."),
    ({"name": "x", "postdata": "some-data", "nameserver": "b"}, "no type of check has all of these options"),
    ({"name": "x", "host": "https://example.com/"}, "bare host name"),
    ({"name": "x", "port": 70000}, "at most 65535"),
    ({"name": "x", "tags": ["y" * 65]}, "1 to 64 characters"),
    ({"name": "x", "sendnotificationwhendown": 0}, "at least 1"),
    ({"name": "x", "auth_username": "some:body"}, "colon"),
    ({"name": "x", "requestheaders": {"A": True}}, "quotes"),
]
REFUSED_BEFORE_ANYTHING_IS_WRITTEN = [
    ({"name": "duplicate name", "resolution": 1}, "AmbiguousName", "there are 2 checks named"),
    ({"name": "duplicate name", "state": "absent"}, "AmbiguousName", "there are 2 checks named"),
    ({"identity_tag": "prod", "name": "x"}, "AmbiguousName", "checks with the tag"),
    ({"id": 424242, "name": "x"}, "NotFound", "no check with the id 424242"),
    ({"name": "missing"}, "ConfigurationError", "these options are missing: type, host"),
    ({"name": "missing", "type": "dns", "host": "h"}, "ConfigurationError", "expectedip, nameserver"),
    ({"name": "api: status", "nameserver": "x"}, "ConfigurationError", "type http has no option nameserver"),
    (
        {"name": "api: status", "shouldcontain": "a", "shouldnotcontain": "b"},
        "ConfigurationError",
        "exclude each other",
    ),
    (
        {"name": "api: status", "verify_certificate": False, "ssl_down_days_before": 3},
        "ConfigurationError",
        "needs verify",
    ),
    ({"name": "api: status", "host": "192.0.2.1", "ipv6": True}, "ConfigurationError", "ipv6 contradicts host"),
    ({"name": "api: status", "contacts": ["Nobody"]}, "NotFound", "no contact named"),
    ({"name": "api: status", "contacts": [424242]}, "NotFound", "no contact with the id"),
    ({"name": "api: status", "teams": ["Nobody"]}, "NotFound", "no team named"),
    ({"name": "api: status", "type": "ping"}, "Conflict", "recreate"),
]


@pytest.mark.every_core
def test_bad_input_is_refused_before_anything_is_sent(play, emulator):
    assert_refused(play, task, REFUSED_BEFORE_ANYTHING_IS_SENT)
    assert emulator.requests("pingdom") == []


def test_what_does_not_fit_the_account_is_refused_before_anything_is_written(play, emulator):
    assert_refused(play, task, REFUSED_BEFORE_ANYTHING_IS_WRITTEN)
    assert emulator.writes() == []


FAULTS = [
    ([{"status": 200, "body": "<html>Sign in</html>"}], "UnexpectedAnswer", "web page"),
    ([{"status": 200, "body": '{"checks": ['}], "UnexpectedAnswer", "malformed JSON"),
    ([{"truncate": 40}], "UnexpectedAnswer", ""),
    ([{"status": 200, "body": '{"checks": [], "counts": {"total": 8}}'}], "UnexpectedAnswer", "0 of 8 checks"),
    ([{"status": 302, "headers": {"Location": "https://login.example.com/"}}], "ConfigurationError", "redirects"),
    ([{"status": 500, "body": "<html>Oops</html>"}], "ServerFault", "Oops"),
    (
        [{"status": 403, "body": '{"error": {"errormessage": "Invalid application key"}}'}],
        "AuthenticationFailed",
        "3.1",
    ),
    ([{"reset": True}], "ConnectionFailed", ""),
    ([{"status": 429, "headers": {"Req-Limit-Short": "Remaining: 0 Time until reset: 3600"}}], "RateLimited", "budget"),
]


@pytest.mark.parametrize(("effects", "kind", "words"), FAULTS)
def test_a_list_that_cannot_be_read_creates_nothing(play, emulator, effects, kind, words):
    emulator.faults([{"method": "GET", "path": "/checks", "times": 99, **effect} for effect in effects])
    result = play(wanted("ping", retries=0), fails=True).last
    assert result["error"]["kind"] == kind
    assert words in result["msg"]
    assert emulator.writes() == []


@pytest.mark.every_core
def test_a_lost_answer_to_a_creation_makes_no_second_check(play, emulator):
    emulator.faults([{"method": "POST", "path": "/checks", "times": 1, "truncate": 5}])
    run = play(wanted("ping"), wanted("ping"))
    assert [result.changed for result in run.results] == [True, False]
    assert writes(emulator) == [("POST", "/checks")]


def test_wrong_tokens_ports_and_times(play, emulator):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/api/3.1"
        emulator.faults([{"path": "/checks", "times": 1, "skip": 2, "delay": 3}])
        run = play(
            task(ignore_errors=True, name="x", api_token="wrong"),
            task(ignore_errors=True, name="x", url=closed, retries=0),
            task(ignore_errors=True, name="x", url=emulator.pingdom.replace("/api/3.1", "/nowhere"), retries=0),
            task(ignore_errors=True, name="api: status", timeout=1, retries=0),
            task(ignore_errors=True, name="api: status", timeout=1, retries=0),
        )
    kinds = [result["error"]["kind"] if result.failed else "ok" for result in run.results]
    assert kinds[:3] == ["AuthenticationFailed", "ConnectionFailed", "NotFound"]
    assert "ConnectionFailed" in kinds[3:]
    assert "option url" in run.results[2]["msg"]


def test_without_a_token_it_says_where_to_get_one(ansible, emulator):
    result = ansible.playbook([task(name="x")], env={"PINGDOM_API_TOKEN": ""}, fails=True).last
    assert result["error"]["kind"] == "ConfigurationError"
    assert "PINGDOM_API_TOKEN" in result["msg"]


def test_the_examples_run(ansible, emulator):
    run = ansible.playbook(
        yaml.safe_load(pingdom_check.EXAMPLES),
        env=emulator.pingdom_env,
        extra_vars={"pingdom_api_token": emulator.credentials["pingdom_api_token"]},
    )
    assert all(result.changed for result in run.results[:3])
    assert not run.last.changed, "it is paused already"
