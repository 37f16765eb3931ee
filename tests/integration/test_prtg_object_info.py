# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_object_info in a play: what a server says comes out as data, and is never a template."""

from __future__ import annotations

import pytest

INFO = "opswatch.monitoring.prtg_object_info"


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_hostile_texts_are_no_templates(ansible, emulator, api):
    tasks = [
        {"name": "look", INFO: {"ids": [2113]}, "register": "found"},
        {"name": "used", "ansible.builtin.debug": {"msg": "{{ found.objects[0].message }}"}},
    ]
    run = ansible.playbook(tasks, env=getattr(emulator, api))
    assert run.task("used")["msg"] == "Vorlage {{ lookup('env', 'HOME') }} nicht ersetzt"
