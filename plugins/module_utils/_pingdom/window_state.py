# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Bring one maintenance window into the state that a playbook asks for."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    NotFound,
    RequestRefused,
    StateNotReached,
    UnexpectedAnswer,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.contest import look_again
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import (
    CHECKS,
    Wish,
    changed_window,
    late,
    missing_for_creation,
    new_window,
    nothing_to_create,
    was_wished,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import NOW, Window, values_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window_checks import Chosen, chosen
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import Moment

#: Seconds by which a time that the server was asked to take as "now" may differ from our idea of it.
_NOW_TOLERANCE = 300


def ensure_present(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Create the window, change what differs, or leave it alone."""
    wish = Wish.from_params(params)
    with connect(params) as api:
        window = _find(api, params, wish)
        if window and was_wished(window, wish, api.now()):
            return api.told(_result(window, window, window, api.now()))
        named = chosen(api, params, window, check_mode)
        wish = wish._replace(checks=named.checks, transactions=named.transactions)
        now = api.now()
        missing = missing_for_creation(wish)
        if window is None and check_mode and missing:
            result = _to_be_created(params, wish, missing, now)
        elif window is None:
            result = _create(api, wish, now, check_mode)
        else:
            if window.odd_recurrence or changed_window(window, wish, now) != window:
                window = _whole(api, params, window, check_mode)
            result = _change_into(api, wish, window, now, check_mode)
        return api.told(_awaiting(named, result))


def _awaiting(named: Chosen, result: Result) -> Result:
    """``result`` with what check mode does not know yet: it makes a change."""
    result.warnings += named.warnings()
    if named.awaited:
        result.changes.append(Change("checks that do not exist yet", None, {"checks": named.awaited}))
        result.values["awaited"] = named.awaited
    return result


def _change_into(api: PingdomApi, wish: Wish, window: Window, now: int, check_mode: bool) -> Result:
    wanted = changed_window(window, wish, now)
    opening = wanted.start == now and window.start != now
    told = late(wanted, wish, now) if opening else []
    if wanted == window or check_mode:
        return _result(window, wanted, wanted, now, told)
    api.put(f"/maintenance/{window.id}", wanted.body(**({"from": NOW} if opening else {})))
    return _result(window, wanted, _settle(api, wanted, now), api.now(), told)


def ensure_absent(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Delete a window that has not started, end one that has, leave one alone that is over."""
    with connect(params) as api:
        try:
            window = _find(api, params)
        except NotFound:
            window = None
        now = api.now()
        if window is None:
            return api.told(Result(values={"maintenance": None}))
        status = window.status(now)
        if status == "ended":
            return api.told(_result(window, window, window, now))
        if window.start is None or status == "future":
            return api.told(_delete(api, params, window, check_mode))
        return api.told(_end(api, params, window, check_mode))


def _delete(api: PingdomApi, params: t.Mapping[str, t.Any], window: Window, check_mode: bool) -> Result:
    """Delete a window that has not started. One that has started meanwhile, as far as one can tell, is ended."""
    if not check_mode and not _deleted(api, window):
        return _end(api, params, window, check_mode)
    return Result([_change(window, None)], {"maintenance": None}, window.warnings())


def _deleted(api: PingdomApi, window: Window) -> bool:
    """Delete a window, unless it has started meanwhile, as far as one can tell: Pingdom deletes none that has."""
    try:
        api.delete(f"/maintenance/{window.id}")
    except RequestRefused:
        if window.start is not None and window.start > api.now():
            raise
        return False
    _delete_occurrences(api, window)
    return True


def _end(api: PingdomApi, params: t.Mapping[str, t.Any], window: Window, check_mode: bool) -> Result:
    if window.odd_recurrence or not check_mode:
        window = _whole(api, params, window, check_mode)
    now = api.now()
    wanted = ended = window._replace(end=now, until=now)
    if not check_mode:
        _tell_the_end(api, window)
        ended = _settle_end(api, window)
        wanted = wanted if ended.until is None else ended
        _delete_occurrences(api, window)
    return _result(window, wanted, ended, api.now())


def _tell_the_end(api: PingdomApi, window: Window) -> None:
    """End a window. A request whose answer is lost is repeated, and refused then because the window has ended.

    What Pingdom does not take back of what it shows must not keep a window in force: then the least is sent.
    """
    try:
        api.put(f"/maintenance/{window.id}", window.ending())
    except RequestRefused:
        with contextlib.suppress(MonitoringError):
            if _read(api, t.cast(int, window.id)).status(api.now()) == "ended":
                return
        api.put(f"/maintenance/{window.id}", window.bare_ending())


def _find(api: PingdomApi, params: t.Mapping[str, t.Any], wish: Wish | None = None) -> Window | None:
    """The window of this id, ended or not, or the only one of this description that has not ended.

    One that has ended counts as well if it is what the ``wish`` asked for, by points in time that are over. What an
    earlier task has left open is waited for: whether it opened the window, or deleted it.
    """
    window = None
    for _look in api.looks_for_a_minute():
        window = _find_now(api, params, wish)
        changing = window is not None and api.recent.of(f"/maintenance/{window.id}").open
        if not changing and (window or not api.recent.is_open(f"/maintenance {params.get('description')}")):
            break
    return window


def _find_now(api: PingdomApi, params: t.Mapping[str, t.Any], wish: Wish | None) -> Window | None:
    if params.get("id") is not None:
        return Window.from_answer(api.window(params["id"]))
    windows = [Window.from_answer(row) for row in api.windows(params["description"])]
    done = [window for window in windows if wish and was_wished(window, wish, api.now())]
    if done:
        return done[-1]
    windows = [window for window in windows if window.status(api.now()) != "ended"]
    if len(windows) > 1:
        ids = sorted(t.cast(int, window.id) for window in windows)
        raise ambiguous(f"maintenance windows {params['description']!r} that have not ended", ids)
    return windows[0] if windows else None


def _whole(api: PingdomApi, params: t.Mapping[str, t.Any], window: Window, check_mode: bool) -> Window:
    """A window with the members that lists leave out, and that a change has to send back.

    As it is listed if it is not known by its id yet, and for a prediction also if the answer is none.
    """
    if params.get("id") is not None:
        return window
    try:
        return window.with_rest_of(Window.from_answer(api.window(t.cast(int, window.id))))
    except NotFound:
        return window
    except UnexpectedAnswer:
        if check_mode:
            return window
        raise


def _unended(api: PingdomApi, description: str, as_listed: bool = False) -> list[int]:
    """The ids of the windows of this description that have not ended."""
    windows = [Window.from_answer(row) for row in api.windows(description, as_listed=as_listed)]
    return [t.cast(int, window.id) for window in windows if window.status(api.now()) != "ended"]


def _read(api: PingdomApi, window_id: int) -> Window:
    answer = api.get(f"/maintenance/{window_id}").get("maintenance")
    if not isinstance(answer, dict):
        raise UnexpectedAnswer(f"the answer about maintenance window {window_id} holds no window")
    return Window.from_answer({**answer, "id": window_id})


def _create(api: PingdomApi, wish: Wish, now: int, check_mode: bool) -> Result:
    wanted = new_window(wish, now)
    if check_mode:
        return _result(None, wanted, wanted, now, late(wanted, wish, now))
    # a time that is now when it is sent would be past when it arrives
    body = wanted.body(**({"from": NOW} if wanted.start == now else {}))
    description = t.cast(str, wanted.description)
    try:
        with api.recent.creating(f"/maintenance {description}"):
            # there was none before
            window_id = api.post("/maintenance", body, lambda: _unended(api, description))
            api.recent.window_created(window_id, body)
    except RequestRefused:
        start = t.cast(int, wanted.start)
        if not now < start <= api.now():
            raise
        # its start has passed on the way
        return _create(api, wish._replace(start=Moment(start)), api.now(), check_mode=False)
    with after_a_write():
        return _show_created(api, wish, wanted, wanted._replace(id=window_id), now)


def _to_be_created(params: t.Mapping[str, t.Any], wish: Wish, missing: list[str], now: int) -> Result:
    """For check mode: a window that does not exist and cannot be created, but that an earlier task may create.

    Where it lacks checks alone, these may be what does not exist yet, by ids that nobody knows.
    """
    if missing == [CHECKS]:
        wanted = new_window(wish._replace(checks=()), now)
        return _result(None, wanted, wanted, now, [*late(wanted, wish, now), _NO_CHECKS])
    given = {name: params[name] for name in ("start", "end", "duration", "recurrence") if params.get(name) is not None}
    named = {name: list(value) for name in ("checks", "transactions") if (value := getattr(wish, name)) is not None}
    return Result(
        [Change(f"Pingdom maintenance {wish.description}", {}, {**given, **named})] if given or named else [],
        {"maintenance": values_of(Window.unknown(wish.description), 0)},
        [f"It must exist by then: {nothing_to_create(missing)}."],
    )


_NO_CHECKS = (
    "Nothing says yet which checks the window is about. They must exist by then: without check mode this is an error."
)


def _show_created(api: PingdomApi, wish: Wish, wanted: Window, ours: Window, now: int) -> Result:
    """The result of a creation, in which somebody else may have been first."""
    window_id = t.cast(int, ours.id)
    outcome = look_again(api, window_id, lambda: _unended(api, t.cast(str, wanted.description), as_listed=True))
    if outcome.older and (result := _give_way(api, wish, ours, outcome.older)):
        return result
    warnings = [*outcome.warnings("maintenance window", window_id), *late(wanted, wish, now)]
    if _once_known(api, window_id):
        ours = _settle(api, ours, now)
    else:
        warnings.append(f"Pingdom does not show maintenance window {window_id} yet, which it has just accepted.")
    return _result(None, wanted, ours, api.now(), warnings)


def _once_known(api: PingdomApi, window_id: int) -> Window | None:
    """A window that has just been created, None if its id is not known for some seconds."""
    for _again in api.looks():
        with contextlib.suppress(NotFound):
            return _read(api, window_id)
    return None


def _give_way(api: PingdomApi, wish: Wish, ours: Window, older: int) -> Result | None:
    """Take back the window that we made where somebody else made one just before, and go on with theirs.

    One that has started cannot be deleted, and is ended. None if theirs cannot be read: then ours stays.
    """
    theirs = _once_known(api, older)
    if theirs is None:
        return None
    # its start is what Pingdom took for now
    ours = _once_known(api, t.cast(int, ours.id)) or ours
    if ours.status(api.now()) != "future" or not _deleted(api, ours):
        _tell_the_end(api, ours)
        _delete_occurrences(api, ours)
    result = _change_into(api, wish, theirs, api.now(), check_mode=False)
    result.warnings.append(
        f"Somebody else opened maintenance window {older} of this description just before this task opened window "
        f"{ours.id}, which was taken back."
    )
    return result


def _settle(api: PingdomApi, wanted: Window, now: int) -> Window:
    """Read a written window back until it shows what it was told, and fail honestly if it does not."""

    def taken(found: Window) -> bool:
        from_now = wanted.start == now and found.start is not None and abs(found.start - now) <= _NOW_TOLERANCE
        return found.is_like(wanted._replace(start=found.start) if from_now else wanted)

    return _look(api, t.cast(int, wanted.id), taken, wanted)


def _settle_end(api: PingdomApi, window: Window) -> Window:
    """Read a window back until it has ended; of one whose times nobody can read this does not show."""

    def taken(found: Window) -> bool:
        return found.until is None or found.status(api.now()) == "ended"

    return _look(api, t.cast(int, window.id), taken, window)


def _look(api: PingdomApi, window_id: int, taken: t.Callable[[Window], bool], wanted: Window) -> Window:
    found: Window | None = None

    def old() -> bool:
        return _is_old(api, window_id, found)

    try:
        for _again in api.looks(old):
            with _tolerating_lag(api, window_id):
                found = _read(api, window_id)
                if taken(found):
                    return found
    except MonitoringError as error:
        error.changed = True
        raise
    shown, asked = (found or wanted).shown(), wanted.shown()
    wrong = sorted(name for name in asked if shown[name] != asked[name]) or ["end"]
    raise StateNotReached(
        f"Pingdom accepted the change of maintenance window {window_id}, but afterwards these are not what was asked: "
        + ", ".join(wrong),
        hint="Compare them in My Pingdom.",
        details={"options": wrong, "id": window_id},
        changed=True,
    )


def _is_old(api: PingdomApi, window_id: int, found: Window | None) -> bool:
    """Whether a look has shown what was there before our write, or nothing at all."""
    return found is None or api.recent.window_is_old(f"/maintenance/{window_id}", found.body())


@contextlib.contextmanager
def _tolerating_lag(api: PingdomApi, window_id: int) -> t.Iterator[None]:
    """What was created lately, by an earlier task, need not be known yet."""
    try:
        yield
    except NotFound:
        if not api.recent.of(f"/maintenance/{window_id}").created:
            raise


def _delete_occurrences(api: PingdomApi, window: Window) -> None:
    """Remove what lies in the future: occurrences outlive their window (acceptance test of nordcloud/go-pingdom)."""
    try:
        now = api.now()
        for row in api.occurrences(t.cast(int, window.id)):
            if not isinstance(row.get("from"), int) or row["from"] <= now:
                continue
            if not is_id(row.get("id")):
                raise UnexpectedAnswer(
                    f"an occurrence of maintenance window {window.id} that is to come has no numeric id, and stays",
                    hint="Look at it in My Pingdom.",
                )
            api.delete(f"/maintenance.occurrences/{row['id']}")
    except NotFound:
        return
    except MonitoringError as error:
        error.changed = True
        raise


def _change(before: Window | None, after: Window | None) -> Change:
    name = t.cast(Window, after or before).description
    return Change(f"Pingdom maintenance {name}", before.shown() if before else None, after.shown() if after else None)


def _result(before: Window | None, wanted: Window, shown: Window, now: int, warnings: t.Iterable[str] = ()) -> Result:
    """The result: what was to be done, and the window as it is ``shown`` by now, or would be in check mode."""
    told = [*(before or wanted).warnings(), *warnings]
    return Result([_change(before, wanted)], {"maintenance": values_of(shown, now)}, told)
