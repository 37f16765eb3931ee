# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that only read, on a server that is a function: what they ask, and what they make of answers."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    NotFound,
    RateLimited,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import account, asking, single
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.results import KINDS as RESULTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.summaries import KINDS as SUMMARIES
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.uptime import uptime
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import (
    NOW,
    api_on,
    refusal,
)

COUNTS = {"total": 3, "filtered": 3, "limited": 3}
LISTED = {
    "/credits": {"credits": {}},
    "/checks": {"checks": [{"id": 1, "name": "shop"}, {"id": 2, "name": "twin"}, {"id": 3, "name": "twin"}]},
    "/alerting/contacts": {
        "contacts": [{"id": 7, "name": "Ada", "notification_targets": {"email": [{"address": "Ada@x.example"}]}}]
    },
    "/probes": {
        "probes": [
            {"id": 1, "name": "Frankfurt, Germany", "city": "Frankfurt", "active": True, "region": "EU"},
            {"id": 2, "name": "Frankfurt 2, Germany", "city": "Frankfurt", "active": True, "region": "EU"},
            {"id": 3, "name": "Chicago, IL", "city": "Chicago", "active": False, "region": "NA"},
        ]
    },
}
RATE = {"Req-Limit-Short": "Remaining: 394 Time until reset: 3589"}


class Server:
    """Answers by path, and a list of what was asked."""

    def __init__(self, answers):
        self.answers = {**LISTED, **answers}
        self.asked = []

    def __call__(self, _method, path, query, _body):
        self.asked.append((path, query))
        answer = self.answers[path]
        answer = answer(query) if callable(answer) else answer
        return {**answer, "counts": COUNTS} if path == "/checks" else answer


@pytest.fixture
def serve(monkeypatch):
    """Let the modules talk to a server with these answers."""

    def start(answers):
        server = Server(answers)
        for room in (asking, account, single):
            monkeypatch.setattr(room, "connect", lambda _params, secrets=(): api_on(server, secrets=secrets))
        return server

    return start


def run(module, check_mode=False, **options):
    given = {**dict.fromkeys(module["block"].options), **options}
    return module["run"](given, check_mode)


def results(**options):
    return run(asking.module_of(RESULTS), **options).values


def summary(**options):
    return run(asking.module_of(SUMMARIES), check="1", **options)


# Names, ids, options of kinds


def test_ids_of_checks_are_taken_as_they_are_and_all_else_looked_up_once(serve):
    server = serve({"/results/1": {"results": []}})
    results(kind="results", check="1", probes=["1", "Chicago"])
    results(kind="results", check="shop")
    assert [path for path, _query in server.asked] == ["/probes", "/results/1", "/checks", "/results/1"]
    assert [query.get("probes") for path, query in server.asked if path == "/results/1"] == ["1,3", None]
    assert server.asked[0][1] == {"includedeleted": "true"}


