# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tasks write as the values of options of Pingdom: empty texts, lists as text, truth values, addresses, names."""

from __future__ import annotations

import json

import pytest

from tests.behaviour.pingdom_calls import NAME
from tests.wanted_checks import wanted

pytestmark = pytest.mark.usefixtures("documented_requests")

LISTS: dict[str, object] = {"tags": [], "contacts": "", "teams": "", "integrations": [], "probe_filters": []}
"""The lists of a check, and what Pingdom is sent to clear each."""
PARAMETERS = {"contacts": "userids", "teams": "teamids", "integrations": "integrationids"}


def changed(answers):
    return [answer["changed"] for answer in answers]


# Lists


@pytest.mark.parametrize("empty", ["", " ", []])
@pytest.mark.parametrize("name", LISTS)
def test_empty_text_clears_a_list_as_it_clears_a_text(account, emulator, name, empty):
    account.check(**wanted("http"))
    emulator.reset()
    predicted = account.check(name="new http", **{name: empty}, check_mode=True)
    assert emulator.writes() == []
    cleared, again = (account.check(name="new http", **{name: empty}) for _run in range(2))
    assert changed([cleared, again]) == [True, False]
    assert predicted["diff"] == cleared["diff"]
    assert cleared["check"][name] == []
    (sent,) = emulator.writes()
    assert sent["body"] == {PARAMETERS.get(name, name): LISTS[name]}


@pytest.mark.parametrize(
    ("name", "given", "shown"),
    [
        ("tags", "web,,eu:prod", ["eu:prod", "web"]),
        ("tags", ["web", "", "eu:prod"], ["eu:prod", "web"]),
        ("tags", " web , eu:prod,", ["eu:prod", "web"]),
        ("integrations", "20,,10", [10, 20]),
        ("integrations", ["20", "", 10], [10, 20]),
        ("probe_filters", "NA,,EU", ["EU", "NA"]),
        ("probe_filters", ["region:NA", "", "region: EU"], ["EU", "NA"]),
        ("probe_filters", "region:NA, region:EU", ["EU", "NA"]),
    ],
)
def test_what_is_empty_in_a_list_says_nothing(account, name, given, shown):
    account.check(**wanted("http"))
    assert account.check(name="new http", **{name: given})["changed"] is False
    account.check(name="new http", **{name: []})
    assert account.check(name="new http", **{name: given})["check"][name] == shown


def test_what_is_empty_among_contacts_and_teams_says_nothing(account):
    made = account.check(**wanted("ping", contacts="Ada Operator,, Ben On-Call", teams=["", "Mail"]))["check"]
    assert (len(made["contacts"]), len(made["teams"])) == (2, 1)
    assert not account.check(name="new ping", contacts=["Ada Operator", "", "Ben On-Call"], teams="Mail,")["changed"]


NOTHING_AT_ALL = [[None], ["1", None], [None, "1"], ["1", "", None], [""], ["", " "], ",", " , ,"]


@pytest.mark.parametrize("given", NOTHING_AT_ALL, ids=str)
@pytest.mark.parametrize("name", [*LISTS, "additionalurls"])
def test_a_null_or_nothing_but_what_is_empty_in_a_list_is_an_error(account, emulator, name, given):
    answer = account.check(name="api: status", **{name: given}, fails=True)
    assert answer["msg"].startswith(f"{name} must not have an element that is empty or null")
    assert emulator.requests() == []


@pytest.mark.parametrize("given", NOTHING_AT_ALL, ids=str)
@pytest.mark.parametrize("name", ["checks", "check_tags", "transactions"])
def test_a_null_or_nothing_but_what_is_empty_is_an_error_in_what_a_window_is_about(account, emulator, name, given):
    answer = account.window(description=NAME, start="+1h", duration="1h", **{name: given}, fails=True)
    assert answer["msg"].startswith(f"{name} must not have an element that is empty or null")
    assert emulator.requests() == []


@pytest.mark.parametrize("name", LISTS)
def test_in_check_mode_a_null_may_be_an_id_of_what_is_predicted_and_is_no_value(account, name):
    answer = account.check(name="api: status", **{name: [None]}, check_mode=True, fails=None)
    assert answer.get("failed", False) == (name not in ("contacts", "teams"))


