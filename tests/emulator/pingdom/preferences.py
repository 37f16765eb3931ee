# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the account, which API 2.1 alone knows.

What is written under one name is read under another: telephone numbers with the code of their country in front, things
by number with their descriptions, and what ``pubr...`` says below ``publicreports``. The address of the account opens
it in real; here the credentials stay what they are.
"""

from __future__ import annotations

import re
from typing import Any

from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.call import Answer, Call
from tests.emulator.pingdom.documented import documented
from tests.emulator.pingdom.errors import refused
from tests.emulator.pingdom.parameters import Reader, boolean, choice, text
from tests.emulator.pingdom.reference import COUNTRIES, DATE_TIME_FORMATS, NUMBER_FORMATS, REGIONS, TIME_ZONES
from tests.emulator.pingdom.users import address, digits

TEXTS = (
    *("firstname", "lastname", "company", "address", "address2", "zip", "location", "state", "description", "vatcode"),
    *("external_reference", "publicreportscode"),
)
PUBLIC = {
    "pubrcustomdesign": "customdesign",
    "pubrtextcolor": "textcolor",
    "pubrbackgroundcolor": "backgroundcolor",
    "pubrlogourl": "logourl",
    "pubrmonths": "months",
    "pubrshowoverview": "showoverview",
    "pubrcustomdomain": "customdomain",
}
"""How the answer calls what is written about public reports."""
PHONES = {
    "phone": ("phonecountrycode", "phonecountryiso"),
    "cellphone": ("cellcountrycode", "cellcountryiso"),
}
"""A number and what it requires."""
NOT_WRITTEN = ("external_reference", "publicreportscode")


def country(value: object) -> str:
    """A country by its ISO code."""
    code = text(value).upper()
    if code not in COUNTRIES:
        raise ValueError
    return code


def color(value: object) -> str:
    """A color such as 99CC00, or none."""
    if not re.fullmatch(r"([0-9A-Fa-f]{6})?", text(value)):
        raise ValueError
    return text(value)


def phone(value: object) -> str:
    """A telephone number; a blank one is none."""
    return digits(value) if value else ""


def blank_or_address(value: object) -> str:
    """An e-mail address, or none."""
    return address(value) if value else ""


SETTINGS: dict[str, Reader] = {
    **{name: text for name in TEXTS if name not in NOT_WRITTEN},
    "email": address,
    "billing_email": blank_or_address,
    **dict.fromkeys(PHONES, phone),
    **{codes[0]: digits for codes in PHONES.values()},
    **{codes[1]: country for codes in PHONES.values()},
    "countryiso": country,
    "autologout": boolean,
    "regionid": choice(0, *REGIONS),
    "timezoneid": choice(*TIME_ZONES),
    "datetimeformatid": choice(*DATE_TIME_FORMATS),
    "numberformatid": choice(*NUMBER_FORMATS),
    **dict.fromkeys(("pubrcustomdesign", "pubrshowoverview", "updaterenewal"), boolean),
    **dict.fromkeys(("pubrtextcolor", "pubrbackgroundcolor"), color),
    **dict.fromkeys(("pubrlogourl", "pubrcustomdomain"), text),
    "pubrmonths": choice("none", "all", "3"),
}


def read_settings(call: Call) -> Answer:
    """GET /settings."""
    call.read({})
    return {"settings": settings_view(call.account)}


def update_settings(call: Call) -> Answer:
    """PUT /settings; ``updaterenewal`` is in no answer."""
    asked = call.read(SETTINGS)
    for number, codes in PHONES.items():
        for name in codes:
            if asked.get(number) and name not in asked:
                raise refused("missing", name)
            if name in asked and number not in asked:
                raise refused("missing", number)
    if call.quirks["pingdom_21_logo_is_disabled"]:
        asked.pop("pubrlogourl", None)
    call.account.preferences |= asked
    return {"message": "Settings updated successfully"}


def settings_view(account: Account) -> dict[str, Any]:
    """The settings as they are read."""
    told = account.preferences
    zone, written = TIME_ZONES[told["timezoneid"]], DATE_TIME_FORMATS[told["datetimeformatid"]]
    home, example = COUNTRIES[told["countryiso"]], NUMBER_FORMATS[told["numberformatid"]]
    return {
        **{name: told[name] for name in (*TEXTS, "email", "billing_email", "autologout")},
        "phone": _phone(told, "phone"),
        "phonecountryiso": told["phonecountryiso"] if told["phone"] else "",
        "cellphone": _phone(told, "cellphone"),
        "cellphonecountryiso": told["cellcountryiso"] if told["cellphone"] else "",
        "country": {"name": home.name, "iso": told["countryiso"], "countryid": home.id},
        "region": REGIONS[told["regionid"]][0] if told["regionid"] else "Custom",
        "regionid": told["regionid"],
        "accountcreated": account.created,
        "timezone": {"id": zone.name, "description": zone.description, "timezoneid": told["timezoneid"]},
        "dateformat": written.date,
        "timeformat": written.time,
        "datetimeformatid": told["datetimeformatid"],
        "numberformat": _separators(example),
        "numberexample": example,
        "numberformatid": told["numberformatid"],
        "publicreports": {shown: told[name] for name, shown in PUBLIC.items()},
        "settingssaved": True,
    }


def _phone(told: dict[str, Any], number: str) -> str:
    return f"{told[PHONES[number][0]]}-{told[number]}" if told[number] else ""


def _separators(example: str) -> str:
    """The decimal sign and what parts thousands, as the documented example has them."""
    return f"{example[-3]}{example[3] if not example[3].isdigit() else ''}"


ROUTES = documented({"GET /settings": read_settings, "PUT /settings": update_settings})
