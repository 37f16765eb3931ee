# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where other APIs of a server are looked for: on its host alone, and never in the clear where it is not."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import DIALECTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.probing import addresses_of, more_addresses


@pytest.mark.parametrize(
    ("api", "url", "addresses"),
    [
        ("v2", "https://prtg.example.com", ["https://prtg.example.com:1616", "https://prtg.example.com"]),
        ("v2", "https://prtg.example.com:8443/prtg", [
            "https://prtg.example.com:1616/prtg", "https://prtg.example.com:8443/prtg",
        ]),
        ("v2", "http://prtg.example.com", [
            "https://prtg.example.com:1616", "http://prtg.example.com:1615", "http://prtg.example.com",
        ]),
        ("v2", "https://[2001:db8::1]", ["https://[2001:db8::1]:1616", "https://[2001:db8::1]"]),
        ("v1", "https://prtg.example.com:1616/api/v2", ["https://prtg.example.com"]),
        ("v1", "http://prtg.example.com:1615", ["http://prtg.example.com"]),
        ("v1", "https://[2001:db8::1]:1616/api/v2/", ["https://[2001:db8::1]"]),
        ("v1", "https://prtg.example.com:8443/prtg/api/v2", ["https://prtg.example.com:8443/prtg"]),
    ],
)  # fmt: skip
def test_usual_addresses(api, url, addresses):
    assert addresses_of(DIALECTS[api], url) == addresses


def test_more_addresses_come_first_for_the_api_that_they_mean():
    more = ["https://prtg.example.com:9443", "https://prtg.example.com:7000/api/v2"]
    assert addresses_of(DIALECTS["v2"], "https://prtg.example.com", more)[0] == "https://prtg.example.com:7000"
    assert addresses_of(DIALECTS["v1"], "https://prtg.example.com:1616", more) == [
        "https://prtg.example.com:9443", "https://prtg.example.com",
    ]  # fmt: skip
    # on the web server, which has API v1 as well
    assert addresses_of(DIALECTS["textlist"], "https://prtg.example.com:1616", more) == [
        "https://prtg.example.com:9443", "https://prtg.example.com",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "given", ["https://prtg.example.org", "https://prtg.example.com.evil.example", "https://prtg@other", "http://", ""]
)
def test_other_hosts_are_refused(given):
    with pytest.raises(ConfigurationError):
        more_addresses({"url": "https://prtg.example.com", "also_at": [given]})


def test_the_host_is_compared_whatever_its_case_and_port():
    options = {"url": "http://prtg.example.com/x", "also_at": ["PRTG.example.com:9443", "http://prtg.example.com"]}
    assert more_addresses(options) == ["https://PRTG.example.com:9443", "http://prtg.example.com"]


def test_what_is_encrypted_stays_so():
    with pytest.raises(ConfigurationError, match="which is HTTP, and url is HTTPS"):
        more_addresses({"url": "prtg.example.com", "also_at": ["http://prtg.example.com"]})
