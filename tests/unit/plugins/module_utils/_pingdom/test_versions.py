# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which version of Pingdom's API is meant, with which credentials, and how 2.1 spells things."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import api as module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import legacy
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import (
    DIALECTS,
    V21,
    V31,
    dialect_of,
    url_of,
)

OPTIONS = {name: spec.get("default") for name, spec in _options.PINGDOM.items()}
OLD = {"api_version": "2.1", "username": "me@example.com", "password": "p:w&", "app_key": "k3y"}


@pytest.mark.parametrize(
    ("url", "api_version", "version", "used"),
    [
        (None, "auto", "3.1", "https://api.pingdom.com/api/3.1"),
        ("", "3.1", "3.1", "https://api.pingdom.com/api/3.1"),
        (None, "2.1", "2.1", "https://api.pingdom.com/api/2.1"),
        ("https://gate.example.com/api/2.1/", "auto", "2.1", "https://gate.example.com/api/2.1/"),
        ("gate.example.com/v2.1", "auto", "2.1", "gate.example.com/v2.1"),
        ("https://gate.example.com/pingdom", "auto", "3.1", "https://gate.example.com/pingdom"),
        ("https://gate.example.com/pingdom", "2.1", "2.1", "https://gate.example.com/pingdom"),
        ("http://127.0.0.1:8003/api/3.1", "3.1", "3.1", "http://127.0.0.1:8003/api/3.1"),
    ],
)
def test_the_url_says_the_version_unless_the_task_does(url, api_version, version, used):
    options = {**OPTIONS, "url": url, "api_version": api_version}
    assert dialect_of(options).version == version
    assert url_of(options) == used


@pytest.mark.parametrize(
    ("url", "api_version", "text"),
    [
        ("https://api.pingdom.com/api/3.1", "2.1", "url is that of API 3.1, and api_version says 2.1"),
        ("https://api.pingdom.com/api/2.1", "3.1", "url is that of API 2.1, and api_version says 3.1"),
        ("https://api.pingdom.com/api/2.0", "auto", "url is that of API 2.0, which nothing here speaks"),
        ("https://api.pingdom.com/api/2.0", "2.1", "url is that of API 2.0, which nothing here speaks"),
    ],
)
def test_a_url_of_another_version_is_an_error(url, api_version, text):
    with pytest.raises(ConfigurationError, match=text):
        module.connect({**OPTIONS, **OLD, "api_token": "abc", "url": url, "api_version": api_version})


