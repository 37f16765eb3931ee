# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What may be shown of a text that comes from a server: nothing secret, no markup, one line, not too long.

A server sends a secret back in whatever way it writes texts: percent-encoded, as HTML or JSON, in base64, in the wrong
character set, with markup or line breaks in between, or in several of these at once. So the forms are not listed.
Instead a text is read in every way that it can be read, each reading remembers where its characters come from, and what
is a secret in any reading is hidden where it stands.
"""

from __future__ import annotations

import base64
import collections
import contextlib
import html
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable

HIDDEN = "********"

#: Characters of a text that are looked at; what is shown of it is much shorter.
LOOKED_AT = 20_000

#: What the end of a text that was cut there may hold of an encoding that was cut, in characters.
_TORN = 256

#: Readings of one text that are tried. A chain of encodings takes about one for each of its links.
_READINGS = 120

#: Shorter secrets count only where they stand alone: inside of words nobody recognises them.
_ALONE = 3

#: Shorter secrets are not looked for across blanks, nor in the middle of base64.
_LONG = 4

#: So many bytes are no text by chance.
_NO_CHANCE = 8

#: So many of its first characters tell a secret at the end of a text, which may have been cut by the server.
_TELLING = 6

_SECRET_PARAMETERS = re.compile(
    r"(?i)\b(apitoken|api_token|passhash|password|username|accesskey|login|pass|token|app-key)"
    r"(=|%(?:25)*3D)[^&\s\"'<>]*"
)
_SECRET_HEADERS = re.compile(
    r"(?i)\b(authorization|app-key)(['\"]?\s*[:=]\s*['\"]?)(?:(?:bearer|basic)\s+)?[^\s,'\"}]+"
)

_MARKUP = re.compile(r"(?is)<(style|script)\b[^<>]*>.*?</\1>|<!--.{0,500}?-->|<[^<>]*>")
_BLANKS = re.compile(r"[\s\x00-\x1f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_PLUS = re.compile(r"\+")
_PERCENT = re.compile(
    r"(?i)%u[0-9a-f]{4}|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}"
    r"|%[0-9a-f]{2}"
)
_ENTITY = re.compile(r"(?i)&(?:#0*[0-9]{1,7}|#x0*[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?")
_BACKSLASH = re.compile(
    r"(?s)\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\}|(.))"
)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "0": "\0"}

#: The characters as which bytes above 127 show in Latin-1, or in the code page that often goes by this name.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES.update({bytes([byte]).decode("cp1252", errors="replace"): byte for byte in range(0x80, 0xA0)})
_BYTES.pop("\ufffd")
_FOLLOWING = "[" + "".join(char for char, byte in _BYTES.items() if byte < 0xC0) + "]"
_MOJIBAKE = re.compile(
    f"[\xc2-\xdf]{_FOLLOWING}|[\xe0-\xef]{_FOLLOWING}{{2}}|[\xf0-\xf4]{_FOLLOWING}{{3}}",
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}|[A-Za-z0-9+/_-]{2,3}={1,2}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_URL_SAFE = str.maketrans("-_", "+/")

#: A part of a reading and what it reads as, from left to right.
Piece = tuple[int, int, str]


class _Reading(t.NamedTuple):
    """A text that was read in some way; each of its characters came from ``starts`` to ``ends`` of the first one."""

    text: str
    starts: t.Sequence[int]
    ends: t.Sequence[int]
    blankless: bool = False

    def with_pieces(self, pieces: t.Iterable[Piece], blankless: bool) -> _Reading:
        """The reading with some parts read as something else."""
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, text in pieces:
            texts += (self.text[done:start], text)
            starts += self.starts[done:start]
            starts += [self.starts[start]] * len(text)
            ends += self.ends[done:start]
            ends += [self.ends[end - 1]] * len(text)
            done = end
        texts.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return _Reading("".join(texts), starts, ends, self.blankless or blankless)


class Redactor:
    """Takes credentials out of texts: the known secrets, written in any way, and whatever looks like one in a URL."""

    def __init__(self, secrets: t.Iterable[str | None] = ()) -> None:
        self._secrets: set[str] = set()
        self._encoded: set[bytes] = set()
        self._known: re.Pattern[str] | None = None
        self._blankless: re.Pattern[str] | None = None
        for secret in secrets:
            if secret:
                self.add(secret)

    def add(self, secret: str) -> None:
        """Know one more secret from now on, such as a session token that the server has just handed out."""
        # new sets, since another thread may be going through the old ones
        self._secrets = self._secrets | {secret, *_read_otherwise(secret)}
        if len(secret) >= _LONG:
            self._encoded = self._encoded | set(_encodings(secret))
        longest_first = sorted(self._secrets, key=len, reverse=True)
        self._known = re.compile("|".join(map(_pattern, longest_first)))
        blankless = [short for short in (_BLANKS.sub("", one) for one in longest_first) if len(short) >= _LONG]
        self._blankless = re.compile("|".join(map(_pattern, blankless))) if blankless else None

    def __call__(self, text: str) -> str:
        """``text`` without any credential."""
        if self._known is not None:
            text = _without(text, [span for reading in self._readings(text) for span in self._found(reading)])
        text = _SECRET_PARAMETERS.sub(lambda found: f"{found.group(1)}{found.group(2)}{HIDDEN}", text)
        return _SECRET_HEADERS.sub(lambda found: f"{found.group(1)}{found.group(2)}{HIDDEN}", text)

    def _readings(self, text: str) -> t.Iterator[_Reading]:
        """Every way to read ``text``, itself first, up to a number that no server's chain of encodings needs."""
        waiting = collections.deque([_Reading(text, range(len(text)), range(1, len(text) + 1))])
        seen = {text}
        while waiting:
            reading = waiting.popleft()
            yield reading
            for read in (*_WAYS, *(self._base64_way(skipped) for skipped in range(4))):
                pieces = list(read(reading.text))
                if pieces and len(seen) < _READINGS:
                    other = reading.with_pieces(pieces, read is _blanks)
                    if other.text not in seen:
                        seen.add(other.text)
                        waiting.append(other)

    def _found(self, reading: _Reading) -> t.Iterator[tuple[int, int]]:
        """Where the secrets of a reading come from."""
        pattern = self._blankless if reading.blankless else self._known
        if pattern is not None:
            for found in pattern.finditer(reading.text):
                yield reading.starts[found.start()], reading.ends[found.end() - 1]
        end = reading.text.rstrip(".\u2026 ").lower()
        for secret in self._secrets:
            begun = _begun(end, (_BLANKS.sub("", secret) if reading.blankless else secret).lower())
            if begun and len(end) <= len(reading.starts):
                yield reading.starts[len(end) - begun], reading.ends[len(end) - 1]

    def _base64_way(self, skipped: int) -> t.Callable[[str], t.Iterator[Piece]]:
        """Read runs of base64 that start after ``skipped`` characters, since other text may stand right before."""
        least = min(map(len, self._secrets)) * 4 // 3

        def read(text: str) -> t.Iterator[Piece]:
            for run in _BASE64.finditer(text):
                if run.end() - run.start() - skipped < least:
                    continue
                letters = run.group().rstrip("=")[skipped:].translate(_URL_SAFE)
                letters = letters[: len(letters) - (len(letters) % 4 == 1)]
                content = base64.b64decode(letters + "=" * (-len(letters) % 4))
                if any(one in content for one in self._encoded) or _is_text(content, sure=skipped == 0):
                    start = run.start() + skipped
                    for group in range(0, len(letters), 4):
                        last = group + 4 >= len(letters)
                        end = run.end() if last else start + group + 4
                        yield start + group, end, content[group // 4 * 3 :][:3].decode("latin-1")

        return read


def shown(text: str, redact: t.Callable[[str], str], limit: int = 300, escaped: bool = False) -> str:
    """A server's text as one line of at most ``limit`` characters, without credentials.

    First the credentials go, then the markup, then the rest is cut: in any other order a part of a secret stays that
    nobody knows any more. Control characters are shown escaped. ``escaped`` says that the text is HTML.
    """
    if len(text) > LOOKED_AT:
        start = text[:LOOKED_AT]
        # what was cut here may be the start of an encoding that is none yet
        text = start[: max(LOOKED_AT - _TORN, start.rfind(" "), start.rfind(">"))]
    safe = redact(text)
    if escaped:
        safe = html.unescape(safe)
    line = printable(" ".join(_MARKUP.sub(" ", safe).split()))
    return line if len(line) <= limit else f"{line[:limit]}..."


def _pattern(secret: str) -> str:
    """What a secret looks like in a reading of it."""
    if len(secret) < _ALONE:
        before, after = (r"(?<![^\W_])" if secret[0].isalnum() else ""), (r"(?![^\W_])" if secret[-1].isalnum() else "")
        return f"{before}{re.escape(secret)}{after}"
    # a text in Latin-1 that is read as UTF-8 has lost what is not ASCII
    lossy = sum(map(str.isascii, secret)) >= _LONG
    letters = (
        re.escape(one) if one.isascii() or not lossy else f"(?:{re.escape(one)}|[?\ufffd]{{1,4}})" for one in secret
    )
    return f"(?i:{''.join(letters)})"


def _read_otherwise(secret: str) -> t.Iterator[str]:
    """What is left of a secret where a text is read in a way that reads the secret itself, too."""
    itself = _Reading(secret, range(len(secret)), range(1, len(secret) + 1))
    for read in _WAYS:
        other = itself.with_pieces(read(secret), read is _blanks).text
        if len(other) >= _LONG:
            yield other


def _encodings(secret: str) -> t.Iterator[bytes]:
    for encoding in ("utf-8", "latin-1", "utf-16-le"):
        with contextlib.suppress(UnicodeEncodeError):
            yield secret.encode(encoding)


def _begun(text: str, secret: str) -> int:
    """How many of the first characters of ``secret`` end ``text``; 0 if they are few."""
    longest = min(len(secret) - 1, len(text))
    return next((size for size in range(longest, _TELLING - 1, -1) if text.endswith(secret[:size])), 0)


def _without(text: str, spans: t.Iterable[tuple[int, int]]) -> str:
    """``text`` with stars in place of ``spans``."""
    parts = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            parts += [text[done:start], HIDDEN]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _is_text(content: bytes, sure: bool) -> bool:
    """Whether bytes are a text that somebody may have meant: UTF-8 without control characters of ASCII.

    A few bytes are so by chance, unless it is ``sure`` where they begin.
    """
    try:
        return len(content) >= (1 if sure else _NO_CHANCE) and not _CONTROL.search(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _replaced(
    pattern: re.Pattern[str], meaning: t.Callable[[re.Match[str]], str]
) -> t.Callable[[str], t.Iterator[Piece]]:
    """A way to read: what ``pattern`` finds reads as its ``meaning``."""

    def read(text: str) -> t.Iterator[Piece]:
        for found in pattern.finditer(text):
            yield found.start(), found.end(), meaning(found)

    return read


def _nothing(_found: re.Match[str]) -> str:
    return ""


def _percent(found: re.Match[str]) -> str:
    digits = found.group().replace("%", "")
    if digits[0] in "uU":
        return chr(int(digits[1:], 16))
    return _utf8_or_latin1(bytes.fromhex(digits))


def _backslash(found: re.Match[str]) -> str:
    high, low, *others, letter = found.groups()
    if high:
        return bytes.fromhex(high + low).decode("utf-16-be")
    code = next((one for one in others if one), None)
    if code is not None:
        return chr(min(int(code, 16), 0x10FFFF))
    return _CONTROLS.get(letter, letter)


def _mojibake(found: re.Match[str]) -> str:
    content = bytes(_BYTES[char] for char in found.group())
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return found.group()


def _utf8_or_latin1(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


_blanks = _replaced(_BLANKS, _nothing)

_WAYS = (
    _replaced(_PERCENT, _percent),
    _replaced(_ENTITY, lambda found: html.unescape(found.group())),
    _replaced(_BACKSLASH, _backslash),
    _replaced(_MOJIBAKE, _mojibake),
    _replaced(_MARKUP, _nothing),
    _replaced(_PLUS, lambda _found: " "),
    _blanks,
)
