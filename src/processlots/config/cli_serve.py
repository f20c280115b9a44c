"""`processlots serve`: supervises the web and the worker, and starts again what dies."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

#: a part that dies within so many seconds of the first start never began
STILLBORN = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many web workers."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_within(1, 65535), default=8000)
    parser.add_argument("--workers", type=_within(1, 64), default=2, help="web workers (2)")


def _within(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a number from {least} to {most}")
        return int(text)

    return number


def _why_not(host: str, port: int) -> str:
    """Why nobody can listen there; empty where one can."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def _commands(args: argparse.Namespace) -> dict[str, list[str]]:
    web = [
        sys.executable, "-m", "gunicorn", "processlots.config.wsgi:application", "--preload",
        "--bind", f"{args.host}:{args.port}", "--workers", str(args.workers), "--threads", "4",
        "--max-requests", "5000", "--max-requests-jitter", "500", "--timeout", "60", "--log-level", "warning",
    ]  # fmt: skip
    return {"web": web, "worker": [sys.executable, "-m", "processlots.cli", "worker"]}


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. A part that dies is started again, at most once a second; one that never began is not."""
    if reason := _why_not(args.host, args.port):
        said = f"cannot listen on {args.host}:{args.port} ({reason}). Choose another address with --host and --port"
        print(f"processlots serve: {said}", file=sys.stderr)
        return 2
    commands = _commands(args)
    running: dict[str, subprocess.Popen[bytes]] = {}
    began = time.monotonic()
    stopping, code = False, 0

    def stop(*_args: object) -> None:
        nonlocal stopping
        stopping = True

    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, stop)
    print(f"Processlots: http://{args.host}:{args.port}/", file=sys.stderr, flush=True)
    while not stopping:
        for name, command in commands.items():
            if name not in running or running[name].poll() is not None:
                if name in running and time.monotonic() - began < STILLBORN:
                    # What cannot even begin will not begin the second time either.
                    print(f"processlots serve: {name} could not be started; what it said stands above", file=sys.stderr)
                    stopping, code = True, 2
                    break
                if name in running:
                    said = f"{name} stopped with code {running[name].returncode}; starting it again"
                    print(f"processlots serve: {said}", file=sys.stderr)
                running[name] = subprocess.Popen(command, env=os.environ)
        if not stopping:
            time.sleep(1)
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    for process in running.values():
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
    return code
