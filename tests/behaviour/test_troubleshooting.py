# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/troubleshooting.md has a section for each kind of error, and quotes only what is really said under it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors, _tls
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import api
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_check,
    pingdom_check_set,
    pingdom_pause,
    prtg_object_info,
    prtg_pause,
    prtg_wait,
)
from tests.behaviour.arguments import arguments
from tests.behaviour.direct_runs import EMPTY_DEVICES
from tests.behaviour.inventory_sources import Sources

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n)*)", PAGE, re.MULTILINE))
OF_TLS = "TLS failed: "
OF_CORE = "No inventory was parsed", "could not be verified", "Invalid host pattern", "Plugin configuration YAML"


def quotes(section):
    """What the rows of a section say that is seen, with the marks of Markdown taken off."""
    return [quote.replace(r"\|", "|") for quote in re.findall(r"^\| `((?:[^`])+)` \|", SECTIONS[section], re.MULTILINE)]


def kinds(family=_errors.MonitoringError):
    below = [kind for one in family.__subclasses__() for kind in kinds(one)]
    hidden = family.__name__.startswith("_") or family is _errors.MonitoringError
    return below if hidden or not hasattr(_errors, family.__name__) else [family.__name__, *below]


QUOTED = [(kind, quote) for kind in kinds() for quote in quotes(kind) if not quote.startswith(OF_TLS)]


def says(quote, text):
    """Whether a text has these words; an ellipsis stands for any."""
    return re.search(".*".join(map(re.escape, quote.split("…"))), text, re.DOTALL)


def v1(**rule):
    return {"server": "prtg", "path": "/api/", **rule}


def pause(**options):
    return prtg_pause, {"ids": ["1001"], **options}


def v2(**options):
    return pause(url="{prtg_v2}", **options)


def textlist(**options):
    known = {"username": "{prtg_username}", "password": "{prtg_password}", "fields": ["id"]}
    return prtg_object_info, {"api": "textlist", **known, **options}


def own(kind, *more, **options):
    return prtg_object_info, {"kind": [kind, *more], **options}


def including(what, **options):
    return prtg_object_info, {"ids": ["1001"], "fields": ["id"], "include": [what], **options}


def check(**options):
    return pingdom_check, {"name": "api: status", **options}


PING = {"type": "ping", "host": "h.example.com"}
RENAMED = {"id": 1, "name": "theirs", "hostname": "h.example.com", "type": "ping", "status": "paused", "tags": []}
UNDOES = {
    "version": 1,
    "action": "pingdom_pause",
    "server": "127.0.0.1",
    "simulated": False,
    "objects": [{"kind": "check", "id": 1, "name": "ours", "did": "pause"}],
}


def a_set(*checks, **options):
    return pingdom_check_set, {"checks": [*checks], **options}


def refused(reason, status):
    """A write that Pingdom refuses."""
    body = {"error": {"statuscode": status, "statusdesc": "No", "errormessage": reason}}
    return {"server": "pingdom", "method": "PUT", "status": status, "body": body}


def forbidden(reason):
    """The same with HTTP 403."""
    return refused(reason, 403)


PAGE_OF_A_PORTAL = {"body": "<html><body>Welcome</body></html>", "headers": {"Content-Type": "text/html"}}
SETTINGS = {"server": "prtg", "path": "/controls/objectdata"}
ELSEWHERE = {"status": 302, "headers": {"Location": "https://sso.example.com/login"}}

#: Credentials of Pingdom's API 2.1.
USER = {"username": "me@example.com", "password": "p", "app_key": "k"}

