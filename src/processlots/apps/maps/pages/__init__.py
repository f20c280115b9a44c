"""Pages of maps, a file per matter."""

from processlots.apps.maps import commenting, process_information, process_panels
from processlots.apps.maps.pages import line
from processlots.apps.maps.pages import map as _map

__all__ = ["_map", "commenting", "line", "process_information", "process_panels"]
