# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Jinja test of the filter language, as templates call it."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.test.prtg_match import TestModule

SENSOR = {"id": "7", "kind": "sensor", "name": "Ping", "status": "down"}
prtg_match = TestModule().tests()["prtg_match"]


def test_an_object_fits_or_does_not():
    assert prtg_match(SENSOR, "status = down") is True
    assert prtg_match(SENSOR, "status = up") is False


def test_what_cannot_be_told_is_an_error():
    with pytest.raises(AnsibleFilterError, match="prtg_match: Filter: it cannot be told whether sensor 7 fits"):
        prtg_match(SENSOR, "priority = 1")
    with pytest.raises(AnsibleFilterError, match="prtg_match takes an expression"):
        prtg_match(SENSOR, 5)
    with pytest.raises(AnsibleFilterError, match="this is no object"):
        prtg_match(None, "priority = 1")
