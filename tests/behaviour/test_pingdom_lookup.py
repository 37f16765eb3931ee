# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup of checks on the emulated account, over either version of the API."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleError
from ansible.plugins.loader import lookup_loader

pytestmark = pytest.mark.usefixtures("documented_requests")

NAME = "opswatch.monitoring.pingdom"


@pytest.fixture
def look(either_account, monkeypatch):
    """The lookup with its connection in the environment."""
    for name in ("url", "api_token", "username", "password", "app_key", "account_email"):
        monkeypatch.setenv(f"PINGDOM_{name.upper()}", either_account.options.get(name, ""))
    monkeypatch.setenv("PINGDOM_RETRIES", "0")

    def run(*terms, **options):
        return lookup_loader.get(NAME).run([*terms], variables={}, **options)

    return run


@pytest.fixture
def ids(account):
    """The ids of the checks by their names."""
    return {row["name"]: row["id"] for row in account.somebody("GET", "/checks")["checks"]}


def requests(emulator):
    return [entry["path"].rpartition("/")[2] for entry in emulator.requests("pingdom")]


def test_a_check_by_its_name(look, ids, emulator):
    before = len(requests(emulator))
    [check] = look("shop: front page")
    assert requests(emulator)[before:] == ["checks"]
    known = {name: check[name] for name in ("id", "host", "type", "status", "resolution", "tags", "auto_tags")}
    assert known == {
        "id": ids["shop: front page"],
        "host": "shop.example.com",
        "type": "http",
        "status": "up",
        "resolution": 1,
        "tags": ["prod", "shop"],
        "auto_tags": ["nginx"],
    }
    assert (check["probe_filters"], check["severity_level"]) == (["EU"], "HIGH")
    assert check["lasttesttime"].endswith("Z")


def test_the_order_is_that_of_the_terms(look, ids):
    names = ["mail: smtp", "api: status", "mail: smtp"]
    assert look(*names, field="id") == [ids[name] for name in names]
    assert look(["mail: smtp", ids["api: status"]], str(ids["dns: shop"]), field="name") == [
        "mail: smtp", "api: status", "dns: shop",
    ]  # fmt: skip


def test_checks_by_tag_type_and_status(look, ids):
    assert set(look(tags=["mail"], field="name")) == {"mail: smtp", "mail: imap"}
    assert look("dns: shop", tags=["mail"], field="name")[0] == "dns: shop"
    assert look(types=["smtp", "imap"], statuses=["paused"], field="name") == ["mail: imap"]
    assert look("mail: imap", statuses=["up"]) == []
    assert len(look()) == 8


def test_what_names_nothing_is_not_everything(look, emulator):
    assert look([]) == []
    assert look(tags=[]) == []
    assert look([], tags=["mail"], field="type") == ["smtp", "imap"]
    assert requests(emulator) == ["checks"]


def test_a_name_of_two_checks_is_an_error_that_lists_their_ids(look, account):
    twice = [row["id"] for row in account.somebody("GET", "/checks")["checks"] if row["name"] == "duplicate name"]
    with pytest.raises(AnsibleError, match="there are 2 checks named 'duplicate name', with the ids") as failure:
        look("duplicate name")
    assert all(str(one) in str(failure.value) for one in twice)
    with pytest.raises(AnsibleError, match="Name the one you mean by its id"):
        look("duplicate name", allow_missing=True)


def test_what_no_check_has_is_an_error_unless_it_may_lack(look):
    with pytest.raises(AnsibleError, match="no check has the ") as failure:
        look("Shop", 17, tags=["nobody"])
    for words in ("name 'Shop'", "id 17", "tag 'nobody'", "allow_missing"):
        assert words in str(failure.value)
    with pytest.raises(AnsibleError, match="Look whether this is the right account") as failure:
        look(17)
    assert "compared exactly" not in str(failure.value)
    assert look("Shop", 17, "api: status", tags=["nobody"], allow_missing=True, field="name") == ["api: status"]


@pytest.mark.parametrize(
    ("terms", "options", "text"),
    [
        ([None], {}, "has an entry that is null or empty"),
        ([" "], {}, "has an entry that is null or empty"),
        ([{"name": "shop"}], {}, "no text or number"),
        ([], {"tag": "shop"}, "there is no option 'tag'. Did you mean tags"),
        ([], {"names": ["shop"]}, "there is no option 'names'. The terms are the ids and names of checks"),
        ([], {"field": "colour"}, "colour"),
        ([], {"types": ["gopher"]}, "gopher"),
        ([], {"types": []}, "types must not be empty"),
        ([], {"api_version": "1.0"}, "1.0"),
        ([], {"allow_missing": "maybe"}, "allow_missing is 'maybe', which is neither true nor false"),
        ([], {"validate_certs": "ture"}, "validate_certs is 'ture', which is neither true nor false"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_sent(look, emulator, terms, options, text):
    with pytest.raises(AnsibleError, match=text):
        look(*terms, **options)
    assert requests(emulator) == []


def test_a_variable_that_is_neither_true_nor_false_is_refused(look, emulator, monkeypatch):
    monkeypatch.setenv("PINGDOM_VALIDATE_CERTS", "ture")
    with pytest.raises(AnsibleError, match="PINGDOM_VALIDATE_CERTS is 'ture', which is neither true nor false"):
        look()
    assert requests(emulator) == []
    assert look(field="id", validate_certs="yes")


def test_options_come_before_the_environment(look, emulator, either_account):
    with pytest.raises(AnsibleError, match="could not connect"):
        look(url="http://127.0.0.1:9", api_version=either_account.version)
    assert requests(emulator) == []


def test_refused_credentials_are_not_shown(look, emulator, either_account):
    emulator.faults([{"path": "/checks", "status": 401, "body": {"error": {"errormessage": "no such user"}}}])
    with pytest.raises(AnsibleError) as failure:
        look()
    for name in ("api_token", "password", "app_key"):
        assert either_account.options.get(name, "\0") not in str(failure.value)


def test_a_check_that_was_made_just_now_is_found(look, either_account, emulator):
    emulator.quirk("pingdom_lists_lag")
    made = either_account.check(name="new one", type="ping", host="new.example.com")
    assert look("new one", field="id") == [made["check"]["id"]]
