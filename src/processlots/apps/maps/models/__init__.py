"""What is stored of maps, a file per matter."""

from processlots.apps.maps.models.map import Line, Map, MapElement, Version
from processlots.apps.maps.models.reading import Confirmation, Reading, Upload

__all__ = ["Confirmation", "Line", "Map", "MapElement", "Reading", "Upload", "Version"]
