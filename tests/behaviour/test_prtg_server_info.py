# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_server_info: what a server says of itself over either API, and which of its APIs answer."""

from __future__ import annotations

import datetime
import json
import urllib.parse

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import parts
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_server_info
from tests.behaviour.arguments import arguments
from tests.behaviour.direct_runs import run
from tests.shared import shared

SENSORS = {
    "total": 39,
    "up": 20,
    "down": 3,
    "down_acknowledged": 1,
    "down_partial": 1,
    "warning": 1,
    "unusual": 1,
    "unknown": 3,
    "paused": 9,
}
SECTIONS = ("alarms", "load", "cluster", "account")


def asked(emulator, api="v1", **given):
    """What the module returns and warns of."""
    result = run(prtg_server_info, emulator, api, **given)
    assert result.changes == []
    return result.values, result.warnings


def status(emulator, told, **given):
    """What the module makes of an answer of getstatus."""
    emulator.faults([{"path": "/api/getstatus", "status": 200, "body": told}])
    return asked(emulator, include=[], **given)


def sent(emulator):
    return [(entry["server"], entry["path"].removeprefix("/api/v2")) for entry in emulator.requests()]


def with_credentials(emulator):
    """The requests that carried credentials, as far as the log tells: over API v1 those with a key or a user."""
    return [entry for entry in emulator.requests("prtg") if {"apitoken", "username"} & set(entry["query"])]


def api_of(values, name):
    return next(one for one in values["apis"] if one["api"] == name)


# What a server says


@pytest.mark.parametrize("api", ["v1", "v2", "current", "deprecated"])
def test_every_api_tells_version_totals_and_clock(emulator, api):
    values, warnings = asked(emulator, api, include=["totals"])
    assert values["version"] == "25.1.102.1373"
    assert values["totals"] == {"sensors": SENSORS, "devices": 16, "groups": 9, "probes": 2}
    assert abs(values["clock"]["offset"]) < 60
    assert values["clock"]["time"].endswith("Z")
    assert (values["license"], "apis" in values, warnings) == (None, False, [])
    assert emulator.writes() == []


def test_check_mode_is_the_real_run(emulator):
    for api in ("v1", "v2"):
        one, other = (
            run(prtg_server_info, emulator, api, check_mode=mode, include=["license", "totals"]).values
            for mode in (False, True)
        )
        for values in (one, other):
            values.pop("clock")
        assert one == other


def test_a_bare_answer_takes_one_request(emulator):
    asked(emulator, "v1", include=[])
    asked(emulator, "v2", include=[])
    assert sent(emulator) == [("prtg", "/api/getstatus.htm"), ("prtg_v2", "/version")]


def test_api_v1_tells_of_alarms_account_and_licence(emulator):
    values, _warnings = asked(emulator, include=["license"])
    assert values["alarms"] | {"new_tickets": None, "todos": None} == values["alarms"]
    assert [values["alarms"][name] for name in ("down", "down_partial", "down_acknowledged")] == [3, 1, 1]
    assert (values["account"]["user_id"], values["account"]["admin"]) == ("100", True)
    licence = values["license"]
    assert (licence["maintenance_days"], licence["trial_days"], licence["max_sensors"]) == (363, None, None)
    assert (licence["edition"], licence["activated"], licence["details"]) == ("C", True, None)


def test_a_read_only_account_shows(emulator):
    values, _warnings = asked(emulator, include=[], api_token=emulator.credentials["prtg_ro_api_token"])
    account = values["account"]
    assert (account["user_id"], account["admin"], account["read_only"]) == ("711", False, True)


def test_api_v2_tells_of_its_licence_and_not_of_the_account(emulator):
    values, _warnings = asked(emulator, "v2", include=["license"])
    assert (values["license"]["maintenance_days"], values["license"]["edition"]) == (363, "COMMERCIAL")
    assert all(value is None for name in SECTIONS for value in values[name].values())


def test_a_licence_never_shows_what_may_be_secret(emulator):
    told = {"license": {"key": "K-1", "licenseName": "Shop", "MaxSensors": "500", "nested": {"Expires": "2030-01-01"}}}
    emulator.faults([{"server": "prtg_v2", "path": "/license", "body": told}])
    values, _warnings = asked(emulator, "v2", include=["license"])
    assert values["license"]["max_sensors"] == 500
    assert values["license"]["details"] == {"maxsensors": 500, "expires": "2030-01-01"}


