"""Pages of maps, a file per page set."""

from processlots.apps.maps.pages import map as _map

__all__ = ["_map"]
