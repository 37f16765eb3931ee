# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs alert-exporter's command on a Pingdom account; runs in the clients' environment, reads its task from stdin.

Task: ``url`` and ``token`` of the API, ``tags`` to select by. Prints the checks that the command exported. Only the
client's base address is changed: it is fixed in its code.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from alert_exporter import cli


def main() -> int:
    """Export the checks and print them."""
    task = json.load(sys.stdin)

    class Here(cli.Pingdom):  # type: ignore[misc]
        def __init__(self, api_key: str, debug: bool) -> None:
            super().__init__(api_key, debug)
            self.base_url = task["url"]

    cli.Pingdom = Here
    with tempfile.TemporaryDirectory() as directory:
        template, output = Path(directory, "checks.jinja"), Path(directory, "checks.json")
        template.write_text("{{ alerts.pingdom | tojson }}", encoding="utf-8")
        sys.argv = ["alert-exporter", "--pingdom", "--pingdom-api-key", task["token"], "--pingdom-tags", task["tags"]]
        sys.argv += ["--jinja-template", str(template), "--output-file", str(output)]
        status = cli.main()
        sys.stdout.write(output.read_text(encoding="utf-8"))
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
