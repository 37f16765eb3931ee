# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The errors of API v2: a status, a code and a sentence."""

from __future__ import annotations

from aiohttp import web

SENTENCES = {
    "AUTH_FAILED": "The authentication has failed. Enter valid credentials.",
    "BODY_TOO_LARGE": "The body of the POST request is too large. The limit for the body size is 15 kilobyte.",
    "EXECUTION_TIMEOUT": "The execution time of a request may not exceed 25 seconds.",
    "FORBIDDEN": "The requested action is not allowed with the user\u2019s current privileges.",
    "INVALID_DURATION": "The provided duration is invalid. Enter a duration seconds as floating point number.",
    "LOGIN_FAILED": "The login has failed. Enter a valid user name and password or token.",
    "LOGOUT_FAILED": "The logout of the active user session has failed.",
    "NOT_FOUND": "The resource could not be found in this endpoint. Check the ID of the object.",
    "PAUSE_ADMIN": "The PRTG System Administrator user account cannot be paused.",
    "RENEW_FAILED": "The renewal of the active user session has failed.",
    "WRONG_NODE_STATUS": "The requested action is not possible for the current status of the node.",
}
"""The sentence that the overview has for a code ("Error Codes"), its slips included."""


class ApiError(Exception):
    """Answered as ``{"code", "message", "request_id"}``, where nothing else is known with the vendor's sentence.

    The pairing of codes with statuses is partly inferred (facts section 8).
    """

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(message or SENTENCES[code])
        self.status = status
        self.code = code
        self.message = str(self)

    def answer(self, request_id: str) -> web.Response:
        """The answer with its body."""
        body = {"code": self.code, "message": self.message, "request_id": request_id}
        return web.json_response(body, status=self.status)


def bad_request(message: str) -> ApiError:
    """400 BAD_REQUEST."""
    return ApiError(400, "BAD_REQUEST", message)


def not_found(message: str = "") -> ApiError:
    """404 NOT_FOUND: absent, or not visible to the user."""
    return ApiError(404, "NOT_FOUND", message)


def auth_failed(message: str = "") -> ApiError:
    """401 AUTH_FAILED."""
    return ApiError(401, "AUTH_FAILED", message)


def forbidden() -> ApiError:
    """403 FORBIDDEN."""
    return ApiError(403, "FORBIDDEN")


def wrong_node_status() -> ApiError:
    """WRONG_NODE_STATUS; its HTTP status is unknown (facts section 8), 400 is a guess."""
    return ApiError(400, "WRONG_NODE_STATUS")


def pause_admin() -> ApiError:
    """PAUSE_ADMIN; its HTTP status is unknown (facts section 8), 400 is a guess."""
    return ApiError(400, "PAUSE_ADMIN")


def invalid_filter(message: str) -> ApiError:
    """400 INVALID_FILTER."""
    return ApiError(400, "INVALID_FILTER", message)
