# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import contextlib
import gc

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.opswatch.monitoring.plugins.module_utils import _module
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, answer_of, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block, passwords_in_urls


class Exited(Exception):
    pass


class FakeModule:
    """Stands in for AnsibleModule: remembers how it was built and how it ended."""

    last = None
    options = {}

    def __init__(self, argument_spec, supports_check_mode, **rules):
        self.argument_spec, self.supports_check_mode, self.rules = argument_spec, supports_check_mode, rules
        self.no_log_values = set()
        self._load_params()
        self.check_mode, self._diff = True, True
        self.warnings, self.exited, self.failed = [], None, None
        FakeModule.last = self

    def _load_params(self):
        self.params = {"name": "x", **self.options}

    def warn(self, text):
        self.warnings.append(text)

    def exit_json(self, **values):
        self.exited = values
        raise Exited

    def fail_json(self, **values):
        self.failed = values
        raise Exited


@pytest.fixture
def finish(monkeypatch):
    monkeypatch.setattr(_module, "AnsibleModule", FakeModule)

    def run(function, **rules):
        with pytest.raises(Exited):
            run_module(Specification("prtg", Block({"name": {"type": "str"}}, rules), function))
        return FakeModule.last

    return run


def test_a_result_becomes_changed_values_diff_and_warnings(finish):
    module = finish(
        lambda params, check_mode: Result(
            [Change("device 1", {"a": 1}, {"a": 2})], {"seen": (params["name"], check_mode)}, ["careful"]
        ),
        required_if=[],
    )
    assert module.exited == {
        "changed": True,
        "seen": ("x", True),
        "diff": {"before": {"a": 1}, "after": {"a": 2}, "before_header": "device 1", "after_header": "device 1"},
    }
    assert module.warnings == ["careful"]
    assert module.supports_check_mode
    assert "url" in module.argument_spec
    assert module.argument_spec["name"] == {"type": "str"}
    assert module.rules == {"required_if": []}


def test_no_change_has_no_diff(finish):
    assert finish(lambda *_args: Result()).exited == {"changed": False}


def test_an_error_of_the_family_becomes_one_failure(finish):
    def run(params, check_mode):
        raise NotFound("gone", hint="Look.", code="NOT_FOUND", changed=True, values={"restore": {"x": 1}})

    assert finish(run).failed == {
        "msg": "gone. Look.",
        "error": {"kind": "NotFound", "status": None, "code": "NOT_FOUND", "request_id": None},
        "changed": True,
        "restore": {"x": 1},
    }


def test_a_missing_library_is_named(finish, monkeypatch):
    monkeypatch.setattr(_module.importlib.util, "find_spec", lambda name: None)
    assert "requests" in finish(lambda *_args: Result()).failed["msg"]


def test_a_library_that_is_missed_late_is_named_too(finish):
    def run(params, check_mode):
        raise ImportError("No module named lxml", name="lxml.etree")

    failed = finish(run).failed["msg"]
    assert "lxml" in failed
    assert "lxml.etree" not in failed


def test_an_error_of_our_own_is_not_dressed_up(monkeypatch):
    monkeypatch.setattr(_module, "AnsibleModule", FakeModule)

    def run(params, check_mode):
        raise ImportError("broken", name="something.else")

    with pytest.raises(ImportError, match="broken"):
        run_module(Specification("prtg", Block(), run))


class LoadingModule(FakeModule):
    """Reads its parameters as AnsibleModule does; what it would convert is what it was left."""

    def _load_params(self):
        self.params = {"id": "", "name": None, "names": ["a", None], "_ansible_diff": False}


def test_what_is_empty_is_kept_from_ansible_and_handed_to_the_module(monkeypatch):
    monkeypatch.setattr(_module, "AnsibleModule", LoadingModule)
    identity = Identity(what="thing", options=("id", "name"), ids=frozenset({"id"}), lists=("names",))
    options = {"id": {"type": "int"}, "name": {"type": "str"}, "names": {"type": "list", "elements": "str"}}
    with pytest.raises(Exited):
        run_module(
            Specification(
                "prtg", Block(options), lambda params, check_mode: Result(values={"seen": params}), identity=identity
            )
        )
    assert LoadingModule.last.params == {"id": None, "names": ["a", ""], "_ansible_diff": False}
    assert LoadingModule.last.exited["seen"] == {"id": "", "names": ["a", ""], "_ansible_diff": False}


