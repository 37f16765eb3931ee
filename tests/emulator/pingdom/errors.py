# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Pingdom API says when it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeVar

Thing = TypeVar("Thing")


class ApiError(Exception):
    """A refusal, as the HTTP status and the text that the answer carries."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message

    def envelope(self) -> dict[str, dict[str, Any]]:
        """The documented error body (OpenAPI document 3.1, "JSON Responses")."""
        description = HTTPStatus(self.status).phrase
        return {"error": {"statuscode": self.status, "statusdesc": description, "errormessage": self.message}}


def invalid_value(name: str) -> ApiError:
    """A parameter the API knows, with a value it does not take (terraform-provider-pingdom issues 24 and 95)."""
    return ApiError(400, f"Invalid parameter value: {name}")


def invalid_name(name: str) -> ApiError:
    """A parameter the operation does not have. The real text is unverified."""
    return ApiError(400, f"Invalid parameter name: {name}")


def missing(name: str) -> ApiError:
    """A required parameter is absent. The real text is unverified."""
    return ApiError(400, f"Missing parameter: {name}")


def unknown_check() -> ApiError:
    """A check that does not exist is 403, not 404 (mig4/pingdom-operator error.go)."""
    return ApiError(403, "Invalid check identifier")


def not_found(what: str) -> ApiError:
    """A window, occurrence, contact, team or transaction that does not exist. The real text is unverified."""
    return ApiError(404, f"{what} not found")


def existing(things: Mapping[int, Thing], number: int, refusal: ApiError) -> Thing:
    """What has that number; the refusal where nothing has."""
    if number not in things:
        raise refusal
    return things[number]
