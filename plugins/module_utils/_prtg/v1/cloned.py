# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What PRTG's API v1 answers to ``duplicateobject.htm``: a redirect, from which the id of the copy has to be read.

To the page of the copy (manual, "Duplicate an Object": ``/sensor.htm?id=1234``, 301 or 302), to the log-in page that
would lead there (PrtgAPI's CloneResponse, hutchris/prtg, go-prtg), or to the error page although the copy was made:
"the object is currently not valid", with its page as ``errorurl`` (PrtgAPI #309, #40). Every other redirect to the
error page is a failure, and may name the page of the template.
"""

from __future__ import annotations

import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers

#: The page of an object for people. Which page it is for a copy differs, so that all are taken.
_PAGE = re.compile(r"/(?:object|sensor|device|group|probenode)\.htm\?(?:[^#]*&)?id=([0-9]{1,18})(?:[&#]|$)")

_PARAMETERS = ("errorurl", "loginurl")


def made_id(answer: Answer, known: t.Collection[str], redact: t.Callable[[str], str]) -> str | None:
    """The id of the copy; None if the server took the request and does not tell.

    ``known`` are the ids of the template and of its new parent, whose pages are no copy. Raises the error that the
    answer stands for if it is a failure.
    """
    told = _told_id(answer) if 300 <= answer.status < 400 else None
    if told is not None and told not in known:
        return told
    answers.refuse_failure(answer, redact)
    return None


def _told_id(answer: Answer) -> str | None:
    """The id of the object to whose page a redirect leads, straight, or by the pages for errors and for logging in."""
    try:
        target = urllib.parse.urlsplit(answer.location)
    except ValueError:
        return None
    if target.path.endswith(("/error.htm", "/public/login.htm")):
        # an errorurl that is not encoded goes on after its first ampersand, with nothing that is needed here
        query = urllib.parse.parse_qs(target.query)
        pages = [page for name in _PARAMETERS for page in query.get(name, ())]
    else:
        pages = [f"{target.path}?{target.query}"]
    found = [_PAGE.search(page if "?" in page else urllib.parse.unquote(page)) for page in pages]
    return next((one.group(1) for one in found if one), None)
