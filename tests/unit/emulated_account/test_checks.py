# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of check types, and what follows from it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, mask
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import check_list, checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Found, Key, Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import EmulatedPingdom
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.wished import wishes
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import api_on
from tests.emulator.pingdom.account import Contact, Team
from tests.emulator.pingdom.check_views import USER_AGENT

NAMES = {
    "http": "url_path encryption port auth_username auth_password shouldcontain shouldnotcontain postdata "
    "requestheaders verify_certificate ssl_down_days_before",
    "httpcustom": "url_path encryption port auth_username auth_password additionalurls verify_certificate "
    "ssl_down_days_before",
    "tcp": "port stringtosend stringtoexpect",
    "ping": "",
    "dns": "expectedip nameserver",
    "udp": "port stringtosend stringtoexpect",
    "smtp": "port auth_username auth_password encryption stringtoexpect",
    "pop3": "port encryption stringtoexpect",
    "imap": "port encryption stringtoexpect",
}
REQUIRED = {"httpcustom": ["url_path"], "tcp": ["port"], "dns": ["expectedip", "nameserver"]}
REQUIRED["udp"] = ["port", "stringtosend", "stringtoexpect"]


def doing(given=()):
    return Task(Key(None, "x"), dict(given), {}, check_mode=False)


def creation(wanted, names):
    return CHECK.creation(doing({name: wanted[name] for name in names}), wanted)


def modification(actual, wanted, append_tags=False):
    written = CHECK.telling(api_on(None), doing(), Found(1, actual, {}), wanted)
    return (CHECK.appending(written) if append_tags else written).body


def not_taken(wanted, found, names):
    return CHECK.not_taken(None, doing(), wanted, Found(1, found, {}), names)


def differing(one, other):
    return checks.schema_of(one["type"]).differing(one, other)


def masked(check):
    return CHECK.change_of(None, check).after


@pytest.mark.parametrize("check_type", list(NAMES))
def test_each_type_has_the_options_that_pingdom_documents(check_type):
    assert [option.name for option in checks.TYPES[check_type]] == NAMES[check_type].split()
    assert checks.schema_of(check_type).missing({}) == ["name", "host", *REQUIRED.get(check_type, [])]


def test_there_are_nine_types():
    assert list(checks.TYPES) == list(NAMES)


types = st.sampled_from(list(NAMES))


@pytest.fixture(scope="module")
def pingdom():
    """An account of nine contacts and nine teams, and of as many checks as are made."""
    with EmulatedPingdom() as account:
        account.account.check_limit = 10**6
        account.account.contacts.update({number: Contact(number, "x", {}) for number in range(1, 10)})
        account.account.teams.update({number: Team(number, "x", []) for number in range(1, 10)})
        yield account


def told(pingdom, check, headers=()):
    status, _headers, answer = pingdom.serve("GET", f"/checks/{check['id']}", {"include_teams": "true"}, None)
    assert status == 200
    return checks.comparable(answer["check"], headers)


@settings(max_examples=100)
@given(st.data(), types)
def test_what_is_created_reads_back_as_it_was_wanted(pingdom, data, check_type):
    params = data.draw(wishes(check_type))
    wanted_options = checks.given_fields(params)
    wanted = checks.target(checks.defaults(check_type), wanted_options)
    body = creation(wanted, wanted_options)
    assert "checkids" not in body
    assert "" not in body.values()
    found = told(pingdom, pingdom.add(**body), wanted.get("requestheaders", ()))
    assert not_taken(wanted, found, wanted_options) == []
    assert checks.target(found, wanted_options) == found


@settings(max_examples=100)
@given(st.data(), types)
def test_what_is_changed_reads_back_and_a_second_time_nothing_differs(pingdom, data, check_type):
    first, second = data.draw(wishes(check_type)), data.draw(wishes(check_type, required=False))
    wanted = checks.target(checks.defaults(check_type), checks.given_fields(first))
    check = pingdom.add(**creation(wanted, checks.given_fields(first)))
    actual, options = told(pingdom, check), checks.given_fields(second)
    try:
        wanted = checks.target(actual, options, append_tags=len(first) % 2 == 0)
    except ConfigurationError:
        return
    body = modification(actual, wanted, append_tags=len(first) % 2 == 0)
    assert bool(body) == (wanted != actual) == bool(differing(actual, wanted))
    assert not {"type", "checkids"} & set(body)
    assert pingdom.serve("PUT", f"/checks/{check['id']}", {}, body)[0] == 200
    found = told(pingdom, check)
    assert not_taken(wanted, found, options) == []
    assert checks.target(found, options, append_tags=len(first) % 2 == 0) == found


