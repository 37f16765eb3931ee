# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control calls, scripted faults, and the process itself."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.emulation import KNOWN_QUIRKS
from tests.emulator.process import Emulator, running
from tests.emulator.quirks import Quirks

from .conftest import Client, ask

ROOT = Path(__file__).parents[3]


def control(emulator: Emulator, call: str, body: Any = None, method: str = "POST") -> tuple[int, Any]:
    answer = ask(f"{emulator.prtg}/_emulator/{call}", body, method)
    return answer.status, answer.json


# Log, reset, clock, quirks


def test_requests_of_all_servers_are_recorded_and_control_calls_are_not(client: Client) -> None:
    client.v1("table.json", content="devices", filter_status=["5", "13"])
    client.v2("/devices/1001/pause", {"duration": 5}, "POST")
    ask(f"{client.emulator.pingdom}/checks")
    client.v2("/nothing")
    seen = client.emulator.requests()
    assert [(entry["server"], entry["method"], entry["path"], entry["status"]) for entry in seen] == [
        ("prtg", "GET", "/api/table.json", 200),
        ("prtg_v2", "POST", "/api/v2/devices/1001/pause", 204),
        ("pingdom", "GET", "/api/3.1/checks", 401),
        ("prtg_v2", "GET", "/api/v2/nothing", 404),
    ]
    assert seen[0]["query"]["filter_status"] == ["5", "13"]
    assert [entry["body"] for entry in seen] == [None, {"duration": 5}, None, None]
    assert len(client.emulator.requests("prtg_v2")) == 2
    client.emulator.reset()
    assert client.emulator.requests() == []


def test_a_port_that_is_none_is_refused() -> None:
    words = [sys.executable, "-m", "tests.emulator", "--prtg-port", "99999"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert "'99999' is no port" in ended.stderr


def test_control_works_on_each_server(client: Client) -> None:
    urls = (client.emulator.prtg, client.emulator.prtg_v2, client.emulator.pingdom)
    for base in (urls, [url.split("/api")[0] for url in urls]):
        assert [ask(f"{url}/_emulator/quirks").status for url in base] == [200, 200, 200]
    assert client.emulator.requests() == []


def test_reset_keeps_the_state_unless_told_otherwise(client: Client) -> None:
    client.v1("pause.htm", id=1001, action=0)
    client.emulator.quirk("v1_german")
    client.emulator.reset()
    assert client.emulator.quirks()["v1_german"]["on"] is False
    assert client.v2("/devices/1001").json["status"] == "PAUSED_BY_USER"
    client.emulator.reset(world=True)
    assert client.v2("/devices/1001").json["status"] == "UP"


def test_the_clock_goes_forward_for_all_servers(client: Client) -> None:
    client.emulator.advance(86_400)
    before = time.time()
    ahead = client.emulator.now() - 86_400
    assert before <= ahead <= time.time()


@pytest.mark.parametrize(
    ("call", "body", "complaint"),
    [
        ("reset", {"world": 1}, "world is true or false"),
        ("reset", {"planet": True}, "there is no 'planet'"),
        ("clock", {}, "advance is a number"),
        ("clock", {"advance": -1}, "advance is a number"),
        ("clock", [1], "a JSON object"),
        ("quirks", {"nothing": True}, "there is no 'nothing'"),
        ("quirks", {"v1_german": "yes"}, "true or false"),
        ("faults", {}, "a list of rules"),
        ("faults", [1], "a rule is a JSON object"),
        ("faults", [{"path": "x"}], "a rule needs"),
        ("faults", [{"status": 99}], "between 200 and 599"),
        ("faults", [{"path": "(", "status": 500}], "not a regular expression"),
        ("faults", [{"query": "[", "status": 500}], "query is not a regular expression"),
        ("faults", [{"code": 500}], "a rule has no 'code'"),
        ("faults", [{"status": 500, "skip": -1}], "skip is a whole number"),
        ("faults", [{"delay": "1"}], "delay is a number of seconds"),
        ("faults", [{"reset": 1}], "reset is true or false"),
        ("faults", [{"hold": 1}], "hold is true or false"),
        ("faults", [{"hold": True, "delay": 1}], "either delay or hold"),
        ("release", {"all": True}, "there is no 'all'"),
        ("faults", [{"status": 500, "server": "zabbix"}], "server is one of"),
    ],
)
def test_bad_control_bodies(client: Client, call: str, body: Any, complaint: str) -> None:
    status, answer = control(client.emulator, call, body)
    assert (status, complaint in answer["error"]) == (400, True), answer


def test_unknown_control_calls_are_404(client: Client) -> None:
    assert control(client.emulator, "nothing")[0] == 404
    request = urllib.request.Request(f"{client.emulator.prtg}/_emulator/reset", b"{", method="POST")
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request)


