"""Versions: what a release freezes of processes (other apps have a file of this name too), their pages and their jobs."""

from processlots.apps.processes.release import deciding, hanging, made_with, own, pages, process_part, standing

__all__ = ["deciding", "hanging", "made_with", "own", "pages", "process_part", "standing"]