def test_what_an_active_probe_is_called_means_no_other(serve):
    retired = {"id": 9, "name": "Chicago 2, IL", "city": "Chicago", "active": False}
    active = {"id": 8, "name": "Chicago 3, IL", "city": "Chicago", "active": True}
    server = serve({"/results/1": {"results": []}, "/probes": {"probes": [*LISTED["/probes"]["probes"], retired]}})
    with pytest.raises(AmbiguousName, match="ids 3, 9"):
        results(kind="results", check="1", probes=["Chicago"])
    server.answers["/probes"]["probes"].append(active)
    results(kind="results", check="1", probes=["Chicago", "9"])
    assert server.asked[-1][1]["probes"] == "8,9"


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"kind": "results", "check": "twin"}, AmbiguousName, "with the ids 2, 3"),
        ({"kind": "results", "check": "Shop"}, NotFound, "no check named 'Shop'"),
        ({"kind": "results", "check": "1", "probes": ["Frankfurt"]}, AmbiguousName, "with the ids 1, 2"),
        ({"kind": "results", "check": "1", "probes": ["7", "1", "9"]}, NotFound, "probe with the id 7, .* id 9$"),
        ({"kind": "results", "check": "1", "probes": ["7", "Oslo"]}, NotFound, "id 7, probe named 'Oslo'. Names"),
        ({"kind": "alerts", "contacts": ["Bob"]}, NotFound, "no contact named 'Bob'"),
        ({"kind": "alerts", "checks": ["9", "a", "b"]}, NotFound, "no check named 'a', check named 'b'. Names"),
        ({"kind": "results"}, ConfigurationError, "kind results needs check"),
        (
            {"kind": "alerts", "check": "1"},
            ConfigurationError,
            "alerts has no option check. Nothing was sent. It is one of kind results and",
        ),
        ({"kind": "analyses", "check": "1", "via": ["sms"]}, ConfigurationError, "It is one of kind alerts"),
        (
            {"kind": "alerts", "checks": []},
            ConfigurationError,
            "checks must not be empty.*Nothing was sent. Leave it out",
        ),
        (
            {"kind": "results", "check": "1", "probes": [""], "check_mode": True},
            ConfigurationError,
            "probes must not have an element that is empty",
        ),
        ({"kind": "results", "check": "1", "statuses": ["sent"]}, ConfigurationError, "statuses may have up, down"),
        ({"kind": "alerts", "statuses": ["up"]}, ConfigurationError, "statuses may have pending, sent"),
        ({"kind": "results", "check": "1", "limit": 0}, ConfigurationError, "limit must be at least 1"),
        ({"kind": "results", "check": ""}, ConfigurationError, "check must not be empty"),
        (
            {"kind": "results", "check": "1", "min_response": 5, "max_response": 4},
            ConfigurationError,
            "must not be less",
        ),
    ],
)
def test_what_is_not_meant_is_refused_before_results_are_read(serve, options, kind, words):
    server = serve({})
    with pytest.raises(kind, match=words):
        results(**options)
    assert kind is not ConfigurationError or server.asked == []


def test_what_check_mode_does_not_know_yet_is_empty(serve):
    server = serve({})
    found = run(asking.module_of(RESULTS), check_mode=True, kind="results", check="")
    assert found.values == {"check_id": None, "start": None, "end": None, "results": [], "probe_ids": []}
    assert not found.changes
    assert "check is empty or null" in found.warnings[0]
    assert server.asked == []


@pytest.mark.parametrize("options", [{"kind": "results", "check": "new"}, {"kind": "alerts", "checks": ["new"]}])
def test_names_that_nothing_has_yet_are_awaited_in_check_mode(serve, options):
    server = serve({})
    found = run(asking.module_of(RESULTS), check_mode=True, **options)
    assert found.values[options["kind"]] == []
    assert found.warnings == [
        "There is no check named 'new' yet. It must exist by then: without check mode this is an error."
    ]
    assert not found.changes
    assert [path for path, _query in server.asked] == ["/checks"]
    with pytest.raises(NotFound, match="no check named 'new'"):
        results(**options)


def test_what_is_known_is_told_beside_what_is_awaited(serve):
    server = serve({"/actions": {"actions": {"alerts": [alert(1)]}}})
    found = run(asking.module_of(RESULTS), check_mode=True, kind="alerts", checks=["new", "shop"])
    assert len(found.values["alerts"]) == len(found.warnings) == 1
    assert server.asked[-1][1]["checkids"] == "1"
    with pytest.raises(NotFound, match="no probe named 'Oslo'"):
        run(asking.module_of(RESULTS), check_mode=True, kind="results", check="1", probes=["Oslo"])


# Results, analyses, alerts


