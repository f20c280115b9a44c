"""`processlots demo`: fill an empty database with Modellby kommun."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do where there is something already."""
    parser.add_argument("--if-empty", action="store_true", help="do nothing, and be content, where there is something already")


def run(args: argparse.Namespace) -> int:
    """Make the demo. Refused where the database holds anything, unless that is what `--if-empty` asked about."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from processlots.demo.make import municipality, what_is_there

    present = what_is_there()
    if present:
        if args.if_empty:
            return 0
        print(f"processlots demo: the database already holds {present}; the demo is only made in an empty one", file=sys.stderr)
        return 2
    made = municipality()
    print(f"Modellby kommun is ready: {made} processes. Start with: processlots serve", file=sys.stderr)
    return 0