def test_passwords_inside_of_urls_are_kept_out_of_the_log(finish, monkeypatch):
    options = {"url": "user:first@prtg.example", "proxy": "http://user:se%2Bcond@proxy.example:3128"}
    monkeypatch.setattr(FakeModule, "options", options)
    module = finish(lambda params, check_mode: Result())
    assert module.no_log_values == {"first", "se%2Bcond", "se+cond"}


@pytest.mark.parametrize(
    "url",
    [None, "", "https://prtg.example", "https://user@prtg.example", "https://[::1]:8443/a", "bücher.example/~a/b.c"],
)
def test_urls_without_a_password(url):
    assert passwords_in_urls({"url": url}) == set()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://pu:S3cr/etPw@host", "http://"),
        ("http://pu:S3cr/etPw@host:3128", "http://"),
        ("http://pu:3128/S3cr@host", "http://"),
        ("http://pu:S3cr?etPw@host", "http://"),
        ("http://pu:S3cr#etPw@host", "http://"),
        ("http://pu:S3cr[etPw@host", "http://"),
        ("http://pu:S3cr]etPw@host", "http://"),
        ("http//pu:S3cr@host", "http//"),
        ("http:/pu:S3cr@host", "http:/"),
        ("https://host?password=S3cr", "https://"),
        ("https://host/#S3cr", "https://"),
        ("htp:pu:S3cr/x@host", ""),
        ("socks5h://pu:S3c/r@host", "socks5h://"),
        ("http://pu:S3cr", "http://"),
        ("http:pu:S3cr@host", "http:"),
        ("https://host/;password=S3cr", "https://"),
        ("https://host/api/v2&password=S3cr", "https://"),
        ("https://host&password=S3cr", "https://"),
        ("https://host/pu:S3cr", "https://"),
        ("http://pu;S3cr@host", "http://"),
        ("http://pu%3AS3cr@host", "http://"),
        ("http://pu\uff0fS3cr@host", "http://"),
    ],
)
def test_what_is_no_address_is_hidden_but_for_its_scheme(address, shown):
    hidden = passwords_in_urls({"proxy": address})
    text = address
    for one in sorted(hidden, key=len, reverse=True):
        text = text.replace(one, "")
    assert text.startswith(shown)
    assert "S3c" not in text
    assert text in (shown, f"{shown}@host")


@pytest.mark.parametrize("proxy", [["http://pu:S3cr@host"], {"http": "http://pu:S3cr/etPw@host"}, [["//pu:S3cr@h"]]])
def test_an_address_that_is_no_text_is_hidden_as_what_ansible_makes_of_it(proxy):
    assert "S3cr" not in str(remove_values([proxy, str(proxy)], passwords_in_urls({"proxy": proxy})))


def test_a_password_of_the_environment_is_kept_out_of_the_log_too(finish, monkeypatch):
    monkeypatch.setenv("PRTG_PROXY", "http://pu:S3cr/etPw@host")
    assert finish(lambda params, check_mode: Result()).no_log_values == {"pu:S3cr/etPw@host"}


OWN = Block(
    {
        "most": {"type": "int"},
        "numbers": {"type": "list", "elements": "int"},
        "flag": {"type": "bool"},
        "inside": {"type": "dict", "options": {"each": {"type": "int"}}},
        "several": {"type": "list", "elements": "dict", "options": {"each": {"type": "int"}}},
        "free": {"type": "dict"},
    }
)


def answer(service="prtg", **params):
    specification = Specification(service, OWN, lambda *_arguments: Result())
    return answer_of(specification, params, check_mode=False, diff_mode=False)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"most": True}, "most must be a number, not true."),
        ({"most": False}, "most must be a number, not false."),
        ({"numbers": [1, True]}, "numbers must be a number, not true."),
        ({"inside": {"each": True}}, "inside.each must be a number, not true."),
        ({"several": [{"each": 1}, {"each": False}]}, "several.each must be a number, not false."),
        ({"timeout": True}, "timeout must be a number, not true."),
    ],
)
def test_a_truth_value_is_no_number_of_any_module(params, told):
    for service in ("prtg", "pingdom"):
        failed = answer(service, **params)
        assert failed["error"]["kind"] == "ConfigurationError"
        assert failed["msg"].startswith(told)


