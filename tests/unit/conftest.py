# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the collection importable under its full name, as Ansible does at run time, and choose what is measured."""

from __future__ import annotations

import pytest

try:
    from ansible.plugins.loader import init_plugin_loader
    from ansible.utils.collection_loader import AnsibleCollectionConfig
except ImportError:  # a Python that can only run modules: ansible-test has set everything up
    pass
else:
    if AnsibleCollectionConfig.collection_finder is None:
        init_plugin_loader()


def pytest_configure(config: pytest.Config) -> None:
    """Let the mark below be known where pytest-cov is not, as when ansible-test runs this."""
    config.addinivalue_line("markers", "no_cover: left out of the measured coverage")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave random tests out of the measured coverage: what they reach is another thing each time, and takes longer."""
    for item in items:
        if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")