@pytest.mark.parametrize("given", [";", " ; ;", [";"]])
def test_nothing_but_semicolons_are_no_addresses(account, emulator, given):
    answer = account.check(**wanted("httpcustom", additionalurls=given), fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert emulator.requests() == []


NO_TAG = "must have 1 to 64 characters, and no comma"
NO_VALUES = {
    "tags": (["web,prod"], NO_TAG),
    "identity_tag": ("web,prod", NO_TAG),
    "integrations": (["10", "0"], "Give ids, which are numbers from 1 up"),
    "additionalurls": (["a.example.com/x", "/y"], "Give each address with its host name"),
}
"""Values that the documents rule out, and what is said of them."""


@pytest.mark.versions("3.1", "2.1")
@pytest.mark.parametrize("name", NO_VALUES)
@pytest.mark.parametrize("check_mode", [True, False])
def test_what_the_documents_rule_out_is_refused_before_anything_is_sent(account, emulator, name, check_mode):
    value, words = NO_VALUES[name]
    check_type = "httpcustom" if name == "additionalurls" else "http"
    answer = account.check(**wanted(check_type, **{name: value}), check_mode=check_mode, fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert words in answer["msg"]
    assert emulator.requests() == []


@pytest.mark.parametrize("given", ["/y", "https:///y", "?y", "https://"])
def test_an_address_without_a_host_is_none(account, emulator, given):
    assert "with its host name" in account.check(**wanted("httpcustom", additionalurls=[given]), fails=True)["msg"]
    assert emulator.requests() == []


def test_addresses_may_have_a_scheme(account):
    urls = ["https://b.example.com/x?u=https://c", "a.example.com"]
    made = account.check(**wanted("httpcustom", additionalurls=urls))["check"]
    assert made["additionalurls"] == sorted(urls)


def test_an_empty_text_adds_no_tags(account):
    made = account.check(**wanted("ping"))["check"]
    added = account.check(name="new ping", tags="", append_tags=True)
    assert (added["changed"], added["check"]["tags"]) == (False, made["tags"])


def test_more_addresses_are_a_list_with_commas_or_with_pingdoms_semicolons(account):
    made = account.check(**wanted("httpcustom", additionalurls="b.example.com/x,,a.example.com/x"))
    assert made["check"]["additionalurls"] == ["a.example.com/x", "b.example.com/x"]
    for same in (["a.example.com/x", "", "b.example.com/x"], "a.example.com/x;b.example.com/x"):
        assert not account.check(name="new httpcustom", additionalurls=same)["changed"]
    cleared = account.check(name="new httpcustom", additionalurls="")
    assert (cleared["changed"], cleared["check"]["additionalurls"]) == (True, [])


def test_what_a_window_is_about_is_cleared_and_listed_alike(account):
    def window(**options):
        return account.window(description=NAME, start="+1h", duration="1h", **options)

    made = window(checks="api: status,,mail: smtp", transactions=["", "shop: log in"])["maintenance"]
    assert (len(made["checks"]), len(made["transactions"])) == (2, 1)
    assert not window(checks=["api: status", "", "mail: smtp"], check_tags="", transactions="shop: log in,")["changed"]
    tagged = window(check_tags="shop,,mail")
    assert tagged["maintenance"]["checks"] == window(check_tags=["shop", "mail"])["maintenance"]["checks"]
    cleared, again = (window(checks="", check_tags="", transactions="") for _run in range(2))
    assert changed([cleared, again]) == [True, False]
    assert (cleared["maintenance"]["checks"], cleared["maintenance"]["transactions"]) == ([], [])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"probe_filters": ["na"]}, "probe_filters may have NA, EU, APAC, LATAM, and not 'na'"),
        ({"probe_filters": "country:DE"}, "not 'country:DE'"),
        ({"probe_filters": ["REGION: na"]}, "probe_filters may have NA, EU, APAC, LATAM, and not 'REGION: na'"),
        ({"probe_filters": ["NA", "region: "]}, "and not 'region: '"),
        ({"probe_filters": "region:na"}, "and not 'region:na'"),
        ({"expectedip": "https://x:1"}, "expectedip holds a value of the wrong kind. Give an IP address"),
        ({"expectedip": "fe80::1%eth0"}, "expectedip holds a value of the wrong kind. Give an IP address"),
        ({"integrations": "hook"}, "integrations holds a value of the wrong kind. Give ids"),
        ({"integrations": [True]}, "integrations holds a value of the wrong kind. Give ids"),
    ],
)
def test_what_no_list_can_have_is_refused_before_anything_is_sent(account, emulator, options, words):
    answer = account.check(name="api: status", **options, fails=True)
    assert (answer["error"]["kind"], words in answer["msg"]) == ("ConfigurationError", True), answer["msg"]
    assert emulator.requests() == []


