# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What servers are asked, and what they are not trusted with; what is left to be evaluated here."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.implied import for_kind
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import comparisons, render
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import MAX_TEXT, plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.filters import TABLES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import CURRENT, DEPRECATED, Lists

SENSOR = ("sensor",)
APIS = (TABLES, DEPRECATED, CURRENT)
EVERY_API = pytest.mark.parametrize("api", APIS, ids=lambda api: api.name)


def sent(source, api, kind="sensor"):
    """What ``kind`` is asked for, as a plan explains it."""
    return plan(read(source), api, (kind,)).explain()["server"].get(kind, "nothing can fit")


def here(source, api, kinds=SENSOR):
    return plan(read(source), api, kinds).explain()["here"]


@pytest.mark.parametrize(
    ("source", "parameters"),
    [
        ('id = "2301"', "id=2301"),
        ('parentid = "0"', "id=0"),
        ('ancestors contains "2004"', "id=2004"),
        ('name = "Ping 1"', "filter_name=Ping 1"),
        ('name in ["b", "a", "cc"]', "filter_name=a&filter_name=b&filter_name=cc"),
        ('sensorkind = "ping"', "filter_type=ping"),
        ('tags contains "web_1-x"', "filter_tags=@tag(web_1-x)"),
        ('tags contains "a" or tags contains "b"', "filter_tags=@tag(a)&filter_tags=@tag(b)"),
        ("status = down", "filter_status=5"),
        ("status in [acknowledged, down, none]", "filter_status=0&filter_status=5&filter_status=13"),
        ("status = down or status = acknowledged", "filter_status=5&filter_status=13"),
        ("status != up", "filter_status=@neq(3)"),
        ("not(status = up)", "filter_status=@neq(3)"),
        ("not(status != up)", "filter_status=3"),
        ("priority = 3", "filter_priority=3"),
        ("priority in [1, 5]", "filter_priority=1&filter_priority=5"),
        ("priority < 3", "filter_priority=1&filter_priority=2"),
        ("priority <= 2", "filter_priority=1&filter_priority=2"),
        ("priority > 3", "filter_priority=4&filter_priority=5"),
        ("priority >= 4.5", "filter_priority=5"),
        ("favorite = true", "filter_favorite=1"),
        ("scanninginterval = 1m", "filter_interval=0000000060"),
        ("scanninginterval in [30s, 1d]", "filter_interval=0000000030&filter_interval=0000086400"),
        ("scanninginterval > 30s", "filter_interval=@above(0000000030)"),
        ("scanninginterval > 30.5s", "filter_interval=@above(0000000030)"),
        ("scanninginterval >= 30s", "filter_interval=@above(0000000029)"),
        ("scanninginterval >= 30.5s", "filter_interval=@above(0000000030)"),
        ("scanninginterval >= 1s", "filter_interval=@above(0000000000)"),
        ("scanninginterval < 30s", "filter_interval=@below(0000000030)"),
        ("scanninginterval < 30.5s", "filter_interval=@below(0000000031)"),
        ("scanninginterval <= 30s", "filter_interval=@below(0000000031)"),
        ("scanninginterval <= 30.5s", "filter_interval=@below(0000000031)"),
        ('status = down and priority = 1 and name = "x"', "filter_name=x&filter_priority=1&filter_status=5"),
        ('ancestors contains "1" and status = up', "id=1&filter_status=3"),
        ('ancestors contains "1" and parentid = "2" and id = "3"', "id=3"),
        ('ancestors contains "1" and parentid = "2"', "id=2"),
        ("status in [up, down] and status in [down, warning]", "filter_status=5"),
        ("status != up and status in [up, down]", "filter_status=3&filter_status=5"),
        ("status in [up, down] and status != up", "filter_status=3&filter_status=5"),
        ("status != up and status != warning", "filter_status=@neq(3)"),
        ('tags contains "a" and tags contains "b"', "filter_tags=@tag(a)"),
        ("status = up and (priority = 1 or coverage > 1 and type = device)", "filter_priority=1&filter_status=3"),
        ("status = up and priority = 1 or status = down and priority = 2",
         "filter_priority=1&filter_priority=2&filter_status=3&filter_status=5"),
        ("status = up and priority = 1 or status = down", "filter_status=3&filter_status=5"),
        ("(status = up and status = down) or priority = 2", "filter_priority=2"),
        ("not(status != up or priority != 2)", "filter_priority=2&filter_status=3"),
        ("not(not(status = up) or name matches \"x\")", "filter_status=3"),
        ('(status = up or name matches "x") and priority = 2', "filter_priority=2"),
    ],
)  # fmt: skip
def test_what_v1_is_asked(source, parameters):
    assert sent(source, TABLES) == parameters