@pytest.fixture
def usual():
    """How often Python looks for garbage by itself; modules that ran here before may have changed it."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield gc.get_threshold()
    gc.set_threshold(*before)


@pytest.mark.parametrize("error", [None, NotFound("gone"), ValueError("a fault")])
def test_garbage_is_looked_for_less_often_while_a_module_runs_alone(usual, error):
    """Inside the controller it is the controller's own setting."""
    seen = []

    def run(_params, _check_mode):
        seen.append(gc.get_threshold())
        if error is not None:
            raise error
        return Result()

    with contextlib.suppress(ValueError):
        answer_of(Specification("prtg", Block(), run), {}, check_mode=False, diff_mode=False)
    assert seen[0][0] > usual[0]
    assert gc.get_threshold() == usual


@pytest.fixture
def no_collection():
    """Python looks for no garbage by itself."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.parametrize("frozen", [False, True])
def test_what_a_module_kept_counts_as_old_unless_others_froze_something(no_collection, frozen):
    """Otherwise Python would look through all of it as soon as its own setting is back."""
    if frozen:
        gc.freeze()
    before, kept = gc.get_freeze_count(), []

    def run(_params, _check_mode):
        kept.append([kept])
        return Result()

    answer_of(Specification("prtg", Block(), run), {}, check_mode=False, diff_mode=False)
    assert any(one is kept[0] for one in gc.get_objects(generation=0)) is frozen
    assert gc.get_freeze_count() == before


TEXTS = Block(
    {
        "under": {"type": "str"},
        "without_a_type": {},
        "names": {"type": "list", "elements": "str"},
        "object": {"type": "dict", "options": {"name": {"type": "str"}}},
        "objects": {"type": "list", "elements": "dict", "options": {"tags": {"type": "list", "elements": "str"}}},
        "free": {"type": "dict"},
        "raw": {"type": "raw"},
    }
)


def converted_by_ansible(**params):
    specification = Specification("prtg", TEXTS, lambda *_arguments: Result())
    kept, put_back = specification.taken_out(params)
    validated = ArgumentSpecValidator(specification.argument_spec()).validate(kept)
    assert not validated.error_messages
    return answer_of(specification, {**validated.validated_parameters, **put_back}, check_mode=False, diff_mode=False)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"under": ["Local Probe/Web"]}, "under must be one text, not a list or mapping."),
        ({"under": []}, "under must be one text, not a list or mapping."),
        ({"under": {"id": 1}}, "under must be one text, not a list or mapping."),
        ({"without_a_type": ["a"]}, "without_a_type must be one text, not a list or mapping."),
        ({"names": ["a", ["b", "c"]]}, "names must be a list of texts, none of them a list or mapping."),
        ({"object": {"name": ["a"]}}, "object.name must be one text, not a list or mapping."),
        ({"objects": [{"tags": [["a"]]}]}, "objects.tags must be a list of texts, none of them a list or mapping."),
        ({"url": ["https://monitor:hunter2@prtg.example"]}, "url must be one text, not a list or mapping."),
    ],
)
def test_a_list_is_no_text_of_any_module(params, told):
    failed = converted_by_ansible(**params)
    assert failed["error"]["kind"] == "ConfigurationError"
    assert failed["msg"].startswith(told)
    assert "hunter2" not in str(failed)


@pytest.mark.parametrize(
    "params",
    [{"under": "a", "names": ["a", 1], "objects": [{"tags": "a,b"}]}, {"free": {"a": [1]}, "raw": [["a"]], "under": 7}],
)
def test_what_can_be_a_text_is_one(params):
    assert converted_by_ansible(**params) == {"changed": False}


@pytest.mark.parametrize("params", [{"most": 1, "numbers": [0]}, {"flag": True}, {"free": {"each": True}}, {}])
def test_numbers_are_numbers_and_truth_is_truth(params):
    assert answer(**params) == {"changed": False}


@pytest.mark.parametrize(
    ("value", "hidden"),
    [
        ("monitor:hunter2@shop.example.com", {"hunter2"}),
        ("https://monitor:hun%20ter2@shop.example.com/x", {"hun%20ter2", "hun ter2"}),
        ("monitor:hun/ter2@shop.example.com", {"monitor:hun/ter2@shop.example.com"}),
        ("//monitor:hunter2@shop", {"//monitor:hunter2@shop"}),
        ("monitor@shop.example.com", set()),
        ("shop.example.com:8443", set()),
        ("shop example", set()),
        ("/search?mail=a:b@example.com", set()),
        (None, set()),
    ],
)
def test_a_password_in_what_shall_be_a_part_of_an_address_is_hidden(value, hidden):
    specification = Specification("pingdom", Block(), lambda *_arguments: Result(), parts=("host",))
    assert specification.passwords_in({"host": value, "other": "user:word@host"}) == hidden
