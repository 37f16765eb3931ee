# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration world: a small web shop with every state a sensor can have and the pauses that people leave
behind.
"""

from __future__ import annotations

from dataclasses import replace

from ..clock import Clock
from ..kinds import KINDS
from ..notifying import Trigger
from ..status import Status
from ..tree import Acknowledgement, Node, Pause, Tree

DAY = 86400.0


class _Builder:
    """Makes objects below one another; ids are given, so that they never move."""

    def __init__(self, now: float) -> None:
        self.now = now

    def group(self, parent: Node, number: int, name: str, **more: object) -> Node:
        return self._hang(parent, Node(number, "group", name), more)

    def probe(self, parent: Node, number: int, name: str, **more: object) -> Node:
        return self._hang(parent, Node(number, "probe", name), more)

    def device(self, parent: Node, number: int, name: str, host: str, tags: str = "", **more: object) -> Node:
        return self._hang(parent, Node(number, "device", name, host=host, tags=tuple(tags.split())), more)

    def sensor(
        self, parent: Node, number: int, kind: str, name: str = "", status: Status = Status.UP, **more: object
    ) -> Node:
        made = KINDS[kind]
        node = Node(
            number,
            "sensor",
            name or made.name,
            status=status,
            message="OK" if status == Status.UP else "",
            tags=(f"{kind}sensor",),
            sensor_kind=kind,
            sensor_type=made.name,
            last_up=self.now - 40,
            last_down=self.now - 12 * DAY,
            since=self.now - 12 * DAY + 300,
            up_seconds=79 * DAY,
            down_seconds=5820.0,
            last_value=made.display,
            last_value_raw=made.value,
        )
        node.channels = made.channels
        if status in (Status.DOWN, Status.UNKNOWN, Status.NONE, Status.NO_PROBE):
            node.last_value, node.last_value_raw = "-", None
            node.channels = tuple(replace(channel, display="", value=None) for channel in node.channels)
        if status == Status.DOWN:
            node.last_up, node.last_down, node.since = self.now - 5400, self.now - 20, self.now - 5400
        return self._hang(parent, node, more)

    @staticmethod
    def _hang(parent: Node, node: Node, more: dict[str, object]) -> Node:
        """Put an object below another, with more fields and settings of it."""
        node.parent = parent
        parent.children.append(node)
        for name, value in more.items():
            if name in Node.__slots__:
                setattr(node, name, value)
            else:
                node.put(name, value)
        return node


def build(clock: Clock) -> Tree:
    """The demonstration world at the clock's present time."""
    make = _Builder(clock.now())
    root = Node(0, "group", "Root", settings={"interval": 60}, triggers=(Trigger(1, on=301),))
    changed = (Trigger(8, "change", on=301),)
    hamburg = make.probe(root, 1, "Local Probe", triggers=changed, tags=("hamburg",), location="Hamburg, Speicherstadt")
    branch = make.probe(
        root, 2, "Branch Köln", host="198.51.100.254", tags=("koeln",), location="Köln, Am Dom 1", small=True
    )
    _web_shop(make, hamburg)
    _databases(make, hamburg)
    _office(make, hamburg)
    _decommissioned(make, hamburg)
    _branch(make, branch)
    return Tree(root, clock)


def _web_shop(make: _Builder, hamburg: Node) -> None:
    probe = make.device(hamburg, 40, "probe-hh", "127.0.0.1", "probe", priority=4)
    make.sensor(probe, 2001, "probestate", priority=5)
    make.sensor(probe, 2002, "systemstate", impact=3)
    shop = make.group(hamburg, 51, "Web Shop", tags=("shop",), priority=4)
    shop.triggers = (
        Trigger(1, on=300, off=302, escalated=301, latency=70, escalation_latency=310, repeat_every=6),
        Trigger(5, "change", on=302),
    )
    _production(make, shop)
    staging = make.group(shop, 53, "Staging", tags=("staging", "web"), priority=2)
    stage1 = make.device(staging, 1005, "web-stage-1", "web-1.stage.example", "linux", priority=1)
    make.sensor(stage1, 2141, "ping", priority=1)
    make.sensor(stage1, 2142, "http", "HTTP stage.example", Status.SCANNING, priority=2, coverage=90.0)
    make.sensor(stage1, 2143, "sshloadavg", "Load Average", Status.NONE, priority=1)


def _production(make: _Builder, shop: Node) -> None:
    production = make.group(shop, 52, "Production", tags=("production", "web"))
    web1 = make.device(
        production,
        1001,
        "web-1",
        "web-1.shop.example",
        "linux",
        priority=5,
        favorite=True,
        comments="Behind lb-1; first to patch",
    )
    make.sensor(web1, 2101, "ping", priority=5, favorite=True)
    make.sensor(web1, 2102, "http", "HTTP shop.example", references=(1004,))
    make.sensor(web1, 2103, "snmpcpu", "CPU Load")
    web2 = make.device(production, 1002, "web-2", "web-2.shop.example", "linux", priority=5)
    web2.put("comments", "Owner: {{ team }} & <ops>, see [Wiki] (Größe: 4 CPU)")
    make.sensor(web2, 2111, "ping", priority=5)
    make.sensor(
        web2,
        2112,
        "http",
        "HTTP shop.example",
        Status.WARNING,
        message="412 msec (Loading Time) is above the warning limit of 400 msec",
    )
    make.sensor(
        web2, 2113, "exexml", "Checkout [Körbe] & Zahlung", message="Vorlage {{ lookup('env', 'HOME') }} nicht ersetzt"
    )
    web3 = make.device(production, 1003, "web-3", "2001:db8:10::3", "linux canary", priority=3)
    make.sensor(web3, 2121, "ping", status=Status.DOWN, message="Request timed out (ICMP error # 11010)", priority=4)
    make.sensor(
        web3, 2122, "httpadvanced", "HTTP canary", Status.DOWN, message="HTTP/1.1 503 Service Unavailable (code: PE018)"
    )
    lb1 = make.device(production, 1004, "lb-1", "192.0.2.10", "linux loadbalancer", priority=5)
    make.sensor(lb1, 2131, "ping", priority=5)
    make.sensor(
        lb1,
        2132,
        "sslcertificate",
        "SSL Certificate shop.example",
        Status.UNUSUAL,
        message="62 # (Days to Expiration) is unusually low for this weekday",
    )
    make.sensor(lb1, 2133, "snmptraffic", "(001) eth0 Traffic", tags=("bandwidthsensor", "snmptrafficsensor"))


