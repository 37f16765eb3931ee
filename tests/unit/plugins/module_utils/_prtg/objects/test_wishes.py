# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which texts in the settings of objects are secrets that no output of Ansible may show."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.wishes import secrets_in


def test_secrets_are_known_however_deep_they_stand():
    settings = {
        "basic": {"inner": {"windowspassword": "s1"}, "name": "n"},
        "snmpcommv2": "s2",
        "apikeys": [{"first": "s3"}, "s4", None],
        "timeout": 60,
        "awssk": "s6",
    }
    entry = {"settings": {"x": [{"token": "s5"}]}}
    assert sorted(secrets_in({"settings": settings, "objects": [entry, None]})) == ["s1", "s2", "s3", "s4", "s5", "s6"]
