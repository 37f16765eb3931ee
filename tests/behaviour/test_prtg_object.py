# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_object over both APIs: what is made, changed, moved and deleted, what is refused, and what a failure tells."""

from __future__ import annotations

import re
from functools import partial

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects import carrying
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.editing import V2Objects
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object, prtg_object_info, prtg_pause
from tests.behaviour.told import prtg, told
from tests.emulator.process import opener

SHOP = "Local Probe/Web Shop"
NEW = {
    "name": "web-9",
    "kind": "device",
    "parent": f"{SHOP}/Production",
    "clone_from": f"{SHOP}/Production/web-1",
    "host": "web-9.shop.example",
}
APIS = ("v1", "v2")


class Tasks:
    """What tasks do to one emulated PRTG over one API."""

    def __init__(self, emulator, api):
        self.emulator = emulator
        self.api = api
        self.connection = prtg(emulator, api)

    def ensure(self, fails=False, check_mode=False, **options):
        answer = told(self.emulator, prtg_object, check_mode, **{**self.connection, **options})
        assert answer.get("failed", False) is fails, answer
        return answer

    def all_ways(self, **options):
        """Predicted, done, done again, and predicted once more: the real run's answer."""
        predicted = self.ensure(check_mode=True, **options)
        done = self.ensure(**options)
        assert self.ensure(**options)["changed"] is False
        assert self.ensure(check_mode=True, **options)["changed"] is False
        assert predicted["changed"] == done["changed"]
        assert predicted.get("diff") == done.get("diff")
        assert [without_id(one) for one in predicted["objects"]] == [without_id(one) for one in done["objects"]]
        return done

    def refused(self, error, /, *words, **options):
        answer = self.ensure(fails=True, **options)
        assert answer["error"]["kind"] == error, answer
        assert all(word in answer["msg"] for word in words), answer["msg"]
        assert self.emulator.writes() == []
        return answer

    def look(self, *ids, fields=()):
        options = {"fields": ["id", *fields]} if fields else {}
        found = told(self.emulator, prtg_object_info, **self.connection, ids=list(ids), **options)
        return found["objects"]


def without_id(one):
    return {key: value for key, value in one.items() if key not in ("id", "url")}


@pytest.fixture(params=APIS)
def tasks(request, emulator):
    return Tasks(emulator, request.param)


@pytest.fixture
def v1(emulator):
    return Tasks(emulator, "v1")


@pytest.fixture
def v2(emulator):
    return Tasks(emulator, "v2")


def test_four_are_copied_at_once_and_no_more(tasks):
    copying = re.compile(r"duplicateobject|/clone$")
    tasks.emulator.faults([{"path": copying.pattern, "hold": True}])

    def four(seen):
        return sum(bool(copying.search(one["path"])) for one in seen) >= 4

    with tasks.emulator.releasing(four):
        tasks.ensure(objects=[{**NEW, "name": f"web-{number}"} for number in range(20, 30)])
    assert max(one["at_once"] for one in tasks.emulator.requests()) == 4


def test_a_device_is_copied_set_and_resumed(tasks):
    done = tasks.all_ways(**NEW, tags=["managed", "linux"], priority=2, active=True)
    made = done["object"]
    assert made["action"] == "create"
    assert made["path"] == ["Local Probe", "Web Shop", "Production", "web-9"]
    assert done["diff"]["before"] == {}
    assert done["diff"]["after"] == {
        "name": "web-9",
        "kind": "device",
        "parent": f"{SHOP}/Production",
        "clone_from": f"{SHOP}/Production/web-1",
        "host": "web-9.shop.example",
        "tags": ["linux", "managed"],
        "priority": 2,
        "active": True,
    }
    assert "warnings" not in done
    fields = ("name", "host", "priority", "active", "parent_id")
    assert tasks.look(made["id"], fields=fields) == [
        {
            "id": made["id"],
            "name": "web-9",
            "host": "web-9.shop.example",
            "priority": 2,
            "active": True,
            "parent_id": "52",
        }
    ]
    assert sorted(tasks.look(made["id"])[0]["tags"]) == ["linux", "managed"]


def test_names_and_paths_are_told_as_they_are_afterwards(tasks):
    """Of what is renamed or moved, and of what is below that."""
    entries = [
        {"id": "54", "name": "Data", "parent": "51"},
        {"id": "51", "name": "Shop"},
        {"id": "1001", "name": "web-one"},
        {"id": "1011", "priority": 1},
        {"id": "1002", "parent": "Local Probe/Databases"},
        {**NEW, "parent": "Local Probe/Databases", "clone_from": "1012"},
        {"id": "1021", "priority": 1},
    ]
    told_of = tasks.ensure(objects=entries)["objects"]
    paths = {one["id"]: one["path"] for one in tasks.look(*(one["id"] for one in told_of))}
    assert [one["path"] for one in told_of] == [paths[one["id"]] for one in told_of]
    assert paths["1011"] == ["Local Probe", "Shop", "Data", "db-1"]
    assert [one["name"] for one in told_of] == ["Data", "Shop", "web-one", "db-1", "web-2", "web-9", "nas-1"]


def test_what_is_silent_for_another_reason_is_said_to_stay_so(tasks):
    attic = "group Local Probe/Decommissioned above it is paused"
    wanted = {
        attic: ({"id": "1031"}, {"id": "1004", "parent": "57"}, {**NEW, "parent": "57"}),
        "it is paused by a schedule": ({"id": "2303"},),
        "it is paused by a dependency": ({"id": "2502"},),
        "it is paused by the license": ({"id": "2312"},),
    }
    for why, entries in wanted.items():
        for entry in entries:
            for answer in (tasks.ensure(check_mode=True, **entry, active=True), tasks.all_ways(**entry, active=True)):
                assert len(answer["warnings"]) == 1, answer
                assert f"is active by itself and stays silent: PRTG shows that {why}" in answer["warnings"][0]
    assert "warnings" not in tasks.ensure(id="2303", priority=1)
    assert "warnings" not in tasks.ensure(id="1002", active=True)


def test_a_copy_stays_paused_without_active_and_says_so(tasks):
    done = tasks.ensure(**NEW)
    assert "stays paused" in done["warnings"][0]
    assert tasks.look(done["object"]["id"], fields=["active"])[0]["active"] is False
    assert tasks.ensure(**NEW)["changed"] is False
    assert tasks.ensure(**NEW, active=True)["changed"] is True


def test_groups_and_sensors_are_copied_with_what_is_below(tasks):
    tasks.all_ways(name="Canary", kind="group", parent="51", clone_from=f"{SHOP}/Staging")
    below = told(
        tasks.emulator, prtg_object_info, **tasks.connection, under=f"{SHOP}/Canary", fields=["kind"], kind=["sensor"]
    )
    assert below["matched"] == 3
    tasks.all_ways(name="Ping 2", kind="sensor", parent=f"{SHOP}/Production/web-2", clone_from="2101", priority=1)


def test_a_group_and_what_is_below_it_are_made_in_one_task(tasks):
    entries = [
        {"name": "Batch", "kind": "group", "parent": "1", "clone_from": "62"},
        {**NEW, "parent": "Local Probe/Batch"},
    ]
    done = tasks.all_ways(objects=entries, active=True)
    assert [one["action"] for one in done["objects"]] == ["create", "create"]
    assert done["objects"][1]["path"] == ["Local Probe", "Batch", "web-9"]
    assert "object" not in done


