# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulated PRTG says, held to recordings and vendors' documents; the rest has to be known as invented.

The client and the emulator were written by the same hands, so that a table of one could agree with that of the other
without being true. Each is compared with its sources here, and never with the other.
"""

from __future__ import annotations

import ast
import html
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import lxml.html
import pytest
import requests
from lxml import etree

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import STATUSES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import CONTENTS, columns_for
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import FIELDS as CLIENT_FIELDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import CODES
from tests.emulator.process import Emulator
from tests.emulator.settings import OF_SENSORS, SETTINGS
from tests.emulator.status import SPELLINGS
from tests.emulator.v1 import answers
from tests.emulator.v1.app import ROUTES as V1_ROUTES
from tests.emulator.v1.columns import CHANNELS, EVERY, MESSAGES
from tests.emulator.v1.reads import NO_PROPERTY, OF_OWN_SHAPE
from tests.emulator.v1.table import XML_ROOTS
from tests.emulator.v2.app import ROUTES
from tests.emulator.v2.errors import SENTENCES

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"
V1, V2 = SHARED / "fixtures" / "prtg_v1", SHARED / "fixtures" / "prtg_v2"
VENDOR = SHARED / "reference" / "vendor"
OVERVIEW = VENDOR / "prtg-api-v2-overview.txt"
pytestmark = pytest.mark.skipif(not V1.is_dir(), reason="../shared with the recorded answers of PRTG is absent")

TOKENS = re.findall(
    r"\w+",
    """none unknown collecting up warning down disconnected pausedbyuser pausedbydependency pausedbyschedule unusual
    pausedbylicense pausedbyuseruntil acknowledged partialdown""",
)
"""paesslerdavid/prtg-skill, references/api-filtering.md, "Status Enum Values", made from a live server's document; in
the order of the numbers of API v1 (manual, "HTTP API: Live data", filter_status)."""
MANUAL_COLUMNS = frozenset(
    re.findall(
        r"\w+",
        """objid type name tags active basetype baselink parentid comments status message priority schedule intervalx
        access dependency notifiesx probegroupdevice favorite probe group upsens downsens downacksens partialdownsens
        warnsens pausedsens unusualsens undefinedsens totalsens position sensor device grpdev interval downtime
        downtimetime downtimesince uptime uptimetime uptimesince knowntime cumsince lastcheck lastup lastdown lastvalue
        minigraph host deviceicon icon location condition fold groupnum devicenum datetime dateonly timeonly parent""",
    )
)
"""The manual's list of columns (v13 text, "HTTP API: Live data")."""


def text_of(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


def shared_json(path: Path) -> Any:
    return json.loads(text_of(path))


def xml_of(content: str | bytes) -> etree._Element:
    return etree.fromstring(content if isinstance(content, bytes) else content.encode())


def body(answer: Any) -> str:
    assert isinstance(answer.text, str)
    return answer.text


def ask(emulator: Emulator, page: str, **query: str) -> requests.Response:
    key = {"apitoken": emulator.credentials["prtg_api_token"]}
    return requests.get(f"{emulator.prtg}/{page}", params=query | key, allow_redirects=False, timeout=30)


# Texts


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (answers.ok(), "action/ok_body_no_content.html"),
        (answers.pause_button(1234, True), "action/pause_ok.html"),
        (answers.pause_button(1234, False), "action/resume_ok.html"),
        (answers.unauthorized(), "auth/unauthorized.html"),
        (answers.forbidden(), "auth/forbidden_non_admin.html"),
        (answers.unsupported_scheme(), "auth/unsupported_scheme.26.3.txt"),
    ],
)
def test_pages_are_those_recorded(said: Any, name: str) -> None:
    assert body(said).strip() == text_of(V1 / name).strip()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (answers.bad_request(answers.UNKNOWN_ID), "errors/no_object_with_id.13.1.xml"),
        (answers.bad_request(answers.WRONG_KIND), "errors/historicdata_wrong_object_type.18.2.xml"),
        (answers.bad_request("Some of the selected objects could not be deleted."), "errors/could_not_be_deleted.xml"),
        (answers.property_value(NO_PROPERTY), "property/getobjectproperty_not_found.xml"),
        (answers.property_value("2017,06,17,11,35,00"), "property/getobjectproperty_maintend.xml"),
    ],
)
def test_documents_hold_what_was_recorded(said: Any, name: str) -> None:
    def content(document: etree._Element) -> list[tuple[str, str | None]]:
        return [(str(child.tag), None if child.tag == "version" else child.text) for child in document]

    assert content(xml_of(body(said))) == content(xml_of(text_of(V1 / name)))


