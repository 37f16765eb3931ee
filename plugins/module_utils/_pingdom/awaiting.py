# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task names and nothing is called yet: in check mode an earlier task may only have predicted it.

Then it is awaited, which is a warning and makes a change. An id cannot be foretold, and stays an error.
"""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import Row, called, ids_of, is_number


class Named(t.NamedTuple):
    """The ids of what a task names, sorted, and in words what there is not."""

    ids: list[int]
    unknown: tuple[str, ...]


def as_far_as_known(
    references: t.Iterable[str],
    rows: t.Callable[[], list[Row]],
    what: str,
    known: t.Container[int] = (),
    excused: t.Callable[[str], bool] = lambda _reference: True,
) -> Named:
    """As ``naming.ids_of``, but what there is not is told in place of being an error, where that is ``excused``."""
    read = functools.lru_cache(maxsize=1)(rows)
    wanted = [str(one).strip() for one in references]
    found = set(ids_of([one for one in wanted if not excused(one)], read, what, known))
    unknown = []
    for one in filter(excused, wanted):
        try:
            found.update(ids_of([one], read, what, known))
        except NotFound:
            unknown.append(called(what, one))
    return Named(sorted(found), tuple(unknown))


def named(
    references: t.Iterable[str],
    rows: t.Callable[[], list[Row]],
    what: str,
    known: t.Container[int],
    check_mode: bool,
) -> Named:
    """As ``naming.ids_of``; in check mode names that nothing has are awaited."""
    return as_far_as_known(references, rows, what, known, lambda one: check_mode and not is_number(one))


def tell(result: Result, option: str, awaited: t.Sequence[str]) -> Result:
    """``result`` with what is ``awaited`` of an ``option``, if anything is."""
    if awaited:
        result.warnings += [AWAITED.format(one) for one in awaited]
        result.changes.append(Change(f"{option} that do not exist yet", None, {option: [*awaited]}))
        result.values["awaited"] = [*awaited]
    return result


AWAITED = "There is no {} yet. It must exist by then: without check mode this is an error."
