# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and settings of API 2.1: documented answers, odd ones, late lists, and others that create the same."""

from __future__ import annotations

import copy

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConnectionFailed
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import banners, report_kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import V21
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_report,
    pingdom_report_info,
    pingdom_settings,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import (
    MESSAGE,
    NOW,
    api_on,
    refusal,
    use,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.workshop import drive

# the examples of the 2.1 documentation
SUBSCRIPTION = {
    "id": 114979,
    "name": "My subscription",
    "type": "overview",
    "frequency": "monthly",
    "include_paused": 1,
}
URL = "http://www.pingdom.com/reports/rwknj2rkd39h/check_overview/?name=ubuntu+packages"
PUBLIC = {"checkid": 85975, "checkname": "ubuntu packages", "reporturl": URL}
BANNER = {
    "id": "9338512f",
    "name": "mydomain.com",
    "checkid": 241688,
    "auto": True,
    "type": "uptime",
    "url": "http://share.pingdom.com/banners/9338512f",
}
PERIOD = {"fromyear": 2026, "frommonth": 3, "fromday": 1, "toyear": 2026, "tomonth": "5", "today": 31}
SETTINGS = {
    "firstname": "John",
    "email": "johndoe@pingdom.com",
    "phone": "",
    "cellphone": "46-555555555",
    "autologout": False,
    "country": {"name": "Sweden", "iso": "SE"},
    "region": "Sweden",
    "timezone": {"id": "CET", "description": "(GMT +1:00 hour) Brussels, Copenhagen, Madrid"},
    "dateformat": "%Y-%m-%d",
    "timeformat": "%H:%M:%S",
    "numberformat": ", ",
    "numberexample": "123 456 789,00",
}
REFERENCE = {
    "regions": [{"id": 7, "description": "Sweden"}],
    "timezones": [{"id": 15, "description": "(GMT +1:00 hour) Brussels, Copenhagen, Madrid"}],
    "datetimeformats": [{"id": 4, "description": "2006-07-31 14:45:05"}],
    "numberformats": [{"id": 5, "description": "123 456 789,00"}],
    "countries": [{"id": 22, "iso": "SE", "name": "Sweden"}],
}
OLD = V21._replace(secrets=("api_token",), authorise=lambda options: {})


class Account:
    """A server of API 2.1. Lists show what there was before, until so long has been waited as ``late`` says."""

    def __init__(self):
        self.emails, self.public, self.banners = [], [], []
        self.settings, self.reference = copy.deepcopy(SETTINGS), REFERENCE
        self.checks = [{"id": 241688, "name": "mydomain.com", "tags": []}, {"id": 85975, "name": "ubuntu packages"}]
        self.log, self.slept, self.late, self.instead, self.meanwhile = [], [], 0, {}, None
        self.before = self.lists()
        self.memory = None

    def api(self, *_arguments):
        """What ``connect`` makes."""
        now = int(NOW + sum(self.slept))
        memory = Memory("reports of a test") if self.memory else None
        return api_on(self.serve, slept=self.slept, dialect=OLD, memory=memory, own_time=lambda: now)

    def lists(self):
        shared = {"shared": {"banners": self.banners}}
        told = {"/reports.email": {"subscriptions": self.emails}, "/reports.public": {"public": self.public}}
        return copy.deepcopy({**told, "/reports.shared": shared, "/settings": {"settings": self.settings}})

    def serve(self, method, path, _query, body):
        if method == "GET":
            return self.show(path)
        self.log.append((method, path, body))
        self.before = self.lists()
        self.write(method, path, body)
        lost = self.instead.pop((method, path), None)
        return lost or MESSAGE

    def show(self, path):
        if ("GET", path) in self.instead:
            return self.instead["GET", path]
        if path == "/checks":
            return {"checks": self.checks, "counts": {"total": len(self.checks)}}
        if path == "/reference":
            return self.reference
        return (self.lists() if sum(self.slept) >= self.late else self.before)[path]

    def write(self, method, path, body):
        if method == "POST" and self.meanwhile:
            self.meanwhile()
        if path == "/reports.email":
            row = {"name": body["name"], "frequency": body.get("frequency", "monthly")}
            self.emails.append({"id": 1 + max([one["id"] for one in self.emails], default=0), **row})
        elif path == "/reports.shared":
            self.banners.append({**BANNER, "id": f"{len(self.banners):08d}", "checkid": body["checkid"]})
        elif path.startswith("/reports.public"):
            self.public = [{**PUBLIC, "checkid": path.rpartition("/")[2]}] if method == "PUT" else []
        elif path == "/settings":
            self.settings["cellphone"] = f"{body['cellcountrycode']}-{body['cellphone']}"
        elif method == "DELETE":
            number = path.rpartition("/")[2]
            self.emails = [one for one in self.emails if str(one["id"]) != number]
            self.banners = [one for one in self.banners if one["id"] != number]


@pytest.fixture
def account(monkeypatch):
    server = Account()
    use(monkeypatch, server)
    for module in (banners, report_kinds):
        monkeypatch.setattr(module, "connect", server.api)
    return server


def run(module, **options):
    return drive(module.SPECIFICATION, **options)


def report(**options):
    return run(pingdom_report, **options)


def test_documented_lists_are_read(account):
    account.emails, account.public = [SUBSCRIPTION], [PUBLIC]
    account.banners = [BANNER, {**BANNER, "id": "00123456", "auto": "false", **PERIOD}]
    banner = {"check": 241688, "type": "uptime", "name": "mydomain.com", "url": BANNER["url"], "kind": "shared"}
    assert run(pingdom_report_info)["reports"] == [
        {
            "kind": "email",
            "id": 114979,
            "name": "My subscription",
            "check": None,
            "frequency": "monthly",
            "additional_emails": [],
            "include_paused": True,
            "url": None,
        },
        {"kind": "public", "id": None, "name": "ubuntu packages", "check": 85975, "url": URL},
        {**banner, "id": "9338512f", "auto": True, "start": None, "end": None},
        {**banner, "id": "00123456", "auto": False, "start": "2026-03-01", "end": "2026-05-31"},
    ]


@pytest.mark.parametrize(
    ("told", "check", "emails"),
    [
        ({"checkid": "17", "additionalemails": ["b@c.d", "a@b.c"]}, 17, ["a@b.c", "b@c.d"]),
        ({"checkid": 17, "additionalemails": "b@c.d, a@b.c"}, 17, ["a@b.c", "b@c.d"]),
        ({"checkid": "", "additionalemails": ""}, None, []),
        ({"checkid": "0", "additionalemails": None}, None, []),
    ],
)
def test_reports_by_email_may_be_told_otherwise(account, told, check, emails):
    account.emails = [{**SUBSCRIPTION, "include_paused": "false", **told}]
    (row,) = run(pingdom_report_info, kind=["email"])["reports"]
    assert (row["check"], row["additional_emails"], row["include_paused"]) == (check, emails, False)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/reports.email", {"subscriptions": {}}),
        ("/reports.email", {"subscriptions": [{"name": "x"}]}),
        ("/reports.email", {"subscriptions": [{"id": 1}]}),
        ("/reports.email", {"subscriptions": [{**SUBSCRIPTION, "checkid": {}}]}),
        ("/reports.email", {"subscriptions": [{**SUBSCRIPTION, "additionalemails": 5}]}),
        ("/reports.email", {"subscriptions": [{**SUBSCRIPTION, "include_paused": "perhaps"}]}),
        ("/reports.public", {"public": None}),
        ("/reports.public", {"public": ["x"]}),
        ("/reports.public", {"public": [{}]}),
        ("/reports.public", {"public": [{"checkid": "x"}]}),
        ("/reports.shared", {"shared": []}),
        ("/reports.shared", {"shared": {"banners": ["x"]}}),
        ("/reports.shared", {"shared": {"banners": [{**BANNER, "id": "../checks/17"}]}}),
        ("/reports.shared", {"shared": {"banners": [{"checkid": 1}]}}),
        ("/reports.shared", {"shared": {"banners": [{**BANNER, "checkid": None}]}}),
        ("/reports.shared", {"shared": {"banners": [{**BANNER, "auto": False}]}}),
        ("/reports.shared", {"shared": {"banners": [{**BANNER, "auto": False, **PERIOD, "tomonth": 13}]}}),
    ],
)
def test_lists_of_another_shape_are_no_lists(account, path, answer):
    account.instead["GET", path] = answer
    told = run(pingdom_report_info)
    assert told["error"]["kind"] == "UnexpectedAnswer"


