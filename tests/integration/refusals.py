# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that are refused, one play for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def assert_refused(play: Callable[..., Any], task: Callable[..., Any], cases: Sequence[tuple[Any, ...]]) -> None:
    """Each case is the options of a task, the kind of its error if that is no ConfigurationError, and words of it."""
    run = play(*[task(ignore_errors=True, **options) for options, *_expected in cases])
    for result, (options, *kind, words) in zip(run.results, cases, strict=True):
        assert result.failed, options
        assert [result["error"]["kind"]] == (kind or ["ConfigurationError"]), options
        assert words in result["msg"], options
