"""docs/api/openapi.json is made from the code, committed and compared: `python tools/api_file.py check | write`."""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs/api/openapi.json"


def generated() -> str:
    """The schema as drf-spectacular makes and validates it. Ends the program with its complaints."""
    with tempfile.TemporaryDirectory() as home:
        target = Path(home) / "openapi.json"
        settings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        settings |= {"PROCESSLOTS_HOME": home, "DJANGO_SETTINGS_MODULE": "processlots.config.settings"}
        command = [sys.executable, "-m", "django", "spectacular", "--format", "openapi-json", "--validate", "--file", str(target)]
        code = subprocess.run(command, env=settings, check=False).returncode
        if code:
            sys.exit(code)
        # One space a level: a line for each part shows what has changed, and four would be half of the file.
        return json.dumps(json.loads(target.read_text("utf-8")), indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    if arguments == ["write"]:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(generated(), "utf-8")
        return 0
    if arguments != ["check"]:
        print(__doc__, file=sys.stderr)
        return 2
    committed = FILE.read_text("utf-8") if FILE.exists() else ""
    difference = difflib.unified_diff(
        committed.splitlines(), generated().splitlines(), "committed", "from the code", lineterm="", n=1
    )
    shown = list(islice(difference, 40))
    if shown:
        print("\n".join(shown))
        print("docs/api/openapi.json differs from the code: python tools/api_file.py write")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