MADE = [
    ({"kind": "email", "name": "All", "frequency": "daily"}, {"id": 1, "frequency": "daily"}),
    ({"kind": "public", "check": "ubuntu packages"}, {"check": 85975, "url": URL}),
    ({"kind": "shared", "check": "mydomain.com"}, {"id": "00000000", "check": 241688}),
]


@pytest.mark.parametrize(("options", "row"), MADE)
def test_what_is_made_may_show_late_and_must_show(account, options, row):
    account.late = 30
    made = report(**options)
    assert made["changed"]
    assert row.items() <= made["report"].items()
    assert not report(**options)["changed"]
    assert len(account.log) == 1


@pytest.mark.parametrize("options", [one for one, _row in MADE])
def test_what_never_shows_is_no_success(account, options):
    account.late = 10**6
    never = report(**options)
    assert (never["error"]["kind"], never["changed"]) == ("StateNotReached", True)


@pytest.mark.parametrize("kind", ["email", "shared"])
def test_a_creation_that_nobody_answered_and_no_list_shows_is_told(account, kind):
    account.late = 10**6
    account.instead["POST", f"/reports.{kind}"] = ConnectionFailed("reset")
    of = {"name": "All"} if kind == "email" else {"check": "241688"}
    answer = report(kind=kind, **of)
    assert answer["error"]["kind"] == "ConnectionFailed"
    assert "Nothing shows that it was created." in answer["msg"]


