# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import base64
import html
import json
import struct
import urllib.parse

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import HIDDEN, Redactor, shown

SECRET = "s3cr&t/+ ü"


def lower_case_hex(text):
    return "".join(part if part[:1] != "%" else part.lower() for part in _pieces(urllib.parse.quote(text, safe="")))


def _pieces(quoted):
    while quoted:
        size = 3 if quoted[0] == "%" else 1
        yield quoted[:size]
        quoted = quoted[size:]


def utf16(text):
    return struct.unpack(f">{len(text.encode('utf-16-be')) // 2}H", text.encode("utf-16-be"))


def unpadded(text):
    return base64.b64encode(text.encode()).decode().rstrip("=")


def with_prefix(size):
    return lambda text: base64.b64encode(b"u:x"[:size] + text.encode()).decode()


ENCODINGS = {
    "as it is": str,
    "percent": lambda text: urllib.parse.quote(text, safe=""),
    "percent, path": urllib.parse.quote,
    "percent, form": urllib.parse.quote_plus,
    "percent, lower case": lower_case_hex,
    "HTML, named": html.escape,
    "HTML, decimal": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "HTML, with zeros": lambda text: "".join(f"&#{ord(char):012};" for char in text),
    "HTML, hexadecimal": lambda text: "".join(f"&#x{ord(char):x};" for char in text),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON with slashes": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON, all": lambda text: "".join(f"\\u{unit:04x}" for unit in utf16(text)),
    "repr": lambda text: repr(text)[1:-1],
    "bytes": lambda text: repr(text.encode())[2:-1],
    "Latin-1": lambda text: text.encode().decode("latin-1"),
    "base64": with_prefix(0),
    "base64 of user and password": with_prefix(2),
    "base64, third alignment": with_prefix(1),
    "base64, unpadded": unpadded,
    "base64, for URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "markup": "<b></b>".join,
    "comments": "<!-->-->".join,
    "line breaks": "\r\n ".join,
    "soft hyphens": "\xad".join,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("secret", [SECRET, "pa&ss", "a<r>b123", "token with blanks", "S3cr€t\\n'\"", "%41%42%2B+x"])
def test_a_secret_is_hidden_in_whatever_way_a_server_writes_it(encoding, secret):
    written = ENCODINGS[encoding](secret)
    told = Redactor([secret])(f"The log-in as ({written}) failed. Try again")
    assert written not in told
    assert HIDDEN in told
    assert told.startswith("The log-in")
    assert told.endswith("Try again")


@pytest.mark.parametrize(
    "links",
    [
        ("percent", "percent"),
        ("percent, form", "HTML, named", "percent"),
        ("HTML, named", "HTML, named"),
        ("HTML, decimal", "percent", "JSON"),
        ("JSON, all", "HTML, hexadecimal"),
        ("percent", "base64"),
        ("base64", "percent"),
        ("base64, unpadded", "base64"),
        ("base64", "line breaks"),
        ("Latin-1", "Latin-1", "HTML, decimal"),
        ("HTML, named", "markup"),
        ("markup", "JSON"),
    ],
)
def test_a_secret_is_hidden_through_several_encodings(links):
    written = SECRET
    for link in links:
        written = ENCODINGS[link](written)
    told = Redactor([SECRET])(f"(as {written})")
    assert written not in told
    assert HIDDEN in told


def test_a_secret_is_hidden_in_base64_of_utf_16_as_servers_on_windows_write_it():
    written = base64.b64encode("s3cr&t-ü".encode("utf-16-le")).decode()
    # the last byte is none of a letter
    assert Redactor(["s3cr&t-ü"])(f"wrong: {written}") == f"wrong: {HIDDEN}AA=="


def test_the_case_of_the_report_says_nothing_of_the_password():
    message = "The password pa&amp;ss of the user web is wrong (sent as cGEmc3M=, pa%2526ss, pa<b>&amp;</b>ss)"
    told = shown(message, Redactor(["pa&ss"]))
    assert told == f"The password {HIDDEN} of the user web is wrong (sent as {HIDDEN}, {HIDDEN}, {HIDDEN})"


@pytest.mark.parametrize(
    ("secret", "written"),
    [
        ("s3cr<r>etPw", "s3c<br/>\nr<r>etPw"),
        ("s3cr<r>etPw", "s3c&lt;br&gt;r&lt;r&gt;etPw"),
        ("s3cr\\tet+Pw", "s3cr\\u005ctet Pw"),
        ("s3 cr et Pw", "s3cr<i>etPw"),
    ],
)
def test_a_secret_that_can_be_read_in_other_ways_itself_is_hidden_where_it_was(secret, written):
    assert shown(f"wrong: {written} (sorry)", Redactor([secret])) == f"wrong: {HIDDEN} (sorry)"


_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zs", "Zl", "Zp"))
_SECRETS = st.text(_LETTERS, min_size=6, max_size=30).filter(lambda text: any(map(str.isalnum, text)))


@given(_SECRETS, st.lists(st.sampled_from(sorted(ENCODINGS)), max_size=3), st.integers(0, 400), st.integers(1, 300))
@example("a<r>bcdef", ["HTML, named", "markup"], 295, 300)
@example("¡¡0¡¡\\", ["comments", "base64, unpadded", "percent"], 0, 24)
@example("漢%<\\¡é+Z", ["comments", "soft hyphens", "base64"], 0, 300)
def test_no_cut_leaves_a_part_of_a_secret(secret, links, before, limit):
    written = secret
    for link in links:
        written = ENCODINGS[link](written)
    told = shown(f"{'. ' * (before // 2)}({written}) and more", Redactor([secret]), limit)
    size = max(6, len(written) // 3)  # what only escapes or separates may stay at its ends
    parts = {written[start : start + size] for start in range(len(written) - size + 1)}
    assert not any(part in told for part in parts)


@pytest.mark.parametrize("secret", ["s3cr<r>et", "s3cret-of-many-letters"])
@pytest.mark.parametrize("before", [280, 290, 298, 299, 300, 3990, 3999, 4000, 19_990, 19_999])
def test_what_is_cut_holds_no_start_of_a_secret(secret, before):
    told = shown("<p>" * (before // 3) + "x" * (before % 3) + secret, Redactor([secret]))
    assert "s3c" not in told


@pytest.mark.parametrize("size", [19_000, 20_000, 300_000])
def test_a_long_text_is_shown_all_the_same(size):
    assert shown("word " * size, Redactor(["s3cret"])) == ("word " * 60)[:300] + "..."
    assert shown("x" * size, Redactor(["s3cret"])) == "x" * 300 + "..."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unknown columns u: u, u1, 'u'", f"unknown columns {HIDDEN}: {HIDDEN}, u1, '{HIDDEN}'"),
        ("dTo= is base64 of u: and more", f"{HIDDEN} is base64 of {HIDDEN}: and more"),
    ],
)
def test_a_secret_of_one_letter_is_hidden_where_it_stands_alone(text, told):
    assert Redactor(["u"])(text) == told


@pytest.mark.parametrize("secret", ["&", "ü", "<", "%", "x1", "()", "*", "\\", "\ud800", " ", "\n", "\ud800abcd"])
def test_no_secret_is_too_odd_to_be_known(secret):
    assert secret not in Redactor([secret])(f"a {secret} b").replace(HIDDEN, "")[1:-1].strip() or secret.isspace()


def test_what_a_server_has_cut_itself_is_hidden_too():
    assert Redactor(["s3cret-of-many-letters"])("unknown key s3cret-of-m...") == f"unknown key {HIDDEN}..."


def test_a_text_in_latin_1_that_was_read_as_utf8_is_known_by_what_is_left():
    read = "Paßwört".encode("latin-1").decode(errors="replace")
    assert Redactor(["Paßwört"])(f"the password {read} is wrong") == f"the password {HIDDEN} is wrong"


def test_many_secrets_in_a_text_of_many_encodings_end():
    text = "%25&amp;\\u0041<b>c2VjcmV0 Ã¼</b>+" * 60
    assert len(Redactor([f"s3cret{number}" for number in range(40)])(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        f"GET /x?apitoken={SECRET}",
        f"/x?a=1&passhash={urllib.parse.quote(SECRET, safe='')}&b=2",
        f"loginurl=%2Fx%3Fpassword%3D{urllib.parse.quote(SECRET, safe='')}",
        f"token {urllib.parse.quote_plus(SECRET)} seen",
        f"{SECRET.upper()}",
        '{"password": "s3cr&t/+ \\u00fc"}',
        repr(f"Bearer {SECRET}\n"),
    ],
)
def test_known_secrets_are_hidden_in_every_spelling(text):
    told = Redactor([SECRET, None, ""])(text)
    assert HIDDEN in told
    assert "s3cr" not in told.lower()


@pytest.mark.parametrize("name", ["apitoken", "passhash", "password", "username", "accesskey", "login", "PASSHASH"])
def test_what_looks_like_a_credential_is_hidden_though_unknown(name):
    told = Redactor()(f"https://prtg/x?{name}=12345&id=7 and &{name}%3D6789")
    assert "12345" not in told
    assert "6789" not in told
    assert "id=7" in told


@pytest.mark.parametrize("header", ["Authorization: Bearer abc.def", "'authorization': 'Basic dTpw'", "App-Key: zyx"])
def test_credential_headers_are_hidden(header):
    told = Redactor()(f"sent {header}, and more")
    assert not any(secret in told for secret in ("abc.def", "dTpw", "zyx"))
    assert told.endswith("and more")


def test_other_texts_are_left_alone():
    assert Redactor([SECRET])("the passenger list of bus 42") == "the passenger list of bus 42"


def test_server_texts_are_shown_as_one_short_line():
    assert shown("<html><style>p {}</style><p>Sorry,\n  no &nbsp;</p>", str) == "Sorry, no &nbsp;"
    assert shown("a\x07b\u202ec", str) == "a\\u0007b\\u202ec"
    assert shown("x" * 500, str) == "x" * 300 + "..."