# Numbers


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize("truth", [True, False])
@pytest.mark.parametrize(
    "name",
    ["id", "sendnotificationwhendown", "notifyagainevery", "port", "responsetime_threshold", "ssl_down_days_before"],
)
def test_a_boolean_is_no_integer(account, emulator, name, truth, check_mode):
    answer = account.check(**{"name": "api: status", name: truth}, check_mode=check_mode, fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert answer["msg"].startswith(f"{name} must be a number, not {str(truth).lower()}. YAML reads yes")
    assert emulator.requests() == []


def test_a_boolean_is_no_choice_of_a_number(account, emulator):
    answer = account.check(name="api: status", resolution=True, fails=True)
    assert answer["msg"].startswith("resolution must be a number, not true")
    assert emulator.requests() == []


@pytest.mark.parametrize("option", ["timeout", "retries"])
def test_a_boolean_is_no_number_of_the_connection(account, emulator, option):
    answer = account.check(name="api: status", **{option: True}, fails=True)
    assert answer["msg"].startswith(f"{option} must be a number, not true")
    assert emulator.requests() == []


def test_a_boolean_is_no_number_of_a_recurrence(account, emulator):
    recurrence = {"type": "day", "every": True, "until": "+9d"}
    wish = {"description": NAME, "start": "+1h", "duration": "1h", "checks": "api: status", "recurrence": recurrence}
    answer = account.window(**wish, fails=True)
    assert answer["msg"].startswith("recurrence.every must be a number, not true")
    assert emulator.requests() == []


# Addresses


@pytest.mark.parametrize(
    ("host", "held", "hint"),
    [
        ("https://shop.example.com", "a scheme", "Give the rest with encryption and port."),
        ("https://shop.example.com:8443/x?y#z", "a scheme, a port and a path", "encryption, port and url_path."),
        ("shop.example.com:8443", "a port", "Give the rest with port."),
        ("shop.example.com:", "a port", "Give the rest with port."),
        ("shop.example.com/health", "a path", "Give the rest with url_path."),
        ("shop.example.com?x", "a path", "Give the rest with url_path."),
        ("//shop.example.com", "a scheme", "encryption and port."),
        ("[2001:db8::1]:8443", "a port", "Give the rest with port."),
        ("http://[2001:db8::1]/", "a scheme and a path", "encryption, port and url_path."),
        ("192.0.2.1:80", "a port", "Give the rest with port."),
        ("shop example", "a blank", "a blank"),
        (" shop.example.com", "a blank", "a blank"),
        ("shop.example.com\n", "a blank", "a blank"),
        ("2001:db8::g1", "a colon or bracket outside an IPv6 address", ""),
        ("[shop.example.com]", "a colon or bracket outside an IPv6 address", ""),
        ("2001:db8::a]", "a colon or bracket outside an IPv6 address", ""),
        ("fe80::1%eth0", "a zone", ""),
        ("[fe80::1%eth0]", "a zone", ""),
        ("fe80::1%a b?c@d:80", "a user, a port and a blank", "auth_username, auth_password and port."),
        ("fe80::1%a b", "a blank and a zone", ""),
        ("fe80::1%a?c", "a path and a zone", "Give the rest with url_path."),
        ("h.example.com\\x", "a character that no host name has", ""),
        ("shop.example.com,api.example.com", "a character that no host name has", ""),
        ("shop.example.com;", "a character that no host name has", ""),
        ("%73hop.example.com", "a character that no host name has", ""),
        ("<shop.example.com>", "a character that no host name has", ""),
        ("'shop.example.com'", "a character that no host name has", ""),
        ("monitor:hunter2@shop.example.com", "a user", "Give the rest with auth_username and auth_password."),
        ("https://monitor:hun/ter2@shop.example.com", "a scheme and a user", "auth_username and auth_password."),
    ],
)
def test_a_host_that_holds_more_is_refused_and_the_options_for_it_are_named(account, emulator, host, held, hint):
    for options in ({"name": "api: status"}, wanted("http")):
        answer = account.check(**{**options, "host": host}, fails=True)
        assert answer["error"]["kind"] == "ConfigurationError"
        assert answer["msg"].startswith(f"host must be a bare host name or address, and holds {held}")
        assert answer["msg"].endswith(hint)
        assert "ter2" not in json.dumps(answer)
    assert emulator.requests() == []


@pytest.mark.parametrize(
    "host",
    ["bücher.example", "xn--bcher-kva.example", "उदाहरण.परीक्षा", "例え.テスト", "_dmarc.example.com",
     "a-1.example.com.", "*.example.com", "localhost", "192.0.2.1", "SHOP.example.com", "l·l.example"],
)  # fmt: skip
def test_a_host_of_any_alphabet_is_one(account, host):
    assert account.check(**wanted("ping", host=host), check_mode=True)["check"]["host"] == host


@pytest.mark.parametrize("address", ["2001:db8::1", "[2001:db8::1]", "2001:DB8:0::1"])
def test_an_ipv6_address_is_a_host_in_brackets_or_not(account, emulator, address):
    made = account.check(**wanted("ping", host=address))["check"]
    assert made["ipv6"] is True
    assert "[" not in made["host"]
    for same in ("2001:db8::1", "[2001:db8::1]", "2001:db8:0:0::1"):
        assert not account.check(name="new ping", host=same)["changed"], same
    assert len(emulator.writes()) == 1


def test_a_name_server_is_a_host_alone_too(account, emulator):
    answer = account.check(**wanted("dns", nameserver="192.0.2.53:53"), fails=True)
    assert answer["msg"] == "nameserver must be a bare host name or address, and holds a port"
    assert emulator.requests() == []
    assert account.check(**wanted("dns", nameserver="[2001:db8::53]"))["check"]["nameserver"] == "2001:db8::53"


def test_an_expected_address_has_several_spellings(account, emulator):
    made = account.check(**wanted("dns", expectedip="[2001:DB8::1]"))["check"]
    assert "[" not in made["expectedip"]
    for same in ("2001:db8::1", "2001:db8:0:0::1"):
        assert not account.check(name="new dns", expectedip=same)["changed"], same
    assert account.check(name="new dns", expectedip="192.0.2.1")["changed"]
    answer = account.check(name="new dns", expectedip="", fails=True)
    assert "expectedip must not be empty" in answer["msg"]


@pytest.mark.parametrize(
    "path",
    ["https://shop.example.com/health", "HTTP://monitor:hunter2@shop.example.com", "shop.example.com/health",
     "shop.example.com", "SHOP.example.com", "shop.example.com?x", "shop.example.com:8443/x", " shop.example.com/x",
     "//evil.example/x", "//shop.example.com", "//monitor:hunter2@evil.example/x"],
)  # fmt: skip
def test_a_whole_address_as_path_is_refused_and_the_options_for_it_are_named(account, emulator, path):
    answer = account.check(**wanted("http", host="shop.example.com", url_path=path), fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert answer["msg"].startswith("url_path must be a path on the server, and holds a whole address. Give the host")
    assert all(name in answer["msg"] for name in ("host", "port", "url_path", "encryption"))
    assert "hunter2" not in json.dumps(answer)
    assert emulator.requests() == []


@pytest.mark.parametrize("path", [" /a", "/a ", "/a b", "/a\tb", "/a\n", " ", "/a\u200bb"])
def test_a_blank_in_a_path_is_refused(account, emulator, path):
    answer = account.check(**wanted("http", url_path=path), fails=True)
    assert answer["msg"].startswith("url_path must be a path on the server, and holds a blank. A blank in a path is")
    assert emulator.requests() == []


@pytest.mark.parametrize("options", [{}, {"type": "http", "recreate": True}])
@pytest.mark.parametrize("path", ["shop.example.com/cart", "shop.example.com", "Shop.Example.com:8443"])
def test_a_path_is_compared_with_the_host_that_the_check_has(account, emulator, path, options):
    account.check(**wanted("http", host="shop.example.com"))
    emulator.reset()
    for check_mode in (True, False):
        answer = account.check(name="new http", url_path=path, **options, check_mode=check_mode, fails=True)
        assert answer["msg"].startswith("url_path must be a path on the server, and holds a whole address")
    assert emulator.writes() == []
    moved = account.check(name="new http", host="api.example.com", url_path=path)["check"]
    assert (moved["host"], moved["url_path"]) == ("api.example.com", f"/{path}")


def test_an_ipv6_address_before_a_path_is_a_whole_address(account):
    for path in ("2001:db8::1/x", "[2001:db8::1]/x", "[2001:db8::1]:8080"):
        answer = account.check(**wanted("http", host="2001:db8::1", ipv6=True, url_path=path), fails=True)
        assert "holds a whole address" in answer["msg"], path


def test_a_folder_may_be_called_as_a_host_without_a_dot(account):
    made = account.check(**wanted("http", host="shop", url_path="shop/cart"))["check"]
    assert (made["host"], made["url_path"]) == ("shop", "/shop/cart")
    assert not account.check(name="new http", url_path="shop/cart")["changed"]


@pytest.mark.parametrize(
    ("path", "shown"),
    [("health", "/health"), ("/shop.example.com/x", "/shop.example.com/x"), ("/a//b", "/a//b"), ("/a%20b", "/a%20b"),
     ("/", "/"), ("/go?to=https://example.com/", "/go?to=https://example.com/"), ("", "/"),
     ("/https://example.com/", "/https://example.com/"), ("shop.example.com.html", "/shop.example.com.html")],
)  # fmt: skip
def test_what_is_a_path_stays_one(account, path, shown):
    made = account.check(**wanted("http", host="shop.example.com", url_path=path))
    assert made["check"]["url_path"] == shown


# Contacts


def test_a_contact_is_named_by_its_mail_address(account, emulator):
    ada = account.check(**wanted("ping", contacts=["Ada Operator"]))["check"]["contacts"]
    emulator.reset()
    assert not account.check(name="new ping", contacts=["ADA@example.com"])["changed"]
    both = account.check(name="new ping", contacts="ada@example.com, Ben On-Call")["check"]["contacts"]
    assert (len(both), set(ada) < set(both)) == (2, True)


def test_an_address_of_several_contacts_is_ambiguous_and_a_name_comes_first(account):
    def person(name, address):
        targets = {"email": [{"severity": severity, "address": address} for severity in ("HIGH", "LOW")]}
        body = {"name": name, "notification_targets": targets}
        return account.somebody("POST", "/alerting/contacts", body)["contact"]["id"]

    twins = [person("One", "twin@example.com"), person("Two", "Twin@example.com")]
    account.check(**wanted("ping"))
    answer = account.check(name="new ping", contacts="twin@example.com", fails=True)
    assert (answer["error"]["kind"], answer["error"]["ids"]) == ("AmbiguousName", twins)
    assert answer["msg"].startswith("there are 2 contacts with the address 'twin@example.com', with the ids ")
    named = person("twin@example.com", "somebody@example.com")
    assert account.check(name="new ping", contacts="twin@example.com")["check"]["contacts"] == [named]


def test_an_address_that_no_contact_has_is_an_error(account):
    account.check(**wanted("ping"))
    answer = account.check(name="new ping", contacts="nobody@example.com", fails=True)
    assert (answer["error"]["kind"], "no contact named 'nobody@example.com'" in answer["msg"]) == ("NotFound", True)
    assert "no contact's e-mail address either, which is compared without case" in answer["msg"]
    answer = account.check(name="new ping", teams="ada@example.com", fails=True)
    assert (answer["error"]["kind"], "no team named" in answer["msg"]) == ("NotFound", True)