def test_what_was_published_and_withdrawn_lately_is_known_while_lists_are_old(account):
    account.memory = True
    of = {"kind": "public", "check": "85975"}
    assert report(**of)["changed"]
    account.before, account.late = {**account.before, "/reports.public": {"public": []}}, 10**6
    assert not report(**of)["changed"]
    account.late = 0
    assert report(**of, state="absent")["changed"]
    account.before, account.late = {**account.before, "/reports.public": {"public": [PUBLIC]}}, 10**6
    assert not report(**of, state="absent")["changed"]


def test_a_banner_that_was_deleted_lately_is_none_while_the_list_is_old(account):
    account.memory, account.banners = True, [BANNER]
    of = {"kind": "shared", "id": "9338512f", "state": "absent"}
    assert report(**of)["changed"]
    account.late = 10**6
    assert not report(**of)["changed"]
    assert report(kind="shared", check="mydomain.com", check_mode=True)["changed"]


def test_two_that_make_the_same_report_agree_on_the_older(account):
    account.meanwhile = lambda: account.emails.append({**SUBSCRIPTION, "id": 5, "name": "All"})
    answer = report(kind="email", name="All")
    assert answer["report"]["id"] == 5
    assert [one["id"] for one in account.emails] == [5]
    assert "Somebody else created report by e-mail 5 named 'All' just before" in answer["warnings"][0]
    assert [(method, path) for method, path, _body in account.log] == [
        ("POST", "/reports.email"),
        ("DELETE", "/reports.email/6"),
    ]


def test_two_banners_of_one_moment_are_told(account):
    account.meanwhile = lambda: account.banners.append({**BANNER, "id": "aaaaaaaa"})
    answer = report(kind="shared", check="mydomain.com")
    assert answer["report"]["id"] == "aaaaaaaa"
    assert "Somebody else made banner 00000001 of the same look at the same moment." in answer["warnings"][0]


def test_a_banner_that_is_given_by_its_id_goes_whatever_it_looks_like(account):
    account.banners = [BANNER]
    assert report(kind="shared", id="9338512f", type="response", state="absent")["changed"]
    assert account.banners == []


