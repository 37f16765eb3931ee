# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What tests of checks and alerts have left behind: raw results, root cause analyses, alerts.

Sources: OpenAPI document 3.1 and 2.1 documentation, "Results", "Analysis" and "Actions".
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import (
    ID,
    NUMBER,
    TIME,
    columns,
    covered,
    object_in,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.asking import (
    CHECK,
    PERIOD,
    PROBES,
    WORDS,
    Kind,
    Question,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import READS_AT_A_TIME
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.history import Listing, Wanted, newest
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.reports import Endpoint
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import Redactor

_DAY = 86400
#: Seconds of a period of which results are chosen by their response time ("must not be larger than 31 days").
_LONGEST = 31 * _DAY

_LIMIT = Field("limit", kinds.INTEGER, least=1)

#: What has two words: the second is ours. Of results, both documents have the first in requests, and answers of 2.1
#: the second. Of alerts, answers of 3.1 have the first of statuses and the second of media, requests of 2.1 do the
#: opposite, and no document says what requests of 3.1 have, so that Pingdom is not asked for these.
_STATUSES_OF_RESULTS = {"unconfirmed": "unconfirmed_down"}
_WORDS_OF_ALERTS = {
    "status": {"notdelivered": "not_delivered", "nocredits": "no_credits"},
    "via": {"iphone": "apns", "android": "agcm"},
}

RESULTS = Listing(
    Endpoint("/results/{check}", "results", per_page=1000),
    columns(
        Field("time", TIME, always=True),
        Field("probe_id", ID, read="probeid", always=True),
        Field("status", kinds.TEXT, always=True),
        Field("response_time", NUMBER, read="responsetime"),
        Field("analysis_id", ID, read="analysisid"),
        description="statusdesc",
        long_description="statusdesclong",
    ),
    "results",
    "result",
    last_offset=43200,
    words={"status": _STATUSES_OF_RESULTS},
)
ANALYSES = Listing(
    Endpoint("/analysis/{check}", "analysis", per_page=100),
    Schema(
        (
            Field("id", ID, always=True),
            Field("first_test", TIME, read="timefirsttest", always=True),
            Field("confirming_test", TIME, read="timeconfirmtest"),
        )
    ),
    "analyses",
    "root cause analysis",
    time="first_test",
)
ALERTS = Listing(
    Endpoint("/actions", "actions.alerts", per_page=300),
    columns(
        Field("time", TIME, always=True),
        Field("check_id", ID, read="checkid"),
        Field("contact_id", ID, read="userid"),
        Field("charged", kinds.TRUTH),
        contact="username",
        via="via",
        status="status",
        summary="messageshort",
        message="messagefull",
        sent_to="sentto",
    ),
    "alerts",
    "sent alert",
    words=_WORDS_OF_ALERTS,
)


def _refuse_backwards(given: Comparable) -> None:
    least, most = given.get("min_response"), given.get("max_response")
    if least is not None and most is not None and most < least:
        raise ConfigurationError("max_response must not be less than min_response")


def _results(api: PingdomApi, question: Question) -> Result:
    """Raw results of a check."""
    given = question.given
    query = question.query(_OF_RESULTS, "limit")
    if "status" in query:
        sent = {ours: theirs for theirs, ours in _STATUSES_OF_RESULTS.items()}
        query["status"] = sorted({sent.get(one, one) for one in query["status"]})
    longest = _LONGEST if {"min_response", "max_response"} & {*given} else None
    listing = RESULTS.of(check=t.cast(int, question.check))
    rows = newest(api, listing, question.period, Wanted(query, given.get("limit"), longest=longest))
    return _told(api, question, {"results": rows, "probe_ids": sorted({row["probe_id"] for row in rows})})


def _analyses(api: PingdomApi, question: Question) -> Result:
    """Root cause analyses of a check, with their raw form if that is asked for."""
    check = t.cast(int, question.check)
    rows = newest(api, ANALYSES.of(check=check), question.period, Wanted(limit=question.given.get("limit")))
    raw: list[t.Any] = [None] * len(rows)
    warnings = []
    if question.given.get("raw"):
        try:
            raw = _raw(api, check, [row["id"] for row in rows])
        except NotFound:
            warnings.append(_UNCOVERED.format(check))
    result = _told(api, question, {"analyses": [{**row, "raw": one} for row, one in zip(rows, raw)]})
    result.warnings += warnings
    return result


_UNCOVERED = (
    "Raw analyses of check {} are left out: it does not exist any more, so that nobody knows which secrets to cover."
)


def _raw(api: PingdomApi, check: int, ids: list[int]) -> list[t.Any]:
    """Raw analyses, in the shape that they have, which is undocumented; what the test has sent may be in it."""
    if not ids:
        return []
    api.budget.afford(len(ids) + 1, f"reading {len(ids)} raw analyses")
    redact = Redactor(_secrets_of(api, check))

    def read(analysis: int) -> t.Any:
        return covered(api.get(f"/analysis/{check}/{analysis}").content, redact)

    return in_parallel(read, ids, READS_AT_A_TIME)


def _secrets_of(api: PingdomApi, check: int) -> list[str]:
    """The credentials, data and headers that the tests of a check send."""
    reply = api.get(f"/checks/{check}")
    detail = checks.comparable(object_in(reply, reply.content, "check"))
    return checks.schema_for(detail).secrets_in(detail)


def _alerts(api: PingdomApi, question: Question) -> Result:
    """Alerts of the account."""
    query = question.query(_OF_ALERTS, "limit")
    kept = {}
    for name, ours in _WORDS_OF_ALERTS.items():
        words = {ours.get(one, one) for one in query.get(name, ())}
        if words & {*ours.values()}:
            kept[name] = words
            del query[name]

    def keep(row: Comparable) -> bool:
        return all(row[name] in words for name, words in kept.items())

    wanted = Wanted(query, question.given.get("limit"), keep if kept else None)
    return _told(api, question, {"alerts": newest(api, ALERTS, question.period, wanted)})


def _told(api: PingdomApi, question: Question, values: Row) -> Result:
    return Result(values={"check_id": question.check, **question.period.shown(api.now()), **values})


_OF_RESULTS = Schema(
    (
        CHECK,
        *PERIOD,
        PROBES,
        Field(
            "statuses",
            WORDS,
            write="status",
            filled=True,
            choices=("up", "down", "unconfirmed_down", "unconfirmed", "unknown"),
        ),
        Field("min_response", kinds.INTEGER, write="minresponse", least=0),
        Field("max_response", kinds.INTEGER, write="maxresponse", least=0),
        Field("include_analysis", kinds.BOOLEAN, write="includeanalysis"),
        _LIMIT,
    )
)
_OF_ALERTS = Schema(
    (
        *PERIOD,
        Field("checks", kinds.ID_TEXT, write="checkids", filled=True),
        Field("contacts", kinds.ID_TEXT, write="userids", filled=True),
        Field(
            "statuses",
            WORDS,
            write="status",
            filled=True,
            choices=("pending", "sent", "delivered", "error", "not_delivered", "no_credits"),
        ),
        Field(
            "via",
            WORDS,
            filled=True,
            choices=("email", "sms", "twitter", "apns", "agcm", "iphone", "android"),
        ),
        _LIMIT,
    )
)
_NO_PERIOD: Row = {"check_id": None, "start": None, "end": None}

KINDS = {
    "results": Kind(
        _OF_RESULTS,
        {**_NO_PERIOD, "results": [], "probe_ids": []},
        _results,
        length=lambda _given: _DAY,
        refuse=_refuse_backwards,
    ),
    "analyses": Kind(
        Schema((CHECK, *PERIOD, _LIMIT, Field("raw", kinds.BOOLEAN))), {**_NO_PERIOD, "analyses": []}, _analyses
    ),
    "alerts": Kind(_OF_ALERTS, {**_NO_PERIOD, "alerts": []}, _alerts),
}
