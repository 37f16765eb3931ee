# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How a restore token is written, so that Ansible masks nothing of it.

Ansible replaces the secrets of a task by stars wherever their letters occur in its result: inside of texts, and numbers
as a whole (``remove_values`` of ansible.module_utils.common.parameters; up to ansible-core 2.18 also true, false and
null, as the words True, False and None). It leaves names of members alone. A token that says ``device`` would so be
lost to somebody whose password is ``device``, or ``e``. Then it is written as one text, in digits that spell no secret.
"""

from __future__ import annotations

import functools
import hashlib
import json
import string
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import secrets_of

#: What digits are taken from, the usual ones first.
LETTERS = string.digits + string.ascii_lowercase + string.ascii_uppercase

_HEXADECIMAL = string.digits + "abcdef"
_CHECKSUM_BYTES = 8

Params = dict[str, t.Any]
Run = t.Callable[[Params, bool], Result]


def digits_without(secrets: t.Iterable[str]) -> str:
    """Sixteen letters with which no text can be written that holds one of ``secrets``.

    Each secret costs one letter at most. ``ConfigurationError`` if too few are left, which takes 47 secrets.
    """
    found = ""
    for letter in LETTERS:
        if not any(set(secret) <= {*found, letter} for secret in secrets if secret):
            found += letter
        if len(found) == len(_HEXADECIMAL):
            return found
    raise ConfigurationError(
        "no restore token can be written in which none of the secrets of this task occurs, and Ansible would mask them",
        hint="Nothing was changed. Give fewer passwords of one letter.",
    )


def spelled(data: Params, secrets: t.Collection[str]) -> Params:
    """``data`` as it is or, if a secret occurs in it, as ``{"token": text}`` without one.

    The text is sixteen digits, then in these digits as hexadecimal: a checksum, and ``data`` as JSON. Raises what
    ``digits_without`` raises.
    """
    if not any(secret in text for secret in secrets if secret for text in _texts(data)):
        return data
    digits = digits_without(secrets)
    plain = json.dumps(data).encode()
    written = (_checksum(plain) + plain).hex().translate(str.maketrans(_HEXADECIMAL, digits))
    name = "token" if not any(secret in "token" for secret in secrets if secret) else digits[0]
    return {name: digits + written}


def read_spelling(data: t.Any) -> t.Any:
    """What ``spelled`` was given; anything else that is no such text as it is.

    ``ConfigurationError`` for a text that is no longer what was written.
    """
    if not isinstance(data, dict) or len(data) != 1:
        return data
    (text,) = data.values()
    if not isinstance(text, str):
        return data
    digits, written = text[: len(_HEXADECIMAL)], text[len(_HEXADECIMAL) :]
    try:
        content = bytes.fromhex(_as_hexadecimal(written, digits))
        checksum, plain = content[:_CHECKSUM_BYTES], content[_CHECKSUM_BYTES:]
        if checksum != _checksum(plain):
            raise ValueError
        return json.loads(plain)
    except (ValueError, RecursionError):
        raise ConfigurationError(
            "restore holds a restore token that has been altered or cut",
            hint="Give the return value restore of an earlier task of this module, unchanged.",
        ) from None


def survives_masking(service: str, run: Run) -> Run:
    """``run`` of a module of ``service`` that takes and returns a restore token as plain data.

    What goes out, with an error as well, is spelled; whether that can be done is known before ``run`` does anything.
    """

    @functools.wraps(run)
    def checked(params: Params, check_mode: bool) -> Result:
        secrets = secrets_of(service, params)
        digits_without(secrets)
        try:
            given = read_spelling(params.get("restore"))
        except MonitoringError as error:
            error.values = {"restore": params["restore"]}
            raise
        try:
            result = run({**params, "restore": given}, check_mode)
        except MonitoringError as error:
            _spell(error.values, secrets)
            raise
        _spell(result.values, secrets)
        return result

    return checked


def _spell(values: Params, secrets: t.Collection[str]) -> None:
    if values.get("restore"):
        values["restore"] = spelled(values["restore"], secrets)


def _texts(data: t.Any) -> t.Iterator[str]:
    """Every name and every value of ``data`` as the text that Ansible takes it for."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield str(name)
            yield from _texts(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _texts(value)
    else:
        yield str(data)


def _checksum(plain: bytes) -> bytes:
    return hashlib.sha256(plain).digest()[:_CHECKSUM_BYTES]


def _as_hexadecimal(written: str, digits: str) -> str:
    """``written`` in the usual digits; ``ValueError`` if one is not among ``digits``."""
    if len(set(digits)) != len(_HEXADECIMAL) or not set(written) <= set(digits):
        raise ValueError
    return written.translate(str.maketrans(digits, _HEXADECIMAL))
