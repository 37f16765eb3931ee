# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A callback that writes the whole result of every task, as one line of JSON each, for tests to read."""

from __future__ import annotations

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: result_lines
type: aggregate
short_description: Write every task result as a line of JSON
description:
  - Appends to the file that the environment variable E(RESULT_LINES) names.
"""


class CallbackModule(CallbackBase):
    """Works alike on every core from 2.16: only names that did not change are used."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "result_lines"
    CALLBACK_NEEDS_ENABLED = True

    def _write(self, status, result, ignored=False):
        task = result._task
        line = {
            "host": result._host.get_name(),
            "task": task.name or task.action,
            "action": task.action,
            "status": "changed" if status == "ok" and result._result.get("changed") else status,
            "ignored": ignored,
            "result": result._result,
        }
        with open(os.environ["RESULT_LINES"], "a", encoding="utf-8") as lines:
            lines.write(json.dumps(line, default=str) + "\n")

    def v2_runner_on_ok(self, result):
        self._write("ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write("failed", result, ignore_errors)

    def v2_runner_on_skipped(self, result):
        self._write("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._write("unreachable", result)