@pytest.mark.parametrize(("status_code", "code"), [(403, "FORBIDDEN"), (404, "NOT_FOUND"), (500, "UNKNOWN")])
def test_what_an_account_may_not_see_is_null_with_a_warning(emulator, status_code, code):
    emulator.faults([{"server": "prtg_v2", "path": "/(license|count)$", "status": status_code, "body": {"code": code}}])
    values, warnings = asked(emulator, "v2", include=["license", "totals"])
    assert set(values["license"].values()) == {None}
    assert values["totals"] == {
        "sensors": dict.fromkeys(SENSORS), "devices": None, "groups": None, "probes": None
    }  # fmt: skip
    assert [text.partition(",")[0] for text in warnings] == [
        "PRTG does not tell its licence", "PRTG does not tell how many objects it has",
    ]  # fmt: skip


def test_counts_that_are_not_told_are_those_of_the_lists(emulator):
    emulator.faults([{"server": "prtg_v2", "path": "/objects/count$", "body": {"total": 66}}])
    values, _warnings = asked(emulator, "v2", include=["totals"])
    assert [values["totals"][name] for name in ("devices", "groups", "probes")] == [16, 9, 2]


# Odd answers


def recorded(name):
    return json.loads(shared("fixtures", "prtg_v1", "status", name).read_text())


def test_the_recorded_status_is_typed(emulator):
    values, warnings = status(emulator, recorded("getstatus.json"))
    assert values["version"] == "14.4.12.3283"
    assert values["alarms"] == {
        "down": 42, "down_partial": 7, "down_acknowledged": 6, "new_alarms": 2, "new_messages": 2890,
        "new_tickets": 2, "todos": None,
    }  # fmt: skip
    assert values["load"] == {
        "overload_protection": True, "low_memory": True, "background_tasks": 1, "correlation_tasks": 1,
        "autodiscovery_tasks": 2, "report_tasks": 1,
    }  # fmt: skip
    assert values["account"] == {
        "user_id": "100", "admin": True, "read_only": True, "may_acknowledge": True, "ticket_user": True,
        "time_zone": "UTC+8:00", "favorites": 7,
    }  # fmt: skip
    assert values["cluster"]["type"] == "clustermaster"
    assert values["clock"]["shown"] == "9/11/2017 10:18:02 PM"
    assert warnings == ["The server runs PRTG 14.4.12.3283; this collection is made for 18.2 and newer."]


def test_the_recorded_statistics_are_read(emulator):
    stats = shared("fixtures", "prtg_v1", "status", "gettreenodestats.xml").read_text()
    emulator.faults([{"path": "/api/gettreenodestats.xml", "status": 200, "body": stats}])
    assert asked(emulator, include=["totals"])[0]["totals"]["sensors"] == {
        "total": 479, "up": 241, "down": 6, "down_acknowledged": 1, "down_partial": 1, "warning": 6, "unusual": 12,
        "unknown": 9, "paused": 203,
    }  # fmt: skip


@pytest.mark.parametrize("body", ["", "<html>log in</html>", "<prtg><x/></prtg>", "<data><upsens>x</upsens>", "{}"])
def test_statistics_that_cannot_be_read_are_null_with_a_warning(emulator, body):
    emulator.faults([{"path": "/api/gettreenodestats.xml", "status": 200, "body": body}])
    values, warnings = asked(emulator, include=["totals"])
    assert values["totals"]["sensors"] == dict.fromkeys(SENSORS)
    assert "PRTG does not tell how many objects it has, which is null" in warnings[0]


def test_odd_values_are_null(emulator):
    emulator.faults([{"path": "/api/getstatus", "status": 200, "body": recorded("getstatus_odd_values.json")}])
    values, _warnings = asked(emulator, include=["license"])
    assert values["license"]["maintenance_days"] is None
    assert (values["license"]["trial_days"], values["license"]["max_sensors"]) == (3, 100)
    assert (values["alarms"]["new_messages"], values["alarms"]["down_acknowledged"]) == (None, None)
    assert (values["account"]["read_only"], values["cluster"]["type"]) == (None, None)