def test_results_are_told_in_our_names(serve):
    row = {"probeid": 33, "time": NOW - 60, "status": "unconfirmed", "responsetime": 91, "statusdesc": "OK", "new": 1}
    server = serve({"/results/1": {"results": [row], "activeprobes": [33]}})
    found = results(kind="results", check="1", start="-1d", statuses=["unconfirmed_down", "up"], include_analysis=True)
    assert found["results"] == [
        {
            "time": "2027-01-15T07:59:00Z",
            "probe_id": 33,
            "status": "unconfirmed_down",
            "response_time": 91,
            "analysis_id": None,
            "description": "OK",
            "long_description": None,
        }
    ]
    assert (found["check_id"], found["probe_ids"]) == (1, [33])
    assert server.asked == [
        ("/credits", {}),  # for the time on the server, from which a day counts
        (
            "/results/1",
            {
                "from": NOW - 86400,
                "status": "unconfirmed,up",
                "includeanalysis": "true",
                "limit": 1000,
                "offset": 0,
            },
        ),
    ]


def test_response_times_are_asked_for_31_days_at_a_time(serve):
    server = serve({"/results/1": {"results": []}})
    results(kind="results", check="1", start="-60d", max_response=100)
    assert [
        (query["to"] - query["from"]) / 86400 for path, query in server.asked if path == "/results/1"
    ] == pytest.approx([31, 29], abs=0.01)


PASSWORD = "hunter2-in-the-check"


def test_raw_analyses_hold_no_secret_of_the_check(serve):
    login = base64.b64encode(f"monitor:{PASSWORD}".encode()).decode()
    http = {"url": "/", "username": "monitor", "password": PASSWORD}
    serve(
        {
            "/analysis/1": {"analysis": [{"id": number, "timefirsttest": NOW - number} for number in (5, 6)]},
            "/checks/1": {"check": {"id": 1, "name": "shop", "hostname": "x.example", "type": {"http": http}}},
            "/analysis/1/5": {"tasks": [{"sent": [f"Authorization: Basic {login}", 7]}]},
            "/analysis/1/6": {"text": f"password is {PASSWORD}"},
        }
    )
    found = results(kind="analyses", check="1", raw=True)["analyses"]
    assert [(one["id"], one["confirming_test"]) for one in found] == [(5, None), (6, None)]
    assert found[0]["raw"]["tasks"][0]["sent"][1] == 7
    assert found[1]["raw"]["text"].startswith("password is ***")
    assert PASSWORD not in str(found)
    assert login not in str(found)


def test_raw_analyses_that_the_budget_does_not_have_are_not_begun(serve):
    rows = {"analysis": [{"id": number, "timefirsttest": NOW} for number in range(1, 6)]}
    server = serve({"/analysis/1": (200, {"Req-Limit-Short": "Remaining: 5 Time until reset: 60"}, rows)})
    with pytest.raises(RateLimited, match="reading 5 raw analyses takes 6 requests"):
        results(kind="analyses", check="1", raw=True)
    assert len(server.asked) == 1


def alert(number, **more):
    return {"time": NOW - number, "userid": "7", "checkid": "1", "via": "email", "status": "sent", **more}


def test_alerts_are_read_by_what_the_api_has_one_word_for(serve):
    server = serve({"/actions": {"actions": {"alerts": [alert(1, charged="true", sentto="a@x.example")]}}})
    found = results(kind="alerts", checks=["shop"], contacts=["ada@X.example"], via=["sms"], statuses=["sent"])
    assert server.asked[-1] == (
        "/actions",
        {"checkids": "1", "userids": "7", "via": "sms", "status": "sent", "limit": 300, "offset": 0},
    )
    (told,) = found["alerts"]
    assert (told["check_id"], told["contact_id"], told["charged"], told["sent_to"]) == (1, 7, True, "a@x.example")
    assert told["contact"] is None


