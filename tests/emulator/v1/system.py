# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of things that are no objects of the tree: schedules, notifications, triggers, changes (fixtures
table/*_default.xml, triggers/triggers_table.xml).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from ..credentials import DISPLAY_NAMES
from ..dates import ole
from ..notifying import NODE_STATES, NOTIFICATIONS, Trigger, template
from ..scheduling import SCHEDULES
from ..tree import Node
from .answers import VERSION
from .columns import LINKS, Column
from .view import View


class Item(NamedTuple):
    """A thing with an id and a name."""

    id: int
    name: str


def _items(container: int, kind: str, page: str) -> dict[str, Column]:
    """The columns of things that lie in a system container (prtg-v1-facts section 3)."""
    return {
        "objid": Column(lambda v, item: item.id),
        "name": Column(lambda v, item: item.name),
        "parentid": Column(lambda v, item: container),
        "type": Column(lambda v, item: kind, lambda v, item: kind.lower()),
        "active": Column(lambda v, item: True, lambda v, item: -1),
        "baselink": Column(lambda v, item: f"/{page}.htm?id={item.id}", lambda v, item: item.id),
    }


def _link(node: Node) -> str:
    """The link to an object in a trigger."""
    above = -1000 if node.parent is None else node.parent.id
    menu = "rootgroup" if node.parent is None else node.kind
    return (
        f'<a dependency="{above}" thisid="{node.id}" class="{menu}menu isnotpaused isnotfavorite fixed" '
        f'id="{node.id}" href="{LINKS[node.kind]}.htm?id={node.id}">{escape(node.name)} </a>'
    )


class Owned(NamedTuple):
    """A trigger with the object that it was set at."""

    node: Node
    trigger: Trigger


def _content(_view: View, owned: Owned) -> str:
    """A trigger inside a table; one of an object above is told by the link."""
    trigger = owned.trigger
    told: dict[str, str] = {"type": trigger.kind}
    if trigger.kind == "state":
        told |= {
            "latency": str(trigger.latency),
            "esclatency": str(trigger.escalation_latency),
            "repeatival": str(trigger.repeat_every),
            "offnotificationid": template(trigger.off),
            "escnotificationid": template(trigger.escalated),
            "nodest": NODE_STATES[trigger.state],
        }
    else:
        told["condition"] = trigger.kind
    told |= {"typename": type_name(trigger), "onnotificationid": template(trigger.on), "objectlink": _link(owned.node)}
    return json.dumps(told, ensure_ascii=False)


def type_name(trigger: Trigger) -> str:
    """The name of a trigger's kind."""
    return f"{trigger.kind.capitalize()} Trigger"


def _message(_view: View, change: Any) -> str:
    return f"{change.text}. {change.detail or VERSION}"


@dataclass(frozen=True, slots=True)
class System:
    """A table: its columns, and its rows for the object that is asked about."""

    columns: dict[str, Column]
    rows: Callable[[View, Node | None], Sequence[Any]]
    of_object: bool = False
    """Whether it is about an object, which has to be named."""


SYSTEM = {
    "schedules": System(
        _items(-7, "Schedule", "editschedule"),
        lambda view, node: [Item(one.id, one.name) for one in SCHEDULES.values()],
    ),
    "notifications": System(
        _items(-3, "Notification", "editnotification"),
        lambda view, node: [Item(number, name) for number, name in NOTIFICATIONS.items()],
    ),
    "triggers": System(
        {"content": Column(_content), "objid": Column(lambda v, owned: owned.trigger.subid)},
        lambda view, node: [] if node is None else [Owned(one, each) for one in node.path() for each in one.triggers],
        of_object=True,
    ),
    "history": System(
        {
            "datetime": Column(lambda v, change: v.date(change.at), lambda v, change: ole(change.at)),
            "user": Column(lambda v, change: DISPLAY_NAMES["full"]),
            "message": Column(_message, lambda v, change: change.detail or VERSION),
        },
        lambda view, node: [change for change in reversed(view.tree.changes) if change.node is node],
        of_object=True,
    ),
}
"""By the name of the content: a new table is an entry."""
