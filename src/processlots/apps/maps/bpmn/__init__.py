"""BPMN 2.0 maps without a web: read, write, move, draw, tell as steps, check, match. A library in its own right.

Rests on lxml alone; no Django. `read(bytes) -> Map`, `save(Map) -> bytes`, `to_svg`, `walk`, `to_text`, `to_json`,
`extract` and `match` for elements across versions, `check` for V-22 and V-24. Every refusal is a `BpmnError` with the
element, its name, its line and a sentence in Swedish or English.
"""

from .arrivals import Ways, along, arrivals
from .checks import Finding, Known, check
from .clash import Clash
from .draw import to_svg
from .edit import add_element, add_lane, add_pool, add_process, connect, move, new_map, put_in_lane, remove
from .errors import BpmnError
from .layout import lay_out
from .marks import Duration, Facts, Share, shares
from .marks import of as facts_of
from .marks import problems as fact_problems
from .marks_told import problem as problem_told
from .match import Match, Pair, Row, extract, match
from .merge import Merged, merge
from .model import Bounds, Diagram, Document, Edge, Element, Flow, Lane, Map, Note, Point, Pool, Process, Shape
from .numbering import Message, Target
from .parse import Limits
from .reader import read
from .report import to_json
from .to_text import Piece, facts, headline, how_told, to_text, ways
from .walk import Choice, Step, numbers, walk
from .writer import canonical, save

__all__ = [
    "Bounds",
    "BpmnError",
    "Choice",
    "Clash",
    "Diagram",
    "Document",
    "Duration",
    "Edge",
    "Element",
    "Facts",
    "Finding",
    "Flow",
    "Known",
    "Lane",
    "Limits",
    "Map",
    "Match",
    "Merged",
    "Message",
    "Note",
    "Pair",
    "Piece",
    "Point",
    "Pool",
    "Process",
    "Row",
    "Shape",
    "Share",
    "Step",
    "Target",
    "Ways",
    "add_element",
    "add_lane",
    "add_pool",
    "add_process",
    "along",
    "arrivals",
    "canonical",
    "check",
    "connect",
    "extract",
    "fact_problems",
    "facts",
    "facts_of",
    "headline",
    "how_told",
    "lay_out",
    "match",
    "merge",
    "move",
    "new_map",
    "numbers",
    "problem_told",
    "put_in_lane",
    "read",
    "remove",
    "save",
    "shares",
    "to_json",
    "to_svg",
    "to_text",
    "walk",
    "ways",
]
