# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What docs/troubleshooting.md says that ansible-core makes of a source that fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.oldest_core

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
NOBODY = {"PRTG_URL": "http://127.0.0.1:9", "PRTG_API_TOKEN": "none", "PRTG_RETRIES": "0"}


@pytest.fixture
def listed(ansible, tmp_path):
    """What ansible-inventory says of a source called ``name``, with the file ansible.cfg beside it if there is one."""

    def run(name, configuration=""):
        (tmp_path / name).write_text("plugin: opswatch.monitoring.prtg\n", encoding="utf-8")
        (tmp_path / "ansible.cfg").write_text(configuration, encoding="utf-8")
        return ansible.run("ansible-inventory", "-i", name, "--list", env=NOBODY, cwd=tmp_path)

    return run


def quoted(words, run):
    """Whether the page has these words in a row, and the run says them, in whatever lines."""
    return f"`{words}`" in PAGE and words in " ".join(run.output.split())


def test_an_unreachable_server_is_an_empty_inventory_unless_it_is_configured_otherwise(listed):
    run = listed("production.prtg.yml")
    assert run.rc == 0
    assert quoted("No inventory was parsed, only implicit localhost is available", run)
    assert "could not connect" in run.output
    (configuration,) = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    run = listed("production.prtg.yml", configuration)
    assert run.rc != 0
    assert "could not connect" in run.output


def test_a_source_of_another_name_is_told(listed):
    assert quoted("could not be verified by inventory plugin 'opswatch.monitoring.prtg'", listed("production.yml"))
    (configuration,) = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    run = listed("production.yml", configuration)
    assert run.rc != 0
    assert quoted("Plugin configuration YAML file, not YAML inventory", run)


def test_a_plugin_that_is_not_enabled_leaves_the_file_to_others(listed):
    run = listed("production.prtg.yml", "[inventory]\nenable_plugins = host_list, ini\n")
    assert quoted("Invalid host pattern 'plugin:' supplied", run)
    assert "could not connect" not in run.output