def test_alerts_of_which_the_api_has_two_words_are_chosen_here(serve):
    words = ("notdelivered", "sent", "not_delivered", "nocredits")
    rows = [alert(number, status=words[number % 4], via=("iphone", "apns")[number % 2]) for number in range(700)]

    def page(query):
        return {"actions": {"alerts": rows[query["offset"] : query["offset"] + query["limit"]]}}

    server = serve({"/actions": page})
    found = results(kind="alerts", statuses=["not_delivered"], via=["iphone"])["alerts"]
    assert {(one["status"], one["via"]) for one in found} == {("not_delivered", "apns")}
    assert len(found) == 350
    assert all("status" not in query and "via" not in query for _path, query in server.asked)
    server.asked.clear()
    assert len(results(kind="alerts", statuses=["no_credits"], limit=80)["alerts"]) == 80
    assert len(server.asked) == 2


# Summaries


@pytest.mark.parametrize(
    ("up", "down", "unknown", "percent"), [(3, 1, 90, 75.0), (0, 5, 0, 0.0), (5, 0, 1, 100.0), (0, 0, 9, None)]
)
def test_uptime_is_what_was_up_of_what_is_known(up, down, unknown, percent):
    assert uptime({"up": up, "down": down, "unknown": unknown})["uptime_percent"] == percent


def test_a_second_in_thirty_years_is_no_full_uptime():
    assert uptime({"up": 10**9, "down": 1, "unknown": 0})["uptime_percent"] < 100


CREATED = {"/checks/1": {"check": {"id": 1, "created": NOW - 9 * 86400}}}


def average(avgresponse, **status):
    return {**CREATED, "/summary.average/1": {"summary": {"responsetime": {"avgresponse": avgresponse}, **status}}}


def test_averages_in_all_and_split(serve):
    serve(average(458, status={"totalup": 99, "totaldown": 1, "totalunknown": 7}))
    found = summary(kind="average").values
    assert found["average"] == {"response_time": 458, "groups": []}
    assert (found["uptime"]["uptime_percent"], found["uptime"]["unknown_seconds"]) == (99.0, 7)
    server = serve(average([{"countryiso": "SE", "avgresponse": 250}]))
    found = summary(kind="average", by=["country"], include_uptime=False).values
    assert found["average"]["groups"] == [{"country_iso": "SE", "probe_id": None, "response_time": 250}]
    assert found["average"]["response_time"] is None
    assert found["uptime"]["uptime_percent"] is None
    assert server.asked[-1][1] == {"bycountry": "true", "includeuptime": "false", "from": NOW - 9 * 86400}


def test_an_average_begins_with_its_check_unless_it_is_told_when(serve):
    status = {"totalup": 99, "totaldown": 1, "totalunknown": 7}
    server = serve(average(458, status=status))
    assert summary(kind="average").values["start"] == "2027-01-06T08:00:00Z"
    assert [path for path, _query in server.asked] == ["/checks/1", "/summary.average/1"]
    server.asked.clear()
    assert summary(kind="average", start="0").values["start"] == "1970-01-01T00:00:00Z"
    assert [(path, query.get("from")) for path, query in server.asked] == [("/summary.average/1", 0)]
    with pytest.raises(ConfigurationError, match="end must be later than 2027-01-06T08:00:00Z, when check 1 was"):
        summary(kind="average", end=str(NOW - 9 * 86400))
    server.answers["/checks/1"] = {"check": {"id": 1}}
    with pytest.raises(UnexpectedAnswer, match="check has no created"):
        summary(kind="average")


def test_the_average_day_has_all_hours(serve):
    serve({"/summary.hoursofday/1": {"hoursofday": [{"hour": 5, "avgresponse": 376}]}})
    found = summary(kind="hours_of_day", local_time=True).values["hours"]
    assert [one["hour"] for one in found] == [*range(24)]
    assert [one["response_time"] for one in found if one["response_time"]] == [376]


def test_outages_make_an_uptime(serve):
    states = [("up", 100, 190), ("down", 190, 200), ("unknown", 200, 260), ("odd", 260, 261)]
    rows = [{"status": status, "timefrom": start, "timeto": end} for status, start, end in states]
    serve({"/summary.outage/1": {"summary": {"states": rows}}})
    found = summary(kind="outages").values
    assert found["states"][1] == {
        "status": "down",
        "start": "1970-01-01T00:03:10Z",
        "end": "1970-01-01T00:03:20Z",
        "seconds": 10,
    }
    assert found["uptime"] == {"up_seconds": 90, "down_seconds": 10, "unknown_seconds": 61, "uptime_percent": 90.0}


