"""What is stored of maps, a file per matter."""

from processlots.apps.maps.models.map import Line, Map, MapElement, Version

__all__ = ["Line", "Map", "MapElement", "Version"]
