# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of sensors that the emulated PRTG knows: one table for the demonstration world, for what both APIs tell of
kinds, and for sensors that are made.

Ids and names are of real servers (fixture sensortypes_excerpt, observed/sensor_kind_name_top10, prtg-skill and
mjhollh3c on ``ping`` and ``paessler.icmp.ping_sensor``). Which kinds refuse a name or ask for an explicit
``_inherited`` is told by no source (prtg-v2-facts section 5: "some"); those marked here are guesses.
"""

from __future__ import annotations

from dataclasses import dataclass

from .channels import DOWNTIME, Channel
from .lookups import YES_NO


@dataclass(frozen=True, slots=True)
class SensorKind:
    """A kind of sensors: its name, and what a sensor of it shows when all is well."""

    name: str
    display: str
    value: float
    channels: tuple[Channel, ...] = ()
    """Where empty, sensors have one channel with their value."""
    family: str = "Custom Sensors"
    scanned: str = ""
    """The ``section.field`` that a metascan fills: what was found on the device, each of which becomes a sensor."""
    credentials: str = ""
    """The group of credentials that it needs."""
    refuses_name: bool = False
    explicit: str = ""
    """The section that a new sensor has to say ``_inherited`` of."""
    found: tuple[str, ...] = ()
    """What a metascan finds."""


KINDS: dict[str, SensorKind] = {
    "ping": SensorKind(
        "Ping",
        "12 msec",
        12.0,
        (
            DOWNTIME,
            Channel(0, "Ping Time", "12 msec", 12.0, "msec", "TIME_RESPONSE"),
            Channel(1, "Minimum", "11 msec", 11.0, "msec", "TIME_RESPONSE"),
            Channel(2, "Maximum", "15 msec", 15.0, "msec", "TIME_RESPONSE"),
            Channel(3, "Packet Loss", "0 %", 0.0, "%", "PERCENT"),
        ),
        "Availability/Uptime",
    ),
    "paessler.icmp.ping_sensor": SensorKind("Ping v2", "12 msec", 12.0, family="Availability/Uptime"),
    "http": SensorKind("HTTP", "84 msec", 84.0, family="Web Servers (HTTP)"),
    "httpadvanced": SensorKind("HTTP Advanced", "131 msec", 131.0, family="Web Servers (HTTP)"),
    "sslcertificate": SensorKind("SSL Certificate", "62 #", 62.0, family="Web Servers (HTTP)"),
    "snmpcpu": SensorKind("SNMP CPU Load", "7 %", 7.0, family="CPU Usage", credentials="snmpcredentials"),
    "snmpmemory": SensorKind("SNMP Memory", "41 %", 41.0, family="Memory Usage", credentials="snmpcredentials"),
    "snmpdiskfree": SensorKind(
        "SNMP Disk Free",
        "63 %",
        63.0,
        family="Disk Usage",
        scanned="diskfree.disk",
        credentials="snmpcredentials",
        found=("C:", "D:"),
    ),
    "snmptraffic": SensorKind(
        "SNMP Traffic",
        "1 kbit/s",
        1000.0,
        (
            DOWNTIME,
            Channel(-1, "Total (volume)", "10 KByte", 10240.0, "KByte", "BYTES_BANDWIDTH"),
            Channel(-1, "Total (speed)", "1 kbit/s", 1000.0, "kbit/s", "SPEED_NET"),
            Channel(0, "Traffic In", "0.6 kbit/s", 600.0, "kbit/s", "SPEED_NET"),
            Channel(1, "Traffic Out", "0.4 kbit/s", 400.0, "kbit/s", "SPEED_NET"),
        ),
        "Bandwidth/Traffic",
        credentials="snmpcredentials",
        refuses_name=True,
    ),
    "snmpuptime": SensorKind(
        "SNMP System Uptime",
        "41 d",
        3_542_400.0,
        family="Availability/Uptime",
        credentials="snmpcredentials",
        explicit="intervalgroup",
    ),
    "sshloadavg": SensorKind("SSH Load Average", "0.21", 0.21, family="CPU Usage", credentials="linuxloginsettings"),
    "port": SensorKind("Port", "2 msec", 2.0, family="Availability/Uptime"),
    "mysqlv2": SensorKind("MySQL v2", "9 msec", 9.0, family="Databases"),
    "probestate": SensorKind("Probe Health", "99 %", 99.0, family="PRTG Internal"),
    "systemstate": SensorKind("System Health", "100 %", 100.0, family="PRTG Internal"),
    "exexml": SensorKind(
        "EXE/Script Advanced",
        "1 #",
        1.0,
        (DOWNTIME, Channel(0, "Value", "1 #", 1.0, lookup=YES_NO)),
    ),
}