def hour(start, **more):
    return {"starttime": start, "avgresponse": 222, "uptime": 3540, "downtime": 60, "unmonitored": 0, **more}


def test_performance_is_told_with_its_uptime(serve):
    begin = NOW - NOW % 3600
    server = serve({"/summary.performance/1": {"summary": {"hours": [hour(begin - 3600), hour(begin)]}}})
    found = summary(kind="performance", start="-90m")
    assert [one["down_seconds"] for one in found.values["intervals"]] == [60, 60]
    assert found.values["uptime"]["down_seconds"] == 120
    assert found.warnings == []
    assert server.asked[-1][1] == {"resolution": "hour", "includeuptime": "true", "from": NOW - 5400}
    found = summary(kind="performance", start="-5h")
    assert "nothing about the time before 2027-01-15T07:00:00Z" in found.warnings[0]
    found = summary(kind="performance", probes=["3"])
    assert found.values["uptime"]["uptime_percent"] is None
    assert server.asked[-1][1]["includeuptime"] == "false"


def test_probes_of_a_period_are_ids(serve):
    serve({"/summary.probes/1": {"probes": [43, "42", 43]}})
    assert summary(kind="probes", start="-1h").values["probe_ids"] == [42, 43]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "performance", "probes": ["1"], "include_uptime": True}, "probes cannot be combined"),
        ({"kind": "probes"}, "kind probes needs start"),
        ({"kind": "outages", "probes": ["1"]}, "kind outages has no option probes"),
        ({"kind": "average", "by": []}, "by must not be empty"),
        ({"kind": "average", "by": ["city"]}, "by may have country, probe"),
    ],
)
def test_what_no_summary_can_do_is_refused_before_anything_is_sent(serve, options, words):
    server = serve({})
    with pytest.raises(ConfigurationError, match=words):
        summary(**options)
    assert server.asked == []


@pytest.mark.parametrize(
    ("kind", "path", "answer", "words"),
    [
        ("average", "average", {}, "no object summary"),
        ("average", "average", {"summary": {"responsetime": {"avgresponse": 1}}}, "no object status"),
        ("average", "average", {"summary": {"responsetime": {"avgresponse": "much"}}}, "shape"),
        ("average", "average", {"summary": {"responsetime": {"avgresponse": [1]}}}, "no list of groups"),
        ("hours_of_day", "hoursofday", {"hoursofday": [{"hour": 24}]}, "hours that no day has"),
        ("hours_of_day", "hoursofday", {"hoursofday": {}}, "no list of hours"),
        ("outages", "outage", {"summary": {"states": [{"status": "up"}]}}, "has no start"),
        (
            "outages",
            "outage",
            {"summary": {"states": [{"status": "up", "timefrom": 5, "timeto": 4}]}},
            "ends before it starts",
        ),
        ("performance", "performance", {"summary": {"days": []}}, "no list of hours"),
        ("performance", "performance", {"summary": {"hours": [{"starttime": 9}]}}, "has no up"),
        ("performance", "performance", {"summary": {"hours": [hour(True)]}}, "start of a time interval has a shape"),
        ("probes", "probes", {"probes": None}, "no list of probes"),
        ("probes", "probes", {"probes": [1.5]}, "shape"),
    ],
)
def test_summaries_of_another_shape_are_errors(serve, kind, path, answer, words):
    serve({f"/summary.{path}/1": answer})
    with pytest.raises(UnexpectedAnswer, match=words):
        summary(kind=kind, start="-1h")


# The account

