"""`processlots check`: what the checks find, like a linter."""

from __future__ import annotations

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The format, and which severities."""
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--language", choices=["sv", "en"], default="sv")
    parser.add_argument("--severity", default="FV", help="which of F, V and I to list (FV)")


def run(args: argparse.Namespace) -> int:
    """Run every check on every row. Exit code 1 where something is found."""
    import django

    django.setup()
    from django.utils import translation

    from processlots.kit import checks, vocabulary

    vocabulary.begin()  # what the municipality calls things, and which checks it has switched off
    found: list[dict[str, str]] = []
    with translation.override(args.language):
        for model in dict.fromkeys(check.model for check in checks.registered()):
            for row in model._default_manager.iterator(chunk_size=500):
                for one in checks.run(row):
                    if one.severity in args.severity:
                        label = getattr(row, "label", "") or f"{model._meta.model_name} {row.pk}"
                        said = {"id": one.id, "severity": one.severity, "message": one.message, "url": one.url}
                        found.append({**said, "object": label, "name": str(row)})
    if args.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in found:
            print("{severity} {id:<5} {object} {name}: {message}".format_map(line))
    return 1 if found else 0
