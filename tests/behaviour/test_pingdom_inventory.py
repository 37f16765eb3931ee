# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of Pingdom on the emulated account: hosts, groups and variables over either version of the API."""

from __future__ import annotations

import pytest

from tests.behaviour.inventory_sources import Sources

pytestmark = pytest.mark.usefixtures("documented_requests")

APART = {"duplicates": "id"}
EVERY_GROUPING = ["tags", "auto_tags", "type", "status", "region", "host", "resolution", "severity_level"]
TARGETS = {"hosts_from": "target"}
SHOP = "shop.example.com"
MAIL = "mail.example.com"
API = "api.example.com"


@pytest.fixture
def sources(tmp_path, monkeypatch):
    return Sources(tmp_path, monkeypatch, "pingdom")


@pytest.fixture(params=["pingdom_env", "pingdom_21_env"])
def env(request, emulator):
    """The environment of each version of the API in turn."""
    return getattr(emulator, request.param)


@pytest.fixture
def lists(emulator):
    """The requests that were sent."""
    return lambda: [(entry["method"], entry["path"].rpartition("/")[2]) for entry in emulator.requests("pingdom")]


def test_each_check_is_a_host_by_one_request(sources, env, lists, account):
    found = sources.read(env, **APART)
    ids = {row["id"]: row["name"] for row in account.somebody("GET", "/checks")["checks"]}
    twice = {f"duplicate name_{number}" for number, name in ids.items() if name == "duplicate name"}
    assert set(found.hostvars) == twice | {name for name in ids.values() if name != "duplicate name"}
    assert len(twice) == 2
    assert lists()[0] == ("GET", "checks")
    assert len(lists()) == 2  # ours and the test's own
    [shop] = [number for number, name in ids.items() if name == "shop: front page"]
    assert found.hostvars["shop: front page"] == {
        "ansible_host": SHOP,
        "pingdom_id": shop,
        "pingdom_name": "shop: front page",
        "pingdom_host": SHOP,
        "pingdom_type": "http",
        "pingdom_status": "up",
        "pingdom_tags": ["prod", "shop"],
        "pingdom_check_ids": [shop],
        "pingdom_server": "127.0.0.1",
    }


def test_both_versions_give_one_inventory(sources, emulator):
    fields = ["id", "name", "host", "type", "status", "created", "ipv6", "tags", "auto_tags", "probe_filters"]
    options = {**APART, "group_by": EVERY_GROUPING, "hostvars": fields}
    first, second = (sources.read(env, **options) for env in (emulator.pingdom_env, emulator.pingdom_21_env))
    assert len(first.hostvars) == 8
    assert first.plain == second.plain


def test_groups_by_tag_type_status_and_region(sources, env):
    found = sources.read(env, **APART)
    assert found.hosts("tag_mail") == {"mail: smtp", "mail: imap"}
    assert found.hosts("type_dns") == {"dns: shop"}
    assert found.hosts("status_paused") == {"mail: imap"}
    assert found.hosts("region_EU") == {"shop: front page"}
    assert found.hosts("region_all") == set(found.hostvars) - {"shop: front page"}
    assert found.hosts("tag_nginx") == set()
    assert sources.read(env, **APART, group_by=["auto_tags"]).hosts("tag_nginx") == {"shop: front page"}


def test_names_that_two_checks_have_are_an_error_that_lists_them(sources, env):
    said = sources.refused(env)
    assert "1 host names are those of several objects: 'duplicate name' (check " in said
    assert said.count("duplicate name") == 1
    assert "Set duplicates to id" in said


