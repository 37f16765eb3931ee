#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: pingdom_settings
short_description: Manage the settings of a Pingdom account
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Changes the settings of a Pingdom account, such as its owner's name and address, its time zone and formats, and how
    its public reports look.
  - Only the options that are given are managed, and only what differs is sent. An empty text clears a setting that is a
    text.
  - Only API 2.1 has settings. Over API 3.1 the task fails before anything is sent.
options:
  firstname:
    description:
      - First name of the owner.
    type: str
  lastname:
    description:
      - Last name of the owner.
    type: str
  company:
    description:
      - Name of the company that the account is of.
    type: str
  email:
    description:
      - E-mail address of the account, which cannot be empty. Its owner logs in with it, over the API as well. So a task
        that changes the address of O(username) may fail when it reads the settings back, and later tasks need the new
        one.
    type: str
  billing_email:
    description:
      - E-mail address for bills.
    type: str
  phone:
    description:
      - Telephone number, without the code of its country. It needs O(phonecountrycode) and O(phonecountryiso), unless
        the account has them already. An empty text removes it. Digits alone are sent and compared.
    type: str
  phonecountrycode:
    description:
      - Code of the country of O(phone), such as V(46).
    type: int
  phonecountryiso:
    description:
      - ISO code of the country of O(phone), such as V(SE).
    type: str
  cellphone:
    description:
      - Mobile telephone number, without the code of its country. It needs O(cellcountrycode) and O(cellcountryiso),
        unless the account has them already. An empty text removes it. Digits alone are sent and compared.
    type: str
  cellcountrycode:
    description:
      - Code of the country of O(cellphone), such as V(46).
    type: int
  cellcountryiso:
    description:
      - ISO code of the country of O(cellphone), such as V(SE).
    type: str
  address:
    description:
      - First line of the postal address.
    type: str
  address2:
    description:
      - Second line of the postal address.
    type: str
  zip:
    description:
      - Postal code.
    type: str
  location:
    description:
      - City.
    type: str
  province:
    description:
      - State, province or the like. The API calls it C(state).
    type: str
  description:
    description:
      - Description of the account.
    type: str
  country:
    description:
      - The country, by its ISO code such as V(SE), by its name, or by its id.
    type: str
  vatcode:
    description:
      - VAT number, for some countries of the European Union, such as V(SE123456789).
    type: str
  autologout:
    description:
      - Whether a user of My Pingdom is logged out after a while.
    type: bool
  region:
    description:
      - The region, whose customs Pingdom follows, by its description or id. V(0) is none.
    type: str
  timezone:
    description:
      - The time zone, by its description, such as V((GMT +1:00 hour\\) Brussels, Copenhagen, Madrid), or by its id.
    type: str
  datetimeformat:
    description:
      - How dates and times are written, by the description, such as V(2006-07-31 14:45:05), or by the id.
    type: str
  numberformat:
    description:
      - How numbers are written, by the description, such as V(123 456 789,00), or by the id.
    type: str
  pubrcustomdesign:
    description:
      - Whether public reports have a design of their own.
    type: bool
  pubrtextcolor:
    description:
      - Colour of the text of public reports, such as V(99CC00). A C(#) in front is left out.
    type: str
  pubrbackgroundcolor:
    description:
      - Background colour of public reports, such as V(FEFFFE). A C(#) in front is left out.
    type: str
  pubrlogourl:
    description:
      - Address of the logo of public reports. The documentation of the API says that this is disabled at present. The
        task fails if Pingdom does not show what it was told.
    type: str
  pubrmonths:
    description:
      - How many months public reports show.
    type: str
    choices: [none, all, "3"]
  pubrshowoverview:
    description:
      - Whether there is an overview of the public reports.
    type: bool
  pubrcustomdomain:
    description:
      - Host name of the public reports, which must be a DNS CNAME for V(stats.pingdom.com).
    type: str
  updaterenewal:
    description:
      - Whether an account whose trial has ended is renewed, if a change gives enough to write a bill to. It is no
        setting but part of a change, is sent along with one, and changes nothing by itself. Pingdom takes V(true) if it
        is not given.
    type: bool
extends_documentation_fragment:
  - opswatch.monitoring.pingdom
  - opswatch.monitoring.transport
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.writing_module
  - opswatch.monitoring.attributes.actiongroup_pingdom
notes:
  - Regions, time zones, formats and countries are those that Pingdom lists at C(GET /reference). Descriptions are
    compared exactly; one that two have is an error that names their ids.
  - A setting that Pingdom does not show after it was told makes the task fail, since nothing proves the change.
  - Answers of Pingdom may be older than the last change. What was written within the last minute by tasks of the same
    user on the same host is remembered in the folder C(opswatch-UID) of the temporary folder, and counts more than such
    an answer.
seealso:
  - module: opswatch.monitoring.pingdom_report
  - module: opswatch.monitoring.pingdom_check
"""

EXAMPLES = r"""
- name: Have the company's name and time zone right
  opswatch.monitoring.pingdom_settings:
    api_version: "2.1"
    username: "{{ pingdom_username }}"
    password: "{{ pingdom_password }}"
    app_key: "{{ pingdom_app_key }}"
    company: Example
    country: SE
    timezone: (GMT +1:00 hour) Brussels, Copenhagen, Madrid
    datetimeformat: "2006-07-31 14:45:05"

- name: Give the public reports the colours of the company
  opswatch.monitoring.pingdom_settings:
    api_version: "2.1"
    username: "{{ pingdom_username }}"
    password: "{{ pingdom_password }}"
    app_key: "{{ pingdom_app_key }}"
    pubrcustomdesign: true
    pubrtextcolor: "333333"
    pubrbackgroundcolor: FEFFFE
    pubrmonths: "3"
"""

RETURN = r"""
settings:
  description:
    - The settings after the task, by the names of the options. In check mode they are as they would be.
    - What Pingdom does not show is null. O(region), O(timezone), O(datetimeformat) and O(numberformat) have C(id) and
      C(description) each, of which Pingdom may show only one.
    - Besides them what is told of the account and cannot be set. C(external_reference) is what its bills name as the
      purchase order, C(publicreportscode) the part of the addresses of its public reports that is its own, and
      C(accountcreated) when it was made (ISO 8601 UTC).
  returned: success
  type: dict
  sample:
    firstname: John
    lastname: Smith
    company: Pingdom
    email: johndoe@pingdom.com
    billing_email: ""
    phone: ""
    phonecountrycode: null
    phonecountryiso: ""
    cellphone: "555555555"
    cellcountrycode: 46
    cellcountryiso: SE
    address: Pingdom Street 1
    address2: ""
    zip: "55555"
    location: Pingdom City
    province: ""
    description: My Personal Account
    country: SE
    vatcode: ""
    autologout: false
    region: {"id": 7, "description": "Sweden"}
    timezone: {"id": 15, "description": "(GMT +1:00 hour) Brussels, Copenhagen, Madrid"}
    datetimeformat: {"id": 4, "description": "2006-07-31 14:45:05"}
    numberformat: {"id": 5, "description": "123 456 789,00"}
    pubrcustomdesign: false
    pubrtextcolor: ""
    pubrbackgroundcolor: ""
    pubrlogourl: ""
    pubrmonths: all
    pubrshowoverview: true
    pubrcustomdomain: ""
    external_reference: ""
    publicreportscode: rwknj2rkd39h
    accountcreated: "2009-04-22T12:11:22Z"
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "StateNotReached", "status": null, "code": null, "request_id": null, "options": ["pubrlogourl"]}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.settings import SETTINGS

SPECIFICATION = Specification(**module_of(SETTINGS))


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
