# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_check_set, pingdom_check_info and the export as playbooks run them, against the emulator."""

from __future__ import annotations

import stat

import pytest
import yaml

from tests.behaviour.pingdom_calls import Account
from tests.wanted_checks import OPTIONS, SECRET, wanted

SET, INFO = "opswatch.monitoring.pingdom_check_set", "opswatch.monitoring.pingdom_check_info"
EXPORT = "opswatch.monitoring.pingdom_export"
LIKE_A_TEMPLATE = "{{ lookup('pipe', 'touch /tmp/steered') }} {# no comment #}: \"it's\" \\ é"
APPLY = {
    "hosts": "localhost",
    "connection": "local",
    "gather_facts": False,
    "vars_files": ["{{ pingdom_export_file }}"],
    "tasks": [{"name": "Apply", SET: {"checks": "{{ pingdom_checks }}"}}],
}
CONNECTIONS = {"3.1": "pingdom_env", "2.1": "pingdom_21_env"}


@pytest.mark.every_core
@pytest.mark.other_python
def test_no_secret_of_an_entry_shows_however_much_is_asked_for(ansible, emulator):
    entries = [wanted(check_type) for check_type in OPTIONS]
    tasks = [
        {"name": "Apply", SET: {"checks": entries}},
        {"name": "Again", SET: {"checks": [{"name": "new http", "postdata": f"{SECRET}-2"}]}},
        {"name": "Read", INFO: {"names": ["new http"], "details": True}},
    ]
    refused = {"name": "Refused", SET: {"checks": [{"name": "new http", "type": "tcp", "postdata": SECRET}]}}
    env = emulator.pingdom_env
    run, failed = (
        ansible.playbook(some, "-vvv", env=env, diff=True, fails=some[-1] is refused) for some in (tasks, [refused])
    )
    assert "module_args" in run.output
    assert SECRET not in run.output + failed.output
    assert run.results[1]["plan"][0]["reasons"] == ["postdata"]
    assert run.last["checks"][0]["secrets"] == ["auth_password", "auth_username", "postdata", "requestheaders"]


def test_a_set_is_planned_the_same_with_and_without_check_mode(ansible, emulator):
    task = {"name": "Apply", SET: {"checks": [wanted("ping"), wanted("dns")], "owner_tag": "mine", "prune": True}}
    predicted = ansible.playbook([task], env=emulator.pingdom_env, check=True, diff=True).last
    assert emulator.writes() == []
    made, again = ansible.playbook([task, task], env=emulator.pingdom_env, diff=True).results
    assert (predicted.changed, made.changed, again.changed) == (True, True, False)
    assert predicted["plan"] == made["plan"]
    assert predicted["diff"] == made["diff"]


@pytest.mark.oldest_core
@pytest.mark.parametrize("version", CONNECTIONS)
def test_an_account_is_exported_and_applied_without_a_change(ansible, emulator, tmp_path, version):
    account = Account(emulator)
    settings = {
        "host": "h.example.com",
        "type": "http",
        "shouldcontain": LIKE_A_TEMPLATE,
        "tags": ["yes", "12", "a: b"],
    }
    account.somebody("POST", "/checks", {"name": LIKE_A_TEMPLATE, **settings})
    file = tmp_path / "exported.yml"
    env, known = getattr(emulator, CONNECTIONS[version]), {"pingdom_export_file": str(file)}
    exported = {"name": "Export", "ansible.builtin.import_playbook": EXPORT}
    ansible.playbook([exported], env=env, extra_vars=known, check=True, diff=True)
    assert not file.exists()
    account.somebody("POST", "/checks", {**settings, "name": "shop: checkout", "auth": "me:example-password"})
    emulator.reset()
    run = ansible.playbook([exported, APPLY], env=env, extra_vars=known)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text(encoding="utf-8")
    assert "example-password" not in text
    assert "# not written, since secret: auth_password, auth_username, requestheaders" in text
    told = run.task("Tell which secrets are missing")["msg"]
    assert [(one["name"], one["secrets"]) for one in told] == [
        ("shop: checkout", ["auth_password", "auth_username", "requestheaders"]),
        ("shop: checkout", ["auth_password", "auth_username"]),
    ]
    assert len({one["id"] for one in told}) == 2
    assert not run.last.changed
    assert {step["action"] for step in run.last["plan"]} == {"keep"}
    assert LIKE_A_TEMPLATE in {step["name"] for step in run.last["plan"]}
    assert emulator.writes() == []