@settings(max_examples=100)
@given(st.data(), types)
def test_secrets_are_in_no_result_and_no_diff(data, check_type):
    params = data.draw(wishes(check_type))
    for name in {"auth_username", "auth_password", "postdata"} & set(params):
        params[name] = "hunter2"
    if "requestheaders" in params:
        params["requestheaders"] = {"X-Key": ["hunter2", "hunter2b"], "X-Other": "hunter2"}
    wanted = checks.target(checks.defaults(check_type), checks.given_fields(params))
    change = mask(Change("check", masked(checks.defaults(check_type)), masked(wanted)))
    assert "hunter2" not in repr(change)
    assert "hunter2" not in repr(checks.schema_for(wanted).shown(wanted))
    assert ("hunter2" in CHECK.secrets_in(params)) == ("hunter2" in repr(params))


# Reading


def detail(check_type="http", own=None, **more):
    return {"id": 5, "name": "n", "hostname": "h", "status": "up", "type": {check_type: own or {}}, **more}


def test_a_bare_answer_reads_as_the_defaults():
    expected = {**checks.defaults("http"), "name": "n", "host": "h"}
    assert checks.comparable(detail()) == expected
    expected["requestheaders"] = {}
    assert checks.comparable(detail(own={"requestheaders": {"User-Agent": USER_AGENT}})) == expected
    assert checks.comparable(detail(own={"requestheaders": []})) == expected


@pytest.mark.parametrize("raw", ["ping", {"ping": {}}, {"ping": []}])
def test_a_ping_check_reads_in_every_shape(raw):
    assert checks.comparable({**detail(), "type": raw})["type"] == "ping"


def test_the_injected_user_agent_stays_when_it_is_managed():
    own = {"requestheaders": {"user-agent": USER_AGENT, "X": "1"}}
    assert checks.comparable(detail(own=own))["requestheaders"] == {"X": ["1"]}
    assert "user-agent" in checks.comparable(detail(own=own), ["User-Agent"])["requestheaders"]
    own = {"requestheaders": {"User-Agent": "mine"}}
    assert checks.comparable(detail(own=own))["requestheaders"] == {"User-Agent": ["mine"]}


def test_reading_is_indifferent_to_order_type_and_spelling():
    found = checks.comparable(
        detail(
            tags=[{"name": "b", "type": "u", "count": "2"}, {"name": "auto", "type": "a"}, {"name": "a"}, "c"],
            probe_filters=["region:NA", "region: EU"],
            userids=[3, "1"],
            teams=[{"id": 9}, {"id": 8}],
            integrationids=[],
            notifywhenbackup=1,
            status="paused",
        )
    )
    assert found["tags"] == ["a", "b", "c"]
    assert found["probe_filters"] == ["EU", "NA"]
    assert (found["contacts"], found["teams"], found["integrations"]) == ([1, 3], [8, 9], [])
    assert found["notifywhenbackup"] is True
    assert found["paused"] is True


def test_more_addresses_read_as_text_or_as_a_list():
    for raw in ("b;a", ["b", "a"], "a;b;"):
        own = {"url": "x", "additionalurls": raw}
        assert checks.comparable(detail("httpcustom", own))["additionalurls"] == ["a", "b"]


@pytest.mark.parametrize(
    "answer",
    [
        {**detail(), "type": "gopher"},
        {**detail(), "type": {}},
        {**detail(), "type": {"http": {}, "tcp": {}}},
        {**detail(), "type": {"http": 1}},
        {**detail(), "type": None},
        {**detail(), "name": None},
        {"id": 5, "name": "n", "type": {"ping": []}},
        detail(tags="a"),
        detail(tags=[{"type": "u"}]),
        detail(userids=[True]),
        detail(teams=[{}]),
        detail(resolution="often"),
        detail(ipv6="yes"),
        detail(custom_message=[]),
        detail(own={"requestheaders": "X:1"}),
    ],
)
def test_an_answer_of_unknown_shape_is_refused(answer):
    with pytest.raises(UnexpectedAnswer):
        checks.comparable(answer)


# What is refused before anything is sent


