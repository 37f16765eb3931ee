# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent to make, read and change objects over API v1, and what its answers mean."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.part import Making
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import PROPERTY_PATH
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import (
    row,
    scripted,
    table,
)

WEB = PrtgObject("100", "device", "web-1", "50")
PING = PrtgObject("200", "sensor", "Ping", "100")
SHOP = PrtgObject("50", "group", "Shop", "1")
OK = '<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>'
PAGE = (
    '<span class="inheritedfrom"><input name="intervalgroup" type="hidden" value="0">'
    '<input class="checkbox" name="intervalgroup" type="checkbox" value="1" id="x" {}></span>'
    '<input type="checkbox" name="other_" checked>'
)


FIELDS = (
    '<input type="checkbox" name="intervalgroup"><input type="checkbox" name="locationgroup">'
    '<select name="interval_"><option value="30|30 seconds|">30 seconds'
    '<option value="300|5 minutes|" {}>5 minutes</select>'
    '<textarea name="location_">\nA &amp; B\n</textarea><input type="text" name="tags_" value="b a">'
    '<input name="httpurl_" value=" x "><input type="radio" name="mode_" value="1" checked>'
    '<input name="twice_" value="1"><input name="twice_" value="2"><input name="torn_" value="\ufffd">'
    '<select name="list_"><option value="1|one|" selected>one</select><input type="hidden" name="id" value="{}">'
)
SHOWN = ("/controls/objectdata.htm", {"id": "100", "objecttype": "device"})
SNMP = (
    '<form><fieldset><legend><input name="snmpversiongroup" type="hidden" value="0">'
    '<input name="snmpversiongroup" type="checkbox" value="1" {}></legend>'
    '<input type="password" name="snmpcommv2_" value=""><input name="snmpport_" value="161"></fieldset>'
    '<fieldset><input name="httpurl_" value="u"></fieldset></form>'
)


def told(value):
    return f"<prtg><version>18</version><result>{value}</result></prtg>"


def part(script):
    server, http = scripted(script)
    return server.part("objects"), http


def lines(http):
    return [(path, query) for _method, path, query in http.requests]


def test_a_copy_takes_one_request():
    objects, http = part([(302, {"Location": "/object.htm?id=999"}, ""), (302, {"Location": "/welcome.htm"}, "")])
    assert objects.make(Making("device", "web-2", SHOP, WEB, "h")) == "999"
    assert lines(http) == [
        ("/api/duplicateobject.htm", {"id": "100", "name": "web-2", "targetid": "50", "host": "h"}),
    ]
    assert objects.make(Making("group", "g", SHOP, PrtgObject("50", "group", "Shop"))) is None
    assert "host" not in http.requests[1][2]


def test_values_are_sent_by_their_own_requests():
    objects, http = part(lambda path, query: OK)
    values = {
        "name": "n",
        "priority": 4,
        "tags": ["a", "b"],
        "interval": 300,
        "location": "Bonn",
        "comment": "c",
        "inherit.snmp": False,
        "settings.httpurl_": True,
    }
    assert objects.write(WEB, values) == frozenset()
    objects.write(WEB, {"interval": "inherited"})
    objects.write(PrtgObject("1", "probe", "p"), {"name": "n"})

    def setting(name, value, found="100"):
        return ("/api/setobjectproperty.htm", {"id": found, "name": name, "value": value})

    assert lines(http) == [
        SHOWN,
        setting("intervalgroup_", "0"),
        setting("locationgroup_", "0"),
        setting("snmp_", "0"),
        ("/api/rename.htm", {"id": "100", "value": "n"}),
        ("/api/setpriority.htm", {"id": "100", "prio": "4"}),
        setting("tags", "a b"),
        setting("interval", "300"),
        setting("location", "Bonn"),
        setting("comments", "c"),
        setting("httpurl", "1"),
        setting("intervalgroup_", "1"),
        setting("name", "n", "1"),
    ]


