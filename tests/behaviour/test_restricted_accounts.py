# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts that see only part of the tree, and the root, which nobody selects by accident: the same over both APIs."""

from __future__ import annotations

import random

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    SelectionRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.direct_runs import emptied, ids, run
from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.shared import shared

EVERY_API = pytest.mark.parametrize("api", ["v1", "v2", "deprecated"])
BOTH = pytest.mark.parametrize("api", ["v1", "v2"])


def node(element, number, name, *below, hidden=False):
    """An object of an export, as PRTG writes one that the account does not see, and one that it does."""
    own = f"<id>{number}</id><tags>t{number % 3}</tags><priority>{number % 5 + 1}</priority>"
    state = "<status_raw>3</status_raw><active>true</active>"
    access = ' noaccess="1"' if hidden else ""
    inside = "" if hidden else own + state
    return f'<{element} id="{number}"{access}><name>{name}</name>{inside}{"".join(below)}</{element}>'


def device(number, name, hidden=False):
    return node("device", number, name, node("sensor", 1000 + number, "Ping"), hidden=hidden)


#: One probe that is seen, with a hidden group in it, and two that are not, one of them with two hidden levels.
TREE = node(
    "group", 0, "Root",
    node(
        "probenode", 1, "Seen",
        node("group", 11, "Open", device(111, "open-1"), node("group", 12, "Closed", device(121, "closed-1"),
             node("group", 13, "Inner", device(131, "inner-1")), hidden=True)),
        device(110, "probe-1"),
    ),
    node(
        "probenode", 2, "Hidden",
        node("group", 21, "Rack", device(211, "rack-1"), node("group", 22, "Shelf", device(221, "shelf-1"))),
        device(210, "probe-2"),
        hidden=True,
    ),
    node(
        "probenode", 3, "Far",
        node("group", 31, "Cellar", node("group", 32, "Box", device(321, "box-1"), device(322, "dark-1", hidden=True)),
             hidden=True),
        hidden=True,
    ),
    hidden=True,
)  # fmt: skip

ABOVE = {
    "1": "0",
    "11": "1",
    "111": "11",
    "12": "11",
    "121": "12",
    "13": "12",
    "131": "13",
    "110": "1",
    "2": "0",
    "21": "2",
    "211": "21",
    "22": "21",
    "221": "22",
    "210": "2",
    "3": "0",
    "31": "3",
    "32": "31",
    "321": "32",
    "322": "32",
}
ABOVE.update({f"1{number}": number for number in list(ABOVE) if len(number) == 3})
HIDDEN = ("0", "12", "2", "3", "31", "322")
SEEN = sorted(ABOVE.keys() - set(HIDDEN), key=int)


def above(number):
    line = []
    while number in ABOVE:
        number = ABOVE[number]
        line.append(number)
    return line


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """An account of which the export above is all that it may see."""
    path = tmp_path_factory.mktemp("restricted") / "tree.xml"
    path.write_text(f"<prtg><sensortree><nodes>{TREE}</nodes></sensortree></prtg>", encoding="utf-8")
    with running(str(path)) as emulator:
        yield WatchedEmulator(**vars(emulator))


def look(server, api, **given):
    server.reset(world=True)
    return run(prtg_object_info, server, api, **{"fields": ["id"], **given})


@EVERY_API
def test_everything_that_is_visible_is_under_the_root(server, api):
    for given in ({}, {"under": "0"}, {"under": "0", "filter": 'ancestors contains "0"'}):
        assert ids(look(server, api, **given)) == SEEN
    assert ids(look(server, api, under="0", kind=["sensor"])) == [one for one in SEEN if len(one) == 4]


@EVERY_API
@pytest.mark.parametrize("ancestor", [*sorted({*ABOVE.values()}, key=int), "99"])
def test_below_what_is_seen_or_hidden(server, api, ancestor):
    below = [one for one in SEEN if ancestor in above(one)]
    assert ids(look(server, api, filter=f'ancestors contains "{ancestor}"')) == below
    others = [one for one in SEEN if one not in below]
    assert ids(look(server, api, filter=f'not(ancestors contains "{ancestor}")')) == others
    if below:
        assert ids(look(server, api, under=ancestor)) == below


