# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v2 tells of the server itself, and how sessions begin and end."""

from __future__ import annotations

from aiohttp import web

from ..v1.answers import VERSION
from ..v1.reads import STATUS
from .call import Call, Route, reading


def health(_call: Call) -> web.Response:
    return web.Response(status=204)


def public_settings(_call: Call) -> web.Response:
    """The fields of PublicSettings are unknown."""
    return web.json_response({"site_name": "PRTG Network Monitor"})


def version(_call: Call) -> web.Response:
    """The fields of Versions are unknown; it tells of PRTG and of the application server."""
    return web.json_response({"version": VERSION, "appserver_version": VERSION})


def license_info(_call: Call) -> web.Response:
    """The fields of LicenseInfo are unknown; these are names of API v2's kind for what API v1 tells of a licence."""
    told = STATUS["MaintExpiryDays"]
    return web.json_response(
        {"edition": "COMMERCIAL", "max_sensors": None, "activated": True, "maintenance_expiry_days": int(str(told))}
    )


def feature_toggles(_call: Call) -> web.Response:
    """The toggles that are on: none, as the words of EFeatureToggleSettingsV2 are in no source."""
    return web.json_response([])


def log_in(call: Call) -> web.Response:
    return web.json_response(call.sessions.log_in(call.body()))


def renew(call: Call) -> web.Response:
    return web.json_response(call.sessions.renew(call.request))


def log_out(call: Call) -> web.Response:
    call.sessions.log_out(call.request)
    return web.Response(status=204)


ROUTES: list[Route] = [
    Route("GET", "/health", health, None),
    Route("GET", "/settings/public", public_settings, None),
    Route("POST", "/session", log_in, None),
    Route("DELETE", "/session", log_out, "read"),
    reading("/session", renew),
    reading("/version", version),
    reading("/experimental/license", license_info, gone="v2_experimental_gone"),
    reading("/experimental/feature-toggles", feature_toggles, gone="v2_experimental_gone v2_deprecated_gone"),
]