def test_words_in_place_of_values_are_null(emulator):
    values, _warnings = status(emulator, recorded("getstatus_object_not_found_fields.json"))
    assert (values["alarms"]["down"], values["alarms"]["new_messages"]) == (None, None)
    assert values["account"]["user_id"] is None
    emulator.faults([])
    emulator.quirk("v1_status_fields_missing")
    assert asked(emulator, include=[])[0]["alarms"]["down"] is None


@pytest.mark.parametrize(
    ("member", "told", "read"),
    [
        ("Favs", True, None),
        ("Favs", 1e400, None),
        ("Favs", 10**40, None),
        ("Favs", " 7 ", 7),
        ("Favs", [7], None),
        ("IsAdminUser", "TRUE", True),
        ("IsAdminUser", "maybe", None),
        ("IsAdminUser", 0, False),
        ("UserTimeZone", {"a": 1}, None),
        ("UserTimeZone", "UTC\x00<b>+1</b>", "UTC\\u0000 +1"),
        ("USERID", 100, "100"),
    ],
)
def test_whatever_is_told_of_an_account_has_its_type(emulator, member, told, read):
    names = {"favs": "favorites", "isadminuser": "admin", "usertimezone": "time_zone", "userid": "user_id"}
    body = json.dumps({"Version": "25.1", member: told}).replace("Infinity", "1e400")
    values, _warnings = status(emulator, body)
    assert values["account"][names[member.lower()]] == read


@pytest.mark.parametrize(
    ("version", "warning"),
    [
        ("18.2.41.1636", None),
        ("26.3.122.1665+", None),
        ("18.1.99.1", "The server runs PRTG 18.1.99.1; this collection is made for 18.2 and newer."),
        ("26.4.1.2", "The server runs PRTG 26.4.1.2; this collection is written for 18.2 to 26.3, and"),
        ("", "The PRTG server does not tell its version."),
        ("newest", "The PRTG server does not tell its version."),
        (25.1, "The PRTG server does not tell its version."),
    ],
)
def test_a_version_that_is_not_known_is_warned_of(emulator, version, warning):
    values, warnings = status(emulator, {"Version": version})
    assert [text[: len(warning or "")] for text in warnings] == ([warning] if warning else [])
    assert values["written_for"] == {"oldest": "18.2", "newest": "26.3"}


def test_an_old_version_is_warned_of_once(emulator):
    old = {"path": "/api/getstatus", "status": 200, "body": {"Version": "17.4.1"}}
    table = '<groups totalcount="10" listend="1"><prtg-version>17.4.1</prtg-version></groups>'
    emulator.faults([old, {"query": "content=groups", "status": 200, "body": table}])
    _values, warnings = asked(emulator, include=["totals"])
    assert warnings == ["The server runs PRTG 17.4.1; this collection is made for 18.2 and newer."]


def test_a_clock_that_is_off_shows(emulator):
    emulator.advance(3600)
    values, warnings = asked(emulator, include=[])
    assert abs(values["clock"]["offset"] - 3600) < 60
    assert warnings == []
    emulator.advance(3 * 86400)
    values, warnings = asked(emulator, "v2", include=[])
    assert values["clock"]["offset"] > 2 * 86400
    assert "which is not believed" in warnings[0]


# TEXTLIST


@pytest.fixture
def textlist(emulator, password):
    """What the module makes of TEXTLIST, or of a reply of these lines in its place."""

    def told(*lines, **given):
        if lines:
            headers = {"Content-Type": "text/plain"}
            body = "".join(f"{line}\r\n" for line in lines)
            emulator.faults([{"path": "/textlist", "status": 200, "headers": headers, "body": body}])
        options = {**password, "include": ["license", "totals"], **given}
        result = prtg_server_info.SPECIFICATION.run(
            arguments(prtg_server_info, {"url": emulator.prtg, "api": "textlist", **options}), False
        )
        return result.values, result.warnings

    return told


