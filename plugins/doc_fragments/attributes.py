# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the modules promise about check mode, diff mode and repetition, in one place."""

from __future__ import annotations


class ModuleDocFragment:
    """``attributes`` and its parts ``info_module``, ``actiongroup_prtg``, ``actiongroup_pingdom``."""

    # The five attributes of a module that writes.
    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - No request that writes is sent. RV(ignore:changed), the diff and the return values are those of the real run.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff
      mode.
    support: full
    details:
      - Secrets are shown as stars.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates
      no change.
    support: full
  platform:
    description: Target OS/families that can be operated against.
    support: full
    platforms: all
    details:
      - The module talks to a web service. Run it on any host that reaches the service, often with
        C(delegate_to=localhost).
"""

    # The same for a module that only reads.
    INFO_MODULE = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - This module does not modify state.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff
      mode.
    support: N/A
    details:
      - This module does not modify state.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates
      no change.
    support: full
    details:
      - This module does not modify state.
  platform:
    description: Target OS/families that can be operated against.
    support: full
    platforms: all
    details:
      - The module talks to a web service. Run it on any host that reaches the service, often with
        C(delegate_to=localhost).
"""

    ACTIONGROUP_PRTG = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/opswatch.monitoring.prtg) in C(module_defaults) to set the connection options of all PRTG
      modules at once.
    support: full
    membership:
      - opswatch.monitoring.prtg
      - opswatch.monitoring.all
"""

    ACTIONGROUP_PINGDOM = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/opswatch.monitoring.pingdom) in C(module_defaults) to set the connection options of all
      Pingdom modules at once.
    support: full
    membership:
      - opswatch.monitoring.pingdom
      - opswatch.monitoring.all
"""
