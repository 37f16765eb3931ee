# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What was written to an account within the last minute, laid over what Pingdom answers.

Its answers may be older than our writes: Nextdoor/kingpin waits 30 s after pausing, a check that was just created
reads "not found" (terraform-provider-pingdom issue 101), and lists may lag as well (unverified). So a value that was
there before our last write counts as old, and what was written counts in its place. A value that is neither came from
somebody else since, and is believed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import json
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    RequestRefused,
    ServerFault,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import KEPT, Entry, Memory
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks import Comparable, Option
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import tags_of

Row = dict[str, t.Any]

#: Pingdom's word for the current time in requests (OpenAPI document 3.1, "Use 1 for the current timestamp").
_NOW = 1
#: Most characters of a value that is kept; of a longer one there is a digest only.
_LONGEST = 1000
#: Answers after which nobody knows whether a write was done.
_UNCLEAR = (ServerFault,)
_KEPT_PATH, _WINDOW = re.compile("/(checks|maintenance)/[0-9]+"), re.compile("/maintenance/[0-9]+")


@dataclasses.dataclass
class History:
    """What was written to one check or window lately.

    ``name`` is a check's by now. ``values`` has each option's last value, and all before it. ``doubtful`` has values
    that were sent, of which nobody knows whether they arrived; ``open`` says the same of a deletion, and of the change
    of a window.
    """

    created: bool = False
    deleted: bool = False
    open: bool = False
    type: str = ""
    name: str = ""
    values: dict[str, tuple[t.Any, list[t.Any]]] = dataclasses.field(default_factory=dict)
    doubtful: dict[str, list[t.Any]] = dataclasses.field(default_factory=dict)

    def add(self, fact: Row) -> None:
        """One more write, or the begin of one, or its refusal."""
        did, before, after = fact.get("did"), fact.get("before") or {}, fact.get("after") or {}
        self.open = did == "begun" or (self.open and did == "sending")
        if did == "sending":
            self.doubtful.update({name: [*self.doubtful.get(name, []), value] for name, value in after.items()})
            return
        sent = {name: self.doubtful.pop(name, []) for name in after}
        if did == "refused":
            self.doubtful.update({name: values[:-1] for name, values in sent.items() if values[:-1]})
        if did in ("refused", "begun"):
            return
        self.created = did == "created" or (self.created and did != "deleted")
        self.deleted = did == "deleted"
        self.type, self.name = str(fact.get("type") or self.type), str(fact.get("name") or self.name)
        for name, value in after.items():
            last, earlier = self.values.get(name, (before.get(name), []))
            self.values[name] = (value, [*earlier, last, before.get(name), *sent[name]])


