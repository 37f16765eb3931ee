# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.filter.prtg_worse import FilterModule

worse = FilterModule().filters()["prtg_worse"]


def sensor(status):
    return {"id": "1", "path": ["Probe", "Ping"], "status": status}


def device(**summary):
    return {"id": "1", "path": ["Probe", "web-1"], "status": "up", "status_summary": summary}


@pytest.mark.parametrize(
    "status", ["down", "partialdown", "unknown", "none", "disconnected", "pausedbyuser", None, "?"]
)
def test_a_sensor_in_trouble_is_worse_than_one_that_is_up(status):
    assert len(worse([sensor(status)], [sensor("up")])) == 1
    assert worse([sensor(status)], [sensor(status)]) == []
    assert worse([sensor("up")], [sensor(status)]) == []


@pytest.mark.parametrize("status", ["up", "warning", "unusual", "collecting", "acknowledged"])
def test_other_states_are_no_trouble(status):
    assert worse([sensor(status)], [sensor("up")]) == []


def test_an_alarm_whose_acknowledgement_is_forgotten_is_no_new_one():
    assert worse([sensor("down")], [sensor("acknowledged")]) == []
    assert worse([device(down=2)], [device(down=1, down_acknowledged=1)]) == []
    assert len(worse([device(down=3)], [device(down=1, down_acknowledged=1)])) == 1
    assert len(worse([device(down_acknowledged=1, down=1)], [device(down_acknowledged=1, up=1)])) == 1
    assert len(worse([device(up=3, paused=1)], [device(up=3, down_acknowledged=1)])) == 1


def test_devices_are_compared_by_their_sensors():
    assert worse([device(up=4, down=1)], [device(up=5, down=0)]) == [
        {"id": "1", "path": "Probe/web-1", "before": "nothing", "now": "1 down"}
    ]
    assert worse([device(up=4, down=1)], [device(up=4, unknown=1)]) == []
    assert worse([device(down_partial=1, unknown=2)], [device(down=1)])[0]["now"] == "1 down partial, 2 unknown"


def test_what_is_missing_is_worse_and_what_is_new_is_not_compared():
    assert worse([], [device(up=1)])[0]["now"] == "missing"
    assert worse([device(down=1)], []) == []


@pytest.mark.parametrize("wrong", [None, "text", [{"name": "no id"}], [1]])
def test_what_is_no_list_of_objects_is_refused(wrong):
    with pytest.raises(AnsibleFilterError, match="prtg_worse compares two lists"):
        worse(wrong, [device()])
    with pytest.raises(AnsibleFilterError, match="prtg_worse compares two lists"):
        worse([device()], wrong)
