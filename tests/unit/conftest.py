# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the collection importable under its full name, as Ansible does at run time."""

from __future__ import annotations

try:
    from ansible.plugins.loader import init_plugin_loader
    from ansible.utils.collection_loader import AnsibleCollectionConfig
except ImportError:  # a Python that can only run modules: ansible-test has set everything up
    pass
else:
    if AnsibleCollectionConfig.collection_finder is None:
        init_plugin_loader()