@EVERY_API
@pytest.mark.parametrize("descendant", ["1131", "13", "211", "32", "1321", "111"])
def test_above_something(server, api, descendant):
    expected = [one for one in SEEN if one in above(descendant)]
    assert ids(look(server, api, filter=f'descendants contains "{descendant}"')) == expected


@BOTH
@pytest.mark.parametrize("under", ["Hidden", "Hidden/Rack", "Seen/Open", "Seen"])
def test_under_a_path_that_is_hidden_at_its_beginning(server, api, under):
    number = {"Hidden": "2", "Hidden/Rack": "21", "Seen/Open": "11", "Seen": "1"}[under]
    assert ids(look(server, api, under=under)) == [one for one in SEEN if number in above(one)]


@EVERY_API
@pytest.mark.parametrize("under", ["99", "1111", "Nowhere"])
def test_under_what_is_not_there(server, api, under):
    with pytest.raises(NotFound):
        look(server, api, under=under)


@BOTH
def test_the_first_name_of_a_path_is_the_probe(server, api):
    result = look(server, api, kind=["device"], fields=["id", "path"])
    paths = {one["id"]: one["path"] for one in result.values["objects"]}
    assert paths["211"] == ["Hidden", "Rack", "rack-1"]
    assert paths["210"] == ["Hidden", "probe-2"]
    assert paths["111"] == ["Seen", "Open", "open-1"]
    # where the server does not tell all names, it is said once of how many objects
    [warning] = result.warnings
    assert (
        "1 of 8 objects, so that their paths are incomplete" if api == "v2" else "3 of 8 objects, names come from"
    ) in warning
    assert paths["121"][0] == "Seen"
    assert (paths["321"][0] == "Far") is (api == "v1")


@BOTH
def test_a_path_that_nobody_knows_fits_no_filter_and_fails_none(server, api):
    by_path = {"filter": 'kind = device and path matches "Hidden/*"'}
    if api == "v2":
        with pytest.raises(UnexpectedAnswer, match=r"1 objects, as device 321 .* It does not tell path of them"):
            look(server, api, **by_path)
        by_path = {"filter": f'{by_path["filter"]} and name != "box-1"'}
    assert ids(look(server, api, **by_path)) == ["210", "211", "221"]


def test_a_filter_by_paths_that_were_put_together_warns_of_them(server):
    result = look(server, "v1", filter='kind = device and path matches "Seen/*"')
    assert "121" in ids(result)
    [warning] = result.warnings
    assert "names come from the rows of what is below" in warning


@EVERY_API
def test_who_asks_for_what_it_may_not_see_is_told(server, api):
    server.reset(world=True)
    with pytest.raises(NotFound):
        run(prtg_pause, server, api, ids=["2"])
    with pytest.raises(SelectionRefused, match="the root"):
        run(prtg_pause, server, api, ids=["0"])
    assert server.writes() == []


@EVERY_API
def test_a_server_that_says_nothing_of_the_hidden_decides_nothing(server, api):
    server.reset(world=True)
    server.faults(
        [
            {"query": "content=sensortree", "status": 200, "body": "<prtg/>", "headers": {"Content-Type": "text/xml"}},
            {"server": "prtg_v2", "query": "ancestors contains", "status": 400, "body": {"code": "INVALID_FILTER"}},
        ]
    )
    with pytest.raises(UnexpectedAnswer, match="what it takes to decide the filter"):
        run(prtg_object_info, server, api, fields=["id"], filter='ancestors contains "3"')


def test_a_redirect_is_not_taken_for_a_server_that_says_nothing(server):
    moved = {"status": 302, "headers": {"Location": "/public/login.htm"}, "body": ""}
    server.reset(world=True)
    server.faults([{"server": "prtg_v2", "query": "ancestors contains", **moved}])
    with pytest.raises(ConfigurationError, match="the server redirects"):
        run(prtg_object_info, server, "v2", fields=["id"], filter='ancestors contains "3"')


