# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Jinja filters and the test of the filter language, as templates call them."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.filter import prtg_filter, prtg_select

SENSOR = {"id": "7", "kind": "sensor", "name": "Ping", "status": "down"}


def filters(module):
    return module.FilterModule().filters()


def test_prtg_filter():
    build = filters(prtg_filter)["prtg_filter"]
    assert build({"name": 'x" or id != "0'}) == 'name = "x\\" or id != \\"0"'
    with pytest.raises(AnsibleFilterError, match="prtg_filter: Filter: there is no property tag"):
        build({"tag": "x"})


def test_prtg_select():
    select = filters(prtg_select)["prtg_select"]
    assert select([SENSOR], "status = down") == [SENSOR]
    assert select((SENSOR,), "status = up") == []
    with pytest.raises(AnsibleFilterError, match="prtg_select: Filter, character 8: == is not part"):
        select([SENSOR], "status == down")


@pytest.mark.parametrize(("objects", "expression"), [(SENSOR, "status = up"), ([SENSOR], None), (None, "status = up")])
def test_prtg_select_takes_a_list_and_an_expression(objects, expression):
    with pytest.raises(AnsibleFilterError, match="takes a list of objects and an expression"):
        filters(prtg_select)["prtg_select"](objects, expression)
