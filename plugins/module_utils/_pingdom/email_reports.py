# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What reports by e-mail have of their own: only their list shows them, and no answer to a creation tells an id.

Source: the 2.1 documentation, "Reports.email". Its example of a creation has ``userids``, which neither its tables nor
any answer know: what could not be read back is no option here (unverified).
"""

from __future__ import annotations

import dataclasses
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reaching, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Key,
    Params,
    Resource,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Kind, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.report_checks import check_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

FREQUENCIES = ("monthly", "weekly", "daily")


def _read_check(raw: t.Any) -> int | None:
    """The table has a text, and no source the check of an overview (unverified: none, blank or 0)."""
    return kinds.INTEGER.read(raw) or None if raw != "" else None


def _read_addresses(raw: t.Any) -> list[str]:
    if not isinstance(raw, (str, list)):
        raise TypeError
    listed = raw.split(",") if isinstance(raw, str) else [kinds.TEXT.read(one) for one in raw]
    return t.cast("list[str]", kinds.TAGS.given(listed))


def _given_addresses(values: list[t.Any]) -> list[str]:
    addresses = {one.casefold(): one for one in map(_given_address, kinds.TAGS.given(values))}
    return sorted(addresses.values())


def _given_address(text: str) -> str:
    try:
        return reaching.mail_address(text)
    except ValueError:
        hint = "Nothing was sent. Give e-mail addresses, each as an element of its own."
        raise ConfigurationError(f"additional_emails cannot have {quoted(text)}", hint=hint) from None


#: The check that a report is about, None for an overview.
CHECK = Kind({"type": "str"}, lambda value: value, _read_check, lambda name, value: {name: value})
#: Addresses, whose case no server that is known tells apart.
ADDRESSES = dataclasses.replace(
    kinds.TAGS,
    given=_given_addresses,
    read=_read_addresses,
    write=lambda name, addresses: {name: ",".join(addresses)},
    canonical=lambda addresses: sorted({one.casefold() for one in addresses}),
)

SCHEMA = Schema(
    (
        Field("name", kinds.TEXT, required=True, filled=True, always=True),
        Field("check", CHECK, write="checkid", read="checkid"),
        Field("frequency", kinds.TEXT, "monthly", choices=FREQUENCIES),
        Field("additional_emails", ADDRESSES, [], write="additionalemails", read="additionalemails"),
        Field("include_paused", kinds.TRUTH, default=True),
    )
)


class EmailReports(Resource):
    """Reports by e-mail.

    A change sends them whole: by the table a PUT without ``checkid`` makes an overview of a report, and one without
    ``include_paused`` sets it.
    """

    def identity(self) -> Identity:
        """Which options say which report is meant; which check it is about, nobody may leave open."""
        return super().identity()._replace(ids=frozenset({"id", "check"}), guards=("check",))

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without asking the server."""
        number = params.get("id")
        if number is not None and not (is_number(number) and int(number)):
            raise ConfigurationError(f"the id of a report by e-mail is a number, not {quoted(number)}")
        if params.get("overview") and params.get("check") is not None:
            raise ConfigurationError("a report with a check is no overview: leave out check or overview")
        task = super().task(params, check_mode)
        overview = {"check": None} if params.get("overview") and not task.is_absent else {}
        return task._replace(
            key=Key(None if number is None else int(number), task.key.name), given={**task.given, **overview}
        )

    def nothing_known(self, params: Params) -> Row:
        """The return values of check mode where not even the id is known of what the task is about."""
        if params.get("state") == "absent":
            return self.result(None)
        given = {name: one for name, one in self.schema.given(params).items() if name != "check"}
        return self.result(self.report(None, {**self.schema.defaults(), "name": None, **given}))

    def read(self, api: PingdomApi, thing_id: int, task: Task) -> Found:
        """A report as the list shows it."""
        for row in reports.read(api, self.listing).rows:
            if row["id"] == thing_id:
                return Found(thing_id, self.state_of(row, task), row)
        raise NotFound(f"there is no {self.called(thing_id)}")

    def resolved(self, api: PingdomApi, task: Task, found: Found | None) -> Task:
        """The task with the id of the check in place of its name."""
        if task.given.get("check") is None:
            return task
        known = {found.state["check"]} if found else set()
        check, awaited = check_of(api, task.given["check"], known, task.check_mode)
        return task._replace(given={**task.given, "check": check}, awaited=awaited)

    def namesakes(self, api: PingdomApi, _wanted: t.Any, _task: Task) -> list[int]:
        """All that there are before a creation."""
        return [row["id"] for row in self.rows(api)]

    def come_into_being(self, api: PingdomApi, task: Task, wanted: t.Any) -> list[int]:
        """What the list shows as created: it has the name, and all that was told."""
        rows = [row for row in reports.read(api, self.listing).rows if row.get("name") == wanted["name"]]
        return [row["id"] for row in rows if not self.schema.differing(self.state_of(row, task), wanted)]

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change it. Blank is only what is to be cleared."""
        written = super().change(api, task, found)
        blank = {"checkid": "check", "additionalemails": "additional_emails"}
        empty = [one for one in blank if not (found.state[blank[one]] or written.wanted[blank[one]])]
        return written._replace(body={name: one for name, one in written.body.items() if name not in empty})

    def shown(self, _api: PingdomApi, before: Found | None, wanted: t.Any, settled: Found | None) -> Row:
        """A report as results have it."""
        found = settled or before
        return self.report(found.id if found else None, settled.state if settled else wanted)

    def report(self, thing_id: int | None, state: Row) -> Row:
        """A report as results have it."""
        return {"kind": "email", "id": thing_id, **state, "url": None}


EMAIL_REPORT = EmailReports(
    path="/reports.email",
    one="report",
    word="report by e-mail",
    label="Pingdom report by e-mail",
    listing=reports.EMAIL_REPORTS,
    schema=SCHEMA,
    whole=True,
    refers_to="check",
    numbered=False,
)
