"""The licences of what the bundles in kit/static/processlots/ contain, as licences.txt beside them: `python tools/notices.py`.

Their authors ask for no more than that their notice goes along with the copy.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/processlots/kit/static/processlots/licences.txt"
LINE = "\n" + "-" * 100 + "\n"


def notices(root: Path) -> str:
    """One paragraph per package that package-lock.json installs for run time. Raises SystemExit where a licence is missing."""
    packages = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    parts = []
    for place, facts in sorted(packages.items()):
        if not place or facts.get("dev") or facts.get("optional"):
            continue
        texts = [path.read_text("utf-8", "replace").strip() for path in licence_files(root / place)]
        if not texts and not facts.get("license"):
            sys.exit(f"{place} says nothing of its licence; it cannot be bundled")
        name = place.removeprefix("node_modules/")
        parts.append("\n\n".join([f"{name} {facts['version']} ({facts.get('license', 'see below')})", *texts]))
    return LINE.join(parts) + "\n"


def licence_files(folder: Path) -> list[Path]:
    names = ("licence", "license", "copying")
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name.lower().startswith(names))


if __name__ == "__main__":
    TARGET.write_text(notices(ROOT), "utf-8")
