"""The process house, the start page and what the lists say of a process beside its name (C-22)."""