def test_what_is_inherited_is_told_by_the_settings_page():
    objects, _http = part([PAGE.format("checked"), PAGE.format("CHECKED='checked'")])
    assert objects.read(WEB, ["interval", "inherit.intervalgroup"]) == {
        "interval": "inherited",
        "inherit.intervalgroup": True,
    }
    assert objects.read(WEB, ["location"]) == {}


def test_ones_own_values_are_read_one_by_one():
    objects, http = part([PAGE.format(""), told("a &amp; b"), told("60|60 seconds"), told(" b,a  b")])
    assert objects.read(WEB, ["comment", "interval", "tags"]) == {
        "comment": "a & b",
        "interval": 60,
        "tags": ["a", "b"],
    }
    assert [query.get("name") for _path, query in lines(http)] == [None, "comments", "interval", "tags"]


def test_one_page_tells_all_that_it_clearly_shows():
    names = ["interval", "location", "tags", "inherit.intervalgroup", "settings.httpurl"]
    objects, http = part([FIELDS.format("selected", 100)])
    assert objects.read(WEB, names) == {
        "interval": 300,
        "location": "A & B",
        "tags": ["a", "b"],
        "inherit.intervalgroup": False,
        "settings.httpurl": "x",
    }
    assert len(http.requests) == 1


@pytest.mark.parametrize(
    ("name", "setting", "chosen"),
    [
        ("interval", "interval", ""),
        ("comment", "comments", "selected"),
        ("settings.mode", "mode", "selected"),
        ("settings.list", "list", "selected"),
        ("settings.twice", "twice", "selected"),
        ("settings.torn", "torn", "selected"),
    ],
)
def test_what_the_page_does_not_clearly_show_is_asked_for(name, setting, chosen):
    """Such as a list in which nothing is chosen, of which a browser would send the first."""
    objects, http = part([FIELDS.format(chosen, 100), told("60")])
    told_by_itself = objects.read(WEB, [name, "inherit.locationgroup"])
    assert told_by_itself == {name: 60 if name == "interval" else "60", "inherit.locationgroup": False}
    assert lines(http)[1] == (PROPERTY_PATH, {"id": "100", "name": setting, "show": "nohtmlencode"})


def test_the_page_of_another_object_tells_nothing():
    objects, _http = part([FIELDS.format("selected", 101)])
    with pytest.raises(UnexpectedAnswer, match="those of another object"):
        objects.read(WEB, ["interval"])


def test_that_nothing_is_inherited_is_not_sent_again():
    """It has to be seen that it still is so, since it may have changed after the page was read."""
    objects, http = part([PAGE.format(""), OK, OK, OK])
    objects.read(WEB, ["inherit.intervalgroup"])
    assert objects.write(WEB, {"interval": 60, "location": "Bonn"}) == {"interval"}
    assert [query["name"] for _path, query in lines(http)[1:]] == ["locationgroup_", "interval", "location"]


def test_a_copy_inherits_what_its_template_does():
    script = [PAGE.format(""), (302, {"Location": "/object.htm?id=999"}, ""), OK, OK, OK]
    objects, http = part(script)
    objects.read(WEB, ["inherit.intervalgroup"])
    objects.make(Making("device", "web-2", SHOP, WEB, "h"))
    copy = PrtgObject("999", "device", "web-2", "50")
    assert objects.write(copy, {"interval": 60}) == {"interval"}
    objects.write(copy, {"inherit.intervalgroup": False, "interval": 300})
    assert [query["name"] for _path, query in lines(http)[2:]] == ["interval", "intervalgroup_", "interval"]


def test_a_setting_ends_that_its_section_is_inherited():
    """A credential that is set beside an inherited section does not count."""
    objects, http = part(lambda path, query: SNMP.format("checked") if "objectdata" in path else OK)
    objects.write(WEB, {"settings.snmpcommv2": "c", "settings.snmpport_": 162, "settings.httpurl": "u"})
    objects.write(WEB, {"inherit.snmpversiongroup": True, "settings.snmpport": 162})
    sent = [(query["name"], query["value"]) for _path, query in lines(http) if "name" in query]
    assert sent == [
        ("snmpversiongroup_", "0"),
        ("snmpcommv2", "c"),
        ("snmpport", "162"),
        ("httpurl", "u"),
        ("snmpversiongroup_", "1"),
        ("snmpport", "162"),
    ]


