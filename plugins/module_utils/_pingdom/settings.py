# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The settings of an account: one thing that always is, with values that are read under other names than written.

Source: the 2.1 documentation, "Settings" and "Reference".
"""

from __future__ import annotations

import dataclasses
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    NotFound,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reaching, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Reply
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Key,
    Params,
    Resource,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Kind, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous, is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import shown_time

PATH = "/settings"


class ReferenceKind(Kind):
    """An entry of GET /reference, as ``{"id", "description"}``, of which an answer may tell only one."""

    def same(self, one: t.Any, other: t.Any) -> bool:
        """Whether two are the same entry, by their ids if both have one."""
        sides = (one or {}, other or {})
        ids, descriptions = ([side.get(name) for side in sides] for name in ("id", "description"))
        told = descriptions if None in ids else ids
        return bool(told[0] == told[1] and (told[0] is not None or one == other))


def _read_reference(raw: t.Any) -> Row:
    number, description = raw
    return {
        "id": None if number is None else kinds.INTEGER.read(number),
        "description": None if description is None else kinds.TEXT.read(description),
    }


def _as_is(value: t.Any) -> t.Any:
    return value


def _like(pattern: str) -> t.Callable[[str], str]:
    """The check of a text, which may be empty, without the blanks around it."""

    def checked(text: str) -> str:
        if text.strip() and not re.fullmatch(pattern, text.strip()):
            raise ValueError
        return text.strip()

    return checked


def _folded(kind: Kind, fold: t.Callable[[str], str]) -> Kind:
    return dataclasses.replace(kind, canonical=lambda value: fold(value or ""))


#: A text; an answer may leave it out as well as tell it empty.
TEXT = _folded(kinds.TEXT, str)
NUMBER = dataclasses.replace(
    _folded(kinds.TEXT, lambda text: re.sub("[^0-9]", "", text)),
    given=reaching.digits,
    hint="Give a telephone number without the code of its country, such as 555-555555.",
)
COUNTRY = dataclasses.replace(_folded(kinds.TEXT, str.upper), given=str.strip)
ISO = dataclasses.replace(
    COUNTRY,
    given=_like("[A-Za-z]{2}"),
    hint="Give the code of a country, which has two letters, such as DE (ISO 3166-1).",
)
COLOUR = dataclasses.replace(
    _folded(kinds.TEXT, lambda text: text.lstrip("#").upper()),
    given=lambda text: _like("#?[0-9A-Fa-f]{6}")(text).lstrip("#"),
    hint="Give a colour in six digits from 0 to F, such as 1A2B3C, in quotes.",
)
EMAIL = dataclasses.replace(
    _folded(kinds.TEXT, str.casefold),
    given=lambda text: reaching.mail_address(text) if text.strip() else "",
    hint="Give an address as name@example.com.",
)
REFERENCE = ReferenceKind({"type": "str"}, _as_is, _read_reference, lambda name, value: {name: value["id"]})

#: The fields whose values have numbers in GET /reference: its table, and what they are called in requests.
REFERENCES = {
    "region": ("regions", "regionid"),
    "timezone": ("timezones", "timezoneid"),
    "datetimeformat": ("datetimeformats", "datetimeformatid"),
    "numberformat": ("numberformats", "numberformatid"),
}
#: A telephone number is told with the country that it is in, and only so.
PHONES = {
    "phone": ("phone", "phonecountrycode", "phonecountryiso"),
    "cellphone": ("cellphone", "cellcountrycode", "cellcountryiso"),
}
#: How what an answer tells of public reports is called in requests.
PUBLIC = {
    "customdesign": "pubrcustomdesign",
    "textcolor": "pubrtextcolor",
    "backgroundcolor": "pubrbackgroundcolor",
    "logourl": "pubrlogourl",
    "months": "pubrmonths",
    "showoverview": "pubrshowoverview",
    "customdomain": "pubrcustomdomain",
}

SCHEMA = Schema(
    (
        *(Field(name, TEXT) for name in ("firstname", "lastname", "company")),
        Field("email", EMAIL, filled=True),
        Field("billing_email", EMAIL),
        *(
            field
            for number, code, iso in PHONES.values()
            for field in (Field(number, NUMBER), Field(code, kinds.INTEGER, least=1, most=9999), Field(iso, ISO))
        ),
        *(Field(name, TEXT) for name in ("address", "address2", "zip", "location")),
        Field("province", TEXT, write="state", read="state"),
        Field("description", TEXT),
        Field("country", COUNTRY, write="countryiso"),
        Field("vatcode", TEXT),
        Field("autologout", kinds.TRUTH),
        *(Field(name, REFERENCE, write=told, filled=True) for name, (_table, told) in REFERENCES.items()),
        Field("pubrcustomdesign", kinds.TRUTH),
        Field("pubrtextcolor", COLOUR),
        Field("pubrbackgroundcolor", COLOUR),
        Field("pubrlogourl", TEXT),
        Field("pubrmonths", TEXT, choices=("none", "all", "3")),
        Field("pubrshowoverview", kinds.TRUTH),
        Field("pubrcustomdomain", TEXT),
    )
)

#: Texts that are told of an account, and that no request sets.
ONLY_TOLD = ("external_reference", "publicreportscode")
#: What formats make of the moment by which GET /reference shows them, 2006-07-31 14:45:05.
_SHOWN = {
    "%Y": "2006",
    "%y": "06",
    "%m": "07",
    "%d": "31",
    "%H": "14",
    "%I": "02",
    "%M": "45",
    "%S": "05",
    "%P": "pm",
    "%p": "PM",
}
_ISO_CODE = re.compile("([A-Za-z]{2})?")
_WITH_CODE = re.compile(r"\+?([0-9]{1,6})-(.*)", re.DOTALL)


def flat(settings: Row) -> Row:
    """What an answer tells, by the names of fields. ``TypeError`` for a part of another shape."""
    row = {name: one for name, one in settings.items() if name not in ("timezone", "publicreports", "country")}
    zone, public, country = (_part(settings, name) for name in ("timezone", "publicreports", "country"))
    row["timezone"] = (zone.get("timezoneid"), zone.get("description"))
    row["region"] = (row.get("regionid"), row.get("region"))
    row["numberformat"] = (row.get("numberformatid"), row.get("numberexample"))
    row["datetimeformat"] = (row.get("datetimeformatid"), _moment(row.get("dateformat"), row.get("timeformat")))
    row["country"] = country.get("iso")
    row["cellcountryiso"] = row.get("cellphonecountryiso")
    row.update((PUBLIC[name], one) for name, one in public.items() if name in PUBLIC)
    for number, code, iso in PHONES.values():
        parts = _WITH_CODE.fullmatch(kinds.TEXT.read(row.get(number) or ""))
        row.update({code: parts[1], number: parts[2]} if parts else {})
        row.update({} if row.get(number) else {iso: None})
    return row


def _part(settings: Row, name: str) -> Row:
    part = settings.get(name) or {}
    if not isinstance(part, dict):
        raise TypeError
    return part


def _moment(*formats: t.Any) -> str | None:
    """The moment of ``_SHOWN`` in the formats of dates and times, as GET /reference describes them both."""
    texts = [re.sub("%.", lambda found: _SHOWN.get(found[0], found[0]), one) for one in formats if isinstance(one, str)]
    return " ".join(texts) if len(texts) == len(formats) else None


class Settings(Resource):
    """The settings of an account, which are there and cannot go."""

    def at(self, _thing_id: int) -> str:
        """The path."""
        return PATH

    def called(self, _thing_id: int) -> str:
        """What messages call them."""
        return self.word

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of the module."""
        return {**self.schema.argument_spec(), "updaterenewal": {"type": "bool"}}

    def identity(self) -> Identity:
        """Nothing says which settings are meant, but whose account it is."""
        return Identity(self.word, options=(), ids=frozenset(), required=False)

    def rules(self) -> dict[str, t.Any]:
        """No rules."""
        return {}

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without asking the server."""
        return super().task(params, check_mode)._replace(key=Key(0, None))

    def find(self, api: PingdomApi, task: Task) -> Found:
        """The settings as they are by now."""
        return self.seen_by_now(api, self.read(api, 0, task), task)

    def read(self, api: PingdomApi, thing_id: int, task: Task) -> Found:
        """The settings as Pingdom answers them."""
        try:
            reply = api.get(PATH)
        except AuthenticationFailed as error:
            if "email" in task.given:
                error.hint = (
                    f"The e-mail address of an account is what one logs in with: if it has just become "
                    f"{task.given['email']}, set username to that. {error.hint or ''}".rstrip()
                )
            raise
        answer = reply.content.get("settings")
        if not isinstance(answer, dict):
            raise reply.unexpected("the answer has no object settings")
        try:
            row = flat(answer)
        except TypeError:
            raise reply.unexpected("the settings have a part of a shape that this module does not know") from None
        return Found(thing_id, self.state_of(row, task), row)

    def resolved(self, api: PingdomApi, task: Task, _found: Found | None) -> Task:
        """The task with entries of GET /reference in place of descriptions and ids."""
        given = dict(task.given)
        named = [name for name in REFERENCES if name in given]
        by_name = not _ISO_CODE.fullmatch(given.get("country", ""))
        if named or by_name:
            reference = api.get("/reference")
            given.update((name, _entry(reference, REFERENCES[name][0], given[name], name)) for name in named)
            if by_name:
                given["country"] = _country(reference, given["country"])
        return task._replace(given=given)

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change them: of telephone numbers always the country, too."""
        wanted = self.schema.merged(found.state, task.given)
        groups = [group for group in PHONES.values() if self._is_another(found.state, wanted, group, task.given)]
        written = self.telling(api, task, found, wanted, frozenset(name for group in groups for name in group))
        unsaid = {name for group in groups if not wanted[group[0]] for name in group[1:]}
        body = {name: one for name, one in written.body.items() if name not in unsaid}
        renewal = task.params.get("updaterenewal")
        told = {} if renewal is None or not body else {"updaterenewal": renewal}
        return written._replace(body={**body, **told})

    def _is_another(self, state: Comparable, wanted: Comparable, group: tuple[str, str, str], given: Row) -> bool:
        """Whether a telephone number differs, whose country in ``wanted`` is set to none where there is no number.

        ``ConfigurationError`` for one without the other. An answer may not tell the ISO code (its documented example).
        """
        number, code, iso = group
        if not wanted[number]:
            alone = [name for name in (code, iso) if number not in given and given.get(name)]
            if alone:
                raise ConfigurationError(f"there is no {number} for {' and '.join(alone)}")
            wanted.update({code: None, iso: None})
        differing = {*self.schema.differing(state, wanted)}.intersection(group)
        if state[number] and state[iso] is None and differing == {iso}:
            wanted[iso] = None
            return False
        missing = [name for name in (code, iso) if wanted[number] and wanted[name] in (None, "")]
        if differing and missing:
            raise ConfigurationError(f"{number} needs {code} and {iso}, not given: {', '.join(missing)}")
        return bool(differing)

    def not_taken(
        self, api: PingdomApi, task: Task, wanted: t.Any, found: Found, names: t.Collection[str]
    ) -> list[str]:
        """The settings that are not as they were told, but for ISO codes that are not told of a number."""
        untold = {iso for number, _code, iso in PHONES.values() if found.state[number] and found.state[iso] is None}
        return [one for one in super().not_taken(api, task, wanted, found, names) if one not in untold]

    def change_of(self, before: t.Any, after: t.Any) -> Change:
        """The difference, for results: nothing but what differs, as much of it concerns persons."""
        names = self.schema.differing(before, after)
        return Change(self.label_of(), *({name: side[name] for name in names} for side in (before, after)))

    def shown(self, _api: PingdomApi, before: Found | None, wanted: Comparable, settled: Found | None) -> Row:
        """The settings as results have them."""
        answer = t.cast(Found, settled or before).answer
        return self.told(settled.state if settled else wanted, answer)

    def told(self, state: Comparable, answer: Row) -> Row:
        """Settings in a state, with what their answer tells besides, null where it does not."""
        texts = {name: one if isinstance(one := answer.get(name), str) else None for name in ONLY_TOLD}
        return {**self.schema.shown(state), **texts, "accountcreated": shown_time(answer.get("accountcreated"))}


