# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import urllib.parse

import pytest
from requests.structures import CaseInsensitiveDict

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Exchange,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor

SERVER = "http://prtg.example.com:8080"
PATH = "/api/pause.htm"
SECRET = "s3cr&t"
REDACT = Redactor([SECRET])

LOGIN_PAGE = '<!DOCTYPE html><html><body><form id="loginform" action="/public/checklogin.htm"></form></body></html>'
ERROR_PAGE = (
    '<div class="errormsg"><p>PRTG has discovered a problem.</p><h3>Error message: {}</h3>'
    "<small>Params: username=ops&</small></div>"
)
V2_ERROR = '{"code":"UNAUTHORIZED","message":"No credentials","request_id":"1"}'


def answer(status=200, body="", location=None, server=SERVER):
    headers = CaseInsensitiveDict({} if location is None else {"Location": location})
    return Answer(
        Exchange("GET", server, PATH, status), status, headers, body.encode() if isinstance(body, str) else body
    )


def refusal(*args, **kwargs):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the tests look at its type
        answers.refuse_failure(answer(*args, **kwargs), REDACT)
    return caught.value


@pytest.mark.parametrize(
    ("status", "body", "error", "told", "hint"),
    [
        (
            400,
            "<prtg><version>13.1</version><error>Sorry &amp; no</error></prtg>",
            RequestRefused,
            "refuses the request: Sorry & no",
            None,
        ),
        (
            400,
            '<?xml version="1.0" encoding="UTF-8" ?>\n<prtg>\n<error>\nNo such thing.</error></prtg>',
            RequestRefused,
            "No such thing.",
            None,
        ),
        (400, "plain words", RequestRefused, "plain words", None),
        (400, "", RequestRefused, "the server refuses the request", None),
        (401, "<HTML><BODY><B>Unauthorized</B></BODY></HTML>", AuthenticationFailed, "Unauthorized", "api_token"),
        (401, "Unsupported authorization scheme", AuthenticationFailed, "Unsupported", "Authorization header"),
        (401, V2_ERROR, ConfigurationError, "No credentials", "set api to v2"),
        (403, "<HTML><BODY><B>Forbidden</B></BODY></HTML>", PermissionDenied, "may not do this: Forbidden", "right"),
        (
            404,
            "<html>Not Found</html>",
            ConfigurationError,
            "does not know this path",
            "does not look like PRTG's API v1",
        ),
        (404, V2_ERROR, ConfigurationError, "UNAUTHORIZED", "set api to v2"),
        (404, '{"error": "nope"}', ConfigurationError, "nope", "API v1"),
        (404, '{"code"', ConfigurationError, "code", "API v1"),
        (405, "", RequestRefused, "the server refuses", "API v1"),
        (429, "", RateLimited, "no more requests", "later"),
        (500, "", ServerFault, "the server failed", "later"),
        (502, "<h1>502 Bad Gateway</h1>", ServerFault, "502 Bad Gateway", "later"),
        (503, "<prtg><error>Starting</error></prtg>", ServerFault, "the server failed: Starting", "later"),
        (556, "", ServerFault, "the server failed", "later"),
    ],
)
def test_statuses(status, body, error, told, hint):
    raised = refusal(status, body)
    assert raised.__class__ is error
    assert told in raised.message
    assert raised.exchange.status == status
    assert raised.hint is None if hint is None else hint in raised.hint