def test_the_page_for_read_only_accounts_is_the_recorded_one(emulator: Emulator) -> None:
    query = {"id": "2055", "sensortype": "exexml", "username": "prtguser", "passhash": "123"}
    said = body(answers.read_only("/controls/addsensor2.htm", query))  # type: ignore[arg-type]
    assert said == text_of(V1 / "errors/read_only_user_200.html").strip()


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_of_v2_are_the_vendors(code: str) -> None:
    assert f"{code} {SENTENCES[code]}" in text_of(OVERVIEW).splitlines()


def test_codes_that_the_client_knows_are_the_vendors() -> None:
    listed = set(re.findall(r"^([A-Z]+(?:_[A-Z]+)*) [A-Z]", text_of(OVERVIEW), re.MULTILINE))
    seen = {row.get("code") for row in shared_json(V2 / "errors/error_messages_seen_live.json")["rows"]}
    # in the document of a live server, after mmz-srf's errors.go
    assert listed | seen | {"LICENSE_INACTIVE"} >= CODES


RAISING = {
    "to_error",
    "bad_request",
    "invalid_filter",
    "not_found",
    "auth_failed",
    "ApiError",
    "FilterError",
    "ValueError",
}
ROOMS = ("v1", "v2", "settings.py", "tree.py", "scheduling.py", "channels.py")
GAP = "\N{HORIZONTAL ELLIPSIS}"


def refusals() -> set[str]:
    """Every text with which the emulated PRTG refuses something, with a gap for what differs from case to case."""
    files = [path for room in ROOMS for path in _python_files(REPOSITORY / "tests/emulator" / room)]
    return {text for path in files for text in _refusals_in(ast.parse(text_of(path)))}


def _python_files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.glob("**/*.py"))


def _refusals_in(module: ast.Module) -> Iterator[str]:
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and _called(call.func) in RAISING:
            yield from filter(None, map(_skeleton, call.args))


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _skeleton(argument: ast.expr) -> str:
    if isinstance(argument, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in argument.values)
        return "" if text.startswith(("/", GAP + GAP)) else text
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return str(argument.value) if is_text and argument.value != "/" else ""  # type: ignore[attr-defined]


CODE_OF_OTHERS = {"the object is currently not valid": "PrtgAPI, ResponseParser.cs, CloneRequestParser"}
"""Texts that clients look for in what real servers say."""


def sources() -> str:
    """What recordings and documents say, what redirects carry among it."""
    index = shared_json(V1 / "INDEX.json")["files"]
    redirects = [html.unescape(unquote_plus(one.get("headers", {}).get("Location", ""))) for one in index]
    files = [*V1.glob("*/*.*"), *V2.glob("*/*.*"), *VENDOR.glob("prtg*")]
    return "\n".join([*map(text_of, files), *redirects, *CODE_OF_OTHERS])


def is_told(text: str, told: str) -> bool:
    """Whether a text is in the sources, with anything in its gaps."""
    return re.search(re.escape(text.strip(f" {GAP}:")).replace(GAP, r"[^\n\"]{1,40}?"), told) is not None