def _entry(reference: Reply, table: str, given: str, option: str) -> Row:
    """The entry of a table of GET /reference that is given by its id or description."""
    if option == "region" and given.strip() == "0":
        return {"id": 0, "description": None}  # "0 for Custom/none"
    return _the_only([_read_reference(one) for one in _rows(reference, table, "id", "description")], given, option)


def _country(reference: Reply, given: str) -> str:
    """The ISO code of a country that is given by its name or id."""
    rows = _rows(reference, "countries", "id", "name", "iso")
    found = _the_only([{"id": one[0], "description": one[1], "iso": one[2]} for one in rows], given, "country")
    return str(found["iso"])


def _rows(reference: Reply, table: str, *names: str) -> list[tuple[t.Any, ...]]:
    """The ids of a table, and of each some texts."""
    rows = reference.content.get(table)
    try:
        if not isinstance(rows, list):
            raise TypeError
        return [
            (kinds.INTEGER.read(row[names[0]]), *(kinds.TEXT.read(row[name]) for name in names[1:])) for row in rows
        ]
    except (TypeError, ValueError, KeyError):
        raise reference.unexpected(f"the list {table} of the reference has a shape that is not known") from None


def _the_only(rows: list[Row], given: str, option: str) -> Row:
    wanted = given.strip()
    number = int(wanted) if is_number(wanted) else None
    found = {row["id"]: row for row in rows if number in (None, row["id"]) and (number or row["description"] == wanted)}
    if not found:
        hint = "pingdom_account_info lists what there is (reference). Descriptions are compared exactly."
        raise NotFound(f"Pingdom knows no {option} {quoted(given)}", hint=hint)
    if len(found) > 1:
        raise ambiguous(f"entries for {option} described as {quoted(given)}", sorted(found))
    return next(iter(found.values()))


SETTINGS = Settings(
    path=PATH,
    one="settings",
    word="settings of the account",
    label="Pingdom settings",
    listing=reports.SETTINGS,
    schema=SCHEMA,
)
