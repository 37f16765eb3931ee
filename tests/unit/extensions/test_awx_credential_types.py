# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The AWX credential types: what AWX accepts, and what its own injector makes of them."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import jsonschema
import pytest
from awx_plugins.interfaces._temporary_private_credential_api import Credential
from awx_plugins.interfaces._temporary_private_inject_api import ENV_BLOCKLIST, HIDDEN_PASSWORD, inject_credential
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options

FOLDER = Path(__file__).parents[3] / "extensions" / "awx" / "credential_types"
TYPES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
SPECS = {"prtg": _options.PRTG, "pingdom": _options.PINGDOM}
VARIABLE = r"^[a-zA-Z_][a-zA-Z0-9_]*$"
FIELD = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "label"],
    "properties": {
        "id": {"type": "string", "pattern": VARIABLE, "not": {"const": "tower"}},
        "label": {"type": "string"},
        "help_text": {"type": "string"},
        "type": {"enum": ["string", "boolean"]},
        "format": {"enum": ["url", "ssh_private_key"]},
        "choices": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
        "secret": {"type": "boolean"},
        "multiline": {"type": "boolean"},
        "ask_at_runtime": {"type": "boolean"},
        "default": {"type": ["string", "boolean"]},
    },
    "if": {"properties": {"type": {"const": "boolean"}}, "required": ["type"]},
    "then": {
        "properties": {
            "default": {"type": "boolean"},
            **dict.fromkeys(("secret", "multiline", "choices", "format"), False),
        }
    },
    "else": {"properties": {"default": {"type": "string"}}},
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "description", "kind", "inputs", "injectors"],
    "properties": {
        "name": {"type": "string"},
        "description": {"type": "string"},
        "kind": {"enum": ["cloud", "net"]},
        "inputs": {
            "type": "object",
            "additionalProperties": False,
            "required": ["fields", "required"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": FIELD},
                "required": {"type": "array", "items": {"type": "string"}},
            },
        },
        "injectors": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "env": {
                    "type": "object",
                    "propertyNames": {"pattern": VARIABLE},
                    "additionalProperties": {"type": "string"},
                },
                "file": {
                    "type": "object",
                    "propertyNames": {"pattern": r"^template\.[a-zA-Z_][a-zA-Z0-9_]*$"},
                    "additionalProperties": {"type": "string"},
                },
            },
        },
    },
}
"""What AWX takes of a custom credential type, and this collection of that: AWX refuses every other member."""

FILLED: dict[str, dict[str, Any]] = {
    "prtg": {
        "url": "https://prtg.example.com:1616",
        "api": "v2",
        "server_name": "berlin",
        "api_token": "t0ken&%",
        "username": "someone",
        "password": "p4ss",
        "passhash": "12345678",
        "skip_tls_verify": True,
        "ca_cert": "-----BEGIN CERTIFICATE-----\nCA\n-----END CERTIFICATE-----\n",
        "client_cert": "-----BEGIN CERTIFICATE-----\nMINE\n-----END CERTIFICATE-----\n",
        "client_key": "-----BEGIN PRIVATE KEY-----\nK3Y\n-----END PRIVATE KEY-----\n",
    },
    "pingdom": {
        "api_token": "t0ken&%",
        "api_version": "3.1",
        "username": "someone@example.com",
        "password": "p4ss",
        "app_key": "k3y",
        "account_email": "owner@example.com",
        "url": "https://proxy.example.com/api/3.1",
        "skip_tls_verify": True,
        "ca_cert": "-----BEGIN CERTIFICATE-----\nCA\n-----END CERTIFICATE-----\n",
    },
}
SECRETS = ("t0ken", "p4ss", "12345678", "K3Y", "k3y")


@dataclass
class Injected:
    """What AWX gives to a job, and what it stores of that."""

    folder: Path
    env: dict[str, str]
    stored: dict[str, str]
    arguments: list[str]

    def file(self, variable: str) -> Path:
        """The file that a variable names, outside of the container."""
        return Path(self.env[variable].replace("/runner", str(self.folder)))


class Type:
    """A credential type as the injector wants it."""

    managed = False
    custom_injectors = None

    def __init__(self, name):
        self.inputs, self.injectors = TYPES[name]["inputs"], TYPES[name]["injectors"]


def inject(folder, name, inputs):
    (folder / "env").mkdir()
    injected = Injected(folder, {}, {}, [])
    inject_credential(
        Type(name), Credential(inputs), injected.env, injected.stored, injected.arguments, str(injected.folder)
    )
    return injected