def unseen_states() -> set[str]:
    """Spellings of states that no recording shows."""
    german = re.findall(r"<status>(.*?)</status>", text_of(V1 / "table/sensors_german.xml"))
    live = shared_json(V2 / "observed/status_tokens_live_2026-03-12.json")["experimental_sensors_status_counts"]
    words = re.findall(r"<status>(.*?)</status>", text_of(V1 / "sensortree/sensortree_root_0.18.2.xml"))
    for path in V1.glob("details/*"):
        words += re.findall(r"statustext\W+(?:CDATA\[)?(\w+)", text_of(path))
    return {
        *({spelling.v1_german.strip() for spelling in SPELLINGS.values()} - set(german)),
        *({spelling.v2 for spelling in SPELLINGS.values()} - set(live)),
        *({spelling.word for spelling in SPELLINGS.values()} - set(words)),
    }


def invented() -> set[str]:
    """What no source has: refusals, spellings of states, the name of a table of an unknown content."""
    told = sources()
    texts = {*refusals(), answers.UNKNOWN_ID, answers.UNKNOWN_ID_GERMAN, answers.WRONG_KIND, NO_PROPERTY}
    return {text for text in texts if not is_told(text, told)} | unseen_states() | {XML_ROOTS[""]}


def test_what_is_invented_is_marked_so() -> None:
    page = text_of(REPOSITORY / "docs/emulator.md")
    section = page.partition("### Invented for PRTG\n")[2].partition("\n##")[0]
    marked = set(re.findall(r"`([^`]+)`", section))
    ours = invented()
    assert ours - marked == set(), "name these in docs/emulator.md as invented, or tell where they are from"
    assert marked - ours == set(), "these are no longer said, or a source has them"


# States


def test_states_are_those_of_the_sources() -> None:
    assert [spelling.v2_filter for spelling in SPELLINGS.values()] == TOKENS
    assert [int(status) for status in SPELLINGS] == list(range(15))
    rows = re.findall(r"<status>(.*?)</status>\s*<status_raw>(\d+)<", text_of(V1 / "table/sensors_every_status.xml"))
    recorded = {int(code): text for text, code in rows if "parent" not in text}
    for status, spelling in SPELLINGS.items():
        until = "12/31/2025 11:00:00 PM"
        assert spelling.v1.format(until=until) == recorded[status]


def test_states_of_the_client_are_those_of_the_sources() -> None:
    assert [(status.token, status.code) for status in STATUSES] == [(token, code) for code, token in enumerate(TOKENS)]
    seen = shared_json(V2 / "observed/status_tokens_live_2026-03-12.json")["experimental_sensors_status_counts"]
    assert set(seen) <= {status.answer for status in STATUSES}


# API v1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("sensors", "sensors"),
        ("devices", "devices"),
        ("probenode", "probenode"),
        ("channels", "channels"),
        ("messages", "messages"),
    ],
)
def test_columns_have_the_twins_and_the_forms_recorded(emulator: Emulator, content: str, name: str) -> None:
    recorded = xml_of((V1 / f"table/{name}_default.xml").read_bytes())[1]
    cells = {str(cell.tag): cell.text or "" for cell in recorded}
    columns = [column for column in cells if not column.endswith("_raw") and column not in ("clusternode", "condition")]
    ask(emulator, "api/pause.htm", id="2101", action="0")
    number = {"probenode": "1", "channels": "2101"}.get(content, "0")
    table = xml_of(
        ask(emulator, "api/table.xml", content=content, id=number, columns=",".join(columns), count="50").content
    )
    forms: dict[str, set[str]] = {}
    for item in table.findall("item"):
        for cell in item:
            forms.setdefault(str(cell.tag), set()).add(form(cell.text or ""))
    assert set(forms) == set(cells) - {"clusternode", "condition", "condition_raw"}
    odd = {
        column: (text, forms[column])
        for column, text in cells.items()
        if column.endswith("_raw") and re.fullmatch(r"\d{10,}(\.\d+)?", text) and form(text) not in forms[column]
    }
    assert odd == {}


def form(text: str) -> str:
    """How a number is written: every digit as a nine."""
    return re.sub(r"\d", "9", text)