CREDITS = {"credits": {"checklimit": 18, "availablechecks": 5, "autofillsms": False, "max_sms_overage": None}}
PROBES = {"probes": [{"id": 32, "name": "Los Angeles, CA", "active": True, "countryiso": "US", "region": "NA"}]}
REFERENCE = {
    "regions": [{"id": 7, "description": "Sweden", "timezoneid": 15}],
    "timezones": [{"id": 4, "description": "Alaska"}],
    "phonecodes": {"countryid": 295, "name": "Zimbabwe", "phonecode": 263},
}


def read_account(**options):
    return run(account.MODULE, **options).values


def test_all_of_an_account_is_what_its_version_has(serve):
    server = serve({"/credits": (200, RATE, CREDITS), "/probes": PROBES, "/reference": REFERENCE})
    found = read_account()
    assert [path for path, _query in server.asked] == ["/credits", "/probes", "/reference"]
    assert found["credits"]["available_checks"] == 5
    assert found["credits"]["autofill_sms"] is False
    assert found["probes"][0]["country_iso"] == "US"
    assert found["probes"][0]["ipv6"] is None
    assert found["probes_by_region"] == {"NA": [32]}
    assert found["reference"]["regions"][0]["timezone_id"] == 15
    assert found["reference"]["phone_codes"] == [{"country_id": 295, "name": "Zimbabwe", "phone_code": "263"}]
    assert found["reference"]["countries"] == []
    assert found["settings"] is None
    assert found["server_time"] == "2027-01-15T08:00:00Z"
    assert found["request_budget"] == {"short": {"remaining": 394, "resets_at": "2027-01-15T08:59:49Z"}, "long": None}


@pytest.mark.parametrize("part", ["server_time", "request_budget"])
def test_what_every_answer_tells_takes_one_request(serve, part):
    server = serve({"/credits": (200, RATE, CREDITS)})
    found = read_account(include=[part])
    assert [path for path, _query in server.asked] == ["/credits"]
    assert [name for name, value in found.items() if value is not None] == [part]


def test_probes_are_chosen(serve):
    server = serve({"/probes": PROBES})
    read_account(include=["probes"], only_active=True, include_deleted=False)
    assert server.asked == [("/probes", {"onlyactive": "true", "includedeleted": "false"})]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"include": ["credits", "settings"]}, "3.1 has no settings.*API 2.1 has it"),
        ({"only_transactions": True}, "3.1 has no only_transactions of a probe.*API 2.1 has it"),
        (
            {"include": ["credits"], "only_active": True},
            "only_active is about probes.*Nothing was sent. Add probes to include",
        ),
        ({"include": []}, "include must not be empty.*Nothing was sent"),
    ],
)
def test_what_an_account_has_not_is_refused_if_it_is_asked_for(serve, options, words):
    server = serve({})
    with pytest.raises(ConfigurationError, match=words):
        read_account(**options)
    assert server.asked == []


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"/credits": {"credits": []}}, "no object credits"),
        ({"/credits": {"credits": {"checklimit": {}}}}, "check_limit of a plan has a shape"),
        ({"/reference": {"regions": "all"}}, "no list of regions"),
        ({"/probes": {"probes": [{"id": 1, "active": 2}]}}, "active of a probe has a shape"),
    ],
)
def test_an_account_of_another_shape_is_an_error(serve, answers, words):
    serve(answers)
    with pytest.raises(UnexpectedAnswer, match=words):
        read_account(include=[path.lstrip("/") for path in answers])


# Single tests

UP = {"result": {"status": "up", "responsetime": 73, "statusdesc": "OK", "probeid": 17, "probedesc": "Stockholm"}}


def single_test(check_mode=False, **options):
    return run(single.MODULE, check_mode, **{"test": "check", "host": "shop.example.com", **options}).values


