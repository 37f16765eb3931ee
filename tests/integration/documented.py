# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation shows: the EXAMPLES of plugins and the code blocks of pages, as they stand in the files.

Three things of them are replaced, each in one way: addresses of example servers, credentials, and the seconds of
``delay`` and ``stable_for`` (those of the role by its variable). Everything else has to work as a reader would copy it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.emulated import WatchedEmulator

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = (README, *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("roles/*/README.md")))
FILE_NAME = re.compile(r"\A[\w./-]+\.(yml|yaml|cfg)\Z")
FIRST_COMMENT = re.compile(r"\A# ([\w./-]+\.(?:yml|yaml|cfg))\b")
EXAMPLE_SERVER = re.compile(r"(?P<scheme>https://)?(?P<name>prtg(-\w+)?\.example\.com)(?P<v2>:1616(/api/v2)?)?")
LOOPBACK = ("127.0.0.1", "localhost")
"""What servers of different names become: two names of the one emulator."""
SECRET = re.compile(r"\b(\w+_(?:TOKEN|PASSHASH|PASSWORD))=\.\.\.")
OLD_EMULATOR = re.compile(r"http://127\.0\.0\.1:\d+")
API_V1 = re.compile(r"^ *api: v1$", re.MULTILINE)
"""What a task says after its address that only API v1 can do."""
PINGDOM_21 = re.compile(r"^( *)api_version: \"2\.1\"$", re.MULTILINE)
"""What an example says that speaks Pingdom's older API, whose address follows from it."""
DELAY = re.compile(r"\bdelay: \d+")
STABLE = re.compile(r"\bstable_for: \w+")


@dataclass(frozen=True)
class Block:
    """A piece that a reader would copy.

    ``place`` is its file and line, ``language`` what its fence says, ``file`` the name that the text gives it: in a
    comment in its first line, or in the paragraph before it.
    """

    place: str
    language: str
    text: str
    file: str = ""

    @property
    def page(self) -> str:
        """The file that it stands in."""
        return self.place.rpartition(":")[0]


def blocks_of_page(page: Path) -> list[Block]:
    """Return every code block of a Markdown page, fenced or indented, also those in lists."""
    tokens = MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8"))
    return [
        Block(_place(page, _line(token)), token.info.split(" ")[0], token.content, _named(tokens[:number], token))
        for number, token in enumerate(tokens)
        if token.type in ("fence", "code_block")
    ]


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def _named(before: list[Token], block: Token) -> str:
    if found := FIRST_COMMENT.match(block.content):
        return found[1]
    paragraph = before[-2] if len(before) > 1 and before[-1].type == "paragraph_close" else None
    codes = [child.content for child in (paragraph.children or [] if paragraph else []) if child.type == "code_inline"]
    return codes[0] if codes and paragraph.content.startswith(f"`{codes[0]}`") and FILE_NAME.match(codes[0]) else ""


def plugins_with_examples() -> list[Path]:
    """Return the files of all plugins that users call by name."""
    kinds = ("modules", "inventory", "filter", "test", "lookup")
    return [path for kind in kinds for path in sorted((ROOT / "plugins" / kind).glob("[!_]*.py"))]


def blocks_of_plugin(plugin: Path) -> Iterator[Block]:
    """Give each YAML document in the EXAMPLES of a plugin."""
    for statement in ast.parse(plugin.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == "EXAMPLES":
            text = ast.literal_eval(statement.value)
            for document in re.split(r"^---\n", text, flags=re.MULTILINE):
                if yaml.safe_load(document) is not None:
                    line = statement.lineno + text[: text.index(document)].count("\n")
                    comment = FIRST_COMMENT.match(document)
                    yield Block(_place(plugin, line), "yaml", document, comment[1] if comment else "")


def runnable(text: str, emulator: WatchedEmulator, api: str) -> str:
    """Put the emulated servers, credentials that they know, and no delay into a text.

    ``api`` is v1 or v2; an address with API v2's port is always API v2's, one of a task that says so API v1's.
    """
    names = list(dict.fromkeys(found["name"] for found in EXAMPLE_SERVER.finditer(text)))
    hosts = dict(zip(names, LOOPBACK, strict=False))

    def address(found: re.Match[str]) -> str:
        host = hosts[found["name"]]
        if not found["scheme"]:
            return host
        only_v1 = API_V1.search(found.string[found.end() :].partition("\n\n")[0])
        url = emulator.prtg_v2 if found["v2"] or (api == "v2" and not only_v1) else emulator.prtg
        return url.replace(LOOPBACK[0], host)

    text = EXAMPLE_SERVER.sub(address, OLD_EMULATOR.sub(emulator.prtg, text))
    text = PINGDOM_21.sub(rf"\g<0>\n\1url: {emulator.pingdom_21}", text)
    secrets = credentials(emulator)
    text = STABLE.sub("stable_for: 1s", text)
    return DELAY.sub("delay: 0", SECRET.sub(lambda found: f"{found[1]}={secrets[found[1].lower()]}", text))


def credentials(emulator: WatchedEmulator) -> dict[str, str]:
    """Give, by their names in examples, the credentials that tasks and commands need."""
    prtg = emulator.credentials["prtg_api_token"]
    names = ("prtg_api_token", "prtg_a_token", "prtg_b_token", "prtg_north_token", "prtg_south_token")
    pingdom = {name: one for name, one in emulator.credentials.items() if name.startswith("pingdom_")}
    return {**dict.fromkeys(names, prtg), **pingdom}