def test_every_column_is_documented_or_recorded() -> None:
    recorded = {
        tag.removesuffix("_raw") for path in V1.glob("table/*.xml") for tag in re.findall(r"<(\w+)>", text_of(path))
    }
    assert {*EVERY, *CHANNELS, *MESSAGES} <= MANUAL_COLUMNS | recorded
    asked = {column for kind in CONTENTS for column in columns_for(kind, CLIENT_FIELDS, summary=True)}
    assert asked <= MANUAL_COLUMNS


def test_an_empty_list_of_probes_is_the_recorded_one(emulator: Emulator) -> None:
    emulator.quirk("v1_probenode_empty")
    said = ask(emulator, "api/table.xml", content="probenode", columns="objid").text
    recorded = text_of(V1 / "table/probes_core_server_first.21.2.xml")
    assert _bare(said) == _bare(recorded)


def _bare(document: str) -> str:
    return re.sub(r"\s*\n\s*|[\d.]+(?=</prtg-version>)", "", document)


def test_an_unknown_content_is_the_recorded_one(emulator: Emulator) -> None:
    said = ask(emulator, "api/table.json", content="nonsense").json()
    recorded = shared_json(V1 / "table/unknown_content_empty_key.json")
    assert list(said.items())[1:] == list(recorded.items())[1:]


@pytest.mark.parametrize("name", ["status/getstatus.json", "status/getstatus_odd_values.json"])
def test_the_status_has_the_members_recorded_and_their_types(emulator: Emulator, name: str) -> None:
    said = ask(emulator, "api/getstatus.htm", id="0").json()
    recorded = shared_json(V1 / name)
    assert list(said) == [*recorded, "jsClock"]
    assert {member: type(value) for member, value in recorded.items()} == {
        member: type(said[member]) for member in recorded
    }


def test_details_and_numbers_have_the_members_recorded(emulator: Emulator) -> None:
    said = ask(emulator, "api/getsensordetails.json", id="2101").json()
    for name in ("unknown", "root"):
        recorded = shared_json(V1 / f"details/getsensordetails_{name}.18.2.json")
        assert (list(said), list(said["sensordata"])) == (list(recorded), list(recorded["sensordata"]))
    stats = xml_of(ask(emulator, "api/gettreenodestats.xml", id="0").content)
    recorded_stats = xml_of((V1 / "status/gettreenodestats.xml").read_bytes())
    assert [child.tag for child in stats] == [child.tag for child in recorded_stats]


@pytest.mark.parametrize("content", ["schedules", "notifications", "history", "triggers"])
def test_tables_beside_the_tree_have_the_cells_recorded(emulator: Emulator, content: str) -> None:
    ask(emulator, "api/setobjectproperty.htm", id="1", name="tags", value="x")
    name = "triggers/triggers_table" if content == "triggers" else f"table/{content}_default"
    recorded = xml_of((V1 / f"{name}.xml").read_bytes())
    cells = [str(cell.tag) for cell in recorded.findall("item")[0]]
    columns = [name for name in cells if not name.endswith("_raw")]
    said = xml_of(ask(emulator, "api/table.xml", content=content, id="1", columns=",".join(columns)).content)
    assert (said.tag, set(said.attrib)) == (recorded.tag, set(recorded.attrib))
    assert all({str(cell.tag) for cell in item} == set(cells) for item in said.findall("item"))
    if content == "triggers":
        contents = [json.loads(item.findtext("content", "")) for item in said.findall("item")]
        told = [json.loads(item.findtext("content", "")) for item in recorded.findall("item")]
        assert {one["type"]: set(one) for one in contents} == {one["type"]: set(one) for one in told}


def test_triggers_of_an_object_have_the_members_recorded(emulator: Emulator) -> None:
    recorded = shared_json(V1 / "triggers/triggers.json")
    said = ask(emulator, "api/triggers.json", id="51").json()
    assert {**said, "data": None} == {**recorded, "data": None}
    for one, other in zip(said["data"], recorded["data"], strict=True):
        assert {**one, **inputs_of(other)} == other
        assert set(inputs_of(one)) == set(inputs_of(other))