def _databases(make: _Builder, hamburg: Node) -> None:
    databases = make.group(hamburg, 54, "Databases", tags=("database",), priority=5, interval=30)
    db1 = make.device(databases, 1011, "db-1", "192.0.2.21", "linux mysql primary", priority=5, icon="b_server_sql.png")
    make.sensor(db1, 2201, "ping", priority=5)
    make.sensor(db1, 2202, "mysqlv2", "MySQL orders")
    disk = make.sensor(
        db1,
        2203,
        "snmpdiskfree",
        "Disk Free /var/lib/mysql",
        Status.DOWN,
        message="4 % (Free Space) is below the error limit of 5 %",
    )
    disk.last_value, disk.last_value_raw = "4 %", 4.0
    db2 = make.device(databases, 1012, "db-2", "192.0.2.22", "linux mysql replica", priority=4, icon="b_server_sql.png")
    db2.pause = Pause(
        "Ute Gärtner",
        make.now - 10 * DAY,
        None,
        "Plattentausch",
        "[[ Plattentausch (Paused at 12.11.2026 08:15:00 by Ute Gärtner) ]]: Paused by user",
    )
    make.sensor(db2, 2211, "ping")
    make.sensor(db2, 2212, "mysqlv2", "MySQL replica")


def _office(make: _Builder, hamburg: Node) -> None:
    office = make.group(hamburg, 55, "Büro & Lager [Hamburg]", tags=("office",), location="Hamburg, Lagerhaus «Süd»")
    nas1 = make.device(office, 1021, "nas-1", "nas-1.office.example", "storage", priority=3)
    make.sensor(nas1, 2301, "ping")
    make.sensor(
        nas1, 2302, "snmpdiskfree", "Volume 1 (RAID 5)", Status.DOWN_PARTIAL, message="Down on 1 of 2 cluster nodes"
    )
    make.sensor(nas1, 2303, "exexml", "Backup Job", reason="schedule", schedule="Nights only [GMT+0100]")
    printer = make.device(office, 1022, "printer-1", "192.0.2.90", "printer", priority=1, icon="device_printer.png")
    make.sensor(printer, 2311, "ping", status=Status.UNKNOWN, message="No data since 9/1/2026 9:55:00 AM", priority=1)
    make.sensor(printer, 2312, "snmpuptime", "Uptime", reason="license", priority=1)
    servers = make.group(office, 56, "Servers", tags=("server",))
    file1 = make.device(servers, 1023, "file-1", "192.0.2.91", "windows")
    make.sensor(file1, 2321, "ping")
    make.sensor(file1, 2322, "snmpmemory", "Memory <Ω>")


def _decommissioned(make: _Builder, hamburg: Node) -> None:
    old = make.group(hamburg, 57, "Decommissioned", tags=("old",), priority=1)
    old.pause = Pause("PRTG System Administrator", make.now - 90 * DAY, None, "demoted")
    web = make.device(old, 1031, "old-web-1", "192.0.2.201", "linux", priority=1)
    make.sensor(web, 2401, "ping", priority=1)
    make.sensor(web, 2402, "http", priority=1)
    database = make.device(old, 1032, "old-db-1", "192.0.2.202", "linux mysql", priority=1)
    make.sensor(database, 2411, "ping", priority=1)


def _branch(make: _Builder, branch: Node) -> None:
    servers = make.group(branch, 61, "Servers", tags=("server",))
    server = make.device(servers, 1041, "branch-srv-1", "198.51.100.10", "windows", priority=2)
    make.sensor(server, 2501, "ping")
    make.sensor(server, 2502, "snmpcpu", "CPU Load", reason="dependency", dependency="branch-rtr-1")
    make.sensor(server, 2503, "port", "RDP", Status.NO_PROBE)
    network = make.group(branch, 62, "Network", tags=("network",), priority=4, discovery=44)
    router = make.device(network, 1042, "branch-rtr-1", "198.51.100.1", "router", priority=5, icon="Vendors_Cisco.png")
    make.sensor(router, 2511, "ping", priority=5)
    make.sensor(router, 2512, "snmptraffic", "(002) WAN Traffic", tags=("bandwidthsensor", "snmptrafficsensor"))
    switch = make.device(network, 1043, "branch-sw-1", "2001:db8:20::2", "switch", priority=3, icon="vendors_cisco.png")
    make.sensor(switch, 2521, "ping")
    uplink = make.sensor(switch, 2522, "snmptraffic", "Uplink", tags=("bandwidthsensor",))
    uplink.pause = Pause("Jörg Maier", make.now - 3600.0, make.now + 8 * 3600.0, "cabling")
    uptime = make.sensor(switch, 2523, "snmpuptime", "Uptime", Status.DOWN, message="No response (SNMP error # -2003)")
    uptime.ack = Acknowledgement("Jörg Maier", make.now - 1800.0, None, "known, firmware update planned")
