# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a table of API v1 says of its own length is held against its rows (API v2: v2/test_lists)."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import row, scripted

SIXTEEN = [row(number, f"web-{number}", 50) for number in range(1001, 1017)]
PROBES = [row(1, "Local Probe", 0, type_raw="probenode"), row(8001, "Core", 0, type_raw="AutonomousDevice")]
WHOLE = Need(kinds=("device",))


def document(root, rows_, **attributes):
    """The XML of a table with the attributes of its root as they are given."""
    items = "".join(
        f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in cells.items())}</item>" for cells in rows_
    )
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{root}{told}><prtg-version>25.1.102.1373</prtg-version>{items}</{root}>"


def devices(count, **attributes):
    return document("devices", SIXTEEN[:count], **attributes)


@pytest.mark.parametrize(
    ("attributes", "flaw"),
    [
        ({"totalcount": "x"}, "says that it has 'x' rows, which is no number"),
        ({"totalcount": "-1"}, "says that it has '-1' rows, which is no number"),
        ({"totalcount": ""}, "says that it has '' rows, which is no number"),
        ({"totalcount": "8.0"}, "which is no number"),
        ({"totalcount": "8 8"}, "which is no number"),
        ({"totalcount": "9" * 5000}, "which is no number"),
        ({"totalcount": "\u0668"}, "which is no number"),
        ({}, "does not say how many rows it has"),
        ({"totalcount": "0"}, "says that it has 0 rows, and 8 came"),
        ({"totalcount": "7"}, "says that it has 7 rows, and 8 came"),
        ({"totalcount": "16"}, "is incomplete: 8 of 16 rows came"),
        ({"totalcount": "8", "listend": "0"}, "says that it goes on, and no more rows come"),
        ({"totalcount": "16", "listend": "0"}, "is incomplete: 8 of 16 rows came"),
    ],
)
def test_eight_of_sixteen_devices(attributes, flaw):
    server, http = scripted(lambda path, query: devices(8, **attributes))
    with pytest.raises(UnexpectedAnswer, match=f"the table of devices .*{flaw}.*also when asked again"):
        server.read(WHOLE)
    assert http.requests
    answers = [devices(8, **attributes)]
    answers += answers * (len(http.requests) // 2 - 1) + [devices(16, totalcount="16")]
    server, http = scripted(answers)
    assert len(server.read(WHOLE).objects) == 16


@pytest.mark.parametrize(
    "attributes", [{"totalcount": "16"}, {"totalcount": " 16 ", "listend": "1"}, {"totalcount": "016"}]
)
def test_a_count_that_agrees(attributes):
    server, http = scripted([devices(16, **attributes)])
    assert len(server.read(WHOLE).objects) == 16
    assert len(http.requests) == 1


def test_a_table_that_goes_on_is_read_on():
    server, _http = scripted(
        [devices(8, totalcount="16", listend="0"), document("devices", SIXTEEN[7:], totalcount="16", listend="1")]
    )
    assert len(server.read(WHOLE).objects) == 16


@pytest.mark.parametrize(
    "attributes", [{"totalcount": "x"}, {"totalcount": "-1"}, {"totalcount": "0"}, {"totalcount": "7"}]
)
def test_a_scope_may_count_more_but_neither_less_nor_nonsense(attributes):
    server, _http = scripted(lambda path, query: devices(8, **attributes))
    with pytest.raises(UnexpectedAnswer, match="the table of devices says that it has"):
        server.read(WHOLE._replace(under="50"))


@pytest.mark.parametrize("attributes", [{"totalcount": "8"}, {"totalcount": "16"}, {}])
def test_a_scope_may_count_all_devices_or_say_nothing(attributes):
    server, _http = scripted(lambda path, query: devices(8, **attributes))
    assert len(server.read(WHOLE._replace(under="50")).objects) == 8


@pytest.mark.parametrize("total", ["1", "2", "3"])
def test_whether_the_core_server_counts_as_a_probe_is_not_known(total):
    server, _http = scripted(lambda path, query: document("probenode", PROBES, totalcount=total))
    assert [one.id for one in server.read(Need(kinds=("probe",))).objects] == ["1"]


@pytest.mark.parametrize("attributes", [{"totalcount": "0"}, {"totalcount": "x"}, {}])
def test_probes_that_are_not_counted(attributes):
    server, _http = scripted(lambda path, query: document("probenode", PROBES, **attributes))
    with pytest.raises(UnexpectedAnswer, match="the table of probenode"):
        server.read(Need(kinds=("probe",)))


def test_channels_are_not_counted():
    server, _http = scripted([document("channels", [row(0, "Value")], totalcount="0")])
    assert len(server.channels(["5"])["5"]) == 1
