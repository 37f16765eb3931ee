# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets of random checks, and the round trip of a whole account, on both versions of the API."""

from __future__ import annotations

import copy
import threading

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import (
    check_info,
    check_plan,
    check_set,
    checks,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import V21
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check_info, pingdom_check_set
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import EmulatedPingdom
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.wished import wishes
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import (
    URL,
    ScriptedHttp,
    api_on,
    refusal,
)
from tests.behaviour.arguments import arguments
from tests.emulator.pingdom.account import Contact, Team
from tests.emulator.pingdom.generated import furnish

LACKING = ("verify_certificate", "ssl_down_days_before", "custom_message")
"""Options that checks of API 2.1 do not have."""


class Account(EmulatedPingdom):
    """An account with room, whom several threads ask at a time, one after the other."""

    def __init__(self):
        super().__init__()
        self.turn = threading.Lock()
        self.account.check_limit = 10**6
        self.account.contacts.update({number: Contact(number, f"c{number}", {}) for number in range(1, 10)})
        self.account.teams.update({number: Team(number, f"t{number}", []) for number in range(1, 10)})

        self.meanwhile = {}

    def api(self, _params, secrets=()):
        memory = Memory("emulated") if self.remembers else None
        return api_on(self.serve, secrets=secrets, memory=memory, own_time=lambda: self.now)

    def serve(self, method, path, query, body):
        act = self.meanwhile.pop((method, path), None)
        if act:  # somebody else, who is through before this is answered
            other = threading.Thread(target=act)
            other.start()
            other.join()
        with self.turn:
            return super().serve(method, path, query, body)

    def run(self, module, check_mode=False, **options):
        """The answer of a module, which has to succeed."""
        params = arguments(module, {"api_token": "x", **options})
        answer = answer_of(module.SPECIFICATION, params, check_mode=check_mode, diff_mode=True)
        assert not answer.get("failed"), answer["msg"]
        return answer

    def apply(self, checks, check_mode=False, **options):
        return self.run(pingdom_check_set, check_mode, checks=checks, **options)

    def export(self, **options):
        return self.run(pingdom_check_info, details=True, **options)["checks"]

    def entry(self, wish):
        """A wish as an entry of a set, with what this version has."""
        return wish

    def state(self):
        """What the account has, by the ids of checks."""
        return {one.id: copy.deepcopy((one.type, one.settings, one.specifics)) for one in self.checks.values()}


class OldAccount(Account):
    """The same over API 2.1."""

    def api(self, _params, secrets=()):
        credentials = {"username": "u@example.com", "password": "p", "app_key": "k"}
        memory = Memory("emulated") if self.remembers else None
        api = PingdomApi(HttpSettings(URL, retries=0), V21, credentials, sleep=lambda _seconds: None, memory=memory)
        api._http = ScriptedHttp(self.serve, secrets=secrets, own_time=lambda: self.now)
        return api

    def route(self, method, path, query, body):
        reply = self.driver.ask_21(method, path, params=query, **({} if body is None else {"data": dict(body)}))
        return reply.status, {}, self.as_shown(path, reply.json)

    def entry(self, wish):
        return {name: value for name, value in wish.items() if name not in LACKING}


@pytest.fixture(params=[Account, OldAccount], ids=["3.1", "2.1"])
def account(request, monkeypatch):
    """The account that the modules talk to."""
    with request.param() as found:
        for module in (check_info, check_set):
            monkeypatch.setattr(module, "connect", found.api)
        yield found


@st.composite
def desired(draw, start):
    """Entries for checks of different names that begin with ``start``, each name of one type."""
    numbers = draw(st.lists(st.integers(0, 17), max_size=5, unique=True))
    kinds = list(checks.TYPES)
    return [{**draw(wishes(kinds[number % 9])), "name": f"{start} {number}"} for number in numbers]


def outcome(plan, before, after):
    """Whether what is there after a plan follows from what it says."""
    did = {
        action: [one for one in plan if one["action"] == action] for action in ("create", "change", "keep", "delete")
    }
    created = {settings["name"] for check_id, (_type, settings, _own) in after.items() if check_id not in before}
    assert created == {one["name"] for one in did["create"]}
    assert {*before} - {*after} == {one["id"] for one in did["delete"]}
    differing = {check_id for check_id in {*before} & {*after} if before[check_id] != after[check_id]}
    assert differing == {one["id"] for one in did["change"]}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_plan_is_what_is_done_and_then_there_is_none(account, data):
    account.checks.clear()
    account.now += 3600  # another example may make as many requests as one hour allows
    theirs = [account.entry(one) for one in data.draw(desired("theirs"))]
    account.apply(theirs, owner_tag="theirs")
    others = account.state()
    for _turn in range(2):
        entries = [account.entry(one) for one in data.draw(desired("ours"))]
        known = {settings["name"] for _type, settings, _own in account.state().values() if "ours" in settings["tags"]}
        entries += farewell(entries, known)
        options = {"owner_tag": "ours", "prune": data.draw(st.booleans()), "max_deletes": 18}
        before, sent = account.state(), len(account.writes)
        predicted = account.apply(entries, check_mode=True, **options)
        assert (account.state(), len(account.writes)) == (before, sent)
        answer = account.apply(entries, **options)
        assert answer["plan"] == predicted["plan"]
        assert answer.get("diff") == predicted.get("diff")
        assert answer["changed"] == predicted["changed"] == any(one["action"] != "keep" for one in answer["plan"])
        after = account.state()
        outcome(answer["plan"], before, after)
        assert {check_id: one for check_id, one in after.items() if "theirs" in one[1]["tags"]} == others
        again = account.apply(entries, **options)
        assert {one["action"] for one in again["plan"]} <= {"keep"}
        assert account.state() == after
    assert {one["action"] for one in account.apply(theirs, owner_tag="theirs", prune=True)["plan"]} <= {"keep"}


def farewell(entries, known):
    """Entries for a set of which nothing is left that it had: nobody could tell it from a set of others."""
    if not entries or not known or {one["name"] for one in entries} & known:
        return []
    return [{"name": min(known), "state": "absent"}]


MARKS = {"owner_tag": "{}", "name_prefix": "{} "}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_two_sets_in_turn_leave_each_other_alone(account, data):
    account.checks.clear()
    marks = {who: data.draw(st.sampled_from([*MARKS])) for who in ("ours", "theirs")}
    for who, mark in [*marks.items()] * 2:
        owned = {check_id for check_id, (_type, one, _own) in account.state().items() if one["name"].startswith(who)}
        others = {check_id: one for check_id, one in account.state().items() if check_id not in owned}
        entries = [account.entry(one) for one in data.draw(desired(who))]
        known = {account.checks[check_id].settings["name"] for check_id in owned}
        gone = farewell(entries, known)
        prune = data.draw(st.booleans())
        options = {mark: MARKS[mark].format(who), "prune": prune, "adopt": prune, "max_deletes": 18}
        wanted = {one["name"] for one in entries} | (set() if prune else known - {one["name"] for one in gone})
        entries += gone
        account.apply(entries, **options)
        assert {check_id: one for check_id, one in account.state().items() if check_id in others} == others
        assert {one["action"] for one in account.apply(entries, **options)["plan"]} <= {"keep"}
        names = sorted(one["name"] for _type, one, _own in account.state().values() if one["name"].startswith(who))
        assert names == sorted(wanted)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=desired("any"))