def expressions(rnd, numbers):
    """Random expressions over what both APIs tell, with the root, hidden and absent objects among their ids."""

    def one(depth):
        kinds = ("probe", "group", "device", "sensor")
        leaves = (
            f'{rnd.choice(["ancestors", "descendants"])} contains "{rnd.choice(numbers)}"',
            f'{rnd.choice(["id", "parentid"])} = "{rnd.choice(numbers)}"',
            f"priority {rnd.choice(['<', '>', '=', '!='])} {rnd.randint(0, 5)}",
            f'tags contains "t{rnd.randint(0, 3)}"',
            f"type {rnd.choice(['=', '!='])} {rnd.choice(kinds)}",
            f"status {rnd.choice(['=', '!='])} {rnd.choice(['up', 'down', 'pausedbyuser'])}",
            f"favorite = {rnd.choice(['true', 'false'])}",
        )
        chance = rnd.random()
        if depth > 2 or chance < 0.5:
            return rnd.choice(leaves)
        if chance < 0.65:
            return f"not({one(depth + 1)})"
        return f"({one(depth + 1)} {rnd.choice(['and', 'or'])} {one(depth + 1)})"

    return one(0)


def outcome(server, api, **given):
    try:
        return ids(run(prtg_object_info, server, api, fields=["id"], **given))
    except (NotFound, UnexpectedAnswer) as error:
        return type(error).__name__


def disagreements(server, numbers, count):
    rnd = random.Random(7)
    found = []
    for _number in range(count):
        given = {"filter": expressions(rnd, numbers)}
        if rnd.random() < 0.4:
            given["kind"] = rnd.sample(["group", "device", "sensor"], rnd.randint(1, 2))
        if rnd.random() < 0.2:
            given["under"] = rnd.choice(numbers)
        outcomes = {api: outcome(server, api, **given) for api in ("v1", "v2")}
        if outcomes["v1"] != outcomes["v2"] or "0" in outcomes["v1"]:
            found.append((given, outcomes))
    return found


def test_random_selections_agree(server):
    server.reset(world=True)
    assert disagreements(server, ["0", "99", *HIDDEN, *SEEN], 150) == []


@pytest.mark.parametrize("root_is_listed", [False, True])
def test_random_selections_never_hold_the_root(emulator, root_is_listed):
    emulator.quirk("v2_root_is_group", root_is_listed)
    assert disagreements(emulator, ["0", "1", "2", "51", "52", "57", "1001", "1031", "2101", "99"], 100) == []


@EVERY_API
def test_the_root_is_selected_by_its_id_alone(emulator, api):
    emulator.quirk("v2_root_is_group")
    for given in (
        {"kind": ["group"]},
        {"names": ["Root", "Servers"]},
        {"filter": 'id = "0"'},
        {"filter": "priority > 0", "kind": ["group"]},
        {"filter": 'not(ancestors contains "0")'},
        {"filter": 'descendants contains "1001"'},
        {"under": "0", "kind": ["group"]},
        {},
    ):
        assert "0" not in ids(run(prtg_object_info, emulator, api, fields=["id"], **given))
    assert ids(run(prtg_object_info, emulator, api, fields=["id"], ids=["0", "1"])) == ["0", "1"]
    with pytest.raises(SelectionRefused, match="the root"):
        run(prtg_pause, emulator, api, ids=["0"])


OF_THE_ROOT = pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["0"]),
        ({"kind": ["group"]}, ["0"]),
        ({"kind": ["group", "device"], "ids": ["0", "1001"]}, ["0", "1001"]),
        ({"under": "0"}, ["0"]),
        ({"under": "1"}, []),
        ({"names": ["Root"]}, ["0"]),
        ({"names": ["Other"]}, []),
        ({"filter": "kind = group and priority > 0"}, ["0"]),
        ({"filter": 'id != "0"'}, []),
        ({"filter": 'descendants contains "1001"', "fields": ["id", "path"]}, ["0"]),
        ({"ids": [str(number) for number in range(300)], "kind": ["probe", "group"], "filter": "status = up"}, None),
    ],
)