# Faults


def test_a_fault_answers_for_the_server_after_skipping_and_so_many_times(client: Client) -> None:
    client.emulator.faults([{"method": "get", "path": r"table\.", "skip": 1, "times": 2, "status": 503}])
    assert [client.v1("table.json", content="devices").status for _unused in range(4)] == [200, 503, 503, 200]
    assert client.v1("status.json").status == 200
    assert [entry["status"] for entry in client.emulator.requests()] == [200, 503, 503, 200, 200]


def test_a_fault_strikes_only_the_queries_that_it_names(client: Client) -> None:
    client.emulator.faults([{"query": "content=groups&.*filter_name=a b", "status": 503}])
    asked = [("groups", "a b"), ("groups", "a"), ("devices", "a b")]
    answers = [client.v1("table.xml", content=content, columns="objid", filter_name=name) for content, name in asked]
    assert [answer.status for answer in answers] == [503, 200, 200]


def test_defaults_of_scripted_answers(client: Client) -> None:
    client.emulator.faults([{"status": 502}])
    assert b"<h1>502</h1>" in client.v1("status.json").body
    assert client.v2("/devices").json["code"] == "BAD_GATEWAY"
    assert ask(f"{client.emulator.pingdom}/checks").json["error"]["statuscode"] == 502
    client.emulator.faults(
        [{"body": "<html>", "server": "prtg"}, {"status": 429, "headers": {"Retry-After": "3"}, "body": {"a": 1}}]
    )
    html = client.v1("status.json")
    assert (html.status, html.headers["Content-Type"], html.body) == (200, "text/html; charset=utf-8", b"<html>")
    limited = client.v2("/devices")
    assert (limited.status, limited.headers["Retry-After"], limited.json) == (429, "3", {"a": 1})


def test_a_fault_keeps_the_server_from_acting_unless_it_strikes_after(client: Client) -> None:
    client.emulator.faults([{"path": "pause", "status": 500, "times": 1}])
    assert client.v2("/devices/1001/pause", {}, "POST").status == 500
    assert client.v2("/devices/1001").json["status"] == "UP"
    client.emulator.faults([{"path": "pause", "reset": True, "after": True, "times": 1}])
    with pytest.raises(OSError, match="reset"):
        client.v2("/devices/1001/pause", {}, "POST")
    assert client.v2("/devices/1001").json["status"] == "PAUSED_BY_USER"


def test_a_fault_moves_the_time_on_after_the_answer(client: Client) -> None:
    client.emulator.faults([{"path": "devices/1001", "method": "GET", "advance": 120}])
    client.v2("/devices/1001/pause", {"duration": 1}, "POST")
    assert client.v2("/devices/1001").json["status"] == "PAUSED_BY_USER_UNTIL"
    assert client.v2("/devices/1001").json["status"] == "UP"


def test_a_rule_can_tell_another_time_than_that_of_the_server(client: Client) -> None:
    date = "Fri, 31 Dec 9999 23:59:59 GMT"
    client.emulator.faults([{"headers": {"Date": date}, "times": 1}])
    answers = [client.v1("/api/getstatus.htm", id="0") for _time in range(2)]
    assert [answer.headers["Date"] == date for answer in answers] == [True, False]


def test_headers_and_delay_alone_leave_the_answer_in_place(client: Client) -> None:
    client.emulator.faults([{"delay": 0.2, "headers": {"X-Slow": "yes"}}])
    start = time.monotonic()
    answer = client.v1("status.json")
    assert time.monotonic() - start >= 0.2
    assert (answer.headers["X-Slow"], answer.json["Version"]) == ("yes", "25.1.102.1373+")


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    """What makes calls that nobody waits for yet."""
    with ThreadPoolExecutor() as pool:
        yield pool


def test_what_is_held_goes_on_when_it_is_released(
    client: Client, emulator: WatchedEmulator, aside: ThreadPoolExecutor
) -> None:
    emulator.faults([{"path": "pause", "hold": True, "times": 1, "headers": {"X-Held": "yes"}}])
    held = aside.submit(client.v2, "/devices/1001/pause", {}, "POST")
    emulator.when(bool)
    assert client.v2("/devices/1001").json["status"] == "UP"
    assert [entry["status"] for entry in emulator.requests()] == [None, 200]
    assert emulator.release() == 1
    assert held.result(30).headers["X-Held"] == "yes"
    assert client.v2("/devices/1001").json["status"] == "PAUSED_BY_USER"
    assert emulator.release() == 0


def test_a_release_ends_all_holding(client: Client, emulator: WatchedEmulator) -> None:
    emulator.faults([{"path": "status", "hold": True}])
    assert emulator.release() == 0
    assert client.v1("status.json").status == 200


