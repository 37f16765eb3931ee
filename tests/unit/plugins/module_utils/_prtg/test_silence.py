# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import (
    AWAKE,
    LAST_MOMENT,
    Lease,
    Silence,
    holds_mark,
    new_lease,
    plain,
    refuse_mark,
    shows_its_pause,
    silence_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso, unix
from tests.unit.plugins.module_utils._prtg.fake_server import thing

SOON = 1_000_020.0
A = Lease("Kernel update", "5f0c21ab", SOON)
B = Lease("New disks", "77aa0011", None)

#: What PRTG makes of a message: as recorded (18.2), as a German server does, and bare.
SHOWN = {
    "english": "[[ {} (Paused at 06.03.2018 14:55:23 by PRTG System Admin) ]]: Paused by user",
    "german": "[[ {} (Pausiert am 06.03.2018 um 14:55:23 durch Admin (extern)) ]]: Pausiert bis 06.03.2018",
    "bare": "{}",
}


def paused(message, status="pausedbyuser"):
    return thing(1, "device", "web", 0, active=False, status=status, message=message)


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize(
    "silence",
    [
        Silence(leases=(A,)),
        Silence(leases=(A, B)),
        Silence(leases=(Lease("", "5f0c21ab", SOON), Lease("| [[ ]] (x) |", "77aa0011"))),
        Silence("human: broken fan", leases=(A,)),
        Silence("human: broken fan (again)"),
    ],
)
@pytest.mark.parametrize("escape", [str, html.escape, lambda text: html.escape(html.escape(text))])
def test_what_was_written_is_read_again_from_what_prtg_makes_of_it(shown, silence, escape):
    assert silence_of(paused(SHOWN[shown].format(escape(silence.message())))) == silence


def test_the_form_with_holders_side_by_side_is_read_too():
    message = f"[[ {A.in_message()} {B.in_message()} (Paused at 1/2/2026) ]]: Paused"
    assert silence_of(paused(message)) == Silence(leases=(A, B))


reasons = st.text(max_size=40).filter(lambda text: not holds_mark(text))


@given(st.lists(reasons, min_size=1, max_size=4, unique_by=plain), st.sampled_from(list(SHOWN)), st.booleans())
def test_no_reason_confuses_the_reader(texts, shown, escaped):
    leases = tuple(Lease(text.strip(), f"{number:08x}", SOON + number) for number, text in enumerate(texts))
    message = Silence(leases=leases).message()
    found = silence_of(paused(SHOWN[shown].format(html.escape(message) if escaped else message)))
    assert [(lease.name, lease.until) for lease in found.leases] == [(lease.name, lease.until) for lease in leases]
    for lease in leases:
        assert found.lease_of(f" {lease.reason} ").name == lease.name


@pytest.mark.parametrize("reason", ["&amp;amp;amp;amp;lt;b&gt;", "R&amp;amp;amp;amp;amp;D", "&amp;#38;amp;#38;lt;"])
def test_a_reason_that_was_escaped_many_times_is_one_holder(reason):
    lease = Lease(reason, "5f0c21ab", SOON)
    for shown in (lease.in_message(), html.escape(lease.in_message())):
        once = silence_of(paused(f"[[ {shown} (Paused at 1/2/2026) ]]: Paused"))
        assert once.lease_of(reason) == once.leases[0]
        again = silence_of(paused(f"[[ {once.message()} (Paused at 1/2/2026) ]]: Paused"))
        assert again.leases == once.leases


@pytest.mark.parametrize(
    ("message", "status", "text", "ends"),
    [
        ("[[ demoted (Paused at 25.07.2017 12:56:41 by Admin) ]]: Paused by user", "pausedbyuser", "demoted", False),
        ("[[ abgeschaltet  (Paused at 29.07.2015 by A) ]]: Paused by user", "pausedbyuser", "abgeschaltet", False),
        ("[[ fan (left) (Paused at 1/2/2026 by A (b)) ]]: x", "pausedbyuseruntil", "fan (left)", True),
        ("[[ Paused at 21.12.2015 22:01:04 by A ]]: x", "pausedbyuser", "Paused at 21.12.2015 22:01:04 by A", False),
        ("Paused by user", "pausedbyuser", "Paused by user", False),
        ("[[ R&amp;D (Paused at 1/2/2026 by A) ]]: x", "pausedbyuser", "R&D", False),
        ("[[ a notice (", "pausedbyuser", "a notice (", False),
        (None, "pausedbyuser", "", False),
        ("[[ [opswatch 5f0c21ab until soon] (x) ]]: x", "pausedbyuser", "[opswatch 5f0c21ab until soon]", False),
        ("[opswatch] [opswatch 12345] [opswatch 0123ABCD] opswatch 0123abcd", "pausedbyuser", None, False),
    ],
)
def test_what_somebody_else_wrote_is_theirs(message, status, text, ends):
    expected = Silence(message if text is None else text, ends)
    assert silence_of(paused(message, status)) == expected


