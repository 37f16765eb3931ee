# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the answers to duplicateobject.htm mean: which tell of a copy, and which of a failure."""

from __future__ import annotations

import pytest
from requests.structures import CaseInsensitiveDict

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Exchange,
    PermissionDenied,
    RequestRefused,
    ServerFault,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.cloned import made_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor

SERVER = "https://prtg.example.com"
NOT_VALID = "errormsg=the+object+is+currently+not+valid&errorurl="
ERROR_PAGE = '<div class="errormsg"><h3>Error message: {}</h3></div>'
LOGIN_FORM = '<!DOCTYPE html><html><body><form id="loginform"></form></body></html>'


def read(location="", status=302, body="", known=("2001", "51")):
    headers = CaseInsensitiveDict({"Location": location} if location else {})
    exchange = Exchange("GET", SERVER, "/api/duplicateobject.htm", status)
    return made_id(Answer(exchange, status, headers, body.encode()), known, Redactor(["s3cret"]))


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("/sensor.htm?id=1234", "1234"),
        ("/object.htm?id=9999", "9999"),
        ("/group.htm?tabid=1&id=77", "77"),
        ("/probenode.htm?id=3#overview", "3"),
        ("https://prtg.example.com/prtg/device.htm?id=1234", "1234"),
        ("/public/login.htm?loginurl=/object.htm?id=9999&errormsg=", "9999"),
        ("/public/login.htm?loginurl=%2Fobject.htm%3Fid%3D9999&errormsg=", "9999"),
        ("/public/login.htm?loginurl=%252Fobject.htm%253Fid%253D9999", "9999"),
        (f"/error.htm?{NOT_VALID}/object.htm?id=9999", "9999"),
        (f"/error.htm?{NOT_VALID}%2Fobject.htm%3Fid%3D9999", "9999"),
        ("/error.htm?errormsg=Das+Objekt+ist+derzeit+nicht+g%C3%BCltig&errorurl=/object.htm?id=9999", "9999"),
        ("/welcome.htm", None),
        ("/sensor.htm", None),
        ("/sensor.htm?id=abc", None),
    ],
)
@pytest.mark.parametrize("status", [301, 302])
def test_redirects_lead_to_the_copy(location, told, status):
    assert read(location, status) == told


@pytest.mark.parametrize("body", ["<HTML><BODY>OK</BODY></HTML>", "OK", ""])
def test_an_answer_without_id_is_no_failure(body):
    assert read(status=200, body=body) is None


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("/error.htm?errormsg=Something+bad+happened", ServerFault),
        ("/error.htm?errormsg=&errorurl=/sensor.htm?id=2001", ServerFault),
        (f"/error.htm?{NOT_VALID}/object.htm?id=2001", ServerFault),
        (f"/error.htm?{NOT_VALID}/object.htm?id=51", ServerFault),
        ("/error.htm?errormsg=a+read-only+user+account&errorurl=/", PermissionDenied),
        ("/public/login.htm?loginurl=/api/duplicateobject.htm", AuthenticationFailed),
        ("/public/login.htm?loginurl=/api/duplicateobject.htm?id=2001%26targetid=51", AuthenticationFailed),
        ("/public/login.htm", AuthenticationFailed),
        ("http://[broken", None),
    ],
)
def test_other_redirects_are_failures(location, error):
    if error is None:
        assert read(location) is None
        return
    with pytest.raises(error):
        read(location)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, "<prtg><error>no object with the specified id</error></prtg>", RequestRefused),
        (200, ERROR_PAGE.format("Sorry, a read-only user account is not allowed"), PermissionDenied),
        (200, ERROR_PAGE.format("Sorry"), ServerFault),
        (200, LOGIN_FORM, AuthenticationFailed),
        (404, "", ConfigurationError),
        (500, "", ServerFault),
    ],
)
def test_failures_are_what_they_are_for_every_action(status, body, error):
    with pytest.raises(error):
        read(status=status, body=body)


def test_what_wants_https_is_told_so():
    exchange = Exchange("GET", "http://prtg.example.com", "/api/duplicateobject.htm", 302)
    headers = CaseInsensitiveDict({"Location": "https://prtg.example.com/api/duplicateobject.htm?id=2001"})
    with pytest.raises(ConfigurationError, match="wants https"):
        made_id(Answer(exchange, 302, headers, b""), ("2001",), Redactor([]))