def inputs_of(trigger: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in trigger.items() if name.endswith("_input")}


def types(members: dict[str, Any]) -> dict[str, type]:
    return {name: type(value) for name, value in members.items()}


def test_kinds_of_sensors_have_the_members_recorded(emulator: Emulator) -> None:
    recorded = shared_json(V1 / "details/sensortypes_excerpt.json")
    said = ask(emulator, "api/sensortypes.json", id="1001").json()
    assert set(said) == set(recorded)
    (told,) = recorded["sensortypes"]
    assert all(types(kind) == types(told) for kind in said["sensortypes"])


def test_the_table_of_states_is_marked_up_as_recorded(emulator: Emulator) -> None:
    def ask_until(year: int) -> str:
        period = {"sdate": "2015-01-01-00-00-00", "edate": f"{year}-01-01-00-00-00", "avg": "0"}
        return ask(emulator, "historicdata_html.htm", id="2101", **period).text

    def classes(page: str) -> set[tuple[str, str]]:
        elements = lxml.html.fromstring(page).iter("table", "tr", "td", "div", "nobr", "span")
        return {(str(one.tag), re.sub("unknown|up", "S", one.get("class", ""))) for one in elements}

    recorded = text_of(V1 / "historic/state_history_report.html")
    said = ask_until(2100)
    assert said.partition("<tbody>")[0] == recorded.partition("<tbody>")[0]
    assert classes(said) <= classes(recorded)
    times = re.compile(r"^[\d/]+ [\d:]+ [AP]M \N{MINUS SIGN} [\d/]+ [\d:]+ [AP]M +\(=[\d dhms]+\)$")
    for page in (said, recorded):
        texts = lxml.html.fromstring(page).xpath("//tr[contains(@class, 'odd')]//nobr")
        assert times.match(texts[0].text_content().replace("\N{NO-BREAK SPACE}", ""))
    assert ask_until(2016) == text_of(V1 / "historic/state_history_report_empty.html")


def test_systems_are_told_in_the_form_recorded(emulator: Emulator) -> None:
    columns = "name,vendor,version,date,size,receivetime,displayname"
    said = ask(emulator, "api/table.json", content="sysinfo", id="1001", category="software", columns=columns).text
    recorded = text_of(V1 / "hostile/sysinfo_empty_keys_unquoted_dates.17.4.json")

    def shape(text: str) -> str:
        """Without what differs: the letters of texts, and how many digits a number has."""
        cells = re.sub(r'":"(?!_raw)[^"]*"', '":"x"', text.partition('"sysinfo":')[2])
        return re.sub(r"\d+", "9", cells)

    assert shape(said) == shape(recorded)


def test_results_have_the_columns_of_the_manual(emulator: Emulator) -> None:
    told = text_of(SHARED / "reference/prtg-v1-facts.md")
    (columns,) = re.findall(r"\| values \| \*\*sensor id\*\* \| `values` \| columns `([\w,]+)` \|", told)
    recorded = xml_of((V1 / "historic/historicdata_default.xml").read_bytes())
    said = xml_of(ask(emulator, "api/table.xml", content="values", id="2101", columns=columns, count="5").content)
    assert (said.tag, set(said.attrib)) == ("values", set(recorded.attrib))
    for item in said.findall("item"):
        assert {(cell.tag, *cell.attrib) for cell in item} == {
            (cell.tag, *cell.attrib) for cell in recorded.findall("item")[0]
        }


