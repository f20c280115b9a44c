"""The only way in for files, pastes and bulk: file → mapping → preview → one transaction as one act, undone by that act.

Apps register an `Importer` and read no file themselves. Others use: read_rows, read_text, importer, Importer, Column,
RowResult, number, BadFile; the pages and the API use batches.
"""

from processlots.kit.files import BadFile
from processlots.kit.imports.batches import Changed, Preview, apply, begin, preview, remap, undo
from processlots.kit.imports.importers import Column, Importer, Option, RowResult, get, importer, number
from processlots.kit.imports.reading import Row, Rows, read_rows, read_text
from processlots.kit.imports.undoing import CannotUndo
from processlots.kit.models.imports import ImportBatch

__all__ = [
    "BadFile",
    "CannotUndo",
    "Changed",
    "Column",
    "ImportBatch",
    "Importer",
    "Option",
    "Preview",
    "Row",
    "RowResult",
    "Rows",
    "apply",
    "begin",
    "get",
    "importer",
    "number",
    "preview",
    "read_rows",
    "read_text",
    "remap",
    "undo",
]
