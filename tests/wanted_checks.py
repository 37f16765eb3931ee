# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of all nine types, with every option that each can have, as tasks ask for them."""

from __future__ import annotations

from typing import Any

SECRET = "hunter2-the-secret"
OPTIONS: dict[str, dict[str, Any]] = {
    "http": {
        "url_path": "/health?deep=1",
        "encryption": True,
        "port": 443,
        "auth_username": f"user-{SECRET}",
        "auth_password": f"pass-{SECRET}:with-colon",
        "shouldcontain": "All is well",
        "postdata": f"token={SECRET}",
        "requestheaders": {"X-Key": SECRET, "X-Twice": [f"{SECRET}-1", f"{SECRET}-2"]},
        "ssl_down_days_before": 14,
        "verify_certificate": True,
        "resolution": 1,
        "tags": ["web", "eu:prod"],
        "contacts": ["Ada Operator"],
        "teams": ["Web shop"],
        "integrations": [20, 10],
        "probe_filters": ["NA", "EU"],
        "sendnotificationwhendown": 3,
        "notifyagainevery": 5,
        "notifywhenbackup": False,
        "ipv6": True,
        "responsetime_threshold": 5000,
        "custom_message": "Call the web team",
        "paused": True,
    },
    "httpcustom": {"url_path": "/status.xml", "additionalurls": ["b.example.com/x", "a.example.com/x"], "port": 8080},
    "tcp": {"port": 22, "stringtoexpect": "SSH"},
    "ping": {"tags": ["net"]},
    "dns": {"expectedip": "192.0.2.1", "nameserver": "ns.example.com"},
    "udp": {"port": 123, "stringtosend": "a", "stringtoexpect": "b"},
    "smtp": {
        "port": 465,
        "encryption": True,
        "auth_username": SECRET,
        "auth_password": SECRET,
        "stringtoexpect": "220",
    },
    "pop3": {"port": 995, "encryption": True, "stringtoexpect": "+OK"},
    "imap": {"port": 993, "encryption": True, "stringtoexpect": "* OK"},
}


def wanted(check_type: str, **more: Any) -> dict[str, Any]:
    """Return the options of a task that asks for the check ``new TYPE``."""
    return {"name": f"new {check_type}", "host": "host.example.com", "type": check_type, **OPTIONS[check_type], **more}
