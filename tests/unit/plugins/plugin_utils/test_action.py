# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a module runs inside the controller, and that its answer is then what the module would have answered."""

from __future__ import annotations

import datetime
import json
import sys
from types import SimpleNamespace

import pytest
from ansible import constants, template
from ansible.module_utils.common.parameters import remove_values
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.action import ActionBase
from ansible.template import Templar

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import tell
from ansible_collections.opswatch.monitoring.plugins.plugin_utils import _action
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._action import SpecifiedAction, is_same_python, plain

#: Marks a text as a template where that takes a mark (ansible-core 2.19 and newer).
trusted = getattr(template, "trust_as_template", str)

OPTIONS = {
    "names": {"type": "list", "elements": "str"},
    "ids": {"type": "list", "elements": "str"},
    "key": {"type": "str", "no_log": True},
    "count": {"type": "int", "default": 1},
}


def echo(params, check_mode):
    """A module that says what it was called with."""
    if params["names"] == ["gone"]:
        raise NotFound("gone", hint="Look.", values={"seen": params["key"]})
    tell(f"on the way with {params['key']}")
    changes = [Change("thing", {"a": 1}, {"a": 2})] if params["count"] > 1 else []
    seen = {"names": params["names"], "check": check_mode, "said": f"key {params['key']} was used"}
    return Result(changes, seen, ["careful"] if changes else [])


class Echo(SpecifiedAction):
    specification = Specification("prtg", Block(OPTIONS, {"mutually_exclusive": [("names", "ids")]}), echo)


@pytest.fixture
def call(monkeypatch):
    """Run the action in some circumstances: its answer, or what Ansible was told to run as a module."""
    monkeypatch.setattr(ActionBase, "run", lambda *_args, **_kwargs: {})
    monkeypatch.setattr(_action, "shows_invocation", lambda task_vars: True)

    def run(arguments=None, task_vars=None, connection=None, **task):
        action = Echo.__new__(Echo)
        given = {
            "delegate_to": None,
            "async_val": 0,
            "environment": [],
            "check_mode": False,
            "diff": False,
            "no_log": False,
        }
        given = {**given, **task}
        action._display = SimpleNamespace(v=lambda text, host: run.shown.append((host, text)))
        action._task = SimpleNamespace(args=arguments or {}, action="opswatch.monitoring.echo", **given)
        here = {"transport": "local", "become": None, "has_native_async": False, **(connection or {})}
        action._connection = SimpleNamespace(**here)
        action._templar = Templar(loader=DataLoader(), variables=task_vars or {})
        action._execute_module = lambda **told: {"module": told["module_args"], "async": told["wrap_async"]}
        return action.run(task_vars=task_vars)

    run.shown = []
    return run


def test_it_runs_here(call):
    answer = call({"names": "a", "key": "s3cret"}, check_mode=True)
    shown = {"changed": False, "names": ["a"], "check": True, "said": "key ******** was used"}
    assert {name: answer[name] for name in shown} == shown
    assert "s3cret" not in str(answer)
    assert answer["invocation"]["module_args"]["names"] == ["a"]
    assert "diff" not in answer
    assert "warnings" not in answer


def test_what_is_empty_is_kept_from_ansible_and_handed_to_the_module(call, monkeypatch):
    identity = Identity(what="thing", options=("ids",), ids=frozenset(), lists=("names",))
    seen = []
    specification = Specification(
        "prtg", Block(OPTIONS), lambda params, _: seen.append(params) or Result(), identity=identity
    )
    monkeypatch.setattr(Echo, "specification", specification)
    answer = call({"ids": " ", "names": [None]})
    assert (seen[0]["ids"], seen[0]["names"]) == ("", [""])
    assert answer["invocation"]["module_args"]["names"] == [""]


def test_changes_come_with_a_diff_and_warnings(call):
    answer = call({"count": "2"}, diff=True)
    assert (answer["changed"], answer["warnings"]) == (True, ["careful"])
    assert answer["diff"]["after"] == {"a": 2}
    assert "diff" not in call({"count": 2})


def test_errors_are_those_of_the_module(call):
    answer = call({"names": ["gone"], "key": "s3cret"})
    assert (answer["failed"], answer["changed"], answer["msg"]) == (True, False, "gone. Look.")
    assert answer["error"]["kind"] == "NotFound"
    assert "s3cret" not in str(answer)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"nam": 1}, "Unsupported parameters for (opswatch.monitoring.echo) module: nam. Supported parameters include"),
        ({"names": ["a"], "ids": ["1"]}, "parameters are mutually exclusive: names|ids"),
        ({"count": "many"}, "unable to convert to int"),
    ],
)
def test_wrong_arguments_never_get_to_the_module(call, arguments, complaint):
    answer = call(arguments)
    assert answer["failed"]
    assert complaint in answer["msg"]


def test_a_short_secret_hides_no_truth(call):
    answer = call({"names": ["gone"], "key": "r"})
    assert (answer["failed"], answer["changed"]) == (True, False)


SECRETS = [
    'quo"ted',
    "back\\slash",
    "K\u00f6nig",
    "\U0001f600x",
    "line\nend",
    "1234",
    "2.5",
    "null",
    "/slash/",
    "Infinity",
]