def options(name, env, monkeypatch):
    """What modules read from an environment."""
    for variable in [f"{name}_{option}".upper() for option in SPECS[name]]:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in env.items():
        monkeypatch.setenv(variable, value)
    found = {}
    for option, spec in _options.argument_spec(name).items():
        fallback, arguments = spec["fallback"]
        try:
            found[option] = fallback(*arguments)
        except _options.AnsibleFallbackNotFound:
            found[option] = spec.get("default")
    return found


def test_both_services_have_one():
    assert set(TYPES) == set(SPECS) == set(FILLED)


@pytest.mark.parametrize("name", TYPES)
def test_awx_accepts_it(name):
    found = TYPES[name]
    jsonschema.validate(found, SCHEMA)
    fields = [field["id"] for field in found["inputs"]["fields"]]
    assert len(fields) == len(set(fields))
    assert set(found["inputs"]["required"]) <= set(fields) == set(FILLED[name])
    variables = set(found["injectors"]["env"])
    assert not variables & ENV_BLOCKLIST
    assert not [variable for variable in variables if variable.startswith("ANSIBLE_")]
    assert all(variable.isascii() for variable in variables)


def test_the_schema_refuses_what_awx_refuses():
    wrong = [
        {"placeholder": "x"},
        {"type": "boolean", "secret": True},
        {"type": "boolean", "default": "no"},
        {"type": "string", "default": True},
        {"format": "email"},
        {"id": "tower"},
        {"id": "with-dash"},
    ]
    for change in wrong:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"id": "x", "label": "X", **change}, FIELD)


@pytest.mark.parametrize("name", TYPES)
def test_templates_name_nothing_that_is_not_there(name):
    strict = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
    injectors = TYPES[name]["injectors"]
    files = {label.partition(".")[2]: "EXAMPLE_FILENAME" for label in injectors["file"]}
    known = {field["id"]: "EXAMPLE" for field in TYPES[name]["inputs"]["fields"]}
    for template in (*injectors["env"].values(), *injectors["file"].values()):
        assert strict.from_string(template).render(tower={"filename": files}, **known)


@pytest.mark.parametrize("name", TYPES)
def test_each_variable_is_one_of_the_collection(name):
    known = {_options.environment_variable(name, option) for option in SPECS[name]}
    assert set(TYPES[name]["injectors"]["env"]) <= known


@pytest.mark.parametrize("name", TYPES)
def test_everything_that_is_filled_in_arrives(tmp_path, monkeypatch, name):
    injected = inject(tmp_path, name, FILLED[name])
    found = options(name, injected.env, monkeypatch)
    assert found["validate_certs"] == "False"
    for field, value in FILLED[name].items():
        option = {"ca_cert": "ca_path"}.get(field, field)
        if field == "skip_tls_verify":
            continue
        if "BEGIN" in value:
            path = injected.file(_options.environment_variable(name, option))
            assert path.read_text(encoding="utf-8").strip() == value.strip()
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        else:
            assert found[option] == value
    assert injected.arguments == []


@pytest.mark.parametrize("name", TYPES)
def test_awx_stores_no_secret(tmp_path, name):
    injected = inject(tmp_path, name, FILLED[name])
    stored = json.dumps(injected.stored)
    assert HIDDEN_PASSWORD in stored
    assert not [secret for secret in SECRETS if secret in stored]
    hidden = {field["id"] for field in TYPES[name]["inputs"]["fields"] if field.get("secret")}
    assert hidden == {"api_token", "password", "passhash", "app_key", "client_key"} & set(FILLED[name])


@pytest.mark.parametrize("empty", [{}, {"username": "", "ca_cert": "", "skip_tls_verify": False}])
@pytest.mark.parametrize("name", TYPES)
def test_what_is_not_filled_in_changes_nothing(tmp_path, monkeypatch, name, empty):
    given = {field: FILLED[name][field] for field in TYPES[name]["inputs"]["required"]}
    known = {field["id"] for field in TYPES[name]["inputs"]["fields"]}
    inputs = {**given, **{field: value for field, value in empty.items() if field in known}}
    injected = inject(tmp_path, name, inputs)
    expected = {option: spec.get("default") for option, spec in SPECS[name].items()}
    assert options(name, injected.env, monkeypatch) == {**expected, **given, "validate_certs": "True"}


@pytest.mark.parametrize("name", TYPES)
def test_help_texts_are_sentences_for_a_form(name):
    for field in TYPES[name]["inputs"]["fields"]:
        assert re.match(r"[A-Z]", field["label"])
        assert len(field.get("help_text", "")) < 120
