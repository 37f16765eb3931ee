# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The limits of channels over PRTG's API v1: the part ``limits``.

They are read from the page that edits a channel, whose fields end in the channel's number, and sent back as that page
does, all together. So a server can neither take them for settings of the sensor, as it would where it ignored
``subid``, nor can a proof be fooled by that; and since version 18.1 it takes a message or the switch only together with
a limit (PrtgAPI, which does the same). Beside each number is a hidden factor, by which it is in the unit that is shown.
"""

from __future__ import annotations

import decimal
import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    PermissionDenied,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limits import MESSAGES, NUMBERS, Limits, same
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.forms import fields_of, refuse_mangled, sent
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.pages import EDIT_PATH, LONGEST_VALUE, page

CHANNEL_PATH = "/controls/channeledit.htm"
MODE = "limitmode"

_NUMBER = re.compile(r"-?[0-9]{1,30}(?:[.,][0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?")
_POINT, _COMMA = ".", ","


class V1Limits:
    """The part ``limits`` of API v1; see ``LimitsPart``."""

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    def read(self, sensor: PrtgObject, channel: str) -> Limits:
        """What the page of a channel has; see ``LimitsPart``."""
        return self._limits(sensor, channel, self._form(sensor, channel))

    def told(self, sensor: PrtgObject, channel: str) -> tuple[dict[str, str], Limits | None]:
        """The fields of the page of a channel, none where PRTG shows none, and the limits that they tell; None where
        they are no limits as known."""
        answer = page(self._http, CHANNEL_PATH, {"id": sensor.id, "channel": channel})
        form = sent(fields_of(answer))
        return form, self._limits(sensor, channel, form) if _has_limits(form, sensor, channel) else None

    def refuse(self, wanted: Limits) -> None:
        """Refuse messages that do not go into a URL; see ``LimitsPart``."""
        if sum(len(urllib.parse.quote(message)) for message in wanted.messages.values()) > LONGEST_VALUE:
            raise ConfigurationError(
                "the messages are too long for API v1, which has them in a URL", hint="Nothing was sent. Shorten them."
            )

    def write(self, sensor: PrtgObject, channel: str, has: Limits, wanted: Limits) -> None:
        """Send the page back with other limits; see ``LimitsPart``.

        Whether a decimal point or comma is meant depends on the server's locale (facts, section 2.3). A limit that is
        there already tells. Without one the point is tried, and the comma if another number came of it.
        """
        form = self._form(sensor, channel)
        signs = {sign for name in NUMBERS for sign in (_POINT, _COMMA) if sign in form.get(f"{name}_{channel}", "")}
        sign = signs.pop() if len(signs) == 1 else None
        self._send(sensor, channel, form, has, wanted, sign or _POINT)
        is_whole = all(one is None or one.is_integer() for one in wanted.numbers.values())
        if sign is None and not is_whole and not same(self.read(sensor, channel), wanted):
            self._send(sensor, channel, form, has, wanted, _COMMA)

    def _send(
        self,
        sensor: PrtgObject,
        channel: str,
        form: t.Mapping[str, str],
        has: Limits,
        wanted: Limits,
        sign: str,
    ) -> None:
        query = {"id": sensor.id, f"{MODE}_{channel}": str(int(wanted.on))}
        for name, number in wanted.numbers.items():
            field = f"{name}_{channel}"
            query[field] = form.get(field, "") if number == has.numbers[name] else _written(number, sign)
            if f"{field}_factor" in form:
                query[f"{field}_factor"] = form[f"{field}_factor"]
        query.update((f"{name}_{channel}", message) for name, message in wanted.messages.items())
        answers.refuse_failure(self._http.request("GET", EDIT_PATH, query=query), self._http.redact)

    def _form(self, sensor: PrtgObject, channel: str) -> dict[str, str]:
        """The fields of the page of a channel, as it would send them."""
        answer = page(self._http, CHANNEL_PATH, {"id": sensor.id, "channel": channel})
        fields = fields_of(answer)
        refuse_mangled(fields, answer)
        form = sent(fields)
        if not form:
            raise PermissionDenied(
                f"PRTG shows no settings of channel {channel} of {sensor.label()}",
                exchange=answer.exchange,
                hint=answers.NEEDS_WRITE,
            )
        if not _has_limits(form, sensor, channel):
            raise UnexpectedAnswer(
                f"the settings that PRTG shows of channel {channel} of {sensor.label()} have no limits as known",
                exchange=answer.exchange,
                hint="A channel that shows the words of a lookup has its limits there.",
            )
        return form

    def _limits(self, sensor: PrtgObject, channel: str, form: t.Mapping[str, str]) -> Limits:
        numbers = {}
        for name in NUMBERS:
            told = form.get(f"{name}_{channel}")
            if told is not None:
                numbers[name] = self._number(sensor, name, told.strip())
        messages = {name: form[f"{name}_{channel}"] for name in MESSAGES if f"{name}_{channel}" in form}
        return Limits(form[f"{MODE}_{channel}"] == "1", numbers, messages)

    def _number(self, sensor: PrtgObject, name: str, told: str) -> float | None:
        """A limit as a number. PRTG has it in a field, where nothing groups digits (unverified)."""
        if not told:
            return None
        if not _NUMBER.fullmatch(told):
            raise UnexpectedAnswer(
                f"{name} of {sensor.label()} is {answers.safe_text(told, self._http.redact)!r}, which is no number",
                exchange=self._http.exchange("GET", CHANNEL_PATH),
            )
        return float(told.replace(_COMMA, _POINT))


def _has_limits(form: t.Mapping[str, str], sensor: PrtgObject, channel: str) -> bool:
    """Whether the fields of a page are those of a channel of this sensor, and have limits as known."""
    return form.get(f"{MODE}_{channel}") in ("0", "1") and form.get("id", sensor.id) == sensor.id


def _written(number: float | None, sign: str) -> str:
    if number is None:
        return ""
    text = f"{decimal.Decimal(repr(number)):f}"
    return text.removesuffix(".0").replace(_POINT, sign)