def test_the_settings_page_has_the_inputs_recorded(emulator: Emulator) -> None:
    recorded = lxml.html.fromstring(f"<div>{text_of(V1 / 'property/objectdata_maintenance_fieldset_excerpt.html')}")
    said = lxml.html.fromstring(ask(emulator, "controls/objectdata.htm", id="1001", objecttype="device").text)

    def inputs(page: Any) -> dict[str, set[tuple[str, str, str]]]:
        found: dict[str, set[tuple[str, str, str]]] = {}
        for one in page.iter("input", "select"):
            about = (one.tag, one.get("type", ""), one.get("data-plugin", ""))
            found.setdefault(one.get("name"), set()).add(about)
        return found

    assert inputs(recorded).items() <= inputs(said).items()
    assert _ids_of_options(recorded) == _ids_of_options(said)
    assert all(re.fullmatch(r"\d{4}(,\d\d){5}", one.get("value")) for one in said.xpath("//input[@name='maintend_']"))
    texts = [
        recorded.find_class(name)[0].text_content().partition("\n")[0] for name in ("prtg-header", "readonlyproperty")
    ]
    assert all(text in said.text_content() for text in texts)


def _ids_of_options(page: Any) -> set[str]:
    """The ids of the schedules to choose from, without what differs with the time zone."""
    (select,) = page.xpath(".//select[@name='schedule_']")
    return {re.sub(r"GMT[+-]\d+", "", option.get("value")) for option in select}


def test_a_form_about_several_objects_ends_as_recorded(emulator: Emulator) -> None:
    told = {one["file"]: one for one in shared_json(V1 / "INDEX.json")["files"]}
    recorded = told["action/multi_id_editsettings_error_redirect_but_ok.html"]
    said = ask(emulator, "editsettings", id="2101,2102", tags_="x")
    location = re.sub(r"\d+", "N", said.headers["Location"])
    assert (said.status_code, location) == (
        recorded["http_status"],
        re.sub(r"\d+", "N", recorded["headers"]["Location"]),
    )


def test_the_sensor_tree_has_no_element_that_was_not_recorded(emulator: Emulator) -> None:
    recorded = {str(node.tag) for node in xml_of((V1 / "sensortree/sensortree_root_0.18.2.xml").read_bytes()).iter()}
    said = {str(node.tag) for node in xml_of(ask(emulator, "api/table.xml", content="sensortree").content).iter()}
    assert said <= recorded


def test_redirects_have_the_form_recorded(emulator: Emulator) -> None:
    told = {one["file"]: one for one in shared_json(V1 / "INDEX.json")["files"]}

    def recorded(name: str) -> str:
        location: str = told[name]["headers"]["Location"]
        return re.sub(r"\d+", "N", location.removeprefix("https://prtg.example.com"))

    def location(page: str, **query: str) -> str:
        answer = ask(emulator, page, **query)
        assert answer.status_code == 302
        return re.sub(r"\d+", "N", answer.headers["Location"])

    copy = {"id": "2101", "name": "copy", "targetid": "1002"}
    followed = ask(emulator, "api/duplicateobject.htm", **copy).headers["Location"]
    page = requests.get(f"{emulator.prtg}{followed}", allow_redirects=False, timeout=30)
    assert re.sub(r"\d+", "N", page.headers["Location"]) == recorded("action/duplicate_ok_redirect.html")
    emulator.quirk("v1_clone_to_kind")
    assert location("api/duplicateobject.htm", **copy) == recorded("action/duplicate_ok_redirect_direct.html")
    emulator.quirk("v1_actions_redirect")
    assert location("api/scannow.htm", id="2101") == recorded("action/action_ok_302.html")
    emulator.quirk("v1_action_error_302")
    failure = recorded("action/failure_error_redirect.html").removeprefix("http://prtg.example.com")
    assert location("api/scannow.htm", id="2101").split("&")[0] == failure


# API v2


def operations() -> dict[tuple[str, str], set[str]]:
    """The vendor's operations with their query parameters; names of parts of a path are all ``id``."""
    listed = shared_json(VENDOR / "prtg-api-v2-operations.json")["operations"]
    return {
        (one["method"], re.sub(r"\{\w+\}", "{id}", one["path"])): {
            parameter["name"] for parameter in one["parameters"] if parameter["in"] == "query"
        }
        for one in listed
    }