BATCH = {"name": "Batch", "kind": "group", "parent": "51", "clone_from": f"{SHOP}/Staging"}
BELOW_WHAT_IS_MADE = {
    "what cannot be below it": ([NEW, {**NEW, "name": "w", "parent": f"{SHOP}/Production/web-9"}], "below device"),
    "a sensor below a group": (
        [BATCH, {"name": "s", "kind": "sensor", "parent": f"{SHOP}/Batch", "clone_from": "2101"}],
        "below group",
    ),
    "what it is below itself": ([BATCH, {"id": "51", "parent": f"{SHOP}/Batch"}], "inside of the object itself"),
    "a copy of what it is below": (
        [BATCH, {"name": "x", "kind": "group", "parent": f"{SHOP}/Batch", "clone_from": "51"}],
        "inside of the template",
    ),
    "what comes along with it": (
        [BATCH, {**NEW, "name": "web-stage-1", "parent": f"{SHOP}/Batch"}],
        "comes along with its parent",
    ),
}


@pytest.mark.parametrize("case", BELOW_WHAT_IS_MADE)
def test_what_cannot_go_below_what_an_entry_makes_is_refused(emulator, case):
    entries, words = BELOW_WHAT_IS_MADE[case]
    for api in APIS:
        Tasks(emulator, api).refused("ConfigurationError", "objects[1]", words, objects=entries)


def test_a_sensor_is_not_moved_over_api_v1_to_what_an_entry_makes(v1):
    v1.refused("ConfigurationError", "no sensors", objects=[NEW, {"id": "2101", "parent": f"{SHOP}/Production/web-9"}])


def test_tags_are_a_set(tasks):
    assert tasks.ensure(id="1003", tags=["canary", "linux"])["changed"] is False
    done = tasks.all_ways(id="1003", tags=["new"], tags_mode="append")
    assert done["diff"]["before"] == {"tags": ["canary", "linux"]}
    assert done["diff"]["after"] == {"tags": ["canary", "linux", "new"]}
    assert tasks.all_ways(id="1003", tags=["canary", "nobody"], tags_mode="remove")["changed"]
    assert tasks.all_ways(id="1003", tags=[])["diff"]["before"] == {"tags": ["linux", "new"]}


def test_a_tag_that_is_inherited_as_well_is_an_own_one(tasks):
    assert tasks.all_ways(id="1001", tags=["linux", "web", "hamburg"])["changed"]


def test_a_copy_begins_with_the_tags_of_its_template(tasks):
    done = tasks.all_ways(**NEW, tags=["more"], tags_mode="append", active=True)
    assert done["diff"]["after"]["tags"] == ["linux", "more"]


def test_only_what_differs_is_sent(tasks):
    tasks.ensure(id="1001", name="web-1", priority=5, tags=["linux"], host="web-1.shop.example", active=True)
    assert tasks.emulator.writes() == []
    tasks.ensure(id="1001", name="web-1", priority=4, tags=["linux"], host="web-1.shop.example", active=True)
    assert len(tasks.emulator.writes()) == 1


def test_an_object_is_renamed_moved_and_put_first(tasks):
    done = tasks.all_ways(id="1001", name="web-one", parent=f"{SHOP}/Staging", position="top", host="one.example")
    assert done["diff"]["after"]["parent"] == f"{SHOP}/Staging"
    assert done["object"]["path"] == ["Local Probe", "Web Shop", "Staging", "web-one"]
    assert tasks.look("1001", fields=["parent_id"])[0]["parent_id"] == "53"
    assert tasks.all_ways(id="1001", position="bottom")["diff"]["before"] == {"position": "1 of 2"}


def test_several_are_moved_in_one_task(tasks):
    entries = [{"id": "52", "parent": "57"}, {"id": "57", "parent": "54"}, {"id": "1001", "parent": "53"}]
    tasks.all_ways(objects=entries)
    found = tasks.look("52", "57", "1001", fields=["parent_id"])
    assert [one["parent_id"] for one in found] == ["57", "54", "53"]


def test_the_flag_is_set_and_lifted(tasks):
    assert tasks.all_ways(id="1001", active=False)["diff"]["after"] == {"active": False}
    assert tasks.all_ways(id="1001", active=True)["changed"]


def test_what_a_lease_holds_is_left_alone(tasks):
    told(tasks.emulator, prtg_pause, **tasks.connection, ids=["1001"], reason="Kernel update")
    tasks.emulator.reset()
    left = tasks.ensure(id="1001", active=True)
    assert left["changed"] is False
    assert "held by 'Kernel update'" in left["warnings"][0]
    assert tasks.emulator.writes() == []


# What another run silences meanwhile


def lease(tasks, object_id):
    """Another run holds an object, whoever paused it before."""
    held = told(tasks.emulator, prtg_pause, **tasks.connection, ids=[object_id], reason="Kernel update", renew=True)
    assert held["changed"]


def is_held(tasks, object_id):
    """Whether that lease holds it still."""
    (found,) = tasks.look(object_id, fields=["active", "message"])
    return found["active"] is False and "Kernel update [opswatch" in found["message"]


def copied(tasks):
    """The id of the copy that a task is making."""
    (found,) = told(tasks.emulator, prtg_object_info, **tasks.connection, names=["web-9"], kind=["device"])["objects"]
    return found["id"]


def test_resuming_never_wakes_what_another_run_has_silenced_since_the_task_looked(tasks, after_planning):
    """Somebody had paused it when the task looked; by the time that it writes, a maintenance holds it."""
    act(tasks, "pause.htm?id=1001&action=0")
    after_planning(lambda: lease(tasks, "1001"))
    left = tasks.ensure(id="1001", active=True)
    assert (left["changed"], left["object"]["action"]) == (False, "keep")
    assert "stays paused: it is held by 'Kernel update'" in left["warnings"][0]
    assert is_held(tasks, "1001")


def test_a_new_object_that_another_run_has_silenced_is_not_resumed(tasks, right_before):
    right_before(carrying.Run, "_set_flags", lambda: lease(tasks, copied(tasks)))
    done = tasks.ensure(**NEW, active=True)
    assert (done["object"]["action"], done["diff"]["after"]["active"]) == ("create", False)
    assert "web-9 stays paused: it is held by 'Kernel update'" in done["warnings"][0]
    assert is_held(tasks, done["object"]["id"])
    assert tasks.ensure(**NEW, active=True)["changed"] is False


def test_what_another_run_silences_while_something_else_changes_is_no_failure(tasks, after_planning):
    after_planning(lambda: lease(tasks, "1001"))
    done = tasks.ensure(id="1001", active=True, priority=4)
    assert done["diff"]["before"] == {"priority": 5, "active": True}
    assert is_held(tasks, "1001")


def test_pausing_writes_over_no_lease_that_has_come_meanwhile(tasks, after_planning):
    after_planning(lambda: lease(tasks, "1001"))
    left = tasks.ensure(id="1001", active=False)
    assert left["changed"] is False
    assert "paused already, and not for good: it is held by 'Kernel update'" in left["warnings"][0]
    assert is_held(tasks, "1001")