def test_what_is_exported_is_applied_without_a_change(account, entries):
    account.checks.clear()
    account.apply([account.entry(one) for one in entries])
    exported = yaml.safe_load(yaml.safe_dump(account.export()))
    before, sent = account.state(), len(account.writes)
    answer = account.apply([one["config"] for one in exported])
    assert not answer["changed"]
    assert (account.state(), len(account.writes)) == (before, sent)


def test_an_account_of_500_checks_is_exported_and_applied(account):
    account.remembers = True
    furnish(account.account, 500)
    exported = account.export()
    entries = yaml.safe_load(yaml.safe_dump([one["config"] for one in exported]))
    assert "pass" not in yaml.safe_dump(entries)
    assert len(entries) == 500
    account.log.clear()
    answer = account.apply(entries)
    assert not answer["changed"]
    assert {one["action"] for one in answer["plan"]} == {"keep"}
    assert len(account.log) <= 1 + 500, "the list, and each detail"
    entries[123]["notifyagainevery"] += 1
    changed = account.apply(entries)
    steps = [one for one in changed["plan"] if one["action"] != "keep"]
    assert [(one["action"], one["id"], one["reasons"]) for one in steps] == [
        ("change", exported[123]["id"], ["notifyagainevery"])
    ]
    assert [method for method, _path, _body in account.writes] == ["PUT"]


