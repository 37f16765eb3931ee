# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an API of PRTG can make and change of the objects of the tree: the part ``objects`` of both.

Values go by the names of ``properties.py``: ``tags``, ``inherit.SECTION``, ``settings.NAME`` and so on.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject

Values = t.Mapping[str, t.Any]


class Making(t.NamedTuple):
    """An object that is to be made below ``parent``: a copy of ``template``, or a new one with ``values``.

    ``sensor_kind`` is the kind of a new sensor. ``host`` is the address of a device.
    """

    kind: str
    name: str
    parent: PrtgObject
    template: PrtgObject | None = None
    host: str | None = None
    sensor_kind: str | None = None
    values: Values = {}


class ObjectsPart(t.Protocol):
    """The part ``objects`` of an API. All methods may be called by several threads, for different objects.

    Each write is sent once. What PRTG says to it proves nothing: it is read back by whoever asked for it.
    """

    def refuse(self, kind: str | None, names: t.Collection[str], making: str | None) -> None:
        """``ConfigurationError`` for what this API cannot do, before anything is sent.

        ``names`` are the values that are to be set, of an object of a ``kind`` (None: not known yet); ``making`` is
        ``copy`` or ``new`` for one that is to be made, and ``move`` for one that goes to another parent.
        """

    def refuse_values(self, values: Values) -> None:
        """``ConfigurationError`` for values that this API cannot be sent, before anything is."""

    def hide(self, secrets: t.Iterable[str]) -> None:
        """Know secrets from now on, which no message may show."""

    def read(self, found: PrtgObject, names: t.Collection[str]) -> dict[str, t.Any]:
        """What an object has of its own, by names: ``tags`` as a sorted list, ``interval`` in seconds and ``location``,
        both ``inherited`` where they are, ``inherit.SECTION`` as a truth value, all else as PRTG has it, or None where
        it is inherited.

        A name that PRTG does not know for this object is left out.
        """

    def make(self, making: Making) -> str | None:
        """Make an object, and return its id, or None where PRTG does not tell it. It may not be there yet."""

    def sent_along(self, making: Making) -> frozenset[str]:
        """The names of the values that ``make`` sends with its request; all others have to be written afterwards."""

    def write(self, found: PrtgObject, values: Values) -> frozenset[str]:
        """Give an object values; one that is inherited, together with its whole section, is not inherited any more.

        The names of those that count only if the object, or its template, is still as it was when it was read last.
        They are to be written once more where they do not show.
        """

    def move(self, found: PrtgObject, parent: PrtgObject) -> None:
        """Hang an object below another."""

    def place(self, found: PrtgObject, where: str) -> None:
        """Put an object to the ``top`` or to the ``bottom`` of those beside it."""

    def beside(self, found: PrtgObject) -> list[str]:
        """The ids of all objects below the parent of an object, by their positions, itself among them."""

    def delete(self, found: PrtgObject) -> None:
        """Delete an object, and everything below it."""
