# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the docs site, front page, guides and the pages of the plugins, with every warning an error and no network."""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import ansible
import yaml

from scripts.environments import CACHE, NAME, NAMESPACE, ROOT
from scripts.jobs import Words
from scripts.parts.tools import tool

SITE = CACHE / "site"
PAGES, HTML, ANSIBLE = SITE / "rst", SITE / "html", SITE / "ansible.inv"
CONFIGURATION = """
project = "{namespace}.{name}"
extensions = ["sphinx.ext.intersphinx", "sphinx_antsibull_ext"]
intersphinx_mapping = {{"ansible": ("https://docs.ansible.com/projects/ansible/latest/", {ansible!r})}}
suppress_warnings = {suppressed!r}
"""
GENERAL = ("action_plugins", "ansible_configuration_settings", "common_return_values")
"""Sections of Ansible's own guides that pages made by antsibull-docs refer to."""


def build(log: Path) -> bool:
    """Build the site from nothing; whether that went without a warning."""
    shutil.rmtree(SITE, ignore_errors=True)
    PAGES.mkdir(parents=True, mode=0o755)
    write_inventory(ANSIBLE)
    released = yaml.safe_load((ROOT / "changelogs" / "changelog.yaml").read_text(encoding="utf-8"))["releases"]
    # the page of changes has no title before the first release
    suppressed = [] if released else ["toc.no_title"]
    text = CONFIGURATION.format(namespace=NAMESPACE, name=NAME, ansible=str(ANSIBLE), suppressed=suppressed)
    (SITE / "conf.py").write_text(text, encoding="utf-8")
    make_pages: Words = ["antsibull-docs", "collection", "--use-current", "--squash-hierarchy", "--fail-on-error"]
    make_site: Words = [
        "sphinx-build",
        "--quiet",
        "--nitpicky",
        "--fail-on-warning",
        "--keep-going",
    ]
    return (
        tool([*make_pages, "--dest-dir", PAGES, f"{NAMESPACE}.{NAME}"], log) == 0
        and tool([*make_site, "--conf-dir", SITE, PAGES, HTML], log) == 0
    )


def write_inventory(place: Path) -> None:
    """Write what Ansible's docs site has, as Sphinx reads it from there: built from the ansible-core of .venv."""
    head = "# Sphinx inventory version 2\n# Project: Ansible\n# Version: \n# compressed using zlib\n"
    entries = "".join(f"{name} std:{role} -1 {name}.html -\n" for role, name in targets())
    place.write_bytes(head.encode() + zlib.compress(entries.encode()))


def targets() -> Iterator[tuple[str, str]]:
    """Give role and name of what pages may refer to: sections, the page of each plugin, environment variables."""
    core = Path(ansible.__file__).parent
    yield from (("label", name) for name in GENERAL)
    for file in [*core.glob("modules/*.py"), *core.glob("plugins/*/*")]:
        kind = "module" if file.parent.name == "modules" else file.parent.name
        yield "label", f"ansible_collections.ansible.builtin.{file.stem}_{kind}"
    known = (core / "config" / "base.yml").read_text(encoding="utf-8")
    yield from (("envvar", name) for name in set(re.findall(r"\bANSIBLE_\w+", known)))
