"""The `processlots` command. A contract for scripts: exit code 0 = done, 1 = findings or different, 2 = bad input.

Each command is a module with `add_arguments(parser)` and `run(args) -> int`, imported only when it is called, so that
those that need no database start without Django.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from processlots import __version__

#: name → (module, one line of help); commands that are not built yet have no module
COMMANDS: dict[str, tuple[str | None, str]] = {
    "init": ("processlots.config.cli_init", "make a new installation without demo data"),
    "migrate": ("processlots.config.cli_migrate", "bring the database up to date"),
    "serve": ("processlots.config.cli_serve", "serve the web and do the background work"),
    "worker": ("processlots.config.cli_worker", "do the background work only"),
    "demo": ("processlots.demo.cli_demo", "fill an empty database with Modellby kommun"),
    "check": ("processlots.config.cli_check", "list what the checks find"),
    "name": ("processlots.apps.processes.cli_name", "judge names by the naming standard"),
    "map": ("processlots.apps.maps.cli_map", "read, draw and check a BPMN map"),
    "chart": ("processlots.apps.followup.cli_chart", "make a control chart of a series"),
    "method": (None, "list and check methods"),
    "leadtime": (None, "simulate a map's lead time"),
    "eventlog": (None, "ask questions of an event log"),
    "backup": (None, "write a backup"),
    "restore": (None, "read a backup"),
}


#: the exit code of a command that was interrupted from the keyboard, as shells count it
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, with a way out."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")


def overview() -> Parser:
    """The parser of the command line without a command."""
    lines = [f"  {name:<10} {purpose}" for name, (module, purpose) in COMMANDS.items() if module]
    parser = Parser("processlots", description="The open system for a municipality's process work.",
                    epilog="commands:\n" + "\n".join(lines), formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", choices=list(COMMANDS), metavar="command")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None and hasattr(signal, "SIGPIPE"):  # whoever calls this from Python keeps signals as they were
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "processlots.config.settings")
    name = overview().parse_args(words[:1]).command
    module_name, purpose = COMMANDS[name]
    if module_name is None:
        print(f"processlots {name}: not built yet", file=sys.stderr)
        return 2
    module = importlib.import_module(module_name)
    parser = Parser(f"processlots {name}", description=purpose)
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(words[1:])) or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        said = expected(error)
        if not said:
            raise
        print(f"processlots {name}: {said}", file=sys.stderr)
        return 2


def expected(error: Exception) -> str:
    """The line for what goes wrong around the product rather than in it; empty for a fault of ours."""
    what = " ".join(str(error).split())
    kinds = {f"{kind.__module__}.{kind.__name__}" for kind in type(error).__mro__}
    if "processlots.config.environment.SettingError" in kinds:
        return what
    if type(error).__module__.startswith("dj_database_url"):
        return "DATABASE_URL cannot be understood. Write it like postgresql://user:password@host/name"
    if kinds & {"django.db.utils.OperationalError", "django.db.utils.ProgrammingError"}:
        return f"the database cannot be used ({what[:200]}). Is it up? A new one is made ready by: processlots migrate"
    if "django.db.utils.DatabaseError" in kinds:
        return f"the file of the database is damaged, or is no database ({what[:200]})"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}. Say another data folder with PROCESSLOTS_HOME, or mend this one"
    return ""


if __name__ == "__main__":
    sys.exit(main())
