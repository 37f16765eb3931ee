# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One Pingdom account over HTTP, in any version of its API: requests, and the exchanges that answers are from.

Sources are Pingdom's OpenAPI document 3.1 and the observations of other clients that the docstrings name.
"""

from __future__ import annotations

import copy
import re
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory, digest
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import http_settings
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import Budget
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Dialect, Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import dialect_of, url_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import Recent
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.refusals import refusal
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep, looks

#: Seconds before each look at what a write has done, while it does not show yet.
LOOKS = (0.0, 1.0, 3.0)
#: The same while an answer shows what was before the write: 30 s of that have been seen (Nextdoor/kingpin).
LONG_LOOKS = (6.0, 10.0, 15.0, 25.0)
#: Seconds between two looks while what was written within the last minute leaves something open, and how many fill it.
MINUTE_PAUSE, MINUTE_LOOKS = 5.0, 14

#: What tells the time, where a version has it.
SERVER_TIME = "/servertime"

#: A 401 that passes by itself, seen by ovh/pingdom-configurator, which repeats the request.
_PASSING_401 = "JWT-Auth-Only"


#: How deep an answer may be nested: what goes through it calls itself for every level.
_DEEPEST = 100


class Reply(t.NamedTuple):
    """The object that an answer holds, by the names of version 3.1, and the request that it answers."""

    content: Row
    exchange: Exchange

    def unexpected(self, message: str, hint: str | None = None) -> UnexpectedAnswer:
        """The error for an answer that cannot be trusted."""
        return UnexpectedAnswer(message, exchange=self.exchange, hint=hint)


class PingdomApi:
    """One Pingdom account, in one ``dialect``.

    ``options`` are the connection options, ``secrets`` values of the user's that no text may show besides the
    credentials. Every method raises a member of the error family. Reads, PUT and DELETE are repeated after passing
    failures, POST is not. ``recent`` is what was written lately, remembered in ``memory`` if there is one.
    """

    def __init__(
        self,
        settings: HttpSettings,
        dialect: Dialect,
        options: t.Mapping[str, t.Any],
        secrets: t.Iterable[str] = (),
        sleep: Sleep = time.sleep,
        memory: Memory | None = None,
    ) -> None:
        self.sleep = sleep
        self.dialect = dialect
        credentials = dialect.secrets_in(options)
        headers = dialect.authorise(options)
        self.recent = Recent(memory, "\0".join(credentials), self.now)
        self.budget = Budget(self.now)
        self._heard = False
        self._retries = settings.retries
        self._most_wait = settings.max_wait
        self._http = HttpClient(
            settings,
            secrets=[*credentials, *secrets, headers.get("Authorization", "").partition(" ")[2]],
            auth_headers=headers,
            request_id_header="X-Trace",
            sleep=sleep,
        )

    def __enter__(self) -> PingdomApi:
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def apart(self) -> PingdomApi:
        """The same account for one of several things that are written at a time: what it claims, it claims alone."""
        other = copy.copy(self)
        other.recent = self.recent.apart()
        return other

    def now(self) -> int:
        """Unix time on the server, from its last answer; our own clock before the first."""
        return int(self._http.now())

    def server_now(self) -> int:
        """Unix time on the server, which is asked for something small if it has not answered yet."""
        if not self._heard:
            self.get(SERVER_TIME if self.dialect.has(SERVER_TIME) else "/credits")
        return self.now()

    def redact(self, text: str) -> str:
        """``text`` without the credentials and the user's secrets."""
        return self._http.redact(text)

    def told(self, result: Result) -> Result:
        """``result`` with what users should know about the server."""
        result.warnings.extend(self._http.clock.warnings)
        return result

    def looks(self, old: t.Callable[[], bool] = lambda: False) -> t.Iterator[int]:
        """The numbers of looks at something that may show late, each after its pause, for a ``for`` that ends early.

        While ``old`` says that the last look has shown what was there before, there are more of them: a minute's worth.
        """

        def pauses() -> t.Iterator[float]:
            yield from LOOKS
            for pause in LONG_LOOKS:
                if not old():
                    return
                yield pause

        return looks(pauses(), self.sleep)

    def looks_for_a_minute(self) -> t.Iterator[int]:
        """The numbers of looks, for a ``for`` that ends early, until what was written lately is not remembered."""
        return looks((0.0, *[MINUTE_PAUSE] * MINUTE_LOOKS), self.sleep)

    def get(self, path: str, query: t.Mapping[str, t.Any] | None = None) -> Reply:
        """Read ``path``."""
        return self._request("GET", path, query=query)

    def ask_once(self, path: str, query: t.Mapping[str, t.Any]) -> Reply:
        """Read what costs something each time, so that it is never sent twice."""
        return self._request("GET", path, query=query, repeatable=False)

    def put(self, path: str, body: Row) -> Reply:
        """Change what ``path`` names; sending it twice does no harm."""
        return self._request("PUT", path, body=body)

    def delete(self, path: str, query: t.Mapping[str, t.Any] | None = None) -> Reply:
        """Delete what ``path`` and ``query`` name; of a repeated request ``NotFound`` may mean that it was done."""
        return self._request("DELETE", path, query=query)

    def post(self, path: str, body: Row) -> Reply:
        """Create something. It is never sent twice."""
        return self._request("POST", path, body=body, repeatable=False)

    def _request(
        self,
        method: str,
        path: str,
        *,
        repeatable: bool = True,
        query: t.Mapping[str, t.Any] | None = None,
        body: Row | None = None,
    ) -> Reply:
        tries_left = self._retries
        here = self.dialect.path(path)
        sent = None if body is None else self.dialect.sent(path, body, creating=method == "POST")
        asked = query and self.dialect.asked(path, query)
        while True:
            self.budget.await_turn(self.sleep, self._most_wait)
            answer = self._http.request(method, here, query=asked, body=sent, repeatable=repeatable)
            self._learn_clock(answer)
            self._heard = True
            self.budget.learn(answer.headers)
            if not (answer.status == 401 and _PASSING_401 in answer.text and method == "GET" and tries_left > 0):
                break
            tries_left -= 1
            self.sleep(1.0)
        if answer.status != 200:
            raise refusal(answer, self.dialect, self._http)
        content = answer.json()
        if not isinstance(content, dict):
            raise UnexpectedAnswer("the server answered JSON that is no object", exchange=answer.exchange)
        if _is_too_deep(content):
            raise UnexpectedAnswer(f"the answer is nested more than {_DEEPEST} times", exchange=answer.exchange)
        return Reply(self.dialect.told(path, content), answer.exchange)

    def _learn_clock(self, answer: Answer) -> None:
        """Pingdom tells its time in ``Server-Time`` of every answer (recorded answers of API 3.1), else in ``Date``."""
        server_time = answer.headers.get("Server-Time", "")
        self._http.clock.learn(float(server_time) if re.fullmatch("[0-9]{9,12}", server_time) else None)


def _is_too_deep(content: Row) -> bool:
    level: list[t.Any] = [content]
    for _depth in range(_DEEPEST):
        inside = (one for thing in level for one in (thing.values() if isinstance(thing, dict) else thing))
        level = [one for one in inside if isinstance(one, (dict, list))]
        if not level:
            return False
    return True


def connect(params: t.Mapping[str, t.Any], secrets: t.Iterable[str] = ()) -> PingdomApi:
    """The account that the connection options name; ``ConfigurationError`` without credentials."""
    dialect = dialect_of(params)
    dialect.authorise(params)
    settings = http_settings("pingdom", {**params, "url": url_of(params)})
    account = digest("pingdom", "1", settings.url.lower(), *dialect.account_of(params))
    return PingdomApi(settings, dialect, params, secrets, memory=Memory(account))


def is_id(value: object) -> bool:
    """Whether this is an id or number as Pingdom has them: whole, not negative, and no truth value, which Python counts
    as one.
    """
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18
