# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Ansible may connect to, and what would be the controller."""

from __future__ import annotations

import ipaddress
import socket
import sys
import unicodedata

import pytest
from ansible import constants
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._addresses import (
    HIDDEN,
    IMPROPER,
    LOOPBACK,
    MISSING,
    address,
    is_host_name,
    is_ip,
    is_loopback,
    means_controller,
    reachable,
    refusal,
)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (None, None),
        ("", None),
        ("   ", None),
        ("web-1.example.com", "web-1.example.com"),
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1\t", "192.0.2.1"),
        ("web-1:8443", "web-1"),
        ("web-1:", "web-1"),
        (":8443", None),
        ("web-1:https", "web-1:https"),
        ("https://web-1.example.com", "web-1.example.com"),
        ("https://admin:pass@web-1.example.com:8443/path?x=1", "web-1.example.com"),
        ("web-1/status", "web-1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:161", "2001:db8::1"),
        ("http://[2001:db8::1]:80/", "2001:db8::1"),
        ("[]", None),
        ("https://", None),
        ("{{ x }}", "{{ x }}"),
        ("https://web-1?x=1", "web-1"),
        ("https://web-1#top", "web-1"),
        ("root@web-1:22", "web-1"),
        ("https://me:p@ss@web-1/x", "web-1"),
        ("//web-1/share", "web-1"),
    ],
)
def test_what_a_host_field_names(host, expected):
    assert address(host) == expected


