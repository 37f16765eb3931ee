# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of


def options(url, server_name=None):
    return {"url": url, "server_name": server_name}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://PRTG.example.com:1616/api/v2", "prtg.example.com"),
        ("https://prtg.example.com/", "prtg.example.com"),
        ("http://prtg.example.com:8080", "prtg.example.com"),
        ("prtg.example.com", "prtg.example.com"),
        ("https://example.com/prtg/", "example.com/prtg"),
        ("https://example.com:1616/prtg/api/v2", "example.com/prtg"),
        ("https://[::1]:1616", "::1"),
    ],
)
def test_a_server_is_called_by_its_host_and_base_path_over_each_api(url, name):
    assert server_of(options(url)) == name


def test_a_server_is_called_as_the_option_says():
    assert server_of(options("https://prtg.example.com", " berlin ")) == "berlin"
    assert server_of(options("https://prtg.example.com", " ")) == "prtg.example.com"
