"""A map as SVG, drawn on the server: no script, no style attribute, classes of the look ("Maps" in look.css).

Each class also carries presentation attributes, which any style sheet overrules, so that the file alone looks right.
"""

from .sheet import to_svg
from .signs import KINDS as SIGNS
from .signs import legend

__all__ = ["SIGNS", "legend", "to_svg"]
