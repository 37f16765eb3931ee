# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Shared reports, which are banners: they are made and deleted, never changed, and their ids are texts.

Source: the 2.1 documentation, "Reports.shared". A banner is of a check and has a type; its period moves along with the
time (``auto``), or has two days as its ends.
"""

from __future__ import annotations

import datetime
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    Conflict,
    MonitoringError,
    NotFound,
    UnexpectedAnswer,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import delete
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.report_checks import check_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

PATH = "/reports.shared"
#: What two tasks that make a banner would both write.
CLAIM = f"{PATH} anew"
TYPES = ("uptime", "response")
IDENTITY = Identity("banner", options=("id", "check"), ids=frozenset({"id", "check"}))
#: What there is to know of a banner; its ends come from three members each.
SCHEMA = Schema(
    (
        Field("check", kinds.INTEGER, always=True, read="checkid"),
        Field("type", kinds.TEXT, "uptime"),
        Field("auto", kinds.TRUTH, default=True),
        Field("name", kinds.TEXT),
        Field("url", kinds.TEXT),
    )
)
_ENDS = {"start": ("fromyear", "frommonth", "fromday"), "end": ("toyear", "tomonth", "today")}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Look(t.NamedTuple):
    """What a banner shows: all that can be asked for, ``start`` and ``end`` as days, None if its period is ``auto``."""

    check: int | None
    type: str = "uptime"
    auto: bool = True
    start: str | None = None
    end: str | None = None

    def parameters(self) -> Row:
        """What creates it."""
        ends = {} if self.auto else {"start": self.start, "end": self.end}
        days = {
            name: int(part) for end, day in ends.items() for name, part in zip(_ENDS[end], t.cast(str, day).split("-"))
        }
        return {"sharedtype": "banner", "checkid": self.check, "type": self.type, "auto": self.auto, **days}


class Banner(t.NamedTuple):
    """A banner on the server, or one that is going to be, without an id."""

    id: str | None
    look: Look
    name: str | None = None
    url: str | None = None

    def shown(self) -> Row:
        """A banner as results have it."""
        return {"kind": "shared", "id": self.id, "name": self.name, **self.look._asdict(), "url": self.url}

    def change_to(self, after: Banner | None) -> Change:
        """The difference, for results."""
        return _change(self.look, after and after.look)


class Wish(t.NamedTuple):
    """What a playbook asks of a banner; None is not given."""

    id: str | None
    check: str | None
    type: str | None
    auto: bool | None
    start: str | None
    end: str | None
    recreate: bool
    beside: bool
    present: bool

    @classmethod
    def from_params(cls, params: t.Mapping[str, t.Any]) -> Wish:
        """The options, checked as far as that goes without asking the server."""
        start, end = (_day(params.get(name), name) for name in _ENDS)
        if (start is None) != (end is None):
            raise ConfigurationError("the period of a banner needs start and end")
        if start and end and end < start:
            raise ConfigurationError("end must not be before start")
        auto = params.get("auto")
        if auto is not None and auto == bool(start):
            raise ConfigurationError(
                "auto is for a banner without start and end" if auto else "auto false needs start and end"
            )
        if params.get("beside") and params.get("id") is not None:
            raise ConfigurationError("a banner that is made beside others has no id yet: leave out id or beside")
        if params.get("recreate") and params.get("beside"):
            raise ConfigurationError("a banner is recreated, or made beside others: leave out recreate or beside")
        return cls(
            id=params.get("id"),
            check=params.get("check"),
            type=params.get("type"),
            auto=False if start else auto,
            start=start,
            end=end,
            recreate=bool(params.get("recreate")),
            beside=bool(params.get("beside")),
            present=params.get("state") != "absent",
        )

    def of(self, base: Look, check: int | None) -> Look:
        """``base`` with what is given; ``check`` is the id of the check, if that is given."""
        look = base if self.check is None else base._replace(check=check)
        look = look if self.type is None else look._replace(type=self.type)
        return look if self.auto is None else look._replace(auto=self.auto, start=self.start, end=self.end)


def _day(given: t.Any, option: str) -> str | None:
    if given is None:
        return None
    try:
        if not _DAY.fullmatch(given.strip()):
            raise ValueError
        return datetime.date(*(int(part) for part in given.strip().split("-"))).isoformat()
    except ValueError:
        hint = "Write the day of a banner's period as 2026-01-31."
        raise ConfigurationError(f"{option} is {quoted(given)}, which is no day", hint=hint) from None


def listed(api: PingdomApi) -> list[Banner]:
    """The banners that the list shows, but for those that were deleted lately."""
    # remembered before the list is read: what another task writes from here on is noticed when this one writes
    written = api.recent.histories(f"{PATH}/")
    found = reports.read(api, reports.BANNERS)
    banners = []
    for row in found.every:
        if not isinstance(row, dict) or not re.fullmatch("[0-9A-Za-z_-]+", str(row.get("banner", ""))):
            raise UnexpectedAnswer("the list of banners has an entry without an id", exchange=found.exchange)
        banners.append(_banner(row))
    return [one for one in banners if not ((told := written.get(_at(one))) and told.deleted)]


def _at(banner: Banner) -> str:
    return f"{PATH}/{banner.id}"


def _banner(row: Row) -> Banner:
    told = SCHEMA.of_answer(row, "banner")
    days = {} if told["auto"] else {end: _shown_day([row.get(name) for name in names]) for end, names in _ENDS.items()}
    return Banner(
        row["banner"], Look(told["check"], told["type"], bool(told["auto"]), **days), told["name"], told["url"]
    )


def _shown_day(parts: list[t.Any]) -> str:
    try:
        return datetime.date(*(kinds.INTEGER.read(part) for part in parts)).isoformat()
    except (TypeError, ValueError, OverflowError):
        raise UnexpectedAnswer("the period of a banner has a shape that this module does not know") from None


def nothing_known(params: t.Mapping[str, t.Any]) -> Row:
    """The return values of check mode where neither the id nor the check of a banner is known."""
    wish = Wish.from_params(params)
    return {"report": Banner(None, wish.of(Look(None), None)).shown() if wish.present else None}


def ensure(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Make a banner, replace it, remove it, or leave it alone."""
    wish = Wish.from_params(params)
    with connect(params) as api:
        api.dialect.refuse_lacking(PATH)
        there = _settled(api)
        try:
            check, awaited = _check(api, wish, there, check_mode and wish.present)
        except NotFound:
            if wish.present:
                raise
            return api.told(Result(values={"report": None}))
        result = _Case(api, wish, check, there, check_mode).result()
        return api.told(tell(result, "check", awaited))


