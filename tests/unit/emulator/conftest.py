# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running emulator for the tests that speak HTTP to it, started once and put back before each test."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.emulated import emulator, running_emulator
from tests.emulator.process import Emulator

__all__ = ["emulator", "running_emulator"]

RECORDED_TREE = Path(__file__).parents[4] / "shared/fixtures/prtg_v1/sensortree/sensortree_root_0.18.2.xml"


@dataclass(frozen=True)
class Answer:
    """An answer, whatever its status."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)

    @property
    def xml(self) -> etree._Element:
        """The body as an XML element."""
        return etree.fromstring(self.body)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))


def ask(url: str, body: Any = None, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """One request, without following redirects and without a proxy."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, dict(headers or {}), method=method)
    try:
        with OPENER.open(request, timeout=10) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


class Client:
    """Calls to a running emulator with the credentials of its administrator."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def v1(self, page: str, **query: Any) -> Answer:
        """A page of API v1; a list of values repeats the parameter."""
        return self.page(f"api/{page}", **query)

    def page(self, path: str, method: str = "GET", **query: Any) -> Answer:
        """Any page of the classic web server, with the key in the query."""
        query = {**query, "apitoken": self.emulator.credentials["prtg_api_token"]}
        return ask(f"{self.emulator.prtg}/{path}?{urllib.parse.urlencode(query, doseq=True)}", method=method)

    def v1_bare(self, page: str, headers: Mapping[str, str] | None = None, **query: Any) -> Answer:
        """The same without credentials."""
        return ask(f"{self.emulator.prtg}/api/{page}?{urllib.parse.urlencode(query, doseq=True)}", headers=headers)

    def rows(self, content: str, **query: Any) -> list[dict[str, Any]]:
        """The rows of a JSON table."""
        rows: list[dict[str, Any]] = self.v1("table.json", content=content, **query).json[content]
        return rows

    def v2(self, path: str, body: Any = None, method: str = "GET", token: str | None = None, **query: Any) -> Answer:
        """A call to API v2; an empty token sends none."""
        token = self.emulator.credentials["prtg_api_token"] if token is None else token
        suffix = f"?{urllib.parse.urlencode(query)}" if query else ""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return ask(f"{self.emulator.prtg_v2}{path}{suffix}", body, method, headers)

    def ids(self, path: str, text: str, **query: Any) -> list[str]:
        """The ids that a filter leaves of a v2 list."""
        return [row["id"] for row in self.v2(path, filter=text, limit=3000, **query).json]


@pytest.fixture
def client(emulator: Emulator) -> Client:
    """The demonstration world as it is at its start."""
    return Client(emulator)


@pytest.fixture(scope="session")
def recorded_tree() -> Path:
    """A recorded sensor tree, which a checkout alone does not have."""
    if not RECORDED_TREE.is_file():
        pytest.skip("the recorded sensor tree is not here: ../shared/fixtures/prtg_v1")
    return RECORDED_TREE