#: What makes each message: a module with its options, then faults and quirks of the server.
MAKERS = {
    "no url is given": [pause(url=None)],
    "no credentials for PRTG's API v1": [pause(api_token=None)],
    "no api_token is given": [check(api_token=None)],
    "API 2.1 takes username, password and app_key": [check(url=None, api_version="2.1")],
    "username, password and app_key are given": [check(url=None, **USER)],
    "url is that of API …, and api_version says": [check(api_version="2.1")],
    "Pingdom's API … has no": [check(**USER, url="{pingdom_21}", custom_message="x")],
    "PRTG's API v2 takes no passhash": [v2(api_token=None, username="x", passhash="1")],
    "PRTG's TEXTLIST takes no": [textlist(password=None)],
    "PRTG's API v1 has no lists of channels": [own("user")],
    "kind names …, and … have records of their own": [own("user", "channel")],
    "this PRTG has no list of lookup definitions": [own("lookupdefinition", url="{prtg_v2}"), "v2_deprecated_gone"],
    "PRTG's API textlist cannot": [pause(api="textlist", username="{prtg_username}", password="{prtg_password}")],
    "the server does not know this path": [pause(url="{prtg}/monitoring")],
    "this is PRTG's classic web server": [pause(api="v2")],
    "The server speaks PRTG's API v2 here": [pause(url="{v2_server}", api="v1")],
    "the server redirects to …": [pause(), v1(**ELSEWHERE)],
    "the server wants https: it redirects": [pause(), "v1_https_redirect"],
    "… points at …": [pause(ca_path="/no/such.pem")],
    "PRTG's API v2 does not tell": [(prtg_object_info, {"url": "{prtg_v2}", "include": ["history"]})],
    "this server has no page with the settings": [including("settings"), {**SETTINGS, "status": 404}],
    "the objects belong to the server": [pause(expect_server="prtg.example.com")],
    "there is no property": [pause(ids=None, filter="statuss = up")],
    "… cannot be read over API": [textlist(filter="priority = 1")],
    "… is compared with number": [pause(ids=None, filter="priority = high")],
    "nothing matches": [pause(ids=None, filter='name = "no such"')],
    "… objects match and max_matched": [pause(ids=None, under="Local Probe/Web Shop", max_matched=1)],
    "include … of …": [including("settings", max_requests=1, ids=["1001", "1002"])],
    "the selection holds the root": [pause(ids=["0"])],
    "… checks would be deleted": [a_set(owner_tag="prod", prune=True, max_deletes=0)],
    "… is what other checks have": [a_set({**PING, "name": "new"}, owner_tag="prod", prune=True)],
    "the selection holds probe": [pause(ids=None, names=["Local Probe"])],
    "there are … checks named": [check(name="duplicate name", resolution=1)],
    "PRTG has no object with ids": [pause(ids=["999999"])],
    "PRTG has no probe, group or device": [pause(ids=None, under="Local Probe/Nowhere")],
    "the server does not accept the credentials": [pause(api_token="wrong")],
    "the server redirects to its log-in page": [pause(api_token="wrong"), "v1_login_redirect"],
    "the server answered its log-in page": [pause(), "v1_html_login_200"],
    "invalid session token": [v2(api_token="wrong")],
    "Pingdom does not accept the API token": [check(api_token="wrong")],
    "a read-only user account": [pause(api_token="{prtg_ro_api_token}")],
    "The requested action is not allowed": [v2(api_token="{prtg_ro_api_token}")],
    "the account may not do this": [pause(), v1(status=403)],
    "Pingdom does not know this check": [check(resolution=60), forbidden("Invalid check identifier")],
    "settings of …: PRTG shows none": [including("settings", api_token="{prtg_ro_api_token}")],
    "PRTG shows this account no settings of the channels": [
        including("limits", ids=["2101"], api_token="{prtg_ro_api_token}")
    ],
    "the plan of this account": [check(resolution=60), forbidden("Not permitted for account type.")],
    "there is no API of Pingdom at this path": [
        check(resolution=60),
        {"server": "pingdom", "status": 404, "body": "<html>nginx</html>"},
    ],
    "the API token may not do this": [check(resolution=60), forbidden("The token has read only access")],
    "this is forbidden": [check(resolution=60), forbidden("Tuesdays are for cleaning")],
    "the account is full": [check(resolution=60), forbidden("No free checks available")],
    "the type of a check cannot change": [check(type="ping")],
    "the set needs room for … more checks": [a_set(*[{**PING, "name": f"n{number}"} for number in range(60)])],
    "somebody has changed the name or the tags": [
        a_set({"name": "api: status", "state": "absent"}),
        {"server": "pingdom", "path": "/checks/[0-9]+$", "skip": 1, "status": 200, "body": {"check": RENAMED}},
    ],
    "nothing that has an id of restore": [
        (pingdom_pause, {"state": "restored", "restore": UNDOES}),
        {"server": "pingdom", "path": "/checks/1$", "status": 200, "body": {"check": RENAMED}},
    ],
    "the server refuses the request": [pause(), v1(status=400, body="no")],
    "Pingdom refuses the request": [check(resolution=60), refused("Invalid parameter value", 400)],
    "of them do not show it": [
        (pingdom_pause, {"names": ["api: status"]}),
        {"server": "pingdom", "method": "PUT", "status": 200, "body": {"message": "Done."}},
    ],
    "not everything is": [(prtg_wait, {"ids": ["1003"], "wait_timeout": 0})],
    "did not change within": [pause(), {"server": "prtg", "path": "/api/pause", "status": 200, "body": "OK"}],
    "the request budget is used up": [check(resolution=60), "pingdom_rate_limited"],
    "the server takes no more requests": [pause(), v1(status=429)],
    "the server failed": [pause(), v1(status=503)],
    "Pingdom failed": [check(resolution=60), "pingdom_html_error"],
    "could not connect": [pause(url="http://127.0.0.1:9")],
    "no answer within": [pause(timeout=1), v1(hold=True)],
    "The server may have done it": [pause(timeout=1), {"server": "prtg", "path": "/api/pause", "hold": True}],
    "the proxy does not connect": [pause(proxy="http://127.0.0.1:9")],
    "the server wants https": [pause(), v1(status=400, body="Client sent an HTTP request to an HTTPS server.")],
    "the server answered a web page": [pause(), v1(**PAGE_OF_A_PORTAL)],
    "where JSON was expected": [v2(), {"server": "prtg_v2", "path": "/api/v2/(?!session)", "body": "<a/>"}],
    "nobody tells whether": [textlist(under="Local Probe")],
    "the server does not tell … of …, as": [
        own("usergroup", url="{prtg_v2}", filter="admingroup = true"), "v2_experimental_gone",
    ],
    "line … of the answer cannot be read": [
        textlist(),
        {"server": "prtg", "path": "/textlist", "body": "Ve,7\nSr,a,1,,\nSn,a,5,x,Up,7,y,Up,,60,\n"},
    ],
    "the answer does not begin with a version": [
        textlist(),
        {"server": "prtg", "path": "/textlist", "body": "Hello\n"},
    ],
    "the answer breaks off": [pause(), v1(truncate=200)],
    "the server lists no device": [(prtg_object_info, {"kind": ["device"]}), EMPTY_DEVICES["v1"]],
}  # fmt: skip