def test_what_somebody_else_has_resumed_meanwhile_is_no_change(tasks, after_planning):
    act(tasks, "pause.htm?id=1001&action=0")
    after_planning(lambda: (act(tasks, "pause.htm?id=1001&action=1"), tasks.emulator.reset()))
    assert tasks.ensure(id="1001", active=True)["changed"] is False


def test_a_pause_that_ends_is_no_pause_for_good_and_a_warning_says_so(tasks):
    told(tasks.emulator, prtg_pause, **tasks.connection, ids=["1001"], reason="Kernel update")
    left = tasks.ensure(id="1001", active=False)
    assert left["changed"] is False
    assert "not for good: it is held by 'Kernel update'" in left["warnings"][0]
    assert tasks.ensure(id="1002", active=False)["changed"]
    assert "warnings" not in tasks.ensure(id="1002", active=False)


def test_a_probe_is_changed_where_the_api_can(v1):
    assert v1.all_ways(id="1", tags=["hamburg", "main"], priority=5)["changed"]


def test_comments_hold_any_text(v1):
    text = "Größe: 4 CPU\n<b>{{ team }}</b> & more; 100 %"
    assert v1.all_ways(id="1001", comment=text)["diff"]["after"] == {"comment": text}


def test_interval_and_location_are_ones_own_or_inherited(tasks):
    assert tasks.all_ways(id="1001", interval="5m")["diff"]["before"] == {"interval": "inherited"}
    assert tasks.all_ways(id="1001", interval="60")["diff"]["before"] == {"interval": 300}
    assert tasks.all_ways(id="1001", interval="inherited")["diff"]["after"] == {"interval": "inherited"}
    assert tasks.all_ways(id="1001", location="Bonn")["diff"]["before"] == {"location": "inherited"}
    assert tasks.all_ways(id="1001", location="inherited")["diff"]["after"] == {"location": "inherited"}
    assert tasks.ensure(id="1001", inherit={"locationgroup": True})["changed"] is False
    assert tasks.all_ways(id="1001", location="Bonn", interval="Inherited")["changed"]
    inherited = tasks.all_ways(id="1001", inherit={"locationgroup": True})
    assert inherited["diff"]["before"] == {"inherit.locationgroup": False}
    assert tasks.all_ways(**NEW, interval="10m", location="Ulm", active=True)["changed"]


def test_an_inherited_section_is_left_before_its_value_is_set(v1):
    v1.emulator.quirk("v1_inheritance_stays")
    assert v1.all_ways(id="1001", interval="5m")["changed"]


PLACED = {"interval": "5m", "location": "Bonn"}


def test_what_a_copy_has_of_its_template_is_not_sent(v1):
    v1.ensure(id="1001", **PLACED)
    v1.emulator.reset()
    assert v1.ensure(**NEW, **PLACED)["changed"]
    assert [one["path"] for one in v1.emulator.writes()] == ["/api/duplicateobject.htm"]
    assert v1.ensure(**NEW, **PLACED)["changed"] is False


def test_what_a_copy_does_not_have_of_its_template_is_set_before_it_is_resumed(v1, right_before):
    v1.ensure(id="1001", **PLACED)
    spoil = "setobjectproperty.htm?id={}&name={}&value={}"

    def spoiled():
        act(v1, spoil.format(copied(v1), "intervalgroup_", "1"))
        act(v1, spoil.format(copied(v1), "location", "Ulm"))

    right_before(carrying.Run, "_see", spoiled)
    assert v1.ensure(**NEW, **PLACED, active=True)["changed"]
    sent = [one["query"].get("name", [one["path"]])[0] for one in v1.emulator.writes()]
    assert sorted(sent[-4:-1]) == ["interval", "intervalgroup_", "location"]
    assert sent[-1] == "/api/pause.htm"
    assert v1.ensure(**NEW, **PLACED, active=True)["changed"] is False


def test_a_section_that_somebody_lets_inherit_meanwhile_is_left_again(v1, after_planning):
    v1.ensure(id="1001", **PLACED)
    after_planning(lambda: act(v1, "setobjectproperty.htm?id=1001&name=intervalgroup_&value=1"))
    v1.emulator.quirk("v1_inheritance_stays")
    assert v1.ensure(id="1001", interval="10m", location="Ulm")["changed"]
    assert v1.ensure(id="1001", interval="10m", location="Ulm")["changed"] is False


def test_what_is_inherited_is_not_guessed(v1):
    v1.emulator.faults([{"path": "objectdata", "status": 404}])
    v1.refused("ConfigurationError", "does not tell what", "inherits", id="1001", interval="5m")
    v1.emulator.faults([{"path": "objectdata", "status": 200, "body": '<form><input name="host_" value="x"></form>'}])
    v1.refused("ConfigurationError", "does not tell the setting interval", id="1001", interval="5m")


def test_a_page_that_is_elsewhere_is_not_missing(v1):
    moved = {"status": 302, "headers": {"Location": "https://prtg.example.com/controls/objectdata.htm"}}
    v1.emulator.faults([{"path": "objectdata", **moved}])
    v1.refused("ConfigurationError", "the server redirects to https://prtg.example.com", id="1001", interval="5m")


def test_what_a_copy_could_not_have_is_known_before_it_is_made(v1):
    v1.refused("ConfigurationError", "does not tell whether nothing is inherited", **NEW, inherit={"nothing": True})
    v1.emulator.faults([{"path": "objectdata", "status": 200, "body": '<form><input name="host_" value="x"></form>'}])
    v1.refused("ConfigurationError", "does not tell the setting interval", **NEW, interval="5m")
    v1.emulator.faults([{"path": "objectdata", "status": 404}])
    v1.refused("ConfigurationError", "does not tell what", "inherits", **NEW, location="Ulm")
    v1.emulator.quirk("v1_hidden_active")
    v1.refused("UnexpectedAnswer", "does not tell whether", "is paused itself", **NEW, active=True)


@pytest.mark.parametrize("wanted", [{"settings": {"maintenable_": True}}, {"inherit": {"scheduledependency": False}}])
@pytest.mark.parametrize("about", [{"id": "1001"}, NEW], ids=["there", "new"])
def test_what_takes_the_whole_schedule_is_not_sent_by_itself(v1, about, wanted):
    """The manual: setobjectproperty.htm does not work for schedules, dependencies and maintenance windows."""
    v1.emulator.quirk("v1_schedule_set_ignored")
    v1.refused("ConfigurationError", "by itself", "prtg_schedule sets maintenance windows", **about, **wanted)


def test_settings_go_by_the_names_of_the_api(v1, v2):
    assert v2.ensure(id="1001", settings={"basic": {"ipversion": "0"}})["changed"] is False
    v2.refused("ConfigurationError", "setting without a section", id="1001", settings={"httpurl": "x"})
    v1.refused("ConfigurationError", "setting in a section", id="1001", settings={"basic": {"httpurl": "x"}})
    for tasks in (v1, v2):
        unknown = {"basic": {"nothing": "1"}} if tasks is v2 else {"nothing": "1"}
        tasks.refused("ConfigurationError", "does not tell the setting", "nothing", id="1001", settings=unknown)