def test_targets_gather_what_their_checks_tell(sources, env, account):
    ids = {row["name"]: row["id"] for row in account.somebody("GET", "/checks")["checks"]}
    found = sources.read(env, **TARGETS, hostvars=["id", "type", "status", "tags", "check_ids", "checks", "resolution"])
    assert set(found.hostvars) == {SHOP, API, MAIL}
    mail = found.hostvars[MAIL]
    assert mail["pingdom_id"] == ids["mail: smtp"]
    assert mail["pingdom_check_ids"] == [ids["mail: smtp"], ids["mail: imap"]]
    assert mail["pingdom_status"] == "up"  # the other one is paused
    assert mail["pingdom_tags"] == ["mail", "prod"]
    assert (mail["pingdom_type"], mail["pingdom_resolution"]) == (None, None)
    assert [one["status"] for one in mail["pingdom_checks"]] == ["up", "paused"]
    assert found.hosts("type_smtp") == found.hosts("type_imap") == {MAIL}
    assert found.hosts("status_up") == {SHOP, API, MAIL}
    assert found.hosts("region_EU") == {SHOP}
    assert found.hosts("region_all") == {SHOP, API, MAIL}


def test_the_worst_status_of_a_target_counts(sources, emulator, account):
    [check] = [row for row in account.somebody("GET", "/checks")["checks"] if row["name"] == "dns: shop"]
    body = [{**row, "status": "down"} if row["id"] == check["id"] else row for row in checks_of(account)]
    emulator.faults([{"path": "/checks", "status": 200, "body": listed(body)}])
    found = sources.read(emulator.pingdom_env, **TARGETS)
    assert found.hosts("status_down") == {SHOP}


def test_a_host_is_one_target_however_it_is_spelled(sources, emulator, account):
    rows = checks_of(account)
    spelled = {"shop.example.com": "SHOP.example.com.", "api.example.com": "2001:db8::1"}
    again = [{**row, "id": 10**9 + row["id"], "hostname": spelled[row["hostname"]]} for row in rows[:3]]
    more = [{**again[-1], "id": 2 * 10**9, "hostname": "2001:DB8:0::0:1"}]
    emulator.faults([{"path": "/checks", "status": 200, "body": listed([*rows, *again, *more])}])
    found = sources.read(emulator.pingdom_env, **TARGETS)
    assert set(found.hostvars) == {SHOP, API, MAIL, "2001:db8::1"}
    assert len(found.hostvars["2001:db8::1"]["pingdom_check_ids"]) == 2


@pytest.mark.parametrize(
    ("options", "hosts"),
    [
        ({"tags": ["mail"]}, {MAIL}),
        ({"tags": ["nginx"]}, {SHOP}),
        ({"names": ["api: status", "mail: smtp"]}, {API, MAIL}),
        ({"names": ["duplicate name"]}, {API, SHOP}),
        ({"types": ["ping"], "tags": ["prod"]}, {API}),
        ({"statuses": ["paused"]}, {MAIL}),
    ],
)
def test_only_wanted_checks(sources, env, options, hosts):
    assert set(sources.read(env, **TARGETS, **options).hostvars) == hosts


def test_only_checks_of_these_ids(sources, env, account):
    [check] = [row for row in account.somebody("GET", "/checks")["checks"] if row["name"] == "api: status"]
    assert set(sources.read(env, ids=[check["id"]]).hostvars) == {"api: status"}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"tags": []}, "no check of the 8 that Pingdom shows fits tags []"),
        ({"types": []}, "types must not be empty"),
        ({"statuses": []}, "statuses must not be empty"),
        ({"names": ["shop", ""]}, "names has an entry that is null or empty"),
        ({"ids": ["shop"]}, "ids"),
        ({"tag": ["shop"]}, "there is no option 'tag'. Did you mean tags?"),
        ({"hostvars_prefix": "ansible_"}, "would make of Pingdom's fields what steers Ansible"),
        ({"hostnames": ["tags"]}, "tags is none"),
        ({"stale_if_error": True}, "stale_if_error needs cache"),
        ({"tags": ["nobody"]}, "no check of the 8 that Pingdom shows fits tags ['nobody']"),
        ({"validate_certs": "ture"}, "validate_certs is 'ture', which is neither true nor false"),
        ({"api_version": "2.1"}, "url is that of API 3.1, and api_version says 2.1"),
    ],
)
def test_what_cannot_be_meant(sources, emulator, options, text):
    assert text in sources.refused(emulator.pingdom_env, **options)


