# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which settings of PRTG are secret, and what of an address in one is, as far as names tell."""

from __future__ import annotations

import re
import typing as t

#: Part of the names of settings that hold a credential, or the name of somebody who has one. ``awssk`` and ``awsak``
#: are keys for Amazon (PrtgAPI's ObjectProperty).
CREDENTIAL = re.compile(r"pass|pwd|secret|token|key|communit|snmpcomm|credential|login|user|aws[as]k", re.IGNORECASE)

#: What of an address may be secret: the password before its host, and what a parameter of its query is given.
_PASSWORD = re.compile(r"(\b[a-z][a-z0-9+.-]{0,30}://[^\s/?#@:]*:)([^\s/?#]+)(@)", re.IGNORECASE)
_PARAMETER = re.compile(r"([?&;]([^\s=&;#]{1,100})=)([^\s&;#]+)")


def secrets_in_addresses(text: str) -> t.Iterator[str]:
    """The passwords in the addresses that a text holds, and the values of parameters that are called as secrets are."""
    yield from (found.group(2) for found in _PASSWORD.finditer(text))
    if "://" in text:
        yield from (found.group(3) for found in _PARAMETER.finditer(text) if CREDENTIAL.search(found.group(2)))


def without_secrets_in_addresses(text: str, hidden: str) -> str:
    """``text`` with ``hidden`` in place of each of them."""

    def parameter(found: re.Match[str]) -> str:
        return found.group(1) + hidden if CREDENTIAL.search(found.group(2)) else found.group(0)

    if "://" not in text:
        return text
    return _PARAMETER.sub(parameter, _PASSWORD.sub(lambda found: found.group(1) + hidden + found.group(3), text))
