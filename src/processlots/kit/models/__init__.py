"""What the kit stores, a file per matter; `base` holds what every model of the product inherits."""

from processlots.kit.models.base import Ends, Model, Named, Numbered, Sequence
from processlots.kit.models.checks import StoredFinding
from processlots.kit.models.comments import Comment
from processlots.kit.models.documents import DocumentTemplate
from processlots.kit.models.files import Blob, Pack
from processlots.kit.models.history import Act, LogEntry
from processlots.kit.models.imports import ImportBatch, ImportLook
from processlots.kit.models.installation import Installation
from processlots.kit.models.jobs import Job, Lease
from processlots.kit.models.links import Link
from processlots.kit.models.search import SearchEntry, SearchWord
from processlots.kit.models.tokens import ApiToken

__all__ = [
    "Act",
    "ApiToken",
    "Blob",
    "Comment",
    "DocumentTemplate",
    "Ends",
    "ImportBatch",
    "ImportLook",
    "Installation",
    "Job",
    "Lease",
    "Link",
    "LogEntry",
    "Model",
    "Named",
    "Numbered",
    "Pack",
    "SearchEntry",
    "SearchWord",
    "Sequence",
    "StoredFinding",
]