def test_a_setting_whose_section_is_inherited_is_none_of_ones_own():
    objects, _http = part([SNMP.format("checked"), SNMP.format("")])
    names = ["settings.httpurl", "settings.snmpport_"]
    assert objects.read(WEB, names) == {"settings.httpurl": "u", "settings.snmpport_": None}
    assert objects.read(WEB, names) == {"settings.httpurl": "u", "settings.snmpport_": "161"}


def test_the_root_inherits_nothing():
    objects, _http = part(["<html></html>", told("30")])
    assert objects.read(PrtgObject("0", "group", "Root"), ["interval"]) == {"interval": 30}


def test_a_setting_that_nothing_has_is_known_by_the_words_for_it():
    unknown, value = told("(Eigenschaft nicht gefunden)"), told("(sic)")
    lacking = (404, {}, "")  # a server may lack the page that tells sections
    objects, http = part([lacking, unknown, unknown, lacking, value, lacking, unknown])
    assert objects.read(WEB, ["settings.x"]) == {}
    assert objects.read(WEB, ["settings.y"]) == {"settings.y": "(sic)"}
    assert objects.read(WEB, ["settings.z"]) == {}
    assert len(http.requests) == 7


def test_answers_that_tell_nothing_are_errors():
    objects, _http = part(["", "OK", (302, {"Location": "/error.htm?errormsg=no"}, ""), (404, {}, ""), (404, {}, "")])
    with pytest.raises(UnexpectedAnswer, match="does not tell the setting x"):
        objects.read(WEB, ["settings.x"])
    with pytest.raises(ServerFault, match="no"):
        objects.delete(WEB)
    with pytest.raises(ConfigurationError, match="what device 100"):
        objects.read(WEB, ["interval"])


def test_places():
    groups = table("groups", [row(51, "g", 50, position_raw="0000000020"), row(60, "h", 51, position_raw="1")])
    devices = table("devices", [row(101, "b", 50, position_raw="30"), row(100, "a", 50, position="10")])
    sensors = table("sensors", [row(201, "b", 100, position="x"), row(200, "a", 100, position="10")])
    objects, http = part([groups, devices, sensors, OK, OK, OK])
    assert objects.beside(WEB) == ["100", "51", "101"]
    assert objects.beside(PING) == ["200"]
    objects.place(WEB, "top")
    objects.move(WEB, SHOP)
    objects.delete(WEB)
    assert lines(http)[3:] == [
        ("/api/setposition.htm", {"id": "100", "newpos": "top"}),
        ("/moveobjectnow.htm", {"id": "100", "targetid": "50"}),
        ("/api/deleteobject.htm", {"id": "100", "approve": "1"}),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("group", (), "new"), "cannot make objects anew"),
        (("sensor", (), "move"), "no sensors"),
        (("device", ["settings.basic.x"], None), "without sections"),
    ],
)
def test_what_the_api_cannot_do_is_refused(arguments, words):
    objects, http = part([])
    with pytest.raises(ConfigurationError, match=words):
        objects.refuse(*arguments)
    objects.refuse("device", ["settings.x", "tags"], "copy")
    assert http.requests == []


@pytest.mark.parametrize("values", [{"comment": "x" * 7000}, {"settings.x": ["a"]}])
def test_what_does_not_go_into_a_url_is_refused(values):
    objects, _http = part([])
    with pytest.raises(ConfigurationError):
        objects.refuse_values(values)
    objects.refuse_values({"comment": "short", "tags": ["a"]})


def test_secrets_are_hidden_in_what_a_server_says():
    objects, _http = part([(302, {"Location": "/error.htm?errormsg=s3cret-word+is+wrong"}, "")])
    objects.hide(["s3cret-word"])
    with pytest.raises(ServerFault) as caught:
        objects.write(WEB, {"settings.password": "s3cret-word"})
    assert "s3cret-word" not in str(caught.value)
