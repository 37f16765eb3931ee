# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Pingdom API says when it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar

Thing = TypeVar("Thing")

INVENTED = ""
"""The source of a text that nobody has recorded: it is this emulator's own, and clients must not depend on it."""
UNTOLD = "Something went wrong! This string describes what happened."
"""The text of the documented example of an error (2.1 documentation, "JSON Responses"), in place of invented ones."""


class Refusal(NamedTuple):
    """A status and its text, with ``{}`` for what it is about; ``source`` is the recording that has it."""

    status: int
    text: str
    source: str = INVENTED


REFUSALS: dict[str, Refusal] = {
    "value": Refusal(400, "Invalid parameter value: {}", "observed_error_400_invalid_host.json"),
    "certificate": Refusal(
        400,
        "Parameter `ssl_down_days_before` requires `verify_certificate` to be active",
        "observed_error_400_ssl_requires_verify.json",
    ),
    "unknown check": Refusal(403, "Invalid check identifier", "observed_error_403_invalid_check_identifier.json"),
    "no free check": Refusal(403, "No free uptime checks available", "observed_error_403_no_free_checks.json"),
    "password": Refusal(401, "Invalid email and/or password", "unit_error_401_bad_credentials.json"),
    "application key": Refusal(403, "Invalid application key", "observed_error_403_app_key.json"),
    "account type": Refusal(403, "Not permitted for account type.", "observed_error_403_account_type.json"),
    "limit": Refusal(429, "Request limit exceeded, try again later", "observed_error_429.json"),
    "name": Refusal(400, "Invalid parameter name: {}"),
    "missing": Refusal(400, "Missing parameter: {}"),
    "no JSON": Refusal(400, "Invalid JSON"),
    "no body": Refusal(400, "Invalid JSON: there is no body"),
    "no form": Refusal(400, "Invalid request: parameters belong into a query string"),
    "past window": Refusal(400, "Past maintenance window cannot be modified"),
    "started window": Refusal(400, "Only future maintenance windows can be deleted"),
    "started occurrence": Refusal(400, "Only future occurrences can be deleted"),
    "token": Refusal(401, "Invalid API token"),
    "read only": Refusal(403, "Permission denied: the API token has read access only"),
    "login user": Refusal(403, "Not allowed to delete a user"),
    "not found": Refusal(404, "{} not found"),
}
"""Every refusal by a short name. An unknown check is 403, everything else that is unknown 404 (acceptance tests of
nordcloud/terraform-provider-pingdom)."""


class ApiError(Exception):
    """A refusal, as the HTTP status and the text that the answer carries; ``invented`` says whose text it is."""

    def __init__(self, status: int, message: str, invented: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.invented = invented

    def envelope(self) -> dict[str, dict[str, Any]]:
        """The documented error body (OpenAPI document 3.1, "JSON Responses")."""
        description = HTTPStatus(self.status).phrase
        return {"error": {"statuscode": self.status, "statusdesc": description, "errormessage": self.message}}

    def as_told(self, inventing: bool) -> ApiError:
        """The same without an invented text, unless it is to be told."""
        return self if inventing or not self.invented else ApiError(self.status, UNTOLD)


def refused(kind: str, about: str = "") -> ApiError:
    """The refusal of that name in ``REFUSALS``."""
    refusal = REFUSALS[kind]
    return ApiError(refusal.status, refusal.text.format(about), invented=refusal.source == INVENTED)


def invalid_value(name: str) -> ApiError:
    """A parameter the API knows, with a value it does not take (terraform-provider-pingdom issues 24 and 95)."""
    return refused("value", name)


def existing(things: Mapping[int, Thing], number: int, refusal: ApiError) -> Thing:
    """What has that number; the refusal where nothing has."""
    if number not in things:
        raise refusal
    return things[number]
