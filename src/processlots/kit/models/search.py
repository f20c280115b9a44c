"""The search index: what can be found, and its words."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models


class SearchEntry(models.Model):
    """One row that can be found. Who may see the hit is asked of the row's own Access, never stored here."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="kit_search_once")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A stemmed word of an entry; `weight` is 2 in the title and 1 in the text."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="words")
    word = models.CharField(max_length=60, db_index=True)
    weight = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.word