def named(route: Any) -> str:
    return f"{route.method} {re.sub(r'{[a-z_]+}', '{id}', route.path)}"


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.only], ids=named)
def test_operations_and_their_parameters_are_the_vendors(route: Any) -> None:
    listed = operations()
    method, _unused, path = named(route).partition(" ")
    assert (method, path) in listed
    assert set(route.parameters) == listed[(method, path)]


def absent(api: str) -> list[str]:
    """What the page on the emulator says that there is not of an API."""
    section = text_of(REPOSITORY / "docs/emulator.md").partition("### What the emulated PRTG has not\n")[2]
    (row,) = re.findall(rf"^\| {api} \|.*$", section.partition("\n## ")[0], re.MULTILINE)
    return re.findall(r"`([^`]+)`", row)


def test_what_there_is_not_of_v2_is_told_and_answered_as_such(emulator: Emulator) -> None:
    there = {named(route) for route in ROUTES}
    missing = [f"{method} {path}" for method, path in operations() if f"{method} {path}" not in there]
    assert sorted(missing) == sorted(absent("API v2"))
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}"}
    for method, path in (operation.split(" ") for operation in [*missing, "GET /nonsense"]):
        url = emulator.prtg_v2 + path.replace("{id}", "100")
        answer = requests.request(method, url, json={}, headers=header, timeout=30)
        assert answer.status_code in (404, 405), path
        assert list(answer.json()) == list(shared_json(V2 / "errors/error_invalid_filter.overview.json"))


def test_what_there_is_not_of_v1_is_told_and_answered_as_such(emulator: Emulator) -> None:
    told = text_of(SHARED / "reference/prtg-v1-facts.md")
    pages = set(re.findall(r"\b[a-z_0-9]+\.(?:htm|xml|json|csv|png)\b", told))
    there = {path.rpartition("/")[2] for path, _answer in V1_ROUTES}
    assert pages - there == set(absent("API v1"))
    for page in pages - there:
        for place in ("", "api/", "controls/", "api/public/"):
            answer = ask(emulator, place + page, id="1001")
            assert (answer.status_code, answer.headers.get("Location")) == (404, None), place + page


def test_what_clients_of_others_want_of_v1_is_there() -> None:
    """Findings of 2026-11-25, 2.11: pages, contents of tables and properties."""
    told = text_of(SHARED / "reference/findings-2026-11-25.md")
    (listed,) = re.findall(r"^11\. Missing endpoints by number of clients that want them: (.*)\.$", told, re.MULTILINE)
    wanted = re.findall(
        r"[a-z_]+[0-9]?", re.sub(r"\(.*?\)|more properties:|channel properties|content=|\.json", "", listed)
    )
    assert len(wanted) == 19
    pages = {path.rpartition("/")[2].partition(".")[0] for path, _answer in V1_ROUTES}
    settings = {one.name for one in (*SETTINGS, *itertools.chain(*OF_SENSORS.values()))}
    assert set(wanted) - pages - settings - set(OF_OWN_SHAPE) == set()


@pytest.mark.parametrize("route", [route for route in ROUTES if route.only], ids=named)
def test_operations_that_some_servers_have_are_told_of(route: Any) -> None:
    """Those of 2026-09 are in the facts on API v2, as WYRE read them in the vendor's document; prtg-skill's prose has
    single objects below /experimental.
    """
    of_any_kind = re.sub(r"/experimental/\w+/", "/experimental/{kind}/", named(route))
    told = text_of(SHARED / "reference/prtg-v2-facts.md")
    assert named(route) in told or of_any_kind in told
    method, _unused, path = named(route).partition(" ")
    assert (method, path) not in operations()


