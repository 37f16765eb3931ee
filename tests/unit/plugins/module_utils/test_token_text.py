# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret of a task, however short, takes anything away from its restore token."""

from __future__ import annotations

import functools
import json
import string

import pytest
from ansible.module_utils.common.parameters import remove_values
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import Lease
from ansible_collections.opswatch.monitoring.plugins.module_utils._token_text import (
    LETTERS,
    digits_without,
    read_spelling,
    spelled,
    survives_masking,
)

TOKEN = RestoreToken(
    "prtg.example.com:1616",
    (
        Undo("1001", "device", "web-1", "pause", True, (Lease("Work", "5f0c21ab", None),)),
        Undo("2002", "sensor", "Ping", "resume", removed=(Lease("e", "77aa0011", 1_000_020.0),)),
    ),
).as_data()

words = st.text(st.characters(codec="utf-8"), max_size=12)
secrets = st.sets(
    st.one_of(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
        st.text(string.ascii_letters + string.digits, min_size=1, max_size=3),
        st.sampled_from([text for text in json.dumps(TOKEN).replace('"', " ").split() if text.isalnum()]),
    ),
    max_size=8,
)
tokens = st.builds(
    lambda server, simulated, objects: {"version": 1, "server": server, "simulated": simulated, "objects": objects},
    words,
    st.booleans(),
    st.lists(
        st.dictionaries(words, st.one_of(words, st.booleans(), st.none(), st.integers(), st.floats(allow_nan=False))),
        max_size=3,
    ),
)


@given(tokens, secrets)
@example(TOKEN, {"device"})
@example(TOKEN, {"1001"})
@example(TOKEN, {"token", "e", "0"})
def test_no_secret_occurs_in_what_is_written_and_nothing_gets_lost(token, hidden):
    written = spelled(token, hidden)
    assert remove_values(written, hidden) == written
    assert written is token or not any(secret in text for secret in hidden for item in written.items() for text in item)
    assert read_spelling(json.loads(json.dumps(written))) == token


@pytest.mark.parametrize("secret", [*string.printable, "ü", "device", "1001", "127", "prtg", "True", "None", "objects"])
def test_every_secret_of_one_letter_and_those_of_the_case(secret):
    written = spelled(TOKEN, {secret})
    assert remove_values(written, {secret}) == written
    assert read_spelling(written) == TOKEN


def test_a_token_without_a_secret_stays_readable():
    assert spelled(TOKEN, {"s3cret", ""}) is TOKEN


def test_words_for_truth_are_masked_by_old_cores():
    """Up to ansible-core 2.18 ``remove_values`` masks true, false and null by their Python names."""
    assert set(spelled(TOKEN, {"als"})) == {"token"}
    assert set(spelled(TOKEN, {"None"})) == {"token"}


@pytest.mark.parametrize("count", [46, 47])
def test_each_secret_costs_one_letter_at_most(count):
    single = set(LETTERS[:count])
    if count == 46:
        assert digits_without(single) == LETTERS[46:]
        return
    with pytest.raises(ConfigurationError, match="no restore token can be written"):
        digits_without(single)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text[:-2],
        lambda text: text[:20],
        lambda text: text[:3],
        lambda text: text[1:],
        lambda text: text.replace(text[40], "-", 1),
        lambda text: text[:-1] + next(digit for digit in text[:16] if digit != text[-1]),
        lambda text: text[1] + text[0] + text[2:],
        lambda text: text + text[0] * 2,
    ],
)
def test_a_text_that_was_altered_or_cut_is_refused(change):
    (text,) = spelled(TOKEN, {"e"}).values()
    assert change(text) != text
    with pytest.raises(ConfigurationError, match="altered or cut"):
        read_spelling({"token": change(text)})


@pytest.mark.parametrize("data", [None, {}, TOKEN, {"version": 9}, {"a": None}, "text", {"a": "b", "c": "d"}])
def test_anything_else_is_left_to_whoever_reads_tokens(data):
    assert read_spelling(data) is data


def test_a_run_gets_and_gives_plain_tokens():
    seen = []

    @functools.partial(survives_masking, "prtg")
    def run(params, check_mode):
        seen.append(params["restore"])
        if check_mode:
            raise NotFound("gone", values={"restore": TOKEN})
        return Result(values={"restore": TOKEN})

    secret = {"url": "https://prtg.example.com", "password": "a"}
    written = run({**secret, "restore": None}, False).values["restore"]
    assert set(written) == {"token"}
    with pytest.raises(NotFound) as failure:
        run({**secret, "restore": written}, True)
    assert read_spelling(failure.value.values["restore"]) == TOKEN
    assert seen == [None, TOKEN]


def test_a_text_that_was_altered_comes_back_as_it_was_given():
    run = survives_masking("prtg", lambda *_args: pytest.fail("it began"))
    with pytest.raises(ConfigurationError) as failure:
        run({"url": "https://prtg.example.com", "restore": {"token": "no token"}}, False)
    assert failure.value.values == {"restore": {"token": "no token"}}


def test_a_run_without_a_token_that_survives_does_not_begin(monkeypatch):
    from ansible_collections.opswatch.monitoring.plugins.module_utils import _token_text

    monkeypatch.setattr(_token_text, "secrets_of", lambda *_args: set(LETTERS))
    run = survives_masking("prtg", lambda *_args: pytest.fail("it began"))
    with pytest.raises(ConfigurationError, match="Nothing was changed"):
        run({"restore": None}, False)
