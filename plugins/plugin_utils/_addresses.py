# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Addresses: what in a service's host field Ansible can connect to, and what would lead to the controller itself.

Whatever Ansible is given as an address becomes an argument of programs such as ssh, so that nothing but a host name or
an IP address may pass.
"""

from __future__ import annotations

import ipaddress
import re
import typing as t
import unicodedata

from ansible import constants

#: Why an address is not used, as the summary of a run counts it.
MISSING = "without an address"
IMPROPER = "with an address that is no host name or IP address"
LOOPBACK = "with a loopback address"

_NOT_PLAIN = re.compile(r"[\s:/?#\[\]@]")
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")

#: RFC 1123 with the underscores that real networks have; what ends in a number is no name (RFC 1123 section 2.1, and
#: resolvers take it for an address).
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = rf"(?:{_LABEL}\.)*(?!(?:\d+|0x[0-9a-f]*)\.?\Z){_LABEL}\.?"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"

_label = re.compile(_LABEL, re.ASCII | re.IGNORECASE).fullmatch
_host_name = re.compile(_NAME, re.ASCII | re.IGNORECASE).fullmatch
_ipv4 = re.compile(_IPV4, re.ASCII).fullmatch
_zone = re.compile(r"[A-Za-z0-9_.~-]+").fullmatch
_ordinary = re.compile(rf"(?!.*localhost|ip6-|127\.|0\.)(?:{_NAME}|{_IPV4})", re.ASCII | re.IGNORECASE).fullmatch

#: Words that are neither an address nor one of the names that mean the controller: what most objects are called.
_words = re.compile(r"(?!.*localhost|ip6-)[a-z_][\w.-]*(?: [\w.()-]+)*", re.ASCII | re.IGNORECASE).fullmatch

#: Names that hosts files give to the loopback addresses (Debian, Red Hat), and all below ``localhost`` (RFC 6761).
_LOOPBACK_NAMES = re.compile(r"(?:.+\.)?localhost[46]?(?:\.localdomain[46]?)?|ip6-(?:localhost|loopback)").fullmatch

#: Numbers that resolvers take for IPv4 addresses (inet_aton): one to four parts, decimal, octal or hexadecimal.
_NUMBERS = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", re.ASCII).fullmatch

#: Characters that nobody sees (Unicode: format controls, Default_Ignorable_Code_Point, surrogates, noncharacters),
#: among them those that turn the direction of writing.
HIDDEN = re.compile(
    "[\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)

_LONGEST = 253
"""Characters of a host name (RFC 1035), without the dot that may end it."""


def reachable(host: str | None, *, allow_loopback: bool = False) -> tuple[str | None, str | None]:
    """The address in a host field; None where it has none, and then the reason (one of the texts above)."""
    found = address(host)
    reason = refusal(found, allow_loopback=allow_loopback)
    return (found, None) if reason is None else (None, reason)


def refusal(found: str | None, *, allow_loopback: bool = False) -> str | None:
    """Why Ansible must not connect to ``found``; None if it may."""
    if not found:
        return MISSING
    if _ordinary(found) and len(found) <= _LONGEST:
        return None
    loopback = is_loopback(found)
    if loopback and not allow_loopback:
        return LOOPBACK
    proper = is_ip(found) or is_host_name(found) or (loopback and _NUMBERS(found.lower()) is not None)
    return None if proper else IMPROPER


def address(host: str | None) -> str | None:
    """What a host field names, of whatever grammar; None if nothing.

    White space around it, a scheme, user and password, a path, a query, a port and the brackets of an IPv6 address are
    taken off. The port is that of the monitored service and says nothing about SSH or WinRM.
    """
    if not host:
        return None
    if _NOT_PLAIN.search(host) is None:
        return host
    text = _SCHEME.sub("", host.strip(), count=1)
    text = re.split(r"[/?#]", text, maxsplit=1)[0].rpartition("@")[2].strip()
    bracketed = re.match(r"\[([^\]]*)\]", text)
    if bracketed:
        return bracketed.group(1).strip() or None
    if text.count(":") == 1:
        name, port = text.split(":")
        return (name if port.isdigit() or not port else text) or None
    return text or None


def is_host_name(text: str) -> bool:
    """Whether ``text`` is a host name by RFC 1123, with underscores, or has other letters as IDNA can write them."""
    if text.isascii():
        return len(text) <= _LONGEST + text.endswith(".") and _host_name(text) is not None
    if HIDDEN.search(text):
        return False
    labels = unicodedata.normalize("NFKC", text).removesuffix(".").split(".")
    written = [_written(label) for label in labels]
    return (
        all(_is_letter(char) for char in text)
        and all(written)
        and len(".".join(written)) <= _LONGEST
        and not labels[-1].isdigit()
    )


def _written(label: str) -> str:
    """A label as name servers know it; empty if it is none."""
    if label.isascii():
        return label if _label(label) else ""
    proper = all(_is_letter(char) and char != "." for char in label) and not label.startswith("-")
    written = f"xn--{label.encode('punycode').decode()}" if proper and not label.endswith("-") else ""
    return written if len(written) <= 63 and not unicodedata.category(label[0]).startswith("M") else ""


def _is_letter(char: str) -> bool:
    return char in "-_." or unicodedata.category(char)[0] in "LMN"


def is_ip(text: str) -> bool:
    """Whether ``text`` is an IPv4 address of four decimal parts or an IPv6 address, which may have a zone."""
    if ":" not in text:
        return _ipv4(text) is not None
    number, percent, zone = text.partition("%")
    return _ipv6(number) is not None and (not percent or _zone(zone) is not None)


def _ipv6(text: str) -> ipaddress.IPv6Address | None:
    try:
        return ipaddress.IPv6Address(text)
    except ValueError:
        return None


def means_controller(name: str) -> bool:
    """Whether Ansible, or what it connects with, takes a host of this ``name`` for the controller itself.

    As everything that is delegated to ``localhost`` would go to that host.
    """
    if _words(name) or _ordinary(name):
        return False
    return is_loopback(name) or is_loopback(address(name) or "")


def is_loopback(text: str) -> bool:
    """Whether ``text`` names the controller's own address in any spelling that a resolver may understand.

    Names in any case, with dots at the end; IPv4 also in one to three parts, octal and hexadecimal; IPv6 with a zone or
    around an IPv4 address; the addresses that mean "any", which lead to the same place.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip(" .[]").partition("%")[0]
    if plain in constants.LOCALHOST or _LOOPBACK_NAMES(plain):
        return True
    if ":" in plain:
        return _is_loopback_ipv6(plain)
    return bool(_NUMBERS(plain)) and _is_loopback_ipv4(_ipv4_number(plain))


def _is_loopback_ipv6(text: str) -> bool:
    found = _ipv6(text)
    if found is None:
        return False
    low, high = int(found) & 0xFFFFFFFF, int(found) >> 32
    return found.is_loopback or (high in (0, 0xFFFF) and _is_loopback_ipv4(low))


def _is_loopback_ipv4(number: int | None) -> bool:
    return number is not None and (number == 0 or number >> 24 == 127)


def _ipv4_number(text: str) -> int | None:
    """The address that ``inet_aton`` makes of numbers; None if they are too large for one."""
    parts = [_number(part) for part in text.split(".")]
    last = 1 << 8 * (5 - len(parts))
    if any(part is None for part in parts):
        return None
    known = t.cast("list[int]", parts)
    if known[-1] >= last or any(part > 255 for part in known[:-1]):
        return None
    return sum(part << 8 * (3 - place) for place, part in enumerate(known[:-1])) + known[-1]


def _number(text: str) -> int | None:
    digits = text.removeprefix("0x").lstrip("0") or "0"
    if len(digits) > 11:  # more than 32 bits in any base
        return None
    if text.startswith("0x"):
        return int(digits, 16)
    octal = text.startswith("0") and not set(digits) & set("89")
    return int(digits, 8 if octal else 10)
