# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.emulator``: start the servers, say where they are in one line of JSON, run until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from .app import Ports, Servers, certificate
from .emulation import KNOWN_QUIRKS, Emulation
from .quirks import Quirks


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description="PRTG and Pingdom on loopback.")
    parser.add_argument(
        "--world",
        default="demo",
        help="demo, checks:N, devices:N, devices:N:SENSORS or the path of a sensortree export",
    )
    for name in ("prtg", "prtg-v2", "pingdom"):
        parser.add_argument(f"--{name}-port", type=_port, default=0, help="a free port by default")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--tls", action="store_true", help="serve HTTPS, with a certificate made for this run")
    parser.add_argument("--stop-with-stdin", action="store_true", help="also stop when the standard input is closed")
    parser.add_argument("--list-quirks", action="store_true", help="print the table of quirks and exit")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 (a free one) to 65535")
    return int(text)


async def serve(options: argparse.Namespace, directory: Path) -> None:
    """Run until SIGTERM or SIGINT."""
    emulation = Emulation(options.world)
    context, authority = certificate(directory, options.host) if options.tls else (None, None)
    ports = Ports(options.prtg_port, options.prtg_v2_port, options.pingdom_port)
    servers = Servers(emulation, options.host, ports, context)
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told_to_stop.set)
    if options.stop_with_stdin:
        loop.add_reader(sys.stdin.fileno(), _watch_stdin, told_to_stop)
    try:
        await servers.start()
        ready: dict[str, object] = {
            **{str(server): url for server, url in servers.urls.items()},
            "credentials": emulation.credentials.as_json(),
        }
        if authority is not None:
            ready["ca"] = str(authority)
        print(json.dumps(ready), flush=True)
        await told_to_stop.wait()
    finally:
        await servers.stop()


def _watch_stdin(told_to_stop: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        told_to_stop.set()


def main() -> int:
    """The exit status: 0 when told to stop, 1 when the servers could not start."""
    options = parse_arguments()
    if options.list_quirks:
        print(Quirks(KNOWN_QUIRKS).as_markdown())
        return 0
    with tempfile.TemporaryDirectory(prefix="opswatch-emulator-") as directory:
        try:
            asyncio.run(serve(options, Path(directory)))
        except (ValueError, OSError) as error:
            print(f"the emulator cannot start: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    exit_status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_status)  # freeing a large tree object by object takes seconds
