# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the message of a sensor in alarm says: of an acknowledgement, of a simulated error."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import acknowledging, simulating
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token import Left


def sensor(status, message):
    return PrtgObject("1", "sensor", "Ping", status=status, message=message)


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("[[ INC-1 & more (Acknowledged at 1/2/2026 by PRTG) ]]: Timeout", True),
        ("[[ INC-1 &amp;amp; more (Acknowledged ...) ]]: Timeout", True),
        ("INC-1  & more\tbestaetigt", True),
        ("[[ INC-1 &...", True),
        ("[[ INC-1 & mo\u2026", True),
        ("[[ Bob (Acknowledged at 1/2/2026 by PRTG) ]]: Timeout", False),
        ("Timeout (code: PE018)", False),
        ("", False),
        (None, False),
    ],
)
def test_whether_a_message_says_the_reason(message, says):
    assert acknowledging.says(sensor("acknowledged", message), "INC-1 & more") is says


@pytest.mark.parametrize("status", ["up", "warning", "unknown", "pausedbyuser", "none", None])
def test_what_is_not_down_is_left_alone(status):
    params = {"reason": "x", "duration": None}
    step = acknowledging.judge(sensor(status, "OK"), params)
    assert (step.write, step.note, step.before == step.after) == (None, None, True)


def test_what_is_partly_down_is_told():
    step = acknowledging.judge(sensor("partialdown", ""), {"reason": "x", "duration": None})
    assert (step.write, step.note) == (None, acknowledging.PARTLY)


@pytest.mark.parametrize(
    ("status", "message", "simulated"),
    [
        ("down", "Simulated error", True),
        ("down", "SIMULATED  ERROR (since 12:00)", True),
        ("down", "&lt;b&gt;Simulated error", True),
        ("acknowledged", "[[ Drill (Acknowledged at ...) ]]: Simulated error", True),
        ("acknowledged", "[[ a simulated error? (Acknowledged at ...) ]]: Timeout", False),
        ("acknowledged", "[[ a simulated error? (Acknow...", False),
        ("down", "Timeout", False),
        ("down", None, False),
        ("up", "Simulated error", False),
        ("pausedbyuser", "Simulated error", False),
    ],
)
def test_whether_an_error_is_simulated(status, message, simulated):
    assert simulating.is_simulated(sensor(status, message), ("Simulated error",)) is simulated


@pytest.mark.parametrize(
    ("status", "message", "ends"),
    [
        ("down", "Fehler, simuliert", True),
        ("down", "Timeout", True),
        ("acknowledged", "[[ Drill ]]: Fehler, simuliert", True),
        ("acknowledged", "[[ Drill ]]: Timeout", False),
        ("up", "OK", False),
        ("pausedbyuser", "Fehler, simuliert", False),
    ],
)
@pytest.mark.parametrize("kept", ["Fehler, simuliert", None])
def test_a_token_ends_what_is_down_and_what_says_so(status, message, ends, kept):
    left = Left("1", "sensor", "Ping", {}, {"simulated": True, "message": kept})
    step = simulating.judge_back(sensor(status, message), left, {"error_message": "Simulated error"})
    expected = ends and (kept is not None or status == "down")
    assert (step.write is not None) is expected
    assert (step.note is not None) is (status == "acknowledged" and not expected)


def test_what_shows_the_status_before_its_pause_is_not_woken():
    """The status can lag behind the flag (facts of API v1, section 4), and resuming would end somebody's pause."""
    found = sensor("down", "Simulated error")._replace(active=False)
    assert simulating.judge(found, {"state": "ended", "error_message": "Simulated error"}).write is None
    left = Left("1", "sensor", "Ping", {}, {"simulated": True, "message": "Simulated error"})
    assert simulating.judge_back(found, left, {"error_message": "Simulated error"}).write is None
    step = simulating.judge(sensor("up", "OK")._replace(active=False), {"state": "simulated", "error_message": "x"})
    assert (step.write, step.note) == (None, simulating.NOT_ABLE.format(status="paused"))


def test_what_ends_shows_when_the_words_are_gone_and_without_words_at_once():
    found = sensor("down", "Simulated error")
    step = simulating.judge(found, {"state": "ended", "error_message": "Simulated error"})
    assert not simulating.shows(found, step)
    assert simulating.shows(sensor("down", "Timeout"), step)
    assert not simulating.shows(None, step)
    left = Left("1", "sensor", "Ping", {}, {"simulated": True, "message": None})
    step = simulating.judge_back(sensor("down", "?"), left, {"error_message": "Simulated error"})
    assert simulating.shows(sensor("down", "?"), step)


@pytest.mark.parametrize(
    ("status", "simulated", "ended"),
    [("up", False, True), ("down", True, False), ("acknowledged", True, False), ("unknown", False, False)],
)
def test_when_the_status_has_arrived(status, simulated, ended):
    for wanted, arrives in ((True, simulated), (False, ended)):
        assert simulating.arrives(sensor(status, ""), {"after": {"simulated": wanted}}) is arrives
        assert not simulating.arrives(None, {"after": {"simulated": wanted}})


@pytest.mark.parametrize(
    ("now", "told", "note", "is_ended"),
    [
        (None, ("Simulated error",), None, True),
        (sensor("down", "Simulated error"), ("Simulated error",), None, True),
        (sensor("down", "Timeout"), (), None, True),
        (sensor("acknowledged", "[[ mine ]]: Timeout"), (), "message does not say that the error is simulated", False),
        (sensor("down", "Timeout"), ("Simulated error",), "message does not say that the error is simulated", False),
        (sensor("up", "OK"), ("Simulated error",), None, False),
        (sensor("down", "Simulated error")._replace(active=False), (), "was paused by somebody else", False),
    ],
)
def test_what_others_make_of_a_sensor_before_its_simulated_error_is_ended_counts(now, told, note, is_ended):
    planned = simulating.Step(sensor("down", "Simulated error"), Write("resume"), True, False, told)
    left = simulating.as_it_is_now(planned, now)
    assert (left.write is not None) is is_ended
    assert left.before == {"simulated": is_ended}
    assert (note or "") in (left.note or "")
    assert (left.note is None) is (note is None)