def test_objects_are_made_anew_over_api_v2(v2):
    group = {"name": "Fresh", "kind": "group", "parent": "Local Probe", "tags": ["t"]}
    assert v2.all_ways(**group)["changed"]
    device = {"name": "d", "kind": "device", "parent": "Local Probe/Fresh", "host": "d.example", "interval": "5m"}
    v2.all_ways(**device, priority=4)
    sensor = {"name": "Ping", "kind": "sensor", "parent": "Local Probe/Fresh/d", "sensor_kind": "ping"}
    made = v2.all_ways(**sensor, tags=["a"], active=False)["object"]["id"]
    assert v2.look(made, fields=["sensor_kind", "active"]) == [{"id": made, "sensor_kind": "ping", "active": False}]


def test_api_v1_makes_nothing_anew(v1):
    fresh = {"name": "Fresh", "kind": "group", "parent": "1"}
    v1.refused("ConfigurationError", "cannot make objects anew", "clone_from", **fresh)


def test_a_group_is_deleted_and_what_goes_with_it_told(tasks):
    done = tasks.all_ways(id="57", state="absent")
    before = done["diff"]["before"]
    assert before["below"] == {"devices": 2, "sensors": 3}
    assert before["objects_below"][0] == "Local Probe/Decommissioned/old-web-1"
    assert done["object"]["action"] == "delete"
    assert tasks.ensure(name="old-web-1", kind="device", parent="1", state="absent")["changed"] is False


def test_a_device_is_deleted_by_its_name(tasks):
    gone = {"name": "web-3", "kind": "device", "parent": f"{SHOP}/Production", "state": "absent"}
    assert tasks.all_ways(**gone)["diff"]["before"]["below"] == {"sensors": 2}


def test_a_probe_is_found_by_its_name_alone(tasks):
    probe = {"name": "Branch Köln", "kind": "probe"}
    assert tasks.all_ways(**probe, active=False)["object"]["id"] == "2"
    assert tasks.all_ways(**probe, parent=0, active=True)["object"]["id"] == "2"
    assert tasks.ensure(id="2", **probe, parent="0", active=True)["changed"] is False
    tasks.emulator.reset()
    tasks.refused("ConfigurationError", "there is no probe 'Branch Köln'", **probe, parent="1")
    tasks.refused("ConfigurationError", "a probe has no other parent than the root", id="2", parent="1")


def test_an_id_of_something_else_is_not_deleted(tasks):
    """Ids that were written down belong to what they were written down for."""
    tasks.refused("Conflict", "is called 'old-web-1', not 'web-1'", id="1031", name="web-1", state="absent")
    known = {"id": "1031", "name": "old-web-1", "state": "absent"}
    tasks.refused("Conflict", "and not right below", **known, parent=SHOP)
    assert tasks.all_ways(**known, parent="57", kind="device")["changed"]


def test_a_device_is_deleted_and_then_the_group_around_it_and_again(tasks):
    """A play that takes things down from the inside out changes nothing in its second run."""
    device = {"name": "old-web-1", "kind": "device", "parent": "Local Probe/Decommissioned", "state": "absent"}
    group = {"name": "Decommissioned", "kind": "group", "parent": "Local Probe", "state": "absent"}
    play = (device, {**device, "id": "1031"}, {**device, "parent": "57"}, group)
    assert [tasks.ensure(**one)["changed"] for one in play] == [True, False, False, True]
    again = [tasks.ensure(**one) for one in play]
    assert [one["changed"] for one in again] == [False] * len(play)
    said = [one.get("warnings", []) for one in again]
    nothing = "There is no device 'old-web-1', as PRTG has nothing that parent names: "
    assert said == [[f"{nothing}'Local Probe/Decommissioned'"], [], [f"{nothing}'57'"], []]


def test_that_nothing_is_below_an_id_is_what_prtg_has_to_say(v1):
    v1.emulator.quirk("v1_filter_objid_empty")
    v1.emulator.faults([{"path": "getobjectstatus", "status": 200, "body": "<prtg><result>OK</result></prtg>"}])
    gone = {"name": "x", "kind": "device", "parent": "4711", "state": "absent"}
    v1.refused("NotFound", "does not say either that there is no such object", **gone)


@pytest.fixture
def right_before(monkeypatch):
    """Something happens once, right before a method is called: between a read and what is written by it."""

    def arranged(owner, name, happens):
        method = getattr(owner, name)

        def called(self, *arguments):
            monkeypatch.setattr(owner, name, method)
            happens()
            return method(self, *arguments)

        monkeypatch.setattr(owner, name, called)

    return arranged


@pytest.fixture
def after_planning(right_before):
    """Something happens right after the task has planned, and before it writes."""
    return partial(right_before, carrying.Run, "carried_out")


def test_what_came_below_meanwhile_is_not_deleted_along(tasks, after_planning):
    """Nobody was told of a device that was moved into the group after the task had looked."""
    after_planning(lambda: tasks.ensure(id="1003", parent="57"))
    failed = tasks.ensure(fails=True, id="57", state="absent")
    assert failed["error"]["kind"] == "Conflict"
    assert "device 1003" in failed["msg"]
    assert failed["changed"] is False
    assert len(tasks.look("57", "1003", "1031")) == 3
    assert tasks.ensure(id="57", state="absent")["diff"]["before"]["below"]["devices"] == 3


@pytest.fixture
def meanwhile(tasks, after_planning):
    """Somebody else deletes objects right after the task has planned, and before it writes."""

    def deleted(ids):
        for one in ids:
            act(tasks, f"deleteobject.htm?id={one}&approve=1")
        tasks.emulator.reset()

    return lambda *ids: after_planning(lambda: deleted(ids))


def act(tasks, call):
    """Do something over API v1 as somebody else does."""
    key = tasks.emulator.credentials["prtg_api_token"]
    opener().open(f"{tasks.emulator.prtg}/api/{call}&apitoken={key}", timeout=10).close()


def test_what_somebody_else_has_deleted_meanwhile_is_absent(tasks, meanwhile):
    entries = [{"id": "57", "state": "absent"}, {"id": "1002", "state": "absent"}]
    meanwhile("57")
    done = tasks.ensure(objects=entries, max_deletes=2)
    assert done["changed"] is True
    assert [(one["action"], one["changed"]) for one in done["objects"]] == [("keep", False), ("delete", True)]
    assert "was deleted by somebody else while this task ran" in done["warnings"][0]
    meanwhile("1003")
    done = tasks.ensure(id="1003", state="absent")
    assert (done["changed"], done["object"]["path"], tasks.emulator.writes()) == (False, [], [])


GONE = {
    "what is changed": ({"id": "1003", "priority": 1}, "1003"),
    "what is paused": ({"id": "1003", "active": False}, "1003"),
    "what is moved": ({"id": "1003", "parent": "57"}, "1003"),
    "where it goes": ({"id": "1003", "parent": "57"}, "57"),
    "the parent": (NEW, "52"),
    "the template": (NEW, "1001"),
}


@pytest.mark.parametrize("case", GONE)
def test_what_somebody_else_has_deleted_meanwhile_is_told(tasks, meanwhile, case):
    options, gone = GONE[case]
    meanwhile(gone)
    failed = tasks.ensure(fails=True, **options, wait_timeout=5)
    assert failed["error"]["kind"] == "NotFound"
    assert f" {gone} (" in failed["msg"]
    assert "is gone: PRTG says that no object has this id, and it was there when this task looked" in failed["msg"]
    assert "Somebody else has deleted it meanwhile. Run the task again" in failed["msg"]