class Recent:
    """The writes of the last minute to one account; none without ``memory``.

    ``key`` turns secret values into digests that nobody can guess without it. ``now`` is the server's clock: a minute
    on it ends what is remembered, too.
    """

    def __init__(self, memory: Memory | None, key: str, now: t.Callable[[], int]) -> None:
        self._memory = memory
        self._key = key.encode("utf-8", "surrogatepass")
        self._now = now
        self._shown: dict[str, Row] = {}

    def claim(self, what: str) -> t.ContextManager[None]:
        """Hold ``what`` (a path, or a path and a name) while it is written: see ``Memory.claim``."""
        return self._memory.claim(what) if self._memory else contextlib.nullcontext()

    @contextlib.contextmanager
    def creating(self, what: str) -> t.Iterator[None]:
        """Claim ``what`` while it is created; whoever dies meanwhile leaves a trace (``is_open``)."""
        with self.claim(what), _open_until_refused(lambda did: self._remember([what], {"did": did})):
            yield

    def is_open(self, what: str) -> bool:
        """Whether the creation of ``what`` was begun lately, and nobody knows whether it was done."""
        return [entry.fact.get("did") for entry in self._lately() if what in entry.about][-1:] == ["sending"]

    def of(self, path: str) -> History:
        """What was written to ``/checks/{id}`` or ``/maintenance/{id}``."""
        return self._histories(path).get(path, History())

    @contextlib.contextmanager
    def deleting(self, path: str) -> t.Iterator[None]:
        """Claim a check or window while it is deleted, and remember that; any other path is claimed only."""
        with self._begun(path, _KEPT_PATH):
            yield
            if _KEPT_PATH.fullmatch(path):
                self.deleted(path)

    @contextlib.contextmanager
    def changing(self, path: str, body: Row) -> t.Iterator[None]:
        """Claim a window while it is told ``body``, and remember that; any other path is claimed only."""
        # a request whose answer is lost is repeated, and Pingdom then refuses to change what it has ended
        with self._begun(path, _WINDOW, (*_UNCLEAR, RequestRefused)):
            yield
            if _WINDOW.fullmatch(path):
                self._window_changed(path, body)

    @contextlib.contextmanager
    def _begun(
        self, path: str, kept: re.Pattern[str], unclear: tuple[type[MonitoringError], ...] = _UNCLEAR
    ) -> t.Iterator[None]:
        """Claim ``path`` while it is written. Whoever dies meanwhile leaves a trace if it is one that is ``kept``."""
        words = {"sending": "begun", "refused": "refused"}
        with self.claim(path), contextlib.ExitStack() as stack:
            if kept.fullmatch(path):
                note = _open_until_refused(lambda did: self._remember([path], {"did": words[did]}), unclear)
                stack.enter_context(note)
            yield

    def deleted(self, path: str) -> None:
        """Remember that a check or window has been deleted."""
        self._remember([path], {"did": "deleted"})

    def _remember(self, about: list[str], fact: Row) -> None:
        if self._memory:
            self._memory.remember(about, {**fact, "clock": self._now()})

    def _histories(self, start: str) -> dict[str, History]:
        found: dict[str, History] = {}
        for entry in self._lately():
            if entry.about and entry.about[0].startswith(start):
                found.setdefault(entry.about[0], History()).add(entry.fact)
        return found

    def _lately(self) -> t.Iterator[Entry]:
        for entry in self._memory.recall() if self._memory else ():
            clock = entry.fact.get("clock")
            if isinstance(clock, int) and self._now() - clock < KEPT:
                yield entry

    # Checks

    def check_created(self, check_id: int, identity: str, wanted: Comparable) -> None:
        """Remember a new check; ``identity`` is what its creation was claimed by."""
        before = checks.defaults(wanted["type"])
        self._write_check("created", check_id, [identity], before, wanted, checks.differing(before, wanted))

    @contextlib.contextmanager
    def sending(self, check_id: int, wanted: Comparable, names: t.Iterable[str]) -> t.Iterator[None]:
        """Remember that a check is sent options now, so that whoever dies meanwhile leaves a trace.

        A refusal takes it back, as it does that nothing was sent; what is done is for ``check_changed`` to remember.
        """
        with _open_until_refused(lambda did: self._write_check(did, check_id, [], wanted, wanted, names)):
            yield

    def check_changed(self, check_id: int, before: Comparable, after: Comparable, names: t.Iterable[str]) -> None:
        """Remember the options ``names`` of a check that has been told them."""
        self._write_check("changed", check_id, [], before, after, names)

    def _write_check(
        self, did: str, check_id: int, about: list[str], old: Comparable, new: Comparable, names: t.Iterable[str]
    ) -> None:
        options = checks.options_of(new["type"])
        before, after = (
            {name: self._kept(options[name], values[name]) for name in names if name in options}
            for values in (old, new)
        )
        fact = {"did": did, "type": new["type"], "name": new["name"], "before": before, "after": after}
        self._remember([f"/checks/{check_id}", *about], fact)

    def _kept(self, option: Option, value: t.Any) -> t.Any:
        """``value`` as it is kept: no secret is, and nothing that is very long."""
        plain = option.kind.canonical(value)
        return self._digest(option, plain) if option.secret or len(json.dumps(plain)) > _LONGEST else plain

    def _digest(self, option: Option, plain: t.Any) -> Row:
        text = f"{option.name}\0{json.dumps(plain, sort_keys=True)}"
        return {"digest": hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]}

    def _is(self, option: Option, value: t.Any, kept: t.Any) -> bool:
        plain = option.kind.canonical(value)
        return bool((self._digest(option, plain) if isinstance(kept, dict) else plain) == kept)

    def check_rows(self, rows: list[Row], missing_too: bool = True) -> list[Row]:
        """The rows of GET /checks without what we deleted, by the names and tags that we gave, and with what we wrote.

        ``missing_too`` False leaves out what we wrote and the list does not show.
        """
        histories = self._histories("/checks/")
        listed = [
            _renamed(row, histories[path]) if (path := f"/checks/{row['id']}") in histories else row
            for row in rows
            if not histories.get(f"/checks/{row['id']}", History()).deleted
        ]
        shown = {f"/checks/{row['id']}" for row in rows}
        missing = [(path, one) for path, one in histories.items() if one.values and path not in shown]
        return [*listed, *(_check_row(path, one) for path, one in missing if missing_too and not one.deleted)]

    def check(self, check_id: int, actual: Comparable, given: Comparable) -> tuple[Comparable, set[str]]:
        """A check as it was told to be, where ``actual`` is as it was before, and the options of which that is unknown.

        Those are secrets that another task has written: they are known only if ``given`` has the same.
        """
        options = checks.options_of(actual["type"])
        result, unknown = dict(actual), set()
        for name, (last, earlier) in self.of(f"/checks/{check_id}").values.items():
            if name not in options:
                continue
            option = options[name]
            old = any(self._is(option, actual[name], one) for one in earlier)
            if self._is(option, actual[name], last) or not old:
                continue
            if not isinstance(last, dict):
                result[name] = last
            elif name in given and self._is(option, given[name], last):
                result[name] = given[name]
            else:
                unknown.add(name)
        return result, unknown

    def check_made(self, check_id: int, given: Comparable) -> tuple[Comparable, set[str]] | None:
        """A check that was created lately, as ``check`` tells it, for where Pingdom does not know it yet."""
        history = self.of(f"/checks/{check_id}")
        if not history.created or history.type not in checks.TYPES:
            return None
        result, unknown = checks.defaults(history.type), set()
        for name, option in checks.options_of(history.type).items():
            last = history.values.get(name, (result[name], []))[0]
            if not option.secret and not isinstance(last, dict):
                result[name] = last
            elif name in given and self._is(option, given[name], last):
                result[name] = given[name]
            elif not self._is(option, option.default, last):
                unknown.add(name)
        return result, unknown

    # Windows: each write of one is whole, so that the API itself notes them

    def window_rows(self, rows: list[Row], missing_too: bool = True) -> list[Row]:
        """The rows of GET /maintenance without what we deleted, as we changed them, and with what we wrote.

        ``missing_too`` False leaves out what we wrote and the list does not show.
        """
        histories = self._histories("/maintenance/")
        shown = {f"/maintenance/{row['id']}": row for row in rows}
        for path, history in histories.items():
            if history.deleted:
                shown.pop(path, None)
            elif path in shown:
                shown[path] = _changed(shown[path], history)
            elif history.values and missing_too:
                shown[path] = _window_row(path, history)
        self._shown.update(shown)
        return list(shown.values())

    def window(self, path: str, row: Row | None) -> Row | None:
        """The window of ``/maintenance/{id}``, of which the answer is ``row``, None if Pingdom does not know it."""
        history = self.of(path)
        if history.deleted:
            return None
        if row is not None:
            row = _changed(row, history)
        elif history.created:
            row = _window_row(path, history)
        if row is not None:
            self._shown[path] = row
        return row

    def window_is_old(self, path: str, values: Row) -> bool:
        """Whether a window, by the names of requests, still shows all that the last write changed as it was before."""
        written = self.of(path).values.items()
        changed = {name: earlier for name, (last, earlier) in written if earlier and last != earlier[-1]}
        return bool(changed) and all(values.get(name) in earlier for name, earlier in changed.items())

    def window_created(self, window_id: int, body: Row) -> None:
        """Remember a new window, by the body of its POST."""
        after = self._told(body)
        about = [f"/maintenance/{window_id}", f"/maintenance {body.get('description')}"]
        self._remember(about, {"did": "created", "before": {}, "after": after})

    def _window_changed(self, path: str, body: Row) -> None:
        before = _flat(self._shown.get(path, {}))
        self._remember([path], {"did": "changed", "before": before, "after": {**before, **self._told(body)}})

    def _told(self, body: Row) -> Row:
        """A body with times in place of Pingdom's word for now."""
        times = {name: self._now() for name in ("from", "to", "effectiveto") if body.get(name) == _NOW}
        return {**body, **times}


