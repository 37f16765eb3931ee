# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, addresses and answers that nobody would choose; docs/inventory.md tells what is made of each."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.process import running

SOURCE = {"plugin": "opswatch.monitoring.prtg", "group_by": ["tree", "tags"], "hostvars": ["id", "name"]}
LONG = "n" * 300
DEVICES = {
    100: ("", "web.example.com"),
    101: ("twin", "10.0.0.1:8443"),
    102: ("twin", "[2001:db8::1]:8443"),
    103: (LONG, "2001:db8::5"),
    104: ("{{ 7 * 6 }}", "   "),
    105: ("line\nbreak", ""),
    106: ("  spaces \t around  ", "https://someone@portal.example.com:8443/login?x=1"),
    107: ("A B", "fe80::1%eth0"),
    108: ("Ünï/cödé & <tag>", " 192.0.2.7 "),
    109: ("all", "192.0.2.8"),
    110: ("A_B_C", "192.0.2.9"),
}
ADDRESSES = {
    "device_100": "web.example.com",
    "twin_101": "10.0.0.1",
    "twin_102": "2001:db8::1",
    LONG: "2001:db8::5",
    "{{ 7 * 6 }}": None,
    "line break": None,
    "spaces around": "portal.example.com",
    "A B": "fe80::1%eth0",
    "Ünï/cödé & <tag>": "192.0.2.7",
    "device_109": "192.0.2.8",
    "A_B_C": "192.0.2.9",
}


def group(number, name, inside):
    return (
        f'<group id="{number}"><name>{escape(name)}</name><id>{number}</id><tags></tags><priority>3</priority>'
        f"<status_raw>3</status_raw><active>true</active>{inside}</group>"
    )


def device(number, name, host):
    return (
        f'<device id="{number}"><name>{escape(name)}</name><id>{number}</id><tags>a-b a_b</tags><priority>3</priority>'
        f"<host>{escape(host)}</host><status_raw>3</status_raw><active>true</active></device>"
    )


def world():
    every = [device(number, name, host) for number, (name, host) in DEVICES.items()]
    inside = group(10, "A B", "".join(every[:4])) + group(11, "A_B", "".join(every[4:8])) + group(12, "", every[8])
    deeper = group(13, "A-B", group(14, "A B", "".join(every[9:])))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><prtg><prtg-version>25.1.102.1373</prtg-version><sensortree><nodes>'
        '<group id="0"><name>Root</name><id>0</id><probenode id="1"><name>Probe</name><id>1</id><tags></tags>'
        f"<priority>3</priority><status_raw>3</status_raw><active>true</active>{inside}{deeper}</probenode></group>"
        "</nodes></sensortree></prtg>"
    )


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    path = tmp_path_factory.mktemp("world") / "odd.xml"
    path.write_text(world(), encoding="utf-8")
    with running(str(path)) as emulator:
        yield WatchedEmulator(**vars(emulator))


@pytest.mark.oldest_core
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_each_name_and_address_becomes_what_is_documented(ansible, odd, api):
    run = ansible.inventory({**SOURCE, "duplicates": "id"}, "--list", "--export", env=getattr(odd, api))
    found = {name: variables.get("ansible_host") for name, variables in run.hostvars.items()}
    assert found == ADDRESSES
    groups = {name for name in run.plain if name not in ("_meta", "all", "ungrouped")}
    assert groups >= {"A_B", "tag_a_b", "group_12", "Probe"}
    assert not groups & set(found)
    assert run.hosts("A_B") == {"{{ 7 * 6 }}", "line break", "spaces around", "A B"}  # the group that is called so
    first, deepest = run.hosts("Probe_A_B_10"), run.hosts("Probe_A_B_A_B")
    assert first == {"device_100", "twin_101", "twin_102", LONG}
    assert deepest == {"device_109", "A_B_C"}
    assert len([name for name in groups if name.startswith("tag_a_b")]) == 2


def test_equal_names_are_an_error_by_default(ansible, odd):
    run = ansible.inventory(SOURCE, env=odd.v1, fails=True)
    assert "device 101" in "".join(run.output.splitlines())
    assert "device 102" in "".join(run.output.splitlines())