@pytest.mark.parametrize("quirk", ["v2_created_object", "v2_created_empty"])
def test_a_twin_that_somebody_else_makes_meanwhile(v2, monkeypatch, quirk):
    """Where the answer tells an id, the twin is a warning; where not, nobody knows which one is this task's own."""
    v2.emulator.quirk(quirk)
    make = V2Objects.make

    def made(self, making):
        answer = make(self, making)
        make(self, making)
        return answer

    monkeypatch.setattr(V2Objects, "make", made)
    answer = v2.ensure(fails=quirk == "v2_created_empty", name="Fresh", kind="group", parent="1", priority=5)
    assert answer["changed"] is True
    if quirk == "v2_created_object":
        assert "was made by somebody else at the same time" in answer["warnings"][0]
        return
    assert answer["error"]["kind"] == "AmbiguousName"
    assert "PRTG took the request to make it and told no id, and there are 2 new ones of this name" in answer["msg"]
    assert "Nothing was changed" not in answer["msg"]
    assert answer["objects"][0]["outcome"] == "sent"


def test_more_deletions_than_allowed_are_refused(tasks):
    entries = [{"id": "1001", "state": "absent"}, {"id": "1002", "state": "absent"}, {"id": "4711", "state": "absent"}]
    answer = tasks.refused("SelectionRefused", "2 objects would be deleted", "max_deletes is 1", objects=entries)
    assert answer["changed"] is False
    assert tasks.all_ways(objects=entries, max_deletes=2)["changed"]


def test_a_probe_and_the_root_are_not_deleted(tasks):
    tasks.refused("ConfigurationError", "probes are not deleted", id="2", state="absent")
    tasks.refused("ConfigurationError", "the root cannot be deleted", id="0", state="absent")


REFUSED = {
    "a tag with a blank": ({"id": "1001", "tags": ["a b"]}, "ConfigurationError", "neither blanks nor commas"),
    "a tag with a comma": ({"id": "1001", "tags": ["a,b"]}, "ConfigurationError", "neither blanks nor commas"),
    "no host": ({**NEW, "host": None}, "ConfigurationError", "takes its host"),
    "an empty host": ({**NEW, "host": " "}, "ConfigurationError", "needs a host name"),
    "no template": ({**NEW, "clone_from": f"{SHOP}/nobody"}, "NotFound", "clone_from: PRTG has no object"),
    "no template id": ({**NEW, "clone_from": "4711"}, "NotFound", "with the id 4711"),
    "a template of another kind": ({**NEW, "clone_from": "53"}, "ConfigurationError", "names a group"),
    "a template path of another kind": (
        {**NEW, "clone_from": f"{SHOP}/Staging"},
        "ConfigurationError",
        "names a group",
    ),
    "a parent inside": ({"id": "51", "parent": "52"}, "ConfigurationError", "inside of the object itself"),
    "a parent that it is": ({"id": "51", "parent": SHOP}, "ConfigurationError", "inside of the object itself"),
    "a parent that another entry moves inside": (
        {"objects": [{"id": "52", "parent": "53"}, {"id": "53", "parent": "52"}]},
        "ConfigurationError",
        "objects[0] ('52'): parent Local Probe/Web Shop/Staging comes to be inside of the object itself",
    ),
    "parents that others move inside": (
        {"objects": [{"id": "52", "parent": "57"}, {"id": "57", "parent": "54"}, {"id": "54", "parent": "52"}]},
        "ConfigurationError",
        "Move one after the other, in tasks of their own",
    ),
    "a parent that another entry moves inside of what is made": (
        {"objects": [BATCH, {"id": "54", "parent": f"{SHOP}/Batch"}, {"id": "51", "parent": "54"}]},
        "ConfigurationError",
        "objects[1] ('54'): parent Local Probe/Web Shop/Batch comes to be inside of the object itself, group 54",
    ),
    "a parent that is inside until another entry moves it": (
        {"objects": [{"id": "51", "parent": "57"}, {"id": "57", "parent": "52"}, {"id": "52", "parent": "54"}]},
        "ConfigurationError",
        "comes to be inside of the object itself",
    ),
    "a copy in itself": (
        {"name": "x", "kind": "group", "parent": "52", "clone_from": "51"},
        "ConfigurationError",
        "inside of the template",
    ),
    "no parent": ({**NEW, "parent": "Local Probe/Nowhere"}, "NotFound", "parent: PRTG has no object"),
    "a parent path that holds none": (
        {"name": "s", "kind": "sensor", "parent": SHOP, "clone_from": "2101"},
        "ConfigurationError",
        "a sensor cannot be below group",
    ),
    "a parent that holds none": ({**NEW, "parent": "1002"}, "ConfigurationError", "cannot be below device"),
    "an unknown id": ({"id": "4711", "priority": 1}, "NotFound", "no object with the id 4711"),
    "an id that is a name": ({"id": "web-1"}, "ConfigurationError", "id must be a number"),
    "an id of another kind": ({"id": "1001", "kind": "sensor"}, "ConfigurationError", "is a device, not a sensor"),
    "a name alone": ({"name": "web-1", "kind": "device"}, "ConfigurationError", "parent is missing"),
    "a name without kind": ({"name": "web-1", "parent": "52"}, "ConfigurationError", "kind is missing"),
    "a host of a group": ({"id": "51", "host": "x"}, "ConfigurationError", "host is for a device"),
    "a pause of everything": ({"id": "0", "active": False}, "ConfigurationError", "the root is not paused"),
    "inheritance of nothing": ({"id": "51", "inherit": {"_": True}}, "ConfigurationError", "no name of a section"),
    "one section twice": (
        {"id": "51", "inherit": {"intervalgroup": True, "intervalgroup_": False}},
        "ConfigurationError",
        "inherit.intervalgroup is given twice",
    ),
    "one setting twice": (
        {"id": "1001", "settings": {"basic": {"ipversion": "0", "ipversion_": "1"}}},
        "ConfigurationError",
        "settings.basic.ipversion is given twice",
    ),
    "a section that is a number": ({"id": "51", "inherit": {1: True}}, "ConfigurationError", "whether 1 is inherited"),
    "too many stars": ({"id": "51", "priority": 6}, "ConfigurationError", "1 to 5"),
    "an odd interval": ({"id": "51", "interval": "often"}, "ConfigurationError", "length of time"),
    "two of one object": (
        {"objects": [{"id": "1001"}, {"name": "web-1", "kind": "device", "parent": "52"}]},
        "ConfigurationError",
        "about the same object",
    ),
    "two inside of each other": (
        {"objects": [{"id": "53", "parent": "54"}, {"id": "54", "parent": "56"}, {"id": "55", "parent": "53"}]},
        "ConfigurationError",
        "inside of the object itself",
    ),
    "two first ones": (
        {"objects": [{"id": "1001", "position": "top"}, {"id": "1002", "position": "top"}]},
        "ConfigurationError",
        "cannot both be at the top",
    ),
    "an option that is a setting": (
        {"id": "1001", "settings": {"tags": "x"}},
        "ConfigurationError",
        "has an option of its own, tags",
    ),
    "two words on inheritance": (
        {"id": "1001", "interval": "inherited", "inherit": {"intervalgroup": False}},
        "ConfigurationError",
        "inherit.intervalgroup is false",
    ),
    "another server": ({"id": "1001", "expect_server": "other"}, "ConfigurationError", "the server other"),
    "a name with a blank at its end": ({**NEW, "name": "web-9 "}, "ConfigurationError", "begins or ends with a blank"),
    "a new name with a line end": ({"id": "1001", "name": "web\n1"}, "ConfigurationError", "holds a line end"),
    "a name that is too long": ({**NEW, "name": "x" * 16000}, "ConfigurationError", "name is too long"),
    "a new name that is too long": ({"id": "1001", "name": "x" * 16000}, "ConfigurationError", "name is too long"),
    "an empty tag": ({"id": "1001", "tags": [""]}, "ConfigurationError", "tags holds '', which is no tag"),
    "a copy into what goes": (
        {"objects": [{**NEW, "parent": "57"}, {"id": "57", "state": "absent"}]},
        "ConfigurationError",
        "objects[0] ('web-9'): device Local Probe/Decommissioned/web-9 would be deleted along with group",
    ),
    "a move into what goes": (
        {"objects": [{"id": "57", "state": "absent"}, {"id": "1001", "parent": "57"}]},
        "ConfigurationError",
        "objects[1] ('1001'): device Local Probe/Decommissioned/web-1 would be deleted along",
    ),
    "a change of what goes along": (
        {"objects": [{"id": "1001", "state": "absent"}, {"id": "2101", "priority": 1}]},
        "ConfigurationError",
        "Leave out one of the two, or move what shall stay elsewhere",
    ),
    "nothing but its absence of what goes along": (
        {"objects": [{"id": "1001", "state": "absent"}, {"id": "2101"}]},
        "ConfigurationError",
        "would be deleted along with device",
    ),
    "a new probe": ({"name": "p", "kind": "probe", "parent": "0"}, "ConfigurationError", "probes are not made"),
}