def test_a_variable_is_true_or_false_or_empty(sources, env):
    said = sources.refused({**env, "PINGDOM_VALIDATE_CERTS": "ture"}, **APART)
    assert "PINGDOM_VALIDATE_CERTS is 'ture', which is neither true nor false" in said
    for word in ("", "no", "True"):
        assert sources.read({**env, "PINGDOM_VALIDATE_CERTS": word}, **APART).hostvars


def test_an_empty_list_names_none(sources, env):
    assert sources.read(env, ids=[], names=[], tags=[], allow_empty=True).hostvars == {}
    assert set(sources.read(env, ids=[], names=["api: status"]).hostvars) == {"api: status"}


def test_no_host_is_right_where_that_is_said(sources, env):
    assert sources.read(env, tags=["nobody"], allow_empty=True).hostvars == {}


def test_an_account_without_checks_is_an_error_unless_allowed(sources, emulator):
    body = {"checks": [], "counts": {"total": 0, "limited": 0, "filtered": 0}}
    emulator.faults([{"path": "/checks", "status": 200, "body": body}])
    said = sources.refused(emulator.pingdom_env)
    assert "Pingdom shows this account no check at all" in said
    assert sources.read(emulator.pingdom_env, allow_empty=True).hostvars == {}


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "body": "internal error"},
        {"body": "<html>Log in</html>", "headers": {"Content-Type": "text/html"}, "status": 200},
        {"truncate": 200},
        {"reset": True},
        {"status": 403, "body": {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "no"}}},
        {"status": 200, "body": {"checks": [{"id": 1}], "counts": {"total": 2}}},
        {"status": 200, "body": {"checks": [{"id": 1, "tags": {"a": "b"}}], "counts": {"total": 1}}},
    ],
    ids=["500", "html", "half a page", "reset", "403", "short", "odd tags"],
)
def test_an_answer_that_is_none_is_never_an_inventory(sources, emulator, env, fault):
    emulator.faults([{"path": "/checks", **fault}])
    said = sources.refused(env)
    for name in ("api_token", "password", "app_key"):
        assert emulator.credentials[f"pingdom_{name}"] not in said


def test_the_cache_keeps_rows_below_options(sources, env, lists, tmp_path):
    cache = {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
        "use_cache": True,
    }
    assert len(sources.read(env, **APART, **cache).hostvars) == 8
    found = sources.read(env, **TARGETS, **cache, tags=["mail"], group_by=["severity_level"])
    assert set(found.hostvars) == found.hosts("severity_HIGH") == {MAIL}
    assert len(lists()) == 1
    kept = "".join(path.read_text() for path in (tmp_path / "cache").iterdir())
    assert not any(env[name] in kept for name in env if name.endswith(("TOKEN", "PASSWORD", "APP_KEY")))


def test_rows_of_yesterday_serve_while_pingdom_is_down(sources, env, emulator, tmp_path):
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    options = {**APART, **cache, "cache_timeout": 1, "stale_if_error": True}
    fresh = sources.read(env, **options)
    assert fresh.data.groups["all"].vars["pingdom_inventory_stale"] is False
    emulator.faults([{"path": "/checks", "status": 503}])
    stale = sources.read(env, **options)
    assert stale.hostvars == fresh.hostvars
    assert stale.data.groups["all"].vars["pingdom_inventory_stale"] is True


def test_expressions_mean_what_they_mean_everywhere(sources, env):
    found = sources.read(
        env,
        hostnames=["pingdom_host.split('.')[0] ~ '-' ~ pingdom_id"],
        keyed_groups=[{"key": "pingdom_type", "prefix": "kind"}],
        groups={"asleep": "pingdom_status == 'paused'"},
        compose={"minutes": "pingdom_resolution * 2", "monitored": "pingdom_status != 'paused'"},
        group_by=[],
        group_prefix="x_",
        strict=True,
    )
    [name] = found.hosts("asleep")
    assert name.startswith("mail-")
    assert found.hostvars[name]["monitored"] is False
    assert found.hosts("kind_imap") == {name}
    assert found.hostvars[name]["minutes"] == 10


def checks_of(account):
    return account.somebody("GET", "/checks?include_tags=true")["checks"]


def listed(rows):
    return {"checks": rows, "counts": {"total": len(rows), "limited": len(rows), "filtered": len(rows)}}
