# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and user groups of the emulated PRTG: one state over both APIs."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Client

PEOPLE = ["100", "711", "712", "713"]


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


@pytest.mark.parametrize("path", ["/users", "/experimental/users"])
def test_users_are_listed_in_pages(client: Client, path: str) -> None:
    whole = client.v2(path)
    assert (ids(whole.json), whole.headers["X-Total-Count"]) == (PEOPLE, "4")
    assert ids(client.v2(path, limit=2, offset=1).json) == PEOPLE[1:3]


def test_the_deprecated_shape_has_the_names_of_the_overview(client: Client) -> None:
    user = client.v2("/users/712").json
    assert (user["display_name"], user["login_name"], user["ad_user"]) == ("Olive Operator", "olive", True)
    assert user["primary_group"]["type"] == "REFERENCED_USERGROUP"
    group = client.v2("/usergroups/703").json
    assert (group["name"], group["restricted_sensor_mode"]) == ("Night Shift [Hamburg] & Co", True)


def test_the_experimental_shape_has_sections_on_request(client: Client) -> None:
    assert "account" not in client.v2("/experimental/users/712").json
    user = client.v2("/experimental/users/712", include="all_sections").json
    assert (user["type"], user["basic"]["loginname"]) == ("USER", "olive")
    assert [one["id"] for one in user["account"]["usergroups"]] == ["703", "201"]
    group = client.v2("/experimental/usergroups", filter='id = "703"', include="*").json[0]
    assert [one["id"] for one in group["access"]["members"]] == ["712", "713"]


@pytest.mark.parametrize("generation", ["", "/experimental"])
@pytest.mark.parametrize(
    ("what", "text", "found"),
    [
        ("users", 'loginname = "olive"', ["712"]),
        ("users", 'email matches "reader"', ["711"]),
        ("users", "active = false", ["713"]),
        ("users", 'primarygroup = "703" and activedirectory = true', ["712"]),
        ("users", "ticketmail = false", ["711"]),
        ("users", 'name = "Reader" or id = "100"', ["100", "711"]),
        ("users", "type = user", PEOPLE),
        ("usergroups", "admingroup = true", ["200"]),
        ("usergroups", "restrictedsensormode = true", ["703"]),
        ("usergroups", "ticketmode = false and usertype = readonly", ["702"]),
    ],
)
def test_accounts_are_filtered_by_the_properties_of_the_overview(
    client: Client, generation: str, what: str, text: str, found: list[str]
) -> None:
    assert ids(client.v2(f"{generation}/{what}", filter=text).json) == found


@pytest.mark.parametrize(
    ("what", "text"), [("users", "admingroup = true"), ("usergroups", 'email = "x"'), ("users", "status = up")]
)
def test_a_property_of_another_kind_is_refused(client: Client, what: str, text: str) -> None:
    answer = client.v2(f"/{what}", filter=text)
    assert (answer.status, answer.json["code"]) == (400, "INVALID_FILTER")
    assert client.v2("/devices", filter='loginname = "olive"').json["code"] == "INVALID_FILTER"


def test_the_deprecated_list_is_sorted(client: Client) -> None:
    assert ids(client.v2("/users", sort_by="-loginname").json)[0] == "711"
    assert client.v2("/usergroups", sort_by="email").status == 400


def test_a_user_is_paused_and_resumed_over_both_apis(client: Client) -> None:
    assert client.v2("/users/712/pause", method="POST").status == 204
    [row] = [row for row in client.rows("users", columns="objid,active") if row["objid"] == 712]
    assert (row["active"], row["active_raw"]) == ("False", 0)
    assert client.v2("/users/resume", {"filter": "active = false"}, "POST").json == [{"id": "712"}, {"id": "713"}]
    assert client.v2("/users", filter="active = false").json == []


def test_the_administrator_cannot_be_paused(client: Client) -> None:
    answer = client.v2("/users/100/pause", method="POST")
    assert (answer.status, answer.json["code"]) == (400, "PAUSE_ADMIN")
    first, *others = client.v2("/users/pause", {"filter": "active = true"}, "POST").json
    assert (first["id"], first["error"]["code"]) == ("100", "PAUSE_ADMIN")
    assert others == [{"id": "711"}, {"id": "712"}]
    assert client.v2("/users/pause", {}, "POST").status == 400
    assert client.v2("/users/4711/pause", method="POST").status == 404


def test_the_keys_of_a_user_tell_whose_they_are(client: Client) -> None:
    mine, readers = client.v2("/users/me/api-keys").json, client.v2("/users/711/api-keys").json
    assert mine == client.v2("/users/100/api-keys").json
    assert (len(mine), len(readers), mine[0]["id"] == readers[0]["id"]) == (1, 1, False)
    assert client.v2("/users/712/api-keys").json == []
    assert client.v2("/users/4711/api-keys").status == 404


@pytest.mark.parametrize("content", ["user", "users"])
def test_users_are_a_table_of_api_v1(client: Client, content: str) -> None:
    columns = "objid,name,type,email,primarygroup,groupmemberships,active"
    table = client.v1("table.xml", content=content, columns=columns)
    assert (table.xml.tag, table.xml.get("totalcount")) == (content, "4")
    olive = table.xml.findall("item")[2]
    told = {cell.tag: cell.text for cell in olive}
    assert (told["objid_raw"], told["type_raw"], told["primarygroup"]) == (
        "0000000712", "user", "Night Shift [Hamburg] & Co",
    )  # fmt: skip
    assert client.v1("table.json", content=content, filter_name="Reader").json[content][0]["objid"] == 711


def test_user_groups_are_a_table_of_api_v1(client: Client) -> None:
    rows = client.rows("usergroups", columns="objid,name,members,activedirectorygroup")
    assert [row["objid"] for row in rows] == [200, 201, 702, 703]
    assert (rows[2]["members"], rows[3]["activedirectorygroup"]) == ("Reader", "SHOP\\prtg-night")


def test_a_world_that_begins_anew_has_its_accounts_again(client: Client) -> None:
    client.v2("/users/712/pause", method="POST")
    client.emulator.reset(world=True)
    assert client.v2("/users/712").json["active"] is True


def test_status_tells_whose_credentials_they_are(client: Client) -> None:
    assert client.v1("getstatus.htm").json["UserId"] == "100"


def test_the_licence_is_experimental(client: Client) -> None:
    assert client.v2("/experimental/license").json["maintenance_expiry_days"] == 363
    client.emulator.quirk("v2_experimental_gone")
    assert client.v2("/experimental/license").status == 404