@pytest.mark.parametrize("option", ["parent", "clone_from"])
def test_the_root_is_no_parent_and_no_template(tasks, option):
    words = {
        "parent": ("cannot be below the root", "parent is the root"),
        "clone_from": ("names the root", "is the root"),
    }
    tasks.refused("ConfigurationError", words[option][tasks.api == "v2"], **{**NEW, option: "0"})


def test_what_moves_out_of_what_goes_stays(tasks):
    entries = [{"id": "57", "state": "absent"}, {"id": "1031", "parent": "52"}]
    done = tasks.all_ways(objects=entries)
    assert [one["action"] for one in done["objects"]] == ["delete", "change"]
    assert tasks.look("1031", fields=["parent_id"])[0]["parent_id"] == "52"


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_before_anything_is_written(emulator, case):
    options, kind, words = REFUSED[case]
    tasks = Tasks(emulator, APIS[list(REFUSED).index(case) % len(APIS)])  # both would say the same
    assert tasks.refused(kind, words, **options)["changed"] is False
    assert tasks.ensure(fails=True, check_mode=True, **options)["error"]["kind"] == kind


def test_a_name_that_fits_two_objects_is_an_error(tasks):
    tasks.ensure(name="web-2b", kind="device", parent="52", clone_from="1002", host="h")
    tasks.ensure(id="1002", name="web-2b")
    tasks.emulator.reset()
    twice = {"name": "web-2b", "kind": "device", "parent": "52"}
    answer = tasks.refused("AmbiguousName", "fits 2 objects", **twice, state="absent")
    assert len(answer["error"]["ids"]) == 2
    tasks.refused("AmbiguousName", "clone_from", **{**NEW, "clone_from": f"{SHOP}/Production/web-2b"})


def test_an_entry_says_which_one_is_wrong(tasks):
    answer = tasks.refused("NotFound", "objects[1] ('x')", objects=[NEW, {**NEW, "name": "x", "clone_from": "4711"}])
    assert answer["changed"] is False


def test_an_empty_id_is_a_change_in_check_mode_and_an_error_without(tasks):
    assert tasks.ensure(fails=True, id="", priority=3)["error"]["kind"] == "ConfigurationError"
    predicted = tasks.ensure(check_mode=True, id="", priority=3)
    assert predicted["changed"] is True
    entries = [{"id": "1001", "priority": 4}, {"id": "", "priority": 3}]
    assert tasks.ensure(fails=True, objects=entries)["error"]["kind"] == "ConfigurationError"
    assert "objects[1].id" in tasks.ensure(check_mode=True, objects=entries)["warnings"][0]


@pytest.mark.parametrize("option", ["parent", "clone_from"])
def test_what_is_only_predicted_may_be_a_parent_or_a_template_in_check_mode(tasks, option):
    """``made.object.id`` of a task before, which check mode has not carried out."""
    assert tasks.ensure(check_mode=True, **{**NEW, option: ""})["changed"] is True
    predicted = tasks.ensure(check_mode=True, objects=[{"id": "1001", "priority": 5}, {**NEW, option: ""}])
    assert predicted["changed"] is True
    assert f"objects[1].{option}" in predicted["warnings"][0]
    assert tasks.ensure(fails=True, objects=[{**NEW, option: ""}])["error"]["kind"] == "ConfigurationError"


def test_what_is_only_predicted_may_be_renamed_in_check_mode(tasks):
    assert tasks.ensure(check_mode=True, objects=[{"id": "", "name": "new"}])["changed"] is True


def test_no_parent_is_not_any_parent(tasks):
    assert "parent must not be empty" in tasks.ensure(fails=True, **{**NEW, "parent": ""})["msg"]


# What servers do


LATE = {
    "v1": ["v1_new_objects_late", "v1_new_objects_not_valid", "v1_clone_not_valid_yet", "v1_clone_to_kind"],
    "v2": ["v2_new_objects_late", "v2_new_objects_wrong_status", "v2_generation_2026_09", "v2_clone_tells"],
}


@pytest.mark.parametrize(("api", "quirk"), [(api, quirk) for api, quirks in LATE.items() for quirk in quirks])
def test_a_new_object_is_waited_for(emulator, api, quirk):
    emulator.quirk(quirk)
    emulator.faults([{"path": "duplicateobject|/clone", "times": 1, "advance": 2.0}])  # of three seconds
    done = Tasks(emulator, api).ensure(**NEW, tags=["a"], active=True)
    assert done["changed"]
    assert Tasks(emulator, api).ensure(**NEW, tags=["a"], active=True)["changed"] is False


ODD = {
    "v1": (
        "v1_filter_ignored",
        "v1_filter_objid_empty",
        "v1_actions_redirect",
        "v1_german",
        "v1_tags_with_commas",
        "v1_status_lags",
        "v1_treesize_wrong",
    ),
    "v2": (
        "v2_generation_2023",
        "v2_generation_2026_09",
        "v2_summed_info_status",
        "v2_status_lags",
        "v2_no_total_count",
        "v2_wrong_node_status_409",
    ),
}


@pytest.mark.parametrize(("api", "quirk"), [(api, quirk) for api, quirks in ODD.items() for quirk in quirks])
def test_odd_servers_get_the_same(emulator, api, quirk):
    emulator.quirk(quirk)
    tasks = Tasks(emulator, api)
    wanted = {**NEW, "tags": ["a", "web"], "priority": 1, "active": True}
    assert [tasks.ensure(**wanted)["changed"] for _run in range(2)] == [True, False]
    known = {"name": "web-9", "kind": "device", "parent": "52"}
    assert tasks.ensure(**known, tags=["b"], tags_mode="append", active=False)["changed"]
    if quirk != "v2_generation_2023":  # which deletes nothing
        assert [tasks.ensure(**known, state="absent")["changed"] for _run in range(2)] == [True, False]