@contextlib.contextmanager
def _open_until_refused(
    note: t.Callable[[str], None], unclear: tuple[type[MonitoringError], ...] = _UNCLEAR
) -> t.Iterator[None]:
    """``note`` that something is being sent, and if it was refused or not sent at all, that: it has not been done.

    Errors that are ``unclear``, or without an answer, do not tell whether it was.
    """
    note("sending")
    try:
        yield
    except MonitoringError as error:
        if not (may_be_done(error) or isinstance(error, unclear)):
            note("refused")
        raise


def _id(path: str) -> int:
    return int(path.rsplit("/", 1)[-1])


def _renamed(row: Row, history: History) -> Row:
    """A row of a check by the name and the tags that it was given, where it shows those of before."""
    result = dict(row)
    name, earlier = history.values.get("name", ("", []))
    if row.get("name") in earlier:
        result["name"] = name
    tags, earlier = history.values.get("tags", ([], []))
    if "tags" in row and isinstance(tags, list) and sorted(tags_of(row, "u")) in earlier:
        result["tags"] = _tag_rows({*tags, *tags_of(row, "a")})
    return result


def _check_row(path: str, history: History) -> Row:
    """A row of a check that no list shows."""
    tags, _earlier = history.values.get("tags", ([], []))
    return {"id": _id(path), "name": history.name, "tags": _tag_rows(tags if isinstance(tags, list) else ())}


