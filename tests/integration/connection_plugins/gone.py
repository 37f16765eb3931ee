# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection to a host that cannot be reached."""

from __future__ import annotations

DOCUMENTATION = """
name: gone
short_description: No connection
description: [Never connects.]
author: opswatch contributors (@opswatch)
options: {}
"""

from ansible.errors import AnsibleConnectionFailure  # noqa: E402 - Ansible wants the documentation first
from ansible.plugins.connection import ConnectionBase  # noqa: E402


class Connection(ConnectionBase):
    transport = "gone"

    def _connect(self):
        raise AnsibleConnectionFailure("this host is gone")

    def exec_command(self, cmd, in_data=None, sudoable=True):
        raise AnsibleConnectionFailure("this host is gone")

    def put_file(self, in_path, out_path):
        raise AnsibleConnectionFailure("this host is gone")

    def fetch_file(self, in_path, out_path):
        raise AnsibleConnectionFailure("this host is gone")

    def close(self):
        pass
