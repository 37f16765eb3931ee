# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TEXTLIST: what the document says of it, and each form that it can have."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from .conftest import Answer, Client, ask

STATES = {"Up", "Down", "Paused", "Warning"}


def fetch(client: Client, **given: str) -> Answer:
    known = client.emulator.credentials
    query = {"login": known["prtg_username"], "pass": known["prtg_password"], **given}
    return ask(f"{client.emulator.prtg}/textlist?{urlencode(query)}")


def lines(client: Client) -> list[list[str]]:
    """The lines with their parameters."""
    return [line.split(",") for line in fetch(client).body.decode().split("\r\n")]


def named(client: Client, identifier: str) -> list[list[str]]:
    return [line[1:] for line in lines(client) if line[0] == identifier]


def test_the_documents_identifiers_and_parameters(client: Client) -> None:
    told = lines(client)
    assert (told[0][0], told[-1]) == ("Ve", [""])
    assert {line[0] for line in told[:-1]} == {"Ve", "Cl", "Ui", "Gr", "Sr", "Sn"}
    assert ["Gr", "Root", "0", ""] in told
    assert ["Gr", "Decommissioned", "57", "Paused"] in told
    assert ["Sr", "db-2", "1012", "b_server_sql.png", "Paused"] in told
    assert all({*STATES} & {*line} for line in told if line[0] == "Sn")
    assert next(line[:6] for line in told if line[2:3] == ["2121"])[:5] == ["Sn", "Ping", "2121", "ping", "Down"]


def test_servers_follow_their_group_and_sensors_their_server(client: Client) -> None:
    tree = {row["objid"]: row["parentid"] for row in client.rows("sensors", columns="objid,parentid")}
    tree |= {row["objid"]: row["parentid"] for row in client.rows("devices", columns="objid,parentid")}
    above = {"Gr": 0, "Sr": 0}
    seen = 0
    for line in lines(client)[:-1]:
        numbers = [int(text) for text in line[2:] if text.isdigit()]
        found = next((number for number in numbers if number in tree), None)
        if line[0] == "Gr":
            above["Gr"] = numbers[-1]
        elif line[0] in ("Sr", "Sn") and found is not None:
            seen += 1
            assert tree[found] == above["Gr" if line[0] == "Sr" else "Sr"]
            above["Sr"] = found if line[0] == "Sr" else above["Sr"]
    assert seen == len(tree)


def test_times_are_days_in_the_accounts_zone(client: Client) -> None:
    [[days, fraction]] = named(client, "Cl")
    ahead = (float(f"{days}.{fraction}") - 25569) * 86400 - client.emulator.now()
    assert abs(ahead - 7200) < 5
    client.emulator.quirk("textlist_decimal_point")
    [[whole]] = named(client, "Cl")
    assert whole.startswith(f"{days}.")
    client.emulator.quirk("textlist_no_clock")
    assert named(client, "Cl") == []


def test_it_shows_the_tree_as_it_is(client: Client) -> None:
    client.v1("pause.htm", id=2101, action=0, pausemsg="a, b")
    client.v1("rename.htm", id=1001, value="web, 1\n")
    told = fetch(client).body.decode()
    assert "Sr,web, 1 ,1001," in told
    assert "Sn,Ping,2101,ping,Paused,[[ a, b (Paused at" in told
    messages = named(client, "Me")
    assert messages[-2][2] == "0"
    assert messages[-2][3].startswith("Ping: Paused by user")


def test_wrong_credentials(client: Client) -> None:
    for given in ({"pass": "no"}, {"login": "no"}, {"pass": client.emulator.credentials["prtg_passhash"]}):
        answer = fetch(client, **given)
        assert (answer.status, b"checklogin" in answer.body) == (200, True)
        client.emulator.quirk("textlist_unauthorized")
        assert fetch(client, **given).status == 401
        client.emulator.quirk("textlist_unauthorized", on=False)
    read = client.emulator.credentials
    assert fetch(client, login=read["prtg_ro_username"], **{"pass": read["prtg_ro_password"]}).body.startswith(b"Ve,")


def test_ipcheck5(client: Client) -> None:
    client.emulator.quirk("textlist_ipcheck5")
    told = lines(client)[:-1]
    assert told[0] == ["ve", "5.2.1.400"]
    assert {line[0] for line in told} == {"ve", "cl", "ui", "gr", "sr", "sn"}
    assert all(line[3].isdigit() for line in told if line[0] == "sr" and len(line) == 5)


def test_a_future_version(client: Client) -> None:
    usual = lines(client)
    client.emulator.quirk("textlist_future")
    told = lines(client)
    assert ["Ve", "7.0.8.1234", "more", ""] in told
    assert ["Gr", "Root", "0", "", "more", ""] in told
    assert {"Zz", "Q", "tt", "nv"} < {line[0] for line in told}
    assert told.count([""]) > usual.count([""])


def test_bytes_and_line_ends(client: Client) -> None:
    client.emulator.quirk("textlist_ansi")
    assert "Gr,Büro & Lager [Hamburg],55,\r\n".encode("cp1252") in fetch(client).body
    client.emulator.quirk("textlist_line_feeds")
    assert b"\r" not in fetch(client).body


@pytest.mark.parametrize(
    ("number", "word", "own"), [("2143", "Warning", "None"), ("2523", "Down", "Down (Acknowledged)")]
)
def test_states_without_a_word(client: Client, number: str, word: str, own: str) -> None:
    assert next(line[3] for line in named(client, "Sn") if line[1] == number) == word
    client.emulator.quirk("textlist_other_states")
    assert next(line[3] for line in named(client, "Sn") if line[1] == number) == own


def test_flags_that_are_omitted(client: Client) -> None:
    client.emulator.quirk("textlist_flags_omitted")
    assert ["Root", "0"] in named(client, "Gr")
    assert ["Decommissioned", "57", "Paused"] in named(client, "Gr")