def test_a_test_has_the_options_of_its_type(serve):
    server = serve({"/single": UP})
    found = single_test(
        type="http",
        url_path="health",
        auth_username="monitor",
        auth_password=PASSWORD,
        requestheaders={"X-A": "1", "X-B": ["2", "3"]},
        probe_filters=["EU", "NA"],
        encryption=True,
    )
    assert found["result"]["response_time"] == 73
    assert found["traceroute"] is None
    assert server.asked == [
        (
            "/single",
            {
                "type": "http",
                "host": "shop.example.com",
                "url": "/health",
                "auth": f"monitor:{PASSWORD}",
                "requestheader0": "X-A:1",
                "requestheader1": "X-B:2",
                "requestheader2": "X-B:3",
                "probe_filters": "region: EU,region: NA",
                "encryption": "true",
            },
        )
    ]


def test_what_a_test_says_shows_no_secret(serve):
    serve({"/single": {"result": {"status": "down", "statusdesclong": f"got {PASSWORD} back"}}})
    found = single_test(type="http", auth_username="monitor", auth_password=PASSWORD)
    assert found["result"]["status"] == "down"
    assert PASSWORD not in str(found)


def test_a_test_is_made_once(serve):
    server = serve({"/single": refusal(503, f"failed for {PASSWORD}")})
    with pytest.raises(Exception, match="Pingdom failed") as failed:
        single_test(type="http", postdata=PASSWORD)
    assert PASSWORD not in str(failed.value)
    assert len(server.asked) == 1


def test_no_test_is_made_in_check_mode(serve):
    server = serve({})
    found = single_test(check_mode=True, type="ping", probe="Chicago")
    assert found == {"result": None, "traceroute": None, "msg": "No test is made in check mode."}
    assert [path for path, _query in server.asked] == ["/probes"]


@pytest.mark.parametrize(("chosen", "probe"), [({"probe": "3"}, 3), ({"probe_filters": ["EU"]}, 1), ({}, None)])
def test_a_traceroute_starts_where_it_shall(serve, chosen, probe):
    server = serve({"/traceroute": {"traceroute": {"result": "1 hop", "probeid": 3}}})
    assert single_test(test="traceroute", **chosen)["traceroute"]["output"] == "1 hop"
    assert server.asked[-1][1].get("probeid") == probe


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({}, ConfigurationError, "type is missing"),
        ({"type": "tcp"}, ConfigurationError, "a test of type tcp needs port"),
        ({"type": "ping", "port": 80}, ConfigurationError, "type ping has no option port"),
        ({"test": "traceroute", "type": "ping"}, ConfigurationError, "a traceroute has no option type"),
        ({"test": "traceroute", "port": 80}, ConfigurationError, "a traceroute has no option port"),
        ({"type": "ping", "probe": "1", "probe_filters": ["EU"]}, ConfigurationError, "exclude each other"),
        ({"type": "ping", "host": "https://x.example"}, ConfigurationError, "host must be a bare host name"),
        ({"type": "http", "shouldcontain": "a", "shouldnotcontain": "b"}, ConfigurationError, "exclude each other"),
        ({"type": "ping", "probe": "Frankfurt"}, AmbiguousName, "with the ids 1, 2"),
        ({"type": "ping", "probe": "Oslo"}, NotFound, "no active probe named 'Oslo'"),
        ({"type": "ping", "probe": "7"}, NotFound, "no active probe with the id 7"),
        ({"type": "ping", "probe": ""}, ConfigurationError, "probe must not be empty"),
        ({"type": "ping", "probe": "", "check_mode": True}, ConfigurationError, "probe must not be empty"),
        ({"test": "traceroute", "probe_filters": ["APAC"]}, NotFound, "no active probe is known to be in APAC"),
    ],
)
def test_what_cannot_be_tested_is_refused(serve, options, kind, words):
    server = serve({})
    with pytest.raises(kind, match=words):
        single_test(**options)
    assert "/single" not in dict(server.asked)


@pytest.mark.parametrize("answer", [{}, {"result": []}, {"result": {}}, {"result": {"status": 7, "probeid": "x"}}])
def test_a_test_of_another_shape_is_an_error(serve, answer):
    serve({"/single": answer})
    with pytest.raises(UnexpectedAnswer):
        single_test(type="ping")