@pytest.fixture
def over(monkeypatch):
    """What makes the modules talk to one account over another version."""
    account, old = Account(), OldAccount()
    account.driver.clock = old.driver.clock
    old.driver.account = old.account = account.account

    def chosen(version):
        one = {"3.1": account, "2.1": old}[version]
        for module in (check_info, check_set):
            monkeypatch.setattr(module, "connect", one.api)
        return one

    with account, old:
        furnish(account.account, 60)
        yield chosen


def test_what_2_1_exported_changes_nothing_over_3_1(over):
    entries = [one["config"] for one in over("2.1").export()]
    answer = over("3.1").apply(entries)
    assert {one["action"] for one in answer["plan"]} == {"keep"}
    entries[30]["resolution"] = 60 if entries[30]["resolution"] != 60 else 1
    steps = [one for one in over("3.1").apply(entries)["plan"] if one["action"] != "keep"]
    assert [(one["action"], one["reasons"]) for one in steps] == [("change", ["resolution"])]


def test_each_has_an_id_whose_name_is_not_its_own(account):
    for name in ("one", "two", "two"):
        account.add(name=name)
    exported = account.export()
    assert [("id" in one["config"]) for one in exported] == [False, True, True]
    assert not account.apply([one["config"] for one in exported])["changed"]


def test_what_nobody_can_give_is_not_exported(account):
    made = account.add(name="old")
    account.checks[made["id"]].settings["sendnotificationwhendown"] = 0
    (exported,) = account.export()
    assert exported["sendnotificationwhendown"] == 0
    assert "sendnotificationwhendown" not in exported["config"]
    assert {"name", "host", "port", "tags"} <= {*exported["config"]}
    assert not account.apply([exported["config"]])["changed"]


def test_another_task_that_is_faster_is_followed(account):
    account.remembers = True
    ours = [{"name": f"n{number}", "type": "ping", "host": "h.example.com"} for number in range(3)]
    account.meanwhile[("GET", "/credits")] = lambda: account.apply(ours)
    answer = account.apply(ours)
    assert sorted(one.settings["name"] for one in account.checks.values()) == ["n0", "n1", "n2"]
    assert {one["action"] for one in answer["plan"]} == {"create"}
    assert not answer["changed"], "the other one did it"
    assert sorted(answer["ids"]) == sorted(account.checks)


def test_what_another_task_has_just_written_is_not_deleted(account):
    account.remembers = True
    keep, gone = ({"name": name, "type": "ping", "host": "h.example.com"} for name in ("keep", "gone"))
    kept, _gone = account.apply([keep, gone], owner_tag="mine")["ids"]
    account.meanwhile[("PUT", f"/checks/{kept}")] = lambda: account.apply([{**gone, "resolution": 1}])
    params = {"api_token": "x", "owner_tag": "mine", "prune": True, "checks": [{**keep, "resolution": 1}]}
    answer = answer_of(
        pingdom_check_set.SPECIFICATION, arguments(pingdom_check_set, params), check_mode=False, diff_mode=False
    )
    assert answer["error"]["kind"] == "Conflict"
    assert [one["name"] for one in answer["outcome"]["done"]] == ["keep"]
    assert len(account.checks) == 2


def changed_by_somebody(account, check_id, **settings):
    """What another host does, of which nobody here knows."""
    return lambda: account.checks[check_id].settings.update(settings)


@pytest.mark.parametrize(
    ("entry", "options"),
    [
        (None, {"owner_tag": "mine", "prune": True}),
        ({"name": "gone", "state": "absent"}, {}),
        ({"identity_tag": "mine-gone", "state": "absent"}, {}),
        ({"name": "gone", "type": "tcp", "host": "h", "port": 1, "recreate": True}, {}),
    ],
)
@pytest.mark.parametrize("settings", [{"name": "theirs"}, {"tags": ["theirs"]}])
def test_a_check_that_has_become_somebody_elses_meanwhile_stays(account, entry, options, settings):
    keep, gone = ({"name": name, "type": "ping", "host": "h.example.com"} for name in ("keep", "gone"))
    kept, theirs = account.apply([keep, {**gone, "tags": ["mine-gone"]}], owner_tag="mine")["ids"]
    if entry and "tags" in settings and entry.get("identity_tag") is None:
        options = {"owner_tag": "mine"}  # what marks it but its name
    account.meanwhile[("PUT", f"/checks/{kept}")] = changed_by_somebody(account, theirs, **settings)
    entries = [{**keep, "resolution": 1}, *([entry] if entry else [])]
    params = arguments(pingdom_check_set, {"api_token": "x", "checks": entries, **options})
    answer = answer_of(pingdom_check_set.SPECIFICATION, params, check_mode=False, diff_mode=False)
    assert answer["error"]["kind"] == "Conflict"
    assert answer["error"]["id"] == theirs
    assert [one["name"] for one in answer["outcome"]["done"]] == ["keep"]
    assert "somebody has changed the name or the tags" in answer["outcome"]["failures"][0]["msg"]
    assert sorted(account.checks) == sorted([kept, theirs])


