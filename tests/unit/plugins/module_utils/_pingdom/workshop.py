# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up resource of Pingdom, and a server that has nothing else: what is true of every resource is tried on it."""

from __future__ import annotations

import copy
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Form
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import dialects, ensure, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Resource
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import (
    MESSAGE,
    api_on,
    refusal,
    use,
)

GADGET = Resource(
    path="/gadgets",
    one="gadget",
    word="gadget",
    listing=reports.Endpoint("/gadgets", "gadgets"),
    schema=Schema(
        (
            Field("name", kinds.TEXT, required=True, always=True),
            Field("colour", kinds.TEXT, "grey", required=True, choices=("grey", "red")),
            Field("size", kinds.INTEGER, 1, least=1, most=9, write="gadgetsize", read="gadgetsize"),
            Field("tags", kinds.TAGS, []),
            Field("pin", kinds.SECRET_TEXT, "", secret=True),
        )
    ),
)

OLD = dialects.V31._replace(
    version="0.9",
    secrets=("api_token",),
    authorise=lambda options: {"Api-Key": options["api_token"]},
    body=lambda parameters: Form({name: str(value) for name, value in parameters.items()}),
    names={"/gadgets": {"colour": "color"}},
    paths={"/gadgets": "/old/gadgets"},
    lacks={"gadget.size": "API 3.1 has sizes.", "/widgets": "API 3.1 has widgets."},
)


class Workshop:
    """A server that has gadgets, and remembers what it was asked.

    ``instead`` maps (method, path) to answers that are given in place of its own, one by one, and ``after`` to such as
    are given although it did what was asked. ``ignored`` fields are not changed. ``meanwhile`` happens just before a
    creation, which answers ``bare`` or in a member. ``members`` of answers may have other names.
    """

    def __init__(self):
        self.gadgets, self.log, self.slept = {}, [], []
        self.instead, self.after, self.ignored, self.meanwhile = {}, {}, set(), None
        self.dialect = dialects.V31
        self.start = self.now = int(time.time())
        self.remembers = False
        self.lists = self.details = None
        self.until = 0
        self.show_ids_as_text = False
        self.members, self.bare = {}, False

    def api(self, *_arguments):
        """What ``connect`` makes."""
        memory = Memory("workshop") if self.remembers else None
        return api_on(self.serve, slept=self.slept, memory=memory, own_time=lambda: self.now, dialect=self.dialect)

    @property
    def writes(self):
        return [(method, path, body) for method, path, body in self.log if method != "GET"]

    @property
    def methods(self):
        return [method for method, _path, _body in self.writes]

    def add(self, name="one", colour="grey", **more):
        """A gadget that somebody made."""
        number = max(self.gadgets, default=0) + 1
        self.gadgets[number] = {"id": number, "name": name, "colour": colour, **more}
        return number

    def freeze(self, lists=True, details=True, seconds=30):
        """Show what is there now until so long has been waited."""
        self.lists, self.details = (copy.deepcopy(self.gadgets) if frozen else None for frozen in (lists, details))
        self.until = sum(self.slept) + seconds

    def serve(self, method, path, _query, body):
        self.log.append((method, path, body))
        self.now = max(self.now, self.start + int(sum(self.slept)))
        told = self.instead.get((method, path)) or None
        answer = told.pop(0) if told else self.answer(method, path, body)
        lost = None if told else self.after.get((method, path))
        answer = lost.pop(0) if lost else answer
        if isinstance(answer, Exception):
            return answer
        status, headers, content = answer if isinstance(answer, tuple) else (200, {}, answer)
        content = copy.deepcopy(content)
        if self.show_ids_as_text:
            for part in content.values():
                for row in part if isinstance(part, list) else [part]:
                    if isinstance(row, dict):
                        row.update({name: str(one) for name, one in row.items() if name == "id"})
        content = {self.members.get(name, name): part for name, part in content.items()}
        return status, {"Server-Time": str(self.now), **headers}, content

    def answer(self, method, path, body):
        start = self.dialect.path("/gadgets")
        number = int(path[len(start) + 1 :] or 0)
        if method == "POST":
            return self.create(body)
        if method == "GET":
            return self.show(number)
        if number not in self.gadgets:
            return refusal(404, "Gadget not found")
        if method == "DELETE":
            del self.gadgets[number]
        else:
            self.gadgets[number].update({name: one for name, one in body.items() if name not in self.ignored})
        return MESSAGE

    def create(self, body):
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        made = {"id": self.add(**body)}
        return made if self.bare else {"gadget": made}

    def show(self, number):
        frozen = self.details if number else self.lists
        shown = self.gadgets if frozen is None or sum(self.slept) >= self.until else frozen
        if not number:
            return {"gadgets": [*shown.values()]}
        return {"gadget": shown[number]} if number in shown else refusal(404, "Gadget not found")


@pytest.fixture
def workshop(monkeypatch):
    """The server that the modules talk to."""
    server = Workshop()
    use(monkeypatch, server)
    return server


def gadget(check_mode=False, resource=GADGET, **params):
    """The answer of the module for gadgets."""
    return drive(Specification(**ensure.module_of(resource)), check_mode, **params)


def drive(specification, check_mode=False, **params):
    """The answer of a module."""
    given = {name: spec.get("default") for name, spec in specification.options.items()}
    assert set(params) <= set(given)
    kept, empty = specification.taken_out(params)
    return answer_of(specification, {**given, **kept, **empty}, check_mode=check_mode, diff_mode=True)