def told(monkeypatch, environment, **given):
    """The options of a task, where the environment has others; an empty variable counts as not set."""
    for name in ("url", "api_version", "api_token", "username", "password", "app_key", "account_email"):
        monkeypatch.delenv(f"PINGDOM_{name.upper()}", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(f"PINGDOM_{name.upper()}", value)
    return {**OPTIONS, **{name: value for name, value in environment.items() if value}, **given}


LOGIN = {"username": "me@example.com", "password": "p:w&", "app_key": "k3y"}
ALL_EMPTY = dict.fromkeys(LOGIN, "")


@pytest.mark.parametrize("given", [LOGIN, {"account_email": "else@example.com"}, {"url": "gate.example.com", **LOGIN}])
def test_a_login_of_the_task_beside_a_token_of_the_environment_is_an_error(monkeypatch, given):
    """It was ignored without a word, and another account was written to."""
    with pytest.raises(ConfigurationError, match="and the environment has PINGDOM_API_TOKEN") as caught:
        module.connect(told(monkeypatch, {"api_token": "abc"}, **given))
    assert "Set api_version" in caught.value.hint


AT_2_1 = {"url": "https://gate.example.com/api/2.1", **LOGIN}


@pytest.mark.parametrize("environment", [{"api_version": "2.1", **LOGIN}, AT_2_1, {**AT_2_1, "api_version": "auto"}])
def test_a_token_of_the_task_beside_a_version_and_login_of_the_environment_is_an_error(monkeypatch, environment):
    text = "api_token is given, which API 3.1 takes, and the environment has PINGDOM_USERNAME, PINGDOM_PASSWORD and"
    with pytest.raises(ConfigurationError, match=text) as caught:
        module.connect(told(monkeypatch, environment, api_token="abc"))
    assert "leave out api_token" in caught.value.hint


@pytest.mark.parametrize("version", [{"api_version": "3.1"}, {"url": "https://gate.example.com/api/3.1"}])
def test_a_login_of_the_task_beside_a_version_and_token_of_the_environment_is_an_error(monkeypatch, version):
    with pytest.raises(ConfigurationError, match=r"and the environment has PINGDOM_API_TOKEN for API 3\.1"):
        module.connect(told(monkeypatch, {"api_token": "abc", **version}, **LOGIN))


@pytest.mark.parametrize(
    ("environment", "given", "version"),
    [
        ({"api_version": "2.1", **LOGIN}, {"api_token": "abc", "api_version": "3.1"}, "3.1"),
        ({"api_version": "2.1", **LOGIN}, {"api_token": "abc", "account_email": "else@example.com"}, "2.1"),
        ({"api_version": "auto", **LOGIN}, {"api_token": "abc", "api_version": "2.1"}, "2.1"),
        (AT_2_1, {"api_token": "abc", "url": "https://gate.example.com/api/3.1"}, "3.1"),
        ({"api_token": "abc", **ALL_EMPTY}, {}, "3.1"),
        ({"api_token": "abc", **LOGIN}, {}, "3.1"),
        (LOGIN, {"api_token": "abc"}, "3.1"),
        ({"api_token": "abc"}, {"api_token": "def", **LOGIN}, "3.1"),
        ({"api_token": "abc"}, {"api_version": "2.1", **LOGIN}, "2.1"),
        ({"api_token": "abc"}, {"api_version": "3.1", **LOGIN}, "3.1"),
        ({"api_token": "abc"}, {"url": "https://gate.example.com/api/2.1", **LOGIN}, "2.1"),
        ({"api_token": ""}, {"api_token": "abc"}, "3.1"),
    ],
)
def test_what_says_the_version_or_the_account_is_no_error(monkeypatch, environment, given, version):
    assert dialect_of(told(monkeypatch, environment, **given)).version == version


def test_the_option_offers_each_version():
    assert set(_options.PINGDOM["api_version"]["choices"]) == {"auto", *(dialect.version for dialect in DIALECTS)}


@pytest.mark.parametrize("missing", ["username", "password", "app_key"])
def test_2_1_says_what_is_missing_and_what_a_token_is_for(missing):
    with pytest.raises(ConfigurationError) as caught:
        module.connect({**OPTIONS, **OLD, missing: None, "api_token": "abc"})
    assert str(caught.value).startswith(f"API 2.1 takes username, password and app_key; not given: {missing}")
    assert "PINGDOM_APP_KEY" in str(caught.value)
    assert "set api_version to 3.1" in str(caught.value)


def test_3_1_says_what_user_and_key_are_for():
    with pytest.raises(ConfigurationError, match=r"no api_token is given.* set api_version to 2.1"):
        module.connect({**OPTIONS, **OLD, "api_version": "auto"})


def test_2_1_sends_user_key_and_owner_and_shows_none_of_them():
    with module.connect({**OPTIONS, **OLD, "account_email": "owner@example.com"}) as api:
        login = base64.b64encode(b"me@example.com:p:w&").decode()
        headers = {"Authorization": f"Basic {login}", "App-Key": "k3y", "Account-Email": "owner@example.com"}
        assert api._http.auth_headers == headers
        assert api._http.base_path == "/api/2.1"
        shown = api._http.redact(f"{login} k3y p:w& p%3Aw%26")
    assert not [secret for secret in (login, "k3y", "p:w&", "p%3Aw%26") if secret in shown]


def test_a_user_name_with_a_colon_cannot_be_sent():
    with pytest.raises(ConfigurationError, match="username must not contain a colon"):
        module.connect({**OPTIONS, **OLD, "username": "me:you"})


def test_accounts_of_one_user_are_told_apart():
    one, other = ({**OLD, "account_email": owner} for owner in ("a@example.com", "b@example.com"))
    assert V21.account_of(one) != V21.account_of(other)
    assert V21.account_of(one) == V21.account_of({**one, "account_email": "A@example.com"})


@pytest.mark.parametrize(
    ("path", "parameters", "sent"),
    [
        (
            "/checks",
            {"name": "a", "paused": True, "tags": ["x", "y"], "integrationids": [1, 2], "probe_filters": []},
            {"name": "a", "paused": "true", "tags": "x,y", "integrationids": "1,2", "probe_filters": ""},
        ),
        (
            "/checks/7",
            {"requestheaders0": ["A:b"], "requestheaders1": ["C:d,e"], "userids": ""},
            {"requestheader0": "A:b", "requestheader1": "C:d,e", "userids": ""},
        ),
        ("/checks/7", {"requestheaders": []}, {"requestheader0": ""}),
        ("/alerting/teams/3", {"name": "Ops", "member_ids": [1, 2]}, {"name": "Ops", "userids": "1,2"}),
        ("/maintenance", {"from": 1, "uptimeids": [], "tmsids": [4]}, {"from": "1", "uptimeids": "", "tmsids": "4"}),
    ],
)
def test_2_1_is_told_in_forms(path, parameters, sent):
    assert V21.sent(path, parameters) == sent


@pytest.mark.parametrize(
    ("path", "parameters", "sent"),
    [
        ("/alerting/contacts", {"name": "Zoe", "paused": True, "notification_targets": {"email": []}}, {"name": "Zoe"}),
        ("/alerting/teams", {"name": "Ops", "member_ids": []}, {"name": "Ops"}),
        (
            "/checks",
            {"paused": False, "port": 0, "tags": "", "name": "a"},
            {"paused": "false", "port": "0", "name": "a"},
        ),
    ],
)
def test_2_1_creates_with_what_it_takes_and_nothing_empty(path, parameters, sent):
    assert V21.sent(path, V21.first(path, parameters), creating=True) == sent


def test_users_and_their_targets_are_written_in_words_of_their_own():
    assert legacy.of_user({"name": "Zoe", "paused": True, "primary": False}) == {
        "name": "Zoe",
        "paused": "YES",
        "primary": "NO",
    }
    assert legacy.of_target({"country_code": "49", "number": "1", "provider": "nexmo", "severity": "LOW"}) == {
        "countrycode": "49",
        "number": "1",
        "provider": "nexmo",
        "severitylevel": "LOW",
    }
    assert legacy.of_target({"address": "a@b", "severity": "HIGH"}) == {"email": "a@b", "severitylevel": "HIGH"}


def test_users_and_teams_of_2_1_are_contacts_and_teams():
    users = V21.told("/alerting/contacts", {"users": []})
    row = {"id": 2, "name": "User 2", "paused": "YES", "sms": [{"id": 4, "severity": "HIGH"}]}
    assert users == {"contacts": []}
    assert V21.told("/alerting/contacts", row) == {
        "id": 2,
        "name": "User 2",
        "paused": True,
        "notification_targets": {"sms": [{"id": 4, "severity": "HIGH"}]},
    }
    team = V21.told("/alerting/teams", {"id": "1", "name": "Rocket", "users": [{"id": "1", "name": "Giovanni"}]})
    assert team == {"id": 1, "name": "Rocket", "members": [{"id": "1", "name": "Giovanni"}]}
    assert V21.path("/alerting/contacts/3/11") == "/users/3/11"


@pytest.mark.parametrize(
    ("dialect", "what", "text"),
    [
        (V21, "/tms/check", "API 2.1 has no transaction checks. Nothing was sent. API 3.1 has it. To use API 3.1"),
        (V21, "check.custom_message", "API 2.1 has no custom_message of a check. Nothing was sent. API 3.1 has it"),
        (V31, "/settings", "API 3.1 has no settings. Nothing was sent. API 2.1 has it. To use API 2.1"),
    ],
)
def test_what_a_version_lacks_names_the_one_that_has_it(dialect, what, text):
    with pytest.raises(ConfigurationError, match=text):
        dialect.path(what) if what.startswith("/") else dialect.refuse_lacking(what)
