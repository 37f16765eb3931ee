# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many objects fit into a request beside what is said of them."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.bodies import LARGEST, fitting
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import any_of

LONGEST = "2147483647"


@pytest.mark.parametrize("letter", ["x", "\u00e4", '"', "\n"])
@pytest.mark.parametrize("length", [0, 1, 500, 2_000, 6_000, 7_000, 7_300, 12_500, 14_900])
def test_what_is_sent_is_never_too_large_nor_smaller_than_need_be(letter, length):
    body = {"message": letter * length, "duration": 60.0}

    def bytes_of(number):
        whole = {"filter": any_of("id", [LONGEST] * number), **body}
        return len(json.dumps(whole, ensure_ascii=False).encode())

    if bytes_of(1) > LARGEST:
        with pytest.raises(ConfigurationError, match=r"Nothing was changed\. Shorten the text"):
            fitting(body)
        return
    number = fitting(body)
    assert bytes_of(number) <= LARGEST
    assert number == 100 or bytes_of(number + 3) > LARGEST


@pytest.mark.parametrize("body", [None, {}])
def test_without_a_body_it_is_as_many_as_a_request_names(body):
    assert fitting(body) == 100
