# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pages of the classic web interface that are not documented, which some settings are only told and taken by."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import MonitoringError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.forms import Field, fields_of, sent

SETTINGS_PATH = "/controls/objectdata.htm"
EDIT_PATH = "/editsettings"

#: More of a value, as it stands in a URL, is not sent: longer URLs are known to be cut or refused on the way.
LONGEST_VALUE = 6000

_NOT_FOUND = 404

#: What ``objecttype`` of the page is for each kind (PrtgAPI; for probes unverified).
_PAGE_TYPES = {"sensor": "sensor", "device": "device", "group": "group", "probe": "probenode"}


def settings_page(http: HttpClient, found: PrtgObject) -> tuple[Answer, list[Field]]:
    """The page with the settings of an object, and its fields; none where the account may not change it (PrtgAPI).

    ``UnexpectedAnswer`` for one that says that it is about another object.
    """
    answer = page(http, SETTINGS_PATH, {"id": found.id, "objecttype": _PAGE_TYPES[found.kind]})
    fields = fields_of(answer)
    if sent(fields).get("id", found.id) != found.id:
        raise UnexpectedAnswer("the settings that PRTG shows are those of another object", exchange=answer.exchange)
    return answer, fields


def page(http: HttpClient, path: str, query: t.Mapping[str, str]) -> Answer:
    """A page, or the error that stands in its place."""
    answer = http.get(path, query)
    answers.refuse_failure(answer, http.redact)
    answers.refuse_elsewhere(answer, http.redact)
    return answer


def is_missing(error: MonitoringError) -> bool:
    """Whether a server says that it has no such page, and not something else, such as that its address is another."""
    return error.exchange is not None and error.exchange.status == _NOT_FOUND
