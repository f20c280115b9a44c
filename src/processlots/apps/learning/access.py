"""The model manager records courses; everyone reads who has taken them (R-7: the list is public)."""

from processlots.apps.organisation.access import MatrixAccess


class TrainingAccess(MatrixAccess):
    """Courses and records."""

    obj = "training"