def wide(text: str) -> str:
    """``text`` in the full width letters of East Asia, which resolvers may take for the usual ones."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


PROPER = [
    *("web", "WEB-1.example.com", "web.example.com.", "_sip.example", "a_b", "1a", "111.example", "xn--mnchen-3ya.de"),
    *(
        "münchen.example",
        "Straße.example",
        "例え.テスト",
        "खोज.भारत",
        "\u062e\u0627\u062f\u06451.example",
        "a" * 63,
        ".".join(["a" * 49] * 5),
    ),
    *("192.0.2.1", "10.0.0.0", "255.255.255.255", "2001:db8::1", "::2", "fe80::1%eth0", "fe80::1%eth0.100"),
    *("::ffff:192.0.2.1", "localhost.example.com", "mylocalhost", "web.corp.local", "localhost-2"),
]
IMPROPER_ONES = [
    *("-oProxyCommand=touch${IFS}pwned", "-web", "web-", "a.-b", "a-.b", "web;x", "$(x)", "`x`", "a b", "a,b", "web!"),
    *(
        "{{ x }}",
        "web:https",
        "a..b",
        ".a",
        ".",
        "a" * 64,
        ".".join(["a" * 50] * 5),
        "web\nx",
        "web\x00",
        "web'x",
        "~x",
    ),
    *("10.1", "12345", "1.2.3", "1.2.3.4.5", "256.0.2.1", "192.0.2.01", "010.0.0.1", "1.2.3.4.", "web.1", "web.0x7f"),
    *("2001:db8::g", "1:2", "fe80::1%", "fe80::1%e;x", "fe80::1%-o x", "::1::", "2001:db8::1/64 x", "12.0.0.\u0661"),
    *("web\u200b", "w\u202eeb", "we\u00adb", "web\u3164", "ü\ufe0f", "-ü", "ü-", "ü b", "☃.example", "ü$(x)", "ü" * 70),
    *(
        "web。example",
        f"web{wide('.')}example",
        f"{wide('-')}oProxyCommand",
        f"a{wide('/')}b",
        "\u0301a",
        "ü.12",
        "ü..a",
    ),
]
CONTROLLER = [
    *("localhost", "LOCALHOST", "Localhost.", "localhost..", " localhost ", "127.0.0.1", "::1", "::1%lo", "[::1]"),
    *("0:0:0:0:0:0:0:1", "0000::0001", "127.0.0.1.", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "2130706433"),
    *("0x7f000001", "0X7F.1", "0177.0.0.1", "017700000001", "0x7f.0.0.0x1", "::ffff:127.0.0.1", "::ffff:7f00:1"),
    *(
        "::127.0.0.1",
        "0.0.0.0",
        "0",
        "0x0",
        "::",
        "::ffff:0.0.0.0",
        "localhost.localdomain",
        "localhost4",
        "localhost6",
    ),
    *("localhost6", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback", "web.localhost", "a.b.LocalHost."),
    *(wide("localhost"), "①②⑦.0.0.1", wide("127.0.0.1"), "0" * 200 + "17700000001"),
]
ELSEWHERE = [
    *("web", "local", "host", "localhost-1", "mylocalhost", "localhost.example.com", "localhost 2", "2001", "10.0.0.1"),
    *("128.0.0.1", "126.255.255.255", "1.127.0.0", "::2", "fe80::1", "::ffff:192.0.2.1", "127", "127x", "0.0.0.1"),
    *("Probe Device", "Probe Device (Windows)", "9" * 5000, "0x" + "f" * 5000, "127.0.0.0.1", "127.0.0.256", "::7f00"),
    *("x:y", "a@b", "089", "127.16777216", "1:2:3", "", "Größe"),
]


@pytest.mark.parametrize("host", PROPER)
def test_host_names_and_addresses_are_taken(host):
    assert reachable(host) == (host, None)
    assert is_ip(host) is not is_host_name(host)


@pytest.mark.parametrize("host", IMPROPER_ONES)
def test_what_is_no_host_name_or_address_is_left_out(host):
    assert refusal(host) == IMPROPER
    assert refusal(host, allow_loopback=True) == IMPROPER


@pytest.mark.parametrize("host", CONTROLLER)
def test_every_spelling_of_the_controller_is_known(host):
    assert means_controller(host)
    assert is_loopback(host)
    assert refusal(host) == LOOPBACK


@pytest.mark.parametrize("host", ELSEWHERE)
def test_what_leads_elsewhere_is_none(host):
    assert not means_controller(host)
    assert not is_loopback(host)


@pytest.mark.parametrize("name", [form.format(one) for one in constants.LOCALHOST for form in ("{}", "{}.", "{}%lo")])
def test_the_names_that_ansible_takes_for_the_controller(name):
    assert means_controller(name)
    assert means_controller(name.upper())


@pytest.mark.parametrize(
    "name", ["root@localhost", "ssh://127.0.0.1", "[::1]:22", "localhost:8443", "https://localhost/"]
)
def test_names_that_lead_to_the_controller_once_they_are_connected_to(name):
    assert means_controller(name)
    assert reachable(name) == (None, LOOPBACK)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "0x7f000001", "::1", "::1%lo", "0.0.0.0"])
def test_a_loopback_address_may_be_allowed(host):
    assert reachable(host, allow_loopback=True) == (host, None)


@pytest.mark.parametrize("host", ["::1%$(x)", "[::1", wide("localhost") + ".", "localhost..", "-127.0.0.1"])
def test_what_is_allowed_has_to_have_the_grammar_all_the_same(host):
    found, _reason = reachable(host, allow_loopback=True)
    assert found is None or found.strip(".").isalnum()


@pytest.mark.parametrize("host", [None, "", "  ", "https://", ":80"])
def test_no_address_is_no_mistake(host):
    assert reachable(host) == (None, MISSING)


@given(st.from_regex(r"(0x[0-9a-f]{1,9}|0?[0-9]{1,10})(\.(0x[0-9a-f]{1,3}|0?[0-9]{1,3})){0,3}", fullmatch=True))
def test_numbers_are_read_as_resolvers_read_them(text):
    try:
        resolved = ipaddress.IPv4Address(socket.inet_aton(text))
    except OSError:
        resolved = None
    expected = resolved is not None and (resolved.is_loopback or resolved.is_unspecified)
    if resolved is not None:  # more is taken for loopback than resolvers do (08 is no number to them), never less
        assert is_loopback(text) is expected


@given(st.text() | st.from_regex(r"[-a-z0-9._:%@/\[\]ü\u200b ]{0,12}", fullmatch=True))
def test_whatever_is_taken_can_be_no_option_and_no_command(text):
    found, reason = reachable(text)
    assert (found is None) is (reason is not None)
    if found is not None:
        assert not found.startswith("-")
        assert not any(char.isascii() and not char.isalnum() and char not in "-._:%~" for char in found)
        assert not any(unicodedata.category(char)[0] in "CZ" for char in found)


def test_hidden_characters_are_all_that_unicode_calls_so():
    unseen = {chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) in ("Cf", "Cs")}
    assert {char for char in unseen if not HIDDEN.fullmatch(char)} == set()