def refused(**params):
    with pytest.raises(ConfigurationError) as caught:
        checks.given_fields(params)
    return str(caught.value)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"name": " "}, "name must not be empty"),
        ({"host": ""}, "host must not be empty"),
        ({"host": "https://example.com/x"}, "bare host name"),
        ({"tags": ["x" * 65]}, "1 to 64"),
        ({"auth_username": "a:b"}, "colon"),
        ({"port": 0}, "port must be at least 1, not 0"),
        ({"port": 65536}, "port must be at most 65535, not 65536"),
        ({"sendnotificationwhendown": 0}, "at least 1"),
        ({"notifyagainevery": -1}, "at least 0"),
        ({"responsetime_threshold": 0}, "at least 1"),
        ({"ssl_down_days_before": -1}, "at least 0"),
        ({"requestheaders": {"X": True}}, "Put true and false in quotes"),
        ({"requestheaders": {"X": None}}, "wrong kind"),
        ({"requestheaders": {"X:Y": "1"}}, "colon"),
        ({"requestheaders": {"": "1"}}, "empty name"),
        ({"requestheaders": {"X\n": "1", "Y\rZ": "2"}}, "line break"),
        ({"requestheaders": {"X": "1\r\nY: 2"}}, "line break"),
    ],
)
def test_values_that_no_check_can_have(params, words):
    assert words in refused(**params)


def test_an_option_of_another_type_names_the_types_that_have_it():
    assert "a check of type tcp has no option url_path" in refused(type="tcp", url_path="/")
    assert refused(type="ping", port=5).endswith(
        "Checks of type http, httpcustom, tcp, udp, smtp, pop3 and imap have it."
    )
    assert refused(type="http", nameserver="x").endswith("Checks of type dns have it.")


def test_without_a_type_options_must_at_least_belong_together():
    assert "nameserver belongs to dns; postdata belongs to http" in refused(nameserver="x", postdata="y", name="z")
    assert checks.given_fields({"port": 80, "stringtoexpect": "x"}) == {"port": 80, "stringtoexpect": "x"}


def target(actual=None, append_tags=False, check_type="http", **wanted):
    base = {**checks.defaults(check_type), "name": "n", "host": "h.example.com", **(actual or {})}
    return checks.target(base, wanted, append_tags)


def test_the_two_texts_exclude_each_other_and_swap():
    with pytest.raises(ConfigurationError, match="exclude each other"):
        target(shouldcontain="a", shouldnotcontain="b")
    swapped = target({"shouldnotcontain": "old"}, shouldcontain="new")
    assert (swapped["shouldcontain"], swapped["shouldnotcontain"]) == ("new", "")
    before = target({"shouldnotcontain": "old"})
    assert modification(before, swapped) == {"shouldcontain": "new"}
    assert target({"shouldnotcontain": "old"}, shouldcontain="")["shouldnotcontain"] == "old"


@pytest.mark.parametrize("names", [["shouldcontain"], ["shouldnotcontain"], ["shouldcontain", "shouldnotcontain"]])
@pytest.mark.parametrize(
    ("values", "body"),
    [
        ({"shouldcontain": "a"}, {"shouldcontain": "a"}),
        ({"shouldnotcontain": "b"}, {"shouldnotcontain": "b"}),
        ({}, None),
    ],
)
def test_only_one_of_the_two_texts_is_ever_told(names, values, body):
    told = checks.schema_of("http").parameters_of(target(**values), names)
    assert told == (body or {names[0]: ""})


def test_the_days_before_the_certificate_ends_need_verification():
    with pytest.raises(ConfigurationError, match="needs verify_certificate"):
        target(verify_certificate=False, ssl_down_days_before=7)
    with pytest.raises(ConfigurationError, match="needs verify_certificate"):
        target({"verify_certificate": False}, ssl_down_days_before=7)
    before = target({"ssl_down_days_before": 7})
    assert modification(before, target(before, verify_certificate=False)) == {
        "verify_certificate": False,
        "ssl_down_days_before": 0,
    }
    assert (
        target({"verify_certificate": False}, verify_certificate=True, ssl_down_days_before=7)["ssl_down_days_before"]
        == 7
    )


@pytest.mark.parametrize(("host", "version"), [("192.0.2.1", False), ("2001:db8::1", True)])
def test_an_address_decides_over_ipv6(host, version):
    assert target(host=host)["ipv6"] is version
    assert target({"host": host, "ipv6": not version}, host=host)["ipv6"] is not version, "an old check is left alone"
    assert target(host=host, ipv6=version)["ipv6"] is version
    with pytest.raises(ConfigurationError, match="ipv6 contradicts host"):
        target(host=host, ipv6=not version)


