"""Processlots: the open system with which a municipality runs its process work."""

__version__ = "0.1.0"
