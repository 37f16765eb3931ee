# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How people are reached: addresses and telephone numbers, in the spellings that people give them in.

Each function raises ``ValueError`` for what is none.
"""

from __future__ import annotations

import re

#: What people, and the programs that they copy from, put between the digits of a number.
_BETWEEN_DIGITS = re.compile(r"[\s()./\u2010-\u2015-]")
#: ITU-T E.164 has up to three digits; of those of North America some add the three of an area, as in 1-268.
_COUNTRY_CODE = re.compile("[1-9][0-9]{0,3}")


def mail_address(text: str) -> str:
    """A single e-mail address, without the blanks around it."""
    address = text.strip()
    name, _at, host = address.partition("@")
    separators = {"@", ",", ";", "<", ">"}.intersection(host) or {",", ";", "<", ">"}.intersection(name)
    if not (name and host) or separators or any(char.isspace() or not char.isprintable() for char in address):
        raise ValueError
    return address


def digits(text: str) -> str:
    """The digits of a telephone number; none are one that is empty."""
    number = _BETWEEN_DIGITS.sub("", text)
    if number and not (number.isascii() and number.isdigit()):
        raise ValueError
    return number


def country_code(text: str) -> str:
    """The code of a country, which people write as 49, +49 and 0049."""
    code = digits(text.strip().removeprefix("+")).removeprefix("00")
    if not _COUNTRY_CODE.fullmatch(code):
        raise ValueError
    return code
