"""What a release freezes of processes; other apps have a file of this name too."""

from processlots.apps.processes.release import hanging, made_with, own

__all__ = ["hanging", "made_with", "own"]
