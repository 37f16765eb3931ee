# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of API 2.1 with its parameters, as the 2.1 documentation has them: their types in its own words, with
an exclamation mark where they are mandatory.

``MENDED`` has what its text lost or contradicts itself in. ``tests/contract/documented21.py`` reads the types, and
``tests/contract/test_pingdom_21_document.py`` holds the tables against the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.emulator.pingdom.call import Answer, Call, Route
from tests.emulator.pingdom.errors import invalid_value, refused

Parameters = dict[str, str]

INTEGER, BOOLEAN, STRING, IDS = "Integer", "Boolean", "String", "Comma separated Integers"
TYPE = "String (http, httpcustom, tcp, ping, dns, udp, smtp, pop3, imap)"
PAIRS = "Comma separated key:value pairs"
RESOLUTION = "Integer (1, 5, 15, 30, 60)"
RECURRENCE = "String('none', 'day', 'week', 'month')"
FREQUENCY = "String (monthly, weekly, daily)"
ORDER = "String (asc,desc)"

PERIOD: Parameters = {"from": INTEGER, "to": INTEGER}
PAGE: Parameters = {"limit": INTEGER, "offset": INTEGER}
OF_TYPES: Parameters = {
    "url": STRING,
    "encryption": BOOLEAN,
    "port": INTEGER,
    "auth": STRING,
    "shouldcontain": STRING,
    "shouldnotcontain": STRING,
    "postdata": STRING,
    "requestheader{X}": STRING,
    "additionalurls": STRING,
    "stringtosend": STRING,
    "stringtoexpect": STRING,
    "expectedip": STRING,
    "nameserver": STRING,
}
"""Of one type or another; which are mandatory of which is in ``check_types``."""
SETTINGS_OF_CHECKS: Parameters = {
    "paused": BOOLEAN,
    "resolution": RESOLUTION,
    "userids": IDS,
    "sendnotificationwhendown": INTEGER,
    "notifyagainevery": INTEGER,
    "notifywhenbackup": BOOLEAN,
    "tags": "Comma separated strings",
    "ipv6": BOOLEAN,
    "responsetime_threshold": INTEGER,
    "integrationids": IDS,
    "teamids": IDS,
    **OF_TYPES,
}
WINDOW: Parameters = {
    "from": "Integer!",
    "to": "Integer!",
    "recurrencetype": RECURRENCE,
    "repeatevery": INTEGER,
    "effectiveto": INTEGER,
    "uptimeids": IDS,
    "tmsids": IDS,
}
EMAIL_REPORT: Parameters = {
    "checkid": INTEGER,
    "frequency": FREQUENCY,
    "additionalemails": STRING,
    "include_paused": BOOLEAN,
}
TARGET: Parameters = {"number": STRING, "countrycode": STRING, "provider": STRING, "severitylevel": STRING}