def test_textlist_tells_what_it_can_with_one_reply(emulator, textlist):
    values, warnings = textlist()
    assert (values["api"], values["version"], warnings) == ("textlist", "7.0.8.1234", [])
    assert values["account"] == {**dict.fromkeys(values["account"]), "user_id": "100"}
    assert set(values["license"].values()) == {None}
    sensors = {"total": 39, "up": 20, "down": 5, "warning": 5, "paused": 9}
    assert values["totals"] == {
        "sensors": dict.fromkeys(SENSORS) | sensors, "devices": 16, "groups": 11, "probes": None,
    }  # fmt: skip
    assert abs(values["clock"]["offset"]) < 60
    ahead = datetime.datetime.fromisoformat(values["clock"]["shown"]) - datetime.datetime.fromisoformat(
        values["clock"]["time"].rstrip("Z")
    )
    assert abs(ahead.total_seconds() - 7200) < 60
    assert sent(emulator) == [("prtg", "/textlist")]


@pytest.mark.parametrize(
    ("lines", "days", "new"),
    [
        (["tt,12", "nv,New version 5.3 available, with commas"], 12, True),
        (["tt,-1", "nv,"], -1, None),
        (["TT,,more", "nv, "], None, None),
        (["tt,soon", "nv"], None, None),
        (["tt,", "tt,-1"], None, None),
        (["tt,999999999999999999999"], None, None),
    ],
)
def test_textlist_tells_of_trials_and_new_versions(textlist, lines, days, new):
    license_told = textlist("Ve,7.0.8.1234", *lines)[0]["license"]
    assert (license_told["trial_days"], license_told["update_available"]) == (days, new)


@pytest.mark.parametrize(
    ("line", "version", "warning"),
    [
        ("Ve,7.0.8.1234+,more", "7.0.8.1234", None),
        ("ve,5.0.1", "5.0.1", None),
        ("Ve,8.1.0.0", "8.1.0.0", "The server runs PRTG 8.1.0.0; this collection is written for 5.0 to 7.0, and"),
        ("Ve", None, "The PRTG server does not tell its version."),
    ],
)
def test_the_version_that_textlist_tells(textlist, line, version, warning):
    values, warnings = textlist(line, "Ui,<b>7</b>", "Ui,<b>7</b>", "Cl,35065")
    assert (values["version"], values["account"]["user_id"]) == (version, "7")
    assert values["clock"]["shown"] == "1996-01-01T00:00:00"
    assert [text[: len(warning or "")] for text in warnings] == ([warning] if warning else [])


def test_objects_that_cannot_be_read_are_not_counted(textlist):
    values, warnings = textlist("Ve,7.0.8.1234", "Gr,a,1,2,,", "Gr,b,,")
    assert values["version"] == "7.0.8.1234"
    assert values["totals"] == {
        "sensors": dict.fromkeys(SENSORS), "devices": None, "groups": None, "probes": None
    }  # fmt: skip
    assert "PRTG does not tell how many objects it has, which is null" in warnings[0]


def test_sensors_that_cannot_be_read_count(textlist):
    lines = ["Gr,a,1,", "Sr,b,2,,", "Sn,c,3,ping,Up,OK,60,", "Sn,d,5,ping,Up,6,ping,Up,OK,60,"]
    totals = textlist("Ve,7.0.8.1234", *lines)[0]["totals"]
    assert totals["sensors"] == {**dict.fromkeys(SENSORS), "total": 2}


def test_a_log_in_page_in_place_of_textlist_tells_nothing(emulator, textlist):
    with pytest.raises(_errors.AuthenticationFailed):
        textlist(password="wrong")
    assert len(emulator.requests()) == 1


# Which APIs answer


@pytest.mark.parametrize(("api", "other"), [("v1", "v2"), ("v2", "v1")])
def test_the_other_api_is_found(emulator, api, other):
    values, _warnings = asked(emulator, api, include=["apis"], also_at=[emulator.prtg, emulator.prtg_v2])
    assert [one["api"] for one in values["apis"]] == [api, other, "textlist"]
    found = api_of(values, other)
    assert (found["used"], found["answers"], found["usable"], found["version"]) == (
        False, True, True, "25.1.102.1373",
    )  # fmt: skip
    assert found["url"] == (emulator.prtg if other == "v1" else emulator.prtg_v2)
    assert api_of(values, api)["used"] is True
    assert emulator.writes() == []


