# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter language wherever it can be written, over both APIs, against servers with and without their oddities."""

from __future__ import annotations

import pytest

WRONG = {
    "unterminated": 'name = "web',
    "stray operator": "status = = up",
    "unknown property": "colour = red",
    "the overview's own slip": 'tag contains "web"',
    "unquoted id": "parentid = 50",
    "quoted token": 'status = "down"',
    "wrong operator": 'name contains "web"',
    "empty list": "name in []",
    "mixed list": 'name in ["a", 1]',
    "mixed enumeration": "status in [5, down]",
    "nil and less": "priority < nil",
    "too deep": "not(" * 60 + "favorite = true" + ")" * 60,
    "too long": 'name = "' + "x" * 1_000_000 + '"',
    "bidi": 'name = "a" \u202e and',
    "of another kind": "percent = 3",
}

EXPRESSIONS = [
    'tags contains "web" and status = up',
    "type = sensor and status = down",
    "type = sensor and (status = down or status = warning or status = acknowledged)",
    'type = device and dnsname matches "192.0.2"',
    "priority >= 4 and type = sensor",
    "not(status = up) and type = sensor",
    'ancestors contains "51" and type = device',
    'descendants contains "1001"',
    'parentid = "52"',
    'name in ["web-1", "db-1"]',
    'name = "Büro & Lager [Hamburg]"',
    "scanninginterval > 30.0s",
    'location = "Hamburg, Speicherstadt"',
    'location = nil or location matches "köln" and type = sensor',
    "type in [sensor, group] and scanninginterval <= 60s",
    " and ".join(['tags contains "linux"'] * 600),
    'descendants contains "x" or descendants contains "02101" or id = "1001"',
    'ancestors contains "x" or id = "1001"',
    'type = device and not(tags contains "linux") and not(name matches "branch")',
    "active = false",
    "favorite = true",
    'id = "1001" or id = "1002"',
]


def info(name, **options):
    return {"name": name, "opswatch.monitoring.prtg_object_info": options}


def found(result):
    return [one["id"] for one in result["objects"]]


@pytest.mark.parametrize(
    "quirks",
    [
        (),
        ("v1_filter_ignored", "v1_filter_objid_empty", "v2_experimental_gone"),
        ("v2_classic_gone",),
    ],
)
def test_an_expression_means_the_same_everywhere(ansible, emulator, quirks):
    for quirk in ("v2_root_is_group", *quirks):  # else only one of the APIs has the root
        emulator.quirk(quirk)
    tasks = [{"name": "all", "opswatch.monitoring.prtg_object_info": {}, "register": "everything"}]
    expressions = [one for one in EXPRESSIONS if "location" not in one or "v2_experimental_gone" not in quirks]
    for number, expression in enumerate(expressions):
        tasks.append(info(f"asked {number}", filter=expression, fields=["id"]))
        template = "{{ everything.objects | opswatch.monitoring.prtg_select(expression) | map(attribute='id') | list }}"
        tasks.append(
            {"name": f"here {number}", "vars": {"expression": expression}, "ansible.builtin.debug": {"msg": template}}
        )
    over = {api: ansible.playbook(tasks, env=getattr(emulator, api)) for api in ("v1", "v2")}
    for number, expression in enumerate(expressions):
        answers = {api: found(run.task(f"asked {number}")) for api, run in over.items()}
        evaluated = {api: run.task(f"here {number}")["msg"] for api, run in over.items()}
        assert answers["v1"] == answers["v2"], expression
        for api in over:
            if "ancestors" not in expression and "descendants" not in expression:
                assert sorted(answers[api]) == sorted(evaluated[api]), (api, expression)
        if expression != "favorite = true":
            assert answers["v1"], expression


def test_what_an_api_does_not_tell_is_an_error_and_never_no(ansible, emulator):
    task = info("commented", filter="comment != nil", fields=["id"])
    assert found(ansible.playbook([task], env=emulator.v1).last) == ["1001", "1002"]
    emulator.reset()
    failed = ansible.playbook([task], env=emulator.v2, fails=True).last
    assert failed["error"]["kind"] == "FilterError"
    assert "comment cannot be read over API v2-current" in failed["msg"]
    assert not emulator.requests()


def test_kinds_of_sensors_are_told_where_the_current_lists_are(ansible, emulator):
    task = info("pings", filter='sensorkind = "ping" and tags contains "web"', fields=["id"])
    over = {api: found(ansible.playbook([task], env=getattr(emulator, api)).last) for api in ("v1", "v2")}
    assert over["v1"] == over["v2"] != []
    emulator.quirk("v2_experimental_gone")
    failed = ansible.playbook([task], env=emulator.v2, fails=True).last
    assert failed["error"]["kind"] == "FilterError"
    assert "sensorkind cannot be read over API v2-deprecated" in failed["msg"]


def test_what_a_server_leaves_out_is_named(ansible, emulator):
    emulator.quirk("v2_experimental_gone")
    failed = ansible.playbook([info("where", filter="location != nil")], env=emulator.v2, fails=True).last
    assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert "It does not tell location of them: another API, or a newer PRTG, may." in failed["msg"]


def test_nothing_is_above_what_does_not_exist(ansible, emulator):
    task = info("above", filter='descendants contains "99999" or id = "1001"', fields=["id"])
    assert [found(ansible.playbook([task], env=getattr(emulator, api)).last) for api in ("v1", "v2")] == [["1001"]] * 2