@pytest.mark.parametrize("quirk", ["v2_created_object", "v2_created_empty"])
def test_what_was_made_is_found_whatever_the_answer_tells(v2, quirk):
    v2.emulator.quirk(quirk)
    assert v2.all_ways(name="Fresh", kind="group", parent="1", priority=5)["object"]["action"] == "create"


def test_a_lost_answer_makes_no_second_copy(tasks):
    path = "duplicateobject" if tasks.api == "v1" else "/clone"
    tasks.emulator.faults([{"path": path, "times": 1, "reset": True, "after": True}])
    done = tasks.ensure(**NEW, active=True)
    assert "though no answer told so" in done["warnings"][0]
    assert tasks.ensure(**NEW, active=True)["changed"] is False
    assert len([one for one in tasks.emulator.writes() if path in one["path"]]) == 1


def test_a_lost_request_is_a_failure_that_does_not_know(tasks):
    path = "duplicateobject" if tasks.api == "v1" else "/clone"
    tasks.emulator.faults([{"path": path, "times": 1, "reset": True}])
    failed = tasks.ensure(fails=True, wait_timeout=1, **NEW)
    assert failed["changed"] is True
    assert failed["objects"][0]["outcome"] == "sent"
    assert tasks.ensure(**NEW)["changed"]


LOST = ({"reset": True}, {"reset": True, "after": True}, {"status": 503})


@pytest.mark.parametrize("fault", LOST)
def test_what_nobody_answered_is_set_before_a_copy_is_resumed(tasks, fault):
    edits = "setobjectproperty|/devices/[0-9]+$"
    write = {"method": "GET" if tasks.api == "v1" else "PATCH", "path": edits}
    wanted = {**NEW, "tags": ["a"], "priority": 1, "active": True}
    tasks.emulator.faults([{**write, "times": 1, **fault}])
    assert tasks.ensure(**wanted)["changed"]
    assert tasks.ensure(**wanted)["changed"] is False
    asked = [one["path"] for one in tasks.emulator.writes()]
    assert "pause.htm" in asked[-1] or "/resume" in asked[-1]


def test_a_copy_that_is_not_as_it_shall_be_stays_paused(tasks):
    write = {"method": "GET", "path": "setobjectproperty"} if tasks.api == "v1" else {"method": "PATCH", "path": "."}
    tasks.emulator.faults([{**write, "reset": True}])
    failed = tasks.ensure(fails=True, **NEW, tags=["a"], active=True)
    tasks.emulator.faults([])
    assert failed["objects"][0]["outcome"] == "sent"
    assert tasks.look(failed["objects"][0]["id"], fields=["active"])[0]["active"] is False


def test_what_was_done_and_timed_out_is_seen(v2):
    v2.emulator.quirk("v2_execution_timeout")
    assert v2.ensure(**NEW, tags=["a"], priority=1)["changed"]


def test_nothing_is_put_anywhere_where_no_list_tells_positions(v2):
    v2.emulator.quirk("v2_deprecated_gone")
    anew = {"name": "x", "kind": "device", "parent": "1", "host": "x"}
    for wanted in (NEW, {"id": "1001"}, anew):
        v2.refused("ConfigurationError", "no list that tells positions", "use API v1", **wanted, position="top")


def test_rows_that_were_not_asked_for_take_no_place(v2):
    v2.emulator.quirk("v2_filter_ignored")
    assert v2.all_ways(id="1003", position="top")["changed"]
    assert v2.all_ways(**NEW, position="bottom")["changed"]


def test_a_failure_tells_what_was_done_and_the_next_run_goes_on(v1):
    entries = [{**NEW, "name": f"web-{number}", "host": f"h{number}"} for number in (7, 8, 9)]
    v1.emulator.faults([{"path": "duplicateobject", "query": "name=web-8", "times": 1, "status": 400}])
    failed = v1.ensure(fails=True, objects=entries, active=True)
    assert failed["changed"] is True
    assert [one["outcome"] for one in failed["objects"]] == ["done", "failed", "done"]
    assert "2 done and 1 failed" in failed["msg"]
    done = v1.ensure(objects=entries, active=True)
    assert [one["action"] for one in done["objects"]] == ["keep", "create", "keep"]


def test_what_should_go_below_what_was_not_made_stays(tasks):
    path = "duplicateobject" if tasks.api == "v1" else "/clone"
    tasks.emulator.faults([{"path": path, "times": 1, "status": 400}])
    entries = [BATCH, {**NEW, "parent": f"{SHOP}/Batch"}, {"id": "1002", "parent": f"{SHOP}/Batch", "priority": 1}]
    failed = tasks.ensure(fails=True, objects=entries)
    assert failed["changed"] is False
    assert [one["changed"] for one in failed["objects"]] == [False, False, False]
    assert [one["outcome"] for one in failed["objects"]] == ["failed", "not_tried", "not_tried"]
    assert tasks.look("1002", fields=["parent_id", "priority"])[0] == {"id": "1002", "parent_id": "52", "priority": 5}
    done = tasks.ensure(objects=entries)
    assert [one["action"] for one in done["objects"]] == ["create", "create", "change"]


def test_what_was_made_before_its_failure_has_changed(v2):
    v2.emulator.quirk("v2_generation_2023")  # which copies sensors, and edits none
    sensor = {"name": "Ping 2", "kind": "sensor", "parent": f"{SHOP}/Production/web-2", "clone_from": "2101"}
    failed = v2.ensure(fails=True, **sensor, tags=["x"])
    made = failed["objects"][0]
    assert (made["changed"], made["outcome"]) == (True, "failed")
    assert v2.look(made["id"], fields=["name"])[0]["name"] == "Ping 2"
    assert "has no operation to edit sensor; API v1 may" in failed["msg"]


def test_nothing_is_deleted_after_a_failure(v1):
    v1.emulator.faults([{"path": "duplicateobject", "times": 1, "status": 400}])
    failed = v1.ensure(fails=True, objects=[NEW, {"id": "1003", "state": "absent"}])
    assert [one["outcome"] for one in failed["objects"]] == ["failed", "not_tried"]
    assert v1.look("1003")


def test_a_read_only_account_changes_nothing(tasks):
    answer = tasks.ensure(fails=True, **NEW, api_token=tasks.emulator.credentials["prtg_ro_api_token"], wait_timeout=1)
    assert answer["error"]["kind"] == "PermissionDenied", answer
    assert answer["changed"] is False


def test_what_a_read_only_account_is_not_shown_is_a_matter_of_rights(v1):
    token = v1.emulator.credentials["prtg_ro_api_token"]
    for wanted in ({"interval": "5m"}, {"location": "Ulm"}, {"inherit": {"snmpversiongroup": False}}):
        v1.refused(
            "PermissionDenied", "no settings of device 1001", "write access", id="1001", **wanted, api_token=token
        )


def test_a_change_that_does_not_show_is_a_failure(v2):
    v2.emulator.quirk("v2_patch_adds_to_lists")
    answer = v2.ensure(fails=True, id="1001", tags=["other"], wait_timeout=1)
    assert answer["error"]["kind"] == "StateNotReached"
    assert "tags" in answer["msg"]
    assert answer["changed"] is True


