# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which settings of PRTG are secret, as far as their names tell."""

from __future__ import annotations

import re

#: Part of the names of settings that hold a credential, or the name of somebody who has one. ``awssk`` and ``awsak``
#: are keys for Amazon (PrtgAPI's ObjectProperty).
CREDENTIAL = re.compile(r"pass|pwd|secret|token|key|communit|snmpcomm|credential|login|user|aws[as]k", re.IGNORECASE)
