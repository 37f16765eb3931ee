# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which checks a task means that names several."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AmbiguousName, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import (
    Wanted,
    certainly_chosen,
    chosen,
    chosen_of,
    refuse_ambiguous,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import api_on


def check(number, name, status="up", check_type="http", tags=()):
    told = [{"name": tag, "type": "u", "count": 1} for tag in tags]
    return {"id": number, "name": name, "status": status, "type": check_type, "tags": told}


CHECKS = [
    check(1, "shop", tags=["web"]),
    check(2, "shop", "paused"),
    check(3, "mail", "down", "smtp", ["web", "mail"]),
    check(4, "dns", "up", "dns"),
]


@pytest.fixture
def api():
    counts = {"total": len(CHECKS), "filtered": len(CHECKS), "limited": len(CHECKS)}
    return api_on(lambda *_request: {"checks": CHECKS, "counts": counts})


@pytest.mark.parametrize(
    ("wanted", "ids", "unknown"),
    [
        (Wanted(), [1, 2, 3, 4], []),
        (Wanted.of(ids=[4], names=["mail"]), [3, 4], []),
        (Wanted.of(tags=["web"]), [1, 3], []),
        (Wanted.of(tags=["web"], statuses=["down"]), [3], []),
        (Wanted.of(types=["http", "dns"], statuses=["up"]), [1, 4], []),
        (Wanted.of(names=["shop"]), [1, 2], []),
        (Wanted.of(ids=[9], names=["Shop"], tags=["none"]), [], ["id 9", "name 'Shop'", "tag 'none'"]),
    ],
)
def test_checks_are_named_and_narrowed(api, wanted, ids, unknown):
    found = chosen(api, wanted)
    assert ([row["id"] for row in found.rows], found.unknown) == (ids, unknown)


def test_what_is_changed_must_be_meant_beyond_doubt():
    with pytest.raises(NotFound, match=r"no check has the id 9, tag 'x'.*Names and tags are compared exactly"):
        certainly_chosen(CHECKS, Wanted.of(ids=[1, 9], tags=["x"]), "check")
    with pytest.raises(NotFound, match=r"no check has the id 9\. Look whether this is the right account"):
        certainly_chosen(CHECKS, Wanted.of(ids=[9], names=["dns"]), "check")
    with pytest.raises(AmbiguousName, match="there are 2 checks named 'shop', with the ids 1, 2"):
        certainly_chosen(CHECKS, Wanted.of(ids=[1], names=["shop"]), "check")
    both = certainly_chosen(CHECKS, Wanted.of(ids=[1, 2], names=["shop"]), "check")
    assert [row["id"] for row in both.rows] == [1, 2]
    accepted = certainly_chosen(CHECKS, Wanted.of(ids=[1, 9]), "check", allow_empty=True)
    assert ([row["id"] for row in accepted.rows], accepted.unknown) == ([1], ["id 9"])


def test_many_names_are_looked_at_once():
    """Five hundred names over a list of 25,000 checks took two minutes, each name looking at each check."""
    looks = []

    class Watched(dict):
        def get(self, name, default=None):
            looks.append(name)
            return super().get(name, default)

    rows = [Watched(check(number, f"n{number}", tags=["a"])) for number in range(200)]
    wanted = Wanted.of(ids=range(300, 400), names=[f"n{number}" for number in range(100, 300)])
    found = chosen_of(rows, wanted)
    refuse_ambiguous(found.rows, wanted)
    assert (len(found.rows), len(found.unknown)) == (100, 200)
    assert len(looks) <= 5 * len(rows)
    assert "tags" not in looks