OPERATIONS: dict[str, Parameters] = {
    "GET /actions": {
        **PERIOD,
        "limit": "Integer (max 300)",
        "offset": INTEGER,
        "checkids": STRING,
        "userids": STRING,
        "status": "String (pending, sent, delivered, error, not_delivered, no_credits)",
        "via": "String (email, sms, twitter, iphone, android)",
    },
    "GET /analysis/{checkid}": {**PAGE, **PERIOD},
    "GET /analysis/{checkid}/{analysisid}": {},
    "GET /checks": {
        **PAGE,
        "showencryption": BOOLEAN,
        "include_tags": BOOLEAN,
        "include_severity": BOOLEAN,
        "tags": STRING,
    },
    "POST /checks": {
        "name": "String!",
        "host": "String!",
        "type": f"{TYPE}!",
        "probe_filters": PAIRS,
        **SETTINGS_OF_CHECKS,
    },
    "PUT /checks": {"paused": BOOLEAN, "resolution": RESOLUTION, "checkids": STRING},
    "DELETE /checks": {"delcheckids": "String!"},
    "GET /checks/{checkid}": {"include_teams": BOOLEAN},
    "PUT /checks/{checkid}": {
        "name": STRING,
        "host": STRING,
        "probe_filters": "Comma separated strings",
        "checkids": "Comma separated integers",
        "addtags": "Comma separated strings",
        **SETTINGS_OF_CHECKS,
    },
    "DELETE /checks/{checkid}": {},
    "GET /credits": {},
    "GET /maintenance": {
        **PAGE,
        "orderby": "String('description', from', 'to', 'effectiveto')",
        "order": "String('asc', 'desc')",
    },
    "POST /maintenance": {"description": "String!", **WINDOW},
    "DELETE /maintenance": {"maintenanceids": "String!"},
    "GET /maintenance/{id}": {},
    "PUT /maintenance/{id}": {"description": STRING, **WINDOW},
    "DELETE /maintenance/{id}": {},
    "GET /maintenance.occurrences": {"maintenanceid": INTEGER, **PERIOD},
    "DELETE /maintenance.occurrences": {"occurrenceids": "String!"},
    "GET /maintenance.occurrences/{id}": {},
    "PUT /maintenance.occurrences/{id}": PERIOD,
    "DELETE /maintenance.occurrences/{id}": {},
    "GET /probes": {**PAGE, "onlyactive": BOOLEAN, "onlytms": BOOLEAN, "includedeleted": BOOLEAN},
    "GET /reference": {},
    "GET /reports.email": {},
    "POST /reports.email": {"name": "String!", **EMAIL_REPORT},
    "PUT /reports.email/{reportid}": {"name": STRING, **EMAIL_REPORT},
    "DELETE /reports.email/{reportid}": {},
    "GET /reports.public": {},
    "PUT /reports.public/{checkid}": {},
    "DELETE /reports.public/{checkid}": {},
    "GET /reports.shared": {},
    "POST /reports.shared": {
        "sharedtype": "String (banner)!",
        "checkid": "Integer!",
        "auto": BOOLEAN,
        **dict.fromkeys(("fromyear", "frommonth", "fromday", "toyear", "tomonth", "today"), INTEGER),
        "type": "String (uptime, response)",
    },
    "DELETE /reports.shared/{reportid}": {},
    "GET /results/{checkid}": {
        **PERIOD,
        "probes": STRING,
        "status": STRING,
        **PAGE,
        "includeanalysis": BOOLEAN,
        "maxresponse": INTEGER,
        "minresponse": INTEGER,
    },
    "GET /servertime": {},
    "GET /settings": {},
    "PUT /settings": {
        **dict.fromkeys(("firstname", "lastname", "company", "billing_email"), STRING),
        "cellphone": STRING,
        "cellcountrycode": INTEGER,
        "cellcountryiso": STRING,
        "phone": STRING,
        "phonecountrycode": INTEGER,
        "phonecountryiso": STRING,
        **dict.fromkeys(("address", "address2", "zip", "location", "state", "description"), STRING),
        "countryiso": STRING,
        "vatcode": STRING,
        "autologout": BOOLEAN,
        **dict.fromkeys(("regionid", "timezoneid", "datetimeformatid", "numberformatid"), INTEGER),
        "pubrcustomdesign": BOOLEAN,
        **dict.fromkeys(("pubrtextcolor", "pubrbackgroundcolor", "pubrlogourl"), STRING),
        "pubrmonths": "String (none, all, 3)",
        **dict.fromkeys(("pubrshowoverview", "pubrcustomdomain", "updaterenewal"), BOOLEAN),
    },
    "GET /single": {
        "host": "String!",
        "type": f"{TYPE}!",
        "probeid": INTEGER,
        "probe_filters": PAIRS,
        "ipv6": BOOLEAN,
        "responsetime_threshold": INTEGER,
        **OF_TYPES,
    },
    "GET /summary.average/{checkid}": {
        **PERIOD,
        "probes": STRING,
        **dict.fromkeys(("includeuptime", "bycountry", "byprobe"), BOOLEAN),
    },
    "GET /summary.hoursofday/{checkid}": {**PERIOD, "probes": STRING, "uselocaltime": BOOLEAN},
    "GET /summary.outage/{checkid}": {**PERIOD, "order": ORDER},
    "GET /summary.performance/{checkid}": {
        **PERIOD,
        "resolution": "String (hour, day, week)",
        "includeuptime": BOOLEAN,
        "probes": STRING,
        "order": ORDER,
    },
    "GET /summary.probes/{checkid}": {"from": "Integer!", "to": INTEGER},
    "GET /teams": {},
    "POST /teams": {"name": "String!", "userids": "Comma-separated integers"},
    "GET /teams/{teamid}": {},
    "PUT /teams/{teamid}": {"name": STRING, "userids": "Comma-separated integers"},
    "DELETE /teams/{teamid}": {},
    "GET /traceroute": {"host": "String!", "probeid": INTEGER},
    "GET /users": {},
    "POST /users": {"name": "String!"},
    "PUT /users/{userid}": {"name": "String!", "primary": STRING, "paused": STRING},
    "DELETE /users/{userid}": {},
    "POST /users/{userid}": TARGET,
    "PUT /users/{userid}/{targetid}": {**TARGET, "provider": "String!"},
    "DELETE /users/{userid}/{targetid}": {},
}
"""By method and path below the version."""