def test_what_a_type_needs_cannot_be_cleared():
    with pytest.raises(ConfigurationError, match=r"stringtosend must not be empty .check of type udp"):
        target(check_type="udp", stringtosend="")
    assert target(check_type="tcp", stringtosend="")["stringtosend"] == ""


def test_a_foreign_option_is_found_against_the_existing_type():
    with pytest.raises(ConfigurationError, match="type ping has no option url_path"):
        target(check_type="ping", url_path="/")


def test_tags_are_appended_with_a_parameter_of_their_own():
    before = target({"tags": ["a", "b"]})
    assert target(before, append_tags=True, tags=["b", "c"])["tags"] == ["a", "b", "c"]
    assert modification(before, target(before, True, tags=["c", "d"]), True) == {"addtags": ["c", "d"]}
    assert target(before, append_tags=True, tags=[]) == before
    assert modification(before, target(before, tags=["c"])) == {"tags": ["c"]}
    assert modification(before, target(before, tags=[])) == {"tags": []}
    assert target(before, append_tags=True) == before


# Writing


@pytest.mark.parametrize(
    ("wanted", "body"),
    [
        ({"contacts": [1, 2]}, {"userids": "1,2"}),
        ({"contacts": []}, {"userids": ""}),
        ({"teams": [7]}, {"teamids": "7"}),
        ({"integrations": [3]}, {"integrationids": [3]}),
        ({"probe_filters": ["NA"]}, {"probe_filters": ["region: NA"]}),
        ({"probe_filters": []}, {"probe_filters": []}),
        ({"host": "new"}, {"host": "new"}),
        ({"url_path": "/new"}, {"url": "/new"}),
        ({"auth_username": "u"}, {"auth": "u:old"}),
        ({"auth_username": "", "auth_password": ""}, {"auth": ""}),
        ({"auth_password": "p:q"}, {"auth": "me:p:q"}),
        ({"requestheaders": {"A": ["1", "2"], "B": ["3"]}},
         {"requestheaders0": ["A:1"], "requestheaders1": ["A:2"], "requestheaders2": ["B:3"]}),
        ({"requestheaders": {}}, {"requestheaders": []}),
        ({"paused": True}, {"paused": True}),
        ({"postdata": ""}, {"postdata": ""}),
    ],
)  # fmt: skip
def test_each_difference_is_written_as_pingdom_reads_it(wanted, body):
    before = target(
        {
            "contacts": [9],
            "integrations": [1],
            "probe_filters": ["EU"],
            "auth_username": "me",
            "auth_password": "old",
            "requestheaders": {"Z": ["0"]},
            "postdata": "x",
        }
    )
    assert modification(before, target(before, **wanted)) == body


def test_a_path_without_a_slash_gets_one():
    assert checks.given_fields({"url_path": "x?a=1"}) == {"url_path": "/x?a=1"}
    assert checks.given_fields({"url_path": ""}) == {"url_path": "/"}


def test_names_of_headers_have_no_case_and_keep_the_servers_spelling():
    before = target({"requestheaders": {"X-KEY": ["1"]}})
    assert target(before, requestheaders={"x-key": ["1"]}) == before
    assert target(before, requestheaders={"x-key": ["2"]})["requestheaders"] == {"x-key": ["2"]}


def test_not_taken_names_what_was_ignored_and_no_more():
    wanted, found = target(custom_message="a", url_path="/x", paused=True), target()
    assert not_taken(wanted, found, ["custom_message", "url_path", "paused"]) == ["custom_message", "url_path"]
    assert not_taken(wanted, found, ["url_path"]) == ["url_path"]
    assert not_taken(wanted, checks.defaults("tcp"), []) == ["type"]


@pytest.mark.parametrize(
    ("paused", "status", "settled"),
    [(True, "up", "paused"), (True, "paused", "paused"), (False, "paused", "unknown"), (False, "down", "down")],
)
def test_the_status_after_pausing_is_known_before_it_shows(paused, status, settled):
    assert check_list.settled_status(paused, status) == settled


def test_a_diff_tells_which_secret_differs_and_which_is_gone():
    before = target({"auth_password": "a", "postdata": "same", "requestheaders": {"X": ["1"], "Y": ["2"]}})
    after = target(before, auth_password="b", requestheaders={"X": ["1"], "Y": ["3"]})
    change = mask(Change("check", masked(before), masked(after)))
    assert change.keys() == ["auth_password", "requestheaders.Y"]
    assert CHECK.change_of(None, after).before is None
    assert mask(Change("check", masked(after), masked(target(after, auth_password="")))).after["auth_password"] == ""