def test_an_object_that_is_not_paused_itself_is_held_by_nobody():
    assert silence_of(thing(1, "device", "web", 0, message=A.in_message())) == AWAKE
    assert AWAKE.is_over
    assert AWAKE.message() == ""


@pytest.mark.parametrize(
    "message",
    [
        f"[[ {A.in_message()} | New di",
        f"[[ {A.in_message()} | New disks [opswatch 77aa",
        f"{A.in_message()} | New disks [opswatch 77aa0011 until 2026-",
        f"[[ {A.in_message()} |",
        f"[[ {A.in_message()} | New di (Paused at 06.03.2018 14:55:23 by Admin) ]]: Paused by user",
        "[[ Kernel update [opswatch 5f0c21ab until 2026-11 (Paused at 06.03.2018 by Admin) ]]: Paused by user",
        "[[ Kernel update [opswatch 5f0c21ab until 2026-11",
        "[[ Kernel update [opswatch 5f0c21ab until 2026-99-23T11:12:11Z] (Paused) ]]: x",
    ],
)
def test_what_cannot_be_read_to_its_end_is_torn(message):
    assert silence_of(paused(message)).torn


def test_a_message_that_is_cut_behind_its_marks_is_whole():
    assert silence_of(paused(f"[[ {A.in_message()} (Paused at 06.03.2")) == Silence(leases=(A,))


@pytest.mark.parametrize(
    ("silence", "minutes", "end"),
    [
        (Silence(leases=(A,)), 60, iso(SOON)),
        (Silence(leases=(A, A._replace(name="00000001", until=SOON + 60))), 61, iso(SOON + 60)),
        (Silence(leases=(A, B)), None, None),
        (Silence("human", leases=(A,)), None, None),
        (Silence("human"), None, None),
        (Silence("human", True), None, "unknown"),
        (Silence(leases=(A._replace(until=SOON - 4000),)), 1, iso(SOON - 4000)),
    ],
)
def test_the_last_end_counts_and_no_end_counts_most(silence, minutes, end):
    assert silence.minutes(SOON - 3600) == minutes
    assert silence.end() == end


def test_somebody_elses_words_stand_alone_without_a_mark_and_beside_leases_with_one():
    assert Silence("broken fan").message() == "broken fan"
    assert Silence("broken fan", leases=(B,)).message() == (
        "broken fan [opswatch theirs] | New disks [opswatch 77aa0011]"
    )


@pytest.mark.parametrize(
    "reason",
    [
        "a ] b [opswatch deadbeef until 2020-01-01T00:00:00Z]",
        "[opswatch theirs]",
        "[opswatch\n deadbeef]",
        "&#91;opswatch deadbeef]",
        "&amp;#x5B;opswatch deadbeef&amp;#93;",
        "[ops\x00watch deadbeef]",
    ],
)
def test_a_reason_that_looks_like_a_mark_is_refused(reason):
    with pytest.raises(ConfigurationError, match="what this module marks its pauses with"):
        refuse_mark(reason)


def test_other_brackets_are_fine():
    refuse_mark("[opswatch] [[ ]] [opswatch soon]")


def test_a_holder_joins_once():
    assert Silence(leases=(A,)).joined(A._replace(name="00000001"), B).leases == (A, B)
    assert Silence(leases=(A, B)).without({"5f0c21ab"}).leases == (B,)
    assert Silence(leases=(A, B)).in_force(SOON).leases == (B,)


def test_leases_are_told_in_words_and_as_data():
    evil = Lease("a\x1b[2J", "5f0c21ab", SOON)
    assert evil.in_words() == "'a\\\\u001b[2J' until 1970-01-12T13:47:00Z"
    assert B.in_words() == "'New disks' without an end"
    assert B.as_data() == {"reason": "New disks", "until": None}


def test_times_survive_the_round_trip():
    assert iso(1_000_020.9) == "1970-01-12T13:47:00Z"
    assert unix(iso(1_000_020)) == 1_000_020
    assert unix("yesterday") is None
    assert iso(LAST_MOMENT) == "9999-12-31T23:59:59Z"
    assert len({new_lease() for _number in range(100)}) == 100


@pytest.mark.parametrize(
    ("fields", "shows"),
    [
        ({"active": True, "status": "up"}, True),
        ({"active": False, "status": "up"}, False),
        ({"active": False, "status": "none", "message": None}, False),
        ({"active": False, "status": "pausedbyuser"}, True),
        ({"active": False, "status": "none", "message": "[[ human (Paused) ]]: Paused"}, True),
        ({"active": False, "status": "up", "message": B.in_message()}, True),
    ],
)
def test_a_message_that_lags_behind_the_flag_is_noticed(fields, shows):
    assert shows_its_pause(thing(1, "device", "web", 0, **fields)) is shows
