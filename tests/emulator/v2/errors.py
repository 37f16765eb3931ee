# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The errors of API v2: a status, a code and a sentence."""

from __future__ import annotations

from aiohttp import web


class ApiError(Exception):
    """Answered as ``{"code", "message", "request_id"}``. The pairing of codes with statuses is partly inferred
    (facts section 8).
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def answer(self, request_id: str) -> web.Response:
        """The answer with its body."""
        body = {"code": self.code, "message": self.message, "request_id": request_id}
        return web.json_response(body, status=self.status)


def bad_request(message: str) -> ApiError:
    """400 BAD_REQUEST."""
    return ApiError(400, "BAD_REQUEST", message)


def not_found(message: str = "The resource could not be found in this endpoint.") -> ApiError:
    """404 NOT_FOUND: absent, or not visible to the user."""
    return ApiError(404, "NOT_FOUND", message)


def auth_failed(message: str) -> ApiError:
    """401 AUTH_FAILED."""
    return ApiError(401, "AUTH_FAILED", message)


def forbidden() -> ApiError:
    """403 FORBIDDEN."""
    return ApiError(403, "FORBIDDEN", "The requested action is not allowed with the user's current privileges.")


def wrong_node_status() -> ApiError:
    """WRONG_NODE_STATUS; its HTTP status is unknown (facts section 8), 400 is a guess."""
    return ApiError(
        400, "WRONG_NODE_STATUS", "The requested action is not possible for the current status of the node."
    )


def invalid_filter(message: str) -> ApiError:
    """400 INVALID_FILTER."""
    return ApiError(400, "INVALID_FILTER", message)
