# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the APIs of PRTG can set of an object: one table for both. The tree keeps settings of any other name, too.

API v1 calls a setting by its name alone, API v2 by its section and name. A section is inherited as a whole; what an
object has of its own stays while it inherits, shadowed (fixture inheritance_section.prtg-skill).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .tree import Node, Tree

EVERY_KIND = frozenset({"group", "probe", "device", "sensor"})
DEVICE = frozenset({"device"})


@dataclass(frozen=True)
class Type:
    """How values are written.

    ``read`` takes what either API was sent, or raises ``ValueError`` with a sentence; ``text`` is for API v1, ``show``
    for API v2, where all but lists are texts.
    """

    read: Callable[[Any], Any]
    text: Callable[[Any], str] = str
    show: Callable[[Any], Any] = str


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("The value must be a text.")
    return value


def _read_name(value: Any) -> str:
    name = _read_text(value)
    if not name.strip():
        raise ValueError("Field 'Name' is required")
    return name


def _read_tags(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.replace(",", " ").split())
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ValueError("Tags must be a list of texts.")
    return tuple(value)


def _read_priority(value: Any) -> int:
    if str(value) not in ("1", "2", "3", "4", "5"):
        raise ValueError("The priority is a number from 1 to 5.")
    return int(value)


def _read_seconds(value: Any) -> int:
    if not str(value).isdecimal():
        raise ValueError("The interval is a number of seconds.")
    return int(value)


def _read_limit(value: Any) -> float | None:
    """A number, or ``None`` for no limit."""
    try:
        return None if value == "" else float(value)
    except ValueError as error:
        raise ValueError("A limit is a number, or empty.") from error


def is_ipv6(host: str) -> bool:
    """Whether a host is an IPv6 address."""
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


TEXT = Type(_read_text)
NAME = Type(_read_name)
TAGS = Type(_read_tags, " ".join, list)
PRIORITY = Type(_read_priority)
SECONDS = Type(_read_seconds)
LIMIT = Type(_read_limit, lambda limit: "" if limit is None else f"{limit:.15g}")
HOST = Type(_read_text, show=lambda host: "" if is_ipv6(host) else host)


@dataclass(frozen=True)
class Setting:
    """One setting: its name, its section in API v2, its type, what counts where nobody set it, and who has it.

    What has a ``derive`` follows from the rest of the object and can only be read; what is ``secret`` can only be set.
    """

    name: str
    section: str = "basic"
    type: Type = TEXT
    default: Any = ""
    kinds: frozenset[str] = EVERY_KIND
    inherited: bool = False
    derive: Callable[[Tree, Node], Any] | None = None
    secret: bool = False
    name_v2: str = ""
    """Its name in API v2, where that is another."""

    @property
    def in_v2(self) -> str:
        """Its name in API v2."""
        return self.name_v2 or self.name


SNMP, WINDOWS = "snmpversiongroup", "windowsconnection"
"""Sections of credentials, by the names of the check marks that inherit them."""


def _credential(name: str, section_name: str) -> Setting:
    """A secret of all that devices inherit from."""
    return Setting(name, section_name, kinds=EVERY_KIND - {"sensor"}, inherited=True, secret=True)


OBJECT_NAME = Setting("name", type=NAME)
INTERVAL = Setting("interval", "intervalgroup", SECONDS, 60, inherited=True)
LOCATION = Setting("location", "locationgroup", inherited=True)
COMMENTS = Setting("comments", "", name_v2="comment")
SETTINGS = (
    OBJECT_NAME,
    Setting("active", derive=lambda tree, node: "0" if node.pause else "1"),
    Setting("priority", type=PRIORITY),
    Setting("tags", type=TAGS),
    Setting("parenttags", type=TAGS, derive=lambda tree, node: tree.parent_tags(node)),
    Setting("host", type=HOST, kinds=DEVICE),
    Setting("hostv6", kinds=DEVICE, derive=lambda tree, node: node.host if is_ipv6(node.host) else ""),
    Setting("ipversion", kinds=DEVICE, derive=lambda tree, node: "1" if is_ipv6(node.host) else "0"),
    INTERVAL,
    LOCATION,
    COMMENTS,
    Setting("deviceicon", "", default="", kinds=DEVICE),
    Setting("serviceurl", "", kinds=DEVICE, name_v2="service_url"),
    *(_credential(name, SNMP) for name in ("snmpcommv1", "snmpcommv2", "snmpauthpass", "snmpencpass")),
    _credential("windowsloginpassword", WINDOWS),
)
"""Every setting; one without a section stands beside the sections. The values of active and ipversion are guesses.

The names of credentials are PrtgAPI's (ObjectProperty), and those that clients set (findings of 2026-11-25, 2.11). That
API v2 has them in sections of the names that inherit them in API v1 is a guess.
"""

MASK = "***"
"""What API v1 tells of a credential that is set. A guess: that it does not tell the value is what is said of passwords
(prtg-v1-facts section 5).
"""

LIMITS = {
    "limitmaxerror": "limit_max_error",
    "limitmaxwarning": "limit_max_warning",
    "limitminwarning": "limit_min_warning",
    "limitminerror": "limit_min_error",
}
"""The limits of channels: their names in API v1 and in the filters of API v2, and those in its answers."""
CHANNEL_SETTINGS = {
    setting.name: setting
    for setting in (
        OBJECT_NAME,
        Setting("limitmode", default="0"),
        *(Setting(name, type=LIMIT, default=None) for name in LIMITS),
        Setting("limiterrormsg"),
        Setting("limitwarningmsg"),
    )
}
"""What channels have, by the names that API v1 takes beside ``subtype=channel`` (PrtgAPI #39 and its
ChannelProperty)."""

OF_SENSORS: dict[str, tuple[Setting, ...]] = {
    "http": (Setting("httpurl", "", default="http://"),),
    "httpadvanced": (Setting("httpurl", "", default="https://"),),
    "exexml": (Setting("params", ""),),
}
"""What sensors of some kinds have as well, in API v1 alone: which sections of API v2 have them is not known. Clients
read and set these (findings of 2026-11-25, 2.11).
"""

BY_NAME = {setting.name: setting for setting in SETTINGS}
SECTIONS = tuple(dict.fromkeys(setting.section for setting in SETTINGS))


def setting_of(node: Node, name: str) -> Setting | None:
    """The setting of a name that an object has."""
    own = next((one for one in OF_SENSORS.get(node.sensor_kind, ()) if one.name == name), None)
    found = own or BY_NAME.get(name)
    return found if found is not None and node.kind in found.kinds else None


def told(setting: Setting, value: Any) -> str:
    """A value as API v1 tells it."""
    text = setting.type.text(value)
    return MASK if setting.secret and text else text


def named(name: str) -> Setting:
    """The setting of a name; one that the table does not have is a text of no section, and so not inherited."""
    return BY_NAME.get(name) or Setting(name, section="")


@cache
def section(name: str, kind: str = "") -> dict[str, Setting]:
    """The settings of a section by their names in API v2; of objects of one kind, if it is given."""
    mine = [setting for setting in SETTINGS if setting.section == name]
    return {setting.in_v2: setting for setting in mine if not kind or kind in setting.kinds}


@cache
def inheritable(name: str) -> frozenset[str]:
    """The names of what is inherited with a section; none where it is not."""
    return frozenset(setting.name for setting in section(name).values() if setting.inherited)
