# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What contacts have of their own: targets, two severities, an address as identity, login users."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    NotFound,
    RequestRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports, targets
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Key,
    Params,
    Resource,
    Task,
    Written,
    named,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import addresses_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

_BOTH = (
    "Pingdom needs a target of each severity, HIGH and LOW, which may be of different kinds. Give an address or number "
    "once for each severity that it is meant for."
)


class Contacts(Resource):
    """Contacts and login users, whom alerts go to."""

    # The module

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of the module, besides the connection."""
        plain = {name: spec for name, spec in super().options().items() if not name.startswith("targets.")}
        kinds = {kind: field.argument_spec() for kind, field in zip(targets.KINDS, targets.FIELDS)}
        more = {"type": "dict", "options": kinds}
        return {**plain, "email": {"type": "str"}, "targets": more, "primary": {"type": "bool"}}

    def identity(self) -> Identity:
        """Which options say which contact is meant."""
        return Identity(self.word, options=("id", "email", "name"), ids=frozenset({"id"}))

    def rules(self) -> dict[str, t.Any]:
        """The rules between the options."""
        return {**super().rules(), "mutually_exclusive": [("id", "email")]}

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without asking the server."""
        task = super().task(targets.apart(params, "targets"), check_mode)
        address = (params.get("email") or "").strip() or None
        task = task._replace(key=task.key._replace(address=address))
        if "targets.email" in task.given:
            _refuse_unfindable(task, task.given)
        return task

    def nothing_known(self, params: Params) -> Row:
        """The return values of check mode where not even the id is known."""
        result = super().nothing_known(targets.apart(params, "targets"))
        return result if result[self.one] is None else self.result(_row(result[self.one], None))

    # Finding

    def ids(self, api: PingdomApi, key: Key, as_listed: bool = False) -> list[int]:
        """The ids of the contacts of this address or name.

        Where targets are told one by one, one of the name without any may have been left so by an earlier task.
        """
        rows = self.rows(api, as_listed)
        if not key.address:
            return named(rows, key.name or "")
        found = sorted(row["id"] for row in rows if key.address.casefold() in addresses_of(row))
        if found or self.path not in api.dialect.piecemeal:
            return found
        bare = [row for row in rows if not any((row.get(targets.MEMBER) or {}).values())]
        return named(bare, key.name) if key.name else []

    def values_of_row(self, row: Row) -> Comparable:
        """The fields that a row of the list shows."""
        return super().values_of_row(targets.apart(row, targets.MEMBER))

    def row_with(self, row: Row, values: Comparable) -> Row:
        """A row of the list with other values; what is remembered as a digest stays as it is."""
        told = {
            name: one for name, one in values.items() if not (name.startswith("targets.") and isinstance(one, dict))
        }
        result = targets.together(told, targets.MEMBER)
        return {**row, **result, targets.MEMBER: {**(row.get(targets.MEMBER) or {}), **result.get(targets.MEMBER, {})}}

    # Reading

    def read(self, api: PingdomApi, thing_id: int, task: Task) -> Found:
        """A contact as Pingdom answers it; API 2.1 tells it in the list alone."""
        if self.path not in api.dialect.piecemeal:
            return super().read(api, thing_id, task)
        answer = next((row for row in reports.read(api, self.listing).rows if row["id"] == thing_id), None)
        if answer is None:
            raise NotFound(f"there is no {self.word} with the id {thing_id}")
        return Found(thing_id, self.state_of(answer, task), answer)

    def state_of(self, answer: Row, task: Task) -> Comparable:
        """The state that an answer shows; app devices are no part of it."""
        state: Comparable = super().state_of(targets.apart(answer, targets.MEMBER), task)
        return state

    # Deciding

    def missing(self, task: Task) -> list[str]:
        """The options without which no contact can be created."""
        told = any(field.name in task.given for field in targets.FIELDS)
        return [*super().missing(task), *([] if told else ["targets"])]

    def new(self, api: PingdomApi, task: Task) -> Comparable:
        """The contact that is to be created."""
        wanted: Comparable = super().new(api, task)
        _refuse_unfindable(task, wanted)
        _refuse_lacking(wanted, ())
        return wanted

    def creation(self, task: Task, wanted: t.Any) -> Row:
        """What is sent to create it."""
        return targets.together(super().creation(task, wanted), targets.MEMBER)

    def written_anew(self, api: PingdomApi, thing_id: int, wanted: t.Any, body: Row) -> Write:
        """A creation, as it is remembered: as far as it was told at once."""
        told = wanted if targets.MEMBER in body else {**self.schema.defaults(), "name": wanted["name"]}
        return super().written_anew(api, thing_id, told, body)

    def rest(self, api: PingdomApi, task: Task, thing_id: int, wanted: t.Any) -> Written | None:
        """What is still to be told to a user of API 2.1, who has a name so far."""
        if self.path not in api.dialect.piecemeal:
            return None
        bare = {**self.schema.defaults(), "name": wanted["name"]}
        return self.change(api, task, Found(thing_id, bare, {"id": thing_id}, unseen=True))

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change it. Whether a contact is the primary one is in no answer."""
        names = [field.name for field in targets.FIELDS if field.name in task.given]
        given = {**task.given, **{name: targets.kept(found.state[name], task.given[name]) for name in names}}
        written = super().change(api, task._replace(given=given), found)
        if not any(found.state[field.name] for field in targets.FIELDS):
            _refuse_unfindable(task, written.wanted)  # which has been found by its name
        if written.names.intersection(names):
            _refuse_lacking(written.wanted, targets.devices_of(found.answer))
        body = _with_what_is_there(written.body, found.state, written.wanted)
        primary = task.params.get("primary")
        if primary is None:
            return written._replace(body=body)
        warning = _PRIMARY.format(found.id, str(primary).lower())
        return written._replace(body={**body, "primary": primary}, warnings=(*written.warnings, warning))

    def send(self, api: PingdomApi, written: Written) -> None:
        """Send a change: all at once, or piece by piece."""
        if self.path in api.dialect.piecemeal:
            # delayed, since API 3.1 has no use for it
            from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.users import tell

            tell(api, self, written)
            return
        try:
            super().send(api, written)
        except RequestRefused as error:
            severities = targets.lacking(written.wanted)
            if severities:
                error.hint = f"It has no target of severity {listed(severities, 'or')}. {_BOTH}"
            raise

    def removed(self, _api: PingdomApi, _task: Task, found: Found) -> Result | None:
        """Login users belong to the platform, and cannot be deleted here (that Pingdom refuses it is unverified)."""
        if found.answer.get("type") != "user":
            return None
        raise Conflict(
            f"contact {found.id}, {found.state['name']!r}, is a login user and cannot be deleted over the API",
            hint="Nothing was sent. Remove the user from the organization in My Pingdom, or pause it here.",
            details={"id": found.id, "type": "user"},
        )

    # Showing

    def shown(self, api: PingdomApi, before: Found | None, wanted: t.Any, settled: Found | None) -> Row:
        """A contact as results have it. What is created is a contact, but API 2.1 does not tell."""
        found = settled or before
        plain = None if self.path in api.dialect.piecemeal else "contact"
        kind = found.answer.get("type") if found else plain
        return _row(super().shown(api, before, wanted, settled), kind or plain)


def _with_what_is_there(body: Row, before: Comparable, wanted: Comparable) -> Row:
    """The body of a change, in which a kind of targets is empty only where it is emptied; one kind has to be there."""
    kinds = [field.name for field in targets.FIELDS]
    told = [name for name in kinds if wanted[name] or before[name]] or kinds[:1]
    return targets.together(
        {name: one for name, one in body.items() if name in told or name not in kinds}, targets.MEMBER
    )


def _row(shown: Row, kind: t.Any) -> Row:
    row = targets.together(shown, "targets")
    return {**row, "type": kind if isinstance(kind, str) else None}


def _refuse_unfindable(task: Task, wanted: Comparable) -> None:
    """``ConfigurationError`` for a contact that would not have the address by which the task finds it."""
    address = task.key.address
    if address and address.casefold() not in {row["address"].casefold() for row in wanted["targets.email"]}:
        raise ConfigurationError(
            f"email says that the contact has the address {address}, and targets.email leaves it out",
            hint="Later runs would not find the contact again. To change an address, find it by id or name.",
        )


def _refuse_lacking(wanted: Comparable, devices: t.Iterable[Row]) -> None:
    """``ConfigurationError`` for targets of which none has a severity that Pingdom wants."""
    severities = targets.lacking(wanted, devices)
    if severities:
        raise ConfigurationError(
            f"the contact {wanted['name']!r} would have no target of severity {listed(severities, 'or')}",
            hint=_BOTH,
            details={"missing": severities},
        )


_PRIMARY = (
    "Whether contact {0} is the primary one is in no answer of API 2.1. So primary={1} is sent without being counted "
    "as a change."
)
