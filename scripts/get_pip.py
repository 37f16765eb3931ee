# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-in for the get-pip script that ansible-test wants to download: installs pip from the copy that Python carries.

ansible-test looks for the script in its cache before it asks a server for it. It runs it with the Python of a new
virtual environment and the options of pip install.
"""

from __future__ import annotations

import ensurepip
import pathlib
import runpy
import sys

BUNDLE = pathlib.Path(ensurepip.__file__).parent / "_bundled"

if __name__ == "__main__":
    sys.path.insert(0, str(next(BUNDLE.glob("pip-*.whl"))))
    OPTIONS = [option for option in sys.argv[1:] if option not in ("--no-setuptools", "--no-wheel")]
    sys.argv = ["pip", "install", "--upgrade", *OPTIONS]
    runpy.run_module("pip", run_name="__main__", alter_sys=True)
