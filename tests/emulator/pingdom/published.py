# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports that API 2.1 alone knows: subscriptions by e-mail, public reports, and shared ones, which are banners.

A banner is known by eight digits to the base of sixteen. What is about a check goes with it (unverified).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.emulator.pingdom.account import Account, Banner, Subscription
from tests.emulator.pingdom.call import Answer, Call
from tests.emulator.pingdom.checks import find
from tests.emulator.pingdom.documented import documented
from tests.emulator.pingdom.errors import existing, invalid_value, refused
from tests.emulator.pingdom.parameters import Reader, boolean, choice, filled, integer, integers, strings

ENDS = {"from": ("fromyear", "frommonth", "fromday"), "to": ("toyear", "tomonth", "today")}
DAYS = tuple(name for names in ENDS.values() for name in names)


def addresses(value: object) -> list[str]:
    """Comma-separated e-mail addresses."""
    found = strings(value)
    if not all("@" in item.strip("@") for item in found):
        raise ValueError
    return found


SUBSCRIPTION: dict[str, Reader] = {
    "name": filled,
    "checkid": integer(),
    "frequency": choice("monthly", "weekly", "daily"),
    "additionalemails": addresses,
    "include_paused": boolean,
    "userids": integers,
}
DEFAULTS: dict[str, Any] = {"checkid": None, "frequency": "monthly", "additionalemails": [], "include_paused": True}
BANNER: dict[str, Reader] = {
    "sharedtype": choice("banner"),
    "checkid": integer(),
    "auto": boolean,
    **{name: integer(1) for name in DAYS},
    "type": choice("uptime", "response"),
}


def list_subscriptions(call: Call) -> Answer:
    """GET /reports.email."""
    call.read({})
    return {"subscriptions": [subscription_view(one) for one in call.account.subscriptions.values()]}


def create_subscription(call: Call) -> Answer:
    """POST /reports.email; who of the users gets it is in no answer, and neither is the new id."""
    asked = _read_subscription(call, ("name",))
    asked.pop("userids", None)
    subscription = Subscription(call.account.next_id("subscription"), {**DEFAULTS, **asked})
    call.account.subscriptions[subscription.id] = subscription
    return {"message": "Subscription added"}


def update_subscription(call: Call) -> Answer:
    """PUT /reports.email/{reportid}; a blank check makes it one of all of them."""
    asked = _read_subscription(call)
    subscription = find_subscription(call)
    if call.quirks["pingdom_21_report_put_resets"]:
        asked = {"checkid": None, "include_paused": True, **asked}
    subscription.settings |= asked
    return {"message": "Subscription modified"}


def delete_subscription(call: Call) -> Answer:
    """DELETE /reports.email/{reportid}."""
    call.read({})
    del call.account.subscriptions[find_subscription(call).id]
    return {"message": "Subscription deleted"}


def find_subscription(call: Call) -> Subscription:
    """The subscription that the path names; 404 when there is none (unverified)."""
    return existing(call.account.subscriptions, call.ids["reportid"], refused("not found", "Subscription"))


def _read_subscription(call: Call, required: tuple[str, ...] = ()) -> dict[str, Any]:
    asked = call.read(SUBSCRIPTION, required, DEFAULTS)
    _refuse_unknown(call.account, "checkid", asked.get("checkid"))
    if not set(asked.get("userids", ())) <= set(call.account.contacts):
        raise invalid_value("userids")
    return asked


def _refuse_unknown(account: Account, name: str, check_id: int | None) -> None:
    if check_id is not None and check_id not in account.checks:
        raise invalid_value(name)


def subscription_view(subscription: Subscription) -> dict[str, Any]:
    """A subscription; the type of one about a check is unverified, and its id of the check is a text by the table."""
    told = subscription.settings
    check_id = told["checkid"]
    return {
        "id": subscription.id,
        "name": told["name"],
        "type": "overview" if check_id is None else "check",
        **({} if check_id is None else {"checkid": str(check_id)}),
        "frequency": told["frequency"],
        **({"additionalemails": told["additionalemails"]} if told["additionalemails"] else {}),
        "include_paused": int(told["include_paused"]),
    }


def list_public(call: Call) -> Answer:
    """GET /reports.public: checks with a report that everybody may see; URLs as in go-pingdom TestPublicReportList."""
    call.read({})
    code = call.account.preferences["publicreportscode"]
    return {
        "public": [
            {
                "checkid": check.id,
                "checkname": check.settings["name"],
                "reporturl": f"http://stats.pingdom.com/{code}/{check.id}",
            }
            for check in call.account.checks.values()
            if check.id in call.account.published
        ]
    }


def publish(call: Call) -> Answer:
    """PUT /reports.public/{checkid}; once more changes nothing (unverified)."""
    call.read({})
    call.account.published.add(find(call).id)
    return {"message": "Check published"}


def withdraw(call: Call) -> Answer:
    """DELETE /reports.public/{checkid}; of a check that is not public as well (unverified)."""
    call.read({})
    call.account.published.discard(find(call).id)
    return {"message": "Check unpublished"}


def list_banners(call: Call) -> Answer:
    """GET /reports.shared."""
    call.read({})
    return {"shared": {"banners": [banner_view(call.account, one) for one in call.account.banners.values()]}}


def create_banner(call: Call) -> Answer:
    """POST /reports.shared; its new id is in no answer."""
    asked = call.read(BANNER, ("sharedtype", "checkid"))
    _refuse_unknown(call.account, "checkid", asked["checkid"])
    banner = Banner(0, asked["checkid"], asked.get("type", "uptime"))
    if not asked.get("auto", True):
        banner.period = _period(asked)
    banner.id = call.account.next_id("banner")
    call.account.banners[banner.id] = banner
    return {"message": "Banner created"}


def _period(asked: dict[str, Any]) -> dict[str, int]:
    """Begin and end; all of it has to be told, and to be days in their order."""
    for name in DAYS:
        if name not in asked:
            raise refused("missing", name)
    days = {}
    for end, names in ENDS.items():
        try:
            days[end] = date(*(asked[name] for name in names))
        except (ValueError, OverflowError):
            raise invalid_value(names[-1]) from None
    if days["to"] < days["from"]:
        raise invalid_value("today")
    return {name: asked[name] for name in DAYS}


def delete_banner(call: Call) -> Answer:
    """DELETE /reports.shared/{bannerid}."""
    call.read({})
    del call.account.banners[existing(call.account.banners, call.ids["reportid"], refused("not found", "Banner")).id]
    return {"message": "Banner deleted"}


def banner_view(account: Account, banner: Banner) -> dict[str, Any]:
    """A banner; that it has the name of its check's host is read from the example."""
    number = f"{banner.id:08x}"
    return {
        "id": number,
        "name": account.checks[banner.checkid].settings["host"],
        "checkid": banner.checkid,
        "auto": not banner.period,
        "type": banner.type,
        "url": f"http://share.pingdom.com/banners/{number}",
        **banner.period,
    }


ROUTES = documented(
    {
        "GET /reports.email": list_subscriptions,
        "POST /reports.email": create_subscription,
        "PUT /reports.email/{reportid}": update_subscription,
        "DELETE /reports.email/{reportid}": delete_subscription,
        "GET /reports.public": list_public,
        "PUT /reports.public/{checkid}": publish,
        "DELETE /reports.public/{checkid}": withdraw,
        "GET /reports.shared": list_banners,
        "POST /reports.shared": create_banner,
        "DELETE /reports.shared/{reportid}": delete_banner,
    }
)