def test_a_list_of_long_names_goes_into_one_request(ansible, emulator):
    names = ", ".join(f'"srv-{number:03}-{"x" * 22}"' for number in range(100))
    task = info("many", filter=f'name in [{names}, "web-1"]', fields=["id"])
    assert [found(ansible.playbook([task], env=getattr(emulator, api)).last) for api in ("v1", "v2")] == [["1001"]] * 2


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_own_tags_are_a_property_of_the_current_lists(ansible, emulator, api):
    task = info("own", filter='basic.tags contains "hamburg"', fields=["id"])
    run = ansible.playbook([task], env=getattr(emulator, api), fails=api == "v1")
    assert run.last.get("error", {}).get("kind") == "FilterError" if api == "v1" else found(run.last) == ["1"]


def test_the_server_is_asked_for_what_it_can_be_trusted_with(ansible, emulator):
    task = info("down", filter="type = sensor and status = down and not(priority < 3)", fields=["id", "priority"])
    for api in ("v1", "v2"):
        query = ansible.playbook([task], env=getattr(emulator, api)).last["query"]
        assert query["filter"]["kinds"] == ["sensor"]
        assert "status" in query["filter"]["server"]["sensor"]
        assert query["rows_kept"] <= query["rows_read"] < 39
        assert any("status" in request for request in query["sent"])


def test_a_wrong_expression_is_shown_with_a_caret_before_anything_is_sent(ansible, emulator):
    tasks = [{**info(name, filter=text), "ignore_errors": True} for name, text in WRONG.items()]
    tasks.append(
        {"name": "pause", "opswatch.monitoring.prtg_pause": {"filter": "status = dwon"}, "ignore_errors": True}
    )
    for api in ("v1", "v2"):
        emulator.reset()
        run = ansible.playbook(tasks, env=getattr(emulator, api))
        for name in (*WRONG, "pause"):
            failed = run.task(name)
            assert failed["error"]["kind"] == "FilterError", (name, failed.data)
            assert "^" in failed["msg"] or name == "too long"
            assert len(failed["msg"]) < 1000
            assert "\u202e" not in failed["msg"]
        assert "tags" in run.task("the overview's own slip")["msg"]
        assert "down" in run.task("pause")["msg"]
        assert emulator.requests() == []


@pytest.mark.every_core
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_pausing_by_filter_acts_on_ids_and_is_quiet_the_second_time(ansible, emulator, api):
    expression = 'type = device and tags contains "web" and not(name = "lb-1")'
    pause = {"opswatch.monitoring.prtg_pause": {"filter": expression, "max_matched": 4}}
    tasks = [
        {"name": "predict", **pause, "check_mode": True},
        {"name": "pause", **pause, "register": "silenced"},
        {"name": "again", **pause},
        {
            "name": "restore",
            "opswatch.monitoring.prtg_pause": {"state": "restored", "restore": "{{ silenced.restore }}"},
        },
    ]
    run = ansible.playbook(tasks, env=getattr(emulator, api))
    assert [result.changed for result in run.results] == [True, True, False, True]
    assert [one["name"] for one in run.task("pause")["objects"]] == ["web-1", "web-2", "web-3", "web-stage-1"]
    sent = [one for one in emulator.writes() if one["method"] == "POST"]
    assert all('id = "' in one["body"]["filter"] and "tags" not in one["body"]["filter"] for one in sent if one["body"])


def test_a_filter_cannot_reach_further_than_its_guards(ansible, emulator):
    tasks = [
        {"name": "many", "opswatch.monitoring.prtg_pause": {"filter": "type = sensor", "max_matched": 5}},
        {"name": "none", "opswatch.monitoring.prtg_pause": {"filter": 'name = "nobody"'}},
        {"name": "probe", "opswatch.monitoring.prtg_pause": {"filter": "type = probe"}},
    ]
    run = ansible.playbook([{**task, "ignore_errors": True} for task in tasks], env=emulator.v1)
    assert {result["error"]["kind"] for result in run.results} == {"SelectionRefused"}
    assert emulator.writes() == []


@pytest.mark.every_core
def test_values_of_users_cannot_change_an_expression(ansible, emulator):
    tasks = [
        {
            "name": "look",
            "vars": {"given": 'x" or name != "'},
            "opswatch.monitoring.prtg_object_info": {
                "filter": "{{ {'name': given} | opswatch.monitoring.prtg_filter }}",
                "fields": ["id"],
            },
        }
    ]
    assert found(ansible.playbook(tasks, env=emulator.v1).last) == []


@pytest.mark.every_core
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_the_inventory_takes_what_fits(ansible, emulator, api, tmp_path):
    env = getattr(emulator, api)
    config = {"plugin": "opswatch.monitoring.prtg", "filter": 'tags contains "web" and not(name = "web-2")'}
    assert ansible.inventory(config, env=env).hosts() == {"web-1", "web-3", "lb-1", "web-stage-1"}
    cached = {**config, "cache": True, "cache_plugin": "jsonfile", "cache_connection": str(tmp_path / "cache")}
    assert ansible.inventory(cached, env=env, name="one.prtg.yml").hosts() == {"web-1", "web-3", "lb-1", "web-stage-1"}
    below = {**config, "filter": 'ancestors contains "53"'}
    assert ansible.inventory(below, env=env).hosts() == {"web-stage-1"}


@pytest.mark.every_core
def test_the_inventory_shows_a_wrong_filter_before_anything_is_sent(ansible, emulator):
    config = {"plugin": "opswatch.monitoring.prtg", "filter": "status = dwon"}
    run = ansible.inventory(config, env=emulator.v1, fails=True)
    assert "^" in run.output
    assert "down" in run.output
    assert emulator.requests() == []
