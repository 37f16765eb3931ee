# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random tasks about maintenance windows, one after the other, over either version of the API."""

from __future__ import annotations

import copy

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_maintenance
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import (
    NOW,
    EitherPingdom,
    as_foretold,
    use,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.workshop import drive

HOUR, DAY = 3600, 86400
CHECKS = {"web": ["prod"], "mail": ["prod", "x"], "other": ["x"]}
"""The tags of checks by their names, whose ids begin with ``FIRST``."""
FIRST = 101
TRANSACTION = 50

moments = st.integers(-2 * DAY, 5 * DAY).map(lambda later: iso(NOW + later))
ahead = st.integers(1, 9000).map("+{}m".format)
starts = st.one_of(st.just("now"), moments, ahead)
ends = st.one_of(
    st.fixed_dictionaries({"duration": st.sampled_from(["30m", "2h", "1d", "4d"])}),
    st.fixed_dictionaries(
        {"end": st.one_of(moments, ahead, st.integers(5 * DAY, 9 * DAY).map(lambda at: iso(NOW + at)))}
    ),
)
checks = st.lists(st.sampled_from([*CHECKS, str(FIRST)]), max_size=3)
recurrences = st.fixed_dictionaries(
    {"type": st.sampled_from(["none", "day", "week", "month"])},
    optional={"every": st.integers(1, 3), "until": st.integers(5, 60).map(lambda days: iso(NOW + days * DAY))},
)
more = st.fixed_dictionaries(
    {"description": st.sampled_from(["One", "Two"])},
    optional={
        "recurrence": recurrences,
        "replace_recurrence": st.booleans(),
        "check_tags": st.lists(st.sampled_from(["prod", "x"]), max_size=2),
        "transactions": st.lists(st.just(str(TRANSACTION)), max_size=1),
    },
)
whole = st.builds(
    lambda one, end, own: {**one, **end, **own},
    more,
    ends,
    st.fixed_dictionaries({"start": starts, "checks": checks}),
)
"""Tasks that can create a window."""
part = st.builds(
    lambda one, end, own: {**one, **end, **own},
    more,
    st.one_of(ends, st.just({})),
    st.fixed_dictionaries({}, optional={"start": starts, "checks": checks, "state": st.just("absent")}),
)
wishes = st.one_of(whole, part)


def window(check_mode=False, **params):
    return drive(pingdom_maintenance.SPECIFICATION, check_mode, **params)


def named(wish, shown):
    """The ids of the checks that a window has after a task; ``shown`` if the task says nothing of them."""
    if "checks" not in wish and "check_tags" not in wish:
        return shown
    names, asked = [*CHECKS], {*wish.get("check_tags", [])}
    by_name = {FIRST + names.index(name) if name in CHECKS else FIRST for name in wish.get("checks", [])}
    return sorted(by_name | {FIRST + number for number, tags in enumerate(CHECKS.values()) if asked & {*tags}})


def others(pingdom, description):
    """The windows that a task about a description has nothing to do with."""
    return [copy.deepcopy(vars(one)) for one in pingdom.windows.values() if one.description != description]


@settings(max_examples=50)
@example("3.1", [({"description": "One", "start": "now", "end": iso(NOW)}, 0)])  # wrong, and without checks
@given(
    st.sampled_from(["3.1", "2.1"]),
    st.lists(st.tuples(wishes, st.integers(0, 2 * DAY)), min_size=1, max_size=3),
)
def test_windows_become_what_is_wanted_and_stay_so(version, tasks):
    with EitherPingdom(version) as pingdom, pytest.MonkeyPatch.context() as patch:
        use(patch, pingdom)
        for name, tags in CHECKS.items():
            pingdom.add(name=name, tags=tags)
        for wish, later in tasks:
            before = others(pingdom, wish["description"])
            done = as_foretold(pingdom, window, "maintenance", **wish)
            assert others(pingdom, wish["description"]) == before
            shown = done.get("maintenance")
            if done.get("failed"):
                assert done["error"]["kind"] in ("ConfigurationError", "Conflict")
            elif shown and shown["status"] != "ended":
                assert shown["checks"] == named(wish, shown["checks"])
                wanted = wish.get("transactions", shown["transactions"])
                assert shown["transactions"] == sorted({int(one) for one in wanted})
            pingdom.now += later