def _settled(api: PingdomApi) -> list[Banner]:
    """The banners, when no other task leaves open any more whether it has made one, which takes a minute at most."""
    there: list[Banner] = []
    for _look in api.looks_for_a_minute():
        is_open = api.recent.is_open(CLAIM)
        there = listed(api)
        if not is_open:
            break
    return there


def _check(api: PingdomApi, wish: Wish, there: list[Banner], check_mode: bool) -> tuple[int | None, tuple[str, ...]]:
    if wish.check is None:
        return None, ()
    return check_of(api, wish.check, {one.look.check for one in there if one.look.check is not None}, check_mode)


class _Case(t.NamedTuple):
    """A task: what is asked for, the id of the ``check`` (None if it is not given, or awaited), and what is there."""

    api: PingdomApi
    wish: Wish
    check: int | None
    there: list[Banner]
    check_mode: bool

    def result(self) -> Result:
        """What has been done, or would be."""
        rivals = self.rivals()
        fitting = [one for one in rivals if self.wanted(one.look) == one.look]
        if len(fitting) > 1:
            raise _ambiguous(fitting)
        if not self.wish.present:
            return self.absent(fitting if self.wish.id is None else rivals)
        if fitting:
            others = [one for one in rivals if one is not fitting[0]] if self.wish.recreate else []
            warnings = [_BESIDE.format(one.id) for one in others]
            return Result([fitting[0].change_to(fitting[0])], {"report": fitting[0].shown()}, warnings)
        if not rivals or self.wish.beside:
            return self.create(self.wanted(Look(self.check)))
        if len(rivals) > 1 and self.wish.recreate:
            raise _ambiguous(rivals)
        if not self.wish.recreate:
            raise _differs(rivals)
        return self.replace(rivals[0])

    def rivals(self) -> list[Banner]:
        """The banners that may be meant: of this id, or of this check and type."""
        if self.wish.id is not None:
            found = [one for one in self.there if one.id == self.wish.id.strip()]
            if not found and self.wish.present:
                raise NotFound(
                    f"there is no banner with the id {quoted(self.wish.id)}",
                    hint="To create a banner, name its check, without id.",
                )
            return found
        look = self.wanted(Look(self.check))
        return [one for one in self.there if (one.look.check, one.look.type) == (look.check, look.type)]

    def wanted(self, base: Look) -> Look:
        """``base`` as it shall be."""
        return self.wish.of(base, self.check)

    def absent(self, fitting: list[Banner]) -> Result:
        """Delete the banner that is meant, if it is there."""
        for one in fitting if not self.check_mode else ():
            delete(self.api, _at(one))
        return Result([one.change_to(None) for one in fitting], {"report": None})

    def create(self, look: Look) -> Result:
        """Make a banner that nobody has."""
        made, *others = [Banner(None, look)] if self.check_mode else self.make(look)
        return Result([_change(None, look)], {"report": made.shown()}, [_TOGETHER.format(one.id) for one in others])

    def replace(self, old: Banner) -> Result:
        """Make a banner, and delete the one that it replaces."""
        look = self.wanted(old.look)
        made, *others = [Banner(None, look)] if self.check_mode else self.make_in_place_of(old, look)
        warning = f"Banner {old.id} is replaced by a new one, with another id and URL. Pages that show it need the new."
        warnings = [warning, *(_TOGETHER.format(one.id) for one in others)]
        return Result([old.change_to(made)], {"report": made.shown()}, warnings)

    def make_in_place_of(self, old: Banner, look: Look) -> list[Banner]:
        """Create a banner and delete another, which an error says may be left: no other run looks for it."""
        try:
            made = self.make(look)
            with after_a_write():
                delete(self.api, _at(old))
        except MonitoringError as error:
            if error.changed:
                error.hint = " ".join(filter(None, (error.hint, _OLD_ONE.format(old.id))))
            raise
        return made

    def make(self, look: Look) -> list[Banner]:
        """Create a banner and return it as the list shows it: the answer to a creation tells no id.

        There are more of them where somebody else has made the same at the same moment.
        """
        # delayed, since what exists is not created
        from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.creating import create_unnumbered

        before = {one.id for one in self.there}
        made: dict[str, Banner] = {}

        def come() -> list[str]:
            made.update((str(one.id), one) for one in listed(self.api) if one.id not in before and one.look == look)
            return [*made]

        with self.api.recent.creating(CLAIM):
            number = create_unnumbered(self.api, PATH, look.parameters(), come)
            self.api.recent.created(Write(f"{PATH}/{number}", lambda _name: None, {}, {}, ()), CLAIM)
        return [made.pop(number), *made.values()]


_OLD_ONE = "Banner {} may be left beside the new one: then delete it by its id."
_BESIDE = "Banner {} of the same check and type, which has another period, stays: delete it by its id if it was to go."
_TOGETHER = "Somebody else made banner {} of the same look at the same moment. Both stay: delete one of them by its id."


def _change(before: Look | None, after: Look | None) -> Change:
    sides = [None if one is None else one._asdict() for one in (before, after)]
    check = next((one.check for one in (after, before) if one), None)
    return Change("Pingdom banner" if check is None else f"Pingdom banner of check {check}", *sides)


def _ambiguous(banners: list[Banner]) -> AmbiguousName:
    ids = sorted(str(one.id) for one in banners)
    return AmbiguousName(
        f"there are {len(ids)} banners of this check and type, with the ids {', '.join(ids)}",
        hint="Name the one you mean by its id.",
        details={"ids": ids},
    )


def _differs(banners: list[Banner]) -> Conflict:
    ids = sorted(str(one.id) for one in banners)
    return Conflict(
        f"a banner cannot be changed, and what is asked for differs from banner {', '.join(ids)}",
        hint="Set recreate to true to replace it by a new one, which has another id and URL, or beside to true to have "
        "both.",
        details={"ids": ids},
    )
