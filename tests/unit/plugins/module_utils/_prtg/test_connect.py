# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import PRTG
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)


def options(url, server_name=None, **more):
    return {"url": url, "server_name": server_name, **more}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://PRTG.example.com:1616/api/v2", "prtg.example.com"),
        ("https://prtg.example.com/", "prtg.example.com"),
        ("http://prtg.example.com:8080", "prtg.example.com"),
        ("prtg.example.com", "prtg.example.com"),
        ("https://prtg.example.com.", "prtg.example.com"),
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


@pytest.mark.parametrize("name", ["ber\x00lin", "ber\nlin", "\u202eberlin", "ber\u200blin"])
def test_a_name_that_cannot_be_shown_is_refused(name):
    with pytest.raises(ConfigurationError, match=r"server_name holds what cannot be shown: .*\\u"):
        server_of(options("https://prtg.example.com", name))


@pytest.mark.parametrize(
    ("url", "server_name", "expected"),
    [
        ("https://prtg.example.com:1616/api/v2", None, "prtg.example.com"),
        ("http://prtg.example.com:8080", None, " PRTG.example.com "),
        ("https://example.com/prtg", None, "Example.com/prtg/"),
        ("https://example.com/prtg", "berlin", "berlin"),
        ("https://prtg.example.com", None, None),
    ],
)
def test_the_expected_server(url, server_name, expected):
    refuse_other_server(options(url, server_name, expect_server=expected))


@pytest.mark.parametrize(
    ("url", "server_name", "expected", "actual"),
    [
        ("https://prtg.example.com", None, "prtg2.example.com", "prtg.example.com"),
        ("https://example.com/prtg", None, "example.com/PRTG", "example.com/prtg"),
        ("https://example.com/prtg", None, "example.com", "example.com/prtg"),
        ("https://prtg.example.com", "berlin", "prtg.example.com", "berlin"),
        ("https://prtg.example.com", None, "prtg.example.com\x1b[2J", "prtg.example.com"),
        ("https://prtg.example.com", None, "", "prtg.example.com"),
    ],
)
def test_another_server_than_expected_is_refused_with_both_names(url, server_name, expected, actual):
    with pytest.raises(ConfigurationError) as refusal:
        refuse_other_server(options(url, server_name, expect_server=expected))
    told = str(refusal.value)
    assert f"this task talks to {actual}, " in told
    assert expected.partition("\x1b")[0] in told
    assert told.isprintable()
    assert "with server_name" in told


def test_the_expected_server_is_compared_before_there_is_a_client():
    defaults = {name: spec.get("default") for name, spec in PRTG.items()}
    given = {**defaults, "url": "https://prtg.example.com", "api_token": "t", "expect_server": "other"}
    with pytest.raises(ConfigurationError, match="belong to the server other"), connected(given):
        pytest.fail("there is a client")