def test_a_check_that_has_gone_meanwhile_needs_no_deletion(account):
    keep, gone = ({"name": name, "type": "ping", "host": "h.example.com"} for name in ("keep", "gone"))
    kept, lost = account.apply([keep, gone], owner_tag="mine")["ids"]
    account.meanwhile[("PUT", f"/checks/{kept}")] = lambda: account.checks.pop(lost)
    account.apply([{**keep, "resolution": 1}], owner_tag="mine", prune=True)
    assert ("DELETE", f"/checks/{lost}", None) not in account.log
    assert [*account.checks] == [kept]


@pytest.mark.parametrize(
    ("entry", "options"),
    [({"tags": ["new"], "append_tags": True}, {}), ({}, {"owner_tag": "new", "adopt": True})],
)
def test_a_tag_that_somebody_adds_meanwhile_is_kept(account, entry, options):
    web = {"name": "web", "type": "ping", "host": "h.example.com"}
    (check_id,) = account.apply([{**web, "tags": ["old"]}])["ids"]
    added = changed_by_somebody(account, check_id, tags=["old", "theirs"])
    account.meanwhile[("PUT", f"/checks/{check_id}")] = added
    answer = account.apply([{**web, **entry}], **options)
    assert answer["changed"]
    assert sorted(account.checks[check_id].settings["tags"]) == ["new", "old", "theirs"]


def test_a_refused_check_shows_no_secret_of_another(account):
    secret = "hunter2-the-secret"
    entries = [
        {"name": "a", "type": "http", "host": "h.example.com", "postdata": secret},
        {"name": "b", "type": "ping", "host": "h.example.com"},
    ]
    account.instead[("POST", "/checks")] = [refusal(400, f"no: {secret}")] * 2
    params = arguments(pingdom_check_set, {"api_token": "x", "checks": entries})
    answer = answer_of(pingdom_check_set.SPECIFICATION, params, check_mode=False, diff_mode=False)
    assert answer["failed"]
    assert secret not in str(answer)


def test_what_was_done_is_told_where_a_fault_of_ours_ends_it(account):
    secret = "hunter2-the-secret"
    http = {"name": "c", "type": "http", "host": "h.example.com", "postdata": secret}
    ids = account.apply([ping("a"), ping("b"), http])["ids"]
    account.instead[("PUT", f"/checks/{ids[1]}")] = [KeyError(f"what nobody expects: {secret}")]
    entries = [ping("a", resolution=1), {"id": ids[1], "name": "a", "resolution": 1}, {**http, "state": "absent"}]
    entries[0]["id"] = ids[0]
    params = arguments(pingdom_check_set, {"api_token": "x", "checks": entries})
    answer = answer_of(pingdom_check_set.SPECIFICATION, params, check_mode=False, diff_mode=False)
    assert (answer["failed"], answer["changed"], answer["error"]["kind"]) == (True, True, "UnexpectedAnswer")
    assert "KeyError: 'what nobody expects" in answer["msg"]
    outcome = {what: [one["id"] for one in steps] for what, steps in answer["outcome"].items()}
    assert outcome == {"done": [ids[0]], "failures": [ids[1]], "sent": [], "not_tried": [ids[2]]}
    assert secret not in str(answer)


