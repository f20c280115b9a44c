"""What is stored of maps, a file per matter."""

from processlots.apps.maps.models.drawing import MapDraft, MapLock
from processlots.apps.maps.models.map import Line, Map, MapElement, Version
from processlots.apps.maps.models.reading import Confirmation, Reading, Upload

__all__ = ["Confirmation", "Line", "Map", "MapDraft", "MapElement", "MapLock", "Reading", "Upload", "Version"]
