# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PrtgServer in memory: what the layers above the APIs are tested with."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree, paused_by
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query, Snapshot


def thing(object_id, kind, name, parent_id, **fields):
    """An object with every field that deciding about pauses reads."""
    status = fields.pop("status", "up")
    active = fields.pop("active", True)
    return PrtgObject(
        str(object_id),
        kind,
        name,
        str(parent_id) if parent_id is not None else None,
        status=status,
        active=active,
        message=fields.pop("message", "OK"),
        paused_by=paused_by(status, active),
        **fields,
    )


def small_tree():
    """Root, one probe, two groups, three devices, two sensors; the second group and db are paused by a human."""
    human = "Paused at 3/6/2018 2:49:37 PM by Somebody"
    return [
        thing(0, "group", "Root", None),
        thing(1, "probe", "Local Probe", 0),
        thing(50, "group", "Shop", 1),
        thing(51, "group", "Old", 1, status="pausedbyuser", active=False, message=human),
        thing(100, "device", "web-1", 50),
        thing(101, "device", "db", 50, status="pausedbyuser", active=False, message=human),
        thing(102, "device", "web-0", 51, status="pausedbyuser"),
        thing(200, "sensor", "Ping", 100),
        thing(201, "sensor", "Ping", 102, status="pausedbyuser"),
    ]


class FakeServer:
    """Holds objects; applies pauses at once, or never (``stubborn``); remembers every write.

    It says of each id without an object that there is none, but for those in ``silent``.
    """

    api = "v1"

    def __init__(self, objects, now=1_000_020.0):
        self.objects = {one.id: one for one in objects}
        self.writes = []
        self.needs = []
        self.warnings = []
        self.stubborn = False
        self.failing = ()
        self.status_follows = True
        self.closed = False
        self.silent = frozenset()
        self._now = now

    def now(self):
        return self._now

    earliest = now

    def close(self, log_out=True):
        self.closed = True

    def read(self, need):
        self.needs.append(need)
        everything = Tree(self.objects.values())
        found = [one._replace(path=everything.path(one)) for one in self.objects.values() if one.kind in need.kinds]
        if need.ids is not None:
            found = [one for one in found if one.id in need.ids]
        tree = Tree([*everything, *found])
        return Snapshot(found, tree, Query(["GET fake"], len(found)), {one.id: {"up": 1} for one in found})

    def total(self, kind):
        return sum(one.kind == kind for one in self.objects.values())

    def refuse_lacking(self, action, arguments=None):
        assert action

    def act(self, action, objects, arguments):
        getattr(self, action)(objects, **arguments)

    def pause(self, objects, minutes, message):
        self._write(("pause", [one.id for one in objects], minutes, message))
        status = "pausedbyuser" if minutes is None else "pausedbyuseruntil"
        for one in objects:
            self._set(one.id, active=False, message=f"[[ {message} (Paused at 1/2/2026) ]]: Paused", status=status)

    def resume(self, objects):
        self._write(("resume", [one.id for one in objects]))
        for one in objects:
            self._set(one.id, active=True, message="OK", status="unknown")

    def gone(self, ids):
        return frozenset(ids) - self.objects.keys() - self.silent

    def channels(self, sensor_ids, query=None):
        return {one: [{"id": "0", "name": "Time", "last_value": 1.0, "unit": "msec"}] for one in sensor_ids}

    def _write(self, write):
        self.writes.append(write)
        for error in self.failing:
            raise error

    def _set(self, object_id, **fields):
        if self.stubborn:
            return
        if not self.status_follows:
            fields.pop("status", None)
        changed = self.objects[object_id]._replace(**fields)
        self.objects[object_id] = changed._replace(paused_by=paused_by(changed.status, changed.active))
