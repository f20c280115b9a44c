"""`python3 dev.py bench`: every measurement, one after another."""

from __future__ import annotations

import sys

from bench import editor, map_versions, memory, organisation, pages, release

PARTS = (pages, memory, release, organisation, editor, map_versions)

if __name__ == "__main__":
    sys.exit(max([part.main() for part in PARTS]))
