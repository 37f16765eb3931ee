# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What settings of the account refer to by number: some of the entries that the 2.1 documentation shows, with the
numbers that they have there. Those of countries, which it does not show, are this emulator's own.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class TimeZone(NamedTuple):
    """A time zone: its description, the name that settings show, and the hours it is ahead of UTC."""

    description: str
    name: str
    ahead: int


class Country(NamedTuple):
    """A country by number, with what a telephone number from abroad begins with."""

    id: int
    name: str
    phonecode: str


class Format(NamedTuple):
    """A way to write dates and times, shown by an example, and as settings have both."""

    description: str
    date: str
    time: str


TIME_ZONES = {
    3: TimeZone("(GMT -10:00) Hawaii", "HST", -10),
    8: TimeZone("(GMT -5:00) Eastern Time (US & Can.)", "EST", -5),
    14: TimeZone("(GMT) Western Europe Time, London, Lisbon", "WET", 0),
    15: TimeZone("(GMT +1:00 hour) Brussels, Copenhagen, Madrid", "CET", 1),
    16: TimeZone("(GMT +2:00) Athens, Cairo", "EET", 2),
    26: TimeZone("(GMT +9:00) Tokyo, Seoul, Osaka", "JST", 9),
}
COUNTRIES = {
    "DE": Country(21, "Germany", "49"),
    "SE": Country(22, "Sweden", "46"),
    "GB": Country(23, "United Kingdom", "44"),
    "US": Country(24, "United States", "1"),
    "JP": Country(25, "Japan", "81"),
}
REGIONS = {
    42: ("Germany", "DE", 5, 4, 15),
    7: ("Sweden", "SE", 4, 5, 15),
    8: ("United Kingdom", "GB", 3, 1, 14),
    6: ("United States (Eastern Time)", "US", 1, 1, 8),
}
"""Their descriptions, countries, formats of times and numbers, and time zones; all but the first are invented."""
DATE_TIME_FORMATS = {
    1: Format("07/31/2006 02:45:05pm", "%m/%d/%Y", "%I:%M:%S%P"),
    3: Format("31/07/2006 14:45:05", "%d/%m/%Y", "%H:%M:%S"),
    4: Format("2006-07-31 14:45:05", "%Y-%m-%d", "%H:%M:%S"),
    5: Format("31.07.2006. 14:45:05", "%d.%m.%Y.", "%H:%M:%S"),
}
NUMBER_FORMATS = {1: "123,456,789.00", 3: "123456789.00", 4: "123.456.789,00", 5: "123 456 789,00"}


def tables() -> dict[str, list[dict[str, Any]]]:
    """What GET /reference answers."""
    return {
        "regions": [
            {
                "id": number,
                "description": description,
                "countryid": COUNTRIES[iso].id,
                "datetimeformatid": datetime_format,
                "numberformatid": number_format,
                "timezoneid": zone,
            }
            for number, (description, iso, datetime_format, number_format, zone) in REGIONS.items()
        ],
        "timezones": [{"id": number, "description": zone.description} for number, zone in TIME_ZONES.items()],
        "datetimeformats": [{"id": number, "description": one[0]} for number, one in DATE_TIME_FORMATS.items()],
        "numberformats": [{"id": number, "description": one} for number, one in NUMBER_FORMATS.items()],
        "countries": [{"id": one.id, "iso": iso, "name": one.name} for iso, one in COUNTRIES.items()],
        "phonecodes": [
            {"countryid": one.id, "name": one.name, "phonecode": one.phonecode} for one in COUNTRIES.values()
        ],
    }
