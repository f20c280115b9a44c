"""What differs between two maps, in words that those who do not draw understand (issue 4, point 6).

`diff(old, new)` tells first how alike the two are, then each change: in the work (who does what, in which order, with what), and
apart from that what is only drawn elsewhere. `apply(old, diff(old, new))` is `new`. Free of Django.
"""

from .applying import apply
from .comparing import diff
from .difference import KINDS, Change, Difference, Step
from .overlay import PREFIXES, Sheets, sheets
from .report import drawn_otherwise, to_json, to_lines

__all__ = [
    "KINDS",
    "PREFIXES",
    "Change",
    "Difference",
    "Sheets",
    "Step",
    "apply",
    "diff",
    "drawn_otherwise",
    "sheets",
    "to_json",
    "to_lines",
]
