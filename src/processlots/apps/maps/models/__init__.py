"""What is stored of maps, a file per matter."""

from processlots.apps.maps.models.assignment import MappingAssignment, MappingConsent, MappingParticipant, MappingWorkshop
from processlots.apps.maps.models.drawing import MapDraft, MapLock
from processlots.apps.maps.models.introduction import Introduction
from processlots.apps.maps.models.map import Line, Map, MapElement, Version
from processlots.apps.maps.models.mapping_report import MappingReport
from processlots.apps.maps.models.problem import ProblemIdea, ProblemVote
from processlots.apps.maps.models.reading import Comparison, Confirmation, Reading, Upload

__all__ = [
    "Comparison",
    "Confirmation",
    "Introduction",
    "Line",
    "Map",
    "MapDraft",
    "MapElement",
    "MapLock",
    "MappingAssignment",
    "MappingConsent",
    "MappingParticipant",
    "MappingReport",
    "MappingWorkshop",
    "ProblemIdea",
    "ProblemVote",
    "Reading",
    "Upload",
    "Version",
]
