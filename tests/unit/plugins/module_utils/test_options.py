# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
import yaml
from ansible.module_utils.basic import AnsibleFallbackNotFound

from ansible_collections.opswatch.monitoring.plugins.doc_fragments.pingdom import (
    ModuleDocFragment as PingdomFragment,
)
from ansible_collections.opswatch.monitoring.plugins.doc_fragments.prtg import ModuleDocFragment as PrtgFragment
from ansible_collections.opswatch.monitoring.plugins.doc_fragments.transport import (
    ModuleDocFragment as TransportFragment,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError

DEFAULTS = {"validate_certs": True, "timeout": 60, "retries": 3}


@pytest.mark.parametrize(("service", "fragment"), [("prtg", PrtgFragment), ("pingdom", PingdomFragment)])
def test_each_option_has_its_documentation_its_variable_and_the_same_order(service, fragment):
    fragments = (fragment, TransportFragment)
    documented = {
        name: option for one in fragments for name, option in yaml.safe_load(one.DOCUMENTATION)["options"].items()
    }
    spec = _options.argument_spec(service)
    assert list(documented) == list(spec)
    for name, option in spec.items():
        text = " ".join(documented[name]["description"])
        assert f"E({_options.environment_variable(service, name)})" in text
        for key in ("type", "default", "choices"):
            assert documented[name].get(key) == option.get(key), (name, key)


def test_an_empty_variable_is_unset(monkeypatch):
    monkeypatch.setenv("PRTG_URL", "")
    with pytest.raises(AnsibleFallbackNotFound):
        _options.non_empty_environment("PRTG_URL")
    monkeypatch.setenv("PRTG_URL", "https://prtg")
    assert _options.non_empty_environment("PRTG_URL") == "https://prtg"


def test_settings_come_from_the_options(tmp_path):
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.touch()
    key.touch()
    settings = _options.http_settings(
        "prtg",
        {
            "url": " prtg.example.com/ ",
            "validate_certs": False,
            "ca_path": str(certificate),
            "client_cert": str(certificate),
            "client_key": str(key),
            "proxy": "http://proxy:3128",
            "timeout": 5,
            "retries": 0,
        },
    )
    assert settings.url == "https://prtg.example.com"
    assert (settings.validate_certs, settings.timeout, settings.retries) == (False, 5.0, 0)
    assert (settings.ca_path, settings.client_cert, settings.client_key) == (
        str(certificate),
        str(certificate),
        str(key),
    )
    assert settings.proxy == "http://proxy:3128"
    assert _options.http_settings("prtg", {**DEFAULTS, "url": "x", "proxy": "u:p@proxy"}).proxy == "http://u:p@proxy"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, r"no url is given. Set url \(or the environment variable PRTG_URL\)\.$"),
        ({"url": "  "}, "no url is given"),
        ({"url": "https://prtg:port"}, "the URL is not of the form"),
        ({"url": "[prtg"}, "the URL is not of the form"),
        ({"url": "https://x", "timeout": 0}, "timeout must be"),
        ({"url": "https://x", "retries": -1}, "retries must be"),
        ({"url": "https://x", "ca_path": "/no/such.pem"}, "ca_path points at /no/such.pem"),
        ({"url": "https://x", "client_key": "/dev/null"}, "client_key is given without client_cert"),
    ],
)
def test_wrong_options_are_named(options, why):
    with pytest.raises(ConfigurationError, match=why):
        _options.http_settings("prtg", {**DEFAULTS, **options})


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(_options.os, "access", lambda path, mode: False)
    with pytest.raises(ConfigurationError, match=f"ca_path points at {tmp_path}, which this user may not read"):
        _options.http_settings("prtg", {**DEFAULTS, "url": "x", "ca_path": str(tmp_path)})


def test_what_is_missing_is_told_with_its_variables():
    assert _options.how_to_give("prtg", ("api_token",), ("username", "password")) == (
        "Set api_token, or username with password "
        "(or the environment variables PRTG_API_TOKEN, PRTG_USERNAME, PRTG_PASSWORD)."
    )


@pytest.mark.parametrize("option", ["url", "api_token", "username", "password", "passhash", "proxy", "server_name"])
def test_what_is_no_text_is_named_and_not_shown(option):
    value = b"https://s3cr\xe4t".decode(errors="surrogateescape")
    with pytest.raises(ConfigurationError, match=f"{option} is no text: it holds bytes that are not UTF-8") as caught:
        _options.http_settings("prtg", {**DEFAULTS, "url": "https://x", option: value})
    assert "s3cr" not in str(caught.value)


def test_blocks_merge_with_their_rules():
    one = _options.Block({"a": {"type": "str"}}, {"required_one_of": [("a", "b")]})
    other = _options.Block(
        {"b": {"type": "int"}}, {"required_one_of": [("b", "c")], "mutually_exclusive": [("a", "b")]}
    )
    both = one | other
    assert list(both.options) == ["a", "b"]
    assert both.rules == {"required_one_of": [("a", "b"), ("b", "c")], "mutually_exclusive": [("a", "b")]}
    assert one | _options.Block() == one == _options.Block() | one
