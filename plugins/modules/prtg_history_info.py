#!/usr/bin/python
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: prtg_history_info
short_description: Read what sensors of PRTG have measured
version_added: 0.1.0
author:
  - opswatch contributors (@opswatch)
description:
  - Returns the measurements of sensors of PRTG Network Monitor for a period, each scan or averages, with the units of
    the channels, as rows or as CSV. The form is the same whichever API the server offers.
  - The rows of a period are complete, or the task fails. Where a sensor was paused, or has measured nothing, there are
    none, or they have no values.
options:
  kind:
    description:
      - Sensors are the only objects that measure. The option is there so that selectors that fit sensors elsewhere fit
        here as well.
    type: list
    elements: str
    choices: [sensor]
  start:
    description:
      - The begin of the period, V(now), a relative time such as V(-2h), Unix seconds, or ISO 8601 with a zone such as
        V(2026-11-23T22:00:00+01:00). Rows that begin right then belong to it.
      - API v1 takes periods in the time zone of the account, which no API is known to tell, and tells times in UTC. So
        it is asked for 26 hours more at either end, the most that zones differ by, and what is outside of the period is
        left out here.
    type: str
    default: "-24h"
  end:
    description:
      - The end of the period, in the same forms. Rows that begin right then belong to the next period. One that is
        still to come means now.
    type: str
    default: now
  average:
    description:
      - Over how long each row is averaged, such as V(5m), V(1h), V(1d), or as a number of seconds. V(0), or V(raw), is
        a row for each scan.
      - API v1 has any average. API v2 has time series with averages of its own alone, V(0) of the last 4 hours, V(300)
        of the last 2 days, V(3600) of the last 60 days (30 by another source), and V(86400) of the last year, of
        which only the third was ever seen. What they cannot tell is an error before anything is asked of a sensor.
      - Without it, the rows are as fine as one request for each sensor can tell. RV(average) says how fine that is.
        With API v1 it is each scan of up to 37 days, and hours of longer periods.
    type: str
  channels:
    description:
      - Only these channels, by their exact names or ids, such as V(Ping Time), V("0"), or V("-4") for the downtime.
        One that none of the sensors has is an error.
    type: list
    elements: str
  format:
    description:
      - V(rows) returns RV(sensors), V(csv) the same as RV(csv), a line for each value.
    type: str
    choices: [rows, csv]
    default: rows
  max_rows:
    description:
      - Fail if there are more rows than this in all, rather than to fill the memory of the controller. As soon as it
        can be expected from the intervals of the sensors, nothing is asked of them.
    type: int
    default: 20000
  max_requests:
    description:
      - Fail, before anything is asked of the sensors, if that takes more requests than this.
      - API v1 takes five of them a minute. The task keeps to that, and waits in between. How far it is shows at C(-v)
        where the module runs inside the controller.
      - A sensor takes one request for 37 days, or 497 days of averages over an hour or more. Longer periods are read in
        parts.
      - What other tasks ask at the same time is not counted. If the server takes no more, the task waits for a minute,
        and fails when that has not helped twice.
    type: int
    default: 50
extends_documentation_fragment:
  - opswatch.monitoring.prtg
  - opswatch.monitoring.transport
  - opswatch.monitoring.prtg.selectors
  - opswatch.monitoring.attributes
  - opswatch.monitoring.attributes.info_module
  - opswatch.monitoring.attributes.actiongroup_prtg
notes:
  - Several sensors in one task are read faster than one in each of several, since only one task knows how many requests
    it has made.
  - API v2 tells neither coverage nor values in words, and since it takes no period, each of its time series is read as
    a whole. Where one begins later than the period, a warning says so.
  - API v1 tells each value as it is shown and as a number that may be in another unit. The value returned is in the
    unit that is shown, with all its decimals where the two agree, and else as it is shown. What is not certain is null.
    Lengths of time are in seconds. If PRTG shows values of one channel in several units, as KByte and MByte, all are
    converted into the first.
seealso:
  - module: opswatch.monitoring.prtg_object_info
  - module: opswatch.monitoring.prtg_message_info
"""

EXAMPLES = r"""
- name: How fast did the web servers answer in the last day, hour by hour
  opswatch.monitoring.prtg_history_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    under: Local Probe/Web Shop/Production
    names: [Ping]
    start: -24h
    average: 1h
    channels: [Ping Time, Downtime]
  register: history

- name: Show the slowest hour of the first one
  ansible.builtin.debug:
    msg: "{{ history.sensors[0].rows | sort(attribute='measured.Ping Time') | last }}"
  when: history.sensors | length > 0 and history.sensors[0].rows | length > 0