MENDED: dict[str, Parameters] = {
    # the names of these are missing from their rows
    "PUT /settings": {"email": STRING, "pubrcustomdomain": STRING},  # the latter is a name of a host by its description
    "POST /users/{userid}": {"email": STRING},
    # its example gives an e-mail address alone
    "PUT /users/{userid}/{targetid}": {"email": STRING, "provider": STRING},
    # its example gives them
    "POST /reports.email": {"userids": IDS},
    # its example gives a description alone
    "PUT /maintenance/{id}": PERIOD,
}
"""What counts instead of the tables, for the reason that is given."""

KNOWN: dict[str, Parameters] = {name: {**table, **MENDED.get(name, {})} for name, table in OPERATIONS.items()}
NUMBERED = {"requestheader{X}": re.compile(r"requestheader\d+")}
"""Names with a number in them. The example ``requestheadername1`` contradicts its own row, and counts for nothing."""
EXTENDED = {"pingdom_nth_weekday": {"dayofweekinmonth", "recurrencetype"}}
"""Parameters that a quirk brings, or more values of them."""


def parameter(table: Mapping[str, str], name: str) -> str | None:
    """The type of a parameter in a table; None where it has none of the name."""
    numbered = (known for known, pattern in NUMBERED.items() if known in table and pattern.fullmatch(name))
    return table.get(name) or table.get(next(numbered, ""))


def choices(kind: str) -> set[str]:
    """The values that a type allows; none where it does not list them."""
    listed = re.fullmatch(r"\w+ ?\((?!max)(.*)\)!?", kind)
    return {item.strip(" '") for item in listed[1].split(",")} if listed else set()


def strict(route: Route) -> Route:
    """The route, with every name refused that the documentation of its operation does not have, and every value that
    it does not list where it lists them.
    """
    method, path, answer = route
    table = KNOWN[f"{method} {path}"]

    def answer_known(call: Call) -> Answer:
        more = {name for quirk, names in EXTENDED.items() if call.quirks[quirk] for name in names}
        for name, value in call.given.items():
            if name not in more:
                _refuse_unknown(parameter(table, name), name, str(value))
        return answer(call)

    return method, path, answer_known


def _refuse_unknown(kind: str | None, name: str, value: str) -> None:
    if kind is None:
        raise refused("name", name)
    listed = choices(kind)
    if value and listed and not {item.strip() for item in value.split(",")} <= listed:
        raise invalid_value(name)


def documented(routes: dict[str, Callable[[Call], Answer]]) -> tuple[Route, ...]:
    """Routes from functions by operation."""
    return tuple(strict((*_split(operation), answer)) for operation, answer in routes.items())


def _split(operation: str) -> tuple[str, str]:
    method, _unused, path = operation.partition(" ")
    return method, path
