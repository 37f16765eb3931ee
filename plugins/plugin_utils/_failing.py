# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How a plugin in the controller fails: by an error that ansible-core shows."""

from __future__ import annotations

import contextlib
import importlib.util
import typing as t

from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import MonitoringError


def require_requests(failure: type[AnsibleError]) -> None:
    """A ``failure`` if the library that speaks HTTP is missing."""
    if importlib.util.find_spec("requests") is None:
        raise failure(missing_required_lib("requests"))


@contextlib.contextmanager
def failures_for_core(failure: type[AnsibleError], libraries: t.Container[str] = ()) -> t.Iterator[None]:
    """Turn our errors, and that one of some ``libraries`` is missing, into a ``failure``."""
    try:
        yield
    except MonitoringError as error:
        raise failure(str(error)) from None
    except ImportError as error:
        library = (error.name or "").partition(".")[0]
        if library not in libraries:
            raise
        raise failure(missing_required_lib(library)) from None
