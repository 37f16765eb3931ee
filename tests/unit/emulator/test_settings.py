# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of settings: what an entry says is so in both APIs of PRTG, for each kind of object that has it."""

from __future__ import annotations

import pytest

from tests.emulator.settings import HOST, MASK, NAME, PRIORITY, SECONDS, SETTINGS, TAGS, TEXT, Setting

from .conftest import Client

SAMPLES = {"group": "52", "probe": "1", "device": "1001", "sensor": "2101"}
NEW = {
    NAME: "new & other",
    TEXT: "<new> & more",
    TAGS: "one,two three",
    PRIORITY: "5",
    SECONDS: "300",
    HOST: "new.example",
}
"""A value of each type, as API v1 is sent it."""
EACH = [
    pytest.param(setting, kind, id=f"{setting.name}-{kind}") for setting in SETTINGS for kind in sorted(setting.kinds)
]


def in_v1(client: Client, setting: Setting, kind: str) -> str | None:
    found: str | None = client.v1("getobjectproperty.htm", id=SAMPLES[kind], name=setting.name).xml.findtext("result")
    return found


def in_v2(client: Client, setting: Setting, kind: str) -> object:
    found = client.v2(f"/{kind}s/{SAMPLES[kind]}", include=setting.section or setting.in_v2).json
    return (found[setting.section] if setting.section else found)[setting.in_v2]


READABLE = [each for each in EACH if each.values[0].derive is None and not each.values[0].secret]


@pytest.mark.parametrize(("setting", "kind"), READABLE)
def test_what_is_set_is_read_in_both(client: Client, setting: Setting, kind: str) -> None:
    client.v1("setobjectproperty.htm", id=SAMPLES[kind], name=setting.name, value=NEW[setting.type])
    value = setting.type.read(NEW[setting.type])
    assert in_v1(client, setting, kind) == (setting.type.text(value) or None)
    assert in_v2(client, setting, kind) == setting.type.show(value)


SECRET = [each for each in EACH if each.values[0].secret and each.values[1] != "probe"]
"""What API v2 can be sent: of 2026-03 it edits no probes."""


@pytest.mark.parametrize(("setting", "kind"), SECRET)
def test_what_is_secret_is_kept_and_never_shown(client: Client, setting: Setting, kind: str) -> None:
    assert in_v1(client, setting, kind) == ""
    body = {setting.section: {"_inherited": False, setting.in_v2: "s3cret"}}
    prefix = "/experimental" if kind != "device" else ""
    assert client.v2(f"{prefix}/{kind}s/{SAMPLES[kind]}", body, "PATCH").status == 204
    assert in_v1(client, setting, kind) == MASK
    assert client.v2(f"/{kind}s/{SAMPLES[kind]}", include="*").json[setting.section] == {"_inherited": False}
    client.v1("setobjectproperty.htm", id=SAMPLES[kind], name=setting.name, value="0ther")
    pages = (
        client.page("controls/objectdata.htm", id=SAMPLES[kind], objecttype=kind),
        client.v2(f"/{kind}s/{SAMPLES[kind]}", include="*"),
        client.v1("table.xml", content="history", id=SAMPLES[kind], columns="message"),
    )
    assert not [page.body for page in pages if b"s3cret" in page.body or b"0ther" in page.body]


@pytest.mark.parametrize(("setting", "kind"), [each for each in EACH if each.values[0].derive is not None])
def test_what_follows_from_the_rest_is_only_read(client: Client, setting: Setting, kind: str) -> None:
    before = in_v2(client, setting, kind)
    answer = client.v1("setobjectproperty.htm", id=SAMPLES[kind], name=setting.name, value="1")
    assert answer.headers["Location"].startswith("/error.htm")
    assert in_v2(client, setting, kind) == before


@pytest.mark.parametrize("setting", [pytest.param(one, id=one.name) for one in SETTINGS if len(one.kinds) == 1])
def test_what_a_kind_does_not_have_is_not_found(client: Client, setting: Setting) -> None:
    assert in_v1(client, setting, "sensor") == "(Property not found)"
    assert setting.in_v2 not in client.v2("/sensors/2101", include="*").json["basic"]