def _tag_rows(tags: t.Iterable[str]) -> list[Row]:
    return [{"name": tag, "type": "u"} for tag in tags]


def _flat(row: Row) -> Row:
    """A window's row by the names of requests."""
    values = {name: value for name, value in row.items() if name not in ("checks", "id")}
    connected = row.get("checks")
    if not connected or not isinstance(connected, dict):
        return values
    others = {name: value for name, value in connected.items() if name not in ("uptime", "tms") and value}
    ids = {"uptimeids": _ids(connected.get("uptime")), "tmsids": _ids(connected.get("tms"))}
    return {**values, **ids, **({"checks": others} if others else {})}


def _ids(raw: t.Any) -> t.Any:
    """Ids in their order, as they are sent; answers have them in any."""
    return sorted(raw) if isinstance(raw, list) and all(isinstance(one, int) for one in raw) else raw


def _shaped(values: Row) -> Row:
    """The reverse of ``_flat``."""
    row = {name: value for name, value in values.items() if name not in ("uptimeids", "tmsids")}
    others = row.get("checks") or {}
    return {**row, "checks": {**others, "uptime": values.get("uptimeids") or [], "tms": values.get("tmsids") or []}}


def _window_row(path: str, history: History) -> Row:
    return {"id": _id(path), **_shaped({name: last for name, (last, _earlier) in history.values.items()})}


def _changed(row: Row, history: History) -> Row:
    """A window's row with what was told in place of what was before."""
    if not history.values:
        return row  # as it came, odd or not
    values = _flat(row)
    for name, (last, earlier) in history.values.items():
        if name in values and values[name] != last and values[name] in earlier:
            values[name] = last
    return {"id": row["id"], **_shaped(values)}
