# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Requests to PRTG's API v2: credentials, the paths that this server has, and whole lists from pages."""

from __future__ import annotations

import functools
import itertools
import re
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    ConnectionFailed,
    MonitoringError,
    NotFound,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_order
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query, in_batches
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import answers as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.session import Session
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

EXPERIMENTAL = "/experimental"

#: Where each list may be. The experimental one first: only its objects tell their own pause flag. When it is finished
#: its prefix is dropped, and the deprecated one goes some day (PRTG API v2 overview, "Versioning").
_LISTS: dict[str, tuple[str, ...]] = {
    name: (f"{EXPERIMENTAL}/{name}", f"/{name}")
    for name in ("objects", "probes", "groups", "devices", "sensors", "channels", "users", "usergroups")
}
_LISTS["lookupdefinitions"] = ("/lookup-definitions",)
PATHS = dict(_LISTS)

#: Only the deprecated lists are known to tell some things (PRTG API v2 overview, "Sorting").
OLDER = "older "
PATHS.update(
    {
        f"{OLDER}{name}": (f"/{name}",)
        for name in ("probes", "groups", "devices", "sensors", "channels", "users", "usergroups")
    }
)

#: What tells when a sensor was measured: its primary channel, or a sensor of the deprecated list, with its channels.
MEASURED = "measured"
PATHS[MEASURED] = (f"{EXPERIMENTAL}/channels", "/sensors")

#: Only the deprecated lists are known to take ``ancestors`` in a filter (seen live; facts, section 6).
ANCESTORS = "ancestors"
PATHS[ANCESTORS] = ("/objects",)

#: The same lists where the server decides a filter alone: the overview documents what the deprecated ones know.
DECIDED = "decided "
PATHS.update({f"{DECIDED}{name}": paths[::-1] for name, paths in _LISTS.items()})

#: Only the deprecated lists are known to tell positions (PRTG API v2 overview, "Sorting").
POSITIONS = "positions"
PATHS[POSITIONS] = ("/objects",)

#: The lists that take ``sensor_status_summary=true`` where ``include`` is not known.
_WITH_SUMMARY = frozenset({"/objects", "/probes", "/groups", "/devices"})

#: Rows per page: the most that servers give. Without ``limit`` it is 3000 or 100, depending on the document.
PAGE_SIZE = 3000

#: More pages than this are no list but a server that counts wrongly.
MAX_PAGES = 1000

PARALLEL_PAGES = 4

#: Rows that a page shares with the one before.
OVERLAP = 1


def any_of(name: str, values: t.Iterable[str]) -> str:
    """``name = "1" or name = "2"``: text has to be quoted, and there is no sure way to escape a quote in it."""
    return " or ".join(f'{name} = "{value}"' for value in values)


def of_types(kinds: t.Iterable[str]) -> str:
    """The filter for these kinds; enumerations must not be quoted."""
    return " or ".join(f"type = {kind}" for kind in kinds)


def both(first: str, second: str) -> str:
    """Two conditions as one; either may be empty."""
    return f"({first}) and ({second})" if first and second else first or second


def filtered(kinds: tuple[str, ...], asked: t.Mapping[str, t.Any]) -> str:
    """What is asked of these kinds as one filter; of those that ``asked`` does not name, everything."""
    parts = {kind: asked.get(kind) for kind in kinds}
    if len(kinds) == 1:
        return str(parts[kinds[0]] or "")
    return " or ".join(f"(type = {kind} and ({part}))" if part else f"type = {kind}" for kind, part in parts.items())


class Listing(t.NamedTuple):
    """A list to be read: which one, which of its objects, and what is included of each.

    ``condition`` is a filter expression; ``otherwise`` makes that for the list's other path, if it differs. Rows that
    agree in all members of ``identity`` are one and the same. ``limit`` are the rows of a page (None: as many as can
    be).
    """

    name: str
    condition: str = ""
    otherwise: t.Callable[[], str] | None = None
    include: tuple[str, ...] = ()
    identity: tuple[str, ...] = ("id",)
    limit: int | None = None

    def keys(self, rows: t.Sequence[Row]) -> list[tuple[str, ...]]:
        """What tells each of ``rows`` from every other row."""
        return list(zip(*([str(row.get(member)) for row in rows] for member in self.identity)))

    def parameters(self, path: str) -> dict[str, str]:
        """The query of the first page on ``path``."""
        parameters = {"limit": str(self.limit or PAGE_SIZE)}
        experimental = path.startswith(EXPERIMENTAL)
        is_other = path != PATHS[self.name][0]
        condition = self.otherwise() if is_other and self.otherwise is not None else self.condition
        if condition:
            parameters["filter"] = condition
        if experimental and self.include:
            parameters["include"] = ",".join(("basic", *self.include))
        if not experimental and "sensor_status_summary" in self.include and path in _WITH_SUMMARY:
            parameters["sensor_status_summary"] = "true"
        return parameters


