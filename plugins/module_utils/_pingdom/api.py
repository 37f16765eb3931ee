# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The Pingdom API 3.1 over HTTP: requests, refusals turned into the error family, and lists read to their end.

Sources are Pingdom's OpenAPI document 3.1 and the observations of other clients that the docstrings name.
"""

from __future__ import annotations

import contextlib
import re
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    Exchange,
    MonitoringError,
    NotFound,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient, HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory, digest
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import http_settings
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import Recent
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown

Row = dict[str, t.Any]

#: Most rows that GET /checks gives at once (OpenAPI document 3.1, parameter limit).
CHECKS_PER_PAGE = 25000
#: Most rows that GET /tms/check gives at once (OpenAPI document 3.1, parameter limit).
TRANSACTIONS_PER_PAGE = 1000
#: Rows asked of GET /maintenance at once; the document names no bound.
WINDOWS_PER_PAGE = 1000
#: Seconds before each look at what a write has done, while it does not show yet.
LOOKS = (0.0, 1.0, 3.0)
#: The same while an answer shows what was before the write: 30 s of that have been seen (Nextdoor/kingpin).
LONG_LOOKS = (6.0, 10.0, 15.0, 25.0)
#: Seconds between two looks while what was written within the last minute leaves something open, and how many fill it.
MINUTE_PAUSE, MINUTE_LOOKS = 5.0, 14

#: A 401 that passes by itself, seen by ovh/pingdom-configurator, which repeats the request.
_PASSING_401 = "JWT-Auth-Only"
_TOKEN_HINT = (
    "Give the API token of a Pingdom API 3.1 integration with api_token or PINGDOM_API_TOKEN. "
    "It is made in My Pingdom under Integrations, The Pingdom API; keys of API 2.1 do not work here."
)
_PAGING_HINT = "Nothing was changed. Run the task again; the list may have changed while it was read."


class PingdomApi:
    """One Pingdom account.

    ``secrets`` are values of the user's that no text may show besides the token. Every method raises a member of the
    error family. Reads, PUT and DELETE are repeated after passing failures, POST is not.

    With a ``memory`` lists are as they must be after what was written lately, whatever Pingdom shows yet, and each
    write is claimed first: ``Outdated`` says that another task of this host wrote the same thing since it was read.
    """

    def __init__(
        self,
        settings: HttpSettings,
        token: str,
        secrets: t.Iterable[str] = (),
        sleep: t.Callable[[float], None] = time.sleep,
        memory: Memory | None = None,
    ) -> None:
        self.sleep = sleep
        self.recent = Recent(memory, token, self.now)
        self._retries = settings.retries
        self._exchange: Exchange | None = None
        self._http = HttpClient(
            settings,
            secrets=[token, *secrets],
            auth_headers={"Authorization": f"Bearer {token}"},
            request_id_header="X-Trace",
            sleep=sleep,
        )

    def __enter__(self) -> PingdomApi:
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def now(self) -> int:
        """Unix time on the server, from its last answer; our own clock before the first."""
        return int(self._http.now())

    def told(self, result: Result) -> Result:
        """``result`` with what users should know about the server."""
        result.warnings.extend(self._http.clock.warnings)
        return result

    def looks(self, old: t.Callable[[], bool] = lambda: False) -> t.Iterator[int]:
        """The numbers of looks at something that may show late, each after its pause, for a ``for`` that ends early.

        While ``old`` says that the last look has shown what was there before, there are more of them: a minute's worth.
        """
        for number, pause in enumerate((*LOOKS, *LONG_LOOKS)):
            if number >= len(LOOKS) and not old():
                return
            if pause:
                self.sleep(pause)
            yield number

    def looks_for_a_minute(self) -> t.Iterator[int]:
        """The numbers of looks, for a ``for`` that ends early, until what was written lately is not remembered."""
        for number in range(MINUTE_LOOKS + 1):
            if number:
                self.sleep(MINUTE_PAUSE)
            yield number

    def get(self, path: str, query: t.Mapping[str, t.Any] | None = None) -> Row:
        """Read ``path``."""
        return self._request("GET", path, query=query)

    def put(self, path: str, body: Row) -> Row:
        """Change what ``path`` names; sending it twice does no harm. What a window is told is remembered."""
        with self.recent.changing(path, body):
            return self._change("PUT", path, body)

    def delete(self, path: str) -> None:
        """Delete what ``path`` names. It is no error if it has gone already: a lost answer may have been a success."""
        with self.recent.deleting(path), contextlib.suppress(NotFound):
            self._change("DELETE", path)

    def _change(self, method: str, path: str, body: Row | None = None) -> Row:
        """Change what exists. What was created lately and is not known yet is asked again until the minute is over."""
        refused = NotFound(f"Pingdom does not know {path}")
        for _look in self.looks_for_a_minute():
            try:
                with _what_came_may_be_done():
                    return self._request(method, path, json=body)
            except NotFound as error:
                refused = error
                if not self.recent.of(path).created:
                    break
        raise refused

    def post(self, path: str, body: Row, find: t.Callable[[], t.Iterable[int]]) -> int:
        """Create something and return its id.

        POST is never sent twice. When it ends without a usable answer, ``find`` is asked for the ids of what has come
        into being meanwhile, more than once if there is none: exactly one is the answer, otherwise the error says what
        is known.
        """
        try:
            answer = self._request("POST", path, repeatable=False, json=body)
            return self._created_id(answer)
        except MonitoringError as error:
            if may_be_done(error) or isinstance(error, ServerFault):
                return self._look_for(error, find)
            raise

    def checks(self, include_tags: bool = False, as_listed: bool = False) -> list[Row]:
        """Every uptime check of the account, as the list view has it, each once.

        ``as_listed`` leaves out what was written lately and is not listed. Raises ``UnexpectedAnswer`` when the
        rows do not make up the number that comes with them, so that a part is never taken for the whole.
        """
        rows, total = self._every_check(include_tags)
        if len(rows) != total or total == 0:
            # checks come and go while pages are read, and no check at all may be a fault: both are read once more
            self.sleep(1.0)
            rows, total = self._every_check(include_tags)
        if len(rows) != total:
            raise self._unexpected(f"the list of checks has {len(rows)} of {total} checks", _PAGING_HINT)
        return self.recent.check_rows(rows, missing_too=not as_listed)

    def _every_check(self, include_tags: bool) -> tuple[list[Row], int]:
        """The rows of GET /checks, page after page, and how many there are by ``counts.total``."""
        rows: dict[int, Row] = {}
        offset = 0
        while True:
            query: Row = {"limit": CHECKS_PER_PAGE, "offset": offset}
            if include_tags:
                query["include_tags"] = "true"
            answer, page = self._rows("/checks", "checks", query)
            total = self._total(answer)
            rows.update((row["id"], row) for row in page)
            offset += len(page)
            if len(rows) >= total or len(page) < CHECKS_PER_PAGE:
                return list(rows.values()), total

    def transactions(self) -> list[Row]:
        """Every transaction check of the account. The list has no count; it ends with a page that is not full."""
        return self._pages("/tms/check", "checks", TRANSACTIONS_PER_PAGE)

    def windows(self, description: str | None = None, as_listed: bool = False) -> list[Row]:
        """Every maintenance window, past ones too, or those of a ``description``.

        The list has no count; it ends with a page that is not full. A row without an id is ``UnexpectedAnswer`` only if
        it has the description that is asked for. A window that was written lately and is not listed is read by its id;
        ``as_listed`` leaves it out.
        """
        rows, odd = self._window_pages()
        if description is not None and any(row.get("description") == description for row in odd):
            raise self._unexpected(f"the list has a maintenance window {description!r} without a numeric id")
        listed = {row["id"] for row in rows}
        known = self.recent.window_rows(rows, missing_too=not as_listed)
        found = []
        for row in known:
            if description is not None and row.get("description") != description:
                continue
            with contextlib.suppress(NotFound):
                found.append(row if row["id"] in listed else self.window(row["id"]))
        return found

    def _window_pages(self) -> tuple[list[Row], list[Row]]:
        """The rows of GET /maintenance, each once, and those that have no id; what is no object is nothing."""
        rows: dict[int, Row] = {}
        odd: list[Row] = []
        offset = 0
        while True:
            page = self._list("/maintenance", "maintenance", {"limit": WINDOWS_PER_PAGE, "offset": offset})[1]
            objects = [row for row in page if isinstance(row, dict)]
            rows.update((row["id"], row) for row in objects if is_id(row.get("id")))
            odd += [row for row in objects if not is_id(row.get("id"))]
            offset += len(page)
            if len(page) < WINDOWS_PER_PAGE:
                return list(rows.values()), odd

    def window(self, window_id: int) -> Row:
        """A maintenance window, also one that was created lately and is not found yet; ``NotFound`` for no other."""
        path = f"/maintenance/{window_id}"
        row, error = None, NotFound(f"there is no maintenance window with the id {window_id}")
        try:
            row = self.get(path).get("maintenance")
        except NotFound as refused:
            error = refused
        else:
            if not isinstance(row, dict) or not is_id(row.get("id")):
                raise self._unexpected(f"the answer about maintenance window {window_id} holds no window")
        known = self.recent.window(path, row)
        if known is None:
            raise error
        return known

    def contacts(self) -> list[Row]:
        """Every contact of the account; this list has no pages."""
        return self._rows("/alerting/contacts", "contacts")[1]

    def teams(self) -> list[Row]:
        """Every alerting team of the account; this list has no pages."""
        return self._rows("/alerting/teams", "teams")[1]

    def occurrences(self, window_id: int) -> list[Row]:
        """The occurrences of a maintenance window that have not ended; each has an ``id`` of any shape, or none.

        What the list has besides is nothing: it concerns other windows.
        """
        rows = self._list("/maintenance.occurrences", "occurrences", {"maintenanceid": window_id})[1]
        return [row for row in rows if isinstance(row, dict) and row.get("maintenanceid") == window_id]

    def _rows(self, path: str, key: str, query: Row | None = None) -> tuple[Row, list[Row]]:
        """An answer and its rows, each with an ``id`` that is a number; ``UnexpectedAnswer`` for any other shape."""
        answer, rows = self._list(path, key, query)
        if not all(isinstance(row, dict) and is_id(row.get("id")) for row in rows):
            raise self._unexpected(f"the list {key} has an entry without a numeric id")
        return answer, rows

    def _list(self, path: str, key: str, query: Row | None) -> tuple[Row, list[t.Any]]:
        """An answer and its list, whatever that holds."""
        answer = self.get(path, query)
        rows = answer.get(key)
        if not isinstance(rows, list):
            raise self._unexpected(f"the answer has no list {key}")
        return answer, rows

    def _total(self, answer: Row) -> int:
        counts = answer.get("counts")
        total = counts.get("total") if isinstance(counts, dict) else None
        if not is_id(total):
            raise self._unexpected("the list of checks does not tell how many checks there are")
        return t.cast(int, total)

    def _created_id(self, answer: Row) -> int:
        # POST answers {"check": {"id": 1, ...}} or {"maintenance": {"id": 1}}
        for created in answer.values():
            if isinstance(created, dict) and is_id(created.get("id")):
                return t.cast(int, created["id"])
        raise self._unexpected("the answer to the creation names no id")

    def _unexpected(self, message: str, hint: str | None = None) -> UnexpectedAnswer:
        return UnexpectedAnswer(message, exchange=self._exchange, hint=hint)

    def _pages(self, path: str, key: str, limit: int) -> list[Row]:
        rows: dict[int, Row] = {}
        offset = 0
        while True:
            _answer, page = self._rows(path, key, {"limit": limit, "offset": offset})
            rows.update((row["id"], row) for row in page)
            offset += len(page)
            if len(page) < limit:
                return list(rows.values())

    def _look_for(self, error: MonitoringError, find: t.Callable[[], t.Iterable[int]]) -> int:
        found: list[int] = []
        try:
            for _look in self.looks():
                found = list(find())
                if found:
                    break
        except MonitoringError as second:
            raise type(error)(
                f"{error.message}. Whether it was created is not known, looking for it failed too: {second.message}",
                exchange=error.exchange,
                hint="Look in Pingdom before you run this again.",
                changed=True,
            ) from None
        if len(found) == 1:
            return found[0]
        if found:
            raise type(error)(
                f"{error.message}. Meanwhile several of this name came into being, with the ids {_listed(found)}",
                exchange=error.exchange,
                hint="Delete the ones that are not wanted before you run this again.",
                details={"ids": found},
                changed=True,
            ) from None
        error.hint = "No list shows that it was created. Run the task again: it makes sure before it creates anything."
        # what answers is no refusal
        error.changed = error.changed or isinstance(error, UnexpectedAnswer)
        raise error

    def _request(
        self,
        method: str,
        path: str,
        *,
        repeatable: bool = True,
        query: t.Mapping[str, t.Any] | None = None,
        json: Row | None = None,
    ) -> Row:
        tries_left = self._retries
        while True:
            answer = self._http.request(method, path, query=query, json=json, repeatable=repeatable)
            self._learn_clock(answer)
            self._exchange = answer.exchange
            if not (answer.status == 401 and _PASSING_401 in answer.text and method == "GET" and tries_left > 0):
                break
            tries_left -= 1
            self.sleep(1.0)
        if answer.status != 200:
            raise self._refusal(answer)
        content = answer.json()
        if not isinstance(content, dict):
            raise UnexpectedAnswer("the server answered JSON that is no object", exchange=answer.exchange)
        return content

    def _learn_clock(self, answer: Answer) -> None:
        """Pingdom tells its time in ``Server-Time`` of every answer (recorded answers of API 3.1), else in ``Date``."""
        server_time = answer.headers.get("Server-Time", "")
        self._http.clock.learn(float(server_time) if re.fullmatch("[0-9]{9,12}", server_time) else None)

    def _refusal(self, answer: Answer) -> MonitoringError:
        said = shown(_said(answer), self._http.redact) or "no reason given"
        status, exchange = answer.status, answer.exchange
        if 300 <= status < 400:
            where = shown(answer.location.split("?")[0], self._http.redact)
            return ConfigurationError(
                f"the server redirects to {where or 'nowhere'}, which is not followed",
                exchange=exchange,
                hint="Check the option url: it must be the base URL of the API itself, such as https://api.pingdom.com/api/3.1.",
            )
        if status == 401:
            return AuthenticationFailed(
                f"Pingdom does not accept the API token: {said}", exchange=exchange, hint=_TOKEN_HINT
            )
        if status == 403:
            return _forbidden(said, answer)
        if status == 404:
            # a list exists on every account: without an id in the path it is the path that is wrong
            wrong_path = not exchange.path.rsplit("/", 1)[-1].isdigit() or _envelope(answer) is None
            hint = (
                "Check the option url: its path must end with the API version, such as /api/3.1."
                if wrong_path
                else None
            )
            return NotFound(f"Pingdom does not know this: {said}", exchange=exchange, hint=hint)
        if status == 429:
            return RateLimited(
                f"the request budget is used up: {said} ({self._http.budget(answer)})",
                exchange=exchange,
                hint="Run fewer tasks against this account, or try again after the reset.",
            )
        if status >= 500:
            return ServerFault(f"Pingdom failed: {said}", exchange=exchange, hint="Try again later.")
        if status >= 400:
            return RequestRefused(f"Pingdom refuses the request: {said}", exchange=exchange)
        return UnexpectedAnswer(f"Pingdom answers with status {status}: {said}", exchange=exchange)


def connect(params: t.Mapping[str, t.Any], secrets: t.Iterable[str] = ()) -> PingdomApi:
    """The account that the connection options name; ``ConfigurationError`` without a token."""
    token = params.get("api_token")
    if not token:
        raise ConfigurationError("no api_token is given", hint=_TOKEN_HINT)
    settings = http_settings(params)
    return PingdomApi(settings, token, secrets, memory=Memory(digest("pingdom", "1", settings.url.lower(), token)))


@contextlib.contextmanager
def _what_came_may_be_done() -> t.Iterator[None]:
    """A change or deletion whose answer cannot be read has come to something, as far as one can tell."""
    try:
        yield
    except UnexpectedAnswer as error:
        error.changed = True
        raise


def is_id(value: object) -> bool:
    """Whether this is an id or number as Pingdom has them: whole, not negative, and no truth value, which Python counts
    as one.
    """
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18


def _listed(ids: t.Iterable[int]) -> str:
    return ", ".join(str(one) for one in ids)


def _envelope(answer: Answer) -> Row | None:
    """The documented error ``{"error": {"statuscode", "statusdesc", "errormessage"}}``, None for any other body."""
    try:
        content = answer.json()
    except UnexpectedAnswer:
        return None
    error = content.get("error") if isinstance(content, dict) else None
    return error if isinstance(error, dict) else None


def _said(answer: Answer) -> str:
    """What the server says in an error: its message, or the start of the HTML or plain text that came instead."""
    error = _envelope(answer)
    text = error.get("errormessage") or error.get("statusdesc") if error else answer.text
    return str(text or "")


def _forbidden(said: str, answer: Answer) -> MonitoringError:
    """403 has many meanings, told apart by the message alone.

    Unknown checks (mig4/pingdom-operator error.go), wrong keys (terraform-provider-pingdom issue 57), full accounts
    (ministryofjustice/cloud-platform-environments pull request 33969), and missing permission.
    """
    text = said.lower()
    if "invalid check identifier" in text:
        return NotFound(f"Pingdom does not know this check: {said}", exchange=answer.exchange)
    if "application key" in text or "account type" in text:
        return AuthenticationFailed(
            f"Pingdom does not accept the API token: {said}", exchange=answer.exchange, hint=_TOKEN_HINT
        )
    if "no free" in text:
        return Conflict(
            f"the account is full: {said}",
            exchange=answer.exchange,
            hint="GET /credits tells how many checks are left (availablechecks). Delete checks or extend the plan.",
        )
    return PermissionDenied(
        f"the API token may not do this: {said}",
        exchange=answer.exchange,
        hint="A token that changes anything needs the access level Read/Write.",
    )
