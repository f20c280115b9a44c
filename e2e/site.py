"""A served installation of its own, with a data folder that can be copied, watched and killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PROCESSLOTS = Path(sys.executable).with_name("processlots")
READY_WITHIN = 60.0


class Site:
    """One data folder and the processes that serve it.

    `base` is the address without a slash at the end, `home` the data folder. The processes form a group of their own, so that
    `kill` takes master, web workers and job worker at once, as a power cut would.
    """

    def __init__(self, home: Path, program: Path = PROCESSLOTS, path: str | None = None) -> None:
        """`program` and `path` (PATH) are another installation's than this checkout's, where given."""
        self.home = home
        self.program = program
        self.path = path or os.environ["PATH"]
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = home.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """No setting of the machine's shell reaches the installation."""
        kept = {key: value for key, value in os.environ.items() if key in {"HOME", "LANG", "TMPDIR"}}
        return kept | {"PATH": self.path, "PROCESSLOTS_HOME": str(self.home), "BASE_URL": self.base}

    def run(self, *words: str, told: str = "") -> subprocess.CompletedProcess[str]:
        """`processlots WORDS` on this data folder, `told` on its standard input. Raises RuntimeError where it fails."""
        self.home.mkdir(parents=True, exist_ok=True)
        command = [str(self.program), *words]
        done = subprocess.run(command, env=self.environment, cwd=self.home, input=told, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"processlots {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    def start(self) -> None:
        """Returns when /health answers. Raises RuntimeError with the log where it does not."""
        with self.log.open("ab") as log:
            command = [str(self.program), "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=self.home, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(self.base + "/health", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"processlots serve did not answer:\n{self.log.read_text(errors='replace')[-4000:]}")

    def stop(self) -> None:
        """As an operator stops it; what has not gone after ten seconds is killed."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """kill −9 of everything."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def copy(template: Path, home: Path) -> Site:
    shutil.copytree(template, home)
    return Site(home)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