def made(emulator, maker):
    """What a module answers to what a maker does."""
    (module, options), *rules = maker
    emulator.faults([rule for rule in rules if isinstance(rule, dict)])
    for quirk in rules:
        if isinstance(quirk, str):
            emulator.quirk(quirk)
    service = module.SPECIFICATION.service
    known = {"prtg": emulator.prtg, "prtg_v2": emulator.prtg_v2, "v2_server": emulator.prtg_v2.partition("/api")[0]}
    known["pingdom_21"] = emulator.pingdom.replace("3.1", "2.1")
    given = {"url": getattr(emulator, service), "api_token": f"{{{service}_api_token}}", "retries": 0, **options}
    filled = {
        name: value.format(**known, **emulator.credentials) if isinstance(value, str) else value
        for name, value in given.items()
        if value is not None
    }
    if "url" in options and options["url"] is None:
        filled.pop("url", None)
    return answer_of(module.SPECIFICATION, arguments(module, filled), check_mode=False, diff_mode=False)


def maker_of(quote):
    """The maker of a message: the one whose name is the longest that the quote begins with."""
    names = [name for name in MAKERS if quote.startswith(name)]
    return MAKERS[max(names, key=len)]


def test_each_kind_has_its_section_and_in_the_order_of_the_other_page():
    headings = [heading for heading in SECTIONS if heading in kinds()]
    assert sorted(headings) == sorted(set(kinds()))
    other = (Path(__file__).resolve().parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
    assert headings == re.findall(r"^\| \[`(\w+)`\]\(troubleshooting\.md#\w+\) \|", other, re.MULTILINE)
    assert all(quotes(kind) for kind in headings)


def test_no_maker_is_without_its_row():
    used = {id(maker_of(quote)) for _kind, quote in QUOTED}
    assert {id(maker) for maker in MAKERS.values()} == used


@pytest.mark.parametrize(("kind", "quote"), QUOTED, ids=[quote for _kind, quote in QUOTED])
def test_what_is_quoted_is_said_under_its_kind(emulator, monkeypatch, kind, quote):
    for name in ("PRTG_URL", "PRTG_API_TOKEN", "PINGDOM_API_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    if "the environment has PINGDOM_API_TOKEN" in quote:
        monkeypatch.setenv("PINGDOM_API_TOKEN", emulator.credentials["pingdom_api_token"])
    monkeypatch.setattr(doing, "within", lambda seconds: iter([0.0]))
    monkeypatch.setattr(api, "LONG_LOOKS", ())
    monkeypatch.setattr(api, "LOOKS", (0.0,))
    answer = made(emulator, maker_of(quote))
    assert answer["failed"]
    assert says(quote, answer["msg"]), answer["msg"]
    assert answer["error"]["kind"] == kind


def test_each_cause_of_tls_is_quoted_and_no_other():
    causes = [*_tls._OF_CERTIFICATES.values(), *_tls._NAMED.values(), _tls._FAULTY, _tls._CLOSED]
    words = {OF_TLS + cause.words.format(peer="server", said="…") for cause in causes}
    assert {quote for quote in quotes("ConnectionFailed") if quote.startswith(OF_TLS)} == words


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"filter": 'name = "no such"'}, {}),
        ({}, EMPTY_DEVICES["v1"]),
        ({"keyed_groups": [{"key": "prtg_priority"}]}, {}),
    ],
)
def test_the_inventory_says_what_is_quoted(tmp_path, monkeypatch, emulator, options, fault):
    emulator.faults([fault] if fault else [])
    said = Sources(tmp_path, monkeypatch).refused(emulator.v1, **options)
    ours = [quote for quote in quotes("The inventory") if not quote.startswith(OF_CORE)]
    assert len(ours) == 3
    assert sum(bool(says(quote, said)) for quote in ours) == 1


def test_every_link_leads_somewhere():
    folder = Path(__file__).resolve().parents[2] / "docs"
    for page, heading in re.findall(r"\]\(([\w-]*\.md)?#([\w-]+)\)", PAGE):
        text = (folder / page).read_text(encoding="utf-8") if page else PAGE
        anchors = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in re.findall(r"^#+ (.+)", text, re.M)}
        assert heading in anchors, (page, heading)
