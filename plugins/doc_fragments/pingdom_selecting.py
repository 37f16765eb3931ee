# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options by which modules that read lists of Pingdom select what they return."""

from __future__ import annotations


class ModuleDocFragment:
    """Fragments ``pingdom_selecting``, for what has ids, and ``pingdom_selecting.names``, for what has names too."""

    DOCUMENTATION = r"""
options:
  ids:
    description:
      - Return what has one of these ids. Without this option, and those that return something as well, everything is
        returned. An empty list selects nothing.
      - What nothing has is no error. RV(unknown), RV(msg) and a warning say what that is. An item that is empty or null
        is an error before anything is sent. In check mode it is a warning among O(ids), since what an earlier task only
        predicts has no id yet.
    type: list
    elements: str
"""

    NAMES = r"""
options:
  names:
    description:
      - Return as well what has exactly one of these names, with upper and lower case. If several have one, all of these
        are returned.
    type: list
    elements: str
"""
