"""`python3 dev.py bench`: every measurement, one after another."""

from __future__ import annotations

import sys

from bench import editor, memory, organisation, pages, release

if __name__ == "__main__":
    sys.exit(pages.main() | memory.main() | release.main() | organisation.main() | editor.main())
