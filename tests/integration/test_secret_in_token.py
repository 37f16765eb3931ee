# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A password whose letters occur in the restore token: Ansible masks them there, and the token still restores.

The passwords stand beside the API key that really logs in: Ansible masks them all the same.
"""

from __future__ import annotations

import pytest

PAUSE = "opswatch.monitoring.prtg_pause"
INFO = "opswatch.monitoring.prtg_object_info"
LOOK = {INFO: {"ids": ["1001", "1002"], "fields": ["active"]}}
REPORTED = [{"password": "device"}, {"password": "1001"}, {"passhash": "d"}, {"password": "127"}]
OTHERS = [
    {"passhash": ":"},
    {"password": "False"},
    {"password": "0", "passhash": "o"},
]
ON_EVERY_CORE = [{"password": "e"}]
"""The letter of both true and false, which only the older cores mask."""


def flow(number, secrets):
    """Pause and restore in check mode, and then for real, with a look after each by somebody who has no such secret."""
    wish = {PAUSE: {**secrets, "ids": ["1001", "1002"]}}
    check = {"check_mode": True}
    return [
        {**wish, **check, "register": f"predicted_{number}"},
        {PAUSE: {**secrets, "state": "restored", "restore": f"{{{{ predicted_{number}.restore }}}}"}, **check},
        {**wish, "register": f"silenced_{number}"},
        LOOK,
        {PAUSE: {**secrets, "state": "restored", "restore": f"{{{{ silenced_{number}.restore }}}}"}},
        LOOK,
    ]


@pytest.mark.parametrize(
    ("api", "secrets"),
    [
        pytest.param("v1", ON_EVERY_CORE, marks=pytest.mark.every_core),
        ("v1", REPORTED),
        ("v2", [*REPORTED, *OTHERS]),
    ],
)
def test_a_token_survives_every_password(ansible, emulator, api, secrets):
    tasks = [task for number, one in enumerate(secrets) for task in flow(number, one)]
    run = ansible.playbook(tasks, env=getattr(emulator, api))
    silenced, restored = [{"active": False}] * 2, [{"active": True}] * 2
    seen = [result["objects"] for result in run.results if result.action == INFO]
    assert seen == [silenced, restored] * len(secrets)
    assert all(undone.changed for undone in run.results[1::6])


def test_a_failure_returns_a_token_that_survives_as_well(ansible, emulator):
    emulator.faults([{"path": "pause", "reset": True, "after": True, "times": 1}])
    tasks = [
        {PAUSE: {"ids": ["1001"], "password": "device"}, "ignore_errors": True, "register": "failed"},
        {PAUSE: {"state": "restored", "restore": "{{ failed.restore }}"}},
    ]
    failed, restored = ansible.playbook(tasks, env=emulator.v1).results
    assert (failed.failed, failed.changed) == (True, True)
    assert restored["objects"][0]["after"]["active"] is True


def test_a_token_stays_readable_unless_a_secret_occurs_in_it(ansible, emulator):
    run = ansible.playbook([{PAUSE: {"ids": ["1001"], "password": "long enough, and nowhere"}}], env=emulator.v1)
    assert run.last["restore"]["objects"][0]["kind"] == "device"


def test_a_token_that_was_cut_is_refused_before_anything_is_sent(ansible, emulator):
    made = ansible.playbook([{PAUSE: {"ids": ["1001"], "password": "device"}}], env=emulator.v1).last
    emulator.reset()
    (text,) = made["restore"].values()
    restore = {PAUSE: {"state": "restored", "restore": {"token": text[:-2]}}}
    failed = ansible.playbook([restore], env=emulator.v1, fails=True).last
    assert "altered or cut" in failed["msg"]
    assert emulator.requests() == []