def test_v1_parameters_are_pairs_in_their_order():
    found = plan(read('status in [up, down] and parentid = "5"'), TABLES, SENSOR)
    assert found.server == {"sensor": (("id", "5"), ("filter_status", "3"), ("filter_status", "5"))}


@EVERY_API
@pytest.mark.parametrize(
    "source",
    [
        'name matches "x"',
        'name = "a (b)"',
        'name = "a[b"',
        'name = "a,b"',
        'name = "a&b"',
        'name = "a@b"',
        'name = "100%"',
        'name = "M\u00fcnchen"',
        'name = " a"',
        'name = "a "',
        'name = "a  b"',
        'name = ""',
        f'name = "{"a" * 101}"',
        'name in ["a", "b("]',
        'name != "x"',
        'not(name = "x")',
        'not(name in ["x"])',
        'id = "007"',
        'id = "x"',
        'id = "1234567890123456789"',
        'id != "1"',
        'parentid != "1"',
        'ancestors contains "x"',
        'not(ancestors contains "1")',
        'tags contains "a b"',
        'tags contains "a)"',
        'not(tags contains "a")',
        'parenttags contains "a"',
        'message = "x"',
        "favorite = false",
        "favorite != true",
        "priority != 3",
        "not(priority < 3)",
        "priority = nil",
        "priority != nil",
        "scanninginterval != 5s",
        "not(scanninginterval < 5s)",
        'status = up or coverage = nil and type = device or name matches "x"',
        "status in [up, down] or not(status in [up])",
        f"name in [{', '.join(f'{chr(34)}n{number}{chr(34)}' for number in range(101))}]",
    ],
)
def test_what_no_server_is_asked(source, api):
    assert sent(source, api) is None
    assert here(source, api) == render(read(source))


@pytest.mark.parametrize(
    "source",
    [
        "active = true",
        "active = false",
        'sensorkind = "paessler.icmp.ping_sensor"',
        'id in ["1", "2"]',
        'parentid in ["1", "2"]',
        'id = "1" or id = "2"',
        'ancestors contains "1" or parentid = "2"',
        "priority = 2.5",
        "priority = 0",
        "priority > 5",
        "priority < 1",
        "scanninginterval = 2.5s",
        "scanninginterval in [1s, 2.5s]",
        "scanninginterval >= 0s",
        "scanninginterval < 5s or scanninginterval > 10s",
        "status != up or status != down",
        "status = up or status != down",
        'descendants contains "5"',
        'comment = "x"',
        'location = "x"',
    ],
)
def test_what_v1_is_not_asked(source):
    assert sent(source, TABLES) is None


def test_how_many_values_one_request_names():
    def names(count):
        return f"name in [{', '.join(f'{chr(34)}n{number:03}{chr(34)}' for number in range(count))}]"

    for api in APIS:
        assert sent(names(100), api) is not None
        assert sent(names(101), api) is None
    half = names(60).replace("n0", "m0")
    assert sent(f"{names(60)} or {half}", TABLES) is None
    assert sent(f"{names(50)} or {names(50).replace('n0', 'm0')}", TABLES) is not None


