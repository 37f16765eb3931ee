# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every field of PRTG's record is documented wherever users can name it."""

from __future__ import annotations

from tests.unit.plugins.documented_fields import GUIDE, undocumented


def test_every_field_is_documented_as_it_is():
    assert undocumented(GUIDE.read_text(encoding="utf-8")) == []