@pytest.mark.parametrize(("faults", "done"), [(2, 4), (3, 0)])
@pytest.mark.parametrize(("status", "kind"), [(500, "ServerFault"), (403, "PermissionDenied")])
def test_a_fault_of_the_server_keeps_no_other_check_from_being_written_but_several_do(
    account, faults, done, status, kind
):
    ids = account.apply([ping(f"n{number}") for number in range(6)])["ids"]
    for one in ids[:faults]:
        account.instead[("PUT", f"/checks/{one}")] = [refusal(status, "what nobody knows")] * 9
    entries = [{"id": one, "name": "same", "resolution": 1} for one in ids]  # of one name: one after the other
    params = arguments(pingdom_check_set, {"api_token": "x", "checks": entries})
    answer = answer_of(pingdom_check_set.SPECIFICATION, params, check_mode=False, diff_mode=False)
    assert answer["error"]["kind"] == kind
    assert (len(answer["outcome"]["failures"]), len(answer["outcome"]["done"])) == (faults, done)


@pytest.mark.parametrize("reason", ["Not permitted for account type.", "The token has read access only"])
def test_what_is_forbidden_to_the_account_ends_it_at_once(account, reason):
    ids = account.apply([ping(f"n{number}") for number in range(3)])["ids"]
    account.instead[("PUT", f"/checks/{ids[0]}")] = [refusal(403, reason)]
    entries = [{"id": one, "name": "same", "resolution": 1} for one in ids]
    params = arguments(pingdom_check_set, {"api_token": "x", "checks": entries})
    answer = answer_of(pingdom_check_set.SPECIFICATION, params, check_mode=False, diff_mode=False)
    assert {what: len(steps) for what, steps in answer["outcome"].items()} == {
        "done": 0,
        "failures": 1,
        "sent": 0,
        "not_tried": 2,
    }
    assert "; of 3 checks 1 failed and 2 were not tried: " in answer["msg"]


# What is decided


def ping(name, **more):
    return {"name": name, "type": "ping", "host": "h.example.com", **more}


def failure(account, *entries, check_mode=False, **options):
    """The answer of a set that has to fail, which has written nothing."""
    sent = len(account.writes)
    params = arguments(pingdom_check_set, {"api_token": "x", "checks": [*entries], **options})
    answer = answer_of(pingdom_check_set.SPECIFICATION, params, check_mode=check_mode, diff_mode=False)
    assert answer["failed"]
    assert (answer["changed"], len(account.writes)) == (False, sent)
    return answer["error"]["kind"]


def did(answer):
    return [(one["name"], one["action"]) for one in answer["plan"]]


def test_what_a_set_has_just_made_is_known_to_be_its_own(account):
    account.remembers = True
    account.apply([ping("a"), ping("b")], owner_tag="mine")
    assert failure(account, ping("x"), owner_tag="mine", prune=True, max_deletes=1) == "SelectionRefused"
    answer = account.apply([ping("x")], owner_tag="mine", prune=True)
    assert did(answer) == [("x", "create"), ("a", "delete"), ("b", "delete")]
    account.now += 3600
    assert failure(account, ping("y"), owner_tag="mine", prune=True) == "SelectionRefused"
    assert failure(account, ping("y"), owner_tag="mine") == "SelectionRefused"
    gone = {"name": "x", "state": "absent"}
    assert did(account.apply([ping("y"), gone], owner_tag="mine")) == [("y", "create"), ("x", "delete")]


def test_what_a_set_has_just_replaced_is_known_to_be_its_own(account):
    account.remembers = True
    account.add(name="a", type="ping", tags=[])
    tcp = {"name": "a", "type": "tcp", "host": "h", "port": 1, "recreate": True}
    account.apply([tcp], owner_tag="mine")
    assert did(account.apply([ping("x")], owner_tag="mine", prune=True)) == [("x", "create"), ("a", "delete")]


def test_a_set_that_has_just_made_checks_deletes_what_others_mark_meanwhile_as_it_does_later(account):
    account.remembers = True
    account.apply([ping("a")], owner_tag="mine")
    account.add(name="b", type="ping", tags=["mine"])
    for _turn in range(2):
        foretold = account.apply([ping("a")], check_mode=True, owner_tag="mine", prune=True)
        assert did(foretold) == [("a", "keep"), ("b", "delete")]
        account.now += 3600


@pytest.fixture
def made(account):
    """An account with checks of a set, and others."""
    account.apply([ping("a"), ping("b", resolution=1)], owner_tag="mine")
    for name, own in (("twin", []), ("twin", []), ("else", ["theirs"])):
        account.add(name=name, type="ping", tags=own)
    return account