def test_how_long_a_request_gets():
    many = ", ".join(f'"{"x" * 95}{number:02}"' for number in range(60))
    few = ", ".join(f'"{"x" * 45}{number:02}"' for number in range(60))
    assert sent(f"name in [{many}] and status = up", TABLES) == "filter_status=3"
    assert sent(f"name in [{many}]", TABLES) is None
    assert "filter_name" in sent(f"name in [{few}]", TABLES)
    for api in (DEPRECATED, CURRENT):
        assert sent(f"name in [{many}] and status = up", api) == "status = up"
        assert sent(f"name in [{many}] and status = up and favorite = true", api) == "status = up and favorite = true"
        assert sent(f"name in [{many}]", api) is None
        assert sent(f"name in [{many}] or status = up", api) is None
        assert here(f"name in [{many}] and status = up", api) == f"name in [{many}]"
    assert here(f"name in [{many}] and status = up", TABLES) == f"name in [{many}]"


@pytest.mark.parametrize(
    ("source", "deprecated", "current"),
    [
        ('id = "1"', 'id = "1"', 'id = "1"'),
        ('id in ["1", "2"]', 'id = "1" or id = "2"', 'id = "1" or id = "2"'),
        ('parentid in ["1", "2"]', 'parentid in ["1", "2"]', 'parentid in ["1", "2"]'),
        ('name in ["a b", "c.d_e-f"]', 'name in ["a b", "c.d_e-f"]', 'name in ["a b", "c.d_e-f"]'),
        ("status in [up, down]", "status in [up, down]", "status in [up, down]"),
        ("not(status = up)", "status != up", "status != up"),
        ("favorite = true", "favorite = true", "favorite = true"),
        ('ancestors contains "1"', 'ancestors contains "1"', None),
        ('descendants contains "1"', 'descendants contains "1"', None),
        ("priority <= 2", "priority <= 2", None),
        ("scanninginterval > 5m", "scanninginterval > 300.0s", None),
        ('tags contains "a"', None, 'basic.tags contains "a" or basic.parenttags contains "a"'),
        ('tags contains "a" and status = up', "status = up",
         '(basic.tags contains "a" or basic.parenttags contains "a") and status = up'),
        ('status = up and not(priority = 1 or name != "x")',
         'status = up and name = "x"', 'status = up and name = "x"'),
        ("status = up or priority > 1", "status = up or priority > 1", None),
    ],
)  # fmt: skip
def test_what_v2_is_asked(source, deprecated, current):
    assert sent(source, DEPRECATED) == deprecated
    assert sent(source, CURRENT) == current


@pytest.mark.parametrize("kind", ["probe", "group", "device"])
def test_a_status_of_anything_but_sensors_is_not_asked_of_v2(kind):
    assert sent("status = up", DEPRECATED, kind) is None
    assert sent("status = up", CURRENT, kind) is None
    assert sent("status = up", TABLES, kind) == (None if kind == "probe" else "filter_status=3")


def test_nothing_is_asked_of_v1_about_probes():
    for source in ('id = "1"', 'name = "x"', "status = up", 'tags contains "x"', "priority = 1", "favorite = true"):
        assert sent(source, TABLES, "probe") is None


@pytest.mark.parametrize(
    ("api", "answer"),
    [
        (TABLES, "filter_host=a&filter_host=b"),
        (DEPRECATED, 'dnsname = "a" or dnsname = "b"'),
        (CURRENT, 'basic.host in ["a", "b"]'),
    ],
)
def test_hosts_are_asked_of_devices(api, answer):
    found = plan(read('dnsname in ["a", "b"]'), api)
    assert found.explain() == {"kinds": ["device"], "server": {"device": answer}, "here": None}
    assert found.doubtful


@pytest.mark.parametrize(
    ("source", "kind", "left"),
    [
        ("type = device", "device", True),
        ("type = device", "sensor", False),
        ("type != device", "sensor", True),
        ("type in [device, group]", "group", True),
        ("type in [device, group]", "sensor", False),
        ("not(type = device)", "device", False),
        ("type = device and status = up", "device", "status = up"),
        ("type = device and status = up", "group", False),
        ("type = device or status = up", "device", True),
        ("type = device or status = up", "group", "status = up"),
        ("not(type = device and status = up)", "group", True),
        ("not(type = device and status = up)", "device", "not(status = up)"),
        ("type = device and status = up and priority = 1", "device", "status = up and priority = 1"),
        ("type = device or status = up or priority = 1", "sensor", "status = up or priority = 1"),
        ("type = device and type != sensor", "device", True),
        ("type = group or type = sensor", "device", False),
        ('dnsname = "x"', "device", 'dnsname = "x"'),
        ('dnsname = "x"', "sensor", False),
        ('dnsname != "x"', "sensor", True),
        ("coverage > 5 or status = up", "device", "status = up"),
        ("percent = nil", "device", True),
        ("type = channel", "device", False),
    ],
)
def test_what_the_kind_decides(source, kind, left):
    found = for_kind(read(source), kind)
    assert (found if isinstance(found, bool) else render(found)) == left


