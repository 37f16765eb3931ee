# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""More about objects than their rows tell: the protocol of the parts ``channel_limits``, ``settings``, ``triggers`` and
``changes`` of an API, and what all of them share.

What they make of an object has the same keys and types over every API that has the part.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    NotFound,
    RequestRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query

#: How many objects are asked about at a time, where each takes a request.
AT_ONCE = 4

#: From how many objects on it is told how many there are.
_MANY = 20

#: Asks whether so many more requests may be made; raises if not.
Allow = t.Callable[[int], None]

R = t.TypeVar("R")


class DetailsPart(t.Protocol):
    """A part that tells more about objects than their rows."""

    def requests(self, count: int) -> int:
        """How many requests so many objects take at least."""

    def read(self, objects: t.Sequence[PrtgObject], query: Query, allow: Allow) -> dict[str, t.Any]:
        """What there is of each object, by their ids: of every one of them, or an error that names one.

        ``query`` counts what is asked. Before more is asked than ``requests`` has told, ``allow`` has to agree.
        """


@contextlib.contextmanager
def naming(about: str) -> t.Iterator[None]:
    """Let errors say what they are about, and that this may be gone where the server knows nothing of it."""
    try:
        yield
    except MonitoringError as error:
        error.message = f"{about}: {error.message}"
        if isinstance(error, (NotFound, RequestRefused)):
            gone = "It may have been deleted since the objects were read: run the task again."
            error.hint = " ".join(filter(None, (error.hint, gone)))
        raise


def of_each(
    read: t.Callable[[PrtgObject, Query], R], objects: t.Sequence[PrtgObject], what: str, query: Query
) -> dict[str, R]:
    """What ``read`` finds of each object, by their ids. An error names the object that it is about.

    The first is read alone, to fail once where all would. Each counts what it asks for itself, and ``query`` all of it,
    in the order of the objects.
    """
    if len(objects) >= _MANY:
        tell(f"reading {what} of {len(objects)} objects, {AT_ONCE} at a time")

    def one_of(found: PrtgObject) -> tuple[R, Query]:
        own = Query()
        with naming(f"{what} of {found.label()}"):
            return read(found, own), own

    made = [one_of(one) for one in objects[:1]]
    made.extend(in_parallel(one_of, objects[1:], AT_ONCE))
    for _found, own in made:
        query.add(own)
    return {one.id: found for one, (found, _own) in zip(objects, made)}
