# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the modules promise about check mode, diff mode and repetition, in one place."""

from __future__ import annotations


class ModuleDocFragment:
    """``attributes`` of every module, and its parts ``writing_module`` or ``info_module``, and ``actiongroup_...``.

    The parts add to what the first says of an attribute, since Ansible merges them.
    """

    DOCUMENTATION = r"""
options: {}
attributes:
  action:
    description: Indicates this has a corresponding action plugin so some parts of the options can be executed on the
      controller.
    support: full
    details:
      - With a local connection all of the module runs inside the process of the controller, many times faster than a
        module process, with the same results. It is a module process as everywhere else if the task has C(become),
        C(async) or C(environment), if C(ansible_python_interpreter) is another Python than that of the controller, if
        that one lacks C(requests) or C(lxml), or if C(ANSIBLE_KEEP_REMOTE_FILES) is set.
  async:
    description: Supports being used with the C(async) keyword.
    support: full
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff
      mode.
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

    WRITING_MODULE = r"""
options: {}
attributes:
  check_mode:
    details:
      - No request that writes is sent. RV(ignore:changed), the diff and the return values are those of the real run.
  diff_mode:
    support: full
    details:
      - Secrets are shown as stars.
"""

    INFO_MODULE = r"""
options: {}
attributes:
  check_mode:
    details:
      - This module does not modify state.
  diff_mode:
    support: N/A
    details:
      - This module does not modify state.
  idempotent:
    details:
      - This module does not modify state.
"""

    ACTIONGROUP_PRTG = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/opswatch.monitoring.prtg) in C(module_defaults) to set the connection options of all PRTG
      modules at once.
    support: full
    details:
      - C(group/opswatch.monitoring.prtg_server) sets the same ones. It is there for tasks that talk to one of several
        servers, such as those of the role P(opswatch.monitoring.maintenance_window#role), and leaves what a play says
        with C(group/opswatch.monitoring.prtg) in force for the options that it does not set.
    membership:
      - opswatch.monitoring.prtg
      - opswatch.monitoring.prtg_server
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