def test_kinds_are_narrowed():
    found = plan(read("priority < 5 and (type = device or type = group)"), TABLES)
    assert found.kinds == ("group", "device")
    assert found.asking is TABLES
    assert found.residual == read("priority < 5 and (type = device or type = group)")
    assert found.fields == {"priority"}
    decided = plan(read("type = device"), CURRENT)
    assert (decided.kinds, decided.residual, decided.here, decided.fields) == (("device",), None, None, frozenset())
    assert decided.server == {"device": None}
    nothing = plan(read("type = channel"), TABLES)
    assert (nothing.kinds, nothing.residual, nothing.server) == ((), None, {})
    assert plan(read('type in [sensor, probe] or name matches "x"'), TABLES).kinds == KINDS


def test_what_contradicts_itself_is_not_asked():
    assert sent("status = up and status = down", TABLES) == "nothing can fit"
    assert sent('name = "a" and name in ["b", "c"]', TABLES) == "nothing can fit"
    assert sent("(status = up and status = down) or (priority = 1 and priority = 2)", TABLES) == "nothing can fit"
    assert sent('status = up and (name = "a" and name = "b")', TABLES) == "nothing can fit"
    found = plan(read("status = up and status = down"), TABLES)
    assert found.kinds == ("probe",)


def test_fields_and_tree():
    found = plan(read('status = up and (ancestors contains "1" or tags contains "x")'), TABLES, SENSOR)
    assert found.fields == {"status", "parent_id", "tags", "parent_tags"}
    assert (found.tree, found.known) == (True, ())
    other = plan(read('not(descendants contains "5") or descendants contains "7" or descendants contains "5"'), TABLES)
    assert (other.tree, other.known) == (True, ("5", "7"))
    assert plan(read("status = up"), TABLES).tree is False
    mixed = plan(read('type = device and dnsname = "x" or type = sensor and status = up'), TABLES)
    assert mixed.fields == {"host", "status"}


@pytest.mark.parametrize(
    ("source", "doubtful"),
    [('name = "x"', True), ('sensorkind = "ping"', True), ("status = up", False), ('name matches "x"', False),
     ('name = "x" or status = up', False)],
)  # fmt: skip
def test_a_text_that_a_server_compares_is_doubtful(source, doubtful):
    assert plan(read(source), TABLES, SENSOR).doubtful is doubtful


def test_doubt_on_v2():
    assert plan(read('name = "x" and status = up'), DEPRECATED, SENSOR).doubtful
    assert not plan(read('name matches "x" and status = up'), CURRENT, SENSOR).doubtful


@pytest.mark.parametrize(
    ("source", "api", "left"),
    [
        ("status = up", TABLES, None),
        ("status = up and priority < 3", TABLES, None),
        ('status = up and name matches "x"', TABLES, 'name matches "x"'),
        ('id = "1" and status = up', TABLES, 'id = "1"'),
        ('tags contains "x" and status = up', TABLES, 'tags contains "x"'),
        ("scanninginterval > 5s and status = up", TABLES, "scanninginterval > 5.0s"),
        ("scanninginterval = 5s and status = up", TABLES, "scanninginterval = 5.0s"),
        ("(status = up or status = down) and priority = 1", TABLES, None),
        ("(status = up and priority = 1) or (status = down and priority = 2)", TABLES,
         "status = up and priority = 1 or status = down and priority = 2"),
        ("status != up and status in [up, down]", TABLES, "status != up"),
        ("priority > 5 and status = up", TABLES, "priority > 5"),
        ("type = sensor and status = up", TABLES, None),
        ("(priority = 1 and unittype = nil or type = device) and status = up", CURRENT, "unreadable"),
        ('status = up and name matches "x"', DEPRECATED, 'name matches "x"'),
        ('(status = up and name matches "x") and priority = 1', DEPRECATED, 'status = up and name matches "x"'),
        ("(status = up and favorite = true) and priority = 1", CURRENT, "priority = 1"),
        ("(status = up and favorite = true) and type = sensor", CURRENT, None),
        ("status = up and priority = 1", CURRENT, "priority = 1"),
        ("not(status = up)", DEPRECATED, None),
    ],
)  # fmt: skip
def test_what_is_left_here(source, api, left):
    if left == "unreadable":
        with pytest.raises(FilterError):
            plan(read(source), api, SENSOR)
    else:
        assert here(source, api) == left


