"""Pages of maps, a file per matter."""

from processlots.apps.maps import commenting, process_information, process_panels
from processlots.apps.maps.mappings import checks as mapping_checks
from processlots.apps.maps.mappings import panels as mapping_panels
from processlots.apps.maps.mappings import reports as mapping_reports
from processlots.apps.maps.pages import assignment, introduction, line, problem, report
from processlots.apps.maps.pages import map as _map
from processlots.apps.maps.problems import panels as problem_panels

__all__ = [
    "_map",
    "assignment",
    "commenting",
    "introduction",
    "line",
    "mapping_checks",
    "mapping_panels",
    "mapping_reports",
    "problem",
    "problem_panels",
    "process_information",
    "process_panels",
    "report",
]