def test_the_old_banner_that_could_not_be_deleted_is_told(account):
    account.banners = [{**BANNER, "auto": False, **PERIOD}]
    account.instead["DELETE", "/reports.shared/9338512f"] = refusal(500, "down")
    answer = report(kind="shared", check="mydomain.com", auto=True, recreate=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("ServerFault", True)
    assert "Banner 9338512f may be left beside the new one: then delete it by its id." in answer["msg"]


def test_a_report_of_another_look_is_not_taken_for_the_new_one(account):
    account.meanwhile = lambda: account.emails.append({**SUBSCRIPTION, "id": 9, "name": "Other"})
    assert report(kind="email", name="All", frequency="weekly")["report"]["id"] == 10


def test_a_refused_creation_is_an_error_and_nothing_else(account):
    account.instead["POST", "/reports.shared"] = refusal(403, "Not permitted for account type.")
    answer = report(kind="shared", check="mydomain.com")
    assert (answer["error"]["kind"], answer["changed"]) == ("PermissionDenied", False)


# Settings


def settings(**options):
    return run(pingdom_settings, **options)


@pytest.mark.parametrize(
    "options",
    [
        {"region": "Sweden"},
        {"region": "7"},
        {"timezone": "15"},
        {"datetimeformat": "4"},
        {"datetimeformat": "2006-07-31 14:45:05"},
        {"numberformat": "5"},
        {"country": "Sweden", "firstname": "John", "autologout": False},
        {"cellphone": "555 555 555", "cellcountrycode": 46},
        {"cellphone": "555 555 555", "cellcountrycode": 46, "cellcountryiso": "SE"},
        {"company": ""},
    ],
)
def test_the_documented_answer_without_ids_is_compared_by_descriptions(account, options):
    answer = settings(**options)
    assert not answer.get("failed"), answer
    assert not answer["changed"]
    assert account.log == []


def test_a_number_is_proven_although_the_country_is_not_told(account):
    of = {"cellphone": "4711", "cellcountrycode": 46, "cellcountryiso": "SE"}
    assert settings(**of)["changed"]
    assert account.log == [("PUT", "/settings", {name: str(one) for name, one in of.items()})]
    assert not settings(**of)["changed"]


def test_what_pingdom_does_not_tell_is_null(account):
    told = settings()["settings"]
    assert told["datetimeformat"] == {"id": None, "description": "2006-07-31 14:45:05"}
    assert (told["cellphone"], told["cellcountrycode"], told["cellcountryiso"]) == ("555555555", 46, None)
    assert (told["company"], told["pubrmonths"], told["phonecountrycode"]) == (None, None, None)


@pytest.mark.parametrize(
    "told",
    [
        {"timezone": "CET"},
        {"publicreports": [1]},
        {"country": 5},
        {"phone": {}},
        {"regionid": "seven"},
        {"autologout": "perhaps"},
        {"company": []},
        {"publicreports": {"showoverview": 7}},
    ],
)
def test_settings_of_another_shape_are_none(account, told):
    account.settings.update(told)
    assert settings()["error"]["kind"] == "UnexpectedAnswer"


def test_an_answer_without_settings_is_none(account):
    account.instead["GET", "/settings"] = {"settings": []}
    assert settings()["error"]["kind"] == "UnexpectedAnswer"


@pytest.mark.parametrize(
    "table", [None, {}, ["x"], [{"id": "x", "description": "y"}], [{"id": {}, "description": "y"}], [{"id": 1}]]
)
@pytest.mark.parametrize("option", ["region", "country"])
def test_a_reference_of_another_shape_is_none(account, option, table):
    account.reference = {"regions": table, "countries": table}
    answer = settings(**{option: "Norway"})
    assert answer["error"]["kind"] == "UnexpectedAnswer"
    assert account.log == []


@pytest.mark.parametrize("formats", [{"dateformat": None}, {"timeformat": 5}, {"dateformat": "%999999999Y"}])
def test_a_format_that_nobody_can_read_is_no_error(account, formats):
    account.settings.update(formats)
    assert not settings(datetimeformat="4", check_mode=True).get("failed")