@pytest.mark.parametrize("waits", [{"hold": True}, {"delay": 3600}])
def test_what_still_waits_is_not_done_to_a_world_that_began_anew(
    client: Client, emulator: WatchedEmulator, aside: ThreadPoolExecutor, waits: dict[str, Any]
) -> None:
    emulator.faults([{"path": "pause", **waits}])
    late = aside.submit(client.v2, "/devices/1001/pause", {}, "POST")
    emulator.when(bool)
    emulator.reset(world=True)
    with pytest.raises(OSError, match=r"reset|closed"):
        late.result(30)
    assert client.v2("/devices/1001").json["status"] == "UP"


def test_with_how_many_requests_a_server_was_busy_is_told(
    client: Client, emulator: WatchedEmulator, aside: ThreadPoolExecutor
) -> None:
    emulator.faults([{"server": "prtg", "hold": True}])
    held = [aside.submit(client.v1, "status.json") for _call in range(3)]
    emulator.when(lambda seen: len(seen) == 3)
    assert client.v2("/devices").status == 200
    emulator.release()
    assert [call.result(30).status for call in held] == [200] * 3
    assert client.v1("status.json").status == 200
    assert [entry["at_once"] for entry in emulator.requests("prtg")] == [1, 2, 3, 1]
    assert [entry["at_once"] for entry in emulator.requests("prtg_v2")] == [1]


def test_a_truncated_answer_promises_all_of_it(client: Client) -> None:
    whole = client.v1("table.json", content="devices").body
    client.emulator.faults([{"truncate": 100}])
    with pytest.raises(http.client.IncompleteRead) as cut:
        client.v1("table.json", content="devices")
    assert cut.value.partial == whole[:100]
    assert cut.value.expected == len(whole) - 100


def test_a_reset_is_a_reset(client: Client) -> None:
    client.emulator.faults([{"reset": True, "times": 1}])
    with pytest.raises(OSError, match="reset"):
        client.v1("status.json")
    assert client.v1("status.json").status == 200
    assert [entry["status"] for entry in client.emulator.requests()] == [None, 200]


# The process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_process_says_where_it_is_and_stops_when_told(number: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.emulator", "--tls"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={"TMPDIR": str(tmp_path)}
    ) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert Path(ready["ca"]).is_file()
        process.send_signal(number)
        assert process.wait(10) == 0
    assert list(tmp_path.iterdir()) == []
    assert set(ready) == {"prtg", "prtg_v2", "pingdom", "credentials", "ca"}
    assert [ready[name].rsplit("/", 2)[1:] for name in ("prtg_v2", "pingdom")] == [["api", "v2"], ["api", "3.1"]]
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", int(ready["prtg"].rsplit(":", 1)[1])))


def test_it_ends_when_its_parent_is_gone() -> None:
    with running() as emulator:
        assert emulator.process.stdin is not None
        emulator.process.stdin.close()
        assert emulator.process.wait(10) == 0


def test_tls_is_signed_by_the_authority_it_names() -> None:
    with running(tls=True) as emulator:
        assert emulator.quirks()["v1_german"]["on"] is False
        context = ssl.create_default_context(cafile=emulator.ca)
        assert urllib.request.urlopen(f"{emulator.prtg_v2}/health", context=context).status == 204
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(f"{emulator.prtg_v2}/health", context=ssl.create_default_context())


def test_ports_can_be_chosen_and_a_taken_one_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "tests.emulator", "--prtg-port", str(taken.getsockname()[1])]
        failed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (failed.returncode, "cannot start" in failed.stderr, failed.stdout) == (1, True, "")


def test_an_unknown_world_is_an_error() -> None:
    failed = subprocess.run(
        [sys.executable, "-m", "tests.emulator", "--world", "moon"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (failed.returncode, "there is no world 'moon'" in failed.stderr) == (1, True)


@pytest.mark.parametrize("directory", ["v1", "v2", "textlist"])
def test_every_quirk_of_prtg_has_an_effect_and_a_test(directory: str) -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests/emulator").glob("**/*.py")
        if path.name != "quirks.py"
    )
    tests = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests/unit/emulator").glob(f"test_{directory}*.py")
    )
    names = [quirk.name for quirk in KNOWN_QUIRKS if quirk.name.startswith(directory)]
    assert len(names) > 8
    assert [name for name in names if f'"{name}"' not in source] == []
    assert [name for name in names if f'"{name}"' not in tests] == []


def test_the_page_on_the_emulator_has_the_table_of_quirks() -> None:
    table = Quirks(KNOWN_QUIRKS).as_markdown()
    page = (ROOT / "docs/emulator.md").read_text(encoding="utf-8")
    assert table in page, "put the output of `python -m tests.emulator --list-quirks` into docs/emulator.md"
    printed = subprocess.run(
        [sys.executable, "-m", "tests.emulator", "--list-quirks"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == table