@pytest.mark.parametrize(
    ("entries", "options", "kind"),
    [
        ([ping("twin")], {}, "AmbiguousName"),
        ([{"identity_tag": "mine"}], {}, "AmbiguousName"),
        ([{"id": 9999, "paused": True}], {}, "NotFound"),
        ([{"identity_tag": "theirs"}, ping("else")], {}, "ConfigurationError"),
        ([{"id": 101}, {"id": 101}], {}, "ConfigurationError"),
        ([ping("x"), ping("x")], {}, "ConfigurationError"),
        ([{"name": "x", "resolution": 1}], {}, "ConfigurationError"),
        ([{"name": "a", "type": "tcp", "port": 1}], {}, "Conflict"),
        ([ping("x", contacts=["4711"])], {}, "NotFound"),
        ([ping("x")], {"owner_tag": "theirs", "prune": True}, "SelectionRefused"),
        ([ping("x")], {"owner_tag": "theirs"}, "SelectionRefused"),
        ([ping("a", tags=["theirs"])], {"owner_tag": "theirs"}, "SelectionRefused"),
        ([ping("tw1")], {"name_prefix": "tw"}, "SelectionRefused"),
        ([{"id": 101, "name": "tw1"}], {"name_prefix": "tw"}, "SelectionRefused"),
        ([{"id": 101}], {"name_prefix": "new", "adopt": True}, "ConfigurationError"),
        ([{"identity_tag": "theirs", "paused": True}], {"name_prefix": "x", "adopt": True}, "ConfigurationError"),
        ([ping("x")], {"owner_tag": "apache"}, "SelectionRefused"),
        ([ping("a")], {"owner_tag": "mine", "prune": True, "max_deletes": 0}, "SelectionRefused"),
        ([ping("a", state="absent"), ping("b", state="absent")], {"max_deletes": 1}, "SelectionRefused"),
        ([ping("x")], {"prune": True}, "ConfigurationError"),
        ([ping("x")], {"owner_tag": "x" * 65}, "ConfigurationError"),
        ([ping("x")], {"name_prefix": "y"}, "ConfigurationError"),
        ([ping("x")], {"max_deletes": -1}, "ConfigurationError"),
        ([{"name": ""}], {}, "ConfigurationError"),
    ],
)
def test_what_is_wrong_is_refused(made, entries, options, kind):
    made.checks[101].auto_tags = ["apache"]
    assert failure(made, *entries, **options) == failure(made, *entries, check_mode=True, **options) == kind


def test_a_full_account_takes_no_more_and_no_replacement(made):
    made.account.check_limit = len(made.checks)
    tcp = {"name": "a", "type": "tcp", "host": "h", "port": 1, "recreate": True}
    assert failure(made, ping("x"), check_mode=True) == failure(made, ping("x")) == failure(made, tcp) == "Conflict"
    assert did(made.apply([ping("a", resolution=30)])) == [("a", "change")]
    made.instead[("GET", "/credits")] = [(200, {}, {"credits": {}})]
    assert failure(made, ping("x")) == "UnexpectedAnswer"


def test_tags_of_the_list_are_read_once_for_all_entries(made, monkeypatch):
    made.checks.clear()
    entries = [{**ping(f"n{number}"), "identity_tag": f"t{number}"} for number in range(20)]
    made.apply(entries)
    asked = []
    tags_of = check_plan.tags_of
    monkeypatch.setattr(check_plan, "tags_of", lambda row, *types: asked.append(row["id"]) or tags_of(row, *types))
    answer = made.apply(entries[:10])
    assert did(answer) == [(f"n{number}", "keep") for number in range(10)]
    assert sorted(asked) == sorted(made.checks)


def test_absence_adoption_and_replacement_are_planned(made):
    entries = [
        ping("else", tags=["own"]),
        {"name": "a", "state": "absent"},
        {"name": "b", "state": "absent", "absent_mode": "pause"},
        {"name": "none", "state": "absent"},
    ]
    answer = made.apply(entries, owner_tag="mine", adopt=True)
    assert did(answer) == [("else", "adopt"), ("a", "delete"), ("b", "change"), ("none", "keep")]
    tcp = {"name": "b", "type": "tcp", "host": "h", "port": 1, "recreate": True}
    foretold = made.apply([tcp], check_mode=True, owner_tag="mine")
    replaced = made.apply([tcp], owner_tag="mine")
    assert replaced["plan"] == foretold["plan"]
    assert foretold["ids"] == [None]
    assert replaced["ids"][0] in made.checks
    assert made.checks[replaced["ids"][0]].tags == ["mine"]