- name: Every scan since the change began, as a file for a spreadsheet
  opswatch.monitoring.prtg_history_info:
    url: https://prtg.example.com
    api_token: "{{ prtg_api_token }}"
    ids: ["2101"]
    start: -2h
    average: raw
    format: csv
  register: scans

- name: The same from a server that offers API v2
  opswatch.monitoring.prtg_history_info:
    url: https://prtg.example.com:1616/api/v2
    api_token: "{{ prtg_api_token }}"
    ids: ["2101"]
    start: -2h
    average: raw
    format: csv
"""

RETURN = r"""
sensors:
  description: The sensors that match, in the order of their ids, with what they have measured.
  returned: success, if O(format) is V(rows)
  type: list
  elements: dict
  contains:
    id:
      description: Id of the sensor.
      type: str
      sample: "2101"
    name:
      description: Name of the sensor.
      type: str
      sample: Ping
    path:
      description: The names from the probe down to the sensor.
      type: list
      elements: str
      sample: [Local Probe, Web shop, web-1, Ping]
    url:
      description: Its page in PRTG's web interface.
      type: str
      sample: https://prtg.example.com/sensor.htm?id=2101
    channels:
      description:
        - The channels that its rows have, each with C(key), by which rows name it, C(id) within the sensor, C(name) and
          C(unit). What PRTG does not tell is null.
        - The key is the name of the channel, with the id behind it where the sensor has several of that name.
        - Without rows there are none.
      type: list
      elements: dict
      sample: [{"key": "Ping Time", "id": "0", "name": "Ping Time", "unit": "msec"}]
    rows:
      description:
        - The scans or averages in the order of their times, each with C(time), C(coverage) and C(measured).
        - C(time) is when the scan was, or the average begins, ISO 8601 UTC.
        - C(coverage) is how much of the average was measured, in percent; null with API v2.
        - C(measured) has the value of each channel by its key, a number in the unit of the channel, or null.
        - C(texts) has the values that API v1 tells in words, as of a channel with a lookup, by the keys of their
          channels. It is there only if there are any, which PRTG has for single scans alone.
      type: list
      elements: dict
      sample: [{"time": "2026-11-23T02:00:00Z", "coverage": 100.0, "measured": {"Ping Time": 12.25}}]
csv:
  description:
    - The same as text in CSV (RFC 4180) under a head of time, sensor_id, sensor, channel_id, channel, value, unit and
      coverage, a line for each value, whose decimal separator is a point.
    - A name or unit that a spreadsheet would take for a formula has an apostrophe in front.
  returned: success, if O(format) is V(csv)
  type: str
  sample: "time,sensor_id,sensor,channel_id,channel,value,unit,coverage\r\n"
average:
  description: Over how many seconds rows are averaged, 0 for a row for each scan.
  returned: success
  type: int
  sample: 3600
period:
  description: The C(start) and C(end) that were asked for, ISO 8601 UTC.
  returned: success
  type: dict
  sample: {"start": "2026-11-22T12:00:00Z", "end": "2026-11-23T12:00:00Z"}
matched:
  description: How many sensors fit the selectors.
  returned: success
  type: int
  sample: 1
msg:
  description: Says that no sensor matches, and what was looked for. That is no failure here.
  returned: if nothing matches
  type: str
  sample: nothing matches (names 'Pong'; kind sensor)
server:
  description: What the server is called that the objects belong to, see O(server_name) and O(expect_server).
  returned: success
  type: str
  sample: prtg.example.com
query:
  description: What was asked of the server.
  returned: success
  type: dict
  contains:
    sent:
      description: The requests, without credentials.
      type: list
      elements: str
      sample: ["GET /api/historicdata.xml id=2101 avg=3600 sdate=2026-11-21-10-00-00 edate=2026-11-24-14-00-00"]
    rows_read:
      description: How many rows the server delivered.
      type: int
      sample: 14
error:
  description:
    - What went wrong. C(kind) is the kind of failure, C(status) the HTTP status, C(code) the service's own code,
      C(request_id) its name for the request. What is not known is null.
    - U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/errors.md) lists the kinds, and what some of them
      tell besides.
  returned: failure
  type: dict
  sample: {"kind": "SelectionRefused", "status": null, "code": null, "request_id": null}
"""

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.measurements import MODULE

SPECIFICATION = Specification(**MODULE)


def main() -> None:
    """Entry point of the module."""
    run_module(SPECIFICATION)


if __name__ == "__main__":
    main()
