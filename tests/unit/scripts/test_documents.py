# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is generated is up to date, links lead somewhere, and a release is what its tag says."""

from __future__ import annotations

import re

import pytest
import yaml

from scripts import generate_guides, markdown, release, tested_versions
from scripts.environments import ROOT
from scripts.interpreters import text


def test_the_table_of_tested_versions_is_what_make_test_runs():
    page = tested_versions.PAGE.read_text(encoding="utf-8")
    assert tested_versions.page_with_table(page) == page, "run: python -m scripts.tested_versions"


def test_the_workflow_installs_the_pythons_that_the_table_names():
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    installed = next(step["with"]["python-version"] for step in steps if "setup-python" in step.get("uses", ""))
    assert installed.split() == list(map(text, tested_versions.every_python()))


def test_workflows_have_no_rights_but_to_read_and_pin_the_major_version_of_actions():
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {"contents": "read"}
        jobs = workflow["jobs"].values()
        used = [step["uses"] for job in jobs for step in job.get("steps", []) if "uses" in step]
        assert all(one.partition("@")[2].removeprefix("v").isdigit() for one in used)
        assert not any("permissions" in job for job in jobs)


@pytest.mark.parametrize("name", generate_guides.GUIDES)
def test_the_guides_of_the_site_are_made_from_the_pages(name):
    made = (generate_guides.FOLDER / f"{name}.rst").read_text(encoding="utf-8")
    assert made == generate_guides.guide(name), "run: python -m scripts.generate_guides"


def test_the_site_lists_every_guide_in_their_order():
    index = yaml.safe_load((ROOT / "docs/docsite/extra-docs.yml").read_text(encoding="utf-8"))
    listed = [name for section in index["sections"] for name in section["toctree"]]
    assert listed == list(generate_guides.GUIDES)
    assert {file.stem for file in generate_guides.FOLDER.iterdir()} == set(listed)


def converted(source, page="docs/inventory.md"):
    page = generate_guides.Page("inventory", page)
    return "\n".join(page.blocks(markdown.parse(source).children)).rstrip("\n")


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a `b`s *c* **d `e`**", "a ``b``\\ s *c* **d e**"),
        ("x `a`: (`b`), c\\*d name_ |", "x ``a``: (``b``), c\\*d name\\_ \\|"),
        ("[web](https://example.com/a)", "`web <https://example.com/a>`__"),
        ("[a](#two-servers)", ":ref:`a <ansible_collections.opswatch.monitoring.docsite.inventory.two-servers>`"),
        ("[a](errors.md#x)", ":ref:`a <ansible_collections.opswatch.monitoring.docsite.errors.x>`"),
        ("[a](../README.md)", f"`a <{markdown.REPOSITORY}README.md>`__"),
        ("```yaml\na: 1\n\nb: 2\n```", ".. code-block:: yaml\n\n    a: 1\n\n    b: 2"),
        ("1. a\n\n   b\n2. c", "1. a\n\n   b\n\n2. c"),
        ("| a | |\n|---|---|\n| b | c |",
         ".. list-table::\n   :header-rows: 1\n   :widths: auto\n\n   * - a\n     - \n   * - b\n     - c"),
        ("> a\n> b", "    a\n    b"),
        ("<!-- mark -->", ""),
    ],
)  # fmt: skip
def test_markdown_becomes_restructured_text(source, made):
    assert converted(source) == made


def test_what_has_no_form_is_an_error():
    with pytest.raises(generate_guides.CannotConvertError, match=r"docs/inventory\.md: no form for hr"):
        converted("a\n\n---\n")


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n\n## Two `words`, one\n\n## Same\n\n## Same\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("page", "link", "problem"),
    [
        ("README.md", "docs/a.md", "relative, but Galaxy shows this page alone"),
        ("README.md", f"{markdown.REPOSITORY}docs/b.md", "no such file"),
        ("README.md", f"{markdown.REPOSITORY}docs/a.md#three", "no such heading"),
        ("README.md", "#missing", "no such heading"),
        ("docs/b.md", "c.md", "no such file"),
        ("docs/b.md", "a.md#same-2", "no such heading"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(pages, page, link, problem):
    (pages / page).write_text(f"# Here\n\n[x]({link})\n", encoding="utf-8")
    assert list(markdown.link_problems(pages)) == [f"{page}: {link}: {problem}"]


@pytest.mark.parametrize("link", ["a.md#two-words-one", "a.md#same-1", "../README.md", "https://example.com", "#here"])
def test_a_link_that_leads_somewhere_is_fine(pages, link):
    (pages / "README.md").write_text(f"[x]({markdown.REPOSITORY}docs/a.md#same)\n", encoding="utf-8")
    (pages / "docs" / "b.md").write_text(f"# Here\n\n[x]({link})\n", encoding="utf-8")
    assert list(markdown.link_problems(pages)) == []


@pytest.fixture
def released(tmp_path):
    """A checkout in which 1.2.0 is ready."""
    (tmp_path / "changelogs" / "fragments").mkdir(parents=True)
    (tmp_path / "galaxy.yml").write_text("version: 1.2.0\n", encoding="utf-8")
    (tmp_path / "changelogs" / "changelog.yaml").write_text("releases: {1.2.0: {}}\n", encoding="utf-8")
    return tmp_path


def test_a_release_is_what_its_tag_says(released):
    assert list(release.problems(released, "1.2.0")) == []
    assert list(release.problems(released, "1.2.1")) == ["the tag is 1.2.1, and galaxy.yml says version 1.2.0"]


def test_a_release_without_its_changelog_is_told(released):
    (released / "changelogs" / "changelog.yaml").write_text("releases: {}\n", encoding="utf-8")
    (released / "changelogs" / "fragments" / "1-a.yml").touch()
    assert list(release.problems(released, "1.2.0")) == [
        "changelogs/changelog.yaml has no release 1.2.0: run antsibull-changelog release",
        "changes that are in no release: 1-a.yml",
    ]


#: A mark of the documentation whose text may escape brackets, up to where it is closed: before the next one begins.
BEGIN = r"\b(?:[EOPV]|RV)\("
MARK = re.compile(rf"{BEGIN}(?P<closed>(?:(?!{BEGIN})[^\\)]|\\.)*\))?")


def unclosed(text):
    return [text[found.start() :] for found in MARK.finditer(text) if found["closed"] is None]


def test_every_mark_is_closed():
    """ansible-doc comes to no end on one that is not: it tries each way to split the rest of a paragraph."""
    assert unclosed('O(filter), such as V(unit = "%"\\) or O(under).') == ['V(unit = "%"\\) or O(under).']
    files = [
        *(ROOT / "plugins").rglob("*.py"),
        *(ROOT / "plugins").rglob("*.yml"),
        *(ROOT / "roles").glob("*/meta/*.yml"),
    ]
    documents = [text for file in files for text in paragraphs(file)]
    assert len(documents) > 1000
    assert [one for text in documents for one in unclosed(text)] == []


def paragraphs(file):
    """The texts of a plugin's documentation."""
    written = file.read_text(encoding="utf-8")
    blocks = re.findall(r'^ *(?!EXAMPLES)[A-Z_]+ = r?"""\n(.*?)"""', written, re.DOTALL | re.MULTILINE)
    waiting = [yaml.safe_load(block) for block in ([written] if file.suffix == ".yml" else blocks) if ":" in block]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (dict, list)):
            waiting.extend(one.values() if isinstance(one, dict) else one)
