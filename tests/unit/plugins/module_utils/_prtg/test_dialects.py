# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which API of PRTG the options mean, and what an entry in the table of them is enough for."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import dialects
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import connected
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect, Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import dialect_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selector, select
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.fake_server import (
    FakeServer,
    small_tree,
)

OPTIONS = {"validate_certs": True, "timeout": 60, "retries": 3}


@pytest.mark.parametrize(
    ("url", "api", "name"),
    [
        ("https://prtg", "auto", "v1"),
        ("https://prtg:8443/base", "auto", "v1"),
        ("https://prtg:1616", "auto", "v2"),
        ("http://prtg:1615/", "auto", "v2"),
        ("prtg/api/v2", "auto", "v2"),
        ("https://prtg:1616", "v1", "v1"),
        ("https://prtg", "v2", "v2"),
    ],
)
def test_the_api_is_told_or_seen_from_the_url(url, api, name):
    assert dialect_of({**OPTIONS, "url": url, "api": api}).name == name


def test_each_says_what_it_cannot_include():
    dialects.DIALECTS["v2"].refuse_lacking("settings")
    with pytest.raises(ConfigurationError, match=r"include settings needs API v2: .* set api to v2"):
        dialects.DIALECTS["v1"].refuse_lacking("settings")


def test_a_made_up_api_is_an_entry(monkeypatch):
    server = FakeServer(small_tree())
    server.api = "v3"
    made_up = Dialect(
        name="v3",
        is_meant=lambda url: url.port == 4711,
        asking=dialects.DIALECTS["v1"].asking,
        connect=lambda settings, options: server,
        lacks={"channels": Lack("needs API v2", "Set api to v2.")},
    )
    monkeypatch.setattr(dialects, "DIALECTS", {"v3": made_up, **dialects.DIALECTS})
    monkeypatch.setitem(dialects.DIALECTS, "v3", made_up)
    options = {**OPTIONS, "url": "https://prtg:4711", "api": "auto"}
    assert dialect_of(options) is made_up
    assert dialect_of({**options, "url": "https://prtg"}).name == "v1"
    with connected(options) as found:
        web = select(found, Selector(filter=read('name = "web-1"'), filter_text="x"), {"path"})
    assert [one.id for one in web.objects] == ["100"]
    with pytest.raises(ConfigurationError, match=r"include channels needs API v2\. Set api to v2\."):
        made_up.refuse_lacking("channels")
