"""What a row of this app can become in an app that knows more: a requirement or a problem becomes a development need (X-1).

@yields(Requirement)
def a_need(user, row):
    return [Way(_("Make a need of it"), "/behov/ur/krav/7/", post=True)]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from processlots.kit import links

#: what the link is called between a row and what it became
RELATION = "yields"
links.relation(RELATION, gettext_lazy("has led to"), gettext_lazy("comes from"))


@dataclass(frozen=True)
class Way:
    """A way on: a link, or with `post` a button."""

    label: Any
    url: str
    post: bool = False


_ways: dict[type[models.Model], list[Callable[[Any, Any], list[Way]]]] = {}


def yields(model: type[models.Model]) -> Callable[[Callable[[Any, Any], list[Way]]], Callable[[Any, Any], list[Way]]]:
    """Register what rows of the model can become, for a person."""

    def keep(made: Callable[[Any, Any], list[Way]]) -> Callable[[Any, Any], list[Way]]:
        _ways.setdefault(model, []).append(made)
        return made

    return keep


def ways(user: Any, row: models.Model) -> list[Way]:
    """What the person can make of the row, or has made."""
    return [one for made in _ways.get(type(row), []) for one in made(user, row)]


def buttons(user: Any, row: models.Model) -> list[tuple[Any, str, str]]:
    """The ways as a page's buttons."""
    return [(one.label, one.url, "post" if one.post else "plain") for one in ways(user, row)]


def led_on(rows: models.QuerySet[Any]) -> set[int]:
    """Keys of those of the rows that have led to something."""
    from django.contrib.contenttypes.models import ContentType

    from processlots.kit.models import Link

    kind = ContentType.objects.get_for_model(rows.model)
    found = Link.objects.filter(relation=RELATION, source_type=kind, source_id__in=rows.values("pk"))
    return set(found.values_list("source_id", flat=True))