def test_where_nothing_answers_each_address_says_why(emulator):
    values, _warnings = asked(emulator, include=["apis"])
    found = api_of(values, "v2")
    assert (found["answers"], found["usable"], found["url"]) == (False, None, None)
    urls = [urllib.parse.urlsplit(one["url"]) for one in found["attempts"]]
    assert [(url.scheme, url.port) for url in urls] == [
        ("https", 1616), ("http", 1615), ("http", urllib.parse.urlsplit(emulator.prtg).port),
    ]  # fmt: skip
    assert "could not connect" in found["attempts"][0]["outcome"]
    assert "this is PRTG's classic web server" in found["attempts"][2]["outcome"]


def test_what_is_not_activated_says_so(emulator):
    emulator.quirk("v2_not_activated")
    values, _warnings = asked(emulator, include=["apis"], also_at=[emulator.prtg_v2])
    assert "API v2 is not activated here" in api_of(values, "v2")["attempts"][0]["outcome"]
    with pytest.raises(_errors.ConfigurationError, match=r"/version \(HTTP 404\): API v2 is not activated here"):
        asked(emulator, "v2", include=[])


def test_a_server_without_core_says_so(emulator):
    error = {"code": "LICENSE_INACTIVE", "message": "The license is inactive."}
    emulator.faults([{"server": "prtg_v2", "path": "/health", "status": 503, "body": error}])
    values, _warnings = asked(emulator, include=["apis"], also_at=[emulator.prtg_v2])
    assert "The license is inactive." in api_of(values, "v2")["attempts"][0]["outcome"]


def test_credentials_are_kept_from_what_is_no_prtg(emulator):
    emulator.faults(
        [
            {
                "server": "prtg",
                "path": "/public/login.htm",
                "status": 200,
                "headers": {"Server": "nginx"},
                "body": "<html>a shop</html>",
            }
        ]
    )
    values, _warnings = asked(emulator, "v2", include=["apis"], also_at=[emulator.prtg])
    assert "so that no credentials were sent" in api_of(values, "v1")["attempts"][0]["outcome"]
    assert with_credentials(emulator) == []


def test_credentials_that_were_refused_are_not_tried_elsewhere(emulator):
    emulator.faults([{"server": "prtg", "path": "/api/", "status": 401, "body": "<html>Unauthorized</html>"}])
    with pytest.raises(_errors.AuthenticationFailed) as failure:
        asked(emulator, include=["apis"], also_at=[emulator.prtg_v2])
    found, textlist = failure.value.values["apis"]
    assert (found["api"], found["answers"], found["usable"]) == ("v2", True, None)
    assert (textlist["api"], textlist["answers"], textlist["usable"]) == ("textlist", None, None)
    assert "PRTG has just refused them" in found["attempts"][0]["outcome"]
    assert [entry["path"] for entry in emulator.requests("prtg_v2")] == ["/api/v2/health"]
    assert len(with_credentials(emulator)) == 1


def test_credentials_that_the_other_api_refuses_are_sent_once(emulator):
    body = {"code": "AUTH_FAILED", "message": "no"}
    emulator.faults([{"server": "prtg_v2", "path": "/version", "status": 401, "body": body}])
    values, _warnings = asked(emulator, include=["apis"], also_at=[emulator.prtg_v2])
    found = api_of(values, "v2")
    assert (found["answers"], found["usable"]) == (True, False)
    assert "it answers, and cannot be used" in found["attempts"][0]["outcome"]
    assert sent(emulator).count(("prtg_v2", "/version")) == 1


def test_a_password_opens_a_session_and_ends_it(emulator):
    known = emulator.credentials
    given = {"username": known["prtg_username"], "password": known["prtg_password"], "api_token": None}
    values, _warnings = asked(emulator, include=["apis"], also_at=[emulator.prtg_v2], **given)
    assert api_of(values, "v2")["usable"] is True
    assert [(entry["method"], entry["path"][8:]) for entry in emulator.requests("prtg_v2")] == [
        ("GET", "health"), ("POST", "session"), ("GET", "version"), ("DELETE", "session"),
    ]  # fmt: skip
    assert known["prtg_password"] not in json.dumps(values)


def test_a_passhash_is_not_sent_where_it_is_not_known(emulator):
    known = emulator.credentials
    given = {"username": known["prtg_username"], "passhash": known["prtg_passhash"], "api_token": None}
    values, _warnings = asked(emulator, include=["apis"], also_at=[emulator.prtg_v2], **given)
    found = api_of(values, "v2")
    assert (found["answers"], found["usable"]) == (True, None)
    assert "takes no passhash" in found["attempts"][0]["outcome"]