@OF_THE_ROOT
@EVERY_API
def test_the_root_is_told_alike(emulator, api, given, found):
    emulator.quirk("v2_root_is_group")
    result = run(prtg_object_info, emulator, api, **{"fields": ["id"], "ids": ["0"], **given})
    assert (ids(result)[:1] == ["0"]) if found is None else (ids(result) == found)
    assert result.warnings == []


@OF_THE_ROOT
@EVERY_API
def test_a_root_that_nothing_tells_of_is_no_root_that_is_not_there(emulator, api, given, found):
    result = run(prtg_object_info, emulator, api, **{"fields": ["id"], "ids": ["0"], **given})
    said = [one for one in result.warnings if "does not show the root" in one]
    assert bool(said) is (api != "v1")
    assert ("0" in ids(result)) is (api == "v1" and found != [])


@EVERY_API
def test_nobody_is_told_of_a_root_that_no_task_means(emulator, api):
    for given in ({"ids": ["0"], "kind": ["device"]}, {"names": ["Root"]}, {"under": "0", "ids": ["1001"]}):
        assert run(prtg_object_info, emulator, api, fields=["id"], **given).warnings == []


@EVERY_API
def test_a_filter_pauses_the_same_groups_on_every_api(emulator, api):
    result = run(prtg_pause, emulator, api, filter="priority > 0", kind=["group"])
    assert ids(result) == ["51", "52", "53", "54", "55", "56", "57", "61", "62"]


@BOTH
@pytest.mark.parametrize("kinds", [["probe"], ["group"]])
def test_tables_that_are_read_for_paths_only(emulator, api, kinds):
    """The recorded ``probenode totalcount="0"``: what the server tells elsewhere is used, and said."""
    given = {"kind": ["device"], "fields": ["id", "path"]}
    whole = {one["id"]: one["path"] for one in run(prtg_object_info, emulator, api, **given).values["objects"]}
    emulator.faults(emptied(api, kinds) if api == "v1" else [])
    result = run(prtg_object_info, emulator, api, **given)
    paths = {one["id"]: one["path"] for one in result.values["objects"]}
    assert {number: path[0] for number, path in paths.items()} == {number: path[0] for number, path in whole.items()}
    if api == "v1":
        [warning] = result.warnings
        touched = 16 if kinds == ["probe"] else 15
        assert f"PRTG lists no {kinds[0]} to this account: in the paths of {touched} of 16 objects" in warning
    else:
        assert paths == whole


class TestTheRecordedTree:
    """Of the recorded account no probe is visible, and four sensors are below hidden devices in hidden groups."""

    @pytest.fixture(scope="class")
    @classmethod
    def server(cls):
        with running(str(shared("fixtures", "prtg_v1", "sensortree", "sensortree_root_0.18.2.xml"))) as emulator:
            yield emulator

    @EVERY_API
    @pytest.mark.parametrize(
        ("given", "count"),
        [
            ({"kind": ["sensor"], "under": "0"}, 217),
            ({"filter": 'ancestors contains "0"'}, 307),
            ({"filter": 'ancestors contains "1"'}, 10),
            ({"filter": 'ancestors contains "1"', "kind": ["device"]}, 4),
            ({"filter": 'not(ancestors contains "1")'}, 297),
            ({"filter": 'ancestors contains "4200"'}, 1),
            ({"under": "1"}, 10),
            ({"under": "2920"}, 9),
            ({}, 307),
        ],
    )
    def test_selections(self, server, api, given, count):
        server.reset(world=True)
        assert run(prtg_object_info, server, api, fields=["id"], **given).values["matched"] == count

    @BOTH
    def test_sites(self, server, api):
        server.reset(world=True)
        result = run(prtg_object_info, server, api, kind=["device"], fields=["id", "path"])
        sites = {one["path"][0] for one in result.values["objects"]}
        assert {"Local probe", "Ireland (EC2, Small Instance 2012r2)", "Singapore (EC2, Micro Instance)"} < sites
        assert len(sites) == 9

    @BOTH
    def test_no_probe_is_an_answer_to_nobody_who_asks_for_one(self, server, api):
        server.reset(world=True)
        with pytest.raises(UnexpectedAnswer, match="lists no probe at all, also when asked again"):
            run(prtg_object_info, server, api, kind=["probe"])
