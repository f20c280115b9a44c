"""Reads a BPMN file in a process of its own, so that a web worker need not (DESIGN 3; docs/decisions/0020).

The web side calls `read_aside`; `python -m processlots.apps.maps.reader` is the other side, free of Django. What goes
wrong there, whatever it is, ends that process and not the one that people wait for.
"""

from __future__ import annotations

import base64
import contextlib
import json
import subprocess
import sys
from typing import Any

#: seconds; the largest file we know takes two
PATIENCE = 25
#: bytes of memory that the other process may ask for
MEMORY = 1024 * 1024 * 1024


def question(drawn: bytes, **more: Any) -> dict[str, Any]:
    """What `content.answer` is asked; bytes are wrapped."""
    wrapped = {key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in more.items()}
    return {"drawn": base64.b64encode(drawn).decode(), **wrapped}


class Broken(Exception):
    """The other process did not come to an answer."""


def read_aside(asked: dict[str, Any]) -> dict[str, Any]:
    """`content.answer` in a process of its own; where it is asked `only` for "findings" or "difference", that alone.

    Raises Broken where that takes too long or too much.
    """
    command = [sys.executable, "-m", "processlots.apps.maps.reader", str(MEMORY), str(PATIENCE)]
    try:
        done = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, timeout=PATIENCE, check=False)
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, OSError) as error:
        raise Broken(str(error)) from error
    return found


def _main() -> int:
    from processlots.apps.maps import content, differences

    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        memory, seconds = map(int, sys.argv[1:3])
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    asked = json.load(sys.stdin.buffer)
    answers = {"findings": content.findings, "difference": differences.answer}
    json.dump(answers.get(asked.get("only", ""), content.answer)(asked), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
