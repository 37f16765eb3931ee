# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How answers travel: as the recorded ones do (louman/pingdom-client-v3, 2025; nefelim4ag/pingdom-operator, 2022)."""

from __future__ import annotations

import gzip
import json
import secrets
from typing import Any

from aiohttp import HttpVersion11, hdrs, web

WORTH_PACKING = 48
"""Fewest bytes of a body that is packed. Recorded: one of 47 came with its Content-Length, one of 57 in chunks."""


def json_answer(content: Any, status: int = 200) -> web.Response:
    """Data without blanks and with every slash escaped, as PHP writes it; the type names no charset."""
    text = json.dumps(content, separators=(",", ":")).replace("/", "\\/")
    return web.Response(body=text.encode(), status=status, content_type="application/json")


def packed(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """The response, in gzip and in chunks if the client takes gzip."""
    body = response.body if isinstance(response, web.Response) else None
    if not isinstance(response, web.Response) or not isinstance(body, bytes) or len(body) < WORTH_PACKING:
        return response
    if takes_gzip(request.headers.get(hdrs.ACCEPT_ENCODING, "")):
        response.body = gzip.compress(body, mtime=0)
        response.headers[hdrs.CONTENT_ENCODING] = "gzip"
        if request.version >= HttpVersion11:
            response.enable_chunked_encoding()
    return response


def takes_gzip(accepted: str) -> bool:
    """Whether an ``Accept-Encoding`` names gzip, not with the weight 0 (RFC 9110, 12.5.3)."""
    for part in accepted.lower().split(","):
        coding, *weights = (piece.strip() for piece in part.split(";"))
        if coding in ("gzip", "x-gzip"):
            return not any(weight.startswith("q=") and not weight.removeprefix("q=").strip("0.") for weight in weights)
    return False


def headers_of_every_answer(now: int) -> dict[str, str]:
    """What all recorded answers have besides the limits; Cloudflare is in front. ``now`` in UNIX seconds.

    Names are in the case of the answer of 2022; those of 2025 were rewritten by the recorder.
    """
    return {
        "Cache-Control": "no-cache",
        "server-time": str(now),
        "x-trace": f"2B{secrets.token_hex(28).upper()}00",
        "CF-Cache-Status": "DYNAMIC",
        "CF-RAY": f"{secrets.token_hex(8)}-FRA",
        "Server": "cloudflare",
    }
