"""`processlots serve`: supervises the web and the worker, and starts again what dies."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many web workers."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="web workers (2)")


def _commands(args: argparse.Namespace) -> dict[str, list[str]]:
    web = [
        sys.executable, "-m", "gunicorn", "processlots.config.wsgi:application", "--preload",
        "--bind", f"{args.host}:{args.port}", "--workers", str(args.workers), "--threads", "4",
        "--max-requests", "5000", "--max-requests-jitter", "500", "--timeout", "60", "--log-level", "warning",
    ]  # fmt: skip
    return {"web": web, "worker": [sys.executable, "-m", "processlots.cli", "worker"]}


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. A part that dies is started again, at most once a second."""
    commands = _commands(args)
    running: dict[str, subprocess.Popen[bytes]] = {}
    stopping = False

    def stop(*_args: object) -> None:
        nonlocal stopping
        stopping = True

    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, stop)
    print(f"Processlots: http://{args.host}:{args.port}/", file=sys.stderr, flush=True)
    while not stopping:
        for name, command in commands.items():
            if name not in running or running[name].poll() is not None:
                if name in running:
                    said = f"{name} stopped with code {running[name].returncode}; starting it again"
                    print(f"processlots serve: {said}", file=sys.stderr)
                running[name] = subprocess.Popen(command, env=os.environ)
        time.sleep(1)
    for process in running.values():
        process.terminate()
    for process in running.values():
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0