@pytest.mark.parametrize("secret", [*SECRETS, ""])
def test_an_answer_is_that_of_a_module_whatever_is_secret(secret):
    values = [None, True, 1234, 912345, 2.5, -1, 0.1, "plain", *SECRETS, *(f"a {one} b" for one in SECRETS)]
    answer = {"changed": True, "found": {"inner": [values, ("x",)], secret: values}}
    expected = json.loads(json.dumps(remove_values(answer, {secret})))
    assert _action.as_answered(answer, {secret}) == {**expected, "changed": True}
    assert _action.as_answered(answer, set()) == json.loads(json.dumps(answer))


def test_what_is_no_json_is_refused_as_ever():
    assert _action.as_answered({"found": [float("inf")]}, set()) == {"found": [float("inf")]}
    with pytest.raises(TypeError):
        _action.as_answered({"found": object()}, set())


def test_a_password_inside_of_an_url_is_a_secret(call):
    answer = call({"url": "https://me:s3cret@prtg.example", "names": ["see s3cret"]})
    assert answer["names"] == ["see ********"]


@pytest.mark.parametrize(
    "circumstances",
    [
        {"connection": {"transport": "ssh"}},
        {"connection": {"become": object()}},
        {"environment": [{"PRTG_URL": "https://prtg.example"}]},
        {"task_vars": {"ansible_python_interpreter": "/opt/other/bin/python3"}},
        {"task_vars": {"ansible_python_interpreter": "/opt/other/bin/python3"}, "delegate_to": ""},
        {
            "task_vars": {"ansible_delegated_vars": {"there": {"ansible_python_interpreter": "/opt/other/bin/python"}}},
            "delegate_to": "there",
        },
    ],
)
def test_what_would_be_another_place_is_run_as_a_module(call, circumstances):
    assert call({"names": ["a"]}, **circumstances) == {"module": {"names": ["a"]}, "async": False}


def test_in_the_background_it_is_a_module(call):
    assert call({"names": ["a"]}, async_val=60) == {"module": {"names": ["a"]}, "async": True}
    assert Echo._supports_async


@pytest.mark.parametrize(
    "task_vars",
    [
        {"ansible_python_interpreter": sys.executable},
        {"ansible_python_interpreter": trusted("{{ this_one }}"), "this_one": sys.executable},
        {"ansible_python_interpreter": "auto_silent"},
    ],
)
def test_the_controllers_own_python_is_this_place(call, task_vars):
    assert call({"names": ["a"]}, task_vars)["names"] == ["a"]


def test_whoever_keeps_the_files_of_modules_gets_some(call, monkeypatch):
    monkeypatch.setattr(constants, "DEFAULT_KEEP_REMOTE_FILES", True)
    assert "module" in call()


@pytest.mark.parametrize("missing", _action.LIBRARIES)
def test_a_library_that_only_another_python_may_have_makes_it_a_module(call, monkeypatch, missing):
    monkeypatch.setattr(_action.importlib.util, "find_spec", lambda name: None if name == missing else name)
    assert "module" in call()


def test_the_invocation_is_shown_on_request(monkeypatch):
    asked = SimpleNamespace(
        get_configuration_definitions=lambda: {"INJECT_INVOCATION": {}},
        get_config_value=lambda name, variables: variables.get("ansible_inject_invocation", False),
    )
    monkeypatch.setattr(_action.constants, "config", asked)
    assert not _action.shows_invocation({})
    assert _action.shows_invocation({"ansible_inject_invocation": True})
    asked.get_configuration_definitions = dict
    assert _action.shows_invocation({})


class Sealed:
    """As the controller keeps a text from a vault."""

    def __str__(self):
        return "opened"


class Marked(str):
    """As the controller keeps a text that it knows more about."""

    def __str__(self):
        raise AssertionError


def test_plain_values_are_what_a_module_gets():
    day = datetime.date(2026, 11, 24)
    given = {Marked("a"): [Marked("b"), 1, 1.5, True, None], "c": (Sealed(), day), "d": datetime.time(2, 30)}
    found = plain(given)
    assert found == {"a": ["b", 1, 1.5, True, None], "c": ["opened", "2026-11-24"], "d": "02:30:00"}
    assert [text.__class__ for text in (*found, found["a"][0])] == [str] * 4


def test_one_python_by_two_names(tmp_path):
    for environment in ("one", "other"):
        (tmp_path / environment).mkdir()
        for name in ("python", "python3"):
            (tmp_path / environment / name).symlink_to(sys.executable)
    assert is_same_python(str(tmp_path / "one/python"), str(tmp_path / "one/python3"))
    assert not is_same_python(str(tmp_path / "one/python"), str(tmp_path / "other/python"))
    assert not is_same_python("/usr/bin/env python3", sys.executable)


def test_how_far_it_is_shows_without_secrets_and_not_where_nothing_is_logged(call):
    call({"key": "s3cret"}, {"inventory_hostname": "web-1"})
    call({"key": "s3cret"}, no_log=True)
    [(host, text)] = call.shown
    assert host == "web-1"
    assert text.startswith("opswatch.monitoring.echo: on the way with ")
    assert "s3cret" not in text