def test_a_sensor_keeps_its_interval_where_the_api_cannot_change_it(v2):
    answer = v2.ensure(fails=True, id="2101", interval="5m")
    assert "not yet supported" in answer["msg"]
    assert "use api v1" in answer["msg"]
    v2.emulator.quirk("v2_sensor_sections")
    assert v2.all_ways(id="2101", interval="5m")["changed"]


def test_secrets_are_sent_to_new_objects_and_never_shown(tasks):
    settings = {"snmpcommv2": "s3cret-word", "windowsloginpassword": "0ther-word"}
    names = {"snmpversiongroup": ("snmpcommv2",), "windowsconnection": ("windowsloginpassword",)}
    sections = {section: {name: settings[name] for name in inner} for section, inner in names.items()}
    wanted = {**NEW, "settings": settings if tasks.api == "v1" else sections}
    if tasks.api == "v2":
        del wanted["clone_from"]
    answers = [
        tasks.ensure(check_mode=True, **wanted),
        tasks.ensure(**wanted),
        tasks.ensure(**wanted),
        tasks.ensure(**wanted, update_secrets="always"),
    ]
    assert [one["changed"] for one in answers] == [True, True, False, True]
    assert "s3cret-word" not in str(answers)
    assert "0ther-word" not in str(answers)
    writes = str(tasks.emulator.writes())
    assert (writes.count("s3cret-word"), writes.count("0ther-word")) == (2, 2)
    assert kept(tasks, answers[1]["object"]["id"], *settings) == ["***", "***"]


def test_a_password_in_an_address_is_compared_and_never_shown(v1):
    """Sensors take it in the address that they ask."""

    def wanted(word, key="k3y-word"):
        return {"id": "2102", "settings": {"httpurl": f"https://me:{word}@shop.example/?api_key={key}&page=2"}}

    answers = [v1.all_ways(**wanted("s3cret")), v1.all_ways(**wanted("s3cret", "0ther")), v1.all_ways(**wanted("n3w"))]
    assert [one["changed"] for one in answers] == [True, True, True]
    shown = (
        v1.look("2102", fields=["name"]),
        told(v1.emulator, prtg_object_info, **v1.connection, ids=["2102"], include=["settings"]),
    )
    said = str((answers, shown))
    assert [word for word in ("s3cret", "k3y-word", "0ther", "n3w") if word in said] == []
    assert "page=2" in said
    assert kept(v1, "2102", "httpurl") == ["https://me:n3w@shop.example/?api_key=k3y-word&amp;page=2"]


def with_secret(tasks):
    """A new device with a secret setting, the path of the request that sends it, and its name in messages."""
    if tasks.api == "v1":
        return {**NEW, "settings": {"snmpcommv2": "s3cret"}}, {"query": "snmpcommv2"}, "snmpcommv2"
    settings = {"snmpversiongroup": {"snmpcommv2": "s3cret"}}
    return {**NEW, "settings": settings}, {"method": "PATCH"}, "snmpversiongroup.snmpcommv2"


def test_a_failure_before_the_secrets_of_a_new_object_says_how_the_next_run_sends_them(tasks):
    wanted, sending, name = with_secret(tasks)
    tasks.emulator.faults([{**sending, "times": 1, "status": 403}])
    failed = tasks.ensure(fails=True, **wanted, active=True)
    assert "s3cret" not in str(failed)
    assert f"web-9 may be there by now without {name}: set update_secrets to always for that run" in failed["msg"]
    made = failed["objects"][0]["id"]
    assert kept(tasks, made, "snmpcommv2") == [""]
    again = tasks.ensure(**wanted, active=True, update_secrets="always")
    assert again["object"]["id"] == made
    assert kept(tasks, made, "snmpcommv2") == ["***"]


def test_a_failure_after_the_secrets_of_a_new_object_asks_for_nothing(tasks):
    wanted, _sending, _name = with_secret(tasks)
    path = "pause.htm" if tasks.api == "v1" else "/resume"
    tasks.emulator.faults([{"path": path, "times": 1, "status": 403}])
    failed = tasks.ensure(fails=True, **wanted, active=True)
    assert "goes on from there" in failed["msg"]
    assert "update_secrets" not in failed["msg"]
    assert kept(tasks, failed["objects"][0]["id"], "snmpcommv2") == ["***"]


def test_secrets_that_do_not_fit_beside_the_rest_of_a_new_object_are_sent_after_it(v2):
    wanted, _sending, _name = with_secret(v2)
    del wanted["clone_from"]
    made = v2.ensure(**wanted, location="x" * 9000, tags=["y" * 6000])["object"]["id"]
    assert kept(v2, made, "snmpcommv2") == ["***"]


def kept(tasks, object_id, *names):
    """What PRTG tells of settings over API v1."""
    key = tasks.emulator.credentials["prtg_api_token"]
    asked = f"{tasks.emulator.prtg}/api/getobjectproperty.htm?id={object_id}&apitoken={key}&name="
    pages = [opener().open(asked + name, timeout=10).read().decode() for name in names]
    return [page.split("<result>")[1].split("</result>")[0] for page in pages]


MANY = 20
SHARED = 12
"""Requests of a task for all of its objects together."""


def taken(tasks, **options):
    """How many requests a task takes for its objects, besides those that it takes for all of them together."""
    tasks.emulator.reset()
    tasks.ensure(**options)
    return max(0, len(tasks.emulator.requests()) - SHARED) / MANY


def test_many_copies_take_few_requests(tasks):
    entries = [{"name": f"n{number}", "host": f"h{number}"} for number in range(MANY)]
    more = {name: NEW[name] for name in ("kind", "parent", "clone_from")}
    tasks.ensure(objects=entries, **more, tags=["a"], active=True)
    assert len(tasks.emulator.requests()) <= 4 * MANY
    tasks.emulator.reset()
    assert tasks.ensure(objects=entries, **more, active=True)["changed"] is False
    assert len(tasks.emulator.requests()) < 10


def test_interval_and_location_take_few_requests_over_api_v1(v1):
    """Making or editing an object with interval and location took about ten requests: each value, and whether it is
    inherited, was set and read by itself."""
    entries = [{"name": f"n{number}", "host": f"h{number}"} for number in range(MANY)]
    more = {"objects": entries, **{name: NEW[name] for name in ("kind", "parent", "clone_from")}}
    inherit = {"inherit": {"snmpversiongroup": False}}
    assert taken(v1, **more, **PLACED) <= 6  # the copy, two values and that neither is inherited, and a look
    assert taken(v1, **more, **PLACED) <= 1
    assert taken(v1, **more, interval="10m", location="Ulm") <= 4  # a look, two values, a look
    assert taken(v1, **more, interval="inherited", location="Ulm") <= 3
    assert taken(v1, **more, **PLACED, **inherit) <= 6  # one is inherited, and so is the section that shall not be
    assert [one["path"] for one in v1.emulator.requests() if "getobjectproperty" in one["path"]] == []
    others = {**more, "objects": [{**one, "name": f"other-{one['name']}"} for one in entries]}
    v1.ensure(id="1001", **PLACED)
    assert taken(v1, **others, **PLACED, active=True) <= 2  # the copy is like its template: it is made, and looked at
