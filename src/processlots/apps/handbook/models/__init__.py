"""What the handbook stores: words and guidance, the three handbooks, the register of models, settings, and what readers say."""

from processlots.apps.handbook.models.books import Chapter, Edition, Handbook
from processlots.apps.handbook.models.entries import Entry
from processlots.apps.handbook.models.feedback import PageFeedback
from processlots.apps.handbook.models.proposals import Proposal
from processlots.apps.handbook.models.register import ModelEntry
from processlots.apps.handbook.models.settings import CheckSetting, Word
from processlots.apps.handbook.models.shipped import Shipped

__all__ = ["Chapter", "CheckSetting", "Edition", "Entry", "Handbook", "ModelEntry", "PageFeedback", "Proposal", "Shipped", "Word"]
