# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-in for the get-pip script that ansible-test wants to download: installs pip with the copy that Python carries.

ansible-test looks for the script in its cache before it asks a server for it. It runs it with the Python of a new
virtual environment and the options of pip install, a dozen times for the same versions: the first time they are
installed beside this file, and from there they are copied.
"""

from __future__ import annotations

import ensurepip
import pathlib
import shutil
import subprocess
import sys
import sysconfig

BUNDLE = pathlib.Path(ensurepip.__file__).parent / "_bundled"


def installed(options: list[str]) -> pathlib.Path:
    """Return the folder with what is wanted, for this Python; made if it is not there."""
    wanted = [option for option in options if not option.startswith("-")]
    place = pathlib.Path(__file__).with_name("-".join(["pip", sysconfig.get_python_version(), *wanted]))
    if not place.is_dir():
        pip = next(BUNDLE.glob("pip-*.whl")) / "pip"
        subprocess.run([sys.executable, pip, "install", "--target", f"{place}.new", *options], check=True)
        pathlib.Path(f"{place}.new").rename(place)
    return place


if __name__ == "__main__":
    OPTIONS = [option for option in sys.argv[1:] if option not in ("--no-setuptools", "--no-wheel")]
    shutil.copytree(installed(OPTIONS), sysconfig.get_path("purelib"), dirs_exist_ok=True)