def test_what_3_1_exported_without_what_only_it_has_is_applied_over_2_1(ansible, emulator, tmp_path):
    only_3_1 = ["custom_message", "ssl_down_days_before", "verify_certificate"]
    known = {"pingdom_export_file": str(tmp_path / "exported.yml")}
    exported = {"name": "Export", "ansible.builtin.import_playbook": EXPORT}
    ansible.playbook([exported], env=emulator.pingdom_env, extra_vars=known)
    emulator.reset()
    refused = ansible.playbook([APPLY], env=emulator.pingdom_21_env, extra_vars=known, fails=True)
    assert "API 2.1 has no" in refused.last["msg"]
    assert emulator.requests("pingdom") == []
    ansible.playbook([exported], env=emulator.pingdom_env, extra_vars={**known, "pingdom_export_without": only_3_1})
    emulator.reset()
    for env in (emulator.pingdom_21_env, emulator.pingdom_env):
        run = ansible.playbook([APPLY], env=env, extra_vars=known)
        assert {step["action"] for step in run.last["plan"]} == {"keep"}
    assert emulator.writes() == []


def test_the_export_is_narrowed(ansible, emulator, tmp_path):
    exported = {"name": "Export", "ansible.builtin.import_playbook": EXPORT}
    known = {"pingdom_export_file": "some.yml", "pingdom_export_tags": ["mail"]}
    ansible.playbook([exported], env=emulator.pingdom_env, extra_vars=known)
    (file,) = tmp_path.rglob("some.yml")
    assert (file.parent / "playbook.yml").exists(), "it is in the folder in which the command ran"
    found = yaml.safe_load(file.read_text(encoding="utf-8"))["pingdom_checks"]
    assert sorted(one["name"] for one in found) == ["mail: imap", "mail: smtp"]


@pytest.mark.parametrize(
    ("narrowed", "named"),
    [
        ({"pingdom_export_tags": "mail,mial"}, "no check has the tag 'mial'"),
        ({"pingdom_export_names": ["api: status", "api: statsu"]}, "no check has the name 'api: statsu'"),
        ({"pingdom_export_tags": ["mail"], "pingdom_export_types": "dns"}, "nothing matches"),
    ],
)
def test_an_export_that_may_lack_something_leaves_the_file_alone(ansible, emulator, tmp_path, narrowed, named):
    file = tmp_path / "some.yml"
    file.write_text("pingdom_checks: [{name: kept}]\n", encoding="utf-8")
    known = {"pingdom_export_file": str(file), **narrowed}
    exported = {"name": "Export", "ansible.builtin.import_playbook": EXPORT}
    run = ansible.playbook([exported], env=emulator.pingdom_env, extra_vars=known, fails=True)
    assert f"{named}. Nothing was written. " in run.last["msg"]
    assert "kept" in file.read_text(encoding="utf-8")


def test_an_account_without_checks_is_exported(ansible, emulator, tmp_path):
    body = {"checks": [], "counts": {"total": 0, "limited": 0, "filtered": 0}}
    emulator.faults([{"method": "GET", "path": "/checks$", "status": 200, "body": body, "times": 9}])
    known = {"pingdom_export_file": str(tmp_path / "some.yml")}
    exported = {"name": "Export", "ansible.builtin.import_playbook": EXPORT}
    ansible.playbook([exported], env=emulator.pingdom_env, extra_vars=known)
    assert yaml.safe_load((tmp_path / "some.yml").read_text(encoding="utf-8")) == {"pingdom_checks": []}


def test_what_an_export_leaves_out_may_be_given_as_text(ansible, emulator, tmp_path):
    exported = {"name": "Export", "ansible.builtin.import_playbook": EXPORT}
    known = {"pingdom_export_file": str(tmp_path / "some.yml"), "pingdom_export_types": "dns"}
    left_out = {"nameserver", "custom_message"}
    ansible.playbook([exported], env=emulator.pingdom_env, extra_vars=known)
    (whole,) = yaml.safe_load((tmp_path / "some.yml").read_text(encoding="utf-8"))["pingdom_checks"]
    known["pingdom_export_without"] = ", ".join(left_out)
    ansible.playbook([exported], env=emulator.pingdom_env, extra_vars=known)
    (entry,) = yaml.safe_load((tmp_path / "some.yml").read_text(encoding="utf-8"))["pingdom_checks"]
    assert {*entry} == {*whole} - left_out, "a name is left out as a whole, and no part of one"