class Page(t.NamedTuple):
    """A page of a list.

    ``total`` is what the list says it holds in all, None if it does not say, and ``UNREADABLE`` if that is no number;
    then ``counted`` is how it is written.
    """

    answer: Answer
    rows: list[Row]
    total: int | None
    counted: str = ""


#: The total of a list that says something else than a number.
UNREADABLE = -1

_TOTAL = re.compile(r"[0-9]{1,15}")

Made = t.TypeVar("Made")


class Transport:
    """One server's API v2, with an API key or with a log-in session. Nothing is sent before the first call.

    ``username`` is who logs in, None with an API key.
    """

    def __init__(self, settings: HttpSettings, credentials: t.Mapping[str, str], sleep: Sleep | None = None) -> None:
        self.sleep = sleep or time.sleep
        token, password = credentials.get("api_token"), credentials.get("password")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = HttpClient(
            settings,
            secrets=[token, password],
            auth_headers=headers,
        )
        self.username = None if token else credentials["username"]
        self._session = None if token else Session(self.http, credentials["username"], credentials["password"])
        self._paths = dict(PATHS)
        self._operations: dict[tuple[str, ...], tuple[str, ...]] = {}

    def get(self, path: str, parameters: t.Mapping[str, str] | None = None) -> Answer:
        """Read ``path``, which must succeed."""
        answer = self._send("GET", path, parameters=parameters, repeatable=True)
        errors.refuse_failure(answer, self.http.redact)
        return answer

    def finds(self, path: str) -> bool | None:
        """Whether the server finds what is at ``path``; None if its answer is neither of the two."""
        try:
            self.get(path)
        except ConnectionFailed:
            raise
        except MonitoringError as error:
            return False if isinstance(error, NotFound) and error.code == errors.NOT_FOUND else None
        return True

    def write(
        self, method: str, path: str, body: t.Any = None, parameters: t.Mapping[str, str] | None = None
    ) -> Answer:
        """Send what changes something, which must succeed; never twice."""
        answer = self._send(method, path, parameters=parameters, body=body)
        errors.refuse_failure(answer, self.http.redact)
        return answer

    def operate(
        self,
        method: str,
        paths: tuple[str, ...],
        names: t.Mapping[str, str],
        body: t.Any,
        finds: t.Callable[[], bool],
    ) -> Answer:
        """Do what changes something, which must succeed, on the first of ``paths`` that this server has; never twice.

        ``names`` go into the paths. Which one a server has is remembered. The next is tried only where an answer proves
        that the operation is not there, so that nothing was done; since "not found" can be said of the object as well,
        ``finds`` then tells whether that is there.
        """
        *others, last = self._operations.get(paths, paths)
        for path in others:
            answer = self._send(method, path.format(**names), body=body)
            if errors.is_missing_operation(answer) and (errors.is_surely_the_operation(answer) or finds()):
                continue
            if not errors.is_missing_operation(answer):
                self._operations[paths] = (path, *(other for other in paths if other != path))
            errors.refuse_failure(answer, self.http.redact)
            return answer
        answer = self.write(method, last.format(**names), body)
        self._operations[paths] = (last, *others)
        return answer

    def rows(self, listing: Listing, query: Query) -> list[Row]:
        """Every row of a list, once; see ``made_of``."""
        return self.made_of(listing, query, list)

    def rows_if_there(self, listing: Listing, query: Query) -> list[Row] | None:
        """The same; None if this server lacks the list. One that is elsewhere, as after a redirect, is not missing."""
        try:
            return self.rows(listing, query)
        except ConfigurationError as error:
            if not errors.is_not_activated(error):
                raise
            return None

    def made_of(self, listing: Listing, query: Query, make: t.Callable[[list[Row]], list[Made]]) -> list[Made]:
        """What ``make`` makes of the rows of a list, one of each, page by page.

        Pages of a list that changes meanwhile skip and repeat rows, and the order is not promised (facts, section 7):
        so each page begins with the last row of the page before, and the rows are counted against the total of every
        page. If either is not right, all is read once more, page after page, and counted again (not joined: the order
        may be another each time; but a list that tells no total has nothing else to prove it). ``UnexpectedAnswer`` if
        it is still not right. The rows themselves, which take several times as much memory as what is made of them, are
        kept for a page at a time.
        """
        for parallel in (True, False):
            path, first = self._first_page(listing, query)
            made: dict[tuple[str, ...], Made] = {}
            told: dict[str, int] = {}
            joined, last = True, None
            for page in itertools.chain([first], self._further_pages(path, listing, first, query, parallel)):
                keys = listing.keys(page.rows)
                keyed = dict(zip(keys, page.rows))
                joined = joined and (last is None or last in keyed)
                last = keys[-1] if keys else None
                made.update(zip(keyed, make(list(keyed.values()))))
                if page.total is not None:
                    told[page.counted] = page.total
            proven = not (parallel or first.total is None) or joined or len(first.rows) <= OVERLAP
            if proven and (not told or set(told.values()) == {len(made)}):
                return list(made.values())
        counted = " and ".join(sorted(told))
        what = (
            f"says that it has {counted} entries, and {len(made)} came, twice" if told else "changes while it is read"
        )
        raise UnexpectedAnswer(
            f"the list {what}",
            exchange=first.answer.exchange,
            hint="Try again when less is being changed in PRTG, or narrow the selection.",
        )

    def paths(self, ids: t.Sequence[str], query: Query) -> list[Row]:
        """The rows of these objects with their paths, as far as the server has and tells them."""
        return [
            row
            for batch in in_batches(ids)
            for row in self.rows(Listing("objects", any_of("id", batch), include=("path",)), query)
        ]

    def in_filter(self, ancestor_id: str, ids: t.Sequence[str], query: Query) -> set[str] | None:
        """The ids of those of these objects that the deprecated lists say are below ``ancestor_id``; None without such
        lists, or if they refuse the filter."""
        found: set[str] = set()
        for batch in in_batches(ids):
            condition = f'({any_of("id", batch)}) and ancestors contains "{ancestor_id}"'
            try:
                listed = self.rows_if_there(Listing(ANCESTORS, condition), query)
            except RequestRefused:
                return None
            if listed is None:
                return None
            found.update(row["id"] for row in listed)
        return found

    def is_older(self, name: str) -> bool:
        """Whether a list, as far as it was read, is not the experimental one, which this server has not."""
        return not self._paths[name][0].startswith(EXPERIMENTAL)

    def total(self, listing: Listing) -> int | None:
        """How many entries a list says it has, from its first page."""
        total = self._first_page(listing, Query())[1].total
        return None if total == UNREADABLE else total

    def lists_anything(self, listing: Listing, query: Query) -> bool:
        """Whether a list has any entry, from its first page."""
        return bool(self._first_page(listing, query)[1].rows)

    def first_rows(self, listing: Listing, query: Query | None = None) -> list[Row]:
        """The entries of a list's first page, however many there are in all."""
        return self._first_page(listing, query or Query())[1].rows

    def close(self, log_out: bool = True) -> None:
        """Log out, unless told not to, and end the connection; failures of that are of no interest."""
        if self._session is not None and log_out:
            self._session.end()
        self.http.close()

    def _send(
        self,
        method: str,
        path: str,
        *,
        parameters: t.Mapping[str, str] | None = None,
        body: t.Any = None,
        repeatable: bool = False,
    ) -> Answer:
        token = self._session.token() if self._session else ""
        answer = self.http.request(method, path, query=parameters, body=body, repeatable=repeatable)
        if self._session and answer.status == 401 and not errors.is_classic_web_server(answer):
            # nothing was done, so that even an action may be sent anew
            self._session.replace(token)
            answer = self.http.request(method, path, query=parameters, body=body, repeatable=repeatable)
        return answer

    def _first_page(self, listing: Listing, query: Query) -> tuple[str, Page]:
        """The first page, from the first path that this server has; the path is remembered."""
        missing: list[Answer] = []
        for path in self._paths[listing.name]:
            parameters = listing.parameters(path)
            query.sent.append(self.shown(path, parameters))
            answer = self._send("GET", path, parameters=parameters, repeatable=True)
            if not errors.is_missing_operation(answer):
                page = self._page(answer, query)
                self._paths[listing.name] = (path, *(other for other in PATHS[listing.name] if other != path))
                return path, page
            missing.append(answer)
        raise errors.not_activated(missing[-1].exchange)

    def _further_pages(
        self, path: str, listing: Listing, first: Page, query: Query, parallel: bool
    ) -> t.Iterable[Page]:
        step = len(first.rows)
        if first.total is None:
            return self._until_nothing_new(path, listing, first, query)
        if step >= first.total or step == 0:
            return []
        if first.total > step * MAX_PAGES:
            raise UnexpectedAnswer(
                f"the list says that it has {first.total} entries and gives {step} at a time",
                exchange=first.answer.exchange,
            )
        if not parallel:
            return self._one_after_another(path, listing, first, query)
        stride = max(step - OVERLAP, 1)
        offsets = range(stride, first.total - min(OVERLAP, step - 1), stride)
        requests = [self._next(path, listing, offset, query) for offset in offsets]
        answers = in_order(functools.partial(self.get, path), requests, PARALLEL_PAGES)
        return (self._page(answer, query) for answer in answers)

    def _one_after_another(self, path: str, listing: Listing, first: Page, query: Query) -> t.Iterator[Page]:
        offset = len(first.rows)
        while offset < (first.total or 0):
            page = self._page(self.get(path, self._next(path, listing, offset, query)), query)
            if not page.rows:
                return
            offset += len(page.rows)
            yield page

    def _until_nothing_new(self, path: str, listing: Listing, first: Page, query: Query) -> t.Iterator[Page]:
        """Pages of a list that does not say how long it is: it has ended where only the row comes that was the last."""
        seen = {*listing.keys(first.rows)}
        offset, page = 0, first
        while page.rows:
            offset += max(len(page.rows) - OVERLAP, 1)
            page = self._page(self.get(path, self._next(path, listing, offset, query)), query)
            yield page
            fresh = {*listing.keys(page.rows)} - seen
            if not fresh:
                if len(page.rows) > OVERLAP:
                    raise UnexpectedAnswer("the list repeats itself from page to page", exchange=page.answer.exchange)
                return
            seen |= fresh

    def _next(self, path: str, listing: Listing, offset: int, query: Query) -> dict[str, str]:
        parameters = {**listing.parameters(path), "offset": str(offset)}
        query.sent.append(self.shown(path, parameters))
        return parameters

    def _page(self, answer: Answer, query: Query) -> Page:
        errors.refuse_failure(answer, self.http.redact)
        rows = answer.json()
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UnexpectedAnswer("the list is no list of objects", exchange=answer.exchange)
        if len(rows) > PAGE_SIZE:
            raise UnexpectedAnswer(f"{PAGE_SIZE} rows were asked for and {len(rows)} came", exchange=answer.exchange)
        for row in rows:
            if isinstance(row.get("id"), int) and not isinstance(row["id"], bool):
                row["id"] = str(row["id"])
            if not isinstance(row.get("id"), str) or not row["id"]:
                raise UnexpectedAnswer("the list holds an object without id", exchange=answer.exchange)
        query.rows_read += len(rows)
        counted = answer.headers.get("X-Total-Count")
        if counted is None:
            return Page(answer, rows, None)
        total = int(counted) if _TOTAL.fullmatch(counted.strip(" \t")) else UNREADABLE
        told = shown(counted, self.http.redact, 40)
        return Page(answer, rows, total, told if total != UNREADABLE else repr(told))

    def shown(self, path: str, parameters: t.Mapping[str, str] | None = None) -> str:
        """A read for people: decoded, without credentials."""
        pairs = "&".join(f"{name}={value}" for name, value in (parameters or {}).items())
        return self.http.redact(f"GET {self.http.base_path}{path}" + (f"?{pairs}" if pairs else ""))