def error(source, api, kinds=KINDS):
    with pytest.raises(FilterError) as caught:
        plan(read(source), api, kinds)
    return str(caught.value)


def test_what_cannot_be_read_is_refused():
    assert error("status = up and unittype = 5", DEPRECATED) == (
        "Filter, character 1: unittype cannot be read over API v2-deprecated. PRTG knows it, but it is in no record, "
        "so that no row could be checked. Modules that only read leave it to PRTG alone with trust_server: true."
        "\n  unittype = 5\n  ^^^^^^^^"
    )
    assert "sensorkind cannot be read over API v2-deprecated. Another API" in error('sensorkind = "x"', DEPRECATED)
    for api in (DEPRECATED, CURRENT):
        assert "comment cannot be read over API" in error("comment != nil", api)
    assert "basic.tags cannot be read over API v1" in error('basic.tags contains "x"', TABLES)
    assert plan(read("coverage > 5 and type = device"), TABLES).kinds == ()


def test_what_cannot_be_read_is_shown_where_it_was_written():
    source = 'status = down and   Sensor_Kind  = "ping"'
    with pytest.raises(FilterError) as caught:
        plan(read(source), DEPRECATED, SENSOR, source)
    assert str(caught.value).splitlines()[1:] == [f"  {source}", "  " + " " * 20 + "^" * 11]
    assert "sensor_kind cannot be read over API v2-deprecated" in str(caught.value)
    assert caught.value.details == {"position": 21}


def sent_length(found):
    return sum(len(quote(part, safe="")) for part in found.server.values() if part)


@EVERY_API
@pytest.mark.parametrize(
    "source",
    [
        " and ".join(f'tags contains "t{number}"' for number in range(3000)),
        " and ".join(f'name = "name number {number}"' for number in range(2000)),
        " and ".join(["status != up"] * 4000),
        " and ".join(["scanninginterval > 5s"] * 3000),
        "name in [" + ", ".join(f'"{"x" * 30}{number}"' for number in range(100)) + "]",
    ],
    ids=["tags", "names", "status", "intervals", "list"],
)
def test_expressions_of_any_length_are_asked_in_one_line_and_each_part_is_written_twice(api, source, monkeypatch):
    node, rendered = read(source), []
    written = Lists.written
    monkeypatch.setattr(Lists, "written", lambda *parts: rendered.append(parts) or written(*parts))
    found = plan(node, api)
    parts = [part if isinstance(part, str) else urlencode(part) for part in found.server.values() if part]
    assert all(len(quote(part, safe="" if api is not TABLES else "=&%@()")) <= MAX_TEXT for part in parts)
    if api is not TABLES:
        assert sent_length(found) <= MAX_TEXT
    assert len(rendered) <= len(KINDS) * (len(list(comparisons(node))) + 2)


def test_of_a_long_conjunction_what_fits_is_asked():
    found = plan(read('name = "short" and name = "' + "x" * 90 + '" and favorite = true'), CURRENT, SENSOR)
    assert found.server["sensor"].startswith('name = "short" and')
    terms = " and ".join(f'name = "{letter * 90}"' for letter in "abcdefghijklmnopqrstuvwxyz" * 3)
    found = plan(read(f'{terms} and name = "short"'), CURRENT, SENSOR)
    assert 'name = "short"' in found.server["sensor"]
    assert len(found.server["sensor"]) < len(terms)
