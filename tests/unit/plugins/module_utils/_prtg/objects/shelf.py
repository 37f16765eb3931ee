# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PRTG's objects in memory, with the part that makes and changes them: what prtg_object is tested with."""

from __future__ import annotations

import threading

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.ensure import MODULE
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.properties import INHERITED
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.fake_server import (
    FakeServer,
    small_tree,
    thing,
)

SPECIFICATION = Specification(**MODULE)
URL = {"url": "http://prtg.example.com", "api_token": "t0ken", "api": "v1"}
NEW = {"name": "web-9", "kind": "device", "parent": "Local Probe/Shop", "clone_from": "100", "host": "h"}


class Shelf(FakeServer):
    """A server whose part ``objects`` is itself. ``failing_at`` maps calls, by name and object, to errors.

    What is made is listed after ``late`` looks, and told by its id unless ``silent_ids``; ``lost`` calls do nothing.
    """

    def __init__(self):
        objects = [one._replace(priority=3, host="old" if one.kind == "device" else None) for one in small_tree()]
        super().__init__([one._replace(url=f"http://prtg/{one.id}") for one in objects])
        self.values = {one.id: {"tags": ["own"], "interval": INHERITED, "location": None} for one in objects}
        self.lock = threading.Lock()
        self.failing_at = {}
        self.lost = set()
        self.hidden = {}
        self.late = 0
        self.silent_ids = False
        self.secrets = []
        self.told = []

    def part(self, name):
        assert name == "objects"
        return self

    def read(self, need, names=None):
        if names is not None:
            return self.read_values(need, names)
        for one in list(self.hidden):
            self.hidden[one][0] -= 1
            if self.hidden[one][0] < 0:
                self.objects[one] = self.hidden.pop(one)[1]
        return super().read(need)

    def read_values(self, found, names):
        self._call("read", found.id)
        return {name: self.values[found.id][name] for name in names if name in self.values[found.id]}

    def refuse(self, kind, names, making):
        if making == "new" and kind == "group":
            raise ConfigurationError("cannot make groups")

    def refuse_values(self, values):
        if "too long" in values.values():
            raise ConfigurationError("too long")

    def hide(self, secrets):
        self.secrets += secrets

    def make(self, making):
        with self.lock:
            self._call("make", making.name)
            number = str(max(map(int, [*self.objects, *self.hidden])) + 1)
            if ("make", making.name) not in self.lost:
                paused = {"active": False, "status": "pausedbyuser"} if making.template else {}
                made = thing(number, making.kind, making.name, making.parent.id, **paused)
                self.values[number] = dict(self.values.get(making.template.id if making.template else "", {}))
                self.values[number].update(making.values)
                self.hidden[number] = [self.late, made._replace(priority=3, host=making.host, url="http://prtg/new")]
            self._call("made", making.name)
        return None if self.silent_ids else number

    def sent_along(self, making):
        return frozenset(making.values)

    def write(self, found, values):
        with self.lock:
            self._call("write", found.name)
            if ("write", found.name) in self.lost:
                return frozenset()
            for name, value in values.items():
                if name in ("name", "host", "priority"):
                    self.objects[found.id] = self.objects[found.id]._replace(**{name: value})
                else:
                    self.values[found.id][name] = str(value) if name.startswith("settings.") else value
            self._call("written", found.name)
        return frozenset()

    def move(self, found, parent):
        self._call("move", found.name)
        self.objects[found.id] = self.objects[found.id]._replace(parent_id=parent.id)

    def place(self, found, where):
        self._call("place", found.name)
        one = self.objects.pop(found.id)
        rest = self.objects
        self.objects = {one.id: one, **rest} if where == "top" else {**rest, one.id: one}

    def beside(self, found):
        return [one.id for one in self.objects.values() if one.parent_id == found.parent_id]

    def delete(self, found):
        self._call("delete", found.name)
        gone = [found.id, *(one.id for one in self.objects.values() if one.parent_id == found.id)]
        if ("delete", found.name) not in self.lost:
            for one in gone:
                self.objects.pop(one, None)

    def _call(self, name, what):
        if name not in ("read", "made", "written"):
            self.told.append((name, what))
        errors = self.failing_at.get((name, what), [])
        if errors:
            raise errors.pop(0)


def ensure(check_mode=False, **options):
    """What the module answers for a task's options."""
    given, empty = SPECIFICATION.taken_out({**URL, **options})
    found = ArgumentSpecValidator(SPECIFICATION.argument_spec(), **SPECIFICATION.rules).validate(given)
    assert not found.error_messages, found.error_messages
    params = {**found.validated_parameters, **empty}
    return answer_of(SPECIFICATION, params, check_mode=check_mode, diff_mode=True)