def test_a_prefix_is_kept_and_others_are_warned_of(made):
    answer = made.apply([{"id": 101, "resolution": 15}], name_prefix="tw")
    assert "'twin'" in answer["warnings"][0]
    made.apply([ping("my1")], name_prefix="my")
    (other,) = [one.id for one in made.checks.values() if one.settings["name"] == "else"]
    adopted = made.apply([ping("my1"), {"id": other, "name": "my2"}], name_prefix="my", adopt=True)
    assert did(adopted) == [("my1", "keep"), ("my2", "adopt")]


def test_a_check_that_gets_the_name_of_another_is_told_of(made):
    twins = sorted(one.id for one in made.checks.values() if one.settings["name"] == "twin")
    for entry in ({"id": 101, "name": "twin"}, {**ping("twin"), "identity_tag": "new"}):
        (warning,) = made.apply([entry], check_mode=True)["warnings"]
        assert f"which checks {twins[0]}, {twins[1]} have as well" in warning
    (warning,) = made.apply([{"id": 101, "name": "b"}], check_mode=True)["warnings"]
    assert "'b', which check 102 has as well" in warning
    kept = made.apply([{"id": 101, "name": "b"}, {"id": 102, "resolution": 15}], check_mode=True)
    assert len(kept["warnings"]) == 1, "it keeps its name"
    fine = [
        [{"id": one, "name": "twin", "resolution": 1} for one in twins],
        [{"id": 101, "name": "b"}, {"id": 102, "name": "b"}],
        [{"id": 101, "name": "b"}, {"id": 102, "name": "c"}],
        [{"id": 101, "name": "b"}, {"id": 102, "state": "absent"}],
        [{"id": twins[0], "name": "twin", "resolution": 1}],
    ]
    for entries in fine:
        assert "warnings" not in made.apply(entries, check_mode=True), entries
    assert "warnings" not in made.apply([{"id": 101, "name": "b"}], owner_tag="mine", prune=True)


def test_the_list_is_enough_where_it_shows_all_but_for_what_is_in_doubt(made):
    made.log.clear()
    entries = [ping("a", resolution=5, probe_filters=[]), ping("b", resolution=1, tags=["mine"], append_tags=True)]
    assert not made.apply(entries)["changed"]
    assert [path for _method, path, _body in made.log] == ["/checks"]
    paused = made.apply([ping("a", paused=True)])
    assert did(paused) == [("a", "change")]
    made.log.clear()
    assert not made.apply([ping("a", paused=True)])["changed"]
    assert [path for _method, path, _body in made.log] == ["/checks"]


def test_a_row_that_nobody_understands_is_looked_into(made):
    made.shown["/checks/101"] = {"type": "of tomorrow"}
    assert failure(made, {"name": "a", "resolution": 5}) == "UnexpectedAnswer"


def test_a_list_that_its_details_contradict_deletes_nothing(made):
    (b,) = [one for one in made.checks.values() if one.settings["name"] == "b"]
    detail = {"id": b.id, "name": "b", "hostname": "h", "type": "ping", "tags": []}
    made.instead[("GET", f"/checks/{b.id}")] = [(200, {}, {"check": detail})]
    assert failure(made, ping("a"), owner_tag="mine", prune=True) == "UnexpectedAnswer"


def test_contacts_that_check_mode_does_not_know_yet_are_a_change(made):
    answer = made.apply([ping("a", contacts=[None])], check_mode=True)
    assert answer["changed"]
    assert answer["diff"]["after"] == {"checks[0].contacts": "not known in check mode"}


def test_checks_are_read_as_they_are_named(made):
    found = made.run(pingdom_check_info, ids=[9999], names=["else"])
    assert [one["name"] for one in found["checks"]] == ["else"]
    assert found["msg"] == "no check has the id 9999"
    assert made.run(pingdom_check_info, tags=[])["checks"] == []
    assert made.run(pingdom_check_info, statuses=["down"])["msg"] == "nothing matches"
    gone = refusal(403, "Invalid check identifier")
    made.instead[("GET", "/checks/101")] = [gone]
    read = made.run(pingdom_check_info, names=["a", "b"], details=True)
    assert len(read["checks"]) == 1
    assert "has gone while it was read" in read["warnings"][0]
    made.checks.clear()
    assert made.run(pingdom_check_info)["msg"] == "nothing matches"
