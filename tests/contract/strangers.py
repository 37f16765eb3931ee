# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to Pingdom's API as programs of others send them, byte for byte where it matters."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

Values = Mapping[str, Any] | Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Answered:
    """An answer; ``headers`` as they came, in their own case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as data."""
        return json.loads(self.body)

    @property
    def reason(self) -> str:
        """The text of a refusal."""
        return str(self.data["error"]["errormessage"])


@dataclass(frozen=True)
class Stranger:
    """A program with its own habits: ``headers`` go with every request, which begins with the base ``url``."""

    url: str
    headers: Mapping[str, str]

    def send(self, method: str, path: str, query: Values = (), form: Values = (), document: Any = None) -> Answered:
        """One request, with parameters in the query, in a form or as JSON."""
        target = urlsplit(self.url + path)
        extra: dict[str, str] = {}
        body = None
        if form:
            body, extra = urlencode(form, doseq=True), {"Content-Type": "application/x-www-form-urlencoded"}
        elif document is not None:
            body, extra = json.dumps(document), {"Content-Type": "application/json"}
        connection = http.client.HTTPConnection(str(target.hostname), target.port, timeout=10)
        asked = urlencode(query, doseq=True)
        connection.request(method, f"{target.path}?{asked}" if asked else target.path, body, {**self.headers, **extra})
        with connection.getresponse() as answer:
            content = answer.read()
        connection.close()
        headers = dict(answer.getheaders())
        packed = headers.get("Content-Encoding") == "gzip"
        return Answered(answer.status, headers, gzip.decompress(content) if packed else content)

    def ask(self, method: str, path: str, query: Values = (), form: Values = (), document: Any = None) -> Any:
        """The data of an answer that has to be a success."""
        answer = self.send(method, path, query, form, document)
        assert answer.status == 200, f"{method} {path}: {answer.status} {answer.body.decode()}"
        return answer.data
