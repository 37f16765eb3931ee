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
    SelectionRefused,
    StateNotReached,
    UnexpectedAnswer,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.contest import look_again
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import (
    NOW,
    Window,
    Wish,
    changed_window,
    new_window,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous, ids_of, tags_of

#: Seconds by which a time that the server was asked to take as "now" may differ from our idea of it.
_NOW_TOLERANCE = 300


def ensure_present(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Create the window, change what differs, or leave it alone."""
    wish = Wish.from_params(params)
    with connect(params) as api:
        window = _find(api, params)
        wish = _with_ids(api, wish, params, window)
        now = api.now()
        if window is None:
            return _create(api, wish, now, check_mode)
        return _change_into(api, wish, window, now, check_mode)


def _change_into(api: PingdomApi, wish: Wish, window: Window, now: int, check_mode: bool) -> Result:
    wanted = changed_window(window, wish, now)
    if wanted != window and not check_mode:
        api.put(f"/maintenance/{window.id}", wanted.body())
        _settle(api, wanted, now)
    return _result(window, wanted, now)


def ensure_absent(params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Delete a window that has not started, end one that has, leave one alone that is over."""
    with connect(params) as api:
        try:
            window = _find(api, params)
        except NotFound:
            window = None
        now = api.now()
        if window is None:
            return Result(values={"maintenance": None})
        if window.status(now) == "ended":
            return _result(window, window, now)
        if window.status(now) == "future":
            if not check_mode:
                api.delete(f"/maintenance/{window.id}")
                _delete_occurrences(api, window)
            return Result([_change(window, None)], {"maintenance": None})
        ended = window._replace(end=now, until=now)
        if not check_mode:
            api.put(f"/maintenance/{window.id}", window.ending())
            ended = _settle_end(api, window)
            _delete_occurrences(api, window)
        return _result(window, ended, api.now())


def _find(api: PingdomApi, params: t.Mapping[str, t.Any]) -> Window | None:
    """The window of this id, ended or not, or the only one of this description that has not ended.

    What an earlier task has left open is waited for: whether it opened the window, or deleted it.
    """
    window = None
    for _look in api.looks_for_a_minute():
        window = _find_now(api, params)
        deleting = window is not None and api.recent.of(f"/maintenance/{window.id}").deleting
        if not deleting and (window or not api.recent.is_open(f"/maintenance {params.get('description')}")):
            break
    return window


def _find_now(api: PingdomApi, params: t.Mapping[str, t.Any]) -> Window | None:
    if params.get("id") is not None:
        return Window.from_answer(api.window(params["id"]))
    description = params["description"]
    windows = [window for window in _unended(api) if window.description == description]
    if len(windows) > 1:
        ids = sorted(t.cast(int, window.id) for window in windows)
        raise ambiguous(f"maintenance windows {description!r} that have not ended", ids)
    return windows[0] if windows else None


def _unended(api: PingdomApi) -> list[Window]:
    windows = [Window.from_answer(row) for row in api.windows()]
    return [window for window in windows if window.status(api.now()) != "ended"]


def _read(api: PingdomApi, window_id: int) -> Window:
    answer = api.get(f"/maintenance/{window_id}").get("maintenance")
    if not isinstance(answer, dict):
        raise UnexpectedAnswer(f"the answer about maintenance window {window_id} holds no window")
    return Window.from_answer(answer)


def _with_ids(api: PingdomApi, wish: Wish, params: t.Mapping[str, t.Any], window: Window | None) -> Wish:
    """``wish`` with its checks and transactions as ids. Ids that the window has already need not exist any more."""
    checks = transactions = None
    if params.get("checks") is not None or params.get("check_tags") is not None:
        checks = tuple(_check_ids(api, params, window.checks if window else ()))
    if params.get("transactions") is not None:
        known = window.transactions if window else ()
        transactions = tuple(ids_of(params["transactions"], api.transactions, "transaction check", known))
    return wish._replace(checks=checks, transactions=transactions)


def _check_ids(api: PingdomApi, params: t.Mapping[str, t.Any], known: t.Container[int]) -> list[int]:
    tags = set(params.get("check_tags") or ())
    if not tags:
        return ids_of(params.get("checks") or (), api.checks, "check", known)
    rows = api.checks(include_tags=True)
    tagged = {row["id"]: tags_of(row) & tags for row in rows}
    unused = tags.difference(*tagged.values())
    if unused:
        raise SelectionRefused(
            f"no check has the tag {', '.join(sorted(unused))}",
            hint="Tags are compared exactly, with upper and lower case.",
        )
    named = ids_of(params.get("checks") or (), lambda: rows, "check", known)
    return sorted({*named, *(check_id for check_id, matching in tagged.items() if matching)})


def _create(api: PingdomApi, wish: Wish, now: int, check_mode: bool) -> Result:
    wanted = new_window(wish, now)
    if check_mode:
        return _result(None, wanted, now)
    # a time that is now when it is sent would be past when it arrives
    body = wanted.body(**({"from": NOW} if wanted.start == now else {}))

    def find() -> list[int]:
        # there was none before
        return [t.cast(int, window.id) for window in _unended(api) if window.description == wanted.description]

    with api.recent.creating(f"/maintenance {wanted.description}"):
        window_id = api.post("/maintenance", body, find)
        api.recent.window_created(window_id, body)
    with after_a_write():
        return _show_created(api, wish, wanted, wanted._replace(id=window_id), now)


def _show_created(api: PingdomApi, wish: Wish, wanted: Window, ours: Window, now: int) -> Result:
    """The result of a creation, in which somebody else may have been first."""
    window_id = t.cast(int, ours.id)
    outcome = look_again(api, window_id, lambda: _listed(api, wanted.description))
    if outcome.older and (result := _give_way(api, wish, ours, outcome.older)):
        return result
    warnings = outcome.warnings("maintenance window", window_id)
    if _once_known(api, window_id):
        ours = _settle(api, ours, now)
    else:
        warnings.append(f"Pingdom does not show maintenance window {window_id} yet, which it has just accepted.")
    return Result([_change(None, wanted)], {"maintenance": _values(ours, api.now())}, warnings)


def _listed(api: PingdomApi, description: str) -> list[int]:
    """The windows of this description that the list shows and that have not ended."""
    now = api.now()
    windows = [Window.from_answer(row) for row in api.windows(as_listed=True) if row.get("description") == description]
    return [t.cast(int, window.id) for window in windows if window.status(now) != "ended"]


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
    if ours.status(api.now()) == "future":
        api.delete(f"/maintenance/{ours.id}")
    else:
        api.put(f"/maintenance/{ours.id}", ours.ending())
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
        from_now = wanted.start == now and abs(found.start - now) <= _NOW_TOLERANCE
        return found == (wanted._replace(start=found.start) if from_now else wanted)

    return _look(api, t.cast(int, wanted.id), taken, wanted)


def _settle_end(api: PingdomApi, window: Window) -> Window:
    return _look(api, t.cast(int, window.id), lambda found: found.status(api.now()) == "ended", window)


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
            if row.get("maintenanceid") == window.id and isinstance(row.get("from"), int) and row["from"] > now:
                api.delete(f"/maintenance.occurrences/{row['id']}")
    except NotFound:
        return
    except MonitoringError as error:
        error.changed = True
        raise


def _change(before: Window | None, after: Window | None) -> Change:
    name = (after or before or Window(None, "", 0, 0)).description
    return Change(f"Pingdom maintenance {name}", before.shown() if before else None, after.shown() if after else None)


def _values(window: Window, now: int) -> dict[str, t.Any]:
    return {"id": window.id, **window.shown(), "status": window.status(now)}


def _result(before: Window | None, after: Window, now: int) -> Result:
    return Result([_change(before, after)], {"maintenance": _values(after, now)})