@pytest.fixture
def password(emulator):
    """What all APIs can be asked with."""
    known = emulator.credentials
    return {"username": known["prtg_username"], "password": known["prtg_password"], "api_token": None}


def test_textlist_is_found(emulator, password):
    values, _warnings = asked(emulator, include=["apis"], **password)
    found = api_of(values, "textlist")
    assert (found["answers"], found["usable"], found["version"]) == (True, True, "7.0.8.1234")
    assert found["url"] == f"{emulator.prtg}/textlist"


def test_a_server_without_textlist_gets_no_password_for_it(emulator, password):
    emulator.faults([{"server": "prtg", "path": "/textlist", "status": 404, "body": "<html>Not found</html>"}])
    values, _warnings = asked(emulator, include=["apis"], **password)
    found = api_of(values, "textlist")
    assert (found["answers"], found["usable"], found["url"]) == (False, None, None)
    assert "so that no credentials were sent" in found["attempts"][0]["outcome"]
    assert [entry["query"] for entry in emulator.requests("prtg") if entry["path"] == "/textlist"] == [{}]


@pytest.mark.parametrize(
    "answer", [{"status": 401, "body": "no"}, {"status": 302, "headers": {"Location": "/public/login.htm"}}]
)
def test_a_log_in_page_in_place_of_textlist_keeps_no_other_api_from_being_asked(emulator, password, answer):
    emulator.faults([{"server": "prtg", "path": "/textlist", **answer}])
    values, _warnings = asked(emulator, include=["apis"], also_at=[emulator.prtg_v2], **password)
    assert api_of(values, "v2")["usable"] is True
    found = api_of(values, "textlist")
    assert (found["answers"], found["usable"]) == (None, False)
    assert "shows whether it has this API only to whoever logs in" in found["attempts"][0]["outcome"]


def test_whether_there_is_textlist_nobody_knows_without_a_password(emulator):
    values, _warnings = asked(emulator, include=["apis"])
    found = api_of(values, "textlist")
    assert (found["answers"], found["usable"]) == (None, None)
    assert "takes no API key" in found["attempts"][0]["outcome"]


def test_an_api_that_says_nothing_of_the_server_is_asked_for_a_count(emulator, monkeypatch):
    monkeypatch.setitem(parts.PARTS, "facts", Lack("tells nothing of the server", "Use another."))
    values, _warnings = asked(emulator, include=["apis"], also_at=[emulator.prtg_v2])
    found = api_of(values, "v2")
    assert (found["usable"], found["version"]) == (True, None)
    assert len(emulator.requests("prtg_v2")) == 2


def test_a_wrong_url_fails_and_tells_which_api_answers_there(emulator):
    with pytest.raises(_errors.ConfigurationError, match="classic web server") as failure:
        run(prtg_server_info, emulator, "v2", url=emulator.prtg)
    found, _textlist = failure.value.values["apis"]
    assert (found["api"], found["answers"], found["usable"]) == ("v1", True, True)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"also_at": ["https://other.example.com"]}, "which is not on the host of url"),
        ({"also_at": ["http://localhost:1/"]}, "which is not on the host of url"),
        ({"also_at": ["https://u:secret@127.0.0.1"]}, "entry 1 of also_at cannot be used: the URL holds credentials"),
        ({"also_at": [""]}, "entry 1 of also_at cannot be used"),
    ],
)
def test_an_address_elsewhere_is_refused_before_anything_is_sent(emulator, given, text):
    with pytest.raises(_errors.ConfigurationError, match=text) as failure:
        asked(emulator, **given)
    assert "secret" not in str(failure.value)
    assert sent(emulator) == []


def test_a_status_that_is_no_json_is_asked_for_elsewhere(emulator):
    emulator.faults([{"path": "/api/getstatus.htm", "status": 200, "body": "<html>new page</html>"}])
    assert asked(emulator, include=[])[0]["version"] == "25.1.102.1373"
    emulator.faults([{"path": "/api/(getstatus.htm|status.json)", "status": 200, "body": "[1]"}])
    with pytest.raises(_errors.UnexpectedAnswer, match="does not answer its status as JSON"):
        asked(emulator, include=[])