@pytest.mark.parametrize(
    ("location", "error", "told"),
    [
        ("/error.htm?errormsg=Something+bad+happened", ServerFault, "refuses: Something bad happened"),
        (f"{SERVER}/error.htm?errormsg=Bad&errorurl=/sensor.htm?id=1", ServerFault, "refuses: Bad"),
        ("/base/error.htm?errormsg=&errorurl=/sensor.htm?id=1001", ServerFault, "without saying why"),
        ("/error.htm", ServerFault, "without saying why"),
        (
            "/error.htm?errormsg=Not+done.%3Cbr/%3E%3Cul%3E%3Cli%3EField+%26%2339;Name%26%2339;+is+required%3C/li%3E%3C/ul%3E",
            ServerFault,
            "Not done. Field 'Name' is required",
        ),
        ("/error.htm?errormsg=Field+&%2339;Name&%2339;+is+required", ServerFault, "Field 'Name' is required"),
        ("/error.htm?errormsg=Sorry,+a+read-only+user+account+is+not+allowed", PermissionDenied, "read-only user"),
        ("/public/login.htm?loginurl=%2Fapi%2Ftable.xml&errormsg=", AuthenticationFailed, "log-in page"),
        (f"https://prtg.example.com{PATH}?id=1&passhash=1", ConfigurationError, "wants https"),
        (f"https://prtg.example.com/prtg{PATH}?id=1", ConfigurationError, "wants https"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307])
def test_redirects_that_are_failures(status, location, error, told):
    raised = refusal(status, location=location)
    assert raised.__class__ is error
    assert told in raised.message
    assert raised.exchange.status == status


@pytest.mark.parametrize(
    "location",
    [
        "/sensor.htm?id=2001",
        "/home",
        "",
        "http://[broken",
        "https://prtg.example.com/device.htm?id=1",
        "../device.htm?id=1",
    ],
)
def test_other_redirects_are_success_of_an_action_and_no_table(location):
    answers.refuse_failure(answer(302, location=location), REDACT)
    with pytest.raises(ConfigurationError, match="redirects to") as caught:
        answers.refuse_no_table(answer(302, location=location), REDACT)
    assert "not followed" in caught.value.hint


def test_a_redirect_to_the_same_path_on_https_from_https_is_none_of_plain_text():
    answers.refuse_failure(
        answer(302, location=f"https://prtg.example.com{PATH}", server="https://prtg.example.com"), REDACT
    )


@pytest.mark.parametrize(
    ("body", "error", "told"),
    [
        (
            ERROR_PAGE.format("Sorry, a read-only user account is not allowed"),
            PermissionDenied,
            "read-only user account",
        ),
        (ERROR_PAGE.format("Der Benutzer darf das nicht"), ServerFault, "refuses: Der Benutzer darf das nicht"),
        ('<html><body><div id="x" class="errormsg big">It broke</div></body></html>', ServerFault, "refuses: It broke"),
        (LOGIN_PAGE, AuthenticationFailed, "log-in page"),
        ("<html><form action='/public/checklogin.htm'></form></html>", AuthenticationFailed, "log-in page"),
        ("<prtg><version>1</version><error>Sorry, no</error></prtg>", RequestRefused, "refuses the request: Sorry, no"),
        ('\ufeff<?xml version="1.0"?><prtg><error>Sorry, no</error></prtg>', RequestRefused, "Sorry, no"),
    ],
)
def test_pages_with_200_that_are_failures(body, error, told):
    raised = refusal(200, body)
    assert raised.__class__ is error
    assert told in raised.message
    assert "username" not in raised.message


@pytest.mark.parametrize(
    "body",
    [
        "",
        "OK",
        "<HTML><BODY>OK</BODY></HTML>",
        '<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>',
        '<a title="Resume" onclick="pauseObject.call(this,\'1234\',1);"><i></i></a>',
        "<prtg><result>OK</result></prtg>",
        '<sensors><item><name>&lt;div class="errormsg"&gt; id="loginform"</name></item></sensors>',
    ],
)
def test_pages_with_200_that_are_success(body):
    answers.refuse_failure(answer(200, body), REDACT)


@pytest.mark.parametrize(
    ("body", "told", "hint"),
    [
        ("", "an empty body", "API v1"),
        (" \r\n\t", "an empty body", "API v1"),
        ('{"sensors": []}', "JSON", "set api to v2"),
        ("[]", "JSON", "set api to v2"),
        (
            "<html><body>Welcome to nginx!</body></html>",
            "a web page where XML was expected: Welcome to nginx!",
            "API v1",
        ),
        ("It works", "plain text where XML was expected: It works", "API v1"),
    ],
)
def test_what_is_no_table(body, told, hint):
    with pytest.raises(UnexpectedAnswer) as caught:
        answers.refuse_no_table(answer(200, body), REDACT)
    assert told in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("body", ["<sensors/>", '\ufeff <?xml version="1.0"?><sensors/>', "<anything>"])
def test_what_may_be_a_table(body):
    answers.refuse_no_table(answer(200, body), REDACT)


def test_the_empty_page():
    assert answers.is_empty_page(
        answer(200, '<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>')
    )
    assert not answers.is_empty_page(answer(200, "<HTML><BODY>OK</BODY></HTML>"))
    assert not answers.is_empty_page(answer(200, '<sensors><item><name>class="no-content"</name></item></sensors>'))


@pytest.mark.parametrize(
    "form", [SECRET, urllib.parse.quote(SECRET), SECRET.replace("&", "&amp;"), "x" * 19_995 + SECRET]
)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_no_secret_of_a_body_is_shown(status, form):
    shown = str(refusal(status, f"<b>{form}</b> passhash=4711"))
    assert SECRET not in shown
    assert "s3cr" not in shown
    assert "4711" not in shown


@pytest.mark.parametrize(
    "location",
    [
        f"https://user:{SECRET}@prtg.example.com{PATH}?passhash=4711",
        f"/error.htm?errormsg={urllib.parse.quote(SECRET)}+passhash=4711",
        f"/error.htm?errormsg=%26lt;b%26gt;{urllib.parse.quote(SECRET.replace('&', '&amp;'))}",
    ],
)
def test_no_secret_of_a_redirect_is_shown(location):
    shown = str(refusal(302, location=location))
    assert "s3cr" not in shown
    assert "4711" not in shown


def test_no_secret_of_an_odd_redirect_is_shown():
    with pytest.raises(ConfigurationError) as caught:
        answers.refuse_no_table(answer(302, location=f"http://user:{SECRET}@other.example.com/x?passhash=4711"), REDACT)
    assert "http://other.example.com/x" in str(caught.value)
    assert "s3cr" not in str(caught.value)
    assert "4711" not in str(caught.value)


def test_long_texts_are_cut():
    assert len(str(refusal(500, "word " * 100_000))) < 600