@pytest.mark.parametrize(("name", "what"), [("device", "devices"), ("sensor", "sensors")])
def test_members_of_current_lists_are_those_that_clients_saw(emulator: Emulator, name: str, what: str) -> None:
    recorded = shared_json(V2 / f"responses/{name}_experimental.fields.json")
    sample = shared_json(V2 / f"responses/prtg-skill.{what}.sample.json")[0]
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}"}
    rows = requests.get(f"{emulator.prtg_v2}/experimental/{what}?limit=3000", headers=header, timeout=30).json()
    for row in rows:
        # a device's favorite and message are in the lists of every kind (overview, table of names to sort by)
        assert set(row) - {"favorite", "message"} <= set(recorded) | set(sample)
        assert set(recorded["basic"]) <= set(row["basic"]) | {"active"}
        assert set(row["parent"]) <= set(recorded["parent"])
        assert {key: type(value) for key, value in row["basic"].items() if key in recorded["basic"]} == {
            key: type(recorded["basic"][key]) for key in row["basic"] if key in recorded["basic"]
        }


def test_a_channel_has_the_members_recorded(emulator: Emulator) -> None:
    (recorded, _second) = shared_json(V2 / "responses/channels_experimental.senhub.json")
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}"}
    url = f"{emulator.prtg_v2}/experimental/channels"
    (said,) = requests.get(url, {"filter": 'id = "2101.0"'}, headers=header, timeout=30).json()
    assert set(recorded) <= set(said)
    assert list(said["basic"]) == list(recorded["basic"])
    assert list(said["last_measurement"]) == list(recorded["last_measurement"])
    assert isinstance(said["last_measurement"]["display_value"], type(recorded["last_measurement"]["display_value"]))


def test_a_section_tells_where_it_is_inherited_from_as_recorded(emulator: Emulator) -> None:
    recorded = shared_json(V2 / "responses/inheritance_section.prtg-skill.json")["intervalgroup"]
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}"}
    url = f"{emulator.prtg_v2}/devices/1011?include=intervalgroup,inheritance"
    said = requests.get(url, headers=header, timeout=30).json()["intervalgroup"]
    assert {name: type(value) for name, value in said.items()} == {
        name: type(value) for name, value in recorded.items()
    }
    assert set(said["_inheritancesource"]) == set(recorded["_inheritancesource"])


def test_kinds_metascans_and_lookups_are_as_recorded(emulator: Emulator) -> None:
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}"}

    def recorded(name: str) -> Any:
        return shared_json(V2 / f"responses/{name}.prtg-skill.json")

    kinds = requests.get(f"{emulator.prtg_v2}/experimental/schemas/40?limit=1000", headers=header, timeout=30).json()
    assert recorded("schemas_kind_entry")[0] in kinds
    lookup = requests.get(f"{emulator.prtg_v2}/setting-lookups/interval", headers=header, timeout=30).json()
    assert recorded("setting_lookups_interval")[0] in lookup
    path = "/experimental/devices/40/metascan?kind=snmpdiskfree"
    found = requests.post(f"{emulator.prtg_v2}{path}", json={}, headers=header, timeout=30).json()
    assert found == recorded("metascan_snmpdiskfree")


def test_errors_and_the_log_in_have_the_members_recorded(emulator: Emulator) -> None:
    answer = requests.get(f"{emulator.prtg_v2}/devices", timeout=30)
    assert list(answer.json()) == list(shared_json(V2 / "errors/error_invalid_filter.overview.json"))
    known = emulator.credentials
    log_in = {"username": known["prtg_username"], "password": known["prtg_password"]}
    session = requests.post(f"{emulator.prtg_v2}/session", json=log_in, timeout=30).json()
    assert list(session) == list(shared_json(V2 / "responses/session_login.mmz-srf.json"))


def test_pages_have_the_headers_of_the_vendors_example(emulator: Emulator) -> None:
    lines = text_of(V2 / "responses/paged_headers.overview.txt").splitlines()[1:]
    names = {line.partition(":")[0].lower() for line in lines if line.strip()}
    header = {"Authorization": f"Bearer {emulator.credentials['prtg_api_token']}"}
    answer = requests.get(f"{emulator.prtg_v2}/devices?limit=5&offset=5", headers=header, timeout=30)
    assert {name.lower() for name in answer.headers} == names | {"date"}
